// A spreadsheet: the figures in column A, a formula for each rule in column B that is TRUE where the
// rule is violated. CHOOSE works the two sums out once.

import { HyperFormula } from "hyperformula";
import { Cells, change } from "./cells.mjs";

export const name = "hyperformula";
export const label = "HyperFormula";

const at = (cell) => `A${cell + 1}`;
const list = (cells) => cells.map(([cell]) => at(cell)).join(",");
const sum = (side) =>
  side.length
    ? `SUM(${side.map(([cell, factor]) => (factor === 1 ? at(cell) : `${factor}*${at(cell)}`)).join(",")})`
    : "0";
const filled = (side) => (side.length ? `COUNT(${list(side)})=${side.length}` : "TRUE()");

/** Sides with a factor below nought change sides, so that each side can only grow. */
function formula({ relation, when, left, right, constant }) {
  const [raise, lower] = [[], []];
  for (const [cell, factor] of left) (factor > 0 ? raise : lower).push([cell, Math.abs(factor)]);
  for (const [cell, factor] of right) (factor > 0 ? lower : raise).push([cell, Math.abs(factor)]);
  const sign = `SIGN(${sum(raise)}-${sum(lower)}+${constant})+2`;
  const [below, above] = [
    relation === "<=" ? "FALSE()" : filled(raise),
    relation === ">=" ? "FALSE()" : filled(lower),
  ];
  const check = `CHOOSE(${sign},${below},FALSE(),${above})`;
  return when ? `=AND(${at(when.cell)}=${when.choice},ISNUMBER(${at(when.cell)}),${check})` : `=${check}`;
}

const shown = (value) => (value === value ? value : null);

export function compile(form) {
  const cells = new Cells(form);
  const { rules } = form;
  const rows = Math.max(form.cells.length, rules.length);
  const sheet = Array.from({ length: rows }, (_, row) => [null, rules[row] ? formula(rules[row]) : null]);
  const engine = HyperFormula.buildFromArray(sheet, { licenseKey: "gpl-v3", maxRows: rows + 1 });
  return {
    check(texts) {
      const failing = [];
      cells.load(texts, failing);
      engine.setCellContents(
        { sheet: 0, row: 0, col: 0 },
        Array.from(cells.values, (value) => [shown(value)]),
      );
      for (let rule = 0; rule < rules.length; rule++)
        if (engine.getCellValue({ sheet: 0, row: rule, col: 1 }) === true) failing.push(rule);
      return failing;
    },
    set(cell, text) {
      const changed = [];
      if (!cells.put(cell, text, changed)) return changed;
      const cellsChanged = engine.setCellContents({ sheet: 0, row: cell, col: 0 }, [
        [shown(cells.values[cell])],
      ]);
      for (const { col, row, newValue } of cellsChanged.map(({ address, newValue }) => ({
        ...address,
        newValue,
      })))
        if (col === 1) changed.push(change(row, newValue === true));
      return changed;
    },
  };
}
