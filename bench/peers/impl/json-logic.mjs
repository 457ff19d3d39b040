// json-logic-js: a rule is data; which rules read a cell is an index of ours.

import jsonLogic from "json-logic-js";
import { Cells, change, readersOf } from "./cells.mjs";

export const name = "json-logic";
export const label = "json-logic-js, our index";

const variable = (cell) => ({ var: [`c${cell}`, 0] });
const weighted = ([cell, factor]) => (factor === 1 ? variable(cell) : { "*": [factor, variable(cell)] });
const sum = (side, constant) => ({ "+": [...side.map(weighted), constant] });
const filled = (side) => ({ "!": { missing: side.map(([cell]) => `c${cell}`) } });

function logic({ relation, when, left, right, constant }) {
  const [raise, lower] = [[], []];
  for (const [cell, factor] of left) (factor > 0 ? raise : lower).push([cell, Math.abs(factor)]);
  for (const [cell, factor] of right) (factor > 0 ? lower : raise).push([cell, Math.abs(factor)]);
  const sides = [sum(raise, constant), sum(lower, 0)];
  const above = { and: [{ ">": sides }, filled(lower)] };
  const below = { and: [{ "<": sides }, filled(raise)] };
  const check = { "=": { or: [above, below] }, "<=": above, ">=": below }[relation];
  return when ? { and: [{ "===": [{ var: `c${when.cell}` }, when.choice] }, check] } : check;
}

export function compile(form) {
  const cells = new Cells(form);
  const readers = readersOf(form);
  const rules = form.rules.map(logic);
  const violated = new Uint8Array(rules.length);
  const data = {};
  const put = (cell) => {
    const value = cells.values[cell];
    data[`c${cell}`] = value === value ? value : undefined; // null would not count as missing to `var`
  };
  const decide = (rule) => (jsonLogic.apply(rules[rule], data) ? 1 : 0);
  return {
    check(texts) {
      const failing = [];
      cells.load(texts, failing);
      for (let cell = 0; cell < texts.length; cell++) put(cell);
      for (let rule = 0; rule < rules.length; rule++) {
        violated[rule] = decide(rule);
        if (violated[rule]) failing.push(rule);
      }
      return failing;
    },
    set(cell, text) {
      const changed = [];
      if (!cells.put(cell, text, changed)) return changed;
      put(cell);
      for (const rule of readers[cell]) {
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
