import { readFile } from "node:fs/promises";
import init, { Form } from "crossfoot";
import { serve } from "./server.js";

const [definition] = process.argv.slice(2);
if (!definition) throw new Error("usage: npm start -- DEFINITION.json");
await init();
const port = Number(process.env.PORT ?? 8787);
serve(Form.compile(await readFile(definition, "utf8"))).listen(port, "127.0.0.1", () => console.log(`http://127.0.0.1:${port}/reports`));
