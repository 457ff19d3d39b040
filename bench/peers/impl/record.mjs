// Validators that know "check the whole record" only: they do so on every keystroke, and what
// changed is found beside.

import { Cells, change } from "./cells.mjs";
import { closure } from "./closures.mjs";

/** The rules as functions of a record, for validators that take any function. */
export function predicates({ cells, rules }) {
  const values = new Float64Array(cells.length);
  const checks = rules.map((rule) => closure(rule, values));
  const addresses = cells.map(({ address }) => address);
  /** Calls `fail` with each rule that is violated. */
  return (record, fail) => {
    for (let cell = 0; cell < addresses.length; cell++) values[cell] = record[addresses[cell]] ?? NaN;
    for (let rule = 0; rule < checks.length; rule++) if (checks[rule]()) fail(rule);
  };
}

/** `validate(record)` gives the numbers of all rules that are violated, now or soon. */
export function compileRecord(form, validate) {
  const cells = new Cells(form);
  const addresses = form.cells.map(({ address }) => address);
  const record = Object.fromEntries(addresses.map((address) => [address, null]));
  let violated = new Uint8Array(form.rules.length);
  let next = new Uint8Array(form.rules.length);
  const put = (cell) => {
    const value = cells.values[cell];
    record[addresses[cell]] = value === value ? value : null;
  };
  const take = (found, changed) => {
    next.fill(0);
    for (const rule of found) next[rule] = 1;
    for (let rule = 0; rule < next.length; rule++)
      if (next[rule] !== violated[rule]) changed.push(change(rule, next[rule] === 1));
    [violated, next] = [next, violated];
    return changed;
  };
  const first = (found, failing) => {
    violated.fill(0);
    for (const rule of found) violated[rule] = 1;
    failing.push(...found);
    return failing;
  };
  const soon = (found, then) => (typeof found.then === "function" ? found.then(then) : then(found));
  return {
    check(texts) {
      const failing = [];
      cells.load(texts, failing);
      for (let cell = 0; cell < addresses.length; cell++) put(cell);
      return soon(validate(record), (found) => first(found, failing));
    },
    set(cell, text) {
      const changed = [];
      if (!cells.put(cell, text, changed)) return changed;
      put(cell);
      return soon(validate(record), (found) => take(found, changed));
    },
  };
}
