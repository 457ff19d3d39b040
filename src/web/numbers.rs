//! The cells' numbers as JavaScript keeps them, by address and by element: what was handed over before
//! is found again without copying a text into the wasm memory, which takes longer than the rest of a
//! keystroke.

use crate::address::CellId;
use crate::form::Form;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = Map)]
    type JsMap;

    #[wasm_bindgen(constructor, js_class = "Map")]
    fn new() -> JsMap;

    #[wasm_bindgen(method, js_class = "Map")]
    fn get(this: &JsMap, address: &JsValue) -> Option<u32>;

    #[wasm_bindgen(method, js_class = "Map")]
    fn set(this: &JsMap, address: &JsValue, number: u32);

    #[wasm_bindgen(js_name = WeakMap)]
    type JsWeakMap;

    #[wasm_bindgen(constructor, js_class = "WeakMap")]
    fn new() -> JsWeakMap;

    #[wasm_bindgen(method, js_class = "WeakMap")]
    fn get(this: &JsWeakMap, element: &JsValue) -> Option<u32>;

    #[wasm_bindgen(method, js_class = "WeakMap")]
    fn set(this: &JsWeakMap, element: &JsValue, number: u32);

    #[wasm_bindgen(method, js_class = "WeakMap")]
    fn delete(this: &JsWeakMap, element: &JsValue) -> bool;
}

/// Addresses of one form that have been asked for.
pub(super) struct Numbers(JsMap);

impl Numbers {
    pub(super) fn new() -> Numbers {
        Numbers(JsMap::new())
    }

    /// The cell at an address, if the form has one.
    pub(super) fn find(&self, form: &Form, address: &JsValue) -> Option<CellId> {
        if let Some(known) = self.0.get(address) {
            return Some(CellId(known));
        }
        let found = form.find(&address.as_string()?)?;
        self.0.set(address, found.0);
        Some(found)
    }
}

/// The elements of a binding's fields.
pub(super) struct Elements(JsWeakMap);

impl Elements {
    pub(super) fn new() -> Elements {
        Elements(JsWeakMap::new())
    }

    /// The cell whose field an element is, or belongs to.
    pub(super) fn find(&self, element: &JsValue) -> Option<CellId> {
        self.0.get(element).map(CellId)
    }

    pub(super) fn keep(&self, element: &JsValue, cell: CellId) {
        self.0.set(element, cell.0);
    }

    pub(super) fn forget(&self, element: &JsValue) {
        self.0.delete(element);
    }
}
