//! Holds the published JSON Schema to the decoder, from both sides, and `forms/crossfoot.schema.json`
//! to what the crate says. After a change of the language, write the file anew:
//!
//! ```sh
//! BLESS=1 cargo test --all-features --test schema
//! ```

#![cfg(all(not(target_arch = "wasm32"), feature = "cli"))]
#![expect(clippy::expect_used, clippy::indexing_slicing, reason = "a test may stop")]

use crossfoot::Form;
use crossfoot::definition::{FormDef, schema};
use crossfoot::problem::{Code, Problem};
use jsonschema::Validator;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn published() -> Value {
    serde_json::from_str(&schema()).expect("the schema is JSON")
}

fn validator() -> Validator {
    jsonschema::draft202012::new(&published()).expect("the schema is a schema")
}

fn root(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

#[test]
fn the_published_file_is_the_one_that_is_made() {
    let file = root("forms/crossfoot.schema.json");
    if std::env::var_os("BLESS").is_some() {
        fs::write(&file, schema()).expect("the file can be written");
    }
    let there = fs::read_to_string(&file).unwrap_or_default();
    assert!(there == schema(), "BLESS=1 cargo test --all-features --test schema writes it anew");
    assert!(jsonschema::meta::is_valid(&published()), "it is no schema of its own dialect");
}

/// Every kind of object: its definition in the schema (none for the whole), and one that is right,
/// within a whole definition at a pointer.
fn kinds() -> Vec<(&'static str, &'static str, Value)> {
    let line = || json!({"id": "a", "rows": [{"id": "b"}]});
    let table = || json!({"id": "t", "columns": [{"id": "n"}], "rows": [line()]});
    let form = |table: Value| json!({"crossfoot": 1, "id": "f", "version": "1", "tables": [table]});
    let with = |key: &str, value: Value| {
        let mut table = table();
        table["rows"][0][key] = value;
        form(table)
    };
    let beside = |key: &str, value: Value| {
        let mut form = form(table());
        form[key] = json!([value]);
        form
    };
    let column = json!({"id": "t", "columns": [{"id": "n", "columns": [{"id": "m"}]}],
        "rows": [line()]});
    let required = json!({"id": "t", "required": {}, "columns": [{"id": "n"}], "rows": [line()]});
    let mentions = json!({"id": "s", "mentions": [{"id": "M", "text": "in all {t.a.n}"}]});
    let parts = json!({"id": "s", "parts": [{"id": "p", "title": "（一）"}]});
    let shares = json!({"id": "s", "mentions": [{"id": "M", "text": "in all {n} of which {p}%",
        "shares": [{"figure": "p", "part": "n", "whole": "t.a.n"}]}]});
    vec![
        ("", "", form(table())),
        ("table", "/tables/0", form(table())),
        ("row", "/tables/0/rows/0", form(table())),
        ("column", "/tables/0/columns/0", form(column)),
        ("relation", "/tables/0/rows/0/parts", with("parts", json!({"relation": "sum"}))),
        ("carried", "/tables/0/rows/0/accumulates", with("accumulates", json!({"of": "b"}))),
        ("carried", "/tables/0/rows/0/prior", with("prior", json!({"of": "b"}))),
        ("grade", "/tables/0/required", form(required)),
        ("section", "/sections/0", beside("sections", json!({"id": "s"}))),
        ("mention", "/sections/0/mentions/0", beside("sections", mentions)),
        ("part", "/sections/0/parts/0", beside("sections", parts)),
        ("share", "/sections/0/mentions/0/shares/0", beside("sections", shares)),
        (
            "narrative",
            "/narrative/0",
            beside("narrative", json!({"id": "L", "check": "lists", "nearly": 90})),
        ),
        ("rule", "/rules/0", beside("rules", json!({"id": "R", "check": "a >= b"}))),
    ]
}

fn of_kind(schema: &Value, kind: &str) -> Value {
    if kind.is_empty() { schema.clone() } else { schema["$defs"][kind].clone() }
}

fn strings<'a>(values: impl IntoIterator<Item = &'a str>) -> BTreeSet<String> {
    values.into_iter().map(str::to_owned).collect()
}

#[test]
fn each_object_has_the_keys_that_the_decoder_asks_for() {
    let schema = published();
    for (kind, pointer, form) in kinds() {
        let mut form = form;
        *form.pointer_mut(pointer).expect("it is there") = json!({"?": 0});
        let (_, problems) = FormDef::decode(&form.to_string());
        let here = format!("{pointer}/?");
        let unknown = problems.iter().find(|p| p.code == Code::UnknownKey && p.pointer == here);
        let mut asked = strings(unknown.expect("`?` is no key").expected.iter().map(|k| &**k));
        let missing =
            problems.iter().filter(|p| p.code == Code::MissingKey && p.pointer == pointer);
        let missing = strings(missing.map(|problem| &*problem.subject));
        // What is only looked for is not asked for by name until it is there.
        asked.extend(missing.clone());

        let of_kind = of_kind(&schema, kind);
        let keys = of_kind["properties"].as_object().expect("it has keys");
        assert_eq!(strings(keys.keys().map(|key| &**key)), asked, "{kind}");
        let needed = of_kind["required"].as_array().expect("it says what it needs");
        assert_eq!(strings(needed.iter().filter_map(Value::as_str)), missing, "{kind}");
        assert_eq!(of_kind["additionalProperties"], json!(false), "{kind}");
    }
    let tested: BTreeSet<&str> = kinds().into_iter().map(|(kind, ..)| kind).collect();
    let closed = schema["$defs"].as_object().expect("there are kinds").iter();
    for (name, _) in closed.filter(|(_, kind)| kind.get("additionalProperties").is_some()) {
        assert!(tested.contains(&**name), "`{name}` is not held to the decoder");
    }
}

/// What a schema can know of a definition: its shape, and the words and bounds of single values.
fn is_structural(problem: &Problem) -> bool {
    use Code::{BadId, MissingKey, UnknownKey, WrongType, WrongValue};
    // That a choice lacks its options is a matter of three places.
    matches!(problem.code, UnknownKey | MissingKey | WrongType | WrongValue | BadId)
        && problem.subject != "choices"
}

/// What the decoder takes and passes over in silence, and the schema marks.
const MARKED_ONLY: &[(&str, &str, &str)] = &[
    ("table", "choices", "[]"),
    ("row", "choices", "[]"),
    ("column", "choices", "[]"),
    ("table", "choices", "[\" x\",\" x\"]"),
    ("row", "choices", "[\" x\",\" x\"]"),
    ("column", "choices", "[\" x\",\" x\"]"),
    ("rule", "in", "\"\""),
    ("", "$schema", "any"),
];

#[test]
fn each_key_takes_the_values_that_the_decoder_takes() {
    let (schema, validator) = (published(), validator());
    let words = ["", "x", "0.5", "-1", "sum", "hard", "zero", "count", "year", "a b", "1a", "受理"];
    let mut values: Vec<Value> = words.map(Value::from).into();
    values.extend([json!(null), json!(true), json!(false), json!(0.5), json!(-1), json!(0)]);
    values.extend([1, 2, 9, 10, 1000, 1001, 5_000_000_000_u64].map(Value::from));
    values.extend([json!([]), json!(["x"]), json!([1]), json!([true]), json!([" x", " x"])]);
    values.extend([json!({}), json!([{}]), json!({"en": "x"}), json!({"en": 1})]);
    let mut apart = Vec::new();
    for (kind, pointer, form) in kinds() {
        assert!(validator.is_valid(&form), "{kind} is right");
        let of_kind = of_kind(&schema, kind);
        for key in of_kind["properties"].as_object().expect("it has keys").keys() {
            for value in &values {
                let mut form = form.clone();
                form.pointer_mut(pointer).expect("it is there")[key] = value.clone();
                let found = Form::compile(&form.to_string());
                let found = found.err().map(|problems| problems.0).unwrap_or_default();
                let refused = found.iter().any(is_structural);
                let written = if key == "$schema" { "any".to_owned() } else { value.to_string() };
                let known = MARKED_ONLY.contains(&(kind, key, &written));
                let as_listed = known && !refused;
                if refused == validator.is_valid(&form) && !as_listed {
                    apart.push(format!("{kind}.{key} = {value}: {found:?}"));
                }
            }
        }
    }
    assert!(apart.is_empty(), "the two are apart on\n{}", apart.join("\n"));
}

/// Every definition in `forms/`, in the case files and in the documents, with where it stands.
fn definitions() -> Vec<(String, String)> {
    let files = |folder: &str, ending: &str| {
        let folder = fs::read_dir(root(folder)).expect("the folder is there");
        let paths = folder.flatten().map(|entry| entry.path());
        let ending = ending.to_owned();
        let mut paths: Vec<_> =
            paths.filter(|path| path.extension().is_some_and(|e| *e == *ending)).collect();
        paths.sort();
        paths
    };
    let read = |path: &Path| fs::read_to_string(path).expect("the file is there");
    let mut definitions = Vec::new();
    for path in files("forms", "json").iter().chain(&files("docs", "json")) {
        if !path.to_string_lossy().ends_with(".schema.json") {
            definitions.push((path.display().to_string(), read(path)));
        }
    }
    for path in files("tests/cases", "md").iter().chain(&files("docs", "md")) {
        let text = read(path);
        for block in text.split("\n```").filter_map(|block| {
            block.strip_prefix("form\n").or_else(|| block.strip_prefix("json form\n"))
        }) {
            definitions.push((path.display().to_string(), block.to_owned()));
        }
    }
    assert!(definitions.len() > 50, "the definitions were not found");
    definitions
}

#[test]
fn what_compiles_is_valid_and_what_is_malformed_is_not() {
    let validator = validator();
    let mut wrong = Vec::new();
    let mut malformed = 0;
    for (place, text) in definitions() {
        let Ok(value) = serde_json::from_str::<Value>(&text) else { continue };
        let problems = Form::compile(&text).err().map(|problems| problems.0).unwrap_or_default();
        let first = validator.iter_errors(&value).next().map(|error| error.to_string());
        if problems.is_empty() && first.is_some() {
            wrong.push(format!("{place}: valid, but {first:?}\n{text}"));
        }
        let places: BTreeSet<String> =
            validator.iter_errors(&value).map(|e| e.instance_path().to_string()).collect();
        for problem in problems.iter().filter(|problem| is_structural(problem)) {
            malformed += 1;
            // An unknown or a missing key is told of the object that has or lacks it.
            let told = places.iter().any(|place| {
                problem.pointer == *place
                    || problem.pointer.starts_with(&format!("{place}/"))
                    || place.starts_with(&format!("{}/", problem.pointer))
            });
            if !told {
                wrong.push(format!("{place}: not told of {problem:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(malformed > 25, "{malformed} malformed places are too few to prove anything");
}

#[test]
fn every_key_and_word_has_its_meaning() {
    let mut silent = Vec::new();
    visit(&published(), "", &mut |pointer, object| {
        let says =
            |value: &Value| value["description"].as_str().is_some_and(|text| !text.is_empty());
        let closed = object.get("additionalProperties") == Some(&json!(false));
        let keys = object.get("properties").and_then(Value::as_object).filter(|_| closed);
        for (key, takes) in keys.into_iter().flatten() {
            if !says(takes) {
                silent.push(format!("{pointer}/properties/{key}"));
            }
        }
        let word = object.get("const").is_some_and(Value::is_string);
        let named = object.get("title").is_some_and(Value::is_string);
        if (word || named) && !says(&Value::Object(object.clone())) {
            silent.push(pointer.to_owned());
        }
    });
    assert_eq!(silent, Vec::<String>::new());
}

#[test]
fn the_reference_names_every_key_and_word() {
    let references =
        [include_str!("../docs/definitions.md"), include_str!("../docs/definitions.zh-CN.md")];
    let told = |word: &str| {
        let words = [format!("`{word}`"), format!("`\"{word}\"`")];
        references.iter().all(|reference| words.iter().any(|word| reference.contains(word)))
    };
    let mut missing = BTreeSet::new();
    visit(&published(), "", &mut |_, object| {
        let closed = object.get("additionalProperties") == Some(&json!(false));
        let keys = object.get("properties").and_then(Value::as_object).filter(|_| closed);
        let keys = keys.into_iter().flat_map(|keys| keys.keys().map(|key| &**key));
        for word in keys.chain(object.get("const").and_then(Value::as_str)) {
            if !told(word) {
                missing.insert(word.to_owned());
            }
        }
    });
    assert_eq!(missing, BTreeSet::new());
}

fn visit(value: &Value, pointer: &str, see: &mut impl FnMut(&str, &Map<String, Value>)) {
    if let Value::Object(object) = value {
        see(pointer, object);
        for (key, value) in object {
            visit(value, &format!("{pointer}/{key}"), see);
        }
    }
    for (index, item) in value.as_array().into_iter().flatten().enumerate() {
        visit(item, &format!("{pointer}/{index}"), see);
    }
}

#[test]
fn the_formulas_that_are_offered_compile() {
    let schema = published();
    let rules = &schema["$defs"]["rule"]["properties"]["check"];
    let offered = rules["examples"].as_array().expect("there are examples");
    let told = rules["description"].as_str().expect("it is described");
    let (_, told) = told.rsplit_once("\n\n").expect("the examples come last");
    let mut checks: Vec<&str> = offered.iter().filter_map(Value::as_str).collect();
    checks.extend(told.lines());
    assert!(checks.len() > 10, "the examples were not found");
    let lines = ["a", "b", "c", "d", "part", "whole", "received", "carried_in", "handled"];
    let more = ["carried_out", "granted", "replied", "opening", "closing"];
    let line = |id: &str| json!({"id": id});
    let mut rows: Vec<Value> = lines.iter().chain(&more).map(|id| line(id)).collect();
    rows.push(json!({"id": "total", "rows": [line("one"), line("two")]}));
    rows.push(json!({"id": "kind", "type": "choice", "choices": ["usual", "other"]}));
    rows.push(json!({"id": "share", "type": "percent"}));
    rows.push(json!({"id": "remark", "type": "text"}));
    for check in checks {
        let form = json!({"crossfoot": 1, "id": "f", "version": "1",
            "tables": [{"id": "t", "columns": [{"id": "n"}], "rows": rows.clone()}],
            "rules": [{"id": "R", "check": check}]});
        let compiled = Form::compile(&form.to_string());
        assert!(compiled.is_ok(), "{check}: {}", compiled.err().unwrap_or_default());
    }
}
