import init, * as crossfoot from "crossfoot";
import wasm from "crossfoot/crossfoot_bg.wasm";
import definition from "./applications.json";
import { bind } from "./report.js";

await init({ module_or_path: new URL(wasm, import.meta.url) });
bind(crossfoot, JSON.stringify(definition));
