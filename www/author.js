// The page on which a form's author writes a definition: what is asked of the parts, and when.
import { choice, Drafts } from "./author-drafts.js";
import { fileName, first, hasSample, sampleOf, saveText, schemaAddress, shipped, shippedText, smallest, textOf } from "./author-files.js";
import { caretIn, lineOf, placeAt, pointerOfCell, read, rulePlaces } from "./author-places.js";
import { plainEditor } from "./author-plain.js";
import { placed, problemsView } from "./author-problems.js";
import { rulesView } from "./author-rules.js";
import { meaning } from "./author-schema.js";
import { trialView } from "./author-trial.js";
import { keepChinese, say, translatePage } from "./author-words.js";
import { chooseFile, make } from "./rollup-dom.js";

const REST = 250; // so long, in ms, typing rests at least before the definition is looked at
const LONGEST = 1_500;
const byId = (id) => document.getElementById(id);
const [language, start, plain, status, told, denied, forget] = ["language", "start", "plain", "status", "document", "denied", "forget"].map(byId);

let editor = null;
let Form = null;
let checked = null; // the text last looked at
let marks = []; // the places of its problems
let good = null; // { text, definition, form } without problems, as last compiled
const now = { name: "", origin: "", isChanged: false, isSaved: false, at: 0 }; // the definition that is open
const drafts = new Drafts();

const app = {
  words: (key, slots) => say(language.value, key, slots),
  locale: () => language.value,
  announce,
  editor: () => editor,
  showPointer(pointer) {
    // What is shown may be older than the text: the place is looked for in the text as it is.
    const place = placeAt(editor.text(), read(editor.text()).tree, pointer);
    if (place) editor.select(place);
  },
  showCellPlace(cell) {
    const pointer = pointerOfCell(good.definition, cell);
    if (pointer) app.showPointer(pointer);
  },
  showTrialCell: (cell) => trial.lead(cell),
  sample: () => sampleOf(now.origin).catch(() => announce(app.words("notLoaded"))),
  found: (findings) => rules.mark(findings),
  changed: keepSoon,
  rebuild,
  look: () => look(),
  isWaiting: () => checked !== editor.text(),
};
const problems = problemsView(app);
const rules = rulesView(app);
const trial = trialView(app);
keepChinese();

let quiet;
/** Said once, and gone after a while: it covers a line of the page. What can be seen anyway is for readers only. */
function announce(text, isSeen = false) {
  status.textContent = "";
  status.classList.toggle("for-readers", isSeen);
  clearTimeout(quiet);
  requestAnimationFrame(() => { status.textContent = text; });
  quiet = setTimeout(() => { status.textContent = ""; }, 6_000);
}

/* The text is looked at when typing rests. */

let waiting;
let rest = REST; // longer where looking takes its time
function textChanged() {
  now.isSaved = false;
  keepSoon();
  problems.waits(true);
  clearTimeout(waiting);
  waiting = setTimeout(look, rest);
}

function look() {
  clearTimeout(waiting);
  if (editor.isComposing()) {
    waiting = setTimeout(look, REST);
    return;
  }
  const text = editor.text();
  problems.waits(false);
  if (text === checked || !Form) return;
  checked = text;
  const begun = performance.now();
  let found = [];
  try {
    const form = Form.compile(text, language.value);
    good = { text, definition: JSON.parse(text), form };
  } catch (error) {
    if (!error.problems) throw error;
    found = placed(error.problems, text, app.words);
  }
  problems.draw(found, text);
  marks = found.map(({ place, message }) => ({ ...place, message }));
  editor.mark(marks);
  rules.outdated(found.length > 0);
  trial.outdated(found.length > 0);
  if (found.length) problems.tell("bad", app.words("problemCount", { count: found.length }));
  else showGood();
  rest = Math.min(LONGEST, Math.max(REST, 3 * (performance.now() - begun)));
}

function showGood() {
  const { definition, form } = good;
  const said = form.describe(language.value);
  problems.tell("good", app.words("noProblems", { tables: definition.tables?.length ?? 0, cells: form.cells().length, rules: said.length }));
  rules.show(said, rulePlaces(definition));
  trial.show(form, definition, said);
}

/** The last form without problems once more, as when the language or the period is another. */
function rebuild() {
  if (!good) return;
  good.form = Form.compile(good.text, language.value);
  const said = good.form.describe(language.value);
  rules.show(said, rulePlaces(good.definition));
  trial.show(good.form, good.definition, said);
}

/* Where the caret is, in the definition's terms. */

let schema; // loaded when it is first asked for
let meanings = null;
const loadSchema = () => (schema ??= Promise.all([
  fetch(schemaAddress).then((response) => response.json()),
  import("./author-meanings.json").then((module) => { meanings = module.default; }),
]).then(([loaded]) => loaded).catch((error) => {
  console.warn(error);
  schema = undefined;
  return null;
}));
const meant = (said) => (language.value === "zh-CN" ? meanings?.[said] : null) ?? said;

let moving;
function caretMoved() {
  clearTimeout(moving);
  moving = setTimeout(async () => {
    const text = editor.text();
    const { to } = editor.selection();
    const { path, pointer, isKey, before, value } = caretIn(text, to);
    const place = pointer + (before !== null && !isKey && path.at(-1) === "check" ? ` ${app.words("formulaAt", { at: [...String(value.value).slice(0, before)].length + 1 })}` : "");
    const line = app.words("caretAt", { line: lineOf(text, to).line, place: place || app.words("top") });
    const known = await loadSchema();
    const found = known && meaning(known, path);
    const said = found ? meant(found.said).split("\n")[0] : "";
    byId("caret").replaceChildren(make("code", { textContent: line }), said ? make("span", { textContent: said, lang: said === found.said ? "en" : undefined }) : "");
  }, 150);
}

/* What is typed is kept. */

let keeping;
function keepSoon() {
  now.isChanged = true;
  clearTimeout(keeping);
  keeping = setTimeout(keep, REST);
  showDocument();
}

function keep() {
  clearTimeout(keeping);
  if (!now.isChanged || !editor) return;
  const { figures, prior, period } = trial.typed();
  const id = drafts.id;
  drafts.keep({ name: now.name, origin: now.origin, text: editor.text(), isSaved: now.isSaved, figures, prior, period });
  now.at = Date.now();
  denied.hidden = !drafts.isDenied;
  if (drafts.id !== id) listStarts();
  showDocument();
}

const time = (at) => new Intl.DateTimeFormat(language.value, { dateStyle: "medium", timeStyle: "short" }).format(at);

function showDocument() {
  const state = now.isSaved ? "documentSaved" : !now.isChanged ? "documentAsOpened" : drafts.isDenied ? "documentUnkept" : now.at ? "documentKept" : "documentAsOpened";
  told.textContent = app.words(state, { name: nameOf(now), at: now.at ? time(now.at) : "" });
  told.dataset.state = state;
  forget.hidden = !drafts.id;
}

const nameOf = ({ name, origin }) => name || (origin in shipped ? app.words(origin) : app.words(origin === "new" ? "newDefinition" : "untitled"));

function listStarts() {
  const chosen = start.value;
  const group = (key, options) => make("optgroup", { label: app.words(key) }, ...options.map(([value, text]) => make("option", { value, textContent: text })));
  const kept = drafts.all().filter(({ id }) => id !== drafts.id);
  start.replaceChildren(
    group("shipped", Object.keys(shipped).map((name) => [name, app.words(name)])),
    group("other", [["new", app.words("newDefinition")]]),
    ...(kept.length ? [group("drafts", kept.map((draft) => [`draft:${draft.id}`, app.words("draftNamed", { name: nameOf(draft), at: time(draft.at) })]))] : []),
  );
  if (chosen) start.value = chosen;
  if (start.selectedIndex < 0) start.selectedIndex = 0;
}

/** Another definition: what was typed before stays a draft. */
function begin({ id = null, text, name = "", origin = "", isSaved = false, ...typed }, said) {
  keep();
  clearTimeout(keeping);
  const wasKept = now.isChanged && !drafts.isDenied;
  Object.assign(now, { name, origin, isChanged: id !== null, isSaved, at: typed.at ?? 0 });
  drafts.open(id, origin);
  trial.begin(typed);
  byId("sample").hidden = !hasSample(origin);
  editor.begin(text);
  clearTimeout(waiting);
  clearTimeout(keeping);
  checked = null;
  look();
  listStarts();
  if (origin in shipped || origin === "new") start.value = origin;
  showDocument();
  if (said) announce(app.words(said === "opened" && wasKept ? "openedKept" : said, { name: nameOf(now) }));
}

/** A year's forms are tried in that year. */
const periodOf = (name) => /\d{4}$/.exec(name)?.[0] ?? String(new Date().getFullYear() - 1);
const mayLeave = () => !(now.isChanged && !now.isSaved && drafts.isDenied) || confirm(app.words("sureLeave"));

async function beginChosen() {
  if (!mayLeave()) return;
  const { value } = start;
  if (value.startsWith("draft:")) {
    const draft = drafts.all().find(({ id }) => `draft:${id}` === value);
    if (draft) begin(draft, "opened");
    return;
  }
  try {
    begin(await asItCame(value), "opened");
  } catch (error) {
    console.warn(error);
    announce(app.words("notLoaded"));
  }
}

async function openFile(file) {
  if (!file || !mayLeave()) return;
  try {
    const { text, note } = await textOf(file);
    begin({ text, name: file.name, origin: "file", period: periodOf("") }, note ? undefined : "opened");
    Object.assign(now, { isChanged: true, isSaved: true }); // so that it is there when the page is loaded again
    keep();
    if (note) announce(app.words(note, { name: file.name }));
  } catch (error) {
    if (!error.key) console.warn(error);
    announce(app.words(error.key ?? "fileFailed", { name: file.name }));
  }
}

function saveFile() {
  const text = editor.text();
  const name = now.name || fileName(text);
  saveText(text, name);
  now.name = name;
  now.isSaved = true;
  now.isChanged = true;
  keep();
  announce(app.words("savedAs", { name }));
}

/* The editor: a plain field, and CodeMirror in its place where that is wanted and can be had. */

/** Puts another editor in the place of the one there is, with its text and its caret. */
function exchange(create) {
  const before = editor && { text: editor.text(), place: editor.selection(), isFocused: document.activeElement === editor.element };
  const host = make("div", { id: "text", className: "text" });
  const next = create({ host, text: before?.text ?? "", label: app.words("editorLabel"), changed: textChanged, moved: caretMoved });
  byId("text").replaceWith(host);
  editor?.close();
  editor = next;
  byId("write-hint").dataset.t = next.isPlain ? "writeHintPlain" : "writeHint";
  byId("write-hint").textContent = app.words(byId("write-hint").dataset.t);
  editor.mark(marks);
  if (before) editor.select(before.place, { isFocused: before.isFocused });
}

let changing = Promise.resolve();
async function useEditor(isPlain) {
  if (!isPlain) {
    try {
      const [{ codeEditor }, { completion }] = await Promise.all([import("./author-codemirror.js"), import("./author-complete.js")]);
      await untilComposed();
      exchange((parts) => codeEditor({ ...parts, language: language.value, complete: completion(loadSchema, meant) }));
      return;
    } catch (error) {
      console.warn(error);
      plain.checked = true;
      announce(app.words("plainKept"));
    }
  }
  if (!editor?.isPlain) exchange((parts) => plainEditor({ ...parts, describedBy: "write-hint caret" }));
}

/** Not while an input method composes in the field that is to go. */
async function untilComposed() {
  while (editor?.isComposing()) await new Promise((done) => setTimeout(done, 100));
}

function listen() {
  language.addEventListener("change", () => {
    translatePage(language.value);
    editor.relabel(app.words("editorLabel"), language.value);
    listStarts();
    showDocument();
    checked = null;
    if (good && good.text !== editor.text()) rebuild();
    look();
    caretMoved();
  });
  byId("begin").addEventListener("click", beginChosen);
  byId("open-file").addEventListener("click", async () => openFile(await chooseFile(".json,application/json")));
  byId("save").addEventListener("click", saveFile);
  forget.addEventListener("click", async () => {
    if (!confirm(app.words("sureForget"))) return;
    clearTimeout(keeping);
    drafts.remove(drafts.id);
    Object.assign(now, { isChanged: false });
    begin(await asItCame(now.origin in shipped ? now.origin : "new").catch(() => asItCame("new")));
    byId("start").focus();
    announce(app.words("forgotten"));
  });
  plain.addEventListener("change", () => {
    choice.set("editor", plain.checked ? "plain" : "code");
    changing = changing.then(() => useEditor(plain.checked));
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "F8" && !event.ctrlKey && !event.altKey && !event.metaKey) {
      event.preventDefault();
      look();
      problems.step(event.shiftKey ? -1 : 1);
    } else if (event.key.toLowerCase() === "s" && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey) {
      event.preventDefault();
      saveFile();
    }
  }, true);
  const holdsFiles = (event) => event.dataTransfer?.types.includes("Files");
  document.addEventListener("dragover", (event) => { if (holdsFiles(event)) event.preventDefault(); }, true);
  document.addEventListener("drop", (event) => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    event.stopPropagation(); // the editor would put the file into its text
    openFile(event.dataTransfer.files[0]);
  }, true);
  addEventListener("pagehide", keep);
  document.addEventListener("visibilitychange", () => { if (document.hidden) keep(); });
  addEventListener("storage", listStarts); // another tab's drafts
  addEventListener("beforeunload", (event) => {
    keep();
    if (now.isChanged && !now.isSaved && drafts.isDenied) event.preventDefault();
  });
}

const asItCame = async (name) => (name === "new" ? { text: smallest, origin: name, period: periodOf("") } : { text: await shippedText(name), origin: name, period: periodOf(name) });

async function loadChecks() {
  try {
    const { default: init, Form: loaded } = await import("../pkg/crossfoot.js");
    await init();
    Form = loaded;
  } catch (error) {
    console.warn(error);
    byId("lost").hidden = false;
    problems.tell("none", app.words("unchecked"));
  }
}

translatePage(language.value);
plain.checked = choice.get("editor") === "plain";
await useEditor(true);
listen();
const loading = loadChecks();
const draft = drafts.last();
if (draft) begin(draft, "resumed");
else {
  const origin = drafts.lastOrigin();
  await asItCame(origin in shipped || origin === "new" ? origin : first).catch(() => asItCame("new")).then((one) => begin(one));
}
await loading;
look();
await (changing = changing.then(() => useEditor(plain.checked)));
document.body.dataset.ready = "";
