// The implementations side by side, crossfoot and the hand-written ones first.

import * as ajv from "./ajv.mjs";
import * as closures from "./closures.mjs";
import * as crossfoot from "./crossfoot.mjs";
import * as hyperformula from "./hyperformula.mjs";
import * as jsonLogic from "./json-logic.mjs";
import * as jsonRulesEngine from "./json-rules-engine.mjs";
import * as running from "./running.mjs";
import * as survey from "./survey.mjs";
import * as valibot from "./valibot.mjs";
import * as zod from "./zod.mjs";

export const IMPLEMENTATIONS = [
  crossfoot,
  closures,
  running,
  hyperformula,
  survey,
  ajv,
  zod,
  valibot,
  jsonLogic,
  jsonRulesEngine,
];

/** SurveyJS takes half a minute to load the large form. */
export const leftOut = (form, { name }) => form === "L" && name === "survey";
