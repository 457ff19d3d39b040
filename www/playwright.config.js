import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { defineConfig } from "@playwright/test";

// The system's Chromium; no browser is downloaded.
function chromium() {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  if (existsSync("/usr/bin/chromium")) return "/usr/bin/chromium";
  for (const name of ["chromium", "chromium-browser", "google-chrome"]) {
    try {
      return execFileSync("which", [name], { encoding: "utf8" }).trim();
    } catch {
      // try the next name
    }
  }
  throw new Error("No Chromium found: install one, or set CHROMIUM to its path.");
}

const served = "http://127.0.0.1:41737/";
const built = "http://127.0.0.1:41738/";
const ofTheBuilt = ["built.spec.js", "policy.spec.js"];

export default defineConfig({
  testDir: "tests",
  testMatch: "*.spec.js",
  outputDir: "test-results/artifacts",
  reporter: [["list"], ["json", { outputFile: "test-results/report.json" }]],
  fullyParallel: true,
  forbidOnly: Boolean(process.env.CI),
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 15_000 }, // a busy machine is slow, not wrong
  use: {
    baseURL: served,
    viewport: { width: 1280, height: 900 },
    locale: "zh-CN",
    launchOptions: {
      executablePath: chromium(),
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
  projects: [
    { name: "served", testIgnore: [...ofTheBuilt, "examples*.spec.js", "deliveries/**"] }, // which have configs of their own
    { name: "built", testMatch: ofTheBuilt, use: { baseURL: built } },
  ],
  webServer: [
    {
      command: "npx vite --mode test --host 127.0.0.1 --port 41737 --strictPort",
      url: served,
      reuseExistingServer: false,
    },
    {
      command: "npx vite build --logLevel warn && npx vite preview --host 127.0.0.1 --port 41738 --strictPort",
      url: built,
      reuseExistingServer: false,
    },
  ],
});
