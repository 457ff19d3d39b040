// What a page loads of each implementation, minified, and how many bytes that is.

import { readFileSync, writeFileSync, mkdirSync } from "node:fs";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { build } from "esbuild";
import { parts, shipped } from "../forms/forms.mjs";

const here = (path) => new URL(`../${path}`, import.meta.url);
export const wasm = readFileSync(here("../../pkg/crossfoot_bg.wasm"));

/** The package's single file, with the wasm in the script, in place of its script. */
const single = {
  name: "single",
  setup: (build) =>
    build.onResolve({ filter: /pkg\/crossfoot\.js$/ }, () => ({
      path: here("../../pkg/crossfoot.single.js").pathname,
    })),
};

const made = async (name, contents, minify, plugins = []) => {
  const path = here(`target/bundle/${name}.js`);
  await build({
    stdin: { contents, resolveDir: new URL("..", import.meta.url).pathname },
    bundle: true,
    format: "esm",
    platform: "browser",
    target: "es2022",
    minify,
    legalComments: "none",
    outfile: path.pathname,
    logLevel: "error",
    plugins,
    define: { "process.env.NODE_ENV": '"production"' },
  });
  return readFileSync(path);
};

/** One bundle for each implementation alone, and one of everything that is timed in a page. */
export async function bundles(implementations) {
  mkdirSync(here("target/bundle"), { recursive: true });
  const sizes = {};
  for (const { name } of implementations) {
    const script = await made(`cold-${name}`, `export * from "./impl/${name}.mjs";`, true);
    const files = name === "crossfoot" ? [await alone(), wasm] : [script];
    sizes[name] = sum(files.map(bytes));
  }
  await made("cold-crossfoot-single", 'export * from "./impl/crossfoot.mjs";', true, [single]);
  await made("warm", 'export * from "./page/warm.mjs";', false);
  await made("input", 'export * from "./page/input.mjs";', true);
  return sizes;
}

/** The package's own script without our adapter. */
const alone = () => made("crossfoot", 'export { default, Form } from "../../pkg/crossfoot.js";', true);

const bytes = (file) => {
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: file.length };
  return {
    raw: file.length,
    gzip: gzipSync(file, { level: 9 }).length,
    brotli: brotliCompressSync(file, { params }).length,
  };
};
const sum = (list) =>
  list.reduce((a, b) => ({ raw: a.raw + b.raw, gzip: a.gzip + b.gzip, brotli: a.brotli + b.brotli }));

/** The forms as files that pages and processes load. */
export function writeForms(forms) {
  mkdirSync(here("target/form"), { recursive: true });
  const write = (name, data) => writeFileSync(here(`target/form/${name}.json`), JSON.stringify(data));
  for (const form of forms) {
    const { name, cells, texts, edits } = form;
    const { definition, rules } = parts(form);
    const typed = { texts, edits: edits.turn.slice(0, 40) };
    write(name, form);
    write(`${name}-rules`, { ...rules, ...typed });
    write(`${name}-definition`, {
      ...definition,
      cells: cells.map(({ address }) => ({ address })),
      ...typed,
    });
    if (name === "G")
      write("G-shipped", { ...shipped(), cells: cells.map(({ address }) => ({ address })), ...typed });
  }
}
