//! Hands that work the package as JavaScript does: by the names the glue exports, on its own
//! objects.

#![allow(dead_code, reason = "every test program uses its own part of this")]

use crossfoot::web::Form;
use js_sys::{Array, Error, Function, JsString, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// A form with a rule of every kind and every relation.
pub(crate) const DEFINITION: &str = r#"{
    "crossfoot": 1, "id": "api", "version": "7",
    "tables": [{
        "id": "t", "unit": "件", "columns": [
            {"id": "year", "label": {"zh-CN": "{period}年度", "en": "{period} figure"}},
            {"id": "cumulative", "label": {"zh-CN": "累计", "en": "cumulative"},
             "accumulates": {"of": "year", "id": "A", "severity": "soft"}}
        ],
        "rows": [
            {"id": "received", "label": {"zh-CN": "受理", "en": "received"},
             "parts": {"relation": "sum", "id": "S", "only": ["year"], "basis": "the handbook"},
             "rows": [{"id": "in_person", "label": {"zh-CN": "当面", "en": "in person"}},
                      {"id": "online", "label": {"zh-CN": "网上", "en": "online"}}]},
            {"id": "disclosed", "label": "disclosed",
             "parts": {"relation": "within", "id": "W", "only": ["year"], "severity": "info"},
             "rows": [{"id": "website", "label": "website"}]}
        ]
    }, {
        "id": "stock", "type": "amount", "scale": 2, "columns": [{"id": "n", "label": "n"}],
        "rows": [{"id": "closing", "label": "closing"},
                 {"id": "opening", "label": "opening", "prior": {"of": "closing", "id": "C"}}]
    }, {
        "id": "m", "type": "signed", "scale": 2, "required": false,
        "columns": [{"id": "v", "label": "v"}],
        "rows": [{"id": "a", "label": "a"}, {"id": "b", "label": "b"}]
    }, {
        "id": "o", "title": "others", "required": false, "columns": [{"id": "v", "label": "v"}],
        "rows": [{"id": "day", "label": "day", "type": "date"}, {"id": "share", "label": "share", "type": "percent"},
                 {"id": "own", "label": "own", "type": "choice", "choices": ["是", "否"]}]
    }],
    "sections": [{"id": "overview", "title": {"zh-CN": "概述", "en": "Overview"}, "min_chars": 10,
        "mentions": [{"id": "M", "text": "共受理{t.received.year}件"}]},
        {"id": "more", "title": {"zh-CN": "二、补充", "en": "2. More"}, "required": false,
         "parts": [{"id": "p", "title": "（一）情况", "required": false}],
         "mentions": [{"id": "shares", "text": "其中占{n}件为{p}%", "shares": [{"figure": "p", "part": "n", "whole": "116"}]}]},
        {"id": "last", "title": "三、其他", "required": false, "template": ["无"]}],
    "narrative": [{"id": "lists", "check": "lists", "nearly": 90}, {"id": "counts", "check": "counts"}],
    "rules": [
        {"id": "F1", "in": "m", "check": "a <= b"}, {"id": "F2", "in": "m", "check": "a < b"},
        {"id": "F3", "in": "m", "check": "b >= a"}, {"id": "F4", "in": "m", "check": "b > a + 1"},
        {"id": "F5", "in": "m", "check": "a != b + 5"},
        {"id": "G", "in": "o", "check": "own = '是' => share <= 50.5 and day >= '2017-01-01'", "basis": "the handbook"},
        {"id": "H", "in": "m", "check": "abs(a) = abs(b)"}
    ]
}"#;

pub(crate) fn get(object: &JsValue, key: &str) -> JsValue {
    Reflect::get(object, &JsValue::from_str(key)).unwrap()
}

/// Calls a method by the name JavaScript knows it by.
pub(crate) fn call(
    object: &JsValue,
    method: &str,
    arguments: &[JsValue],
) -> Result<JsValue, JsValue> {
    let function: Function = get(object, method).dyn_into().unwrap();
    function.apply(object, &arguments.iter().cloned().collect::<Array>())
}

pub(crate) fn object(entries: &[(&str, &str)]) -> JsValue {
    let object = Object::new();
    for (key, value) in entries {
        Reflect::set(&object, &(*key).into(), &(*value).into()).unwrap();
    }
    object.into()
}

/// The class that `import { Form }` gives.
pub(crate) fn class() -> JsValue {
    get(
        &Form::compile(&JsString::from(DEFINITION), &wasm_bindgen::JsValue::UNDEFINED)
            .unwrap()
            .into(),
        "constructor",
    )
}

pub(crate) fn form() -> JsValue {
    call(&class(), "compile", &[DEFINITION.into()]).unwrap()
}

/// A session in English.
pub(crate) fn session() -> JsValue {
    call(&form(), "open", &[object(&[("locale", "en"), ("period", "2017")])]).unwrap()
}

pub(crate) fn enter(session: &JsValue, cell: &str, text: &str) -> JsValue {
    call(session, "enter", &[cell.into(), text.into()]).unwrap()
}

pub(crate) fn findings(session: &JsValue, method: &str) -> Vec<JsValue> {
    Array::from(&call(session, method, &[]).unwrap()).to_vec()
}

pub(crate) fn text(object: &JsValue, key: &str) -> String {
    get(object, key).as_string().unwrap()
}

pub(crate) fn ids(session: &JsValue, method: &str) -> Vec<String> {
    findings(session, method).iter().map(|finding| text(finding, "id")).collect()
}

/// The sentence of an error, which must be an ordinary one.
#[track_caller]
pub(crate) fn refused(result: Result<JsValue, JsValue>) -> String {
    result.unwrap_err().dyn_into::<Error>().unwrap().message().into()
}

pub(crate) fn compile_error(text: &JsValue, locale: Option<&str>) -> JsValue {
    let arguments: Vec<JsValue> =
        [text.clone()].into_iter().chain(locale.map(Into::into)).collect();
    call(&class(), "compile", &arguments).unwrap_err()
}

pub(crate) fn codes(error: &JsValue) -> Vec<String> {
    Array::from(&get(error, "problems")).iter().map(|problem| text(&problem, "code")).collect()
}
