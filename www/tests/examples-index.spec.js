// The page that lists the examples.
import { expect, test } from "@playwright/test";

test("every example that is listed is there, with a form", async ({ page }) => {
  await page.goto("./");
  const links = await page.getByRole("link").evaluateAll((found) => found.map((link) => link.href));
  expect(links.length).toBeGreaterThanOrEqual(10);
  for (const link of links) {
    await page.goto(link);
    await expect(page.locator("form"), link).toHaveCount(1);
  }
});
