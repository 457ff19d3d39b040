//! The author's words as Rust types, decoded strictly: an unknown key is a problem, and so is a
//! key met twice. What the words mean together is [`crate::compile`]'s to say.

mod object;

use crate::amount::Amount;
use crate::json::Json;
use crate::problem::{Code, Problem, Problems};
use crate::words::Words;
use object::{Object, wrong_type};

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
    /// Count, amount or signed.
    pub kind: Option<CellType>,
    /// Decimal places of an amount.
    pub scale: Option<u8>,
    /// What is counted: 条, 件, 万元.
    pub unit: Option<String>,
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
    /// Figures in its text that must agree with the tables.
    pub mentions: Vec<MentionDef>,
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
    /// Its id, severity, basis and message.
    pub grade: GradeDef,
}

/// A rule written as a formula.
#[derive(Clone, Debug)]
pub struct RuleDef {
    /// Where it stands.
    pub pointer: String,
    /// The table its names belong to.
    pub table: Option<String>,
    /// The formula.
    pub check: String,
    /// Which lines of the other axis it holds on.
    pub scope: ScopeDef,
    /// Its id, severity, basis and message.
    pub grade: GradeDef,
}

pub use crate::rules::{Blank, Severity};

const SEVERITIES: &[(&str, Severity)] =
    &[("hard", Severity::Hard), ("soft", Severity::Soft), ("info", Severity::Info)];
const BLANKS: &[(&str, Blank)] = &[
    ("undecided", Blank::Undecided),
    ("zero", Blank::Zero),
    ("undecided-if-all", Blank::UndecidedIfAll),
];
const CELL_TYPES: &[(&str, Option<CellType>)] = &[
    ("count", Some(CellType::Count)),
    ("amount", Some(CellType::Amount)),
    ("signed", Some(CellType::Signed)),
];
const PERIODS: &[(&str, PeriodLength)] = &[
    ("year", PeriodLength::Year),
    ("quarter", PeriodLength::Quarter),
    ("month", PeriodLength::Month),
];

impl FormDef {
    /// Decodes a definition text. What could be read is given even where there are problems, so
    /// that the next step can find more of them.
    pub fn decode(text: &str) -> (FormDef, Vec<Problem>) {
        let mut problems = Vec::new();
        if text.len() > MAX_BYTES {
            return (FormDef::default(), too_long(text.len()).0);
        }
        let json = match Json::read(text) {
            Ok(json) => json,
            Err(error) => {
                let place = format!("{}:{}", error.line, error.column);
                problems.push(Problem::new(Code::NotJson, "", &place));
                return (FormDef::default(), problems);
            }
        };
        let form = Object::open(&json, String::new(), &mut problems).map(form);
        (form.unwrap_or_default(), problems)
    }
}

/// What is said of a definition text of `bytes` bytes, more than [`MAX_BYTES`].
pub(crate) fn too_long(bytes: usize) -> Problems {
    let problem = Problem::new(Code::TooLong, "", &bytes.to_string());
    Problems(vec![problem.expecting([MAX_BYTES.to_string()])])
}

fn form(mut object: Object<'_, '_>) -> FormDef {
    object.take("$schema");
    if object.needed("crossfoot") {
        let language = object.count("crossfoot", u32::MAX);
        if let Some(other) = language.filter(|language| *language != LANGUAGE) {
            let problem =
                Problem::new(Code::WrongValue, &object.at("crossfoot"), &other.to_string())
                    .expecting([LANGUAGE.to_string()]);
            object.problem(problem);
        }
    }
    let form = FormDef {
        id: object.needed_text("id"),
        version: object.needed_text("version"),
        title: object.words("title"),
        period: object.choice("period", PERIODS, PeriodLength::Year),
        tables: object.list("tables", table),
        sections: object.list("sections", section),
        rules: object.list("rules", rule),
    };
    object.close();
    form
}

fn table(json: &Json, pointer: String, problems: &mut Vec<Problem>) -> Option<TableDef> {
    let mut object = Object::open(json, pointer, problems)?;
    object.needed("columns");
    object.needed("rows");
    let table = TableDef {
        pointer: object.pointer.clone(),
        id: object.needed_text("id"),
        title: object.words("title"),
        figures: figures(&mut object),
        required: required(&mut object, true),
        columns: object
            .list("columns", |json, pointer, problems| line(json, pointer, problems, "columns")),
        rows: object.list("rows", |json, pointer, problems| line(json, pointer, problems, "rows")),
    };
    object.close();
    Some(table)
}

fn figures(object: &mut Object<'_, '_>) -> FigureDef {
    FigureDef {
        kind: object.choice("type", CELL_TYPES, None),
        scale: object.count("scale", 9).and_then(|scale| u8::try_from(scale).ok()),
        unit: object.text("unit"),
    }
}

/// `true`, `false`, or an object that makes it a rule with an id and a basis of its own.
fn required(object: &mut Object<'_, '_>, default: bool) -> RequiredDef {
    let plain = |required| RequiredDef { required, grade: GradeDef::default() };
    let nested = object.one_or_more("required", |json, pointer, problems| match json {
        Json::Bool(required) => Some(plain(*required)),
        Json::Object(_) => {
            let mut object = Object::open(json, pointer, problems)?;
            let grade = grade(&mut object);
            object.close();
            Some(RequiredDef { required: true, grade })
        }
        other => {
            problems.push(wrong_type(&pointer, other, &["true", "false", "object"]));
            None
        }
    });
    nested.into_iter().next().unwrap_or_else(|| plain(default))
}

/// A row or a column; `children` is the key its nested lines stand under.
fn line(
    json: &Json,
    pointer: String,
    problems: &mut Vec<Problem>,
    children: &'static str,
) -> Option<LineDef> {
    let mut object = Object::open(json, pointer, problems)?;
    let line = LineDef {
        pointer: object.pointer.clone(),
        id: object.needed_text("id"),
        label: object.words("label"),
        short: object.words("short"),
        figures: figures(&mut object),
        heading: object.flag("heading", false),
        parts: object.one_or_more("parts", |json, pointer, problems| {
            relation(json, pointer, problems, "relation")
        }),
        accumulates: object.one_or_more("accumulates", |json, pointer, problems| {
            relation(json, pointer, problems, "of")
        }),
        prior: object.one_or_more("prior", |json, pointer, problems| {
            relation(json, pointer, problems, "of")
        }),
        lines: object
            .list(children, |json, pointer, problems| line(json, pointer, problems, children)),
    };
    object.close();
    Some(line)
}

/// A word alone, or an object that gives the word under `key` together with a grade.
fn relation(
    json: &Json,
    pointer: String,
    problems: &mut Vec<Problem>,
    key: &'static str,
) -> Option<RelationDef> {
    if let Json::Text(to) = json {
        return Some(RelationDef {
            pointer,
            to: to.clone(),
            scope: ScopeDef::default(),
            grade: GradeDef::default(),
        });
    }
    let mut object = Object::open(json, pointer, problems)?;
    let relation = RelationDef {
        pointer: object.pointer.clone(),
        to: object.needed_text(key),
        scope: scope(&mut object),
        grade: grade(&mut object),
    };
    object.close();
    Some(relation)
}

fn scope(object: &mut Object<'_, '_>) -> ScopeDef {
    ScopeDef { only: object.texts("only"), except: object.texts("except") }
}

fn grade(object: &mut Object<'_, '_>) -> GradeDef {
    GradeDef {
        id: object.text("id"),
        severity: object.choice("severity", SEVERITIES, Severity::Hard),
        basis: object.words("basis"),
        message: object.words("message"),
        tolerance: object.amount("tolerance").unwrap_or_default(),
        blank: object.choice("blank", BLANKS, Blank::Undecided),
    }
}

fn section(json: &Json, pointer: String, problems: &mut Vec<Problem>) -> Option<SectionDef> {
    let mut object = Object::open(json, pointer, problems)?;
    let section = SectionDef {
        pointer: object.pointer.clone(),
        id: object.needed_text("id"),
        title: object.words("title"),
        aliases: object.texts("aliases"),
        required: required(&mut object, true),
        min_chars: object.count("min_chars", u32::MAX).unwrap_or(0),
        mentions: object.list("mentions", mention),
    };
    object.close();
    Some(section)
}

fn mention(json: &Json, pointer: String, problems: &mut Vec<Problem>) -> Option<MentionDef> {
    let mut object = Object::open(json, pointer, problems)?;
    object.needed("id");
    object.needed("text");
    let mention = MentionDef {
        pointer: object.pointer.clone(),
        wordings: object.one_or_more("text", wording),
        check: object.text("check"),
        grade: grade(&mut object),
    };
    object.close();
    Some(mention)
}

fn wording(json: &Json, pointer: String, problems: &mut Vec<Problem>) -> Option<String> {
    match json {
        Json::Text(text) => Some(text.clone()),
        other => {
            problems.push(wrong_type(&pointer, other, &["text"]));
            None
        }
    }
}

fn rule(json: &Json, pointer: String, problems: &mut Vec<Problem>) -> Option<RuleDef> {
    let mut object = Object::open(json, pointer, problems)?;
    object.needed("id");
    let rule = RuleDef {
        pointer: object.pointer.clone(),
        table: object.text("in"),
        check: object.needed_text("check"),
        scope: scope(&mut object),
        grade: grade(&mut object),
    };
    object.close();
    Some(rule)
}
