// Last year's figures of the district beside the sums of this year, row by row.
import { make, redraw } from "./rollup-dom.js";
import { exact, minus, percent, signed } from "./rollup-exact.js";
import { draw as drawBars } from "./rollup-picture.js";

export function yearsView(app) {
  const byId = (id) => document.getElementById(id);
  const [choice, table, figure] = ["year-column", "years-table", "years-bars"].map(byId);

  const key = (table_, column) => `${table_.id}/${column.id}`;

  /** The columns that last year's report has figures for. */
  function columns() {
    const prior = app.store.prior ?? {};
    return app.sums.flatMap((own) => own.columns
      .filter((column) => own.rows.some((row) => own.cell(row, column) && exact(prior[own.cell(row, column)])))
      .map((column) => ({ table: own, column })));
  }

  function draw() {
    const there = columns();
    byId("years-none").hidden = there.length > 0;
    byId("years-part").hidden = there.length === 0 || app.store.isEmpty;
    if (there.length === 0 || app.store.isEmpty) return;
    const before = choice.value;
    choice.replaceChildren(...there.map(({ table: own, column }) => make("option", { value: key(own, column), textContent: app.sums.length > 1 ? `${own.title} · ${column.name}` : column.name })));
    if (there.some(({ table: own, column }) => key(own, column) === before)) choice.value = before;
    show();
  }

  function show() {
    const { table: own, column } = columns().find((one) => key(one.table, one.column) === choice.value);
    const prior = app.store.prior;
    const totals = app.wholeTotals();
    const rows = own.rows.map((row) => ({ row, cell: own.cell(row, column) })).filter(({ cell }) => cell).map(({ row, cell }) => ({
      label: row.name, before: exact(prior[cell]) ? prior[cell] : null, now: totals.get(cell)?.sum ?? null,
    }));
    const heads = ["row", "lastYear", "thisYear", "change"].map((name) => make("th", { scope: "col", className: name === "row" ? "" : "figure", textContent: app.words(name) }));
    const lines = rows.map(({ label, before, now }) => {
      const change = before !== null && now !== null ? minus(now, before) : null;
      const share = change !== null && percent(change, before);
      const said = change === null ? "—" : share && change !== "0" ? app.words("changeBy", { change: signed(change), share: share.replace("−", "") }) : signed(change);
      return make("tr", {}, make("th", { scope: "row", textContent: label }),
        ...[before ?? "—", now ?? "—", said].map((text) => make("td", { className: "figure", textContent: text })));
    });
    redraw(table, [
      make("caption", { textContent: app.words("yearsOf", { column: column.name }) }),
      make("thead", {}, make("tr", {}, ...heads)), make("tbody", {}, ...lines),
    ], choice);
    const drawn = rows.filter(({ before, now }) => exact(before) && exact(now) && (before !== "0" || now !== "0"));
    figure.hidden = drawn.length === 0;
    if (drawn.length === 0) return;
    drawBars(figure, {
      kind: "years",
      title: app.words("yearsTitle", { column: column.name }),
      caption: app.words("yearsCaption"),
      lost: app.words("pictureLost"),
      legend: [app.words("lastYear"), app.words("thisYear")],
      rows: drawn,
    });
  }

  choice.addEventListener("change", show);
  return { draw };
}
