// The district's own table against the sum of the offices: which cells differ, what explains it, and
// whether the sums hold by the form's own rules.
import { button, make, redraw, tongue } from "./rollup-dom.js";
import { tableView } from "./rollup-table.js";

const RESTED = 200; // milliseconds after a key before it is compared

export function compareView(app) {
  const byId = (id) => document.getElementById(id);
  const [scope, message, explained, missing, own] = ["scope", "compared", "explanations", "missing", "own-findings"].map(byId);
  const reported = new Map(); // group → the figures as typed
  let timer = null;
  let last = null;

  const key = () => JSON.stringify(app.scope());
  const figures = () => reported.get(key()) ?? {};
  const table = tableView(app, byId("sums"), {
    typed: (more) => {
      app.isSample = false;
      reported.set(key(), { ...figures(), ...more });
      clearTimeout(timer);
      timer = setTimeout(update, RESTED);
    },
  });

  const filled = () => Object.fromEntries(Object.entries(figures()).filter(([, text]) => text.trim() !== ""));

  function update() {
    clearTimeout(timer);
    const { roll } = app.store;
    const group = app.scope();
    const totals = new Map(roll.totals(group).map((total) => [total.cell, total]));
    const entered = filled();
    const isCompared = Object.keys(entered).length > 0;
    const result = isCompared ? roll.compare(entered, group) : null;
    last = { totals, result, entered, group };
    const differences = new Map((result?.differences ?? []).map((difference) => [difference.cell, difference]));
    const first = result?.explanations[0];
    table.write({ totals, reported: figures(), differences, concerned: new Set(first?.cells ?? []) });
    const state = !isCompared ? "none" : differences.size ? "differs" : "same";
    message.dataset.state = state;
    const said = result?.message ?? app.words(app.store.isEmpty ? "nothingIn" : "nothingReported");
    if (message.textContent !== said) message.textContent = said;
    drawExplanations(result);
    drawMissing(isCompared, group);
    drawOwn(roll, group);
    app.compared(last);
  }

  function drawExplanations(result) {
    const items = (result?.explanations ?? []).map((explanation, index) => {
      const item = make("li", { className: "explanation", data: { kind: explanation.kind } },
        make("p", {}, make("span", { className: "tag", textContent: app.words(explanation.all ? "explainsAll" : "explainsSome") }), " ", explanation.message));
      const cells = make("p", { className: "leads" }, make("span", { textContent: app.words("cells") }));
      for (const cell of explanation.cells) {
        const lead = button(app.names.get(cell)?.full ?? cell, `explained:${index}:${cell}`, { className: "link" });
        lead.addEventListener("click", () => table.lead(cell));
        cells.append(" ", lead);
      }
      const units = make("p", { className: "leads", hidden: explanation.units.length === 0 }, make("span", { textContent: app.words("offices") }));
      for (const unit of explanation.units) {
        const lead = button(unit, `explained:${index}:${unit}`, { className: "link", lang: tongue(unit) });
        lead.addEventListener("click", () => app.openOffice(unit));
        units.append(" ", lead);
      }
      item.append(cells, units);
      return item;
    });
    byId("explained-part").hidden = items.length === 0 && !result?.differences.length;
    if (items.length === 0 && result?.differences.length) items.push(make("li", { textContent: app.words("unexplained") }));
    if (result?.more) items.push(make("li", { textContent: app.words("andMore", { count: result.more }) }));
    redraw(explained, items, message);
  }

  /** A comparison says in its own words who is missing; before there is one, it is said here. */
  function drawMissing(isCompared, group) {
    const isHere = ({ groups }) => group.every((name, index) => groups[index] === name);
    const absent = app.store.units().filter((unit) => unit.state === "missing" && isHere(unit)).map(({ name }) => name);
    missing.hidden = isCompared || absent.length === 0 || app.store.isEmpty;
    if (missing.hidden) return;
    missing.textContent = app.words("missingUnits", { count: absent.length, units: absent.slice(0, 20).join(app.words("listComma")) + (absent.length > 20 ? "…" : "") });
  }

  /** The sums are a report of the form like any other, and its rules hold for them too. */
  function drawOwn(roll, group) {
    const part = byId("own-part");
    part.hidden = app.store.isEmpty;
    if (part.hidden) return;
    const session = app.store.open(group.length ? undefined : app.store.prior);
    session.enterAll(roll.entries(group));
    const found = session.findings().filter(({ quote }) => quote === null);
    session.free();
    const items = found.map(({ severity, message: text }) => make("li", { className: "finding", data: { severity } }, make("b", { textContent: app.words(severity) }), ` ${text}`));
    if (items.length === 0) items.push(make("li", { textContent: app.words("sumsHold") }));
    own.replaceChildren(...items);
    last.own = found;
  }

  /** The groups of the roster, each by its path; the whole first. */
  function drawScopes() {
    const before = scope.value;
    const paths = app.store.roll.groups();
    scope.replaceChildren(...paths.map((path) => make("option", { value: JSON.stringify(path), textContent: path.length ? path.join(" / ") : app.words("whole") })));
    scope.value = paths.some((path) => JSON.stringify(path) === before) ? before : "[]";
    byId("scope-part").hidden = paths.length < 2;
  }

  scope.addEventListener("change", () => {
    update();
    app.scopeChanged();
  });

  return {
    update,
    drawScopes,
    build: table.build,
    lead: table.lead,
    last: () => last,
    report: (group, entries) => reported.set(JSON.stringify(group), { ...entries }),
    clear: () => reported.clear(),
    isFilled: () => [...reported.values()].some((own) => Object.values(own).some((text) => text.trim() !== "")),
    figures,
  };
}
