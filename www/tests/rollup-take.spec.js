// The page that adds up: what is taken along, pictures, the keyboard alone, English, narrow, print, and
// what happens when something does not load.
import { readdirSync, readFileSync } from "node:fs";
import { test } from "@playwright/test";
import readExcelFile from "read-excel-file/node";
import {
  dialog, difference, expect, explanations, focused, give, json, office, open, refused, report, reported, sample, saved, status, sum, verdict,
} from "./rollup.js";
import { bySize, minus, percent, signed } from "../rollup-exact.js";
import { formula } from "../rollup-export.js";
import { unitOf } from "../rollup-files.js";
import { languages } from "../rollup-words.js";

const year = "indicators.disclosed.year";
const read = (path) => readFileSync(new URL(path, import.meta.url), "utf8");
const own = readdirSync(new URL("..", import.meta.url)).filter((name) => /^(rollup.*|zip)\.(js|css|html)$/.test(name));

test("totals as .csv: for spreadsheets, with nothing that they take for a formula", async ({ page }) => {
  await open(page);
  await sample(page, "区里漏加一个街道");
  const totals = await saved(page, "汇总 .csv");
  expect(totals.name).toBe("汇总-2017.csv");
  expect([...totals.bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  const lines = totals.bytes.toString("utf8").slice(1).split("\r\n");
  expect(lines).toHaveLength(31);
  expect(lines[1]).toContain("主动公开文件数,2017年度,indicators.disclosed.year,1532,1461,-71,33,0,0");

  await give(page, [
    json("=1+1.json", report("=HYPERLINK(\"http://example.org\")", { disclosed: 3, website: 4 })),
    json("@sum.json", "{"),
  ]);
  await expect(office(page, "=HYPERLINK(\"http://example.org\")")).toBeVisible();
  const findings = (await saved(page, "问题 .csv")).bytes.toString("utf8");
  expect(findings).toContain("\"'=HYPERLINK(\"\"http://example.org\"\")\"");
  expect(findings).toContain("'@sum.json");
  expect(findings).toContain("上报数可能未计入");
  for (const line of findings.slice(1).split("\r\n")) expect(line).not.toMatch(/(^|,)"?[=+@]/);
});

test("what a spreadsheet would take for a formula, and what it would not", () => {
  for (const text of ["=1+1", "+86", "-cmd|' /C calc'!A0", "@SUM(A1)", "\t=1", "＝1+1", "－1", "-1-2"]) expect(text).toMatch(formula);
  for (const text of ["-71", "-0.5", "12", "主动公开文件数", "", "a=b", "(-1)"]) expect(text).not.toMatch(formula);
});

test("everything as .xlsx and .json", async ({ page }) => {
  await open(page);
  await sample(page, "区里漏加一个街道");
  const { bytes, name } = await saved(page, "全部 .xlsx");
  expect(name).toBe("汇总-2017.xlsx");
  const sheets = await readExcelFile(bytes);
  expect(sheets.map(({ sheet }) => sheet)).toEqual(["汇总", "问题", "各单位"]);
  expect(sheets[0].data[1].slice(1, 7)).toEqual(["主动公开文件数", "2017年度", year, 1532, 1461, -71]);
  expect(sheets[1].data.map((row) => row[1])).toContain("原因推断");
  expect(sheets[2].data).toHaveLength(34);

  const all = JSON.parse((await saved(page, "全部 .json")).bytes);
  expect(all.entries[year]).toBe("1532");
  expect(all.comparison.explanations[0].units).toEqual(["东海街道"]);
  expect(all.units).toHaveLength(33);
});

test("the sums are a report for the level above, and partial results are merged", async ({ page }) => {
  await open(page);
  await sample(page);
  const whole = await saved(page, "合计作为报告 .json");
  expect(whole.name).toBe("丰泽区.json");
  const partial = await saved(page, "中间结果（可再合并）");
  await page.getByRole("button", { name: "重新开始" }).click();
  await expect(sum(page, year)).toHaveText("—");
  await give(page, [
    { name: "中间结果.json", mimeType: "application/json", buffer: partial.bytes },
    json("坏的.json", "{\"crossfoot-partial\":1}"),
  ]);
  await expect(page.locator("#office-counts")).toContainText("共 33 个单位：已计入 33");
  await expect(refused(page)).toContainText("不是本表、本年度、本名册的汇总中间结果");
  await expect(sum(page, year)).toHaveText("1532");
  await office(page, "教育局").getByRole("button").click();
  await expect(dialog(page)).toContainText("只有合计，没有它自己的报告");
  await page.keyboard.press("Escape");
  await page.locator("#language").selectOption("en");
  await expect(sum(page, year)).toHaveText("1532");

  await page.locator("#language").selectOption("zh-CN");
  await page.getByRole("button", { name: "不用名册" }).click();
  await page.getByRole("button", { name: "重新开始" }).click();
  await give(page, { name: "丰泽区.json", mimeType: "application/json", buffer: whole.bytes });
  await expect(office(page, "丰泽区")).toContainText("没有问题");
  await expect(sum(page, year)).toHaveText("1532");
});

test("each picture has its figures in a table, and tells kinds of bars by more than colour", async ({ page }) => {
  await open(page);
  await sample(page);
  await page.locator("#cell").selectOption("indicators.received.cumulative");
  const picture = page.getByRole("img", { name: /受理政府信息公开申请总数·历年累计/ });
  await expect(picture.locator(".bar")).toHaveCount(6);
  const drawn = await picture.locator(".bar .value").allTextContents();
  const rows = await page.locator("#contributions tbody tr").evaluateAll((lines) => lines.slice(0, 6).map((line) => `${line.cells[1].textContent} · ${line.cells[2].textContent}`));
  expect(drawn).toEqual(rows);
  const widths = await picture.locator(".bar rect").evaluateAll((bars) => bars.map((bar) => Number(bar.getAttribute("width"))));
  expect(widths[0] / widths[1]).toBeCloseTo(10 / 7, 1);

  const years = page.getByRole("img", { name: /上年与本年各一条/ });
  await expect(years.locator(".before rect")).toHaveCount(12); // the key's own among them
  const hatched = await years.locator(".before rect").first().evaluate((bar) => getComputedStyle(bar).fill);
  const plain = await years.locator(".now rect").first().evaluate((bar) => getComputedStyle(bar).fill);
  expect(hatched).toContain("url(");
  expect(plain).not.toContain("url(");
  await expect(page.locator("#years-table tbody tr").first()).toHaveText("主动公开文件数1231613848+1532（12.4%）");
});

test("without the library of the pictures the figures stand in the tables", async ({ page }) => {
  await page.route(/d3/, (route) => route.abort());
  await open(page);
  await sample(page);
  await expect(page.locator("#bars")).toContainText("图没有画成；数字都在表中。");
  await expect(page.locator("#contributions tbody tr")).toHaveCount(33);
});

test("with the keyboard alone: from the sample to the office that was left out", async ({ page }) => {
  await open(page);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  expect(await focused(page)).toBe("sample");
  await page.keyboard.press("Enter");
  await expect(verdict(page)).toHaveAttribute("data-state", "same");
  const tabTo = async (key, most = 120) => {
    for (let step = 0; step < most; step += 1) {
      if ((await focused(page)) === key) return;
      await page.keyboard.press("Tab");
    }
    throw new Error(`the keyboard does not reach ${key}`);
  };
  await page.locator("[data-fault=leftOut]").evaluate((button) => { button.dataset.key = "fault"; });
  await tabTo("fault");
  await page.keyboard.press("Enter");
  await expect(verdict(page)).toHaveAttribute("data-state", "differs");
  await tabTo(`explained:0:${year}`);
  await page.keyboard.press("Enter");
  expect(await focused(page)).toBe(`difference:${year}`);
  await page.keyboard.press("Enter");
  await expect(page.locator("#detail-title")).toBeFocused();
  await tabTo("contributor:东海街道");
  await page.keyboard.press("Space");
  await expect(dialog(page)).toBeVisible();
  await expect(page.locator("#office-title")).toBeFocused();
  await tabTo("leave");
  await page.keyboard.press("Enter");
  expect(await focused(page)).toBe("leave"); // redrawn, and still there
  await expect(verdict(page)).toHaveAttribute("data-state", "same");
  await page.keyboard.press("Escape");
  await expect.poll(() => focused(page)).toBe("contributor:东海街道");
});

test("tables, fields and pictures have names that a reader can say", async ({ page }) => {
  await open(page);
  await sample(page, "区里漏加一个街道");
  const tree = page.getByRole("table", { name: "政府信息公开主要指标表" });
  await expect(tree.getByRole("columnheader", { name: "2017年度" })).toHaveCount(1);
  await expect(tree.getByRole("textbox", { name: "主动公开文件数·2017年度 本级上报" })).toHaveValue("1461");
  await expect(tree.getByRole("button", { name: "主动公开文件数·2017年度 合计 1532" })).toBeVisible();
  await expect(tree.getByRole("button", { name: "主动公开文件数·2017年度 相差 −71" })).toBeVisible();
  await expect(page.getByRole("table", { name: "各单位的报告" }).getByRole("rowheader", { name: "东海街道" })).toBeVisible();
  const unnamed = await page.locator("button, input, select, textarea, svg[role=img]").evaluateAll((all) => all
    .filter((one) => one.checkVisibility() && !(one.textContent.trim() || one.getAttribute("aria-label") || one.labels?.length))
    .map((one) => one.outerHTML));
  expect(unnamed).toEqual([]);
});

test("in English, and back", async ({ page }) => {
  await open(page);
  await sample(page, "区里漏加一个街道");
  await page.locator("#language").selectOption("en");
  await expect(page.locator("#office-counts")).toHaveText("33 offices: 33 counted, 0 missing, 0 left out, 0 with findings, 0 not in the roster, 0 twice");
  await expect(explanations(page).first()).toContainText("explains all differences");
  await expect(explanations(page).first()).not.toContainText(/未计入/);
  await expect(reported(page, year)).toHaveValue("1461");
  await expect(page.locator("#cell-facts")).toContainText("33 offices, sum 1532.");
  await expect(page.getByRole("img", { name: /the largest first/ })).toBeVisible();
  const chinese = await page.locator("#take-along, #years, .sums caption, .sums thead").allTextContents();
  for (const text of chinese) expect(text).not.toMatch(/\p{Script=Han}/u);
  await page.locator("#language").selectOption("zh-CN");
  await expect(explanations(page).first()).toContainText("可解释全部差异");
});

for (const [width, language] of [[390, "en"], [390, "zh-CN"], [1280, "zh-CN"]]) {
  test(`nothing is cut off at ${width} in ${language}`, async ({ page }) => {
    await page.setViewportSize({ width, height: 844 });
    await open(page);
    await page.locator("#language").selectOption(language);
    await page.locator("#sample").click();
    await expect(verdict(page)).toHaveAttribute("data-state", "same");
    await page.locator("[data-fault=leftOut]").click();
    await expect(verdict(page)).toHaveAttribute("data-state", "differs");
    await expect(page.locator("#bars svg")).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    const cut = await page.locator(".sums :is(th, td, button)").evaluateAll((cells) => cells.filter((cell) => cell.scrollWidth > cell.clientWidth + 1 && cell.clientWidth > 0).map((cell) => cell.textContent));
    expect(cut).toEqual([]);
    const small = await page.locator("#bars svg").evaluate((svg) => svg.getBoundingClientRect().width / svg.viewBox.baseVal.width);
    expect(small).toBeCloseTo(1, 1); // its letters keep their size
  });
}

test("a wide form shows a column at a time, and its cells are led to all the same", async ({ page }) => {
  await open(page);
  await page.locator("#form").selectOption("national-2021");
  await page.locator("#period").fill("2024");
  await page.locator("#period").press("Tab");
  await give(page, json("宿迁市.json", JSON.parse(read("../../forms/samples/suqian-2024.json"))));
  await expect(sum(page, "applications.received.total")).toHaveText("3525");
  await page.locator("#columns-applications").selectOption("natural_persons");
  await expect(sum(page, "applications.received.total")).toHaveCount(0);
  await reported(page, "applications.received.natural_persons").fill("1");
  await expect(difference(page, "applications.received.natural_persons")).toBeVisible();
  await page.locator("#columns-applications").selectOption("total");
  await page.locator("#cell").selectOption("applications.received.natural_persons");
  await page.getByRole("button", { name: "回到表中这一格" }).click();
  expect(await focused(page)).toBe("difference:applications.received.natural_persons");
});

test("printed, it holds the tables and none of what is pressed", async ({ page }) => {
  await open(page);
  await sample(page, "区里漏加一个街道");
  await page.emulateMedia({ media: "print" });
  for (const hidden of ["#drop", "#sample-part", "#take-along", "#status", "#scope", ".toolbar"]) await expect(page.locator(hidden)).toBeHidden();
  for (const seen of [".sums", "#offices", "#contributions", "#bars svg", "#explanations", "#years-table"]) await expect(page.locator(seen)).toBeVisible();
  const cut = await page.locator(".tall").evaluateAll((parts) => parts.filter((part) => part.scrollHeight > part.clientHeight + 2).length);
  expect(cut).toBe(0);
});

test("without the wasm the page says that it can do nothing", async ({ page }) => {
  await page.route(/crossfoot_bg[^/]*\.wasm/, (route) => route.abort());
  await page.goto("./rollup.html");
  await expect(page.getByRole("alert")).toContainText("未能载入");
});

test("the portal leads to the page", async ({ page }) => {
  await page.goto("./");
  await page.getByRole("link", { name: "汇总各单位的报告" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("政府信息公开年度报告汇总核对");
  await expect(status(page)).toBeAttached();
});

test("figures of the page's own are exact", () => {
  expect(percent("71", "1532")).toBe("4.6%");
  expect(percent("1", "0")).toBe(null);
  expect(percent("123456789012345678", "123456789012345678")).toBe("100.0%");
  expect(minus("0.3", "0.1")).toBe("0.2");
  expect(minus("13848", "100000000000000000")).toBe("-99999999999986152");
  expect(["9", null, "10", "-1", "9.5"].toSorted(bySize)).toEqual([null, "-1", "9", "9.5", "10"]);
  expect([signed("-9"), signed("9"), signed("0.0")]).toEqual(["−9", "+9", "0"]);
});

test("a unit is known by the name in its file's name", () => {
  const names = [{ said: "东海街道", unit: "东海街道" }, { said: "东海街道办事处", unit: "东海街道" }, { said: "财政局", unit: "区财政局" }, { said: "海街", unit: "海街" }];
  expect(unitOf("丰泽区东海街道办事处2017.xlsx", names)).toBe("东海街道");
  expect(unitOf("报告/财政局（终稿）.csv", names)).toBe("区财政局");
  expect(unitOf("某局.v2.xlsx", names)).toBe("某局.v2");
});

test("both languages have the same phrases with the same slots; the files stay small and write no HTML", () => {
  const page = read("../rollup.html");
  const slots = (text) => [...text.matchAll(/\{(\w+)\}/g)].map(([, slot]) => slot).toSorted();
  const inPage = new Set([...page.matchAll(/data-t(?:-label)?="(\w+)"/g)].map(([, key]) => key));
  for (const key of Object.keys(languages["zh-CN"])) expect(slots(languages.en[key] ?? ""), key).toEqual(slots(languages["zh-CN"][key]));
  for (const key of Object.keys(languages.en)) expect(key in languages["zh-CN"] || inPage.has(key), key).toBe(true);
  for (const key of inPage) expect(Boolean(languages.en[key]), key).toBe(true);
  for (const name of own) {
    const text = read(`../${name}`);
    expect(text.split("\n").length, name).toBeLessThanOrEqual(401);
    expect(text, name).not.toMatch(/innerHTML|outerHTML|insertAdjacentHTML|<script>|style=|<style/);
  }
});
