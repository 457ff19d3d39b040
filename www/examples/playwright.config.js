// The examples' browser tests are in ../tests, beside the portal's; they need packages of their own.
import portal from "../playwright.config.js";

const served = "http://127.0.0.1:41739/";

export default {
  ...portal,
  testDir: "../tests",
  testMatch: "examples*.spec.js",
  outputDir: "../test-results/examples",
  reporter: [["list"], ["json", { outputFile: "../test-results/examples.json" }]],
  projects: [{ name: "examples", use: { baseURL: served } }],
  webServer: {
    command: "node serve.js",
    env: { PORT: new URL(served).port },
    url: `${served}plain/before/`,
    reuseExistingServer: false,
    timeout: 180_000,
  },
};
