// A table on the clipboard, from Word, Excel, LibreOffice or a page, as a grid of texts.
window.cchc = window.cchc || {};

(() => {
  const BLOCKS = new Set(["P", "DIV", "LI", "H1", "H2", "H3", "H4", "H5", "H6", "TABLE", "TR"]);

  // The text of a cell; its paragraphs are lines.
  const textOf = (element) => {
    let text = "";
    const walk = (node) => {
      if (node.nodeType === Node.TEXT_NODE) text += node.data.replace(/[\s\u00a0]+/g, " ");
      else if (node.nodeName === "BR") text += "\n";
      else if (node.nodeType === Node.ELEMENT_NODE && !/^(STYLE|SCRIPT)$/.test(node.nodeName)) {
        const isBlock = BLOCKS.has(node.nodeName);
        if (isBlock) text += "\n";
        node.childNodes.forEach(walk);
        if (isBlock) text += "\n";
      }
    };
    element.childNodes.forEach(walk);
    const lines = text.split("\n").map((line) => line.trim());
    return lines.filter(Boolean).join("\n");
  };

  window.cchc.cellText = textOf;

  // Tables within cells are text there.
  const fromTable = (table) => {
    const rows = [];
    const merged = [];
    [...table.rows].forEach((line, row) => {
      rows[row] = rows[row] || [];
      [...line.cells].forEach((cell) => {
        let column = 0;
        while (rows[row][column] !== undefined) column += 1;
        const rowspan = Math.min(Math.max(cell.rowSpan, 1), table.rows.length - row);
        const colspan = Math.min(Math.max(cell.colSpan, 1), 100);
        for (let one = row; one < row + rowspan; one += 1) {
          rows[one] = rows[one] || [];
          for (let other = column; other < column + colspan; other += 1) rows[one][other] = "";
        }
        rows[row][column] = textOf(cell);
        if (rowspan > 1 || colspan > 1) merged.push({ row, col: column, rowspan, colspan });
      });
    });
    const width = Math.max(0, ...rows.map((row) => row.length));
    return { rows: rows.map((row) => Array.from({ length: width }, (_, at) => row[at] || "")), merged };
  };

  // Excel puts quotes around a cell with tabs, quotes or line breaks in it.
  const fromText = (text) => {
    const rows = [[]];
    const pattern = /(?:"((?:[^"]|"")*)"|([^\t\r\n]*))(\t|\r?\n|$)/y;
    while (pattern.lastIndex < text.length) {
      const found = pattern.exec(text);
      if (!found) return null;
      const cell = found[1] === undefined ? found[2] : found[1].replace(/""/g, '"');
      rows[rows.length - 1].push(cell.trim());
      if (found[3] && found[3] !== "\t" && pattern.lastIndex < text.length) rows.push([]);
    }
    const width = Math.max(...rows.map((row) => row.length));
    rows.forEach((row) => {
      while (row.length < width) row.push("");
    });
    return { rows, merged: [] };
  };

  // Returns rows of texts and the merged cells, or null where there is no table.
  window.cchc.pastedTable = (clipboard) => {
    const html = clipboard.getData("text/html");
    const table = html && new DOMParser().parseFromString(html, "text/html").querySelector("table");
    if (table && table.rows.length) return fromTable(table);
    const text = clipboard.getData("text/plain");
    return text.includes("\t") ? fromText(text) : null;
  };
})();
