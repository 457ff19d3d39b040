// The measures that have a goal, a row for each: crossfoot, by hand, the ratio, the peers, the goal, and
// whether it is met.

import { IMPLEMENTATIONS } from "../impl/all.mjs";
import { duration, kib, median, quantile, ratios, spread, times } from "./stats.mjs";

const [CROSSFOOT, HAND, SHEET] = ["crossfoot", "closures", "hyperformula"];
const shorter = (label) => label.replace(", our index", "").replace("hand-written, ", "");
const LABELS = Object.fromEntries(IMPLEMENTATIONS.map(({ name, label }) => [name, shorter(label)]));

export const MET = "met";
export const NOT_MET = "**not met**";
const SKIPPED = "skipped";

/** A row; what is not given stays empty. `held` is whether the goal is met, where there is one. */
function row(measure, { own = "", hand = "", ratio = "", peers = "", goal = "", held }) {
  const verdict = { true: MET, false: NOT_MET, skipped: SKIPPED }[held] ?? "";
  return [measure, own, hand, ratio, peers, goal, verdict];
}

/**
 * Rows of `[measure, crossfoot, hand-written, ratio, peers, goal, met]` for Node or Chromium; bytes and
 * memory are the same in both, so only the first tells them.
 */
export function goals(place, { measured, sizes }, first) {
  const at = (measure, form) => measured[`${place}/${measure}/${form}`];
  const forms = (measure, rows) =>
    ["S", "G", "L"].flatMap((form) => (at(measure, form) ? rows(form, at(measure, form)) : []));
  return [
    ...forms("quiet", unchanged),
    ...growth(at("quiet", "G"), at("quiet", "L")),
    ...forms("again", raised),
    ...forms("turn", slip),
    ...inputEvent(at("input", "G")),
    ...forms("cold", firstKeys),
    ...forms("full", full),
    ...forms("cold", coldStart),
    ...[1, 2, 3].flatMap((slips) => suspects(slips, at("suspects", slips))),
    ...[33, 10_000].flatMap((units) => adding(at("rollup", units))),
    ...(first ? [bytes(sizes), ...memory(measured)] : []),
  ];
}

const peersOf = (found) =>
  Object.keys(found).filter((name) => LABELS[name] && ![CROSSFOOT, HAND].includes(name));
const each = (found, tell) =>
  peersOf(found)
    .map((name) => `${LABELS[name]} ${tell(found[name])}`)
    .join(", ");
/** Every peer's ratio to the hand-written closures. */
const besideHand = (found) => each(found, (list) => times(ratios(list, found[HAND]).median));

function beside(measure, found, most, goal) {
  const ratio = ratios(found[CROSSFOOT], found[HAND]);
  return row(measure, {
    own: duration(median(found[CROSSFOOT])),
    hand: duration(median(found[HAND])),
    ratio: spread(ratio),
    peers: besideHand(found),
    goal,
    held: ratio.median <= most,
  });
}

const unchanged = (form, found) => [
  beside(`a keystroke that changes no verdict, form ${form}`, found, 4, "≤ ×4"),
];
const full = (form, found) => [beside(`a full check from texts, form ${form}`, found, 3, "≤ ×3")];

function growth(small, large) {
  if (!small || !large) return [];
  const of = (name) => median(large[name]) / median(small[name]);
  return [
    row("… form L ÷ form G", {
      own: times(of(CROSSFOOT)),
      hand: times(of(HAND)),
      peers: peersOf(large)
        .map((name) => `${LABELS[name]} ${times(of(name))}`)
        .join(", "),
      goal: "≤ ×1.5",
      held: of(CROSSFOOT) <= 1.5,
    }),
  ];
}

function raised(form, found) {
  const own = found[CROSSFOOT];
  const rest = median(own.map((spent, round) => spent - found.findings[round]));
  const sheet = ratios(found[SHEET], own);
  return [
    row(`a keystroke that raises a finding, with operands and sentence, form ${form}`, {
      own: duration(median(own)),
      hand: duration(median(found.explained)),
      ratio: spread(ratios(own, found.explained)),
    }),
    row("… less what the sentences take", {
      own: rest < 0 ? "nothing that the clock can tell" : duration(rest),
      goal: "≤ 1 µs",
      held: rest <= 1000,
    }),
    row("… beside HyperFormula's bare recalculation", {
      own: duration(median(own)),
      peers: `HyperFormula ${duration(median(found[SHEET]))}, ÷ crossfoot ${spread(sheet)}`,
      goal: "≥ ×5",
      held: sheet.median >= 5,
    }),
  ];
}

function slip(form, found) {
  return [
    row(`a slip and putting it right, form ${form}, each keystroke`, {
      own: duration(median(found[CROSSFOOT])),
      hand: duration(median(found.explained)),
      ratio: spread(ratios(found[CROSSFOOT], found.explained)),
      peers: `÷ closures, without sentences: ${besideHand(found)}`,
    }),
  ];
}

function inputEvent(found) {
  if (!found) return [];
  const ratio = ratios(found.crossfoot, found.hand);
  return [
    row("the whole `input` event, marks unchanged, form G", {
      own: duration(median(found.crossfoot)),
      hand: duration(median(found.hand)),
      ratio: spread(ratio),
      peers: `a listener that does nothing ${times(ratios(found.empty, found.hand).median)}`,
      goal: "≤ ×1.2",
      held: ratio.median <= 1.2,
    }),
  ];
}

function firstKeys(form, found) {
  const worst = (samples) => samples.map(({ keys }) => Math.max(...keys) * 1e6);
  const own = worst(found[CROSSFOOT]);
  return [
    row(`the first 40 keystrokes, the worst one, form ${form}`, {
      own: `${duration(median(own))} (upper quartile ${duration(quantile(own, 0.75))})`,
      hand: duration(median(worst(found[HAND]))),
      ratio: spread(ratios(own, worst(found[HAND]))),
      peers: each(found, (samples) => duration(median(worst(samples)))),
      goal: "< 1 ms",
      held: median(own) < 1e6,
    }),
  ];
}

function coldStart(form, found) {
  const start = (samples) => samples.map(({ verdict }) => verdict * 1e6);
  const starts = Object.fromEntries(Object.entries(found).map(([name, samples]) => [name, start(samples)]));
  const sheet = ratios(starts[CROSSFOOT], starts[SHEET]);
  const rows = [
    beside(`cold start to the first verdict, form ${form}`, starts, 3, "≤ ×3"),
    row("… ÷ HyperFormula", {
      own: duration(median(starts[CROSSFOOT])),
      peers: `HyperFormula ${duration(median(starts[SHEET]))}, crossfoot ÷ it ${spread(sheet)}`,
      goal: "≤ ×0.2",
      held: sheet.median <= 0.2,
    }),
  ];
  const more = (id, measure) => {
    if (!starts[id]) return;
    const own = `${duration(median(starts[id]))}, ÷ the tables from two files ${spread(ratios(starts[id], starts[CROSSFOOT]))}`;
    rows.push(row(measure, { own, ratio: spread(ratios(starts[id], starts[HAND])) }));
  };
  more("crossfoot-single", "… as a single file, with the wasm in the script");
  more("crossfoot-shipped", "… the form as it ships, with its sentences");
  return rows;
}

function suspects(slips, found) {
  if (!found) return [];
  const most = [0.2, 2, 20][slips - 1];
  const late = quantile(found, 0.99);
  return [
    row(`suspects, form G, ${slips} ${slips > 1 ? "slips" : "slip"}: 99th percentile`, {
      own: `${duration(late * 1e6)} (median ${duration(median(found) * 1e6)})`,
      hand: "–",
      goal: `≤ ${most} ms`,
      held: late <= most,
    }),
  ];
}

function adding(found) {
  if (!found) return [];
  const { units, megabytes, skipped, bytes, loaded } = found;
  const what = `adding up ${units.toLocaleString("en")} reports of form G`;
  const one = (measure, list, by, most) => {
    const hand = `${duration(median(list.hand))} (${by})`;
    const peers = list[SHEET] ? `HyperFormula ${times(ratios(list[SHEET], list.hand).median)}` : "";
    const goal = units > 33 ? `≤ ×${most}` : "";
    if (skipped)
      return row(measure, { own: "the package has no `form.rollUp`", hand, peers, goal, held: SKIPPED });
    const ratio = ratios(list[CROSSFOOT], list.hand);
    const own = duration(median(list[CROSSFOOT]));
    return row(measure, {
      own,
      hand,
      ratio: spread(ratio),
      peers,
      goal,
      held: goal ? ratio.median <= most : undefined,
    });
  };
  return [
    one(`${what} from their bytes (${megabytes.toFixed(1)} MB)`, bytes, "`JSON.parse` and sums", 0.2),
    one(`${what} from loaded figures`, loaded, "`Float64Array`", 1.2),
  ];
}

function bytes(sizes) {
  const all = each(sizes, ({ gzip }) => kib(gzip));
  const [own, hand] = [sizes[CROSSFOOT].gzip, sizes[HAND].gzip];
  return row("bytes a page loads, gzip", {
    own: kib(own),
    hand: kib(hand),
    ratio: times(own / hand),
    peers: all,
    goal: "≤ 64 KiB",
    held: own <= 64 * 1024,
  });
}

function memory(measured) {
  const kinds = [
    ["G", "form G", "≤ 512 KiB", 512 * 1024],
    ["L", "form L", "≤ 4 MiB", 4096 * 1024],
    ["33", "33 reports of form G loaded", "", null],
  ];
  return kinds.flatMap(([key, what, goal, most]) => {
    const found = measured[`memory/${key}`];
    if (found === undefined) return [];
    const title = `wasm memory, ${what}`;
    if (found === null) return [row(title, { own: "the package has no `form.rollUp`", goal, held: SKIPPED })];
    const own = `${kib(found.after)} (${kib(found.start)} at the start)`;
    return [row(title, { own, hand: "–", goal, held: most === null ? undefined : found.after <= most })];
  });
}
