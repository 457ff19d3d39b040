// How much memory a form takes, and whether typing makes it grow: a report is filled in, its figures
// are typed over and over, wrong as well as right, and what is found is read. Last, what nests deepest is compiled, which
// must fit on the stack. Prints JSON: `{ loaded, settled, typed, keystrokes }`, the first three in bytes.
//
//   node bench/memory.mjs [KEYSTROKES]

import { readFileSync } from "node:fs";
import init, { Form } from "../pkg/crossfoot.js";

const keystrokes = Number(process.argv[2] ?? 1_000_000);
const read = (path) => readFileSync(new URL(path, import.meta.url));
const { memory } = await init({ module_or_path: read("../pkg/crossfoot_bg.wasm") });
const bytes = () => memory.buffer.byteLength;

const sample = JSON.parse(read("../forms/samples/suqian-2024.json"));
const session = Form.compile(read("../forms/national-2021.json").toString()).open({ locale: "zh-CN" });
session.setPrior(JSON.parse(read("../forms/samples/suqian-2023.json")));
session.enterAll(sample);
if (session.findings().length) throw new Error("the sample keeps every rule");
const figures = Object.entries(sample).filter(([, text]) => /^\d+$/.test(text));

/** Types each figure wrong and right again; every so often looks at everything as a page does. */
function type(times) {
  for (let at = 0; at < times; at += 2) {
    const [cell, text] = figures[(at / 2) % figures.length];
    session.enter(cell, `${text}${at % 10}`);
    if (at % 1_000 === 0) {
      session.findings();
      session.suspects();
    }
    session.enter(cell, text);
  }
}

const loaded = bytes();
type(4 * figures.length); // each figure once with every way of looking
const settled = bytes();
type(keystrokes);
const typed = bytes();

/** Formulas and rows nested as deep as is accepted; they throw when the stack is too small. */
function nest(rules, rows = [{ id: "a" }, { id: "b" }]) {
  const tables = [{ id: "t", columns: [{ id: "n" }], rows }];
  return Form.compile(JSON.stringify({ crossfoot: 1, id: "deep", version: "1", tables, rules }));
}
const DEEP = 30; // and rows twice as deep
const formulas = [
  `a = ${"-".repeat(DEEP)}b`,
  `a = ${"max(b, ".repeat(DEEP)}1${")".repeat(DEEP)}`,
  `a = ${"if(a > 1, ".repeat(DEEP)}b${", 0)".repeat(DEEP)}`,
  `${"not ".repeat(DEEP)}(a = b)`,
  `${"(a = b and ".repeat(DEEP)}a = b${")".repeat(DEEP)}`,
];
for (const check of formulas) {
  const session = nest([{ id: "R", check }]).open({ locale: "en" });
  session.enterAll({ "t.a.n": "1", "t.b.n": "2" });
  session.findings();
  session.suspects();
}
nest([], Array.from({ length: 2 * DEEP }).reduce((rows, _, at) => [{ id: `r${at}`, parts: "sum", rows }], [{ id: "x" }]));

console.log(JSON.stringify({ loaded, settled, typed, keystrokes }));
