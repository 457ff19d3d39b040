// docs/embedding.md and its translation show the very differences between the examples' files.
// BLESS=1 writes them anew.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "@playwright/test";

const names = ["plain", "layui", "element-plus", "react", "table"];
const most = 15;
const examples = fileURLToPath(new URL("../examples/", import.meta.url));

/** The lines that differ, with one line of what is around them. */
function difference(name) {
  const options = ["diff", "--no-index", "--no-color", "--no-ext-diff", "--text", "-U1", "before", "after"];
  const { stdout, status } = spawnSync("git", options, { cwd: `${examples}${name}` });
  expect(status, name).toBe(1); // they differ
  const text = new TextDecoder(name === "table" ? "gbk" : "utf-8", { fatal: true }).decode(stdout);
  const lines = text.split("\n").filter((line) => !/^(diff|index|---|\+\+\+) /.test(line));
  return lines.map((line) => (line.startsWith("@@") ? "…" : line)).slice(1).join("\n").trimEnd();
}

const count = (text) => text.split("\n").filter((line) => /^[+-]/.test(line)).length;

for (const page of ["embedding.md", "embedding.zh-CN.md"]) {
  const file = fileURLToPath(new URL(`../../docs/${page}`, import.meta.url));

  test(`${page} shows what was changed, in at most ${most} lines`, () => {
    let text = readFileSync(file, "utf8");
    for (const name of names) {
      const shown = difference(name);
      expect(count(shown), name).toBeLessThanOrEqual(most);
      text = text.replace(
        new RegExp(`<!-- diff: ${name} -->\n(\n\`\`\`diff\n[^]*?\n\`\`\`\n)?`),
        () => `<!-- diff: ${name} -->\n\n\`\`\`diff\n${shown}\n\`\`\`\n`,
      );
      text = text.replace(new RegExp(`<!-- lines: ${name} -->\\d*<!-- -->`), () => `<!-- lines: ${name} -->${count(shown)}<!-- -->`);
      expect(text, name).toContain(`<!-- diff: ${name} -->`);
      expect(text, name).toContain(`<!-- lines: ${name} -->`);
    }
    if (process.env.BLESS) writeFileSync(file, text);
    expect(readFileSync(file, "utf8")).toBe(text);
  });

  test(`${page} quotes files that say so`, () => {
    const flat = (text) => text.split("\n").map((line) => line.trim()).join("\n").trim();
    const quotes = [...readFileSync(file, "utf8").matchAll(/<!-- from: (\S+) -->\n\n```js\n([^]*?)\n```/g)];
    expect(quotes.length).toBeGreaterThan(1);
    for (const [, path, quote] of quotes) {
      expect(flat(readFileSync(new URL(`../../${path}`, import.meta.url), "utf8")), path).toContain(flat(quote));
    }
  });

  test(`the links of ${page} lead to files and headings`, () => {
    const text = readFileSync(file, "utf8");
    const headings = [...text.matchAll(/^#+ (.*)$/gm)].map(([, words]) =>
      `#${words.toLowerCase().replace(/[^\p{L}\p{N}\s-]/gu, "").replaceAll(" ", "-")}`);
    for (const [, link] of text.matchAll(/\]\(([^)]+)\)/g)) {
      if (link.includes("://")) continue;
      const found = link.startsWith("#") ? headings.includes(link) : existsSync(new URL(link, new URL(`../../docs/${page}`, import.meta.url)));
      expect(found, link).toBe(true);
    }
  });
}
