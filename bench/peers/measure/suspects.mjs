// How long the search for the wrong figures takes: slips of one digit in a report that keeps its
// rules, each trial timed from the call to the objects in JavaScript.

import * as crossfoot from "../impl/crossfoot.mjs";
import { randomOf } from "../forms/random.mjs";

/** The first ones run before anything is optimised. */
const WARM = 0.1;

/** Milliseconds of each trial. */
export function suspects(form, slips, trials) {
  const random = randomOf(1000 + slips);
  const { session, ...program } = crossfoot.compile(form);
  program.check(form.texts);
  const read = [
    ...new Set(form.rules.flatMap(({ left, right }) => [...left, ...right].map(([cell]) => cell))),
  ];
  const times = [];
  while (times.length < trials * (1 + WARM)) {
    const wrong = {};
    while (Object.keys(wrong).length < slips) {
      const cell = read[random(read.length)];
      wrong[form.cells[cell].address] = slip(form.texts[cell], random);
    }
    const right = Object.fromEntries(
      Object.keys(wrong).map((address) => [
        address,
        form.texts[form.cells.findIndex((cell) => cell.address === address)],
      ]),
    );
    const { raised } = session.enterAll(wrong);
    if (raised.length) {
      const before = performance.now();
      const found = session.suspects();
      const spent = performance.now() - before;
      if (!found.suspects.length && !found.cut_short)
        throw new Error(`no suspect for ${JSON.stringify(wrong)}`);
      times.push(spent);
    }
    session.enterAll(right);
  }
  program.free();
  return times.slice(-trials);
}

/** Another digit in one place of a figure. */
function slip(text, random) {
  const at = random(text.length);
  const digit = (Number(text[at]) + 1 + random(9)) % 10;
  return text.slice(0, at) + digit + text.slice(at + 1);
}
