// What is pasted from Word, LibreOffice or a page keeps its headings, raised and lowered text and
// tables, as far as the field has them. Draftail keeps the rest by itself, lists of Word too.
(() => {
  const { DraftJS } = window;
  const LOST = "h1, h2, h3, h4, h5, h6, sup, sub, table, [style*='vertical-align']";
  const HEADINGS = [
    "header-one",
    "header-two",
    "header-three",
    "header-four",
    "header-five",
    "header-six",
  ];
  // Draft.js reads these two from HTML, and no field here has them: they carry the others in.
  const CARRIED = { STRIKETHROUGH: "SUPERSCRIPT", UNDERLINE: "SUBSCRIPT" };
  const TABLE = "CCHC_TABLE";
  const MARK = "\ue000";

  const replaceTag = (element, name) => {
    const made = element.ownerDocument.createElement(name);
    made.append(...element.childNodes);
    element.replaceWith(made);
    return made;
  };

  const unwrap = (element) => element.replaceWith(...element.childNodes);

  const carryMarks = (body) => {
    body.querySelectorAll("s, u, del, strike, ins").forEach(unwrap);
    body.querySelectorAll("[style*='text-decoration']").forEach((one) => {
      one.style.textDecoration = "";
    });
    body.querySelectorAll("span[style*='vertical-align']").forEach((one) => {
      const place = one.style.verticalAlign;
      if (place === "super" || place === "sub") replaceTag(one, place === "super" ? "sup" : "sub");
    });
    body.querySelectorAll("sup").forEach((one) => replaceTag(one, "s"));
    body.querySelectorAll("sub").forEach((one) => replaceTag(one, "u"));
  };

  // The highest heading that is pasted becomes the highest that the field has, and so on.
  const mapHeadings = (body, blockTypes) => {
    const allowed = HEADINGS.filter((type) => blockTypes.includes(type));
    const found = [...body.querySelectorAll("h1, h2, h3, h4, h5, h6")];
    const levels = [...new Set(found.map((one) => one.tagName))].sort();
    found.forEach((one) => {
      const type = allowed[Math.min(levels.indexOf(one.tagName), allowed.length - 1)];
      replaceTag(one, type ? `h${HEADINGS.indexOf(type) + 1}` : "p");
    });
  };

  const tableHtml = (table) => {
    const made = document.createElement("table");
    [...table.rows].forEach((row) => {
      const line = made.insertRow();
      [...row.cells].forEach((cell) => {
        const copy = document.createElement(cell.tagName);
        if (cell.colSpan > 1) copy.setAttribute("colspan", cell.colSpan);
        if (cell.rowSpan > 1) copy.setAttribute("rowspan", cell.rowSpan);
        window.cchc.cellText(cell).split("\n").forEach((text, number) => {
          if (number) copy.append(document.createElement("br"));
          copy.append(text);
        });
        line.append(copy);
      });
    });
    return made.outerHTML;
  };

  // Where the field has no tables, each row is a paragraph: no word is lost, none run together.
  const takeTables = (body, hasTables) => {
    const taken = [];
    const outermost = [...body.querySelectorAll("table")].filter(
      (one) => !one.parentElement.closest("table"),
    );
    outermost.forEach((table) => {
      const paragraphs = hasTables ? [`${MARK}${taken.push(tableHtml(table)) - 1}`] : rowsOf(table);
      table.replaceWith(
        ...paragraphs.map((text) => {
          const paragraph = body.ownerDocument.createElement("p");
          paragraph.textContent = text;
          return paragraph;
        }),
      );
    });
    return taken;
  };

  const rowsOf = (table) =>
    [...table.rows].map((row) =>
      [...row.cells]
        .map((cell) => window.cchc.cellText(cell).replace(/\n/g, " "))
        .filter(Boolean)
        .join(" | "),
    );

  const contentOf = (html, { blockTypes, entityTypes }) => {
    const { body } = new DOMParser().parseFromString(html, "text/html");
    body.querySelectorAll("style, script, title").forEach((one) => one.remove());
    body.querySelectorAll("li > p:first-child").forEach(unwrap);
    const tables = takeTables(body, entityTypes.includes(TABLE));
    // Draft.js runs the texts of boxes together where there are paragraphs beside them.
    body.querySelectorAll("div, section, article").forEach((one) => {
      if (!one.querySelector("p, div, section, article, ul, ol, h1, h2, h3, h4, h5, h6")) {
        replaceTag(one, "p");
      }
    });
    mapHeadings(body, blockTypes);
    carryMarks(body);
    const parsed = DraftJS.convertFromHTML(body.innerHTML);
    if (!parsed.contentBlocks) return null;
    const raw = DraftJS.convertToRaw(
      DraftJS.ContentState.createFromBlockArray(parsed.contentBlocks, parsed.entityMap),
    );
    raw.blocks.forEach((block) => {
      block.inlineStyleRanges.forEach((range) => {
        range.style = CARRIED[range.style] || range.style;
      });
      if (!block.text.startsWith(MARK)) return;
      const key = `table-${block.key}`;
      raw.entityMap[key] = {
        type: TABLE,
        mutability: "IMMUTABLE",
        data: { html: tables[Number(block.text.slice(MARK.length))] },
      };
      Object.assign(block, {
        type: "atomic",
        text: " ",
        inlineStyleRanges: [],
        entityRanges: [{ key, offset: 0, length: 1 }],
      });
    });
    raw.blocks = raw.blocks.filter((block) => block.text.trim() || block.type === "atomic");
    return raw.blocks.length ? DraftJS.convertFromRaw(raw) : null;
  };

  const editorAt = (target) => {
    const wrapper = target.closest && target.closest("[data-draftail-editor-wrapper]");
    const inputs = wrapper ? [...wrapper.parentElement.querySelectorAll("input")] : [];
    const input = inputs.find((one) => one.draftailEditor);
    return input && input.draftailEditor;
  };

  const namesOf = (types) => (types || []).map((one) => one.type);

  document.addEventListener(
    "paste",
    (event) => {
      const html = event.clipboardData && event.clipboardData.getData("text/html");
      const editor = html && editorAt(event.target);
      // What is copied within Draftail carries all of it.
      if (!editor || html.includes("data-draftjs-conductor-fragment")) return;
      const body = new DOMParser().parseFromString(html, "text/html").body;
      if (!body.querySelector(LOST)) return;
      const content = contentOf(html, {
        blockTypes: namesOf(editor.props.blockTypes),
        entityTypes: namesOf(editor.props.entityTypes),
      });
      if (!content) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      const state = editor.getEditorState();
      const changed = DraftJS.Modifier.replaceWithFragment(
        state.getCurrentContent(),
        state.getSelection(),
        content.getBlockMap(),
      );
      editor.onChange(DraftJS.EditorState.push(state, changed, "insert-fragment"));
    },
    true,
  );
})();
