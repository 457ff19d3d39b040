//! Signing off for JavaScript: written reasons, the signed-off result, and the check repeated.

use super::answer::object;
use super::api::{Form, Session, language};
use super::guard::has_stopped;
use super::options::{self, Options, borrowed, entries, error};
use crate::message::{Catalogue, Wording};
use crate::session::Session as CoreSession;
use crate::signoff::{self, Reason};
use crate::wire;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
impl Form {
    /// Repeats the check of a signed-off report, given as JSON text or as the object, as a server
    /// does before it accepts one: anything changed since, findings that hold it back, soft ones
    /// without a reason. The prior period's figures are those the receiver knows.
    #[wasm_bindgen(unchecked_return_type = "Verified")]
    pub fn verify(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string | object")] result: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "VerifyOptions")] options: JsValue,
    ) -> Result<JsValue, JsValue> {
        let options = Options::open(&options, &["locale", "prior"])?;
        let catalogue = Catalogue::new(&language(&options.value("locale")?, "zh-CN")?);
        let text = match result.as_string() {
            Some(text) => text,
            None => js_sys::JSON::stringify(result)?.as_string().unwrap_or_default(),
        };
        let mut empty = CoreSession::new(self.core());
        if let Some(prior) = options.get("prior")? {
            empty.set_prior(borrowed(&entries(&prior)?));
        }
        let faults = signoff::verify(&empty, &text);
        let wording = Wording { catalogue: &catalogue, form: self.core(), period: "" };
        Ok(object(&wire::verified(&wording, &faults)))
    }

    /// The SHA-256 digest of the definition's text, in hexadecimal.
    #[wasm_bindgen(getter)]
    pub fn digest(&self) -> String {
        self.core().digest().to_owned()
    }
}

#[wasm_bindgen]
impl Session {
    /// Writes down the reason for a soft finding as it is now; an empty text takes it back. The
    /// reason is asked for again when a figure or the rule changes. Throws when nothing is found
    /// under this id.
    #[wasm_bindgen(js_name = giveReason)]
    pub fn give_reason(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] finding: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "string")] text: &JsValue,
    ) -> Result<(), JsValue> {
        let finding = options::text(finding, "a finding's id")?;
        let text = options::text(text, "the reason")?;
        let mut state = self.state()?;
        let Some(found) = signoff::find(&state.session, &finding) else {
            return Err(error(&format!("there is no finding `{finding}`")));
        };
        let state = &mut *state;
        state.reasons.give(&state.session, &found, &text);
        Ok(())
    }

    /// Takes reasons over that were written before, as `signOff` gave them: each stands only where
    /// the rule and the figures are the same.
    #[wasm_bindgen(js_name = restoreReasons)]
    pub fn restore_reasons(
        &self,
        #[wasm_bindgen(unchecked_param_type = "Reason[]")] reasons: &JsValue,
    ) -> Result<(), JsValue> {
        if !js_sys::Array::is_array(reasons) {
            return Err(error("the reasons must be a list"));
        }
        let list: &js_sys::Array = reasons.unchecked_ref();
        let mut read = Vec::new();
        for reason in list.iter() {
            let part = |key: &str| {
                let value = js_sys::Reflect::get(&reason, &JsValue::from_str(key))?;
                options::text(&value, &format!("a reason's `{key}`"))
            };
            let (finding, text) = (part("finding")?, part("text")?);
            read.push(Reason { finding, text, fingerprint: part("fingerprint")? });
        }
        let mut state = self.state()?;
        read.into_iter().for_each(|reason| state.reasons.restore(reason));
        Ok(())
    }

    /// Every soft finding, with the reason written for it and whether that stands.
    #[wasm_bindgen(unchecked_return_type = "AskedReason[]")]
    pub fn reasons(&self) -> Result<JsValue, JsValue> {
        let state = self.state()?;
        Ok(object(&wire::asked(&state.session, &state.wording(), &state.reasons)))
    }

    /// The signed-off result as the report stands: what was entered, what was found, the reasons
    /// that stand, and a digest of all of it.
    #[wasm_bindgen(js_name = signOff, unchecked_return_type = "SignedOff")]
    pub fn sign_off(&self) -> Result<JsValue, JsValue> {
        let state = self.state()?;
        Ok(state.signed_off())
    }
}

/// What a binding answers that is asked whether its report can be sent.
#[derive(serde::Serialize)]
struct Verdict {
    ok: bool,
    findings: Vec<wire::Finding>,
    result: Option<wire::SignedOff>,
}

/// The answer where nothing is checked: nothing speaks against sending, and nothing is signed.
pub(super) fn unchecked() -> JsValue {
    object(&Verdict { ok: true, findings: Vec::new(), result: None })
}

impl super::binding::Bound {
    pub(super) fn verdict(&self) -> JsValue {
        let ok = !self.check();
        if has_stopped() {
            return unchecked();
        }
        let Ok(state) = self.shared.state.try_borrow() else { return unchecked() };
        let wording = state.wording();
        let result = || wire::signed_off(&state.session, &wording, &state.reasons, &state.unit);
        object(&Verdict {
            ok,
            findings: wire::findings(&wording, &state.session.complete()),
            result: ok.then(result),
        })
    }
}

impl super::api::State {
    pub(super) fn signed_off(&self) -> JsValue {
        let wording = self.wording();
        object(&wire::signed_off(&self.session, &wording, &self.reasons, &self.unit))
    }
}
