// The whole `input` event in a page: a field's value is set and the event dispatched, as a keystroke
// does it. Three forms of the same markup: one that crossfoot is bound to, one with hand-written
// checks, one with a listener that does nothing.

import * as closures from "../impl/closures.mjs";
import * as crossfoot from "../impl/crossfoot.mjs";
import { loopOf, sideBySide } from "../measure/core.mjs";

export const load = crossfoot.load;

/** A form on the page with a field for each cell, filled in. */
function markup(cells, texts) {
  const root = document.createElement("form");
  const table = root.appendChild(document.createElement("table"));
  const fields = cells.map(({ address, choices }, cell) => {
    const row = table.insertRow();
    row.insertCell().textContent = address;
    const field = document.createElement("input");
    [field.name, field.value] = [address, texts[cell]];
    if (!choices) field.inputMode = "numeric";
    row.insertCell().append(field);
    return field;
  });
  document.body.append(root);
  return { root, fields };
}

/** What a page of one's own does: one listener, the rules that read the cell, marks where they turned. */
function byHand({ root, fields }, form) {
  const program = closures.compile(form);
  program.check(fields.map(({ value }) => value));
  const cells = new Map(fields.map((field, cell) => [field, cell]));
  const failing = new Set();
  let [changed, frame] = [new Set(), 0];
  const findings = root.appendChild(document.createElement("ul"));
  const paint = () => {
    frame = 0;
    for (const rule of changed) {
      const { id, left, right } = form.rules[rule];
      for (const [cell] of [...left, ...right]) {
        fields[cell].setCustomValidity(failing.has(rule) ? id : "");
        fields[cell].toggleAttribute("data-wrong", failing.has(rule));
      }
    }
    changed.clear();
    findings.replaceChildren(
      ...[...failing].map((rule) =>
        Object.assign(document.createElement("li"), { textContent: form.rules[rule]?.id }),
      ),
    );
  };
  root.addEventListener("input", (event) => {
    if (event.isComposing) return;
    const cell = cells.get(event.target);
    if (cell === undefined) return;
    const turned = program.set(cell, event.target.value);
    if (turned.length === 0) return;
    for (const change of turned) {
      failing[change & 1 ? "add" : "delete"](change >> 1);
      if (form.rules[change >> 1]) changed.add(change >> 1);
    }
    frame ||= requestAnimationFrame(paint);
  });
}

export async function input(name, options) {
  const form = await (await fetch(`/form/${name}.json`)).json();
  const pages = ["crossfoot", "hand", "empty"].map((kind) => ({ kind, ...markup(form.cells, form.half) }));
  const [own, hand, empty] = pages;
  const compiled = crossfoot.compile(form);
  const binding = compiled.session.bind(own.root);
  byHand(hand, form);
  empty.root.addEventListener("input", () => {});
  // Both must see what is typed, or one of them would be timed at doing nothing.
  const [slip, right] = form.edits.turn;
  const marked = async ({ root, fields }, [cell, text]) => {
    fields[cell].value = text;
    fields[cell].dispatchEvent(new InputEvent("input", { bubbles: true }));
    await new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted)));
    return root.querySelectorAll(":invalid").length;
  };
  for (const page of [own, hand]) {
    for (const [cell, text] of form.texts.entries())
      if (page.fields[cell].value !== text) await typed(page, cell, text);
    const [wrong, mended] = [await marked(page, slip), await marked(page, right)];
    if (wrong === 0 || mended !== 0)
      throw new Error(`${page.kind}: ${wrong} fields marked at a slip, ${mended} when it was put right`);
    for (const [cell, text] of form.half.entries())
      if (page.fields[cell].value !== text) await typed(page, cell, text);
  }
  await new Promise((rested) => setTimeout(rested, 1000));
  const body = `const field = p[input[at][0]]; field.value = input[at][1];
    kept += field.dispatchEvent(new InputEvent("input", { bubbles: true })) ? 1 : 0;`;
  const tasks = pages.map(({ kind, fields }) => ({
    name: kind,
    run: loopOf(body, { p: fields, input: form.edits.quiet, length: form.edits.quiet.length }),
  }));
  const result = await sideBySide(tasks, options);
  if (own.root.querySelector(":invalid") || binding.suspects()?.suspects.length)
    throw new Error("a mark changed while none should");
  return result;
}

function typed({ fields }, cell, text) {
  fields[cell].value = text;
  fields[cell].dispatchEvent(new InputEvent("input", { bubbles: true }));
}
