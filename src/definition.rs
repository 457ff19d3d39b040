//! The author's words as Rust types, decoded strictly: an unknown key is a problem, and so is a
//! key met twice. What the words mean together is the compiler's to say.

mod decode;
mod object;
mod prose;
mod roster;
#[cfg(feature = "cli")]
mod schema;

use crate::amount::Amount;
use crate::problem::{Code, Problem, Problems};
use crate::words::Words;

/// Longest definition text read, in bytes. The largest form measured, 10,000 rules over 20,000
/// cells, is a twentieth of it.
pub const MAX_BYTES: usize = 8 << 20;

/// The version of the definition language this crate reads, given as `"crossfoot": 1`.
pub const LANGUAGE: u32 = 1;

/// A form's definition as its author wrote it.
#[derive(Clone, Debug, Default)]
pub struct FormDef {
    /// The form's id, such as `cn.disclosure.fujian-indicators`.
    pub id: String,
    /// The edition of the form.
    pub version: String,
    /// The form's name.
    pub title: Words,
    /// How long a period is.
    pub period: PeriodLength,
    /// The tables of figures.
    pub tables: Vec<TableDef>,
    /// The required parts of text.
    pub sections: Vec<SectionDef>,
    /// What is looked for in the text whatever its sentences are.
    pub narrative: Vec<NarrativeDef>,
    /// The rules that structure does not give.
    pub rules: Vec<RuleDef>,
}

/// How long a period is, so that the one before can be named.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum PeriodLength {
    /// A calendar year.
    #[default]
    Year,
    /// Three months.
    Quarter,
    /// A month.
    Month,
}

/// What a cell's figures are.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum CellType {
    /// A whole number, not below nought.
    #[default]
    Count,
    /// A decimal, not below nought.
    Amount,
    /// A decimal with a sign.
    Signed,
    /// A share in hundredths, not below nought.
    Percent,
    /// Free text.
    Text,
    /// A day.
    Date,
    /// One of the options given as `choices`.
    Choice,
}

/// A table of figures.
#[derive(Clone, Debug)]
pub struct TableDef {
    /// Where it stands.
    pub pointer: String,
    /// Its id, the first word of its cells' addresses.
    pub id: String,
    /// Its name.
    pub title: Words,
    /// What its figures are, unless a row or column says otherwise.
    pub figures: FigureDef,
    /// What every line with others nested in it is to those, unless it says otherwise itself: a
    /// table that adds up both ways says so once.
    pub parts: Vec<RelationDef>,
    /// Whether each cell must be filled before sending, and the rule that says so.
    pub required: RequiredDef,
    /// Its columns.
    pub columns: Vec<LineDef>,
    /// Its rows.
    pub rows: Vec<LineDef>,
}

/// What figures a table, a row or a column holds; nothing given means as the surroundings.
#[derive(Clone, Debug, Default)]
pub struct FigureDef {
    /// Count, amount, signed and so on.
    pub kind: Option<CellType>,
    /// Decimal places of an amount.
    pub scale: Option<u8>,
    /// What is counted: 条, 件, 万元.
    pub unit: Option<String>,
    /// The options of a choice.
    pub choices: Option<Vec<String>>,
    /// How much it takes to believe that a cell is wrong, next to others; 1 for most.
    pub weight: Option<u32>,
    /// Whether the figures are certain, so that none of them is ever the wrong one.
    pub locked: Option<bool>,
    /// What becomes of them where many reports are added up.
    pub rollup: Option<Adding>,
}

/// That cells must be filled.
#[derive(Clone, Debug)]
pub struct RequiredDef {
    /// Whether they must.
    pub required: bool,
    /// The rule's id, severity, basis and message.
    pub grade: GradeDef,
}

/// A row or a column, with those nested in it.
#[derive(Clone, Debug)]
pub struct LineDef {
    /// Where it stands.
    pub pointer: String,
    /// Its id.
    pub id: String,
    /// Its label as the form prints it.
    pub label: Words,
    /// Its label inside a sentence, when the printed one does not read well there.
    pub short: Words,
    /// What its figures are.
    pub figures: FigureDef,
    /// A heading has no cells of its own; its parts count as the parts of what it stands in.
    pub heading: bool,
    /// Whether its relations are given here: with none, those the table gives for all do not hold.
    pub parts_given: bool,
    /// Relations between this line and those nested in it.
    pub parts: Vec<RelationDef>,
    /// Lines of which this one is the running total over periods.
    pub accumulates: Vec<RelationDef>,
    /// Lines of the prior period that this one repeats.
    pub prior: Vec<RelationDef>,
    /// The nested lines.
    pub lines: Vec<LineDef>,
}

/// A relation that structure gives.
#[derive(Clone, Debug)]
pub struct RelationDef {
    /// Where it stands.
    pub pointer: String,
    /// `sum` or `within` for parts, the id of a line otherwise.
    pub to: String,
    /// Which lines of the other axis it holds on.
    pub scope: ScopeDef,
    /// Its id, severity, basis and message.
    pub grade: GradeDef,
}

/// Which lines of the other axis a rule holds on; both empty means all.
#[derive(Clone, Debug, Default)]
pub struct ScopeDef {
    /// Only on these.
    pub only: Vec<String>,
    /// Not on these.
    pub except: Vec<String>,
}

impl ScopeDef {
    /// Whether it leaves out nothing.
    pub fn is_empty(&self) -> bool {
        self.only.is_empty() && self.except.is_empty()
    }
}

/// How much a rule weighs, and how it decides.
#[derive(Clone, Debug, Default)]
pub struct GradeDef {
    /// The rule's public id.
    pub id: Option<String>,
    /// What a finding does to sending.
    pub severity: Severity,
    /// The text the rule rests on.
    pub basis: Words,
    /// The author's own sentence in place of the catalogue's.
    pub message: Words,
    /// Largest difference that still counts as equal.
    pub tolerance: Amount,
    /// What a blank means.
    pub blank: Blank,
}

/// A required part of the report's text.
#[derive(Clone, Debug)]
pub struct SectionDef {
    /// Where it stands.
    pub pointer: String,
    /// Its id, which is its cell's address.
    pub id: String,
    /// Its heading.
    pub title: Words,
    /// Other headings that are accepted for it.
    pub aliases: Vec<String>,
    /// Whether it must be there before sending, and the rule that says so.
    pub required: RequiredDef,
    /// Fewest characters, white space not counted.
    pub min_chars: u32,
    /// Texts that the form's template puts in its place, and that are no answer.
    pub template: Vec<String>,
    /// Whether it is what stands before the first heading, and so has none of its own.
    pub preamble: bool,
    /// Its own parts, each under a heading.
    pub parts: Vec<PartDef>,
    /// Figures in its text that must agree with the tables.
    pub mentions: Vec<MentionDef>,
}

/// A part of a section's text under a heading of its own.
#[derive(Clone, Debug)]
pub struct PartDef {
    /// Where it stands.
    pub pointer: String,
    /// Its id.
    pub id: String,
    /// Its heading.
    pub title: Words,
    /// Other headings that are accepted for it.
    pub aliases: Vec<String>,
    /// Whether it must be there before sending, and the rule that says so.
    pub required: RequiredDef,
    /// Fewest characters under its heading, white space not counted.
    pub min_chars: u32,
    /// Texts that the form's template puts in its place or at the end of its heading.
    pub template: Vec<String>,
}

/// What is looked for in the text whatever its sentences are.
#[derive(Clone, Debug)]
pub struct NarrativeDef {
    /// Where it stands.
    pub pointer: String,
    /// What is looked for; none when the author forgot it, which has been told.
    pub check: Option<NarrativeCheck>,
    /// The sections it is looked for in; all when empty.
    pub sections: Vec<String>,
    /// From how many hundredths of its total on a list is asked about; 0 for never.
    pub nearly: u32,
    /// Words of things that may be counted under several parts of a list.
    pub overlapping: Vec<String>,
    /// Its id, severity, basis and message.
    pub grade: GradeDef,
}

/// What can be looked for in any text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NarrativeCheck {
    /// Lists and what their parts come to.
    Lists,
    /// Shares printed beside the parts of lists.
    Shares,
    /// Words that count what is listed.
    Counts,
}

/// A sentence whose figures must agree with the tables.
#[derive(Clone, Debug)]
pub struct MentionDef {
    /// Where it stands.
    pub pointer: String,
    /// Its wordings, with `{holes}` for figures: a hole named by a cell must equal that cell.
    pub wordings: Vec<String>,
    /// A formula over the holes' names and the tables' cells.
    pub check: Option<String>,
    /// Holes that hold shares in hundredths.
    pub shares: Vec<ShareDef>,
    /// Words before the figures that make the sentence the right one.
    pub scope: Vec<String>,
    /// Words before the figures that make the sentence another one.
    pub unless: Vec<String>,
    /// Its id, severity, basis and message.
    pub grade: GradeDef,
}

/// A share in a sentence, worked out anew.
#[derive(Clone, Debug)]
pub struct ShareDef {
    /// Where it stands.
    pub pointer: String,
    /// The hole of the share.
    pub figure: String,
    /// A figure: what it is the share of.
    pub part: String,
    /// A figure: the whole.
    pub whole: String,
}

/// A rule written as a formula.
#[derive(Clone, Debug)]
pub struct RuleDef {
    /// Where it stands.
    pub pointer: String,
    /// The table its names belong to.
    pub table: Option<String>,
    /// The formula; none when the author forgot it, which has been told.
    pub check: Option<String>,
    /// Which lines of the other axis it holds on.
    pub scope: ScopeDef,
    /// Its id, severity, basis and message.
    pub grade: GradeDef,
}

pub use crate::entry::Adding;
pub use crate::rules::{Blank, Severity};
#[cfg(feature = "cli")]
pub use schema::schema;

/// What is said of a definition text of `bytes` bytes, more than [`MAX_BYTES`].
pub(crate) fn too_long(bytes: usize) -> Problems {
    let problem = Problem::new(Code::TooLong, "", &bytes.to_string());
    Problems(vec![problem.expecting([MAX_BYTES.to_string()])])
}
