//! A session bound to a form that is on the page: one listener for each kind of event, on the
//! form's root. It reads a field, enters its text, and paints in the next animation frame.
//!
//! Nothing here holds a borrow while JavaScript can run. [`Work`] is what has still to be done and
//! is borrowed for a moment at a time; the painter is borrowed only while it writes.

use super::api::Shared;
use super::claim;
use super::fields::{Control, Mapping, belongs, elements, target};
use super::guard::guarded;
use super::numbers::Elements;
use super::options::{Options, error};
use super::paint::Painter;
use super::speech::Done;
use super::suggest::Hunt;
use super::view::{asked_about, asked_cells, is_wrong};
use super::watch::Watcher;
use super::wishes::Wishes;
use crate::address::CellId;
use crate::finding::FindingId;
use crate::session::Changes;
use crate::sorted::Set;
use core::cell::RefCell;
use gloo::events::{EventListener, EventListenerOptions, EventListenerPhase};
use gloo::render::AnimationFrame;
use gloo::timers::callback::Timeout;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::{CustomEvent, CustomEventInit, Event, EventTarget, HtmlElement, HtmlFormElement};

thread_local! {
    /// Bindings that are alive. A page may drop every handle to one and go on using its form, so
    /// only `release` ends a binding.
    pub(super) static ALIVE: RefCell<Vec<Rc<Bound>>> = const { RefCell::new(Vec::new()) };
}

pub(super) struct Bound {
    pub(super) shared: Rc<Shared>,
    root: HtmlElement,
    mapping: Mapping,
    /// What the page asked for besides.
    pub(super) wishes: Wishes,
    /// From a field's element to the number of its cell.
    numbers: Elements,
    pub(super) painter: RefCell<Painter>,
    /// The line that speaks, the list, and the summary.
    pub(super) places: [HtmlElement; 3],
    pub(super) work: RefCell<Work>,
    pub(super) hunt: RefCell<Hunt>,
    listeners: RefCell<Vec<EventListener>>,
    /// Sees fields come and go.
    pub(super) watcher: RefCell<Option<Watcher>>,
}

/// What has still to be painted or said, and what the person has done so far.
#[derive(Default)]
pub(super) struct Work {
    pub(super) composing: bool,
    /// A submit button was pressed, and the browser is about to ask for validity.
    pub(super) submitting: bool,
    pub(super) findings: Set<FindingId>,
    pub(super) cells: Set<CellId>,
    /// Findings raised since the live line last spoke.
    pub(super) news: Set<FindingId>,
    /// What was done at one stroke, for the live line to say first.
    pub(super) done: Option<Done>,
    /// Whether one was cleared since then.
    pub(super) relief: bool,
    /// Cells the person has left once, or that a held-back submit pointed at.
    pub(super) touched: Set<CellId>,
    /// Checks that are shown as they stand before sending, since a submit was held back for them.
    pub(super) asked: Set<FindingId>,
    /// Whether a submit was held back for reasons, so that their boxes are shown.
    pub(super) asking: bool,
    /// The cell of the field that has the focus.
    pub(super) at: Option<CellId>,
    /// Whether the page may have set fields in its own listeners since they were read.
    pub(super) reread: bool,
    /// Whether fields have come or gone.
    pub(super) restock: bool,
    /// The draft waits to be kept.
    pub(super) keeping: Option<Timeout>,
    pub(super) frame: Option<AnimationFrame>,
    pub(super) speech: Option<Timeout>,
    pub(super) later: Option<Timeout>,
}

/// Binds a session to a form.
pub(super) fn bind(
    shared: &Rc<Shared>,
    root: HtmlElement,
    options: &Options,
) -> Result<Rc<Bound>, JsValue> {
    if claim::is_taken(&root) {
        return Err(error("this form is already bound; release its binding first"));
    }
    let mapping = Mapping::read(options)?;
    let wishes = Wishes::read(options)?;
    // Every field is looked at before anything is added to the page, so that an error leaves it as
    // it was.
    let form = {
        let state = shared.state.try_borrow().map_err(|_| error("the session is busy"))?;
        state.session.form().clone()
    };
    let fields = mapping.find(&root, &form)?;
    let painter = Painter::new(&root, options)?;
    claim::take(&root);
    let bound = Rc::new(Bound {
        shared: Rc::clone(shared),
        root,
        mapping,
        wishes,
        watcher: RefCell::default(),
        numbers: Elements::new(),
        places: painter.places(),
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
    bound.watch();
    bound.restore_draft();
    bound.read_all();
    bound.repaint();
    bound.tell_of_draft();
    // The session may have known all of it already, and so has heard nothing.
    bound.hunt_anew();
    Ok(bound)
}

/// An event that is heard.
struct Heard {
    kind: &'static str,
    passive: bool,
    act: fn(&Bound, &Event),
}

const fn heard(kind: &'static str, passive: bool, act: fn(&Bound, &Event)) -> Heard {
    Heard { kind, passive, act }
}

const FIELD: &[Heard] = &[
    heard("input", true, Bound::on_input),
    heard("change", true, Bound::on_input),
    heard("focusin", true, Bound::on_focus),
    heard("focusout", true, Bound::on_leave),
    heard("keydown", false, Bound::on_key),
    heard("compositionstart", true, Bound::on_composition),
    heard("compositionend", true, Bound::on_composition),
    heard("click", false, Bound::on_click),
    heard("invalid", false, Bound::on_invalid),
];
const FORM: &[Heard] = &[
    heard("submit", false, Bound::on_submit),
    heard("formdata", true, Bound::on_form_data),
    heard("reset", true, Bound::on_reset),
];
const CLICK: &[Heard] = &[heard("click", false, Bound::on_click)];
const TABLE: &[Heard] =
    &[heard("keydown", false, Bound::on_arrow), heard("paste", false, Bound::on_paste)];

impl Bound {
    pub(super) fn root(&self) -> &HtmlElement {
        &self.root
    }

    /// Takes a field on.
    pub(super) fn adopt(&self, cell: CellId, control: Control) {
        let shown = self.wishes.shown(control.element());
        if let Ok(mut painter) = self.painter.try_borrow_mut() {
            for element in control.elements() {
                self.numbers.keep(element, cell);
            }
            painter.adopt(cell, control, shown);
        }
    }

    /// Whether an element is one of its fields.
    pub(super) fn is_ours(&self, element: &HtmlElement) -> bool {
        self.numbers.find(element).is_some()
    }

    /// Lets a field go: what it was is forgotten.
    pub(super) fn disown(&self, control: &Control) {
        for element in control.elements() {
            self.numbers.forget(element);
        }
    }

    /// The fields of the form that are cells, as they are now.
    pub(super) fn fields_now(&self) -> Vec<(CellId, Control)> {
        let form = match self.shared.state.try_borrow() {
            Ok(state) => state.session.form().clone(),
            Err(_) => return Vec::new(),
        };
        self.mapping.find(&self.root, &form).unwrap_or_default()
    }

    fn listen(self: &Rc<Bound>) {
        let mut listeners = Vec::new();
        let mut add = |target: &EventTarget, phase, beside: bool, heard: &'static [Heard]| {
            for on in heard {
                let weak = Rc::downgrade(self);
                let options = EventListenerOptions { phase, passive: on.passive };
                let act = move |event: &Event| {
                    let bound = weak.upgrade().filter(|bound| !beside || bound.is_beside(event));
                    if let Some(bound) = bound {
                        guarded(|| (on.act)(&bound, event));
                    }
                };
                listeners.push(EventListener::new_with_options(target, on.kind, options, act));
            }
        };
        let first = EventListenerPhase::Capture;
        add(&self.root, first, false, FIELD);
        add(&self.root, first, false, FORM);
        // What belongs to a form and stands elsewhere is heard of there.
        let form = self.root.is_instance_of::<HtmlFormElement>();
        if let Some(page) = self.root.owner_document().filter(|_| form) {
            add(&page, first, true, FIELD);
        }
        if let Some(summary) = self.look(|painter| painter.summary_outside(&self.root)).flatten() {
            add(&summary, first, false, CLICK);
        }
        // Heard last of all, so that a page's own use of the same keys goes before.
        if let Some(window) = web_sys::window().filter(|_| self.wishes.grid) {
            add(&window, EventListenerPhase::Bubble, false, TABLE);
        }
        *self.listeners.borrow_mut() = listeners;
    }

    /// Whether an event is about something that belongs to the form and stands elsewhere.
    fn is_beside(&self, event: &Event) -> bool {
        target(event).is_some_and(|target| belongs(&self.root, &target))
    }

    fn on_reset(&self, _: &Event) {
        self.after(|bound| {
            bound.read_all();
            bound.forget();
            bound.forget_draft();
            bound.repaint();
        });
    }

    /// The cells that have a field, in the page's order.
    pub(super) fn cells_in_order(&self) -> Vec<CellId> {
        elements(&self.root).iter().filter_map(|element| self.numbers.find(element)).collect()
    }

    /// The cell and the control an event comes from, wherever on the page it is heard.
    pub(super) fn known(&self, event: &Event) -> Option<(CellId, Control)> {
        let target = target(event)?;
        let cell = self.numbers.find(&target)?;
        let control = self.look(|painter| painter.control(cell)).flatten()?;
        match control {
            // Others may have been added to its group since.
            Control::Radios(..) => Some((cell, Control::of(&self.root, &target)?)),
            control => Some((cell, control)),
        }
    }

    /// The same for an event inside the form. A field that was added since it was bound is taken
    /// on here.
    pub(super) fn field(&self, event: &Event) -> Option<(CellId, Control)> {
        if let Some(known) = self.known(event) {
            return Some(known);
        }
        let control = Control::of(&self.root, &target(event)?)?;
        let form = self.shared.state.try_borrow().ok()?.session.form().clone();
        let cell = self.mapping.cell(&control, &form).ok().flatten()?;
        self.adopt(cell, control.clone());
        Some((cell, control))
    }

    fn on_composition(&self, event: &Event) {
        let composing = event.type_() == "compositionstart";
        self.work.borrow_mut().composing = composing;
        if !composing {
            self.on_input(event);
            self.ask_frame();
        }
    }

    fn on_input(&self, event: &Event) {
        if self.work.borrow().composing {
            return;
        }
        let known = self.known(event);
        if known.is_none() && self.on_reason(event) {
            return;
        }
        // The page's own listeners may set other fields, such as totals that it works out.
        self.work.borrow_mut().reread = true;
        self.ask_frame();
        let Some((cell, control)) = known.or_else(|| self.field(event)) else {
            return;
        };
        let text = control.value();
        if let Ok(mut painter) = self.painter.try_borrow_mut() {
            painter.was_read(cell, &text);
        }
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
            work.cells.extend(cells.items().iter().copied());
            drop(work);
            self.make_valid(cells.items().iter().copied());
            self.ask_frame();
        }
        self.publish(&changes);
        if new {
            self.keep_draft();
            self.entered(cell, text.trim().is_empty());
        }
    }

    /// Tells every binding of the session, this one too, of changes that came from the page.
    pub(super) fn publish(&self, changes: &Changes) {
        // The answer is for a caller in JavaScript, and there is none; nor is the session busy.
        self.shared.announce(changes).ok();
    }

    fn on_leave(&self, event: &Event) {
        // A composition ends with the focus, even where its field was taken away before its end.
        let composing = core::mem::take(&mut self.work.borrow_mut().composing);
        if composing {
            self.on_input(event);
        }
        // The page may set fields when one is left: noughts for blanks, grouping.
        self.reread_soon();
        let left = self.field(event);
        let mut work = self.work.borrow_mut();
        work.at = None;
        if let Some((cell, _)) = left
            && work.touched.insert(cell)
        {
            work.cells.insert(cell);
        }
    }

    /// Takes in changes of the session: paints in the next frame, speaks when typing rests, and
    /// dispatches `crossfoot:change` at once.
    pub(super) fn hear(&self, changes: &Changes, detail: &JsValue) {
        if changes.is_empty() {
            // A cell may be filled now all the same, and what is suspected another.
            return self.ask_frame();
        }
        {
            let mut work = self.work.borrow_mut();
            work.findings.extend(changes.raised.iter().chain(&changes.cleared).copied());
            work.cells.extend(changes.cells.iter().copied());
            for id in &changes.cleared {
                work.news.remove(id);
            }
            work.news.extend(changes.raised.iter().copied());
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

    /// Forgets what the person has touched and been asked: the form was reset.
    fn forget(&self) {
        let mut work = self.work.borrow_mut();
        let asked = work.asked.take();
        if let Ok(state) = self.shared.state.try_borrow() {
            work.cells.extend(asked_cells(state.session.form(), &asked).take());
        }
        work.findings.extend(asked);
        work.touched.take();
        work.asking = false;
        work.news.take();
        work.relief = false;
        work.done = None;
        work.speech = None;
        drop(work);
        self.forget_offers();
        self.look(Painter::unsummarise);
    }

    pub(super) fn release(&self) {
        self.listeners.borrow_mut().clear();
        self.watcher.take();
        let (work, hunt) = (self.work.take(), self.hunt.take());
        drop((work, hunt));
        if let Ok(mut painter) = self.painter.try_borrow_mut() {
            painter.restore().ok();
        }
        claim::give_back(&self.root);
        let gone = ALIVE.with_borrow_mut(|alive| {
            let index = alive.iter().position(|other| core::ptr::eq(Rc::as_ptr(other), self));
            index.map(|index| alive.remove(index))
        });
        drop(gone);
    }
}
