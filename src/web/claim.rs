//! What the copies of crossfoot on one page tell one another: which forms are bound, and which
//! numbers are taken, so that no form is bound twice and no id is given twice.

use wasm_bindgen::prelude::*;
use web_sys::{Document, HtmlElement};

/// A property that stands in no markup and is not copied with an element.
fn key() -> JsValue {
    js_sys::Symbol::for_("crossfoot").into()
}

/// A number that no other binding of the page has.
pub(super) fn number(document: &Document) -> u32 {
    let last = js_sys::Reflect::get(document, &key()).ok().and_then(|last| last.as_f64());
    // A whole number of our own, which JavaScript kept as a double.
    let number = last.map_or(0, |last| last as u32).wrapping_add(1);
    js_sys::Reflect::set(document, &key(), &JsValue::from(number)).ok();
    number
}

pub(super) fn is_taken(root: &HtmlElement) -> bool {
    js_sys::Reflect::get(root, &key()).is_ok_and(|taken| taken.is_truthy())
}

pub(super) fn take(root: &HtmlElement) {
    js_sys::Reflect::set(root, &key(), &JsValue::TRUE).ok();
}

pub(super) fn give_back(root: &HtmlElement) {
    js_sys::Reflect::delete_property(root, &key()).ok();
}
