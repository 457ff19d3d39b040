// What every peer shares: the report's figures, and which of them cannot be read. What cannot be
// read is a finding of its own, numbered behind the rules.

import { UNREADABLE, read } from "./read.mjs";

/** A change is one whole number: the rule, and whether it is violated now. */
export const change = (rule, violated) => (rule << 1) | (violated ? 1 : 0);

export class Cells {
  constructor({ cells, rules }) {
    this.cells = cells;
    this.first = rules.length;
    /** Whole units, or NaN where there is no figure. */
    this.values = new Float64Array(cells.length).fill(NaN);
    this.unreadable = new Uint8Array(cells.length);
  }

  /** All texts at once; `failing` gets those that cannot be read. */
  load(texts, failing) {
    for (let cell = 0; cell < texts.length; cell++) {
      const value = read(texts[cell], this.cells[cell]);
      const bad = value === UNREADABLE;
      this.values[cell] = bad ? NaN : value;
      this.unreadable[cell] = bad ? 1 : 0;
      if (bad) failing.push(this.first + cell);
    }
  }

  /** One text. Whether the figure is another than before; `changed` gets it when its being readable changed. */
  put(cell, text, changed) {
    const value = read(text, this.cells[cell]);
    const bad = value === UNREADABLE;
    if (bad !== (this.unreadable[cell] === 1)) {
      this.unreadable[cell] = bad ? 1 : 0;
      changed.push(change(this.first + cell, bad));
    }
    const old = this.values[cell];
    const now = bad ? NaN : value;
    this.values[cell] = now;
    return !(now === old || (now !== now && old !== old));
  }
}

/** For each cell, the rules that read it, once each. */
export function readersOf({ cells, rules }) {
  const readers = cells.map(() => []);
  rules.forEach(({ left, right, when }, rule) => {
    const reads = [...left, ...right].map(([cell]) => cell);
    if (when) reads.push(when.cell);
    for (const cell of new Set(reads)) readers[cell].push(rule);
  });
  return readers.map((list) => Uint32Array.from(list));
}
