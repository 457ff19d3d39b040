// Holds what a clock is not needed for: the bytes of the package, the WebAssembly features it asks of a
// browser, the memory it takes and keeps, and how many instructions the hot paths take. `--bless` writes today's numbers.
//
//   node bench/budgets.mjs PROGRAM|- [--bless]     PROGRAM: bench/instructions, built; - to leave it out

import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const here = (path) => new URL(path, import.meta.url);
const [program, ...flags] = process.argv.slice(2);
const bless = flags.includes("--bless");
const budgets = JSON.parse(readFileSync(here("budgets.json"), "utf8"));
let [passed, failed, skipped] = [0, 0, 0];
const held = (ok, line) => {
  if (ok) passed++;
  else failed++;
  console.log(`${ok ? "      " : "FAILED"} ${line}`);
};
const number = (value) => value.toLocaleString("en").padStart(12);

const SLACK = 0.05;
/** A ceiling is a little above what was there, so that a small change need not touch this file. */
const ceiling = (bytes) => Math.ceil((bytes * 1.01) / 100) * 100;

bytes();
features();
memory();
if (program && program !== "-") instructions();
else {
  skipped++;
  console.log("skipped instructions: valgrind is not installed here");
}
if (bless) writeFileSync(here("budgets.json"), `${JSON.stringify(budgets, null, 2)}\n`);
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
process.exitCode = failed ? 1 : 0;

function bytes() {
  console.log(`bytes${" ".repeat(25)}now     ceiling`);
  for (const [name, ceilings] of Object.entries(budgets.bytes)) {
    const raw = readFileSync(here(`../pkg/${name}`));
    const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: raw.length };
    const sizes = {
      raw: raw.length,
      gzip: gzipSync(raw, { level: 9 }).length,
      brotli: brotliCompressSync(raw, { params }).length,
    };
    for (const [kind, size] of Object.entries(sizes)) {
      if (bless) ceilings[kind] = ceiling(size);
      held(
        size <= ceilings[kind],
        `${`${name}, ${kind}`.padEnd(26)}${number(size)}${number(ceilings[kind])}`,
      );
    }
  }
}

/** The features that the compiler and wasm-opt say the module uses. */
function features() {
  const module = new WebAssembly.Module(readFileSync(here("../pkg/crossfoot_bg.wasm")));
  const [section] = WebAssembly.Module.customSections(module, "target_features");
  if (!section)
    return held(false, "the module does not say which features it uses: its section target_features is gone");
  const used = read(new Uint8Array(section));
  if (bless) budgets.features = used;
  const unknown = used.filter((name) => !budgets.features.includes(name));
  held(
    unknown.length === 0,
    unknown.length
      ? `WebAssembly features that are not in the list: ${unknown.join(", ")}`
      : `WebAssembly features: ${used.join(", ")}`,
  );
  const gone = budgets.features.filter((name) => !used.includes(name));
  if (gone.length) console.log(`       no longer used, and can leave the list: ${gone.join(", ")}`);
}

/** In a process of its own, because memory never shrinks. */
function memory() {
  const run = execFileSync(process.execPath, [fileURLToPath(here("memory.mjs"))], { encoding: "utf8" });
  const { loaded, settled, typed, keystrokes } = JSON.parse(run);
  if (bless) budgets.memory = loaded;
  held(loaded <= budgets.memory, `${"memory, form filled in".padEnd(26)}${number(loaded)}${number(budgets.memory)}`);
  held(typed <= settled, `${"memory, typed into".padEnd(26)}${number(typed)}${number(settled)}  after ${keystrokes.toLocaleString("en")} keystrokes`);
}

/** A count, and for each feature a sign and a name with its length before it. */
function read(section) {
  let at = 0;
  const whole = () => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = section[at++];
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
  };
  return Array.from({ length: whole() }, () => {
    const sign = String.fromCharCode(section[at++]);
    const length = whole();
    at += length;
    return { sign, name: new TextDecoder().decode(section.subarray(at - length, at)) };
  })
    .filter(({ sign }) => sign === "+")
    .map(({ name }) => name)
    .sort();
}

function instructions() {
  const folder = mkdtempSync(join(tmpdir(), "crossfoot-"));
  console.log(`instructions${" ".repeat(18)}now   committed`);
  try {
    const paths = execFileSync(program, { encoding: "utf8" }).trim().split("\n");
    for (const path of paths) {
      const out = join(folder, "out");
      const times = Number(
        execFileSync(
          "valgrind",
          [
            "--quiet",
            "--tool=callgrind",
            "--toggle-collect=*::measured*",
            `--callgrind-out-file=${out}`,
            program,
            path,
          ],
          // The same surroundings everywhere: what lies on the stack moves everything else a little.
          { encoding: "utf8", cwd: "/", env: { PATH: process.env.PATH } },
        ),
      );
      const all = Number(/^summary: (\d+)/m.exec(readFileSync(out, "utf8"))[1]);
      if (!(times > 0 && all > 0)) {
        held(false, `${path}: nothing was counted`);
        continue;
      }
      const one = Math.round(all / times);
      if (bless) budgets.instructions[path] = one;
      const committed = budgets.instructions[path];
      const change = committed && (one / committed - 1) * 100;
      held(
        committed && one <= committed * (1 + SLACK),
        `${path.padEnd(26)}${number(one)}${number(committed ?? 0)}${committed ? `  ${change < 0 ? "" : "+"}${change.toFixed(1)} %` : "  no number is committed"}`,
      );
      if (committed && one < committed * (1 - SLACK))
        console.log("       fewer than committed: scripts/budgets.sh --bless keeps it so");
    }
    const gone = Object.keys(budgets.instructions).filter((path) => !paths.includes(path));
    if (gone.length) held(false, `numbers are committed for paths that are not measured: ${gone.join(", ")}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
