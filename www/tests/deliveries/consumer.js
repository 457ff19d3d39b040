// A project that has installed the package, as its author gets it: packed, and unpacked in node_modules.
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL(".", import.meta.url));
const root = fileURLToPath(new URL("../../../", import.meta.url));

export function run(command, parameters, options = {}) {
  const { status, stdout, stderr, error } = spawnSync(command, parameters, { encoding: "utf8", ...options });
  if (error) throw error;
  if (status !== 0) throw new Error(`${command} ${parameters.join(" ")}: ${stdout}${stderr}`);
  return stdout;
}

export const tool = (name) => join(here, "node_modules/.bin", name);

/** Builds the package's deliveries and installs it in a folder of its own. */
export function install() {
  const folder = mkdtempSync(join(tmpdir(), "crossfoot-consumer-"));
  const pkg = join(folder, "pkg");
  cpSync(join(root, "pkg"), pkg, { recursive: true });
  run("node", [join(root, "scripts/deliveries.mjs"), pkg], { env: { ...process.env, CROSSFOOT_NPM: here } });
  const app = join(folder, "app");
  cpSync(join(here, "app"), app, { recursive: true });
  for (const name of ["applications.json"]) cpSync(join(root, "docs", name), join(app, name));
  const modules = join(app, "node_modules");
  mkdirSync(modules);
  const packed = JSON.parse(run("npm", ["pack", pkg, "--json", "--pack-destination", folder]));
  const { filename } = Array.isArray(packed) ? packed[0] : Object.values(packed)[0];
  run("tar", ["xzf", join(folder, filename), "-C", folder]);
  cpSync(join(folder, "package"), join(modules, "crossfoot"), { recursive: true });
  cpSync(join(here, "node_modules/@standard-schema"), join(modules, "@standard-schema"), { recursive: true });
  return { folder, pkg, app, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

const types = { ".html": "text/html", ".js": "text/javascript", ".mjs": "text/javascript", ".css": "text/css", ".json": "application/json" };

/** Serves a folder under a strict policy, and never as `application/wasm`: many servers know no such type. */
export async function serve(folder) {
  const server = createServer((request, response) => {
    const path = new URL(request.url, "http://localhost").pathname;
    try {
      const body = readFileSync(join(folder, path.endsWith("/") ? `${path}index.html` : path));
      response.writeHead(200, {
        "content-type": types[extname(path) || ".html"] ?? "application/octet-stream",
        "content-security-policy": "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'",
      }).end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  return { address: `http://127.0.0.1:${server.address().port}/`, stop: () => new Promise((done) => server.close(done)) };
}
