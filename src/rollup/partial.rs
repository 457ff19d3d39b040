//! Partial results: what a roll-up knows besides the reports themselves, as JSON, so that another
//! one can add it to its own. Sums are text, exact to the last digit.

use super::{RollUp, Standing, Sum, Sums, Unit};
use crate::amount::Amount;
use crate::json::Json;
use core::fmt::Write;
use std::sync::Arc;

/// Why a text is no partial result that can be added to a roll-up.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum BadPartial {
    /// It is no partial result.
    NotAPartial,
    /// It is of another form, edition, period or roster: what was found.
    Other(String),
    /// The sums would not fit.
    TooLarge,
}

impl core::fmt::Display for BadPartial {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            BadPartial::NotAPartial => f.write_str("the text is no partial result"),
            BadPartial::Other(found) => {
                let found: String = found.chars().take(80).collect();
                write!(f, "the partial result is of another form, period or roster: `{found}`")
            }
            BadPartial::TooLarge => f.write_str("the sums are too large to be added up"),
        }
    }
}

impl core::error::Error for BadPartial {}

/// Most decimal digits of a sum in a partial result: more than 10^12 reports could give.
const MOST_DIGITS: usize = 30;

impl RollUp {
    /// The partial result: the sums, and who is in them. Reports that are left out are none of it.
    pub fn partial(&self) -> String {
        let mut out = String::from("{\"crossfoot-partial\":1");
        for (key, text) in [
            ("form", self.form.id()),
            ("version", self.form.version()),
            ("period", self.period.as_str()),
            ("roster", self.roster.name.as_str()),
        ] {
            out.push_str(",\"");
            out.push_str(key);
            out.push_str("\":");
            quote(&mut out, text);
        }
        out.push_str(",\"units\":[");
        let mut first = true;
        for state in self.units().iter().filter(|state| state.times > 0) {
            let index = self.find(&state.name);
            let Some(unit) = index.and_then(|index| self.units.get(index)) else { continue };
            if unit.left_out {
                continue;
            }
            comma(&mut out, &mut first);
            out.push('[');
            quote(&mut out, &unit.name);
            // Writing to a string cannot fail.
            let _ = write!(out, ",{}", unit.times);
            if let Some(Standing { hard, soft, info }) = unit.standing {
                let _ = write!(out, ",{hard},{soft},{info}");
            }
            out.push(']');
        }
        out.push_str("],\"groups\":[");
        first = true;
        for (index, sums) in self.groups.iter().enumerate() {
            comma(&mut out, &mut first);
            out.push_str("{\"path\":[");
            let mut inner = true;
            for name in self.roster.names(index) {
                comma(&mut out, &mut inner);
                quote(&mut out, name);
            }
            let _ = write!(out, "],\"reports\":{},\"cells\":{{", sums.reports);
            let mut inner = true;
            for (cell, sum) in self.slots.cells().zip(&sums.cells) {
                let Some(cell) = self.form.cell(cell) else { continue };
                let amount = Amount::new(sum.units, cell.reading.scale()).unwrap_or_default();
                comma(&mut out, &mut inner);
                quote(&mut out, &cell.address);
                let _ = write!(out, ":[\"{amount}\",{},{}]", sum.blank, sum.unreadable);
            }
            out.push_str("}}");
        }
        out.push_str("]}");
        out
    }

    /// Adds another roll-up's partial result. The units that are in twice now are given: their
    /// figures are counted as often as they came.
    ///
    /// # Errors
    ///
    /// When it is no partial result of this form, period and roster; nothing is changed then.
    pub fn merge(&mut self, partial: &str) -> Result<Vec<Arc<str>>, BadPartial> {
        let json = Json::read(partial).map_err(|_| BadPartial::NotAPartial)?;
        let (groups, units) = self.read_partial(&json)?;
        let mut merged = self.groups.clone();
        for (sums, other) in merged.iter_mut().zip(&groups) {
            sums.merge(other).ok_or(BadPartial::TooLarge)?;
        }
        self.groups = merged;
        let mut twice = Vec::new();
        for unit in units {
            match self.find(&unit.name).and_then(|index| self.units.get_mut(index)) {
                Some(own) => {
                    own.times = own.times.saturating_add(unit.times);
                    // Which of them it would be taken out of nobody can tell.
                    own.figures = None;
                    own.standing = own.standing.and(unit.standing);
                    twice.push(Arc::clone(&own.name));
                }
                None => {
                    if unit.times > 1 {
                        twice.push(Arc::clone(&unit.name));
                    }
                    self.by_name.insert(Arc::clone(&unit.name), self.units.len());
                    self.units.push(unit);
                }
            }
        }
        Ok(twice)
    }

    fn read_partial(&self, json: &Json) -> Result<(Vec<Sums>, Vec<Unit>), BadPartial> {
        let bad = || BadPartial::NotAPartial;
        if json.get("crossfoot-partial") != Some(&Json::Integer(1)) {
            return Err(BadPartial::NotAPartial);
        }
        for (key, own) in [
            ("form", self.form.id()),
            ("version", self.form.version()),
            ("period", self.period.as_str()),
            ("roster", self.roster.name.as_str()),
        ] {
            let found = json.get(key).and_then(Json::as_text).ok_or_else(bad)?;
            if found != own {
                return Err(BadPartial::Other(found.to_owned()));
            }
        }
        let mut groups = Vec::new();
        let listed = json.get("groups").and_then(Json::as_list).ok_or_else(bad)?;
        for (index, group) in listed.iter().enumerate() {
            let path = group.get("path").and_then(Json::as_list).ok_or_else(bad)?;
            let path: Vec<&str> = path.iter().filter_map(Json::as_text).collect();
            if index >= self.groups.len() || self.roster.names(index) != path {
                return Err(BadPartial::Other(path.join(" / ")));
            }
            groups.push(self.read_sums(group).ok_or_else(bad)?);
        }
        if groups.len() != self.groups.len() {
            return Err(BadPartial::Other(self.roster.name.clone()));
        }
        let mut units: Vec<Unit> = Vec::new();
        for unit in json.get("units").and_then(Json::as_list).ok_or_else(bad)? {
            units.push(self.read_unit(unit).ok_or_else(bad)?);
        }
        Ok((groups, units))
    }

    fn read_sums(&self, group: &Json) -> Option<Sums> {
        let reports = count(group.get("reports")?)?;
        let cells = group.get("cells")?.as_object()?;
        let mut sums = vec![Sum::default(); self.slots.len()];
        for (address, entry) in cells {
            let id = self.form.find(address)?;
            let [sum, blank, unreadable] = entry.as_list()? else { return None };
            let text = sum.as_text().filter(|text| text.len() <= MOST_DIGITS)?;
            let scale = self.form.cell(id)?.reading.scale();
            let units = Amount::parse(text)?.units_at(scale)?;
            let (blank, unreadable) = (count(blank)?, count(unreadable)?);
            if blank.checked_add(unreadable)? > reports {
                return None;
            }
            *sums.get_mut(self.slots.of_cell(id)?)? = Sum { units, blank, unreadable };
        }
        Some(Sums { reports, cells: sums })
    }

    fn read_unit(&self, unit: &Json) -> Option<Unit> {
        let list = unit.as_list()?;
        let (name, rest) = list.split_first()?;
        let name: Arc<str> = name.as_text()?.into();
        let (times, standing) = match rest {
            [times] => (times, None),
            [times, hard, soft, info] => {
                let (hard, soft, info) = (count(hard)?, count(soft)?, count(info)?);
                (times, Some(Standing { hard, soft, info }))
            }
            _ => return None,
        };
        let (times, place) = (count(times)?, self.roster.find(&name));
        let (figures, former) = (None, Vec::new());
        Some(Unit { name, place, figures, former, standing, left_out: false, times })
    }
}

impl Sums {
    fn merge(&mut self, other: &Sums) -> Option<()> {
        self.reports = self.reports.checked_add(other.reports)?;
        for (own, other) in self.cells.iter_mut().zip(&other.cells) {
            own.units = own.units.checked_add(other.units)?;
            own.blank = own.blank.checked_add(other.blank)?;
            own.unreadable = own.unreadable.checked_add(other.unreadable)?;
        }
        Some(())
    }
}

fn count(json: &Json) -> Option<u32> {
    match json {
        Json::Integer(count) => u32::try_from(*count).ok(),
        _ => None,
    }
}

fn comma(out: &mut String, first: &mut bool) {
    if !core::mem::replace(first, false) {
        out.push(',');
    }
}

/// A text as a JSON string.
fn quote(out: &mut String, text: &str) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => {
                out.push('\\');
                out.push(c);
            }
            c if u32::from(c) < 0x20 => {
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
}
