// The measures that have a goal, each as a row: crossfoot, by hand, the ratio, the peers, the goal, and
// whether it is met.

import { IMPLEMENTATIONS } from "../impl/all.mjs";
import { duration, kib, median, quantile, ratios, spread, times } from "./stats.mjs";

const [CROSSFOOT, HAND, SHEET] = ["crossfoot", "closures", "hyperformula"];
const LABELS = Object.fromEntries(IMPLEMENTATIONS.map(({ name, label }) => [name, label.replace(", our index", "").replace("hand-written, ", "")]));

/** Every other implementation's ratio to the hand-written one. */
function others(found, base = HAND) {
  const told = Object.keys(found).filter((name) => LABELS[name] && ![CROSSFOOT, base].includes(name));
  return told.map((name) => `${LABELS[name]} ${times(ratios(found[name], found[base]).median)}`).join(", ");
}

const met = (...held) => (held.every(Boolean) ? "met" : "**not met**");

/** Rows of `[measure, crossfoot, hand-written, ratio, peers' ratios, goal, met]` for one place. */
export function goals(place, { measured, sizes }) {
  const rows = [];
  const at = (measure, form) => measured[`${place}/${measure}/${form}`];
  const add = (...cells) => rows.push(cells);

  for (const form of ["S", "G", "L"]) {
    const found = at("quiet", form);
    if (!found) continue;
    const ratio = ratios(found[CROSSFOOT], found[HAND]);
    add(`a keystroke that changes no verdict, form ${form}`, duration(median(found[CROSSFOOT])), duration(median(found[HAND])), spread(ratio), others(found), "≤ ×4", met(ratio.median <= 4));
  }
  const [small, large] = [at("quiet", "G"), at("quiet", "L")];
  if (small && large) {
    const growth = (name) => median(large[name]) / median(small[name]);
    const peers = Object.keys(large).filter((name) => LABELS[name] && ![CROSSFOOT, HAND].includes(name));
    add("… form L ÷ form G", times(growth(CROSSFOOT)), times(growth(HAND)), "", peers.map((name) => `${LABELS[name]} ${times(growth(name))}`).join(", "), "≤ ×1.5", met(growth(CROSSFOOT) <= 1.5));
  }
  for (const form of ["S", "G", "L"]) {
    const found = at("again", form);
    if (!found) continue;
    const own = found[CROSSFOOT];
    const ratio = ratios(own, found.explained);
    const faster = ratios(found[SHEET], own);
    const rest = own.map((spent, round) => spent - found.findings[round]);
    add(`a keystroke that raises a finding, with operands and sentence, form ${form}`, duration(median(own)), duration(median(found.explained)), spread(ratio), "", "", "");
    add("… less what the sentences take", duration(Math.max(median(rest), 0)), "", "", "", "≤ 1 µs", met(median(rest) <= 1000));
    add("… beside HyperFormula's bare recalculation", duration(median(own)), "", "", `HyperFormula ÷ crossfoot ${spread(faster)}`, "≥ ×5", met(faster.median >= 5));
  }
  for (const form of ["S", "G", "L"]) {
    const found = at("turn", form);
    if (!found) continue;
    add(`a slip and putting it right, form ${form}, each keystroke`, duration(median(found[CROSSFOOT])), duration(median(found.explained)), spread(ratios(found[CROSSFOOT], found.explained)), `without sentences: ${others(found)}`, "", "");
  }
  const event = measured[`${place}/input/G`];
  if (event) {
    const ratio = ratios(event.crossfoot, event.hand);
    add("the whole `input` event, marks unchanged, form G", duration(median(event.crossfoot)), duration(median(event.hand)), spread(ratio), `a listener that does nothing ${times(ratios(event.empty, event.hand).median)}`, "≤ ×1.2", met(ratio.median <= 1.2));
  }
  for (const form of ["S", "G", "L"]) {
    const found = at("cold", form);
    if (!found) continue;
    const worst = (name) => found[name].map(({ keys }) => Math.max(...keys) * 1e6);
    const own = median(worst(CROSSFOOT));
    const peers = Object.keys(found).filter((name) => LABELS[name] && ![CROSSFOOT, HAND].includes(name));
    add(`the first 40 keystrokes, the worst one, form ${form}`, `${duration(own)} (to ${duration(quantile(worst(CROSSFOOT), 0.75))})`, duration(median(worst(HAND))), times(own / median(worst(HAND))), peers.map((name) => `${LABELS[name]} ${duration(median(worst(name)))}`).join(", "), "< 1 ms", met(own < 1e6));
  }
  for (const form of ["S", "G", "L"]) {
    const found = at("full", form);
    if (!found) continue;
    const ratio = ratios(found[CROSSFOOT], found[HAND]);
    add(`a full check from texts, form ${form}`, duration(median(found[CROSSFOOT])), duration(median(found[HAND])), spread(ratio), others(found), "≤ ×3", met(ratio.median <= 3));
  }
  for (const form of ["S", "G", "L"]) {
    const found = at("cold", form);
    if (!found) continue;
    const starts = Object.fromEntries(Object.entries(found).map(([name, samples]) => [name, samples.map(({ verdict }) => verdict * 1e6)]));
    const [ratio, sheet] = [ratios(starts[CROSSFOOT], starts[HAND]), ratios(starts[CROSSFOOT], starts[SHEET])];
    add(`cold start to the first verdict, form ${form}`, duration(median(starts[CROSSFOOT])), duration(median(starts[HAND])), spread(ratio), others(starts), "≤ ×3", met(ratio.median <= 3));
    add("… ÷ HyperFormula", duration(median(starts[CROSSFOOT])), "", "", `crossfoot ÷ HyperFormula ${spread(sheet)}`, "≤ ×0.2", met(sheet.median <= 0.2));
    const shipped = starts["crossfoot-shipped"];
    if (shipped) add("… the form as it ships, with its sentences", duration(median(shipped)), "", `÷ its tables alone ${spread(ratios(shipped, starts[CROSSFOOT]))}`, "", "", "");
  }
  for (const slips of [1, 2, 3]) {
    const found = measured[`${place}/suspects/${slips}`];
    if (!found) continue;
    const most = [0.2, 2, 20][slips - 1];
    const late = quantile(found, 0.99);
    add(`suspects, form G, ${slips} ${slips > 1 ? "slips" : "slip"}: 99th percentile`, `${duration(late * 1e6)} (median ${duration(median(found) * 1e6)})`, "–", "", "", `≤ ${most} ms`, met(late <= most));
  }
  return [...rows, ...rollUps(place, measured), ...constants(measured, sizes)];
}

function rollUps(place, measured) {
  const rows = [];
  for (const units of [33, 10_000]) {
    const found = measured[`${place}/rollup/${units}`];
    if (!found) continue;
    const { bytes, loaded, skipped, megabytes } = found;
    const count = units.toLocaleString("en");
    for (const [what, list, most, with33] of [["from their bytes", bytes, 0.2, true], ["from loaded figures", loaded, 1.2, false]]) {
      const title = `adding up ${count} reports (${megabytes.toFixed(1)} MB) ${what}, form G`;
      const hand = `${duration(median(list.hand))}${with33 ? " (`JSON.parse` and sums)" : " (`Float64Array`)"}`;
      const peers = list.hyperformula ? `HyperFormula ${times(ratios(list.hyperformula, list.hand).median)}` : "";
      const goal = units === 10_000 ? `≤ ×${most}` : "";
      if (skipped) rows.push([title, "skipped: the package has no `form.rollUp`", hand, "", peers, goal, "skipped"]);
      else {
        const ratio = ratios(list.crossfoot, list.hand);
        rows.push([title, duration(median(list.crossfoot)), hand, spread(ratio), peers, goal, goal && met(ratio.median <= most)]);
      }
    }
  }
  return rows;
}

/** What no clock is needed for. */
function constants(measured, sizes) {
  const all = (of) => Object.entries(sizes).filter(([name]) => ![CROSSFOOT, HAND].includes(name)).map(([name, size]) => `${LABELS[name]} ${kib(of(size))}`).join(", ");
  const gzip = ({ gzip }) => gzip;
  const rows = [["bytes a page loads, gzip", kib(sizes[CROSSFOOT].gzip), kib(sizes[HAND].gzip), times(sizes[CROSSFOOT].gzip / sizes[HAND].gzip), all(gzip), "≤ 64 KiB", met(sizes[CROSSFOOT].gzip <= 64 * 1024)]];
  for (const [form, most, title] of [["G", 512, "form G"], ["L", 4096, "form L"], ["33", null, "33 reports of form G loaded"]]) {
    const found = measured[`memory/${form}`];
    if (found === undefined) continue;
    const goal = most ? `≤ ${most >= 1024 ? `${most / 1024} MiB` : `${most} KiB`}` : "";
    if (found === null) rows.push([`wasm memory, ${title}`, "skipped: the package has no `form.rollUp`", "–", "", "", goal, "skipped"]);
    else rows.push([`wasm memory, ${title}`, `${kib(found.after)} (${kib(found.start)} at the start)`, "–", "", "", goal, most ? met(found.after <= most * 1024) : ""]);
  }
  return rows;
}
