//! The JavaScript class that adds up many units' reports.

use super::answer::object;
use super::api::language;
use super::options::{self, Options, borrowed, entries, error};
use crate::message::{Catalogue, Wording};
use crate::rollup::{Report, RollUp as CoreRollUp};
use crate::roster::Roster;
use crate::session::Session;
use crate::submission::MAX_BYTES;
use crate::wire;
use core::cell::{RefCell, RefMut};
use serde::Serialize;
use wasm_bindgen::prelude::*;

/// Many units' reports of one form, added up.
#[wasm_bindgen]
pub struct RollUp(RefCell<State>);

struct State {
    roll_up: CoreRollUp,
    /// An empty report to check others by.
    empty: Session,
    catalogue: Catalogue,
    period: String,
}

/// What became of many reports.
#[derive(Serialize, Default)]
struct Lines {
    added: u32,
    refused: Vec<wire::Intake>,
}

impl RollUp {
    pub(super) fn open(form: &crate::form::Form, options: &JsValue) -> Result<RollUp, JsValue> {
        let options = Options::open(options, &["locale", "period", "prior", "roster"])?;
        let catalogue = Catalogue::new(&language(&options.value("locale")?, "zh-CN")?);
        let roster = match options.text("roster")? {
            None => Roster::new(""),
            Some(text) => Roster::read(&text)
                .map_err(|problems| super::answer::problems(&catalogue, &problems))?,
        };
        let period = options.text("period")?.unwrap_or_default();
        let mut empty = Session::new(form);
        if let Some(prior) = options.get("prior")? {
            empty.set_prior(borrowed(&entries(&prior)?));
        }
        let roll_up = CoreRollUp::new(form, roster, &period, true);
        Ok(RollUp(RefCell::new(State { roll_up, empty, catalogue, period })))
    }

    fn state(&self) -> Result<RefMut<'_, State>, JsValue> {
        self.0.try_borrow_mut().map_err(|_| error("the roll-up is busy"))
    }
}

impl State {
    fn wording(&self) -> Wording<'_> {
        Wording { catalogue: &self.catalogue, form: self.roll_up.form(), period: &self.period }
    }

    fn take(&mut self, text: &str, given: &Given) -> wire::Intake {
        let intake = self.roll_up.take(&Report {
            text,
            unit: given.unit.as_deref(),
            replace: given.replace,
            check: given.check.then_some(&self.empty),
        });
        wire::intake(&self.wording(), &intake)
    }

    fn group(&self, names: &JsValue) -> Result<usize, JsValue> {
        let names = options::texts(names, "a group")?;
        let group = self.roll_up.roster().group_of(&names);
        group.ok_or_else(|| error(&format!("the roster has no group {}", names.join(" / "))))
    }

    fn figures(&self, figures: &JsValue) -> Result<Vec<(crate::address::CellId, String)>, JsValue> {
        let figures = entries(figures)?.into_iter();
        let known = figures.map(|(cell, text)| {
            Ok((self.empty.find(&cell).map_err(|e| error(&e.to_string()))?, text))
        });
        known.collect()
    }

    fn entries(&self, figures: Vec<(crate::address::CellId, String)>) -> JsValue {
        object(&wire::texts(self.roll_up.form(), figures))
    }
}

/// How a report is to be taken in.
struct Given {
    unit: Option<String>,
    replace: bool,
    check: bool,
}

impl Given {
    fn read(options: &JsValue, usually_checked: bool) -> Result<Given, JsValue> {
        let options = Options::open(options, &["check", "replace", "unit"])?;
        Ok(Given {
            unit: options.text("unit")?,
            replace: options.flag("replace", false)?,
            check: options.flag("check", usually_checked)?,
        })
    }
}

#[wasm_bindgen]
impl RollUp {
    /// Takes a report in: its JSON as text or bytes, or the object itself. One that cannot be used
    /// is answered with the reason and changes nothing; nothing is thrown for it.
    #[wasm_bindgen(unchecked_return_type = "Intake")]
    pub fn add(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string | Uint8Array | object")] report: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "AddOptions")] options: JsValue,
    ) -> Result<JsValue, JsValue> {
        let given = Given::read(&options, true)?;
        let text = json(report)?;
        Ok(object(&self.state()?.take(&text, &given)))
    }

    /// Takes many reports in, one a line, as bytes of UTF-8 text. They are not checked by the
    /// form's rules unless that is asked for.
    #[wasm_bindgen(js_name = addLines, unchecked_return_type = "Lines")]
    pub fn add_lines(
        &self,
        lines: &[u8],
        #[wasm_bindgen(unchecked_optional_param_type = "AddOptions")] options: JsValue,
    ) -> Result<JsValue, JsValue> {
        let given = Given::read(&options, false)?;
        let mut state = self.state()?;
        let mut answer = Lines::default();
        // The whole is looked at once for UTF-8; where it is none, each line is.
        let all = core::str::from_utf8(lines).unwrap_or_default();
        let bytes = if all.is_empty() { lines } else { &[] };
        // What is no UTF-8 is no JSON either, and is told as that.
        let one = |line| core::str::from_utf8(line).unwrap_or("\u{fffd}");
        let broken = bytes.split(|byte| *byte == b'\n').map(one);
        for line in all.split('\n').chain(broken).map(str::trim_ascii) {
            if line.is_empty() {
                continue;
            }
            let intake = state.take(line, &given);
            if intake.is_refused() {
                answer.refused.push(intake);
            } else {
                answer.added = answer.added.saturating_add(1);
            }
        }
        Ok(object(&answer))
    }

    /// Takes a unit's report out; false when it is not in.
    pub fn remove(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] unit: &JsValue,
    ) -> Result<bool, JsValue> {
        let unit = options::text(unit, "a unit's name")?;
        Ok(self.state()?.roll_up.remove(&unit))
    }

    /// Keeps a unit's report without counting it, or counts it again; false when it is not in.
    #[wasm_bindgen(js_name = leaveOut)]
    pub fn leave_out(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] unit: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "boolean")] out: &JsValue,
    ) -> Result<bool, JsValue> {
        let unit = options::text(unit, "a unit's name")?;
        let out =
            out.as_bool().ok_or_else(|| error("whether to leave it out must be a boolean"))?;
        Ok(self.state()?.roll_up.leave_out(&unit, out))
    }

    /// Every unit: those of the roster in its order, then the others that reported.
    #[wasm_bindgen(unchecked_return_type = "Unit[]")]
    pub fn units(&self) -> Result<JsValue, JsValue> {
        let units: Vec<wire::Unit> = self.state()?.roll_up.units().iter().map(wire::unit).collect();
        Ok(object(&units))
    }

    /// The paths of the roster's groups; the first, empty, is all units.
    #[wasm_bindgen(unchecked_return_type = "string[][]")]
    pub fn groups(&self) -> Result<JsValue, JsValue> {
        let state = self.state()?;
        let roster = state.roll_up.roster();
        let groups: Vec<Vec<&str>> =
            (0..roster.groups().len()).map(|group| roster.names(group)).collect();
        Ok(object(&groups))
    }

    /// What the reports have in each cell that holds figures, in the definition's order.
    #[wasm_bindgen(unchecked_return_type = "Total[]")]
    pub fn totals(
        &self,
        #[wasm_bindgen(unchecked_optional_param_type = "string[]")] group: &JsValue,
    ) -> Result<JsValue, JsValue> {
        let state = self.state()?;
        let totals = state.roll_up.totals(state.group(group)?);
        Ok(object(&wire::totals(state.roll_up.form(), &totals)))
    }

    /// The totals as a report's figures.
    #[wasm_bindgen(unchecked_return_type = "Entries")]
    pub fn entries(
        &self,
        #[wasm_bindgen(unchecked_optional_param_type = "string[]")] group: &JsValue,
    ) -> Result<JsValue, JsValue> {
        let state = self.state()?;
        let entries = state.roll_up.entries(state.group(group)?);
        Ok(state.entries(entries))
    }

    /// Compares the figures that were reported with the totals, and says which unit would explain
    /// what differs.
    #[wasm_bindgen(unchecked_return_type = "Comparison")]
    pub fn compare(
        &self,
        #[wasm_bindgen(unchecked_param_type = "Entries")] reported: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "string[]")] group: &JsValue,
    ) -> Result<JsValue, JsValue> {
        let state = self.state()?;
        let figures = state.figures(reported)?;
        let figures = figures.iter().map(|(cell, text)| (*cell, text.as_str()));
        let comparison = state.roll_up.compare(figures, state.group(group)?);
        Ok(object(&wire::comparison(&state.wording(), &comparison)))
    }

    /// What each unit that reported has in a cell. Throws when there is no such cell.
    #[wasm_bindgen(unchecked_return_type = "Contribution[]")]
    pub fn contributions(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] cell: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "string[]")] group: &JsValue,
    ) -> Result<JsValue, JsValue> {
        let cell = options::text(cell, "a cell's address")?;
        let state = self.state()?;
        let cell = state.empty.find(&cell).map_err(|unknown| error(&unknown.to_string()))?;
        Ok(object(&wire::contributions(&state.roll_up, cell, state.group(group)?)))
    }

    /// The figures of a unit as they are counted; `null` when it is not in.
    #[wasm_bindgen(js_name = reportOf, unchecked_return_type = "Entries | null")]
    pub fn report_of(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] unit: &JsValue,
    ) -> Result<JsValue, JsValue> {
        let unit = options::text(unit, "a unit's name")?;
        let state = self.state()?;
        let report = state.roll_up.report_of(&unit);
        Ok(report.map_or(JsValue::NULL, |report| state.entries(report)))
    }

    /// A partial result as JSON text, which another roll-up can merge.
    pub fn partial(&self) -> Result<String, JsValue> {
        Ok(self.state()?.roll_up.partial())
    }

    /// Adds another roll-up's partial result; the units that are in twice now are given. Throws
    /// when it is no partial result of this form, period and roster.
    #[wasm_bindgen(unchecked_return_type = "string[]")]
    pub fn merge(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] partial: &JsValue,
    ) -> Result<JsValue, JsValue> {
        let partial = options::text(partial, "a partial result")?;
        let twice = self.state()?.roll_up.merge(&partial).map_err(|bad| error(&bad.to_string()))?;
        let twice: Vec<&str> = twice.iter().map(|unit| &**unit).collect();
        Ok(object(&twice))
    }
}

/// A report's JSON: text, its bytes, or of an object what `JSON.stringify` gives. One far too long
/// is not copied; it is told as too long all the same.
fn json(report: &JsValue) -> Result<String, JsValue> {
    let text = |text: &js_sys::JsString| {
        if text.length() as usize > MAX_BYTES {
            " ".repeat(MAX_BYTES.saturating_add(1))
        } else {
            text.into()
        }
    };
    if let Some(string) = report.dyn_ref::<js_sys::JsString>() {
        return Ok(text(string));
    }
    if let Some(bytes) = report.dyn_ref::<js_sys::Uint8Array>() {
        if bytes.length() as usize > MAX_BYTES {
            return Ok(" ".repeat(MAX_BYTES.saturating_add(1)));
        }
        let bytes = bytes.to_vec();
        let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
        // What is no UTF-8 is no JSON either, and is told as that.
        return Ok(core::str::from_utf8(text).unwrap_or("\u{fffd}").to_owned());
    }
    let written = js_sys::JSON::stringify(report).map_err(|_| error("the report must be JSON"))?;
    if written.is_undefined() {
        return Err(error("a report must be text, bytes or an object"));
    }
    Ok(text(&written))
}
