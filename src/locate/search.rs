//! The search in slices: blocks one after the other, each set by set, then the actions and the
//! order of likelihood.

use super::action::Block;
use super::context::Context;
use super::link::{blocks, link};
use super::peel::peel;
use super::rank::{Candidate, rank};
use super::record::{Record, severity};
use super::sets::SetSearch;
use super::{Action, Change, Suspect, Suspects};
use crate::address::RuleId;
use crate::entry::{Entry, Reading, Value};
use crate::rules::Severity;
use crate::sorted::{in_order, sort};

/// Most sets looked at for one report. More is said to be cut short.
const ALLOWANCE: u32 = 30_000;

/// Most work on what blanks can hold when a block is judged.
const JUDGING: usize = 2_000_000;

/// A search for suspects over one report as it stands.
#[derive(Clone, Debug)]
pub struct Search {
    record: Record,
    context: Context,
    /// The blocks still to be searched, the next one last.
    blocks: Vec<Vec<RuleId>>,
    /// The block being searched.
    current: Option<Task>,
    /// The blocks that are searched, and what was found.
    found: Vec<Found>,
    /// Whether the blocks that nothing mends have been taken together.
    united: bool,
    allowance: u32,
}

/// One block being searched.
#[derive(Clone, Debug)]
struct Task {
    rules: Vec<RuleId>,
    search: SetSearch,
    /// What was found so far.
    candidates: Vec<Candidate>,
    /// Questions that may stand: a block with hard and soft rules is also searched without these.
    questions: Vec<RuleId>,
    /// Whether something as light may have been passed by.
    cut_short: bool,
}

/// A block that was searched.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub(super) rules: Vec<RuleId>,
    pub(super) suspects: Vec<Suspect>,
    /// Whether repairs as light as these may have been passed by.
    pub(super) cut_short: bool,
}

impl Found {
    /// Where something as light may have been passed by nothing is sure.
    pub(super) fn new(rules: Vec<RuleId>, mut suspects: Vec<Suspect>, cut_short: bool) -> Found {
        suspects.iter_mut().for_each(|suspect| suspect.sure &= !cut_short);
        Found { rules, suspects, cut_short }
    }
}

impl Search {
    pub(crate) fn new(record: Record) -> Search {
        let context = Context::of(&record);
        let mut blocks = blocks(&record);
        blocks.reverse();
        Search {
            record,
            context,
            blocks,
            current: None,
            found: Vec::new(),
            united: false,
            allowance: ALLOWANCE,
        }
    }

    /// Goes on for at most so many steps, each some microseconds; true when the search is done.
    pub fn advance(&mut self, steps: u32) -> bool {
        let mut left = steps;
        loop {
            let Some(task) = &mut self.current else {
                let Some(rules) = self.blocks.pop() else {
                    if self.unite() {
                        continue;
                    }
                    return true;
                };
                let search = SetSearch::new(&self.record, rules.clone(), &[]);
                let (candidates, questions) = (Vec::new(), Vec::new());
                self.current =
                    Some(Task { rules, search, candidates, questions, cut_short: false });
                continue;
            };
            if left == 0 {
                return false;
            }
            left = left.saturating_sub(1);
            let more = self.allowance > 0 && task.search.step(&mut self.record);
            if let Some(met) = task.search.meets {
                // Together with the block it meets, from the beginning.
                let joined = core::mem::take(&mut task.rules);
                self.current = None;
                self.join(met, joined);
            } else if more {
                self.allowance = self.allowance.saturating_sub(1);
            } else if let Some(task) = self.current.take() {
                self.conclude(task);
            }
        }
    }

    /// Goes on to what a task leaves to be done.
    fn conclude(&mut self, mut task: Task) {
        task.cut_short |= self.allowance == 0 || task.search.uncertain;
        for repair in core::mem::take(&mut task.search.repairs) {
            let candidate = Candidate { leaves: task.questions.clone(), ..repair.into() };
            // What answers the questions too needs no other figures in the same cells.
            let cells = || candidate.changes.iter().map(|(cell, _)| cell);
            let known = |other: &Candidate| other.changes.iter().map(|(cell, _)| cell).eq(cells());
            if !task.candidates.iter().any(known) {
                task.candidates.push(candidate);
            }
        }
        let soft = |rule: &RuleId| {
            let rule = self.record.form.rule(*rule);
            rule.is_some_and(|rule| severity(&self.record.form, rule) == Severity::Soft)
        };
        let (questions, hard): (Vec<RuleId>, Vec<RuleId>) =
            task.rules.iter().partition(|r| soft(r));
        if task.questions.is_empty() && !questions.is_empty() && !hard.is_empty() {
            let search = SetSearch::new(&self.record, hard, &questions);
            self.current = Some(Task { search, questions, ..task });
            return;
        }
        self.judge(task.rules, task.candidates, task.cut_short);
    }

    /// Makes one block of some rules and the block of a rule.
    fn join(&mut self, met: RuleId, mut rules: Vec<RuleId>) {
        let (with, mut apart): (Vec<_>, Vec<_>) =
            self.blocks.drain(..).partition(|block| block.contains(&met));
        rules.extend(with.into_iter().flatten());
        // What was found in a block that has been searched is looked for again.
        if let Some(at) = self.found.iter().position(|found| found.rules.contains(&met)) {
            rules.extend(self.found.remove(at).rules);
        }
        rules.push(met);
        in_order(&mut rules);
        apart.push(rules);
        self.blocks = apart;
    }

    /// Adds what the search by weight leaves out, and puts the likeliest first.
    fn judge(&mut self, rules: Vec<RuleId>, mut candidates: Vec<Candidate>, cut_short: bool) {
        let block = Block { rules: &rules };
        let record = &mut self.record;
        // All of this is one step, and the page waits for it.
        let kept = record.allowance;
        let given = kept.min(JUDGING);
        record.allowance = given;
        record.unanswered = false;
        let at_bounds: Vec<Candidate> = candidates
            .iter()
            .filter(|candidate| !candidate.open.is_empty())
            .flat_map(|candidate| block.at_bounds(record, &candidate.changes))
            .map(Candidate::at_bound)
            .collect();
        let open = candidates.iter().filter(|candidate| !candidate.open.is_empty());
        let signs: Vec<Candidate> = open
            .filter_map(|candidate| block.signs(record, &candidate.changes))
            .map(Candidate::action)
            .collect();
        let lightest = candidates.iter().map(|candidate| candidate.changes.len()).min();
        let mut actions = match lightest {
            Some(1) => block.interchanged(record),
            _ => block.along_lines(record, &self.context),
        };
        actions.extend(block.totals_anew(record));
        for changes in actions {
            if !candidates.iter().any(|candidate| candidate.changes == changes) {
                candidates.push(Candidate::action(changes));
            }
        }
        candidates.extend(at_bounds);
        candidates.extend(signs);
        let mut suspects = rank(record, &self.context, &rules, candidates);
        let unmended = suspects.is_empty();
        if unmended {
            // More slips than the search by weight reaches.
            let many = Vec::from_iter(peel(record, &rules));
            suspects = rank(record, &self.context, &rules, many);
        }
        let cut_short = cut_short || unmended || record.unanswered || record.allowance == 0;
        let spent = given.saturating_sub(record.allowance);
        record.allowance = kept.saturating_sub(spent);
        self.found.push(Found::new(rules, suspects, cut_short));
    }

    /// Takes the blocks that nothing mends together, once: an action may mend them all. False when
    /// there is nothing to be gained.
    fn unite(&mut self) -> bool {
        let unmended = |found: &Found| found.suspects.is_empty();
        let count = self.found.iter().filter(|found| unmended(found)).count();
        if self.united || count < 2 {
            link(&mut self.record, &self.context, &mut self.found);
            return false;
        }
        self.united = true;
        let (apart, mended): (Vec<_>, Vec<_>) = self.found.drain(..).partition(unmended);
        self.found = mended;
        let mut rules: Vec<RuleId> = apart.into_iter().flat_map(|found| found.rules).collect();
        in_order(&mut rules);
        self.blocks.push(rules);
        true
    }

    /// What was found. A search that is not done says that it was cut short.
    pub fn finish(self) -> Suspects {
        let done = self.blocks.is_empty() && self.current.is_none();
        let mut found = self.found;
        sort(&mut found, &|one, other| one.rules < other.rules);
        let cut_short = found.iter().any(|found| found.cut_short);
        let found = found.into_iter().map(|found| found.suspects);
        let mut blocks: Vec<Vec<Suspect>> =
            found.filter(|suspects| !suspects.is_empty()).chain(unreadable(&self.record)).collect();
        for (block, suspects) in blocks.iter_mut().enumerate() {
            for suspect in suspects {
                suspect.block = block;
            }
        }
        let list = blocks.into_iter().flatten().collect();
        Suspects { list, cut_short: cut_short || !done }
    }
}

/// Cells whose text cannot be read: each is wrong by itself.
fn unreadable(record: &Record) -> impl Iterator<Item = Vec<Suspect>> {
    record.form.cells().filter_map(|(id, cell)| {
        let Value::Unreadable(reason) = record.value(id) else { return None };
        let now = Entry::Unreadable(reason);
        let suspect = Suspect {
            block: 0,
            mends: Vec::new(),
            changes: vec![Change { cell: id, now, should_be: None, slip: None }],
            action: Action::Unreadable,
            evidence: Vec::new(),
            weight: cell.weight,
            cost: 0,
            sure: false,
        };
        (cell.reading != Reading::Text).then(|| vec![suspect])
    })
}

#[cfg(test)]
mod tests {
    use crate::{Form, Session};

    #[test]
    fn a_search_that_is_not_done_says_so() {
        let form = Form::compile(
            r#"{"crossfoot": 1, "id": "f", "version": "1",
                "tables": [{"id": "t", "columns": [{"id": "n"}], "rows": [{"id": "a"}, {"id": "b"}]}],
                "rules": [{"id": "R", "check": "a = b"}]}"#,
        );
        let Ok(form) = form else { unreachable!("the definition is right") };
        let mut session = Session::new(&form);
        assert!(session.enter_all([("t.a.n", "1"), ("t.b.n", "2")]).is_ok());
        for steps in 0..3 {
            let mut search = session.search();
            assert!(steps == 0 || !search.advance(steps), "{steps}");
            assert!(search.finish().cut_short, "{steps}");
        }
        let mut search = session.search();
        assert!(search.advance(100));
        assert!(!search.finish().cut_short);
    }
}
