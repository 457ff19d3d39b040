// What was understood of a report, before anything of it is taken over.

const MOST_BLANKS = 12;
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
    items.append(...lines);
    return items;
  };

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

  if (read.unplaced.length) {
    part("unplaced", list(read.unplaced.map(({ message }) => make("li", message)), "unplaced"));
  }
  const findings = read.findings.filter(({ fault }) => fault !== "missing");
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
      const quoted = text.length > QUOTED ? `${text.slice(0, QUOTED)}…` : text;
      line.append(make("b", partName(cell)), ` ${words("chars", { count: text.length })} `, make("q", quoted));
      const field = fields.get(cell);
      if (!field) line.append(make("em", words("elsewhere")));
      if (field?.value.trim() && field.value !== text) line.append(make("em", words("replaces")));
      return line;
    }), "parts"));
  }
  if (read.blank.length) {
    const names = read.blank.slice(0, MOST_BLANKS).map((cell) => cellName(cell).join(" · "));
    const more = read.blank.length - names.length;
    if (more > 0) names.push(words("more", { count: more }));
    part("blank", list(names.map((name) => make("li", name)), "blank"));
  }
  return page;

  function figures(entries) {
    const table = make("table");
    const head = table.createTHead().insertRow();
    for (const key of ["row", "column", "found", "now"]) {
      const cell = make("th", words(key));
      cell.scope = "col";
      head.append(cell);
    }
    const body = table.createTBody();
    for (const [cell, text] of entries) {
      const line = body.insertRow();
      const now = fields.get(cell)?.value ?? "";
      const [row, column] = cellName(cell);
      line.append(make("td", row), make("td", column), make("td", text, "figure"));
      line.append(make("td", now === text ? "" : now, "figure"));
      line.classList.toggle("replaces", now !== "" && now !== text);
    }
    return table;
  }

  /** The row and the column of a field as the page itself labels it. */
  function cellName(cell) {
    const field = fields.get(cell);
    const ids = field?.getAttribute("aria-labelledby")?.split(/\s+/) ?? [];
    const labels = ids.map((id) => document.getElementById(id)?.textContent.trim()).filter(Boolean);
    if (labels.length > 1) return [labels.slice(0, -1).join(" "), labels.at(-1)];
    return [labels[0] ?? field?.getAttribute("aria-label") ?? cell, ""];
  }

  function partName(cell) {
    return fields.get(cell)?.labels?.[0]?.textContent.trim() ?? cell;
  }
}
