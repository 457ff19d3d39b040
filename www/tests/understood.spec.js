import { test } from "@playwright/test";
import { expect, expectNoFinding, field, findings, inPerson, open, type } from "./portal.js";

const notes = (page) => page.locator("#report .crossfoot-understood");

test("a figure in Chinese numerals is read, and what was read stands beside it", async ({ page }) => {
  const faults = await open(page);
  const box = () => field(page, "zb0100_nd").evaluate((f) => JSON.stringify(f.closest("table").getBoundingClientRect()));
  const before = await box();
  await type(page, "zb0100_nd", "壹仟伍佰叁拾贰");
  await expect(notes(page)).toHaveText("读作 1532");
  await expect(field(page, "zb0100_nd")).toHaveValue("壹仟伍佰叁拾贰");
  // Nothing moved, and the note lies next to its field.
  expect(await box()).toBe(before);
  const [note, own] = await Promise.all([notes(page).boundingBox(), field(page, "zb0100_nd").boundingBox()]);
  expect(Math.abs(note.x - own.x)).toBeLessThan(own.width + 40);
  expect(Math.abs(note.y - own.y)).toBeLessThan(own.height + 20);
  // A reader hears it with the field.
  const id = await notes(page).getAttribute("id");
  await expect(field(page, "zb0100_nd")).toHaveAttribute("aria-describedby", new RegExp(`(^| )${id}( |$)`));
  await expect(field(page, "zb0100_nd")).not.toHaveAttribute("aria-invalid", "true");
  await expectNoFinding(page);

  await type(page, "zb0100_nd", "1532");
  await expect(notes(page)).toHaveCount(0);
  await expect(field(page, "zb0100_nd")).not.toHaveAttribute("aria-describedby");
  expect(faults).toEqual([]);
});

test("separators, full-width digits and units are told too; a plain figure says nothing", async ({ page }) => {
  await open(page);
  for (const [typed, note] of [["1,532", "读作 1532"], ["１５３２", "读作 1532"], ["29条", "读作 29"], ["1.2万", "读作 12000"]]) {
    await type(page, inPerson, typed);
    await expect(notes(page)).toHaveText(note);
  }
  await type(page, inPerson, "22（其中修订16件）");
  await expect(notes(page)).toHaveCount(0);
  await expect(findings(page).first()).toContainText("读作“22”");
  await type(page, inPerson, "4");
  await expect(notes(page)).toHaveCount(0);
});

test("the note follows the language", async ({ page }) => {
  await open(page);
  await type(page, inPerson, "二十九");
  await expect(notes(page)).toHaveText("读作 29");
  await page.locator("#language").selectOption("en");
  await expect(notes(page)).toHaveText("read as 29");
});
