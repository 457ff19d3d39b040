//! The live line: it speaks when typing rests.

use super::api::State;
use super::binding::Bound;
use super::guard::guarded;
use super::paste::Pasted;
use crate::finding::{Finding, FindingId};
use gloo::timers::callback::Timeout;

/// How long typing must rest before the live line speaks, in milliseconds: a reader is not to hear
/// every digit.
const REST: u32 = 400;

/// What was done at one stroke.
pub(super) enum Done {
    Pasted(Pasted),
    TakenBack,
}

impl Bound {
    pub(super) fn ask_speech(&self) {
        if let Some(bound) = self.handle() {
            let speech = Timeout::new(REST, move || {
                guarded(|| {
                    bound.work.borrow_mut().speech = None;
                    bound.speak();
                })
            });
            // The old timer, if one is waiting, is dropped and so cancelled.
            self.work.borrow_mut().speech = Some(speech);
        }
    }

    /// Says what was done, once typing rests.
    pub(super) fn tell(&self, done: Done) {
        self.work.borrow_mut().done = Some(done);
        self.ask_speech();
    }

    fn say_done(&self, done: &Done) -> Option<String> {
        match done {
            Done::Pasted(pasted) => self.say_pasted(pasted),
            Done::TakenBack => {
                let state = self.shared.state.try_borrow().ok()?;
                Some(state.catalogue.say("page.pasted.undone", &[]))
            }
        }
    }

    fn speak(&self) {
        if self.work.borrow().composing {
            return self.ask_speech();
        }
        let done = self.work.borrow_mut().done.take();
        let done = done.and_then(|done| self.say_done(&done));
        let text = {
            let mut work = self.work.borrow_mut();
            let news = work.news.take();
            let relief = core::mem::take(&mut work.relief);
            let Ok(state) = self.shared.state.try_borrow() else {
                return;
            };
            let hunt = self.hunt.borrow();
            // Which figure is wrong says more than what does not add up.
            let sure = hunt.advice.sure().filter(|_| !news.is_empty()).map(str::to_owned);
            let found = sure.or_else(|| live_line(&state, &news, relief));
            match (done, found) {
                (Some(done), Some(found)) => {
                    let slots = [("done", done.as_str()), ("found", &found)];
                    Some(state.catalogue.say("page.done", &slots))
                }
                (done, found) => done.or(found),
            }
        };
        if let Some(text) = text {
            self.look(|painter| painter.say(&text));
        }
    }
}

/// What the live line says: the first of the new findings and how many more there are, or that
/// something was corrected; nothing when there is nothing new.
fn live_line(state: &State, news: &[FindingId], relief: bool) -> Option<String> {
    let session = &state.session;
    let new: Vec<Finding> = news.iter().filter_map(|id| session.finding(*id)).collect();
    match new.split_first() {
        Some((first, rest)) => {
            let message = state.wording().finding(first);
            if rest.is_empty() {
                return Some(message);
            }
            let slots = [("message", message.as_str()), ("count", &rest.len().to_string())];
            Some(state.catalogue.say("page.more", &slots))
        }
        None if relief => {
            let clear = session.findings().is_empty();
            Some(state.catalogue.say(if clear { "page.clear" } else { "page.cleared" }, &[]))
        }
        None => None,
    }
}
