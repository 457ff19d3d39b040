// What the peers read figures with: strict, and as quick as a hand-written reader gets. A figure is
// whole units at its cell's scale, because no peer counts decimals exactly. It takes ASCII digits,
// a point, commas between groups of three, and spaces around; crossfoot's own reader takes more.

/** A blank. */
export const BLANK = NaN;
/** What is no figure that the cell can hold. */
export const UNREADABLE = Infinity;

const MOST_DIGITS = 18;

export function read(text, { scale, choices }) {
  if (choices !== null) return option(text.trim(), choices);
  if (scale === 0 && text.length > 0 && text.length <= 15) {
    let units = 0;
    let i = 0;
    for (; i < text.length; i++) {
      const digit = text.charCodeAt(i) - 48;
      if (digit < 0 || digit > 9) break;
      units = units * 10 + digit;
    }
    if (i === text.length) return units;
  }
  return readAll(text.trim(), scale);
}

function option(text, choices) {
  if (text === "") return BLANK;
  const place = choices.indexOf(text);
  return place < 0 ? UNREADABLE : place;
}

function readAll(text, scale) {
  if (text === "") return BLANK;
  const parts = /^(\d+|\d{1,3}(?:,\d{3})+)(?:\.(\d+))?$/.exec(text);
  if (!parts) return UNREADABLE;
  const decimals = (parts[2] ?? "").replace(/0+$/, "");
  if (decimals.length > scale) return UNREADABLE;
  const digits = (parts[1].replaceAll(",", "") + decimals.padEnd(scale, "0")).replace(/^0+(?=\d)/, "");
  return digits.length > MOST_DIGITS ? UNREADABLE : Number(digits);
}
