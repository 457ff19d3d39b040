import init, { Form } from "crossfoot";
import definition from "./applications.json";

init().then(() => {
  const session = Form.compile(JSON.stringify(definition)).open({ locale: "en", period: "2017" });
  session.enterAll({ "t.received.year": "4", "t.online.year": "2", "t.by_letter.year": "3" });
  postMessage(session.findings()[0].message);
});
