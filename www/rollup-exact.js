// Figures as text, exact to the last digit: what the page itself adds to them (sizes, shares,
// differences between two years) is worked out in whole numbers.

/** `{ units, scale }`, or nothing where the text is no plain figure. */
export function exact(text) {
  const found = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text ?? "");
  if (!found) return null;
  const [, sign, whole, decimals = ""] = found;
  const units = BigInt(whole + decimals);
  return { units: sign ? -units : units, scale: decimals.length };
}

function aligned(one, other) {
  const [a, b] = [exact(one), exact(other)];
  if (!a || !b) return null;
  const scale = Math.max(a.scale, b.scale);
  const raised = ({ units, scale: own }) => units * 10n ** BigInt(scale - own);
  return [raised(a), raised(b), scale];
}

/** Below nought when the first is smaller; what is no figure is smaller than all that are. */
export function bySize(one, other) {
  const pair = aligned(one, other);
  if (!pair) return Number(exact(one) !== null) - Number(exact(other) !== null);
  return pair[0] < pair[1] ? -1 : Number(pair[0] > pair[1]);
}

export const isZero = (text) => exact(text)?.units === 0n;

/** The first minus the second, as text; nothing where one is no figure. */
export function minus(one, other) {
  const pair = aligned(one, other);
  if (!pair) return null;
  const [a, b, scale] = pair;
  return written(a - b, scale);
}

function written(units, scale) {
  const digits = String(units < 0n ? -units : units).padStart(scale + 1, "0");
  const whole = digits.slice(0, digits.length - scale);
  const decimals = digits.slice(digits.length - scale).replace(/0+$/, "");
  return `${units < 0n ? "-" : ""}${whole}${decimals ? `.${decimals}` : ""}`;
}

/** The part in per cent of the whole with one decimal, rounded half up; nothing of a whole of nought. */
export function percent(part, whole) {
  const pair = aligned(part, whole);
  if (!pair || pair[1] === 0n) return null;
  const [a, b] = pair;
  const [size, by] = [a < 0n ? -a : a, b < 0n ? -b : b];
  const tenths = (size * 2000n + by) / (2n * by);
  const sign = tenths !== 0n && (a < 0n) !== (b < 0n) ? "−" : "";
  return `${sign}${tenths / 10n}.${tenths % 10n}%`;
}

/** With its sign, as differences are shown; the minus is the typographic one. */
export function signed(text) {
  if (isZero(text)) return "0";
  return text.startsWith("-") ? `−${text.slice(1)}` : `+${text}`;
}
