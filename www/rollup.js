// The page that adds up the reports of a district's offices: what is asked of the parts, and when.
import { breathe, chooseFile, save } from "./rollup-dom.js";
import { compareView } from "./rollup-compare.js";
import { detailView } from "./rollup-detail.js";
import { accepted, figuresIn, Refusal } from "./rollup-files.js";
import { cellNames, layout } from "./rollup-layout.js";
import { officeDialog } from "./rollup-office.js";
import { officesView } from "./rollup-offices.js";
import { Store } from "./rollup-store.js";
import { offerSample } from "./rollup-try.js";
import { keepChinese, say, translatePage } from "./rollup-words.js";
import { yearsView } from "./rollup-years.js";

const definitions = {
  "fujian-indicators-2017": new URL("../pkg/forms/fujian-indicators-2017.json", import.meta.url),
  "national-2021": new URL("../pkg/forms/national-2021.json", import.meta.url),
};

const byId = (id) => document.getElementById(id);
const [language, formChoice, period, status, progress] = ["language", "form", "period", "status", "progress"].map(byId);

const app = {
  store: null,
  isSample: false, // as long as nothing of a person's own came to it
  tables: [], // as the form has them
  sums: [], // with those cells alone that are added up
  names: new Map(),
  words: (key, slots) => say(language.value, key, slots),
  locale: () => language.value,
  announce: (text) => { status.textContent = text; },
  scope: () => JSON.parse(byId("scope").value || "[]"),
  totals: () => app.last()?.totals ?? new Map(),
  last: () => compare.last(),
  wholeTotals: () => new Map(app.store.roll.totals([]).map((total) => [total.cell, total])),
  update: () => compare.update(),
  compared: () => detail.draw(),
  scopeChanged: () => app.announce(byId("compared").textContent),
  showCell: (cell, from) => detail.show(cell, from),
  leadTo: (cell) => compare.lead(cell),
  openOffice: (unit) => dialog.open(unit),
  leaveOut(unit, out) {
    app.store.leaveOut(unit, out);
    changed(app.words(out ? "wasLeftOut" : "wasCounted", { unit }));
  },
  remove(unit) {
    app.store.remove(unit);
    changed(app.words("wasRemoved", { unit }));
  },
  replaceWith(entry) {
    const { outcome, unit, message } = app.store.replaceWith(entry);
    changed(outcome === "refused" ? message : app.words("wasReplaced", { unit }));
  },
  takeFor: (unit, file) => take([file], unit),
  mayClear: () => (app.store.isEmpty && !compare.isFilled()) || app.isSample || confirm(app.words("sure")),
  report: (group, entries) => compare.report(group, entries),
  take,
  restart,
  setRoster,
  changed,
};

const offices = officesView(app);
const compare = compareView(app);
const detail = detailView(app);
const years = yearsView(app);
const dialog = officeDialog(app);
keepChinese();

// What takes its time waits for what was begun before it.
let queue = Promise.resolve();
const inTurn = (work) => (queue = queue.then(work).catch((error) => {
  console.warn(error);
  app.announce(app.words("failed"));
}));

/** Everything that depends on the reports. */
function changed(said) {
  const { isEmpty } = app.store;
  for (const part of document.querySelectorAll("[data-needs-reports]")) part.hidden = isEmpty;
  offices.draw();
  compare.drawScopes();
  compare.update();
  years.draw();
  dialog.redraw();
  if (said) app.announce(said);
}

/** Everything that depends on the form or the language besides. */
function rebuilt(said) {
  const { locale, period: year } = app.store.settings;
  const { form, roll } = app.store;
  app.tables = layout(app.definition, form.cells(), { locale, period: year });
  app.sums = layout(app.definition, roll.totals([]).map(({ cell }) => cell), { locale, period: year });
  app.names = cellNames(app.tables);
  compare.build();
  changed(said);
}

/** Reads files in, a report for each or many in one, and says what became of them. */
function take(files, forUnit) {
  return inTurn(async () => {
    const all = [...files];
    const part = byId("progress-part");
    part.hidden = false;
    progress.max = all.length;
    progress.value = 0;
    let told = 0;
    const counts = await app.store.takeFiles(all, {
      forUnit,
      during: (at) => { progress.value = at; },
      before(index, name) {
        progress.value = index;
        byId("progress-name").textContent = app.words("readingFile", { at: index + 1, all: all.length, name });
        if (performance.now() - told < 1_500) return; // a reader is not to speak of every file
        told = performance.now();
        app.announce(app.words("readingFiles", { at: index + 1, all: all.length }));
      },
    });
    progress.value = all.length;
    part.hidden = true;
    changed(app.words(counts.refused ? "tookSome" : "tookAll", counts));
  });
}

const definition = () => fetch(definitions[formChoice.value]).then((response) => response.text());

/** A new roll-up of the chosen form, without any report. */
function restart({ roster, prior } = {}) {
  app.isSample = false;
  return inTurn(async () => {
    const text = await definition();
    const form = app.Form.compile(text);
    app.definition = JSON.parse(text);
    app.store?.free();
    app.store = new Store(form, { period: period.value.trim(), locale: language.value, roster }, prior);
    compare.clear();
    byId("sample-part").hidden = true;
    detail.forget();
    byId("roster-now").textContent = app.words(roster ? "rosterIn" : "rosterNone", { name: roster ? JSON.parse(roster).name ?? "" : "" });
    rebuilt("");
  });
}

function setRoster(roster, said) {
  return inTurn(async () => {
    try {
      await app.store.change({ roster });
    } catch (error) {
      const message = error.problems?.map((problem) => problem.message).join(app.words("semicolon")) ?? error.message;
      changed(app.words("rosterRefused", { message }));
      return;
    }
    byId("roster-now").textContent = said;
    changed(said);
  });
}

function setPrior(prior, said) {
  app.store.prior = prior;
  changed(said);
}

/** The figures of a file that is chosen, or nothing and a word about it. */
async function chosenFigures() {
  const file = await chooseFile(accepted);
  if (!file) return null;
  try {
    return { name: file.name, entries: await figuresIn(file, () => app.store.open()) };
  } catch (error) {
    if (!(error instanceof Refusal)) console.warn(error);
    app.announce(error instanceof Refusal ? error.phrase(app.locale()) : app.words("failed"));
    return null;
  }
}

function takeOwn(files) {
  app.isSample = false;
  take(files);
}

function listen() {
  language.addEventListener("change", () => {
    translatePage(language.value);
    inTurn(async () => {
      await app.store.change({ locale: language.value });
      const name = app.store.settings.roster ? JSON.parse(app.store.settings.roster).name ?? "" : "";
      byId("roster-now").textContent = app.words(name ? "rosterIn" : "rosterNone", { name });
      rebuilt("");
    });
  });
  let before = formChoice.value;
  formChoice.addEventListener("change", () => {
    if (!app.mayClear()) formChoice.value = before;
    else restart();
    before = formChoice.value;
  });
  period.addEventListener("change", () => inTurn(async () => {
    await app.store.change({ period: period.value.trim() });
    rebuilt(app.words("periodChanged"));
  }));

  byId("files").addEventListener("change", ({ target }) => {
    const files = [...target.files];
    target.value = "";
    if (files.length) takeOwn(files);
  });
  byId("stop").addEventListener("click", () => app.store.stop());
  const drop = byId("drop");
  const holdsFiles = (event) => event.dataTransfer?.types.includes("Files");
  document.addEventListener("dragover", (event) => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    drop.toggleAttribute("data-over", true);
  });
  document.addEventListener("dragleave", ({ relatedTarget }) => { if (!relatedTarget) drop.removeAttribute("data-over"); });
  document.addEventListener("drop", (event) => {
    drop.removeAttribute("data-over");
    if (!holdsFiles(event)) return;
    event.preventDefault();
    takeOwn(event.dataTransfer.files);
  });

  byId("roster-file").addEventListener("click", async () => {
    const file = await chooseFile(".json");
    if (file) setRoster(await file.text(), app.words("rosterFrom", { name: file.name }));
  });
  byId("roster-sample").addEventListener("click", async () => {
    const { roster } = await import("./rollup-sample.js");
    setRoster(JSON.stringify(roster), app.words("rosterIn", { name: roster.name }));
  });
  byId("roster-none").addEventListener("click", () => setRoster(undefined, app.words("rosterNone")));
  byId("reported-file").addEventListener("click", async () => {
    const chosen = await chosenFigures();
    if (!chosen) return;
    const known = Object.fromEntries(Object.entries(chosen.entries).filter(([cell]) => app.names.has(cell)));
    compare.report(app.scope(), known);
    compare.update();
    app.announce(app.words("reportedFrom", { name: chosen.name, count: Object.keys(known).length }));
  });
  byId("reported-clear").addEventListener("click", () => {
    compare.report(app.scope(), {});
    compare.update();
    app.announce(app.words("reportedCleared"));
  });
  byId("prior-file").addEventListener("click", async () => {
    const chosen = await chosenFigures();
    if (chosen) setPrior(chosen.entries, app.words("priorFrom", { name: chosen.name }));
  });

  const exports = { "save-totals-csv": ["saveCsv", "totals"], "save-findings-csv": ["saveCsv", "findings"], "save-xlsx": ["saveXlsx"], "save-json": ["saveJson"], "save-report": ["saveReport"] };
  for (const [id, [name, kind]] of Object.entries(exports)) {
    byId(id).addEventListener("click", () => inTurn(async () => {
      const library = await import("./rollup-export.js");
      await library[name](app, kind);
      app.announce(app.words("saved"));
    }));
  }
  byId("save-partial").addEventListener("click", () => {
    save(new Blob([app.store.roll.partial()], { type: "application/json" }), `${app.words("partial")}-${period.value}.json`);
    app.announce(app.words("saved"));
  });
  byId("print").addEventListener("click", () => print());
  byId("clear").addEventListener("click", () => app.mayClear() && restart({ roster: app.store.settings.roster, prior: app.store.prior }));
  offerSample(app);
}

try {
  const { default: init, Form } = await import("../pkg/crossfoot.js");
  await init();
  app.Form = Form;
  await restart();
  listen();
  translatePage(language.value);
  if (language.value !== "zh-CN") language.dispatchEvent(new Event("change"));
  document.body.dataset.ready = "";
  await breathe();
} catch (error) {
  console.warn(error);
  byId("lost").hidden = false;
}
