// Adding up the reports of a district's offices, as the office that does it works.
import { fileURLToPath } from "node:url";
import { test } from "@playwright/test";
import {
  dialog, difference, expect, explanations, focused, give, giveRoster, json, office, offices, open, refused, report,
  reported, sample, status, sum, verdict,
} from "./rollup.js";

const year = "indicators.disclosed.year";

test("the sample adds up to the district's published table, and says which of it is made up", async ({ page }) => {
  const faults = await open(page);
  await sample(page);
  await expect(page.locator("#sample-part")).toContainText("各单位的分解为演示用");
  await expect(page.locator("#office-counts")).toHaveText("共 33 个单位：已计入 33，未报 0，暂不计入 0，有问题待核 0，名册外 0，重复 0");
  await expect(sum(page, year)).toHaveText("1532");
  await expect(sum(page, "indicators.disclosed.cumulative")).toHaveText("13848");
  await expect(page.locator(".sums .difference[data-state=same]")).toHaveCount(30);
  await expect(page.locator("#own-findings")).toHaveText("合计数符合本表自身的各项规则");
  for (const [group, published] of [["街道", "410"], ["部门", "940"]]) {
    await page.locator("#scope").selectOption({ label: group });
    await expect(sum(page, year)).toHaveText(published);
    await expect(reported(page, year)).toHaveValue(published);
    await expect(verdict(page)).toHaveAttribute("data-state", "same");
  }
  expect(faults).toEqual([]);
});

for (const [fault, kind, named] of [
  ["区里漏加一个街道", "left-out", "东海街道"],
  ["区里把一个部门加了两次", "counted-twice", "审计局"],
  ["区里的合计两位数字颠倒", "copied-wrong", "两位数字颠倒"],
  ["一个部门填错一个数", "slip", "教育局"],
  ["区里加的是街道的旧报告", "old-version", "泉秀街道"],
]) {
  test(`${fault}: said in words, with the cells it concerns`, async ({ page }) => {
    await open(page);
    await sample(page, fault);
    const first = explanations(page).first();
    await expect(first).toHaveAttribute("data-kind", kind);
    await expect(first).toContainText("可解释全部差异");
    await expect(first.locator("p").first()).toContainText(named);
    const cells = await first.getByRole("button").allTextContents();
    expect(cells).toContain("主动公开文件数·2017年度");
    await first.getByRole("button", { name: "主动公开文件数·2017年度" }).click();
    expect(await focused(page)).toBe(`difference:${year}`);
    await expect(difference(page, year)).toBeInViewport();
  });
}

test("an office that has not reported is named", async ({ page }) => {
  await open(page);
  await sample(page, "一个街道没有报");
  await expect(verdict(page)).toContainText("尚缺 1 个单位：清源街道");
  await page.locator("#office-filter").selectOption("missing");
  await expect(offices(page).locator("tbody tr:not(.group)")).toHaveCount(1);
  await expect(office(page, "清源街道")).toContainText("未报");
});

test("from a difference to the offices, from an office to its own report and back", async ({ page }) => {
  await open(page);
  await sample(page, "一个部门填错一个数");
  await difference(page, year).click();
  await expect(page.locator("#detail-title")).toBeFocused();
  const rows = page.locator("#contributions tbody tr");
  await expect(rows).toHaveCount(33);
  await expect(rows.first()).toContainText("区政府办公室");
  await expect(rows.first()).toContainText("12.6%"); // 182 of 1444
  const figures = (await rows.locator("td:nth-child(2)").allTextContents()).map(Number);
  expect(figures).toEqual(figures.toSorted((a, b) => b - a));
  expect(figures.reduce((all, one) => all + one)).toBe(1444);
  await expect(page.locator("#contributions tfoot")).toContainText("+88");
  await expect(rows.filter({ hasText: "见可能的原因" })).toContainText("教育局");
  await expect(page.locator("#bars .bar", { hasText: "▸ 教育局" })).toHaveCount(1);

  await page.locator("#contributions").getByRole("button", { name: "教育局" }).click();
  await expect(page.locator("#office-title")).toBeFocused();
  await expect(dialog(page).locator(".finding[data-severity=hard]")).toHaveCount(2);
  await expect(dialog(page)).toContainText("现填 9，若为 97");
  await expect(dialog(page).locator("td[data-severity=hard]").first()).toContainText("强制 9");
  await page.keyboard.press("Escape");
  await expect(dialog(page)).toBeHidden();
  expect(await focused(page)).toBe("contributor:教育局");
  await page.getByRole("button", { name: "回到表中这一格" }).click();
  expect(await focused(page)).toBe(`difference:${year}`);
});

test("an office is left out and counted again, and the focus stays", async ({ page }) => {
  await open(page);
  await sample(page);
  const counted = page.getByRole("checkbox", { name: "把教育局计入汇总" });
  await counted.focus();
  await page.keyboard.press("Space");
  await expect(counted).toBeFocused();
  await expect(counted).not.toBeChecked();
  await expect(status(page)).toHaveText("教育局不再计入汇总");
  await expect(sum(page, year)).toHaveText("1435");
  await expect(office(page, "教育局")).toContainText("未计入");
  await expect(explanations(page).first()).toContainText("教育局");
  await page.locator("#cell").selectOption(year);
  await expect(page.locator("#contributions tbody tr.out")).toContainText("教育局");
  await expect(page.locator("#bars .bar.out")).toHaveCount(1);
  await page.locator("#language").selectOption("en");
  await expect(page.getByRole("checkbox", { name: "Count 教育局" })).not.toBeChecked();
  await page.getByRole("checkbox", { name: "Count 教育局" }).check();
  await expect(sum(page, year)).toHaveText("1532");
});

test("a report is removed, and its file is replaced", async ({ page }) => {
  await open(page);
  await sample(page);
  await office(page, "统计局").getByRole("button").click();
  await dialog(page).getByRole("button", { name: "移除" }).click();
  await expect(status(page)).toHaveText("已移除统计局的报告");
  await expect(office(page, "统计局")).toContainText("未报");
  await expect(sum(page, year)).toHaveText("1513");
  await office(page, "统计局").getByRole("button").click();
  const chooser = page.waitForEvent("filechooser");
  await dialog(page).getByRole("button", { name: "选择它的文件…" }).click();
  await (await chooser).setFiles(json("别的名字.json", report("区统计局", { disclosed: 20, website: 20 })));
  await expect(office(page, "统计局")).toContainText("已报");
  await expect(office(page, "统计局")).toContainText("别的名字.json");
  await expect(sum(page, year)).toHaveText("1533");
});

test("what cannot be taken is named file by file with its reason, and the rest goes on", async ({ page }) => {
  await open(page);
  await giveRoster(page, { name: "某区", units: [{ name: "甲局", aliases: ["某区甲局"] }, { name: "乙局" }, { name: "丙局" }] });
  await expect(page.locator("#roster-now")).toHaveText("名册取自 名册.json");
  await give(page, [
    json("甲局.json", report("某区甲局", { disclosed: 3 })),
    json("坏的.json", "{"),
    json("去年.json", report("乙局", {}, { period: "2016" })),
    json("别的表.json", report("乙局", {}, { form: { id: "cn.disclosure.national", version: "2021" } })),
    json("又一份.json", report("甲局", { disclosed: 4 })),
    { name: "照片.png", mimeType: "image/png", buffer: Buffer.from("x") },
    json("丁局.json", report("丁局", { disclosed: 5 })),
    json("乙局.json", report("乙局", { disclosed: 7 }).entries), // figures alone; the file says whose
  ]);
  await expect(status(page)).toHaveText("已收下 3 份报告，5 份没有收下，原因见下");
  await expect(refused(page)).toHaveCount(5);
  for (const [index, name] of ["坏的.json", "去年.json", "别的表.json", "又一份.json", "照片.png"].entries()) {
    await expect(refused(page).nth(index)).toContainText(name);
    expect((await refused(page).nth(index).textContent()).length).toBeGreaterThan(name.length + 6);
  }
  await expect(page.locator("#office-counts")).toContainText("共 4 个单位：已计入 3，未报 1，暂不计入 0");
  await expect(office(page, "丁局")).toContainText("名册外");
  await expect(office(page, "甲局")).toContainText("又来一份");
  await expect(sum(page, year)).toHaveText("15");

  await refused(page).nth(3).getByRole("button", { name: "用这一份替换" }).click();
  await expect(refused(page)).toHaveCount(4);
  await expect(status(page)).toHaveText("已替换甲局的报告");
  await expect(sum(page, year)).toHaveText("16");
  await page.getByRole("button", { name: "清空这个清单" }).click();
  await expect(page.locator("#refused-part")).toBeHidden();
});

test("spreadsheets say by their file's name whose they are", async ({ page }) => {
  await open(page);
  await giveRoster(page, { units: [{ name: "东海街道" }, { name: "财政局" }] });
  await give(page, [
    { name: "丰泽区财政局2017年度报告.csv", mimeType: "text/csv", buffer: Buffer.from("指标名称,计量单位,2017年度,历年累计\n主动公开文件数,条,61,462\n不知道的行,条,1,2\n") },
  ]);
  await expect(office(page, "财政局")).toContainText("读出 2 / 30 个数");
  await give(page, fileURLToPath(new URL("./fixtures/fengze-2017.xlsx", import.meta.url)));
  await expect(office(page, "fengze-2017")).toContainText("读出 30 / 30 个数");
  await expect(sum(page, year)).toHaveText("1593");
  await office(page, "财政局").getByRole("button").click();
  await expect(dialog(page).locator(".unplaced")).toContainText("第 3 行");
});

test("a file with a report on each line is read while the page answers", async ({ page }) => {
  await open(page);
  const lines = Array.from({ length: 3_000 }, (_, index) => JSON.stringify(report(`单位${index}`, { disclosed: 1 })));
  lines.splice(1_000, 0, "不是 JSON");
  await page.evaluate(() => {
    window.seen = new Set(); // how far it was, by what a browser would rather do than go on reading
    const progress = document.getElementById("progress");
    const look = () => {
      if (progress.checkVisibility()) window.seen.add(progress.value);
      scheduler.postTask(look, { priority: "user-blocking", delay: 1 });
    };
    look();
  });
  await give(page, json("全部.jsonl", lines.join("\n")));
  await expect(page.locator("#office-counts")).toContainText("共 3000 个单位", { timeout: 25_000 });
  await expect(refused(page)).toHaveText(/^全部\.jsonl，第 1001 行：/);
  await expect(sum(page, year)).toHaveText("3000");
  await expect(page.locator("#progress")).toBeHidden();
  const between = await page.evaluate(() => [...window.seen].filter((part) => part > 0 && part < 1).length);
  expect(between).toBeGreaterThan(1);
});

test("reading can be stopped; what was taken stays", async ({ page }) => {
  await open(page);
  await page.evaluate(() => {
    const read = Blob.prototype.arrayBuffer;
    Blob.prototype.arrayBuffer = async function () {
      if (this.name === "乙.json") await new Promise((done) => { window.goOn = done; });
      return read.call(this);
    };
  });
  await give(page, ["甲", "乙", "丙"].map((unit) => json(`${unit}.json`, report(unit, { disclosed: 2 }))));
  await expect(page.locator("#progress-name")).toHaveText("2 / 3 乙.json");
  await page.getByRole("button", { name: "停止" }).click();
  await page.waitForFunction(() => window.goOn);
  await page.evaluate(() => window.goOn());
  await expect(page.locator("#progress")).toBeHidden();
  await expect(page.locator("#office-counts")).toContainText("共 1 个单位");
  await expect(sum(page, year)).toHaveText("2");
});

test("the district's figures are typed, moved through and pasted as a block", async ({ page }) => {
  await open(page);
  await give(page, [json("a.json", report("甲", { disclosed: 8, website: 5 })), json("b.json", report("乙", { disclosed: 4, website: 4 }))]);
  await expect(verdict(page)).toContainText("本级上报");
  await reported(page, year).fill("十三");
  await expect(difference(page, year)).toHaveText("≠ +1");
  await expect(reported(page, year)).toBeFocused();
  await page.keyboard.press("ArrowDown");
  expect(await focused(page)).toBe("reported:indicators.website.year");
  await page.keyboard.press("ArrowUp");
  await reported(page, year).evaluate((input) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", "12\t12\r\n9\t8\r\n");
    input.dispatchEvent(new ClipboardEvent("paste", { bubbles: true, cancelable: true, clipboardData }));
  });
  await expect(status(page)).toHaveText("已粘贴 4 格");
  await expect(reported(page, "indicators.website.cumulative")).toHaveValue("8");
  await expect(page.locator(".sums .difference[data-state=differs]")).toHaveCount(1);
  await expect(difference(page, "indicators.website.cumulative")).toHaveText("≠ −1");
  await page.getByRole("button", { name: "清空本级上报" }).click();
  await expect(page.locator(".sums .difference[data-state=none]")).toHaveCount(30);
});

test("a report that was refused for its year is taken when the year is put right, and never by a change of language", async ({ page }) => {
  await open(page);
  await give(page, [json("甲.json", report("甲", { disclosed: 1 }, { period: "2016" })), json("乙.json", report("乙", { disclosed: 4 }))]);
  await expect(refused(page)).toContainText("2016");
  await office(page, "乙").getByRole("button").click();
  await dialog(page).getByRole("button", { name: "移除" }).click();
  await page.locator("#language").selectOption("en");
  await expect(refused(page)).toContainText("2016");
  await expect(refused(page)).not.toContainText("报表");
  await page.locator("#period").fill("2016");
  await page.locator("#period").press("Tab");
  await expect(refused(page)).toHaveCount(0);
  await expect(sum(page, year)).toHaveText("1");
});

test("what is in is not cleared unasked", async ({ page }) => {
  await page.goto("./rollup.html");
  await expect(page.locator("body[data-ready]")).toBeAttached();
  await page.locator("#roster-sample").click();
  await expect(page.locator("#office-counts")).toContainText("共 33 个单位：已计入 0，未报 33");
  const asked = [];
  page.on("dialog", (dialog) => {
    asked.push(dialog.message());
    dialog.dismiss();
  });
  await give(page, json("财政局.json", report("区财政局", { disclosed: 4 })));
  await expect(sum(page, year)).toHaveText("4");
  for (const press of ["重新开始", "载入示例"]) await page.getByRole("button", { name: press }).click();
  await page.locator("#form").selectOption("national-2021");
  await expect(page.locator("#form")).toHaveValue("fujian-indicators-2017");
  await expect(sum(page, year)).toHaveText("4");
  expect(asked).toHaveLength(3);
});

test("a roster that is none is refused and the one before stands; without one nobody is missing", async ({ page }) => {
  await open(page);
  await sample(page);
  await giveRoster(page, "{\"units\": 4}");
  await expect(status(page)).toContainText("名册用不了");
  await expect(page.locator("#office-counts")).toContainText("共 33 个单位：已计入 33");
  await giveRoster(page, { name: "小区", units: [{ name: "教育局" }, { name: "水利局" }] });
  await expect(page.locator("#office-counts")).toHaveText("共 34 个单位：已计入 33，未报 1，暂不计入 0，有问题待核 0，名册外 32，重复 0");
  await page.getByRole("button", { name: "不用名册" }).click();
  await expect(page.locator("#office-counts")).toContainText("共 33 个单位：已计入 33，未报 0");
  await expect(sum(page, year)).toHaveText("1532");
});
