// What can be seen and done without good eyes, without colours, without a mouse, and from right to left.
import { test } from "@playwright/test";
import { cell, open as openAuthor, small, write } from "./author.js";
import { open as openRollUp, sample } from "./rollup.js";
import { expect, expectReceipt, field, fillSample, findings, inPerson, open, received, replaceLastDigit, status, summary, type } from "./portal.js";

const note = (page) => page.locator("#report .crossfoot-suggestion");
const send = (page) => page.locator("#report [type=submit]").click();

async function slip(page) {
  await fillSample(page);
  await replaceLastDigit(page, inPerson, "3");
  await expect(note(page)).toBeVisible();
}

/** Texts of the page that are wider than the screen, but for those in a box that scrolls by itself. */
const tooWide = (page) => page.evaluate(() => {
  const scrolls = (one) => {
    for (; one && one !== document.body; one = one.parentElement) {
      if (one.scrollWidth > one.clientWidth && /auto|scroll/.test(getComputedStyle(one).overflowX)) return true;
    }
    return false;
  };
  const notes = [...document.querySelectorAll(".crossfoot-suggestion")].filter((one) => one.clientWidth < 2); // there for readers
  const seen = [...document.querySelectorAll("body *")].filter((one) => one.checkVisibility({ visibilityProperty: true }) && !notes.some((note) => note.contains(one)));
  const wide = seen.filter((one) => {
    const { left, right, width, height } = one.getBoundingClientRect();
    return width > 1 && height > 1 && (left < -1 || right > innerWidth + 1) && !scrolls(one);
  });
  return [document.documentElement.scrollWidth - innerWidth, ...wide.map((one) => `${one.localName}#${one.id}.${one.className}`)];
});

test.describe("at 400 %", () => {
  test.use({ viewport: { width: 320, height: 256 * 2 } }); // 1280 pixels of 4 each

  for (const locale of ["zh-CN", "en"]) {
    test(`nothing of the portal has to be scrolled sideways (${locale})`, async ({ page }) => {
      await open(page);
      const fits = async (state) => expect(await tooWide(page), state).toEqual([0]);
      await fits("empty");
      await slip(page);
      await page.locator("#language").selectOption(locale);
      await field(page, inPerson).focus();
      await fits("with a suggestion");
      await send(page);
      await expect(summary(page)).toBeFocused();
      await fits("held back");
      for (const name of ["zb0300_nd", "zb0304_nd"]) await type(page, name, "5");
      await replaceLastDigit(page, inPerson, "2");
      await send(page);
      await expect(page.locator("textarea.crossfoot-reason")).not.toHaveCount(0);
      await fits("with reasons");
    });
  }

  test("nothing of the national form but its table in its box", async ({ page }) => {
    await page.goto("./national.html");
    await expect(status(page)).toBeAttached();
    await page.locator("#sample").click();
    await type(page, "sq03_1", "1480");
    await expect(note(page)).toBeVisible();
    expect(await tooWide(page)).toEqual([0]);
    await send(page);
    await expect(summary(page)).toBeFocused();
    expect(await tooWide(page)).toEqual([0]);
  });

  test("a field that is typed into, its note and the line below are not covered by one another", async ({ page }) => {
    await open(page);
    await slip(page);
    const box = (locator) => locator.boundingBox();
    await expect(async () => {
      const [own, said, line, list] = await Promise.all([field(page, inPerson), note(page), status(page), page.locator(".crossfoot-findings")].map(box));
      const apart = (a, b) => a.y + a.height <= b.y + 1 || b.y + b.height <= a.y + 1;
      expect(apart(own, said)).toBe(true);
      expect(apart(own, line)).toBe(true);
      expect(apart(own, list)).toBe(true);
    }).toPass();
  });

  test("nothing of the page that adds up, but its tables in their boxes", async ({ page }) => {
    await openRollUp(page);
    await sample(page, "一个部门填错一个数");
    expect(await tooWide(page)).toEqual([0]);
  });

  test("nothing of the author's page, but its tables in their boxes", async ({ page }) => {
    await openAuthor(page, { isPlain: true });
    await write(page, small());
    await cell(page, "t.a.n").fill("5");
    await cell(page, "t.b.n").fill("9");
    await expect(page.locator("#trial-findings > li[data-finding]")).toHaveCount(1);
    expect(await tooWide(page)).toEqual([0]);
  });
});

test.describe("with the system's own colours", () => {
  test.use({ contextOptions: { forcedColors: "active" } });

  test("a marked field has a border that others have not, and a sign", async ({ page }) => {
    await open(page);
    await slip(page);
    await page.getByRole("button", { name: "报送" }).focus(); // no field lights up with another
    const look = (name) => field(page, name).evaluate((one) => {
      const { outlineStyle, outlineWidth } = getComputedStyle(one);
      return `${outlineStyle} ${outlineWidth}`;
    });
    expect(await look("zb0500_nd")).toMatch(/^none/);
    for (const name of received) expect(await look(name)).toBe(name === inPerson ? "double 3px" : "dotted 1px");
    const sign = (name) => field(page, name).evaluate((one) => getComputedStyle(one.parentElement, "::before").content);
    expect(await sign(inPerson)).toContain("!");
    await expect(findings(page).first()).toBeVisible();
    expect(await findings(page).first().evaluate((one) => getComputedStyle(one, "::before").content)).toContain("!");
    await send(page);
    await expect(summary(page)).toBeFocused();
    const border = await summary(page).evaluate((one) => getComputedStyle(one).borderTopStyle);
    expect(border).toBe("solid");
    // What lights up with the field that has the focus keeps the style of its mark.
    await field(page, received[1]).focus();
    await expect.poll(() => look(received[0])).toBe("solid 3px");
    await field(page, received[0]).focus();
    await expect.poll(() => look(inPerson)).toBe("double 5px");
    // The focus is still told from the mark.
    await field(page, inPerson).focus();
    expect(await look(inPerson)).toBe("solid 3px");
  });
});

test("nothing of ours moves, whatever the person has asked for", async ({ page }) => {
  for (const reducedMotion of ["no-preference", "reduce"]) {
    await page.emulateMedia({ reducedMotion });
    await open(page);
    await slip(page);
    await send(page);
    await expect(summary(page)).toBeFocused();
    const moving = await page.evaluate(() => {
      const ours = [...document.querySelectorAll("[class*=crossfoot-], [class*=crossfoot-] *, [data-crossfoot]")];
      const moves = (one) => {
        const { transitionDuration, animationName, scrollBehavior } = getComputedStyle(one);
        return transitionDuration !== "0s" || animationName !== "none" || scrollBehavior === "smooth";
      };
      return [...ours.filter(moves).map((one) => one.className), ...document.getAnimations().map(String)];
    });
    expect(moving).toEqual([]);
  }
});
