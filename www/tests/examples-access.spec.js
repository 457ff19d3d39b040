// The default look of what crossfoot adds, and the whole way with the keyboard, on the plain example.
import { expect, test } from "@playwright/test";
import { checked, findings, named, open, receipt, summary, type } from "./examples.js";

const note = (page) => page.locator(".crossfoot-suggestion");
const figures = { lxr: "李四", dmsq: "2", wssq: "3", xhsq: "1", tygk: "4", bygk: "1", dfzs: "5", qksm: "本年度共收到申请6件，均已按期办理。" };
const at = (page) => page.evaluate(() => document.activeElement.name || document.activeElement.value);

test("filled in, mended, explained and sent with the keyboard alone", async ({ page }) => {
  const faults = await open(page, "plain/after/");
  const press = (key) => page.keyboard.press(key);
  const next = async (name) => {
    await press("Tab");
    expect(await at(page)).toBe(name);
  };
  const put = async (name, text) => {
    await next(name);
    await page.keyboard.insertText(text);
  };
  await put("lxr", figures.lxr);
  await next("dwlx");
  await press("ArrowDown");
  await next("sfsd");
  for (const name of ["dmsq", "wssq", "xhsq"]) await put(name, figures[name]);
  await next("slzs"); // readonly, and no note of ours is a stop on the way
  await put("tygk", "7");
  await put("bygk", "1");
  await put("dfzs", "5");
  await expect(findings(page)).toHaveText([/答复总数 5 不等于 同意公开 7 \+ 不予公开 1 = 8/]);
  await expect(page.locator(".crossfoot-status")).not.toBeEmpty();
  await put("qksm", figures.qksm);

  await next("提交");
  await press("Enter");
  await expect(summary(page)).toBeFocused();
  await press("Tab");
  await press("Enter"); // the link of the first finding
  await expect(named(page, "dfzs")).toBeFocused();
  await press("Shift+Tab");
  await press("Shift+Tab");
  expect(await at(page)).toBe("tygk");
  await page.keyboard.insertText("6"); // the figure is selected on arrival: 6 + 1 are more than were received
  await press("Tab");
  await press("Tab");
  expect(await at(page)).toBe("dfzs");
  await press("Delete");
  await expect(note(page)).toContainText("7"); // what the rules leave for the blank
  await press("Alt+Enter");
  await expect(named(page, "dfzs")).toHaveValue("7");
  await press("Control+z");
  await expect(named(page, "dfzs")).toHaveValue("");
  await expect(note(page)).toContainText("7");
  await press("Alt+Enter");
  await expect(findings(page)).toHaveText([/答复总数 7 大于 受理总数 6/]);

  await next("qksm");
  await next("提交");
  await press("Enter");
  await expect(summary(page)).toBeFocused();
  await press("Tab");
  await press("Enter"); // the link to the box for the reason
  await expect(page.locator("textarea.crossfoot-reason")).toBeFocused();
  await page.keyboard.insertText("有一件是上年度受理的");
  for (let step = 0; step < 20 && (await at(page)) !== "提交"; step++) await press("Shift+Tab"); // over the links to likely cells
  await press("Enter");
  await expect(page.getByText("已收到")).toBeVisible();
  const { fields, result } = checked("plain", await receipt(page));
  expect(fields).toEqual({ ...figures, dwlx: "政府部门", sfsd: "有", slzs: "6", tygk: "6", dfzs: "7" });
  expect(result.reasons).toMatchObject([{ text: "有一件是上年度受理的" }]);
  expect(faults).toEqual([]);
});

test("with the system's own colours each weight of a mark has a line of its own", async ({ page }) => {
  await page.emulateMedia({ forcedColors: "active" });
  await open(page, "plain/after/");
  await type(page, { ...figures, tygk: "6", dfzs: "7" });
  await expect(findings(page)).toHaveCount(1);
  const line = (name) => named(page, name).evaluate((one) => getComputedStyle(one).outlineStyle);
  expect(await line("dfzs")).toBe("dashed"); // a question
  expect(await line("lxr")).toBe("none");
  await type(page, { dfzs: "9" });
  await expect(findings(page)).not.toHaveCount(1);
  expect(await line("dfzs")).toBe("double");
  const markers = await findings(page).evaluateAll((lines) => lines.map((one) => getComputedStyle(one, "::marker").content));
  expect(markers).toEqual(expect.arrayContaining(['"✕ "', '"? "']));
});

test("in a page from right to left the notes hang at the other side, and sentences keep their own direction", async ({ page }) => {
  await page.addInitScript(() => document.addEventListener("DOMContentLoaded", () => (document.documentElement.dir = "rtl")));
  await open(page, "plain/after/");
  await type(page, { ...figures, tygk: "４" });
  const read = page.locator(".crossfoot-understood");
  await expect(read).toBeVisible();
  const [own, beside] = await Promise.all([named(page, "tygk").boundingBox(), read.boundingBox()]);
  expect(beside.x + beside.width).toBeLessThanOrEqual(own.x + 1);
  await type(page, { tygk: "4" });
  await named(page, "dfzs").focus();
  await page.keyboard.press("Control+A");
  await page.keyboard.press("Delete");
  await expect(note(page)).toBeVisible();
  const [field, hint] = await Promise.all([named(page, "dfzs").boundingBox(), note(page).boundingBox()]);
  expect(hint.x).toBeGreaterThanOrEqual(0);
  expect(hint.x + hint.width).toBeLessThanOrEqual(field.x + field.width + 1);
  await type(page, { dfzs: "6" });
  await expect(findings(page)).toHaveCount(1);
  // The first sign of the sentence stands left of its last, as in every Chinese or English sentence.
  const ends = await findings(page).first().evaluate((item) => {
    const text = document.createTreeWalker(item, NodeFilter.SHOW_TEXT).nextNode();
    const box = (from, to) => {
      const range = document.createRange();
      range.setStart(text, from);
      range.setEnd(text, to);
      return range.getBoundingClientRect().left;
    };
    return [box(0, 1), box(text.length - 1, text.length)];
  });
  expect(ends[0]).toBeLessThan(ends[1]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
});

test("at 400 % what crossfoot adds is no wider than the form it stands in", async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 512 });
  await open(page, "plain/after/");
  await page.addStyleTag({ content: "body { width: auto !important } td { display: block }" }); // as a page that bends to the screen does
  await type(page, { ...figures, dfzs: "8" });
  await expect(findings(page)).not.toHaveCount(0);
  await page.getByRole("button", { name: "提交" }).click();
  await expect(summary(page)).toBeFocused();
  await named(page, "dfzs").focus();
  const wide = await page.locator("[class*=crossfoot-]").evaluateAll((all) =>
    all.filter((one) => one.getBoundingClientRect().right > innerWidth || one.getBoundingClientRect().left < 0).map((one) => one.className));
  expect(wide).toEqual([]);
});
