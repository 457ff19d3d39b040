// Tables: a block from a spreadsheet, arrow keys, what is lit, and how far the report has come.
import { readFileSync } from "node:fs";
import { test } from "@playwright/test";
import { expect, expectNoFinding, field, figures, fillSample, findings, inPerson, names, open, status, type } from "./portal.js";

const progress = (page) => page.locator(".crossfoot-progress");
const values = (page, list) => page.evaluate((list) => list.map((name) => document.querySelector(`#report [name="${name}"]`).value), list);
const table = names.reduce((lines, name, at) => lines + figures[name] + (at % 2 ? "\r\n" : "\t"), "");

test.use({ permissions: ["clipboard-read", "clipboard-write"] });

async function paste(page, name, text) {
  await page.evaluate((text) => navigator.clipboard.writeText(text), text);
  await field(page, name).focus();
  await page.keyboard.press("Control+V");
}

test("the whole table is pasted, told, and taken back with one key", async ({ page }) => {
  const faults = await open(page);
  await type(page, "zb0600_lj", "7");
  await paste(page, names[0], table);
  expect(await values(page, names)).toEqual(names.map((name) => figures[name]));
  await expectNoFinding(page);
  await expect(status(page)).toHaveText(`已粘贴 ${names.length} 个数，按 Ctrl+Z 可以撤回`);
  await expect(field(page, names[0])).toBeFocused();
  await expect(page.locator(".crossfoot-suggestion")).toContainText(`已粘贴 ${names.length} 个数`);
  await page.keyboard.press("Control+Z");
  expect(await values(page, names)).toEqual(names.map((name) => (name === "zb0600_lj" ? "7" : "")));
  await expect(status(page)).toHaveText("已撤回粘贴，恢复为原来填的内容");
  expect(faults).toEqual([]);
});

test("a block that breaks a rule says both what was pasted and what is found", async ({ page }) => {
  await open(page);
  await paste(page, "zb0200_nd", "4\n3\n2\n0\n");
  await expect(status(page)).toContainText("已粘贴 4 个数，按 Ctrl+Z 可以撤回；");
  await expect(status(page)).toContainText("相差 1");
  await paste(page, "zb0600_nd", "1\t2\t3\n4");
  await expect(status(page)).toContainText("；有 2 个超出表格，未填入");
});

test("one cell of a sheet is one figure; text goes into the text as ever", async ({ page }) => {
  await open(page);
  await type(page, inPerson, "9");
  await paste(page, inPerson, "2\r\n");
  await expect(field(page, inPerson)).toHaveValue("2");
  await paste(page, inPerson, "3"); // the browser's own, at the caret
  await expect(field(page, inPerson)).toHaveValue(/3/);
  await paste(page, "bf1", "全年\t工作\n平稳");
  await expect(field(page, "bf1")).toHaveValue("全年\t工作\n平稳");
  await expect(findings(page)).toHaveCount(0);
});

test("the arrow keys go through the table, and the caret through the figure", async ({ page }) => {
  await open(page);
  await type(page, "zb0100_nd", "15");
  await page.keyboard.press("ArrowRight");
  await expect(field(page, "zb0100_lj")).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(field(page, "zb0101_lj")).toBeFocused();
  await page.keyboard.press("ArrowLeft");
  await expect(field(page, "zb0101_nd")).toBeFocused();
  await page.keyboard.press("ArrowUp");
  await expect(field(page, "zb0100_nd")).toBeFocused();
  await page.keyboard.type("7"); // what is arrived at is selected
  await expect(field(page, "zb0100_nd")).toHaveValue("7");
  await page.keyboard.press("Home");
  await page.keyboard.press("ArrowRight");
  await expect(field(page, "zb0100_nd")).toBeFocused();
  await page.keyboard.press("ArrowUp"); // nothing above
  await expect(field(page, "zb0100_nd")).toBeFocused();
});

test("in the national report the row, the column and the figures of a finding are lit, and nothing moves", async ({ page }) => {
  await page.goto("./national.html");
  await expect(progress(page)).toBeVisible();
  await page.getByRole("button", { name: "填入示例" }).click();
  await expect(findings(page)).toHaveCount(0);
  const box = () => page.locator("table.applications").evaluate((grid) => {
    const { x, y, width, height } = grid.getBoundingClientRect();
    return [x + scrollX, y + scrollY, width, height];
  });
  const lit = (name) => page.locator(`[${name}]`).evaluateAll((fields) => fields.map((field) => field.name));
  await type(page, "sq03_2", "99");
  const before = await box();
  await expect.poll(() => lit("data-crossfoot-together")).toContain("sq03_2");
  const together = await lit("data-crossfoot-together");
  expect(together).toContain("sq03_7"); // the row adds up to it
  expect(together).toContain("sq24_2"); // and the column
  const trail = await lit("data-crossfoot-trail");
  expect(trail.filter((name) => name.startsWith("sq03_"))).toHaveLength(6);
  expect(trail.filter((name) => name.endsWith("_2"))).toHaveLength(24);
  await page.locator("#tbdw").focus();
  await expect.poll(() => lit("data-crossfoot-together")).toEqual([]);
  expect(await lit("data-crossfoot-trail")).toEqual([]);
  expect(await box()).toEqual(before);
});

test("a line says how far the report has come, and leads to what is missing", async ({ page }) => {
  await open(page);
  await expect(progress(page)).toHaveText("已填 0 项，共 36 项；待填：主动公开文件数（2017年度）、主动公开文件数（历年累计）、政府网站公开数（2017年度），另有 33 项");
  expect(await progress(page).evaluate((line) => [line.role, line.ariaLive])).toEqual([null, null]);
  await fillSample(page);
  await expect(progress(page)).toHaveText("已填 36 项，共 36 项；没有发现问题");
  await type(page, "zb0600_lj", "x");
  await expect(progress(page)).toContainText("1 处需要改正");
  await field(page, "bf6").fill("");
  await expect(progress(page)).toContainText(/待填：\S+$/);
  await page.locator("#language").selectOption("en");
  await expect(progress(page)).toContainText("filled 35 of 36; 1 to correct; still to fill: ");
  await progress(page).getByRole("link").click();
  await expect(field(page, "bf6")).toBeFocused();
});

test("the style of what is lit is made for forced colours too", () => {
  const css = readFileSync(new URL("../../src/web/crossfoot.css", import.meta.url), "utf8");
  const forced = css.slice(css.indexOf("forced-colors"));
  for (const name of ["together", "trail"]) expect(forced).toContain(`[data-crossfoot-${name}]`);
});
