// What an author wrote is never lost: drafts, files, other tabs, and a browser that denies things.
import { test } from "@playwright/test";
import { bad, begin, cell, editor, expect, file, give, good, kept, open, problems, ready, rules, saved, small, status, text, verdict, write } from "./author.js";

const reload = async (page) => {
  await page.reload();
  await ready(page);
};

test("the text and the figures are there when the page is loaded again, however broken", async ({ page }) => {
  await open(page);
  await write(page, small());
  await cell(page, "t.a.n").fill("5");
  await page.locator("#period").fill("2031");
  await page.locator("#period").press("Tab");
  await editor(page).focus();
  await page.keyboard.press("Control+End");
  await page.keyboard.type(" {"); // and away within the keystroke's rest
  const before = await text(page);
  await reload(page);
  expect(await text(page)).toBe(before);
  await bad(page);
  await expect(kept(page)).toContainText("草稿已存");
  await write(page, small());
  await expect(cell(page, "t.a.n")).toHaveValue("5");
  await expect(page.locator("#period")).toHaveValue("2031");
});

test("another definition takes nobody's place: what was written is a draft to come back to", async ({ page }) => {
  await open(page);
  await write(page, small());
  await cell(page, "t.a.n").fill("5");
  await begin(page, "national-2014");
  await expect(status(page)).toContainText("原来所写的在“草稿”中");
  await expect(kept(page)).toHaveText("全国统计报表（2014年）：未改动");
  await expect(page.locator("#forget")).toBeHidden();
  const draft = await page.locator("#start option[value^='draft:']").getAttribute("value");
  await begin(page, draft);
  await expect(cell(page, "t.a.n")).toHaveValue("5");
  expect(JSON.parse(await text(page))).toEqual(small());
  page.once("dialog", (dialog) => dialog.accept());
  await page.locator("#forget").click();
  await expect(status(page)).toHaveText("草稿已删除");
  await expect(page.locator("#start option[value^='draft:']")).toHaveCount(0);
});

test("undoing stops at the definition that is open", async ({ page }) => {
  await open(page);
  await write(page, small());
  await begin(page, "new");
  await good(page);
  const fresh = await text(page);
  await editor(page).focus();
  await page.keyboard.press("Control+Z");
  expect(await text(page)).toBe(fresh);
});

test("two tabs that write the same draft end with two drafts", async ({ page, context }) => {
  await open(page);
  await write(page, small({ id: "first" }));
  await expect(kept(page)).toContainText("草稿已存");
  const other = await context.newPage();
  await open(other);
  await expect(kept(other)).toContainText("草稿已存");
  expect(JSON.parse(await text(other)).id).toBe("first");
  await write(other, small({ id: "of the second tab" }));
  await good(other);
  await write(page, small({ id: "of the first tab" }));
  await good(page);
  const all = () => page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("crossfoot-author:")).map((key) => JSON.parse(JSON.parse(localStorage[key]).text).id).sort());
  await expect.poll(all).toEqual(["of the first tab", "of the second tab"]);
});

for (const [name, deny] of [
  ["denied", () => { for (const kind of ["localStorage", "sessionStorage"]) Object.defineProperty(globalThis, kind, { get() { throw new DOMException("denied", "SecurityError"); } }); }],
  ["full", () => { Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); }; }],
]) {
  test(`a browser whose storage is ${name} is told about, and leaving asks first`, async ({ page }) => {
    await page.addInitScript(deny);
    const faults = await open(page);
    await expect(page.locator("#denied")).toBeHidden();
    await write(page, small());
    await expect(page.locator("#denied")).toBeVisible();
    await expect(kept(page)).toContainText("没有存下");
    const asked = page.waitForEvent("dialog");
    await page.evaluate(() => { setTimeout(() => location.reload()); });
    const dialog = await asked;
    expect(dialog.type()).toBe("beforeunload");
    await dialog.dismiss();
    expect(JSON.parse(await text(page))).toEqual(small());
    // Another definition asks as well, and no takes nothing away.
    page.once("dialog", (question) => question.dismiss());
    await page.locator("#start").selectOption("new");
    await page.locator("#begin").click();
    expect(JSON.parse(await text(page))).toEqual(small());
    const { bytes } = await saved(page);
    expect(JSON.parse(bytes.toString())).toEqual(small());
    expect(faults).toEqual([]);
  });
}

test("a full storage still keeps what was typed last for the next load", async ({ page }) => {
  await open(page);
  await write(page, small({ id: "early" }));
  await expect(kept(page)).toContainText("草稿已存");
  await page.evaluate(() => {
    const real = Storage.prototype.setItem;
    Storage.prototype.setItem = function setItem(...all) {
      if (this === localStorage) throw new DOMException("full", "QuotaExceededError");
      return real.apply(this, all);
    };
  });
  await write(page, small({ id: "late" }));
  await good(page);
  await reload(page);
  expect(JSON.parse(await text(page)).id).toBe("late");
});

test("a file is opened, changed and saved under its name", async ({ page }) => {
  await open(page);
  await give(page, file("季报.json", JSON.stringify(small())));
  await expect(status(page)).toContainText("已打开“季报.json”");
  await good(page);
  await expect(rules(page)).toHaveCount(1);
  await write(page, `${JSON.stringify(small({ id: "quarterly" }))}\n`);
  await expect(kept(page)).toContainText("季报.json：有改动");
  const { name, bytes } = await saved(page);
  expect(name).toBe("季报.json");
  expect(bytes.toString()).toBe(`${JSON.stringify(small({ id: "quarterly" }))}\n`);
  await reload(page);
  await expect(kept(page)).toHaveText("季报.json：已存成文件");
});

test("a file in another encoding is read and told, and what is no text is refused", async ({ page }) => {
  await open(page);
  // 合计 in GB 18030
  const bytes = Buffer.concat([Buffer.from('{"crossfoot": 1, "id": "'), Buffer.from([0xba, 0xcf, 0xbc, 0xc6]), Buffer.from('", "version": "1"}')]);
  await give(page, { name: "old.json", mimeType: "application/json", buffer: bytes });
  await expect(status(page)).toContainText("按 GB 18030 读入");
  expect(JSON.parse(await text(page)).id).toBe("合计");
  await give(page, { name: "picture.json", mimeType: "application/json", buffer: Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0xff, 0xff]) });
  await expect(status(page)).toContainText("不是文本文件");
  expect(JSON.parse(await text(page)).id).toBe("合计");
});

test("a file that is dropped on the editor is opened, not put into the text", async ({ page }) => {
  await open(page);
  await page.evaluate((content) => {
    const data = new DataTransfer();
    data.items.add(new File([content], "dropped.json", { type: "application/json" }));
    const at = document.getElementById("text").shadowRoot.querySelector(".cm-content");
    at.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, composed: true, cancelable: true }));
  }, JSON.stringify(small()));
  await expect(kept(page)).toHaveText("dropped.json：已存成文件");
  expect(JSON.parse(await text(page))).toEqual(small());
});

test("without the editor's library there is a plain text field, and nothing typed meanwhile is lost", async ({ page }) => {
  await page.route(/author-codemirror/, (route) => route.abort());
  await open(page);
  await expect(status(page)).toHaveText("编辑器未能载入，用普通文本框");
  await expect(page.locator("textarea#definition")).toBeVisible();
  await write(page, small());
  await good(page);
  await expect(page.locator(".numbers")).toContainText("1\n2\n3");
});

test("what is typed before the library has come is taken over, with the caret", async ({ page }) => {
  let release;
  const held = new Promise((done) => { release = done; });
  await page.route(/author-codemirror/, async (route) => { await held; await route.continue(); });
  await page.goto("./author.html");
  const field = page.locator("textarea#definition:enabled");
  await expect(field).toHaveValue(/crossfoot/);
  await field.focus();
  await page.keyboard.press("Control+A");
  await page.keyboard.insertText(JSON.stringify(small()));
  release();
  await ready(page);
  await page.keyboard.type("\n");
  expect(await text(page)).toBe(`${JSON.stringify(small())}\n`);
});

test("the plain text field can be chosen, and the choice is kept", async ({ page }) => {
  await open(page);
  await write(page, small());
  await page.locator("#plain").check();
  await expect(page.locator("textarea#definition")).toHaveValue(JSON.stringify(small(), null, 2));
  await reload(page);
  await expect(page.locator("textarea#definition")).toHaveValue(JSON.stringify(small(), null, 2));
  await page.locator("#plain").uncheck();
  await expect(page.locator("textarea#definition")).toHaveCount(0);
  expect(JSON.parse(await text(page))).toEqual(small());
});

test("without the checks a definition can still be written and saved", async ({ page }) => {
  await page.route(/crossfoot_bg[^/]*\.wasm/, (route) => route.abort());
  await open(page);
  await expect(page.locator("#lost")).toBeVisible();
  await expect(verdict(page)).toHaveText("未核查");
  await editor(page).focus();
  await page.keyboard.press("Control+A");
  await page.keyboard.insertText(JSON.stringify(small()));
  await expect(problems(page)).toHaveCount(0);
  const { bytes } = await saved(page);
  expect(JSON.parse(bytes.toString())).toEqual(small());
});
