// Zod: the figures as an object's keys, the rules in one refinement of it.

import * as z from "zod";
import { compileRecord, predicates } from "./record.mjs";

export const name = "zod";
export const label = "Zod";

export function compile(form) {
  const each = predicates(form);
  const figure = z.number().nullable();
  const shape = Object.fromEntries(form.cells.map(({ address }) => [address, figure]));
  const schema = z
    .object(shape)
    .superRefine((record, context) =>
      each(record, (rule) =>
        context.addIssue({ code: "custom", message: "does not hold", params: { rule } }),
      ),
    );
  return compileRecord(
    form,
    (record) => schema.safeParse(record).error?.issues.map(({ params }) => params.rule) ?? [],
  );
}
