// The built site does what the served one does.
import { fileURLToPath } from "node:url";
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

test("the built site reads files under a strict content security policy, with libraries that come when needed", async ({ page }) => {
  const policy = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'";
  const fetched = [];
  const faults = [];
  page.on("request", (request) => fetched.push(new URL(request.url()).pathname));
  page.on("console", (message) => { if (message.type() === "error") faults.push(message.text()); });
  await page.route("./", async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, headers: { ...response.headers(), "content-security-policy": policy } });
  });
  faults.push(...(await open(page)));
  await page.getByRole("button", { name: "读入整份报告" }).click();
  expect(fetched.filter((path) => /papaparse|universal/.test(path))).toEqual([]);
  const said = page.locator("#read-dialog");
  await page.locator("#read-file").setInputFiles(fileURLToPath(new URL("./fixtures/fengze-2017.xlsx", import.meta.url)));
  await expect(said).toContainText("读出 30 个数中的 30 个，正文 6 部分中的 6 部分");
  await page.locator("#read-file").setInputFiles({ name: "a.csv", mimeType: "text/csv", buffer: Buffer.from("主动公开文件数,条,1,2") });
  await expect(said).toContainText("读出 30 个数中的 2 个");
  expect(faults).toEqual([]);
});
