// The trial: the form that the definition makes, bound to a session of it. What is typed is kept by the
// address of its cell, whatever becomes of the definition.
import { formOf } from "./author-layout.js";
import { button, make } from "./rollup-dom.js";

export function trialView(app) {
  const byId = (id) => document.getElementById(id);
  const [form, host, prior, priorPart, priorTrouble, period, orphans, undo, sample, cellNow, number, stale] =
    ["report", "trial", "prior", "prior-part", "prior-trouble", "period", "orphans", "undo", "sample", "cell", "finding-number", "trial-stale"].map(byId);
  const typed = { figures: {}, prior: {} };
  let built = null; // { form, definition, session, binding }
  let before = null; // what stood before figures were filled in or cleared
  let current = null; // the cell last in focus

  /** The texts that the form has cells for. */
  const held = (texts, cells) => Object.fromEntries(cells.filter((cell) => texts[cell]).map((cell) => [cell, texts[cell]]));

  function release() {
    if (!built) return;
    built.binding?.release();
    built.session?.free();
    built.form.free();
    built = null;
  }

  /** Builds the form of a definition; the one before is given up. */
  function build(compiled, definition, rules) {
    const focus = host.contains(document.activeElement) && document.activeElement.dataset.cell;
    release();
    const cells = compiled.cells();
    const locale = app.locale();
    built = { form: compiled, definition, rules, cells };
    const layout = { cells, locale, period: period.value.trim(), words: app.words };
    const fields = formOf(definition, {
      ...layout, prefix: "f-", field: (cell) => ({ value: typed.figures[cell] ?? "", data: { cell, key: `cell:${cell}` } }),
    });
    host.replaceChildren(...fields.parts);
    if (!cells.length) host.append(make("p", { className: "hint", textContent: app.words("noTable") }));
    if (fields.drawn < cells.length) {
      host.append(make("p", { className: "warning", textContent: app.words("notDrawn", { count: fields.drawn, rest: cells.length - fields.drawn }) }));
    }
    try {
      built.session = compiled.open({ locale, period: layout.period || undefined });
      if (needsPrior()) built.session.setPrior(held(typed.prior, cells));
      built.binding = built.session.bind(form, { status: byId("trial-status"), findings: byId("trial-findings") });
    } catch (error) {
      console.warn(error);
      host.prepend(make("p", { className: "trouble", role: "alert", textContent: app.words("bindFailed", { message: error.message }) }));
    }
    buildPrior(layout);
    told();
    showOrphans();
    showCell(cells.includes(current) ? current : null);
    if (focus) fieldOf(focus)?.focus();
  }

  const needsPrior = () => built.rules.some(({ kind, formula }) => kind === "accumulation" || kind === "carry-forward" || formula?.includes("prior."));

  function buildPrior(layout) {
    priorPart.hidden = !needsPrior();
    prior.replaceChildren();
    if (priorPart.hidden || !priorPart.open) return;
    const fields = formOf(built.definition, {
      ...layout, period: /^\d{4}$/.test(layout.period) ? String(layout.period - 1) : app.words("lastPeriod"), prefix: "p-", withText: false, field: (cell) => ({ value: typed.prior[cell] ?? "", data: { prior: cell, key: `prior:${cell}` } }),
    });
    prior.replaceChildren(...fields.parts);
    for (const caption of prior.querySelectorAll("caption")) caption.textContent = app.words("priorOf", { name: caption.textContent });
    takePrior();
  }

  function takePrior() {
    const { unreadable } = built.session.setPrior(held(typed.prior, built.cells));
    priorTrouble.hidden = !unreadable.length;
    const said = unreadable.length ? app.words("priorUnreadable", { cells: unreadable.join(app.words("listComma")) }) : "";
    if (priorTrouble.textContent !== said) priorTrouble.textContent = said;
    for (const field of prior.querySelectorAll("[data-prior]")) {
      if (unreadable.includes(field.dataset.prior)) field.setAttribute("aria-invalid", "true");
      else field.removeAttribute("aria-invalid");
    }
    told();
  }

  /** What does not hold now goes to the rules. */
  function told() {
    const findings = built?.session?.findings() ?? [];
    number.textContent = findings.length || "";
    app.found(findings);
  }

  /** Figures typed whose cells the definition does not have. */
  function showOrphans() {
    const known = new Set(built.cells);
    const lost = [["figures", (cell) => cell], ["prior", (cell) => app.words("priorOf", { name: cell })]]
      .flatMap(([kind, name]) => Object.entries(typed[kind]).filter(([cell, text]) => text && !known.has(cell)).map(([cell, text]) => `${name(cell)} = ${text.slice(0, 40)}`));
    orphans.hidden = !lost.length;
    orphans.textContent = lost.length ? app.words("orphans", { count: lost.length, cells: lost.slice(0, 12).join(app.words("listComma")) + (lost.length > 12 ? " …" : "") }) : "";
  }

  function showCell(cell) {
    current = cell;
    cellNow.hidden = cell === null;
    if (cell === null) return;
    const lead = button(app.words("showCell"), "cell-place", { className: "plain-button" });
    lead.addEventListener("click", () => app.showCellPlace(cell));
    cellNow.replaceChildren(app.words("cellNow"), make("code", { textContent: cell }), " ", lead);
  }

  const fieldOf = (cell) => [...form.querySelectorAll("[data-cell]")].find((field) => field.dataset.cell === cell);

  /** Writes all kept figures into the fields, as when they were filled in from elsewhere. */
  function write() {
    for (const field of form.querySelectorAll("[data-cell]")) field.value = typed.figures[field.dataset.cell] ?? "";
    built?.binding?.refresh();
    if (built) buildPrior({ cells: built.cells, locale: app.locale(), period: period.value.trim(), words: app.words });
    if (built && needsPrior()) takePrior();
    told();
    app.changed();
  }

  /** Other figures altogether, which can be taken back once. */
  function exchange(next, key, said) {
    before = { figures: { ...typed.figures }, prior: { ...typed.prior }, period: period.value };
    Object.assign(typed, { figures: { ...next.figures }, prior: { ...next.prior } });
    if (next.period && next.period !== period.value) {
      period.value = next.period;
      app.rebuild();
    }
    undo.hidden = false;
    undo.dataset.t = key; // translated with the page
    undo.textContent = app.words(key);
    write();
    showOrphans();
    app.announce(app.words(said));
  }

  form.addEventListener("input", ({ target }) => {
    const { cell } = target.dataset;
    if (!cell) return;
    if (target.value) typed.figures[cell] = target.value;
    else delete typed.figures[cell];
    app.changed();
  });
  form.addEventListener("crossfoot:change", told);
  form.addEventListener("focusin", ({ target }) => { if (target.dataset.cell) showCell(target.dataset.cell); });
  // Behind the binding, which stops the event where something stands against sending.
  byId("trial-part").addEventListener("submit", (event) => {
    event.preventDefault(); // nothing is sent
    app.announce(app.words("ready"));
  });
  prior.addEventListener("input", ({ target }) => {
    const cell = target.dataset.prior;
    if (target.value) typed.prior[cell] = target.value;
    else delete typed.prior[cell];
    takePrior();
    app.changed();
  });
  priorPart.addEventListener("toggle", () => built && buildPrior({ cells: built.cells, locale: app.locale(), period: period.value.trim(), words: app.words }));
  period.addEventListener("change", () => { app.rebuild(); app.changed(); });
  sample.addEventListener("click", async () => {
    const next = await app.sample();
    if (next) exchange({ figures: { ...typed.figures, ...next.figures }, prior: { ...typed.prior, ...next.prior }, period: next.period }, "undoFill", "filled");
  });
  byId("clear").addEventListener("click", () => exchange({ figures: {}, prior: {} }, "undoClear", "cleared"));
  undo.addEventListener("click", () => {
    Object.assign(typed, { figures: before.figures, prior: before.prior });
    const isOther = period.value !== before.period;
    period.value = before.period;
    if (isOther) app.rebuild();
    undo.hidden = true;
    write();
    showOrphans();
    byId("clear").focus();
    app.announce(app.words("undone"));
  });

  return {
    /** Shows a compiled form, whose rules are read back already. */
    show: build,
    typed: () => ({ figures: typed.figures, prior: typed.prior, period: period.value }),
    /** Other figures, with another definition. */
    begin(draft) {
      Object.assign(typed, { figures: { ...draft.figures }, prior: { ...draft.prior } });
      period.value = draft.period ?? "";
      before = null;
      undo.hidden = true;
    },
    outdated: (isStale) => { stale.hidden = !isStale || !built; },
    close: release,
    /** To a cell's field; what has none is told in the list. */
    lead(cell) {
      const field = fieldOf(cell) ?? byId("trial-part");
      field.focus();
      field.scrollIntoView({ block: "center" });
    },
  };
}
