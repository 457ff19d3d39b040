//! `crossfoot suspects`: which figures of each report may be wrong, what they should be, and what
//! the rules leave for its blanks.

use crate::args::ReportArguments;
use crate::door::Status;
use crate::phrases::Phrases;
use crate::reports::{self, Judge, Judged};
use crossfoot::{Form, Implied, Session, Suspect, Suspects, Wording, wire};
use serde::Serialize;
use std::io;

/// Most repairs of a block that are told to people.
const MOST_TOLD: usize = 8;

/// What may be wrong in a report.
#[derive(Serialize)]
struct Suspected {
    #[serde(flatten)]
    suspects: wire::Suspects,
    implied: Vec<wire::Implied>,
}

/// How many reports have suspects.
#[derive(Default)]
struct Suspecting {
    reports: usize,
}

pub(crate) fn run(arguments: &ReportArguments) -> io::Result<Status> {
    reports::run(arguments, Suspecting::default())
}

impl Judge for Suspecting {
    type Answer = Suspected;

    fn judge(
        &mut self,
        session: &Session,
        wording: &Wording<'_>,
        phrases: Phrases,
    ) -> Judged<Suspected> {
        let (suspects, implied) = (session.suspects(), session.implied());
        // A search without an answer is no clean report: something is wrong there.
        self.reports += usize::from(!suspects.list.is_empty() || suspects.cut_short);
        Judged {
            lines: in_words(wording, &suspects, &implied, phrases),
            answer: Suspected {
                suspects: wire::suspects(session, wording, &suspects),
                implied: wire::implied(wording, &implied),
            },
        }
    }

    fn total(&self, phrases: Phrases) -> String {
        phrases.say("suspicious", &[("reports", &self.reports.to_string())])
    }

    fn has_found(&self) -> bool {
        self.reports > 0
    }
}

/// The repairs block by block, the likeliest first, then what the rules imply.
fn in_words(
    wording: &Wording<'_>,
    suspects: &Suspects,
    implied: &[Implied],
    phrases: Phrases,
) -> Vec<String> {
    let mut lines = Vec::new();
    for block in suspects.list.chunk_by(|one, other| one.block == other.block) {
        let mut rest = block;
        if let Some((first, others)) = block.split_first()
            && (first.sure || others.is_empty())
        {
            lines.push(line(wording, first));
            rest = others;
            if !rest.is_empty() {
                lines.push(phrases.word("less-likely"));
            }
        } else {
            lines.push(phrases.word("one-of-these"));
        }
        let told = rest.iter().take(MOST_TOLD);
        lines.extend(told.map(|suspect| format!("  {}", line(wording, suspect))));
        let more = rest.len().saturating_sub(MOST_TOLD);
        if more > 0 {
            let more = phrases.say("more-suspects", &[("more", &more.to_string())]);
            lines.push(format!("  {more}"));
        }
    }
    if suspects.cut_short {
        lines.push(phrases.word("cut-short"));
    } else if suspects.list.is_empty() {
        lines.push(phrases.word("no-suspects"));
    }
    if !implied.is_empty() {
        lines.push(phrases.word("implied-blanks"));
        lines.extend(implied.iter().map(|implied| {
            let (name, said) = (wording.cell_name(implied.cell), wording.implied(implied));
            let cell = address(wording.form, implied.cell);
            format!("  {} [{cell}]", phrases.say("of-cell", &[("name", &name), ("said", &said)]))
        }));
    }
    lines
}

/// One repair: its sentence, then the cells it is about.
fn line(wording: &Wording<'_>, suspect: &Suspect) -> String {
    let cells = suspect.changes.iter().map(|change| address(wording.form, change.cell));
    format!("{} [{}]", wording.suspect(suspect), cells.collect::<Vec<_>>().join(", "))
}

fn address(form: &Form, cell: crossfoot::address::CellId) -> String {
    form.cell(cell).map_or(String::new(), |cell| cell.address.to_string())
}
