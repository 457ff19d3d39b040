// Checks that all modules give the same answers, times them in pairs, and writes the table.
import { readFileSync, writeFileSync } from "node:fs";
import { arch, cpus } from "node:os";
import { brotliCompressSync, gzipSync } from "node:zlib"; // brotli's quality is 11 unless told

const here = (path) => new URL(path, import.meta.url);
const [ROUNDS, BATCH_MS] = [101, 4];

// Mulberry32: the same figures and edits in every run.
let seed = 2017;
const random = (below) => {
  seed = (seed + 0x6d2b79f5) | 0;
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) % below;
};

// The table, in hundredths; three rows have decimals in column 6, and so in their totals.
const whole = () => 100 * random(90000);
const table = Array.from({ length: 25 }, (_, row) =>
  Array.from({ length: 7 }, (_, column) => (column === 6 && [3, 9, 15].includes(row) ? random(9e6) : whole())));
const sum = (list) => list.reduce((total, figure) => total + figure, 0);
table[0] = table[0].map((_, column) => sum(table.slice(1, 7).map((row) => row[column])));
table[7] = table[7].map((_, column) => sum(table.slice(8).map((row) => row[column])));
for (const row of table) row[0] = sum(row.slice(1));
const figures = table.flat();
for (const cell of [8, 60, 111]) figures[cell] += 100; // three slips, each in two rules
const texts = figures.map((hundredths) => String(hundredths / 100));

// Edits, there and back, so that they can be repeated; some clear a cell or are refused by it.
const edits = Array.from({ length: 200 }, (_, i) => {
  const cell = random(figures.length);
  const figure = [0, 6].includes(cell % 7) && i % 3 === 0 ? random(9e6) : whole();
  const text = ["", "7.125", "-5", "12a"][i % 20] ?? String(figure / 100);
  return [{ cell, text }, { cell, text: texts[cell] }];
}).flat();
const all = texts.join("\n");
let end = all.length;
for (const edit of edits) [edit.start, end] = [end, end + edit.text.length];
const input = new TextEncoder().encode(all + edits.map(({ text }) => text).join(""));

const modules = ["units-s", "decimal-s", "units-3", "decimal-3"].map((name) => {
  const bytes = readFileSync(here(`target/${name}.wasm`));
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes));
  const { memory, open, full, enter, print, output } = exports;
  const report = open();
  const at = exports.input(report, input.length);
  new Uint8Array(memory.buffer, at, input.length).set(input);
  const text = (length) => new TextDecoder().decode(new Uint8Array(memory.buffer, output(report), length));
  const answers = [full(report, all.length), text(print(report))];
  for (const { cell, start, text: { length } } of edits)
    answers.push(enter(report, cell, start, length), text(print(report)));
  // A loop of its own for each module and task, or they share inline caches.
  const loop = (body) => new Function("e", "report", "edits", "times", `for (let i = 0; i < times; i++) { ${body} }`)
    .bind(null, exports, report, edits);
  const tasks = {
    keystroke: loop("const x = edits[i % edits.length]; e.enter(report, x.cell, x.start, x.text.length);"),
    "full check": loop(`e.full(report, ${all.length});`),
    print: loop("e.print(report);"),
  };
  const sizes = [bytes, gzipSync(bytes, { level: 9 }), brotliCompressSync(bytes)].map(({ length }) => length);
  return { name, answers, tasks, sizes, times: {} };
});

// Check first: how many rules fail, which ones turn at each edit, and every figure printed.
const [first] = modules;
if (first.answers[0] !== 6) throw new Error("three slips must break six rules");
for (const { name, answers } of modules)
  if (answers.join("|") !== first.answers.join("|")) throw new Error(`${name} gives other answers`);

const time = (run, times) => {
  const start = performance.now();
  run(times);
  return (performance.now() - start) / times;
};
for (const task of Object.keys(first.tasks)) {
  let times = edits.length;
  for (const module of modules) time(module.tasks[task], 20 * times); // warm
  while (time(first.tasks[task], times) * times < BATCH_MS) times *= 2;
  for (let round = 0; round < ROUNDS; round++) {
    const order = modules.map((module) => [random(1e6), module]).sort((a, b) => a[0] - b[0]);
    for (const [, module] of order) (module.times[task] ??= []).push(time(module.tasks[task], times));
  }
}

const quantiles = (list) => [0.1, 0.5, 0.9].map((part) => list.toSorted((a, b) => a - b)[Math.round(part * (list.length - 1))]);
const rows = modules.map(({ name, sizes, times }, index) => {
  const own = name.startsWith("units");
  const cells = Object.entries(times).map(([task, list]) => {
    if (own) return `1 (${Math.round(quantiles(list)[1] * 1e6).toLocaleString("en")} ns)`;
    const ratios = quantiles(list.map((value, round) => value / modules[index - 1].times[task][round]));
    const [low, middle, high] = ratios.map((ratio) => ratio.toFixed(2));
    return `**${middle}** (${low}–${high})`;
  });
  const title = `${own ? "the crate's" : "`rust_decimal`"}, opt-level ${name.at(-1)}`;
  return `| ${[title, ...sizes.map((size) => size.toLocaleString("en")), ...cells].join(" | ")} |`;
});
const lines = [
  `| numbers | raw | gzip -9 | brotli 11 | ${Object.keys(first.tasks).join(" | ")} |`,
  "|---|--:|--:|--:|--:|--:|--:|",
  ...rows,
  "",
  `Last run: ${cpus().length} cores (${cpus()[0].model.trim()}, ${arch()}), Node ${process.version}, ${process.env.RUSTC}.`,
];
const parts = readFileSync(here("README.md"), "utf8").split(/(?<=<!-- table -->\n)[^]*(?=<!-- end -->)/);
if (parts.length !== 2) throw new Error("README.md has lost its markers");
writeFileSync(here("README.md"), parts.join(`\n${lines.join("\n")}\n\n`));
console.log(lines.join("\n"));
