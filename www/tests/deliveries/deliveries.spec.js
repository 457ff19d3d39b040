// The package as it is taken: each way is built with no plugins, served without the wasm's type, and used.
import { cpSync, existsSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import * as esbuild from "esbuild";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import * as vite from "vite";
import { install, run, serve, tool } from "./consumer.js";

const webpack = createRequire(import.meta.url)("webpack");
const sentence = "2017 figure: received 4 is not online 2 + by letter 3 = 5; difference 1";
let consumer;
test.beforeAll(() => {
  consumer = install();
});
test.afterAll(() => consumer?.remove());

const styled = (page) => page.locator("[name=all]").evaluate((field) => getComputedStyle(field).boxShadow);

/** Types a wrong total on a page that was built, and reads what is said of it. */
async function use(page, address, said = sentence) {
  const faults = [];
  page.on("pageerror", (error) => faults.push(error.message));
  await page.goto(address);
  await expect(page).toHaveTitle("bound");
  for (const [name, figure] of [["all", "4"], ["web", "2"], ["letter", "3"]]) await page.locator(`[name=${name}]`).fill(figure);
  await expect(page.locator(".crossfoot-findings > li[data-finding]")).toHaveText([said]);
  expect(faults).toEqual([]);
}

async function served(folder, act) {
  const { address, stop } = await serve(folder);
  try {
    await act(address);
  } finally {
    await stop();
  }
}

function pack(entry, output) {
  const options = {
    mode: "production",
    context: consumer.app,
    entry: `./${entry}`,
    experiments: { css: true }, // webpack's own; no loader
    output: { path: join(consumer.app, output), filename: "main.js", cssFilename: "main.css" },
    performance: false,
  };
  return new Promise((done, fail) => {
    webpack(options, (error, stats) => (error || stats.hasErrors() ? fail(error ?? new Error(stats.toString("errors-only"))) : done()));
  });
}

test.describe("bundlers", () => {
  test("vite builds the page", async ({ page }) => {
    await vite.build({ root: consumer.app, configFile: false, logLevel: "warn", build: { outDir: "by-vite", target: "es2022" } });
    await served(join(consumer.app, "by-vite"), async (address) => {
      await use(page, address);
      expect(await styled(page)).toContain("inset");
    });
  });

  test("vite's development server serves it", async ({ page }) => {
    const server = await vite.createServer({
      root: consumer.app, configFile: false, logLevel: "warn", cacheDir: join(consumer.folder, "vite"),
      server: { host: "127.0.0.1", port: 0, hmr: false, watch: null },
    });
    try {
      await server.listen();
      await use(page, server.resolvedUrls.local[0]);
    } finally {
      await server.close();
    }
  });

  test("webpack builds the page, and keeps the style sheet", async ({ page }) => {
    await pack("main.js", "by-webpack");
    const folder = join(consumer.app, "by-webpack");
    cpSync(join(consumer.app, "index.html"), join(folder, "index.html"));
    expect(readFileSync(join(folder, "main.css"), "utf8")).toContain("data-crossfoot");
    await served(folder, (address) => use(page, address));
  });

  test("esbuild builds the page with the single module", async ({ page }) => {
    const outdir = join(consumer.app, "by-esbuild");
    await esbuild.build({ entryPoints: { main: join(consumer.app, "single.js") }, bundle: true, format: "esm", outdir });
    expect(readdirSync(outdir)).toEqual(["main.js"]);
    cpSync(join(consumer.app, "index.html"), join(outdir, "index.html"));
    await served(outdir, (address) => use(page, address));
  });

  test("esbuild builds the page with the wasm as a file", async ({ page }) => {
    const outdir = join(consumer.app, "by-esbuild-with-file");
    await esbuild.build({
      entryPoints: { main: join(consumer.app, "wasm-as-file.js") }, bundle: true, format: "esm", target: "es2022", outdir, loader: { ".wasm": "file" },
    });
    cpSync(join(consumer.app, "index.html"), join(outdir, "index.html"));
    await served(outdir, (address) => use(page, address));
  });

  test("the single module brings no second wasm into a bundle", async () => {
    await pack("single.js", "by-webpack-single");
    expect(readdirSync(join(consumer.app, "by-webpack-single")).filter((name) => name.endsWith(".wasm"))).toEqual([]);
  });
});

test.describe("pages without a bundler", () => {
  test("a module and the wasm beside it", async ({ page }) => {
    await served(consumer.app, async (address) => {
      await use(page, `${address}plain.html`);
      expect(await styled(page)).toContain("inset");
    });
  });

  for (const [what, path, said] of [
    ["the single module", "single.html", sentence],
    ["the classic script, in a page in GBK", "classic.html", "2017年度：受理申请数 4 不等于 网上申请数 2 + 信函申请数 3 = 5，相差 1"],
  ]) {
    test(`${what}: one file and nothing besides, also where bytes cannot be read from base64`, async ({ page }) => {
      await page.addInitScript(() => {
        delete Uint8Array.fromBase64;
        delete Uint8Array.prototype.setFromBase64;
      });
      const asked = [];
      page.on("request", (request) => asked.push(new URL(request.url()).pathname));
      await served(consumer.app, (address) => use(page, `${address}${path}`, said));
      expect(asked.filter((name) => name.endsWith(".wasm"))).toEqual([]);
    });
  }

  test("what is delivered in one file is plain ASCII, and comes out the same again", () => {
    const names = ["crossfoot.classic.js", "crossfoot.single.js", "crossfoot.node.js", "crossfoot.d.ts", "package.json"];
    const read = () => names.map((name) => readFileSync(join(consumer.pkg, name), "utf8"));
    const before = read();
    for (const text of before.slice(0, 2)) expect(text).toMatch(/^[\x00-\x7f]*$/);
    run("node", [new URL("../../../scripts/deliveries.mjs", import.meta.url).pathname, consumer.pkg], { env: { ...process.env, CROSSFOOT_NPM: new URL(".", import.meta.url).pathname } });
    expect(read()).toEqual(before);
  });
});

test.describe("workers", () => {
  const told = async (page, address) => {
    await page.goto(address);
    await expect(page).toHaveTitle(sentence, { timeout: 20_000 });
  };

  test("vite", async ({ page }) => {
    await vite.build({
      root: consumer.app, configFile: false, logLevel: "warn",
      build: { outDir: "by-vite-worker", target: "es2022", rollupOptions: { input: join(consumer.app, "worker.html") } },
    });
    await served(join(consumer.app, "by-vite-worker"), (address) => told(page, `${address}worker.html`));
  });

  test("webpack", async ({ page }) => {
    await pack("page-with-worker.js", "by-webpack-worker");
    const folder = join(consumer.app, "by-webpack-worker");
    cpSync(join(consumer.app, "index.html"), join(folder, "index.html"));
    await served(folder, (address) => told(page, address));
  });
});

test.describe("Node", () => {
  const node = (...parameters) => run("node", parameters, { cwd: consumer.app });

  test("init() reads the wasm itself, or takes bytes", () => {
    const said = `${JSON.parse(readFileSync(join(consumer.pkg, "package.json"), "utf8")).version} ${sentence}\ncn.disclosure.national\n`;
    expect(node("node.mjs")).toBe(said);
    expect(node("node.mjs", "bytes")).toBe(said);
  });

  test("the single module", () => expect(node("node-single.mjs")).toBe(`${sentence}\n`));

  test("require()", () => {
    const source = `const { default: init, Form } = require("crossfoot"); init().then(() => console.log(Form.compile(require("fs").readFileSync("applications.json", "utf8")).id))`;
    expect(node("--no-warnings", "-e", source)).toBe("applications\n");
  });
});

test.describe("the package", () => {
  for (const [resolution, module] of [["bundler", "esnext"], ["nodenext", "nodenext"]]) {
    test(`TypeScript finds its types (${resolution})`, () => {
      run(tool("tsc"), ["--noEmit", "--strict", "--target", "es2022", "--module", module, "--moduleResolution", resolution, "--types", "", "types.ts"], { cwd: consumer.app });
    });
  }

  test("publint has nothing to say", async () => {
    const { messages, pkg } = await publint({ pkgDir: consumer.pkg, strict: true, pack: false });
    expect(messages.map((message) => formatMessage(message, pkg, { color: false }))).toEqual([]);
  });

  test("everything it exports is packed", () => {
    const folder = join(consumer.app, "node_modules/crossfoot");
    const { exports } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    const targets = Object.values(exports).flatMap((target) => (typeof target === "string" ? [target] : Object.values(target)));
    for (const target of targets) expect(existsSync(join(folder, target.replace("*", "national-2021.json"))), target).toBe(true);
    for (const name of readdirSync(join(folder, "forms"))) expect(existsSync(join(folder, "forms", name))).toBe(true);
  });
});
