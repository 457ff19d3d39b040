// An old table form in GBK: quirks, a form that its fields are not inside of, and scripts that send it.
import { readFileSync } from "node:fs";
import { expect, test } from "@playwright/test";
import { checked, findings, named, open, receipt, summary, type } from "./examples.js";

const figures = {
  DWMC: "丰泽区", ZDGK_ND: "4015", ZDGK_LJ: "21000", WZGK_ND: "4015", WZGK_LJ: "20000",
  DMSQ_ND: "2", DMSQ_LJ: "20", WSSQ_ND: "2", WSSQ_LJ: "8", XHSQ_ND: "0", XHSQ_LJ: "1", SLSQ_ND: "4", SLSQ_LJ: "29",
};
const send = (page) => page.getByRole("button", { name: "提 交" });

test("the pages are GBK to the byte, in quirks mode, and their fields stand outside the form", async ({ page }) => {
  for (const folder of ["before", "after"]) {
    const bytes = readFileSync(new URL(`../examples/table/${folder}/index.html`, import.meta.url));
    expect(new TextDecoder("gbk", { fatal: true }).decode(bytes)).toContain("政府信息公开主要指标");
    expect(() => new TextDecoder("utf-8", { fatal: true }).decode(bytes)).toThrow();
    await page.goto(`table/${folder}/`);
    expect(await page.evaluate(() => [document.characterSet, document.compatMode])).toEqual(["GBK", "BackCompat"]);
    expect(await page.evaluate(() => [document.frm.elements.length, document.frm.querySelectorAll("input").length])).toEqual([16, 0]);
  }
});

test("before: the form is sent, whatever stands in it", async ({ page }) => {
  const faults = await open(page, "table/before/");
  await type(page, { ...figures, SLSQ_LJ: "92" });
  await send(page).click();
  await expect(page.getByText("已收到")).toBeVisible();
  expect(await receipt(page)).toEqual({ ...figures, SLSQ_LJ: "92" });
  expect(faults).toEqual([]);
});

test("with crossfoot a wrong total is told and held; corrected it is sent", async ({ page }) => {
  const faults = await open(page, "table/after/");
  await type(page, { ...figures, SLSQ_LJ: "92" });
  await expect(findings(page)).toHaveText(["历年累计：受理申请总数 92 不等于 当面申请数 20 + 网上申请数 8 + 信函申请数 1 = 29，相差 63"]);
  expect((await page.locator("[data-crossfoot]").evaluateAll((fields) => fields.map((field) => field.name))).sort())
    .toEqual(["DMSQ_LJ", "SLSQ_LJ", "WSSQ_LJ", "XHSQ_LJ"]);
  expect(await findings(page).evaluate((line) => getComputedStyle(line, "::marker").content)).toBe('"✕ "');
  await send(page).click();
  await expect(summary(page)).toBeFocused();
  await summary(page).getByRole("link").click();
  await expect(named(page, "SLSQ_LJ")).toBeFocused();
  await type(page, { SLSQ_LJ: "29" });
  await expect(findings(page)).toHaveCount(0);
  await send(page).click();
  await expect(page.getByText("已收到")).toBeVisible();
  const { fields, result } = checked("table", await receipt(page));
  expect(fields).toEqual(figures); // 丰泽区 went out in GBK
  expect(result.entries["t.received.lj"]).toBe("29");
  expect(faults).toEqual([]);
});

test("what the page writes without an event is read", async ({ page }) => {
  await open(page, "table/after/");
  await type(page, { ...figures, XHSQ_ND: "" }); // the page puts 0 there
  await expect(named(page, "XHSQ_ND")).toHaveValue("0");
  await type(page, { DMSQ_ND: "3" });
  await expect(findings(page)).toHaveText([/受理申请总数 4 不等于 当面申请数 3 \+ 网上申请数 2 \+ 信函申请数 0 = 5/]);
  await page.getByRole("button", { name: "计算" }).click();
  await expect(named(page, "SLSQ_ND")).toHaveValue("5");
  await expect(findings(page)).toHaveCount(0);
});

test("the page's own demand comes first, and the form can be begun anew", async ({ page }) => {
  await open(page, "table/after/");
  await type(page, { ...figures, DWMC: "", SLSQ_LJ: "92" });
  await expect(findings(page)).toHaveCount(1);
  const said = [];
  page.on("dialog", (dialog) => {
    said.push(dialog.message());
    dialog.accept();
  });
  await send(page).click();
  expect(said).toEqual(["单位名称不能为空!"]);
  await page.getByRole("button", { name: "重 写" }).click();
  await expect(findings(page)).toHaveCount(0);
  await type(page, { DWMC: "丰泽区" });
  await send(page).click();
  await expect(summary(page).getByRole("link")).toHaveCount(11); // all but the one that the page put 0 into
});

test("when the checks cannot be loaded, the form is sent as before", async ({ page }) => {
  await page.route("**/definition.json", (route) => route.abort());
  await open(page, "table/after/", { checked: false });
  await type(page, { ...figures, SLSQ_LJ: "92" });
  await send(page).click();
  await expect(page.getByText("已收到")).toBeVisible();
});
