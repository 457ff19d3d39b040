// What was understood of a report, before anything of it is taken over.

const MOST_BLANKS = 12;
const MOST_LINES = 50;
const QUOTED = 60;

/** The preview as elements; `words` says a phrase, `fields` gives the field of a cell. */
export function preview({ read, fields, words }) {
  const page = document.createDocumentFragment();
  const make = (tag, text = "", className = "") => {
    const element = document.createElement(tag);
    element.textContent = text;
    if (className) element.className = className;
    return element;
  };
  const part = (key, body) => page.append(make("h3", words(key)), body);
  const list = (lines, className) => {
    const items = make("ul", "", className);
    items.append(...lines.slice(0, MOST_LINES));
    const more = lines.length - MOST_LINES;
    if (more > 0) items.append(make("li", words("more", { count: more })));
    return items;
  };
  const shortened = (text) => (text.length > QUOTED ? `${text.slice(0, QUOTED)}…` : text);
  const now = (cell) => fields.get(cell)?.value ?? "";
  const replaced = ([cell, text]) => now(cell).trim() !== "" && now(cell) !== text;

  const tables = [...fields].filter(([cell]) => cell.includes("."));
  const [placed, parts] = [Object.entries(read.entries), Object.entries(read.sections)];
  const counts = {
    placed: placed.length,
    cells: placed.length + read.blank.length,
    parts: parts.filter(([cell]) => fields.has(cell)).length,
    sections: fields.size - tables.length,
  };
  page.append(make("p", words("summary", counts), "summary"));
  if (placed.length + parts.length === 0) page.append(make("p", words("nothing"), "warning"));
  if (read.period) page.append(make("p", words("period", { found: read.period }), "warning"));

  const others = [...placed, ...parts].filter(replaced).length;
  if (others) page.append(make("p", words("replaced", { count: others }), "warning"));

  if (read.unplaced.length) {
    part("unplaced", list(read.unplaced.map(({ message }) => make("li", message)), "unplaced"));
  }
  // Blank cells have a list of their own; a part of the text that is missing is said here.
  const blank = new Set(read.blank);
  const findings = read.findings.filter(({ fault, cells }) => fault !== "missing" || !cells.every((cell) => blank.has(cell)));
  part("findings", findings.length
    ? list(findings.map((finding) => {
      const line = make("li", "", "finding");
      line.dataset.severity = finding.severity;
      line.append(make("b", words(finding.severity)), ` ${finding.message}`);
      return line;
    }))
    : make("p", words("clear")));

  if (placed.length) part("figures", figures(placed));
  if (parts.length) {
    part("parts", list(parts.map(([cell, text]) => {
      const line = make("li");
      line.append(make("b", partName(cell)), ` ${words("chars", { count: text.length })} `, make("q", shortened(text)));
      if (!fields.has(cell)) line.append(make("em", words("elsewhere")));
      if (replaced([cell, text])) line.append(make("em", words("replaces", { now: shortened(now(cell)) })));
      return line;
    }), "parts"));
  }
  if (read.blank.length) {
    const names = read.blank.slice(0, MOST_BLANKS).map((cell) => cellName(cell).slice(0, 2).join(" · "));
    const more = read.blank.length - names.length;
    if (more > 0) names.push(words("more", { count: more }));
    part("blank", list(names.map((name) => make("li", name)), "blank"));
  }
  return page;

  /** A line for each figure; the label of a row stands once for all its columns. */
  function figures(entries) {
    const table = make("table");
    const head = table.createTHead().insertRow();
    for (const key of ["row", "column", "found"]) {
      const cell = make("th", words(key), key === "found" ? "figure" : "");
      cell.scope = "col";
      head.append(cell);
    }
    const body = table.createTBody();
    let [label, at] = [null, null];
    for (const [cell, text] of entries) {
      const line = body.insertRow();
      const [row, column, key] = cellName(cell);
      if (label && key === at) label.rowSpan += 1;
      else {
        label = make("th", row);
        label.scope = "row";
        line.append(label);
      }
      at = key;
      const changes = replaced([cell, text]);
      line.classList.toggle("replaces", changes);
      line.append(make("td", column), make("td", changes ? `${now(cell)} → ${text}` : text, "figure"));
    }
    return table;
  }

  /** The row and the column of a field as the page itself labels it, and what tells the row from others. */
  function cellName(cell) {
    const field = fields.get(cell);
    const ids = field?.getAttribute("aria-labelledby")?.split(/\s+/) ?? [];
    const labels = ids.map((id) => document.getElementById(id)?.textContent.trim()).filter(Boolean);
    if (labels.length > 1) return [labels.slice(0, -1).join(" "), labels.at(-1), ids.slice(0, -1).join(" ")];
    return [labels[0] ?? field?.getAttribute("aria-label") ?? cell, "", cell];
  }

  function partName(cell) {
    return fields.get(cell)?.labels?.[0]?.textContent.trim() ?? cell;
  }
}
