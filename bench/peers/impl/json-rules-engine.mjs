// json-rules-engine: a rule fires when its operator says that the record violates it. The engine looks
// at all rules each time, and answers by a promise.

import { Engine } from "json-rules-engine";
import { closure } from "./closures.mjs";
import { compileRecord } from "./record.mjs";

export const name = "json-rules-engine";
export const label = "json-rules-engine";

export function compile(form) {
  const values = new Float64Array(form.cells.length);
  const addresses = form.cells.map(({ address }) => address);
  const checks = form.rules.map((rule) => closure(rule, values));
  const engine = new Engine();
  engine.addOperator("isViolated", (_, rule) => checks[rule]());
  for (let rule = 0; rule < checks.length; rule++)
    engine.addRule({
      conditions: { all: [{ fact: "record", operator: "isViolated", value: rule }] },
      event: { type: "violated", params: { rule } },
    });
  return compileRecord(form, async (record) => {
    for (let cell = 0; cell < addresses.length; cell++) values[cell] = record[addresses[cell]] ?? NaN;
    const { events } = await engine.run({ record });
    return events.map(({ params }) => params.rule);
  });
}
