// A compiled form as a Standard Schema (https://standardschema.dev), for the form libraries that take one.
// With this module imported every compiled form answers `~standard` itself.

import { Form } from "./crossfoot.js";

const severities = ["hard", "soft", "info"];

/**
 * Answers `~standard` for a form. Values are flat by address (`{"t.received.year": "4"}`), nested
 * (`{t: {received: {year: "4"}}}`), or the page's own: then `cells` says which cell each path is
 * (`{"rows.0.items": "c.c1.n"}`). Everything else in a value is left alone.
 *
 * @param form a `Form` of crossfoot
 * @param options `locale`, `period` and `prior` as for `Form.open`; `cells`; `severity`, the mildest
 *   that is an issue, usually `hard`, which is what holds a report back
 */
export function standardSchema(form, { cells, severity = "hard", ...options } = {}) {
  const session = form.open(options);
  const counted = severities.slice(0, severities.indexOf(severity) + 1);
  if (!counted.length) throw new TypeError(`unknown severity \`${severity}\`; there are ${severities.join(", ")}`);
  const fields = cells && Object.entries(cells).map(([path, cell]) => [segments(path), cell]);
  fields?.forEach(([, cell]) => session.text(cell)); // throws where the form has no such cell
  const places = form.cells();

  function validate(value) {
    if (!isObject(value)) return { issues: [{ message: "the value must be an object" }] };
    const paths = fields ?? pathsIn(value, places);
    const entries = Object.fromEntries(places.map((cell) => [cell, ""]));
    const lost = [];
    for (const [path, cell] of paths) {
      const figure = text(valueAt(value, path), path);
      if (figure === null) lost.push({ message: inexact(session.locale), path });
      else entries[cell] = figure;
    }
    if (lost.length) return { issues: lost }; // nothing is compared with what nobody has typed
    session.enterAll(entries);
    const where = new Map(paths.map(([path, cell]) => [cell, path]));
    const issues = session.complete().filter((finding) => counted.includes(finding.severity)).map((finding) => {
      const path = where.get(finding.cells.find((cell) => where.has(cell)));
      return { message: finding.message, ...(path && { path }), finding };
    });
    return issues.length ? { issues } : { value };
  }

  return { "~standard": { version: 1, vendor: "crossfoot", validate } };
}

const isObject = (value) => typeof value === "object" && value !== null;

/** `rows.0.items` as form libraries take it: numbers are places in a list. */
const segments = (path) => path.split(".").map((part) => (/^\d+$/.test(part) ? Number(part) : part));

/** Where the cells stand in a value that is keyed by their addresses, flat or nested. */
function pathsIn(value, places) {
  const flat = places.some((cell) => cell.includes(".") && Object.hasOwn(value, cell));
  return places.map((cell) => [flat ? [cell] : cell.split("."), cell]);
}

const valueAt = (value, path) =>
  path.reduce((part, key) => (isObject(part) && Object.hasOwn(part, key) ? part[key] : undefined), value);

const inexact = (locale) =>
  locale.startsWith("zh") ? "位数过多，已无法逐位核对；请作为文本提交" : "more digits than a number keeps exactly; hand it over as text";

/** What stands in a field, as text; `null` for a number that may have lost digits. */
function text(value, path) {
  if (value === undefined || value === null || Number.isNaN(value)) return ""; // NaN: a number field left blank
  if (typeof value === "string") return value;
  if (typeof value !== "number" && typeof value !== "bigint") {
    throw new TypeError(`the figure of \`${path.join(".")}\` must be text, such as "12"`);
  }
  const digits = String(value);
  const kept = typeof value === "bigint" || /^-?\d{1,15}$|^-?(?=[\d.]{3,16}$)\d+\.\d+$/.test(digits);
  return kept ? digits : null;
}

const schemas = new WeakMap();

Object.defineProperty(Form.prototype, "~standard", {
  configurable: true,
  get() {
    if (!schemas.has(this)) schemas.set(this, standardSchema(this)["~standard"]);
    return schemas.get(this);
  },
});
