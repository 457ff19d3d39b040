//! Suspects and implied values as sentences, made by hand over a small form.

#![cfg(not(target_arch = "wasm32"))]

use crossfoot::address::{Operand, Period};
use crossfoot::entry::Reason;
use crossfoot::locate::{Action, Change, Evidence, Slip};
use crossfoot::rules::Rule;
use crossfoot::{Amount, Catalogue, Entry, Form, Implied, Suspect, Wording};

const DEFINITION: &str = r#"{
    "crossfoot": 1, "id": "f", "version": "1",
    "tables": [{
        "id": "t", "unit": "件",
        "columns": [
            {"id": "year", "label": {"zh-CN": "本年", "en": "year"}},
            {"id": "ever", "label": {"zh-CN": "累计", "en": "ever"}, "accumulates": "year"}
        ],
        "rows": [
            {"id": "all", "label": {"zh-CN": "总数", "en": "all"}, "parts": "sum", "rows": [
                {"id": "a", "label": {"zh-CN": "甲", "en": "A"}},
                {"id": "b", "label": {"zh-CN": "乙", "en": "B"}},
                {"id": "c", "label": {"zh-CN": "丙", "en": "C"}},
                {"id": "d", "label": {"zh-CN": "丁", "en": "D"}}
            ]},
            {"id": "fees", "type": "amount", "scale": 4, "unit": "万元",
             "label": {"zh-CN": "收费", "en": "fees"}}
        ]
    }]
}"#;

fn form() -> Form {
    Form::compile(DEFINITION).unwrap_or_else(|problems| unreachable!("{problems}"))
}

/// A change of `row.column` from one text to another: empty for a blank, `?` for what is not
/// known or cannot be read.
fn change(form: &Form, cell: &str, now: &str, right: &str) -> Change {
    let cell = form.find(&format!("t.{cell}"));
    let entry = |text: &str| Amount::parse(text).map_or(Entry::Blank, Entry::Amount);
    Change {
        cell: cell.unwrap_or_else(|| unreachable!("no such cell")),
        now: match now {
            "?" => Entry::Unreadable(Reason::NotAFigure),
            now => entry(now),
        },
        should_be: (right != "?").then(|| entry(right)),
        slip: None,
    }
}

fn suspect(form: &Form, changes: Vec<Change>, action: Action, sure: bool) -> Suspect {
    let first = changes.first();
    let read = first.map(|change| Operand { cell: change.cell, period: Period::This });
    let reads = |rule: &Rule| read.is_some_and(|read| rule.operands().contains(&read));
    Suspect {
        block: 0,
        mends: form.rules().filter(|(_, rule)| reads(rule)).map(|(id, _)| id).collect(),
        changes,
        action,
        evidence: Vec::new(),
        weight: 1,
        cost: 0,
        sure,
    }
}

/// The sentence in both languages.
fn said(form: &Form, say: impl Fn(&Wording<'_>) -> String) -> [String; 2] {
    ["zh-CN", "en"].map(|locale| {
        let catalogue = Catalogue::new(locale);
        say(&Wording { catalogue: &catalogue, form, period: "" })
    })
}

#[test]
fn a_cell_is_said_with_its_figures_and_the_slip() {
    let form = form();
    let transposed = |sure| {
        let changes = vec![change(&form, "a.year", "132", "123")];
        suspect(&form, changes, Action::Slip(Slip::Transposed), sure)
    };
    let sure = transposed(true);
    assert_eq!(
        said(&form, |wording| wording.suspect_here(&sure)),
        [
            "现填 132，若为 123 则各项关系都成立（两位数字颠倒）",
            "132 is filled in; with 123 all its rules hold (two digits interchanged)",
        ]
    );
    let mut unsure = transposed(false);
    unsure.evidence = vec![Evidence::RulesMeet, Evidence::LastEdited, Evidence::LikePrior];
    assert_eq!(
        said(&form, |wording| wording.suspect(&unsure)),
        [
            "甲（本年） 现填 132，可能有误，若为 123 则各项关系都成立（两位数字颠倒）；\
             2 条关系都指向这一格；这一格最后填写；改后与上年相近",
            "A (year): 132 is filled in, which may be wrong; with 123 all its rules hold \
             (two digits interchanged); 2 rules meet in this cell; this cell was filled in \
             last; closer to last year's figure",
        ]
    );
}

#[test]
fn a_blank_and_a_figure_that_is_not_known_are_said_as_that() {
    let form = form();
    for (now, right, action, chinese, english) in [
        (
            "",
            "24",
            Action::TotalForgotten,
            "现未填，若为 24 则各项关系都成立（合计没有随分项更新）",
            "nothing is filled in; with 24 all its rules hold \
             (not brought up to date with the parts)",
        ),
        (
            "7",
            "",
            Action::Unexplained,
            "现填 7，若留空则各项关系都成立",
            "7 is filled in; left blank, all its rules hold",
        ),
        (
            "7",
            "?",
            Action::Unexplained,
            "现填 7，只改这一格就能使各项关系成立，但应为多少不能由关系确定",
            "7 is filled in; another figure here alone lets all its rules hold, but they do \
             not say which",
        ),
        (
            "?",
            "?",
            Action::Unreadable,
            "所填内容无法识别，需要重填",
            "what is filled in cannot be read and is to be filled in anew",
        ),
    ] {
        let suspect = suspect(&form, vec![change(&form, "all.year", now, right)], action, true);
        assert_eq!(said(&form, |wording| wording.suspect_here(&suspect)), [chinese, english]);
    }
}

#[test]
fn several_cells_are_named_and_what_they_share_is_said_once() {
    let form = form();
    let changes = vec![change(&form, "a.year", "0", "2"), change(&form, "b.year", "2", "0")];
    let sure = suspect(&form, changes.clone(), Action::Interchanged, true);
    let chinese = "本年：甲 现填 0，若为 2；乙 现填 2，若为 0，则各项关系都成立（两数填反了位置）";
    let english = "year: with A 2 (now 0), B 0 (now 2) all their rules hold \
                   (each figure stands in the other's place)";
    assert_eq!(said(&form, |wording| wording.suspect(&sure)), [chinese, english]);
    // Beside a field the other cells must be named all the same.
    assert_eq!(said(&form, |wording| wording.suspect_here(&sure)), [chinese, english]);

    let mut moved = suspect(&form, changes, Action::Moved, false);
    moved.evidence = vec![Evidence::RulesMeet];
    assert_eq!(
        said(&form, |wording| wording.suspect(&moved)),
        [
            "本年：可能有 2 格有误，甲 现填 0，若为 2；乙 现填 2，若为 0，则各项关系都成立\
             （填到了相邻的行）；每一格都有多条关系指向",
            "year: 2 cells may be wrong; with A 2 (now 0), B 0 (now 2) all their rules hold \
             (typed in the neighbouring row); several rules meet in each of these cells",
        ]
    );
}

#[test]
fn slips_are_said_cell_by_cell() {
    let form = form();
    let mut changes = vec![change(&form, "a.year", "21", "12"), change(&form, "b.ever", "50", "5")];
    for (change, slip) in changes.iter_mut().zip([Slip::Transposed, Slip::PowerOfTen(1)]) {
        change.slip = Some(slip);
    }
    let slips = suspect(&form, changes, Action::Slips, true);
    assert_eq!(
        said(&form, |wording| wording.suspect(&slips)),
        [
            "甲（本年） 现填 21，若为 12（两位数字颠倒）；乙（累计） 现填 50，若为 5（多了一个 0），\
             则各项关系都成立",
            "with A (year) 12 (now 21) (two digits interchanged), B (ever) 5 (now 50) \
             (one 0 too many) all their rules hold",
        ]
    );
}

#[test]
fn many_cells_are_counted_and_a_run_is_said_by_its_line() {
    let form = form();
    let cells = ["all.year", "a.year", "b.year", "c.year", "d.year"];
    let changes: Vec<Change> =
        cells.into_iter().map(|cell| change(&form, cell, "1", "2")).collect();
    let forgotten = suspect(&form, changes.clone(), Action::TotalForgotten, true);
    assert_eq!(
        said(&form, |wording| wording.suspect(&forgotten)),
        [
            "本年：总数 现填 1，若为 2；甲 现填 1，若为 2；乙 现填 1，若为 2；另有 2 格一并改动，\
             则各项关系都成立（合计没有随分项更新）",
            "year: with all 2 (now 1), A 2 (now 1), B 2 (now 1), 2 more cells changed all \
             their rules hold (not brought up to date with the parts)",
        ]
    );
    let shifted = suspect(&form, changes.clone(), Action::Shifted(1), false);
    assert_eq!(
        said(&form, |wording| wording.suspect(&shifted)),
        [
            "“本年”列自“总数”至“丁”的数字可能整体下移了 1 行，移回后各项关系都成立（涉及 5 格）",
            "column “year”: the figures from “all” to “D” may stand too low, by 1; moved back, \
             all their rules hold (5 cells)",
        ]
    );
}

#[test]
fn cases_counted_elsewhere_are_counted_in_the_cells_unit() {
    let form = form();
    let changes = vec![change(&form, "a.year", "3", "5"), change(&form, "b.year", "2", "0")];
    let counted = suspect(&form, changes, Action::CountedElsewhere, true);
    let [chinese, english] = said(&form, |wording| wording.suspect(&counted));
    assert!(chinese.ends_with("（有 2 件计入了另一格）"), "{chinese}");
    assert!(english.ends_with("(2 (件) counted in the other cell)"), "{english}");
}

#[test]
fn powers_of_ten_are_noughts_points_or_units() {
    let form = form();
    for (cell, now, right, power, how) in [
        ("a.year", "120", "12", 1, "多了一个 0"),
        ("a.year", "12", "1200", -2, "少了 2 个 0"),
        ("fees.year", "12.5", "1.25", 1, "小数点向右错了 1 位"),
        ("fees.year", "0.12", "1.2", -1, "小数点向左错了 1 位"),
        ("fees.year", "120000", "12", 4, "偏大，相差 10000 倍，可能单位填错"),
        ("fees.year", "12", "120000", -4, "偏小，相差 10000 倍，可能单位填错"),
    ] {
        let changes = vec![change(&form, cell, now, right)];
        let slip = Action::Slip(Slip::PowerOfTen(power));
        let suspect = suspect(&form, changes, slip, true);
        let [said, _] = said(&form, |wording| wording.suspect_here(&suspect));
        assert!(said.ends_with(&format!("（{how}）")), "{said}");
    }
}

#[test]
fn implied_values_are_said() {
    let form = form();
    let Change { cell, now, .. } = change(&form, "a.year", "24", "24");
    let implied = Implied { cell, value: now };
    assert_eq!(
        said(&form, |wording| wording.implied(&implied)),
        [
            "甲（本年） 由各项关系可知应为 24",
            "A (year): the other figures and the rules make it 24"
        ]
    );
    let here = said(&form, |wording| wording.implied_here(&implied));
    assert_eq!(here[0], "由各项关系可知应为 24");
}

#[test]
fn every_way_and_every_evidence_has_its_words() {
    use Action::{CountedElsewhere, Interchanged, Moved, Shifted, Slips, TotalForgotten};
    use Action::{CumulativeForPeriod, Unexplained, Unreadable};
    let form = form();
    let slips = [Slip::Replaced, Slip::Omitted, Slip::Added, Slip::Doubled, Slip::Transposed];
    let powers = [1, 2, 4, -1, -2, -4].map(Slip::PowerOfTen);
    let slips = slips.into_iter().chain(powers).chain([Slip::Sign]).map(Action::Slip);
    let others = [Slips, Interchanged, Moved, Shifted(1), Shifted(-1), CountedElsewhere];
    let others = others.into_iter().chain([TotalForgotten, CumulativeForPeriod]);
    let evidence = [
        Evidence::RulesMeet,
        Evidence::LastEdited,
        Evidence::PartsEditedLater,
        Evidence::LikePrior,
        Evidence::LikeNeighbours,
    ];
    let runs: [&[&str]; 4] =
        [&["a.year"], &["a.year", "b.year"], &["b.year", "b.ever"], &["a.year", "b.ever"]];
    for action in slips.chain(others).chain([Unreadable, Unexplained]) {
        for cells in runs {
            for (now, right) in [("120", "12"), ("1.2", "12"), ("", "12"), ("1", ""), ("?", "?")] {
                let changes = cells.iter().map(|cell| change(&form, cell, now, right)).collect();
                let mut suspect = suspect(&form, changes, action, false);
                suspect.evidence = evidence.to_vec();
                for sentence in said(&form, |wording| wording.suspect(&suspect)) {
                    assert!(!sentence.contains("suspect."), "{action:?}: {sentence}");
                    assert!(!sentence.contains(['{', '}']), "{action:?}: {sentence}");
                }
            }
        }
    }
}
