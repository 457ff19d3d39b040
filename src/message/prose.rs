//! What is wrong with the text itself, as sentences: the part it stands in, the passage, what does
//! not agree.

use super::wording::Wording;
use crate::address::CellId;
use crate::amount::Amount;
use crate::finding::{Detail, Fault, Finding, HeadingFault, shortened};
use crate::form::Place;
use crate::report::{Unplaced, Why};

/// Most characters of a passage that a sentence quotes; the finding itself holds more.
const QUOTED: usize = 36;

impl Wording<'_> {
    /// A finding about headings, or about what the text says of itself; none for any other.
    pub(super) fn of_text(&self, finding: &Finding) -> Option<String> {
        match &finding.detail {
            Detail::Template { cell, part } => {
                let key = if part.is_some() { "template-part" } else { "template" };
                Some(self.about_part(finding, key, *cell, *part, &[]))
            }
            Detail::PartMissing { cell, part } => {
                Some(self.about_part(finding, "part-missing", *cell, Some(*part), &[]))
            }
            Detail::PartShort { cell, part, chars, at_least } => {
                let (chars, at_least) = (chars.to_string(), at_least.to_string());
                let slots = [("chars", chars.as_str()), ("at-least", at_least.as_str())];
                Some(self.about_part(finding, "part-short", *cell, Some(*part), &slots))
            }
            Detail::Heading { cell, part, fault } => {
                let said = |key, slots: &[(&str, &str)]| {
                    self.about_part(finding, key, *cell, *part, slots)
                };
                Some(match fault {
                    HeadingFault::Number { found, right } => {
                        said("heading-number", &[("found", found), ("right", right)])
                    }
                    HeadingFault::Order { after } => {
                        said("heading-order", &[("after", &self.cell_name(*after))])
                    }
                })
            }
            Detail::Share(_, fault) | Detail::Text(fault) => Some(self.fault(finding, fault)),
            _ => None,
        }
    }

    /// A sentence about a section, or about a part of it.
    fn about_part(
        &self,
        finding: &Finding,
        key: &str,
        cell: CellId,
        part: Option<usize>,
        slots: &[(&str, &str)],
    ) -> String {
        let section = self.cell_name(cell);
        let part = part.and_then(|part| match self.form.cell(cell)?.place {
            Place::Section(index) => self.form.sections().get(index)?.parts.get(part),
            _ => None,
        });
        let name = part.map_or(section.clone(), |part| self.label(part.said(self.locale())));
        let mut all = vec![("section", section.as_str()), ("name", name.as_str())];
        all.extend_from_slice(slots);
        self.say_own(finding, key, &all)
    }

    fn fault(&self, finding: &Finding, fault: &Fault) -> String {
        let section = finding.quote.as_ref().map(|quote| self.cell_name(quote.cell));
        let quote = finding.quote.as_ref().map(|quote| shortened(quote.text.trim(), QUOTED));
        let (section, quote) = (section.unwrap_or_default(), quote.unwrap_or_default());
        let mut slots = vec![("section", section), ("quote", quote)];
        let between = |one: Amount, other: Amount| {
            one.checked_sub(other).map_or(String::new(), |amount| amount.magnitude().to_string())
        };
        let key = match fault {
            Fault::Sum { total, parts, sum, .. } | Fault::Nearly { total, parts, sum } => {
                let parts: Vec<String> = parts.iter().map(Amount::to_string).collect();
                slots.push(("total", total.to_string()));
                slots.push(("parts", parts.join(" + ")));
                slots.push(("sum", sum.to_string()));
                slots.push(("difference", between(*sum, *total)));
                match fault {
                    Fault::Sum { complete: true, .. } => "list-complete",
                    Fault::Nearly { .. } => "list-nearly",
                    _ => "list-over",
                }
            }
            Fault::Part { total, part } => {
                slots.push(("total", total.to_string()));
                slots.push(("part", part.to_string()));
                slots.push(("difference", between(*part, *total)));
                "list-part"
            }
            Fault::Share { printed, right, decimals, part, whole, cut } => {
                slots.push(("printed", fixed(*printed, *decimals)));
                slots.push(("right", fixed(*right, *decimals)));
                slots.push(("part", part.clone()));
                slots.push(("whole", whole.clone()));
                if *cut { "share-cut" } else { "share" }
            }
            Fault::Count { word, said, listed } => {
                slots.push(("word", word.clone()));
                slots.push(("said", said.to_string()));
                slots.push(("listed", listed.to_string()));
                slots.push(("difference", said.abs_diff(*listed).to_string()));
                "count-word"
            }
        };
        let slots: Vec<(&str, &str)> = slots.iter().map(|(k, v)| (*k, v.as_str())).collect();
        self.say_own(finding, key, &slots)
    }
}

impl Wording<'_> {
    /// Why something of a report that was read whole has no place.
    pub fn unplaced(&self, unplaced: &Unplaced) -> String {
        let (line, code) = (unplaced.line.to_string(), unplaced.why.code());
        let (found, columns) = match unplaced.why {
            Why::Count { found, columns } => (found.to_string(), columns.to_string()),
            _ => (String::new(), String::new()),
        };
        let slots = [
            ("line", line.as_str()),
            ("text", unplaced.text.as_str()),
            ("found", &found),
            ("columns", &columns),
        ];
        self.catalogue.say(&format!("unplaced.{code}"), &slots)
    }
}

/// An amount with a number of decimals, noughts included: 5.00.
fn fixed(amount: Amount, decimals: u8) -> String {
    let mut text = amount.to_string();
    let missing = decimals.saturating_sub(amount.scale());
    if missing > 0 && amount.scale() == 0 {
        text.push('.');
    }
    text.extend((0..missing).map(|_| '0'));
    text
}
