// session.bind on a small page of its own, under a strict content security policy.
import { test } from "@playwright/test";
import { expect, findings, status, summary } from "./portal.js";

const total = (page) => page.locator("[name=total]");
const inPerson = (page) => page.locator("[name=in-person]");

async function openBound(page) {
  const faults = [];
  page.on("pageerror", (error) => faults.push(error.message));
  await page.goto("./tests/pages/bound.html");
  await page.waitForFunction(() => window.__crossfoot);
  await page.evaluate(() => { window.__crossfoot.open(); });
  return faults;
}
const bind = (page) => page.evaluate(() => { window.__crossfoot.bind(); });
const frames = (page) =>
  page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));

async function slip(page, digit = "3") {
  await inPerson(page).focus();
  await page.keyboard.press("Control+A");
  await page.keyboard.type(digit);
}

test("release puts everything back", async ({ page }) => {
  const faults = await openBound(page);
  const html = () => page.evaluate(() => window.__crossfoot.element.outerHTML);
  const before = await html();
  await bind(page);
  await slip(page);
  await page.keyboard.press("Tab");
  await page.getByRole("button").click();
  await expect(summary(page)).toBeFocused();
  await expect(findings(page)).not.toHaveCount(0);
  await expect(inPerson(page)).toHaveAttribute("aria-invalid", "true");
  expect(await html()).not.toBe(before);

  await page.evaluate(() => window.__crossfoot.binding.release());
  await frames(page);
  expect(await html()).toBe(before);
  expect(await page.evaluate(() => [...window.__crossfoot.element.elements].every((f) => f.validity.valid))).toBe(true);
  await expect(inPerson(page)).toHaveValue("3"); // what was typed stays

  await slip(page, "7"); // and nothing listens any more
  await frames(page);
  expect(await html()).toBe(before);
  await page.getByRole("button").click();
  expect(await page.evaluate(() => window.__sent)).toBe(1);
  expect(faults).toEqual([]);
});

test("released twice, bound again: no harm, no double report", async ({ page }) => {
  const faults = await openBound(page);
  await bind(page);
  await page.evaluate(() => {
    const { binding } = window.__crossfoot;
    binding.release();
    try { binding.release(); } catch { /* a clear refusal is as good */ }
    window.__crossfoot.bind();
  });
  await slip(page);
  await expect(findings(page)).toHaveCount(1);
  await expect(status(page)).toHaveCount(1);
  await page.evaluate(() => window.__crossfoot.binding.release());
  expect(faults).toEqual([]);
});

test("figures that stand in the form already are read when it is bound", async ({ page }) => {
  await openBound(page);
  await inPerson(page).fill("3");
  await bind(page);
  await expect(findings(page)).toHaveCount(1);
  await expect(total(page)).toHaveAttribute("data-crossfoot", "hard");
  await expect(total(page)).not.toHaveAttribute("aria-invalid");
});

test("the fields' own hints stay, and ours are added to them", async ({ page }) => {
  await openBound(page);
  await bind(page);
  await total(page).focus();
  await slip(page);
  await page.keyboard.press("Tab");
  await expect(total(page)).toHaveAttribute("aria-invalid", "true");
  await expect(total(page)).toHaveAttribute("aria-describedby", /^hint\s+\S+|\S+\s+hint$/);
  await slip(page, "2");
  await expect(total(page)).toHaveAttribute("aria-describedby", "hint");
  await expect(inPerson(page)).toHaveAttribute("aria-invalid", "false"); // as the page had it
});

test("elements the page gives are used in place of inserted ones", async ({ page }) => {
  await openBound(page);
  await page.evaluate(() => {
    const given = {};
    for (const [name, tag] of [["status", "p"], ["findings", "ul"], ["summary", "div"]]) {
      given[name] = document.createElement(tag);
      given[name].id = `given-${name}`;
      document.body.append(given[name]);
    }
    window.__given = document.body.outerHTML;
    window.__crossfoot.bind(given);
  });
  await slip(page);
  await expect(page.locator("#given-findings li[data-finding]")).toHaveCount(1);
  await expect(page.locator("#given-status")).toContainText("相差");
  await page.getByRole("button").click();
  await expect(page.locator("#given-summary")).toBeFocused();
  await page.evaluate(() => window.__crossfoot.binding.release());
  await frames(page);
  expect(await page.evaluate(() => document.body.outerHTML)).toBe(await page.evaluate(() => window.__given));
});

test("crossfoot:change bubbles with what was raised and what was cleared", async ({ page }) => {
  await openBound(page);
  await bind(page);
  await page.evaluate(() => {
    window.__changes = [];
    document.addEventListener("crossfoot:change", ({ detail }) => window.__changes.push(JSON.parse(JSON.stringify(detail))));
  });
  await slip(page);
  await expect(findings(page)).toHaveCount(1);
  const raised = await page.evaluate(() => window.__changes.at(-1));
  expect(raised.cells).toContain("indicators.in_person.year");
  expect(raised.raised).toHaveLength(1);
  expect(raised.cleared).toHaveLength(0);
  await slip(page, "2");
  await expect(findings(page)).toHaveCount(0);
  const cleared = await page.evaluate(() => window.__changes.at(-1));
  expect(cleared.cleared).toHaveLength(1);
});

test("calling the session from inside a listener works, or is refused clearly, and breaks nothing", async ({ page }) => {
  const faults = await openBound(page);
  await bind(page);
  await page.evaluate(() => {
    const { element, session } = window.__crossfoot;
    window.__calls = [];
    element.addEventListener("crossfoot:change", () => {
      if (window.__calls.length > 40) return;
      for (const call of [
        () => session.enter("indicators.online.year", "1"),
        () => session.findings(),
        () => session.complete(),
        () => session.setLocale("en"),
        () => session.setLocale("zh-CN"),
        () => session.setPrior({}),
      ]) {
        try {
          call();
          window.__calls.push("ok");
        } catch (error) {
          window.__calls.push(error instanceof Error ? error.message : `not an Error: ${error}`);
        }
      }
    });
  });
  await slip(page);
  await frames(page);
  const calls = await page.evaluate(() => window.__calls);
  expect(calls.length).toBeGreaterThan(0);
  for (const call of calls) expect(call).not.toMatch(/not an Error|recursive use|unreachable|unsafe aliasing|null pointer/);

  await slip(page, "9"); // later calls still work
  await expect(findings(page)).not.toHaveCount(0);
  const found = await page.evaluate(() => window.__crossfoot.session.findings().length);
  expect(found).toBeGreaterThan(0);
  await slip(page, "2");
  await page.locator("[name=online]").focus();
  await page.keyboard.press("Control+A");
  await page.keyboard.type("2");
  expect(faults).toEqual([]);
});

test("releasing from inside a listener is safe", async ({ page }) => {
  const faults = await openBound(page);
  const before = await page.evaluate(() => window.__crossfoot.element.outerHTML);
  await bind(page);
  await page.evaluate(() => {
    const { element, binding } = window.__crossfoot;
    element.addEventListener("crossfoot:change", () => binding.release(), { once: true });
  });
  await slip(page);
  await frames(page);
  expect(await page.evaluate(() => window.__crossfoot.element.outerHTML)).toBe(before);
  expect(await page.evaluate(() => Array.isArray(window.__crossfoot.session.findings()))).toBe(true);
  expect(faults).toEqual([]);
});

test("bad input to the API is refused with an Error, and the session goes on", async ({ page }) => {
  await openBound(page);
  const answers = await page.evaluate(() => {
    const { Form, session, element } = window.__crossfoot;
    const answer = (call) => {
      try {
        call();
        return "accepted";
      } catch (error) {
        return error instanceof Error ? { message: error.message, problems: error.problems?.length } : `not an Error: ${error}`;
      }
    };
    const answers = {
      notJson: answer(() => Form.compile("{")),
      unknownKey: answer(() => Form.compile('{"crossfoot":1,"colour":"red"}')),
      deep: answer(() => Form.compile("[".repeat(10_000))),
      long: answer(() => Form.compile(`{"crossfoot":1,"id":"${"x".repeat(50_000_000)}"}`)),
      cell: answer(() => session.enter("indicators.nowhere.year", "1")),
      noText: answer(() => Form.compile(new Promise(() => {}))),
      noLanguage: answer(() => Form.compile("{}", 5)),
      number: answer(() => session.enter("indicators.received.year", 4)),
      noFigure: answer(() => session.enter("indicators.received.year")),
      locale: answer(() => session.setLocale(5)),
      list: answer(() => session.enterAll(new Map([["indicators.received.year", "4"]]))),
      options: answer(() => window.__crossfoot.form.open([])),
      nothing: answer(() => session.bind(document.querySelector("#nowhere"))),
      bound: answer(() => session.bind(element, { cells: { total: "indicators.nowhere.year" } })),
    };
    session.enter("indicators.received.year", "4");
    answers.after = Array.isArray(session.findings());
    return answers;
  });
  for (const name of ["notJson", "unknownKey", "deep", "long"]) {
    expect(answers[name].message, name).toBeTruthy();
    expect(answers[name].message.length, name).toBeLessThan(2000);
    expect(answers[name].problems, name).toBeGreaterThan(0);
  }
  expect(answers.number.message).toBe('the figure of `indicators.received.year` must be text, such as "12"');
  expect(answers.noFigure.message).toBe(answers.number.message);
  expect(answers.noText.message).toBe("a definition must be text");
  expect(answers.noLanguage.message).toBe("the language must be text");
  expect(answers.locale.message).toBe("the language must be text");
  expect(answers.list.message).toContain("plain object");
  expect(answers.options.message).toBe("the options must be an object");
  expect(answers.nothing.message).toBe("what is bound must be an element of the page");
  expect(answers.cell.message).toContain("nowhere");
  expect(answers.bound.message).toContain("nowhere");
  expect(answers.after).toBe(true);
});

test("nothing breaks the content security policy", async ({ page }) => {
  await openBound(page);
  await bind(page);
  await slip(page);
  await page.keyboard.press("Tab");
  await page.getByRole("button").click();
  await expect(summary(page)).toBeFocused();
  expect(await page.evaluate(() => window.__violations)).toEqual([]);
});
