// The hand-written closures, and for each rule that is violated the finding that a page would show:
// its cells, both sides with their figures, and the sentence. It says what crossfoot says, word for
// word, which is checked; so both are timed at the same work.

import { compile as closures } from "./closures.mjs";
import { text } from "../forms/figures.mjs";

export const name = "explained";
export const label = "hand-written, closures and sentences";

const RELATION = {
  "=": ["不等于", "相差"],
  "<=": ["大于", "多出"],
  ">=": ["小于", "少了"],
};

function explain({ id, relation, words, left, right }, { cells, values }) {
  const [first] = [...left, ...right][0];
  const { scale } = cells[first];
  const figure = (units) => (units < 0 ? `-${shown(-units)}` : shown(units));
  const shown = (units) => trimmed(text(units, { scale, choices: null }), scale);
  const side = (terms) => {
    let total = 0;
    let list = "";
    const operands = [];
    for (const { name, factor, cell, figure: known, address } of terms) {
      const value = cell === undefined ? known : values[cell];
      total += factor * value;
      list += `${list === "" ? "" : factor < 0 ? " - " : " + "}${name} ${figure(value)}`;
      operands.push({
        cell: address,
        period: cell === undefined ? "prior" : "this",
        coefficient: String(factor),
        value: figure(value),
      });
    }
    return { list: terms.length > 1 ? `${list} = ${figure(total)}` : list, total, operands };
  };
  const [one, other] = [side(words.left), side(words.right)];
  const difference = one.total - other.total;
  const [not, by] = RELATION[relation];
  return {
    id,
    cells: [...one.operands, ...other.operands]
      .filter(({ period }) => period === "this")
      .map(({ cell }) => cell),
    message: `${words.place}：${one.list} ${not} ${other.list}，${by} ${figure(Math.abs(difference))}`,
    relation,
    left: { operands: one.operands, total: figure(one.total) },
    right: { operands: other.operands, total: figure(other.total) },
    difference: figure(difference),
  };
}

/** 3.50 is written 3.5. */
const trimmed = (digits, scale) => (scale === 0 ? digits : digits.replace(/\.?0+$/, ""));

export function compile(form) {
  const program = closures(form);
  const report = { cells: form.cells, values: program.values };
  return {
    check: program.check,
    set(cell, text) {
      const cleared = [];
      for (const change of program.set(cell, text))
        if ((change & 1) === 0) cleared.push(form.rules[change >> 1].id);
      const raised = [];
      for (const rule of program.standing(cell)) raised.push(explain(form.rules[rule], report));
      return { raised, cleared };
    },
  };
}
