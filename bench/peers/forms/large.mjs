// Form L: 40 tables of 50 × 10 cells, every second one with decimals; 20,000 cells and 10,000 rules.
// Which parts a rule compares is drawn, always by the same numbers.

import { randomOf } from "./random.mjs";

const [TABLES, GROUPS, PARTS, COLUMNS, FORMULAS] = [40, 7, 6, 9, 12];

export function large() {
  const random = randomOf(10_000);
  const count = (number, make) => Array.from({ length: number }, (_, at) => make(at + 1));
  const tables = count(TABLES, (t) => ({
    id: `t${t}`,
    title: `表${t}`,
    type: t % 2 ? "count" : "amount",
    scale: t % 2 ? 0 : 2,
    required: { id: `F${t}` },
    columns: [
      {
        id: "all",
        label: "合计",
        parts: { relation: "sum", id: `C${t}` },
        columns: count(COLUMNS, (c) => ({ id: `c${c}`, label: `第${c}栏` })),
      },
    ],
    rows: [
      {
        id: "total",
        label: "总计",
        parts: { relation: "sum", id: `R${t}` },
        rows: count(GROUPS, (g) => ({
          id: `g${g}`,
          label: `第${g}类`,
          parts: { relation: "sum", id: `R${t}-${g}` },
          rows: count(PARTS, (p) => ({ id: `g${g}p${p}`, label: `第${g}类第${p}项` })),
        })),
      },
    ],
  }));
  const rules = tables.flatMap(({ id }, t) =>
    count(FORMULAS, (f) => {
      const group = 1 + random(GROUPS);
      const first = 1 + random(PARTS);
      const second = 1 + ((first + random(PARTS - 1)) % PARTS);
      return { id: `L${t + 1}-${f}`, in: id, check: `g${group}p${first} + g${group}p${second} <= g${group}` };
    }),
  );
  return { crossfoot: 1, id: "bench.large", version: "1", title: "大表", tables, rules };
}
