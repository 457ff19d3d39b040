//! What `rollup` and `merge` share: what reports are added up to, a line for each that could not be
//! counted as it is, and the answer.

use crate::args::{Format, Whole};
use crate::door::{Door, Status, shown};
use crate::input;
use crate::phrases::Phrases;
use crate::report::Report;
use crate::reports::Which;
use crossfoot::address::CellId;
use crossfoot::rollup::{
    Comparison, Intake, Outcome, Presence, RollUp, Standing, Total, UnitState,
};
use crossfoot::roster::Roster;
use crossfoot::{Catalogue, Wording, wire};
use serde::Serialize;
use std::io;
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// Reports being added up.
pub(crate) struct Sums<'a> {
    pub(crate) door: Door,
    pub(crate) roll_up: RollUp,
    whole: &'a Whole,
    /// The group of the roster that is answered for.
    group: usize,
    /// What was reported of it.
    parent: Option<Vec<(CellId, String)>>,
    refused: usize,
}

/// What became of a report, as JSON.
#[derive(Serialize)]
struct Told<'n> {
    #[serde(flatten)]
    which: Which<'n>,
    #[serde(flatten)]
    intake: wire::Intake,
}

/// An input of which nothing was counted, as JSON.
#[derive(Serialize)]
struct Refused<'n> {
    #[serde(flatten)]
    which: Which<'n>,
    error: &'n str,
}

/// The answer as JSON.
#[derive(Serialize)]
struct Answered<'a> {
    group: &'a [String],
    reports: u32,
    refused: usize,
    units: Vec<wire::Unit>,
    totals: Vec<wire::Total>,
    comparison: Option<wire::Comparison>,
}

/// What the answer is made of.
struct Rolled {
    units: Vec<UnitState>,
    totals: Vec<Total>,
    comparison: Option<Comparison>,
}

impl<'a> Sums<'a> {
    /// Opens the form, the roster and the reported figures; none, with the reason told, when one of
    /// them cannot be used.
    pub(crate) fn open<'p>(
        form: &'p Path,
        whole: &'a Whole,
        files: impl Iterator<Item = &'p PathBuf>,
        jsonl: bool,
        keeps: bool,
    ) -> io::Result<Option<Sums<'a>>>
    where
        'a: 'p,
    {
        // A partial result is JSON, whatever the words beside it are.
        let usual = if whole.partial { Format::Json } else { Format::Human };
        let mut door = Door::open(&whole.answer, usual);
        let files = files.map(PathBuf::as_path).chain([form]);
        let files = files.chain(whole.roster.as_deref()).chain(whole.parent.as_deref());
        if !door.reads_once(files, jsonl)? {
            return Ok(None);
        }
        let Some(form) = door.form(form)? else { return Ok(None) };
        let roster = match &whole.roster {
            None => Roster::new(""),
            Some(path) => match door.roster(path)? {
                None => return Ok(None),
                Some(roster) => roster,
            },
        };
        let Some(group) = roster.group_of(&whole.group) else {
            let group = whole.group.join(" / ");
            let no_group = door.phrases.say("no-group", &[("group", &group)]);
            door.note("error", &no_group)?;
            return Ok(None);
        };
        let roll_up = RollUp::new(&form, roster, &whole.period, keeps);
        let mut sums = Sums { door, roll_up, whole, group, parent: None, refused: 0 };
        let known = whole.parent.as_ref().map_or(Ok(true), |path| sums.read_parent(path))?;
        Ok(known.then_some(sums))
    }

    fn read_parent(&mut self, path: &Path) -> io::Result<bool> {
        let Some(text) = self.door.text(path)? else { return Ok(false) };
        let catalogue = Rc::clone(&self.door.catalogue);
        let (report, read) = Report::read(&text, 1, &self.wording(&catalogue));
        match read.and_then(|()| report.known(self.roll_up.form(), self.door.phrases)) {
            Ok(known) => {
                self.parent =
                    Some(known.into_iter().map(|(cell, text)| (cell, text.to_owned())).collect());
                Ok(true)
            }
            Err(why) => {
                let name = input::name(path, self.door.phrases);
                let why = self.door.phrases.say("unreadable", &[("name", &name), ("why", &why)]);
                self.door.note("error", &why)?;
                Ok(false)
            }
        }
    }

    fn wording<'w>(&'w self, catalogue: &'w Catalogue) -> Wording<'w> {
        Wording { catalogue, form: self.roll_up.form(), period: &self.whole.period }
    }

    /// Tells of a report that is not counted, or not with all of its figures.
    pub(crate) fn tell(&mut self, which: Which<'_>, intake: &Intake) -> io::Result<()> {
        let catalogue = Rc::clone(&self.door.catalogue);
        let wording = self.wording(&catalogue);
        let (level, said) = match &intake.outcome {
            Outcome::Refused(refusal) => ("error", wording.refusal(refusal)),
            _ if intake.unreadable.is_empty() => return Ok(()),
            _ => ("warning", wording.not_read(&intake.unreadable)),
        };
        self.refused += usize::from(level == "error");
        if self.door.format == Format::Json && !self.whole.partial {
            let intake = wire::intake(&self.wording(&catalogue), intake);
            return self.door.json(&Told { which, intake });
        }
        self.say(which, intake.unit.as_deref(), level, &said)
    }

    /// Tells of an input of which nothing is counted.
    pub(crate) fn refuse(&mut self, which: Which<'_>, why: &str) -> io::Result<()> {
        self.refused += 1;
        if self.door.format == Format::Json && !self.whole.partial {
            return self.door.json(&Refused { which, error: why });
        }
        self.say(which, None, "error", why)
    }

    /// A line in words: among the answer, or beside it where that is a partial result.
    fn say(
        &mut self,
        which: Which<'_>,
        unit: Option<&str>,
        level: &str,
        said: &str,
    ) -> io::Result<()> {
        let phrases = self.door.phrases;
        let mut name = which.name(phrases);
        if let Some(unit) = unit {
            name = phrases.say("with-id", &[("name", &name), ("id", unit)]);
        }
        let said = format!("{name}: {said}");
        if self.whole.partial {
            return self.door.note(level, &said);
        }
        let level = phrases.word(level);
        self.door.line(&shown(&format!("{level}: {said}")))
    }

    /// Keeps a unit's report without counting it.
    pub(crate) fn leave_out(&mut self, unit: &str) -> io::Result<()> {
        if self.roll_up.leave_out(unit, true) {
            return Ok(());
        }
        self.refused += 1;
        let none = self.door.phrases.say("no-report", &[("unit", unit)]);
        self.door.note("error", &none)
    }

    /// Answers, and says how it went.
    pub(crate) fn close(mut self) -> io::Result<Status> {
        if self.whole.partial {
            let partial = self.roll_up.partial();
            self.door.line(&partial)?;
            self.door.flush()?;
            // Who is missing, and what the figures are, is for the whole to say.
            return Ok(if self.refused == 0 { Status::Clean } else { Status::Unusable });
        }
        let rolled = self.rolled();
        let catalogue = Rc::clone(&self.door.catalogue);
        if self.door.format == Format::Json {
            let (wording, form) = (self.wording(&catalogue), self.roll_up.form());
            let compared = rolled.comparison.as_ref();
            let answer = Answered {
                group: &self.whole.group,
                reports: rolled.reports(),
                refused: self.refused,
                units: rolled.units.iter().map(wire::unit).collect(),
                totals: wire::totals(form, &rolled.totals),
                comparison: compared.map(|compared| wire::comparison(&wording, compared)),
            };
            self.door.json(&answer)?;
        } else {
            let lines = self.lines(&rolled, &self.wording(&catalogue));
            for line in &lines {
                self.door.line(&shown(line))?;
            }
        }
        self.door.flush()?;
        Ok(match (self.refused, rolled.has_twice(), rolled.has_found()) {
            (0, false, false) => Status::Clean,
            (0, false, true) => Status::Found,
            _ => Status::Unusable,
        })
    }

    fn rolled(&self) -> Rolled {
        let in_group = |unit: &UnitState| unit.groups.starts_with(&self.whole.group);
        let compare = |parent: &Vec<(CellId, String)>| {
            let figures = parent.iter().map(|(cell, text)| (*cell, text.as_str()));
            self.roll_up.compare(figures, self.group)
        };
        Rolled {
            units: self.roll_up.units().into_iter().filter(in_group).collect(),
            totals: self.roll_up.totals(self.group),
            comparison: self.parent.as_ref().map(compare),
        }
    }

    /// The answer in words: the sums, the units there is something to say of, the comparison.
    fn lines(&self, rolled: &Rolled, wording: &Wording<'_>) -> Vec<String> {
        let phrases = self.door.phrases;
        let mut lines = vec![self.heading(rolled)];
        let mut without = 0_usize;
        for total in &rolled.totals {
            match in_words(total, wording, phrases) {
                Some(line) => lines.push(format!("  {line}")),
                None => without += 1,
            }
        }
        if without > 0 {
            lines.push(phrases.say("no-figures", &[("count", &without.to_string())]));
        }
        lines.extend(rolled.units_in_words(phrases));
        if let Some(comparison) = &rolled.comparison {
            // Who is missing has been said.
            let told = Comparison { missing: Vec::new(), ..comparison.clone() };
            lines.push(wording.compared(&told));
            let differences = told.differences.iter().map(|found| wording.difference(found));
            let explanations = told.explanations.iter().map(|found| wording.explanation(found));
            lines.extend(differences.chain(explanations).map(|line| format!("  {line}")));
            if told.more > 0 {
                let more = phrases.say("more-suspects", &[("more", &told.more.to_string())]);
                lines.push(format!("  {more}"));
            }
        }
        if self.refused > 0 {
            lines.push(phrases.say("not-counted", &[("refused", &self.refused.to_string())]));
        }
        lines
    }

    fn heading(&self, rolled: &Rolled) -> String {
        let group = self.whole.group.join(" / ");
        let key = if group.is_empty() { "added-up" } else { "added-up-in" };
        let reports = rolled.reports().to_string();
        self.door.phrases.say(key, &[("group", &group), ("reports", &reports)])
    }
}

/// Whether a unit is one of a kind, and what more there is to say of it.
type Kind = fn(&UnitState, Phrases) -> Option<String>;

/// The units there is something to say of.
const KINDS: [(&str, Kind); 5] = [
    ("missing-units", |unit, _| is(unit.presence == Presence::Missing)),
    ("unknown-units", |unit, _| is(unit.unknown)),
    ("left-out-units", |unit, _| is(unit.presence == Presence::LeftOut)),
    ("units-twice", |unit, phrases| {
        let times = unit.times.to_string();
        (unit.times > 1).then(|| phrases.say("times", &[("times", &times)]))
    }),
    ("units-found", |unit, phrases| {
        let Standing { hard, soft, info } = unit.standing?;
        let [one, two, three] = [hard, soft, info].map(|count| count.to_string());
        let counts = || phrases.say("counts", &[("hard", &one), ("soft", &two), ("info", &three)]);
        (unit.standing != Some(Standing::default())).then(counts)
    }),
];

fn is(kind: bool) -> Option<String> {
    kind.then(String::new)
}

/// A cell's sum; none where no report has a figure in it.
fn in_words(total: &Total, wording: &Wording<'_>, phrases: Phrases) -> Option<String> {
    let (name, sum) = (wording.cell_name(total.cell), total.sum?.to_string());
    let mut said = phrases.say("of-cell", &[("name", &name), ("said", &sum)]);
    if total.anew {
        return Some(phrases.say("anew", &[("said", &said)]));
    }
    let absent = total.blank.saturating_add(total.unreadable);
    if absent > 0 {
        said = phrases.say("some-absent", &[("said", &said), ("count", &absent.to_string())]);
    }
    Some(said)
}

impl Rolled {
    fn reports(&self) -> u32 {
        let counted = self.units.iter().filter(|unit| unit.presence == Presence::In);
        counted.map(|unit| unit.times).fold(0, u32::saturating_add)
    }

    fn has_twice(&self) -> bool {
        self.units.iter().any(|unit| unit.times > 1)
    }

    fn has_found(&self) -> bool {
        let unit = |unit: &UnitState| {
            let hard = unit.standing.is_some_and(|standing| standing.hard > 0);
            hard || unit.unknown || unit.presence == Presence::Missing
        };
        let compared = self.comparison.as_ref();
        compared.is_some_and(|compared| !compared.differences.is_empty())
            || self.units.iter().any(unit)
            || self.totals.iter().any(|total| total.unreadable > 0)
    }

    /// The units there is something to say of, each on a line of its own under what it is.
    fn units_in_words(&self, phrases: Phrases) -> Vec<String> {
        let mut lines = Vec::new();
        for (key, is_one) in KINDS {
            let units = self.units.iter().filter_map(|unit| Some((unit, is_one(unit, phrases)?)));
            let units: Vec<(&UnitState, String)> = units.collect();
            if units.is_empty() {
                continue;
            }
            let rostered = self.units.iter().filter(|unit| !unit.unknown).count();
            let (count, rostered) = (units.len().to_string(), rostered.to_string());
            lines.push(phrases.say(key, &[("count", &count), ("units", &rostered)]));
            lines.extend(units.into_iter().map(|(unit, more)| {
                let mut name = unit.name.to_string();
                if !unit.groups.is_empty() {
                    let group = unit.groups.join(" / ");
                    name = phrases.say("with-id", &[("name", &name), ("id", &group)]);
                }
                if !more.is_empty() {
                    name = phrases.say("of-cell", &[("name", &name), ("said", &more)]);
                }
                format!("  {name}")
            }));
        }
        lines
    }
}
