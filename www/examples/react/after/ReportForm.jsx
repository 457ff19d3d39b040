import { useCallback, useState } from "react";
import init, { Form } from "crossfoot";
import "crossfoot/crossfoot.css";
import definition from "../definition.json?raw";

const ready = init().then(() => Form.compile(definition));
const cells = ({ name }) => (name ? `c.${name.replace("items", "c")}.n` : null);
let keys = 0;
const emptyRow = () => ({ key: ++keys, name: "", items: "" });
const share = ({ total, changed }) => (total && changed ? ((100 * changed) / total).toFixed(1) : "");

export function ReportForm() {
  const [head, setHead] = useState({ period: "", total: "", changed: "" });
  const [rows, setRows] = useState([emptyRow(), emptyRow()]);
  const [received, setReceived] = useState(null);
  const root = useCallback((form) => {
    let binding;
    ready.then((checks) => { if (form) binding = checks.open({ locale: "zh-CN" }).bind(form, { cells }); }).catch(console.warn);
    return () => { form = null; binding?.release(); };
  }, []);

  const change = (event) => setHead({ ...head, [event.target.name]: event.target.value });
  const changeRow = (key, part) => setRows(rows.map((row) => (row.key === key ? { ...row, ...part } : row)));

  async function send(event) {
    event.preventDefault();
    const answer = await fetch("../receive", {
      method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ ...head, rows }),
    });
    setReceived((await answer.json()).received);
  }

  function clear() {
    setHead({ period: "", total: "", changed: "" });
    setRows([emptyRow()]);
    setReceived(null);
  }

  return (
    <>
      <form ref={root} onSubmit={send}>
        <p>
          期间 <select name="period" value={head.period} onChange={change}><option /><option>上半年</option><option>全年</option></select>
        </p>
        {rows.map((row, index) => (
          <p key={row.key}>
            渠道 <input value={row.name} onChange={(event) => changeRow(row.key, { name: event.target.value })} />{" "}
            条数 <input name={`items${index + 1}`} value={row.items} onChange={(event) => changeRow(row.key, { items: event.target.value })} />{" "}
            <button type="button" onClick={() => setRows(rows.filter((other) => other !== row))}>删除</button>
          </p>
        ))}
        <p>
          公开总数 <input name="total" value={head.total} onChange={change} />{" "}
          其中：更新 <input name="changed" value={head.changed} onChange={change} />{" "}
          占比 <input name="share" value={share(head)} readOnly />%
        </p>
        <p>
          <button type="button" disabled={rows.length === 5} onClick={() => setRows([...rows, emptyRow()])}>增加渠道</button>{" "}
          <button>报送</button> <button type="button" onClick={clear}>重填</button>
        </p>
      </form>
      {received && <p>已收到：{JSON.stringify(received)}</p>}
    </>
  );
}
