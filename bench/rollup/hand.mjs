// The same by hand: each report parsed, its figures kept and added up; a report that is replaced is
// taken off first. In doubles of whole units, which hold these figures exactly. `node hand.mjs CELLS
// REPORTS REPORTED AGAIN`; CELLS are the addresses of the figures with their decimal places. Prints
// what rollup-bench does.
import { readFileSync } from "node:fs";

const [cells, reports, reported, again] = process.argv.slice(2).map((path) => readFileSync(path, "utf8"));
const addresses = JSON.parse(cells).map(([address]) => address);
const lifts = JSON.parse(cells).map(([, scale]) => 10 ** scale);
const lines = (text) => text.trimEnd().split("\n");

const figuresOf = (entries) =>
  Float64Array.from(addresses, (address, at) => Math.round(Number(entries[address]) * lifts[at]));
const district = figuresOf(JSON.parse(reported));

function take(state, line) {
  const report = JSON.parse(line);
  const figures = figuresOf(report.entries);
  const former = state.units.get(report.unit);
  state.units.set(report.unit, figures);
  for (let at = 0; at < figures.length; at++) state.sums[at] += figures[at] - (former ? former[at] : 0);
}
const compare = ({ sums }) =>
  addresses.flatMap((address, at) => {
    const difference = district[at] - sums[at];
    return difference === 0 ? [] : [[address, String(difference / lifts[at])]];
  });

const start = process.hrtime.bigint();
const state = { sums: new Float64Array(addresses.length), units: new Map() };
for (const line of lines(reports)) take(state, line);
const differ = compare(state);
const added = Number(process.hrtime.bigint() - start);

const replaced = lines(again).map((line) => {
  const start = process.hrtime.bigint();
  take(state, line);
  return Number(process.hrtime.bigint() - start);
});
console.log(JSON.stringify({ differ, then: compare(state), added, replaced }));
