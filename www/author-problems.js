// What is wrong with the definition: each problem with its place in the text, and with the nearest names
// at hand.
import { lineOf, placeOf, read } from "./author-places.js";
import { button, make, redraw } from "./rollup-dom.js";

const SHOWN = 100;
const NAMES = 3; // more than so many are no hint at what was meant
const WORDS = 8; // as many as a key can take
const NAMED = new Set(["unknown-key", "unknown-name", "unknown-table", "wrong-value"]);

/** A definition's problems, each with its place: what the JSON itself lacks is told by its reader, which knows all places. */
export function placed(problems, text, words) {
  const { tree, faults } = read(text);
  if (problems.some(({ code }) => code === "not-json") && faults.length) {
    const isEmpty = text.trim() === "";
    // One thing that is missing is often told twice at its place.
    const told = faults.filter(({ from }, at) => from !== faults[at - 1]?.from && (at === 0 || !isEmpty));
    return told.map(({ code, from, to }) => ({
      code: "not-json", place: { from, to }, message: words(isEmpty ? "emptyText" : code), fixes: [],
    }));
  }
  const all = problems.map((problem) => {
    const place = placeOf(text, tree, problem);
    return { code: problem.code, pointer: problem.pointer, place, message: problem.message, fixes: fixesOf(problem, text, place) };
  });
  // In the order of the text, as one reads it.
  return all.sort((a, b) => a.place.from - b.place.from);
}

/** What would be right in the place of what stands there: `{ name, insert }`. */
function fixesOf({ code, subject, expected }, text, { from, to }) {
  const stands = text.slice(from, to);
  if (!NAMED.has(code) || !subject || expected.length > (code === "wrong-value" ? WORDS : NAMES)) return [];
  if (stands !== subject && stands !== JSON.stringify(subject)) return [];
  const isInside = text[from - 1] === "\"" || !/^["\d]/.test(stands); // a word of a longer text goes without marks
  const isPlain = (name) => /^(true|false|\d+)$/.test(name);
  return expected.filter((name) => code !== "wrong-value" || /^[a-z\d-]+$/.test(name))
    .map((name) => ({ name, insert: isInside || isPlain(name) ? name : JSON.stringify(name) }));
}

/** What a sentence quotes between `…` is shown as what it is. */
function quoted(message) {
  const parts = message.split("`");
  if (parts.length % 2 === 0) return [message];
  return parts.map((part, at) => (at % 2 ? make("code", { textContent: part }) : part));
}

export function problemsView(app) {
  const [list, count, number] = ["problems", "problem-count", "problem-number"].map((id) => document.getElementById(id));
  let all = [];

  /** The same problem in the text as it is: the list may be older than the last keystroke. */
  function current(problem) {
    app.look();
    return all.findIndex(({ code, message }) => code === problem.code && message === problem.message);
  }

  /** `isListed` where the person has it before their eyes. */
  function show(at, isListed = false) {
    const problem = all[at];
    if (!problem) return;
    app.editor().select(problem.place);
    app.announce(app.words("problemOf", { at: at + 1, all: all.length, message: problem.message.replaceAll("`", "") }), isListed);
  }

  function itemOf(problem, at, text) {
    const { message, place, pointer, fixes } = problem;
    const { line, column } = lineOf(text, place.from);
    const go = button("", `problem:${at}`, { className: "problem" });
    go.append(
      make("span", { className: "where", textContent: app.words("atPlace", { line, column }) }),
      make("span", { className: "what" }, ...quoted(message)),
      ...(pointer && !message.includes(pointer) ? [make("code", { className: "pointer", textContent: pointer })] : []),
    );
    go.addEventListener("click", () => show(all[at] === problem && !app.isWaiting() ? at : current(problem), true));
    const offers = fixes.map(({ name, insert }) => {
      const fix = button(app.words("fix", { name }), `fix:${at}:${name}`, { className: "secondary fix" });
      fix.addEventListener("click", () => {
        const now = app.isWaiting() ? current(problem) : at;
        if (now < 0) return;
        app.editor().replace(all[now].place, insert);
        app.announce(app.words("fixed", { name }));
      });
      return fix;
    });
    return make("li", {}, go, ...(offers.length ? [make("p", { className: "fixes" }, ...offers)] : []));
  }

  return {
    draw(problems, text) {
      all = problems;
      const items = all.slice(0, SHOWN).map((problem, at) => itemOf(problem, at, text));
      if (all.length > SHOWN) items.push(make("li", { textContent: app.words("moreProblems", { count: all.length - SHOWN }) }));
      redraw(list, items, document.getElementById("problems-part"));
    },
    /** Whether the list is older than the text. */
    waits: (isWaiting) => list.setAttribute("aria-busy", String(isWaiting)),
    /** The line above the list; it is live, so only what changed is written. */
    tell(state, said) {
      count.dataset.state = state;
      if (count.textContent !== said) count.textContent = said;
      number.textContent = all.length || (state === "good" ? "✓" : "");
      number.dataset.state = state;
    },
    /** To the next problem behind the caret, or the one before it, and around. */
    step(direction) {
      if (!all.length) {
        app.announce(app.words("noneLeft"));
        return;
      }
      const { from, to } = app.editor().selection();
      const isHere = ({ place }) => place.from === from && place.to === to;
      const here = all.findIndex(isHere);
      const { length } = all;
      if (here >= 0) show((here + direction + length) % length);
      else if (direction > 0) show(Math.max(0, all.findIndex(({ place }) => place.from >= from)));
      else show((all.findLastIndex(({ place }) => place.from < from) + length) % length);
    },
  };
}
