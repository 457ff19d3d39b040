//! What definitions mean, read from docs/definitions.md and written down as plainly as it can be:
//! every rule worked out anew from all entries, with nothing kept and nothing clever. It shares no
//! code with the library, and is slow.

mod formula;
mod fraction;
mod layout;
mod rules;
mod verdict;

pub(crate) use layout::Layout;
pub(crate) use rules::Rule;
use serde_json::Value;
pub(crate) use verdict::{Entry, Report, entry};

/// A definition, and one report of it.
pub(crate) struct Model {
    pub(crate) layout: Layout,
    pub(crate) rules: Vec<Rule>,
    now: Vec<Entry>,
    before: Vec<Entry>,
}

impl Model {
    pub(crate) fn read(definition: &Value) -> Model {
        let layout = Layout::read(definition);
        let rules = rules::rules(&layout, definition);
        let blank = vec![Entry::Blank; layout.cells.len()];
        Model { layout, rules, now: blank.clone(), before: blank }
    }

    pub(crate) fn enter(&mut self, cell: usize, typed: &str) {
        self.now[cell] = entry(&self.layout.cells[cell], typed);
    }

    pub(crate) fn set_prior(&mut self, figures: &[(usize, String)]) {
        self.before.fill(Entry::Blank);
        for (cell, typed) in figures {
            self.before[*cell] = entry(&self.layout.cells[*cell], typed);
        }
    }

    fn report(&self, sending: bool) -> Report<'_> {
        Report { cells: &self.layout.cells, now: &self.now, before: &self.before, sending }
    }

    /// The verdict of each rule.
    pub(crate) fn verdicts(&self, sending: bool) -> Vec<Option<bool>> {
        let report = self.report(sending);
        self.rules.iter().map(|rule| report.verdict(rule)).collect()
    }

    /// The names of all that is found, cells first.
    pub(crate) fn findings(&self, sending: bool) -> Vec<String> {
        let wrong = self.layout.cells.iter().zip(&self.now).filter(|(cell, entry)| {
            **entry == Entry::Unreadable || (sending && cell.required && **entry == Entry::Blank)
        });
        let cells = wrong.map(|(cell, _)| cell.finding.clone());
        let rules = self.rules.iter().zip(self.verdicts(sending));
        let broken = rules.filter(|(_, verdict)| *verdict == Some(false));
        cells.chain(broken.map(|(rule, _)| rule.name.clone())).collect()
    }
}
