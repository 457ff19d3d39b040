//! Texts written into fields as a person would type them: the page hears of each.

use super::binding::Bound;
use super::guard::guarded;
use crate::address::CellId;
use wasm_bindgen::prelude::*;
use web_sys::{Event, EventInit};

impl Bound {
    /// Types texts into fields, one after another. A page that keeps its figures in a state of its
    /// own, such as React's, has taken one in before it hears of the next: the first is written at
    /// once, and the others before anything else can happen.
    pub(super) fn write(&self, mut texts: Vec<(CellId, String)>) {
        texts.reverse();
        let mut hunt = self.hunt.borrow_mut();
        texts.append(&mut hunt.waiting);
        hunt.waiting = texts;
        drop(hunt);
        self.write_on();
    }

    fn write_on(&self) {
        let next = {
            let mut hunt = self.hunt.borrow_mut();
            let next = hunt.waiting.pop();
            (hunt.writing, hunt.implied, hunt.look) = (next.is_some(), None, true);
            next
        };
        if let Some((cell, text)) = next {
            self.write_one(cell, &text);
        }
        self.hunt.borrow_mut().writing = false;
        if self.hunt.borrow().waiting.is_empty() {
            return self.ask_frame();
        }
        if let (Some(bound), Some(window)) = (self.handle(), web_sys::window()) {
            let act = Closure::once_into_js(move || guarded(|| bound.write_on()));
            window.queue_microtask(act.unchecked_ref());
        }
    }

    fn write_one(&self, cell: CellId, text: &str) {
        let Some(control) = self.look(|painter| painter.control(cell)).flatten() else { return };
        control.set_value(text);
        let init = EventInit::new();
        init.set_bubbles(true);
        for kind in ["input", "change"] {
            if let Ok(event) = Event::new_with_event_init_dict(kind, &init) {
                control.element().dispatch_event(&event).ok();
            }
        }
    }
}
