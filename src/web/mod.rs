//! The browser.
use wasm_bindgen::prelude::*;
/// version
#[wasm_bindgen]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").into()
}
