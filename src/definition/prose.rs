//! JSON to definition: the parts of the text and what is looked for in them.

use super::decode::{bare_grade, grade, required};
use super::object::{Object, wrong_type};
use super::{MentionDef, NarrativeCheck, NarrativeDef, PartDef, SectionDef, ShareDef};
use crate::json::Json;
use crate::problem::{Code, Problem};

pub(super) const NARRATIVE_CHECKS: &[(&str, Option<NarrativeCheck>)] = &[
    ("lists", Some(NarrativeCheck::Lists)),
    ("shares", Some(NarrativeCheck::Shares)),
    ("counts", Some(NarrativeCheck::Counts)),
];
/// The whole in hundredths: most that `nearly` can be.
pub(super) const WHOLE: u32 = 100;

pub(super) fn section(
    json: &Json,
    pointer: String,
    problems: &mut Vec<Problem>,
) -> Option<SectionDef> {
    let mut object = Object::open(json, pointer, problems)?;
    let section = SectionDef {
        pointer: object.pointer.clone(),
        id: object.needed_id(),
        title: object.words("title"),
        aliases: object.texts("aliases"),
        required: required(&mut object, true),
        min_chars: object.count("min_chars", u32::MAX).unwrap_or(0),
        template: object.texts("template"),
        preamble: object.flag("preamble", false),
        parts: object.list("parts", part),
        mentions: object.list("mentions", mention),
    };
    object.close();
    Some(section)
}

fn part(json: &Json, pointer: String, problems: &mut Vec<Problem>) -> Option<PartDef> {
    let mut object = Object::open(json, pointer, problems)?;
    object.needed("title");
    let part = PartDef {
        pointer: object.pointer.clone(),
        id: object.needed_id(),
        title: object.words("title"),
        aliases: object.texts("aliases"),
        required: required(&mut object, true),
        min_chars: object.count("min_chars", u32::MAX).unwrap_or(0),
        template: object.texts("template"),
    };
    object.close();
    Some(part)
}

fn mention(json: &Json, pointer: String, problems: &mut Vec<Problem>) -> Option<MentionDef> {
    let mut object = Object::open(json, pointer, problems)?;
    object.needed("id");
    if object.needed("text") && object.is_empty_list("text") {
        let problem = Problem::new(Code::WrongValue, &object.at("text"), "[]");
        object.problem(problem);
    }
    let mention = MentionDef {
        pointer: object.pointer.clone(),
        wordings: object.one_or_more("text", wording),
        check: object.text("check"),
        shares: object.list("shares", share),
        scope: object.texts("scope"),
        unless: object.texts("unless"),
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

fn share(json: &Json, pointer: String, problems: &mut Vec<Problem>) -> Option<ShareDef> {
    let mut object = Object::open(json, pointer, problems)?;
    let share = ShareDef {
        pointer: object.pointer.clone(),
        figure: object.needed_text("figure"),
        part: object.needed_text("part"),
        whole: object.needed_text("whole"),
    };
    object.close();
    Some(share)
}

pub(super) fn narrative(
    json: &Json,
    pointer: String,
    problems: &mut Vec<Problem>,
) -> Option<NarrativeDef> {
    let mut object = Object::open(json, pointer, problems)?;
    object.needed("id");
    object.needed("check");
    let narrative = NarrativeDef {
        pointer: object.pointer.clone(),
        check: object.choice("check", NARRATIVE_CHECKS, None),
        sections: object.texts("in"),
        nearly: object.count("nearly", WHOLE).unwrap_or(0),
        overlapping: object.texts("overlapping"),
        grade: bare_grade(&mut object),
    };
    object.close();
    Some(narrative)
}
