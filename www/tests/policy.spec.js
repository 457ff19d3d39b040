// Under a strict content security policy nothing is refused; where even the wasm is, the form still
// goes through; and what people and definitions write comes out as text.
import { test } from "@playwright/test";
import { begin, cell, editor, good, open as openAuthor, problem, ready, small, write } from "./author.js";
import { applications } from "./pages.js";
import { expect, expectReceipt, field, fillSample, findings, inPerson, received, replaceLastDigit, status, summary } from "./portal.js";
import { difference, dialog, explanations, give, giveRoster, office, open as openRollUp, refused, report, sample } from "./rollup.js";
import { serve, strict, stricter, watch } from "./strict.js";

let server;
test.afterEach(() => server?.stop());
const start = async (options) => {
  server = await serve(options);
  return server;
};
test.use({ baseURL: undefined });
/** A page that is opened by its path on the server. */
const on = (page) => {
  const visit = page.goto.bind(page);
  page.goto = (path) => visit(new URL(path, server.address).href);
  return page;
};

const figures = { received: "6", online: "4", letter: "2", replied: "5", overview: "本年共收到申请6件，均已答复。" };
async function fill(page, texts) {
  for (const [name, text] of Object.entries(texts)) await page.locator(`[name="${name}"]`).fill(text);
}
const openPlain = async (page) => {
  await on(page).goto("pages/plain.html");
  await expect(page.locator("body[data-ready]")).toBeAttached();
};
const send = (page) => page.getByRole("button", { name: "报送" }).click();

test("strict: a plain form is checked, marked and sent, and nothing is refused", async ({ page }) => {
  await start({ policy: strict, files: { "/definition.json": applications() } });
  const faults = await watch(page);
  await openPlain(page);
  await fill(page, { ...figures, online: "5", letter: "２" });
  await expect(findings(page)).toHaveText([/受理 6 不等于 网上 5 \+ 信函 2 = 7/]);
  const mark = await page.locator("[name=received]").evaluate((one) => getComputedStyle(one).boxShadow);
  expect(mark).toContain("inset"); // its style sheet is there
  await expect(page.locator(".crossfoot-understood")).toBeVisible();
  expect(await page.locator(".crossfoot-understood").evaluate((one) => getComputedStyle(one).position)).toBe("absolute");
  await send(page);
  await expect(summary(page)).toBeFocused();
  await fill(page, { online: "4", replied: "7" });
  await send(page);
  await page.locator("textarea.crossfoot-reason").fill("有一件是上年度受理的");
  await send(page);
  await expect(page.getByText("已收到")).toBeVisible();
  expect(server.sent).toHaveLength(1);
  expect(JSON.parse(server.sent[0].crossfoot).reasons).toHaveLength(1);
  expect(faults).toEqual([]);
});

for (const name of ["index", "national"]) {
  test(`strict: the built portal, ${name}`, async ({ page }) => {
    await start({ policy: strict });
    const faults = await watch(page);
    await on(page).goto(`${name}.html`);
    await expect(status(page)).toBeAttached();
    await page.locator("#sample").click();
    const [at, wrong] = name === "index" ? [inPerson, "3"] : ["sq03_1", "1480"];
    await field(page, at).fill(wrong);
    await expect(page.locator("#report .crossfoot-suggestion")).toBeVisible();
    await expect(field(page, at)).toHaveAttribute("data-crossfoot", "hard");
    await send(page);
    await expect(summary(page)).toBeFocused();
    await field(page, at).focus();
    await page.keyboard.press("Alt+Enter");
    await expect(findings(page)).toHaveCount(0);
    await send(page);
    await expect(page.locator("#receipt")).toBeVisible();
    expect(faults).toEqual([]);
  });
}

test("strict: the built page that adds up, and that of an author", async ({ page }) => {
  test.slow();
  await start({ policy: strict });
  const faults = await watch(page);
  await openRollUp(on(page));
  await sample(page, "一个部门填错一个数");
  await difference(page, "indicators.disclosed.year").click();
  await expect(page.locator("#bars svg")).toBeVisible();
  await openAuthor(page);
  await write(page, small({ rules: [{ id: "R1", check: "a = bb + c" }] }));
  await expect(problem(page, "bb")).toBeVisible();
  expect(faults).toEqual([]);
});

test("without 'wasm-unsafe-eval' a plain form says that nothing was checked, and is sent", async ({ page }) => {
  await start({ policy: stricter, files: { "/definition.json": applications() } });
  const faults = await watch(page);
  await openPlain(page);
  await expect(page.locator("#unchecked")).toContainText("未经核对");
  await fill(page, { ...figures, online: "5" });
  await send(page);
  await expect(page.getByText("已收到")).toBeVisible();
  expect(server.sent).toEqual([{ ...figures, online: "5" }]);
  expect(faults.filter((text) => !/wasm/i.test(text))).toEqual([]); // nothing else is refused
  expect(faults).not.toEqual([]);
});

test("without 'wasm-unsafe-eval' the built portal says so too, in both languages", async ({ page }) => {
  await start({ policy: stricter });
  const faults = await watch(page);
  await on(page).goto("index.html");
  await expect(status(page)).toContainText("未经核对");
  await fillSample(page);
  await replaceLastDigit(page, inPerson, "3");
  await page.locator("#language").selectOption("en");
  await expect(status(page)).toContainText("nothing was checked");
  await page.getByRole("button", { name: "Submit" }).click();
  await expectReceipt(page, { [inPerson]: "3" });
  expect(faults.filter((text) => !/wasm/i.test(text))).toEqual([]);
});

test("without 'wasm-unsafe-eval' the page that adds up and that of an author say that they cannot", async ({ page }) => {
  await start({ policy: stricter });
  await on(page).goto("rollup.html");
  await expect(page.locator(".trouble:visible, #status:not(:empty)").first()).toBeVisible();
  await page.goto("author.html");
  await ready(page);
  await expect(page.locator("#problem-count")).toHaveText("未核查");
});

// Where no policy would stop them.
const image = `<img src=x onerror="window.__ran=1">`;
const hostile = (text) => `${text}${image}`;
const harmless = async (page) => {
  await page.waitForTimeout(100); // an image that is not there fails at once
  expect(await page.evaluate(() => [window.__ran ?? null, document.querySelectorAll("img").length])).toEqual([null, 0]);
};

test("labels, messages and entries come out as text, in whatever is said of them", async ({ page }) => {
  await start({ files: { "/definition.json": applications(hostile) } });
  await openPlain(page);
  const said = (locator) => expect(locator.first()).toContainText(image);

  await fill(page, { ...figures, online: "5" }); // a finding, its likely causes, the line that speaks
  await said(findings(page));
  await said(page.locator(".crossfoot-suspects"));
  await said(status(page));
  await harmless(page);
  await send(page);
  await said(summary(page));
  expect(await page.locator("[name=received]").evaluate((one) => one.validationMessage)).toContain(image);

  await fill(page, { online: "4", letter: image, overview: `${image}本年共收到申请7件，均已答复。` }); // what is typed
  await said(findings(page).filter({ hasText: "信函" }));
  await said(findings(page).filter({ hasText: "7" }));
  await send(page);
  await said(summary(page));
  await harmless(page);

  await fill(page, { letter: "2", replied: "1", overview: figures.overview }); // the author's own sentence
  await said(findings(page).filter({ hasText: "答复少于信函" }));
  await fill(page, { replied: "７" }); // a question, what was understood of it, and its reason
  await expect(page.locator(".crossfoot-understood")).toBeVisible();
  await send(page);
  await said(summary(page));
  await page.locator("textarea.crossfoot-reason").fill(image);
  await harmless(page);
  await fill(page, { replied: "5", letter: "" }); // what the rules leave for a blank
  await expect(page.locator(".crossfoot-suggestion")).toContainText("2");
  await harmless(page);

  const told = await page.evaluate(() => window.__binding.verify());
  expect(JSON.stringify(told.findings.map(({ message }) => message))).toContain("<img");
  await harmless(page);
});

test("reasons, drafts and units go out as they were written", async ({ page }) => {
  await start({ files: { "/definition.json": applications(hostile) } });
  await openPlain(page);
  await fill(page, { ...figures, replied: "7" });
  await send(page);
  await page.locator("textarea.crossfoot-reason").fill(image);
  await send(page);
  await expect(page.getByText("已收到")).toBeVisible();
  expect(JSON.parse(server.sent[0].crossfoot).reasons[0].text).toBe(image);
});

test("offices, files and figures come out as text on the page that adds up", async ({ page }) => {
  await start();
  await openRollUp(on(page));
  await sample(page);
  const bad = { ...report("坏", {}), entries: { ...report("坏", {}).entries, "indicators.disclosed.year": image } };
  await giveRoster(page, { name: hostile("区"), units: [{ name: hostile("甲") }, { name: hostile("丙") }] });
  await give(page, [
    { name: `${image.replaceAll("/", "")}.json`, mimeType: "application/json", buffer: Buffer.from("{") },
    { name: "甲.json", mimeType: "application/json", buffer: Buffer.from(JSON.stringify(report(hostile("甲"), { disclosed: 3, website: 2 }))) },
    { name: "坏.json", mimeType: "application/json", buffer: Buffer.from(JSON.stringify(bad)) },
  ]);
  await expect(office(page, hostile("甲"))).toBeVisible();
  await expect(office(page, hostile("丙"))).toContainText("未报");
  await expect(refused(page).first()).toContainText("<img");
  await harmless(page);
  await office(page, hostile("甲")).getByRole("button").first().click();
  await expect(dialog(page)).toContainText(image);
  await harmless(page);
  await page.keyboard.press("Escape");
  await page.locator("#cell").selectOption("indicators.disclosed.year");
  await expect(page.locator("#contributions")).toContainText(image);
  await expect(page.locator("#bars svg")).toContainText("<img");
  await harmless(page);
});

test("a hostile definition comes out as text on the author's page", async ({ page }) => {
  await start();
  await openAuthor(on(page));
  await write(page, applications(hostile));
  await good(page);
  await expect(page.locator("#rules")).toContainText(image);
  await expect(page.locator("#trial")).toContainText(image);
  await cell(page, "t.received.n").fill("6");
  await cell(page, "t.online.n").fill("5");
  await cell(page, "t.letter.n").fill("2");
  await expect(page.locator("#trial-findings > li[data-finding]").first()).toContainText(image);
  await page.locator("#report [type=submit]").click();
  await harmless(page);
  await write(page, small({ id: image, rules: [{ id: image, check: `a = ${image}` }] }));
  await expect(page.locator("#problems > li")).not.toHaveCount(0);
  await harmless(page);
});
