// Files to reports: what a form sends when it is signed off (.json, .jsonl), and spreadsheets and
// texts that the form's own reading takes apart.
import { readFile, Unreadable } from "./read-files.js";
import { say as readingSays } from "./read-words.js";
import { say } from "./rollup-words.js";

const PARTIAL = "{\"crossfoot-partial\""; // how a partial result of a roll-up begins
const MOST_LINES_BYTES = 256 << 20;
export const accepted = ".json,.jsonl,.ndjson,.csv,.xlsx,.txt";

/** A file that cannot be taken; `phrase` says it in a language. */
export class Refusal extends Error {
  constructor(phrase) {
    super(phrase("en"));
    this.phrase = phrase;
  }
}

const kindOf = (name) => name.toLowerCase().split(".").pop();
export const stemOf = (name) => name.replace(/^.*[\\/]/, "").replace(/\.[^.]*$/, "").trim();

/**
 * The unit that a file's name speaks of: the one name of the roster that is in it, the longest where
 * several are, and the whole name where none is.
 */
export function unitOf(file, names) {
  const stem = stemOf(file);
  const found = names.filter(({ said }) => stem.includes(said));
  const longest = Math.max(0, ...found.map(({ said }) => said.length));
  const units = new Set(found.filter(({ said }) => said.length === longest).map(({ unit }) => unit));
  return units.size === 1 ? [...units][0] : stem;
}

/** All names that a roster, as JSON text, has for its units: `{ said, unit }`. */
export function namesIn(roster) {
  const names = [];
  const look = (node) => {
    if (Array.isArray(node?.units)) return node.units.forEach(look);
    if (typeof node?.name !== "string") return undefined;
    for (const said of [node.name, ...(node.aliases ?? [])]) if (said) names.push({ said, unit: node.name });
    return undefined;
  };
  try {
    look(JSON.parse(roster));
  } catch {
    // no roster that can be read has no names
  }
  return names;
}

/**
 * The reports of a file, one after the other: `{ data, unit, note, line, at }`, where `at` says how
 * much of the file is read. `open` gives an empty session of the form; `names` are the roster's.
 */
export async function* reportsIn(file, { open, names, form, period }) {
  const kind = kindOf(file.name);
  if (kind === "jsonl" || kind === "ndjson") {
    if (file.size > MOST_LINES_BYTES) throw new Refusal((language) => readingSays(language, "tooLong"));
    yield* lines(new Uint8Array(await file.arrayBuffer()));
  } else if (kind === "json") {
    const data = new Uint8Array(await file.arrayBuffer());
    const isPartial = new TextDecoder().decode(data.subarray(0, 100)).trimStart().startsWith(PARTIAL);
    yield isPartial ? { partial: new TextDecoder().decode(data) } : { data, unit: unitOf(file.name, names) };
  } else {
    const { read, note } = await understood(file, open);
    const report = { form, unit: unitOf(file.name, names), period: read.period ?? period, entries: { ...read.entries, ...read.sections } };
    yield { data: report, note };
  }
}

function* lines(bytes) {
  let line = 1;
  for (let start = 0; start < bytes.length; line += 1) {
    const found = bytes.indexOf(10, start);
    const end = found === -1 ? bytes.length : found;
    const data = bytes.subarray(start, end);
    if (data.some((byte) => byte > 32)) yield { data, line, at: end / bytes.length };
    start = end + 1;
  }
}

/** A spreadsheet or a text, read as the form reads it; the note is what was not placed. */
export async function understood(file, open) {
  let session = null;
  try {
    const { text, rows } = await readFile(file);
    session = open();
    const read = rows ? session.readGrid(rows) : session.readReport(text);
    if (Object.keys(read.entries).length === 0) throw new Refusal((language) => readingSays(language, "nothing"));
    const note = {
      placed: Object.keys(read.entries).length,
      cells: Object.keys(read.entries).length + read.blank.length,
      unplaced: read.unplaced.map(({ message }) => message),
    };
    return { read, note };
  } catch (error) {
    if (error instanceof Refusal) throw error;
    if (error instanceof Unreadable) throw new Refusal((language) => readingSays(language, error.key, { name: error.name }));
    if (/too long|too much text/.test(error.message)) throw new Refusal((language) => readingSays(language, "tooLong"));
    throw error;
  } finally {
    session?.free();
  }
}

/** A report as an object; numbers keep the digits they are written with. */
export function parsed(data) {
  if (!(data instanceof Uint8Array)) return data;
  return JSON.parse(new TextDecoder().decode(data), (key, value, context) => (typeof value === "number" ? context?.source ?? String(value) : value));
}

/** The cells of a report and what stands in them; a report is an envelope or the cells themselves. */
export function entriesIn(data) {
  const report = parsed(data);
  if (typeof report !== "object" || report === null || Array.isArray(report)) throw new TypeError("no report");
  const entries = typeof report.entries === "object" && report.entries ? report.entries : report;
  return Object.fromEntries(Object.entries(entries).map(([cell, text]) => [cell, String(text ?? "")]));
}

/** The figures of one file, for the district's own report and for last year's. */
export async function figuresIn(file, open) {
  if (kindOf(file.name) !== "json") return (await understood(file, open)).read.entries;
  try {
    return entriesIn(new Uint8Array(await file.arrayBuffer()));
  } catch {
    throw new Refusal((language) => say(language, "noReport"));
  }
}
