// The three forms: what crossfoot compiles, what the peers get of it, figures, and edits.

import { readFileSync } from "node:fs";
import { editsOf } from "./edits.mjs";
import { figuresOf } from "./figures.mjs";
import { large } from "./large.mjs";
import { translate } from "./translate.mjs";

const json = (path) => JSON.parse(readFileSync(new URL(`../../../forms/${path}`, import.meta.url), "utf8"));

/** The tables and what is said of them; sentences are nothing that a peer could check. */
const tablesOf = ({ crossfoot, id, version, title, period, tables, rules }) => ({
  crossfoot,
  id,
  version,
  title,
  period,
  tables,
  rules,
});

/** A leaf's figure, in units at its cell's scale: such that every comparison holds. */
const LEAVES = {
  S(address, random) {
    if (address.includes("disclosed")) return 5000 + random(4000);
    if (/in_person|online|by_letter/.test(address)) return 500 + random(400);
    return 1 + random(250);
  },
  G(address, random) {
    if (address.startsWith("filer")) return 0;
    if (address.endsWith("issued")) return 10 + random(80);
    if (address.endsWith("repealed")) return 1 + random(9);
    if (address.startsWith("cases")) return 500 + random(400);
    return 1 + random(address.includes("carried_out") ? 5000 : 900);
  },
  L: (_, random) => 1 + random(9000),
};

const SOURCES = {
  S: () => ({
    definition: tablesOf(json("fujian-indicators-2017.json")),
    prior: json("samples/fengze-2016.json"),
    sample: json("samples/fengze-2017.json"),
  }),
  G: () => ({
    definition: tablesOf(json("national-2021.json")),
    prior: json("samples/suqian-2023.json"),
    sample: { ...json("samples/suqian-2024.json"), "filer.rule_making_power.answer": "有" },
  }),
  L: () => ({ definition: large(), prior: {}, sample: null }),
};

export const FORMS = Object.keys(SOURCES);

/** A form with all that the measures need of it, as plain data. */
export function formOf(name) {
  const { definition, prior, sample } = SOURCES[name]();
  const { cells, rules } = translate(definition, prior);
  const form = { name, definition: JSON.stringify(definition), prior, cells, rules };
  const [one, other] = figuresOf(form, LEAVES[name]);
  form.texts = sample ? cells.map(({ address }) => sample[address]) : one;
  form.full = [one, other];
  return { ...form, ...editsOf(form) };
}

/** What a page loads of it for a cold start: crossfoot the definition, its peers their rules. */
export const parts = (form) => ({
  definition: { definition: form.definition, prior: form.prior },
  rules: { cells: form.cells, rules: form.rules.map(({ words, ...rule }) => rule) },
});

/** The form G as it ships, with its sections and sentences. */
export const shipped = () => ({
  definition: JSON.stringify(json("national-2021.json")),
  prior: json("samples/suqian-2023.json"),
});
