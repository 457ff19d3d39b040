// Writing a form's definition, as its author does it.
import { readFileSync } from "node:fs";
import { test } from "@playwright/test";
import {
  bad, begin, cell, editor, expect, findings, good, isWriting, kept, open, prior, problem, problems, rule, rules, saved, selected, small, status, text, verdict, write,
} from "./author.js";

const forms = ["fujian-indicators-2009", "fujian-indicators-2017", "national-2014", "national-2019", "national-2021"];
const source = (name) => readFileSync(new URL(`../../pkg/forms/${name}.json`, import.meta.url), "utf8");

test("the shipped definitions have no problems, a field for each cell, and each rule leads to where it is written", async ({ page }) => {
  test.slow(); // five forms
  const faults = await open(page);
  await expect(verdict(page)).toHaveText("没有问题：1 张表、37 格、57 条规则");
  for (const name of forms) {
    await begin(page, name);
    await good(page);
    expect(await text(page)).toBe(source(name));
    const [, cells, count] = /、(\d+) 格、(\d+) 条规则/.exec(await verdict(page).textContent());
    await expect(page.locator("#report [data-cell]")).toHaveCount(Number(cells));
    await expect(rules(page)).toHaveCount(Number(count));
    expect(await page.locator("#rules .rule-name:disabled").allTextContents()).toEqual([]);
    const lost = await page.evaluate(async (content) => {
      const { placeAt, read, rulePlaces } = await import("/author-places.js");
      const { tree } = read(content);
      return [...rulePlaces(JSON.parse(content))].filter(([, pointer]) => !placeAt(content, tree, pointer)).map(([id]) => id);
    }, source(name));
    expect(lost.filter((id) => !id.endsWith(".share")), name).toEqual([]);
    const last = page.locator("#rules .rule-name").last();
    const id = await last.textContent();
    await last.click();
    expect(await selected(page)).toContain(JSON.stringify(id.split(".").at(-1)));
    expect(await isWriting(page)).toBe(true);
  }
  expect(faults).toEqual([]);
});

test("the sample figures of the shipped forms hold in the forms that are made of them", async ({ page }) => {
  await open(page);
  for (const name of forms) {
    await begin(page, name);
    await good(page);
    await page.locator("#sample").click();
    await expect(status(page)).toHaveText("已填入示例数");
    const empty = await page.locator("#report td [data-cell]").evaluateAll((fields) => fields.filter(({ value }) => !value).map(({ dataset }) => dataset.cell));
    expect(empty.filter((address) => !address.startsWith("filer.")), name).toEqual([]);
    await expect(page.locator("#trial-findings > li[data-severity=hard]"), name).toHaveCount(0);
  }
});

// Each problem with what its place selects.
const wrong = [
  ["an unknown key", { ...small(), rules: [{ id: "R1", check: "a = b", severety: "soft" }] }, "不认识的键“severety”", '"severety"'],
  ["a name in a formula", small({ rules: [{ id: "R1", check: "a = b + d + aaa" }] }), "没有名为“aaa”", "aaa"],
  ["a character behind escapes and signs of two units", small({ rules: [{ id: "R1", check: "a = b + 𠮷 \t ? 1" }] }), "公式无法读懂", "?"],
  ["the end of a formula", small({ rules: [{ id: "R1", check: "a = " }] }), "公式无法读懂", ""],
  ["an id that is taken", small({ rules: [{ id: "R1", check: "a = b" }, { id: "R1", check: "a = c" }] }), "标识“R1”已被使用", "R1"],
  ["a value that is not taken", { ...small(), period: "decade" }, "不能取值“decade”", "decade"],
  ["a cell in a sentence", small({ sections: [{ id: "s", title: "概述", mentions: [{ id: "M", text: ["共受理{t.a.n}件", "共收到申请{t.z.n}件"] }] }] }), "没有名为“t.z.n”", "t.z.n"],
  ["a line of a scope", small({ rules: [{ id: "R1", check: "a = b", only: ["n", "m"] }] }), "没有名为“m”", "m"],
  ["a value of another type", { ...small(), version: 2017 }, "2017", "2017"],
  ["a missing key", small({ rules: [{ id: "R1" }] }), "缺少键“check”", "{"],
];
for (const isPlain of [false, true]) {
  test(`each problem leads to its place, in ${isPlain ? "the plain text field" : "the editor"}`, async ({ page }) => {
    await open(page, { isPlain });
    for (const [name, definition, said, place] of wrong) {
      await write(page, definition);
      await bad(page);
      await problem(page, said).first().click();
      expect(await selected(page), name).toBe(place);
      expect(await isWriting(page), name).toBe(true);
      await expect(status(page)).toContainText(said);
    }
  });
}

test("a key that is there twice is shown where it is there again", async ({ page }) => {
  await open(page);
  await write(page, '{\n  "crossfoot": 1, "id": "f",\n  "version": "1",\n  "id": "g"\n}');
  await expect(problem(page, "重复出现")).toContainText("第 4 行第 3 个字符");
});

test("what is no JSON is told at its place, in words", async ({ page }) => {
  await open(page);
  await write(page, '{"crossfoot": 1,\n "标题𠮷": "x" "id": 1}');
  await expect(problems(page)).toHaveCount(1);
  await expect(problem(page, "这里缺少逗号")).toContainText("第 2 行第 14 个字符");
  await problem(page, "这里缺少逗号").click();
  expect(await selected(page)).toBe('"id"');
  await write(page, '{"crossfoot": 1, // here\n "id": "f",}');
  await expect(problems(page)).toHaveText([/不能有注释/, /第 2 行第 12 个字符不是有效的 JSON：这里应有一个加引号的键/]);
  await write(page, " ");
  await expect(problems(page)).toHaveText(["第 1 行第 2 个字符定义是空的"]);
});

test("the nearest name is one press away, and can be undone", async ({ page }) => {
  for (const isPlain of [false, true]) {
    await open(page, { isPlain });
    const wanted = small({ rules: [{ id: "R1", check: "a = b + c", severity: "soft" }] });
    const slips = JSON.stringify(wanted, null, 2).replace("severity", "severety").replace("b + c", "bb + c").replace('"soft"', '"sooft"');
    await write(page, slips);
    await expect(problems(page)).toHaveCount(2);
    await page.getByRole("button", { name: "改为 severity" }).click();
    await page.getByRole("button", { name: "改为 b", exact: true }).click();
    await expect(problems(page)).toHaveCount(1);
    await page.getByRole("button", { name: "改为 soft" }).click();
    await good(page);
    expect(JSON.parse(await text(page))).toEqual(wanted);
    await editor(page).focus();
    for (let times = 0; times < 3; times++) await page.keyboard.press("Control+Z");
    await bad(page);
    expect(await text(page)).toBe(slips);
  }
});

test("a table written twice as wide offers what a key can take, and no more than that", async ({ page }) => {
  await open(page);
  await write(page, small({ tables: [{ id: "t", type: "integer", scale: 12, columns: [{ id: "n" }], rows: [{ id: "a" }, { id: "b" }, { id: "c" }] }] }));
  await expect(page.locator(".fix")).toHaveText(["改为 count", "改为 amount", "改为 signed", "改为 percent", "改为 text", "改为 date", "改为 choice"]);
  await page.getByRole("button", { name: "改为 amount" }).click();
  await expect(problems(page)).toHaveCount(1);
  await expect(page.locator(".fix")).toHaveCount(0);
});

test("rules are read back: sentence, formula, places, basis, and what follows from others", async ({ page }) => {
  await open(page);
  await write(page, {
    crossfoot: 1, id: "f", version: "1",
    tables: [{
      id: "t", parts: "sum",
      columns: [{ id: "all", label: { "zh-CN": "合计", en: "all" }, columns: [{ id: "persons", label: "个人" }, { id: "firms", label: "单位" }] }],
      rows: [{ id: "total", label: { "zh-CN": "总数", en: "total" }, rows: [{ id: "granted", label: "同意" }, { id: "refused", label: "不同意" }] }],
    }],
    rules: [{ id: "R1", check: "granted >= refused", only: ["persons"], severity: "soft", basis: "说明3" }],
  });
  await good(page);
  await expect(rule(page, "R1")).toContainText("同意 ≥ 不同意");
  await expect(rule(page, "R1").locator("code")).toHaveText("granted >= refused");
  await expect(rule(page, "R1").locator("dd")).toHaveText(["granted >= refused", "个人", "说明3"]);
  await expect(rule(page, "R1").locator(".severity")).toHaveText("核实");
  await expect(rule(page, "t.all.sum").locator(".tag")).toHaveText(["可由其他规则推出"]);
  await page.locator("#rule-filter").fill("合计");
  await expect(page.locator("#rule-count")).toHaveText("3 / 5 条");
  await page.locator("#language").selectOption("en");
  await page.locator("#rule-filter").fill("");
  await expect(rule(page, "t.total.sum")).toContainText("total = 同意 + 不同意");
  await expect(rule(page, "t.all.sum").locator(".tag")).toHaveText(["follows from other rules"]);
});

test("figures typed into the trial are checked, and the rule they break says so and leads there", async ({ page }) => {
  await open(page);
  await write(page, small());
  await good(page);
  await cell(page, "t.a.n").pressSequentially("5");
  await cell(page, "t.b.n").pressSequentially("2");
  await cell(page, "t.c.n").pressSequentially("2");
  await expect(findings(page)).toContainText("a 5 不等于 b 2 + c 2 = 4，相差 1");
  await expect(page.locator("#finding-number")).toHaveText("1");
  await expect(page.locator("#cell")).toContainText("t.c.n");
  await rule(page, "R1").getByRole("button", { name: "试填中 1 处不成立" }).click();
  await expect(cell(page, "t.a.n")).toBeFocused();
  await page.locator("#rule-broken").check();
  await expect(rules(page)).toHaveCount(1);
  await cell(page, "t.c.n").fill("3");
  await expect(findings(page)).toHaveCount(0);
  await expect(page.locator("#rule-count")).toHaveText("没有这样的规则");
  await cell(page, "t.a.n").focus();
  await page.locator("#cell").getByRole("button", { name: "到定义中此处" }).click();
  expect(await selected(page)).toContain("{");
  await page.keyboard.press("ArrowRight");
  await expect(page.locator("#caret")).toContainText("/tables/0/rows/");
});

test("figures are kept by address while the definition changes", async ({ page }) => {
  await open(page);
  await write(page, small());
  await cell(page, "t.a.n").fill("5");
  await cell(page, "t.b.n").fill("3");
  await cell(page, "t.c.n").fill("2");
  // A new row above, and one that goes by another name.
  const changed = small({ rules: [] });
  changed.tables[0].rows = [{ id: "neu" }, { id: "a" }, { id: "bb" }, { id: "c" }];
  await write(page, changed);
  await expect(cell(page, "t.neu.n")).toHaveValue("");
  await expect(cell(page, "t.a.n")).toHaveValue("5");
  await expect(cell(page, "t.c.n")).toHaveValue("2");
  await expect(page.locator("#orphans")).toContainText("t.b.n = 3");
  await write(page, "{");
  await bad(page);
  await expect(page.locator("#trial-stale")).toBeVisible();
  await expect(cell(page, "t.a.n")).toHaveValue("5");
  await cell(page, "t.a.n").fill("6");
  await write(page, small());
  await expect(cell(page, "t.b.n")).toHaveValue("3");
  await expect(cell(page, "t.a.n")).toHaveValue("6");
  await expect(page.locator("#orphans")).toBeHidden();
  await expect(page.locator("#trial-stale")).toBeHidden();
  await expect(findings(page)).toHaveCount(1);
});

test("last period's figures are asked for where a rule needs them", async ({ page }) => {
  await open(page);
  await write(page, small());
  await good(page);
  await expect(page.locator("#prior-part")).toBeHidden();
  const definition = small({ rules: [] });
  definition.tables[0].columns.push({ id: "ever", accumulates: "n" });
  await write(page, definition);
  await page.locator("#prior-part summary").click();
  await prior(page, "t.a.ever").fill("10");
  await cell(page, "t.a.n").fill("2");
  await cell(page, "t.a.ever").fill("13");
  await expect(findings(page)).toContainText("相差 1");
  await prior(page, "t.a.ever").fill("11");
  await expect(findings(page)).toHaveCount(0);
  await prior(page, "t.a.ever").fill("十x");
  await expect(page.locator("#prior-trouble")).toHaveText("读不懂的数：t.a.ever");
  await expect(prior(page, "t.a.ever")).toHaveAttribute("aria-invalid", "true");
});

test("clearing and filling in can be undone, and sending is tried without sending", async ({ page }) => {
  await open(page);
  await write(page, small({ rules: [] }));
  await good(page);
  await cell(page, "t.a.n").fill("5");
  await page.locator("#clear").click();
  await expect(cell(page, "t.a.n")).toHaveValue("");
  await page.getByRole("button", { name: "撤销清空" }).click();
  await expect(cell(page, "t.a.n")).toHaveValue("5");
  await page.getByRole("button", { name: "按报送检查" }).click();
  await expect(status(page)).toHaveText("没有妨碍报送的问题");
  const strict = small({ rules: [] });
  strict.tables[0].required = true;
  await write(page, strict);
  await good(page);
  await page.getByRole("button", { name: "按报送检查" }).click();
  await expect(page.locator(".crossfoot-summary")).toBeFocused();
  await expect(page.locator(".crossfoot-summary a")).toHaveCount(2);
});

test("cells of every type, headings above and beside, and parts of text", async ({ page }) => {
  await open(page);
  await write(page, {
    crossfoot: 1, id: "f", version: "1",
    tables: [{
      id: "t", required: false, title: "表",
      columns: [{ id: "g", label: "其中", heading: true, columns: [{ id: "x", label: "甲" }, { id: "y", label: "乙" }] }],
      rows: [
        { id: "h", label: "第一组", heading: true, rows: [{ id: "kind", label: "类别", type: "choice", choices: ["新", "续"] }] },
        { id: "day", label: "日期", type: "date" }, { id: "share", label: "比例", type: "percent" }, { id: "note", label: "备注", type: "text" },
      ],
    }],
    sections: [{ id: "s", title: "一、概述", min_chars: 10 }],
  });
  await good(page);
  await expect(page.getByRole("textbox", { name: "比例 % 其中 乙" }).or(page.getByRole("textbox", { name: "比例 其中 乙" }))).toHaveCount(1);
  await cell(page, "t.kind.x").fill("旧");
  await cell(page, "t.day.x").fill("2月30日");
  await expect(findings(page)).toHaveCount(2);
  await cell(page, "t.kind.x").fill("新");
  await cell(page, "t.day.x").fill("2017年2月28日");
  await expect(findings(page)).toHaveCount(0);
  await expect(page.locator("datalist").first().locator("option")).toHaveCount(2);
  await expect(page.getByLabel("一、概述")).toHaveAttribute("aria-required", "true");
});

test("everything is said in English too", async ({ page }) => {
  await open(page);
  await write(page, small({ rules: [{ id: "R1", check: "aa = b", severety: "soft" }] }));
  await bad(page);
  await page.locator("#language").selectOption("en");
  await expect(verdict(page)).toHaveText("Problems: 2");
  await expect(problem(page, "did you mean severity")).toContainText("line");
  await expect(page.getByRole("button", { name: "Make it severity" })).toBeVisible();
  await write(page, small());
  await cell(page, "t.a.n").fill("5");
  await cell(page, "t.b.n").fill("9");
  await expect(findings(page)).toContainText("can no longer equal");
  await expect(editor(page)).toHaveAttribute("aria-label", "Text of the definition (JSON)");
  const chinese = await page.evaluate(() => [...document.querySelectorAll("main, header, footer")]
    .flatMap((part) => part.innerText.split("\n")).filter((line) => /\p{Script=Han}/u.test(line)));
  expect(chinese.filter((line) => !/说明3|语言|中文|^（/.test(line))).toEqual([]);
});

test("both languages have every phrase, with the same slots, and every meaning of the schema is said in Chinese", async ({ page }) => {
  await open(page);
  const { chinese, english, meanings } = await page.evaluate(async () => {
    const { languages } = await import("/author-words.js");
    const loaded = await fetch("/author-meanings.json?raw-file").then((response) => response.text()).catch(() => "");
    return { chinese: languages["zh-CN"], english: languages.en, meanings: loaded };
  });
  expect(meanings).not.toBe("");
  expect(Object.keys(english).sort()).toEqual(Object.keys(chinese).sort());
  const slots = (phrase) => [...phrase.matchAll(/\{(\w+)\}/g)].map(([, slot]) => slot).sort();
  for (const [key, phrase] of Object.entries(english)) expect(slots(phrase), key).toEqual(slots(chinese[key]));
  const said = JSON.parse(readFileSync(new URL("../author-meanings.json", import.meta.url), "utf8"));
  const described = new Set();
  const look = (one) => {
    if (typeof one?.description === "string") described.add(one.description);
    if (one && typeof one === "object") Object.values(one).forEach(look);
  };
  look(JSON.parse(readFileSync(new URL("../../pkg/forms/crossfoot.schema.json", import.meta.url), "utf8")));
  expect([...described].filter((one) => !said[one])).toEqual([]);
  expect(Object.keys(said).filter((one) => !described.has(one))).toEqual([]);
});

test("with the keyboard alone: begin, write, go through the problems, mend, try, and save", async ({ page }) => {
  await open(page);
  await page.locator("#start").focus();
  for (let steps = 0; steps < 4; steps++) await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(status(page)).toContainText("已打开“新的最小定义”");
  // On to the text: the links of the page, the choice of the editor, the editor.
  for (let steps = 0; !(await isWriting(page)) && steps < 15; steps++) await page.keyboard.press("Tab");
  await page.keyboard.press("Control+F");
  await page.keyboard.type("second <= ");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  expect(await selected(page)).toBe("second <= ");
  await page.keyboard.insertText("secnd <= ");
  await bad(page);
  await page.keyboard.press("F8");
  expect(await selected(page)).toBe("secnd");
  await expect(status(page)).toContainText("问题 1 / 1：没有名为“secnd”");
  // Tab leaves the editor; the problem and what would mend it come next.
  await page.keyboard.press("Tab");
  await expect(problem(page, "secnd")).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(page.getByRole("button", { name: "改为 second" })).toBeFocused();
  await page.keyboard.press("Enter");
  await good(page);
  expect(await isWriting(page)).toBe(true);
  await page.locator('.jumps a[href="#trial-part"]').focus();
  await page.keyboard.press("Enter");
  for (let steps = 0; steps < 15 && !(await cell(page, "t.total.year").evaluate((field) => field === document.activeElement)); steps++) await page.keyboard.press("Tab");
  for (const figure of ["4", "2", "3"]) {
    await page.keyboard.type(figure);
    await page.keyboard.press("Tab");
  }
  await expect(findings(page)).toHaveCount(2);
  const { name, bytes } = await saved(page, () => page.keyboard.press("Control+S"));
  expect(name).toBe("new-form-1.json");
  expect(JSON.parse(bytes.toString()).rules[0].check).toBe("second <= first");
  await expect(kept(page)).toHaveText("new-form-1.json：已存成文件");
});

test("the editor offers keys, words and names where they can stand", async ({ page }) => {
  await open(page);
  await write(page, '{\n  "crossfoot": 1, "id": "f", "version": "1",\n  "tables": [{"id": "t", "columns": [{"id": "n"}], "rows": [{"id": "received"}, {"id": "replied"}]}],\n  "rules": [{"id": "R1", "check": "", }]\n}');
  const offers = page.locator(".cm-tooltip-autocomplete li");
  const press = async (key) => {
    await page.waitForTimeout(250); // keys that come with the list are the text's: nothing is taken by mistake
    await page.keyboard.press(key);
  };
  const accept = () => press("Enter");
  const put = async (before) => {
    await page.evaluate((passage) => {
      const { view } = document.getElementById("text").shadowRoot.querySelector(".cm-content").cmTile.root;
      const at = view.state.doc.toString().indexOf(passage) + passage.length;
      view.dispatch({ selection: { anchor: at } });
      view.focus();
    }, before);
  };
  await put('"check": "');
  await page.keyboard.type("rep");
  await expect(offers.first()).toContainText("replied");
  await accept();
  await page.keyboard.type(" <= rec");
  await expect(offers.first()).toContainText("received");
  await accept();
  await put('received", ');
  await page.keyboard.type('"se');
  await expect(offers.first()).toContainText("severity");
  await expect(page.locator(".meaning")).toHaveText("不成立时对报送的影响。不写为 hard。");
  await accept();
  await expect(offers).toHaveText(['"hard"', '"soft"', '"info"']);
  await press("ArrowDown");
  await accept();
  await good(page);
  expect(JSON.parse(await text(page)).rules).toEqual([{ id: "R1", check: "replied <= received", severity: "soft" }]);
});

test("at 390 pixels nothing is wider than the page", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  for (const language of ["zh-CN", "en"]) {
    await open(page);
    await page.locator("#language").selectOption(language);
    for (const name of ["fujian-indicators-2017", "national-2021"]) {
      await begin(page, name);
      await good(page);
      await page.locator("#sample").click();
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    }
  }
});
