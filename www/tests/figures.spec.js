import { test } from "@playwright/test";
import {
  expect, expectMarked, expectNoFinding, expectReceivedFinding, field, figures, fillSample, findings, inPerson, names,
  open, received, receivedInChinese, replaceLastDigit, status, type, typeFigures,
} from "./portal.js";

test("the published figures, typed, give no finding", async ({ page }) => {
  const faults = await open(page);
  for (const name of names) {
    await type(page, name, figures[name]);
    await page.keyboard.press("Tab");
    await expect(findings(page), `after ${name}`).toHaveCount(0);
  }
  await expectNoFinding(page);
  expect(faults).toEqual([]);
});

test("the sample gives no finding, with and without last year's figures", async ({ page }) => {
  await open(page);
  await fillSample(page);
  await expectNoFinding(page);
  await page.locator("#last-year").selectOption("2016");
  await expectNoFinding(page);
  await page.locator("#last-year").selectOption("");
  await expectNoFinding(page);
});

test("当面申请数 3 in place of 2 is said at that keystroke and marks the cells of the rule", async ({ page }) => {
  await open(page);
  await typeFigures(page, ["nd"]); // of the year only: 历年累计 has nothing to say yet
  await expectNoFinding(page);

  await replaceLastDigit(page, inPerson, "3");
  await expect(findings(page)).toHaveCount(1);
  await expectReceivedFinding(status(page), receivedInChinese);
  await expectReceivedFinding(findings(page), receivedInChinese);
  await expect(findings(page)).toHaveAttribute("data-severity", "hard");
  await expectMarked(page, received);
  for (const name of received) await expect(field(page, name)).toHaveAttribute("data-crossfoot", "hard");

  await replaceLastDigit(page, inPerson, "2");
  await expectNoFinding(page);
  await expect(status(page)).toContainText(/已(消除|改正)/);
});

test("with all figures there the same change also breaks 年度 ≤ 历年累计 of its row", async ({ page }) => {
  await open(page);
  await typeFigures(page);
  await replaceLastDigit(page, inPerson, "3");

  await expect(findings(page)).toHaveCount(2);
  await expectReceivedFinding(findings(page).filter({ hasText: "受理政府信息公开申请总数" }), receivedInChinese);
  await expect(status(page)).toContainText("现填 3，若为 2 则各项关系都成立");
  await expectMarked(page, ["zb0200_nd", "zb0201_nd", "zb0201_lj", "zb0202_nd", "zb0203_nd"]);

  await replaceLastDigit(page, inPerson, "2");
  await expectNoFinding(page);
});

test("a figure in the text that differs from the table is said, and both are marked", async ({ page }) => {
  await open(page);
  await fillSample(page);
  const text = field(page, "bf2");
  await text.fill((await text.inputValue()).replace("1532条", "1523条"));
  await expect(findings(page)).toHaveText(["正文“全区共计主动公开政府信息” 1523 不等于 主动公开文件数（2017年度） 1532，相差 9"]);
  await expectMarked(page, ["zb0100_nd", "bf2"]);
  await text.fill("全区主动公开了一批政府信息，数字见附表。");
  await expectNoFinding(page);
});

test("with last year loaded 主动公开文件数 1533 does not carry to 历年累计", async ({ page }) => {
  await open(page);
  await page.locator("#last-year").selectOption("2016");
  await typeFigures(page);
  await expectNoFinding(page);

  await replaceLastDigit(page, "zb0100_nd", "3");
  await expect(findings(page)).toHaveCount(1);
  for (const place of [status(page), findings(page)]) {
    for (const text of ["主动公开文件数", "13848", "12316", "1533", /相差\s*1(?!\d)/]) {
      await expect(place).toContainText(text);
    }
  }
  await expectMarked(page, ["zb0100_nd", "zb0100_lj"]);

  await page.locator("#last-year").selectOption(""); // without last year nothing can be said
  await expectNoFinding(page);
  await page.locator("#last-year").selectOption("2016");
  await expect(findings(page)).toHaveCount(1);
  await replaceLastDigit(page, "zb0100_nd", "2");
  await expectNoFinding(page);
});

test("nothing on the page moves when a finding comes and goes", async ({ page }) => {
  await open(page);
  await fillSample(page);
  const place = () => page.evaluate((name) => {
    const box = document.getElementById(name).getBoundingClientRect();
    return [box.x, box.y, box.width, box.height, scrollY, document.documentElement.scrollHeight];
  }, inPerson);
  await field(page, inPerson).focus();
  const before = await place();
  await replaceLastDigit(page, inPerson, "3");
  await expect(findings(page)).not.toHaveCount(0);
  expect(await place()).toEqual(before);
  await replaceLastDigit(page, inPerson, "2");
  await expectNoFinding(page);
  expect(await place()).toEqual(before);
});

test("清空 takes the findings away with the figures", async ({ page }) => {
  await open(page);
  await fillSample(page);
  await replaceLastDigit(page, inPerson, "3");
  await expect(findings(page)).not.toHaveCount(0);
  await page.getByRole("button", { name: "清空" }).click();
  await expect(field(page, inPerson)).toHaveValue("");
  await expectNoFinding(page);
  await fillSample(page);
  await expectNoFinding(page);
});

test("aria-invalid waits until the field was touched", async ({ page }) => {
  await open(page);
  await fillSample(page); // by script: no field was touched
  await replaceLastDigit(page, inPerson, "3");
  await expect(field(page, inPerson)).toHaveAttribute("data-crossfoot", "hard");
  for (const name of received) await expect(field(page, name)).not.toHaveAttribute("aria-invalid");

  await page.keyboard.press("Tab");
  await expect(field(page, inPerson)).toHaveAttribute("aria-invalid", "true");
  const ids = (await field(page, inPerson).getAttribute("aria-describedby")).split(/\s+/);
  const described = await page.evaluate((list) => list.map((id) => document.getElementById(id)?.textContent).join(), ids);
  expect(described).toContain("受理政府信息公开申请总数");
  await expect(field(page, "zb0200_nd")).not.toHaveAttribute("aria-invalid");

  await page.getByRole("button", { name: "报送" }).click();
  await expect(field(page, inPerson)).toHaveAttribute("aria-invalid", "true");
  // The one that is surely wrong is known, so the others are not called wrong.
  for (const name of received.filter((name) => name !== inPerson)) {
    await expect(field(page, name)).toHaveAttribute("data-crossfoot", "aside");
    await expect(field(page, name)).not.toHaveAttribute("aria-invalid");
    expect(await field(page, name).evaluate((f) => f.validity.customError)).toBe(true);
  }

  await replaceLastDigit(page, inPerson, "2");
  await expectNoFinding(page);
  for (const name of received) {
    await expect(field(page, name)).not.toHaveAttribute("aria-invalid", "true");
    await expect(field(page, name)).not.toHaveAttribute("aria-describedby");
  }
});

test("in English after the language switch, and back", async ({ page }) => {
  await open(page);
  await typeFigures(page, ["nd"]);
  await replaceLastDigit(page, inPerson, "3");
  await expectReceivedFinding(findings(page), receivedInChinese);

  await page.locator("#language").focus();
  await page.keyboard.press("ArrowDown");
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Annual Report");
  await expect(field(page, inPerson)).toHaveValue("3");
  const english = [/\b4\b/, /\b3\b/, /\b2\b/, /\b0\b/, /\b5\b/, /difference|differ|off by/i];
  await expectReceivedFinding(findings(page), english);
  await expect(findings(page)).not.toContainText(/\p{Script=Han}/u);

  await replaceLastDigit(page, inPerson, "2");
  await expectNoFinding(page);
  await expect(status(page)).not.toContainText(/\p{Script=Han}/u);
  await replaceLastDigit(page, inPerson, "3");
  await expectReceivedFinding(status(page), english);
  await expect(status(page)).not.toContainText(/\p{Script=Han}/u);

  await page.locator("#language").focus();
  await page.keyboard.press("ArrowUp");
  await expectReceivedFinding(findings(page), receivedInChinese);
});

test("nothing is reported while an input method is composing", async ({ page }) => {
  await open(page);
  await typeFigures(page, ["nd"]);
  await field(page, inPerson).focus();
  await page.keyboard.press("Control+A");
  await page.waitForTimeout(600); // the live line speaks when typing rests
  const before = await status(page).textContent();

  const client = await page.context().newCDPSession(page);
  for (const text of ["s", "sa", "san"]) {
    await client.send("Input.imeSetComposition", { text, selectionStart: text.length, selectionEnd: text.length });
    await page.waitForTimeout(600);
    await expect(field(page, inPerson)).toHaveValue(text);
    await expect(findings(page)).toHaveCount(0);
    expect(await status(page).textContent()).toBe(before);
    await expectMarked(page, []);
  }
  await client.send("Input.insertText", { text: "3" });
  await expect(field(page, inPerson)).toHaveValue("3");
  await expect(findings(page)).toHaveCount(1);
  await expectReceivedFinding(status(page), receivedInChinese);
  await expectMarked(page, received);
});

test("text that is no figure, and text that looks like HTML, get a message", async ({ page }) => {
  await open(page);
  await typeFigures(page, ["nd"]);
  for (const text of ["三千多", "1,2345", "<img src=x onerror=alert(1)>"]) {
    await type(page, inPerson, text);
    await expect(findings(page).first()).toContainText("当面申请数");
    await expectMarked(page, [inPerson]);
    await expect(page.locator("#report img")).toHaveCount(0);
    await expect(field(page, inPerson)).toHaveValue(text);
  }
  await type(page, inPerson, "2");
  await expectNoFinding(page);
});

test("an entry of 100,000 characters gets a clear message and the page stays alive", async ({ page }) => {
  const faults = await open(page);
  await typeFigures(page, ["nd"]);
  for (const text of ["9".repeat(100_000), "九".repeat(100_000), "1,".repeat(50_000)]) {
    await field(page, inPerson).focus();
    await page.keyboard.press("Control+A");
    await page.keyboard.insertText(text);
    await expect(findings(page).first()).toContainText("当面申请数");
    expect((await status(page).textContent()).length).toBeLessThan(500);
    expect((await findings(page).first().textContent()).length).toBeLessThan(500);
    await expect(field(page, inPerson)).toHaveAttribute("data-crossfoot", "hard");
  }
  await type(page, inPerson, "2");
  await expectNoFinding(page);
  expect(faults).toEqual([]);
});

test("100,000 characters in a part of the text are taken as they are", async ({ page }) => {
  const faults = await open(page);
  await fillSample(page);
  await field(page, "bf1").fill("概".repeat(100_000));
  await expectNoFinding(page);
  await page.getByRole("button", { name: "报送" }).click();
  await expect(page.locator("#receipt")).toBeVisible();
  expect(faults).toEqual([]);
});
