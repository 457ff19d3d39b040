//! Reading what JavaScript hands over: plain option objects and flat objects of figures.

use super::entered::Entered;
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
        let object = plain_object(value).ok_or_else(|| error("the options must be an object"))?;
        for key in Object::keys(object).iter().filter_map(|key| key.as_string()) {
            if !known.contains(&key.as_str()) {
                let known = known.join(", ");
                return Err(error(&format!("unknown option `{key}`; there are {known}")));
            }
        }
        Ok(Options(Some(object.clone())))
    }

    pub(super) fn get(&self, key: &str) -> Result<Option<JsValue>, JsValue> {
        let Some(object) = &self.0 else { return Ok(None) };
        let value = Reflect::get(object, &JsValue::from_str(key))?;
        Ok((!value.is_undefined() && !value.is_null()).then_some(value))
    }

    /// The value of a key as it is, `undefined` when it is not given.
    pub(super) fn value(&self, key: &str) -> Result<JsValue, JsValue> {
        Ok(self.get(key)?.unwrap_or(JsValue::UNDEFINED))
    }

    pub(super) fn flag(&self, key: &str, usual: bool) -> Result<bool, JsValue> {
        let Some(value) = self.get(key)? else { return Ok(usual) };
        value.as_bool().ok_or_else(|| error(&format!("the option `{key}` must be true or false")))
    }

    pub(super) fn text(&self, key: &str) -> Result<Option<String>, JsValue> {
        self.get(key)?.map(|value| text(&value, &format!("the option `{key}`"))).transpose()
    }
}

/// A JavaScript string; anything else is an ordinary error.
pub(super) fn text(value: &JsValue, what: &str) -> Result<String, JsValue> {
    value.as_string().ok_or_else(|| error(&format!("{what} must be text")))
}

/// A list of texts; nothing given is an empty one.
pub(super) fn texts(value: &JsValue, what: &str) -> Result<Vec<String>, JsValue> {
    if value.is_undefined() || value.is_null() {
        return Ok(Vec::new());
    }
    let refused = || error(&format!("{what} must be a list of texts"));
    if !Array::is_array(value) {
        return Err(refused());
    }
    let list: &Array = value.unchecked_ref();
    list.iter().map(|item| item.as_string().ok_or_else(refused)).collect()
}

/// A figure as text: a JavaScript number has already lost what it cannot hold.
pub(super) fn figure(value: &JsValue, cell: &JsValue) -> Result<Entered, JsValue> {
    Entered::of(value).ok_or_else(|| {
        let cell = cell.as_string().unwrap_or_default();
        error(&format!("the figure of `{cell}` must be text, such as \"12\""))
    })
}

/// An object with keys of its own; a list or a map would look empty.
fn plain_object(value: &JsValue) -> Option<&Object> {
    let listed = Array::is_array(value) || value.is_instance_of::<js_sys::Map>();
    value.dyn_ref::<Object>().filter(|_| !listed && !value.is_function())
}

/// A flat object from cell address to text, each with what its address stands for.
pub(super) fn entered<T>(
    value: &JsValue,
    cell: impl Fn(&JsValue) -> Result<T, JsValue>,
) -> Result<Vec<(T, Entered)>, JsValue> {
    if value.is_undefined() || value.is_null() {
        return Ok(Vec::new());
    }
    let object = plain_object(value)
        .ok_or_else(|| error("figures must be a plain object from cell to text"))?;
    let (addresses, texts) = (Object::keys(object), Object::values(object));
    let mut entered = Vec::with_capacity(addresses.length() as usize);
    for (address, text) in addresses.iter().zip(texts.iter()) {
        let text = figure(&text, &address)?;
        entered.push((cell(&address)?, text));
    }
    Ok(entered)
}

/// A flat object from cell address to text.
pub(super) fn entries(value: &JsValue) -> Result<Vec<(String, String)>, JsValue> {
    let entered = entered(value, |address| Ok(address.as_string().unwrap_or_default()))?;
    Ok(entered.into_iter().map(|(address, text)| (address, text.text().to_owned())).collect())
}

/// A list of lists of texts; none longer than `most` UTF-16 code units together.
pub(super) fn grid(value: &JsValue, most: usize) -> Result<Vec<Vec<String>>, JsValue> {
    let list = |value: &JsValue| -> Result<Array, JsValue> {
        let refused = || error("a grid must be a list of rows, each a list of texts");
        if Array::is_array(value) { Ok(value.clone().unchecked_into()) } else { Err(refused()) }
    };
    let mut left = most;
    let mut rows = Vec::new();
    for row in list(value)?.iter() {
        let mut cells = Vec::new();
        for cell in list(&row)?.iter() {
            if cell.is_undefined() || cell.is_null() {
                cells.push(String::new());
                continue;
            }
            let length = cell.dyn_ref::<js_sys::JsString>().map_or(0, js_sys::JsString::length);
            let rest = left.checked_sub(length as usize);
            left = rest.ok_or_else(|| error("the grid holds too much text to be read"))?;
            cells.push(text(&cell, "a cell of a grid")?);
        }
        rows.push(cells);
    }
    Ok(rows)
}

/// Borrows entries as the core takes them.
pub(super) fn borrowed(entries: &[(String, String)]) -> impl Iterator<Item = (&str, &str)> {
    entries.iter().map(|(cell, text)| (cell.as_str(), text.as_str()))
}
