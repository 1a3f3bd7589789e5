// A table of papers or steps that is pasted becomes rows of the field below; see panels.py.
(() => {
  const fold = (text) =>
    text
      .normalize("NFD")
      .replace(/[\u0300-\u036f]/g, "")
      .replace(/đ/gi, "d")
      .toLowerCase()
      .replace(/\s+/g, " ")
      .trim();
  const IS_NUMBERED = /^(stt|tt|so thu tu|so tt|#)\b/;
  const PAPER_HEADS = {
    originals: /ban chinh|ban goc/,
    copies: /ban sao|ban chup/,
    counts: /so luong|so ban/,
    form_name: /mau|bieu mau/,
    name: /giay to|thanh phan|ho so|tai lieu|loai/,
  };
  const STEP_HEADS = {
    heading: /buoc|cong viec|trinh tu/,
    text: /noi dung|mo ta|cach thuc|thuc hien|chi tiet|thoi gian|don vi|trach nhiem/,
  };

  // Of a head of two rows, a column has what stands above it and what stands in it.
  const splitHead = ({ rows, merged }, patterns) => {
    const height = Math.max(1, ...merged.filter((one) => !one.row).map((one) => one.rowspan));
    const labels = rows[0].map((_, column) => {
      const above = merged.find(
        (one) => !one.row && column > one.col && column < one.col + one.colspan,
      );
      const texts = rows.slice(0, height).map((row) => row[column]);
      return fold([above ? rows[0][above.col] : "", ...texts].join(" "));
    });
    const known = labels.filter(
      (label) => IS_NUMBERED.test(label) || Object.values(patterns).some((one) => one.test(label)),
    );
    const isHead = known.length > 1 && !rows[0].some((text) => /^\d+$/.test(text));
    if (!isHead) return { labels: null, body: rows };
    return { labels, body: rows.slice(height) };
  };

  const isNumbers = (rows, column) =>
    rows.every((row) => /^\d{0,3}[.)]?$/.test(row[column].trim())) && rows.some((row) => row[column]);

  const nameColumns = (labels, patterns) => {
    const columns = {};
    labels.forEach((label, column) => {
      if (IS_NUMBERED.test(label)) return;
      const name = Object.keys(patterns).find((one) => patterns[one].test(label));
      if (name && columns[name] === undefined) columns[name] = column;
    });
    return columns;
  };

  const count = (text) => {
    const found = (text || "").match(/\d+/);
    if (found) return Number(found[0]);
    return /^(x|có|✓|✔)$/i.test((text || "").trim()) ? 1 : null;
  };

  const countsIn = (text) => {
    const folded = fold(text || "");
    const after = (words) => {
      const found = folded.match(new RegExp(`${words}\\D{0,12}(\\d+)`));
      return found ? Number(found[1]) : null;
    };
    const originals = after("ban chinh");
    const copies = after("ban sao");
    if (originals === null && copies === null) return { originals: count(text), copies: null };
    return { originals: originals || 0, copies: copies || 0 };
  };

  const papersIn = (grid) => {
    const { labels, body } = splitHead(grid, PAPER_HEADS);
    let columns = labels ? nameColumns(labels, PAPER_HEADS) : {};
    if (columns.name === undefined) {
      const numbers = body[0].map((_, column) => column).filter((one) => isNumbers(body, one));
      const texts = body[0].map((_, column) => column).filter((one) => !numbers.includes(one));
      const later = numbers.filter((one) => one > texts[0]);
      columns = { originals: later[0], copies: later[1], ...columns, name: texts[0] };
    }
    const cases = [];
    body.forEach((row) => {
      const filled = row.filter(Boolean);
      if (!filled.length) return;
      // A line over the whole table says for whom the papers below it are.
      if (filled.length === 1 && row.length > 2 && row[0] && !/^\d+$/.test(row[0])) {
        cases.push({ case: row[0], papers: [] });
        return;
      }
      if (!row[columns.name]) return;
      if (!cases.length) cases.push({ case: "", papers: [] });
      const stated = columns.counts === undefined ? {} : countsIn(row[columns.counts]);
      const originals = count(row[columns.originals]) ?? stated.originals;
      const copies = count(row[columns.copies]) ?? stated.copies;
      cases[cases.length - 1].papers.push({
        name: row[columns.name].replace(/\n/g, " "),
        form_name: (row[columns.form_name] || "").replace(/\n/g, " "),
        form_file: null,
        originals: originals ?? (copies ? 0 : 1),
        copies: copies ?? 0,
        signed_online: false,
      });
    });
    const states = cases
      .filter((one) => one.papers.length)
      .map((one) => ({
        type: "case",
        value: { case: one.case, papers: one.papers.map((value) => ({ value })) },
      }));
    return { states, count: cases.reduce((sum, one) => sum + one.papers.length, 0) };
  };

  const richText = (text) =>
    JSON.stringify({
      blocks: text
        .split("\n")
        .filter(Boolean)
        .map((line, number) => ({
          key: `line${number}`,
          text: line,
          type: "unstyled",
          depth: 0,
          inlineStyleRanges: [],
          entityRanges: [],
        })),
      entityMap: {},
    });

  const LONGEST_HEADING = 150;

  const stepsIn = (grid) => {
    const { labels, body } = splitHead(grid, STEP_HEADS);
    const columns = body[0].map((_, column) => column);
    const texts = columns.filter((one) =>
      labels ? !IS_NUMBERED.test(labels[one]) : !isNumbers(body, one),
    );
    const states = [];
    body.forEach((row) => {
      const cells = texts.map((one) => row[one]).filter(Boolean);
      if (!cells.length) return;
      const isHeading = cells[0].length <= LONGEST_HEADING && !cells[0].includes("\n");
      const heading = isHeading ? cells.shift() : "";
      states.push({ type: "step", value: { heading, text: richText(cells.join("\n")) } });
    });
    return { states, count: states.length };
  };

  const READERS = { dossier: papersIn, steps: stepsIn };

  document.addEventListener("paste", (event) => {
    const box = event.target.closest && event.target.closest("[data-cchc-paste-rows]");
    if (!box) return;
    event.preventDefault();
    const status = box.querySelector("[role=status]");
    const { rowsOf: field, none, added } = box.dataset;
    const grid = window.cchc.pastedTable(event.clipboardData);
    const found = grid && grid.rows[0].length > 1 ? READERS[field](grid) : { states: [], count: 0 };
    status.textContent = found.count ? added.replace("{count}", found.count) : none;
    const stream = document.getElementById(`${field}-root`).rootBlock;
    found.states.forEach((state) => stream.insert(state, stream.children.length));
  });
})();
