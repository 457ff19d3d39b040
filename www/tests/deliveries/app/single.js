import init, * as crossfoot from "crossfoot/single";
import definition from "./applications.json";
import { bind } from "./report.js";

init().then(() => bind(crossfoot, JSON.stringify(definition)));
