//! A session bound to a form that is on the page: one listener for each kind of event, on the
//! form's root. It reads a field, enters its text, and paints in the next animation frame.
//!
//! Nothing here holds a borrow while JavaScript can run. [`Work`] is what has still to be done and
//! is borrowed for a moment at a time; the painter is borrowed only while it writes.

use super::api::Shared;
use super::fields::{Control, Mapping};
use super::options::{Options, error};
use super::paint::Painter;
use super::suggest::Hunt;
use super::view::{asked_about, asked_cells, is_wrong, view};
use crate::address::CellId;
use crate::finding::FindingId;
use crate::session::Changes;
use core::cell::{Cell, RefCell};
use gloo::events::{EventListener, EventListenerOptions};
use gloo::render::{AnimationFrame, request_animation_frame};
use gloo::timers::callback::Timeout;
use std::collections::BTreeSet;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::{CustomEvent, CustomEventInit, Element, Event, HtmlElement};

thread_local! {
    /// Bindings that are alive. A page may drop every handle to one and go on using its form, so
    /// only `release` ends a binding.
    static ALIVE: RefCell<Vec<Rc<Bound>>> = const { RefCell::new(Vec::new()) };
    static NUMBER: Cell<u32> = const { Cell::new(0) };
}

pub(super) struct Bound {
    pub(super) shared: Rc<Shared>,
    root: HtmlElement,
    mapping: Mapping,
    /// From a field's element to the number of its cell.
    numbers: js_sys::WeakMap,
    pub(super) painter: RefCell<Painter>,
    pub(super) work: RefCell<Work>,
    pub(super) hunt: RefCell<Hunt>,
    listeners: RefCell<Vec<EventListener>>,
}

/// What has still to be painted or said, and what the person has done so far.
#[derive(Default)]
pub(super) struct Work {
    pub(super) composing: bool,
    /// A submit button was pressed, and the browser is about to ask for validity.
    pub(super) submitting: bool,
    pub(super) findings: BTreeSet<FindingId>,
    pub(super) cells: BTreeSet<CellId>,
    /// Findings raised since the live line last spoke.
    pub(super) news: BTreeSet<FindingId>,
    /// Whether one was cleared since then.
    pub(super) relief: bool,
    /// Cells the person has left once, or that a held-back submit pointed at.
    pub(super) touched: BTreeSet<CellId>,
    /// Checks that are shown as they stand before sending, since a submit was held back for them.
    pub(super) asked: BTreeSet<FindingId>,
    frame: Option<AnimationFrame>,
    pub(super) speech: Option<Timeout>,
    later: Option<Timeout>,
}

/// Binds a session to a form.
pub(super) fn bind(
    shared: &Rc<Shared>,
    root: HtmlElement,
    options: &Options,
) -> Result<Rc<Bound>, JsValue> {
    let taken = ALIVE.with_borrow(|alive| alive.iter().any(|other| other.root == root));
    if taken {
        return Err(error("this form is already bound; release its binding first"));
    }
    let number = NUMBER.get().wrapping_add(1);
    NUMBER.set(number);
    let mapping = Mapping::read(options)?;
    // Every field is looked at before anything is added to the page, so that an error leaves it as
    // it was.
    let form = {
        let state = shared.state.try_borrow().map_err(|_| error("the session is busy"))?;
        state.session.form().clone()
    };
    let fields = mapping.find(&root, &form)?;
    let painter = Painter::new(&root, options, number)?;
    let bound = Rc::new(Bound {
        shared: Rc::clone(shared),
        root,
        mapping,
        numbers: js_sys::WeakMap::new(),
        painter: RefCell::new(painter),
        work: RefCell::default(),
        hunt: RefCell::default(),
        listeners: RefCell::default(),
    });
    for (cell, control) in fields {
        bound.adopt(cell, control);
    }
    bound.listen();
    shared.bindings.borrow_mut().push(Rc::downgrade(&bound));
    ALIVE.with_borrow_mut(|alive| alive.push(Rc::clone(&bound)));
    bound.read_all();
    bound.repaint();
    // The session may have known all of it already, and so has heard nothing.
    bound.hunt_anew();
    Ok(bound)
}

impl Bound {
    pub(super) fn root(&self) -> &HtmlElement {
        &self.root
    }

    fn adopt(&self, cell: CellId, control: Control) {
        if let Ok(mut painter) = self.painter.try_borrow_mut() {
            self.numbers.set(control.element(), &JsValue::from(cell.0));
            painter.adopt(cell, control);
        }
    }

    fn listen(self: &Rc<Bound>) {
        let to = |target: &HtmlElement,
                  kind: &'static str,
                  passive: bool,
                  act: fn(&Bound, &Event)| {
            let weak = Rc::downgrade(self);
            let options =
                EventListenerOptions { passive, ..EventListenerOptions::run_in_capture_phase() };
            EventListener::new_with_options(target, kind, options, move |event| {
                if let Some(bound) = weak.upgrade() {
                    act(&bound, event);
                }
            })
        };
        let on = |kind, passive, act| to(&self.root, kind, passive, act);
        let outside = self.look(|painter| painter.summary_outside(&self.root)).flatten();
        let outside = outside.map(|summary| to(&summary, "click", false, Bound::on_click));
        *self.listeners.borrow_mut() = vec![
            on("input", true, Bound::on_input),
            on("change", true, Bound::on_input),
            on("focusin", true, Bound::on_focus),
            on("focusout", true, Bound::on_leave),
            on("keydown", false, Bound::on_key),
            on("compositionstart", true, |bound, _| bound.work.borrow_mut().composing = true),
            on("compositionend", true, |bound, event| {
                bound.work.borrow_mut().composing = false;
                bound.on_input(event);
                bound.ask_frame();
            }),
            on("click", false, Bound::on_click),
            on("invalid", false, Bound::on_invalid),
            on("submit", false, Bound::on_submit),
            on("reset", true, |bound, _| {
                bound.after(|bound| {
                    bound.read_all();
                    bound.forget();
                    bound.repaint();
                })
            }),
        ];
        self.listeners.borrow_mut().extend(outside);
    }

    /// The cell and the control an event comes from. A field that was added to the form since it
    /// was bound is taken on here.
    pub(super) fn field(&self, event: &Event) -> Option<(CellId, Control)> {
        // Inside a shadow tree the target is the host; the path begins with the field.
        let target = event.composed_path().get(0);
        let control = Control::of(target.dyn_ref::<Element>()?)?;
        // A whole number of our own, which JavaScript kept as a double.
        if let Some(number) = self.numbers.get(control.element()).as_f64() {
            return Some((CellId(number as u32), control));
        }
        let form = self.shared.state.try_borrow().ok()?.session.form().clone();
        let cell = self.mapping.cell(&control, &form).ok().flatten()?;
        self.adopt(cell, control.clone());
        Some((cell, control))
    }

    fn on_input(&self, event: &Event) {
        if self.work.borrow().composing {
            return;
        }
        let Some((cell, control)) = self.field(event) else {
            return;
        };
        let text = control.value();
        let (changes, new, understood, asked) = match self.shared.state.try_borrow_mut() {
            Ok(mut state) => {
                let new = state.session.text(cell) != text;
                let changes = state.session.enter_cell(cell, &text);
                let form = state.session.form();
                let asked: Vec<FindingId> =
                    asked_about(form, &self.work.borrow().asked, cell).collect();
                (changes, new, state.session.understood(cell).is_some(), asked)
            }
            Err(_) => return,
        };
        if understood || self.look(|painter| painter.has_note(cell)) == Some(true) {
            self.work.borrow_mut().cells.insert(cell);
            self.ask_frame();
        }
        if !asked.is_empty() {
            let form = match self.shared.state.try_borrow() {
                Ok(state) => state.session.form().clone(),
                Err(_) => return,
            };
            let cells = asked_cells(&form, &asked);
            let mut work = self.work.borrow_mut();
            work.findings.extend(asked);
            work.cells.extend(&cells);
            drop(work);
            self.make_valid(cells);
            self.ask_frame();
        }
        self.publish(&changes);
        if new {
            self.entered(cell, text.trim().is_empty(), !changes.is_empty());
        }
    }

    /// Tells every binding of the session, this one too, of changes that came from the page.
    fn publish(&self, changes: &Changes) {
        // The answer is for a caller in JavaScript, and there is none; nor is the session busy.
        self.shared.announce(changes).ok();
    }

    fn on_leave(&self, event: &Event) {
        // A composition ends with the focus, even where its field was taken away before its end.
        let composing = core::mem::take(&mut self.work.borrow_mut().composing);
        if composing {
            self.on_input(event);
            self.ask_frame();
        }
        if let Some((cell, _)) = self.field(event) {
            let new = self.work.borrow_mut().touched.insert(cell);
            if new {
                self.work.borrow_mut().cells.insert(cell);
                self.ask_frame();
            }
        }
    }

    /// Takes in changes of the session: paints in the next frame, speaks when typing rests, and
    /// dispatches `crossfoot:change` at once.
    pub(super) fn hear(&self, changes: &Changes, detail: &JsValue) {
        if changes.is_empty() {
            return;
        }
        {
            let mut work = self.work.borrow_mut();
            work.findings.extend(changes.raised.union(&changes.cleared));
            work.cells.extend(&changes.cells);
            for id in &changes.cleared {
                work.news.remove(id);
            }
            work.news.extend(&changes.raised);
            work.relief |= !changes.cleared.is_empty();
        }
        self.make_valid(changes.cells.iter().copied());
        self.hunt_anew();
        self.ask_speech();
        let init = CustomEventInit::new();
        init.set_bubbles(true);
        init.set_detail(detail);
        if let Ok(event) = CustomEvent::new_with_event_init_dict("crossfoot:change", &init) {
            self.root.dispatch_event(&event).ok();
        }
    }

    /// Takes the validity messages of fields that have become right away at once.
    fn make_valid(&self, cells: impl IntoIterator<Item = CellId>) {
        let right: Vec<CellId> = match self.shared.state.try_borrow() {
            Ok(state) => {
                let work = self.work.borrow();
                let right = |cell: &CellId| !is_wrong(&state, *cell, &work.asked);
                cells.into_iter().filter(right).collect()
            }
            Err(_) => return,
        };
        if let Ok(mut painter) = self.painter.try_borrow_mut() {
            right.into_iter().for_each(|cell| painter.make_valid(cell));
        }
    }

    pub(super) fn ask_frame(&self) {
        let waiting = self.work.borrow().frame.is_some();
        if !waiting && let Some(bound) = self.handle() {
            let frame = request_animation_frame(move |_| {
                bound.work.borrow_mut().frame = None;
                bound.paint();
                bound.hunt_on();
            });
            self.work.borrow_mut().frame = Some(frame);
        }
    }

    /// Does something once the browser has done what it is about to do.
    pub(super) fn after(&self, act: fn(&Bound)) {
        if let Some(bound) = self.handle() {
            let later = Timeout::new(0, move || act(&bound));
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
            let findings = core::mem::take(&mut work.findings);
            let cells = core::mem::take(&mut work.cells);
            let Ok(state) = self.shared.state.try_borrow() else {
                return;
            };
            let advice = &self.hunt.borrow().advice;
            (view(&state, findings, cells, &work.asked, advice), work.touched.clone())
        };
        if let Ok(mut painter) = self.painter.try_borrow_mut() {
            // A page that has taken our elements away cannot be painted on, and must not break.
            painter.apply(view, &touched).ok();
        }
    }

    /// Reads every field and enters what stands there.
    pub(super) fn read_all(&self) {
        let texts = self.look(|painter| painter.texts()).unwrap_or_default();
        let changes = match self.shared.state.try_borrow_mut() {
            Ok(mut state) => {
                state.session.enter_cells(texts.iter().map(|(cell, text)| (*cell, text.as_str())))
            }
            Err(_) => return,
        };
        self.publish(&changes);
    }

    /// Paints everything anew: on binding, and when the language changes.
    pub(super) fn repaint(&self) {
        let shown = self.look(|painter| (painter.findings(), painter.cells()));
        let (shown, cells) = shown.unwrap_or_default();
        let current = match self.shared.state.try_borrow() {
            Ok(state) => state.session.findings(),
            Err(_) => return,
        };
        {
            let mut work = self.work.borrow_mut();
            work.findings.extend(shown);
            work.findings.extend(current.iter().map(|finding| finding.id));
            work.cells.extend(cells);
        }
        self.paint();
        self.say_advice_again();
        let summarised = self.look(|painter| {
            painter.say("");
            painter.has_summary()
        });
        if summarised == Some(true) {
            self.rewrite_summary();
        }
    }

    /// Forgets what the person has touched and been asked: the form was reset.
    fn forget(&self) {
        let mut work = self.work.borrow_mut();
        let asked = core::mem::take(&mut work.asked);
        if let Ok(state) = self.shared.state.try_borrow() {
            work.cells.extend(asked_cells(state.session.form(), &asked));
        }
        work.findings.extend(asked);
        work.touched.clear();
        work.news.clear();
        work.relief = false;
        work.speech = None;
        drop(work);
        self.forget_offers();
        self.look(Painter::unsummarise);
    }

    pub(super) fn release(&self) {
        self.listeners.borrow_mut().clear();
        let (work, hunt) = (self.work.take(), self.hunt.take());
        drop((work, hunt));
        if let Ok(mut painter) = self.painter.try_borrow_mut() {
            painter.restore().ok();
        }
        let gone = ALIVE.with_borrow_mut(|alive| {
            let index = alive.iter().position(|other| core::ptr::eq(Rc::as_ptr(other), self));
            index.map(|index| alive.remove(index))
        });
        drop(gone);
    }
}
