//! A text as JavaScript hands it over. Nearly all are figures of a few digits: their signs are asked for
//! one by one, which takes half the time of a copy through the memory and a string to hold it.

use wasm_bindgen::prelude::*;

/// Longest text whose signs are asked for one by one.
const SHORT: usize = 12;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = String)]
    type JsText;

    #[wasm_bindgen(method, getter)]
    fn length(this: &JsText) -> u32;

    #[wasm_bindgen(method, js_name = charCodeAt)]
    fn code(this: &JsText, at: u32) -> u32;
}

/// A text that was handed over.
pub(super) enum Entered {
    Short([u8; SHORT], usize),
    Long(String),
}

impl Entered {
    /// None for what is no text.
    pub(super) fn of(value: &JsValue) -> Option<Entered> {
        if !value.is_string() {
            return None;
        }
        short(value.unchecked_ref()).or_else(|| value.as_string().map(Entered::Long))
    }

    pub(super) fn text(&self) -> &str {
        match self {
            // They are ASCII.
            Entered::Short(signs, length) => {
                signs.get(..*length).and_then(|signs| str::from_utf8(signs).ok()).unwrap_or("")
            }
            Entered::Long(text) => text,
        }
    }
}

fn short(text: &JsText) -> Option<Entered> {
    let length = text.length();
    let mut signs = [0; SHORT];
    let own = signs.get_mut(..length as usize)?;
    for (at, sign) in (0..length).zip(own) {
        *sign = u8::try_from(text.code(at)).ok().filter(u8::is_ascii)?;
    }
    Some(Entered::Short(signs, length as usize))
}
