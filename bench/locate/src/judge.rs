//! One trial: the slip is typed into a clean report, and the suspects are held against the truth.

use crate::slips::Slip;
use crate::tables::Table;
use crossfoot::locate::Suspect;
use crossfoot::{Entry, Form, Session, Severity, Suspects};
use std::collections::BTreeMap;
use std::time::{Duration, Instant};

/// What a trial came to.
pub struct Outcome {
    /// At which place the truth stands, from 0; none when it is not among the first three.
    pub place: Option<usize>,
    /// Sure suggestions, and those that were right.
    pub sure: (usize, usize),
    /// The chance that one of the lightest, drawn by lot, is right.
    pub by_lot: f64,
    /// Suspects that do not mend what they say they mend.
    pub broken: usize,
    pub cut_short: bool,
    pub time: Duration,
    pub suspects: Suspects,
}

type Mended = BTreeMap<String, i64>;

/// Tries one slip; none when it leaves no rule violated.
pub fn trial(table: &Table, slip: &Slip) -> Option<Outcome> {
    let mut session = Session::new(&table.form);
    let mut report = table.report.clone();
    for (cell, figure) in &slip.typed {
        let typed = if slip.later.contains(cell) { table.figure(cell) } else { *figure };
        report.insert(cell.clone(), typed.to_string());
    }
    enter(&mut session, &report);
    if let Some(prior) = &table.prior {
        session.set_prior(prior.iter().map(|(cell, text)| (cell.as_str(), text.as_str())));
    }
    for cell in &slip.later {
        session.enter(cell, &slip.typed[cell].to_string()).expect("the form has the cell");
    }
    let findings = session.findings();
    if !findings.iter().any(|finding| finding.severity != Severity::Info) {
        return None;
    }
    let start = Instant::now();
    let suspects = session.suspects();
    let time = start.elapsed();
    let right = |cell: &String| slip.right.get(cell).copied().unwrap_or_else(|| table.figure(cell));
    let wrong = slip.typed.iter().map(|(cell, typed)| (cell, *typed, right(cell)));
    let wrong = wrong.filter(|(_, typed, right)| typed != right);
    let truth: Mended = wrong.map(|(cell, _, right)| (cell.clone(), right)).collect();

    let blocks = blocks(&suspects);
    let first = combinations(&table.form, &blocks, 3);
    let place = first.iter().position(|mended| mended.as_ref() == Some(&truth));
    let agrees = |suspect: &Suspect| {
        mended(&table.form, suspect).is_some_and(|mended| {
            mended.iter().all(|(cell, figure)| truth.get(cell) == Some(figure))
        })
    };
    let sure: Vec<&Suspect> = suspects.list.iter().filter(|suspect| suspect.sure).collect();
    let mut named = 0;
    let mut by_lot = 1.0;
    for block in &blocks {
        let lightest = block.iter().map(|suspect| suspect.weight).min();
        let light: Vec<_> = block.iter().filter(|one| Some(one.weight) == lightest).collect();
        let right: Vec<_> = light.iter().filter(|one| agrees(one)).collect();
        named += right.first().map_or(0, |one| one.changes.len());
        by_lot *= right.len() as f64 / light.len() as f64;
    }
    if named != truth.len() {
        by_lot = 0.0;
    }
    let outcome = Outcome {
        place,
        sure: (sure.len(), sure.iter().filter(|suspect| agrees(suspect)).count()),
        by_lot,
        broken: suspects.list.iter().filter(|one| !mends(&session, &table.form, one)).count(),
        cut_short: suspects.cut_short,
        time,
        suspects: suspects.clone(),
    };
    Some(outcome)
}

fn enter(session: &mut Session, report: &BTreeMap<String, String>) {
    let entries = report.iter().map(|(cell, text)| (cell.as_str(), text.as_str()));
    session.enter_all(entries).expect("the form has the report's cells");
}

fn blocks(suspects: &Suspects) -> Vec<Vec<&Suspect>> {
    let mut blocks: BTreeMap<usize, Vec<&Suspect>> = BTreeMap::new();
    for suspect in &suspects.list {
        blocks.entry(suspect.block).or_default().push(suspect);
    }
    blocks.into_values().collect()
}

/// What a suspect would make of its cells; none where a figure is open.
fn mended(form: &Form, suspect: &Suspect) -> Option<Mended> {
    let change = |change: &crossfoot::locate::Change| {
        let Some(Entry::Amount(amount)) = change.should_be else { return None };
        let figure = i64::try_from(amount.units_at(0)?).ok()?;
        Some((form.cell(change.cell)?.address.to_string(), figure))
    };
    suspect.changes.iter().map(change).collect()
}

/// The likeliest repairs of the whole report: one suspect of each block, the costs added up.
fn combinations(form: &Form, blocks: &[Vec<&Suspect>], most: usize) -> Vec<Option<Mended>> {
    let mut whole: Vec<(i64, Option<Mended>)> = vec![(0, Some(Mended::new()))];
    for block in blocks {
        let mut longer = Vec::new();
        for (cost, start) in &whole {
            for suspect in block.iter().take(most + 1) {
                let joined = start.clone().zip(mended(form, suspect)).map(|(mut start, more)| {
                    start.extend(more);
                    start
                });
                longer.push((cost + i64::from(suspect.cost), joined));
            }
        }
        longer.sort_by_key(|(cost, _)| *cost);
        longer.truncate(4 * most);
        whole = longer;
    }
    whole.into_iter().take(most).map(|(_, mended)| mended).collect()
}

/// Whether a suspect's figures make its rules hold and violate nothing that held.
fn mends(session: &Session, form: &Form, suspect: &Suspect) -> bool {
    let Some(figures) = mended(form, suspect) else { return true };
    let mut tried = session.clone();
    let texts: BTreeMap<String, String> =
        figures.into_iter().map(|(cell, figure)| (cell, figure.to_string())).collect();
    enter(&mut tried, &texts);
    let before: Vec<_> = session.findings().iter().map(|finding| finding.id).collect();
    let mended =
        |id: &_| suspect.mends.iter().any(|rule| *id == crossfoot::finding::FindingId::Rule(*rule));
    let left = tried.findings();
    let left = left.iter().filter(|finding| finding.severity != Severity::Info);
    left.map(|finding| finding.id).all(|id| before.contains(&id) && !mended(&id))
}
