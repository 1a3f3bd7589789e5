// A table in the text of a document: Draftail shows it and keeps it, but does not change it.
(() => {
  const { React, draftail } = window;

  function Table({ blockProps }) {
    const { html } = blockProps.entity.getData();
    return React.createElement("div", {
      className: "cchc-table-in-text",
      // Cleaned by the server, to a table without attributes but spans.
      dangerouslySetInnerHTML: { __html: html },
    });
  }

  draftail.registerPlugin({ type: "CCHC_TABLE", source: () => null, block: Table }, "entityTypes");
})();
