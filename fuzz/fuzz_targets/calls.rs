//! Any series of calls: the session always stands as a fresh one given the same entries, and
//! every call says exactly what it changed.

#![no_main]

use arbitrary::Arbitrary;
use crossfoot::address::{CellId, Operand, Period};
use crossfoot::finding::FindingId;
use crossfoot::{Changes, Form, Session};
use crossfoot_fuzz::{FORMS, bounded, say, suspect};
use libfuzzer_sys::fuzz_target;
use std::collections::BTreeMap;
use std::sync::LazyLock;

#[derive(Arbitrary, Debug)]
enum Call {
    Enter(u16, Text),
    EnterAll(Vec<(u16, Text)>),
    SetPrior(Vec<(u16, Text)>),
    /// Takes back an entry: the text that stood there before.
    Undo,
    Suspects(u8),
    Say,
    Emptied,
}

#[derive(Arbitrary, Debug)]
enum Text {
    Figure(u8),
    Large(u32),
    Decimal(i16, u8),
    Known(u8),
    Any(String),
}

/// Texts that a fuzzer would need long to find.
const KNOWN: [&str; 12] = [
    "",
    " ",
    "999999999999999999",
    "壹仟伍佰叁拾贰",
    "1,234条",
    "约5",
    "2017-12-31",
    "new",
    "the total is 4 in all",
    "收到申请1499件：网络1303件（86.92%）、信函172件（11.47%）、当面24件（1.60%）。",
    "共受理申请5件，其中公开1件（4.34%）。做到“四公开”：公开时间，公开计划，公开办法。",
    "（一）数量\n没有。\n（三）其他\n无",
];

impl Text {
    fn written(&self) -> String {
        match self {
            Text::Figure(figure) => figure.to_string(),
            Text::Large(figure) => figure.to_string(),
            Text::Decimal(whole, part) => format!("{whole}.{part}"),
            Text::Known(at) => KNOWN[usize::from(*at) % KNOWN.len()].to_owned(),
            Text::Any(text) => text.clone(),
        }
    }
}

/// A form with every kind of rule.
static EVERYTHING: LazyLock<Form> = LazyLock::new(|| {
    let text = include_str!("../../tests/everything.json");
    Form::compile(text).unwrap_or_else(|problems| panic!("{problems}"))
});

/// Most calls that are made.
const MOST: usize = 48;

fuzz_target!(|input: (u8, Vec<Call>)| {
    let (which, calls) = input;
    let forms = FORMS.iter().chain(core::iter::repeat(&*EVERYTHING)).take(FORMS.len() + 3);
    let forms: Vec<&Form> = forms.collect();
    let form = forms[usize::from(which) % forms.len()];
    bounded(|| run(form, calls));
});

fn run(form: &Form, calls: Vec<Call>) {
    let cells: Vec<CellId> = form.fillable().map(|(cell, _)| cell).collect();
    let cell = |at: &u16| cells[usize::from(*at) % cells.len()];
    let address = |at: &u16| form.cell(cell(at)).map_or("", |cell| &*cell.address);
    let written = |list: &[(u16, Text)]| -> Vec<(u16, String)> {
        list.iter().take(64).map(|(at, text)| (*at, text.written())).collect()
    };
    let mut session = Session::new(form);
    let mut entries: BTreeMap<CellId, String> = BTreeMap::new();
    let mut prior: Vec<(u16, String)> = Vec::new();
    let mut taken_back: Vec<(CellId, String)> = Vec::new();
    let (mut searched, mut said) = (false, false);
    for call in calls.iter().take(MOST) {
        let before = session.clone();
        let changes = match call {
            Call::Enter(at, text) => {
                let text = text.written();
                taken_back.push((cell(at), session.text(cell(at)).to_owned()));
                let changes = session.enter(address(at), &text).unwrap_or_default();
                entries.insert(cell(at), text);
                changes
            }
            Call::EnterAll(list) => {
                let list = written(list);
                let changes = session
                    .enter_all(list.iter().map(|(at, text)| (address(at), text.as_str())))
                    .unwrap_or_default();
                entries.extend(list.into_iter().map(|(at, text)| (cell(&at), text)));
                changes
            }
            Call::SetPrior(list) => {
                prior = written(list);
                let given = prior.iter().map(|(at, text)| (address(at), text.as_str()));
                session.set_prior(given).changes
            }
            Call::Undo => match taken_back.pop() {
                Some((cell, text)) => {
                    let changes = session.enter_cell(cell, &text);
                    entries.insert(cell, text);
                    changes
                }
                None => continue,
            },
            // Each of these may take some tenths of a second, and is held to its time once.
            Call::Suspects(steps) => {
                if !std::mem::replace(&mut searched, true) {
                    suspect(&session, u32::from(*steps) % 32);
                    session.implied();
                }
                continue;
            }
            Call::Say => {
                if !std::mem::replace(&mut said, true) {
                    say(&session);
                }
                continue;
            }
            Call::Emptied => {
                session = session.emptied();
                entries.clear();
                continue;
            }
        };
        hold_changes(&before, &session, &changes);
    }
    let mut fresh = Session::new(form);
    fresh.enter_cells(entries.iter().rev().map(|(cell, text)| (*cell, text.as_str())));
    fresh.set_prior(prior.iter().map(|(at, text)| (address(at), text.as_str())));
    hold_same(&session, &fresh);
    say(&session);
}

/// What a call says it changed is the difference between before and after.
fn hold_changes(before: &Session, after: &Session, changes: &Changes) {
    let (before, after) = (before.findings(), after.findings());
    for finding in &after {
        let known = before.contains(finding) || changes.raised.contains(&finding.id);
        assert!(known, "{finding:?} was not told");
    }
    let there = |id: &FindingId| after.iter().any(|finding| finding.id == *id);
    assert!(changes.raised.iter().all(there), "what is raised is found");
    for finding in &before {
        assert_eq!(!there(&finding.id), changes.cleared.contains(&finding.id), "{finding:?}");
    }
}

fn hold_same(one: &Session, other: &Session) {
    let form = one.form();
    for (id, _) in form.rules() {
        assert_eq!(one.verdict(id), other.verdict(id), "rule {id:?}");
    }
    for (cell, _) in form.cells() {
        for period in [Period::This, Period::Prior] {
            let operand = Operand { cell, period };
            assert_eq!(one.entry(operand), other.entry(operand));
        }
        assert_eq!(one.mark(cell), other.mark(cell));
        assert_eq!(one.text(cell), other.text(cell));
    }
    assert_eq!(one.findings(), other.findings());
    assert_eq!(one.complete(), other.complete());
}
