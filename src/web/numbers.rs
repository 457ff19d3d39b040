//! The cells' numbers as JavaScript keeps them: an address that was handed over before is found
//! again without copying it into the wasm memory, which takes longer than the rest of a keystroke.

use crate::address::CellId;
use crate::form::Form;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = Map)]
    type JsMap;

    #[wasm_bindgen(constructor, js_class = "Map")]
    fn new() -> JsMap;

    /// One more than the cell's number; what is not there is `undefined`, which wasm takes for 0.
    #[wasm_bindgen(method, js_class = "Map")]
    fn get(this: &JsMap, address: &JsValue) -> u32;

    #[wasm_bindgen(method, js_class = "Map")]
    fn set(this: &JsMap, address: &JsValue, number: u32);
}

/// Addresses of one form that have been asked for.
pub(super) struct Numbers(JsMap);

impl Numbers {
    pub(super) fn new() -> Numbers {
        Numbers(JsMap::new())
    }

    /// The cell at an address, if the form has one.
    pub(super) fn find(&self, form: &Form, address: &JsValue) -> Option<CellId> {
        if let Some(number) = self.0.get(address).checked_sub(1) {
            return Some(CellId(number));
        }
        let found = form.find(&address.as_string()?)?;
        self.0.set(address, found.0.checked_add(1)?);
        Some(found)
    }
}
