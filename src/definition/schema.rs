//! The definition language as a JSON Schema, for editors: completion, the meaning of each key where
//! the pointer rests, and most slips marked before anything is compiled.
//!
//! The words and bounds are the decoder's own. That the keys, the missing ones and the types of
//! values are the decoder's too is held by `tests/schema.rs`.

mod words;

use super::decode::{
    ADDINGS, BLANKS, CELL_TYPES, MAX_CELL_SCALE, MAX_CELL_WEIGHT, PERIODS, SEVERITIES,
};
use super::prose::{NARRATIVE_CHECKS, WHOLE};
use super::{Blank, LANGUAGE, PeriodLength, Severity};
use crate::formula::KEYWORDS;
use crate::json::Json;
use crate::rules::Function;
use words::{
    key, kind, meaning_of_adding, meaning_of_blank, meaning_of_check, meaning_of_period,
    meaning_of_severity, meaning_of_type,
};

/// The schema of definitions, as text that ends with a new line. It is published as
/// `forms/crossfoot.schema.json`.
pub fn schema() -> String {
    let mut schema = object([
        ("$schema", text("https://json-schema.org/draft/2020-12/schema")),
        ("title", text("crossfoot definition")),
        ("description", text(kind("form"))),
    ]);
    add(&mut schema, form());
    add(&mut schema, object([("$defs", object(definitions()))]));
    let mut written = String::new();
    write(&schema, 0, &mut written);
    written.push('\n');
    written
}

/// A key and what it takes.
type Key = (&'static str, Json);

fn form() -> Json {
    let language = object([("const", Json::Integer(i64::from(LANGUAGE)))]);
    let period = choice(PERIODS, meaning_of_period, PeriodLength::Year);
    closed(
        "form",
        vec![
            ("$schema", string()),
            ("crossfoot", language),
            ("id", filled()),
            ("version", string()),
            ("title", of("words")),
            ("period", period),
            ("tables", list(of("table"))),
            ("sections", list(of("section"))),
            ("narrative", list(of("narrative"))),
            ("rules", list(of("rule"))),
        ],
        &["crossfoot", "id", "version"],
    )
}

/// What is referred to from several places, and every kind of object.
fn definitions() -> Vec<Key> {
    vec![
        ("table", table()),
        ("row", line("rows", "row")),
        ("column", line("columns", "column")),
        ("section", section()),
        ("part", part()),
        ("mention", mention()),
        ("share", share()),
        ("narrative", narrative()),
        ("rule", rule()),
        ("parts", one_or_more(any([relation_word(), of("relation")]))),
        ("relation", relation("relation", ("relation", relation_word()))),
        ("periods", one_or_more(any([filled(), of("carried")]))),
        ("carried", relation("carried", ("of", filled()))),
        ("required", any([boolean(), of("grade")])),
        ("grade", titled("grade", closed("grade", bare_grade(), &[]))),
        ("name", name()),
        ("words", words_by_language()),
        ("decimal", decimal()),
    ]
}

fn table() -> Json {
    let mut keys = vec![("id", of("name")), ("title", of("words"))];
    keys.extend(figures());
    keys.extend([("parts", of("parts")), ("required", with_default(of("required"), true))]);
    keys.extend([("columns", list(of("column"))), ("rows", list(of("row")))]);
    titled("table", closed("table", keys, &["columns", "rows", "id"]))
}

/// A row or a column; `children` is the key its nested lines stand under.
fn line(children: &'static str, kind: &'static str) -> Json {
    let mut keys = vec![("id", of("name")), ("label", of("words")), ("short", of("words"))];
    keys.extend(figures());
    keys.extend([("heading", with_default(boolean(), false)), ("parts", of("parts"))]);
    keys.extend([("accumulates", of("periods")), ("prior", of("periods"))]);
    keys.push((children, list(of(kind))));
    titled(kind, closed(kind, keys, &["id"]))
}

fn section() -> Json {
    let keys = vec![
        ("id", of("name")),
        ("title", of("words")),
        ("aliases", texts()),
        ("required", with_default(of("required"), true)),
        ("min_chars", whole(u32::MAX)),
        ("template", texts()),
        ("preamble", with_default(boolean(), false)),
        ("parts", list(of("part"))),
        ("mentions", list(of("mention"))),
    ];
    titled("section", closed("section", keys, &["id"]))
}

fn part() -> Json {
    let keys = vec![
        ("id", of("name")),
        ("title", of("words")),
        ("aliases", texts()),
        ("required", with_default(of("required"), true)),
        ("min_chars", whole(u32::MAX)),
        ("template", texts()),
    ];
    titled("part", closed("part", keys, &["title", "id"]))
}

fn share() -> Json {
    let keys = vec![("figure", string()), ("part", string()), ("whole", string())];
    titled("share", closed("share", keys, &["figure", "part", "whole"]))
}

fn narrative() -> Json {
    let checks = NARRATIVE_CHECKS.iter().filter_map(|(word, check)| Some((*word, (*check)?)));
    let checks: Vec<Json> =
        checks.map(|(word, check)| constant(word, meaning_of_check(check))).collect();
    let mut keys = vec![
        ("check", object([("oneOf", Json::List(checks))])),
        ("in", texts()),
        ("nearly", whole(WHOLE)),
        ("overlapping", texts()),
    ];
    keys.extend(bare_grade());
    titled("narrative", closed("narrative", keys, &["id", "check"]))
}

fn mention() -> Json {
    let mut wordings = list(string());
    add(&mut wordings, object([("minItems", Json::Integer(1))]));
    let mut keys = vec![("text", any([string(), wordings])), ("check", formula(MENTION_FORMULAS))];
    keys.extend([("shares", list(of("share"))), ("scope", texts()), ("unless", texts())]);
    keys.extend(grade());
    titled("mention", closed("mention", keys, &["id", "text"]))
}

fn rule() -> Json {
    let mut keys = vec![("in", filled()), ("check", formula(FORMULAS))];
    keys.extend(scope());
    keys.extend(grade());
    titled("rule", closed("rule", keys, &["id", "check"]))
}

fn relation(kind: &'static str, to: Key) -> Json {
    let needed = [to.0];
    let mut keys = vec![to];
    keys.extend(scope());
    keys.extend(grade());
    titled(kind, closed(kind, keys, &needed))
}

fn figures() -> Vec<Key> {
    // What is typed is read without the white space around it.
    let option = object([("type", text("string")), ("pattern", text(r"^\S(.*\S)?$"))]);
    let mut options = list(option);
    add(&mut options, object([("minItems", Json::Integer(1)), ("uniqueItems", Json::Bool(true))]));
    let types = CELL_TYPES.iter().filter_map(|(word, kind)| Some((*word, (*kind)?)));
    let types = types.map(|(word, kind)| constant(word, meaning_of_type(kind)));
    let addings = ADDINGS.iter().filter_map(|(word, adding)| Some((*word, (*adding)?)));
    let addings = addings.map(|(word, adding)| constant(word, meaning_of_adding(adding)));
    vec![
        ("type", object([("oneOf", Json::List(types.collect()))])),
        ("scale", whole(MAX_CELL_SCALE)),
        ("unit", string()),
        ("choices", options),
        ("weight", whole_from(1, MAX_CELL_WEIGHT)),
        ("locked", boolean()),
        ("rollup", object([("oneOf", Json::List(addings.collect()))])),
    ]
}

fn scope() -> Vec<Key> {
    vec![("only", texts()), ("except", texts())]
}

fn bare_grade() -> Vec<Key> {
    vec![
        ("id", filled()),
        ("severity", choice(SEVERITIES, meaning_of_severity, Severity::default())),
        ("basis", of("words")),
        ("message", of("words")),
    ]
}

fn grade() -> Vec<Key> {
    let mut keys = bare_grade();
    keys.push(("tolerance", of("decimal")));
    keys.push(("blank", choice(BLANKS, meaning_of_blank, Blank::default())));
    keys
}

/// Formulas as they are offered where one is to be written.
const FORMULAS: &[&str] = &[
    "a = b + c",
    "a = sum(b..d)",
    "a <= b",
    "share = round(100 * a / b, 2)",
    "a > 0 => filled(b)",
    "a = prior.b",
];
const MENTION_FORMULAS: &[&str] = &["x + y = t.a.n"];

fn formula(examples: &[&str]) -> Json {
    let examples = Json::List(examples.iter().copied().map(text).collect());
    object([("type", text("string")), ("examples", examples)])
}

fn relation_word() -> Json {
    let words = [("sum", kind("sum")), ("within", kind("within"))];
    let words = words.map(|(word, meaning)| constant(word, meaning));
    object([("oneOf", Json::List(words.into()))])
}

/// An id that formulas can name.
fn name() -> Json {
    let functions = Function::ALL.iter().map(|function| function.name());
    let taken = KEYWORDS.iter().copied().chain(functions).map(text).collect();
    let name = object([
        ("type", text("string")),
        ("pattern", text(r"^[\p{Alphabetic}_][\p{Alphabetic}\p{N}_]*$")),
        ("not", object([("enum", Json::List(taken))])),
    ]);
    titled("name", name)
}

fn words_by_language() -> Json {
    let languages = object([("zh-CN", string()), ("en", string())]);
    let by_language = object([
        ("type", text("object")),
        ("properties", languages),
        ("additionalProperties", string()),
    ]);
    titled("words", any([string(), by_language]))
}

fn decimal() -> Json {
    let whole = object([("type", text("integer")), ("minimum", Json::Integer(0))]);
    let written =
        object([("type", text("string")), ("pattern", text(r"^[0-9]+(\.[0-9]{1,18})?$"))]);
    titled("decimal", any([whole, written]))
}

/// An object with these keys and no others, each with its meaning.
fn closed(kind: &'static str, keys: Vec<Key>, needed: &[&str]) -> Json {
    let described = keys.into_iter().map(|(name, mut takes)| {
        add(&mut takes, object([("description", text(key(kind, name)))]));
        (name, takes)
    });
    object([
        ("type", text("object")),
        ("required", Json::List(needed.iter().copied().map(text).collect())),
        ("properties", object(described.collect::<Vec<_>>())),
        ("additionalProperties", Json::Bool(false)),
    ])
}

fn titled(name: &'static str, takes: Json) -> Json {
    let mut titled = object([("title", text(name)), ("description", text(kind(name)))]);
    add(&mut titled, takes);
    titled
}

/// One of a closed list of words, with what each means.
fn choice<T: Copy + PartialEq>(
    words: &[(&'static str, T)],
    meaning: fn(T) -> &'static str,
    default: T,
) -> Json {
    let choices = words.iter().map(|(word, value)| constant(word, meaning(*value))).collect();
    let mut choice = object([("oneOf", Json::List(choices))]);
    if let Some((word, _)) = words.iter().find(|(_, value)| *value == default) {
        add(&mut choice, object([("default", text(word))]));
    }
    choice
}

fn constant(word: &str, meaning: &str) -> Json {
    object([("const", text(word)), ("description", text(meaning))])
}

fn of(name: &str) -> Json {
    object([("$ref", text(&format!("#/$defs/{name}")))])
}

fn any<const N: usize>(kinds: [Json; N]) -> Json {
    object([("anyOf", Json::List(kinds.into()))])
}

fn one_or_more(item: Json) -> Json {
    any([item.clone(), list(item)])
}

fn list(item: Json) -> Json {
    object([("type", text("array")), ("items", item)])
}

fn texts() -> Json {
    list(string())
}

fn string() -> Json {
    object([("type", text("string"))])
}

fn filled() -> Json {
    object([("type", text("string")), ("minLength", Json::Integer(1))])
}

fn boolean() -> Json {
    object([("type", text("boolean"))])
}

fn whole(most: u32) -> Json {
    whole_from(0, most)
}

fn whole_from(least: u32, most: u32) -> Json {
    let [least, most] = [least, most].map(|end| Json::Integer(i64::from(end)));
    object([("type", text("integer")), ("minimum", least), ("maximum", most)])
}

fn with_default(mut takes: Json, default: bool) -> Json {
    add(&mut takes, object([("default", Json::Bool(default))]));
    takes
}

fn text(text: &str) -> Json {
    Json::Text(text.to_owned())
}

fn object(keys: impl IntoIterator<Item = Key>) -> Json {
    Json::Object(keys.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
}

/// Adds the keys of one object to another.
fn add(to: &mut Json, more: Json) {
    if let (Json::Object(keys), Json::Object(more)) = (to, more) {
        keys.extend(more);
    }
}

/// Writes a tree in its own order, what is short in one line.
fn write(json: &Json, depth: usize, to: &mut String) {
    const WIDEST: usize = 100;
    let flat = flat(json);
    let indent = depth.saturating_mul(2);
    let fits = indent.saturating_add(flat.chars().count()) < WIDEST;
    let deeper = depth.saturating_add(1);
    let open = |to: &mut String, first: bool| {
        to.push_str(if first { "\n" } else { ",\n" });
        to.extend(core::iter::repeat_n("  ", deeper));
    };
    let close = |to: &mut String, bracket: char| {
        to.push('\n');
        to.extend(core::iter::repeat_n("  ", depth));
        to.push(bracket);
    };
    match json {
        Json::List(items) if !fits => {
            to.push('[');
            for (index, item) in items.iter().enumerate() {
                open(to, index == 0);
                write(item, deeper, to);
            }
            close(to, ']');
        }
        Json::Object(keys) if !fits => {
            to.push('{');
            for (index, (key, value)) in keys.iter().enumerate() {
                open(to, index == 0);
                to.push_str(&quoted(key));
                to.push_str(": ");
                write(value, deeper, to);
            }
            close(to, '}');
        }
        _ => to.push_str(&flat),
    }
}

fn flat(json: &Json) -> String {
    match json {
        Json::Null | Json::Fraction => "null".to_owned(),
        Json::Bool(value) => value.to_string(),
        Json::Integer(number) => number.to_string(),
        Json::Text(text) => quoted(text),
        Json::List(items) => {
            format!("[{}]", items.iter().map(flat).collect::<Vec<_>>().join(", "))
        }
        Json::Object(keys) => {
            let key = |(key, value): &(String, Json)| format!("{}: {}", quoted(key), flat(value));
            format!("{{{}}}", keys.iter().map(key).collect::<Vec<_>>().join(", "))
        }
    }
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
