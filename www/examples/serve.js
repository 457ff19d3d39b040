// Serves the examples, each before crossfoot and with it, and receives what their forms send.
// Those that are written for a bundler are built first, as a portal would.
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { dirname, extname, join, normalize, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";
import { receipt } from "./receipt.js";
import { built } from "./vite.config.js";

const here = dirname(fileURLToPath(import.meta.url));
const port = Number(process.env.PORT ?? 5174);
const folders = {
  "/pkg/": join(here, "../../pkg"),
  "/lib/jquery/": join(here, "node_modules/jquery/dist"),
  "/lib/layui/": join(here, "node_modules/layui/dist"),
};
const types = {
  ".html": "text/html", // its own <meta> says the charset
  ".js": "text/javascript",
  ".css": "text/css",
  ".json": "application/json",
  ".wasm": "application/wasm",
};

function fileOf(path) {
  if (path.endsWith("/")) path += "index.html";
  for (const [prefix, folder] of Object.entries(folders)) {
    if (path.startsWith(prefix)) return join(folder, path.slice(prefix.length));
  }
  const top = path.split("/")[1];
  return built.includes(top) || top === "assets" ? join(here, "dist", path) : join(here, path);
}

async function answer(request, response) {
  const { pathname } = new URL(request.url, "http://localhost");
  if (request.method === "POST") {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const { type, body } = receipt(request.headers, Buffer.concat(chunks), pathname);
    response.writeHead(200, { "content-type": type }).end(body);
    return;
  }
  const file = normalize(fileOf(decodeURIComponent(pathname)));
  const open = [here, folders["/pkg/"]].some((folder) => file.startsWith(folder + sep));
  const body = open ? await readFile(file).catch(() => null) : null;
  if (!body) return response.writeHead(404).end();
  response.writeHead(200, { "content-type": types[extname(file)] ?? "application/octet-stream" }).end(body);
}

if (built.length) await build({ configFile: join(here, "vite.config.js"), root: here, logLevel: "warn" });
createServer((request, response) => {
  answer(request, response).catch((error) => {
    console.error(error);
    response.writeHead(500).end();
  });
}).listen(port, "127.0.0.1", () => console.log(`http://127.0.0.1:${port}/`));
