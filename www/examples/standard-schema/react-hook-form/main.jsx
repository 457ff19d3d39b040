import { standardSchemaResolver } from "@hookform/resolvers/standard-schema";
import init, { Form } from "crossfoot";
import { standardSchema } from "crossfoot/standard-schema";
import { StrictMode, useState } from "react";
import { createRoot } from "react-dom/client";
import { useFieldArray, useForm } from "react-hook-form";
import definition from "../../react/definition.json?raw";

const cells = { period: "c.period.n", total: "c.total.n", changed: "c.changed.n" };
for (let row = 0; row < 5; row++) cells[`rows.${row}.items`] = `c.c${row + 1}.n`;

// Without the wasm the form is sent unchecked.
const resolver = await init().then(
  () => standardSchemaResolver(standardSchema(Form.compile(definition), { locale: "zh-CN", cells })),
  (error) => console.warn(error),
);

function ReportForm() {
  const { register, control, handleSubmit, reset, formState: { errors } } = useForm({
    resolver,
    mode: "onTouched",
    defaultValues: { period: "", total: "", changed: "", rows: [{ items: "" }, { items: "" }] },
  });
  const { fields, append, remove } = useFieldArray({ control, name: "rows" });
  const [received, setReceived] = useState(null);

  async function send(values) {
    const answer = await fetch("../receive", {
      method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(values),
    });
    setReceived((await answer.json()).received);
  }

  const said = (error) => error && <em role="alert">{error.message}</em>;
  return (
    <form onSubmit={handleSubmit(send)} noValidate>
      <p><label>期间 <select {...register("period")}><option /><option>上半年</option><option>全年</option></select></label> {said(errors.period)}</p>
      {fields.map((field, index) => (
        <p key={field.id}>
          <label>条数 <input {...register(`rows.${index}.items`)} /></label> <button type="button" onClick={() => remove(index)}>删除</button>{" "}
          {said(errors.rows?.[index]?.items)}
        </p>
      ))}
      <p><label>公开总数 <input {...register("total")} /></label> {said(errors.total)}</p>
      <p><label>其中：更新 <input {...register("changed")} /></label> {said(errors.changed)}</p>
      <p>
        <button type="button" onClick={() => append({ items: "" })}>增加渠道</button> <button>报送</button>{" "}
        <button type="button" onClick={() => reset()}>重填</button>
      </p>
      {received && <p>已收到：{JSON.stringify(received)}</p>}
    </form>
  );
}

createRoot(document.getElementById("root")).render(<StrictMode><ReportForm /></StrictMode>);
