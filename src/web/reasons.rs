//! Written reasons on the page: a box under each soft finding, which asks again when a figure changes.

use super::binding::Bound;
use super::fields::{OURS, target};
use super::paint::Painter;
use super::place::create;
use crate::finding::FindingId;
use crate::signoff;
use wasm_bindgen::prelude::*;
use web_sys::{Element, Event, HtmlElement, HtmlTextAreaElement};

/// Whose reason a box holds.
const REASON: &str = "data-crossfoot-reason";

/// What a soft finding's line shows of its reason.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Asking {
    pub(super) label: String,
    pub(super) text: String,
}

impl Painter {
    /// Writes the box for a finding's reason into its line, or brings it up to date. What is typed
    /// in it is never written over.
    pub(super) fn ask_reason(
        &mut self,
        line: &Element,
        finding: &str,
        asking: &Asking,
    ) -> Result<(), JsValue> {
        let label = match line.query_selector("label")? {
            Some(label) => label,
            None => {
                let id = format!("{}-reason", line.id());
                let label = create(&self.document, "label")?;
                label.set_attribute("for", &id)?;
                label.set_class_name("crossfoot-reason-label");
                let area: HtmlTextAreaElement =
                    create(&self.document, "textarea")?.unchecked_into();
                area.set_id(&id);
                area.set_class_name("crossfoot-reason");
                area.set_rows(2);
                area.set_max_length(i32::try_from(signoff::MAX_REASON).unwrap_or(i32::MAX));
                area.set_attribute(OURS, "")?;
                area.set_attribute(REASON, finding)?;
                area.set_value(&asking.text);
                line.append_child(&label)?;
                line.append_child(&area)?;
                label.into()
            }
        };
        if label.text_content().as_deref() != Some(&asking.label) {
            label.set_text_content(Some(&asking.label));
        }
        Ok(())
    }

    /// The box for a reason, by its id.
    pub(super) fn box_of(&self, id: &str) -> Option<HtmlElement> {
        let found = self.list.element.query_selector(&format!("textarea#{id}")).ok().flatten()?;
        found.dyn_into().ok()
    }

    /// The box for a finding's reason.
    pub(super) fn reason_box(&self, id: FindingId) -> Option<HtmlElement> {
        let line = self.line(id)?;
        line.query_selector("textarea").ok().flatten()?.dyn_into().ok()
    }
}

impl Bound {
    /// Takes a reason in as it is typed; false when the event is not about one.
    pub(super) fn on_reason(&self, event: &Event) -> bool {
        let Some(target) = target(event) else { return false };
        let Some(area) = target.dyn_ref::<HtmlTextAreaElement>() else { return false };
        let Some(name) = area.get_attribute(REASON) else { return false };
        let text = area.value();
        if let Ok(mut state) = self.shared.state.try_borrow_mut() {
            let state = &mut *state;
            if let Some(found) = signoff::find(&state.session, &name) {
                state.reasons.give(&state.session, &found, &text);
                self.work.borrow_mut().findings.insert(found.id);
            }
        }
        self.keep_draft();
        self.ask_frame();
        true
    }
}

impl super::api::State {
    /// What a soft finding's line shows of its reason.
    pub(super) fn asking(&self, finding: &crate::finding::Finding) -> Asking {
        let reason = self.reasons.of(self.session.form(), finding);
        let key = match reason {
            None => "page.reason.label",
            Some((_, false)) => "page.reason.again",
            Some((_, true)) => "page.reason.given",
        };
        Asking {
            label: self.catalogue.say(key, &[]),
            text: reason.map_or(String::new(), |(reason, _)| reason.text.clone()),
        }
    }
}
