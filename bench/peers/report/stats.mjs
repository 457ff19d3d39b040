// Medians, quartiles, and how times and ratios are written.

export function quantile(list, part) {
  const sorted = list.toSorted((a, b) => a - b);
  return sorted[Math.round(part * (sorted.length - 1))];
}

export const median = (list) => quantile(list, 0.5);

/** Ratios within each round: median and quartiles. */
export function ratios(list, base) {
  const each = list.map((value, round) => value / base[round]);
  return { median: median(each), low: quantile(each, 0.25), high: quantile(each, 0.75) };
}

const digits = (value) =>
  value >= 1000
    ? Math.round(value).toLocaleString("en")
    : value >= 100
      ? value.toFixed(0)
      : value >= 10
        ? value.toFixed(1)
        : value.toFixed(2);

export const times = (ratio) => `×${digits(ratio)}`;
export const spread = ({ median, low, high }) => `**${times(median)}** (${digits(low)}–${digits(high)})`;

/** Nanoseconds, as people read them. */
export function duration(ns) {
  if (ns < 1000) return `${ns.toFixed(0)} ns`;
  if (ns < 1e6) return `${digits(ns / 1e3)} µs`;
  if (ns < 1e9) return `${digits(ns / 1e6)} ms`;
  return `${digits(ns / 1e9)} s`;
}

export const kib = (bytes) => `${digits(bytes / 1024)} KiB`;

export const row = (...cells) => `| ${cells.join(" | ")} |`;

export function table(heads, rows) {
  return [
    row(...heads),
    `|${heads.map((_, at) => (at ? "--:" : "---")).join("|")}|`,
    ...rows.map((cells) => row(...cells)),
  ].join("\n");
}
