//! A fault of our own must not take the form from the person who fills it in. Events and timers come
//! in through [`guarded`], which counts them in and out; one that never came back was a fault. Then
//! everything stops: the marks are taken away, no field is invalid any more, the line says that
//! nothing is checked, and the form is sent as before.

use super::binding::{ALIVE, Bound};
use super::place::set;
use super::{claim, fields::Control};
use crate::message::Catalogue;
use core::cell::Cell;
use wasm_bindgen::prelude::*;
use web_sys::{Element, HtmlElement};

thread_local! {
    static INSIDE: Cell<u32> = const { Cell::new(0) };
    static STOPPED: Cell<bool> = const { Cell::new(false) };
    static LOOK: Closure<dyn FnMut(JsValue)> = Closure::new(|_| look());
}

/// What is written on fields for people to see.
const MARKS: [&str; 4] =
    ["data-crossfoot", "data-crossfoot-suspect", "data-crossfoot-together", "data-crossfoot-trail"];

/// Does what an event or a timer asks for, unless everything has stopped.
pub(super) fn guarded(work: impl FnOnce()) {
    if has_stopped() {
        return;
    }
    let inside = INSIDE.get();
    if inside == 0 {
        LOOK.with(|look| drop(js_sys::Promise::resolve(&JsValue::UNDEFINED).then(look)));
    }
    INSIDE.set(inside.saturating_add(1));
    work();
    INSIDE.set(inside);
}

/// Whether there was a fault, and nothing is checked any more.
pub(super) fn has_stopped() -> bool {
    STOPPED.get()
}

/// A promise is answered when no script runs: what is still inside, or still held after a call of the
/// page's, never came back. Then everything on the page stops.
fn look() {
    let alive = ALIVE.with(|alive| alive.try_borrow().map(|alive| alive.clone()));
    let alive = alive.unwrap_or_default();
    let fault = INSIDE.get() > 0 || alive.iter().any(|bound| bound.is_held());
    if fault && !STOPPED.replace(true) {
        alive.iter().for_each(|bound| bound.let_go());
    }
}

impl Bound {
    fn is_held(&self) -> bool {
        self.shared.state.try_borrow_mut().is_err() || self.painter.try_borrow_mut().is_err()
    }

    /// Leaves the form to itself. What was being written may be half done, so the page is asked and
    /// not what we know of it.
    fn let_go(&self) {
        let root = self.root();
        let all = |selector: &str| {
            let found = root.query_selector_all(selector).ok();
            let count = found.as_ref().map_or(0, web_sys::NodeList::length);
            let at = move |index| found.as_ref()?.item(index)?.dyn_into::<HtmlElement>().ok();
            (0..count).filter_map(at).collect::<Vec<HtmlElement>>()
        };
        for field in all("input, textarea, select") {
            if self.is_ours(&field)
                && let Some(control) = Control::of(root, &field)
            {
                control.set_validity("");
                set(&field, "aria-invalid", None).ok();
            }
        }
        for mark in MARKS {
            for marked in all(&format!("[{mark}]")) {
                set(&marked, mark, None).ok();
            }
        }
        all(".crossfoot-suggestion, .crossfoot-understood, .crossfoot-progress")
            .iter()
            .for_each(|note| note.remove());
        let [status, list, summary] = &self.places;
        list.set_text_content(None);
        summary.set_text_content(None);
        summary.set_hidden(true);
        let (words, language) = self.last_words();
        status.set_text_content(Some(&words));
        set(status, "lang", Some(&language)).ok();
        claim::give_back(root);
    }

    /// In the session's language, or in that of the page where the session cannot be asked.
    fn last_words(&self) -> (String, String) {
        let say = |catalogue: &Catalogue| {
            (catalogue.say("page.stopped", &[]), catalogue.language().to_owned())
        };
        if let Ok(state) = self.shared.state.try_borrow() {
            return say(&state.catalogue);
        }
        let near: Option<Element> = self.root().closest("[lang]").ok().flatten();
        let language = near.and_then(|near| near.get_attribute("lang")).unwrap_or_default();
        say(&Catalogue::new(&language))
    }
}
