// The browser finds what the native build found: every literate case, step by step, in both languages.
// `cargo test --features cli --test identical` writes down what must be found.
import { readFileSync, readdirSync } from "node:fs";
import { expect, test } from "@playwright/test";

const near = (path) => new URL(path, import.meta.url);
const locales = ["zh-CN", "en"];

/** Done in the page: the steps of one run by the built package. */
async function walk({ run, locales, module }) {
  const { default: init, Form } = await import(module);
  await init();
  const told = (say) => Object.fromEntries(locales.map((locale) => [locale, say(locale)]));
  const refusal = (locale) => {
    try {
      Form.compile(run.definition, locale);
      return null;
    } catch (error) {
      return error.problems;
    }
  };
  if (refusal("en")) return { problems: told(refusal), rules: null, steps: [] };
  const form = Form.compile(run.definition);
  const session = form.open({ period: run.period });
  const steps = run.steps.map(({ line, act, entries, text }) => {
    const read = text === null ? null : told((locale) => (session.setLocale(locale), session.readReport(text)));
    session[act](entries);
    const found = (list) => told((locale) => (session.setLocale(locale), session[list]()));
    const lists = ["findings", "complete", "suspects", "implied"];
    return { line, act, entries, text, read, ...Object.fromEntries(lists.map((list) => [list, found(list)])) };
  });
  return { problems: null, rules: told((locale) => form.describe(locale)), steps };
}

test("the browser finds what was found natively, in every case", async ({ page }) => {
  test.setTimeout(240_000);
  const { files, runs } = JSON.parse(readFileSync(near("../../target/identical.json"), "utf8"));
  // What was written down must be about the cases as they are now.
  const cases = near("../../tests/cases/");
  const now = readdirSync(cases).map((name) => [name, readFileSync(new URL(name, cases), "utf8")]);
  const docs = near("../../docs/");
  // Documents without a form of their own hold no case; these two are held to be the English ones'.
  const same = ["definitions.zh-CN.md", "suspects.zh-CN.md"];
  const isCase = (name) => name.endsWith(".md") && !same.includes(name) && /^```(json )?form$/m.test(readFileSync(new URL(name, docs), "utf8"));
  const pages = readdirSync(docs, { recursive: true }).filter(isCase);
  now.push(...pages.map((name) => [`docs/${name}`, readFileSync(new URL(name, docs), "utf8")]));
  expect(files).toStrictEqual(Object.fromEntries(now));
  expect(runs.length).toBeGreaterThan(now.length);
  await page.goto("./");
  const module = `/@fs${near("../../pkg/crossfoot.js").pathname}`;
  for (const run of runs) {
    const { name, definition, period, ...expected } = run;
    const found = await page.evaluate(walk, { run: { definition, period, steps: run.steps }, locales, module });
    expect(found, name).toStrictEqual(expected);
  }
});
