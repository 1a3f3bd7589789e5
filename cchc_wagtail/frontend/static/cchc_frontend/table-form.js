// The form of a table: one field a cell, buttons for rows and columns, tables can be pasted.
(() => {
  const element = (name, attributes = {}, ...children) => {
    const made = document.createElement(name);
    Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
    made.append(...children);
    return made;
  };
  const EMPTY = { data: Array.from({ length: 3 }, () => ["", "", ""]), table_header_choice: "row" };

  class TableForm {
    constructor(texts) {
      this.texts = texts;
    }

    render(placeholder, name, id, initialState) {
      const bound = new BoundTable(this.texts, name, id);
      placeholder.replaceWith(bound.element);
      bound.setState(initialState);
      return bound;
    }
  }

  class BoundTable {
    constructor(texts, name, id) {
      this.texts = texts;
      this.idForLabel = `${id}-caption`;
      this.input = element("input", { type: "hidden", name, id });
      this.caption = element("input", {
        type: "text",
        id: `${id}-caption`,
        "aria-describedby": `${id}-caption-help`,
      });
      this.heads = element("select", { id: `${id}-heads` });
      ["row", "column", "both", "neither"].forEach((choice) => {
        this.heads.append(element("option", { value: choice }, texts[choice]));
      });
      this.grid = element("table");
      this.status = element("p", { class: "w-sr-only", role: "status" });
      this.element = element(
        "div",
        { class: "cchc-table-form" },
        this.input,
        element("label", { for: `${id}-caption`, class: "w-field__label" }, texts.caption),
        element("div", { class: "w-field__help", id: `${id}-caption-help` }, texts.captionHelp),
        this.caption,
        element("label", { for: `${id}-heads`, class: "w-field__label" }, texts.heads),
        this.heads,
        element("p", { class: "w-field__help", id: `${id}-help` }, texts.help),
        element("div", { class: "cchc-table-form__grid" }, this.grid),
        this.button(texts.addRow, () => this.change(() => this.addRow())),
        this.button(texts.addColumn, () => this.change(() => this.addColumn())),
        this.status,
      );
      this.grid.setAttribute("aria-describedby", `${id}-help`);
      this.caption.addEventListener("input", () => this.store());
      this.heads.addEventListener("change", () => this.store());
      this.grid.addEventListener("input", (event) => this.type(event.target));
      this.grid.addEventListener("paste", (event) => this.paste(event));
    }

    button(label, act, text = label) {
      const classes = "button button-small button-secondary";
      const named = text === label ? {} : { "aria-label": label, title: label };
      const made = element("button", { type: "button", class: classes, ...named }, text);
      made.addEventListener("click", act);
      return made;
    }

    // The state is what is stored; hidden cells follow from the merged ones.

    setState(state) {
      const value = typeof state === "string" ? JSON.parse(state || "null") : state;
      const given = value && value.data && value.data.length ? value : EMPTY;
      this.rows = given.data.map((row) => row.map((text) => text || ""));
      this.merged = (given.mergeCells || []).map((one) => ({ ...one }));
      this.caption.value = given.table_caption || "";
      this.heads.value = given.table_header_choice || "row";
      this.draw();
      this.write();
    }

    getState() {
      return JSON.parse(this.input.value);
    }

    getValue() {
      return this.input.value;
    }

    getTextLabel() {
      return this.caption.value || null;
    }

    setInvalid(isInvalid) {
      this.caption.toggleAttribute("aria-invalid", isInvalid);
    }

    focus() {
      this.caption.focus();
    }

    write() {
      const heads = this.heads.value;
      const covered = [];
      this.merged.forEach((one) => {
        this.inside(one, (row, col) => covered.push({ row, col, hidden: true }));
      });
      this.input.value = JSON.stringify({
        data: this.rows,
        cell: covered,
        mergeCells: this.merged,
        table_header_choice: heads,
        first_row_is_table_header: heads === "row" || heads === "both",
        first_col_is_header: heads === "column" || heads === "both",
        table_caption: this.caption.value,
      });
    }

    store() {
      this.write();
      this.input.dispatchEvent(new Event("change", { bubbles: true }));
    }

    change(act) {
      act();
      this.draw();
      this.store();
    }

    type(field) {
      this.rows[field.dataset.row][field.dataset.column] = field.value;
      this.store();
    }

    // Calls back with each cell that the merged one covers.
    inside(one, call) {
      for (let row = one.row; row < one.row + one.rowspan; row += 1) {
        for (let col = one.col; col < one.col + one.colspan; col += 1) {
          if (row !== one.row || col !== one.col) call(row, col);
        }
      }
    }

    addRow() {
      this.rows.push(this.rows[0].map(() => ""));
    }

    addColumn() {
      this.rows.forEach((row) => row.push(""));
    }

    // Merged cells that reach over what is removed come apart; those behind it move up.
    removeLine(at, place, span) {
      this.merged = this.merged.filter((one) => at < one[place] || at >= one[place] + one[span]);
      this.merged.forEach((one) => {
        if (one[place] > at) one[place] -= 1;
      });
    }

    removeRow(at) {
      this.removeLine(at, "row", "rowspan");
      this.rows.splice(at, 1);
    }

    removeColumn(at) {
      this.removeLine(at, "col", "colspan");
      this.rows.forEach((row) => row.splice(at, 1));
    }

    paste(event) {
      const { row, column } = event.target.dataset;
      const found = row && window.cchc.pastedTable(event.clipboardData);
      if (!found || (found.rows.length === 1 && found.rows[0].length === 1)) return;
      event.preventDefault();
      this.change(() => this.fill(found, Number(row), Number(column)));
      const filled = this.texts.filled.replace("{rows}", found.rows.length);
      this.status.textContent = filled.replace("{columns}", found.rows[0].length);
      this.field(Number(row), Number(column)).focus();
    }

    fill(found, atRow, atColumn) {
      const [mostRows, mostColumns] = this.texts.most;
      if (this.rows.every((row) => row.every((text) => !text)) && !atRow && !atColumn) {
        this.rows = [[""]];
        this.merged = [];
      }
      const height = Math.min(atRow + found.rows.length, mostRows);
      const width = Math.min(atColumn + found.rows[0].length, mostColumns);
      while (this.rows.length < height) this.addRow();
      while (this.rows[0].length < width) this.addColumn();
      const isBeside = (one) =>
        one.row >= height ||
        one.col >= width ||
        one.row + one.rowspan <= atRow ||
        one.col + one.colspan <= atColumn;
      this.merged = this.merged.filter(isBeside);
      found.merged.forEach((one) => {
        const moved = { ...one, row: one.row + atRow, col: one.col + atColumn };
        const fits = moved.row + moved.rowspan <= height && moved.col + moved.colspan <= width;
        if (fits) this.merged.push(moved);
      });
      for (let row = atRow; row < height; row += 1) {
        for (let column = atColumn; column < width; column += 1) {
          this.rows[row][column] = found.rows[row - atRow][column - atColumn];
        }
      }
    }

    field(row, column) {
      return this.grid.querySelector(`[data-row="${row}"][data-column="${column}"]`);
    }

    say(text, row, column) {
      return text.replace("{row}", row + 1).replace("{column}", column + 1);
    }

    draw() {
      const covered = new Set();
      this.merged.forEach((one) => this.inside(one, (row, col) => covered.add(`${row},${col}`)));
      const body = element("tbody");
      const above = element("tr");
      this.rows[0].forEach((_, column) => {
        const act = () => this.change(() => this.removeColumn(column));
        const label = this.say(this.texts.removeColumn, 0, column);
        above.append(element("td", {}, ...(this.rows[0].length > 1 ? [this.button(label, act, "×")] : [])));
      });
      this.rows.forEach((texts, row) => {
        const line = element("tr");
        texts.forEach((text, column) => {
          if (!covered.has(`${row},${column}`)) line.append(this.cell(text, row, column));
        });
        const act = () => this.change(() => this.removeRow(row));
        const label = this.say(this.texts.removeRow, row, 0);
        line.append(element("td", {}, ...(this.rows.length > 1 ? [this.button(label, act, "×")] : [])));
        body.append(line);
      });
      this.grid.replaceChildren(element("thead", {}, above), body);
    }

    cell(text, row, column) {
      const field = element("textarea", {
        rows: Math.max(1, text.split("\n").length),
        "data-row": row,
        "data-column": column,
        "aria-label": this.say(this.texts.cell, row, column),
      });
      field.value = text;
      const merged = this.merged.find((one) => one.row === row && one.col === column);
      if (!merged) return element("td", {}, field);
      const label = this.say(this.texts.split, row, column);
      const split = () => this.change(() => this.merged.splice(this.merged.indexOf(merged), 1));
      const spans = { rowspan: merged.rowspan, colspan: merged.colspan };
      return element("td", spans, field, this.button(label, split, "⊞"));
    }
  }

  window.telepath.register("cchc.TableForm", TableForm);
})();
