// A form's tables as the page draws them: rows, columns and their labels from the definition.

/** A text of the definition in a language: one for all, or one for each. */
export function said(text, locale) {
  if (text === undefined || typeof text === "string") return text;
  return text[locale] ?? text[Object.keys(text).find((key) => key.split("-")[0] === locale.split("-")[0])] ?? Object.values(text)[0];
}

/** `[{ id, title, columns: [{ id, label }], rows: [{ id, label, name, unit, depth, heading }] }]`. */
export function layout(definition, cells, { locale, period }) {
  const known = new Set(cells);
  const words = (item, key = "label") => {
    const text = said(item[key], locale) ?? (key === "short" ? said(item.label, locale) : undefined) ?? item.id;
    return text.replaceAll("{period}", period);
  };
  const tables = definition.tables.map((table) => {
    const columns = [];
    const rows = [];
    walk(table.columns, "columns", (column, path) => {
      if (column.heading) return;
      const above = path.filter(({ heading }) => heading).map((item) => words(item));
      columns.push({ id: column.id, label: words(column), name: [...above, words(column, "short")].join(" ") });
    });
    walk(table.rows, "rows", (row, path) => rows.push({
      id: row.id,
      label: words(row),
      name: words(row, "short"),
      unit: said(row.unit ?? table.unit, locale) ?? "",
      depth: path.length,
      heading: row.heading === true,
    }));
    const address = (row, column) => `${table.id}.${row.id}.${column.id}`;
    const held = (row) => columns.some((column) => known.has(address(row, column)));
    return {
      id: table.id,
      title: said(table.title, locale) ?? said(definition.title, locale) ?? table.id,
      columns: columns.filter((column) => rows.some((row) => known.has(address(row, column)))),
      rows: rows.map((row) => ({ ...row, heading: row.heading || !held(row) })),
      cell: (row, column) => (known.has(address(row, column)) ? address(row, column) : null),
    };
  });
  return tables.filter(({ columns }) => columns.length);
}

function walk(items, key, visit, path = []) {
  for (const item of items ?? []) {
    visit(item, path);
    walk(item[key], key, visit, [...path, item]);
  }
}

/** The name of each cell, as 受理申请总数·2017年度; one column of its own goes unsaid. */
export function cellNames(tables) {
  const names = new Map();
  for (const table of tables) {
    for (const row of table.rows) {
      for (const column of table.columns) {
        const cell = table.cell(row, column);
        if (cell) names.set(cell, { row: row.name, column: column.name, table: table.title, full: `${row.name}·${column.name}` });
      }
    }
  }
  return names;
}
