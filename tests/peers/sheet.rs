//! One case as a small form: its figures one below the other, its rules beside them.

use crate::decimal;
use crate::outcome::{Outcome, Trouble, fail, outside, same};
use crossfoot::finding::{Detail, FindingId};
use crossfoot::{Amount, Finding, Form, Session, Severity, Verdict};
use serde_json::{Value, json};

/// What a blank means to a rule.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Blank {
    Undecided,
    Zero,
    UndecidedIfAll,
}

#[derive(Default)]
pub(crate) struct Sheet {
    rows: Vec<Value>,
    entries: Vec<(String, String)>,
    rules: Vec<Value>,
    soft: bool,
    required: bool,
}

/// Functions that ask whether a cell is filled. While a report is being filled in, a blank may
/// still become a figure, so they are decided before sending.
const ABOUT_BLANKS: [&str; 6] =
    ["blank(", "filled(", "count(", "exactly_one(", "at_most_one(", "all_or_none("];

impl Sheet {
    /// The rules hold nothing back; they ask.
    pub(crate) fn soft(mut self) -> Sheet {
        self.soft = true;
        self
    }

    /// Every cell must be filled before sending.
    pub(crate) fn required(mut self) -> Sheet {
        self.required = true;
        self
    }

    /// A cell for a figure, and how formulas call it. An empty text leaves it blank.
    pub(crate) fn figure(&mut self, label: &str, text: &str) -> Result<String, Trouble> {
        if text.is_empty() {
            return Ok(self.typed(label, text, 0));
        }
        let Some(plain) = decimal::plain(text) else {
            return fail(format!("{label}: `{text}` is no figure"));
        };
        fits(&plain)?;
        let scale = decimal::decimals(&plain);
        Ok(self.typed(label, &plain, u8::try_from(scale).unwrap_or(u8::MAX)))
    }

    /// A cell of a JSON figure; `null` leaves it blank.
    pub(crate) fn value(&mut self, label: &str, value: &Value) -> Result<String, Trouble> {
        match (value, decimal::of(value)) {
            (Value::Null, _) => self.figure(label, ""),
            (_, Some(figure)) => self.figure(label, &figure),
            _ => fail(format!("{label}: {value} is no figure")),
        }
    }

    /// A cell of so many decimal places, with what a person types into it.
    pub(crate) fn typed(&mut self, label: &str, text: &str, scale: u8) -> String {
        self.row(label, text, json!({"type": "signed", "scale": scale}))
    }

    /// A cell with options to choose from.
    pub(crate) fn choice(&mut self, label: &str, options: &[String], text: &str) -> String {
        self.row(label, text, json!({"type": "choice", "choices": options}))
    }

    fn row(&mut self, label: &str, text: &str, mut row: Value) -> String {
        let id = format!("x{}", self.rows.len() + 1);
        if let Some(row) = row.as_object_mut() {
            row.insert("id".into(), id.clone().into());
            row.insert("label".into(), label.into());
        }
        self.rows.push(row);
        self.entries.push((format!("t.{id}.v"), text.to_owned()));
        format!("{id}.v")
    }

    /// A rule.
    pub(crate) fn rule(&mut self, id: &str, check: &str, blank: Blank) {
        self.tolerant(id, check, blank, "0");
    }

    /// A rule with a sentence of its own.
    pub(crate) fn said(&mut self, id: &str, check: &str, message: &str) {
        self.rules.push(json!({"id": id, "check": check, "message": {"en": message}}));
    }

    /// A rule that lets a difference pass.
    pub(crate) fn tolerant(&mut self, id: &str, check: &str, blank: Blank, tolerance: &str) {
        let word = match blank {
            Blank::Undecided => "undecided",
            Blank::Zero => "zero",
            Blank::UndecidedIfAll => "undecided-if-all",
        };
        let severity = if self.soft { "soft" } else { "hard" };
        let mut add = |id: &str, check: &str| {
            self.rules.push(json!({
                "id": id, "check": check, "blank": word, "tolerance": tolerance,
                "severity": severity,
            }));
        };
        add(id, check);
        // Before sending only what is violated is told. A rule that is then known to hold is known
        // by its opposite, which is not.
        if ABOUT_BLANKS.iter().any(|function| check.contains(function)) {
            add(&opposite(id), &format!("not ({check})"));
        }
    }

    /// Fills the form in.
    pub(crate) fn run(self) -> Result<Report, Trouble> {
        let report = Report::of(&self.definition())?;
        report.enter(self.entries)
    }

    /// The form without entries.
    pub(crate) fn form(self) -> Result<Form, Trouble> {
        compiled(&self.definition())
    }

    fn definition(&self) -> Value {
        json!({
            "crossfoot": 1, "id": "case", "version": "1",
            "tables": [{
                "id": "t", "required": self.required,
                "columns": [{"id": "v", "label": "figure"}], "rows": self.rows,
            }],
            "rules": self.rules,
        })
    }
}

fn opposite(id: &str) -> String {
    format!("{id}_opposite")
}

/// A figure has at most 18 digits, nine of them behind the point.
pub(crate) fn fits(plain: &str) -> Outcome {
    let short: String = plain.chars().take(24).collect();
    if decimal::decimals(plain) > 9 {
        return outside(format!(
            "{short} needs more than nine decimal places, the most a cell has"
        ));
    }
    if decimal::digits(plain) > 18 {
        return outside(format!("{short} needs more than 18 digits, the most a figure has"));
    }
    Ok(())
}

/// A report with what is said of it before sending.
pub(crate) struct Report {
    pub(crate) session: Session,
    pub(crate) found: Vec<Finding>,
}

impl Report {
    /// An empty report of a form.
    pub(crate) fn of(definition: &Value) -> Result<Report, Trouble> {
        Ok(Report { session: Session::new(&compiled(definition)?), found: Vec::new() })
    }

    /// The report with these entries.
    pub(crate) fn enter(mut self, entries: Vec<(String, String)>) -> Result<Report, Trouble> {
        let entries = entries.iter().map(|(cell, text)| (cell.as_str(), text.as_str()));
        if let Err(unknown) = self.session.enter_all(entries) {
            return fail(unknown.to_string());
        }
        self.found = self.session.complete();
        let unreadable = |f: &&Finding| matches!(f.detail, Detail::Unreadable { .. });
        match self.found.iter().find(unreadable) {
            Some(finding) => fail(format!("an entry was not read: {:?}", finding.detail)),
            None => Ok(self),
        }
    }

    /// What is found about a rule, by the rule's id, or id and place: `balance@total`.
    pub(crate) fn finding(&self, name: &str) -> Option<&Finding> {
        self.found.iter().find(|finding| finding.id.name(self.session.form()) == name)
    }

    fn violated(&self, id: &str) -> bool {
        self.finding(id).is_some()
    }

    /// Whether a rule holds, taking what is blank for left blank.
    pub(crate) fn verdict(&self, id: &str) -> Result<Verdict, Trouble> {
        let form = self.session.form();
        let named = |(rule, _): &(_, _)| FindingId::Rule(*rule).name(form) == id;
        let Some((rule, _)) = form.rules().find(named) else {
            return fail(format!("there is no rule `{id}`"));
        };
        let opposite = self.violated(&opposite(id));
        match (self.violated(id), self.session.verdict(rule)) {
            (true, _) if opposite => fail(format!("`{id}` and its opposite are both violated")),
            (true, _) => Ok(Verdict::Violated),
            (false, Verdict::Satisfied) => Ok(Verdict::Satisfied),
            _ if opposite => Ok(Verdict::Satisfied),
            _ => Ok(Verdict::Undecided),
        }
    }

    /// The rule must be decided so.
    pub(crate) fn expect(&self, id: &str, expected: Verdict) -> Outcome {
        same(id, self.verdict(id)?, expected)
    }

    /// The rule must hold or not.
    pub(crate) fn holds(&self, id: &str, expected: bool) -> Outcome {
        self.expect(id, if expected { Verdict::Satisfied } else { Verdict::Violated })
    }

    /// Where a finding gives its difference, it must be this one, whichever side is taken first.
    pub(crate) fn difference(&self, id: &str, expected: &str) -> Outcome {
        let Some(Detail::Comparison(found)) = self.finding(id).map(|f| &f.detail) else {
            return Ok(());
        };
        let expected = amount(expected)?;
        same("the finding's difference", found.difference.magnitude(), expected.magnitude())
    }

    /// The finding of a rule that is violated is a question, not a bar to sending.
    pub(crate) fn only_asks(&self, id: &str) -> Outcome {
        match self.finding(id) {
            Some(finding) => same("severity", finding.severity, Severity::Soft),
            None => Ok(()),
        }
    }
}

fn compiled(definition: &Value) -> Result<Form, Trouble> {
    match Form::compile(&definition.to_string()) {
        Ok(form) => Ok(form),
        Err(problems) => fail(format!("the definition is refused: {problems}")),
    }
}

/// A plain decimal as crossfoot has it.
pub(crate) fn amount(text: &str) -> Result<Amount, Trouble> {
    let plain = decimal::plain(text);
    match plain.as_deref().and_then(Amount::parse) {
        Some(amount) => Ok(amount),
        None => outside(format!("{text} needs more digits than a figure has")),
    }
}
