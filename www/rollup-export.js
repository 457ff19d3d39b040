// The totals and the findings as files. The libraries that write them are loaded when asked for.
import { breathe, save } from "./rollup-dom.js";

/**
 * A cell that a spreadsheet would take for a formula. Plain figures are none, with their minus sign;
 * spreadsheets in Chinese take the full-width signs too.
 */
export const formula = /^(?!-?\d+(?:\.\d+)?$)[=+\-@\t\r＝＋－＠]/;

/** What a file holds, as sheets: `{ name, rows }` with a head in the first row; cells are texts. */
export async function sheetsOf(app) {
  const { totals, result, entered, own, group } = app.last();
  const { words } = app;
  const differences = new Map((result?.differences ?? []).map((one) => [one.cell, one.difference]));
  const sums = [["table", "row", "column", "cellId", "sum", "reported", "difference", "filled", "blank", "unreadable"].map((key) => words(key))];
  for (const [cell, total] of totals) {
    const name = app.names.get(cell) ?? { table: "", row: cell, column: "" };
    const difference = differences.get(cell) ?? (entered[cell] && total.sum !== null ? "0" : "");
    sums.push([name.table, name.row, name.column, cell, total.sum ?? "", entered[cell] ?? "", difference, ...[total.filled, total.blank, total.unreadable].map(String)]);
  }
  const nameOf = (cells) => cells.map((cell) => app.names.get(cell)?.full ?? cell).join(words("semicolon"));
  const found = [["about", "kind", "severity", "message", "cells", "basis"].map((key) => words(key))];
  const whole = group.length ? group.join(" / ") : words("whole");
  for (const { cell, message } of result?.differences ?? []) found.push([whole, words("difference"), "", message, nameOf([cell]), ""]);
  for (const { message, cells, units } of result?.explanations ?? []) found.push([units.join(words("listComma")) || whole, words("explanation"), "", message, nameOf(cells), ""]);
  for (const { severity, message, cells, basis } of own ?? []) found.push([whole, words("finding"), words(severity), message, nameOf(cells), basis ?? ""]);
  const units = app.store.units();
  for (const { name, state } of units) if (state === "missing") found.push([name, words("state-missing"), "", words("notIn"), "", ""]);
  for (const { name, findings } of units) {
    if (!findings || findings.hard + findings.soft + findings.info === 0) continue;
    for (const { severity, message, cells, basis } of app.store.check(name).found) found.push([name, words("finding"), words(severity), message, nameOf(cells), basis ?? ""]);
    await breathe();
  }
  for (const { file, intake, phrase } of app.store.refused) {
    found.push([file, words("refused"), "", intake?.message ?? phrase?.(app.locale()) ?? words("unreadable"), "", ""]);
  }
  const offices = [["unit", "group", "state", "hard", "soft", "info", "file"].map((key) => words(key))];
  for (const { name, groups, state, findings } of units) {
    const counts = ["hard", "soft", "info"].map((kind) => (findings ? String(findings[kind]) : ""));
    offices.push([name, groups.join(" / "), words(`state-${state}`), ...counts, app.store.fileOf(name)?.file ?? ""]);
  }
  return { totals: sums, findings: found, offices };
}

const stem = (app, kind) => `${app.words(kind)}-${app.store.settings.period}`;

/** One kind of rows as `.csv`, with the mark that spreadsheets know UTF-8 by. */
export async function saveCsv(app, kind) {
  const { default: Papa } = await import("papaparse");
  const rows = (await sheetsOf(app))[kind];
  const text = Papa.unparse(rows, { escapeFormulae: formula, newline: "\r\n" });
  save(new Blob(["\ufeff", text], { type: "text/csv;charset=utf-8" }), `${stem(app, kind)}.csv`);
}

/** All of it as one workbook. Texts are kept as texts, and a figure that a spreadsheet would round too. */
export async function saveXlsx(app) {
  const { default: write } = await import("write-excel-file/universal");
  const sheets = await sheetsOf(app);
  const widths = { totals: [24, 34, 16, 32, 12, 12, 12, 8, 8, 8], findings: [26, 12, 10, 90, 50, 50], offices: [30, 16, 10, 8, 8, 8, 30] };
  const blob = await write(Object.entries(sheets).map(([kind, rows]) => ({
    sheet: app.words(kind === "offices" ? "officeSheet" : kind),
    columns: widths[kind].map((width) => ({ width })),
    stickyRowsCount: 1,
    data: rows.map((row, line) => row.map((text) => cell(text, line === 0, kind))),
  }))).toBlob();
  save(blob, `${stem(app, "totals")}.xlsx`);
}

function cell(text, isHead, kind) {
  if (isHead) return { value: text, type: String, fontWeight: "bold" };
  if (text === "") return null;
  const isFigure = kind !== "findings" && /^-?\d{1,15}(\.\d+)?$/.test(text) && String(Number(text)) === text;
  return isFigure ? { value: Number(text), type: Number } : { value: text, type: String, wrap: kind === "findings" };
}

/** The totals as a report file, such as the level above adds up in its turn. */
export function saveReport(app) {
  const { form, settings, roll } = app.store;
  const { group } = app.last();
  const roster = settings.roster ? JSON.parse(settings.roster).name ?? "" : "";
  const unit = [roster, ...group].filter(Boolean).join(" / ");
  const content = { form: { id: form.id, version: form.version }, unit, period: settings.period, entries: roll.entries(group) };
  save(new Blob([JSON.stringify(content, null, 2)], { type: "application/json" }), `${unit || stem(app, "totals")}.json`);
}

/** For programs: the totals by cell, what was compared, what was found. */
export async function saveJson(app) {
  const { totals, result, entered, own, group } = app.last();
  const { form, settings, roll } = app.store;
  const units = [];
  for (const unit of app.store.units()) {
    const some = unit.findings && unit.findings.hard + unit.findings.soft + unit.findings.info > 0;
    units.push({ ...unit, found: some ? app.store.check(unit.name).found : [] });
    await breathe();
  }
  const content = {
    form: { id: form.id, version: form.version },
    period: settings.period,
    group,
    entries: roll.entries(group),
    totals: [...totals.values()],
    reported: entered,
    comparison: result,
    findings: own ?? [],
    units,
    refused: app.store.refused.map(({ file, line, intake, phrase }) => ({ file, line: line ?? null, reason: intake?.reason ?? null, message: intake?.message ?? phrase?.(app.locale()) ?? null })),
  };
  save(new Blob([JSON.stringify(content, null, 2)], { type: "application/json" }), `${stem(app, "totals")}.json`);
}
