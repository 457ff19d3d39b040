//! What a page asks for when it binds a form, besides where things go.

use super::options::{Options, error};
use js_sys::Function;
use wasm_bindgen::prelude::*;
use web_sys::HtmlElement;

/// What can be given to `bind`.
pub(super) const BIND_OPTIONS: &[&str] = &[
    "cells", "draft", "findings", "grid", "progress", "reasons", "result", "shown", "status",
    "summary",
];

/// The name of the signed-off result among what a form sends.
const USUAL_NAME: &str = "crossfoot";

pub(super) struct Wishes {
    /// What the page shows in place of a field.
    shown: Option<Function>,
    /// The name of the signed-off result among what is sent; none when it is not wanted.
    pub(super) result: Option<String>,
    /// The key under which a draft is kept; none when none is.
    pub(super) draft: Option<String>,
    /// Whether soft findings ask for a written reason.
    pub(super) reasons: bool,
    /// Whether tables take blocks of cells, and arrow keys lead from field to field.
    pub(super) grid: bool,
}

impl Wishes {
    pub(super) fn read(options: &Options) -> Result<Wishes, JsValue> {
        let shown = options.get("shown")?.map(|value| {
            value.dyn_into::<Function>().map_err(|_| error("the option `shown` must be a function"))
        });
        let result = match options.get("result")? {
            None => Some(USUAL_NAME.to_owned()),
            Some(value) if value.as_bool() == Some(false) => None,
            Some(value) => Some(super::options::text(&value, "the option `result`")?),
        };
        Ok(Wishes {
            shown: shown.transpose()?,
            result,
            draft: options.text("draft")?,
            reasons: options.flag("reasons", true)?,
            grid: options.flag("grid", true)?,
        })
    }

    /// What the page shows for a field, when it says so.
    pub(super) fn shown(&self, field: &HtmlElement) -> Option<HtmlElement> {
        let shown = self.shown.as_ref()?.call1(&JsValue::UNDEFINED, field).ok()?;
        shown.dyn_into().ok()
    }
}
