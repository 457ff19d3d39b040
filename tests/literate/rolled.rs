//! The blocks of cases about roll-ups.

use crate::literate::{borrowed, entries};
use crossfoot::rollup::{Outcome, Presence, Report, RollUp, UnitState};
use crossfoot::roster::Roster;
use crossfoot::{Catalogue, Form, Wording};

/// A roll-up being told of, and what was reported of all units.
pub(crate) struct Rolled {
    roll_up: RollUp,
    reported: Vec<(String, String)>,
    intakes: Vec<String>,
    period: String,
}

impl Rolled {
    pub(crate) fn new(form: &Form, roster: &str, period: &str) -> Result<Rolled, String> {
        let roster = Roster::read(roster).map_err(|problems| problems.to_string())?;
        let roll_up = RollUp::new(form, roster, "", true);
        Ok(Rolled { roll_up, reported: Vec::new(), intakes: Vec::new(), period: period.into() })
    }

    /// Does a block, or says what is found; none for a block that is not about roll-ups.
    pub(crate) fn block(&mut self, act: &str, argument: &str, text: &str) -> Option<String> {
        match act {
            "units" | "again" => text.lines().for_each(|line| self.unit(line, act == "again")),
            "left" => text.lines().for_each(|line| {
                self.roll_up.leave_out(line.trim(), true);
            }),
            "reported" => self.reported = entries(text),
            "taken" => return Some(self.intakes.join("\n")),
            "roster" => return Some(self.roster()),
            "totals" => return Some(self.totals(argument)),
            "compared" => return Some(self.compared(argument)),
            _ => return None,
        }
        Some(String::new())
    }

    /// `NAME: cell = text, cell = text`, or a report's JSON.
    fn unit(&mut self, line: &str, replace: bool) {
        let (name, text) = match line.split_once(": ") {
            Some((name, figures)) if !line.starts_with('{') => {
                let pairs = figures.split(", ").filter_map(|pair| pair.split_once(" = "));
                let pairs: Vec<String> =
                    pairs.map(|(cell, text)| format!("{cell:?}: {text:?}")).collect();
                (Some(name), format!("{{{}}}", pairs.join(", ")))
            }
            _ => (None, line.to_owned()),
        };
        let intake = self.roll_up.take(&Report { text: &text, unit: name, replace, check: None });
        let catalogue = Catalogue::new("en");
        let form = self.roll_up.form().clone();
        let wording = Wording { catalogue: &catalogue, form: &form, period: &self.period };
        let unit = intake.unit.as_deref().unwrap_or("?");
        let unknown = if intake.unknown { " (unknown)" } else { "" };
        let unread = match intake.unreadable.as_slice() {
            [] => String::new(),
            cells => format!("; {}", wording.not_read(cells)),
        };
        self.intakes.push(match &intake.outcome {
            Outcome::Added => format!("{unit}{unknown}: added{unread}"),
            Outcome::Replaced => format!("{unit}: replaced{unread}"),
            Outcome::Refused(why) => format!("{unit}: {}", wording.refusal(why)),
        });
    }

    fn roster(&self) -> String {
        let line = |state: &UnitState| {
            let presence = match state.presence {
                Presence::In => "in",
                Presence::LeftOut => "left out",
                Presence::Missing => "missing",
            };
            let path = state.groups.iter().map(|group| format!("{group} / ")).collect::<String>();
            format!("{path}{}: {presence}", state.name)
        };
        self.roll_up.units().iter().map(line).collect::<Vec<_>>().join("\n")
    }

    fn group(&self, name: &str) -> usize {
        let roster = self.roll_up.roster();
        roster.groups().iter().position(|group| &*group.name == name).unwrap_or(0)
    }

    fn totals(&self, group: &str) -> String {
        let form = self.roll_up.form();
        let totals = self.roll_up.totals(self.group(group)).into_iter();
        let line = |total: crossfoot::rollup::Total| {
            let address = form.cell(total.cell).map(|cell| cell.address.to_string())?;
            let sum = total.sum?;
            let absent = total.blank + total.unreadable;
            let absent = if absent > 0 { format!(" ({absent} without)") } else { String::new() };
            Some(format!("{address} = {sum}{absent}"))
        };
        totals.filter_map(line).collect::<Vec<_>>().join("\n")
    }

    fn compared(&self, locale: &str) -> String {
        let form = self.roll_up.form();
        let catalogue = Catalogue::new(locale);
        let wording = Wording { catalogue: &catalogue, form, period: &self.period };
        let figures =
            borrowed(&self.reported).filter_map(|(cell, text)| Some((form.find(cell)?, text)));
        let comparison = self.roll_up.compare(figures, 0);
        let mut lines = vec![wording.compared(&comparison)];
        lines.extend(comparison.differences.iter().map(|found| wording.difference(found)));
        lines.extend(comparison.explanations.iter().map(|found| wording.explanation(found)));
        if comparison.more > 0 {
            lines.push(format!("… {}", comparison.more));
        }
        lines.join("\n")
    }
}
