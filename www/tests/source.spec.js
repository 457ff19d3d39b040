// What holds of the portal's own files.
import { readFileSync } from "node:fs";
import { test } from "@playwright/test";
import { expect, figures, names, parts } from "./portal.js";
import { lastYear } from "../sample.js";

const read = (path) => readFileSync(new URL(path, import.meta.url), "utf8");

test("the portal knows nothing of crossfoot", () => {
  for (const file of ["portal.js", "portal.css", "sample.js"]) {
    expect(read(`../${file}`), file).not.toMatch(/crossfoot|data-cell|embed|\.wasm/i);
  }
  const html = read("../index.html");
  expect(html).not.toMatch(/crossfoot|data-cell|\.wasm/i);
  expect(html.match(/embed/g)).toHaveLength(2); // its comment and its one line
});

test("the embedding is a few lines", () => {
  expect(read("../embed.js").split("\n").filter((line) => line.trim()).length).toBeLessThanOrEqual(20);
});

test("every field of the report is mapped once, and the samples agree", () => {
  const cells = JSON.parse(read("../fields.json"));
  expect(Object.keys(cells)).toEqual([...names, ...Object.keys(parts)]);
  expect(new Set(Object.values(cells)).size).toBe(36);
  const [year, prior] = ["2017", "2016"].map((y) => JSON.parse(read(`../../forms/samples/fengze-${y}.json`)));
  for (const name of names) expect(year[cells[name]], name).toBe(figures[name]);
  for (const name of Object.keys(lastYear)) expect(prior[cells[name]], name).toBe(lastYear[name]);
});
