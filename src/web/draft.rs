//! Drafts: what was typed survives a reload, when the page asks for it. A draft belongs to a form and
//! its edition, and is gone once the report was sent.

use super::binding::Bound;
use super::guard::guarded;
use crate::address::CellId;
use crate::json::Json;
use crate::signoff::Reason;
use crate::wire::{self, Texts};
use gloo::timers::callback::Timeout;
use serde::Serialize;
use web_sys::Storage;

/// How long typing rests before a draft is kept, in milliseconds.
const REST: u32 = 300;

#[derive(Serialize)]
struct Draft<'d> {
    form: &'d str,
    version: &'d str,
    entries: Texts,
    reasons: Vec<Kept>,
}

#[derive(Serialize)]
struct Kept {
    finding: String,
    text: String,
    fingerprint: String,
}

/// What a draft holds: texts by cell, and reasons.
type Read = (Vec<(CellId, String)>, Vec<Reason>);

impl Bound {
    /// Keeps the draft once typing rests.
    pub(super) fn keep_draft(&self) {
        if self.wishes.draft.is_none() {
            return;
        }
        let later =
            self.handle().map(|bound| Timeout::new(REST, move || guarded(|| bound.write_draft())));
        self.work.borrow_mut().keeping = later;
    }

    fn write_draft(&self) {
        let Some((storage, key)) = self.storage() else { return };
        let draft = {
            let Ok(state) = self.shared.state.try_borrow() else { return };
            let form = state.session.form();
            let entries = form.fillable().filter_map(|(id, _)| {
                let text = state.session.text(id);
                (!text.is_empty()).then(|| (id, text.to_owned()))
            });
            let kept = |reason: &Reason| Kept {
                finding: reason.finding.clone(),
                text: reason.text.clone(),
                fingerprint: reason.fingerprint.clone(),
            };
            super::answer::object(&Draft {
                form: form.id(),
                version: form.version(),
                entries: wire::texts(form, entries.collect()),
                reasons: state.reasons.all().iter().map(kept).collect(),
            })
        };
        let Some(text) = js_sys::JSON::stringify(&draft).ok().and_then(|text| text.as_string())
        else {
            return;
        };
        // A storage that is full or denied keeps no draft; the page goes on without, and is told.
        let kept = storage.set_item(&key, &text).is_ok();
        if !kept {
            self.say_no_draft();
        }
    }

    /// Puts a draft of this form and edition into the fields that nobody has changed.
    pub(super) fn restore_draft(&self) {
        if self.wishes.draft.is_none() {
            return;
        }
        let Some((storage, key)) = self.storage() else { return };
        let Some(text) = storage.get_item(&key).ok().flatten() else { return };
        let Some((entries, reasons)) = self.read_draft(&text) else { return };
        for (cell, text) in &entries {
            let control = self.look(|painter| painter.control(*cell)).flatten();
            match control {
                Some(control) if control.is_untouched() && control.value() != *text => {
                    self.write(vec![(*cell, text.clone())]);
                }
                Some(_) => {}
                None => {
                    if let Ok(mut state) = self.shared.state.try_borrow_mut() {
                        state.session.enter_cell(*cell, text);
                    }
                }
            }
        }
        if let Ok(mut state) = self.shared.state.try_borrow_mut() {
            reasons.into_iter().for_each(|reason| state.reasons.restore(reason));
        }
    }

    fn read_draft(&self, text: &str) -> Option<Read> {
        let draft = Json::read(text).ok()?;
        let state = self.shared.state.try_borrow().ok()?;
        let form = state.session.form();
        let part = |json: &Json, key: &str| json.get(key)?.as_text().map(str::to_owned);
        let ours = part(&draft, "form").as_deref() == Some(form.id())
            && part(&draft, "version").as_deref() == Some(form.version());
        if !ours {
            return None;
        }
        let entries = draft.get("entries")?.as_object()?.iter();
        let entries = entries
            .filter_map(|(address, text)| Some((form.find(address)?, text.as_text()?.to_owned())));
        let reason = |json: &Json| {
            let (finding, text) = (part(json, "finding")?, part(json, "text")?);
            Some(Reason { finding, text, fingerprint: part(json, "fingerprint")? })
        };
        let reasons = draft.get("reasons")?.as_list()?.iter().filter_map(reason).collect();
        Some((entries.collect(), reasons))
    }

    /// The report was sent, or emptied: its draft is gone.
    pub(super) fn forget_draft(&self) {
        self.work.borrow_mut().keeping = None;
        if let Some((storage, key)) = self.storage() {
            storage.remove_item(&key).ok();
        }
    }

    /// Tells once the form is bound that the browser keeps no draft.
    pub(super) fn tell_of_draft(&self) {
        if self.wishes.draft.is_some() && self.storage().is_none() {
            self.say_no_draft();
        }
    }

    fn say_no_draft(&self) {
        let Ok(state) = self.shared.state.try_borrow() else { return };
        let said = state.catalogue.say("page.draft.denied", &[]);
        drop(state);
        self.look(|painter| painter.say(&said));
    }

    /// The storage and the draft's key in it; none where the page wants no draft or the browser
    /// denies it.
    fn storage(&self) -> Option<(Storage, String)> {
        let key = self.wishes.draft.as_ref()?;
        let storage = web_sys::window()?.local_storage().ok().flatten()?;
        Some((storage, format!("crossfoot:draft:{key}")))
    }
}
