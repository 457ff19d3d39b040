// Vue 3 with Element Plus: the model is the truth, scripts set it, and it is sent by fetch.
import { expect, test } from "@playwright/test";
import { findings, marked, named, open, summary, type } from "./examples.js";

const send = (page) => page.getByRole("button", { name: "报送" });
const received = (page) => page.locator("p", { hasText: "已收到" });
const figures = { tbrq: "2018-01-20", wc: "3", jz: "1", qt: "0", wsj: "2", zj: "6", sm: "纠正1件。" };

async function choose(page, option) {
  await page.locator(".el-select").click();
  await page.getByRole("option", { name: option }).click();
}

async function fill(page, texts = {}) {
  await expect(named(page, "zj")).toBeVisible();
  await choose(page, "政府部门");
  await type(page, { ...figures, ...texts });
}

test("before: the form is sent, whatever stands in it", async ({ page }) => {
  const faults = await open(page, "element-plus/before/");
  await fill(page, { zj: "7" });
  await send(page).click();
  await expect(received(page)).toContainText('"wsj":2,"zj":"7"');
  expect(faults).toEqual([]);
});

test("with crossfoot a wrong total is told and held; corrected it is sent", async ({ page }) => {
  const faults = await open(page, "element-plus/after/");
  await fill(page, { zj: "7" });
  await expect(findings(page)).toHaveText(["本年度：总计 7 不等于 结果维持 3 + 结果纠正 1 + 其他结果 0 + 尚未审结 2 = 6，相差 1"]);
  expect(await marked(page)).toEqual(["wc", "jz", "qt", "wsj", "zj"]);
  await send(page).click();
  await expect(summary(page)).toBeFocused();
  await expect(received(page)).toHaveCount(0);
  await summary(page).getByRole("link").click();
  await expect(named(page, "zj")).toBeFocused();
  await type(page, { zj: "6" });
  await expect(findings(page)).toHaveCount(0);
  await send(page).click();
  await expect(received(page)).toContainText('"tbrq":"2018-01-20"');
  await expect(received(page)).toContainText('"zj":"6"');
  await expect(summary(page)).toBeHidden();
  expect(faults).toEqual([]);
});

test("what scripts set is read: a copied report, the steps of a number, a form begun anew", async ({ page }) => {
  const faults = await open(page, "element-plus/after/");
  await page.getByRole("button", { name: "带入上年" }).click();
  await expect(named(page, "zj")).toHaveValue("6");
  await expect(findings(page)).toHaveCount(0);
  await page.locator(".el-input-number__increase").click();
  await expect(findings(page)).toHaveText([/尚未审结 3 = 7，相差 -?1/]);
  await page.getByRole("button", { name: "重填" }).click();
  await expect(findings(page)).toHaveCount(0);
  await page.getByRole("button", { name: "带入上年" }).click();
  await send(page).click();
  await expect(received(page)).toContainText('"wsj":2,"zj":"6"');
  expect(faults).toEqual([]);
});

test("a radio button and a list of Element Plus take part", async ({ page }) => {
  await open(page, "element-plus/after/");
  await fill(page);
  await page.locator(".el-radio", { hasText: "无" }).click();
  await expect(findings(page)).toHaveText(["选了“无”，总计却是 6"]);
  await page.locator(".el-radio", { hasText: "有" }).click();
  await expect(findings(page)).toHaveCount(0);
});

test("a suggestion that is taken over reaches the model", async ({ page }) => {
  await open(page, "element-plus/after/");
  await fill(page, { jz: "11", zj: "6" });
  await expect(findings(page)).toHaveCount(2);
  await named(page, "jz").focus();
  await expect(named(page, "jz")).toHaveAttribute("aria-keyshortcuts", "Alt+Enter");
  await page.keyboard.press("Alt+Enter");
  await expect(findings(page)).toHaveCount(0);
  await send(page).click();
  await expect(received(page)).toContainText('"jz":"1"');
});

test("the framework's own demand stands beside ours", async ({ page }) => {
  await open(page, "element-plus/after/");
  await type(page, figures);
  await send(page).click();
  await expect(summary(page)).toContainText("单位类型");
  await choose(page, "乡镇街道");
  await send(page).click();
  await expect(received(page)).toContainText('"dwlx":"乡镇街道"');
});

test("when the checks cannot be loaded, the form is sent as before", async ({ page }) => {
  await page.route("**/*.wasm", (route) => route.abort());
  await open(page, "element-plus/after/", { checked: false });
  await fill(page, { zj: "7" });
  await send(page).click();
  await expect(received(page)).toContainText('"zj":"7"');
});
