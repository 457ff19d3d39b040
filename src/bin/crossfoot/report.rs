//! A report as the commands take it: read by the library, with no cell twice and none that the form
//! does not have.

use crate::phrases::Phrases;
use crossfoot::address::CellId;
use crossfoot::rollup::Refusal;
use crossfoot::submission::{self, Head, Of, Unusable};
use crossfoot::{Form, Wording};
use std::borrow::Cow;

/// Most unknown cells of one report that are named with what is near them.
const MOST_NAMED: usize = 3;

/// Texts by cell address, in the order they were written.
pub(crate) type Entries<'t> = Vec<(Cow<'t, str>, Cow<'t, str>)>;

/// A report as it was read.
#[derive(Debug, Default)]
pub(crate) struct Report<'t> {
    pub(crate) head: Head<'t>,
    pub(crate) entries: Entries<'t>,
    pub(crate) prior: Entries<'t>,
}

impl<'t> Report<'t> {
    /// Reads a report, or says why it cannot be used; its first line is number `line`. What it says
    /// of itself is given even then, where it could be read.
    pub(crate) fn read(
        text: &'t str,
        line: u64,
        wording: &Wording<'_>,
    ) -> (Report<'t>, Result<(), String>) {
        let mut report = Report::default();
        let (entries, prior) = (&mut report.entries, &mut report.prior);
        let (head, read) = submission::read_head(text, &mut |of, cell, text| match of {
            Of::This => entries.push((cell, text)),
            Of::Prior => prior.push((cell, text)),
        });
        let read = read.and_then(|()| once(entries)).and_then(|()| once(prior));
        let read = read.map_err(|mut why| {
            counted_on(&mut why, line);
            wording.unusable(&why)
        });
        let read = read.and_then(|()| {
            let other = other(&head, wording);
            other.map_or(Ok(()), |other| Err(wording.refusal(&other)))
        });
        report.head = head;
        (report, read)
    }

    /// Its figures by cell, or which cells the form does not have.
    pub(crate) fn known(
        &self,
        form: &Form,
        phrases: Phrases,
    ) -> Result<Vec<(CellId, &str)>, String> {
        let known = self.entries.iter().map(|(cell, text)| Some((form.find(cell)?, &**text)));
        known.collect::<Option<_>>().ok_or_else(|| unknown(form, &self.entries, phrases))
    }
}

/// Reads last period's report, of which its figures matter only.
pub(crate) fn entries<'t>(text: &'t str, wording: &Wording<'_>) -> Result<Entries<'t>, String> {
    // It may be of another edition of the form, and is about another period.
    let mut entries = Entries::new();
    let read = submission::read(text, &mut |of, cell, text| {
        if of == Of::This {
            entries.push((cell, text));
        }
    });
    read.and_then(|_| once(&entries)).map_err(|why| wording.unusable(&why))?;
    Ok(entries)
}

/// Borrows entries as the library takes them.
pub(crate) fn borrowed<'e>(entries: &'e Entries<'_>) -> impl Iterator<Item = (&'e str, &'e str)> {
    entries.iter().map(|(cell, text)| (&**cell, &**text))
}

/// Lets a place be counted from the first line of all that was read, where the report is one line of
/// many.
pub(crate) fn counted_on(why: &mut Unusable, line: u64) {
    if let Unusable::NotJson { line: own, .. } = why {
        let before = usize::try_from(line.saturating_sub(1)).unwrap_or(usize::MAX);
        *own = own.saturating_add(before);
    }
}

/// What else a report is of, by its own words.
fn other(head: &Head<'_>, wording: &Wording<'_>) -> Option<Refusal> {
    let differs = |found: &Option<Cow<'_, str>>, own: &str| {
        found.as_ref().filter(|found| ***found != *own).map(|found| found.to_string())
    };
    let (form, period) = (wording.form, wording.period);
    let of_form = differs(&head.form, form.id()).map(|found| Refusal::OtherForm { found });
    let of_version =
        || differs(&head.version, form.version()).map(|found| Refusal::OtherVersion { found });
    let of_period = || {
        let found = if period.is_empty() { None } else { differs(&head.period, period) };
        found.map(|found| Refusal::OtherPeriod { found })
    };
    of_form.or_else(of_version).or_else(of_period)
}

/// No cell may stand twice: which of the two figures is meant, nobody can tell.
fn once(entries: &Entries<'_>) -> Result<(), Unusable> {
    let mut cells: Vec<&str> = entries.iter().map(|(cell, _)| &**cell).collect();
    cells.sort_unstable();
    let twice = cells.windows(2).find_map(|pair| match pair {
        [one, other] if one == other => Some((*one).to_owned()),
        _ => None,
    });
    twice.map_or(Ok(()), |key| Err(Unusable::Twice { key }))
}

fn unknown(form: &Form, entries: &Entries<'_>, phrases: Phrases) -> String {
    let unknown = || entries.iter().filter(|(cell, _)| form.find(cell).is_none());
    let tell = |(cell, _): &(Cow<'_, str>, Cow<'_, str>)| {
        let near: Vec<String> =
            form.nearest(cell).into_iter().map(|near| format!("`{near}`")).collect();
        let shown: String = cell.chars().take(80).collect();
        let key = if near.is_empty() { "unknown-cell" } else { "unknown-cell-near" };
        phrases.say(key, &[("cell", &shown), ("near", &near.join(", "))])
    };
    let mut told: Vec<String> = unknown().take(MOST_NAMED).map(tell).collect();
    let more = unknown().skip(MOST_NAMED).count();
    if more > 0 {
        told.push(phrases.say("and-more", &[("more", &more.to_string())]));
    }
    told.join(&phrases.word("separator"))
}

#[cfg(test)]
#[expect(clippy::expect_used, reason = "a test may stop at the first surprise")]
mod tests {
    use super::*;
    use crossfoot::Catalogue;

    fn form() -> Form {
        let form = r#"{"crossfoot": 1, "id": "f", "version": "2", "tables": [{"id": "t",
            "columns": [{"id": "n"}], "rows": [{"id": "a"}]}]}"#;
        Form::compile(form).expect("the form compiles")
    }

    fn told<'t>(text: &'t str, period: &str) -> (Report<'t>, Result<(), String>) {
        let (catalogue, form) = (Catalogue::new("en"), form());
        Report::read(text, 1, &Wording { catalogue: &catalogue, form: &form, period })
    }

    fn read(text: &str) -> Result<Entries<'_>, String> {
        let (report, read) = told(text, "");
        read.map(|()| report.entries)
    }

    fn pair(cell: &'static str, text: &'static str) -> (Cow<'static, str>, Cow<'static, str>) {
        (cell.into(), text.into())
    }

    #[test]
    fn numbers_keep_every_digit_and_null_is_a_blank() {
        let entries = read(r#"{"a": 12345678901234567890.10, "b": null, "c": "１２", "d": -3}"#);
        let expected = [
            pair("a", "12345678901234567890.10"),
            pair("b", ""),
            pair("c", "１２"),
            pair("d", "-3"),
        ];
        assert_eq!(entries, Ok(expected.to_vec()));
    }

    #[test]
    fn what_is_no_text_is_refused() {
        for (text, part) in [
            (r#"{"a": 1e3}"#, "plain digits"),
            (r#"{"a": true}"#, "found true"),
            (r#"{"a": [1]}"#, "found a list"),
            (r#"{"a": {}}"#, "found an object"),
            (r#"{"a": "1", "\u0061": "2"}"#, "`a` is there twice"),
            (r#"{"a": "\ud800"}"#, "must be text"),
            ("[1]", "a report is a JSON object"),
            ("{\"a\":\n1,}", "line 2 and column 3"),
            ("", "line 1 and column 0"),
            (r#"{"a": "1"} {}"#, "line 1 and column 12"),
            (r#"{"entries": {}, "figure": {}}"#, "unknown key `figure`"),
            (r#"{"entries": {"a": []}}"#, "found a list"),
            (r#"{"entries": {}, "entries": {}}"#, "`entries` is there twice"),
            (r#"{"entries": {}, "prior": 1}"#, "a report is a JSON object"),
            (r#"{"entries": {}, "prior": {"a": 1, "a": 2}}"#, "`a` is there twice"),
            (r#"{"entries": {}, "id": []}"#, "found a list"),
            (r#"{"entries": {}, "form": "g"}"#, "another form (g), not of f"),
            (r#"{"entries": {}, "form": {"id": "f", "version": "1"}}"#, "edition 1, not of 2"),
        ] {
            let said = read(text).err().unwrap_or_default();
            assert!(said.contains(part), "{text}: {said}");
        }
    }

    #[test]
    fn an_envelope_gives_id_and_prior_and_keeps_its_id_when_refused() {
        let text = r#"{"id": 1.50, "entries": {"a": "1"}, "prior": {"b": 2}}"#;
        let (report, read) = told(text, "");
        assert_eq!(read, Ok(()));
        assert_eq!(report.head.id, Some("1.50"));
        assert_eq!(report.entries, [pair("a", "1")]);
        assert!(report.head.prior);
        assert_eq!(report.prior, [pair("b", "2")]);
        for text in [r#"{"id": "x", "entries": {"a": []}}"#, r#"{"entries": {"a": []}, "id": "x"}"#]
        {
            let (report, read) = told(text, "");
            assert!(read.is_err());
            assert_eq!(report.head.id, Some("\"x\""));
        }
    }

    #[test]
    fn a_report_about_another_period_is_refused_where_one_is_asked_for() {
        let text = r#"{"period": "2016", "entries": {}}"#;
        assert_eq!(told(text, "").1, Ok(()));
        assert_eq!(told(text, "2016").1, Ok(()));
        assert!(told(text, "2017").1.is_err_and(|why| why.contains("about 2016, not about 2017")));
    }
}
