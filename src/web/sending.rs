//! Sending: a report is held back for hard findings and for what is missing, with a summary that
//! takes the focus and whose links lead to the fields.

use super::api::State;
use super::binding::Bound;
use super::fields::target;
use super::guard::{guarded, has_stopped};
use super::links::Target;
use super::paint::Painter;
use super::place::create;
use super::view::is_wrong;
use crate::address::CellId;
use crate::finding::Finding;
use crate::rules::Severity;
use gloo::timers::callback::Timeout;
use wasm_bindgen::prelude::*;
use web_sys::{Element, Event, FormData, HtmlElement};

impl Bound {
    pub(super) fn on_click(&self, event: &Event) {
        let Some(target) = target(event) else { return };
        let cell_of = |element: &Element| {
            let number = element.get_attribute("data-crossfoot-cell");
            number.and_then(|number| number.parse().ok()).map(CellId::new)
        };
        if let Ok(Some(button)) = target.closest("button[data-crossfoot-act]") {
            let act = button.get_attribute("data-crossfoot-act").unwrap_or_default();
            if let Some(cell) = cell_of(&button) {
                event.prevent_default();
                self.on_button(&act, cell);
            }
            return;
        }
        // A page's own handler may set fields without an event.
        self.reread_soon();
        if let Ok(Some(link)) = target.closest("a[href]")
            && let Some(id) =
                link.get_attribute("href").as_deref().and_then(|h| h.strip_prefix('#'))
            && let Some(reason) = self.look(|painter| painter.box_of(id)).flatten()
        {
            reason.focus().ok();
            event.prevent_default();
            return;
        }
        if let Ok(Some(link)) = target.closest("a[data-crossfoot-cell]") {
            if cell_of(&link).is_some_and(|cell| self.follow(&link, cell)) {
                event.prevent_default();
            }
            return;
        }
        // Enter in a field presses the form's submit button too, so this sees every submit that a
        // person asks for, before the browser looks at validity.
        let button = target.closest("button, input");
        let submits = matches!(button, Ok(Some(button)) if
            matches!(button.get_attribute("type").as_deref(), Some("submit" | "image"))
            || button.local_name() == "button" && !button.has_attribute("type"));
        if submits {
            // A script may have mended a field without an event: the browser is not to refuse the
            // report for what stood there before.
            self.read_all();
            self.work.borrow_mut().submitting = true;
            self.after(|bound| bound.work.borrow_mut().submitting = false);
        }
    }

    /// The browser finds a field invalid before it would submit. When that is our doing, our summary
    /// stands in for its bubble; a page that merely asks `checkValidity` is left alone.
    pub(super) fn on_invalid(&self, event: &Event) {
        if !self.work.borrow().submitting {
            return;
        }
        let Some((cell, _)) = self.field(event) else {
            return;
        };
        let Ok(state) = self.shared.state.try_borrow() else { return };
        let ours = is_wrong(&state, cell, &self.work.borrow().asked);
        drop(state);
        if ours {
            event.prevent_default();
            self.after(|bound| {
                bound.work.borrow_mut().submitting = false;
                bound.read_all();
                bound.hold_back();
            });
        }
    }

    pub(super) fn on_submit(&self, event: &Event) {
        // What is sent is what is checked, even if a script has set a field without an event.
        self.read_all();
        if self.hold_back() {
            event.prevent_default();
            event.stop_immediate_propagation();
            return;
        }
        // A page that sends by a script of its own may yet fail to, and says itself when it is sent.
        let (event, bound) = (event.clone(), self.handle());
        let sent = Timeout::new(0, move || {
            if let Some(bound) = bound.filter(|_| !event.default_prevented()) {
                guarded(|| bound.forget_draft());
            }
        });
        self.work.borrow_mut().later = Some(sent);
    }

    /// The form gathers what it sends: the signed-off result goes with it.
    pub(super) fn on_form_data(&self, event: &Event) {
        let Some(name) = &self.wishes.result else { return };
        let data = js_sys::Reflect::get(event, &JsValue::from_str("formData")).ok();
        let Some(data) = data.and_then(|data| data.dyn_into::<FormData>().ok()) else { return };
        let Ok(state) = self.shared.state.try_borrow() else { return };
        let result = js_sys::JSON::stringify(&state.signed_off());
        drop(state);
        if let Some(text) = result.ok().and_then(|text| text.as_string()) {
            data.set_with_str(name, &text).ok();
        }
    }

    /// Reads all fields and shows what stands against sending; whether anything does.
    pub(super) fn check(&self) -> bool {
        if has_stopped() {
            return false;
        }
        self.read_all();
        self.hold_back()
    }

    /// Shows what stands against sending; whether anything does.
    fn hold_back(&self) -> bool {
        let Ok(state) = self.shared.state.try_borrow() else {
            return false;
        };
        let blocking = blocking(&state, self.wishes.reasons);
        if blocking.is_empty() {
            drop(state);
            self.look(Painter::unsummarise);
            return false;
        }
        {
            let form = state.session.form();
            let mut work = self.work.borrow_mut();
            work.asking |= blocking.iter().any(|finding| finding.severity == Severity::Soft);
            for finding in &blocking {
                work.findings.insert(finding.id);
                work.touched.extend(finding.cells(form));
                work.cells.extend(finding.cells(form));
                // What stands while typing too is told by its own changes.
                if state.session.finding(finding.id).is_none() {
                    work.asked.insert(finding.id);
                }
            }
        }
        drop(state);
        // The boxes for reasons are there once it is painted.
        self.paint();
        let Ok(state) = self.shared.state.try_borrow() else { return true };
        let (heading, entries) = self.summary(&state, &blocking);
        drop(state);
        let shown = self.painter.try_borrow_mut().map(|mut p| p.summarise(&heading, &entries));
        if let Ok(Ok(summary)) = shown {
            summary.focus().ok();
        }
        true
    }

    /// The summary in the session's present words; the focus stays where it is.
    pub(super) fn rewrite_summary(&self) {
        let Ok(state) = self.shared.state.try_borrow() else {
            return;
        };
        let blocking = blocking(&state, self.wishes.reasons);
        if blocking.is_empty() {
            drop(state); // a link that goes with the summary may have the focus
            self.look(Painter::unsummarise);
            return;
        }
        let (heading, entries) = self.summary(&state, &blocking);
        drop(state);
        if let Ok(mut painter) = self.painter.try_borrow_mut() {
            painter.summarise(&heading, &entries).ok();
        }
    }
}

/// A line of the summary.
struct Entry {
    cell: Option<CellId>,
    /// Its finding's id.
    finding: String,
    message: String,
    /// The box for the reason that it asks for.
    reason: Option<String>,
}

/// What stands against sending: the hard findings, what is missing, and the soft ones whose reason
/// is asked for.
fn blocking(state: &State, reasons: bool) -> Vec<Finding> {
    let findings = state.session.complete().into_iter();
    let form = state.session.form();
    let blocks = |finding: &Finding| {
        finding.severity == Severity::Hard || reasons && state.reasons.asks(form, finding)
    };
    findings.filter(blocks).collect()
}

impl Bound {
    fn summary(&self, state: &State, blocking: &[Finding]) -> (String, Vec<Entry>) {
        let wording = state.wording();
        let form = wording.form;
        let hard = blocking.iter().filter(|finding| finding.severity == Severity::Hard).count();
        let count =
            |key: &str, count: usize| state.catalogue.say(key, &[("count", &count.to_string())]);
        let heading = if hard > 0 {
            count("page.held-back", hard)
        } else {
            count("page.reason.ask", blocking.len())
        };
        let entries = blocking.iter().map(|finding| {
            let soft = finding.severity == Severity::Soft;
            let reason = soft.then(|| self.look(|painter| painter.reason_box(finding.id)));
            Entry {
                cell: finding.cells(form).first().copied(),
                finding: finding.id.name(form),
                message: wording.finding(finding),
                reason: reason.flatten().flatten().map(|area| area.id()),
            }
        });
        (heading, entries.collect())
    }
}

impl Painter {
    /// Shows the summary, one link for each entry, and gives it to be focused once every borrow is
    /// released.
    fn summarise(&mut self, heading: &str, entries: &[Entry]) -> Result<HtmlElement, JsValue> {
        let title = create(&self.document, "h2")?;
        title.set_id(&format!("{}-summary", self.prefix));
        title.set_text_content(Some(heading));
        let list = create(&self.document, "ul")?;
        for entry in entries {
            let item = create(&self.document, "li")?;
            let target = entry.cell.map(|cell| Target { cell, finding: &entry.finding });
            match &entry.reason {
                Some(id) => {
                    let link = create(&self.document, "a")?;
                    link.set_attribute("href", &format!("#{id}"))?;
                    link.set_text_content(Some(&entry.message));
                    item.append_child(&link)?;
                }
                None => self.write_linked(&item, target.as_ref(), &entry.message)?,
            }
            list.append_child(&item)?;
        }
        // The alert is a child of what takes the focus, so that neither announcement drops the other.
        let alert = create(&self.document, "div")?;
        alert.set_attribute("role", "alert")?;
        alert.append_child(&title)?;
        alert.append_child(&list)?;
        let summary = &self.summary.element;
        summary.set_text_content(None);
        summary.append_child(&alert)?;
        summary.set_attribute("aria-labelledby", &title.id())?;
        summary.set_hidden(false);
        Ok(summary.clone())
    }

    pub(super) fn unsummarise(&self) {
        let summary = &self.summary.element;
        if !summary.hidden() {
            summary.set_text_content(None);
            summary.set_hidden(true);
        }
    }

    /// The summary, when it stands outside the form and so outside the form's listeners.
    pub(super) fn summary_outside(&self, root: &HtmlElement) -> Option<HtmlElement> {
        let summary = &self.summary.element;
        (!root.contains(Some(summary))).then(|| summary.clone())
    }

    pub(super) fn has_summary(&self) -> bool {
        !self.summary.element.hidden()
    }
}
