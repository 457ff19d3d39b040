//! What a binding does in the next animation frame: looks at the page again and paints what has
//! gathered. One frame serves however many entries.

use super::binding::{ALIVE, Bound};
use super::guard::guarded;
use super::paint::Painter;
use super::view::view;
use crate::address::CellId;
use gloo::render::request_animation_frame;
use gloo::timers::callback::Timeout;
use std::rc::Rc;

impl Bound {
    pub(super) fn ask_frame(&self) {
        let waiting = self.work.borrow().frame.is_some();
        if !waiting && let Some(bound) = self.handle() {
            let frame = request_animation_frame(move |_| {
                guarded(|| {
                    bound.work.borrow_mut().frame = None;
                    bound.look_again();
                    bound.paint();
                    bound.hunt_on();
                    bound.light();
                    bound.show_progress();
                })
            });
            self.work.borrow_mut().frame = Some(frame);
        }
    }

    /// Reads all fields again in the next frame.
    pub(super) fn reread_soon(&self) {
        self.work.borrow_mut().reread = true;
        self.ask_frame();
    }

    /// Takes in what the page has changed by itself: fields that came or went, and what it wrote
    /// into others.
    fn look_again(&self) {
        let (reread, restock) = {
            let mut work = self.work.borrow_mut();
            if work.composing {
                return;
            }
            (core::mem::take(&mut work.reread), core::mem::take(&mut work.restock))
        };
        if restock {
            self.restock();
        }
        if reread || restock {
            self.read_fields(true);
        }
    }

    /// Does something once the browser has done what it is about to do.
    pub(super) fn after(&self, act: fn(&Bound)) {
        if let Some(bound) = self.handle() {
            let later = Timeout::new(0, move || guarded(|| act(&bound)));
            self.work.borrow_mut().later = Some(later);
        }
    }

    /// A strong handle to itself; none once it is released.
    pub(super) fn handle(&self) -> Option<Rc<Bound>> {
        ALIVE.with_borrow(|alive| {
            alive.iter().find(|other| core::ptr::eq(Rc::as_ptr(other), self)).cloned()
        })
    }

    /// Asks the painter something; nothing is asked while it writes, which only a page that calls
    /// us from inside its own reaction to a written attribute can bring about.
    pub(super) fn look<T>(&self, ask: impl FnOnce(&Painter) -> T) -> Option<T> {
        self.painter.try_borrow().ok().map(|painter| ask(&painter))
    }

    /// Writes what has gathered, unless an input method is composing: then it waits for the end.
    pub(super) fn paint(&self) {
        let (view, touched) = {
            let mut work = self.work.borrow_mut();
            if work.composing {
                return;
            }
            let findings = work.findings.take();
            let cells = work.cells.take();
            let Ok(state) = self.shared.state.try_borrow() else {
                return;
            };
            let advice = &self.hunt.borrow().advice;
            (view(&state, findings, cells, &work.asked, advice, work.asking), work.touched.clone())
        };
        if let Ok(mut painter) = self.painter.try_borrow_mut() {
            // A page that has taken our elements away cannot be painted on, and must not break.
            painter.apply(view, &touched).ok();
        }
    }

    /// Reads every field and enters what stands there.
    pub(super) fn read_all(&self) {
        self.read_fields(false);
    }

    fn read_fields(&self, changed: bool) {
        let texts = self.painter.try_borrow_mut().map(|mut painter| painter.read(changed));
        let texts = texts.unwrap_or_default();
        let changes = match self.shared.state.try_borrow_mut() {
            Ok(mut state) => {
                let other = texts.iter().filter(|(cell, text)| state.session.text(*cell) != text);
                let other: Vec<(CellId, &str)> =
                    other.map(|(cell, text)| (*cell, text.as_str())).collect();
                if other.is_empty() {
                    return;
                }
                match changed {
                    true => state.session.enter_beside(other),
                    false => state.session.enter_cells(other),
                }
            }
            Err(_) => return,
        };
        self.publish(&changes);
    }

    /// Paints everything anew: on binding, and when the language changes.
    pub(super) fn repaint(&self) {
        let (current, language) = match self.shared.state.try_borrow() {
            Ok(state) => (state.session.findings(), state.catalogue.language().to_owned()),
            Err(_) => return,
        };
        let shown = self.look(|painter| (painter.findings(), painter.cells()));
        let (shown, cells) = shown.unwrap_or_default();
        if let Ok(mut painter) = self.painter.try_borrow_mut() {
            painter.speak(&language);
        }
        {
            let mut work = self.work.borrow_mut();
            work.findings.extend(shown);
            work.findings.extend(current.iter().map(|finding| finding.id));
            work.cells.extend(cells);
        }
        self.paint();
        self.show_progress();
        self.say_advice_again();
        let summarised = self.look(|painter| {
            painter.say("");
            painter.has_summary()
        });
        if summarised == Some(true) {
            self.rewrite_summary();
        }
    }
}
