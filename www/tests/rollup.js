// What a district office does with the page that adds up, and what it sees.
import { readFileSync } from "node:fs";
import { expect } from "@playwright/test";

export { expect };

export const status = (page) => page.locator("#status");
export const verdict = (page) => page.locator("#compared");
export const offices = (page) => page.locator("#offices");
export const office = (page, unit) => offices(page).locator("tbody tr", { has: page.getByRole("button", { name: unit, exact: true }) });
export const refused = (page) => page.locator("#refused > li");
export const explanations = (page) => page.locator("#explanations > li");
export const dialog = (page) => page.locator("#office");
export const sum = (page, cell) => page.locator(`[data-key="sum:${cell}"]`);
export const reported = (page, cell) => page.locator(`[data-key="reported:${cell}"]`);
export const difference = (page, cell) => page.locator(`[data-key="difference:${cell}"]`);
export const focused = (page) => page.evaluate(() => document.activeElement.dataset.key ?? document.activeElement.id);

export async function open(page) {
  const faults = [];
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("dialog", (dialog) => dialog.accept());
  await page.goto("./rollup.html");
  await expect(page.locator("body[data-ready]")).toBeAttached();
  return faults;
}

/** Loads the sample, and one of its faults where one is named. */
export async function sample(page, fault) {
  await page.getByRole("button", { name: "载入示例" }).click();
  await expect(page.locator("[data-fault=none]")).toHaveAttribute("aria-pressed", "true");
  await expect(verdict(page)).toHaveAttribute("data-state", "same");
  if (!fault) return;
  await page.getByRole("button", { name: fault }).click();
  await expect(page.locator(`[data-fault][aria-pressed=true]`)).toHaveText(fault);
  await expect(verdict(page)).toHaveAttribute("data-state", "differs");
}

const cells = JSON.parse(readFileSync(new URL("../../forms/samples/fengze-2017.json", import.meta.url), "utf8"));

/** A report of the form in which everything is nought but what is given by row, year and cumulative alike. */
export function report(unit, rows = {}, more = {}) {
  const entries = Object.fromEntries(Object.keys(cells).map((cell) => [cell, "0"]));
  for (const [row, figure] of Object.entries(rows)) {
    for (const column of ["year", "cumulative"]) entries[`indicators.${row}.${column}`] = String(figure);
  }
  return { crossfoot: "0.1.0", form: { id: "cn.disclosure.fujian-indicators", version: "2017" }, unit, period: "2017", entries, ...more };
}

export const json = (name, content) => ({ name, mimeType: "application/json", buffer: Buffer.from(typeof content === "string" ? content : JSON.stringify(content)) });

export const give = (page, files) => page.locator("#files").setInputFiles(files);

/** A roster as a file that the page asks for. */
export async function giveRoster(page, roster) {
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "载入名册" }).click();
  await (await chooser).setFiles(json("名册.json", roster));
}

/** The content of what a button saves. */
export async function saved(page, name) {
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name, exact: true }).click();
  const file = await download;
  return { name: file.suggestedFilename(), bytes: readFileSync(await file.path()) };
}
