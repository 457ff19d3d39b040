//! The search in slices: blocks one after the other, each set by set, then the actions and the
//! order of likelihood.

use super::action::Block;
use super::context::Context;
use super::rank::{Candidate, rank};
use super::record::Record;
use super::sets::SetSearch;
use super::{Action, Change, Suspect, Suspects};
use crate::address::RuleId;
use crate::entry::{Entry, Reading, Value};

/// Most sets looked at for one report. More is said to be cut short.
const ALLOWANCE: u32 = 30_000;

/// A search for suspects over one report as it stands.
#[derive(Clone, Debug)]
pub struct Search {
    record: Record,
    context: Context,
    /// The blocks still to be searched, the next one last.
    blocks: Vec<Vec<RuleId>>,
    /// The block being searched.
    current: Option<(Vec<RuleId>, SetSearch)>,
    /// The blocks that are searched, and what was found.
    found: Vec<(Vec<RuleId>, Vec<Suspect>)>,
    /// Whether the blocks that nothing mends have been taken together.
    united: bool,
    allowance: u32,
    cut_short: bool,
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
            cut_short: false,
        }
    }

    /// Goes on for at most so many steps, each some microseconds; true when the search is done.
    pub fn advance(&mut self, steps: u32) -> bool {
        let mut left = steps;
        loop {
            let Some((rules, search)) = &mut self.current else {
                let Some(rules) = self.blocks.pop() else {
                    if self.unite() {
                        continue;
                    }
                    return true;
                };
                let search = SetSearch::new(&self.record, rules.clone());
                self.current = Some((rules, search));
                continue;
            };
            if left == 0 {
                return false;
            }
            left = left.saturating_sub(1);
            let more = self.allowance > 0 && search.step(&mut self.record);
            if let Some(met) = search.meets {
                // Together with the block it meets, from the beginning.
                let mut joined = core::mem::take(rules);
                self.current = None;
                self.join(met, &mut joined);
                continue;
            }
            if more {
                self.allowance = self.allowance.saturating_sub(1);
                continue;
            }
            self.cut_short |= self.allowance == 0 || search.uncertain;
            let repairs = core::mem::take(&mut search.repairs);
            let rules = core::mem::take(rules);
            self.current = None;
            let candidates = repairs.into_iter().map(Candidate::from).collect();
            self.judge(rules, candidates);
        }
    }

    /// Makes one block of some rules and the block of a rule.
    fn join(&mut self, met: RuleId, rules: &mut Vec<RuleId>) {
        let (with, mut apart): (Vec<_>, Vec<_>) =
            self.blocks.drain(..).partition(|block| block.contains(&met));
        rules.extend(with.into_iter().flatten());
        // What was found in a block that has been searched is looked for again.
        if let Some(at) = self.found.iter().position(|(block, _)| block.contains(&met)) {
            rules.extend(self.found.remove(at).0);
        }
        rules.sort_unstable();
        rules.dedup();
        apart.push(core::mem::take(rules));
        self.blocks = apart;
    }

    /// Adds what the search by weight leaves out, and puts the likeliest first.
    fn judge(&mut self, rules: Vec<RuleId>, mut candidates: Vec<Candidate>) {
        let block = Block { rules: &rules };
        let record = &mut self.record;
        let at_bounds: Vec<Candidate> = candidates
            .iter()
            .filter(|candidate| candidate.several)
            .flat_map(|candidate| block.at_bounds(record, &candidate.changes))
            .map(Candidate::at_bound)
            .collect();
        let lightest = candidates.iter().map(|candidate| candidate.changes.len()).min();
        let mut actions = Vec::new();
        if lightest == Some(1) {
            actions.extend(block.interchanged(record));
        }
        if lightest != Some(1) {
            actions.extend(block.along_lines(record, &self.context));
        }
        actions.extend(block.totals_anew(record));
        for changes in actions {
            if !candidates.iter().any(|candidate| candidate.changes == changes) {
                candidates.push(Candidate::action(changes));
            }
        }
        candidates.extend(at_bounds);
        let suspects = rank(record, &self.context, &rules, candidates);
        self.found.push((rules, suspects));
    }

    /// Takes the blocks that nothing mends together, once: an action may mend them all. False when
    /// there is nothing to be gained.
    fn unite(&mut self) -> bool {
        let unmended = |(_, suspects): &(Vec<RuleId>, Vec<Suspect>)| suspects.is_empty();
        let count = self.found.iter().filter(|found| unmended(found)).count();
        if self.united || count < 2 {
            return false;
        }
        self.united = true;
        let (apart, mended): (Vec<_>, Vec<_>) = self.found.drain(..).partition(unmended);
        self.found = mended;
        let mut rules: Vec<RuleId> = apart.into_iter().flat_map(|(rules, _)| rules).collect();
        rules.sort_unstable();
        self.blocks.push(rules);
        true
    }

    /// What was found. A search that is not done says that it was cut short.
    pub fn finish(self) -> Suspects {
        let done = self.blocks.is_empty() && self.current.is_none();
        let mut found = self.found;
        found.sort_by(|(one, _), (other, _)| one.cmp(other));
        // Nothing within reach mends a block: there may be more slips than were looked for.
        let unmended = found.iter().any(|(_, suspects)| suspects.is_empty());
        let found = found.into_iter().map(|(_, suspects)| suspects);
        let mut blocks: Vec<Vec<Suspect>> =
            found.filter(|suspects| !suspects.is_empty()).chain(unreadable(&self.record)).collect();
        for (block, suspects) in blocks.iter_mut().enumerate() {
            for suspect in suspects {
                suspect.block = block;
            }
        }
        let list = blocks.into_iter().flatten().collect();
        Suspects { list, cut_short: self.cut_short || unmended || !done }
    }
}

/// Violated rules that share a cell, in the definition's order.
fn blocks(record: &Record) -> Vec<Vec<RuleId>> {
    let mut blocks: Vec<(Vec<RuleId>, Vec<crate::address::CellId>)> = Vec::new();
    for rule in record.violated() {
        let mut joined = (vec![*rule], record.cells_of(*rule));
        let (touching, apart): (Vec<_>, Vec<_>) = blocks
            .into_iter()
            .partition(|(_, cells)| cells.iter().any(|cell| joined.1.contains(cell)));
        for (rules, cells) in touching {
            joined.0.extend(rules);
            joined.1.extend(cells);
        }
        blocks = apart;
        blocks.push(joined);
    }
    let mut blocks: Vec<Vec<RuleId>> = blocks.into_iter().map(|(rules, _)| rules).collect();
    for rules in &mut blocks {
        rules.sort_unstable();
    }
    blocks.sort_unstable();
    blocks
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
