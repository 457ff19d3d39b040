// What the timing page can be asked for.

import { IMPLEMENTATIONS } from "../impl/all.mjs";
import { load } from "../impl/crossfoot.mjs";
import { rollUp } from "../measure/rollup.mjs";
import { suspects } from "../measure/suspects.mjs";
import { warm } from "../measure/warm.mjs";
import { verify } from "../verify.mjs";

export { load };

const fetched = async (file) => (await fetch(`/form/${file}`)).json();

const ASKED = {
  warm: async ({ form, measure, options }) => warm(await fetched(`${form}.json`), measure, options),
  suspects: async ({ form, slips, trials }) => suspects(await fetched(`${form}.json`), slips, trials),
  rollUp: async ({ form, units, options }) => rollUp(await fetched(`${form}.json`), units, options),
  async verify({ form, name, brief }) {
    const implementation = IMPLEMENTATIONS.find((each) => each.name === name);
    return verify(await fetched(`${form}.json`), implementation, brief);
  },
};

export const ask = (what, options) => ASKED[what](options);
