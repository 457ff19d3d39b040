// Hand-written checks as a careful developer writes them: a closure for each rule, and a list for
// each cell of the closures that read it.

import { Cells, change, readersOf } from "./cells.mjs";

export const name = "closures";
export const label = "hand-written, closures";

/** Whether the rule is violated as the figures stand. A blank is NaN and counts by what it can become. */
export function closure({ relation, when, left, right, constant }, values) {
  const check = side(relation, left, right, constant, values);
  return when ? () => values[when.cell] === when.choice && check() : check;
}

function side(relation, left, right, constant, values) {
  const plain = [...left, ...right].every(([, factor]) => factor === 1);
  if (plain && constant === 0 && left.length === 1) {
    const [[total]] = left;
    if (relation === "=")
      return sum(
        total,
        Uint32Array.from(right, ([cell]) => cell),
        values,
      );
    // With a blank on either side this is false, as it must be where nothing can be decided.
    if (relation === "<=" && right.length === 1) {
      const [[most]] = right;
      return () => values[total] > values[most];
    }
  }
  const terms = [...left, ...right.map(([cell, factor]) => [cell, -factor])];
  const cells = Uint32Array.from(terms, ([cell]) => cell);
  const factors = Float64Array.from(terms, ([, factor]) => factor);
  return () => {
    let [residual, raising, lowering] = [constant, false, false];
    for (let i = 0; i < cells.length; i++) {
      const value = values[cells[i]];
      if (value === value) residual += factors[i] * value;
      else if (factors[i] > 0) raising = true;
      else lowering = true;
    }
    if (residual > 0) return relation !== ">=" && !lowering;
    return residual < 0 && relation !== "<=" && !raising;
  };
}

/** A total and its parts. */
function sum(total, parts, values) {
  return () => {
    let added = 0;
    let blank = false;
    for (let i = 0; i < parts.length; i++) {
      const value = values[parts[i]];
      if (value === value) added += value;
      else blank = true;
    }
    const whole = values[total];
    // The parts are too much already, or all there and too few.
    return added > whole || (added < whole && !blank);
  };
}

export function compile(form) {
  const cells = new Cells(form);
  const readers = readersOf(form);
  const checks = form.rules.map((rule) => closure(rule, cells.values));
  const violated = new Uint8Array(checks.length);
  return {
    check(texts) {
      const failing = [];
      cells.load(texts, failing);
      for (let rule = 0; rule < checks.length; rule++) {
        const now = checks[rule]();
        violated[rule] = now ? 1 : 0;
        if (now) failing.push(rule);
      }
      return failing;
    },
    set(cell, text) {
      const changed = [];
      if (!cells.put(cell, text, changed)) return changed;
      const read = readers[cell];
      for (let i = 0; i < read.length; i++) {
        const rule = read[i];
        const now = checks[rule]() ? 1 : 0;
        if (now !== violated[rule]) {
          violated[rule] = now;
          changed.push(change(rule, now === 1));
        }
      }
      return changed;
    },
    /** The rules among a cell's that are violated: what a page would write a sentence about. */
    standing: (cell) => readers[cell].filter((rule) => violated[rule]),
    values: cells.values,
  };
}
