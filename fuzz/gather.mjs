// Seeds for the targets from what the repository holds anyway: the case files, the shipped forms,
// the whole reports. `node fuzz/gather.mjs FOLDER` writes FOLDER/<target>/<name>.
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");
const out = process.argv[2];
if (!out) throw new Error("say where the seeds should go");

const read = (...path) => readFileSync(join(root, ...path), "utf8");
const list = (ending, ...path) =>
  readdirSync(join(root, ...path)).filter((name) => name.endsWith(ending)).sort();

function seed(target, text) {
  const name = createHash("sha1").update(text).digest("hex").slice(0, 12);
  mkdirSync(join(out, target), { recursive: true });
  writeFileSync(join(out, target, name), text);
}

const forms = list(".json", "forms").filter((name) => !name.includes("schema"));
const definitions = forms.map((name) => read("forms", name));
for (const text of definitions) seed("definition", text);

const documents = [
  ...list(".md", "tests", "cases").map((name) => read("tests", "cases", name)),
  ...list(".md", "docs").map((name) => read("docs", name)),
];
for (const document of documents) {
  for (const [, head, text] of document.matchAll(/^```(.*)\n([^]*?)^```$/gm)) {
    const kind = head.replace("json ", "").split(" ")[0];
    if (kind === "form" && text.startsWith("{")) {
      seed("definition", text);
      for (const [, check] of text.matchAll(/"check": "((?:[^"\\]|\\.)*)"/g)) seed("formula", JSON.parse(`"${check}"`));
    }
    if (kind === "enter" || kind === "prior") {
      for (const line of text.split("\n")) {
        const at = line.indexOf("=");
        if (at >= 0) seed("entry", line.slice(at + 1).trim());
      }
    }
    if (kind === "report" && text.includes("\n")) seed("report_text", `1${text}`);
  }
}
for (const text of definitions) {
  for (const { check } of JSON.parse(text).rules ?? []) seed("formula", check);
}

// The form is chosen by the first character, by its place among the forms.
const texts = { "fengze-2017.txt": 1, "fengze-2017-lines.txt": 1, "suqian-2023.txt": 4 };
for (const [name, form] of Object.entries(texts)) {
  seed("report_text", form + read("tests", "texts", name));
  seed("grid", form + read("tests", "texts", name).replaceAll(" ", "\t"));
}
