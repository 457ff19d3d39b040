import { test } from "@playwright/test";
import {
  expect, expectMarked, expectNoFinding, expectReceipt, expectReceivedFinding, field, figures, fillSample, findings,
  inPerson, names, open, parts, receipt, received, receivedInChinese, replaceLastDigit, status, summary,
} from "./portal.js";

const focused = (page) => page.evaluate(() => document.activeElement.id || document.activeElement.className);

test("an empty required part holds the report back; the summary leads to it", async ({ page }) => {
  await open(page);
  await fillSample(page);
  await field(page, "bf5").focus();
  await page.keyboard.press("Control+A");
  await page.keyboard.press("Delete");
  await page.getByRole("button", { name: "报送" }).click();

  await expect(receipt(page)).toBeHidden();
  await expect(summary(page)).toBeFocused();
  await expect(summary(page)).toBeInViewport();
  await expect(summary(page).getByRole("link")).toHaveCount(1);
  await expect(summary(page).getByRole("link")).toContainText("政府信息公开工作存在的主要问题及改进情况");
  await expectMarked(page, ["bf5"]);

  await summary(page).getByRole("link").click();
  await expect(field(page, "bf5")).toBeFocused();
  await expect(field(page, "bf5")).toBeInViewport();
  await expect(field(page, "bf5")).toHaveAttribute("aria-invalid", "true");

  await page.keyboard.insertText(parts.bf5);
  await expectNoFinding(page);
  await page.getByRole("button", { name: "报送" }).click();
  await expectReceipt(page);
  for (const text of Object.values(parts)) await expect(receipt(page)).toContainText(text);
});

test("an empty form lists every cell and every part, in the order of the form", async ({ page }) => {
  await open(page);
  await page.getByRole("button", { name: "报送" }).click();
  await expect(summary(page)).toBeFocused();
  const targets = await summary(page).getByRole("link").evaluateAll((links) => links.map((a) => a.getAttribute("href")));
  expect(targets).toEqual([...names, ...Object.keys(parts)].map((name) => `#${name}`));
  await expect(page.locator("#report [aria-invalid=true]")).toHaveCount(36);
});

test("a total that does not add up holds the report back until it is mended", async ({ page }) => {
  await open(page);
  await fillSample(page);
  await replaceLastDigit(page, inPerson, "3");
  await page.keyboard.press("Enter"); // sends the form from within a field
  await expect(summary(page)).toBeFocused();
  await expectReceivedFinding(summary(page), receivedInChinese);
  await replaceLastDigit(page, inPerson, "2");
  await page.keyboard.press("Enter");
  await expectReceipt(page);
});

test("a second failed attempt replaces the summary; a report sent leaves none", async ({ page }) => {
  await open(page);
  await fillSample(page);
  await field(page, "bf1").fill("");
  const send = page.getByRole("button", { name: "报送" });
  await send.click();
  await expect(summary(page)).toHaveCount(1);
  await field(page, "bf2").fill("");
  await send.click();
  await expect(summary(page)).toHaveCount(1);
  await expect(summary(page)).toBeFocused();
  await expect(summary(page).getByRole("link")).toHaveCount(2);
  await field(page, "bf1").fill(parts.bf1);
  await field(page, "bf2").fill(parts.bf2);
  await send.click();
  await expectReceipt(page);
  await page.getByRole("button", { name: "返回修改" }).click();
  await expect(summary(page)).toBeHidden();
  await expectNoFinding(page);
});

test("the summary in English", async ({ page }) => {
  await open(page);
  await fillSample(page);
  await field(page, "bf1").fill("");
  await page.locator("#language").selectOption("en");
  await page.getByRole("button", { name: "Submit" }).click();
  await expect(summary(page)).toBeFocused();
  await expect(summary(page)).not.toContainText(/\p{Script=Han}/u);
  await expect(summary(page).getByRole("link")).toHaveText(/overview/i);
  await field(page, "bf1").fill(parts.bf1);
  await page.getByRole("button", { name: "Submit" }).click();
  await expectReceipt(page);
});

test("the whole way with the keyboard alone", async ({ page }) => {
  await open(page);
  const press = async (key, times = 1) => {
    for (let i = 0; i < times; i++) await page.keyboard.press(key);
  };
  const tabTo = async (id, key = "Tab") => {
    for (let i = 0; i < 80; i++) {
      await page.keyboard.press(key);
      if ((await focused(page)) === id) return;
    }
    throw new Error(`${key} does not reach ${id}`);
  };

  await press("Tab"); // the skip link comes first
  await expect(page.locator(".skip")).toBeFocused();
  await tabTo(names[0]);
  for (const name of names) {
    expect(await focused(page)).toBe(name); // the order of the table, and no stop between
    await page.keyboard.type(figures[name]);
    await press("Tab");
  }
  for (const [name, text] of Object.entries(parts)) {
    expect(await focused(page)).toBe(name);
    if (name !== "bf6") await page.keyboard.insertText(text);
    await press("Tab");
  }
  await expectNoFinding(page);

  await tabTo(inPerson, "Shift+Tab");
  await page.keyboard.type("3"); // the field's content is selected on arrival
  await expect(status(page)).toContainText("现填 3，若为 2 则各项关系都成立");
  await expect(field(page, inPerson)).toBeFocused();
  await press("Backspace");
  await page.keyboard.type("2");
  await expectNoFinding(page);

  await tabTo("zb0600_lj");
  await press("Tab", 7); // over the six parts to 报送
  await expect(page.getByRole("button", { name: "报送" })).toBeFocused();
  await press("Enter");
  await expect(summary(page)).toBeFocused();
  await press("Tab");
  await expect(summary(page).getByRole("link")).toBeFocused();
  await press("Enter");
  await expect(field(page, "bf6")).toBeFocused();
  await page.keyboard.insertText(parts.bf6);
  await press("Tab");
  await press("Enter");
  await expectReceipt(page);
  await expect(page.locator("#receipt-title")).toBeFocused();
  await expect(findings(page)).toHaveCount(0);
});

test("the marks are there on a narrow screen too, and nothing is wider than it", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 800 });
  await open(page);
  await fillSample(page);
  await replaceLastDigit(page, inPerson, "3");
  for (const name of received) await expect(field(page, name)).toHaveAttribute("data-crossfoot", /hard|aside/);
  await expect(status(page)).toBeInViewport();
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
});

test("a report mended and sent in one moment goes through", async ({ page }) => {
  await open(page);
  await fillSample(page);
  await field(page, "bf6").fill("");
  await page.getByRole("button", { name: "报送" }).click();
  await expect(summary(page)).toBeFocused();
  await page.evaluate((text) => {
    const part = document.getElementById("bf6");
    part.value = text;
    part.dispatchEvent(new Event("input", { bubbles: true }));
    document.querySelector("#report [type=submit]").click(); // before the next animation frame
  }, parts.bf6);
  await expectReceipt(page);
});

test("a slip sent in the moment it is made is held back", async ({ page }) => {
  await open(page);
  await fillSample(page);
  await page.evaluate((name) => {
    const figure = document.getElementById(name);
    figure.value = "3";
    figure.dispatchEvent(new Event("input", { bubbles: true }));
    document.querySelector("#report [type=submit]").click();
  }, inPerson);
  await expect(summary(page)).toBeFocused();
  await expect(receipt(page)).toBeHidden();
});

test("a submit that the page's own script asks for is held back in the browser's own way, with our sentence", async ({ page }) => {
  await open(page);
  await fillSample(page);
  await replaceLastDigit(page, inPerson, "3");
  await expectMarked(page, ["zb0200_nd", "zb0201_nd", "zb0201_lj", "zb0202_nd", "zb0203_nd", "bf3"]);
  await page.evaluate(() => document.getElementById("report").requestSubmit());
  await expect(page.locator("#report :invalid").first()).toBeFocused();
  const said = await page.evaluate(() => document.activeElement.validationMessage);
  expect(said).toContain("相差 1");
  await expect(receipt(page)).toBeHidden();
});

test("a report that a script has mended without an event goes through", async ({ page }) => {
  await open(page);
  await fillSample(page);
  await replaceLastDigit(page, inPerson, "3");
  await expectMarked(page, ["zb0200_nd", "zb0201_nd", "zb0201_lj", "zb0202_nd", "zb0203_nd", "bf3"]);
  await page.evaluate((name) => { document.querySelector(`[name="${name}"]`).value = "2"; }, inPerson);
  await page.locator("#report [type=submit]").click();
  await expect(receipt(page)).toBeVisible();
});
