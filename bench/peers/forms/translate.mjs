// A definition as the peers get it: cells by number, and every rule as two weighted sums. It knows
// of the language what the forms here use of it and throws at anything else, so that no peer is let
// off a rule. `run.mjs` holds it against `form.describe()`.
//
// Last period's figures are known when a report is opened, so they are constants of the rules.

/** What a cell's text may be. */
const TYPES = { count: { scale: 0 }, amount: { scale: 2 }, choice: { choice: true } };

/** Rows or columns in order, each with the lines it is made of: headings pass theirs on. */
function linesOf(list, key) {
  const lines = [];
  const walk = (defs) =>
    defs.flatMap((def) => {
      const line = { ...def, relations: [def.parts ?? []].flat().map(graded) };
      if (!def.heading) lines.push(line);
      const inner = walk(def[key] ?? []);
      if (def.heading) return inner;
      line.nested = inner;
      return [line.id];
    });
  walk(list);
  return lines;
}

/** `"parts": "sum"` is short for an object. */
const graded = (relation) => (typeof relation === "string" ? { relation } : relation);

/** A line's name inside a sentence. */
const named = ({ short, label }) => {
  const words = short ?? label;
  return (words["zh-CN"] ?? words).replace("{period}", "");
};

class Translation {
  constructor(definition, prior) {
    this.prior = prior;
    this.cells = [];
    this.index = new Map();
    this.rules = [];
    this.ids = new Set();
    this.tables = new Map();
    for (const table of definition.tables) this.addTable(table);
    for (const table of definition.tables) this.addStructure(table);
    for (const rule of definition.rules ?? []) this.addFormula(rule);
  }

  addTable(table) {
    const rows = linesOf(table.rows, "rows");
    const columns = linesOf(table.columns, "columns");
    this.tables.set(table.id, { table, rows, columns });
    for (const row of rows) {
      for (const column of columns) {
        const address = `${table.id}.${row.id}.${column.id}`;
        const type = row.type ?? column.type ?? table.type;
        const { scale = 0, choice = false } = TYPES[type];
        this.index.set(address, this.cells.length);
        this.cells.push({
          address,
          scale: choice ? 0 : (table.scale ?? scale),
          choices: choice ? table.choices : null,
          entry: `${table.required?.id ?? `${table.id}.entry`}@${address}`,
        });
      }
    }
  }

  /** What the nesting of lines says, and how they stand to last period's. */
  addStructure({ id }) {
    const { rows, columns } = this.tables.get(id);
    for (const [lines, across, byRow] of [
      [rows, columns, true],
      [columns, rows, false],
    ]) {
      const cell = (line, other) => (byRow ? [id, line, other] : [id, other, line]).join(".");
      for (const line of lines) {
        const every = (rule, places, sides) => {
          for (const other of across) {
            const place = byRow ? [places, other.id] : [other.id, places];
            if (rule.only && !rule.only.includes(other.id)) continue;
            if (rule.except?.includes(other.id)) continue;
            const id = `${rule.id}@${place.filter(Boolean).join(".")}`;
            this.add({ id, across: other, lines, ...sides((name) => cell(name, other.id)) });
          }
        };
        for (const rule of line.relations) {
          const base = { ...rule, id: rule.id ?? `${id}.${line.id}.${rule.relation}` };
          const cells = (at, names) => names.map((name) => [at(name), 1]);
          const sides = (relation, left, right) => (at) => ({
            relation,
            left: cells(at, left),
            right: cells(at, right),
          });
          if (rule.relation === "sum") every(base, "", sides("=", [line.id], line.nested));
          else if (rule.relation === "within")
            for (const part of line.nested) every(base, part, sides("<=", [part], [line.id]));
          else throw new Error(`parts: ${rule.relation}`);
        }
        const equal = (at, right) => ({ relation: "=", left: [[at(line.id), 1]], right });
        const { accumulates: running, prior: closing } = line;
        if (running)
          every(running, "", (at) =>
            equal(at, [
              [at(line.id), 1, "prior"],
              [at(running.of), 1],
            ]),
          );
        if (closing) every(closing, "", (at) => equal(at, [[at(closing.of), 1, "prior"]]));
      }
    }
  }

  /** A formula over rows holds in every column, one over columns in every row, one over cells once. */
  addFormula(rule) {
    const [condition, text] = rule.check.includes("=>") ? rule.check.split("=>") : [null, rule.check];
    const [, left, relation, right] = /^(.*?)\s*(<=|>=|=)\s*(.*)$/.exec(text.trim()) ?? [];
    if (!relation) throw new Error(`not a relation of sums: ${rule.check}`);
    const sides = { relation, left: sum(left), right: sum(right) };
    const { rows, columns } = this.tables.get(rule.in);
    const names = [...sides.left, ...sides.right].map(([name]) => name).filter(Boolean);
    const among = (lines) => names.every((name) => lines.some(({ id }) => id === name));
    const when = condition && this.choice(condition);
    const one = (id, at, lines, across) => {
      const place = (terms) => terms.map(([name, ...rest]) => [name && at(name), ...rest]);
      this.add({ id, lines, across, relation, when, left: place(sides.left), right: place(sides.right) });
    };
    const { id, in: table } = rule;
    if (among(rows))
      for (const column of columns)
        one(`${id}@${column.id}`, (name) => `${table}.${name}.${column.id}`, rows, column);
    else if (among(columns))
      for (const row of rows) one(`${id}@${row.id}`, (name) => `${table}.${row.id}.${name}`, columns, row);
    else one(id, (name) => `${table}.${name}`);
  }

  choice(text) {
    const [, address, option] = /^\s*([\w.]+)\s*=\s*"(.*)"\s*$/.exec(text);
    const cell = this.cell(address);
    return { cell, choice: this.cells[cell].choices.indexOf(option) };
  }

  cell(address) {
    if (!this.index.has(address)) throw new Error(`no cell ${address}`);
    return this.index.get(address);
  }

  /** How a sentence names a term: its line, its sign, and its cell or last period's figure. */
  words([address, factor, period], lines) {
    if (address === null) return { name: "", factor, figure: factor };
    const line = lines.find(({ id }) => address.split(".").includes(id));
    if (period === "prior")
      return { name: `上年“${named(line)}”`, factor, figure: Number(this.prior[address]), address };
    return { name: named(line), factor, cell: this.cell(address), address };
  }

  /** A rule over cells, with what is known of it beforehand as a constant. */
  add({ id, relation, when, left, right, lines, across }) {
    let constant = 0;
    const words = lines && {
      place: named(across),
      left: left.map((term) => this.words(term, lines)),
      right: right.map((term) => this.words(term, lines)),
    };
    const side = (terms, sign) =>
      terms.flatMap(([address, factor, period]) => {
        if (address === null) constant += sign * factor;
        else if (period === "prior") {
          const figure = this.prior[address];
          if (figure === undefined) throw new Error(`${id} wants last period's ${address}`);
          constant += sign * factor * Number(figure);
        } else return [[this.cell(address), factor]];
        return [];
      });
    const rule = { id, relation, when: when ?? null, left: side(left, 1), right: side(right, -1), words };
    const scales = new Set([...rule.left, ...rule.right].map(([cell]) => this.cells[cell].scale));
    if (scales.size !== 1) throw new Error(`${id} mixes decimals`);
    if (this.ids.has(id)) throw new Error(`${id} twice`);
    this.ids.add(id);
    this.rules.push({ ...rule, constant: constant * 10 ** [...scales][0] });
  }
}

/** `a + 2 * b - prior.c + 3` as terms: name or none, factor, period. */
function sum(text) {
  let rest = text.replaceAll(/\s+/g, "");
  const terms = [];
  while (rest) {
    const term = /^([+-]?)(?:(\d+)\*)?(?:(prior\.)?([a-z_][\w.]*)|(\d+))/.exec(rest);
    if (!term) throw new Error(`not a sum: ${text}`);
    const [whole, sign, factor = "1", prior, name, number] = term;
    const by = Number(factor) * (sign === "-" ? -1 : 1);
    terms.push(number ? [null, by * Number(number)] : [name, by, prior ? "prior" : undefined]);
    rest = rest.slice(whole.length);
  }
  return terms;
}

export function translate(definition, prior) {
  const { cells, rules } = new Translation(definition, prior);
  return { cells, rules };
}
