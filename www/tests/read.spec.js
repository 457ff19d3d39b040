// A whole report is read, shown, and filled in only when the person says so.
import { readFileSync } from "node:fs";
import { expect, test } from "@playwright/test";
import { expectNoFinding, figures, open as openPortal } from "./portal.js";

const near = (path) => new URL(path, import.meta.url);
const report = readFileSync(near("../../tests/texts/fengze-2017.txt"), "utf8");
const lines = readFileSync(near("../../tests/texts/fengze-2017-lines.txt"), "utf8");
const table = report.slice(report.indexOf("指标名称"));

const dialog = (page) => page.locator("#read-dialog");
const openDialog = async (page) => {
  await openPortal(page);
  await page.getByRole("button", { name: "读入整份报告" }).click();
  await expect(page.getByRole("dialog", { name: "读入整份报告" })).toBeVisible();
};
const paste = async (page, text) => {
  await page.locator("#read-text").evaluate((area, value) => {
    area.value = value;
    area.dispatchEvent(new Event("paste", { bubbles: true }));
  }, text);
};
const file = (name, content, mimeType = "") => ({ name, mimeType, buffer: Buffer.from(content) });
const values = (page, names) => page.evaluate((all) => all.map((name) => document.getElementById("report").elements[name].value), names);
const names = Object.keys(figures);

test("what was pasted is shown first and filled in when asked, and can be taken back", async ({ page }) => {
  await openDialog(page);
  await paste(page, report);
  await expect(dialog(page)).toContainText("读出 30 个数中的 30 个，正文 6 部分中的 6 部分。尚未填入。");
  await expect(dialog(page)).toContainText("四公开");
  await expect(dialog(page)).toContainText("总数 146 中还有 10 未列出");
  expect(await values(page, names)).toEqual(names.map(() => ""));
  await page.getByRole("button", { name: "填入表格" }).click();
  await expect(dialog(page)).toBeHidden();
  expect(await values(page, names)).toEqual(Object.values(figures));
  expect((await values(page, ["bf2"]))[0]).toContain("全区共计主动公开政府信息1532条");
  await expect(page.locator(".read-status")).toHaveText("已填入 36 处");
  // Nothing but what the report itself has wrong.
  await expect(page.locator(".crossfoot-findings li[data-severity=hard]")).toHaveCount(0);
  await expect(page.locator(".crossfoot-findings li[data-severity=soft]")).toHaveCount(2);
  await page.getByRole("button", { name: "撤销填入" }).click();
  expect(await values(page, names)).toEqual(names.map(() => ""));
  await expectNoFinding(page);
});

test("a finding about the text leads to its passage", async ({ page }) => {
  await openDialog(page);
  await paste(page, report);
  await page.getByRole("button", { name: "填入表格" }).click();
  await page.locator(".crossfoot-findings a", { hasText: "四公开" }).click();
  await expect(page.locator("#bf1")).toBeFocused();
  const passage = await page.locator("#bf1").evaluate((area) => area.value.slice(area.selectionStart, area.selectionEnd));
  expect(passage).toMatch(/^“三统一、四公开”，即：统一时间.*公开结果$/);
});

test("an old copy of a page, a cell a line, is read whole too", async ({ page }) => {
  await openDialog(page);
  await paste(page, lines);
  await expect(dialog(page)).toContainText("读出 30 个数中的 30 个");
  await page.getByRole("button", { name: "填入表格" }).click();
  expect(await values(page, names)).toEqual(Object.values(figures));
});

test("cancelling changes nothing, and what will be replaced is said before", async ({ page }) => {
  await openPortal(page);
  await page.locator("#zb0201_nd").fill("3");
  await page.getByRole("button", { name: "读入整份报告" }).click();
  await paste(page, report);
  const line = dialog(page).locator("tr.replaces");
  await expect(line).toHaveCount(1);
  await expect(line).toContainText("3 → 2");
  await expect(dialog(page).locator(".warning")).toContainText("将替换现有内容 1 处");
  await page.keyboard.press("Escape");
  await expect(dialog(page)).toBeHidden();
  await expect(page.locator("#zb0201_nd")).toHaveValue("3");
  await expect(page.locator("#zb0202_nd")).toHaveValue("");
});

test("with the keyboard alone, and the focus comes back", async ({ page }) => {
  await openPortal(page);
  await page.locator("#read-report").focus();
  await page.keyboard.press("Enter");
  await expect(page.locator("#read-text")).toBeFocused();
  await page.keyboard.insertText(report);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await expect(page.locator("#read-go")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(dialog(page).locator(".preview")).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(page.locator("#read-fill")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.locator("#zb0100_nd")).toBeFocused();
  await expect(page.locator("#zb0100_nd")).toHaveValue("1532");
  await page.locator("#read-report").focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  await expect(page.locator("#read-report")).toBeFocused();
});

test("spreadsheets and files of text", async ({ page }) => {
  await openDialog(page);
  const csv = table.trim().split("\n").map((line) => line.split("\t").map((cell) => `"${cell}"`).join(",")).join("\r\n");
  await page.locator("#read-file").setInputFiles(file("report.csv", csv, "text/csv"));
  await expect(dialog(page)).toContainText("读出 30 个数中的 30 个");
  await page.locator("#read-file").setInputFiles(near("./fixtures/fengze-2017.xlsx").pathname);
  await expect(dialog(page)).toContainText("读出 30 个数中的 30 个，正文 6 部分中的 6 部分");
  await page.getByRole("button", { name: "填入表格" }).click();
  expect(await values(page, names)).toEqual(Object.values(figures));
  await page.getByRole("button", { name: "读入整份报告" }).click();
  // In the encoding of older Chinese systems: 规章, no row of this form.
  const gbk = Buffer.concat([Buffer.from([0xb9, 0xe6, 0xd5, 0xc2]), Buffer.from("\t1\t2\n")]);
  await page.locator("#read-file").setInputFiles({ name: "a.txt", mimeType: "text/plain", buffer: gbk });
  await expect(dialog(page)).toContainText("规章 1 2");
  await expect(page.getByRole("button", { name: "填入表格" })).toBeDisabled();
});

test("what cannot be read is said, and nothing is lost", async ({ page }) => {
  await openDialog(page);
  for (const [name, content, said] of [
    ["broken.xlsx", "PK\u0003\u0004 no spreadsheet", "不是有效的 .xlsx"],
    ["old.xls", "x", "旧的 .xls"],
    ["picture.png", "x", "可用 .txt、.csv、.xlsx"],
    ["binary.txt", "a\u0000b", "不是文本"],
  ]) {
    await page.locator("#read-file").setInputFiles(file(name, content));
    await expect(dialog(page).getByRole("alert")).toContainText(said);
    await expect(page.getByRole("button", { name: "填入表格" })).toBeDisabled();
  }
  await page.locator("#read-text").evaluate((area) => {
    area.value = `${"全年收到申请4件。".repeat(50)}\n`.repeat(5_000); // more than is read
    area.dispatchEvent(new Event("paste"));
  });
  await expect(dialog(page).getByRole("alert")).toContainText("文本过长");
  expect(await page.locator("#read-text").evaluate((area) => area.value.length)).toBe(2_255_000);
  await paste(page, "这里没有任何标题，也没有表格。");
  await expect(dialog(page)).toContainText("没有读出任何内容");
});

test("in English", async ({ page }) => {
  await openPortal(page);
  await page.locator("#language").selectOption("en");
  await page.getByRole("button", { name: "Read a whole report" }).click();
  await paste(page, report);
  await expect(dialog(page)).toContainText("30 of 30 figures and 6 of 6 parts of the text were read. Nothing is filled in yet.");
  await expect(dialog(page)).toContainText("“四公开” is followed by a list of 5");
});

test("the national report is read with its tables as they are printed", async ({ page }) => {
  await page.goto("./national.html");
  await expect(page.locator("#read-report")).toBeVisible();
  await page.locator("#read-report").click();
  await paste(page, readFileSync(near("../../tests/texts/suqian-2023.txt"), "utf8"));
  await expect(dialog(page)).toContainText("读出 201 个数中的 200 个");
});

test("a file of 11 MB is refused", async ({ page }) => {
  await openDialog(page);
  await page.locator("#read-text").fill("先前粘贴的文字");
  await page.locator("#read-file").setInputFiles(file("long.txt", Buffer.alloc(11 << 20, "4"), "text/plain"));
  await expect(dialog(page).getByRole("alert")).toContainText("文本过长");
  await expect(page.locator("#read-text")).toHaveValue("先前粘贴的文字");
});

test("a part of the text that is missing is said", async ({ page }) => {
  await openDialog(page);
  await paste(page, report.slice(0, report.indexOf("\n四、")) + report.slice(report.indexOf("\n五、")));
  await expect(dialog(page)).toContainText("正文 6 部分中的 5 部分");
  await expect(dialog(page).locator(".finding[data-severity=hard]")).toHaveCount(1);
  await expect(dialog(page).locator(".finding[data-severity=hard]")).toContainText("四、");
});

test("clearing the form takes the undoing with it; filling in the same again does not", async ({ page }) => {
  const undo = page.getByRole("button", { name: "撤销填入" });
  await openDialog(page);
  for (const said of ["已填入 36 处", "已填入 0 处"]) {
    if (!(await dialog(page).isVisible())) await page.locator("#read-report").click();
    await paste(page, report);
    await page.locator("#read-fill").click();
    await expect(page.locator(".read-status")).toHaveText(said);
    await expect(undo).toBeVisible();
  }
  await page.getByRole("button", { name: "清空" }).click();
  await expect(undo).toBeHidden();
});

test("without the reading, the checks stand; without a library, the text can be pasted", async ({ page, context }) => {
  const bare = await context.newPage();
  await bare.route(/\/read\.js/, (route) => route.abort());
  await openPortal(bare);
  await bare.locator("#language").selectOption("en");
  await expect(bare.locator(".crossfoot-status")).toHaveCount(1);
  await expect(bare.locator(".unchecked")).toHaveCount(0);
  await expect(bare.locator("#read-report")).toHaveCount(0);

  await page.route(/papaparse|read-excel-file/, (route) => route.abort());
  await openDialog(page);
  for (const name of ["a.csv", "a.xlsx"]) {
    await page.locator("#read-file").setInputFiles(file(name, "a,b"));
    await expect(dialog(page).getByRole("alert")).toContainText(`程序未能载入，文件“${name}”没有读成`);
  }
  await paste(page, report);
  await expect(dialog(page)).toContainText("读出 30 个数中的 30 个");
});

test("the last file chosen is shown, however long another takes", async ({ page }) => {
  await openDialog(page);
  await page.evaluate(() => {
    const read = Blob.prototype.arrayBuffer;
    Blob.prototype.arrayBuffer = async function () {
      if (this.name === "slow.txt") await new Promise((done) => { window.goOn = done; });
      const bytes = await read.call(this);
      if (this.name === "slow.txt") setTimeout(() => { window.wentOn = true; });
      return bytes;
    };
  });
  await page.locator("#read-file").setInputFiles(file("slow.txt", "主动公开文件数\t条\t1\t2"));
  await page.locator("#read-file").setInputFiles(file("report.txt", report));
  await expect(dialog(page)).toContainText("读出 30 个数中的 30 个");
  await page.evaluate(() => window.goOn());
  await page.waitForFunction(() => window.wentOn);
  await expect(dialog(page)).toContainText("读出 30 个数中的 30 个");
});

test("text in the encoding of spreadsheets' “Unicode text”, dropped anywhere on the dialog", async ({ page }) => {
  await openDialog(page);
  const drop = (kind) => page.evaluate(([text, what]) => {
    const dataTransfer = new DataTransfer();
    if (what === "text") dataTransfer.setData("text/plain", text);
    else {
      const codes = Uint16Array.from([0xfeff, ...[...text].map((c) => c.charCodeAt(0))]);
      dataTransfer.items.add(new File([codes], "report.txt"));
    }
    const event = new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer });
    document.querySelector(what === "text" ? "#read-text" : "#read-title").dispatchEvent(event);
    return event.defaultPrevented;
  }, [report, kind]);
  expect(await drop("text")).toBe(false);
  expect(await drop("file")).toBe(true);
  await expect(dialog(page)).toContainText("读出 30 个数中的 30 个");
});
