// jQuery and layui: rows that come and go, lists of its own making, sent by a script and never by submit.
import { expect, test } from "@playwright/test";
import { findings, marked, named, open, summary, type } from "./examples.js";

const send = (page) => page.getByRole("button", { name: "报送" });
const add = (page) => page.getByRole("button", { name: "增加一行" });
const remove = (page, row) => page.locator("#mx tr").nth(row - 1).getByRole("button", { name: "删除" });
const received = (page) => page.locator("#hz");

async function choose(page, row, option) {
  const list = page.locator("#mx tr").nth(row - 1);
  await list.locator(".layui-select-title").click();
  await list.locator("dd", { hasText: option }).click();
}

const rows = { xm1_ys: "100.00", xm1_cj: "95.50", xm2_ys: "80", xm2_cj: "79.5", hj_ys: "180", hj_cj: "175" };

async function fill(page, texts = {}) {
  await add(page).click();
  await choose(page, 1, "公开招标");
  await choose(page, 2, "竞争性谈判");
  await type(page, { ...rows, ...texts });
}

test("before: the form is sent, whatever stands in it", async ({ page }) => {
  const faults = await open(page, "layui/before/");
  await fill(page, { hj_cj: "170" });
  await send(page).click();
  await expect(received(page)).toContainText('"xm1_fs":"公开招标"');
  await expect(received(page)).toContainText('"hj_cj":"170"');
  expect(faults).toEqual([]);
});

test("with crossfoot a wrong total is told and held; corrected it is sent", async ({ page }) => {
  const faults = await open(page, "layui/after/");
  await fill(page, { hj_cj: "170" });
  await expect(findings(page)).toHaveText([/^成交金额：合计 170 不等于 项目1 95\.5 \+ 项目2 79\.5 .*= 175，相差 5$/]);
  expect(await marked(page)).toEqual(["xm1_cj", "xm2_cj", "hj_cj"]);
  await send(page).click();
  await expect(summary(page)).toBeFocused();
  await expect(received(page)).toBeEmpty();
  await summary(page).getByRole("link").click();
  await expect(named(page, "hj_cj")).toBeFocused();
  await type(page, { hj_cj: "175" });
  await expect(findings(page)).toHaveCount(0);
  await send(page).click();
  await expect(received(page)).toContainText('"hj_cj":"175"');
  expect(faults).toEqual([]);
});

test("rows that are added count, rows that are removed no longer do", async ({ page }) => {
  const faults = await open(page, "layui/after/");
  await fill(page);
  await expect(findings(page)).toHaveCount(0);
  await add(page).click();
  await type(page, { xm3_ys: "20", xm3_cj: "20" });
  await expect(findings(page)).toHaveCount(2);
  await remove(page, 2).click(); // what was row 3 is row 2 now
  await expect(findings(page)).toHaveText([/合计 180.*项目1 100.*项目2 20/, /合计 175.*项目1 95.*项目2 20/]);
  await page.getByRole("button", { name: "求和" }).click();
  await expect(named(page, "hj_cj")).toHaveValue("115.50");
  await expect(findings(page)).toHaveCount(0);
  await send(page).click();
  await expect(received(page)).toContainText('"xm2_cj":"20"');
  expect(faults).toEqual([]);
});

test("layui's own lists take part, and a question holds nothing back", async ({ page }) => {
  await open(page, "layui/after/");
  await fill(page, { xm1_ys: "300", xm1_cj: "250", hj_ys: "380", hj_cj: "329.5" });
  await expect(findings(page)).toHaveCount(0);
  await choose(page, 1, "单一来源");
  await expect(findings(page)).toHaveCount(1);
  await choose(page, 1, "公开招标");
  await expect(findings(page)).toHaveCount(0);
  await choose(page, 1, "单一来源");
  await send(page).click();
  await expect(received(page)).toContainText('"xm1_fs":"单一来源"');
});

test("layui's own demands stand beside ours", async ({ page }) => {
  await open(page, "layui/after/");
  await send(page).click();
  await expect(summary(page)).toContainText("合计尚未填写");
  // 贰拾 is a figure for us; layui wants digits.
  await type(page, { xm1_ys: "20", xm1_cj: "20", hj_ys: "贰拾", hj_cj: "20" });
  await expect(findings(page)).toHaveCount(0);
  await send(page).click();
  await expect(page.locator(".layui-layer-msg")).toContainText("数字");
  await expect(received(page)).toBeEmpty();
  await type(page, { hj_ys: "20元" });
  await expect(findings(page)).toHaveText(["合计（预算金额）：“20元”的单位与本栏不符，本栏以“万元”计"]);
  await send(page).click();
  await expect(summary(page)).toBeFocused();
  await type(page, { hj_ys: "20" });
  await send(page).click();
  await expect(received(page)).toContainText('"hj_ys":"20"');
});

test("when the checks cannot be loaded, the form is sent as before", async ({ page }) => {
  await page.route("**/pkg/crossfoot.js", (route) => route.abort());
  await open(page, "layui/after/", { checked: false });
  await fill(page, { hj_cj: "170" });
  await send(page).click();
  await expect(received(page)).toContainText('"hj_cj":"170"');
});
