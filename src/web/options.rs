//! Reading what JavaScript hands over: plain option objects and flat objects of figures.

use js_sys::{Array, Object, Reflect};
use wasm_bindgen::prelude::*;

/// An ordinary JavaScript `Error`.
pub(super) fn error(message: &str) -> JsValue {
    js_sys::Error::new(message).into()
}

/// The options object of a call, all of whose keys must be known: a misspelt one is an error and
/// not silence.
pub(super) struct Options(Option<Object>);

impl Options {
    pub(super) fn open(value: &JsValue, known: &[&str]) -> Result<Options, JsValue> {
        if value.is_undefined() || value.is_null() {
            return Ok(Options(None));
        }
        let object =
            value.dyn_ref::<Object>().ok_or_else(|| error("the options must be an object"))?;
        for key in Object::keys(object).iter().filter_map(|key| key.as_string()) {
            if !known.contains(&key.as_str()) {
                let known = known.join(", ");
                return Err(error(&format!("unknown option `{key}`; there are {known}")));
            }
        }
        Ok(Options(Some(object.clone())))
    }

    pub(super) fn get(&self, key: &str) -> Option<JsValue> {
        let value = Reflect::get(self.0.as_ref()?, &JsValue::from_str(key)).ok()?;
        (!value.is_undefined() && !value.is_null()).then_some(value)
    }

    pub(super) fn text(&self, key: &str) -> Result<Option<String>, JsValue> {
        match self.get(key) {
            None => Ok(None),
            Some(value) => match value.as_string() {
                Some(text) => Ok(Some(text)),
                None => Err(error(&format!("the option `{key}` must be text"))),
            },
        }
    }
}

/// A flat object from cell address to text. Figures must be text: a JavaScript number has already
/// lost what it cannot hold.
pub(super) fn entries(value: &JsValue) -> Result<Vec<(String, String)>, JsValue> {
    if value.is_undefined() || value.is_null() {
        return Ok(Vec::new());
    }
    let object = value
        .dyn_ref::<Object>()
        .ok_or_else(|| error("figures must be an object from cell to text"))?;
    let pairs = Object::entries(object);
    let pair = |pair: JsValue| {
        let pair: Array = pair.into();
        let cell = pair.get(0).as_string().unwrap_or_default();
        match pair.get(1).as_string() {
            Some(text) => Ok((cell, text)),
            None => Err(error(&format!("the figure of `{cell}` must be text, such as \"12\""))),
        }
    };
    pairs.iter().map(pair).collect()
}

/// Borrows entries as the core takes them.
pub(super) fn borrowed(entries: &[(String, String)]) -> impl Iterator<Item = (&str, &str)> {
    entries.iter().map(|(cell, text)| (cell.as_str(), text.as_str()))
}
