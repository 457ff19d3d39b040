import { readFileSync } from "node:fs";
import init, { Form } from "crossfoot/single";

await init();
const session = Form.compile(readFileSync(new URL("applications.json", import.meta.url), "utf8")).open({ locale: "en", period: "2017" });
session.enterAll({ "t.received.year": "4", "t.online.year": "2", "t.by_letter.year": "3" });
console.log(session.findings()[0].message);
