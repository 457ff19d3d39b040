// What a form's author does with the page on which definitions are written.
import { readFileSync } from "node:fs";
import { expect } from "@playwright/test";

export { expect };

export const status = (page) => page.locator("#status");
export const verdict = (page) => page.locator("#problem-count");
export const problems = (page) => page.locator("#problems > li");
export const problem = (page, text) => page.locator("#problems button.problem", { hasText: text });
export const rules = (page) => page.locator("#rules > li");
export const rule = (page, id) => page.locator(`#rules > li[data-rule="${id}"]`);
export const cell = (page, address) => page.locator(`#report [data-cell="${address}"]`);
export const prior = (page, address) => page.locator(`[data-prior="${address}"]`);
export const findings = (page) => page.locator("#trial-findings > li[data-finding]");
export const editor = (page) => page.locator("#definition");
export const kept = (page) => page.locator("#document");

export async function open(page, { isPlain = false, faults = [] } = {}) {
  page.on("pageerror", (error) => faults.push(error.message));
  if (isPlain) await page.addInitScript(() => localStorage.setItem("crossfoot-author-editor", "plain"));
  await page.goto("./author.html");
  await ready(page);
  return faults;
}

export const ready = (page) => expect(page.locator("body[data-ready]")).toBeAttached({ timeout: 20_000 });

/** Replaces the definition's text by typing. */
export async function write(page, text) {
  await editor(page).focus();
  await page.keyboard.press("Control+A");
  await page.keyboard.insertText(typeof text === "string" ? text : JSON.stringify(text, null, 2));
  await expect(page.locator("#problems")).toHaveAttribute("aria-busy", "false");
}

export const good = (page) => expect(verdict(page)).toHaveAttribute("data-state", "good");
export const bad = (page) => expect(verdict(page)).toHaveAttribute("data-state", "bad");

/** The definition's whole text, and the part of it that is selected. */
export const text = (page) => page.evaluate(() => {
  const host = document.getElementById("text");
  const field = host.querySelector("textarea");
  return field ? field.value : host.shadowRoot.querySelector(".cm-content").cmTile.root.view.state.doc.toString();
});
export const selected = (page) => page.evaluate(() => {
  const host = document.getElementById("text");
  const field = host.querySelector("textarea");
  if (field) return field.value.slice(field.selectionStart, field.selectionEnd);
  const { state } = host.shadowRoot.querySelector(".cm-content").cmTile.root.view;
  return state.sliceDoc(state.selection.main.from, state.selection.main.to);
});

/** Whether the focus is in the definition's text, in its shadow or not. */
export const isWriting = (page) => page.evaluate(() => {
  const { activeElement } = document;
  return activeElement.id === "definition" || activeElement.shadowRoot?.activeElement?.id === "definition";
});

export async function begin(page, value) {
  await page.locator("#start").selectOption(value);
  const name = await page.locator("#start option:checked").textContent();
  await page.locator("#begin").click();
  if (!value.startsWith("draft:")) await expect(kept(page)).toHaveText(new RegExp(`^${name.replace(/[()（）]/g, ".")}`));
}

export const file = (name, content) => ({ name, mimeType: "application/json", buffer: Buffer.from(content) });

export async function give(page, content) {
  const chooser = page.waitForEvent("filechooser");
  await page.locator("#open-file").click();
  await (await chooser).setFiles(content);
}

/** The file that a press saves. */
export async function saved(page, press = () => page.locator("#save").click()) {
  const download = page.waitForEvent("download");
  await press();
  const one = await download;
  return { name: one.suggestedFilename(), bytes: readFileSync(await one.path()) };
}

/** A form of one table, with what a test needs besides. */
export const small = (more = {}) => ({
  crossfoot: 1, id: "f", version: "1",
  tables: [{ id: "t", required: false, columns: [{ id: "n", label: { "zh-CN": "数", en: "number" } }], rows: [{ id: "a" }, { id: "b" }, { id: "c" }] }],
  rules: [{ id: "R1", check: "a = b + c", basis: "说明3" }],
  ...more,
});
