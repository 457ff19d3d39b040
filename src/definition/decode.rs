//! JSON to definition, key by key.

use super::object::{Object, wrong_type};
use super::{
    Blank, CellType, FigureDef, FormDef, GradeDef, LANGUAGE, LineDef, MAX_BYTES, PeriodLength,
    RelationDef, RequiredDef, RuleDef, ScopeDef, Severity, TableDef, prose, too_long,
};
use crate::entry::Adding;
use crate::json::Json;
use crate::problem::{Code, Problem};

pub(super) const SEVERITIES: &[(&str, Severity)] =
    &[("hard", Severity::Hard), ("soft", Severity::Soft), ("info", Severity::Info)];
pub(super) const BLANKS: &[(&str, Blank)] = &[
    ("undecided", Blank::Undecided),
    ("zero", Blank::Zero),
    ("undecided-if-all", Blank::UndecidedIfAll),
];
pub(super) const CELL_TYPES: &[(&str, Option<CellType>)] = &[
    ("count", Some(CellType::Count)),
    ("amount", Some(CellType::Amount)),
    ("signed", Some(CellType::Signed)),
    ("percent", Some(CellType::Percent)),
    ("text", Some(CellType::Text)),
    ("date", Some(CellType::Date)),
    ("choice", Some(CellType::Choice)),
];
pub(super) const ADDINGS: &[(&str, Option<Adding>)] = &[
    ("sum", Some(Adding::Sum)),
    ("none", Some(Adding::Nothing)),
    ("recompute", Some(Adding::Anew)),
];
/// Heaviest a cell can be.
pub(super) const MAX_CELL_WEIGHT: u32 = 1000;
/// Most decimal places of a cell's figures.
pub(super) const MAX_CELL_SCALE: u32 = 9;

pub(super) const PERIODS: &[(&str, PeriodLength)] = &[
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
                let code = if error.too_deep { Code::TooDeep } else { Code::NotJson };
                let place = format!("{}:{}", error.line, error.column);
                problems.push(Problem::new(code, "", &place));
                return (FormDef::default(), problems);
            }
        };
        let form = Object::open(&json, String::new(), &mut problems).map(form);
        (form.unwrap_or_default(), problems)
    }
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
        id: object.needed_id(),
        version: object.needed_text("version"),
        title: object.words("title"),
        period: object.choice("period", PERIODS, PeriodLength::Year),
        tables: object.list("tables", table),
        sections: object.list("sections", prose::section),
        narrative: object.list("narrative", prose::narrative),
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
        id: object.needed_id(),
        title: object.words("title"),
        figures: figures(&mut object),
        parts: object.one_or_more("parts", |json, pointer, problems| {
            relation(json, pointer, problems, "relation")
        }),
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
        scale: object.count("scale", MAX_CELL_SCALE).and_then(|scale| u8::try_from(scale).ok()),
        unit: object.text("unit"),
        choices: object.given("choices").then(|| object.texts("choices")),
        weight: object.count_from("weight", 1, MAX_CELL_WEIGHT),
        locked: object.given("locked").then(|| object.flag("locked", false)),
        rollup: object.choice("rollup", ADDINGS, None),
    }
}

/// `true`, `false`, or an object that makes it a rule with an id and a basis of its own.
pub(super) fn required(object: &mut Object<'_, '_>, default: bool) -> RequiredDef {
    let plain = |required| RequiredDef { required, grade: GradeDef::default() };
    let read = object.one("required", |json, pointer, problems| match json {
        Json::Bool(required) => Some(plain(*required)),
        Json::Object(_) => {
            let mut object = Object::open(json, pointer, problems)?;
            let grade = bare_grade(&mut object);
            object.close();
            Some(RequiredDef { required: true, grade })
        }
        other => {
            problems.push(wrong_type(&pointer, other, &["true", "false", "object"]));
            None
        }
    });
    read.unwrap_or_else(|| plain(default))
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
        id: object.needed_id(),
        label: object.words("label"),
        short: object.words("short"),
        figures: figures(&mut object),
        heading: object.flag("heading", false),
        parts_given: object.given("parts"),
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
    let empty = |pointer: &str| Problem::new(Code::WrongValue, pointer, "");
    if let Json::Text(to) = json {
        if to.is_empty() {
            problems.push(empty(&pointer));
        }
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
    if relation.to.is_empty() && object.is_text(key) {
        let problem = empty(&object.at(key));
        object.problem(problem);
    }
    object.close();
    Some(relation)
}

fn scope(object: &mut Object<'_, '_>) -> ScopeDef {
    ScopeDef { only: object.texts("only"), except: object.texts("except") }
}

/// What a rule weighs and says; it decides nothing by a difference.
pub(super) fn bare_grade(object: &mut Object<'_, '_>) -> GradeDef {
    GradeDef {
        id: object.given_id(),
        severity: object.choice("severity", SEVERITIES, Severity::Hard),
        basis: object.words("basis"),
        message: object.words("message"),
        ..GradeDef::default()
    }
}

pub(super) fn grade(object: &mut Object<'_, '_>) -> GradeDef {
    GradeDef {
        tolerance: object.amount("tolerance").unwrap_or_default(),
        blank: object.choice("blank", BLANKS, Blank::Undecided),
        ..bare_grade(object)
    }
}

fn rule(json: &Json, pointer: String, problems: &mut Vec<Problem>) -> Option<RuleDef> {
    let mut object = Object::open(json, pointer, problems)?;
    object.needed("id");
    object.needed("check");
    let rule = RuleDef {
        pointer: object.pointer.clone(),
        table: object.text("in"),
        check: object.text("check"),
        scope: scope(&mut object),
        grade: grade(&mut object),
    };
    object.close();
    Some(rule)
}
