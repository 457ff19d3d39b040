// How the package is taken: by bundlers, by Node, in workers, by pages that know no modules.
import portal from "../../playwright.config.js";

export default {
  ...portal,
  testDir: ".",
  testMatch: "*.spec.js",
  testIgnore: [],
  outputDir: "../../test-results/deliveries",
  reporter: [["list"], ["json", { outputFile: "../../test-results/deliveries.json" }]],
  workers: 1, // what is built is built once
  projects: [{ name: "deliveries" }],
  webServer: undefined,
  timeout: 120_000,
};
