// The pages in engines besides Chromium, as a person uses them: ENGINE names which. They are served
// as they are built, under a strict content security policy.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { By, Key, until } from "selenium-webdriver";
import { applications } from "../pages.js";
import { serve, strict } from "../strict.js";
import { start } from "./browser.js";

const engine = process.env.ENGINE ?? "chromium";
const scripted = (src, start) => ({
  page: `<!doctype html><meta charset="utf-8"><title>${src}</title><script src="/pkg/${src}"></script><script src="/start.js"></script>
    <form id="form"><input name="received"><input name="online"><input name="letter"></form>`,
  start,
});
const classic = scripted("crossfoot.classic.js", `
  crossfoot.init().then(async () => {
    const definition = await (await fetch("/definition.json")).text();
    const cells = { received: "t.received.n", online: "t.online.n", letter: "t.letter.n" };
    crossfoot.Form.compile(definition).open({ locale: "zh-CN" }).bind(document.getElementById("form"), { cells });
  });`);
const files = { "/definition.json": applications(), "/classic.html": classic.page, "/start.js": classic.start };

let server, browser, quit;
before(async () => {
  server = await serve({ policy: strict, files });
  ({ browser, quit } = await start(engine));
});
after(async () => {
  await quit?.();
  await server?.stop();
});

const open = (path) => browser.get(server.address + path);
const one = (css) => browser.wait(until.elementLocated(By.css(css)), 20_000);
// In one step: an element that goes while it is asked would be an error.
const texts = (css) => browser.executeScript("return [...document.querySelectorAll(arguments[0])].map((one) => one.innerText)", css);
const findings = () => texts(".crossfoot-findings > li[data-finding]");
/** Waits until what `look` gives is right; says what it gave last when it never was. */
async function comes(look, right) {
  let last;
  await browser.wait(async () => right(last = await look()), 20_000)
    .catch((error) => assert.fail(`it was ${JSON.stringify(last)}: ${error.message}`));
  return last;
}
const none = (list) => list.length === 0;
async function type(name, text) {
  const field = await one(`[name="${name}"]`);
  await field.clear();
  await field.sendKeys(text, Key.TAB);
}
const button = (text) => one("body").then(() => browser.findElement(By.xpath(`//button[normalize-space()="${text}"]`)));
/** Presses a button where a person sees it: a bar at the page's foot may stand before its edge. */
async function press(text) {
  const pressed = await button(text);
  await browser.executeScript("arguments[0].scrollIntoView({ block: 'center' })", pressed);
  await pressed.click();
}
const focused = () => browser.switchTo().activeElement();
const plain = async () => {
  await open("pages/plain.html");
  await one("body[data-ready]");
};

test("the portal says what does not add up, marks the fields, and sends what does", async () => {
  await open("index.html");
  await one(".crossfoot-status");
  await press("填入示例");
  await comes(findings, none);
  const field = await one('#report [name="zb0201_nd"]');
  await field.sendKeys(Key.END, Key.BACK_SPACE, "3");
  const [said] = await comes(findings, (list) => list.length > 0);
  assert.match(said, /受理政府信息公开申请总数.*相差 1(?!\d)/s);
  const marks = () => browser.executeScript("return [...document.querySelectorAll('#report [data-crossfoot]')].map((field) => field.name)");
  await comes(marks, (names) => names.includes("zb0200_nd") && names.includes("zb0201_nd"));
  await field.sendKeys(Key.END, Key.BACK_SPACE, "2");
  await comes(findings, none);
  await press("报送");
  await browser.wait(until.elementIsVisible(await one("#receipt")), 20_000);
});

test("a wrong figure is held back, a suggestion is taken with a key, a reason goes with what is sent", async () => {
  await plain();
  for (const [name, text] of [["received", "6"], ["online", "40"], ["letter", "2"], ["replied", "5"]]) await type(name, text);
  await type("overview", "本年共收到申请6件，均已答复。");
  await comes(findings, (list) => list.some((text) => /受理 6 不等于 网上 40 \+ 信函 2 = 42/.test(text)));
  await press("报送");
  await comes(async () => (await focused()).getAttribute("class"), (name) => /crossfoot-summary/.test(name ?? ""));
  assert.equal(server.sent.length, 0);
  const online = await one('[name="online"]');
  await browser.executeScript("arguments[0].focus()", online);
  await comes(() => online.getAttribute("aria-keyshortcuts"), (keys) => keys === "Alt+Enter");
  await online.sendKeys(Key.chord(Key.ALT, Key.ENTER));
  await comes(() => online.getAttribute("value"), (value) => value === "4");
  await type("replied", "7");
  await press("报送");
  await (await one("textarea.crossfoot-reason")).sendKeys("有一件是上年度受理的");
  await press("报送");
  await comes(async () => server.sent.length, (sent) => sent === 1);
  const [{ crossfoot, ...fields }] = server.sent;
  assert.equal(fields.online, "4");
  assert.equal(JSON.parse(crossfoot).reasons.length, 1);
});

test("what the browser puts back when the page is come back to is checked", async () => {
  await plain();
  for (const [name, text] of [["received", "6"], ["online", "3"], ["letter", "2"]]) await type(name, text);
  await comes(findings, (list) => list.length > 0);
  await open("pages/none.html");
  await browser.navigate().back();
  await one("body[data-ready]");
  const value = await (await one('[name="online"]')).getAttribute("value");
  // An engine that puts nothing back leaves blanks, in which nothing is wrong.
  if (value === "3") await comes(findings, (list) => list.some((text) => /= 5，相差 1/.test(text)));
  else await comes(findings, none);
});

test("a portal without modules is checked by the classic script", async () => {
  await open("classic.html");
  await one(".crossfoot-status");
  for (const [name, text] of [["received", "6"], ["online", "3"], ["letter", "2"]]) await type(name, text);
  await comes(findings, (list) => list.some((text) => /受理 6 不等于 网上 3 \+ 信函 2 = 5，相差 1/.test(text)));
});

test("the reports of a district's offices are added up", async () => {
  await open("rollup.html");
  await one("body[data-ready]");
  await press("载入示例");
  await comes(() => texts("#office-counts"), ([text]) => /已计入 33/.test(text ?? ""));
});

test("a definition is looked at as it is written", async () => {
  await open("author.html");
  await one(".cm-content, textarea");
  await comes(() => texts("body"), ([text]) => text.length > 200);
});
