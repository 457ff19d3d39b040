// One measure in a Node process of its own: what is asked as JSON in, the answer as JSON out.

import { readFileSync } from "node:fs";

const here = (path) => new URL(`../${path}`, import.meta.url);
const read = (form) => JSON.parse(readFileSync(here(`target/form/${form}.json`), "utf8"));
const wasm = () => readFileSync(here("../../pkg/crossfoot_bg.wasm"));

const ASKED = {
  /** From nothing but this process to the first verdict, then 40 keystrokes. */
  async cold({ name, form }) {
    const start = performance.now();
    const implementation = await import(here(`target/bundle/cold-${name}.js`));
    implementation.load?.(wasm());
    const loaded = read(form);
    const program = implementation.compile(loaded);
    await program.check(loaded.texts);
    const verdict = performance.now() - start;
    const keys = [];
    for (const [cell, text] of loaded.edits) {
      const before = performance.now();
      await program.set(cell, text);
      keys.push(performance.now() - before);
    }
    return { verdict, keys };
  },
  async warm({ form, measure, options }) {
    const [{ warm }, crossfoot] = [await import("./warm.mjs"), await import("../impl/crossfoot.mjs")];
    crossfoot.load(wasm());
    return warm(read(form), measure, options);
  },
  async suspects({ form, slips, trials }) {
    const [{ suspects }, crossfoot] = [await import("./suspects.mjs"), await import("../impl/crossfoot.mjs")];
    crossfoot.load(wasm());
    return suspects(read(form), slips, trials);
  },
  async rollUp({ form, units, options }) {
    const [{ rollUp }, crossfoot] = [await import("./rollup.mjs"), await import("../impl/crossfoot.mjs")];
    crossfoot.load(wasm());
    return rollUp(read(form), units, options);
  },
  /** Bytes of wasm memory once a form is filled in and typed into, or once reports are loaded. */
  async memory({ form, units }) {
    const crossfoot = await import("../impl/crossfoot.mjs");
    const { memory } = crossfoot.load(wasm());
    const start = memory.buffer.byteLength;
    const loaded = read(form);
    const program = crossfoot.compile(loaded);
    if (units) {
      if (typeof program.form.rollUp !== "function") return null;
      const { reportsOf } = await import("./rollup.mjs");
      const sums = program.form.rollUp({ period: "2024" });
      sums.addLines(reportsOf(loaded, units).bytes);
      sums.totals();
    } else {
      program.check(loaded.texts);
      for (const [cell, text] of loaded.edits.turn) program.set(cell, text);
    }
    return { start, after: memory.buffer.byteLength };
  },
};

const { what, ...options } = JSON.parse(process.argv[2]);
process.stdout.write(JSON.stringify(await ASKED[what](options)));
