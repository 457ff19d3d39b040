// Times roll-ups natively beside hand-written JavaScript in Node: 33 and 10,000 reports of form G, each
// added up and compared with reported figures, and single reports replaced. Both must find the same
// differences. Rewrites the table of the README.
//
//   node run.mjs [ROUNDS]

import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { text } from "../peers/forms/figures.mjs";
import { formOf } from "../peers/forms/forms.mjs";
import { reportsOf } from "../peers/measure/rollup.mjs";

const rounds = Number(process.argv[2] ?? 15);
const here = (path) => new URL(path, import.meta.url).pathname;
const SINGLE = 200;

execFileSync("cargo", ["build", "--release", "--quiet"], { cwd: here("."), stdio: "inherit" });
mkdirSync(here("target"), { recursive: true });

const form = formOf("G");
const cells = form.cells.filter(({ choices }) => !choices);

/** Files for so many units: their reports, what the district reported, and other reports of some of them. */
function draw(units) {
  const { bytes, figures } = reportsOf(form, units);
  const sums = form.cells.map((_, cell) => figures.reduce((sum, own) => sum + own[cell], 0));
  const reported = Object.fromEntries(
    form.cells.flatMap(({ address, scale, choices }, at) => (choices ? [] : [[address, text(sums[at] + (at % 50 === 7 ? 3 : 0), { scale })]])),
  );
  const lines = new TextDecoder().decode(bytes).trimEnd().split("\n");
  const again = Array.from({ length: SINGLE }, (_, at) => {
    const report = JSON.parse(lines[(at * 37) % lines.length]);
    const { address } = cells[at % cells.length];
    report.entries[address] = report.entries[address].replace(/^\d+/, (whole) => Number(whole) + 1 + at);
    return JSON.stringify(report);
  });
  const write = (name, content) => {
    writeFileSync(here(`target/${name}`), content);
    return here(`target/${name}`);
  };
  const files = [
    write(`${units}.jsonl`, lines.join("\n") + "\n"),
    write(`${units}-reported.json`, JSON.stringify(reported)),
    write(`${units}-again.jsonl`, again.join("\n") + "\n"),
  ];
  return {
    native: [here("target/release/rollup-bench"), write("form.json", form.definition), ...files],
    hand: [process.execPath, here("hand.mjs"), write("cells.json", JSON.stringify(cells.map(({ address, scale }) => [address, scale]))), ...files],
  };
}

const sorted = (numbers) => [...numbers].sort((a, b) => a - b);
const at = (numbers, part) => sorted(numbers)[Math.min(numbers.length - 1, Math.floor(numbers.length * part))];
const time = (nanoseconds) => (nanoseconds < 1e6 ? `${(nanoseconds / 1e3).toFixed(1)} µs` : `${(nanoseconds / 1e6).toFixed(1)} ms`);

const rows = [];
for (const units of [33, 10_000]) {
  const ways = draw(units);
  const taken = { native: [], hand: [] };
  for (let round = 0; round < rounds; round++) {
    for (const way of round % 2 ? ["hand", "native"] : ["native", "hand"]) {
      const [program, ...files] = ways[way];
      taken[way].push(JSON.parse(execFileSync(program, files, { encoding: "utf8", maxBuffer: 1 << 26 })));
    }
    const [own, other] = [taken.native[round], taken.hand[round]];
    if (!own.differ.length) throw new Error("the reported figures differ");
    for (const said of ["differ", "then"])
      if (JSON.stringify(own[said]) !== JSON.stringify(other[said])) throw new Error(`${units} reports: not the same differences`);
  }
  const measures = {
    [`${units.toLocaleString("en")} reports added up and compared`]: ({ added }) => added,
    [`one report replaced among ${units.toLocaleString("en")}`]: ({ replaced }) => at(replaced, 0.5),
  };
  for (const [name, of] of Object.entries(measures)) {
    const [own, other] = ["native", "hand"].map((way) => taken[way].map(of));
    const ratios = own.map((value, round) => value / other[round]);
    const [low, middle, high] = [0.25, 0.5, 0.75].map((part) => at(ratios, part).toFixed(2));
    rows.push(`| ${name} | ${time(at(own, 0.5))} | ${time(at(other, 0.5))} | **×${middle}** (${low}–${high}) |`);
  }
}

const table = `
| | crossfoot, native | hand-written, Node | ratio |
|---|--:|--:|--:|
${rows.join("\n")}

Last run: ${cpus().length} cores (${cpus()[0].model.replace(/\s+/g, " ")}), Node ${process.version}, ${execFileSync("rustc", ["--version"], { encoding: "utf8" }).trim()}; ${rounds} rounds.
`;
const readme = here("README.md");
writeFileSync(readme, readFileSync(readme, "utf8").replace(/(<!-- table -->\n)[^]*?(\n<!-- end -->)/, (_, start, end) => `${start}${table}${end}`));
console.log(table);
