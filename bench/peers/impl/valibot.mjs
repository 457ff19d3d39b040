// Valibot: the figures as an object's keys, the rules in one check of the whole.

import * as v from "valibot";
import { compileRecord, predicates } from "./record.mjs";

export const name = "valibot";
export const label = "Valibot";

export function compile(form) {
  const each = predicates(form);
  const figure = v.nullable(v.number());
  const shape = Object.fromEntries(form.cells.map(({ address }) => [address, figure]));
  const schema = v.pipe(
    v.object(shape),
    v.rawCheck(({ dataset, addIssue }) => {
      if (dataset.typed)
        each(dataset.value, (rule) => addIssue({ message: "does not hold", expected: rule }));
    }),
  );
  return compileRecord(
    form,
    (record) => v.safeParse(schema, record).issues?.map(({ expected }) => expected) ?? [],
  );
}
