// The built site does what the served one does.
import { fileURLToPath } from "node:url";
import { test } from "@playwright/test";
import readExcelFile from "read-excel-file/node";
import {
  expect, expectMarked, expectNoFinding, expectReceipt, expectReceivedFinding, findings, fillSample, inPerson, open,
  received, receivedInChinese, replaceLastDigit, status, typeFigures,
} from "./portal.js";
import { begin, cell, editor, good, open as openAuthor, problem, selected, small, write } from "./author.js";
import { explanations, give, open as openRollUp, report, sample, saved } from "./rollup.js";

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

test("the built page that adds up works under a strict content security policy, with libraries that come when needed", async ({ page }) => {
  const policy = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'";
  const fetched = [];
  const faults = [];
  page.on("request", (request) => fetched.push(new URL(request.url()).pathname));
  page.on("console", (message) => { if (message.type() === "error") faults.push(message.text()); });
  await page.route("./rollup.html", async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, headers: { ...response.headers(), "content-security-policy": policy } });
  });
  faults.push(...(await openRollUp(page)));
  expect(fetched.filter((path) => /papaparse|universal|d3|sample|export/.test(path))).toEqual([]);
  await sample(page, "区里漏加一个街道");
  await expect(page.locator("#bars svg")).toBeVisible();
  expect(fetched.filter((path) => /d3/.test(path))).toHaveLength(1);
  expect(fetched.filter((path) => /papaparse|universal/.test(path))).toEqual([]);
  await expect(explanations(page).first()).toContainText("东海街道");
  expect((await saved(page, "汇总 .csv")).name).toBe("汇总-2017.csv");
  // So many that the workbook's parts are larger than what its library would hand to a worker.
  const many = Array.from({ length: 2_000 }, (_, index) => JSON.stringify(report(`单位${index}`, { disclosed: 1, website: 2 })));
  await give(page, { name: "全部.jsonl", mimeType: "application/json", buffer: Buffer.from(many.join("\n")) });
  await expect(page.locator("#office-counts")).toContainText("共 2033 个单位", { timeout: 20_000 });
  const { bytes } = await saved(page, "全部 .xlsx");
  const sheets = await readExcelFile(bytes);
  expect(sheets[2].data).toHaveLength(2_034);
  expect(sheets[1].data.length).toBeGreaterThan(4_000);
  expect(faults).toEqual([]);
});

test("the built page for authors works under a strict content security policy, with an editor that comes when needed", async ({ page }) => {
  const policy = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'";
  const fetched = [];
  const faults = [];
  page.on("request", (request) => fetched.push(new URL(request.url()).pathname));
  page.on("console", (message) => { if (message.type() === "error") faults.push(message.text()); });
  await page.route("./author.html", async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, headers: { ...response.headers(), "content-security-policy": policy } });
  });
  await openAuthor(page, { isPlain: true, faults });
  expect(fetched.filter((path) => /author-(codemirror|complete)/.test(path))).toEqual([]);
  await page.locator("#plain").uncheck();
  await expect(page.locator("#text .cm-content")).toBeVisible();
  expect(fetched.filter((path) => /author-codemirror/.test(path)).length).toBeGreaterThan(0);
  // Its styles are there: the lines have numbers beside them and not above.
  const [gutter, content] = await Promise.all([".cm-gutters", ".cm-content"].map((part) => page.locator(part).boundingBox()));
  expect(gutter.x + gutter.width).toBeLessThanOrEqual(content.x + 1);
  expect(Math.abs(gutter.y - content.y)).toBeLessThan(8);
  await write(page, small({ rules: [{ id: "R1", check: "a = bb + c", severety: "soft" }] }));
  await problem(page, "bb").click();
  expect(await selected(page)).toBe("bb");
  await page.getByRole("button", { name: "改为 b", exact: true }).click();
  await page.getByRole("button", { name: "改为 severity" }).click();
  await good(page);
  // Marks, also of nothing but a point, what is said over them, the search, and folding.
  await write(page, small({ rules: [{ id: "R1", check: "a = " }] }));
  await page.locator("#text .cm-lint-marker-error").hover();
  await expect(page.locator("#text .cm-diagnostic")).toContainText("公式无法读懂");
  await editor(page).focus();
  await page.keyboard.press("Control+F");
  await page.keyboard.press("Escape");
  await page.locator('#text .cm-foldGutter span[title="折叠"]').first().click();
  await expect(page.locator("#text .cm-foldPlaceholder")).toBeVisible();
  await write(page, small());
  await good(page);
  await cell(page, "t.a.n").fill("5");
  await cell(page, "t.b.n").fill("9");
  await expect(page.locator("#trial-findings > li[data-finding]")).toHaveCount(1);
  await begin(page, "national-2021");
  await good(page);
  await page.locator("#sample").click();
  await expect(cell(page, "applications.received.total")).toHaveValue(/\d/);
  expect(faults).toEqual([]);
});
