// The portal without the checks: it works as before, and says that nothing was checked.
import { test } from "@playwright/test";
import { expect, expectReceipt, field, fillSample, figures, names, replaceLastDigit, status, type } from "./portal.js";

const lost = {
  "the wasm": /crossfoot_bg[^/]*\.wasm/,
  "the glue": /\/pkg\/crossfoot\.js/,
  "the definition": /fujian-indicators-2017[^/]*\.json/,
};

for (const [what, address] of Object.entries(lost)) {
  test(`${what} does not load: the form submits as before`, async ({ page }) => {
    await page.route(address, (route) => route.abort());
    await page.goto("./");
    await expect(status(page)).toBeVisible();
    await expect(status(page)).toContainText("未经核对");
    await expect(status(page).locator("[lang=en]")).toBeHidden();

    await fillSample(page);
    await replaceLastDigit(page, "zb0201_nd", "3");
    await expect(page.locator("[data-crossfoot]")).toHaveCount(0);
    await page.locator("#language").selectOption("en");
    await expect(status(page).locator("[lang=en]")).toContainText("nothing was checked");
    await expect(status(page).locator("[lang=zh-CN]")).toBeHidden();
    await page.getByRole("button", { name: "Submit" }).click();
    await expectReceipt(page, { zb0201_nd: "3" });
  });
}

test("the wasm is broken: the form submits as before", async ({ page }) => {
  await page.route(lost["the wasm"], (route) => route.fulfill({ contentType: "application/wasm", body: "no wasm" }));
  await page.goto("./");
  await expect(status(page)).toContainText("未经核对");
  await fillSample(page);
  await page.getByRole("button", { name: "报送" }).click();
  await expectReceipt(page);
});

test("the portal alone, without the embedding script", async ({ page }) => {
  await page.route("**/embed.js*", (route) => route.abort());
  await page.goto("./");
  for (const name of names) await type(page, name, figures[name]);
  await page.getByRole("button", { name: "报送" }).click();
  await expectReceipt(page);
  await expect(page.locator("[class*=crossfoot], [data-crossfoot]")).toHaveCount(0);
  await page.getByRole("button", { name: "返回修改" }).click();
  await page.getByRole("button", { name: "清空" }).click();
  await expect(field(page, "zb0100_nd")).toHaveValue("");
  await expect(field(page, "tbdw")).toHaveValue("泉州市丰泽区（全区汇总）");
});
