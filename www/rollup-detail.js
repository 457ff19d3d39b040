// One cell taken apart: what each office contributes to it, the largest first, as a table and as a
// picture with the same figures.
import { button, make, redraw, tongue } from "./rollup-dom.js";
import { bySize, exact, isZero, minus, percent, signed } from "./rollup-exact.js";
import { draw as drawBars } from "./rollup-picture.js";

const MOST = 500; // offices in the table

export function detailView(app) {
  const byId = (id) => document.getElementById(id);
  const [choice, title, facts, table, figure, back] = ["cell", "detail-title", "cell-facts", "contributions", "bars", "back-to-cell"].map(byId);
  let origin = null; // the key of what led here
  let isPicked = false; // whether a person chose the cell; until then it is the first that differs

  function fillChoice() {
    const before = choice.value;
    choice.replaceChildren(...app.sums.map((own) => {
      const group = make("optgroup", { label: own.title });
      for (const column of own.columns) {
        for (const row of own.rows) {
          const cell = row.heading ? null : own.cell(row, column);
          if (cell && app.totals().has(cell)) group.append(make("option", { value: cell, textContent: app.names.get(cell).full }));
        }
      }
      return group;
    }).filter((group) => group.children.length));
    const wanted = isPicked ? before : app.last().result?.differences[0]?.cell;
    if ([...choice.options].some(({ value }) => value === wanted)) choice.value = wanted;
  }

  function draw() {
    const part = byId("detail");
    part.hidden = app.store.isEmpty || choice.value === "";
    if (part.hidden) return;
    const cell = choice.value;
    const { totals, result, entered, group } = app.last();
    const total = totals.get(cell)?.sum ?? null;
    const difference = result?.differences.find((one) => one.cell === cell) ?? null;
    const all = app.store.roll.contributions(cell, group);
    const counted = all.filter(({ left_out: out }) => !out).sort((a, b) => bySize(b.value, a.value));
    const lines = [...counted, ...all.filter(({ left_out: out }) => out)];
    const name = app.names.get(cell)?.full ?? cell;

    const said = [
      app.words("cellSum", { sum: total ?? app.words("nothing"), count: counted.filter(({ value }) => exact(value)).length }),
      entered[cell] && !difference ? app.words("cellSame", { reported: entered[cell] }) : null,
      difference ? difference.message : null,
      largest(counted, total),
    ].filter(Boolean);
    facts.replaceChildren(...said.map((text) => make("p", { textContent: text })));

    // A figure as large as the difference is worth a second look.
    const gap = difference && (difference.difference.startsWith("-") ? difference.difference.slice(1) : difference.difference);
    const named = new Set((result?.explanations ?? []).filter(({ cells }) => cells.includes(cell)).flatMap(({ units }) => units));
    const heads = ["unit", "value", "share", "remark"].map((key) => make("th", { scope: "col", className: key === "value" || key === "share" ? "figure" : "", textContent: app.words(key) }));
    const rows = lines.slice(0, MOST).map(({ unit, value, left_out: out }) => {
      const lead = button(unit, `contributor:${unit}`, { className: "plain", lang: tongue(unit) });
      lead.addEventListener("click", () => app.openOffice(unit));
      const remarks = [];
      if (out) remarks.push(app.words("state-left-out"));
      if (value === null) remarks.push(app.words("blank"));
      if (gap && value !== null && !isZero(gap) && minus(value, gap) === "0") remarks.push(app.words("asDifference"));
      if (named.has(unit)) remarks.push(app.words("named"));
      return make("tr", { className: out ? "out" : "" },
        make("th", { scope: "row" }, lead),
        make("td", { className: "figure", textContent: value ?? "—" }),
        make("td", { className: "figure", textContent: (!out && value !== null && total !== null && percent(value, total)) || "—" }),
        make("td", { textContent: remarks.join(app.words("comma")) }));
    });
    const foot = [[app.words("sum"), total ?? "—"]];
    if (entered[cell]) foot.push([app.words("reported"), entered[cell]]);
    if (difference) foot.push([app.words("difference"), signed(difference.difference)]);
    const feet = foot.map(([label, value]) => make("tr", {}, make("th", { scope: "row", textContent: label }), make("td", { className: "figure", textContent: value }), make("td"), make("td")));
    redraw(table, [
      make("caption", { id: "contributions-caption", textContent: app.words("contributionsOf", { name }) }),
      make("thead", {}, make("tr", {}, ...heads)), make("tbody", {}, ...rows), make("tfoot", {}, ...feet),
    ], title);
    byId("more-contributors").textContent = lines.length > MOST ? app.words("andMore", { count: lines.length - MOST }) : "";
    picture(name, lines, total, named);
  }

  function largest(counted, total) {
    const first = counted.filter(({ value }) => exact(value) && !isZero(value)).slice(0, 3);
    if (!first.length || total === null || isZero(total)) return null;
    const named = first.map(({ unit, value }) => app.words("contributes", { unit, value, share: percent(value, total) }));
    return app.words("largest", { units: named.join(app.words("semicolon")) });
  }

  function picture(name, lines, total, named) {
    const drawn = lines.filter(({ value }) => exact(value) && !isZero(value));
    figure.hidden = drawn.length === 0;
    if (figure.hidden) return;
    drawBars(figure, {
      kind: "contributions",
      title: app.words("barsTitle", { name }),
      caption: app.words(drawn.some(({ left_out: out }) => out) ? "barsOut" : "bars"),
      lost: app.words("pictureLost"),
      others: (count) => app.words("otherUnits", { count }),
      rows: drawn.map(({ unit, value, left_out: out }) => ({ label: named.has(unit) ? `▸ ${unit}` : unit, value, out, share: (!out && total !== null && percent(value, total)) || "" })),
    });
  }

  choice.addEventListener("change", () => {
    isPicked = true;
    origin = `sum:${choice.value}`;
    draw();
  });
  back.addEventListener("click", () => {
    const key = origin ?? `sum:${choice.value}`;
    const lead = [...document.querySelectorAll("[data-key]")].find((element) => element.dataset.key === key);
    if (lead) {
      lead.focus();
      lead.scrollIntoView({ block: "center" });
    } else app.leadTo(choice.value);
  });

  return {
    forget() { isPicked = false; },
    draw() {
      fillChoice();
      draw();
    },
    show(cell, from) {
      isPicked = true;
      fillChoice();
      choice.value = cell;
      origin = from?.dataset.key ?? null;
      draw();
      title.focus();
      title.scrollIntoView({ block: "start" });
    },
  };
}
