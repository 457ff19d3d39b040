// Adding up many offices' reports: from the bytes of their files, and from figures that are loaded.

import { HyperFormula } from "hyperformula";
import * as crossfoot from "../impl/crossfoot.mjs";
import { text } from "../forms/figures.mjs";
import { randomOf } from "../forms/random.mjs";
import { loopOf, sideBySide } from "./core.mjs";

/** Units' figures, and their reports as files with one report a line. */
export function reportsOf({ cells, texts, definition }, units) {
  const random = randomOf(units);
  const { id, version } = JSON.parse(definition);
  const figures = [];
  const lines = Array.from({ length: units }, (_, unit) => {
    const own = cells.map((cell) => (cell.choices ? 0 : random(9000)));
    figures.push(own);
    const entries = Object.fromEntries(
      cells.map((cell, at) => [cell.address, cell.choices ? texts[at] : text(own[at], cell)]),
    );
    const report = {
      crossfoot: "0.1.0",
      form: { id, version },
      unit: `第${unit + 1}单位`,
      period: "2024",
      entries,
    };
    return new TextEncoder().encode(`${JSON.stringify(report)}\n`);
  });
  const bytes = new Uint8Array(lines.reduce((length, line) => length + line.length, 0));
  let at = 0;
  for (const line of lines) {
    bytes.set(line, at);
    at += line.length;
  }
  return { bytes, figures };
}

/** By hand: every line parsed, every figure added in the form's order, as units. */
function byHand({ cells }) {
  const lifts = cells.map(({ scale, choices }) => (choices ? 0 : 10 ** scale));
  const addresses = cells.map(({ address }) => address);
  const decoder = new TextDecoder();
  return (bytes) => {
    const sums = new Float64Array(cells.length);
    for (let start = 0; start < bytes.length; ) {
      const end = bytes.indexOf(10, start);
      const { entries } = JSON.parse(decoder.decode(bytes.subarray(start, end)));
      for (let cell = 0; cell < addresses.length; cell++)
        if (lifts[cell] > 0) sums[cell] += Math.round(Number(entries[addresses[cell]]) * lifts[cell]);
      start = end + 1;
    }
    return sums;
  };
}

/** A column for each cell, a row for each unit, and the SUM of each column. */
function inSheet({ cells }) {
  const decoder = new TextDecoder();
  return (bytes) => {
    const rows = decoder
      .decode(bytes)
      .trimEnd()
      .split("\n")
      .map((line) => {
        const { entries } = JSON.parse(line);
        return cells.map(({ address, choices }) => (choices ? null : Number(entries[address])));
      });
    const engine = HyperFormula.buildFromArray(rows, { licenseKey: "gpl-v3" });
    const sums = cells.map((_, col) =>
      engine.calculateFormula(`=SUM(${column(col)}1:${column(col)}${rows.length})`, 0),
    );
    engine.destroy();
    return sums;
  };
}

const column = (at) =>
  (at < 26 ? "" : String.fromCharCode(64 + Math.floor(at / 26))) + String.fromCharCode(65 + (at % 26));

/** The package's own: null where it has none yet. */
function ours(form) {
  const compiled = crossfoot.compile(form).form;
  if (typeof compiled.rollUp !== "function") return null;
  const load = (bytes) => {
    const sums = compiled.rollUp({ period: "2024" });
    const { added, refused } = sums.addLines(bytes);
    if (refused.length) throw new Error(`a report was refused: ${refused[0].message}`);
    return { sums, added };
  };
  return {
    load,
    total(bytes) {
      const { sums } = load(bytes);
      const totals = sums.totals();
      sums.free();
      return totals;
    },
  };
}

/** The sums must be the exact ones. */
function check({ cells }, figures, said) {
  const expected = cells.map((_, cell) => figures.reduce((sum, own) => sum + BigInt(own[cell]), 0n));
  for (const [cell, { address, scale, choices }] of cells.entries()) {
    if (choices) continue;
    const sum = said(cell, address);
    const units =
      typeof sum === "string"
        ? BigInt(sum.replace(/^(\d+)\.?(\d*)$/, (_, whole, part) => whole + part.padEnd(scale, "0")))
        : BigInt(sum);
    if (units !== expected[cell])
      throw new Error(`the sum of ${address} is ${sum} and should be ${expected[cell]} units`);
  }
}

export async function rollUp(form, units, options) {
  const { bytes, figures } = reportsOf(form, units);
  const [hand, sheet, own] = [byHand(form), inSheet(form), ours(form)];
  const byBytes = hand(bytes);
  check(form, figures, (cell) => byBytes[cell]);
  const tasks = [{ name: "hand", run: loopOf("kept += p(input)[0];", { p: hand, input: bytes, length: 1 }) }];
  const small = units <= 33;
  if (small) {
    const sums = sheet(bytes);
    check(form, figures, (cell) => Math.round(sums[cell] * 10 ** form.cells[cell].scale));
    tasks.push({
      name: "hyperformula",
      run: loopOf("kept += p(input)[0];", { p: sheet, input: bytes, length: 1 }),
    });
  }
  const loaded = [
    {
      name: "hand",
      run: loopOf("kept += p(input)[0];", {
        p: floats(form.cells.length),
        input: Float64Array.from(figures.flat()),
        length: 1,
      }),
    },
  ];
  if (own) {
    const totals = own.total(bytes);
    const byCell = new Map(totals.map(({ cell, sum }) => [cell, sum]));
    check(form, figures, (_, address) => byCell.get(address));
    tasks.push({
      name: "crossfoot",
      run: loopOf("kept += p.total(input).length;", { p: own, input: bytes, length: 1 }),
    });
    // One unit is left out and counted again, so that there is something to add up.
    const { sums } = own.load(bytes);
    const out = 'p.leaveOut("第1单位", at === 0); kept += p.totals().length;';
    loaded.push({ name: "crossfoot", run: loopOf(out, { p: sums, input: null, length: 2 }) });
  }
  return {
    skipped: own === null,
    units,
    megabytes: bytes.length / 1e6,
    bytes: await sideBySide(tasks, options),
    loaded: await sideBySide(loaded, options),
  };
}

/** By hand, from figures side by side in memory: what no tool can be much quicker than. */
function floats(width) {
  return (figures) => {
    const sums = new Float64Array(width);
    for (let at = 0; at < figures.length; at += width)
      for (let cell = 0; cell < width; cell++) sums[cell] += figures[at + cell];
    return sums;
  };
}
