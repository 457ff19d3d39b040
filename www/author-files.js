// Where a definition comes from: those that come along, files, and a new one.
import { save } from "./rollup-dom.js";

const MOST_BYTES = 8 << 20; // as much as a definition may have
export const first = "fujian-indicators-2017";

export const shipped = {
  "fujian-indicators-2009": new URL("../pkg/forms/fujian-indicators-2009.json", import.meta.url),
  "fujian-indicators-2017": new URL("../pkg/forms/fujian-indicators-2017.json", import.meta.url),
  "national-2014": new URL("../pkg/forms/national-2014.json", import.meta.url),
  "national-2019": new URL("../pkg/forms/national-2019.json", import.meta.url),
  "national-2021": new URL("../pkg/forms/national-2021.json", import.meta.url),
};

const samples = {
  "fujian-indicators-2009": async () => ({ period: "2009", figures: await import("../forms/samples/example-2009.json"), prior: await import("../forms/samples/example-2008.json") }),
  "fujian-indicators-2017": async () => ({ period: "2017", figures: await import("../forms/samples/fengze-2017.json"), prior: await import("../forms/samples/fengze-2016.json") }),
  "national-2014": async () => ({ period: "2014", figures: await import("../forms/samples/example-2014.json"), prior: { default: {} } }),
  "national-2019": async () => ({ period: "2020", figures: await import("../forms/samples/example-2020.json"), prior: await import("../forms/samples/example-2019.json") }),
  "national-2021": async () => ({ period: "2024", figures: await import("../forms/samples/suqian-2024.json"), prior: await import("../forms/samples/suqian-2023.json") }),
};

/** The schema that says what the keys mean. */
export const schemaAddress = new URL("../pkg/forms/crossfoot.schema.json", import.meta.url);

export const hasSample = (name) => name in samples;

/** The sample figures of a form that comes along. */
export async function sampleOf(name) {
  const { period, figures, prior } = await samples[name]();
  return { period, figures: figures.default, prior: prior.default };
}

export async function shippedText(name) {
  const response = await fetch(shipped[name]);
  if (!response.ok) throw new Error(`${response.status}`);
  return response.text();
}

/** As little as a definition can be, with something to go on from. */
export const smallest = `{
  "crossfoot": 1,
  "id": "new-form",
  "version": "1",
  "title": {"zh-CN": "新报表", "en": "A new form"},
  "tables": [
    {
      "id": "t",
      "title": {"zh-CN": "基本情况", "en": "Main figures"},
      "columns": [
        {"id": "year", "label": {"zh-CN": "本年", "en": "this year"}}
      ],
      "rows": [
        {"id": "total", "label": {"zh-CN": "合计", "en": "total"}, "parts": "sum", "rows": [
          {"id": "first", "label": {"zh-CN": "第一项", "en": "first part"}},
          {"id": "second", "label": {"zh-CN": "第二项", "en": "second part"}}
        ]}
      ]
    }
  ],
  "rules": [
    {"id": "R1", "check": "second <= first", "severity": "soft"}
  ]
}
`;

/** A file's text, and the phrase that tells what is to be known about it. Throws `{ key }` where it is none. */
export async function textOf(file) {
  const failed = (key) => Object.assign(new Error(key), { key });
  if (file.size > MOST_BYTES) throw failed("tooLarge");
  const bytes = await file.arrayBuffer().catch(() => { throw failed("fileFailed"); });
  const decoded = (encoding) => {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      return null;
    }
  };
  const plain = decoded("utf-8");
  const text = plain ?? decoded("gb18030");
  if (text === null || text.includes("\0")) throw failed("notText");
  return { text: text.replaceAll("\r\n", "\n"), note: plain === null ? "foreignEncoding" : null };
}

/** What a definition's file is called when it came from none. */
export function fileName(text) {
  try {
    const { id, version } = JSON.parse(text);
    const name = `${id}-${version}`.replace(/[^\p{L}\p{N}._-]+/gu, "-").replace(/^[.-]+|[.-]+$/g, "");
    if (typeof id === "string" && name) return `${name}.json`;
  } catch {
    // what is no JSON yet is saved all the same
  }
  return "definition.json";
}

export function saveText(text, name) {
  save(new Blob([text], { type: "application/json" }), name);
}
