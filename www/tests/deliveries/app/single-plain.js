import init, * as crossfoot from "./node_modules/crossfoot/crossfoot.single.js";
import { bind } from "./report.js";

const definition = await (await fetch("./applications.json")).text();
await init();
bind(crossfoot, definition);
