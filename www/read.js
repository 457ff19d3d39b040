// Reads a whole report, shows what was understood, and fills it into the form only then.
import "./read.css";
import { readFile, Unreadable } from "./read-files.js";
import { preview } from "./read-preview.js";
import { say } from "./read-words.js";

/** Adds the button and its dialog to the portal's toolbar. */
export function offerReading({ session, form, cells, language }) {
  const toolbar = document.querySelector(".toolbar");
  const words = (key, slots) => say(language.value, key, slots);
  const fields = new Map(Object.entries(cells).map(([name, cell]) => [cell, form.elements[name]]));
  let read = null;
  let before = null;
  let turn = 0; // of readings: only the last one asked for is shown

  const element = (tag, properties = {}) => Object.assign(document.createElement(tag), properties);
  const open = element("button", { type: "button", id: "read-report", className: "secondary" });
  const undo = element("button", { type: "button", id: "read-undo", className: "secondary", hidden: true });
  const status = element("p", { className: "read-status", role: "status" });
  toolbar.querySelector("[type=reset]").after(open, undo);
  toolbar.append(status);

  const dialog = element("dialog", { id: "read-dialog", className: "read" });
  dialog.setAttribute("aria-labelledby", "read-title");
  const title = element("h2", { id: "read-title" });
  const label = element("label", { htmlFor: "read-text" });
  const hint = element("p", { id: "read-hint", className: "hint" });
  const text = element("textarea", { id: "read-text", rows: 6, spellcheck: false });
  text.setAttribute("aria-describedby", "read-hint");
  const fileLabel = element("label", { htmlFor: "read-file" });
  const file = element("input", { type: "file", id: "read-file", accept: ".txt,.csv,.xlsx" });
  const go = element("button", { type: "button", className: "secondary", id: "read-go" });
  const trouble = element("p", { className: "trouble", role: "alert", hidden: true });
  const shown = element("div", { className: "preview", tabIndex: -1, hidden: true });
  const fill = element("button", { type: "button", className: "primary", id: "read-fill", disabled: true });
  const cancel = element("button", { type: "button", className: "secondary", id: "read-cancel" });
  const sources = element("div", { className: "sources" });
  const drop = element("div", { className: "drop" });
  drop.append(fileLabel, file);
  sources.append(label, hint, text, drop, go);
  const buttons = element("div", { className: "buttons" });
  buttons.append(fill, cancel);
  dialog.append(title, sources, trouble, shown, buttons);
  document.body.append(dialog);

  function translate() {
    const own = [
      [open, "open"], [undo, "undo"], [title, "title"], [label, "paste"], [hint, "hint"],
      [fileLabel, "choose"], [go, "read"], [fill, "fill"], [cancel, "cancel"],
    ];
    for (const [part, key] of own) part.textContent = words(key);
    status.textContent = "";
    if (dialog.open) dialog.close();
  }

  function show(answer) {
    read = answer;
    const found = Object.keys(read.entries).length + Object.keys(read.sections).length;
    trouble.hidden = true;
    shown.hidden = false;
    fill.disabled = found === 0;
    shown.replaceChildren(preview({ read, fields, words }));
    shown.focus();
  }

  function refuse(error) {
    read = null;
    fill.disabled = true;
    shown.hidden = true;
    trouble.hidden = false;
    console.warn(error);
    const long = /too long|too much text/.test(error.message);
    if (error instanceof Unreadable) trouble.textContent = words(error.key, { name: error.name });
    else trouble.textContent = words(long ? "tooLong" : "failed");
  }

  function readText() {
    turn += 1;
    if (text.value.trim() === "") return text.focus();
    try {
      show(session.readReport(text.value));
    } catch (error) {
      refuse(error);
    }
  }

  async function readOne(chosen) {
    if (!chosen) return;
    const mine = (turn += 1);
    read = null;
    fill.disabled = true;
    shown.hidden = true;
    trouble.hidden = true;
    try {
      const { text: all, rows } = await readFile(chosen);
      if (mine === turn) show(rows ? session.readGrid(rows) : session.readReport(all));
    } catch (error) {
      if (mine === turn) refuse(error);
    }
  }

  function write(field, value) {
    field.value = value;
    for (const kind of ["input", "change"]) field.dispatchEvent(new Event(kind, { bubbles: true }));
  }

  function fillIn() {
    const found = Object.entries({ ...read.entries, ...read.sections });
    const writes = found.filter(([cell, value]) => fields.get(cell) && fields.get(cell).value !== value);
    if (writes.length) before = writes.map(([cell, value]) => [fields.get(cell), fields.get(cell).value, value]);
    for (const [cell, value] of writes) write(fields.get(cell), value);
    dialog.close();
    undo.hidden = before === null;
    status.textContent = words("filled", { count: writes.length });
    (writes.length ? fields.get(writes[0][0]) : open).focus();
  }

  open.addEventListener("click", () => {
    read = null;
    fill.disabled = true;
    shown.hidden = true;
    trouble.hidden = true;
    dialog.showModal();
    text.focus();
  });
  dialog.addEventListener("close", () => {
    turn += 1;
    file.value = "";
    if (document.activeElement === document.body) open.focus();
  });
  cancel.addEventListener("click", () => dialog.close());
  go.addEventListener("click", readText);
  text.addEventListener("paste", () => setTimeout(readText));
  text.addEventListener("input", () => {
    turn += 1;
    fill.disabled = true;
  });
  file.addEventListener("change", () => readOne(file.files[0]));
  // A passage of text may be dragged into the text field as anywhere.
  const holdsFiles = (event) => event.dataTransfer.types.includes("Files");
  dialog.addEventListener("dragover", (event) => { if (holdsFiles(event)) event.preventDefault(); });
  dialog.addEventListener("drop", (event) => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    readOne(event.dataTransfer.files[0]);
  });
  fill.addEventListener("click", fillIn);
  undo.addEventListener("click", () => {
    // What was typed since is the person's own, and stays.
    for (const [field, value, filled] of before ?? []) if (field.value === filled) write(field, value);
    before = null;
    undo.hidden = true;
    status.textContent = words("undone");
    open.focus();
  });
  form.addEventListener("reset", () => {
    before = null;
    undo.hidden = true;
    status.textContent = "";
  });
  language.addEventListener("change", translate);
  translate();
}
