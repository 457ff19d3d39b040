// The whole bench: first the verdicts, then the times, then bench/results.md. What has been measured is
// kept in target/, so a run that was cut short goes on where it stopped; another package begins anew.
//
//   node run.mjs [--quick] [--fresh] [--only PATTERN]

import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { FORMS, formOf } from "./forms/forms.mjs";
import { bundles, wasm, writeForms } from "./measure/bundle.mjs";
import { openChromium } from "./measure/chromium.mjs";
import { plan } from "./measure/plan.mjs";
import { IMPLEMENTATIONS, leftOut } from "./impl/all.mjs";
import * as crossfoot from "./impl/crossfoot.mjs";
import * as explained from "./impl/explained.mjs";
import { results } from "./report/results.mjs";
import { isExact, verify, verifySentences } from "./verify.mjs";

const here = (path) => new URL(path, import.meta.url);
const { values: asked } = parseArgs({
  options: { quick: { type: "boolean" }, fresh: { type: "boolean" }, only: { type: "string" } },
});
const kept = here(asked.quick ? "target/quick.json" : "target/times.json");
let [passed, failed, skipped] = [0, 0, 0];
const tell = (ok, what, detail = "") => {
  if (ok) passed++;
  else failed++;
  console.log(`${ok ? "ok" : "FAILED"}  ${what}${detail && `: ${detail}`}`);
};

mkdirSync(here("target"), { recursive: true });
const forms = FORMS.map(formOf);
writeForms(forms);
const sizes = await bundles(IMPLEMENTATIONS);
crossfoot.load(wasm);

await checkVerdicts();
if (failed === 0) await measure();
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
process.exitCode = failed ? 1 : 0;

async function checkVerdicts() {
  // On the large form some peers take a second for an entry; a quick run leaves these out.
  const quickOnLarge = ["crossfoot", "closures", "running", "json-logic"];
  for (const form of forms) {
    tell(...ruleCount(form));
    for (const implementation of IMPLEMENTATIONS) {
      const { name } = implementation;
      if (leftOut(form.name, implementation)) continue;
      if (asked.quick && form.name === "L" && !quickOnLarge.includes(name)) continue;
      const brief = form.name === "L" || (asked.quick && name === "survey");
      const { compared, differences } = await verify(form, implementation, brief);
      tell(
        differences.length === 0,
        `${name} on form ${form.name}: the same verdicts`,
        differences[0] ?? `${compared} compared`,
      );
    }
    const { compared, differences } = verifySentences(form, crossfoot, explained);
    tell(
      differences.length === 0,
      `hand-written sentences on form ${form.name}`,
      differences[0] ?? `${compared} compared`,
    );
  }
}

/** What the peers get of a form are the rules that crossfoot itself reads out of it. */
function ruleCount(form) {
  const compiled = crossfoot.compile(form).form;
  const told = new Map();
  for (const { id, kind, places } of compiled.describe()) {
    if (kind === "entry") continue;
    told.set(id, (told.get(id) ?? 0) + Math.max(places.length, 1));
  }
  const ours = new Map();
  for (const { id } of form.rules) {
    const rule = id.split("@")[0];
    ours.set(rule, (ours.get(rule) ?? 0) + 1);
  }
  const differing = [...new Set([...told.keys(), ...ours.keys()])].filter(
    (id) => told.get(id) !== ours.get(id),
  );
  return [
    differing.length === 0,
    `form ${form.name}: its rules as the peers get them`,
    differing.length ? `other numbers of ${differing.join(", ")}` : `${form.rules.length}`,
  ];
}

async function measure() {
  const digest = createHash("sha256")
    .update(wasm)
    .update(readFileSync(here("../../pkg/crossfoot.js")))
    .update(readFileSync(here("package-lock.json")))
    .digest("hex");
  if (asked.fresh || asked.quick) rmSync(kept, { force: true });
  let times = existsSync(kept) ? JSON.parse(readFileSync(kept, "utf8")) : {};
  if (times.digest !== digest) times = { digest, measured: {} };
  const chromium = await openChromium();
  if (!chromium) {
    skipped++;
    console.log("skipped  Chromium: none was found (CHROMIUM=PATH names one); these times are Node's alone");
  }
  times.chromium = chromium?.version ?? null;
  times.exact = {};
  for (const implementation of IMPLEMENTATIONS)
    times.exact[implementation.name] = await isExact(forms[0], implementation);
  try {
    for (const { key, run } of plan({ quick: asked.quick, chromium })) {
      const again = asked.only && new RegExp(asked.only).test(key);
      if (key in times.measured && !again) continue;
      if (asked.only && !again) continue;
      const start = performance.now();
      times.measured[key] = await run();
      tell(true, key, `${((performance.now() - start) / 1000).toFixed(1)} s`);
      times.sizes = sizes;
      writeFileSync(kept, JSON.stringify(times));
    }
  } finally {
    await chromium?.close();
  }
  const text = results(times, forms);
  const path = asked.quick ? here("target/quick.md") : here("../results.md");
  writeFileSync(path, text);
  console.log(`written: ${asked.quick ? "bench/peers/target/quick.md" : "bench/results.md"}`);
}
