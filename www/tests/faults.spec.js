// What goes wrong in a page must not take the form from the clerk: what was typed stays, and the form
// is sent, checked or with a word that it was not.
import { readFileSync } from "node:fs";
import { test } from "@playwright/test";
import { applications } from "./pages.js";
import { expect, findings, status, summary } from "./portal.js";
import { serve, watch } from "./strict.js";

const right = { received: "6", online: "4", letter: "2", replied: "5", overview: "本年共收到申请6件，均已答复。" };
const wrong = { ...right, online: "5" };
const one = (page, name) => page.locator(`[name="${name}"]`);
const fill = async (page, texts) => {
  for (const [name, text] of Object.entries(texts)) await one(page, name).fill(text);
};
const send = (page) => page.getByRole("button", { name: "报送" }).click();
const arrived = (page) => expect(page.getByText("已收到")).toBeVisible();
const fieldsOf = ({ crossfoot, ...fields }) => fields;

let server;
test.beforeEach(async () => {
  server = await serve({ files: { "/definition.json": applications() } });
});
test.afterEach(() => server.stop());
async function open(page) {
  const faults = await watch(page);
  await page.goto(`${server.address}pages/plain.html`);
  await expect(page.locator("body[data-ready]")).toBeAttached();
  return faults;
}

test.describe("the wasm", () => {
  const wasm = readFileSync(new URL("../../pkg/crossfoot_bg.wasm", import.meta.url));
  const type = "application/wasm";
  const lost = {
    "cannot be fetched": (route) => route.abort(),
    "is not there": (route) => route.fulfill({ status: 404, contentType: "text/html", body: "<h1>404" }),
    "is cut off": (route) => route.fulfill({ contentType: type, body: wasm.subarray(0, wasm.length >> 1) }),
    "is cut off, and of another type": (route) => route.fulfill({ contentType: "text/plain", body: wasm.subarray(0, wasm.length >> 1) }),
    "is a page of the portal's": (route) => route.fulfill({ contentType: "text/html", body: "<!doctype html><title>登录" }),
    "is empty": (route) => route.fulfill({ contentType: type, body: "" }),
  };
  for (const [what, answer] of Object.entries(lost)) {
    test(`${what}: the form says that nothing was checked, and is sent`, async ({ page }) => {
      await page.route("**/*.wasm", answer);
      const faults = await open(page);
      await expect(page.locator("#unchecked")).toContainText("未经核对");
      await fill(page, wrong);
      await expect(page.locator("[data-crossfoot]")).toHaveCount(0);
      await send(page);
      await arrived(page);
      expect(server.sent).toEqual([wrong]);
      expect(faults.filter((text) => !/Failed to load resource/.test(text))).toEqual([]);
    });
  }

  for (const contentType of ["application/octet-stream", "text/plain", "text/html"]) {
    test(`is served as ${contentType}: the form is checked all the same`, async ({ page }) => {
      await page.route("**/*.wasm", (route) => route.fulfill({ contentType, body: wasm }));
      expect(await open(page)).toEqual([]);
      await fill(page, wrong);
      await expect(findings(page)).toHaveCount(1);
    });
  }
});

test.describe("a page that takes the form away", () => {
  for (const [when, kind] of [["while it hears of an entry", "input"], ["while it hears of a change", "crossfoot:change"]]) {
    test(`${when}, and puts it back`, async ({ page }) => {
      const faults = await open(page);
      await fill(page, right);
      await page.evaluate((kind) => {
        const form = document.getElementById("form");
        form.addEventListener(kind, () => form.remove(), { once: true });
        window.__form = form;
      }, kind);
      await one(page, "online").fill("5");
      await expect(page.locator("form")).toHaveCount(0);
      await page.waitForTimeout(600); // frames, searches and the line that speaks
      await page.evaluate(() => document.body.append(window.__form));
      await expect(one(page, "online")).toHaveValue("5");
      await expect(findings(page)).toHaveCount(1);
      await one(page, "online").fill("4");
      await expect(findings(page)).toHaveCount(0);
      await send(page);
      await arrived(page);
      expect(fieldsOf(server.sent[0])).toEqual(right);
      expect(faults).toEqual([]);
    });
  }

  test("releases it, while it hears of a change", async ({ page }) => {
    const faults = await open(page);
    await fill(page, right);
    await page.evaluate(() => document.getElementById("form").addEventListener("crossfoot:change", () => window.__binding.release(), { once: true }));
    await one(page, "online").fill("5");
    await expect(status(page)).toHaveCount(0);
    await send(page);
    await arrived(page);
    expect(server.sent).toEqual([wrong]); // nothing of ours among it
    expect(faults).toEqual([]);
  });

  test("writes the inside of it anew, ours with it: the findings are seen again", async ({ page }) => {
    const faults = await open(page);
    await fill(page, wrong);
    await expect(findings(page)).toHaveCount(1);
    await page.evaluate(() => {
      const form = document.getElementById("form");
      const values = [...new FormData(form)];
      form.innerHTML = [...form.children].filter((part) => !part.className).map((part) => part.outerHTML).join("");
      for (const [name, value] of values) if (form.elements[name]) form.elements[name].value = value;
    });
    await expect(findings(page)).toHaveCount(1);
    await expect(one(page, "received")).toHaveAttribute("data-crossfoot", "hard");
    await send(page);
    await expect(summary(page)).toBeFocused();
    await one(page, "online").fill("4");
    await send(page);
    await arrived(page);
    expect(fieldsOf(server.sent[0])).toEqual(right);
    expect(faults).toEqual([]);
  });
});

test.describe("two copies of crossfoot in one page", () => {
  const second = (page, id) => page.evaluate(async (id) => {
    const { default: init, Form } = await import("/pkg/crossfoot.js?second");
    await init();
    const session = Form.compile(await (await fetch("/definition.json")).text()).open({ locale: "zh-CN" });
    const cells = { received: "t.received.n", online: "t.online.n", letter: "t.letter.n" };
    try {
      window.__second = session.bind(document.getElementById(id), { cells });
      return null;
    } catch (error) {
      return error.message;
    }
  }, id);

  test("each with its own form: no id is given twice, and each says its own", async ({ page }) => {
    const faults = await open(page);
    await page.evaluate(() => {
      const other = document.getElementById("form").cloneNode(true);
      for (const ours of other.querySelectorAll("[class^=crossfoot-]")) ours.remove();
      for (const lent of other.querySelectorAll("[id^=crossfoot-]")) lent.removeAttribute("id");
      other.id = "other";
      document.body.append(other);
    });
    expect(await second(page, "other")).toBe(null);
    const within = (id) => page.locator(`#${id}`);
    await within("form").locator("[name=received]").fill("6");
    await within("form").locator("[name=online]").fill("7");
    await within("other").locator("[name=received]").fill("1");
    await within("other").locator("[name=letter]").fill("3");
    await expect(within("form").locator("li[data-finding]")).toContainText(["7"]);
    await expect(within("other").locator("li[data-finding]")).toContainText(["3"]);
    await within("other").locator("button").first().click();
    await expect(within("other").locator(".crossfoot-summary")).toBeFocused();
    await expect(within("form").locator(".crossfoot-summary")).toBeHidden();
    await within("form").locator("button").first().click();
    await expect(within("form").locator(".crossfoot-summary")).toBeFocused();
    const ids = await page.locator("[id]").evaluateAll((all) => all.map((one) => one.id));
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
    expect(faults).toEqual([]);
  });

  test("with the same form: the second is refused, and the first goes on", async ({ page }) => {
    const faults = await open(page);
    expect(await second(page, "form")).toContain("already bound");
    await fill(page, wrong);
    await expect(findings(page)).toHaveCount(1);
    await expect(status(page)).toHaveCount(1);
    await page.evaluate(() => window.__binding.release());
    expect(await second(page, "form")).toBe(null); // free again
    await expect(findings(page)).toHaveCount(1);
    expect(faults).toEqual([]);
  });
});

test.describe("a draft", () => {
  const broken = {
    "when the storage is full": () => {
      Storage.prototype.setItem = () => { throw new DOMException("it is full", "QuotaExceededError"); };
    },
    "when the storage is denied": () => {
      Object.defineProperty(window, "localStorage", { get() { throw new DOMException("it is denied", "SecurityError"); } });
    },
    "when there is none": () => Object.defineProperty(window, "localStorage", { value: null }),
    "when what was kept is no draft": () => localStorage.setItem("crossfoot:draft:key", '{"form":"applications","version":"1","entries":[7],"reasons":{}}'),
  };
  for (const [what, breakIt] of Object.entries(broken)) {
    test(`${what}: typing goes on, the form is checked and sent`, async ({ page }) => {
      await page.addInitScript(breakIt);
      await page.addInitScript(() => (window.__options = { draft: "key" }));
      const faults = await open(page);
      if (/full/.test(what)) await fill(page, { online: "1" });
      if (!/no draft/.test(what)) await expect(status(page)).toHaveText("本浏览器不允许保存草稿，刷新后所填内容不会保留");
      await fill(page, wrong);
      await expect(findings(page)).toHaveCount(1);
      await one(page, "online").fill("4");
      await send(page);
      await arrived(page);
      expect(fieldsOf(server.sent[0])).toEqual(right);
      expect(faults).toEqual([]);
    });
  }
});

test.describe("a fault inside the wasm", () => {
  /** The next call out of the wasm whose name fits fails as a trap does: nothing in the wasm is put in order. */
  const arm = (page, name) => page.evaluate((name) => (window.__trap = name), name);
  test.beforeEach(({ page }) => page.addInitScript(() => {
    const start = WebAssembly.instantiateStreaming;
    WebAssembly.instantiateStreaming = (source, imports) => {
      const calls = Object.values(imports)[0];
      for (const [name, call] of Object.entries(calls)) {
        if (typeof call !== "function") continue;
        calls[name] = (...given) => {
          if (!window.__trap || !name.includes(window.__trap)) return call(...given);
          window.__trap = null;
          throw new WebAssembly.RuntimeError("unreachable");
        };
      }
      return start.call(WebAssembly, source, imports);
    };
  }));
  const stopped = "校验程序出错，已停止核对；所填内容都在，仍可照常报送";

  for (const [when, call] of Object.entries({
    "while it reads a field": "_value_", "while it marks one": "setAttribute", "while it says what is wrong": "setCustomValidity",
    "while it writes the list": "createElement", "while it tells the page": "dispatchEvent", "while it holds the session": "_new_",
  })) {
    test(`${when}: the checks stop and say so, and the form is sent`, async ({ page }) => {
      const faults = await open(page);
      await fill(page, { ...wrong, letter: "２" });
      await send(page);
      await expect(summary(page)).toBeFocused();
      expect(await one(page, "received").evaluate((field) => field.validity.valid)).toBe(false);
      await arm(page, call);
      await one(page, "replied").fill("8x"); // a new finding, and marks
      await expect.poll(() => page.evaluate(() => window.__trap)).toBe(null);
      await one(page, "replied").fill("8");
      await expect(status(page)).toHaveText(stopped);
      await expect(findings(page)).toHaveCount(0);
      await expect(summary(page)).toBeHidden();
      await expect(page.locator("[data-crossfoot], .crossfoot-understood, .crossfoot-suggestion")).toHaveCount(0);
      expect(await page.evaluate(() => [...document.forms[0].elements].every((field) => field.validity.valid))).toBe(true);
      const typed = { ...wrong, letter: "２", replied: "8" };
      expect(await page.evaluate(() => window.__binding.holdBack())).toBe(false);
      expect(await page.evaluate(() => window.__binding.verify())).toEqual({ ok: true, findings: [], result: null });
      await send(page);
      await arrived(page);
      expect(server.sent).toEqual([typed]);
      expect(faults).toEqual(["unreachable"]);
    });
  }

  test("in a call of the page's: the checks stop at the next entry", async ({ page }) => {
    const faults = await open(page);
    await fill(page, wrong);
    await expect(findings(page)).toHaveCount(1);
    const said = await page.evaluate(() => {
      window.__trap = "_new_"; // in the same turn, or the search for suspects runs into it
      try { window.__session.enter("t.online.n", "9"); } catch (error) { return error.message; }
    });
    expect(said).toBe("unreachable");
    await one(page, "letter").fill("3");
    await expect(status(page)).toHaveText(stopped);
    await send(page);
    await arrived(page);
    expect(server.sent).toEqual([{ ...wrong, letter: "3" }]);
    expect(faults).toEqual([]);
  });

  test("is told in English on a page in English", async ({ page }) => {
    await open(page);
    await page.evaluate(() => window.__session.setLocale("en"));
    await fill(page, wrong);
    await arm(page, "setAttribute");
    await one(page, "letter").fill("x");
    await expect(status(page)).toHaveText("the checks have failed and stopped: all that was filled in is there, and can be submitted as usual, unchecked");
  });
});

test("a page that is gone back to is checked with what the browser put back into its fields", async ({ page }) => {
  const faults = await open(page);
  await fill(page, wrong);
  await page.goto(`${server.address}pages/plain.html?other`);
  await page.goBack();
  await expect(page.locator("body[data-ready]")).toBeAttached();
  await expect(one(page, "online")).toHaveValue("5");
  await expect(findings(page)).toHaveCount(1);
  await expect(one(page, "received")).toHaveAttribute("data-crossfoot", "hard");
  await send(page);
  await expect(summary(page)).toBeFocused();
  await one(page, "online").fill("4");
  await send(page);
  await arrived(page);
  await page.goBack();
  await expect(one(page, "online")).toHaveValue("4");
  await expect(findings(page)).toHaveCount(0);
  expect(faults).toEqual([]);
});
