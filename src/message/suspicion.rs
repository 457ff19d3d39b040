//! Suspects and implied values as sentences.

use super::Wording;
use super::wording::Shared;
use crate::address::{CellId, Operand, Period};
use crate::amount::Amount;
use crate::entry::Entry;
use crate::locate::{Action, Change, Evidence, Implied, Slip, Suspect};

/// Most cells that are named with their figures; of more the first few are.
const NAMED: usize = 4;
const FIRST_FEW: usize = 3;

impl Wording<'_> {
    /// A repair as one sentence that stands alone: the cells, what stands there, what would mend
    /// it, how it may have come about, and what speaks for it.
    pub fn suspect(&self, suspect: &Suspect) -> String {
        self.repair(suspect, true)
    }

    /// The same for beside the cell itself, whose name a reader sees there: a repair of a single
    /// cell is said without it.
    pub fn suspect_here(&self, suspect: &Suspect) -> String {
        self.repair(suspect, false)
    }

    /// An implied value as one sentence that stands alone.
    pub fn implied(&self, implied: &Implied) -> String {
        self.named(implied.cell, &self.implied_here(implied))
    }

    /// The same for beside the cell itself.
    pub fn implied_here(&self, implied: &Implied) -> String {
        let value = self.value(this(implied.cell), implied.value);
        self.catalogue.say("implied", &[("value", &value)])
    }

    fn repair(&self, suspect: &Suspect, standing_alone: bool) -> String {
        let mut sentence = match suspect.changes.as_slice() {
            [change] => {
                let sentence = self.one(suspect, change);
                if standing_alone { self.named(change.cell, &sentence) } else { sentence }
            }
            changes => match suspect.action {
                Action::Shifted(lines) => self.shifted(suspect, lines),
                _ => self.several(suspect, changes),
            },
        };
        for evidence in suspect.evidence.iter().filter_map(|told| self.evidence(suspect, *told)) {
            sentence.push_str(&self.catalogue.say("suspect.besides", &[("evidence", &evidence)]));
        }
        sentence
    }

    /// A sentence about one cell, its name before it.
    fn named(&self, cell: CellId, said: &str) -> String {
        let name = self.cell_name(cell);
        self.catalogue.say("suspect.named", &[("name", &name), ("said", said)])
    }

    fn one(&self, suspect: &Suspect, change: &Change) -> String {
        if suspect.action == Action::Unreadable {
            return self.catalogue.say("suspect.unreadable", &[]);
        }
        let now = match change.now {
            Entry::Blank => self.catalogue.say("suspect.now.blank", &[]),
            now => self.said_value("suspect.now", change.cell, now),
        };
        let (key, should_be) = match change.should_be {
            None => ("suspect.one.unknown", String::new()),
            Some(Entry::Blank) => ("suspect.one.blank", String::new()),
            Some(value) => ("suspect.one", self.value(this(change.cell), value)),
        };
        let may = self.may(suspect, "suspect.one.may");
        let how = self.bracketed(self.how(suspect));
        let slots =
            [("now", now.as_str()), ("may", &may), ("should-be", &should_be), ("how", &how)];
        self.catalogue.say(key, &slots)
    }

    fn several(&self, suspect: &Suspect, changes: &[Change]) -> String {
        let shared = self.shared(changes);
        let named = if changes.len() > NAMED { FIRST_FEW } else { changes.len() };
        let each_slipped = suspect.action == Action::Slips;
        let mut parts: Vec<String> = changes
            .iter()
            .take(named)
            .map(|change| {
                let slip = change.slip.filter(|_| each_slipped);
                self.part(change, shared) + &self.bracketed(slip.map(|s| self.slip(s, change)))
            })
            .collect();
        let more = changes.len().saturating_sub(named);
        if more > 0 {
            parts.push(self.catalogue.say("suspect.more", &[("count", &more.to_string())]));
        }
        let parts = parts.join(&self.catalogue.say("suspect.and", &[]));
        let known = changes.iter().all(|change| change.should_be.is_some());
        let key = if known { "suspect.several" } else { "suspect.several.unknown" };
        let may = match suspect.sure {
            true => String::new(),
            false => {
                let count = changes.len().to_string();
                self.catalogue.say("suspect.several.may", &[("count", &count)])
            }
        };
        let place = self.place(shared);
        let how = self.bracketed(self.how(suspect));
        let slots = [("place", place.as_str()), ("may", &may), ("parts", &parts), ("how", &how)];
        self.catalogue.say(key, &slots)
    }

    /// One of several cells: what stands there and what should.
    fn part(&self, change: &Change, shared: Shared) -> String {
        let name = self.operand_name(this(change.cell), shared);
        let now = match change.now {
            Entry::Blank => self.catalogue.say("suspect.part.now.blank", &[]),
            Entry::Unreadable(_) => self.catalogue.say("suspect.part.now.unreadable", &[]),
            now => self.said_value("suspect.part.now", change.cell, now),
        };
        let should_be = match change.should_be {
            None => self.catalogue.say("suspect.part.unknown", &[]),
            Some(Entry::Blank) => self.catalogue.say("suspect.part.blank", &[]),
            Some(value) => self.said_value("suspect.part.should-be", change.cell, value),
        };
        let slots = [("name", name.as_str()), ("now", &now), ("should-be", &should_be)];
        self.catalogue.say("suspect.part", &slots)
    }

    /// A run of figures that stands some lines from where it belongs.
    fn shifted(&self, suspect: &Suspect, lines: i8) -> String {
        let shared = self.shared(&suspect.changes);
        let towards = match (shared, lines < 0) {
            (Shared::Row(_), false) => "right",
            (Shared::Row(_), true) => "left",
            (_, false) => "down",
            (_, true) => "up",
        };
        let name = |change: Option<&Change>| {
            change.map_or(String::new(), |change| self.operand_name(this(change.cell), shared))
        };
        let (first, last) = (name(suspect.changes.first()), name(suspect.changes.last()));
        let line = self.shared_name(shared).unwrap_or_default();
        let (lines, cells) = (lines.unsigned_abs().to_string(), suspect.changes.len().to_string());
        let may = self.may(suspect, "suspect.shifted.may");
        let slots = [
            ("line", line.as_str()),
            ("first", &first),
            ("last", &last),
            ("may", &may),
            ("lines", &lines),
            ("cells", &cells),
        ];
        self.catalogue.say(&format!("suspect.shifted.{towards}"), &slots)
    }

    /// How a repair may have come about; none when nothing known explains it, or the sentence
    /// has said it already.
    fn how(&self, suspect: &Suspect) -> Option<String> {
        let first = suspect.changes.first()?;
        let said = match suspect.action {
            Action::Unexplained | Action::Slips | Action::Shifted(_) | Action::Unreadable => {
                return None;
            }
            Action::Slip(slip) => self.slip(slip, first),
            Action::Moved => match self.shared(&suspect.changes) {
                Shared::Column(_) => self.catalogue.say("suspect.moved.row", &[]),
                Shared::Row(_) => self.catalogue.say("suspect.moved.column", &[]),
                Shared::Table | Shared::Nothing => self.catalogue.say("suspect.moved", &[]),
            },
            Action::CountedElsewhere => {
                let count = difference(first).map_or(String::new(), |count| count.to_string());
                let unit = self.form.cell(first.cell).and_then(|cell| cell.unit.as_deref());
                let key = "suspect.counted-elsewhere";
                let key = unit.map_or(key.to_owned(), |_| format!("{key}.unit"));
                let slots = [("count", count.as_str()), ("unit", unit.unwrap_or_default())];
                self.catalogue.say(&key, &slots)
            }
            action => self.catalogue.say(&format!("suspect.{}", action.name()), &[]),
        };
        Some(said)
    }

    fn slip(&self, slip: Slip, change: &Change) -> String {
        let Slip::PowerOfTen(power) = slip else {
            return self.catalogue.say(&format!("suspect.{}", slip.name()), &[]);
        };
        let places = power.unsigned_abs();
        // The smaller of the two: whole, it is the noughts behind it that are too many or too few.
        let smaller = if power > 0 { change.should_be } else { Some(change.now) };
        let whole = matches!(smaller, Some(Entry::Amount(amount)) if amount.scale() == 0);
        let kind = match (places, whole) {
            (4.., _) => "times",
            (_, false) => "point",
            (1, true) => "nought",
            (_, true) => "noughts",
        };
        let towards = if power > 0 { "more" } else { "less" };
        let times = 10_u128.checked_pow(u32::from(places)).unwrap_or_default().to_string();
        let count = places.to_string();
        let slots = [("count", count.as_str()), ("times", &times)];
        self.catalogue.say(&format!("suspect.power-of-ten.{kind}.{towards}"), &slots)
    }

    /// What speaks for a repair; none where there is nothing to be said of it.
    fn evidence(&self, suspect: &Suspect, evidence: Evidence) -> Option<String> {
        let key = format!("suspect.{}", evidence.name());
        let (key, count) = match (evidence, suspect.changes.as_slice()) {
            (Evidence::LikePrior, _) => (format!("{key}.{}", self.form.period()), 0),
            // A question that stays open does not speak for the cell.
            (Evidence::RulesMeet, [change]) => match self.meet(suspect, change.cell) {
                0 | 1 => return None,
                count => (key, count),
            },
            (_, [_]) => (key, 0),
            _ => (format!("{key}.several"), 0),
        };
        Some(self.catalogue.say(&key, &[("count", &count.to_string())]))
    }

    /// How many of the rules that a repair mends read a cell.
    fn meet(&self, suspect: &Suspect, cell: CellId) -> usize {
        let rules = suspect.mends.iter().filter_map(|rule| self.form.rule(*rule));
        rules.filter(|rule| rule.operands().contains(&this(cell))).count()
    }

    /// That it may be so, when it is not sure.
    fn may(&self, suspect: &Suspect, key: &str) -> String {
        if suspect.sure { String::new() } else { self.catalogue.say(key, &[]) }
    }

    fn bracketed(&self, how: Option<String>) -> String {
        how.map_or(String::new(), |how| self.catalogue.say("suspect.how", &[("how", &how)]))
    }

    fn said_value(&self, key: &str, cell: CellId, value: Entry) -> String {
        self.catalogue.say(key, &[("value", &self.value(this(cell), value))])
    }

    fn shared(&self, changes: &[Change]) -> Shared {
        Shared::of(self.form, changes.iter().map(|change| this(change.cell)))
    }
}

fn this(cell: CellId) -> Operand {
    Operand { cell, period: Period::This }
}

/// How far a figure is from what it should be.
fn difference(change: &Change) -> Option<Amount> {
    match (change.now, change.should_be) {
        (Entry::Amount(now), Some(Entry::Amount(right))) => {
            right.checked_sub(now).map(Amount::magnitude)
        }
        (Entry::Blank, Some(Entry::Amount(right))) => Some(right),
        _ => None,
    }
}
