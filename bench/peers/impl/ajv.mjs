// Ajv: the figures as properties, the rules as one keyword that is compiled with the schema. (A keyword
// for each rule is slower, and its code overflows the stack on the large form.)

import Ajv from "ajv";
import { compileRecord, predicates } from "./record.mjs";

export const name = "ajv";
export const label = "Ajv";

export function compile(form) {
  const ajv = new Ajv({ allErrors: true });
  ajv.addKeyword({
    keyword: "crossFoots",
    type: "object",
    schemaType: "boolean",
    errors: "full",
    compile() {
      const each = predicates(form);
      return function validate(record) {
        const errors = [];
        each(record, (rule) =>
          errors.push({ keyword: "crossFoots", message: "does not hold", params: { rule } }),
        );
        validate.errors = errors;
        return errors.length === 0;
      };
    },
  });
  const figure = { type: ["integer", "null"] };
  const properties = Object.fromEntries(form.cells.map(({ address }) => [address, figure]));
  const validate = ajv.compile({ type: "object", properties, crossFoots: true });
  return compileRecord(form, (record) =>
    validate(record) ? [] : validate.errors.map(({ params }) => params.rule),
  );
}
