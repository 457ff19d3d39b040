// What crossfoot adds to a page breaks no rule of WCAG 2.2 AA. Old pages break some by themselves: what
// the page before crossfoot breaks at the same place, counted without our elements, is left to it.
import { expect, test } from "@playwright/test";
import { violations } from "./axe.js";
import { findings, named, open, summary, type } from "./examples.js";

const button = (page, name) => page.getByRole("button", { name, exact: true });

const examples = {
  plain: {
    fill: (page, wrong) => type(page, { lxr: "李四", dmsq: "2", wssq: "3", xhsq: "1", tygk: "6", bygk: "1", dfzs: wrong ? "8" : "7", qksm: "本年度共收到申请6件，均已按期办理。" }),
    send: "提交",
  },
  layui: {
    fill: (page, wrong) => type(page, { xm1_ys: "100.00", xm1_cj: "95.50", hj_ys: "100", hj_cj: wrong ? "95" : "95.5" }),
    send: "报送",
  },
  "element-plus": {
    fill: (page, wrong) => type(page, { wc: "3", jz: "1", qt: "0", wsj: "2", zj: wrong ? "7" : "6", sm: "纠正1件。" }),
    send: "报送",
  },
  react: {
    fill: (page, wrong) => type(page, { items1: "300", items2: "61", total: wrong ? "316" : "361", changed: "57" }),
    send: "报送",
  },
  table: {
    fill: (page, wrong) => type(page, {
      DWMC: "丰泽区", ZDGK_ND: "4015", ZDGK_LJ: "21000", WZGK_ND: "4015", WZGK_LJ: "20000", DMSQ_ND: "2", DMSQ_LJ: "20", WSSQ_ND: "2",
      WSSQ_LJ: "8", XHSQ_ND: "0", XHSQ_LJ: "1", SLSQ_ND: "4", SLSQ_LJ: wrong ? "92" : "29",
    }),
    send: "提 交",
  },
};

// A field that has no name has no name with a description either, and a page either has landmarks or not.
const same = { "label-title-only": "label", "select-name": "label" };
const whole = ["region"];

/** A violation by its rule and by where its element stands, as if nothing of ours were on the page. */
const place = (page, { rule, target }) => whole.includes(rule) ? rule : page.locator(target.join(" ")).first().evaluate((element, name) => {
  const ours = (one) => [...one.classList].some((word) => word.startsWith("crossfoot-"));
  const steps = [];
  for (let one = element; one.parentElement; one = one.parentElement) {
    const before = [...one.parentElement.children].filter((other) => !ours(other));
    steps.unshift(`${one.localName}${ours(one) ? `.${one.className}` : before.indexOf(one)}`);
  }
  return `${name} ${steps.join(" ")}`;
}, same[rule] ?? rule);

async function broken(page) {
  const found = await violations(page);
  const places = await Promise.all(found.map((one) => place(page, one)));
  return new Map(places.map((at, index) => [at, found[index].why]));
}

for (const [name, { fill, send }] of Object.entries(examples)) {
  test(`${name}: nothing is broken that was whole before`, async ({ page }) => {
    page.on("dialog", (dialog) => dialog.accept());
    await open(page, `${name}/before/`);
    await fill(page, false);
    const own = await broken(page);
    const added = async () => [...await broken(page)].filter(([at]) => !own.has(at));

    await open(page, `${name}/after/`);
    expect(await added(), "empty").toEqual([]);
    await fill(page, false);
    expect(await added(), "filled").toEqual([]);
    await fill(page, true);
    await expect(findings(page)).not.toHaveCount(0);
    expect(await added(), "with findings").toEqual([]);
    await button(page, send).click();
    await expect(summary(page)).toBeFocused();
    expect(await added(), "held back").toEqual([]);
  });
}

test("plain: a box for a reason, too", async ({ page }) => {
  await open(page, "plain/before/");
  const own = await broken(page);
  await open(page, "plain/after/");
  await examples.plain.fill(page, false);
  await named(page, "dwlx").selectOption("政府部门");
  await button(page, "提交").click();
  await page.locator("textarea.crossfoot-reason").fill("有一件是上年度受理的");
  expect([...await broken(page)].filter(([at]) => !own.has(at))).toEqual([]);
});

for (const name of ["react-hook-form", "tanstack-form"]) {
  test(`standard-schema/${name}: the page is whole`, async ({ page }) => {
    await page.goto(`standard-schema/${name}/`);
    await expect(page.locator("form")).toBeVisible();
    expect(await violations(page)).toEqual([]);
  });
}
