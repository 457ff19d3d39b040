//! Fields that come and go while a form is bound: rows that a script adds and takes away, fields
//! that are given another name.

use super::binding::Bound;
use super::fields::{Control, OURS};
use super::guard::guarded;
use crate::address::CellId;
use wasm_bindgen::prelude::*;
use web_sys::{Element, MutationObserver, MutationObserverInit, MutationRecord, NodeList};

/// Watches a form for as long as it lives.
pub(super) struct Watcher {
    observer: MutationObserver,
    _act: Closure<dyn FnMut(js_sys::Array)>,
}

impl Drop for Watcher {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

pub(super) const FIELDS: &str = "input, textarea, select";

impl Bound {
    /// Begins to watch.
    pub(super) fn watch(&self) {
        let Some(bound) = self.handle() else { return };
        let weak = std::rc::Rc::downgrade(&bound);
        let act = Closure::<dyn FnMut(js_sys::Array)>::new(move |records: js_sys::Array| {
            let Some(bound) = weak.upgrade() else { return };
            let fields = |list: NodeList| (0..list.length()).filter_map(move |at| list.item(at));
            let concerns = |record: MutationRecord| {
                let renamed = record.attribute_name().is_some();
                let mut nodes = fields(record.added_nodes()).chain(fields(record.removed_nodes()));
                renamed || nodes.any(|node| node.dyn_ref::<Element>().is_some_and(has_field))
            };
            guarded(|| {
                if records.iter().any(|record| concerns(record.unchecked_into())) {
                    bound.work.borrow_mut().restock = true;
                    bound.ask_frame();
                }
            });
        });
        let Ok(observer) = MutationObserver::new(act.as_ref().unchecked_ref()) else { return };
        let init = MutationObserverInit::new();
        init.set_child_list(true);
        init.set_subtree(true);
        let names: js_sys::Array =
            ["name", "data-cell"].map(JsValue::from_str).into_iter().collect();
        init.set_attribute_filter(&names);
        // A root that cannot be watched is still checked as its fields are typed into.
        observer.observe_with_options(self.root(), &init).ok();
        *self.watcher.borrow_mut() = Some(Watcher { observer, _act: act });
    }

    /// Takes on the fields that came, and lets those go that went: their cells are blank then.
    pub(super) fn restock(&self) {
        let now = self.fields_now();
        let before = self.look(super::paint::Painter::controls).unwrap_or_default();
        let mut gone: Vec<CellId> = Vec::new();
        for (cell, control) in &before {
            let still = |(own, other): &(CellId, Control)| {
                own == cell && other.element() == control.element()
            };
            if now.iter().any(still) {
                continue;
            }
            self.disown(control);
            if let Ok(mut painter) = self.painter.try_borrow_mut() {
                painter.disown(*cell);
            }
            // A page that throws everything away does not mean that nothing was typed.
            if !now.is_empty() && now.iter().all(|(own, _)| own != cell) {
                gone.push(*cell);
            }
        }
        let mut new = Vec::new();
        for (cell, control) in now {
            let known = before
                .iter()
                .any(|(own, other)| *own == cell && other.element() == control.element());
            if !known {
                self.adopt(cell, control);
                new.push(cell);
            }
        }
        if !new.is_empty() {
            self.offer_anew();
        }
        // A page that writes the inside of its form anew throws ours away too.
        self.look(|painter| painter.settle(self.root()));
        // A field that takes another's place may be blank where the other was not.
        let texts = new.iter().filter_map(|cell| Some((*cell, self.stands(*cell)?)));
        let texts: Vec<(CellId, String)> =
            gone.into_iter().map(|cell| (cell, String::new())).chain(texts).collect();
        let changes = match self.shared.state.try_borrow_mut() {
            Ok(mut state) => {
                let texts = texts.iter().map(|(cell, text)| (*cell, text.as_str()));
                state.session.enter_cells(texts)
            }
            Err(_) => return,
        };
        self.shared.announce(&changes).ok();
        self.work.borrow_mut().cells.extend(new);
    }
}

/// Whether an element is a field of the page's, or holds one.
fn has_field(element: &Element) -> bool {
    let own = |element: &Element| element.has_attribute(OURS);
    if element.matches(FIELDS).unwrap_or_default() {
        return !own(element);
    }
    let inner = element.query_selector(FIELDS).ok().flatten();
    inner.is_some_and(|inner| !own(&inner))
}
