// What is asked of every example: it sends before crossfoot, and with it a wrong total is told and held.
import { readFileSync } from "node:fs";
import { expect } from "@playwright/test";
import init, { Form } from "../../pkg/crossfoot.js";

await init({ module_or_path: readFileSync(new URL("../../pkg/crossfoot_bg.wasm", import.meta.url)) });

/** Every bound field, by name, that is marked. */
export const marked = (page) =>
  page.locator("form [data-crossfoot]").evaluateAll((fields) => fields.map((field) => field.name));

export const findings = (page) => page.locator(".crossfoot-findings > li[data-finding]");
export const summary = (page) => page.locator(".crossfoot-summary");
export const named = (page, name) => page.locator(`[name="${name}"]:visible`).first();

/** Opens a page and waits until its checks are there; the faults of its scripts are collected. */
export async function open(page, path, { checked = path.includes("/after/") } = {}) {
  const faults = [];
  page.on("pageerror", (error) => faults.push(error.message));
  await page.goto(path);
  await expect(page.locator(".crossfoot-status")).toHaveCount(checked ? 1 : 0);
  return faults;
}

/** Types texts into fields and leaves each, as a person does. */
export async function type(page, texts) {
  for (const [name, text] of Object.entries(texts)) {
    await named(page, name).focus();
    await page.keyboard.press("Control+A");
    if (text === "") await page.keyboard.press("Delete");
    else await page.keyboard.insertText(text);
    await page.keyboard.press("Tab");
  }
}

/** Repeats the check of the signed-off result that an example's form sends besides its fields; gives both. */
export function checked(example, { crossfoot, ...fields }) {
  const definition = readFileSync(new URL(`../examples/${example}/definition.json`, import.meta.url), "utf8");
  expect(Form.compile(definition).verify(crossfoot)).toEqual({ ok: true, faults: [] });
  return { fields, result: JSON.parse(crossfoot) };
}

/** What a server has received, in the order of the form. */
export const receipt = (page) =>
  page.locator("tr").evaluateAll((rows) => Object.fromEntries(rows.map((row) => [...row.cells].map((cell) => cell.innerText))));
