import { readFileSync } from "node:fs";
import start from "./crossfoot.js";

export * from "./crossfoot.js";

/** Without an argument the wasm is read from the disk: Node's `fetch` takes no files. */
export default function init(input) {
  if (input !== undefined) return start(input);
  return start({ module_or_path: readFileSync(new URL("crossfoot_bg.wasm", import.meta.url)) });
}
