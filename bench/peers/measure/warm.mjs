// What an implementation takes once it runs warm: keystrokes of each kind, and a whole report.

import { IMPLEMENTATIONS, leftOut } from "../impl/all.mjs";
import * as explained from "../impl/explained.mjs";
import { loopOf, sideBySide } from "./core.mjs";

const KEY = {
  crossfoot:
    "const said = p.set(input[at][0], input[at][1]); kept += said.raised.length + said.cleared.length;",
  peer: "const said = p.set(input[at][0], input[at][1]); kept += said.length;",
  soon: "const said = await p.set(input[at][0], input[at][1]); kept += said.length;",
};
const FULL = {
  crossfoot: "const said = p.check(input[at]); kept += said.raised.length;",
  peer: "const said = p.check(input[at]); kept += said.length;",
  soon: "const said = await p.check(input[at]); kept += said.length;",
};
const kindOf = (name) =>
  ({ crossfoot: "crossfoot", explained: "crossfoot", "json-rules-engine": "soon" })[name] ?? "peer";

/** Each measure: what it starts from, and what is done over and over. */
export const MEASURES = {
  quiet: { start: "half", edits: "quiet" },
  turn: { start: "texts", edits: "turn", sentences: true },
  again: { start: "texts", edits: "again", sentences: true },
  full: {},
};

export async function warm(form, measure, options, only) {
  const { start, edits, sentences } = MEASURES[measure];
  const all = [...IMPLEMENTATIONS, ...(sentences ? [explained] : [])];
  const taken = all.filter((each) => !leftOut(form.name, each) && (!only || only.includes(each.name)));
  const tasks = [];
  for (const implementation of taken) {
    const { name } = implementation;
    const p = implementation.compile(form);
    const kind = kindOf(name);
    const input = edits ? form.edits[edits] : form.full;
    await p.check(edits ? form[start] : form.full[1]);
    const body = (edits ? KEY : FULL)[kind];
    tasks.push({ name, run: loopOf(body, { p, input, length: input.length, soon: kind === "soon" }) });
    if (measure === "again" && name === "crossfoot") tasks.push(saying(form, implementation));
  }
  return sideBySide(tasks, options);
}

/** What it takes to make the findings alone, the same ones: counted for each slip, as the edits are. */
function saying(form, implementation) {
  const p = implementation.compile(form);
  p.check(form.texts);
  const slips = form.edits.again;
  for (const [cell, text] of slips) p.set(cell, text);
  const run = loopOf("kept += p.session.findings().length;", { p, input: null, length: 1 });
  return { name: "findings", run, per: slips.length / 2 };
}
