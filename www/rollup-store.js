// The reports that are in, and the roll-up of the package over them. The roll-up speaks one
// language, knows one roster and last year's figures of one report; when one of these changes it is
// made anew from what is kept here.
import { breathe } from "./rollup-dom.js";
import { namesIn, Refusal, reportsIn } from "./rollup-files.js";

const SLICE = 12; // milliseconds between two breaths

export class Store {
  #form;
  #settings;
  #roll = null;
  #kept = new Map(); // unit → its reports { file, line, data, unit, note }, the last one counts
  #out = new Set();
  #turn = 0;
  refused = [];

  /** `settings` are `{ period, locale, roster, prior }`; roster is JSON text. */
  constructor(form, settings) {
    this.#form = form;
    this.#settings = { ...settings };
    this.#roll = this.#made(this.#settings);
  }

  get roll() { return this.#roll; }
  get form() { return this.#form; }
  get settings() { return this.#settings; }
  get isEmpty() { return this.#kept.size === 0; }
  get names() { return namesIn(this.#settings.roster ?? ""); }

  #made({ period, locale, roster, prior }) {
    const options = { period, locale };
    if (roster) options.roster = roster;
    if (prior) options.prior = prior;
    return this.#form.rollUp(options);
  }

  open(prior) {
    const { period, locale } = this.#settings;
    return this.#form.open({ period, locale, ...(prior && { prior }) });
  }

  /** Other settings; throws, and changes nothing, when the roster is none. */
  async change(settings) {
    const next = { ...this.#settings, ...settings };
    const roll = this.#made(next);
    this.#settings = next;
    const [kept, out, refused] = [[...this.#kept], this.#out, this.refused];
    this.#roll.free();
    this.#roll = roll;
    this.#kept = new Map();
    this.#out = new Set();
    this.refused = [];
    const rest = pauses();
    for (const [before, versions] of kept) {
      for (const [index, report] of versions.entries()) {
        const { outcome, unit } = this.#take({ ...report, replace: index > 0 });
        if (outcome !== "refused" && out.has(before)) this.leaveOut(unit, true);
        await rest();
      }
    }
    // What was refused is told in the new language; it is not taken in behind the person's back.
    for (const entry of refused) {
      if (entry.intake) {
        const { intake, data } = entry;
        const again = this.#roll.add(data, options(entry));
        if (again.outcome === "refused") entry.intake = again;
        else if (again.outcome === "added") this.#roll.remove(again.unit);
        else entry.intake = intake;
      }
      this.refused.push(entry);
    }
  }

  /**
   * Takes files in, one after the other, and tells of each before it is read. Gives how many
   * reports were taken and how many refused; a later call of `stop` ends it.
   */
  async takeFiles(files, { before, forUnit } = {}) {
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
          const own = forUnit ? { ...report, unit: forUnit, forced: true, replace: true } : report;
          const intake = this.#take({ file: file.name, ...own });
          counts[intake.outcome === "refused" ? "refused" : "taken"] += 1;
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
    if (intake.outcome === "refused") this.refused.push({ ...report, intake });
    else if (intake.outcome === "added") this.#kept.set(intake.unit, [report]);
    else this.#kept.get(intake.unit).push(report);
    return intake;
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

  /** Last year's figures that came with a unit's report. */
  priorOf(unit) {
    const data = this.fileOf(unit)?.data;
    const report = data instanceof Uint8Array ? JSON.parse(new TextDecoder().decode(data)) : data;
    return report?.prior && typeof report.prior === "object" ? report.prior : undefined;
  }

  /**
   * A unit's own report by the form's rules: what stands against it, and what is surely wrong.
   * `cells` are those of tables; a report of figures alone has no text that could be missing.
   */
  check(unit, cells) {
    const entries = this.#roll.reportOf(unit);
    const session = this.open(this.priorOf(unit));
    try {
      session.enterAll(entries);
      const hasText = Object.keys(entries).some((cell) => !cells.has(cell));
      return {
        hasText,
        found: session.complete().filter((finding) => hasText || finding.cells.some((cell) => cells.has(cell))),
        sure: session.suspects().suspects.filter(({ sure }) => sure),
      };
    } finally {
      session.free();
    }
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
