//! How a repair may have come about, and how unlikely that is.
//!
//! A repair says what the report should have been. Its cost is that of the right figures, as far as
//! they are less likely than what stands there, and of the slip that turned the one into the other:
//! Bayes' rule in logarithms. How often each kind of slip happens is a judgement; within digit slips
//! it is Scholtus's count (see `slip`).

use super::bits::{BIT, Bits, log};
use super::context::{Context, Spot, parts_of};
use super::record::Record;
use super::set::MOST_CELLS;
use super::slip::{length, slip};
use super::{Action, Evidence, Slip};
use crate::address::{CellId, RuleId};
use crate::entry::Value;

/// How seldom each kind of slip is.
const DIGIT: Bits = BIT;
const COUNTED_ELSEWHERE: Bits = 10 * BIT;
const INTERCHANGED: Bits = 4 * BIT;
const TOTAL_FORGOTTEN: Bits = 8 * BIT;
const CUMULATIVE: Bits = 4 * BIT;
const MOVED: Bits = 5 * BIT;
const POWER_OF_TEN: Bits = 5 * BIT;
const SIGN: Bits = 5 * BIT;
const SHIFTED: Bits = 6 * BIT;
const UNEXPLAINED: Bits = 6 * BIT;
/// That there is one slip more.
const ANOTHER: Bits = 4 * BIT;
/// How seldom a figure is as great as the one that bounds it.
const AT_BOUND: Bits = 2 * BIT;
/// What the order of entries says for or against.
const ORDER: Bits = 10 * BIT;
/// What it says for the cell that was filled in last.
const LAST: Bits = 2 * BIT;

/// A figure that is wrong, and what is right.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Wrong {
    pub(super) cell: CellId,
    pub(super) stands: i64,
    pub(super) right: i64,
    pub(super) scale: u8,
    /// Whether nothing stands there.
    pub(super) blank: bool,
}

/// An explanation and its cost.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Explanation {
    pub(super) action: Action,
    pub(super) evidence: Vec<Evidence>,
    pub(super) cost: Bits,
}

/// A repair's changes as figures; none when one is no figure.
pub(super) fn wrongs(record: &Record, changes: &[(CellId, Value)]) -> Option<Vec<Wrong>> {
    let wrong = |(cell, right): &(CellId, Value)| {
        let Value::Units(right) = *right else { return None };
        let scale = record.form.cell(*cell)?.reading.figure_scale()?;
        let blank = record.value(*cell) == Value::Blank;
        Some(Wrong { cell: *cell, stands: record.units(*cell), right, scale, blank })
    };
    changes.iter().map(wrong).collect()
}

/// The likeliest explanation.
pub(super) fn explain(
    record: &Record,
    context: &Context,
    wrongs: &[Wrong],
    mends: &[RuleId],
    at_bound: bool,
) -> Explanation {
    let judge = Judge { record, context, mends, at_bound };
    let mut found = vec![judge.each_by_itself(wrongs)];
    if let [one, other] = wrongs {
        found.extend(judge.interchanged(one, other));
        found.extend(judge.counted_elsewhere(one, other));
        found.extend(judge.counted_elsewhere(other, one));
    }
    found.extend(judge.totals(wrongs));
    found.extend(judge.shifted(wrongs));
    let best = found.into_iter().min_by_key(|explanation| explanation.cost);
    let mut best = best.unwrap_or(Explanation {
        action: Action::Unexplained,
        evidence: Vec::new(),
        cost: Bits::MAX,
    });
    judge.add_evidence(wrongs, &mut best);
    best
}

struct Judge<'a> {
    record: &'a Record,
    context: &'a Context,
    mends: &'a [RuleId],
    at_bound: bool,
}

impl Judge<'_> {
    /// How much less likely the right figures are than those that stand there.
    fn figures(&self, wrongs: &[Wrong]) -> Bits {
        let mut cost = 0_i32;
        for wrong in wrongs {
            let unlikely = |units| self.context.unlikely(self.record, wrong.cell, units);
            let right = if self.at_bound { AT_BOUND } else { unlikely(wrong.right) };
            cost = cost.saturating_add(right).saturating_sub(unlikely(wrong.stands));
        }
        cost
    }

    fn each_by_itself(&self, wrongs: &[Wrong]) -> Explanation {
        let mut cost = self.figures(wrongs);
        let mut actions = Vec::new();
        for wrong in wrongs {
            let (action, own) = self.alone(wrong);
            actions.push(action);
            cost = cost.saturating_add(own);
        }
        let more = Bits::try_from(wrongs.len().saturating_sub(1)).unwrap_or(Bits::MAX);
        let action = match actions.as_slice() {
            [one] => *one,
            several if several.iter().all(|action| matches!(action, Action::Slip(_))) => {
                Action::Slips
            }
            _ => Action::Unexplained,
        };
        let cost = cost.saturating_add(ANOTHER.saturating_mul(more));
        Explanation { action, evidence: Vec::new(), cost }
    }

    /// The likeliest way one figure came to be wrong.
    fn alone(&self, wrong: &Wrong) -> (Action, Bits) {
        let which = self.context.which_figure();
        let digits = Bits::try_from(length(wrong.stands, wrong.scale)).unwrap_or(Bits::MAX);
        // Any figure of that length.
        let anything = digits.saturating_mul(log(10));
        let mut best =
            (Action::Unexplained, UNEXPLAINED.saturating_add(which).saturating_add(anything));
        let mut offer = |action, cost: Bits| {
            if cost < best.1 {
                best = (action, cost);
            }
        };
        if let Some(told) = slip(wrong.right, wrong.stands, wrong.scale).filter(|_| !wrong.blank) {
            let kind = match told.slip {
                Slip::PowerOfTen(_) => POWER_OF_TEN,
                Slip::Sign => SIGN,
                _ => DIGIT,
            };
            // A nought is seldom mistyped.
            let nought = if wrong.right == 0 { BIT } else { 0 };
            offer(
                Action::Slip(told.slip),
                kind.saturating_add(told.cost).saturating_add(which).saturating_add(nought),
            );
        }
        if self.context.is_total(wrong.cell) {
            let own = TOTAL_FORGOTTEN.saturating_add(log(self.context.total_count));
            let order = self.order(core::slice::from_ref(wrong));
            offer(Action::TotalForgotten, own.saturating_add(late(wrong)).saturating_add(order));
        }
        let running = self.context.cumulative.get(&wrong.cell);
        if running.is_some_and(|running| self.record.value(*running) == Value::Units(wrong.stands))
            && !wrong.blank
        {
            let years = u64::try_from(self.context.cumulative.len()).unwrap_or(1);
            // Small figures are the same by chance.
            let chance = (6 * BIT).saturating_sub(log(wrong.stands.unsigned_abs())).max(0);
            let cost = CUMULATIVE.saturating_add(log(years)).saturating_add(chance);
            offer(Action::CumulativeForPeriod, cost);
        }
        best
    }

    /// Both figures stand in each other's place.
    fn interchanged(&self, one: &Wrong, other: &Wrong) -> Option<Explanation> {
        let crossed = one.right == other.stands && other.right == one.stands;
        // Far from each other, and one of them nought, that is chance.
        let far = !self.in_line(one.cell, other.cell) && (one.stands == 0 || other.stands == 0);
        if !crossed || far || one.scale != other.scale {
            return None;
        }
        let apart = self.apart(one.cell, other.cell);
        let empty = [one, other].iter().any(|wrong| wrong.blank || wrong.stands == 0);
        let (action, kind) = match (apart, empty) {
            (Some(1 | 2), true) => (Action::Moved, MOVED),
            _ => (Action::Interchanged, INTERCHANGED),
        };
        let which = self.context.which_figure();
        let second = match apart {
            Some(1) => 2 * BIT,
            Some(2) => 3 * BIT,
            _ => which,
        };
        // Totals are added up more often than they are copied.
        let totals = [one, other].iter().any(|wrong| self.context.is_total(wrong.cell));
        let totals = if totals { BIT } else { 0 };
        let cost = kind.saturating_add(which).saturating_add(second).saturating_add(totals);
        Some(Explanation { action, evidence: Vec::new(), cost })
    }

    /// Cases that belong in `here` were counted in `there`.
    fn counted_elsewhere(&self, here: &Wrong, there: &Wrong) -> Option<Explanation> {
        let cases = here.right.checked_sub(here.stands)?;
        let same = there.stands.checked_sub(there.right) == Some(cases);
        let total = self.context.is_total(here.cell) || self.context.is_total(there.cell);
        if !same || cases <= 0 || here.scale != there.scale || total {
            return None;
        }
        if !self.in_line(here.cell, there.cell) {
            return None;
        }
        let table = self.context.spot(here.cell)?.table;
        let cases = cases.unsigned_abs();
        let belongs = here.right.unsigned_abs();
        let cost = [
            COUNTED_ELSEWHERE,
            log(cases.saturating_mul(cases.saturating_add(1))),
            self.context.which_case(table, belongs),
            3 * BIT,
            self.figures(&[*here, *there]),
        ];
        let cost = cost.into_iter().fold(0, Bits::saturating_add);
        Some(Explanation { action: Action::CountedElsewhere, evidence: Vec::new(), cost })
    }

    /// Several totals that were not brought up to date, most often all by as much, or never filled
    /// in.
    fn totals(&self, wrongs: &[Wrong]) -> Option<Explanation> {
        let (first, rest) = wrongs.split_first()?;
        let behind = |wrong: &Wrong| wrong.right.checked_sub(wrong.stands);
        let all = wrongs.iter().all(|wrong| self.context.is_total(wrong.cell));
        if rest.is_empty() || !all {
            return None;
        }
        let by_as_much = rest.iter().all(|wrong| behind(wrong) == behind(first));
        let empty = wrongs.iter().all(|wrong| wrong.blank || wrong.stands == 0);
        let each = || wrongs.iter().map(late).fold(0, Bits::saturating_add);
        let behind = match (by_as_much, empty) {
            (true, _) => late(first),
            (false, true) => 0,
            // By different amounts only if the order of entries says so.
            (false, false) if self.order(wrongs) < 0 => each(),
            (false, false) => return None,
        };
        let levels = Bits::try_from(rest.len()).unwrap_or(Bits::MAX).saturating_mul(2 * BIT);
        let order = self.order(wrongs);
        let cost = [TOTAL_FORGOTTEN, log(self.context.total_count), behind, levels, order];
        let cost = cost.into_iter().fold(0, Bits::saturating_add);
        Some(Explanation { action: Action::TotalForgotten, evidence: Vec::new(), cost })
    }

    /// A run of figures stands one or two lines away from its place.
    fn shifted(&self, wrongs: &[Wrong]) -> Option<Explanation> {
        let spots: Vec<Spot> =
            wrongs.iter().map(|wrong| self.context.spot(wrong.cell)).collect::<Option<_>>()?;
        let first = spots.first()?;
        if spots.len() < 3 || spots.iter().any(|spot| spot.table != first.table) {
            return None;
        }
        let down = spots.iter().all(|spot| spot.column == first.column);
        let across = spots.iter().all(|spot| spot.row == first.row);
        if !down && !across {
            return None;
        }
        let place = |spot: &Spot| if down { spot.down } else { spot.across };
        let stands = |at: usize| {
            let here = |(cell, spot): (CellId, Spot)| {
                (spot.table == first.table
                    && place(&spot) == Some(at)
                    && if down { spot.column == first.column } else { spot.row == first.row })
                .then(|| self.record.units(cell))
            };
            let cells = self.record.form.cells();
            cells.filter_map(|(id, _)| Some((id, self.context.spot(id)?))).find_map(here)
        };
        for by in [1_i8, -1, 2, -2] {
            let away = |spot: &Spot| place(spot)?.checked_add_signed(isize::from(by));
            let found =
                |(wrong, spot): &(&Wrong, &Spot)| away(spot).and_then(stands) == Some(wrong.right);
            let lost: Vec<&Wrong> = wrongs
                .iter()
                .zip(&spots)
                .filter(|pair| !found(pair))
                .map(|(wrong, _)| wrong)
                .collect();
            if lost.len() > usize::from(by.unsigned_abs()) {
                continue;
            }
            // What was typed over is gone and may have been anything.
            let mut cost =
                SHIFTED.saturating_add(self.context.which_figure()).saturating_add(5 * BIT);
            for wrong in lost {
                cost = cost.saturating_add(log(wrong.right.unsigned_abs().saturating_add(1)));
                cost = cost.saturating_add(BIT);
            }
            return Some(Explanation { action: Action::Shifted(by), evidence: Vec::new(), cost });
        }
        None
    }

    /// Whether two cells stand in one row or one column.
    fn in_line(&self, one: CellId, other: CellId) -> bool {
        let spots = self.context.spot(one).zip(self.context.spot(other));
        spots.is_some_and(|(one, other)| {
            one.table == other.table && (one.row == other.row || one.column == other.column)
        })
    }

    /// How many cells of a row or a column lie from one cell to another.
    fn apart(&self, one: CellId, other: CellId) -> Option<usize> {
        let (one, other) = (self.context.spot(one)?, self.context.spot(other)?);
        if one.table != other.table {
            return None;
        }
        let (one, other) = match (one.row == other.row, one.column == other.column) {
            (true, _) => (one.across?, other.across?),
            (_, true) => (one.down?, other.down?),
            _ => return None,
        };
        Some(one.abs_diff(other))
    }

    /// What the order of entries, last period's figure and the neighbours say.
    fn add_evidence(&self, wrongs: &[Wrong], explanation: &mut Explanation) {
        let edited = |cell: CellId| self.record.edited(cell);
        let later = |wrong: &Wrong| self.parts_edited_later(wrong.cell);
        let order = self.context.latest.is_some();
        if explanation.action == Action::TotalForgotten && order && wrongs.iter().any(later) {
            explanation.evidence.push(Evidence::PartsEditedLater);
        }
        let met = |wrong: &Wrong| {
            let cells = |rule: &&RuleId| self.record.cells_of(**rule).contains(&wrong.cell);
            self.mends.iter().filter(cells).count() > 1
        };
        if wrongs.iter().all(met) {
            explanation.evidence.push(Evidence::RulesMeet);
        }
        if let Some(latest) = self.context.latest
            && explanation.action != Action::TotalForgotten
        {
            // The cells filled in last, one after the other.
            let count = u32::try_from(wrongs.len()).unwrap_or(u32::MAX);
            let since = latest.saturating_sub(count);
            let few = wrongs.len() <= MOST_CELLS;
            if few && wrongs.iter().all(|wrong| edited(wrong.cell) > since) {
                let bonus = LAST.saturating_mul(i32::try_from(count).unwrap_or(1));
                explanation.cost = explanation.cost.saturating_sub(bonus);
                explanation.evidence.push(Evidence::LastEdited);
            }
        }
        let parts = wrongs.iter().filter(|wrong| !self.context.is_total(wrong.cell));
        let likelier = |wrong: &Wrong| {
            let unlikely = |units| self.context.unlikely(self.record, wrong.cell, units);
            unlikely(wrong.right).saturating_add(2 * BIT) < unlikely(wrong.stands)
        };
        for wrong in parts.filter(|wrong| likelier(wrong)) {
            let evidence = match self.record.prior(wrong.cell) {
                Value::Units(_) => Evidence::LikePrior,
                _ if wrong.right == 0 => Evidence::LikeNeighbours,
                _ => continue,
            };
            if !explanation.evidence.contains(&evidence) {
                explanation.evidence.push(evidence);
            }
        }
    }

    /// What the order of entries says about totals that were not brought up to date.
    fn order(&self, totals: &[Wrong]) -> Bits {
        let later = || totals.iter().any(|wrong| self.parts_edited_later(wrong.cell));
        match self.context.latest {
            None => 0,
            Some(_) if later() => ORDER.saturating_neg(),
            Some(_) => ORDER,
        }
    }

    /// Whether a part that was there when the total was filled in was changed since. Parts that are
    /// filled in only after their total say nothing: many forms begin with the total.
    fn parts_edited_later(&self, total: CellId) -> bool {
        let own = self.record.edited(total);
        let rules = self.mends.iter().filter_map(|rule| self.record.form.rule(*rule));
        let mut parts = rules.flat_map(|rule| parts_of(rule, total)).flatten();
        parts.any(|part| {
            let moment = self.record.moment(part);
            moment.filled <= own && own < moment.edited
        })
    }
}

/// How far behind a total is: small edits of a part are likelier than great ones.
fn late(wrong: &Wrong) -> Bits {
    let behind = wrong.right.saturating_sub(wrong.stands).unsigned_abs();
    log(behind.saturating_mul(behind.saturating_add(1))).min(log(behind).saturating_add(6 * BIT))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How many bits the document says in the first row of a table that has a word.
    fn bits(word: &str) -> Option<Bits> {
        let document = include_str!("../../docs/suspects.md");
        let row = document.lines().find(|line| line.starts_with('|') && line.contains(word))?;
        let column = row.trim_end_matches([' ', '|']).rsplit('|').next()?;
        column.split_whitespace().next()?.parse::<Bits>().ok().map(|bits| bits * BIT)
    }

    #[test]
    fn slips_are_as_seldom_as_the_document_says() {
        let said = [
            ("`digit-replaced`", DIGIT),
            ("`digits-interchanged`", DIGIT),
            ("`power-of-ten`", POWER_OF_TEN),
            ("`sign`", SIGN),
            ("`slips`", ANOTHER),
            ("`interchanged`", INTERCHANGED),
            ("`moved`", MOVED),
            ("`shifted`", SHIFTED),
            ("`counted-elsewhere`", COUNTED_ELSEWHERE),
            ("`total-forgotten`", TOTAL_FORGOTTEN),
            ("`cumulative-for-period`", CUMULATIVE),
            ("`unexplained`", UNEXPLAINED),
            ("`last-edited`", LAST),
            ("`parts-edited-later`", ORDER),
        ];
        for (word, cost) in said {
            assert_eq!(bits(word), Some(cost), "{word}");
        }
    }
}
