// What is true: every rule worked out anew after every entry, in BigInt, with a reader of its own.
// Slow and plain; all implementations are held against it before any of them is timed.

/** Whole units, null for a blank, undefined for what is no figure that the cell can hold. */
function figure(text, { scale, choices }) {
  const typed = text.trim();
  if (typed === "") return null;
  if (choices) return choices.includes(typed) ? BigInt(choices.indexOf(typed)) : undefined;
  if (!/^\d/.test(typed) || !/\d$/.test(typed)) return undefined;
  const [whole, decimals = "", ...more] = typed.split(".");
  const groups = whole.split(",");
  const grouped =
    groups.length === 1 || (groups[0].length <= 3 && groups.slice(1).every(({ length }) => length === 3));
  if (more.length || !grouped || !/^\d*$/.test(groups.join("") + decimals)) return undefined;
  const kept = decimals.replace(/0*$/, "");
  if (kept.length > scale) return undefined;
  const units = BigInt(groups.join("") + kept.padEnd(scale, "0"));
  return units < 10n ** 18n ? units : undefined;
}

/** Violated whatever the unknown figures, none of which is below nought, may yet become. */
function violated({ relation, when, left, right, constant }, figures) {
  if (when && figures[when.cell] !== BigInt(when.choice)) return false;
  let residual = BigInt(constant);
  let [raising, lowering] = [false, false];
  for (const [side, sign] of [
    [left, 1n],
    [right, -1n],
  ]) {
    for (const [cell, factor] of side) {
      const weight = sign * BigInt(factor);
      const known = figures[cell];
      if (known === null || known === undefined) {
        if (weight > 0n) raising = true;
        else lowering = true;
      } else residual += weight * known;
    }
  }
  const above = residual > 0n && !lowering;
  const below = residual < 0n && !raising;
  return { "=": above || below, "<=": above, ">=": below }[relation];
}

export class Oracle {
  constructor(form) {
    this.form = form;
    this.check(form.cells.map(() => ""));
  }

  /** The numbers of all that fails: rules, and behind them the cells that cannot be read. */
  check(texts) {
    const { cells, rules } = this.form;
    this.figures = texts.map((text, cell) => figure(text, cells[cell]));
    const unreadable = [...cells.keys()].filter((cell) => this.figures[cell] === undefined);
    const failing = [...rules.keys()].filter((rule) => violated(rules[rule], this.figures));
    return (this.failing = new Set([...failing, ...unreadable.map((cell) => rules.length + cell)]));
  }

  /** What one entry changes: `[number, whether it is violated now]`, and what fails as before with other figures. */
  set(cell, text) {
    const { cells, rules } = this.form;
    const old = this.figures[cell];
    this.figures[cell] = figure(text, cells[cell]);
    const [changed, again] = [[], []];
    const turn = (number, now) => {
      if (now !== this.failing.has(number)) changed.push([number, now]);
      else if (now && old !== this.figures[cell]) again.push(number);
      this.failing[now ? "add" : "delete"](number);
    };
    this.readers ??= index(this.form);
    for (const rule of this.readers[cell]) turn(rule, violated(rules[rule], this.figures));
    turn(rules.length + cell, this.figures[cell] === undefined);
    return { changed, again };
  }
}

/** Only to be quick on large forms; `check` looks at every rule. */
function index({ cells, rules }) {
  const readers = cells.map(() => new Set());
  rules.forEach(({ left, right, when }, rule) => {
    for (const [cell] of [...left, ...right, ...(when ? [[when.cell]] : [])]) readers[cell].add(rule);
  });
  return readers;
}
