// A compiled form as a Standard Schema: what it answers, and what form libraries make of it.
import { readFileSync } from "node:fs";
import { expect, test } from "@playwright/test";
import { Form } from "../../pkg/crossfoot.js";
import { standardSchema } from "../../pkg/standard-schema.js";
import { named, type } from "./examples.js"; // which loads the wasm

const read = (path) => readFileSync(new URL(path, import.meta.url));
const applications = read("../../docs/applications.json").toString();
const channels = read("../examples/react/definition.json").toString();

const told = ({ issues }) => issues.map(({ message, path }) => `${path?.join("/")}: ${message}`);
const overview = "四件申请，均已答复，情况正常。";
const figures = {
  "t.received.year": "4", "t.online.year": "2", "t.by_letter.year": "2", "t.replied.year": "4", "t.granted.year": "3",
  "t.received.ever": "29", "t.online.ever": "8", "t.by_letter.ever": "21", "t.replied.ever": "29", "t.granted.ever": "20", overview,
};
const nested = (flat) => {
  const value = { contact: { name: "李四" } }; // no cell: left alone
  for (const [cell, figure] of Object.entries(flat)) {
    const keys = cell.split(".");
    keys.slice(0, -1).reduce((part, key) => (part[key] ??= {}), value)[keys.at(-1)] = figure;
  }
  return value;
};

test.describe("the answers", () => {
  const validate = (value, options) => standardSchema(Form.compile(applications), { locale: "en", period: "2017", ...options })["~standard"].validate(value);

  test("version, vendor, and a value that is right comes back itself", () => {
    const schema = standardSchema(Form.compile(applications));
    expect(schema["~standard"]).toMatchObject({ version: 1, vendor: "crossfoot" });
    for (const value of [figures, nested(figures)]) expect(validate(value)).toEqual({ value });
    const value = nested(figures);
    expect(validate(value).value).toBe(value);
  });

  test("a total that does not add up is one issue, at the total", () => {
    const message = "2017 figure: received 4 is not online 2 + by letter 3 = 5; difference 1";
    const wrong = { ...figures, "t.by_letter.year": "3" };
    expect(told(validate(wrong))).toEqual([`t.received.year: ${message}`]);
    const { issues } = validate(nested(wrong));
    expect(issues[0].path).toEqual(["t", "received", "year"]);
    expect(issues[0].finding).toMatchObject({ severity: "hard", difference: "-1" });
  });

  test("what is missing is an issue, what is soft only when asked for", () => {
    const { "t.online.ever": _, ...gap } = { ...figures, "t.granted.year": "4", "t.replied.year": "5" };
    expect(told(validate(gap))).toEqual(["t.online.ever: online (cumulative): not filled in yet"]);
    expect(told(validate(gap, { severity: "soft" }))).toEqual([
      "t.online.ever: online (cumulative): not filled in yet",
      "t.replied.year: 2017 figure: replied 5 is more than received 4, by 1",
    ]);
    expect(told(validate(gap, { locale: "zh-CN" }))[0]).toContain("未填");
  });

  test("last period's report takes part", () => {
    const prior = { "t.received.ever": "24", "t.online.ever": "6", "t.by_letter.ever": "19", "t.replied.ever": "25", "t.granted.ever": "17" };
    expect(told(validate(figures, { prior }))).toEqual([expect.stringMatching(/^t\.received\.ever: .*29.*24.*4.*28/)]);
  });

  test("a value of the page's own is read by its paths, lists too", () => {
    const cells = { total: "c.total.n", changed: "c.changed.n", period: "c.period.n", "rows.0.items": "c.c1.n", "rows.1.items": "c.c2.n" };
    const schema = standardSchema(Form.compile(channels), { locale: "en", cells })["~standard"];
    const value = { period: "全年", total: "361", changed: "5", rows: [{ items: "300" }, { items: "61" }] };
    expect(schema.validate(value)).toEqual({ value });
    expect(told(schema.validate({ ...value, rows: [{ items: "300" }, { items: "6l" }] }))).toEqual([expect.stringMatching(/^rows\/1\/items: .*“6l”/)]);
    expect(schema.validate({ ...value, rows: [{ items: "300" }, { items: "6l" }] }).issues[0].path).toEqual(["rows", 1, "items"]);
    expect(told(schema.validate({ ...value, rows: [{ items: "300" }] }))).toEqual([expect.stringMatching(/^total: /)]); // what was there before is forgotten
    expect(told(schema.validate({ ...value, period: null }))).toEqual([expect.stringMatching(/^period: /)]);
  });

  test("a finding about no field of the page is an issue of the whole", () => {
    const schema = standardSchema(Form.compile(channels), { cells: { "rows.0.items": "c.c1.n" } })["~standard"];
    const { issues } = schema.validate({ rows: [{ items: "" }] });
    expect(issues).toHaveLength(1);
    expect(issues[0]).not.toHaveProperty("path");
  });

  test("numbers are taken where they are exact, and nothing is guessed", () => {
    const amounts = standardSchema(Form.compile(JSON.stringify({
      crossfoot: 1, id: "f", version: "1",
      tables: [{ id: "t", type: "signed", scale: 4, required: false, columns: [{ id: "n" }], rows: [{ id: "a" }, { id: "b" }] }],
      rules: [{ id: "R", check: "a = b" }],
    })), { locale: "en" })["~standard"];
    const pair = (a, b) => amounts.validate({ t: { a: { n: a }, b: { n: b } } });
    for (const [a, b] of [[0.3, "0.3"], [-12, "-12"], [12345678901234, "12345678901234"], [7n, "7"], [NaN, ""], [undefined, null], [99999.1234, "99999.1234"]]) {
      expect(pair(a, b), String(a)).toHaveProperty("value");
    }
    for (const a of [0.1 + 0.2, 2 ** 53, 1e-7, 1e21, Infinity]) {
      expect(told(pair(a, "1")), String(a)).toEqual(["t/a/n: more digits than a number keeps exactly; hand it over as text"]);
    }
    for (const a of [true, new Date(0), {}, ["1"]]) {
      expect(() => pair(a, "1"), String(a)).toThrow("the figure of `t.a.n` must be text");
    }
    for (const value of [null, undefined, "4", 4]) expect(amounts.validate(value).issues).toHaveLength(1);
  });

  test("a cell or a severity that does not exist is told at once", () => {
    const form = Form.compile(applications);
    expect(() => standardSchema(form, { cells: { sqs: "t.recieved.year" } })).toThrow(/t\.recieved\.year/);
    expect(() => standardSchema(form, { severity: "error" })).toThrow(/unknown severity `error`/);
    expect(() => standardSchema(form, { language: "en" })).toThrow(/unknown option `language`/);
  });
});

const alerts = (page) => page.locator("em[role=alert]");
const received = (page) => page.locator("p", { hasText: "已收到" });
const button = (page, name) => page.getByRole("button", { name, exact: true });

test.describe("React Hook Form", () => {
  const texts = { "rows.0.items": "300", "rows.1.items": "61", total: "316", changed: "57" };

  test("a wrong total is told at its field and held; corrected it is sent", async ({ page }) => {
    await page.goto("standard-schema/react-hook-form/");
    await named(page, "period").selectOption("全年");
    await type(page, texts);
    await expect(alerts(page)).toHaveText([/^条数：公开总数 316 不等于 渠道1 300 \+ 渠道2 61 .*= 361，相差 45$/]);
    await expect(page.locator("p", { hasText: "公开总数" }).last().locator("em")).toHaveCount(1);
    await button(page, "报送").click();
    await expect(named(page, "total")).toBeFocused();
    await expect(received(page)).toHaveCount(0);
    await type(page, { total: "361" });
    await expect(alerts(page)).toHaveCount(0);
    await button(page, "报送").click();
    await expect(received(page)).toContainText('"total":"361"');
  });

  test("rows of a field array count while they are there", async ({ page }) => {
    await page.goto("standard-schema/react-hook-form/");
    await named(page, "period").selectOption("全年");
    await type(page, { ...texts, total: "361" });
    await button(page, "增加渠道").click();
    await type(page, { "rows.2.items": "九x" });
    await expect(alerts(page)).toHaveText([/九x/]);
    await button(page, "删除").nth(2).click();
    await button(page, "报送").click();
    await expect(received(page)).toContainText('"rows":[{"items":"300"},{"items":"61"}]');
  });

  test("without the wasm it is sent unchecked", async ({ page }) => {
    await page.route("**/*.wasm", (route) => route.abort());
    await page.goto("standard-schema/react-hook-form/");
    await type(page, texts);
    await button(page, "报送").click();
    await expect(received(page)).toContainText('"total":"316"');
  });
});

test("TanStack Form: a wrong total is told at its field and held; corrected it is sent", async ({ page }) => {
  await page.goto("standard-schema/tanstack-form/");
  await type(page, { upheld: "3", corrected: "1", other: "0", pending: "2", total: "7" });
  await expect(alerts(page)).toHaveText(["本年度：总计 7 不等于 结果维持 3 + 结果纠正 1 + 其他结果 0 + 尚未审结 2 = 6，相差 1"]);
  await expect(page.locator("p", { hasText: "总计" }).last().locator("em")).toHaveCount(1);
  await button(page, "报送").click();
  await expect(received(page)).toHaveCount(0);
  await type(page, { total: "6" });
  await expect(alerts(page)).toHaveCount(0);
  await button(page, "报送").click();
  await expect(received(page)).toContainText('"total":{"n":"6"}');
});
