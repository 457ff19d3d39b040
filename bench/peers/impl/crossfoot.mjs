// crossfoot as it ships: the committed package, through its own JavaScript. What an entry answers is
// the whole of it: findings with their operands, figures and sentences.

import init, { Form, initSync } from "../../../pkg/crossfoot.js";
import { nameOf } from "../forms/figures.mjs";

export const name = "crossfoot";
export const label = "crossfoot";

/** From bytes in Node, from an address in a page; null where the script has the wasm in it. */
export function load(wasm) {
  if (wasm === null) return init();
  return typeof wasm === "string" ? init({ module_or_path: wasm }) : initSync({ module: wasm });
}

/** A report as the class takes it: from cell address to text. */
const entriesOf = (cells, texts) =>
  Object.fromEntries(cells.map(({ address }, cell) => [address, texts[cell]]));

export function compile(form) {
  const compiled = Form.compile(form.definition);
  const session = compiled.open({ prior: form.prior, locale: "zh-CN" });
  const cells = form.cells?.map(({ address }) => address);
  const entries = new Map();
  return {
    session,
    form: compiled,
    /** The object is made once for each list of texts: a page or a server has it at hand. */
    check(texts) {
      let report = entries.get(texts);
      if (report === undefined) entries.set(texts, (report = entriesOf(form.cells, texts)));
      return session.enterAll(report);
    },
    set: (cell, text) => session.enter(cells[cell], text),
    free() {
      session.free();
      compiled.free();
    },
  };
}

/** What it said, in the numbers of the rules: for the checks, never timed. */
export function reader(form, program) {
  const numbers = new Map();
  for (let number = 0; number < form.rules.length + form.cells.length; number++)
    numbers.set(nameOf(form, number), number);
  const number = (id) => {
    if (!numbers.has(id)) throw new Error(`crossfoot found ${id}, which no rule of the form is called`);
    return numbers.get(id);
  };
  let standing = new Set();
  return {
    failing: () => [...(standing = new Set(program.session.findings().map(({ id }) => number(id))))],
    changed({ raised, cleared }) {
      const up = raised.map(({ id }) => number(id)).filter((id) => !standing.has(id));
      const down = cleared.map(number);
      for (const id of up) standing.add(id);
      for (const id of down) standing.delete(id);
      return [...up.map((id) => [id, true]), ...down.map((id) => [id, false])];
    },
  };
}
