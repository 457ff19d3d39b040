// React with controlled fields: rows that come and go, a share it works out, and fetch in onSubmit.
import { expect, test } from "@playwright/test";
import { findings, marked, named, open, summary, type } from "./examples.js";

const button = (page, name) => page.getByRole("button", { name, exact: true });
const received = (page) => page.locator("p", { hasText: "已收到" });
const figures = { items1: "300", items2: "61", total: "361", changed: "57" };

async function fill(page, texts = {}) {
  await named(page, "period").selectOption("全年");
  await type(page, { ...figures, ...texts });
}

test("before: the form is sent, whatever stands in it", async ({ page }) => {
  const faults = await open(page, "react/before/");
  await fill(page, { total: "316" });
  await button(page, "报送").click();
  await expect(received(page)).toContainText('"total":"316"');
  expect(faults).toEqual([]);
});

test("with crossfoot a wrong total is told and held; corrected it is sent", async ({ page }) => {
  const faults = await open(page, "react/after/");
  await fill(page, { total: "316" });
  await expect(findings(page)).toHaveText([/^条数：公开总数 316 不等于 渠道1 300 \+ 渠道2 61 .*= 361，相差 45$/]);
  expect(await marked(page)).toEqual(["items1", "items2", "total"]);
  await button(page, "报送").click();
  await expect(summary(page)).toBeFocused();
  await expect(received(page)).toHaveCount(0);
  await summary(page).getByRole("link").click();
  await expect(named(page, "total")).toBeFocused();
  await type(page, { total: "361" });
  await expect(findings(page)).toHaveCount(0);
  await button(page, "报送").click();
  await expect(received(page)).toContainText('"total":"361"');
  expect(faults).toEqual([]);
});

test("rows that are added count, rows that are removed no longer do", async ({ page }) => {
  const faults = await open(page, "react/after/");
  await fill(page);
  await expect(findings(page)).toHaveCount(0);
  await button(page, "增加渠道").click();
  await type(page, { items3: "9" });
  await expect(findings(page)).toHaveText([/渠道3 9 .*= 370/]);
  await button(page, "删除").nth(1).click(); // what was row 3 is row 2 now
  await expect(named(page, "items2")).toHaveValue("9");
  await expect(findings(page)).toHaveText([/渠道1 300 \+ 渠道2 9 .*= 309/]);
  await type(page, { total: "309" });
  await expect(findings(page)).toHaveCount(0);
  await button(page, "报送").click();
  await expect(received(page)).toContainText('"total":"309"');
  expect(faults).toEqual([]);
});

test("what React writes is read: the share it works out, and a form begun anew", async ({ page }) => {
  const faults = await open(page, "react/after/");
  await fill(page);
  await expect(named(page, "share")).toHaveValue("15.8");
  await expect(findings(page)).toHaveCount(0);
  await type(page, { changed: "400" });
  await expect(findings(page)).toHaveText([/更新 400 大于 公开总数 361/]);
  await button(page, "重填").click();
  await expect(findings(page)).toHaveCount(0);
  await expect(named(page, "items2")).toHaveCount(0);
  await button(page, "报送").click();
  await expect(summary(page)).toContainText("都须填写");
  expect(faults).toEqual([]);
});

test("a suggestion that is taken over reaches React's state", async ({ page }) => {
  await open(page, "react/after/");
  await fill(page);
  await type(page, { items2: "610" });
  await named(page, "items2").focus();
  await expect(named(page, "items2")).toHaveAttribute("aria-keyshortcuts", "Alt+Enter");
  await page.keyboard.press("Alt+Enter");
  await expect(named(page, "items2")).toHaveValue("61");
  await expect(findings(page)).toHaveCount(0);
  await button(page, "报送").click();
  await expect(received(page)).toContainText('"items":"61"');
});

test("what React works out in the frame in which a slip is made is known to what is suspected", async ({ page }) => {
  await open(page, "react/after/");
  await fill(page, { changed: "" });
  await page.evaluate(async () => {
    // As a quick typist on a slow machine: no frame is drawn between the two.
    for (const [name, text] of [["changed", "57"], ["items2", "610"]]) {
      const field = document.querySelector(`[name=${name}]`);
      Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set.call(field, text);
      field.dispatchEvent(new Event("input", { bubbles: true }));
      await null;
    }
  });
  await expect(named(page, "share")).toHaveValue("15.8"); // which a total of 910 would belie
  await expect(named(page, "items2")).toHaveAttribute("aria-keyshortcuts", "Alt+Enter");
});

test("when the checks cannot be loaded, the form is sent as before", async ({ page }) => {
  await page.route("**/*.wasm", (route) => route.abort());
  await open(page, "react/after/", { checked: false });
  await fill(page, { total: "316" });
  await button(page, "报送").click();
  await expect(received(page)).toContainText('"total":"316"');
});
