/// <reference lib="esnext.disposable" />
/* tslint:disable */
/* eslint-disable */
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
    | "counted-all-the-same"
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



/**
 * A session bound to a form on the page. It lives until it is released, whether or not the page
 * keeps it.
 */
export class Binding {
    private constructor();
    free(): void;
    [Symbol.dispose](): void;
    /**
     * Reads all fields and shows what stands against sending, with the focus on the summary, as a
     * held-back submit does; whether anything does. For pages that send by a script.
     */
    holdBack(): boolean;
    /**
     * Reads all fields again, for a page that has set some without an event.
     */
    refresh(): void;
    /**
     * Unbinds, and puts the page back as it was. Safe to call twice.
     */
    release(): void;
    /**
     * The report was sent: its draft, if one is kept, is gone.
     */
    sent(): void;
    /**
     * What was found last: which figures may be wrong.
     */
    suspects(): Suspects | null;
    /**
     * Takes the first sure suggestion, as its key does; false when there is none.
     */
    takeSuggestion(): boolean;
    /**
     * Takes the last suggestion back, unless something else was entered since; false when there is
     * none.
     */
    undo(): boolean;
    /**
     * The same, answered with what was found and, when nothing holds it back, with the signed-off
     * result to be sent.
     */
    verify(): Promise<Verdict>;
}

/**
 * A compiled form.
 */
export class Form {
    private constructor();
    free(): void;
    [Symbol.dispose](): void;
    /**
     * All cell addresses, in the definition's order.
     */
    cells(): string[];
    /**
     * Compiles a definition, given as JSON text. Throws a `DefinitionError` that lists all that is
     * wrong with it; its sentences are in the given language, English when there is none.
     */
    static compile(text: string, locale?: string): Form;
    /**
     * The form's rules read back in a language, `zh-CN` when none is given: each as a sentence
     * and as a formula, with what it rests on.
     */
    describe(locale?: string): RuleInWords[];
    /**
     * Opens an empty report.
     */
    open(options?: OpenOptions): Session;
    /**
     * Opens a roll-up of many units' reports of this form. Throws when the roster is none, with
     * all that is wrong with it as `problems`.
     */
    rollUp(options?: RollUpOptions): RollUp;
    /**
     * Repeats the check of a signed-off report, given as JSON text or as the object, as a server
     * does before it accepts one: anything changed since, findings that hold it back, soft ones
     * without a reason. The prior period's figures are those the receiver knows.
     */
    verify(result: string | object, options?: VerifyOptions): Verified;
    /**
     * The SHA-256 digest of the definition's text, in hexadecimal.
     */
    readonly digest: string;
    /**
     * The definition's id.
     */
    readonly id: string;
    /**
     * The definition's version.
     */
    readonly version: string;
}

/**
 * Many units' reports of one form, added up.
 */
export class RollUp {
    private constructor();
    free(): void;
    [Symbol.dispose](): void;
    /**
     * Takes many reports in, one a line, as bytes of UTF-8 text. They are not checked by the
     * form's rules unless that is asked for.
     */
    addLines(lines: Uint8Array | number[], options?: AddOptions): Lines;
    /**
     * Takes a report in: its JSON as text or bytes, or the object itself. One that cannot be used
     * is answered with the reason and changes nothing; nothing is thrown for it.
     */
    add(report: string | Uint8Array | object, options?: AddOptions): Intake;
    /**
     * Compares the figures that were reported with the totals, and says which unit would explain
     * what differs.
     */
    compare(reported: Entries, group?: string[]): Comparison;
    /**
     * What each unit that reported has in a cell. Throws when there is no such cell.
     */
    contributions(cell: string, group?: string[]): Contribution[];
    /**
     * The totals as a report's figures.
     */
    entries(group?: string[]): Entries;
    /**
     * The paths of the roster's groups; the first, empty, is all units.
     */
    groups(): string[][];
    /**
     * Keeps a unit's report without counting it, or counts it again; false when it is not in.
     */
    leaveOut(unit: string, out: boolean): boolean;
    /**
     * Adds another roll-up's partial result; the units that are in twice now are given. Throws
     * when it is no partial result of this form, period and roster.
     */
    merge(partial: string): string[];
    /**
     * A partial result as JSON text, which another roll-up can merge.
     */
    partial(): string;
    /**
     * Takes a unit's report out; false when it is not in.
     */
    remove(unit: string): boolean;
    /**
     * The figures of a unit as they are counted; `null` when it is not in.
     */
    reportOf(unit: string): Entries | null;
    /**
     * What the reports have in each cell that holds figures, in the definition's order.
     */
    totals(group?: string[]): Total[];
    /**
     * Every unit: those of the roster in its order, then the others that reported.
     */
    units(): Unit[];
}

/**
 * One report being filled in.
 */
export class Session {
    private constructor();
    free(): void;
    [Symbol.dispose](): void;
    /**
     * Binds the session to a form that is on the page, without touching its markup. Throws when
     * the form is bound already, or a field is given a cell that does not exist.
     */
    bind(root: HTMLElement, options?: BindOptions): Binding;
    /**
     * All that stands against sending the report as it is: every finding, and every required cell
     * that is blank or too short besides.
     */
    complete(): Finding[];
    /**
     * Puts many texts in at once. Throws, and enters nothing, when one of the cells is unknown.
     */
    enterAll(texts: Entries): Changes;
    /**
     * Puts a text into a cell and says what that changed. Throws when there is no such cell.
     */
    enter(cell: string, text: string): Changes;
    /**
     * All that does not hold as the report stands, in the definition's order.
     */
    findings(): Finding[];
    /**
     * Writes down the reason for a soft finding as it is now; an empty text takes it back. The
     * reason is asked for again when a figure or the rule changes. Throws when nothing is found
     * under this id.
     */
    giveReason(finding: string, text: string): void;
    /**
     * What the rules force blank cells to hold: to be offered, never written by itself.
     */
    implied(): Implied[];
    /**
     * How far the report has come: what is filled, what is still to fill, what was found.
     */
    progress(): Progress;
    /**
     * Reads a grid of texts, such as a sheet of a spreadsheet, as `readReport` reads a text: a
     * list of rows, each a list of cells; a cell that is `null` or not given is empty.
     */
    readGrid(rows: (string | null)[][]): ReadReport;
    /**
     * Reads the text of a whole report, as copied from a page or a document: its parts by their
     * headings, its tables by their labels. The session stays as it is; what was read can be
     * looked at and then entered with `enterAll`. Throws when the text is too long.
     */
    readReport(text: string): ReadReport;
    /**
     * Every soft finding, with the reason written for it and whether that stands.
     */
    reasons(): AskedReason[];
    /**
     * Takes reasons over that were written before, as `signOff` gave them: each stands only where
     * the rule and the figures are the same.
     */
    restoreReasons(reasons: Reason[]): void;
    /**
     * Changes the language of messages and labels, on bound forms too.
     */
    setLocale(locale: string): void;
    /**
     * Replaces the prior period's figures. Cells the form does not have, and texts that are no
     * figures, are listed in the answer and the rest is taken: last year's form may have had other
     * rows.
     */
    setPrior(figures: Entries): PriorChanges;
    /**
     * The signed-off result as the report stands: what was entered, what was found, the reasons
     * that stand, and a digest of all of it.
     */
    signOff(): SignedOff;
    /**
     * Which figures may be wrong, and what they should be: the repairs with which every rule
     * holds, the likeliest first.
     */
    suspects(): Suspects;
    /**
     * What was typed into a cell, to the letter. Throws when there is no such cell.
     */
    text(cell: string): string;
    /**
     * What was understood of what was typed into a cell, where that is not written the same: 1532
     * of 壹仟伍佰叁拾贰. Throws when there is no such cell.
     */
    understood(cell: string): string | null;
    /**
     * The language of messages and labels.
     */
    readonly locale: string;
}

/**
 * The version of this package.
 */
export function version(): string;

export type InitInput = RequestInfo | URL | Response | BufferSource | WebAssembly.Module;

export interface InitOutput {
    readonly memory: WebAssembly.Memory;
    readonly __wbg_binding_free: (a: number, b: number) => void;
    readonly __wbg_form_free: (a: number, b: number) => void;
    readonly __wbg_rollup_free: (a: number, b: number) => void;
    readonly __wbg_session_free: (a: number, b: number) => void;
    readonly binding_holdBack: (a: number) => number;
    readonly binding_refresh: (a: number) => void;
    readonly binding_release: (a: number) => void;
    readonly binding_sent: (a: number) => void;
    readonly binding_suspects: (a: number) => any;
    readonly binding_takeSuggestion: (a: number) => number;
    readonly binding_undo: (a: number) => number;
    readonly binding_verify: (a: number) => any;
    readonly form_cells: (a: number) => any;
    readonly form_compile: (a: any, b: any) => [number, number, number];
    readonly form_describe: (a: number, b: any) => [number, number, number];
    readonly form_digest: (a: number) => [number, number];
    readonly form_id: (a: number) => [number, number];
    readonly form_open: (a: number, b: any) => [number, number, number];
    readonly form_rollUp: (a: number, b: any) => [number, number, number];
    readonly form_verify: (a: number, b: any, c: any) => [number, number, number];
    readonly form_version: (a: number) => [number, number];
    readonly rollup_add: (a: number, b: any, c: any) => [number, number, number];
    readonly rollup_addLines: (a: number, b: number, c: number, d: any) => [number, number, number];
    readonly rollup_compare: (a: number, b: any, c: any) => [number, number, number];
    readonly rollup_contributions: (a: number, b: any, c: any) => [number, number, number];
    readonly rollup_entries: (a: number, b: any) => [number, number, number];
    readonly rollup_groups: (a: number) => [number, number, number];
    readonly rollup_leaveOut: (a: number, b: any, c: any) => [number, number, number];
    readonly rollup_merge: (a: number, b: any) => [number, number, number];
    readonly rollup_partial: (a: number) => [number, number, number, number];
    readonly rollup_remove: (a: number, b: any) => [number, number, number];
    readonly rollup_reportOf: (a: number, b: any) => [number, number, number];
    readonly rollup_totals: (a: number, b: any) => [number, number, number];
    readonly rollup_units: (a: number) => [number, number, number];
    readonly session_bind: (a: number, b: any, c: any) => [number, number, number];
    readonly session_complete: (a: number) => [number, number, number];
    readonly session_enter: (a: number, b: any, c: any) => [number, number, number];
    readonly session_enterAll: (a: number, b: any) => [number, number, number];
    readonly session_findings: (a: number) => [number, number, number];
    readonly session_giveReason: (a: number, b: any, c: any) => [number, number];
    readonly session_implied: (a: number) => [number, number, number];
    readonly session_locale: (a: number) => [number, number, number, number];
    readonly session_progress: (a: number) => [number, number, number];
    readonly session_readGrid: (a: number, b: any) => [number, number, number];
    readonly session_readReport: (a: number, b: any) => [number, number, number];
    readonly session_reasons: (a: number) => [number, number, number];
    readonly session_restoreReasons: (a: number, b: any) => [number, number];
    readonly session_setLocale: (a: number, b: any) => [number, number];
    readonly session_setPrior: (a: number, b: any) => [number, number, number];
    readonly session_signOff: (a: number) => [number, number, number];
    readonly session_suspects: (a: number) => [number, number, number];
    readonly session_text: (a: number, b: any) => [number, number, number, number];
    readonly session_understood: (a: number, b: any) => [number, number, number];
    readonly version: () => [number, number];
    readonly wasm_bindgen__convert__closures________invoke__h5c81fa58197878da: (a: number, b: number, c: any) => void;
    readonly wasm_bindgen__convert__closures_____invoke__h1a4e08f3e55ef666: (a: number, b: number, c: any) => void;
    readonly wasm_bindgen__convert__closures_____invoke__h1e33b035c0317d52: (a: number, b: number, c: any) => void;
    readonly wasm_bindgen__convert__closures_____invoke__hbce095eb2958e6e8: (a: number, b: number, c: any) => void;
    readonly wasm_bindgen__convert__closures_____invoke__hc59e7d26e7d8a7e3: (a: number, b: number) => void;
    readonly __wbindgen_malloc: (a: number, b: number) => number;
    readonly __wbindgen_realloc: (a: number, b: number, c: number, d: number) => number;
    readonly __wbindgen_free: (a: number, b: number, c: number) => void;
    readonly __wbindgen_exn_store: (a: number) => void;
    readonly __externref_table_alloc: () => number;
    readonly __wbindgen_externrefs: WebAssembly.Table;
    readonly __wbindgen_destroy_closure: (a: number, b: number) => void;
    readonly __externref_table_dealloc: (a: number) => void;
    readonly __wbindgen_start: () => void;
}

export type SyncInitInput = BufferSource | WebAssembly.Module;

/**
 * Instantiates the given `module`, which can either be bytes or
 * a precompiled `WebAssembly.Module`.
 *
 * @param {{ module: SyncInitInput }} module - Passing `SyncInitInput` directly is deprecated.
 *
 * @returns {InitOutput}
 */
export function initSync(module: { module: SyncInitInput } | SyncInitInput): InitOutput;

/**
 * If `module_or_path` is {RequestInfo} or {URL}, makes a request and
 * for everything else, calls `WebAssembly.instantiate` directly.
 *
 * @param {{ module_or_path: InitInput | Promise<InitInput> }} module_or_path - Passing `InitInput` directly is deprecated.
 *
 * @returns {Promise<InitOutput>}
 */
export default function __wbg_init (module_or_path?: { module_or_path: InitInput | Promise<InitInput> } | InitInput | Promise<InitInput>): Promise<InitOutput>;
