//! The JavaScript classes. Every method borrows the session for its own computing only.

use super::answer::{object, problems};
use super::binding::{self, Bound};
use super::numbers::Numbers;
use super::options::{self, Options, borrowed, entries, error};
use super::rollup::RollUp;
use super::wishes::BIND_OPTIONS;
use crate::address::CellId;
use crate::message::{Catalogue, Wording};
use crate::report::{MAX_BYTES, TooLong, read_grid, read_report};
use crate::session::{Changes, PriorTaken, Session as CoreSession, UnknownCell};
use crate::signoff::Reasons;
use crate::wire;
use core::cell::{RefCell, RefMut};
use std::rc::{Rc, Weak};
use wasm_bindgen::prelude::*;

/// The language of a session that names none.
const USUAL_LOCALE: &str = "zh-CN";

/// A compiled form.
#[wasm_bindgen]
pub struct Form(crate::form::Form);

/// One report being filled in.
#[wasm_bindgen]
pub struct Session(Rc<Shared>);

/// A session bound to a form on the page. It lives until it is released, whether or not the page
/// keeps it.
#[wasm_bindgen]
pub struct Binding(Weak<Bound>);

/// What a session and its bindings share.
pub(super) struct Shared {
    pub(super) state: RefCell<State>,
    /// The bindings that want to hear of changes.
    pub(super) bindings: RefCell<Vec<Weak<Bound>>>,
    /// What every entry that changes nothing answers with, made once.
    nothing: JsValue,
    numbers: Numbers,
}

/// A session and the language it speaks.
pub(super) struct State {
    pub(super) session: CoreSession,
    pub(super) catalogue: Catalogue,
    pub(super) period: String,
    pub(super) unit: String,
    /// The reasons written for soft findings.
    pub(super) reasons: Reasons,
}

impl State {
    pub(super) fn wording(&self) -> Wording<'_> {
        Wording { catalogue: &self.catalogue, form: self.session.form(), period: &self.period }
    }
}

#[wasm_bindgen]
impl Form {
    /// Compiles a definition, given as JSON text. Throws a `DefinitionError` that lists all that is
    /// wrong with it; its sentences are in the given language, English when there is none.
    pub fn compile(
        #[wasm_bindgen(unchecked_param_type = "string")] text: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "string")] locale: &JsValue,
    ) -> Result<Form, JsValue> {
        let catalogue = Catalogue::new(&language(locale, "en")?);
        // A text far too long is refused before it is copied into the wasm memory.
        let length = text.dyn_ref::<js_sys::JsString>().map_or(0, js_sys::JsString::length);
        let compiled = if length as usize > crate::definition::MAX_BYTES {
            Err(crate::definition::too_long(length as usize))
        } else {
            crate::form::Form::compile(&options::text(text, "a definition")?)
        };
        compiled.map(Form).map_err(|found| problems(&catalogue, &found))
    }

    /// The definition's id.
    #[wasm_bindgen(getter)]
    pub fn id(&self) -> String {
        self.0.id().to_owned()
    }

    /// The definition's version.
    #[wasm_bindgen(getter)]
    pub fn version(&self) -> String {
        self.0.version().to_owned()
    }

    /// All cell addresses, in the definition's order.
    #[wasm_bindgen(unchecked_return_type = "string[]")]
    pub fn cells(&self) -> JsValue {
        let cells: Vec<&str> = self.0.fillable().map(|(_, cell)| &*cell.address).collect();
        object(&cells)
    }

    /// The form's rules read back in a language, `zh-CN` when none is given: each as a sentence
    /// and as a formula, with what it rests on.
    #[wasm_bindgen(unchecked_return_type = "RuleInWords[]")]
    pub fn describe(
        &self,
        #[wasm_bindgen(unchecked_optional_param_type = "string")] locale: &JsValue,
    ) -> Result<JsValue, JsValue> {
        let catalogue = Catalogue::new(&language(locale, USUAL_LOCALE)?);
        let wording = Wording { catalogue: &catalogue, form: &self.0, period: "" };
        Ok(object(&wire::rulebook(&wording)))
    }

    /// Opens a roll-up of many units' reports of this form. Throws when the roster is none, with
    /// all that is wrong with it as `problems`.
    #[wasm_bindgen(js_name = rollUp)]
    pub fn roll_up(
        &self,
        #[wasm_bindgen(unchecked_optional_param_type = "RollUpOptions")] options: JsValue,
    ) -> Result<RollUp, JsValue> {
        RollUp::open(&self.0, &options)
    }

    /// Opens an empty report.
    pub fn open(
        &self,
        #[wasm_bindgen(unchecked_optional_param_type = "OpenOptions")] options: JsValue,
    ) -> Result<Session, JsValue> {
        let options = Options::open(&options, &["locale", "period", "prior", "unit"])?;
        let mut session = CoreSession::new(&self.0);
        if let Some(prior) = options.get("prior")? {
            session.set_prior(borrowed(&entries(&prior)?));
        }
        let locale = options.text("locale")?;
        let state = State {
            session,
            catalogue: Catalogue::new(locale.as_deref().unwrap_or(USUAL_LOCALE)),
            period: options.text("period")?.unwrap_or_default(),
            unit: options.text("unit")?.unwrap_or_default(),
            reasons: Reasons::default(),
        };
        let nothing = object(&wire::Changes::default());
        let lists: &js_sys::Object = nothing.unchecked_ref();
        for list in js_sys::Object::values(lists).iter() {
            js_sys::Object::freeze(list.unchecked_ref::<js_sys::Object>());
        }
        js_sys::Object::freeze(lists);
        Ok(Session(Rc::new(Shared {
            state: RefCell::new(state),
            bindings: RefCell::default(),
            nothing,
            numbers: Numbers::new(),
        })))
    }
}

#[wasm_bindgen]
impl Session {
    /// Puts a text into a cell and says what that changed. Throws when there is no such cell.
    #[wasm_bindgen(unchecked_return_type = "Changes")]
    pub fn enter(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] cell: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "string")] text: &JsValue,
    ) -> Result<JsValue, JsValue> {
        let mut state = self.state()?;
        let id = self.find(&state, cell)?;
        let changes = state.session.enter_cell(id, options::figure(text, cell)?.text());
        drop(state);
        self.0.announce(&changes)
    }

    /// Puts many texts in at once. Throws, and enters nothing, when one of the cells is unknown.
    #[wasm_bindgen(js_name = enterAll, unchecked_return_type = "Changes")]
    pub fn enter_all(
        &self,
        #[wasm_bindgen(unchecked_param_type = "Entries")] texts: &JsValue,
    ) -> Result<JsValue, JsValue> {
        let texts = options::entered(texts, |address| self.find(&*self.state()?, address))?;
        let texts = texts.iter().map(|(cell, text)| (*cell, text.text()));
        let changes = self.state()?.session.enter_cells(texts);
        self.0.announce(&changes)
    }

    /// Replaces the prior period's figures. Cells the form does not have, and texts that are no
    /// figures, are listed in the answer and the rest is taken: last year's form may have had other
    /// rows.
    #[wasm_bindgen(js_name = setPrior, unchecked_return_type = "PriorChanges")]
    pub fn set_prior(
        &self,
        #[wasm_bindgen(unchecked_param_type = "Entries")] figures: &JsValue,
    ) -> Result<JsValue, JsValue> {
        let figures = entries(figures)?;
        let taken = self.state()?.session.set_prior(borrowed(&figures));
        let answer = self.0.describe(&taken.changes, Some(&taken))?;
        self.0.tell(&taken.changes, &answer);
        Ok(answer)
    }

    /// All that does not hold as the report stands, in the definition's order.
    #[wasm_bindgen(unchecked_return_type = "Finding[]")]
    pub fn findings(&self) -> Result<JsValue, JsValue> {
        let state = self.state()?;
        Ok(object(&wire::findings(&state.wording(), &state.session.findings())))
    }

    /// All that stands against sending the report as it is: every finding, and every required cell
    /// that is blank or too short besides.
    #[wasm_bindgen(unchecked_return_type = "Finding[]")]
    pub fn complete(&self) -> Result<JsValue, JsValue> {
        let state = self.state()?;
        Ok(object(&wire::findings(&state.wording(), &state.session.complete())))
    }

    /// Which figures may be wrong, and what they should be: the repairs with which every rule
    /// holds, the likeliest first.
    #[wasm_bindgen(unchecked_return_type = "Suspects")]
    pub fn suspects(&self) -> Result<JsValue, JsValue> {
        let state = self.state()?;
        let suspects = state.session.suspects();
        Ok(object(&wire::suspects(&state.session, &state.wording(), &suspects)))
    }

    /// What the rules force blank cells to hold: to be offered, never written by itself.
    #[wasm_bindgen(unchecked_return_type = "Implied[]")]
    pub fn implied(&self) -> Result<JsValue, JsValue> {
        let state = self.state()?;
        Ok(object(&wire::implied(&state.wording(), &state.session.implied())))
    }

    /// Reads the text of a whole report, as copied from a page or a document: its parts by their
    /// headings, its tables by their labels. The session stays as it is; what was read can be
    /// looked at and then entered with `enterAll`. Throws when the text is too long.
    #[wasm_bindgen(js_name = readReport, unchecked_return_type = "ReadReport")]
    pub fn read_report(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] text: &JsValue,
    ) -> Result<JsValue, JsValue> {
        // A text far too long is refused before it is copied into the wasm memory.
        let length = text.dyn_ref::<js_sys::JsString>().map_or(0, js_sys::JsString::length);
        let bytes = length as usize;
        if bytes > MAX_BYTES {
            return Err(too_long(TooLong { bytes }));
        }
        let text = options::text(text, "a report")?;
        let state = self.state()?;
        let read = read_report(state.session.form(), &text, &state.period).map_err(too_long)?;
        Ok(object(&wire::report(&state.session, &state.wording(), &read)))
    }

    /// Reads a grid of texts, such as a sheet of a spreadsheet, as `readReport` reads a text: a
    /// list of rows, each a list of cells; a cell that is `null` or not given is empty.
    #[wasm_bindgen(js_name = readGrid, unchecked_return_type = "ReadReport")]
    pub fn read_grid(
        &self,
        #[wasm_bindgen(unchecked_param_type = "(string | null)[][]")] rows: &JsValue,
    ) -> Result<JsValue, JsValue> {
        let rows = options::grid(rows, MAX_BYTES)?;
        let state = self.state()?;
        let read = read_grid(state.session.form(), &rows, &state.period).map_err(too_long)?;
        Ok(object(&wire::report(&state.session, &state.wording(), &read)))
    }

    /// What was typed into a cell, to the letter. Throws when there is no such cell.
    pub fn text(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] cell: &JsValue,
    ) -> Result<String, JsValue> {
        let id = self.find(&*self.state()?, cell)?;
        Ok(self.state()?.session.text(id).to_owned())
    }

    /// What was understood of what was typed into a cell, where that is not written the same: 1532
    /// of 壹仟伍佰叁拾贰. Throws when there is no such cell.
    #[wasm_bindgen(unchecked_return_type = "string | null")]
    pub fn understood(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] cell: &JsValue,
    ) -> Result<JsValue, JsValue> {
        let id = self.find(&*self.state()?, cell)?;
        Ok(self.state()?.session.understood(id).map_or(JsValue::NULL, JsValue::from))
    }

    /// The language of messages and labels.
    #[wasm_bindgen(getter)]
    pub fn locale(&self) -> Result<String, JsValue> {
        Ok(self.state()?.catalogue.locale().to_owned())
    }

    /// Changes the language of messages and labels, on bound forms too.
    #[wasm_bindgen(js_name = setLocale)]
    pub fn set_locale(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] locale: &JsValue,
    ) -> Result<(), JsValue> {
        let locale = options::text(locale, "the language")?;
        self.state()?.catalogue = Catalogue::new(&locale);
        for bound in self.0.bound() {
            bound.repaint();
        }
        Ok(())
    }

    /// Binds the session to a form that is on the page, without touching its markup. Throws when
    /// the form is bound already, or a field is given a cell that does not exist.
    pub fn bind(
        &self,
        #[wasm_bindgen(unchecked_param_type = "HTMLElement")] root: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "BindOptions")] options: JsValue,
    ) -> Result<Binding, JsValue> {
        let options = Options::open(&options, BIND_OPTIONS)?;
        let root = root.dyn_ref::<web_sys::HtmlElement>();
        let root = root.ok_or_else(|| error("what is bound must be an element of the page"))?;
        let bound = binding::bind(&self.0, root.clone(), &options)?;
        Ok(Binding(Rc::downgrade(&bound)))
    }
}

#[wasm_bindgen]
impl Binding {
    /// Reads all fields again, for a page that has set some without an event.
    pub fn refresh(&self) {
        if let Some(bound) = self.0.upgrade() {
            bound.read_all();
        }
    }

    /// Reads all fields and shows what stands against sending, with the focus on the summary, as a
    /// held-back submit does; whether anything does. For pages that send by a script.
    #[wasm_bindgen(js_name = holdBack)]
    pub fn hold_back(&self) -> bool {
        self.0.upgrade().is_some_and(|bound| bound.check())
    }

    /// The same, answered with what was found and, when nothing holds it back, with the signed-off
    /// result to be sent.
    #[wasm_bindgen(unchecked_return_type = "Promise<Verdict>")]
    pub fn verify(&self) -> js_sys::Promise {
        let answer = self.0.upgrade().map_or_else(super::signoff::unchecked, |b| b.verdict());
        js_sys::Promise::resolve(&answer)
    }

    /// The report was sent: its draft, if one is kept, is gone.
    pub fn sent(&self) {
        if let Some(bound) = self.0.upgrade() {
            bound.forget_draft();
        }
    }

    /// What was found last: which figures may be wrong.
    #[wasm_bindgen(unchecked_return_type = "Suspects | null")]
    pub fn suspects(&self) -> JsValue {
        self.0.upgrade().map_or(JsValue::NULL, |bound| bound.suspects())
    }

    /// Takes the first sure suggestion, as its key does; false when there is none.
    #[wasm_bindgen(js_name = takeSuggestion)]
    pub fn take_suggestion(&self) -> bool {
        self.0.upgrade().is_some_and(|bound| bound.take(None))
    }

    /// Takes the last suggestion back, unless something else was entered since; false when there is
    /// none.
    pub fn undo(&self) -> bool {
        self.0.upgrade().is_some_and(|bound| bound.undo())
    }

    /// Unbinds, and puts the page back as it was. Safe to call twice.
    pub fn release(&self) {
        if let Some(bound) = self.0.upgrade() {
            bound.release();
        }
    }
}

impl Form {
    pub(super) fn core(&self) -> &crate::form::Form {
        &self.0
    }
}

impl Session {
    pub(super) fn state(&self) -> Result<RefMut<'_, State>, JsValue> {
        self.0.state.try_borrow_mut().map_err(|_| error("the session is busy"))
    }

    /// The cell at an address.
    fn find(&self, state: &State, address: &JsValue) -> Result<CellId, JsValue> {
        if let Some(known) = self.0.numbers.find(state.session.form(), address) {
            return Ok(known);
        }
        let address = options::text(address, "a cell's address")?;
        state.session.find(&address).map_err(unknown)
    }
}

impl Shared {
    /// Tells the bindings of changes, and gives the answer for JavaScript.
    pub(super) fn announce(&self, changes: &Changes) -> Result<JsValue, JsValue> {
        if changes.is_empty() {
            self.tell(changes, &self.nothing);
            return Ok(self.nothing.clone());
        }
        let answer = self.describe(changes, None)?;
        self.tell(changes, &answer);
        Ok(answer)
    }

    fn describe(&self, changes: &Changes, prior: Option<&PriorTaken>) -> Result<JsValue, JsValue> {
        let state = self.state.try_borrow().map_err(|_| error("the session is busy"))?;
        Ok(object(&wire::changes(&state.session, &state.wording(), changes, prior)))
    }

    /// Bindings paint and dispatch their event with no borrow held.
    fn tell(&self, changes: &Changes, detail: &JsValue) {
        if self.bindings.borrow().is_empty() {
            return;
        }
        for bound in self.bound() {
            bound.hear(changes, detail);
        }
    }

    fn bound(&self) -> Vec<Rc<Bound>> {
        let mut bindings = self.bindings.borrow_mut();
        bindings.retain(|bound| bound.strong_count() > 0);
        bindings.iter().filter_map(Weak::upgrade).collect()
    }
}

fn too_long(long: TooLong) -> JsValue {
    error(&long.to_string())
}

fn unknown(unknown: UnknownCell) -> JsValue {
    error(&unknown.to_string())
}

/// A language that may be left out.
pub(super) fn language(locale: &JsValue, usual: &str) -> Result<String, JsValue> {
    if locale.is_undefined() || locale.is_null() {
        return Ok(usual.to_owned());
    }
    options::text(locale, "the language")
}
