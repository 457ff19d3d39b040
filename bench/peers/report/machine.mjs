// What it was measured on, without a name or a path of it.

import { readFileSync } from "node:fs";
import { arch, cpus, release, totalmem } from "node:os";

const read = (path) => readFileSync(new URL(path, import.meta.url), "utf8");

function system() {
  try {
    return /^PRETTY_NAME="?([^"\n]*)/m.exec(readFileSync("/etc/os-release", "utf8"))[1];
  } catch {
    return process.platform;
  }
}

export function machine(chromium) {
  const { devDependencies } = JSON.parse(read("../package.json"));
  const { version } = JSON.parse(read("../../../pkg/package.json"));
  const cores = cpus();
  const peers = Object.entries(devDependencies).filter(
    ([name]) => !["esbuild", "playwright-core"].includes(name),
  );
  return [
    `${cores.length} cores, ${cores[0].model.trim()} (${arch()}), ${Math.round(totalmem() / 2 ** 30)} GiB; ${system()}, Linux ${release().split("-")[0]};`,
    `Node ${process.version.slice(1)}; ${chromium ? `Chromium ${chromium}, headless` : "no Chromium"}.`,
    `crossfoot ${version} as committed in \`pkg/\`; ${peers.map(([name, pinned]) => `${name} ${pinned}`).join(", ")};`,
    `bundles by esbuild ${devDependencies.esbuild}.`,
  ].join("\n");
}
