// Adds to a built package what is for those who cannot load a module and a wasm beside it:
//   crossfoot.classic.js   for <script src>; the global `crossfoot`, with `crossfoot.init()`
//   crossfoot.single.js    a single ES module, for bundlers and servers that know no wasm
//   crossfoot.node.js      what Node imports: its `init()` reads the wasm from the disk
// and says in its package.json who takes which.
// usage: node scripts/deliveries.mjs PKG. CROSSFOOT_NPM is a folder with esbuild in its node_modules.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";

if (process.argv.length !== 3) {
  console.error("usage: node scripts/deliveries.mjs PKG");
  process.exit(2);
}
const pkg = resolve(process.argv[2]);
const tools = process.env.CROSSFOOT_NPM ?? fileURLToPath(new URL("npm", import.meta.url));
const { build } = createRequire(join(resolve(tools), "package.json"))("esbuild");

// `atob` and a loop: `Uint8Array.fromBase64` is too young for the machines that need this.
const inside = `
  import start from "./crossfoot.js";
  import wasm from "./crossfoot_bg.wasm";
  function bytes() {
    const text = atob(wasm);
    const decoded = new Uint8Array(text.length);
    for (let i = 0; i < text.length; i++) decoded[i] = text.charCodeAt(i);
    return decoded;
  }
  const init = (input) => start(input === undefined ? { module_or_path: bytes() } : input);
  export * from "./crossfoot.js";
`;

async function bundle(name, ending, options) {
  const { warnings } = await build({
    stdin: { contents: inside + ending, resolveDir: pkg, sourcefile: `${name}.entry.js` },
    outfile: join(pkg, name),
    bundle: true,
    minify: true,
    charset: "ascii", // a classic script takes the page's encoding, and that may be GBK
    target: "es2020",
    platform: "neutral",
    loader: { ".wasm": "base64" },
    define: { "import.meta.url": '""' }, // or a page's own bundler would look for the wasm again
    legalComments: "none",
    banner: { js: "/*! crossfoot, MIT OR Apache-2.0 */" },
    logLevel: "warning",
    ...options,
  });
  if (warnings.length) throw new Error(`${name}: ${warnings[0].text}`);
}

await bundle("crossfoot.classic.js", "export { init };", { format: "iife", globalName: "crossfoot" });
await bundle("crossfoot.single.js", "export default init;", { format: "esm" });
writeFileSync(
  join(pkg, "crossfoot.single.d.ts"),
  `export * from "./crossfoot.js";\nexport { default } from "./crossfoot.js";\n`,
);
writeFileSync(join(pkg, "crossfoot.node.js"), `import { readFileSync } from "node:fs";
import start from "./crossfoot.js";

export * from "./crossfoot.js";

/** Without an argument the wasm is read from the disk: Node's \`fetch\` takes no files. */
export default function init(input) {
  if (input !== undefined) return start(input);
  return start({ module_or_path: readFileSync(new URL("crossfoot_bg.wasm", import.meta.url)) });
}
`);

// wasm-bindgen writes `[Symbol.dispose]`, which a project's own `lib` may not know.
const types = join(pkg, "crossfoot.d.ts");
const disposable = '/// <reference lib="esnext.disposable" />\n';
const declared = readFileSync(types, "utf8");
if (!declared.includes(disposable)) writeFileSync(types, disposable + declared);

const file = join(pkg, "package.json");
const about = JSON.parse(readFileSync(file, "utf8"));
Object.assign(about, {
  files: readdirSync(pkg).filter((name) => name !== "package.json").sort(),
  exports: {
    ".": { types: "./crossfoot.d.ts", node: "./crossfoot.node.js", default: "./crossfoot.js" },
    "./single": { types: "./crossfoot.single.d.ts", default: "./crossfoot.single.js" },
    "./classic": "./crossfoot.classic.js",
    "./standard-schema": { types: "./standard-schema.d.ts", default: "./standard-schema.js" },
    "./crossfoot.js": { types: "./crossfoot.d.ts", default: "./crossfoot.js" },
    "./crossfoot.css": "./crossfoot.css",
    "./crossfoot_bg.wasm": "./crossfoot_bg.wasm",
    "./forms/*": "./forms/*",
    "./package.json": "./package.json",
  },
  engines: { node: ">=20" },
  sideEffects: ["*.css", "./crossfoot.classic.js", "./standard-schema.js"], // a style sheet that is imported must not be shaken off
});
about.repository.url = about.repository.url.replace(/^(?:git\+)?(https:.*?)(?:\.git)?$/, "git+$1.git");
writeFileSync(file, `${JSON.stringify(about, null, 2)}\n`);
