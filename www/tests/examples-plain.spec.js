// A form of plain HTML with inline scripts: it adds up by itself, without an event.
import { expect, test } from "@playwright/test";
import { checked, findings, marked, named, open, receipt, summary, type } from "./examples.js";

const figures = {
  lxr: "李四", dmsq: "2", wssq: "3", xhsq: "1", tygk: "4", bygk: "1", dfzs: "5",
  qksm: "本年度共收到申请6件，均已按期办理。",
};
const sent = { ...figures, dwlx: "政府部门", sfsd: "有", slzs: "6" };
const send = (page) => page.getByRole("button", { name: "提交" });

async function fill(page, texts = {}) {
  await named(page, "dwlx").selectOption("政府部门");
  await type(page, { ...figures, ...texts });
}

test("before: the form is sent, whatever stands in it", async ({ page }) => {
  const faults = await open(page, "plain/before/");
  await fill(page, { dfzs: "6" });
  await send(page).click();
  await expect(page.getByText("已收到")).toBeVisible();
  expect(await receipt(page)).toEqual({ ...sent, dfzs: "6" });
  expect(faults).toEqual([]);
});

test("with crossfoot a wrong total is told and held; corrected it is sent", async ({ page }) => {
  const faults = await open(page, "plain/after/");
  await fill(page, { dfzs: "6" });
  await expect(findings(page)).toHaveText(["本年度：答复总数 6 不等于 同意公开 4 + 不予公开 1 = 5，相差 1"]);
  expect(await marked(page)).toEqual(["tygk", "bygk", "dfzs"]);
  await send(page).click();
  await expect(summary(page)).toBeFocused();
  await summary(page).getByRole("link").click();
  await expect(named(page, "dfzs")).toBeFocused();
  await type(page, { dfzs: "5" });
  await expect(findings(page)).toHaveCount(0);
  await send(page).click();
  await expect(page.getByText("已收到")).toBeVisible();
  const { fields, result } = checked("plain", await receipt(page));
  expect(fields).toEqual(sent);
  expect(result.entries).toMatchObject({ "t.received.n": "6", "t.any.n": "有" });
  expect(faults).toEqual([]);
});

test("what the page adds up without an event is read", async ({ page }) => {
  await open(page, "plain/after/");
  await fill(page);
  await expect(named(page, "slzs")).toHaveValue("6");
  await expect(findings(page)).toHaveCount(0);
  await type(page, { xhsq: "2" });
  await expect(named(page, "slzs")).toHaveValue("7");
  await expect(findings(page)).toHaveText([/共收到申请.*6.*受理总数.*7/]);
  await type(page, { xhsq: "1" });
  await expect(findings(page)).toHaveCount(0);
});

test("a radio button takes part", async ({ page }) => {
  await open(page, "plain/after/");
  await fill(page);
  await page.getByLabel("无", { exact: true }).check();
  await expect(findings(page)).toHaveText(["选了“无”，受理总数却是 6"]);
  await send(page).click();
  await expect(summary(page)).toBeFocused();
  await page.getByLabel("有", { exact: true }).check();
  await expect(findings(page)).toHaveCount(0);
});

test("a question holds back until its reason is written, and the reason is sent", async ({ page }) => {
  await open(page, "plain/after/");
  await fill(page, { tygk: "6", dfzs: "7" });
  await expect(findings(page)).toHaveText([/答复总数 7 大于 受理总数 6/]);
  await send(page).click();
  await expect(summary(page)).toBeFocused();
  await page.locator("textarea.crossfoot-reason").fill("有一件是上年度受理的");
  await send(page).click();
  await expect(page.getByText("已收到")).toBeVisible();
  const { result } = checked("plain", await receipt(page));
  expect(result.reasons).toMatchObject([{ text: "有一件是上年度受理的" }]);
});

test("the page's own check comes after ours, and the form can be begun anew", async ({ page }) => {
  await open(page, "plain/after/");
  await fill(page, { lxr: "" });
  const said = [];
  page.on("dialog", (dialog) => {
    said.push(dialog.message());
    dialog.accept();
  });
  await send(page).click();
  expect(said).toEqual(["请填写填表人！"]);
  await page.getByLabel("无", { exact: true }).check();
  await expect(findings(page)).toHaveCount(1);
  await page.getByRole("button", { name: "重填" }).click();
  await expect(named(page, "slzs")).toHaveValue("0");
  await expect(findings(page)).toHaveCount(0);
  await expect(summary(page)).toBeHidden();
});

test("when the checks cannot be loaded, the form is sent as before", async ({ page }) => {
  await page.route("**/*.wasm", (route) => route.abort());
  await open(page, "plain/after/", { checked: false });
  await fill(page, { dfzs: "6" });
  await send(page).click();
  await expect(page.getByText("已收到")).toBeVisible();
  expect(await receipt(page)).toEqual({ ...sent, dfzs: "6" });
});
