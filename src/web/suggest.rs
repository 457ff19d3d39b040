//! Suspects on the page: searched for in slices after each entry, shown where they are sure, taken
//! with one key and taken back with another. Nothing is ever written by itself.

use super::api::{State, object};
use super::binding::Bound;
use super::offer::{Advice, Offer, Told};
use crate::address::CellId;
use crate::entry::Entry;
use crate::form::{Form, Place};
use crate::locate::{Search, Suspect, Suspects};
use crate::wire::{self, written};
use gloo::timers::callback::Timeout;
use std::collections::BTreeSet;
use wasm_bindgen::prelude::*;
use web_sys::{CustomEvent, CustomEventInit, Event, EventInit, KeyboardEvent};

/// How many sets a slice looks at: a millisecond or two.
const SLICE: u32 = 2_000;
/// Most suspects named when none is sure.
const NAMED: usize = 5;

/// What is known of suspects, and what became of a suggestion.
#[derive(Default)]
pub(super) struct Hunt {
    search: Option<Search>,
    slice: Option<Timeout>,
    found: Suspects,
    pub(super) advice: Advice,
    /// What the rules leave for the blank field that has the focus.
    implied: Option<Offer>,
    taken: Option<Taken>,
    /// Whether what is entered now comes from a suggestion.
    writing: bool,
}

/// A suggestion that was taken: what stood in its cells, and what stands there now.
struct Taken {
    before: Vec<(CellId, String)>,
    after: Vec<(CellId, String)>,
}

impl Bound {
    /// Begins to search anew: what was searched for before is out of date.
    pub(super) fn hunt_anew(&self) {
        let Ok(state) = self.shared.state.try_borrow() else { return };
        let search = state.session.search();
        drop(state);
        let mut hunt = self.hunt.borrow_mut();
        hunt.slice = None;
        hunt.search = Some(search);
        let writing = hunt.writing;
        if !writing {
            hunt.taken = None;
        }
        drop(hunt);
        self.ask_frame();
    }

    /// Whether an entry may change what is suspected.
    pub(super) fn is_hunting(&self) -> bool {
        let hunt = self.hunt.borrow();
        hunt.search.is_some() || !hunt.found.list.is_empty()
    }

    /// Goes on searching for a slice; the next one waits for its turn.
    pub(super) fn hunt_on(&self) {
        // While an input method composes nothing is written; its end asks for a frame.
        if self.work.borrow().composing {
            return;
        }
        let search = self.hunt.borrow_mut().search.take();
        let Some(mut search) = search else { return };
        if search.advance(SLICE) {
            self.conclude(search.finish());
            return;
        }
        let again = self.handle().map(|bound| Timeout::new(0, move || bound.hunt_on()));
        let mut hunt = self.hunt.borrow_mut();
        hunt.search = Some(search);
        hunt.slice = again;
    }

    fn conclude(&self, found: Suspects) {
        let Ok(state) = self.shared.state.try_borrow() else { return };
        let mut hunt = self.hunt.borrow_mut();
        if hunt.found == found && found.list.is_empty() {
            return;
        }
        let advice =
            advice(&state, &found, |cell| self.look(|p| p.control(cell)).flatten().is_some());
        let detail = object(&wire::suspects(&state.session, &state.wording(), &found));
        let mut cells: BTreeSet<CellId> = hunt.advice.cells().collect();
        cells.extend(advice.cells());
        hunt.found = found;
        hunt.advice = advice;
        drop((hunt, state));
        self.work.borrow_mut().cells.extend(cells);
        self.paint();
        self.show_advice();
        self.dispatch("crossfoot:suspects", &detail);
    }

    /// Writes the advice beside the fields and above the findings.
    pub(super) fn show_advice(&self) {
        let (advice, implied, undo) = {
            let hunt = self.hunt.borrow();
            let undo = hunt.taken.as_ref().and_then(|taken| taken.after.first().cloned());
            (hunt.advice.clone(), hunt.implied.clone(), undo)
        };
        let words = match self.shared.state.try_borrow() {
            Ok(state) => {
                let undo = undo.map(|(cell, text)| {
                    (cell, state.catalogue.say("page.suspect.taken", &[("value", &text)]))
                });
                let say = |key| state.catalogue.say(key, &[]);
                (say("page.suspect.take"), say("page.suspect.undo"), undo)
            }
            Err(_) => return,
        };
        if let Ok(mut painter) = self.painter.try_borrow_mut() {
            let (take, back, undo) = words;
            // A page that has taken our elements away cannot be painted on, and must not break.
            painter.advise(&advice, implied.as_ref(), undo, &take, &back).ok();
        }
    }

    /// Looks at suspects in another language.
    pub(super) fn say_advice_again(&self) {
        let found = core::mem::take(&mut self.hunt.borrow_mut().found);
        self.hunt.borrow_mut().implied = None;
        if !found.list.is_empty() {
            self.conclude(found);
        }
        self.show_advice();
    }

    /// A blank field has the focus: what the rules leave for it is offered.
    pub(super) fn on_focus(&self, event: &Event) {
        let field = self.field(event).filter(|(_, control)| control.value().trim().is_empty());
        let offer = field.and_then(|(cell, _)| {
            let state = self.shared.state.try_borrow().ok()?;
            let implied = state.session.implied().into_iter().find(|one| one.cell == cell)?;
            let value = written(state.session.form(), cell, implied.value)?;
            let message = state.wording().implied(&implied);
            Some(Offer { values: vec![(cell, value)], message })
        });
        let changed = {
            let mut hunt = self.hunt.borrow_mut();
            let changed = hunt.implied.is_some() || offer.is_some();
            hunt.implied = offer;
            changed
        };
        if changed {
            self.show_advice();
        }
    }

    pub(super) fn on_key(&self, event: &Event) {
        let Some(key) = event.dyn_ref::<KeyboardEvent>() else { return };
        if key.is_composing() || self.work.borrow().composing {
            return;
        }
        let Some((cell, _)) = self.field(event) else { return };
        let done = match key.key().as_str() {
            "Enter" if key.alt_key() && !key.ctrl_key() && !key.meta_key() => self.take(Some(cell)),
            "z" | "Z" if (key.ctrl_key() || key.meta_key()) && !key.shift_key() => {
                self.is_taken(cell) && self.undo()
            }
            _ => false,
        };
        if done {
            event.prevent_default();
        }
    }

    /// A button of ours was pressed: take a suggestion, or take it back.
    pub(super) fn on_button(&self, act: &str, cell: CellId) {
        match act {
            "take" => self.take(Some(cell)),
            _ => self.undo(),
        };
        if let Some(control) = self.look(|painter| painter.control(cell)).flatten() {
            control.element().focus().ok();
        }
    }

    /// Takes the suggestion for a cell, or the first there is; false when there is none.
    pub(super) fn take(&self, cell: Option<CellId>) -> bool {
        let offer = {
            let hunt = self.hunt.borrow();
            let about = |offer: &&Offer| {
                cell.is_none_or(|cell| offer.values.iter().any(|(own, _)| *own == cell))
            };
            hunt.implied.iter().chain(&hunt.advice.offers).find(about).cloned()
        };
        let Some(offer) = offer else { return false };
        let stands = |(cell, _): &(CellId, String)| {
            let control = self.look(|painter| painter.control(*cell)).flatten()?;
            Some((*cell, control.value()))
        };
        let Some(before) = offer.values.iter().map(stands).collect() else { return false };
        self.hunt.borrow_mut().taken = Some(Taken { before, after: offer.values.clone() });
        self.write(&offer.values);
        true
    }

    /// Puts back what stood in the cells of the suggestion that was taken last; false when there is
    /// none, or something else has been entered since.
    pub(super) fn undo(&self) -> bool {
        let taken = self.hunt.borrow_mut().taken.take();
        let Some(taken) = taken else { return false };
        self.write(&taken.before);
        self.show_advice();
        true
    }

    /// Whether a cell holds what a suggestion put there.
    fn is_taken(&self, cell: CellId) -> bool {
        let hunt = self.hunt.borrow();
        let after = hunt.taken.as_ref().map(|taken| &taken.after);
        let text = after.and_then(|after| after.iter().find(|(own, _)| *own == cell));
        let stands = self.look(|painter| painter.control(cell)).flatten().map(|c| c.value());
        text.is_some_and(|(_, text)| stands.as_ref() == Some(text))
    }

    /// Types texts into fields as a person would: the page hears of it.
    fn write(&self, texts: &[(CellId, String)]) {
        {
            let mut hunt = self.hunt.borrow_mut();
            hunt.writing = true;
            hunt.implied = None;
        }
        let init = EventInit::new();
        init.set_bubbles(true);
        for (cell, text) in texts {
            let Some(control) = self.look(|painter| painter.control(*cell)).flatten() else {
                continue;
            };
            control.set_value(text);
            for kind in ["input", "change"] {
                if let Ok(event) = Event::new_with_event_init_dict(kind, &init) {
                    control.element().dispatch_event(&event).ok();
                }
            }
        }
        self.hunt.borrow_mut().writing = false;
        self.show_advice();
    }

    /// What was found last, for JavaScript.
    pub(super) fn suspects(&self) -> JsValue {
        let hunt = self.hunt.borrow();
        match self.shared.state.try_borrow() {
            Ok(state) => object(&wire::suspects(&state.session, &state.wording(), &hunt.found)),
            Err(_) => JsValue::NULL,
        }
    }

    fn dispatch(&self, kind: &str, detail: &JsValue) {
        let init = CustomEventInit::new();
        init.set_bubbles(true);
        init.set_detail(detail);
        if let Ok(event) = CustomEvent::new_with_event_init_dict(kind, &init) {
            self.root().dispatch_event(&event).ok();
        }
    }
}

/// What to say of suspects: which cells stand out, which step back, what can be taken.
fn advice(state: &State, found: &Suspects, on_page: impl Fn(CellId) -> bool) -> Advice {
    let (session, wording) = (&state.session, state.wording());
    let form = session.form();
    let mut advice = Advice::default();
    let mut blocks: Vec<&[Suspect]> = found.list.chunk_by(|a, b| a.block == b.block).collect();
    blocks.retain(|block| block.iter().any(|suspect| !suspect.mends.is_empty()));
    for block in blocks {
        let Some(first) = block.first() else { continue };
        let seen = |suspect: &Suspect| -> Vec<CellId> {
            suspect.changes.iter().map(|change| form.seen(change.cell)).collect()
        };
        if first.sure {
            let cells = seen(first);
            advice.suspects.extend(&cells);
            let rules = first.mends.iter().filter_map(|rule| form.rule(*rule));
            let met = rules.flat_map(crate::rules::Rule::operands).map(|read| form.seen(read.cell));
            advice.aside.extend(met.filter(|cell| !cells.contains(cell)));
            let offer = offer(form, first, wording.suspect_here(first), &on_page);
            let links = cells.first().map(|cell| (*cell, wording.suspect(first)));
            advice.told.push(Told { lead: String::new(), links: links.into_iter().collect() });
            advice.offers.extend(offer);
        } else {
            let named = block.iter().take(NAMED);
            let links = named
                .filter_map(|suspect| Some((*seen(suspect).first()?, wording.suspect(suspect))));
            let lead = state.catalogue.say("page.suspect.one-of", &[]);
            advice.told.push(Told { lead, links: links.collect() });
        }
    }
    if found.cut_short {
        let lead = state.catalogue.say("page.suspect.cut-short", &[]);
        advice.told.push(Told { lead, links: Vec::new() });
    }
    // A cell that one block suspects does not step back for another.
    let suspects = advice.suspects.clone();
    advice.aside.retain(|cell| !suspects.contains(cell));
    advice
}

/// What a suspect would have typed; none where a figure is open, stands in a sentence, or has no
/// field.
fn offer(
    form: &Form,
    suspect: &Suspect,
    message: String,
    on_page: &impl Fn(CellId) -> bool,
) -> Option<Offer> {
    let value = |change: &crate::locate::Change| {
        let cell = form.cell(change.cell)?;
        let figure = matches!(cell.place, Place::Table { .. }) && on_page(change.cell);
        let entry = change.should_be.filter(|entry| figure && *entry != Entry::Blank)?;
        Some((change.cell, written(form, change.cell, entry)?))
    };
    let values = suspect.changes.iter().map(value).collect::<Option<Vec<_>>>()?;
    Some(Offer { values, message })
}
