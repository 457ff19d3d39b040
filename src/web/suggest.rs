//! Suspects on the page: searched for in slices after each entry, shown where they are sure, taken
//! with one key and taken back with another. Nothing is ever written by itself.

use super::answer::object;
use super::api::State;
use super::binding::Bound;
use super::fields::target;
use super::guard::guarded;
use super::offer::{Advice, Offer, Shown, Told};
use super::speech::Done;
use crate::address::CellId;
use crate::entry::Entry;
use crate::finding::FindingId;
use crate::form::{Form, Place};
use crate::locate::{Change, Search, Suspect, Suspects};
use crate::rules::{Rule, Severity};
use crate::sorted::Set;
use crate::wire::{self, written};
use gloo::timers::callback::Timeout;
use wasm_bindgen::prelude::*;
use web_sys::{CustomEvent, CustomEventInit, Event, KeyboardEvent};

/// How many sets a slice looks at: a millisecond or two.
const SLICE: u32 = 2_000;
/// Most suspects named when none is sure.
const NAMED: usize = 5;

/// What is known of suspects, and what became of a suggestion.
#[derive(Default)]
pub(super) struct Hunt {
    /// A search for the figures as they stand, until it is done. While there is one, what was found
    /// before is about other figures.
    search: Option<Search>,
    slice: Option<Timeout>,
    /// The session's when the search began.
    revision: u64,
    found: Suspects,
    pub(super) advice: Advice,
    /// The cell of the field that has the focus.
    focused: Option<CellId>,
    /// What the rules leave for it, when it is blank.
    pub(super) implied: Option<Offer>,
    taken: Option<Taken>,
    /// Whether what is entered now comes from a suggestion or a block.
    pub(super) writing: bool,
    /// What is still to be written, the last first.
    pub(super) waiting: Vec<(CellId, String)>,
    /// Whether what stands beside the fields has to be looked at in the next frame.
    pub(super) look: bool,
}

/// A suggestion that was taken, or a block that was pasted: what stood in its cells, and what was
/// written there.
pub(super) struct Taken {
    pub(super) before: Vec<(CellId, String)>,
    pub(super) after: Vec<(CellId, String)>,
    /// How many figures of a block it holds; none for a suggestion.
    pub(super) pasted: Option<usize>,
}

impl Bound {
    /// Begins to search anew: what was searched for before is out of date.
    pub(super) fn hunt_anew(&self) {
        let Ok(state) = self.shared.state.try_borrow() else { return };
        let (search, revision) = (state.session.search(), state.session.revision());
        drop(state);
        let mut hunt = self.hunt.borrow_mut();
        (hunt.slice, hunt.revision) = (None, revision);
        hunt.search = Some(search);
        hunt.look = true;
        drop(hunt);
        self.ask_frame();
    }

    /// Another text stands in a cell: what was taken before can no more be taken back.
    pub(super) fn entered(&self, cell: CellId, blank: bool) {
        let mut hunt = self.hunt.borrow_mut();
        let over = !hunt.writing && hunt.taken.take().is_some();
        let bare = blank && hunt.focused == Some(cell);
        hunt.look |= over || bare;
        let ask = hunt.look;
        drop(hunt);
        if ask {
            self.ask_frame();
        }
    }

    /// The session's revision, where figures have changed since the search began: the person's, the
    /// page's own or last period's, and whether or not a verdict has changed with them.
    fn newer(&self) -> Option<u64> {
        let now = self.shared.state.try_borrow().ok()?.session.revision();
        (now != self.hunt.borrow().revision).then_some(now)
    }

    /// Searches anew where what was found is out of date: there is nothing to find while no rule is
    /// violated, and that is heard of.
    fn catch_up(&self) {
        let Some(now) = self.newer() else { return };
        let mut hunt = self.hunt.borrow_mut();
        hunt.look |= hunt.implied.is_some();
        hunt.revision = now;
        let anew = hunt.search.is_some() || hunt.found != Suspects::default();
        drop(hunt);
        if anew {
            self.hunt_anew();
        }
    }

    /// Fields were replaced: what stood beside the old ones is written beside the new.
    pub(super) fn offer_anew(&self) {
        self.hunt.borrow_mut().look = true;
        if let Ok(mut painter) = self.painter.try_borrow_mut() {
            painter.advise(Shown::default()).ok();
        }
    }

    /// Nothing is taken or offered any more: the form was reset.
    pub(super) fn forget_offers(&self) {
        let mut hunt = self.hunt.borrow_mut();
        (hunt.taken, hunt.implied, hunt.look) = (None, None, true);
        drop(hunt);
        self.ask_frame();
    }

    /// Goes on searching for a slice; the next one waits for its turn, and all of them for the end
    /// of a composition.
    pub(super) fn hunt_on(&self) {
        if self.work.borrow().composing {
            return;
        }
        self.catch_up();
        let (search, look) = {
            let mut hunt = self.hunt.borrow_mut();
            (hunt.search.take(), core::mem::take(&mut hunt.look))
        };
        if look {
            let implied = self.implied_here();
            self.hunt.borrow_mut().implied = implied;
        }
        let Some(mut search) = search else {
            if look {
                self.show_advice();
            }
            return;
        };
        if search.advance(SLICE) {
            self.conclude(search.finish());
            return;
        }
        let again = self.handle().map(|bound| Timeout::new(0, move || guarded(|| bound.hunt_on())));
        let mut hunt = self.hunt.borrow_mut();
        hunt.search = Some(search);
        hunt.slice = again;
        // A longer search: what stands there in the meantime would be about other figures.
        let before = core::mem::take(&mut hunt.advice);
        drop(hunt);
        self.work.borrow_mut().cells.extend(before.cells());
        self.show_advice();
    }

    fn conclude(&self, found: Suspects) {
        let Ok(state) = self.shared.state.try_borrow() else { return };
        let mut hunt = self.hunt.borrow_mut();
        let news = (hunt.found != found)
            .then(|| object(&wire::suspects(&state.session, &state.wording(), &found)));
        hunt.found = found;
        drop((hunt, state));
        self.advise();
        if let Some(detail) = news {
            self.dispatch("crossfoot:suspects", &detail);
        }
    }

    /// Puts what was found into words, and shows it.
    fn advise(&self) {
        let Ok(state) = self.shared.state.try_borrow() else { return };
        let mut hunt = self.hunt.borrow_mut();
        let open = |cell| self.look(|p| p.control(cell)).flatten().is_some_and(|c| c.is_open());
        let advice = advice(&state, &hunt.found, open);
        if hunt.advice != advice {
            let mut work = self.work.borrow_mut();
            work.cells.extend(hunt.advice.cells().chain(advice.cells()));
            hunt.advice = advice;
        }
        drop((hunt, state));
        self.show_advice();
    }

    /// Writes the advice beside the fields and above the findings, and what hangs on it.
    fn show_advice(&self) {
        let shown = {
            let Ok(state) = self.shared.state.try_borrow() else { return };
            let hunt = self.hunt.borrow();
            let taken = hunt.taken.as_ref().and_then(|t| Some((t.after.first()?, t.pasted)));
            let undo = taken.map(|((cell, text), pasted)| {
                let count = pasted.map(|count| count.to_string());
                let said = match &count {
                    Some(count) => state.catalogue.say("page.pasted", &[("count", count)]),
                    None => state.catalogue.say("page.suspect.taken", &[("value", text)]),
                };
                (*cell, said)
            });
            let say = |key| state.catalogue.say(key, &[]);
            Shown {
                advice: hunt.advice.clone(),
                implied: hunt.implied.clone(),
                undo,
                take: say("page.suspect.take"),
                back: say("page.suspect.undo"),
            }
        };
        // A page that has taken our elements away cannot be painted on, and must not break.
        let written = self.painter.try_borrow_mut().map(|mut painter| painter.advise(shown));
        if let Ok(Ok(cells)) = written {
            self.work.borrow_mut().cells.extend(cells);
        }
        self.paint();
    }

    /// Looks at suspects in another language.
    pub(super) fn say_advice_again(&self) {
        let implied = self.implied_here();
        self.hunt.borrow_mut().implied = implied;
        if !self.is_hunting() {
            self.advise();
        }
    }

    /// Whether what was found is about other figures than those that stand there.
    fn is_hunting(&self) -> bool {
        self.hunt.borrow().search.is_some() || self.newer().is_some()
    }

    /// What the rules leave for the field that has the focus, when it is blank.
    fn implied_here(&self) -> Option<Offer> {
        let at = self.hunt.borrow().focused?;
        let control = self.look(|painter| painter.control(at)).flatten()?;
        if !control.value().trim().is_empty() || !control.is_open() {
            return None;
        }
        let state = self.shared.state.try_borrow().ok()?;
        let implied = state.session.implied().into_iter().find(|one| one.cell == at)?;
        let value = written(state.session.form(), at, implied.value)?;
        Some(Offer { at, message: state.wording().implied(&implied), values: vec![(at, value)] })
    }

    /// A blank field that has the focus is offered what the rules leave for it.
    pub(super) fn on_focus(&self, event: &Event) {
        // A button of ours belongs to its field.
        if target(event).is_some_and(|target| target.has_attribute("data-crossfoot-act")) {
            return;
        }
        let field = self.field(event);
        let blank = field.as_ref().is_some_and(|(_, control)| control.value().trim().is_empty());
        let mut hunt = self.hunt.borrow_mut();
        hunt.focused = field.map(|(cell, _)| cell);
        self.work.borrow_mut().at = hunt.focused;
        hunt.look |= blank || hunt.implied.is_some();
        drop(hunt);
        self.ask_frame();
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
            // The page's own keys are not to act on it besides.
            event.prevent_default();
            event.stop_propagation();
        }
    }

    /// A button of ours was pressed: take a suggestion, or take it back.
    pub(super) fn on_button(&self, act: &str, cell: CellId) {
        match act {
            "take" => self.take(Some(cell)),
            _ => self.undo(),
        };
        if let Some(shown) = self.look(|painter| painter.shown(cell)).flatten() {
            shown.focus().ok();
        }
    }

    /// Takes the suggestion for a cell, or the first there is; false when there is none, or when
    /// something was entered that it does not know.
    pub(super) fn take(&self, cell: Option<CellId>) -> bool {
        if self.is_hunting() || self.work.borrow().composing {
            return false;
        }
        let offer = {
            let hunt = self.hunt.borrow();
            let about = |offer: &&Offer| match cell {
                Some(cell) => offer.values.iter().any(|(own, _)| *own == cell),
                None => !offer.values.is_empty(),
            };
            hunt.implied.iter().chain(&hunt.advice.offers).find(about).cloned()
        };
        let Some(offer) = offer else { return false };
        let stands = |(cell, _): &(CellId, String)| Some((*cell, self.stands(*cell)?));
        let Some(before) = offer.values.iter().map(stands).collect() else { return false };
        self.hunt.borrow_mut().taken =
            Some(Taken { before, after: offer.values.clone(), pasted: None });
        self.write(offer.values);
        true
    }

    /// Puts back what stood in the cells of the suggestion that was taken last, or of the block that
    /// was pasted; false when there is none, or something else has been entered since.
    pub(super) fn undo(&self) -> bool {
        let taken = self.hunt.borrow_mut().taken.take();
        // What a page makes of the figures of a block, such as grouping, is no entry.
        let own = |taken: &Taken| {
            let stands =
                |(cell, text): &(CellId, String)| self.stands(*cell).as_ref() == Some(text);
            taken.pasted.is_some() || taken.after.iter().all(stands)
        };
        let Some(taken) = taken.filter(own) else { return false };
        self.write(taken.before);
        if taken.pasted.is_some() {
            self.tell(Done::TakenBack);
        }
        true
    }

    /// What stands in a cell's field.
    pub(super) fn stands(&self, cell: CellId) -> Option<String> {
        self.look(|painter| painter.control(cell)).flatten().map(|control| control.value())
    }

    /// Whether a key in a cell's field can take back what was taken last: a block from anywhere.
    fn is_taken(&self, cell: CellId) -> bool {
        let hunt = self.hunt.borrow();
        hunt.taken.as_ref().is_some_and(|taken| {
            taken.pasted.is_some() || taken.after.iter().any(|(own, _)| *own == cell)
        })
    }

    /// A block was pasted, and can be taken back.
    pub(super) fn keep_taken(&self, taken: Taken) {
        let mut hunt = self.hunt.borrow_mut();
        hunt.taken = Some(taken).filter(|taken| !taken.after.is_empty());
        hunt.look = true;
        drop(hunt);
        self.ask_frame();
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
/// `open` tells where a person can type.
fn advice(state: &State, found: &Suspects, open: impl Fn(CellId) -> bool) -> Advice {
    let (session, wording) = (&state.session, state.wording());
    let form = session.form();
    let mut advice = Advice::default();
    let mut mended = Set::default();
    let mut blocks: Vec<&[Suspect]> = found.list.chunk_by(|a, b| a.block == b.block).collect();
    blocks.retain(|block| block.iter().any(|suspect| !suspect.mends.is_empty()));
    for block in blocks {
        let Some(first) = block.first() else { continue };
        let seen = |suspect: &Suspect| -> Vec<CellId> {
            suspect.changes.iter().map(|change| form.seen(change.cell)).collect()
        };
        if first.sure {
            let cells = seen(first);
            advice.suspects.extend(cells.iter().copied());
            let rules = first.mends.iter().filter_map(|rule| form.rule(*rule));
            let met = rules.flat_map(Rule::operands).map(|read| form.seen(read.cell));
            advice.aside.extend(met);
            mended.extend(first.mends.iter().map(|rule| FindingId::Rule(*rule)));
            let offer = offer(form, first, wording.suspect_here(first), &open);
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
    // A cell steps back when all that is found of it, but for remarks, is mended elsewhere.
    let remark = |id| session.finding(id).is_some_and(|found| found.severity == Severity::Info);
    let Advice { suspects, aside, .. } = &mut advice;
    aside.retain(|cell| {
        let mut findings = session.findings_of(*cell).into_iter();
        !suspects.contains(cell) && findings.all(|id| mended.contains(&id) || remark(id))
    });
    advice
}

/// What is said of a suspect beside its field. There is nothing to take where a figure is open,
/// stands in a sentence, or has no field that a person could type into.
fn offer(
    form: &Form,
    suspect: &Suspect,
    message: String,
    open: &impl Fn(CellId) -> bool,
) -> Option<Offer> {
    let value = |change: &Change| {
        let cell = form.cell(change.cell)?;
        let figure = matches!(cell.place, Place::Table { .. }) && open(change.cell);
        let entry = change.should_be.filter(|entry| figure && *entry != Entry::Blank)?;
        Some((change.cell, written(form, change.cell, entry)?))
    };
    let values = suspect.changes.iter().map(value).collect::<Option<Vec<_>>>();
    let at = suspect.changes.first().map(|change| form.seen(change.cell))?;
    Some(Offer { at, message, values: values.unwrap_or_default() })
}
