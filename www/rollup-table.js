// The form's table with, for each cell, the sum of the offices, the district's own figure and the
// difference. It is built once for a form and a language; afterwards only what changed is written,
// so that the focus and the caret stay where they are.
import { button, make, tongue } from "./rollup-dom.js";
import { signed } from "./rollup-exact.js";

const WIDE = 3; // so many columns stand side by side at most

export function tableView(app, container, { typed }) {
  let parts = new Map(); // cell → { sum, input, difference, note }

  /** All columns of a table, or the one that is chosen. */
  function build() {
    parts = new Map();
    container.replaceChildren(...app.sums.map(tableOf));
  }

  function tableOf(table) {
    const isNarrow = matchMedia("(max-width: 48rem)").matches;
    const all = table.columns.length <= WIDE && !isNarrow;
    const body = make("table", { className: "indicators sums", data: { table: table.id } });
    const choice = make("select", { id: `columns-${table.id}` });
    if (table.columns.length <= WIDE) choice.append(make("option", { value: "", textContent: app.words("allColumns") }));
    choice.append(...table.columns.map(({ id, name }) => make("option", { value: id, textContent: name })));
    choice.value = all ? "" : table.columns[0].id;
    const fill = () => {
      const columns = table.columns.filter(({ id }) => choice.value === "" || choice.value === id);
      body.replaceChildren(...content(table, columns));
    };
    choice.addEventListener("change", () => {
      for (const row of table.rows) for (const column of table.columns) parts.delete(table.cell(row, column));
      fill();
      app.update();
    });
    fill();
    const label = make("label", { for: choice.id, textContent: app.words("columnsShown") });
    const pick = make("p", { className: "pick", hidden: table.columns.length < 2 }, label, " ", choice);
    return make("div", { className: "sums-of" }, pick, body);
  }

  function content(table, columns) {
    const head = make("tr", {}, make("th", { scope: "col", rowSpan: 2, textContent: app.words("row") }));
    const below = make("tr");
    for (const column of columns) {
      head.append(make("th", { scope: "colgroup", colSpan: 3, className: "over", textContent: column.name }));
      for (const key of ["sum", "reported", "difference"]) below.append(make("th", { scope: "col", className: `figure ${key}`, textContent: app.words(key) }));
    }
    const groups = [make("colgroup"), ...columns.map(() => make("colgroup", {}, ...["sum", "reported", "difference"].map((className) => make("col", { className }))))];
    const lines = table.rows.map((row) => {
      const label = make("span", { className: "row-label" }, make("span", { textContent: row.label }));
      if (row.unit) label.append(make("span", { className: "unit-of", textContent: row.unit, lang: tongue(row.unit) }));
      const line = make("tr", { className: row.depth ? `sub d${Math.min(row.depth, 3)}` : "" }, make("th", { scope: "row" }, label));
      for (const column of columns) {
        const cell = row.heading ? null : table.cell(row, column);
        if (cell) line.append(...cellOf(cell, row, column));
        else line.append(make("td", { className: "figure none", colSpan: 3 }));
      }
      return line;
    });
    return [make("caption", { textContent: table.title }), ...groups, make("thead", {}, head, below), make("tbody", {}, ...lines)];
  }

  function cellOf(cell, row, column) {
    const name = app.names.get(cell).full;
    const sum = button("", `sum:${cell}`, { className: "plain figure" });
    sum.addEventListener("click", () => app.showCell(cell, sum));
    const note = make("span", { className: "note" });
    const input = make("input", {
      type: "text", inputMode: "decimal", autocomplete: "off", data: { key: `reported:${cell}`, cell, row: row.id, column: column.id },
      "aria-label": `${name} ${app.words("reported")}`,
    });
    const difference = make("td", { className: "figure difference" });
    parts.set(cell, { sum, note, input, difference, name });
    return [make("td", { className: "figure sum" }, sum, note), make("td", { className: "reported" }, input), difference];
  }

  /** Writes what stands: `totals` by cell, `reported` as typed, `differences` by cell. */
  function write({ totals, reported, differences, concerned }) {
    for (const [cell, part] of parts) {
      const total = totals.get(cell);
      const sum = total?.sum ?? null;
      set(part.sum, sum ?? "—");
      const said = `${part.name} ${app.words("sum")} ${sum ?? app.words("nothing")}`;
      if (part.sum.getAttribute("aria-label") !== said) part.sum.setAttribute("aria-label", said);
      part.sum.disabled = !total;
      const notes = [];
      if (total?.recomputed) notes.push(app.words("recomputed"));
      if (total?.blank) notes.push(app.words("blanks", { count: total.blank }));
      if (total?.unreadable) notes.push(app.words("unreadables", { count: total.unreadable }));
      set(part.note, notes.join(app.words("comma")));
      const text = reported[cell] ?? "";
      if (part.input.value !== text) part.input.value = text;
      writeDifference(part, cell, differences.get(cell), text.trim() !== "" && sum !== null);
      part.difference.toggleAttribute("data-concerned", concerned.has(cell));
    }
  }

  function writeDifference(part, cell, difference, isCompared) {
    const state = difference ? "differs" : isCompared ? "same" : "none";
    const text = difference ? signed(difference.difference) : state === "same" ? app.words("same") : "";
    const now = part.difference;
    if (now.dataset.state === state && now.dataset.text === text) return;
    now.dataset.state = state;
    now.dataset.text = text;
    if (state !== "differs") {
      const held = now.contains(document.activeElement);
      now.replaceChildren(text);
      if (held) part.sum.focus();
      return;
    }
    const lead = button(`≠ ${text}`, `difference:${cell}`, { className: "plain figure", "aria-label": `${part.name} ${app.words("difference")} ${text}` });
    lead.addEventListener("click", () => app.showCell(cell, lead));
    const held = now.contains(document.activeElement);
    now.replaceChildren(lead);
    if (held) lead.focus();
  }

  /** Moves to a cell, showing its column first where it is not shown. */
  function lead(cell) {
    if (!parts.has(cell)) {
      const [table, , column] = cell.split(".");
      const choice = document.getElementById(`columns-${table}`);
      if (!choice) return;
      choice.value = column;
      choice.dispatchEvent(new Event("change"));
    }
    const part = parts.get(cell);
    const target = part?.difference.querySelector("button") ?? part?.sum;
    target?.focus();
    target?.scrollIntoView({ block: "center" });
  }

  container.addEventListener("input", ({ target }) => {
    if (target.dataset.cell) typed({ [target.dataset.cell]: target.value });
  });

  // Up and down as in a spreadsheet; a copied block fills the cells to the right and below.
  const inputs = () => [...container.querySelectorAll("input[data-cell]")];
  container.addEventListener("keydown", (event) => {
    const { target, key } = event;
    const step = { ArrowDown: 1, Enter: 1, ArrowUp: -1 }[key];
    if (!step || !target.dataset.cell || event.isComposing) return;
    const column = inputs().filter((input) => input.dataset.column === target.dataset.column && input.closest("table") === target.closest("table"));
    const next = column[column.indexOf(target) + step];
    if (!next) return;
    event.preventDefault();
    next.focus();
    next.select();
  });
  container.addEventListener("paste", (event) => {
    const { target } = event;
    const text = event.clipboardData?.getData("text/plain").replace(/\r\n?/g, "\n").replace(/\n$/, "") ?? "";
    if (!target.dataset.cell || !/[\t\n]/.test(text)) return;
    event.preventDefault();
    const rows = [...target.closest("table").tBodies[0].rows].map((row) => [...row.querySelectorAll("input[data-cell]")]).filter((row) => row.length);
    const top = rows.findIndex((row) => row.includes(target));
    const left = rows[top].indexOf(target);
    const figures = {};
    text.split("\n").forEach((line, down) => line.split("\t").forEach((figure, right) => {
      const field = rows[top + down]?.[left + right];
      if (field) figures[field.dataset.cell] = figure.trim();
    }));
    typed(figures);
    app.announce(app.words("pasted", { count: Object.keys(figures).length }));
  });

  return { build, write, lead };
}

function set(element, text) {
  if (element.textContent !== text) element.textContent = text;
}
