// Where things stand in a definition's text: what a problem points at, where a rule was written, and
// what the caret is in. Positions are UTF-16 code units, as a selection counts.
import { findNodeAtLocation, getLocation, parseTree, printParseErrorCode } from "jsonc-parser";

const strict = { disallowComments: true, allowTrailingComma: false, allowEmptyContent: false };

/** `{ tree, faults: [{ code, from, to }] }` of a text, however broken it is. */
export function read(text) {
  const errors = [];
  const tree = parseTree(text, errors, strict);
  const faults = errors.map(({ error, offset, length }) => ({ code: printParseErrorCode(error), from: offset, to: offset + length }));
  return { tree, faults };
}

/** `/tables/0/rows/1/id` as `["tables", 0, "rows", 1, "id"]`; which of them are indices, the tree says. */
function node(tree, pointer) {
  let at = tree;
  for (const step of pointer.split("/").slice(1)) {
    const key = step.replaceAll("~1", "/").replaceAll("~0", "~");
    at = at && findNodeAtLocation(at, [at.type === "array" ? Number(key) : key]);
  }
  return at;
}

/** The properties of an object with a key, in their order: a key that is there twice is found twice. */
const properties = (object, key) => (object?.children ?? []).filter(({ children }) => children?.[0].value === key);

const parent = (pointer) => pointer.slice(0, pointer.lastIndexOf("/"));
const lastKey = (pointer) => pointer.slice(pointer.lastIndexOf("/") + 1).replaceAll("~1", "/").replaceAll("~0", "~");
const whole = ({ offset, length }) => ({ from: offset, to: offset + length });

/** Where each code unit of a string's value stands in the text, and where the string ends. */
function inside(text, { offset, length }) {
  const places = [];
  const end = offset + length - 1;
  for (let at = offset + 1; at < end;) {
    places.push(at);
    if (text[at] !== "\\") at += 1;
    else at += text[at + 1] === "u" ? 6 : 2;
  }
  places.push(end);
  return places;
}

/** Of a part of a string's value: where it stands in the text. */
function passage(text, string, start, length) {
  const places = inside(text, string);
  const clamp = (index) => places[Math.min(index, places.length - 1)];
  return { from: clamp(start), to: clamp(start + length) };
}

/** A list or an object is shown by its beginning: all of it may be the whole text. */
function beginning(text, { offset, length }) {
  const line = text.indexOf("\n", offset);
  return { from: offset, to: Math.min(offset + length, line < 0 ? text.length : line, offset + 60) };
}

/** The place that a problem is about: `{ from, to }`. */
export function placeOf(text, tree, { code, pointer, subject, at }) {
  if (code === "not-json") return byLine(text, subject);
  if (code === "unknown-key" || code === "duplicate-key") {
    const found = properties(node(tree, parent(pointer)), lastKey(pointer)).at(-1);
    if (found) return whole(found.children[0]);
  }
  let found = node(tree, pointer);
  if (!found) return { from: 0, to: 0 };
  if (found.type === "array" && subject) {
    found = found.children.find(({ type, value }) => type === "string" && value.includes(subject)) ?? found;
  }
  if (found.type === "string") {
    // A formula's characters are counted whole, from 1.
    const start = at === null ? 0 : [...found.value].slice(0, at - 1).join("").length;
    const where = subject ? found.value.indexOf(subject, start) : -1;
    if (where >= 0) return passage(text, found, where, subject.length);
    return at === null ? whole(found) : passage(text, found, start, 0);
  }
  return found.children ? beginning(text, found) : whole(found);
}

/** `12:3`: a line, and a column in bytes of UTF-8. */
function byLine(text, subject) {
  const [line, column] = subject.split(":").map(Number);
  let start = 0;
  for (let passed = 1; passed < line; passed++) start = text.indexOf("\n", start) + 1 || text.length;
  let bytes = 0;
  let at = start;
  for (const letter of text.slice(start, text.indexOf("\n", start) + 1 || text.length)) {
    bytes += new TextEncoder().encode(letter).length;
    if (bytes >= column) break;
    at += letter.length;
  }
  return { from: Math.min(at, text.length), to: Math.min(at + 1, text.length) };
}

/** What stands at a pointer, as a place; `null` when nothing does. */
export function placeAt(text, tree, pointer) {
  const found = node(tree, pointer);
  if (!found) return null;
  return found.children ? beginning(text, found) : whole(found);
}

/**
 * Where each rule was written, by id: that of its author, or the one that structure makes. `parts` on
 * a table is where those of its lines are written that have none of their own.
 */
export function rulePlaces(definition) {
  const places = new Map();
  const put = (id, pointer) => { if (typeof id === "string" && !places.has(id)) places.set(id, pointer); };
  const each = (list, pointer, visit) => (Array.isArray(list) ? list : []).forEach((item, index) => item && visit(item, `${pointer}/${index}`));
  const graded = (value, pointer, usual) => {
    if (Array.isArray(value)) return each(value, pointer, (one, at) => graded(one, at, usual));
    put(value?.id ?? usual(value), pointer);
    return undefined;
  };

  each(definition.tables, "/tables", (table, pointer) => {
    const line = (axis) => (item, at) => {
      const relation = (value) => `${table.id}.${item.id}.${value?.relation ?? value}`;
      if (item.parts !== undefined) graded(item.parts, `${at}/parts`, relation);
      else if (table.parts !== undefined && item[axis]) graded(table.parts, `${pointer}/parts`, relation);
      if (item.accumulates !== undefined) graded(item.accumulates, `${at}/accumulates`, () => `${table.id}.${item.id}.accumulation`);
      if (item.prior !== undefined) graded(item.prior, `${at}/prior`, () => `${table.id}.${item.id}.carry-forward`);
      each(item[axis], `${at}/${axis}`, line(axis));
    };
    each(table.rows, `${pointer}/rows`, line("rows"));
    each(table.columns, `${pointer}/columns`, line("columns"));
    const isGraded = table.required?.id !== undefined;
    put(table.required?.id ?? `${table.id}.entry`, isGraded ? `${pointer}/required` : pointer);
    put(`${table.id}.entry`, pointer);
  });
  each(definition.sections, "/sections", (section, pointer) => {
    each(section.mentions, `${pointer}/mentions`, (mention, at) => {
      put(mention.id, at);
      put(`${mention.id}.share`, `${at}/shares`);
    });
    each(section.parts, `${pointer}/parts`, (part, at) => {
      put(part.required?.id, `${at}/required`);
      put(`${section.id}.${part.id}`, at);
    });
    put(section.required?.id, `${pointer}/required`);
    put(`${section.id}.entry`, pointer);
  });
  each(definition.narrative, "/narrative", (item, at) => put(item.id, at));
  each(definition.rules, "/rules", (rule, at) => put(rule.id, at));
  return places;
}

/** The pointer of the row, or of the section, that a cell's address names; `null` when none does. */
export function pointerOfCell(definition, address) {
  const [name, row] = address.split(".");
  const table = (definition.tables ?? []).findIndex(({ id }) => id === name);
  if (table < 0) {
    const section = (definition.sections ?? []).findIndex(({ id }) => id === name);
    return section < 0 ? null : `/sections/${section}`;
  }
  const look = (rows, pointer) => {
    for (const [index, item] of (rows ?? []).entries()) {
      const at = `${pointer}/${index}`;
      if (item.id === row) return at;
      const deeper = look(item.rows, `${at}/rows`);
      if (deeper) return deeper;
    }
    return null;
  };
  return look(definition.tables[table].rows, `/tables/${table}/rows`);
}

/** What the caret is in: `{ path, pointer, isKey, value, before }`; `before` is the part of a text that stands before it. */
export function caretIn(text, offset) {
  const { path, isAtPropertyKey: isKey, previousNode: value } = getLocation(text, offset);
  const pointer = path.map((step) => `/${String(step).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
  const isIn = value?.type === "string" && offset > value.offset && offset < value.offset + Math.max(value.length, 2);
  const before = isIn ? inside(text, value).findIndex((at) => at >= offset) : -1;
  return { path, pointer, isKey, value, before: before < 0 ? null : before };
}

/** Line and column of a position, both from 1. */
export function lineOf(text, offset) {
  const before = text.slice(0, offset);
  const line = before.split("\n").length;
  return { line, column: offset - before.lastIndexOf("\n") };
}
