// Checks first: every implementation must say of every report and every entry what the oracle says.
// Returns what differs, in words.

import { nameOf } from "./forms/figures.mjs";
import { reader } from "./impl/crossfoot.mjs";
import { Oracle } from "./oracle.mjs";

const sorted = (list) => list.map(String).sort().join(" ");

/** The reports: whole, drawn twice, half filled, with slips, with odd texts, empty. */
function reports(form) {
  const odd = form.texts.slice();
  for (const [cell, text] of form.edits.checked.slice(0, 40)) odd[cell] = text;
  const slips = form.texts.slice();
  for (const [cell, text] of form.edits.again) slips[cell] = text;
  return [form.texts, ...form.full, form.half, slips, odd, form.texts.map(() => "")];
}

/** What is typed: into the whole report; then all of it into an empty one, in the form's order. */
function typed(form, brief) {
  const { checked, quiet, turn, again } = form.edits;
  const short = (list) => (brief ? list.slice(0, 24) : list);
  const typing = brief ? [] : form.texts.map((text, cell) => [cell, text]);
  const empty = form.texts.map(() => "");
  return [
    ["odd texts", form.texts, brief ? checked.slice(0, 120) : checked],
    ["typing", empty, typing],
    ["quiet", form.half, short(quiet)],
    ["slips", form.texts, short(turn)],
    ["standing slips", form.texts, short(again)],
  ];
}

/** The hand-written sentences against crossfoot's: the same findings, word for word. */
export function verifySentences(form, crossfoot, explained) {
  const programs = [crossfoot, explained].map((implementation) => implementation.compile(form));
  for (const program of programs) program.check(form.texts);
  const said = (edit, program) => {
    const { raised, cleared } = program.set(...edit);
    const findings = raised.map(({ id, cells, message, left, right, difference }) => ({
      id,
      cells,
      message,
      left: [left.operands, left.total],
      right: [right.operands, right.total],
      difference,
    }));
    return JSON.stringify([findings.sort((a, b) => (a.id < b.id ? -1 : 1)), [...cleared].sort()]);
  };
  const differences = [];
  const edits = [...form.edits.turn, ...form.edits.again];
  for (const edit of edits) {
    const [own, hand] = programs.map((program) => said(edit, program));
    if (own !== hand && differences.length < 3)
      differences.push(`explained, form ${form.name}, ${edit}: crossfoot said ${own}, it said ${hand}`);
  }
  programs[0].free();
  return { compared: edits.length, differences };
}

/** Whether a total that is one too many is seen among figures of 18 digits, on form S; nobody is timed at it. */
export async function isExact(form, implementation) {
  const program = implementation.compile(form);
  const own = implementation.name === "crossfoot" ? reader(form, program) : null;
  const rule = form.rules.findIndex(({ id }) => id === "A1@year");
  const { left, right } = form.rules[rule];
  const says = [];
  for (const total of ["100000000000000003", "100000000000000004"]) {
    const texts = form.texts.slice();
    texts[left[0][0]] = total;
    for (const [at, [cell]] of right.entries()) texts[cell] = at === 0 ? "100000000000000001" : "1";
    const said = await program.check(texts);
    says.push((own ? own.failing() : said).includes(rule));
  }
  program.free?.();
  return !says[0] && says[1];
}

/** `brief` is for large forms, on which some of them take long. */
export async function verify(form, implementation, brief) {
  const program = implementation.compile(form);
  const oracle = new Oracle(form);
  const own = implementation.name === "crossfoot" ? reader(form, program) : null;
  const failing = async (texts) => {
    const said = await program.check(texts);
    return own ? own.failing() : said;
  };
  const set = async (cell, text) => {
    const said = await program.set(cell, text);
    return own ? own.changed(said) : said.map((change) => [change >> 1, (change & 1) === 1]);
  };
  const names = (list) => sorted(list.map((number) => nameOf(form, number)));
  const turned = (list) => sorted(list.map(([number, now]) => `${now ? "+" : "-"}${nameOf(form, number)}`));
  const differences = [];
  const compare = (what, said, truth) => {
    if (said !== truth && differences.length < 3)
      differences.push(
        `${implementation.name}, form ${form.name}, ${what}: said [${said}], truth [${truth}]`,
      );
  };
  let compared = 0;
  for (const [at, texts] of reports(form).entries()) {
    compare(`report ${at}`, names(await failing(texts)), names([...oracle.check(texts)]));
    compared++;
  }
  for (const [what, start, edits] of typed(form, brief)) {
    await failing(start);
    oracle.check(start);
    for (const [at, edit] of edits.entries()) {
      const { changed } = oracle.set(...edit);
      compare(`${what} ${at} ${JSON.stringify(edit)}`, turned(await set(...edit)), turned(changed));
      compared++;
    }
  }
  program.free?.();
  return { compared, differences };
}
