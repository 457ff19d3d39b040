// The built site does what the served one does.
import { test } from "@playwright/test";
import {
  expect, expectMarked, expectNoFinding, expectReceipt, expectReceivedFinding, findings, fillSample, inPerson, open,
  received, receivedInChinese, replaceLastDigit, status, typeFigures,
} from "./portal.js";

test("the built site checks and submits", async ({ page }) => {
  const faults = await open(page);
  await typeFigures(page, ["nd"]);
  await replaceLastDigit(page, inPerson, "3");
  await expectReceivedFinding(status(page), receivedInChinese);
  await expectMarked(page, received);
  await replaceLastDigit(page, inPerson, "2");
  await fillSample(page);
  await page.locator("#last-year").selectOption("2016");
  await expectNoFinding(page);
  await replaceLastDigit(page, "zb0100_nd", "3");
  await expect(findings(page).filter({ hasText: "12316" })).toHaveCount(1);
  await replaceLastDigit(page, "zb0100_nd", "2");
  await page.getByRole("button", { name: "报送" }).click();
  await expectReceipt(page);
  expect(faults).toEqual([]);
});

test("the built site without the wasm says that nothing was checked", async ({ page }) => {
  await page.route(/crossfoot_bg[^/]*\.wasm/, (route) => route.abort());
  await page.goto("./");
  await expect(status(page)).toContainText("未经核对");
  await fillSample(page);
  await page.getByRole("button", { name: "报送" }).click();
  await expectReceipt(page);
});
