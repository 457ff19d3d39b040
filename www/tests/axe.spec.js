// No page of the demo, in whatever state the checks bring it, breaks a rule of WCAG 2.2 AA that axe-core knows.
import { test } from "@playwright/test";
import { violations } from "./axe.js";
import { begin, cell, good, open as openAuthor, small, write } from "./author.js";
import { difference, dialog, give, office, open as openRollUp, refused, sample } from "./rollup.js";
import { expect, expectReceipt, field, fillSample, findings, inPerson, open, replaceLastDigit, status, summary, type } from "./portal.js";

const send = (page) => page.locator("#report [type=submit]").click();
const note = (page) => page.locator("#report .crossfoot-suggestion");
const reason = (page) => page.locator("textarea.crossfoot-reason");

async function slip(page) {
  await fillSample(page);
  await replaceLastDigit(page, inPerson, "3");
  await expect(findings(page)).not.toHaveCount(0);
  await expect(note(page)).toBeVisible();
}
async function question(page) {
  await fillSample(page);
  for (const name of ["zb0300_nd", "zb0304_nd"]) await type(page, name, "5"); // more replies than applications
  await expect(findings(page).and(page.locator("[data-severity=soft]"))).not.toHaveCount(0);
}

const portal = {
  "empty": async () => {},
  "filled": async (page) => {
    await fillSample(page);
    await page.locator("#last-year").selectOption("2016");
  },
  "with hard findings and a suggestion": slip,
  "with a suggestion that was taken": async (page) => {
    await slip(page);
    await page.keyboard.press("Alt+Enter");
    await expect(note(page)).toContainText(/已改为|undo/);
  },
  "with the offer for a blank": async (page) => {
    await fillSample(page);
    await type(page, inPerson, "");
    await page.keyboard.press("Delete");
    await expect(note(page)).toBeVisible();
  },
  "with questions": question,
  "with what was understood": async (page) => {
    await fillSample(page);
    await type(page, "zb0100_nd", "一千五百三十二");
    await expect(page.locator(".crossfoot-understood")).toBeVisible();
  },
  "empty and held back": async (page) => {
    await send(page);
    await expect(summary(page)).toBeFocused();
  },
  "held back for hard findings": async (page) => {
    await slip(page);
    await send(page);
    await expect(summary(page)).toBeFocused();
  },
  "held back for reasons": async (page) => {
    await question(page);
    await send(page);
    await expect(reason(page)).not.toHaveCount(0);
    await reason(page).first().fill("有一件是上年度受理的");
  },
  "with reasons that are asked for again": async (page) => {
    await portal["held back for reasons"](page);
    for (const name of ["zb0300_nd", "zb0304_nd"]) await type(page, name, "6");
    await expect(reason(page)).not.toHaveCount(0);
  },
  "sent": async (page) => {
    await fillSample(page);
    await send(page);
    await expectReceipt(page);
  },
};
const both = ["held back for hard findings", "held back for reasons"]; // where most is said
for (const [state, reach] of Object.entries(portal)) {
  for (const locale of both.includes(state) ? ["zh-CN", "en"] : ["zh-CN"]) {
    test(`the portal ${state} (${locale})`, async ({ page }) => {
      await open(page);
      await reach(page);
      await page.locator("#language").selectOption(locale);
      await expect(page.locator("html")).toHaveAttribute("lang", locale);
      expect(await violations(page)).toEqual([]);
    });
  }
}

test("the portal without the checks", async ({ page }) => {
  await page.route(/crossfoot_bg[^/]*\.wasm/, (route) => route.abort());
  await page.goto("./");
  await expect(status(page)).toContainText("未经核对");
  expect(await violations(page)).toEqual([]);
});

test("the portal reading a report", async ({ page }) => {
  await open(page);
  await page.getByRole("button", { name: "读入整份报告" }).click();
  await expect(page.locator("#read-dialog")).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await page.locator("#read-text").fill("主动公开文件数\t条\t1532\t13848\n没有这样的指标\t条\t7\t8");
  await page.getByRole("button", { name: "读取" }).click();
  await expect(page.locator("#read-dialog")).toContainText("读出 30 个数中的 2 个");
  expect(await violations(page)).toEqual([]);
});

test("the national form with a suggestion, and held back", async ({ page }) => {
  await page.goto("./national.html");
  await expect(status(page)).toBeAttached();
  expect(await violations(page)).toEqual([]);
  await page.locator("#sample").click();
  await type(page, "sq03_1", "1480");
  await expect(note(page)).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await send(page);
  await expect(summary(page)).toBeFocused();
  expect(await violations(page)).toEqual([]);
});

test("the page that adds up", async ({ page }) => {
  await openRollUp(page);
  expect(await violations(page)).toEqual([]);
  await sample(page, "一个部门填错一个数");
  await give(page, { name: "坏.json", mimeType: "application/json", buffer: Buffer.from("{") });
  await expect(refused(page)).not.toHaveCount(0);
  expect(await violations(page)).toEqual([]);
  await difference(page, "indicators.disclosed.year").click();
  await expect(page.locator("#bars svg")).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await office(page, "教育局").getByRole("button").first().click();
  await expect(dialog(page)).toBeVisible();
  expect(await violations(page)).toEqual([]);
});

for (const isPlain of [true, false]) {
  test(`the page of an author, ${isPlain ? "in a plain field" : "in the editor"}`, async ({ page }) => {
    test.slow();
    await openAuthor(page, { isPlain });
    expect(await violations(page)).toEqual([]);
    await write(page, small({ rules: [{ id: "R1", check: "a = bb + c", severety: "soft" }] }));
    await expect(page.locator("#problems > li")).not.toHaveCount(0);
    expect(await violations(page)).toEqual([]);
    await write(page, small());
    await good(page);
    await cell(page, "t.a.n").fill("5");
    await cell(page, "t.b.n").fill("9");
    await expect(page.locator("#trial-findings > li[data-finding]")).toHaveCount(1);
    await page.locator("#report [type=submit]").click();
    expect(await violations(page)).toEqual([]);
    await begin(page, "national-2021");
    await good(page);
    expect(await violations(page)).toEqual([]);
  });
}
