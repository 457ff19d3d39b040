import { test } from "@playwright/test";
import { expect, field, findings, inPerson, fillSample, open, receipt, status, type } from "./portal.js";

const granted = "sq03_1"; // 予以公开（自然人）
const note = (page) => page.locator("#report .crossfoot-suggestion");
const told = (page) => page.locator(".crossfoot-findings > .crossfoot-suspects");
const suspects = (page) =>
  page.locator("#report [data-crossfoot-suspect]").evaluateAll((fields) => fields.map((f) => f.name));

/** The national form, clean, with 123 in an inner cell. */
async function openNational(page, locale = "zh-CN") {
  const faults = [];
  page.on("pageerror", (error) => faults.push(error.message));
  await page.goto("./national.html");
  await expect(status(page)).toBeAttached();
  await page.locator("#sample").click();
  // 1408 becomes 123 and everything that adds it up with it.
  const less = { sq03_1: 1285, sq03_7: 1285, sq24_1: 1285, sq24_7: 1285, sq01_1: 1285, sq01_7: 1285 };
  for (const [name, by] of Object.entries(less)) {
    const figure = Number(await field(page, name).inputValue());
    await type(page, name, String(figure - by));
  }
  if (locale !== "zh-CN") await page.locator("#language").selectOption(locale);
  await expect(field(page, granted)).toHaveValue("123");
  await expect(findings(page)).toHaveCount(0);
  await expect(page.locator("#report [data-crossfoot]")).toHaveCount(0);
  return faults;
}

test("132 for 123 marks that cell and not the others, and one key mends it", async ({ page }) => {
  const faults = await openNational(page);
  const boxes = () => page.locator("#report input").evaluateAll((fields) =>
    JSON.stringify(fields.map((f) => f.getBoundingClientRect())));
  const before = await boxes();
  await type(page, granted, "132");
  await expect(note(page)).toContainText("现填 132，若为 123 则各项关系都成立（两位数字颠倒）");
  await expect(note(page)).toBeVisible();
  expect(await suspects(page)).toEqual([granted]);
  await expect(page.locator('#report [data-crossfoot="hard"]')).toHaveCount(1);
  // The rest of its row and column steps back, and nothing moves.
  expect(await page.locator('#report [data-crossfoot="aside"]').count()).toBeGreaterThan(13);
  expect(await boxes()).toBe(before);
  await page.keyboard.press("Tab");
  await expect(page.locator('#report [aria-invalid="true"]')).toHaveCount(1);
  await page.keyboard.press("Shift+Tab");

  // The page's own scripts hear of the change.
  await page.evaluate((name) => {
    window.heard = [];
    const form = document.getElementById("report");
    for (const kind of ["input", "change"]) {
      form.addEventListener(kind, (event) => event.target.name === name && window.heard.push(kind));
    }
  }, granted);
  await page.keyboard.press("Alt+Enter");
  await expect(field(page, granted)).toHaveValue("123");
  await expect(findings(page)).toHaveCount(0);
  await expect(page.locator("#report [data-crossfoot]")).toHaveCount(0);
  expect(await page.evaluate(() => window.heard)).toEqual(["input", "change"]);
  await expect(note(page)).toContainText("已改为 123");

  await page.keyboard.press("Control+z");
  await expect(field(page, granted)).toHaveValue("132");
  await expect(field(page, granted)).toBeFocused();
  await expect(note(page)).toContainText("若为 123");
  await expect(findings(page)).toHaveCount(2);
  expect(faults).toEqual([]);
});

test("a button takes the suggestion too, and another takes it back, in English", async ({ page }) => {
  await openNational(page, "en");
  await type(page, granted, "132");
  await expect(note(page)).toContainText("123");
  await note(page).getByRole("button", { name: "take it" }).click();
  await expect(field(page, granted)).toHaveValue("123");
  await expect(field(page, granted)).toBeFocused();
  await note(page).getByRole("button", { name: "undo" }).click();
  await expect(field(page, granted)).toHaveValue("132");
  await expect(receipt(page)).toBeHidden();
});

test("something else typed after a suggestion was taken is never undone", async ({ page }) => {
  await openNational(page);
  await type(page, granted, "132");
  await expect(note(page)).toContainText("若为 123");
  await page.keyboard.press("Alt+Enter");
  await type(page, granted, "124");
  await expect(findings(page)).toHaveCount(2);
  await page.keyboard.press("Control+z");
  await expect(field(page, granted)).not.toHaveValue("132");
});

test("where the evidence does not decide, nothing is suggested", async ({ page }) => {
  await openNational(page);
  await type(page, "fs01_1", "89"); // 行政复议：结果维持 88, and one row has no second rule
  await expect(told(page)).toContainText("可能填错的是其中之一");
  expect(await told(page).locator("a").count()).toBeGreaterThan(1);
  await expect(note(page)).toHaveCount(0);
  expect(await suspects(page)).toEqual([]);
  await expect(page.locator('#report [data-crossfoot="hard"]')).toHaveCount(5);
  await page.keyboard.press("Alt+Enter");
  await expect(field(page, "fs01_1")).toHaveValue("89");
  // Its lines lead to the fields.
  await told(page).locator("a").nth(1).click();
  expect(await page.evaluate(() => document.activeElement.name)).toMatch(/^fs01_/);
});

test("what a blank must hold is offered, and never written by itself", async ({ page }) => {
  await openNational(page);
  await type(page, "fs01_5", "");
  await page.keyboard.press("Backspace");
  await expect(field(page, "fs01_5")).toHaveValue("");
  await field(page, "fs02_1").focus();
  await expect(note(page)).toHaveCount(0);
  await field(page, "fs01_5").focus();
  await expect(note(page)).toContainText("170");
  await expect(field(page, "fs01_5")).toHaveValue("");
  await page.keyboard.press("Alt+Enter");
  await expect(field(page, "fs01_5")).toHaveValue("170");
});

test("a text is never overwritten by the figure that one of its sentences should have", async ({ page }) => {
  await open(page);
  await fillSample(page);
  const text = await field(page, "bf3").inputValue();
  const wrong = text.replace("网上申请2件", "网上申请7件");
  await field(page, "bf3").fill(wrong);
  await expect(findings(page)).not.toHaveCount(0);
  await field(page, "bf3").focus();
  await page.keyboard.press("Alt+Enter");
  expect((await field(page, "bf3").inputValue()).replace(/\n/g, "")).toBe(wrong);
});

test("the newest entry is the one that is searched for", async ({ page }) => {
  await openNational(page);
  await page.evaluate((name) => {
    window.last = null;
    const form = document.getElementById("report");
    form.addEventListener("crossfoot:suspects", (event) => (window.last = event.detail));
    const field = form.elements[name];
    for (const value of ["1", "13", "132", "12", "123", "132"]) {
      field.value = value;
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
  }, granted);
  await expect.poll(() => page.evaluate(() => window.last?.suspects[0]?.cells[0])).toMatchObject({ now: "132", should_be: "123" });
  await type(page, inPerson.replace("zb0201_nd", granted), "123");
  await expect.poll(() => page.evaluate(() => window.last?.suspects.length)).toBe(0);
});

test("what stands beside a field is heard with it, and the cells that step back say nothing", async ({ page }) => {
  await openNational(page);
  await type(page, granted, "132");
  await expect(note(page)).toContainText("若为 123");
  const described = (name) => field(page, name).evaluate((f) => {
    const ids = f.getAttribute("aria-describedby")?.split(" ") ?? [];
    return ids.map((id) => document.getElementById(id).textContent).join("|");
  });
  await expect.poll(() => described(granted)).toContain("若为 123");
  expect(await described(granted)).toContain("Alt+Enter");
  await expect(field(page, granted)).toHaveAttribute("aria-keyshortcuts", "Alt+Enter");
  await page.keyboard.press("Tab"); // touched, both of them
  await page.keyboard.press("Tab");
  await expect(field(page, granted)).toHaveAttribute("aria-invalid", "true");
  expect(await described("sq03_2")).toBe("");
  await expect(field(page, "sq03_2")).not.toHaveAttribute("aria-invalid");
  await expect(status(page)).toContainText("现填 132，若为 123");
});

test("nothing comes while an input method is composing, and it comes at the end", async ({ page }) => {
  await openNational(page);
  await field(page, granted).focus();
  await page.evaluate((name) => {
    const field = document.querySelector(`#report [name="${name}"]`);
    field.value = "132";
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
    field.dispatchEvent(new CompositionEvent("compositionstart", { bubbles: true })); // before the next frame
  }, granted);
  await page.waitForTimeout(600);
  await expect(note(page)).toHaveCount(0);
  await expect(told(page)).toHaveCount(0);
  await field(page, granted).evaluate((f) => f.dispatchEvent(new CompositionEvent("compositionend", { bubbles: true })));
  await expect(note(page)).toContainText("若为 123");
});

test("a suggestion is never taken over something that was entered after it was made", async ({ page }) => {
  await openNational(page);
  await type(page, granted, "132");
  await expect(note(page)).toContainText("若为 123");
  const value = await field(page, granted).evaluate((f) => {
    f.value = "7";
    f.dispatchEvent(new InputEvent("input", { bubbles: true }));
    f.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", altKey: true, bubbles: true, cancelable: true }));
    return f.value; // all before the next frame
  });
  expect(value).toBe("7");
});

test("a page that watches the value of its field hears of a suggestion as of typing", async ({ page }) => {
  await openNational(page);
  await field(page, granted).evaluate((f) => {
    const { get, set } = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value");
    let own = f.value; // what the page has written itself, or heard of, as React keeps it
    window.heard = [];
    Object.defineProperty(f, "value", { get() { return get.call(f); }, set(text) { own = text; set.call(f, text); } });
    f.addEventListener("input", () => {
      if (f.value !== own) window.heard.push((own = f.value));
    });
  });
  await type(page, granted, "132");
  await expect(note(page)).toContainText("若为 123");
  await page.keyboard.press("Alt+Enter");
  await page.keyboard.press("Control+z");
  expect(await page.evaluate(() => window.heard.slice(-2))).toEqual(["123", "132"]);
});

test("a field that nobody can type into is told about and not written", async ({ page }) => {
  await openNational(page);
  await field(page, granted).evaluate((f) => {
    f.readOnly = true;
    f.value = "132";
    f.dispatchEvent(new InputEvent("input", { bubbles: true }));
  });
  await field(page, granted).focus();
  await expect(note(page)).toContainText("若为 123");
  await expect(note(page).getByRole("button")).toHaveCount(0);
  await page.keyboard.press("Alt+Enter");
  await expect(field(page, granted)).toHaveValue("132");
});

test("the offer for a blank can be taken with the pointer, and goes when something else is typed", async ({ page }) => {
  await openNational(page);
  await field(page, "fs01_5").focus();
  await page.keyboard.press("Control+A");
  await page.keyboard.press("Delete"); // the field keeps the focus
  await expect(note(page)).toHaveText("由各项关系可知应为 170采用 (Alt+Enter)");
  await note(page).getByRole("button").click();
  await expect(field(page, "fs01_5")).toHaveValue("170");
  await expect(field(page, "fs01_5")).toBeFocused();
  await page.keyboard.press("Control+z");
  await expect(field(page, "fs01_5")).toHaveValue("");
  await expect(note(page)).toContainText("由各项关系可知");
  await page.keyboard.type("7");
  await expect(note(page)).not.toContainText("由各项关系可知");
  await expect(note(page)).toHaveCount(1);
});

test("a page without suggestions to take keeps Alt+Enter and Ctrl+Z to itself", async ({ page }) => {
  await openNational(page);
  await page.evaluate(() => {
    window.keys = [];
    document.addEventListener("keydown", (event) => event.key.length > 1 || window.keys.push([event.key, event.defaultPrevented]));
    document.addEventListener("keydown", (event) => event.key === "Enter" && window.keys.push([event.key, event.defaultPrevented]));
  });
  await type(page, granted, "12");
  await page.keyboard.press("Control+z");
  await type(page, granted, "123");
  await expect(findings(page)).toHaveCount(0);
  await page.keyboard.press("Alt+Enter");
  const keys = await page.evaluate(() => window.keys.filter(([key]) => key === "z" || key === "Enter"));
  expect(keys).toEqual([["z", false], ["Enter", false]]);
  await expect(receipt(page)).toBeHidden();
});

test("with many figures wrong the page still answers, and says that not everything was looked at", async ({ page }) => {
  await openNational(page);
  await page.evaluate(() => {
    const form = document.getElementById("report");
    const names = [...form.elements].map((f) => f.name).filter((name) => name.startsWith("sq"));
    for (let round = 0; round < 12; round++) {
      const field = form.elements[names[(round * 37) % names.length]];
      field.value = String(round * 71 + 13);
      field.dispatchEvent(new InputEvent("input", { bubbles: true }));
    }
  });
  await expect(told(page).last()).toContainText("没有全部查看");
  await type(page, granted, "456");
  await expect(field(page, granted)).toHaveValue("456");
});

for (const [width, height] of [[1280, 900], [760, 800], [390, 844]]) {
  test(`a suggestion can be read and taken at ${width} wide, and nothing is wider than the screen`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    await openNational(page);
    for (const [name, wrong, right] of [[granted, "132", "123"], ["sq24_7", "2263", "2236"]]) {
      await type(page, name, wrong);
      await expect(note(page)).toContainText(`若为 ${right}`);
      // The note is written anew when more is known, so it is measured until it stays.
      await expect(async () => {
        const [text, own] = await Promise.all([note(page).boundingBox(), field(page, name).boundingBox()]);
        expect(text.x).toBeGreaterThanOrEqual(0);
        expect(text.x + text.width).toBeLessThanOrEqual(width);
        // The field itself is not covered.
        expect(text.y >= own.y + own.height - 1 || text.y + text.height <= own.y + 1).toBe(true);
      }).toPass();
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
      await note(page).getByRole("button").click();
      await expect(field(page, name)).toHaveValue(right);
      await expect(findings(page)).toHaveCount(0);
    }
  });
}

test("the list of findings lies beside the figures, not over them", async ({ page }) => {
  await openNational(page);
  await type(page, granted, "132");
  await expect(told(page)).toHaveCount(1);
  const list = await page.locator(".crossfoot-findings").boundingBox();
  const table = await page.locator("table.applications").boundingBox();
  expect(list.x).toBeGreaterThanOrEqual(table.x + table.width);
});
