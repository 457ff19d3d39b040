// bench/results.md: the goals first, then every implementation on every form.

import { IMPLEMENTATIONS } from "../impl/all.mjs";
import * as explained from "../impl/explained.mjs";
import { MET, NOT_MET, goals } from "./goals.mjs";
import { machine } from "./machine.mjs";
import { duration, kib, median, ratios, table, times as written } from "./stats.mjs";

const HEADS = ["measure", "crossfoot", "hand-written", "ratio", "peers' ratios", "goal", "met"];

export function results(times, forms) {
  const places = ["chromium", "node"].filter((place) =>
    Object.keys(times.measured).some((key) => key.startsWith(`${place}/`)),
  );
  const titles = { chromium: "In Chromium", node: "In Node" };
  const parts = [
    "# crossfoot beside its peers",
    "`make bench` writes this page; [`peers/README.md`](peers/README.md) says what is measured and how. Before any time is taken, every implementation is held to the verdicts of an exact oracle. A ratio is to the hand-written closures with a dependency index, within the same round (median, and quartiles in brackets); for a finding raised it is to the same with sentences written by hand. A peer's ratio is to the closures too. Only ratios count: absolute times are medians and move with the machine.",
    machine(times.chromium),
    forms
      .map(
        ({ name, cells, rules }) =>
          `Form ${name}: ${cells.length.toLocaleString("en")} cells, ${rules.length.toLocaleString("en")} rules.`,
      )
      .join(" "),
  ];
  for (const place of places) {
    const rows = goals(place, times, place === places[0]);
    const count = (word) => rows.filter((row) => row.at(-1) === word).length;
    const skipped = count("skipped") ? `, ${count("skipped")} skipped` : "";
    parts.push(`## ${titles[place]}: ${count(MET)} goals met, ${count(NOT_MET)} not met${skipped}`);
    parts.push(table(HEADS, rows));
    for (const { name } of forms) {
      const rows = everyone(place, name, times);
      if (rows.length) parts.push(`### Everyone, form ${name}`, table(EVERYONE, rows));
    }
  }
  parts.push("## Bytes of all that a page loads, and figures of 18 digits", bytes(times));
  return `${parts.join("\n\n")}\n`;
}

const EVERYONE = [
  "implementation",
  "no verdict changes",
  "finding raised",
  "slip and back",
  "full check",
  "cold start",
  "first 40, mean of 2–40",
  "worst of 40",
];

/** A row for each implementation: its median, and its ratio to the closures. */
function everyone(place, form, { measured }) {
  const at = (measure) => measured[`${place}/${measure}/${form}`];
  const cold = at("cold");
  const told = (found, name) =>
    found?.[name]
      ? `${duration(median(found[name]))} (${written(ratios(found[name], found.closures).median)})`
      : "–";
  const of = (take) =>
    cold && Object.fromEntries(Object.entries(cold).map(([name, samples]) => [name, samples.map(take)]));
  const mean = (keys) => keys.slice(1).reduce((sum, key) => sum + key, 0) / (keys.length - 1);
  const starts = of(({ verdict }) => verdict * 1e6);
  const first = of(({ keys }) => mean(keys) * 1e6);
  const worst = of(({ keys }) => Math.max(...keys) * 1e6);
  return [...IMPLEMENTATIONS, explained]
    .filter(({ name }) => ["quiet", "turn", "again", "full"].some((measure) => at(measure)?.[name]))
    .map(({ name, label }) => [
      label,
      ...["quiet", "again", "turn", "full"].map((measure) => told(at(measure), name)),
      ...[starts, first, worst].map((found) => told(found, name)),
    ]);
}

function bytes({ sizes, exact }) {
  const seen = (name) => (exact[name] ? "exact" : "a total wrong by one passes");
  const rows = IMPLEMENTATIONS.map(({ name, label }) => [
    label,
    ...["raw", "gzip", "brotli"].map((kind) => kib(sizes[name][kind])),
    seen(name),
  ]);
  return table(["implementation", "minified", "gzip -9", "brotli 11", "18 digits"], rows);
}
