// Makes the signed-off results that the servers' tests post: some whole, some tampered with.
// usage: node make.js, after npm ci in ../server-node. The results are the package's own.
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const require = createRequire(new URL("../server-node/", import.meta.url));
const { default: init, Form } = await import(pathToFileURL(require.resolve("crossfoot")));
await init();
const definition = readFileSync(new URL("../../www/examples/plain/definition.json", import.meta.url), "utf8");

const figures = {
  "t.any.n": "有", "t.office.n": "政府部门", "t.received.n": "6", "t.in_person.n": "2", "t.online.n": "3", "t.by_letter.n": "1",
  "t.replied.n": "5", "t.granted.n": "4", "t.refused.n": "1", overview: "本年度共收到申请6件，均已按期办理。",
};
const more = { ...figures, "t.replied.n": "7", "t.granted.n": "6" }; // than were received: a question

function signed({ entries = figures, reason, text = definition }) {
  const session = Form.compile(text).open({ locale: "zh-CN", period: "2017", unit: "丰泽区" });
  session.enterAll(entries);
  if (reason) for (const { finding } of session.reasons()) session.giveReason(finding, reason);
  return session.signOff();
}

const reason = "有一件是上年度受理的";
const tampered = (result, change) => {
  change(result);
  return result;
};
const answered = () => signed({ entries: more, reason });
const swap = (entries) => Object.assign(entries, { "t.in_person.n": "3", "t.online.n": "2" });

const all = {
  "whole": [[], signed({})],
  "with-a-reason": [[], answered()],
  "without-its-reason": [["no-reason"], signed({ entries: more })],
  "hard-finding": [["hard-findings"], signed({ entries: { ...figures, "t.replied.n": "6" } })],
  "changed-figures-that-still-add-up": [["changed"], tampered(signed({}), ({ entries }) => swap(entries))],
  "changed-figure": [["other-findings", "hard-findings"], tampered(signed({}), ({ entries }) => { entries["t.online.n"] = "4"; })],
  "changed-unit": [["changed"], tampered(signed({}), (result) => { result.unit = "鲤城区"; })],
  "changed-finding": [["other-findings"], tampered(answered(), ({ findings }) => { findings[0].severity = "info"; })],
  "deleted-finding": [["other-findings"], tampered(answered(), (result) => { result.findings = []; })],
  "changed-reason": [["changed"], tampered(answered(), ({ reasons }) => { reasons[0].text = "无"; })],
  "deleted-reason": [["changed", "no-reason"], tampered(answered(), (result) => { result.reasons = []; })],
  "other-definition": [["other-form"], signed({ text: definition.replace("replied <= received", "replied <= 2 * received") })],
  "unknown-cell": [["unknown-cells"], tampered(signed({}), ({ entries }) => { entries["t.other.n"] = "1"; })],
  "of-no-form": [["other-form"], { entries: figures }],
};
const form = Form.compile(definition);
for (const [name, [faults, result]] of Object.entries(all)) {
  const told = Object.fromEntries(["zh-CN", "en"].map((locale) => [locale, form.verify(result, { locale }).faults.map(({ message }) => message)]));
  const text = JSON.stringify({ faults, told, result }, null, 2);
  writeFileSync(new URL(`${name}.json`, import.meta.url), `${text}\n`);
}
