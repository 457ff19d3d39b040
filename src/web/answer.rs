//! What JavaScript is answered with: plain objects, and errors that list what is wrong.

use super::options::error;
use crate::message::Catalogue;
use crate::problem::Problems;
use crate::wire;
use serde::Serialize;
use wasm_bindgen::prelude::*;

/// A plain object; `None` becomes `null`, so that every key is always there.
pub(super) fn object<T: Serialize + ?Sized>(value: &T) -> JsValue {
    let serializer = serde_wasm_bindgen::Serializer::new()
        .serialize_missing_as_null(true)
        .serialize_maps_as_objects(true);
    // None of these types can fail to serialise; if one ever did, JavaScript would see null.
    value.serialize(&serializer).unwrap_or(JsValue::NULL)
}

/// An error that lists all that is wrong with a definition or a roster.
pub(super) fn problems(catalogue: &Catalogue, problems: &Problems) -> JsValue {
    let sentences = problems.0.iter().map(|problem| catalogue.problem(problem));
    let error = error(&sentences.collect::<Vec<String>>().join("\n"));
    let list = object(&wire::problems(catalogue, &problems.0));
    // Setting a new key of a new error cannot fail.
    js_sys::Reflect::set(&error, &JsValue::from_str("problems"), &list).ok();
    error
}
