import { useForm } from "@tanstack/react-form";
import init, { Form } from "crossfoot";
import { standardSchema } from "crossfoot/standard-schema";
import { StrictMode, useState } from "react";
import { createRoot } from "react-dom/client";
import definition from "../../element-plus/definition.json?raw";

// Without the wasm the form is sent unchecked.
const schema = await init().then(
  () => standardSchema(Form.compile(definition), { locale: "zh-CN", severity: "soft" }),
  (error) => console.warn(error),
);

const labels = { upheld: "结果维持", corrected: "结果纠正", other: "其他结果", pending: "尚未审结", total: "总计" };

function ReportForm() {
  const [received, setReceived] = useState(null);
  const form = useForm({
    // Nested by the addresses of the cells: r.total.n.
    defaultValues: {
      r: { office: { n: "政府部门" }, any: { n: "有" }, day: { n: "2018-01-20" }, ...Object.fromEntries(Object.keys(labels).map((id) => [id, { n: "" }])) },
      remark: "",
    },
    validators: { onChange: schema },
    onSubmit: async ({ value }) => {
      const answer = await fetch("../receive", {
        method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(value),
      });
      setReceived((await answer.json()).received);
    },
  });
  return (
    <form noValidate onSubmit={(event) => { event.preventDefault(); form.handleSubmit(); }}>
      {Object.entries(labels).map(([id, label]) => (
        <form.Field key={id} name={`r.${id}.n`}>
          {(field) => (
            <p>
              <label>{label} <input name={id} value={field.state.value} onBlur={field.handleBlur} onChange={(event) => field.handleChange(event.target.value)} /></label>{" "}
              {field.state.meta.isTouched && field.state.meta.errors.map((error, index) => <em role="alert" key={index}>{error.message}</em>)}
            </p>
          )}
        </form.Field>
      ))}
      <button>报送</button>
      {received && <p>已收到：{JSON.stringify(received)}</p>}
    </form>
  );
}

createRoot(document.getElementById("root")).render(<StrictMode><ReportForm /></StrictMode>);
