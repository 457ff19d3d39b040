// What axe-core finds on a page, each a line that can be read and compared.
import AxeBuilder from "@axe-core/playwright";

const standards = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** Every violation of WCAG 2.2 AA and of good practice: the rule, the element, what is wrong with it. */
export async function violations(page) {
  const { violations } = await new AxeBuilder({ page }).withTags(standards).analyze();
  await page.bringToFront(); // axe opens a page of its own
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => ({ rule: id, target: target.flat(), why: failureSummary.replaceAll(/\s+/g, " ") })));
}
