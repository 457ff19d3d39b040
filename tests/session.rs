//! What a page asks of a session, entry by entry.

#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::expect_used, reason = "a test may stop at the first surprise")]

use crossfoot::address::{CellId, Period};
use crossfoot::finding::{Finding, FindingId};
use crossfoot::session::Changes;
use crossfoot::{Form, Session, Severity};

const FUJIAN: &str = include_str!("../forms/fujian-indicators-2017.json");
const EVERYTHING: &str = include_str!("everything.json");

const FORM: &str = r#"{"crossfoot": 1, "id": "f", "version": "1",
  "tables": [{"id": "t", "columns": [{"id": "n"}], "rows": [
    {"id": "total", "parts": "sum", "rows": [{"id": "a"}, {"id": "b"}]}, {"id": "last", "prior": "total"}]},
    {"id": "u", "required": false, "columns": [{"id": "n"}], "rows": [{"id": "day", "type": "date"}]}],
  "sections": [{"id": "text", "title": "一、概述", "min_chars": 4, "template": ["无"], "parts": [
    {"id": "one", "title": "（一）主动公开信息的数量", "min_chars": 3},
    {"id": "two", "title": "（二）类别", "min_chars": 3}]}],
  "rules": [{"id": "few", "check": "t.a.n <= 100", "severity": "soft"}]}"#;

fn session(text: &str) -> Session {
    Session::new(&Form::compile(text).expect("the definition is right"))
}

fn enter(session: &mut Session, cell: &str, text: &str) -> Changes {
    session.enter(cell, text).expect("the cell is there")
}

/// The addresses of cells.
fn named(session: &Session, cells: impl IntoIterator<Item = CellId>) -> Vec<String> {
    let name = |cell| session.form().cell(cell).expect("a cell").address.to_string();
    cells.into_iter().map(name).collect()
}

#[test]
fn the_revision_is_another_whenever_a_figure_is() {
    let mut session = session(FORM);
    let mut seen = vec![session.revision()];
    let mut changed = |session: &Session| {
        let new = !seen.contains(&session.revision());
        seen.push(session.revision());
        new
    };
    enter(&mut session, "t.a.n", "7");
    assert!(changed(&session));
    enter(&mut session, "t.a.n", " 7 ");
    assert!(!changed(&session), "the same figure");
    enter(&mut session, "t.a.n", "8");
    assert!(changed(&session));
    session.set_prior([("t.total.n", "3")]);
    assert!(changed(&session));
}

#[test]
fn what_was_understood_is_told_where_it_is_written_otherwise() {
    let mut session = session(FORM);
    for (cell, text, read) in [
        ("t.a.n", "", None),
        ("t.a.n", "1532", None),
        ("t.a.n", "0", None),
        ("t.a.n", " 15 ", None),
        ("t.a.n", "007", Some("7")),
        ("t.a.n", "１，５３２", Some("1532")),
        ("t.a.n", "壹仟伍佰叁拾贰", Some("1532")),
        ("t.a.n", "many", None),
        ("u.day.n", "2017-03-01", None),
        ("u.day.n", "2017年3月1日", Some("2017-03-01")),
        ("text", "12", None),
        ("text", "words", None),
    ] {
        enter(&mut session, cell, text);
        let cell = session.find(cell).expect("it is there");
        assert_eq!(session.understood(cell).as_deref(), read, "{text}");
    }
}

#[test]
fn what_a_page_works_out_changes_what_typing_it_would() {
    let mut typed = session(FORM);
    enter(&mut typed, "t.a.n", "101");
    let mut beside = typed.emptied();
    let cell = beside.find("t.a.n").expect("it is there");
    let changes = beside.enter_beside([(cell, "101")]);
    assert_eq!(named(&beside, changes.cells), ["t.a.n"]);
    assert_eq!(changes.raised.len(), 1);
    assert_eq!(beside.text(cell), "101");
    assert_eq!(beside.findings(), typed.findings());
}

#[test]
fn changes_are_empty_only_when_nothing_is_raised_or_cleared() {
    let mut session = session(FORM);
    assert!(enter(&mut session, "t.a.n", "1").is_empty());
    assert!(!enter(&mut session, "t.a.n", "101").is_empty(), "raised");
    assert!(!enter(&mut session, "t.a.n", "1").is_empty(), "cleared");
    // What cannot be read is quoted: another text is another finding, the same one is not.
    assert!(!enter(&mut session, "t.a.n", "many").is_empty());
    assert!(enter(&mut session, "t.a.n", "many").is_empty());
    assert_eq!(enter(&mut session, "t.a.n", "lots").raised.len(), 1);
    assert_eq!(enter(&mut session, "t.a.n", "").cleared.len(), 1);
}

#[test]
fn only_cells_of_this_period_are_marked() {
    let mut session = session(FORM);
    session.set_prior([("t.total.n", "3")]);
    let changes = enter(&mut session, "t.last.n", "4");
    assert_eq!(named(&session, changes.cells), ["t.last.n"]);
}

/// What a cell takes part in, from all that is found.
fn own(session: &Session, cell: CellId, finding: &Finding) -> bool {
    match finding.id {
        FindingId::Cell(own) => own == cell,
        FindingId::Rule(rule) => {
            let rule = session.form().rule(rule).expect("it is there");
            let seen = rule.operands().into_iter().filter(|read| read.period == Period::This);
            seen.map(|read| session.form().seen(read.cell)).any(|read| read == cell)
        }
        FindingId::Text { section, .. } => section == cell,
        FindingId::Heading(_) => false,
    }
}

#[test]
fn a_cell_knows_what_it_takes_part_in_and_what_is_gravest() {
    let mut marks = Vec::new();
    for (form, entries) in [
        (FORM, &[("t.total.n", "5"), ("t.a.n", "101"), ("t.b.n", "x")][..]),
        (EVERYTHING, &[("t.a.now", "7"), ("t.b.now", "1"), ("notes", "the total is 3 in all")]),
        (EVERYTHING, &[("t.total.now", "4"), ("notes", "the total is 3 in all")]),
        (FUJIAN, &[("overview", "受理审批事项146个，其中：立项34个、备案5个、其他97个。")]),
        (FUJIAN, &[("requests", "（五）对申请的办理情况")]),
        (FORM, &[]),
    ] {
        let mut session = session(form);
        session.enter_all(entries.iter().copied()).expect("the cells are there");
        let findings = session.findings();
        assert_eq!(findings.is_empty(), entries.is_empty());
        let cells: Vec<CellId> = session.form().fillable().map(|(cell, _)| cell).collect();
        for cell in cells {
            let own = findings.iter().filter(|finding| own(&session, cell, finding));
            let own: Vec<&Finding> = own.collect();
            let mut ids: Vec<FindingId> = own.iter().map(|finding| finding.id).collect();
            let mut found = session.findings_of(cell);
            ids.sort();
            found.sort();
            assert_eq!(found, ids, "{entries:?}: {:?}", named(&session, [cell]));
            let gravest = own.iter().map(|finding| finding.severity).min();
            assert_eq!(session.mark(cell), gravest, "{entries:?}");
            marks.push(gravest);
        }
    }
    for mark in [None, Some(Severity::Hard), Some(Severity::Soft)] {
        assert!(marks.contains(&mark), "{mark:?} was not met");
    }
}

#[test]
fn before_sending_each_check_answers_as_all_together_do() {
    let mut session = session(EVERYTHING);
    session
        .enter_all([("t.a.now", "x"), ("u.one.x", "1"), ("u.two.x", "3"), ("notes", "no")])
        .expect("the cells are there");
    let complete = session.complete();
    for finding in &complete {
        assert_eq!(session.before_sending(finding.id).as_ref(), Some(finding));
    }
    let found: Vec<FindingId> = complete.iter().map(|finding| finding.id).collect();
    for (cell, _) in session.form().cells() {
        let id = FindingId::Cell(cell);
        assert_eq!(session.before_sending(id).is_some(), found.contains(&id));
    }
    for (rule, _) in session.form().rules() {
        let id = FindingId::Rule(rule);
        assert_eq!(session.before_sending(id).is_some(), found.contains(&id));
    }
    let cells = found.iter().filter(|id| matches!(id, FindingId::Cell(_))).count();
    assert!(cells > 1 && cells < found.len(), "cells and rules were met");
}

#[test]
fn progress_counts_what_is_to_be_filled() {
    let mut session = session(FORM);
    let progress = session.progress();
    // The table and the text; the day may stay blank.
    assert_eq!((progress.cells, progress.filled()), (5, 0));
    assert_eq!(progress.count(Severity::Hard), 0);
    let entries = [("t.total.n", "5"), ("t.a.n", "101"), ("t.b.n", "x"), ("text", "无")];
    session.enter_all(entries).expect("the cells are there");
    let progress = session.progress();
    assert_eq!((progress.cells, progress.filled()), (5, 3));
    assert_eq!(named(&session, progress.remaining.clone()), ["t.last.n", "text"]);
    assert_eq!(progress.count(Severity::Hard), 2, "what cannot be read, and the sum");
    assert_eq!(progress.count(Severity::Soft), 1);
    assert_eq!(progress.count(Severity::Info), 0);
}

#[test]
fn a_cell_that_is_not_there_is_told_with_the_nearest_name() {
    let session = session(FORM);
    let told = |address: &str| session.find(address).expect_err("it is not there").to_string();
    assert_eq!(told("t.totl.n"), "the form has no cell `t.totl.n`; did you mean `t.total.n`?");
    assert_eq!(told("elsewhere"), "the form has no cell `elsewhere`");
}

const LISTED: &str = "全年受理审批事项146个，其中：立项34个、备案5个、许可107个。";
const UNLISTED: &str = "全年受理审批事项146个，其中：立项34个、备案5个、许可97个。";

#[test]
fn what_a_text_says_of_itself_is_raised_once_and_cleared() {
    let mut session = session(FUJIAN);
    let told = |changes: &Changes| (changes.raised.len(), changes.cleared.len());
    let right = enter(&mut session, "overview", LISTED);
    assert_eq!((told(&right), right.cells.len()), ((0, 0), 0));
    let wrong = enter(&mut session, "overview", UNLISTED);
    assert_eq!((told(&wrong), named(&session, wrong.cells)), ((1, 0), vec!["overview".into()]));
    // Written on behind it, the same is still so.
    let longer = enter(&mut session, "overview", &format!("{UNLISTED}其余从略。"));
    assert_eq!((told(&longer), longer.cells.len()), ((0, 0), 0));
    // Another fault in the same place is told anew and not cleared.
    let other = enter(&mut session, "overview", &UNLISTED.replace("97", "96"));
    assert_eq!(told(&other), (1, 0));
    let right = enter(&mut session, "overview", LISTED);
    assert_eq!((told(&right), named(&session, right.cells)), ((0, 1), vec!["overview".into()]));
}

#[test]
fn a_part_reaches_from_its_heading_to_the_next() {
    let mut session = session(FORM);
    let mut short = |text: &str| {
        enter(&mut session, "text", text);
        let catalogue = crossfoot::Catalogue::new("en");
        let form = session.form();
        let wording = crossfoot::Wording { catalogue: &catalogue, form, period: "" };
        let of_text = |found: &&Finding| matches!(found.id, FindingId::Text { .. });
        let complete = session.complete();
        complete.iter().filter(of_text).map(|found| wording.finding(found)).collect::<Vec<_>>()
    };
    let said = |part: &str, chars: u32| {
        format!("“{part}” in “一、概述” has {chars} characters; at least 3 are needed")
    };
    let (one, two) = ("（一）主动公开信息的数量", "（二）类别");
    assert_eq!(short(&format!("{one}\n甲乙丙\n{two}\n丁戊己")), [""; 0], "just enough");
    assert_eq!(short(&format!("{one}\n甲乙\n{two}\n丁")), [said(one, 2), said(two, 1)]);
    // The parts may stand the other way round.
    assert_eq!(short(&format!("{two}\n丁\n{one}\n甲乙丙")), [said(two, 1)]);
    // Of equal headings the first is the part's, whatever else is most like it.
    assert_eq!(short(&format!("{two}\n丁戊己\n{one}\n{one}\n甲乙")), [""; 0]);
    assert_eq!(
        short(&format!("{two}\n丁戊己\n（一）主动公开信息数量\n甲乙丙丁\n{one}\n甲")),
        [said(one, 1)]
    );
}

#[test]
fn a_list_that_may_go_on_is_a_question_whatever_its_grade() {
    let form = r#"{"crossfoot": 1, "id": "f", "version": "1",
      "sections": [{"id": "text", "title": "概述"}],
      "narrative": [{"id": "L", "check": "lists", "nearly": 90}]}"#;
    let mut session = session(form);
    let mut graded = |text: &str| {
        enter(&mut session, "text", text);
        let found = session.findings();
        let marked = session.mark(session.find("text").expect("it is there"));
        assert_eq!(found.first().map(|found| found.severity), marked);
        marked
    };
    assert_eq!(graded(LISTED), None);
    assert_eq!(graded(UNLISTED), Some(Severity::Soft), "ten are not listed");
    assert_eq!(graded(&LISTED.replace("107", "167")), Some(Severity::Hard), "a part too large");
}
