// Hand-written checks at their quickest: each rule keeps its difference, and a keystroke moves the
// differences of the rules that read the cell. In doubles: beyond 15 digits it drifts.

import { Cells, change } from "./cells.mjs";

export const name = "running";
export const label = "hand-written, running differences";

const [ABOVE, BELOW] = [1, 2];
const FAILS = { "=": ABOVE | BELOW, "<=": ABOVE, ">=": BELOW };

export function compile(form) {
  const cells = new Cells(form);
  const { values } = cells;
  const { rules } = form;
  const fails = Uint8Array.from(rules, ({ relation }) => FAILS[relation]);
  const start = Float64Array.from(rules, ({ constant }) => constant);
  const residual = new Float64Array(rules.length);
  const raising = new Uint32Array(rules.length);
  const lowering = new Uint32Array(rules.length);
  const violated = new Uint8Array(rules.length);
  const whens = rules.map(({ when }) => when);

  // Compressed rows: what a cell's figure moves, and by how much.
  const triples = rules
    .flatMap(({ left, right, when }, rule) => [
      ...left.map(([cell, factor]) => [cell, rule, factor]),
      ...right.map(([cell, factor]) => [cell, rule, -factor]),
      ...(when ? [[when.cell, rule, 0]] : []),
    ])
    .sort((a, b) => a[0] - b[0]);
  const starts = new Uint32Array(values.length + 1);
  for (const [cell] of triples) starts[cell + 1]++;
  for (let cell = 0; cell < values.length; cell++) starts[cell + 1] += starts[cell];
  const moved = Uint32Array.from(triples, ([, rule]) => rule);
  const factors = Float64Array.from(triples, ([, , factor]) => factor);

  const decide = (rule) => {
    const difference = residual[rule];
    const above = difference > 0 && (fails[rule] & ABOVE) !== 0 && lowering[rule] === 0;
    const below = difference < 0 && (fails[rule] & BELOW) !== 0 && raising[rule] === 0;
    const when = whens[rule];
    return (above || below) && (when === null || values[when.cell] === when.choice) ? 1 : 0;
  };
  const unknown = (rule, factor, step) => {
    if (factor > 0) raising[rule] += step;
    else if (factor < 0) lowering[rule] += step;
  };

  return {
    check(texts) {
      const failing = [];
      cells.load(texts, failing);
      residual.set(start);
      raising.fill(0);
      lowering.fill(0);
      for (let cell = 0; cell < values.length; cell++) {
        const value = values[cell];
        for (let i = starts[cell]; i < starts[cell + 1]; i++) {
          if (value === value) residual[moved[i]] += factors[i] * value;
          else unknown(moved[i], factors[i], 1);
        }
      }
      for (let rule = 0; rule < violated.length; rule++) {
        violated[rule] = decide(rule);
        if (violated[rule]) failing.push(rule);
      }
      return failing;
    },
    set(cell, text) {
      const changed = [];
      const old = values[cell];
      if (!cells.put(cell, text, changed)) return changed;
      const value = values[cell];
      for (let i = starts[cell]; i < starts[cell + 1]; i++) {
        const rule = moved[i];
        const factor = factors[i];
        if (old === old) residual[rule] -= factor * old;
        else unknown(rule, factor, -1);
        if (value === value) residual[rule] += factor * value;
        else unknown(rule, factor, 1);
        const now = decide(rule);
        if (now !== violated[rule]) {
          violated[rule] = now;
          changed.push(change(rule, now === 1));
        }
      }
      return changed;
    },
  };
}
