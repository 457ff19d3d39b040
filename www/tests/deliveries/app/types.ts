import type { StandardSchemaV1 } from "@standard-schema/spec";
import init, { Form, type Binding, type Finding, type Session } from "crossfoot";
import initSingle, { Form as SingleForm } from "crossfoot/single";
import { standardSchema } from "crossfoot/standard-schema";

export async function check(root: HTMLFormElement): Promise<Finding[]> {
  await init();
  const session: Session = Form.compile("{}").open({ locale: "en", prior: { "t.received.ever": "25" } });
  const binding: Binding = session.bind(root, { cells: { all: "t.received.year" } });
  binding.refresh();
  await initSingle();
  SingleForm.compile("{}");
  // @ts-expect-error figures are text
  session.enterAll({ "t.received.year": 4 });
  return session.complete();
}

type Values = { t: { received: { year: string } } };
export const schema: StandardSchemaV1<Values> = standardSchema<Values>(Form.compile("{}"));
