// Tables in pages of other makings: a block goes into the state that a page keeps of its own, and into rows
// that lie in another order than the definition's.
import { expect, test } from "@playwright/test";
import { findings, named, open } from "./examples.js";

test.use({ permissions: ["clipboard-read", "clipboard-write"] });

async function paste(page, name, text) {
  await page.evaluate((text) => navigator.clipboard.writeText(text), text);
  await named(page, name).focus();
  await page.keyboard.press("Control+V");
}
const progress = (page) => page.locator(".crossfoot-progress");

test("React's state has every figure of a block, and the figures before it once it is taken back", async ({ page }) => {
  const faults = await open(page, "react/after/");
  await expect(progress(page)).toHaveCount(1);
  await named(page, "items1").fill("7");
  await paste(page, "items1", "40\n60\n100\n25\n");
  const values = () => page.locator("[name=items1], [name=items2], [name=total], [name=changed], [name=share]")
    .evaluateAll((fields) => fields.map((field) => field.value));
  await expect.poll(values).toEqual(["40", "60", "100", "25", "25.0"]);
  // Another rendering writes every field anew from the state.
  await page.getByRole("button", { name: "增加渠道" }).click();
  expect(await values()).toEqual(["40", "60", "100", "25", "25.0"]);
  await named(page, "changed").focus();
  await page.keyboard.press("Control+Z");
  await expect.poll(values).toEqual(["7", "", "", "", ""]);
  await page.getByRole("button", { name: "增加渠道" }).click();
  expect(await values()).toEqual(["7", "", "", "", ""]);
  await named(page, "items2").focus();
  await page.keyboard.press("ArrowUp");
  await expect(named(page, "items1")).toBeFocused();
  expect(faults).toEqual([]);
});

test("Vue's model has every figure of a block", async ({ page }) => {
  await open(page, "element-plus/after/");
  await expect(progress(page)).toHaveCount(1);
  const values = () => Promise.all(["wc", "jz", "qt", "wsj", "zj"].map((name) => named(page, name).inputValue()));
  await paste(page, "wc", "1\n2\n3\n1,000\n1,006\n");
  await expect.poll(values).toEqual(["1", "2", "3", "1000", "1,006"]);
  await named(page, "zj").press("Tab"); // el-input-number writes its figure anew
  await expect.poll(values).toEqual(["1", "2", "3", "1000", "1,006"]);
  await expect(findings(page)).toHaveCount(0);
});

test("an old table form takes a block, and its script adds it up", async ({ page }) => {
  const faults = await open(page, "table/after/");
  await expect(progress(page)).toHaveCount(1);
  await paste(page, "DMSQ_ND", "2\t20\r\n2\t8\r\n0\t1\r\n");
  await expect(page.locator(".crossfoot-status")).toContainText("已粘贴 6 个数，按 Ctrl+Z 可以撤回");
  await page.getByRole("button", { name: "计算" }).click();
  await expect(named(page, "SLSQ_LJ")).toHaveValue("29");
  await expect(findings(page)).toHaveCount(0);
  expect(faults).toEqual([]);
});
