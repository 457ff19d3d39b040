/** What a finding does to sending: `hard` holds it back, `soft` is a question, `info` a remark. */
export type Severity = "hard" | "soft" | "info";

/** Where a rule comes from. */
export type Kind =
  | "sum"
  | "within"
  | "accumulation"
  | "carry-forward"
  | "formula"
  | "mention"
  | "share"
  | "entry"
  | "section"
  | "narrative";

/** An operand of a rule with what stands in it. Figures are text, exact to the last digit. */
export interface Operand {
  cell: string;
  period: "this" | "prior";
  /** What the figure is multiplied by. */
  coefficient: string;
  /** The figure, day or option; `null` when the cell is blank, unreadable or free text. */
  value: string | null;
}

/** One side of a rule. */
export interface Side {
  operands: Operand[];
  /** What is added to the operands. */
  constant: string;
  /** The sum of all that has a figure. */
  total: string;
}

/** One check that does not hold. */
export interface Finding {
  /** The rule's id and, when it has several instances, the place: `A1@year`. */
  id: string;
  /** The rule's id as its author wrote it. */
  rule: string;
  kind: Kind;
  /** What is wrong: two sums that do not agree, a condition that does not hold, what stands in one cell, or what a text says of itself. */
  fault:
    | "comparison"
    | "condition"
    | "unreadable"
    | "missing"
    | "too-short"
    | "template"
    | "heading"
    | "list"
    | "list-nearly"
    | "share"
    | "count";
  severity: Severity;
  /** The cells of this report that the finding is about. */
  cells: string[];
  /** The finding as a sentence, in the session's language. */
  message: string;
  /** The text the rule rests on, when the author gives one. */
  basis: string | null;
  /** For a comparison: how the left side should stand to the right side. */
  relation: "=" | "!=" | "<=" | ">=" | "<" | ">" | null;
  left: Side | null;
  right: Side | null;
  /** For a condition: what it reads. */
  operands: Operand[] | null;
  /** Left minus right: for a comparison, and for a condition that comes down to one. */
  difference: string | null;
  /** For an unreadable entry: why. */
  reason:
    | "not-a-figure"
    | "bad-grouping"
    | "unexpected-sign"
    | "negative"
    | "too-many-decimals"
    | "too-many-digits"
    | "inexact"
    | "other-unit"
    | "goes-on"
    | "not-a-date"
    | "not-an-option"
    | "too-long"
    | null;
  /** The passage of the text that the finding is about. */
  quote: Quote | null;
}

/** A passage of a part of the text. */
export interface Quote {
  /** The part's cell. */
  cell: string;
  /** Where it begins in the part's text, in UTF-16 code units, as `setSelectionRange` counts. */
  start: number;
  /** Where it ends. */
  end: number;
  /** Its text, cut off where it is long. */
  text: string;
}

/** A whole report as `readReport` or `readGrid` read it; nothing of it has been entered. */
export interface ReadReport {
  /** The figures of the tables, by cell, as they are written. */
  entries: Entries;
  /** The parts of the text, by cell, without their headings. */
  sections: Entries;
  /** What has no certain place in the form, in the order of the report. */
  unplaced: Unplaced[];
  /** The cells of tables that nothing was found for. */
  blank: string[];
  /** What stands against sending it as it was read. */
  findings: Finding[];
  /** The period that its tables name, where it is another than the session's. */
  period: string | null;
}

/** Something of a report that has no certain place in the form. */
export interface Unplaced {
  /** The line or row it begins at, counted from 1. */
  line: number;
  /** What stands there, cut off where it is long. */
  text: string;
  reason: "unknown-row" | "other-count" | "unknown-columns" | "repeated" | "no-heading";
  message: string;
}

/** What one call changed. An entry that changes no verdict gives empty lists. */
export interface Changes {
  /** Cells whose mark may have changed. */
  cells: string[];
  /** Findings that are new, or whose figures changed. */
  raised: Finding[];
  /** The ids of findings that are gone. */
  cleared: string[];
}

/** How far a report has come. */
export interface Progress {
  /** How many of the cells are filled. */
  filled: number;
  /** How many cells there are to fill: those that are required, and others whose text is no answer yet. */
  cells: number;
  hard: number;
  soft: number;
  info: number;
  /** The soft findings that have no reason which stands. */
  unexplained: number;
  /** The cells that are still to fill, in the definition's order. */
  remaining: string[];
}

/** What `setPrior` changed, and what it could not use. */
export interface PriorChanges extends Changes {
  /** Addresses the form does not have. */
  unknown: string[];
  /** Cells whose text is no figure they can hold. */
  unreadable: string[];
}

/** One thing wrong with a definition. */
export interface Problem {
  code: string;
  /** A JSON pointer into the definition. */
  pointer: string;
  /** What stands there. */
  subject: string;
  /** What would be right: nearest names or allowed values. */
  expected: string[];
  /** For a formula: the character it goes wrong at, from 1. */
  at: number | null;
  message: string;
  hint: string | null;
}

/** One rule of a form, read back by `Form.describe`. */
export interface RuleInWords {
  id: string;
  kind: Kind;
  severity: Severity;
  /** What must hold, in words. */
  sentence: string;
  /** The same as a formula over ids; `null` where nothing is calculated: that a cell is filled. */
  formula: string | null;
  /** The rows or columns it holds on. */
  places: string[];
  /** The text the rule rests on, when the author gives one. */
  basis: string | null;
  /** Whether other rules imply it, as the corner of a table that adds up both ways. */
  implied: boolean;
}

/** Thrown by `Form.compile`. */
export interface DefinitionError extends Error {
  problems: Problem[];
}

/** Which figures may be wrong, and what they should be. */
export interface Suspects {
  /** Repairs, the likeliest of each block first. */
  suspects: Suspect[];
  /** Whether the search ended before everything was looked at. */
  cut_short: boolean;
}

/** One cell of a repair. */
export interface SuspectCell {
  cell: string;
  /** The cell's name, in the session's language. */
  name: string;
  /** Whether it is a figure in a sentence of the part of the text that `cell` names. */
  in_text: boolean;
  /** What stands there; `null` for a blank. */
  now: string | null;
  /** What would mend it; `null` when more than one figure would. */
  should_be: string | null;
}

/** A repair: figures with which every rule of its block holds. */
export interface Suspect {
  cells: SuspectCell[];
  /** How it may have come about. */
  action:
    | "digit-replaced"
    | "digit-omitted"
    | "digit-added"
    | "digit-doubled"
    | "digits-interchanged"
    | "power-of-ten"
    | "sign"
    | "slips"
    | "interchanged"
    | "moved"
    | "shifted"
    | "counted-elsewhere"
    | "total-forgotten"
    | "cumulative-for-period"
    | "unreadable"
    | "unexplained";
  /** What speaks for it besides. */
  evidence: ("rules-meet" | "last-edited" | "parts-edited-later" | "like-prior" | "like-neighbours")[];
  /** Whether everything else is clearly less likely: only then it should be suggested. */
  sure: boolean;
  /** Which block of violated rules it mends, from 0. */
  block: number;
  /** The findings it mends. */
  mends: string[];
  /** The repair as a sentence, in the session's language. */
  message: string;
  /** The same to stand beside its field: a single cell goes without its name. */
  here: string;
}

/** What the rules force a blank cell to hold. */
export interface Implied {
  cell: string;
  value: string;
  message: string;
}

/** A report as it is sent. */
export interface SignedOff {
  /** The version of crossfoot that checked it. */
  crossfoot: string;
  form: FormRef;
  /** Who sends it, where the session was told. */
  unit?: string;
  period?: string;
  /** What was entered, blanks left out. */
  entries: Entries;
  findings: SignedFinding[];
  /** The reasons that stand. */
  reasons: Reason[];
  /** SHA-256 over all of it. */
  digest: string;
}

/** Which form a report is of. */
export interface FormRef {
  id: string;
  version: string;
  /** SHA-256 of the definition's text. */
  digest: string;
}

/** A finding as it was signed. */
export interface SignedFinding {
  finding: string;
  severity: Severity;
  /** The rule's edition and the figures, as one word: another figure gives another. */
  fingerprint: string;
  message: string;
}

/** A written reason for a soft finding. */
export interface Reason {
  finding: string;
  text: string;
  /** The finding as it was when the reason was written. */
  fingerprint: string;
}

/** A soft finding and the reason written for it. */
export interface AskedReason {
  finding: string;
  message: string;
  /** Empty when there is none. */
  text: string;
  /** Whether it was written for the rule and the figures as they are. */
  stands: boolean;
}

/** Whether a signed-off report can be accepted. */
export interface Verified {
  ok: boolean;
  faults: SignFault[];
}

/** What speaks against accepting a signed-off report. */
export interface SignFault {
  code:
    | "not-a-report"
    | "other-form"
    | "unknown-cells"
    | "changed"
    | "other-findings"
    | "hard-findings"
    | "no-reason";
  message: string;
}

export interface VerifyOptions {
  /** Language of messages; `zh-CN` when not given. */
  locale?: string;
  /** The prior period's figures as the receiver knows them. */
  prior?: Entries;
}

/** How many findings a report has of its own, by severity. */
export interface Counts {
  hard: number;
  soft: number;
  info: number;
}

/** What became of a report that a roll-up was given. */
export interface Intake {
  /** Who sent it: the roster's name where that has it; `null` when nothing says. */
  unit: string | null;
  outcome: "added" | "replaced" | "refused";
  /** Why it is not counted. */
  reason:
    | "too-large"
    | "not-json"
    | "not-a-report"
    | "no-unit"
    | "other-form"
    | "other-version"
    | "other-period"
    | "unknown-cells"
    | "duplicate"
    | null;
  /** The reason as a sentence; for a report that is counted, which of its figures cannot be read. */
  message: string | null;
  /** Whether there is a roster and it does not have the unit, whose report is counted all the same. */
  unknown: boolean;
  /** The report's own findings; `null` when it was not checked. */
  findings: Counts | null;
  /** The cells whose figures cannot be read, and are not counted. */
  unreadable: string[];
}

/** What became of many reports. */
export interface Lines {
  added: number;
  refused: Intake[];
}

/** A unit of a roll-up. */
export interface Unit {
  name: string;
  /** The roster's groups it is in, the outermost first. */
  groups: string[];
  /** Whether its report is counted, kept without being counted, or not there. */
  state: "in" | "left-out" | "missing";
  /** How often it is counted: more than once where merged results both have it. */
  times: number;
  /** Whether there is a roster and it does not have the unit. */
  unknown: boolean;
  /** Its report's own findings; `null` when it was not checked. */
  findings: Counts | null;
}

/** What the reports have in one cell. */
export interface Total {
  cell: string;
  /** The exact sum, or what was worked out anew; `null` where nothing is filled in or nothing may be added up. */
  sum: string | null;
  /** How many reports have a figure in it. */
  filled: number;
  blank: number;
  unreadable: number;
  /** Whether it was worked out anew from the other totals. */
  recomputed: boolean;
}

/** A cell in which the reported figure is not what the units add up to. */
export interface Difference {
  cell: string;
  /** The cell's name, in the roll-up's language. */
  name: string;
  sum: string;
  reported: string;
  /** Reported minus sum. */
  difference: string;
  /** How many reports have no figure in it. */
  absent: number;
  message: string;
}

/** What would explain differences. */
export interface Explanation {
  kind:
    | "left-out"
    | "counted-twice"
    | "old-version"
    | "left-out-and-counted-twice"
    | "misplaced"
    | "slip"
    | "copied-wrong"
    | "interchanged";
  /** The unit, or the two; none for what is wrong in the reported figures themselves. */
  units: string[];
  /** The cells it explains. */
  cells: string[];
  /** Whether nothing differs any more with it. */
  all: boolean;
  message: string;
}

/** Reported figures against what the units add up to. */
export interface Comparison {
  /** How many cells were compared. */
  compared: number;
  differences: Difference[];
  /** Cells that the units have figures in and the reported figures have none. */
  blank: string[];
  /** What explains most comes first. */
  explanations: Explanation[];
  /** How many more explanations there are that are no likelier than the last. */
  more: number;
  /** The units of the roster that have not reported. */
  missing: string[];
  /** All of it in one sentence. */
  message: string;
}

/** What a unit has in a cell. */
export interface Contribution {
  unit: string;
  /** `null` where it is blank, unreadable, or not added up. */
  value: string | null;
  left_out: boolean;
}

export interface RollUpOptions {
  /** Who must report: the JSON text of a roster. Without one whoever reports is welcome. */
  roster?: string;
  /** Which period all reports must be about, and what `{period}` in labels stands for. */
  period?: string;
  /** Language of messages and labels; `zh-CN` when not given. */
  locale?: string;
  /** The prior period's figures by which each report is checked. */
  prior?: Entries;
}

export interface AddOptions {
  /** Who sent it, where the report does not say so itself or is not believed. */
  unit?: string;
  /** Whether it takes the place of the unit's report that is in. */
  replace?: boolean;
  /** Whether it is checked by the form's rules: `add` does, `addLines` does not. */
  check?: boolean;
}

/** Figures or texts by cell address, as text. */
export type Entries = Record<string, string>;

export interface OpenOptions {
  /** Language of messages and labels; `zh-CN` when not given. */
  locale?: string;
  /** What `{period}` in labels stands for, such as `2017`. */
  period?: string;
  /** The prior period's figures. */
  prior?: Entries;
  /** Who fills the report in; it stands in the signed-off result. */
  unit?: string;
}

/** What `binding.verify()` answers with. */
export interface Verdict {
  /** Whether nothing holds the report back. */
  ok: boolean;
  /** All that stands, whether it holds back or not. */
  findings: Finding[];
  /** What to send; `null` when something holds it back, or nothing was checked. */
  result: SignedOff | null;
}

export interface BindOptions {
  /**
   * Which cell a field is: an object from the field's `name` to the cell, or a function. Without it
   * a field's `data-cell` is used, or its `name` when that is a cell.
   */
  cells?: Record<string, string> | ((field: HTMLElement) => string | null | undefined);
  /** An element for the live line; one is added at the end of the form otherwise. */
  status?: HTMLElement;
  /** A list element for the findings; one is added at the end of the form otherwise. */
  findings?: HTMLElement;
  /** An element for the summary of a held-back submit; one is added at the start otherwise. */
  summary?: HTMLElement;
  /**
   * An element for how far the report has come; one is added before the live line otherwise, and none
   * with `false`.
   */
  progress?: HTMLElement | boolean;
  /**
   * What the page shows in place of a field that cannot be seen itself, as decorated selects do: its
   * marks, its notes and the focus go there.
   */
  shown?: (field: HTMLElement) => HTMLElement | null | undefined;
  /** Whether soft findings ask for a written reason before sending; they do unless this is `false`. */
  reasons?: boolean;
  /**
   * Whether a block of cells can be pasted into a table, and the arrow keys lead from one of its
   * fields to the next; both are so unless this is `false`.
   */
  grid?: boolean;
  /** The name of the signed-off result among what the form sends; `crossfoot` when not given, `false` for none. */
  result?: string | false;
  /** A key under which a draft is kept in this browser until the report is sent; none is kept without it. */
  draft?: string;
}

/** Dispatched on the bound form after each entry that changed something; it bubbles. */
export type ChangeEvent = CustomEvent<Changes>;

/**
 * `crossfoot:suspects`: dispatched on the bound form when other figures are suspected than before; it
 * bubbles. The search goes on behind the entries, so it comes after their `crossfoot:change`.
 */
export type SuspectsEvent = CustomEvent<Suspects>;
