// How long the suspects take in WebAssembly: every trial that the program wrote is typed into a
// session of the release module, and `session.suspects()` is timed from the call to the objects.

import { createReadStream, readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { Form, initSync } from "../../pkg/crossfoot.js";

initSync({ module: readFileSync(new URL("../../pkg/crossfoot_bg.wasm", import.meta.url)) });

const sessions = new Map();
function sessionOf({ definition, report, prior }) {
  const key = definition + JSON.stringify([report, prior]);
  if (!sessions.has(key)) {
    const session = Form.compile(definition).open({ prior: prior ?? undefined });
    session.enterAll(report);
    sessions.set(key, session);
  }
  return sessions.get(key);
}

// The first calls run before the module is optimised.
const WARM = 500;

const times = new Map();
let count = 0;
for await (const line of createInterface({ input: createReadStream(process.argv[2]) })) {
  const trial = JSON.parse(line);
  const session = sessionOf(trial);
  session.enterAll(trial.typed);
  const start = performance.now();
  const { suspects } = session.suspects();
  const time = performance.now() - start;
  if (suspects.length === 0 && trial.stratum !== "five slips") console.error(`no suspect: ${line}`);
  session.enterAll(Object.fromEntries(trial.cells.map((cell) => [cell, trial.report[cell]])));
  const list = times.get(trial.stratum) ?? [];
  count += 1;
  if (count > WARM) list.push(time);
  times.set(trial.stratum, list);
}

console.log("| stratum | median | p99 | worst |");
console.log("|---|--:|--:|--:|");
for (const [stratum, list] of times) {
  list.sort((one, other) => one - other);
  const at = (share) => list[Math.min(list.length - 1, Math.floor(list.length * share))].toFixed(3);
  console.log(`| ${stratum} | ${at(0.5)} ms | ${at(0.99)} ms | ${at(1)} ms |`);
}
