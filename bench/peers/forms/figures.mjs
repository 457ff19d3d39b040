// Reports in which every rule holds: leaves are drawn, and what the rules say of the rest follows.

import { Oracle } from "../oracle.mjs";
import { randomOf } from "./random.mjs";

/** Units as text. */
export function text(units, { scale, choices }) {
  if (choices) return choices[units];
  if (scale === 0) return String(units);
  const digits = String(units).padStart(scale + 1, "0");
  return `${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

/** The cells that an equality says everything of: blank, they leave it open. */
export function totalsOf({ rules }) {
  const says = ({ relation, when, left }) => relation === "=" && !when && left.length === 1;
  return new Set(rules.filter(says).map(({ left }) => left[0][0]));
}

function draw(form, leaf, random) {
  const { cells, rules } = form;
  const units = cells.map(() => null);
  const equalities = rules.filter(({ relation, when }) => relation === "=" && !when);
  const open = equalities.map(({ left, right }) => left.length + right.length);
  const readers = cells.map(() => []);
  equalities.forEach(({ left, right }, at) =>
    [...left, ...right].forEach(([cell]) => readers[cell].push(at)),
  );
  const known = [];
  const settle = (cell, figure) => {
    if (units[cell] !== null) return;
    units[cell] = figure;
    for (const at of readers[cell]) if (--open[at] === 1) known.push(at);
  };
  const propagate = () => {
    while (known.length) {
      const { left, right, constant } = equalities[known.pop()];
      const weighted = [...left, ...right.map(([cell, factor]) => [cell, -factor])];
      const [last] = weighted.filter(([cell]) => units[cell] === null);
      if (!last) continue;
      const sum = weighted.reduce(
        (total, [cell, factor]) => total + (cell === last[0] ? 0 : factor * units[cell]),
        constant,
      );
      settle(last[0], -sum / last[1]);
    }
  };
  open.forEach((count, at) => {
    if (count === 1) known.push(at);
  });
  propagate();
  const totals = totalsOf(form);
  // What stands above often follows from what stands below it.
  for (let cell = cells.length - 1; cell >= 0; cell--) {
    if (units[cell] !== null || totals.has(cell)) continue;
    settle(cell, leaf(cells[cell].address, random, cell));
    propagate();
  }
  return units;
}

/** Two reports that keep every rule, and differ in every cell that can differ. */
export function figuresOf(form, leaf) {
  const random = randomOf(2017);
  const one = draw(form, leaf, random);
  const another = (address, random, cell) => {
    const figure = leaf(address, random);
    return figure === one[cell] && figure > 1 ? figure - 1 : figure;
  };
  const other = draw(form, another, random);
  return [one, other].map((units) => {
    const texts = units.map((figure, cell) => text(figure, form.cells[cell]));
    const failing = new Oracle(form).check(texts);
    if (failing.size)
      throw new Error(`form ${form.name}: drawn figures break ${nameOf(form, [...failing][0])}`);
    return texts;
  });
}

/** The finding's id: that of a rule, or that a cell cannot be read. */
export const nameOf = ({ cells, rules }, number) =>
  rules[number] ? rules[number].id : cells[number - rules.length].entry;
