//! The browser's room, the only one: JavaScript classes over the core, and the binding of a session
//! to a form that is already on the page. Compiled for wasm32 only.
//!
//! Four promises:
//!
//! - A session is never borrowed while JavaScript can run: compute, release, paint, announce.
//! - Nothing throws from inside a borrow; an exported method takes `&self` and answers with an
//!   ordinary error when it cannot do what was asked, and every later call still works.
//! - A fault that happens all the same stops the checks and leaves the form to be sent.
//! - Text goes into the page as text, never as HTML, and no style is written inline.

mod answer;
mod api;
mod binding;
mod block;
mod by_cell;
mod claim;
mod draft;
mod entered;
mod fields;
mod frames;
mod grid;
mod guard;
mod links;
mod numbers;
mod offer;
mod options;
mod paint;
mod paste;
mod place;
mod progress;
mod reasons;
mod rollup;
mod sending;
mod signoff;
mod speech;
mod suggest;
mod trail;
mod typing;
mod view;
mod watch;
mod wishes;

pub use api::{Binding, Form, Session};
pub use rollup::RollUp;

use wasm_bindgen::prelude::*;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("web/types.d.ts");

/// The version of this package.
#[wasm_bindgen]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}
