// The reports that are in, and the roll-up of the package over them. The roll-up speaks one language
// and knows one roster; when one of these changes it is made anew from what is kept here.
import { breathe } from "./rollup-dom.js";
import { entriesIn, namesIn, parsed, Refusal, reportsIn } from "./rollup-files.js";
import { say } from "./rollup-words.js";

const SLICE = 12; // milliseconds between two breaths

export class Store {
  #form;
  #settings;
  #roll = null;
  #kept = new Map(); // unit → its reports { file, line, data, unit, note }, the last one counts
  #out = new Set();
  #partials = []; // of other roll-ups, { file, text }
  #turn = 0;
  #tables; // the cells of tables; the others are parts of the text
  #textless; // what a report that has no text is found to miss, by severity
  refused = [];
  prior; // the district's figures of last year

  /** `settings` are `{ period, locale, roster }`; roster is JSON text. */
  constructor(form, settings, prior) {
    this.#form = form;
    this.#settings = { ...settings };
    this.#roll = this.#made(this.#settings);
    this.prior = prior;
    this.#tables = new Set(form.cells().filter((cell) => cell.includes(".")));
    const empty = this.open();
    this.#textless = { hard: 0, soft: 0, info: 0 };
    for (const { severity, cells } of empty.complete()) {
      if (!cells.some((cell) => this.#tables.has(cell))) this.#textless[severity] += 1;
    }
    empty.free();
  }

  get roll() { return this.#roll; }
  get form() { return this.#form; }
  get settings() { return this.#settings; }
  get isEmpty() { return this.#kept.size === 0 && this.#partials.length === 0; }
  get names() { return namesIn(this.#settings.roster ?? ""); }

  #made({ period, locale, roster }) {
    return this.#form.rollUp({ period, locale, ...(roster && { roster }) });
  }

  open(prior) {
    const { period, locale } = this.#settings;
    return this.#form.open({ period, locale, ...(prior && { prior }) });
  }

  /** Other settings; throws, and changes nothing, when the roster is none. */
  async change(settings) {
    const next = { ...this.#settings, ...settings };
    const roll = this.#made(next);
    const isOther = next.period !== this.#settings.period; // what was refused may be right now
    this.#settings = next;
    const [kept, out, refused, partials] = [[...this.#kept], this.#out, this.refused, this.#partials];
    this.#roll.free();
    this.#roll = roll;
    this.#kept = new Map();
    this.#out = new Set();
    this.#partials = [];
    this.refused = [];
    const rest = pauses();
    for (const [before, versions] of kept) {
      for (const [index, report] of versions.entries()) {
        const { outcome, unit } = this.#take({ ...report, replace: index > 0 });
        if (outcome !== "refused" && out.has(before)) this.leaveOut(unit, true);
        await rest();
      }
    }
    for (const partial of partials) this.#merge(partial);
    for (const entry of refused) {
      if (!entry.intake) this.refused.push(entry);
      else if (isOther) this.#take({ ...entry, intake: undefined });
      else this.#retell(entry);
    }
  }

  /** Lists what was refused with its reason in the new language; it is not taken in unasked. */
  #retell(entry) {
    const intake = this.#roll.add(entry.data, options({ ...entry, replace: false }));
    if (intake.outcome === "added") this.#roll.remove(intake.unit);
    this.refused.push(intake.outcome === "refused" ? { ...entry, intake } : entry);
  }

  /**
   * Takes files in, one after the other, and tells of each before it is read. Gives how many
   * reports were taken and how many refused; a later call of `stop` ends it.
   */
  async takeFiles(files, { before, during, forUnit } = {}) {
    const turn = (this.#turn += 1);
    const counts = { taken: 0, refused: 0 };
    const { period } = this.#settings;
    const about = { open: () => this.open(), names: this.names, form: { id: this.#form.id, version: this.#form.version }, period };
    const rest = pauses();
    for (const [index, file] of files.entries()) {
      if (turn !== this.#turn) break;
      before?.(index, file.name);
      await breathe();
      try {
        for await (const report of file instanceof Blob ? reportsIn(file, about) : [file]) {
          if (turn !== this.#turn) break;
          if (report.partial) {
            counts[this.#merge({ file: file.name, text: report.partial }) ? "taken" : "refused"] += 1;
            continue;
          }
          const own = forUnit ? { ...report, unit: forUnit, forced: true, replace: true } : report;
          const intake = this.#take({ file: file.name, ...own });
          counts[intake.outcome === "refused" ? "refused" : "taken"] += 1;
          during?.(index + (report.at ?? 0));
          await rest();
        }
      } catch (error) {
        if (!(error instanceof Refusal)) console.warn(error);
        this.refused.push({ file: file.name, phrase: error instanceof Refusal ? error.phrase : null });
        counts.refused += 1;
      }
    }
    return counts;
  }

  stop() { this.#turn += 1; }

  /** Puts one report in and keeps it, or lists it among the refused. */
  #take(report) {
    let intake = this.#roll.add(report.data, options(report));
    if (intake.reason === "no-unit" && report.unit && !report.forced) {
      report.forced = true; // its file's name stands in for the unit it does not name
      intake = this.#roll.add(report.data, options(report));
    }
    const { outcome, unit, message } = intake;
    if (outcome === "refused") {
      this.refused.push({ ...report, intake });
      return intake;
    }
    const hasText = Object.keys(entriesIn(report.data)).some((cell) => !this.#tables.has(cell));
    const kept = { ...report, hasText, remark: message };
    if (outcome === "added") this.#kept.set(unit, [kept]);
    else this.#kept.get(unit).push(kept);
    return intake;
  }

  /** Adds what another roll-up saved: its sums, without the reports themselves. */
  #merge({ file, text }) {
    try {
      this.#roll.merge(text);
    } catch (error) {
      console.warn(error);
      this.refused.push({ file, phrase: (language) => say(language, "badPartial") });
      return false;
    }
    this.#partials.push({ file, text });
    return true;
  }

  /**
   * The units as the roll-up has them, and whether one came twice; a report of figures alone is not
   * told for the text it lacks.
   */
  units() {
    const twice = new Set(this.refused.filter(({ intake }) => intake?.reason === "duplicate").map(({ intake }) => intake.unit));
    return this.#roll.units().map((unit) => {
      const file = this.fileOf(unit.name);
      const isTwice = unit.times > 1 || twice.has(unit.name);
      if (!unit.findings || !file || file.hasText) return { ...unit, isTwice };
      const rest = (kind) => unit.findings[kind] - this.#textless[kind];
      return { ...unit, isTwice, findings: { hard: rest("hard"), soft: rest("soft"), info: rest("info") } };
    });
  }

  /** Takes a refused duplicate in the place of the one that is in. */
  replaceWith(entry) {
    this.refused = this.refused.filter((other) => other !== entry);
    return this.#take({ ...entry, intake: undefined, replace: true });
  }

  remove(unit) {
    this.#kept.delete(unit);
    this.#out.delete(unit);
    return this.#roll.remove(unit);
  }

  leaveOut(unit, out) {
    if (out) this.#out.add(unit);
    else this.#out.delete(unit);
    return this.#roll.leaveOut(unit, out);
  }

  fileOf(unit) { return this.#kept.get(unit)?.at(-1); }

  /**
   * A unit's own report by the form's rules: what stands against it, and what is surely wrong. A
   * report of figures alone has no text that could be missing.
   */
  check(unit) {
    const { data, hasText } = this.fileOf(unit);
    const session = this.open(parsed(data).prior ?? undefined);
    try {
      session.enterAll(entriesIn(data));
      return {
        found: session.complete().filter(({ cells }) => hasText || cells.some((cell) => this.#tables.has(cell))),
        sure: session.suspects().suspects.filter(({ sure }) => sure),
      };
    } finally {
      session.free();
    }
  }

  /** A unit's report as it came, text included; nothing where only its sums are known. */
  entriesOf(unit) {
    const file = this.fileOf(unit);
    return file ? entriesIn(file.data) : null;
  }

  free() { this.#roll.free(); }
}

function options({ unit, forced, replace }) {
  return { ...(forced && { unit }), ...(replace && { replace }) };
}

/** A breath whenever the last one is long enough ago. */
function pauses() {
  let last = performance.now();
  return async () => {
    if (performance.now() - last < SLICE) return;
    await breathe();
    last = performance.now();
  };
}
