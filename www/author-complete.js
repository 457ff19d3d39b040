// What the editor offers while an author writes: the schema's keys and words, and in formulas,
// sentences and scopes the names of the definition's own tables, rows and columns.
import { startCompletion } from "@codemirror/autocomplete";
import { getNodeValue } from "jsonc-parser";
import { caretIn, read } from "./author-places.js";
import * as schemas from "./author-schema.js";

const functions = ["sum", "abs", "min", "max", "round", "count", "if", "blank", "filled", "exactly_one", "at_most_one", "all_or_none"];
const words = ["and", "or", "not"];

/** A source for CodeMirror's completion; `schema` gives the schema once it is there, `meant` its words in the page's language. */
export const completion = (schema, meant) => async (context) => {
  const info = (said) => (said ? () => paragraph(meant(said), said) : undefined);
  const text = context.state.doc.toString();
  const caret = caretIn(text, context.pos);
  const known = await schema();
  if (!known || context.aborted) return null;
  if (caret.isKey) return keyOffers(text, context, caret, known, info);
  return nameOffers(text, context, caret) ?? valueOffers(text, context, caret, known, info);
};

/** The text's token that the caret is in, or an empty place; what is offered is compared with its part before the caret. */
function token({ value }, pos) {
  const isIn = value && pos >= value.offset && pos <= value.offset + value.length && value.type !== "object" && value.type !== "array";
  return isIn ? { from: value.offset, end: value.offset + value.length } : { from: pos, end: pos };
}

/** Writes what was chosen in the place of the whole token; the caret goes `back` from its end. */
const put = (insert, rest, back = 0) => (view, _, from, to) => {
  view.dispatch({ changes: { from, to: to + rest, insert }, selection: { anchor: from + insert.length - back }, userEvent: "input.complete" });
  if (insert.endsWith(": ")) setTimeout(() => startCompletion(view)); // behind a key its words
};

function keyOffers(text, context, caret, schema, info) {
  const place = token(caret, context.pos);
  if (!context.explicit && place.from === place.end) return null;
  const hasValue = /^\s*:/.test(text.slice(place.end));
  const taken = new Set(siblings(text, caret));
  const offers = schemas.keys(schema, caret.path.slice(0, -1)).filter(({ key }) => !taken.has(key) || key === caret.path.at(-1));
  return {
    from: place.from,
    to: context.pos,
    options: offers.map(({ key, said, shape, isNeeded }) => ({
      label: JSON.stringify(key),
      type: "property",
      boost: isNeeded ? 1 : 0,
      info: info(said),
      apply: put(JSON.stringify(key) + (hasValue ? "" : `: ${shape}`), place.end - context.pos, hasValue || !shape ? 0 : 1),
    })),
  };
}

/** The keys that the object around the caret has already. */
function siblings(text, caret) {
  let object = getNodeValue(read(text).tree ?? { type: "null" });
  for (const step of caret.path.slice(0, -1)) object = object?.[step];
  return Object.keys(object ?? {});
}

function valueOffers(text, context, caret, schema, info) {
  const place = token(caret, context.pos);
  if (!context.explicit && place.from === place.end) return null;
  const options = schemas.values(schema, caret.path)
    .map(({ value, said }) => ({ label: value, type: "keyword", info: info(said), apply: put(value, place.end - context.pos) }));
  return options.length ? { from: place.from, to: context.pos, options } : null;
}

/** Where names of the definition stand, they are offered. */
function nameOffers(text, context, caret) {
  if (caret.before === null) return null;
  const { path } = caret;
  const said = text.slice(caret.value.offset + 1, context.pos);
  const isFormula = path.at(-1) === "check" && path[0] !== "narrative";
  const isSentence = path.includes("mentions") && /\{[^{}]*$/.test(said);
  const isLine = ["only", "except"].includes(path.at(-2)) || ["accumulates", "prior"].includes(path.at(-1)) || (path.at(-1) === "of" && path[0] === "tables");
  const isTable = path[0] === "rules" && path.at(-1) === "in";
  if (!isFormula && !isSentence && !isLine && !isTable) return null;

  const definition = getNodeValue(read(text).tree);
  const tables = list(definition?.tables);
  const word = /[\p{L}\p{N}_.]*$/u.exec(said)[0];
  if (!word && !context.explicit && !isSentence) return null;
  const dot = word.lastIndexOf(".") + 1;
  const from = context.pos - (word.length - dot);
  let options;
  if (isTable) options = tables.map(named);
  else if (isLine) options = linesFor(path, definition, tables);
  else if (isSentence) options = dot ? after(word.slice(0, dot - 1).split("."), tables, null) : tables.map(named);
  else {
    const own = tables.find(({ id }) => id === definition.rules?.[path[1]]?.in) ?? (tables.length === 1 ? tables[0] : null);
    options = dot ? after(word.slice(0, dot - 1).split("."), tables, own) : [
      ...(own ? [...lines(own.rows, "rows"), ...lines(own.columns, "columns")].map(named) : []),
      ...tables.map(named),
      ...list(definition.sections).map(named),
      { label: "prior.", type: "keyword" },
      ...functions.map((name) => ({ label: name, apply: `${name}(`, type: "function" })),
      ...words.map((name) => ({ label: name, type: "keyword" })),
    ];
  }
  return options?.length ? { from, to: context.pos, options, validFor: /^[\p{L}\p{N}_]*$/u } : null;
}

const list = (value) => (Array.isArray(value) ? value.filter((item) => item && typeof item === "object") : []);
const lines = (items, axis) => list(items).flatMap((item) => [item, ...lines(item[axis], axis)]);
const named = ({ id, label, title, short }) => {
  const text = short ?? label ?? title;
  return { label: String(id), detail: typeof text === "string" ? text : text ? text[document.documentElement.lang] ?? Object.values(text)[0] : "", type: "variable" };
};

/** What can follow names and a dot: in a table its lines, behind a line those of the other axis. */
function after(names, tables, own) {
  const path = names[0] === "prior" ? names.slice(1) : names;
  const table = tables.find(({ id }) => id === path[0]);
  const within = table ?? own;
  if (!within) return path.length ? [] : tables.map(named);
  const rest = table ? path.slice(1) : path;
  const rows = lines(within.rows, "rows");
  const columns = lines(within.columns, "columns");
  if (!rest.length) return [...rows, ...columns, ...(path.length ? [] : tables)].map(named);
  return rows.some(({ id }) => id === rest[0]) ? columns.map(named) : [];
}

/** The lines that a scope or a carried figure can name. */
function linesFor(path, definition, tables) {
  if (path[0] === "rules") {
    const rule = definition.rules?.[path[1]];
    const held = tables.filter(({ id }) => id === rule?.in || tables.length === 1);
    return held.flatMap((table) => [...lines(table.columns, "columns"), ...lines(table.rows, "rows")]).map(named);
  }
  const table = tables[path[1]];
  if (!table) return [];
  const isScope = ["only", "except"].includes(path.at(-2));
  const own = path.findLast((step) => step === "rows" || step === "columns");
  const axis = isScope === (own === "rows") ? "columns" : "rows";
  return lines(table[axis], axis).map(named);
}

/** The meaning of what is offered. */
function paragraph(text, english) {
  const element = document.createElement("div");
  element.textContent = text;
  element.className = "meaning";
  if (text === english) element.lang = "en";
  return element;
}
