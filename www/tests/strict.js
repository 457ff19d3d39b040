// A server as a careful office has it: it serves the built portal, the package and the pages of the
// tests, and every answer carries the content security policy it was started with.
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize, sep } from "node:path";
import { fileURLToPath } from "node:url";

const folder = (path) => fileURLToPath(new URL(path, import.meta.url));
const folders = { "/pkg/": folder("../../pkg"), "/pages/": folder("./pages"), "/": folder("../dist") };
const types = {
  ".css": "text/css", ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".json": "application/json",
  ".svg": "image/svg+xml", ".wasm": "application/wasm",
};

/** All that WebAssembly needs, and the same without it. */
export const strict = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'";
export const stricter = "default-src 'self'; script-src 'self'";

/** Starts the server; gives its address, what stops it, and the forms that were sent to it. */
export async function serve({ policy = null, files = {} } = {}) {
  const sent = [];
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    const headers = policy ? { "content-security-policy": policy } : {};
    const answer = (status, type, body) => response.writeHead(status, { ...headers, "content-type": type }).end(body);
    if (request.method === "POST") {
      const chunks = [];
      for await (const chunk of request) chunks.push(chunk);
      sent.push(Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString())));
      return answer(200, types[".html"], "<!doctype html><title>received</title><p>已收到");
    }
    if (pathname === "/favicon.ico") return answer(204, types[".svg"], ""); // what every browser asks for
    if (files[pathname]) return answer(200, types[extname(pathname)], files[pathname]);
    const [prefix, home] = Object.entries(folders).find(([prefix]) => pathname.startsWith(prefix));
    const file = normalize(join(home, pathname.slice(prefix.length) || "index.html"));
    const body = file.startsWith(home + sep) ? await readFile(file).catch(() => null) : null;
    answer(body ? 200 : 404, types[extname(file)] ?? "application/octet-stream", body ?? "");
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  const stop = () => {
    server.closeAllConnections();
    return new Promise((done) => server.close(done));
  };
  return { address: `http://127.0.0.1:${server.address().port}/`, sent, stop };
}

/** Collects what the page is refused by its policy, its errors, and what it says of errors in the console. */
export async function watch(page) {
  const faults = [];
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
  await page.exposeFunction("__refused", (text) => faults.push(text));
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) => window.__refused(`${violatedDirective}: ${blockedURI}`));
  });
  return faults;
}
