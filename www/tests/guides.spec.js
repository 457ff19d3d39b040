// The guide for developers, in both languages: its page, its script and its server are run as they
// stand there, under the content security policy that it names.
import { mkdtempSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { test } from "@playwright/test";
import { expect, findings, summary } from "./portal.js";

const root = fileURLToPath(new URL("../../", import.meta.url));
const types = { ".css": "text/css", ".html": "text/html", ".js": "text/javascript", ".json": "application/json", ".wasm": "application/wasm" };
const right = {
  sq_nd: "4", sq_lj: "29", ws_nd: "2", ws_lj: "20", xh_nd: "2", xh_lj: "9", df_nd: "4", df_lj: "29",
  ty_nd: "3", ty_lj: "20", gaishu: "本年度共收到申请4件，均已答复。",
};
const entries = {
  "t.received.year": "4", "t.received.ever": "29", "t.online.year": "2", "t.online.ever": "20", "t.by_letter.year": "2",
  "t.by_letter.ever": "9", "t.replied.year": "4", "t.replied.ever": "29", "t.granted.year": "3", "t.granted.ever": "20",
  overview: "本年度共收到申请4件，均已答复。",
};

/** The blocks of a guide that are run, by their name. */
function blocksOf(guide) {
  const text = readFileSync(join(root, "docs/guide", guide), "utf8");
  const found = [...text.matchAll(/<!-- run: (\w+) -->\n\n```\w+\n([^]*?)```/g)];
  const policy = text.match(/^Content-Security-Policy: (.*)$/m)[1];
  return { ...Object.fromEntries(found.map(([, name, block]) => [name, block])), policy };
}

/** Opens the guide's page, with other scripts where they are given, and keeps what is sent. */
async function open(page, blocks, { checks = blocks.checks, lost = [] } = {}) {
  const sent = [];
  const html = `<!doctype html><html lang="zh-CN"><meta charset="utf-8">${blocks.head}${blocks.page}<button id="other" type="button">另发</button>`;
  const own = { "/guide.html": html, "/checks.js": checks };
  await page.route("**/*", async (route) => {
    const request = route.request();
    const { pathname } = new URL(request.url());
    if (lost.some((part) => pathname.includes(part))) return route.abort();
    if (request.method() === "POST") {
      sent.push(request.postData());
      return route.fulfill({ body: "received" });
    }
    const file = pathname.startsWith("/pkg/") ? pathname.slice(1) : `docs${pathname}`;
    const contentType = types[extname(pathname)] ?? "text/plain";
    const headers = { "content-security-policy": blocks.policy };
    if (pathname === "/favicon.ico") return route.fulfill({ status: 404 });
    return route.fulfill({ contentType, headers, body: own[pathname] ?? readFileSync(join(root, file)) });
  });
  const faults = [];
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("console", (message) => { if (message.type() === "error" && !lost.length) faults.push(message.text()); });
  await page.goto("/guide.html");
  await expect(page.locator("[role=status]")).toBeAttached();
  return { sent, faults };
}

const field = (page, name) => page.locator(`[name="${name}"]`);
const fill = async (page, texts) => {
  for (const [name, text] of Object.entries(texts)) await field(page, name).fill(text);
};
const send = (page) => page.getByRole("button", { name: "报送" }).click();

for (const guide of ["developer.md", "developer.zh-CN.md"]) {
  const blocks = blocksOf(guide);

  test(`${guide}: the page is checked, held back, and sent with its result`, async ({ page }) => {
    const { sent, faults } = await open(page, blocks);
    await fill(page, { ...right, xh_nd: "3" });
    await expect(findings(page)).toHaveText(["2017年度：受理申请数 4 不等于 网上申请数 2 + 信函申请数 3 = 5，相差 1", /信函申请数：历年累计 9 不等于 上年“历年累计” 7 \+ 2017年度 3 = 10，相差 1/]);
    await expect(field(page, "xh_nd")).toHaveAttribute("data-crossfoot-suspect", "");
    await send(page);
    await expect(summary(page)).toBeFocused();
    expect(sent).toEqual([]);

    await fill(page, { xh_nd: "2" });
    await expect(findings(page)).toHaveCount(0);
    await send(page);
    await expect(page.getByText("received")).toBeVisible();
    const data = new URLSearchParams(sent[0]);
    const result = JSON.parse(data.get("crossfoot"));
    expect(data.get("sq_nd")).toBe("4");
    expect(result).toMatchObject({ form: { id: "applications", version: "2017" }, unit: "东湖街道", period: "2017", entries, findings: [], reasons: [] });
    expect(faults).toEqual([]);
  });

  test(`${guide}: a question asks for a reason, and a draft is kept until the report is sent`, async ({ page }) => {
    const { sent } = await open(page, blocks);
    await fill(page, { ...right, df_nd: "5" });
    await send(page);
    await expect(summary(page)).toContainText("有 1 处需要说明原因");
    await page.locator(".crossfoot-reason").fill("含上年结转 1 件");
    const kept = () => page.evaluate(() => localStorage.getItem("crossfoot:draft:applications-2017"));
    await expect.poll(kept).toContain("结转");
    await page.reload();
    await expect(field(page, "df_nd")).toHaveValue("5");
    await send(page); // with the reason, which stands
    await expect(page.getByText("received")).toBeVisible();
    const { reasons } = JSON.parse(new URLSearchParams(sent[0]).get("crossfoot"));
    expect(reasons).toMatchObject([{ finding: "R1@year", text: "含上年结转 1 件" }]);
    await page.goto("/guide.html");
    await expect(page.locator(".crossfoot-status")).toBeAttached();
    await expect(field(page, "df_nd")).toHaveValue("");
    expect(await kept()).toBe(null);
  });

  for (const lost of ["crossfoot.js", ".wasm", "applications.json"]) {
    test(`${guide}: without ${lost} it is sent unchecked, and says so`, async ({ page }) => {
      const { sent } = await open(page, blocks, { lost: [lost] });
      await expect(page.getByText("未经核对")).toBeVisible();
      await fill(page, { sq_nd: "5" });
      await send(page);
      await expect(page.getByText("received")).toBeVisible();
      const data = new URLSearchParams(sent[0]);
      expect([data.get("sq_nd"), data.has("crossfoot")]).toEqual(["5", false]);
    });
  }

  test(`${guide}: a script that sends asks first`, async ({ page }) => {
    const bound = blocks.checks.replace("  session.bind(", "  const binding = session.bind(");
    const checks = bound.replace("} catch", `  const button = document.querySelector("#other");\n${blocks.fetch}} catch`);
    const { sent, faults } = await open(page, blocks, { checks });
    await fill(page, { ...right, xh_nd: "3" });
    await page.locator("#other").click();
    await expect(summary(page)).toBeFocused();
    expect(sent).toEqual([]);
    await fill(page, { xh_nd: "2" });
    const kept = () => page.evaluate(() => localStorage.length);
    await expect.poll(kept).toBe(1);
    await page.locator("#other").click();
    await expect.poll(() => sent.length).toBe(1);
    expect(JSON.parse(sent[0])).toMatchObject({ entries });
    await expect.poll(kept).toBe(0);
    expect(faults).toEqual([]);
  });

  test(`${guide}: the cells without a field are found`, async ({ page }) => {
    const bound = blocks.checks.replace("} catch", `  const form = Form.compile(await (await fetch("/applications.json")).text());\n  ${blocks.missing}} catch`);
    const said = page.waitForEvent("console", (message) => message.type() === "log");
    await open(page, { ...blocks, page: blocks.page.replace(/<td><input name="ty_lj">/, "") }, { checks: bound });
    expect(await (await said).args()[0].jsonValue()).toEqual(["t.granted.ever"]);
  });

  test(`${guide}: the server works it out anew`, async () => {
    const folder = mkdtempSync(join(tmpdir(), "guide-"));
    mkdirSync(join(folder, "node_modules"));
    symlinkSync(join(root, "pkg"), join(folder, "node_modules/crossfoot"), "dir");
    const server = blocks.node.replace('"applications.json"', JSON.stringify(join(root, "docs/applications.json")));
    writeFileSync(join(folder, "server.mjs"), server);
    const { receive } = await import(pathToFileURL(join(folder, "server.mjs")));
    const { Form } = await import(pathToFileURL(join(root, "pkg/crossfoot.js")));
    const definition = readFileSync(join(root, "docs/applications.json"), "utf8");
    const prior = { "t.received.ever": "25" };
    const session = Form.compile(definition).open({ period: "2017", unit: "东湖街道", prior });
    session.enterAll(entries);
    const result = session.signOff();
    const answer = receive(JSON.stringify(result), prior);
    expect(answer).toMatchObject({ status: 200, unit: "东湖街道", period: "2017", entries, reasons: [] });
    const codes = (text, figures) => receive(text, figures).faults.map(({ code }) => code);
    expect(codes(JSON.stringify({ ...result, unit: "别处" }), prior)).toEqual(["changed"]);
    expect(codes(JSON.stringify(result), { "t.received.ever": "24" })).toEqual(["other-findings", "hard-findings"]);
    expect(codes("", prior)).toEqual(["not-a-report"]);
    session.enter("t.replied.year", "5");
    expect(codes(JSON.stringify(session.signOff()), prior)).toEqual(["no-reason"]);
  });
}
