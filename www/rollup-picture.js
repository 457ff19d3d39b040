// Pictures as SVG, drawn with d3's scales and axes, which are loaded when the first one is due. Every
// picture stands beside a table with the same figures; kinds of bars differ in pattern, not in colour
// alone.
import { bySize, exact } from "./rollup-exact.js";

const MOST_BARS = 40;
const NARROW = 30 * 16;
const waiting = new WeakMap(); // figure → what it is to show
const widths = new WeakMap();
let library = null;

const load = () => (library ??= import("./rollup-d3.js"));

// Another width is another picture; the height follows from the rows.
const watch = new ResizeObserver((entries) => {
  for (const { target, contentRect } of entries) {
    if (Math.abs((widths.get(target) ?? 0) - contentRect.width) < 2 || contentRect.width === 0) continue;
    const shown = waiting.get(target);
    if (shown) draw(target, shown);
  }
});

/** Draws into a figure; what is asked for last is what stands there. */
export async function draw(figure, picture) {
  waiting.set(figure, picture);
  watch.observe(figure);
  let d3 = null;
  try {
    d3 = await load();
  } catch (error) {
    library = null; // may be tried again
    console.warn(error);
  }
  if (waiting.get(figure) !== picture) return;
  widths.set(figure, figure.clientWidth);
  const caption = document.createElement("figcaption");
  caption.textContent = d3 ? picture.caption : picture.lost;
  if (!d3) return figure.replaceChildren(caption);
  const width = Math.max(260, figure.clientWidth);
  const svg = d3.select(document.createElementNS("http://www.w3.org/2000/svg", "svg"))
    .attr("role", "img").attr("width", width).attr("aria-label", picture.title);
  hatch(svg, figure.id);
  const paint = picture.kind === "years" ? years : contributions;
  const height = paint(d3, svg, picture, { width, hatched: `url(#${figure.id}-hatch)` });
  svg.attr("height", height).attr("viewBox", `0 0 ${width} ${height}`);
  figure.replaceChildren(caption, svg.node());
}

function hatch(svg, id) {
  const pattern = svg.append("defs").append("pattern").attr("id", `${id}-hatch`)
    .attr("width", 6).attr("height", 6).attr("patternUnits", "userSpaceOnUse").attr("patternTransform", "rotate(45)");
  pattern.append("rect").attr("width", 6).attr("height", 6).attr("class", "hatch-ground");
  pattern.append("rect").attr("width", 2.5).attr("height", 6).attr("class", "hatch-line");
}

/** For geometry alone: what is shown as a figure is the text. */
function size(text) {
  const { units, scale } = exact(text);
  return Number(units) / 10 ** scale;
}

/** One bar an office, the largest first; behind the most of them, one line says how many there are. */
function contributions({ scaleBand, scaleLinear, axisTop }, svg, { rows, others }, { width, hatched }) {
  const bars = rows.slice(0, MOST_BARS);
  const isNarrow = width < NARROW;
  const left = Math.min(Math.max(...bars.map(({ label }) => textWidth(label))) + 10, isNarrow ? 130 : 230);
  const right = isNarrow ? 92 : 120;
  const top = 26;
  const height = top + bars.length * 24 + (rows.length > bars.length ? 26 : 6);
  const sizes = bars.map(({ value }) => size(value));
  const x = scaleLinear().domain([Math.min(0, ...sizes), Math.max(0, ...sizes)]).nice(isNarrow ? 3 : 6).range([left, width - right]);
  const y = scaleBand().domain(bars.map((_, index) => index)).range([top, top + bars.length * 24]).padding(0.25);
  svg.append("g").attr("class", "axis").attr("transform", `translate(0,${top - 4})`).attr("aria-hidden", "true")
    .call(axisTop(x).ticks(isNarrow ? 3 : 6).tickSize(-(bars.length * 24)).tickSizeOuter(0));
  bars.forEach(({ label, value, share, out }, index) => {
    const [from, to] = [x(Math.min(0, sizes[index])), x(Math.max(0, sizes[index]))];
    const middle = y(index) + y.bandwidth() / 2;
    const row = svg.append("g").attr("class", out ? "bar out" : "bar");
    row.append("text").attr("class", "label").attr("x", left - 8).attr("y", middle).attr("dy", "0.35em").attr("text-anchor", "end").text(fitted(label, left - 8));
    row.append("rect").attr("x", from).attr("y", y(index)).attr("width", Math.max(1, to - from)).attr("height", y.bandwidth())
      .attr("fill", out ? hatched : null);
    row.append("text").attr("class", "value").attr("x", to + 6).attr("y", middle).attr("dy", "0.35em").text(share ? `${value} · ${share}` : value);
  });
  if (rows.length > bars.length) {
    svg.append("text").attr("class", "label").attr("x", 0).attr("y", height - 8).text(others(rows.length - bars.length));
  }
  return height;
}

/** Two bars a row, last year's and this year's; each row has a scale of its own, for rows differ by thousands. */
function years({ scaleLinear }, svg, { rows, legend }, { width, hatched }) {
  const isNarrow = width < NARROW;
  const left = isNarrow ? 0 : Math.min(Math.max(...rows.map(({ label }) => textWidth(label))) + 12, 260);
  const right = 70;
  const step = isNarrow ? 62 : 46;
  const top = 30;
  const key = svg.append("g").attr("class", "legend");
  [[legend[0], hatched, "before"], [legend[1], null, "now"]].forEach(([text, fill, name], index) => {
    const at = index * (textWidth(legend[0]) + 46);
    key.append("g").attr("class", name).append("rect").attr("x", at).attr("y", 5).attr("width", 22).attr("height", 12).attr("fill", fill);
    key.append("text").attr("class", "value").attr("x", at + 28).attr("y", 11).attr("dy", "0.35em").text(text);
  });
  rows.forEach(({ label, before, now }, index) => {
    const y = top + index * step + (isNarrow ? 20 : 4);
    const most = [before, now].sort(bySize)[1];
    const x = scaleLinear().domain([0, Math.max(1, size(most))]).range([left, width - right]);
    svg.append("text").attr("class", "label").attr("x", isNarrow ? 0 : left - 10).attr("y", isNarrow ? y - 8 : y + 17).attr("dy", "0.2em")
      .attr("text-anchor", isNarrow ? "start" : "end").text(fitted(label, isNarrow ? width : left - 10));
    [["before", before, hatched], ["now", now, null]].forEach(([name, text, fill], line) => {
      const own = Math.max(0, x(Math.max(0, size(text))) - left);
      const pair = svg.append("g").attr("class", name);
      pair.append("rect").attr("x", left).attr("y", y + line * 17).attr("width", Math.max(1, own)).attr("height", 14).attr("fill", fill);
      pair.append("text").attr("class", "value").attr("x", left + own + 6).attr("y", y + line * 17 + 7).attr("dy", "0.35em").text(text);
    });
  });
  return top + rows.length * step + 6;
}

// Chinese characters are as wide as they are high, the others about half of it.
const WIDTH = 14;
const widthOf = (character) => (character.codePointAt(0) > 0x2e7f ? WIDTH : WIDTH * 0.56);
const textWidth = (text) => [...text].reduce((sum, character) => sum + widthOf(character), 0);

function fitted(text, width) {
  if (textWidth(text) <= width) return text;
  let kept = "";
  for (const character of text) {
    if (textWidth(`${kept}${character}…`) > width) break;
    kept += character;
  }
  return `${kept}…`;
}
