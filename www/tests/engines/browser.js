// A browser as its own driver starts it: Firefox by geckodriver, WebKit by WebKitWebDriver, Chromium
// by chromedriver. What they are called and where they are is scripts/lib.sh's to find.
import { spawn } from "node:child_process";
import { createServer } from "node:net";
import { setTimeout as rest } from "node:timers/promises";
import { Builder, Capabilities } from "selenium-webdriver";

const engines = {
  firefox: {
    driver: (port) => ["geckodriver", ["--port", port]],
    wants: { browserName: "firefox", "moz:firefoxOptions": { args: ["-headless"] } },
  },
  webkit: {
    driver: (port) => ["WebKitWebDriver", [`--port=${port}`]],
    wants: {
      browserName: "MiniBrowser",
      "webkitgtk:browserOptions": { binary: process.env.MINIBROWSER, args: ["--automation"] },
    },
  },
  chromium: {
    driver: (port) => ["chromedriver", [`--port=${port}`]],
    wants: { browserName: "chrome", "goog:chromeOptions": { args: ["--headless", "--no-sandbox", "--disable-gpu"] } },
  },
};

const freePort = () => new Promise((done) => {
  const server = createServer().listen(0, "127.0.0.1", () => {
    const { port } = server.address();
    server.close(() => done(String(port)));
  });
});

/** Starts a browser; `quit` ends it and its driver. */
export async function start(engine) {
  const port = await freePort();
  const [command, args] = engines[engine].driver(port);
  const driver = spawn(command, args, { stdio: "ignore" });
  let fault = null;
  driver.on("error", (error) => { fault = error; });
  const address = `http://127.0.0.1:${port}`;
  for (let tries = 0; !(await fetch(`${address}/status`).catch(() => null))?.ok; tries += 1) {
    if (fault || tries === 400) throw fault ?? new Error(`${command} did not start`);
    await rest(50);
  }
  const browser = await new Builder().usingServer(address).withCapabilities(new Capabilities(engines[engine].wants)).build();
  const quit = async () => {
    await browser.quit().catch(() => {});
    driver.kill();
  };
  return { browser, quit };
}
