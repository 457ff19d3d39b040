// A server of this machine only. The two headers that isolate a page give it a clock of 5 µs.

import { createReadStream, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname } from "node:path";

const root = (path) => new URL(`../${path}`, import.meta.url).pathname;
const FOLDERS = {
  page: root("page"),
  bundle: root("target/bundle"),
  form: root("target/form"),
  pkg: root("../../pkg"),
};
const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".mjs": "text/javascript",
  ".json": "application/json",
  ".wasm": "application/wasm",
  ".jsonl": "application/x-ndjson",
};

export async function serve() {
  const server = createServer((request, response) => {
    const [, folder, file] = /^\/(\w+)\/([\w.-]+)(?:\?.*)?$/.exec(request.url) ?? [];
    const path = `${FOLDERS[folder]}/${file}`;
    let size;
    try {
      ({ size } = statSync(path));
    } catch {
      return response.writeHead(404).end();
    }
    response.writeHead(200, {
      "Content-Type": TYPES[extname(path)] ?? "application/octet-stream",
      "Content-Length": size,
      "Cache-Control": "no-store",
      "Cross-Origin-Opener-Policy": "same-origin",
      "Cross-Origin-Embedder-Policy": "require-corp",
    });
    createReadStream(path).pipe(response);
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  return { origin: `http://127.0.0.1:${server.address().port}`, close: () => server.close() };
}
