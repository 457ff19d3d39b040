// Pages in the system's Chromium, each in a context of its own: nothing is cached between them.

import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { chromium } from "playwright-core";
import { serve } from "./serve.mjs";

function installed() {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  for (const name of ["chromium", "chromium-browser", "google-chrome"]) {
    if (existsSync(`/usr/bin/${name}`)) return `/usr/bin/${name}`;
    try {
      return execFileSync("which", [name], { encoding: "utf8" }).trim();
    } catch {
      // try the next name
    }
  }
  return null;
}

/** Null where there is no Chromium. */
export async function openChromium() {
  const executablePath = installed();
  if (!executablePath) return null;
  const server = await serve();
  const browser = await chromium.launch({
    executablePath,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--js-flags=--expose-gc",
    ],
  });
  return {
    version: browser.version(),
    /** Opens a page in a fresh context and gives what its `done`, or a call of it, comes to. */
    async page(path, call = () => window.done, ...values) {
      const context = await browser.newContext();
      try {
        const page = await context.newPage();
        page.setDefaultTimeout(0);
        const errors = [];
        page.on("pageerror", (error) => errors.push(error));
        await page.goto(`${server.origin}/page/${path}`);
        const result = await page.evaluate(call, ...values);
        if (errors.length) throw errors[0];
        return result;
      } finally {
        await context.close();
      }
    },
    async close() {
      await browser.close();
      server.close();
    },
  };
}
