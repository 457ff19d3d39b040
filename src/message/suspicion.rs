//! Suspects and implied values as sentences.

use super::naming::Shared;
use super::wording::Wording;
use crate::address::{CellId, Operand, Period};
use crate::amount::power_of_ten;
use crate::entry::Entry;
use crate::locate::{Action, Change, Evidence, Implied, Slip, Suspect};

/// Most cells of a repair that are told one by one.
const MOST_TOLD: usize = 4;

/// The power of ten that lies between figures in 万 and figures in 个.
const TEN_THOUSAND: i8 = 4;

impl Wording<'_> {
    /// A repair as one sentence: what stands there, what would mend it, how it may have come
    /// about, and what speaks for it.
    pub fn suspect(&self, suspect: &Suspect) -> String {
        match suspect.changes.as_slice() {
            [change] => {
                let place = self.catalogue.say("place", &[("name", &self.cell_name(change.cell))]);
                place + &self.single(suspect, *change)
            }
            changes => self.several(suspect, changes),
        }
    }

    /// A repair as it is said beside its field: a single cell goes without its name.
    pub fn suspect_here(&self, suspect: &Suspect) -> String {
        match suspect.changes.as_slice() {
            [change] => self.single(suspect, *change),
            changes => self.several(suspect, changes),
        }
    }

    /// An implied value as one sentence, to stand beside its field.
    pub fn implied(&self, implied: &Implied) -> String {
        let value = self.value(this_period(implied.cell), implied.value);
        self.catalogue.say("suspect.implied", &[("value", &value)])
    }

    fn single(&self, suspect: &Suspect, change: Change) -> String {
        if suspect.action == Action::Unreadable {
            return self.catalogue.say("suspect.unreadable", &[]);
        }
        let now = self.now("suspect.now", change);
        let said = match self.right(change) {
            Some(right) => {
                let slots = [("now", now.as_str()), ("right", &right)];
                self.graded("suspect.one", suspect.sure, &slots)
            }
            None => self.catalogue.say("suspect.one.open", &[("now", &now)]),
        };
        self.explained(suspect, said)
    }

    fn several(&self, suspect: &Suspect, changes: &[Change]) -> String {
        let shared = Shared::of(self.form, changes.iter().map(|change| this_period(change.cell)));
        if let Action::Shifted(by) = suspect.action
            && changes.len() > MOST_TOLD
            && let Some(said) = self.shifted(suspect, changes, shared, by)
        {
            return self.reasoned(suspect, said);
        }
        let cell = |change: &Change| {
            let name = self.operand_name(this_period(change.cell), shared);
            let now = self.now("suspect.cell.now", *change);
            match self.right(*change) {
                Some(right) => {
                    let slots = [("name", name.as_str()), ("now", &now), ("right", &right)];
                    self.graded("suspect.cell", suspect.sure, &slots)
                }
                None => {
                    let slots = [("name", name.as_str()), ("now", &now)];
                    self.catalogue.say("suspect.cell.open", &slots)
                }
            }
        };
        let cells: Vec<String> = changes.iter().take(MOST_TOLD).map(cell).collect();
        let mut cells = cells.join(&self.catalogue.say("suspect.cells.next", &[]));
        if changes.len() > MOST_TOLD {
            let count = changes.len().to_string();
            cells = self.catalogue.say("suspect.cells", &[("cells", &cells), ("count", &count)]);
        }
        let slots = [("cells", cells.as_str())];
        let said = match changes.iter().all(|change| change.should_be.is_some()) {
            true => self.graded("suspect.mended", suspect.sure, &slots),
            false => self.catalogue.say("suspect.mended.open", &slots),
        };
        let mut place = String::new();
        self.push_place(&mut place, shared);
        place + &self.explained(suspect, said)
    }

    /// A long run of figures that stands beside its place: the line, where it begins, how long.
    fn shifted(
        &self,
        suspect: &Suspect,
        changes: &[Change],
        shared: Shared,
        by: i8,
    ) -> Option<String> {
        let first = changes.first().map(|change| this_period(change.cell))?;
        let way = match (shared, by > 0) {
            (Shared::Column(_), true) => "down",
            (Shared::Column(_), false) => "up",
            (Shared::Row(_), true) => "right",
            (Shared::Row(_), false) => "left",
            _ => return None,
        };
        let (line, first) = (self.shared_name(shared)?, self.operand_name(first, shared));
        let (count, by) = (changes.len().to_string(), by.unsigned_abs().to_string());
        let stand = self.graded("suspect.run", suspect.sure, &[]);
        let slots = [
            ("line", line.as_str()),
            ("first", &first),
            ("count", &count),
            ("stand", &stand),
            ("by", &by),
        ];
        Some(self.catalogue.say(&format!("suspect.run.{way}"), &slots))
    }

    /// A sentence in two degrees of certainty.
    fn graded(&self, key: &str, sure: bool, slots: &[(&str, &str)]) -> String {
        let degree = if sure { "sure" } else { "may" };
        self.catalogue.say(&format!("{key}.{degree}"), slots)
    }

    /// What stands in a cell.
    fn now(&self, key: &str, change: Change) -> String {
        let value = self.value(this_period(change.cell), change.now);
        match change.now {
            Entry::Blank => self.catalogue.say(&format!("{key}.blank"), &[]),
            Entry::Unreadable(_) => self.catalogue.say(&format!("{key}.unreadable"), &[]),
            _ => self.catalogue.say(key, &[("value", &value)]),
        }
    }

    /// What should stand there, and where the language says so how far off that is.
    fn right(&self, change: Change) -> Option<String> {
        let should_be = change.should_be?;
        let right = self.value(this_period(change.cell), should_be);
        let (Entry::Amount(now), Entry::Amount(should_be)) = (change.now, should_be) else {
            return Some(right);
        };
        let Some(difference) = should_be.checked_sub(now) else { return Some(right) };
        let key = if difference.is_negative() { "suspect.less" } else { "suspect.more" };
        let difference = difference.magnitude().to_string();
        Some(self.catalogue.say(key, &[("right", &right), ("difference", &difference)]))
    }

    /// How it may have come about, and what speaks for it.
    fn explained(&self, suspect: &Suspect, said: String) -> String {
        let said = match self.action(suspect) {
            Some(action) => {
                self.catalogue.say("suspect.by", &[("said", &said), ("action", &action)])
            }
            None => said,
        };
        self.reasoned(suspect, said)
    }

    fn reasoned(&self, suspect: &Suspect, said: String) -> String {
        let one = suspect.changes.len() == 1;
        suspect.evidence.iter().fold(said, |said, evidence| {
            let key = match evidence {
                Evidence::RulesMeet if !one => "suspect.evidence.rules-meet.each".to_owned(),
                Evidence::LikePrior => {
                    format!("suspect.evidence.{}.{}", evidence.name(), self.form.period())
                }
                evidence => format!("suspect.evidence.{}", evidence.name()),
            };
            let evidence = self.catalogue.say(&key, &[]);
            self.catalogue.say("suspect.for", &[("said", &said), ("evidence", &evidence)])
        })
    }

    fn action(&self, suspect: &Suspect) -> Option<String> {
        let key = format!("suspect.action.{}", suspect.action.name());
        let blank = suspect.changes.iter().all(|change| change.now == Entry::Blank);
        Some(match suspect.action {
            Action::Unexplained | Action::Unreadable => return None,
            Action::Slip(Slip::PowerOfTen(power)) => self.power_of_ten(&key, power),
            Action::Shifted(by) => {
                let by = by.unsigned_abs().to_string();
                self.catalogue.say(&key, &[("by", &by)])
            }
            Action::CountedElsewhere => {
                let cases = counted_elsewhere(&suspect.changes).unwrap_or_default();
                self.catalogue.say(&key, &[("cases", &cases)])
            }
            Action::TotalForgotten if blank => self.catalogue.say(&format!("{key}.blank"), &[]),
            _ => self.catalogue.say(&key, &[]),
        })
    }

    pub(super) fn power_of_ten(&self, key: &str, power: i8) -> String {
        let times = power_of_ten(power.unsigned_abs()).unwrap_or_default().to_string();
        let way = if power > 0 { "more" } else { "less" };
        let said = self.catalogue.say(&format!("{key}.{way}"), &[("times", &times)]);
        if power.unsigned_abs() != TEN_THOUSAND.unsigned_abs() {
            return said;
        }
        self.catalogue.say(&format!("{key}.unit"), &[("said", &said)])
    }
}

/// How many cases stand in the wrong one of two cells.
fn counted_elsewhere(changes: &[Change]) -> Option<String> {
    let change = changes.first()?;
    let (Entry::Amount(now), Some(Entry::Amount(right))) = (change.now, change.should_be) else {
        // A blank gets its cases from the other cell.
        return changes.get(1..).and_then(counted_elsewhere);
    };
    Some(right.checked_sub(now)?.magnitude().to_string())
}

fn this_period(cell: CellId) -> Operand {
    Operand { cell, period: Period::This }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::amount::Amount;
    use crate::entry::Reason;
    use crate::form::Form;
    use crate::message::Catalogue;

    const FORM: &str = r#"{"crossfoot": 1, "id": "small", "version": "1", "tables": [{"id": "t",
        "columns": [{"id": "person", "label": {"zh-CN": "自然人", "en": "persons"}},
                    {"id": "firm", "label": {"zh-CN": "法人", "en": "firms"}}],
        "rows": [{"id": "granted", "label": {"zh-CN": "予以公开", "en": "granted"}},
                 {"id": "partly", "label": {"zh-CN": "部分公开", "en": "granted in part"}},
                 {"id": "refused"}, {"id": "closed"}, {"id": "other"}, {"id": "total"}]}]}"#;

    fn amount(figure: i64) -> Entry {
        Entry::Amount(Amount::from(figure))
    }

    fn form() -> Form {
        Form::compile(FORM).unwrap_or_else(|problems| unreachable!("{problems}"))
    }

    fn change(form: &Form, cell: &str, now: Entry, should_be: Option<Entry>) -> Change {
        let cell = form.find(cell).unwrap_or_else(|| unreachable!("{cell}"));
        Change { cell, now, should_be, slip: None }
    }

    fn suspect(changes: Vec<Change>, action: Action, sure: bool) -> Suspect {
        Suspect {
            block: 0,
            mends: Vec::new(),
            changes,
            action,
            evidence: Vec::new(),
            weight: 1,
            cost: 0,
            sure,
        }
    }

    /// With its name and beside its field, in both languages.
    fn said(form: &Form, suspect: &Suspect) -> [String; 4] {
        let [chinese, english] = ["zh-CN", "en"].map(Catalogue::new);
        let wording = |catalogue| Wording { catalogue, form, period: "2017" };
        let (chinese, english) = (wording(&chinese), wording(&english));
        [
            chinese.suspect(suspect),
            chinese.suspect_here(suspect),
            english.suspect(suspect),
            english.suspect_here(suspect),
        ]
    }

    #[test]
    fn a_single_cell_goes_without_its_name_beside_its_field() {
        let form = form();
        let digits = Action::Slip(Slip::Transposed);
        let wrong = |now, right: Option<i64>| {
            vec![change(&form, "t.granted.person", now, right.map(amount))]
        };
        assert_eq!(
            said(&form, &suspect(wrong(amount(132), Some(123)), digits, true)),
            [
                "予以公开（自然人）：现填 132，若为 123 则各项关系都成立（两位数字颠倒）",
                "现填 132，若为 123 则各项关系都成立（两位数字颠倒）",
                "granted (persons): 132 stands here; its rules hold with 123, 9 less \
                 (two digits interchanged)",
                "132 stands here; its rules hold with 123, 9 less (two digits interchanged)",
            ]
        );
        let [_, chinese, _, english] =
            said(&form, &suspect(wrong(amount(132), Some(123)), digits, false));
        assert_eq!(chinese, "现填 132，可能应为 123，这样各项关系都成立（两位数字颠倒）");
        assert!(english.contains("may be wrong"), "{english}");
        let [_, chinese, _, english] =
            said(&form, &suspect(wrong(Entry::Blank, Some(24)), Action::TotalForgotten, false));
        assert_eq!(chinese, "现未填，可能应为 24，这样各项关系都成立（合计没有填写）");
        let expected = "nothing stands here, which may be wrong; its rules hold with 24 \
                        (the total was not filled in)";
        assert_eq!(english, expected);
        let [_, chinese, _, _] =
            said(&form, &suspect(wrong(amount(132), None), Action::Unexplained, false));
        let expected =
            "现填 132，可能有误：只改这一格，各项关系就能成立，但由各项关系看不出应是多少";
        assert_eq!(chinese, expected);
        let unread = Entry::Unreadable(Reason::NotAFigure);
        let [chinese, _, _, english] =
            said(&form, &suspect(wrong(unread, None), Action::Unreadable, false));
        assert_eq!(chinese, "予以公开（自然人）：填写的内容无法识别，未参与核对");
        assert_eq!(english, "what stands here cannot be read and was left out of the checks");
    }

    #[test]
    fn several_cells_are_named_by_what_tells_them_apart() {
        let form = form();
        let changes = vec![
            change(&form, "t.granted.person", amount(12), Some(amount(21))),
            change(&form, "t.partly.person", amount(21), Some(amount(12))),
        ];
        let crossed = suspect(changes, Action::Interchanged, true);
        let [chinese, here, english, _] = said(&form, &crossed);
        let expected = "自然人：予以公开 现填 12，应为 21；部分公开 现填 21，应为 12，则各项关系都成立（两数互换了位置）";
        assert_eq!((chinese.as_str(), here.as_str()), (expected, expected));
        let expected = "persons: granted 12 should be 21, 9 more; granted in part 21 should be \
                        12, 9 less: then their rules hold (each stands in the other's place)";
        assert_eq!(english, expected);
        let elsewhere = Suspect { action: Action::CountedElsewhere, sure: false, ..crossed };
        let [chinese, _, english, _] = said(&form, &elsewhere);
        let expected = "自然人：予以公开 现填 12，可能应为 21；部分公开 现填 21，可能应为 12，\
                        这样各项关系都成立（有 9 件计入了另一格）";
        assert_eq!(chinese, expected);
        assert!(english.ends_with("(9 counted in the other cell)"), "{english}");
    }

    #[test]
    fn long_runs_are_told_by_where_they_begin() {
        let form = form();
        let rows = ["granted", "partly", "refused", "closed", "other"];
        let cell = |row: &&str| format!("t.{row}.person");
        let changes: Vec<Change> =
            rows.iter().map(|row| change(&form, &cell(row), amount(1), Some(amount(2)))).collect();
        let shifted = suspect(changes, Action::Shifted(1), false);
        let [chinese, _, english, _] = said(&form, &shifted);
        let expected =
            "“自然人”列自“予以公开”起 5 格的数字可能整体下移了 1 行，移回后各项关系都成立";
        assert_eq!(chinese, expected);
        let expected = "the 5 figures of “persons” from “granted” on may stand 1 too far down; \
                        moved back, their rules hold";
        assert_eq!(english, expected);
        let [chinese, _, english, _] =
            said(&form, &Suspect { action: Action::Slips, sure: true, ..shifted });
        assert!(chinese.contains("closed 现填 1，应为 2 等 5 格，则各项"), "{chinese}");
        assert!(english.contains("and so on, 5 cells in all: then"), "{english}");
    }

    #[test]
    fn every_action_and_evidence_has_words() {
        let form = form();
        let slips = [
            Slip::Replaced,
            Slip::Omitted,
            Slip::Added,
            Slip::Doubled,
            Slip::Transposed,
            Slip::PowerOfTen(1),
            Slip::PowerOfTen(-4),
            Slip::Sign,
        ];
        let others = [
            Action::Slips,
            Action::Interchanged,
            Action::Moved,
            Action::Shifted(-2),
            Action::CountedElsewhere,
            Action::TotalForgotten,
            Action::CumulativeForPeriod,
            Action::Unreadable,
            Action::Unexplained,
        ];
        let evidence = [
            Evidence::RulesMeet,
            Evidence::LastEdited,
            Evidence::PartsEditedLater,
            Evidence::LikePrior,
            Evidence::LikeNeighbours,
        ];
        let cells = ["t.granted.person", "t.granted.firm"];
        for action in slips.into_iter().map(Action::Slip).chain(others) {
            for count in [1, 2] {
                let cells = cells.iter().take(count);
                let cells = cells.map(|cell| change(&form, cell, amount(3), Some(amount(4))));
                let told = Suspect {
                    evidence: evidence.to_vec(),
                    ..suspect(cells.collect(), action, false)
                };
                for sentence in said(&form, &told) {
                    assert!(!sentence.contains("suspect."), "{sentence}");
                    assert!(!sentence.contains(['{', '}']), "{sentence}");
                }
            }
        }
        let told = vec![change(&form, cells[0], amount(120_000), Some(amount(12)))];
        let told = suspect(told, Action::Slip(Slip::PowerOfTen(4)), true);
        let [_, chinese, _, english] = said(&form, &told);
        assert!(chinese.ends_with("（大了 10000 倍，可能把“万”当作“个”）"), "{chinese}");
        assert!(english.contains("10000 times too large, as when"), "{english}");
    }

    #[test]
    fn an_implied_value_is_what_the_rules_leave() {
        let form = form();
        let cell = form.find("t.total.person").unwrap_or_else(|| unreachable!());
        let implied = Implied { cell, value: amount(24) };
        let catalogue = Catalogue::new("zh-CN");
        let wording = Wording { catalogue: &catalogue, form: &form, period: "" };
        assert_eq!(wording.implied(&implied), "由各项关系可知应为 24");
    }
}
