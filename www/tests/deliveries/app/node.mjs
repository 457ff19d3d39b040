import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import init, { Form, initSync, version } from "crossfoot";

const require = createRequire(import.meta.url);
const definition = readFileSync(new URL("applications.json", import.meta.url), "utf8");
// Before anything else: bytes of one's own, which any runtime has a way to get.
if (process.argv[2] === "bytes") {
  initSync({ module: readFileSync(require.resolve("crossfoot/crossfoot_bg.wasm")) });
} else {
  await init();
}
const session = Form.compile(definition).open({ locale: "en", period: "2017" });
session.enterAll({ "t.received.year": "4", "t.online.year": "2", "t.by_letter.year": "3" });
console.log(version(), session.findings()[0].message);
console.log(Form.compile(readFileSync(require.resolve("crossfoot/forms/national-2021.json"), "utf8")).id);
