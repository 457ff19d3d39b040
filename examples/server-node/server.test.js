// Posts the results of ../results: those that are whole are accepted, the others refused, each for its reason.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { after, before, test } from "node:test";
import init, { Form } from "crossfoot";
import { serve } from "./server.js";

const read = (path) => readFileSync(new URL(path, import.meta.url), "utf8");
const names = readdirSync(new URL("../results", import.meta.url)).filter((name) => name.endsWith(".json"));
let server, address;
before(async () => {
  await init();
  server = serve(Form.compile(read("../../www/examples/plain/definition.json")));
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  address = `http://127.0.0.1:${server.address().port}/reports`;
});
after(() => server.close());

async function post(type, body, headers = {}) {
  const answer = await fetch(address, { method: "POST", body, headers: { ...(type && { "content-type": type }), ...headers } });
  return [answer.status, await answer.json()];
}

function expectAnswer([status, answer], faults) {
  assert.deepEqual(answer.faults.map(({ code }) => code), faults);
  assert.equal(status, faults.length ? 422 : 200);
  assert.equal(answer.accepted, !faults.length);
}

test("there are results to post", () => assert.ok(names.length > 10));

for (const name of names) {
  const { faults, told, result } = JSON.parse(read(`../results/${name}`));
  const text = JSON.stringify(result);

  test(`${name} as JSON`, async () => expectAnswer(await post("application/json", text), faults));

  test(`${name} as a field of a form, beside the page's own`, async () => {
    expectAnswer(await post(null, new URLSearchParams({ lxr: "李四", crossfoot: text })), faults);
    const form = new FormData();
    form.set("crossfoot", text);
    expectAnswer(await post(null, form), faults);
  });

  test(`${name} in the sender's language`, async () => {
    for (const [locale, language] of [["zh-CN", "zh-CN,zh;q=0.9"], ["en", "en-GB,en;q=0.9"]]) {
      const [, answer] = await post("application/json", text, { "accept-language": language });
      assert.deepEqual(answer.faults.map(({ message }) => message), told[locale]);
    }
  });
}

test("what is no report is refused, and the server goes on", async () => {
  expectAnswer(await post("application/json", "{"), ["not-a-report"]);
  assert.equal((await post("text/plain", "hello"))[0], 415);
  assert.equal((await post("application/json", " ".repeat((1 << 20) + 1)))[0], 413);
  const [status, answer] = await post(null, new URLSearchParams({ lxr: "李四" }));
  assert.equal(status, 422);
  assert.match(answer.error, /nothing was checked/);
  assert.equal((await fetch(address)).status, 405);
  assert.equal((await fetch(new URL("/", address))).status, 404);
  expectAnswer(await post("application/json", JSON.stringify(JSON.parse(read("../results/whole.json")).result)), []);
});
