// A form made from its definition: a table for each table, with a field where there is a cell, and a
// text field for each part of the text.
import { make, tongue } from "./rollup-dom.js";
import { said } from "./rollup-layout.js";

const MOST_CELLS = 3_000; // of more, a browser makes no form that can be used

/**
 * `{ parts, drawn }` for a compiled definition. `field` gives the attributes of a cell's field; `prefix`
 * keeps the ids of two such forms on a page apart.
 */
export function formOf(definition, { cells, locale, period, words, prefix, field, withText = true }) {
  const known = new Set(cells);
  let left = MOST_CELLS;
  const text = (item, key = "label") => (said(item[key], locale) ?? item.id).replaceAll("{period}", period);

  function tableOf(table) {
    const wordOf = (key, row, column) => row[key] ?? column[key] ?? table[key];
    const { head, columns } = headOf(table);
    const body = make("tbody");
    walk(table.rows, "rows", (row, path) => {
      if (left <= 0) return;
      const id = `${prefix}r-${table.id}-${row.id}`;
      const label = make("span", { className: "row-label" }, make("span", { textContent: text(row) }));
      const units = new Set(columns.map(({ column }) => said(wordOf("unit", row, column), locale)).filter(Boolean));
      if (units.size === 1 && !row.heading) label.append(make("span", { className: "unit-of", textContent: [...units][0], lang: tongue([...units][0]) }));
      const header = make("th", { scope: row.heading ? "rowgroup" : "row", id }, label);
      const line = make("tr", { className: `d${Math.min(path.length, 4)}${row.heading ? " group" : ""}` }, header);
      if (row.heading) header.colSpan = columns.length + 1;
      else {
        for (const { column, ids } of columns) {
          const address = `${table.id}.${row.id}.${column.id}`;
          line.append(make("td", {}, known.has(address) ? cellOf(address, wordOf("type", row, column), wordOf("choices", row, column), [id, ...ids]) : ""));
        }
      }
      body.append(line);
    });
    const title = said(table.title, locale) ?? said(definition.title, locale) ?? table.id;
    return make("div", { className: columns.length > 10 ? "sheet wide" : "sheet" },
      make("table", { className: "indicators made", data: { table: table.id } }, make("caption", { textContent: title }), head, body));
  }

  /** The columns' labels, one row for each level of headings, and the columns that have cells. */
  function headOf(table) {
    const depth = (list) => Math.max(0, ...(list ?? []).map((column) => (column.heading ? 1 : 0) + depth(column.columns)));
    const levels = depth(table.columns) + 1;
    const lines = Array.from({ length: levels }, () => make("tr"));
    lines[0].append(make("th", { scope: "col", rowSpan: levels, textContent: words("row") }));
    const columns = [];
    const put = (list, level, above) => {
      for (const column of list ?? []) {
        const id = `${prefix}c-${table.id}-${column.id}`;
        const header = make("th", { id, textContent: text(column), className: column.heading ? "over" : "figure" });
        lines[level].append(header);
        const before = columns.length;
        if (!column.heading) columns.push({ column, ids: [...above, id] });
        put(column.columns, column.heading ? level + 1 : level, column.heading ? [...above, id] : above);
        header.scope = column.heading ? "colgroup" : "col";
        if (column.heading) header.colSpan = Math.max(1, columns.length - before);
        else header.rowSpan = levels - level;
      }
    };
    put(table.columns, 0, []);
    return { head: make("thead", {}, ...lines), columns };
  }

  function cellOf(address, type = "count", choices = [], labels) {
    left -= 1;
    const isText = ["text", "date", "choice"].includes(type);
    const input = make("input", {
      type: "text", inputMode: isText ? undefined : "decimal", autocomplete: "off",
      className: isText ? "words" : "", "aria-labelledby": labels.join(" "), ...field(address),
    });
    if (type !== "choice") return input;
    // A list to choose from that can be passed over: an author tries what is no option, too.
    const options = make("datalist", { id: `${prefix}o-${address}` }, ...choices.map((value) => make("option", { value })));
    input.setAttribute("list", options.id);
    const both = document.createDocumentFragment();
    both.append(input, options);
    return both;
  }

  function sectionOf(section) {
    const id = `${prefix}s-${section.id}`;
    const isRequired = section.required !== false;
    const hints = [
      section.min_chars ? words("minChars", { count: section.min_chars }) : "",
      section.parts?.length ? words("subheadings", { titles: section.parts.map((part) => text(part, "title")).join(words("listComma")) }) : "",
    ].filter(Boolean).join(words("semicolon"));
    return make("div", { className: "part" },
      make("label", { for: id, textContent: text(section, "title") }),
      isRequired ? make("span", { className: "required", id: `${id}-required`, textContent: words("required") }) : null,
      hints ? make("span", { className: "part-hint", id: `${id}-hint`, textContent: hints }) : null,
      make("textarea", {
        id, rows: 4, "aria-required": isRequired ? "true" : undefined,
        "aria-describedby": [isRequired && `${id}-required`, hints && `${id}-hint`].filter(Boolean).join(" ") || undefined, ...field(section.id),
      }));
  }

  const tables = (definition.tables ?? []).map((table) => (left > 0 ? tableOf(table) : null)).filter(Boolean);
  const drawn = MOST_CELLS - left;
  const sections = withText ? (definition.sections ?? []).map(sectionOf) : [];
  return { parts: [...tables, ...(sections.length ? [make("div", { className: "parts" }, ...sections)] : [])], drawn: drawn + sections.length };
}

function walk(items, key, visit, path = []) {
  for (const item of items ?? []) {
    visit(item, path);
    walk(item[key], key, visit, [...path, item]);
  }
}
