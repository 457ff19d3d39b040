//! `crossfoot suspects`: which figures of each report are probably wrong, what they should be, and
//! what the rules make of its blanks.

use crate::args::ReportsArguments;
use crate::door::Status;
use crate::phrases::Phrases;
use crate::reports::{self, Question};
use crossfoot::{Implied, Session, Suspect, Suspects, Wording, wire};
use serde::Serialize;
use std::io;

/// Most repairs of one block that people are told; JSON has them all.
const MOST_TOLD: usize = 6;

pub(crate) fn run(arguments: &ReportsArguments) -> io::Result<Status> {
    reports::run(arguments, Suspicion::default())
}

/// What was found in one report.
struct Found {
    suspects: Suspects,
    implied: Vec<Implied>,
}

/// What one report is answered with in JSON.
#[derive(Serialize)]
struct Answer {
    #[serde(flatten)]
    suspects: wire::Suspects,
    implied: Vec<wire::Implied>,
}

/// How many places are to be corrected, how many repairs are told for them, and how many blanks
/// can be filled in.
#[derive(Clone, Copy, Default)]
struct Counts {
    places: usize,
    repairs: usize,
    implied: usize,
}

/// Counts the suspects of all reports.
#[derive(Default)]
struct Suspicion {
    total: Counts,
}

impl Question for Suspicion {
    type Found = Found;

    fn look(&mut self, session: &Session) -> Found {
        let found = Found { suspects: session.suspects(), implied: session.implied() };
        self.total.add(Counts::of(&found));
        found
    }

    fn json(&self, found: &Found, session: &Session, wording: &Wording<'_>) -> impl Serialize {
        Answer {
            suspects: wire::suspects(session, wording, &found.suspects),
            implied: wire::implied(wording, &found.implied),
        }
    }

    fn words(&self, found: &Found, wording: &Wording<'_>, phrases: Phrases) -> Vec<String> {
        let mut lines = Vec::new();
        for repairs in places(&found.suspects) {
            lines.extend(place(repairs, wording, phrases));
        }
        if found.suspects.cut_short {
            lines.push(phrases.word("cut-short"));
        }
        lines.extend(found.implied.iter().map(|implied| wording.implied(implied)));
        lines.push(Counts::of(found).words(phrases));
        lines
    }

    fn total(&self, phrases: Phrases) -> String {
        self.total.words(phrases)
    }

    fn found_any(&self) -> bool {
        self.total.repairs > 0
    }
}

/// The repairs of each block, the likeliest first.
fn places(suspects: &Suspects) -> impl Iterator<Item = &[Suspect]> {
    suspects.list.chunk_by(|one, other| one.block == other.block)
}

/// The lines of one block: its repairs, of which one is to be made.
fn place(repairs: &[Suspect], wording: &Wording<'_>, phrases: Phrases) -> Vec<String> {
    let told = repairs.iter().take(MOST_TOLD).map(|repair| wording.suspect(repair));
    let left = repairs.len().saturating_sub(MOST_TOLD);
    let left = (left > 0).then(|| phrases.say("more-repairs", &[("more", &left.to_string())]));
    let mut lines: Vec<String> = told.chain(left).collect();
    let plain = match repairs {
        [_] => lines.len(),
        [first, ..] if first.sure => {
            lines.insert(1, phrases.word("or-else"));
            2
        }
        _ => {
            lines.insert(0, phrases.word("one-of"));
            1
        }
    };
    lines.iter_mut().skip(plain).for_each(|line| line.insert_str(0, "  "));
    lines
}

impl Counts {
    fn of(found: &Found) -> Counts {
        Counts {
            places: places(&found.suspects).count(),
            repairs: found.suspects.list.len(),
            implied: found.implied.len(),
        }
    }

    fn add(&mut self, other: Counts) {
        self.places += other.places;
        self.repairs += other.repairs;
        self.implied += other.implied;
    }

    fn words(self, phrases: Phrases) -> String {
        let [places, repairs, implied] =
            [self.places, self.repairs, self.implied].map(|n| n.to_string());
        let slots = [("places", &*places), ("repairs", &repairs), ("implied", &implied)];
        phrases.say("suspect-counts", &slots)
    }
}
