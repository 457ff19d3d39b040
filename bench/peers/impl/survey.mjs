// SurveyJS: a question for each cell, and an expression question for each rule that is true where the
// rule is violated. (Calculated values and validators take it longer.)

import { Model } from "survey-core";
import { Cells, change } from "./cells.mjs";

export const name = "survey";
export const label = "SurveyJS";

const at = (cell) => `{c${cell}}`;
const sum = (side, constant) =>
  [
    ...side.map(([cell, factor]) => (factor === 1 ? at(cell) : `${factor} * ${at(cell)}`)),
    String(constant),
  ].join(" + ");
const filled = (side) => side.map(([cell]) => ` and ${at(cell)} notempty`).join("");

function expression({ relation, when, left, right, constant }) {
  const [raise, lower] = [[], []];
  for (const [cell, factor] of left) (factor > 0 ? raise : lower).push([cell, Math.abs(factor)]);
  for (const [cell, factor] of right) (factor > 0 ? lower : raise).push([cell, Math.abs(factor)]);
  const [one, other] = [sum(raise, Math.max(constant, 0)), sum(lower, Math.max(-constant, 0))];
  const above = `((${one}) > (${other})${filled(lower)})`;
  const below = `((${one}) < (${other})${filled(raise)})`;
  const check = { "=": `(${above} or ${below})`, "<=": above, ">=": below }[relation];
  return when ? `${at(when.cell)} notempty and ${at(when.cell)} = ${when.choice} and ${check}` : check;
}

export function compile(form) {
  const cells = new Cells(form);
  const survey = new Model({
    elements: [
      ...form.cells.map((_, cell) => ({ type: "text", name: `c${cell}`, inputType: "number" })),
      ...form.rules.map((rule, number) => ({
        type: "expression",
        name: `r${number}`,
        expression: expression(rule),
      })),
    ],
  });
  const violated = new Uint8Array(form.rules.length);
  let heard = null;
  survey.onValueChanged.add((_, { name, value }) => {
    if (!name.startsWith("r")) return;
    const rule = Number(name.slice(1));
    const now = value === true ? 1 : 0;
    if (now === violated[rule]) return;
    violated[rule] = now;
    heard?.push(change(rule, now === 1));
  });
  const shown = (value) => (value === value ? value : undefined);
  return {
    check(texts) {
      const failing = [];
      heard = null;
      cells.load(texts, failing);
      const data = {};
      for (let cell = 0; cell < texts.length; cell++)
        if (cells.values[cell] === cells.values[cell]) data[`c${cell}`] = cells.values[cell];
      survey.data = data;
      for (let rule = 0; rule < violated.length; rule++) {
        violated[rule] = survey.getValue(`r${rule}`) === true ? 1 : 0;
        if (violated[rule]) failing.push(rule);
      }
      return failing;
    },
    set(cell, text) {
      const changed = [];
      if (!cells.put(cell, text, changed)) return changed;
      heard = changed;
      survey.setValue(`c${cell}`, shown(cells.values[cell]));
      return changed;
    },
  };
}
