// What is measured, in which order, and how often. Each measure has a key, under which it is kept.

import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { FORMS } from "../forms/forms.mjs";
import { randomOf, shuffled } from "../forms/random.mjs";
import { IMPLEMENTATIONS, leftOut } from "../impl/all.mjs";
import { MEASURES } from "./warm.mjs";

const run = promisify(execFile);

/** An answer of a fresh Node process. */
async function inNode(what, options) {
  const script = new URL("node.mjs", import.meta.url).pathname;
  const { stdout } = await run(process.execPath, [script, JSON.stringify({ what, ...options })], {
    maxBuffer: 1 << 28,
  });
  return JSON.parse(stdout);
}

const ROUNDS = { S: 101, G: 101, L: 31 };
// Odd numbers have a median.
const SAMPLES = { S: 21, G: 21, L: 9 };
const TRIALS = 1000;

export function plan({ quick, chromium }) {
  const options = (form) => (quick ? { rounds: 3, batch: 0.2 } : { rounds: ROUNDS[form], batch: 4 });
  const inPage = (what, options) =>
    chromium.page(
      "warm.html",
      async ([what, options]) => {
        await window.done;
        return window.bench.ask(what, options);
      },
      [what, options],
    );
  const places = [["node", inNode], ...(chromium ? [["chromium", inPage]] : [])];
  const steps = [];
  const step = (key, run) => steps.push({ key, run });

  const timed = quick ? ["S", "G"] : FORMS;
  if (chromium) {
    for (const { name } of IMPLEMENTATIONS) step(`chromium/verdicts/${name}`, () => verdicts(inPage, name));
  }
  for (const [place, ask] of places) {
    for (const form of timed)
      for (const measure of Object.keys(MEASURES))
        step(`${place}/${measure}/${form}`, () => ask("warm", { form, measure, options: options(form) }));
    for (const slips of [1, 2, 3])
      step(`${place}/suspects/${slips}`, () =>
        ask("suspects", { form: "G", slips, trials: quick ? 20 : TRIALS }),
      );
    step(`${place}/rollup/33`, () => ask("rollUp", { form: "G", units: 33, options: options("L") }));
    step(`${place}/rollup/10000`, () =>
      ask("rollUp", {
        form: "G",
        units: quick ? 100 : 10_000,
        options: quick ? options("L") : { rounds: 15, batch: 1 },
      }),
    );
  }
  for (const [place] of places)
    for (const form of timed)
      step(`${place}/cold/${form}`, () => cold(place, form, quick ? 1 : SAMPLES[form], chromium));
  if (chromium)
    step("chromium/input/G", () =>
      chromium.page(
        "input.html",
        async (options) => {
          await window.done;
          return window.bench.input("G", options);
        },
        options("G"),
      ),
    );
  step("memory/G", () => inNode("memory", { form: "G" }));
  step("memory/L", () => inNode("memory", { form: "L" }));
  step("memory/33", () => inNode("memory", { form: "G", units: 33 }));
  return steps;
}

/** The verdicts in the page too: the same code, in another engine's build. */
async function verdicts(inPage, name) {
  const { compared, differences } = await inPage("verify", { form: "S", name, brief: true });
  if (differences.length) throw new Error(differences[0]);
  return { compared };
}

/** Cold starts: in each repetition every implementation once, in a new order, each in a process or context of its own. */
async function cold(place, form, samples, chromium) {
  const random = randomOf(samples);
  const ways = IMPLEMENTATIONS.filter((each) => !leftOut(form, each)).map(({ name }) => ({
    name,
    id: name,
    data: `${form}-${name === "crossfoot" ? "definition" : "rules"}`,
  }));
  if (place === "chromium")
    ways.push({ name: "crossfoot-single", id: "crossfoot-single", data: `${form}-definition` });
  if (form === "G") ways.push({ name: "crossfoot", id: "crossfoot-shipped", data: "G-shipped" });
  const taken = Object.fromEntries(ways.map(({ id }) => [id, []]));
  for (let sample = 0; sample < samples; sample++) {
    for (const { name, id, data } of shuffled(ways, random)) {
      const one =
        place === "node"
          ? await inNode("cold", { name, form: data })
          : await chromium.page(`cold.html?name=${name}&form=${data}`);
      taken[id].push(one);
    }
  }
  return taken;
}
