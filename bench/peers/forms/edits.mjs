// What is typed: for the checks anything a person may type, for the times edits of one kind each.
// Timed edits go there and back, so that they can be repeated without end.

import { Oracle } from "../oracle.mjs";
import { text, totalsOf } from "./figures.mjs";
import { randomOf, shuffled } from "./random.mjs";

const [CHECKED, TIMED, STANDING] = [400, 64, 8];

/** Nothing, no figure, negative, too many digits, decimals, groups, spaces. */
const ODD = [
  "",
  "abc",
  "-5",
  "1234567890123456789012",
  "7.12345",
  "1,234",
  "12,34",
  " 12 ",
  "0",
  "00012",
  "3.0",
  "12a",
  "１",
];

export function editsOf(form) {
  const random = randomOf(40);
  const checked = typed(form, random);
  const half = halfFilled(form);
  return {
    half,
    edits: {
      checked,
      quiet: quiet(form, half, random),
      turn: slips(form, TIMED, random).flatMap(([edit, back]) => [edit, back]),
      again: standing(form, random),
    },
  };
}

/** Over a whole report: figures, odd texts, and the old ones again. */
function typed({ cells, texts }, random) {
  return Array.from({ length: CHECKED }, () => {
    const cell = random(cells.length);
    const kind = random(5);
    if (cells[cell].choices) return [cell, ["无", "有", "", "也许"][random(4)]];
    if (kind === 0) return [cell, ODD[random(ODD.length)].replace("１", "x")];
    if (kind < 3) return [cell, texts[cell]];
    return [cell, text(random(20_000), cells[cell])];
  });
}

/** A report in which every total has still to be filled in: no comparison can be decided. */
function halfFilled(form) {
  const totals = totalsOf(form);
  return form.texts.map((typed, cell) => (totals.has(cell) ? "" : typed));
}

/** The cells that are in some rule and are no total. */
function leaves(form) {
  const totals = totalsOf(form);
  const read = new Set(form.rules.flatMap(({ left, right }) => [...left, ...right].map(([cell]) => cell)));
  return [...read].filter((cell) => !totals.has(cell) && !form.cells[cell].choices);
}

const more = (form, cell, by) => text(Number(form.texts[cell].replace(".", "")) + by, form.cells[cell]);

/** Edits of the half-filled report that change no verdict. */
function quiet(form, half, random) {
  const oracle = new Oracle(form);
  if (oracle.check(half).size) throw new Error(`form ${form.name}: the half-filled report has findings`);
  const none = (edit) => {
    const { changed, again } = oracle.set(...edit);
    return changed.length === 0 && again.length === 0;
  };
  const pairs = [];
  for (const cell of endless(leaves(form), random)) {
    const pair = [
      [cell, text(1 + random(9000), form.cells[cell])],
      [cell, half[cell]],
    ];
    if (pair[0][1] !== pair[1][1] && pair.map(none).every(Boolean)) pairs.push(...pair);
    if (pairs.length === 2 * TIMED) return pairs;
  }
}

/** One more than is right, and the right figure again: a finding or more raised and cleared. */
function slips(form, number, random) {
  const oracle = new Oracle(form);
  oracle.check(form.texts);
  const found = [];
  for (const cell of endless(leaves(form), random)) {
    const pair = [
      [cell, more(form, cell, 1)],
      [cell, form.texts[cell]],
    ];
    const [there, back] = pair.map((edit) => oracle.set(...edit));
    if (there.changed.length && back.changed.length) found.push(pair);
    if (found.length === number) return found;
  }
}

/** Slips that stand in no rule together: one more, two more, one more; each raises its findings anew. */
function standing(form, random) {
  const taken = new Set();
  const oracle = new Oracle(form);
  oracle.check(form.texts);
  const cells = [];
  for (const cell of shuffled(leaves(form), random)) {
    const { changed } = oracle.set(cell, more(form, cell, 1));
    oracle.set(cell, form.texts[cell]);
    if (!changed.length || changed.some(([rule]) => taken.has(rule))) continue;
    for (const [rule] of changed) taken.add(rule);
    cells.push(cell);
    if (cells.length === STANDING) break;
  }
  return [1, 2].flatMap((by) => cells.map((cell) => [cell, more(form, cell, by)]));
}

function* endless(list, random) {
  for (let tries = 0; tries < 1e5; tries++) yield list[random(list.length)];
  throw new Error("no such edits in this form");
}
