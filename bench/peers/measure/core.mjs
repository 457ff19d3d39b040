// Times tasks side by side, the same code in Node and in a page: every round runs each of them once,
// in a new order, in a batch long enough for the clock. What counts is the ratio within a round.

import { randomOf, shuffled } from "../forms/random.mjs";

const AsyncFunction = (async () => {}).constructor;

/**
 * A loop of its own for each implementation and task, or they would share inline caches and the quick
 * ones would look slow. `body` sees `p`, `input`, `at` (the place in a cycle of `length`) and adds to `kept`.
 */
export function loopOf(body, { p, input, length, soon = false }) {
  const Kind = soon ? AsyncFunction : Function;
  const loop = new Kind(
    "p",
    "input",
    "length",
    "state",
    "times",
    `
    let at = state.at, kept = 0;
    for (let i = 0; i < times; i++) {
      ${body}
      at = at + 1 === length ? 0 : at + 1;
    }
    state.at = at;
    return kept;`,
  );
  return loop.bind(null, p, input, length, { at: 0 });
}

async function time({ run }, times) {
  const start = performance.now();
  await run(times);
  return performance.now() - start;
}

/** Tasks are `{ name, run(times), per }`: `per` is how many things one time of it does. */
export async function sideBySide(tasks, { rounds, batch }) {
  const random = randomOf(rounds);
  const sizes = new Map();
  for (const task of tasks) {
    // Even numbers: an edit and the way back.
    let times = 2;
    let spent = await time(task, times);
    for (let warm = spent; warm < 5 * batch || spent < batch; warm += spent) {
      if (spent < batch) times *= 2;
      spent = await time(task, times);
    }
    sizes.set(task.name, times);
  }
  const result = Object.fromEntries(tasks.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const task of shuffled(tasks, random)) {
      const times = sizes.get(task.name);
      // Nanoseconds for one; a batch that the clock did not see is not a time.
      const spent = await time(task, times);
      result[task.name].push((Math.max(spent, 0.005) * 1e6) / times / (task.per ?? 1));
    }
  }
  return result;
}
