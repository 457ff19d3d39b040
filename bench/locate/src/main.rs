//! Slips drawn over real tables, and how often the suspects name them: `README.md` says how.

mod judge;
mod slips;
mod tables;

use fastrand::Rng;
use judge::{Outcome, trial};
use serde_json::json;
use slips::Slip;
use std::fs::File;
use std::io::Write;
use std::time::Duration;
use tables::Table;

type Draw = Box<dyn Fn(&mut Rng, &Table) -> Option<Slip>>;

/// A kind of slip and the tables it is drawn over.
struct Stratum {
    name: &'static str,
    /// First and among the first three, as an exact reference did on other tables.
    reference: Option<(f64, f64)>,
    tables: Vec<Table>,
    draw: Draw,
}

fn stratum(
    name: &'static str,
    reference: impl Into<Option<(f64, f64)>>,
    tables: Vec<Table>,
    draw: impl Fn(&mut Rng, &Table) -> Option<Slip> + 'static,
) -> Stratum {
    Stratum { name, reference: reference.into(), tables, draw: Box::new(draw) }
}

fn strata() -> Vec<Stratum> {
    use tables::{applications, cases, indicators, signed_applications};
    vec![
        stratum("one digit, national table 3", (1.00, 1.00), applications(), |r, t| {
            slips::digits(r, t, 1)
        }),
        stratum("one digit, table 4 (one block of five cells)", (0.61, 0.90), cases(), |r, t| {
            slips::digits(r, t, 1)
        }),
        stratum("one digit, Fujian table alone", (0.63, 0.96), indicators(false), |r, t| {
            slips::digits(r, t, 1)
        }),
        stratum(
            "one digit, Fujian table with last year",
            (0.90, 1.00),
            indicators(true),
            |r, t| slips::digits(r, t, 1),
        ),
        stratum("sign", (1.00, 1.00), signed_applications(), slips::sign),
        stratum("× 10", (0.97, 0.97), applications(), |r, t| slips::power_of_ten(r, t, 1)),
        stratum("× 100", (0.97, 0.97), applications(), |r, t| slips::power_of_ten(r, t, 2)),
        stratum("× 1000", (0.97, 0.97), applications(), |r, t| slips::power_of_ten(r, t, 3)),
        stratum("× 10 000", (1.00, 1.00), applications(), |r, t| slips::power_of_ten(r, t, 4)),
        stratum("two cells interchanged", (0.93, 1.00), applications(), slips::interchanged),
        stratum("wrong column, 1 case", (0.79, 0.96), applications(), |r, t| {
            slips::elsewhere(r, t, false, true)
        }),
        stratum("wrong column, k cases", (0.91, 0.98), applications(), |r, t| {
            slips::elsewhere(r, t, true, true)
        }),
        stratum("wrong row, 1 case", (0.96, 0.96), applications(), |r, t| {
            slips::elsewhere(r, t, false, false)
        }),
        stratum("wrong row, k cases", (0.96, 0.96), applications(), |r, t| {
            slips::elsewhere(r, t, true, false)
        }),
        stratum("rows shifted by one", (1.00, 1.00), applications(), |r, t| {
            slips::shifted(r, t, 1)
        }),
        stratum("rows shifted by two", (0.99, 0.99), applications(), |r, t| {
            slips::shifted(r, t, 2)
        }),
        stratum(
            "cumulative typed for the year, alone",
            (0.96, 0.96),
            indicators(false),
            slips::cumulative,
        ),
        stratum(
            "cumulative typed for the year, with last year",
            (0.98, 0.98),
            indicators(true),
            slips::cumulative,
        ),
        stratum("total forgotten, one level", (1.00, 1.00), applications(), |r, t| {
            slips::total_forgotten(r, t, 1)
        }),
        stratum("total forgotten, two levels", (0.85, 0.85), applications(), |r, t| {
            slips::total_forgotten(r, t, 2)
        }),
        stratum("total left at 0", None, applications(), slips::total_empty),
        stratum("every total forgotten, order known", None, cases(), slips::every_total_forgotten),
        stratum("two slips", (0.89, 0.96), applications(), |r, t| slips::digits(r, t, 2)),
        stratum("three slips", (0.80, 0.90), applications(), |r, t| slips::digits(r, t, 3)),
        stratum("wrong row, k cases, table 4 (rows that share no cell)", None, cases(), |r, t| {
            slips::elsewhere(r, t, true, false)
        }),
        stratum("five slips", None, applications(), |r, t| slips::digits(r, t, 5)),
    ]
}

#[derive(Default)]
struct Score {
    trials: usize,
    first: usize,
    three: usize,
    sure: (usize, usize),
    by_lot: f64,
    broken: usize,
    cut_short: usize,
    undetectable: usize,
    times: Vec<Duration>,
}

impl Score {
    fn add(&mut self, outcome: &Outcome) {
        self.trials += 1;
        self.first += usize::from(outcome.place == Some(0));
        self.three += usize::from(outcome.place.is_some());
        self.sure.0 += outcome.sure.0;
        self.sure.1 += outcome.sure.1;
        self.by_lot += outcome.by_lot;
        self.broken += outcome.broken;
        self.cut_short += usize::from(outcome.cut_short);
        self.times.push(outcome.time);
    }

    fn share(&self, count: usize) -> f64 {
        count as f64 / self.trials.max(1) as f64
    }
}

struct Options {
    trials: usize,
    seed: u64,
    only: Option<String>,
    show: usize,
    /// A file to write every trial to, for `time.mjs`.
    write: Option<File>,
    /// Whether trials that came out right are shown too.
    every: bool,
}

fn main() {
    let options = options();
    println!(
        "| stratum | first / in three | reference | lightest by lot | sure | sure and right | p99 | worst |"
    );
    println!("|---|---|---|--:|--:|--:|--:|--:|");
    let mut all = Score::default();
    let (mut first, mut three, mut strata_run) = (0.0, 0.0, 0.0);
    let mut reference = (0.0, 0.0, 0.0);
    for stratum in strata() {
        if options.only.as_ref().is_some_and(|only| !stratum.name.contains(only.as_str())) {
            continue;
        }
        let mut score = run(&stratum, &options);
        if let Some((one, top)) = stratum.reference {
            first += score.share(score.first);
            three += score.share(score.three);
            strata_run += 1.0;
            reference = (reference.0 + one, reference.1 + top, reference.2 + 1.0);
        }
        let told = stratum.reference.map_or("–".to_owned(), |(a, b)| format!("{a:.2} / {b:.2}"));
        score.times.sort();
        let time = |share: usize| {
            let at = (score.times.len() * share / 100).min(score.times.len().saturating_sub(1));
            score.times.get(at).map_or(0.0, |time| time.as_secs_f64() * 1e3)
        };
        println!(
            "| {} | {:.3} / {:.3} | {told} | {:.2} | {:.2} | {:.4} | {:.2} ms | {:.2} ms |",
            stratum.name,
            score.share(score.first),
            score.share(score.three),
            score.by_lot / score.trials.max(1) as f64,
            score.share(score.sure.0),
            score.sure.1 as f64 / score.sure.0.max(1) as f64,
            time(99),
            time(100),
        );
        if score.broken + score.cut_short + score.undetectable > 0 {
            let Score { broken, cut_short, undetectable, .. } = score;
            eprintln!(
                "{}: {broken} do not mend, {cut_short} cut short, {undetectable} drawn again because no rule was violated",
                stratum.name
            );
        }
        all.trials += score.trials;
        all.sure.0 += score.sure.0;
        all.sure.1 += score.sure.1;
        all.broken += score.broken;
    }
    println!(
        "| **all that have a reference, each stratum alike** | **{:.3} / {:.3}** | {:.2} / {:.2} | | {:.2} | {:.4} | | |",
        first / strata_run,
        three / strata_run,
        reference.0 / reference.2,
        reference.1 / reference.2,
        all.share(all.sure.0),
        all.sure.1 as f64 / all.sure.0.max(1) as f64,
    );
    println!(
        "\n{} trials, seed {}; suspects that do not mend: {}",
        all.trials, options.seed, all.broken
    );
}

fn run(stratum: &Stratum, options: &Options) -> Score {
    // Every stratum has its own numbers, so that one alone gives what it gives among all.
    let salt = stratum.name.bytes().fold(0_u64, |sum, byte| sum.wrapping_mul(31) + u64::from(byte));
    let mut rng = Rng::with_seed(options.seed ^ salt);
    let mut score = Score::default();
    let mut shown = 0;
    while score.trials < options.trials {
        let table = rng.choice(&stratum.tables).expect("a stratum has tables");
        let Some(slip) = (stratum.draw)(&mut rng, table) else { continue };
        let Some(outcome) = trial(table, &slip) else {
            score.undetectable += 1;
            continue;
        };
        score.add(&outcome);
        if let Some(mut file) = options.write.as_ref() {
            let Table { definition, name, report, prior, .. } = table;
            let (stratum, typed) = (stratum.name, texts(&slip.typed));
            let truth: Vec<&String> = slip.typed.keys().collect();
            let line = json!({
                "stratum": stratum, "table": name, "typed": typed, "cells": truth,
                "definition": definition, "report": report, "prior": prior,
            });
            writeln!(file, "{line}").expect("the file can be written");
        }
        let unsure_miss = outcome.place != Some(0);
        let sure_miss = outcome.sure.0 != outcome.sure.1;
        if shown < options.show && (unsure_miss || sure_miss || outcome.broken > 0 || options.every)
        {
            shown += 1;
            show(table, &slip, &outcome);
        }
    }
    score
}

/// Figures as they are typed.
fn texts(figures: &tables::Figures) -> std::collections::BTreeMap<&str, String> {
    figures.iter().map(|(cell, figure)| (cell.as_str(), figure.to_string())).collect()
}

fn show(table: &Table, slip: &Slip, outcome: &Outcome) {
    eprintln!("--- {} place {:?} cut short {}", table.name, outcome.place, outcome.cut_short);
    for (cell, typed) in &slip.typed {
        let right = slip.right.get(cell).copied().unwrap_or_else(|| table.figure(cell));
        eprintln!("    {cell}: {right} typed {typed}");
    }
    for suspect in outcome.suspects.list.iter().take(5) {
        let cells: Vec<String> = suspect
            .changes
            .iter()
            .map(|change| {
                let address = table.form.cell(change.cell).map_or("", |cell| &cell.address);
                let should = change.should_be.map(|entry| match entry {
                    crossfoot::Entry::Amount(amount) => amount.to_string(),
                    other => format!("{other:?}"),
                });
                format!("{address} → {}", should.unwrap_or("?".to_owned()))
            })
            .collect();
        eprintln!(
            "  {} [{}] {:?} {:?} {} {}",
            suspect.cost,
            suspect.block,
            suspect.action,
            suspect.evidence,
            if suspect.sure { "sure" } else { "" },
            cells.join("; "),
        );
    }
}

fn options() -> Options {
    let mut options =
        Options { trials: 1000, seed: 20_090_901, only: None, show: 0, write: None, every: false };
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let mut value = || arguments.next().expect("the option takes a value");
        match argument.as_str() {
            "--trials" => options.trials = value().parse().expect("a count"),
            "--seed" => options.seed = value().parse().expect("a number"),
            "--stratum" => options.only = Some(value()),
            "--write" => {
                options.write = Some(File::create(value()).expect("the file can be written"));
            }
            "--every" => options.every = true,
            "--show" => options.show = value().parse().expect("a count"),
            other => panic!("unknown option {other}"),
        }
    }
    options
}
