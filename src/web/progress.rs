//! How far the report has come, in a line that is looked at and not spoken.

use super::answer::object;
use super::api::{Session, State};
use super::binding::Bound;
use super::paint::Painter;
use super::place::create;
use crate::address::CellId;
use crate::rules::Severity;
use crate::session::Progress;
use crate::wire;
use wasm_bindgen::prelude::*;

/// Most cells that are named among those still to fill.
const NAMED: usize = 3;

#[wasm_bindgen]
impl Session {
    /// How far the report has come: what is filled, what is still to fill, what was found.
    #[wasm_bindgen(unchecked_return_type = "Progress")]
    pub fn progress(&self) -> Result<JsValue, JsValue> {
        let state = self.state()?;
        let progress = state.session.progress();
        let unexplained = state.unexplained(&progress);
        Ok(object(&wire::progress(state.session.form(), &progress, unexplained)))
    }
}

impl State {
    /// How many soft findings have no reason that stands.
    fn unexplained(&self, progress: &Progress) -> usize {
        let soft = progress.found.iter().filter(|(_, severity)| *severity == Severity::Soft);
        let found = soft.filter_map(|(id, _)| self.session.finding(*id));
        found.filter(|finding| self.reasons.asks(self.session.form(), finding)).count()
    }
}

impl Bound {
    /// Writes how far the report has come, unless an input method is composing.
    pub(super) fn show_progress(&self) {
        let wanted = self.look(|painter| painter.progress.is_some()) == Some(true);
        if !wanted || self.work.borrow().composing {
            return;
        }
        let Ok(state) = self.shared.state.try_borrow() else { return };
        let progress = state.session.progress();
        let hard = progress.count(Severity::Hard);
        let (soft, key) = match self.wishes.reasons {
            true => (state.unexplained(&progress), "page.progress.explain"),
            false => (progress.count(Severity::Soft), "page.progress.question"),
        };
        let clear = hard == 0 && soft == 0 && progress.remaining.is_empty();
        let parts = [
            ("page.progress.correct", hard > 0, hard),
            (key, soft > 0, soft),
            ("page.progress.remaining", !progress.remaining.is_empty(), 0),
            ("page.progress.clear", clear, 0),
        ];
        let say = |key: &str, count: usize, of: &str| {
            state.catalogue.say(key, &[("count", &count.to_string()), ("of", of)])
        };
        let mut said = say("page.progress", progress.filled(), &progress.cells.to_string());
        for (key, _, count) in parts.into_iter().filter(|(_, told, _)| *told) {
            let slots = [("done", said.as_str()), ("found", &say(key, count, ""))];
            said = state.catalogue.say("page.done", &slots);
        }
        let named = progress.remaining.iter().take(NAMED);
        let named: Vec<(CellId, String)> =
            named.map(|cell| (*cell, state.wording().cell_name(*cell))).collect();
        let more = match progress.remaining.len().saturating_sub(named.len()) {
            0 => String::new(),
            more => say("page.progress.more", more, ""),
        };
        let between = state.catalogue.say("list", &[]);
        drop(state);
        if let Ok(mut painter) = self.painter.try_borrow_mut() {
            // A page that has taken the line away cannot be painted on, and must not break.
            painter.write_progress(&said, &named, &between, &more).ok();
        }
    }
}

impl Painter {
    /// Writes a sentence that ends with links to cells and a remark, unless it stands there.
    fn write_progress(
        &mut self,
        said: &str,
        links: &[(CellId, String)],
        between: &str,
        more: &str,
    ) -> Result<(), JsValue> {
        let Some(place) = self.progress.as_ref().map(|place| place.element.clone()) else {
            return Ok(());
        };
        let mut whole = said.to_owned();
        for (index, (_, name)) in links.iter().enumerate() {
            whole += if index == 0 { "" } else { between };
            whole += name;
        }
        whole += more;
        if place.text_content().as_ref() == Some(&whole) {
            return Ok(());
        }
        place.set_text_content(Some(said));
        for (index, (cell, name)) in links.iter().enumerate() {
            if index > 0 {
                place.append_with_str_1(between)?;
            }
            let Some(id) = self.field_id(*cell) else {
                place.append_with_str_1(name)?;
                continue;
            };
            let link = create(&self.document, "a")?;
            link.set_attribute("href", &format!("#{id}"))?;
            link.set_attribute("data-crossfoot-cell", &cell.index().to_string())?;
            link.set_text_content(Some(name));
            place.append_child(&link)?;
        }
        place.append_with_str_1(more)
    }
}
