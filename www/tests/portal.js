// What a clerk does with the portal, and what the clerk sees.
import { expect } from "@playwright/test";
import { figures, parts } from "../sample.js";

export { expect, figures, parts };

export const names = Object.keys(figures);
export const inPerson = "zb0201_nd";
export const received = ["zb0200_nd", "zb0201_nd", "zb0202_nd", "zb0203_nd"];

export const field = (page, name) => page.locator(`#report [name="${name}"]`);
export const status = (page) => page.locator(".crossfoot-status");
export const findings = (page) => page.locator(".crossfoot-findings > li[data-finding]");
export const summary = (page) => page.locator(".crossfoot-summary");
export const receipt = (page) => page.locator("#receipt");

/** Opens the portal and waits until the checks are there. */
export async function open(page) {
  const faults = [];
  page.on("pageerror", (error) => faults.push(error.message));
  await page.goto("./");
  await expect(status(page)).toBeAttached();
  return faults;
}

/** Replaces what stands in a field, key by key. */
export async function type(page, name, text) {
  await field(page, name).focus();
  await page.keyboard.press("Control+A");
  await page.keyboard.type(text);
}

/** Puts the caret at the end of a figure and replaces its last digit. */
export async function replaceLastDigit(page, name, digit) {
  await field(page, name).focus();
  await page.keyboard.press("End");
  await page.keyboard.press("Backspace");
  await page.keyboard.type(digit);
}

/** Types the published figures of the chosen columns with the keyboard. */
export async function typeFigures(page, columns = ["nd", "lj"]) {
  for (const name of names) {
    if (columns.includes(name.split("_")[1])) await type(page, name, figures[name]);
  }
}

export async function fillSample(page) {
  await page.getByRole("button", { name: "填入示例" }).click();
}

export async function marked(page) {
  return page.locator("#report [data-crossfoot]").evaluateAll((fields) => fields.map((f) => f.name));
}

export async function expectMarked(page, expected) {
  await expect.poll(() => marked(page)).toEqual(expected);
}

export async function expectNoFinding(page) {
  await expect(findings(page)).toHaveCount(0);
  await expectMarked(page, []);
}

/** The sentence of the finding about 受理政府信息公开申请总数, in either language. */
export async function expectReceivedFinding(locator, labels) {
  for (const text of labels) await expect(locator).toContainText(text);
}

export const receivedInChinese = [
  /受理政府信息公开申请总数\D*4/,
  /当面申请数\D*3/,
  /网上申请数\D*2/,
  /信函申请数\D*0/,
  /(?<!\d)5(?!\d)/,
  /相差\s*1(?!\d)/,
];

export async function expectReceipt(page, changed = {}) {
  await expect(receipt(page)).toBeVisible();
  const rows = await receipt(page)
    .locator("tbody tr")
    .evaluateAll((lines) => lines.map((line) => [...line.cells].slice(2).map((cell) => cell.textContent)));
  expect(rows.flat()).toEqual(names.map((name) => changed[name] ?? figures[name]));
}
