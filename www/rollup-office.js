// One office's own report: its figures and what stands against it, and what can be done with it.
import { button, chooseFile, make, tongue } from "./rollup-dom.js";
import { accepted } from "./rollup-files.js";

export function officeDialog(app) {
  const dialog = make("dialog", { id: "office", className: "read office", "aria-labelledby": "office-title" });
  document.body.append(dialog);
  let unit = null;
  let origin = null; // the key of what opened it; that itself may have been drawn anew since
  dialog.addEventListener("close", () => {
    [...document.querySelectorAll("[data-key]")].find(({ dataset }) => dataset.key === origin)?.focus();
  });

  function content() {
    const state = app.store.units().find(({ name }) => name === unit);
    const entries = app.store.entriesOf(unit);
    const title = make("h2", { id: "office-title", tabIndex: -1, textContent: unit, lang: tongue(unit) });
    const file = app.store.fileOf(unit);
    const about = [...(state?.groups ?? [])];
    about.push(app.words(`state-${state?.state ?? "missing"}`));
    if (state?.unknown) about.push(app.words("unknown"));
    if (file) about.push(file.line ? `${file.file} ${app.words("line", { line: file.line })}` : file.file);
    const body = [title, make("p", { className: "hint", textContent: about.filter(Boolean).join(" · ") })];
    body.push(...(entries ? report(entries, file) : [make("p", { className: "warning", textContent: app.words(state?.state === "missing" ? "notIn" : "mergedOnly") })]));
    body.push(buttons(state, entries));
    dialog.replaceChildren(...body);
    return title;
  }

  function report(entries, file) {
    const { found, sure } = app.store.check(unit);
    const parts = [make("h3", { textContent: app.words("checksOf") })];
    if (file.remark) parts.push(make("p", { className: "warning", textContent: file.remark }));
    if (!file.hasText) parts.push(make("p", { className: "hint", textContent: app.words("figuresOnly") }));
    parts.push(found.length
      ? make("ul", {}, ...found.map(({ severity, message }) => make("li", { className: "finding", data: { severity } }, make("b", { textContent: app.words(severity) }), ` ${message}`)))
      : make("p", { textContent: app.words("nothingFound") }));
    if (sure.length) parts.push(make("h3", { textContent: app.words("probably") }), make("ul", {}, ...sure.map(({ message }) => make("li", { textContent: message }))));
    if (file.note) {
      parts.push(make("p", { className: "hint", textContent: app.words("readOf", file.note) }));
      if (file.note.unplaced.length) parts.push(make("ul", { className: "unplaced" }, ...file.note.unplaced.slice(0, 20).map((text) => make("li", { textContent: text }))));
    }
    const marked = new Map(found.flatMap(({ severity, cells }) => cells.map((cell) => [cell, severity])).reverse());
    parts.push(make("h3", { textContent: app.words("figuresOf") }), ...app.tables.map((table) => figures(table, entries, marked)));
    return parts;
  }

  function figures(table, entries, marked) {
    const heads = [make("th", { scope: "col", textContent: app.words("row") }), ...table.columns.map(({ name }) => make("th", { scope: "col", className: "figure", textContent: name }))];
    const rows = table.rows.map((row) => make("tr", { className: row.depth ? "sub" : "" },
      make("th", { scope: "row", textContent: row.label }),
      ...table.columns.map((column) => {
        const cell = row.heading ? null : table.cell(row, column);
        const severity = cell && marked.get(cell);
        const field = make("td", { className: "figure", data: { severity: severity ?? "" } }, cell ? entries[cell] ?? "—" : "");
        if (severity) field.prepend(make("b", { className: "mark", textContent: `${app.words(severity)} ` }));
        return field;
      })));
    return make("div", { className: "wide" }, make("table", {}, make("caption", { textContent: table.title }), make("thead", {}, make("tr", {}, ...heads)), make("tbody", {}, ...rows)));
  }

  function buttons(state, entries) {
    const close = button(app.words("close"), "close");
    close.addEventListener("click", () => dialog.close());
    const replace = button(app.words(entries ? "replaceFile" : "giveFile"), "replace");
    replace.addEventListener("click", async () => {
      const file = await chooseFile(accepted);
      if (!file) return;
      dialog.close();
      app.takeFor(unit, file);
    });
    const own = [replace];
    if (entries) {
      const out = state?.state === "left-out";
      const leave = button(app.words(out ? "countAgain" : "leaveOut"), "leave");
      leave.addEventListener("click", () => {
        app.leaveOut(unit, !out);
        content();
        dialog.querySelector("[data-key=leave]").focus();
      });
      const remove = button(app.words("remove"), "remove");
      remove.addEventListener("click", () => {
        dialog.close();
        app.remove(unit);
      });
      own.push(leave, remove);
    }
    return make("div", { className: "buttons" }, ...own, close);
  }

  return {
    open(name) {
      unit = name;
      const title = content();
      if (!dialog.open) {
        origin = document.activeElement?.dataset.key ?? null;
        dialog.showModal();
      }
      title.focus();
    },
    redraw() { if (dialog.open) content(); },
  };
}
