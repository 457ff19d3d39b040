import init, * as crossfoot from "crossfoot";
import "crossfoot/crossfoot.css";
import definition from "./applications.json";
import { bind } from "./report.js";

await init();
bind(crossfoot, JSON.stringify(definition));
