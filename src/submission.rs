//! One report as a form sends it and a file holds it: JSON, read strictly and in one pass.
//!
//! A report is either flat, an object from cell address to text, or an envelope that says besides
//! who sent it and for which form: `{"unit": …, "form": {…}, "period": …, "entries": {…}}`. A flat
//! report has no object in it, so the two cannot be mistaken for each other. The figures are handed
//! on as they are met, so that adding up many reports keeps none of their text.

mod scan;

use scan::Scan;
use std::borrow::Cow;

/// Longest report read, in bytes.
pub const MAX_BYTES: usize = 8 << 20;

/// What a report says of itself.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Head<'t> {
    /// What the sender calls it, as written in the JSON.
    pub id: Option<&'t str>,
    /// Who sent it.
    pub unit: Option<Cow<'t, str>>,
    /// The form's id.
    pub form: Option<Cow<'t, str>>,
    /// The form's version.
    pub version: Option<Cow<'t, str>>,
    /// Which period it is about.
    pub period: Option<Cow<'t, str>>,
    /// Whether the prior period's figures were given.
    pub prior: bool,
}

/// Whose figure is handed on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Of {
    /// The report's own.
    This,
    /// The prior period's.
    Prior,
}

/// Why a text is no report.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Unusable {
    /// It is longer than [`MAX_BYTES`].
    TooLong,
    /// It stops being JSON there, counted from 1.
    NotJson {
        /// The line.
        line: usize,
        /// The character of the line, in bytes.
        column: usize,
        /// Whether the text ends there, as one does that was cut off.
        ends: bool,
    },
    /// It is JSON, but not an object.
    NotObject,
    /// A key stands twice beside `entries`.
    Twice {
        /// The key.
        key: String,
    },
    /// The value of a key must be text.
    NotText {
        /// The key.
        key: String,
        /// What was found.
        found: Found,
    },
    /// A number is written with an exponent, so that its digits cannot be taken as they stand.
    NotPlain {
        /// The key.
        key: String,
        /// The number as written.
        number: String,
    },
    /// An `id` that is neither text nor a number.
    NotId {
        /// What was found.
        found: Found,
    },
    /// A key beside `entries` that means nothing.
    UnknownKey {
        /// The key.
        key: String,
    },
}

/// What stands where a text was expected.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Found {
    /// A list.
    List,
    /// An object.
    Object,
    /// Something short, as written.
    Written(String),
}

/// Who takes a report's figures; any closure over whose, address and text does.
pub trait Sink<'t> {
    /// Takes the text of a cell, a blank as an empty one.
    fn take(&mut self, of: Of, address: Cow<'t, str>, text: Cow<'t, str>);

    /// The address that comes next, if reports are written in the form's order.
    fn expected(&self) -> Option<&str> {
        None
    }

    /// Takes a whole number of at most 18 digits for the address that was expected.
    fn take_expected(&mut self, address: &'t str, digits: &'t str, number: i64) {
        let _ = number;
        self.take(Of::This, Cow::Borrowed(address), Cow::Borrowed(digits));
    }
}

impl<'t, F: FnMut(Of, Cow<'t, str>, Cow<'t, str>)> Sink<'t> for F {
    fn take(&mut self, of: Of, address: Cow<'t, str>, text: Cow<'t, str>) {
        self(of, address, text);
    }
}

/// The keys beside `entries`.
pub const KEYS: &[&str] = &[
    "crossfoot",
    "digest",
    "entries",
    "figures",
    "findings",
    "form",
    "id",
    "period",
    "prior",
    "reasons",
    "signed",
    "unit",
];

/// Reads a report; its figures go to `sink` in the order they are written, a blank as an empty
/// text. Whether an address stands twice, and whether the form has it, is for the sink to see.
///
/// # Errors
///
/// The first reason why it is no report; what was handed on before means nothing then.
pub fn read<'t>(text: &'t str, sink: &mut dyn Sink<'t>) -> Result<Head<'t>, Unusable> {
    let (head, done) = read_head(text, sink);
    done.map(|()| head)
}

/// The same, with what was read of the head even where the report cannot be used.
pub fn read_head<'t>(text: &'t str, sink: &mut dyn Sink<'t>) -> (Head<'t>, Result<(), Unusable>) {
    let mut head = Head::default();
    let done = fill(text, &mut head, sink);
    (head, done)
}

fn fill<'t>(text: &'t str, head: &mut Head<'t>, sink: &mut dyn Sink<'t>) -> Result<(), Unusable> {
    if text.len() > MAX_BYTES {
        return Err(Unusable::TooLong);
    }
    let mut scan = Scan::new(text);
    if scan.peek() != Some(b'{') {
        scan.skip()?;
        scan.end()?;
        return Err(Unusable::NotObject);
    }
    // What stands beside `entries`, as written: only at the end is it certain that it is a head
    // and no cell.
    let mut beside: Vec<(Cow<'t, str>, &'t str)> = Vec::new();
    let mut envelope = false;
    let done = object(&mut scan, &mut beside, &mut envelope, sink);
    if envelope {
        // Who sent it is worth knowing of a report that cannot be used, too.
        let filled = head.fill(&beside, sink);
        return done.and(filled);
    }
    done?;
    for (key, raw) in beside {
        let value = Scan::new(raw).text(&key)?;
        sink.take(Of::This, key, value);
    }
    Ok(())
}

/// Reads the whole text: what is in `entries` goes to the sink, all else is put aside.
fn object<'t>(
    scan: &mut Scan<'t>,
    beside: &mut Vec<(Cow<'t, str>, &'t str)>,
    envelope: &mut bool,
    sink: &mut dyn Sink<'t>,
) -> Result<(), Unusable> {
    let mut bad = None;
    let mut first = true;
    scan.step();
    while let Some(key) = scan.key(&mut first)? {
        if key == "entries" && scan.peek() == Some(b'{') {
            if *envelope {
                return Err(Unusable::Twice { key: key.into_owned() });
            }
            *envelope = true;
            bad = pairs(scan, Of::This, sink)?;
        } else {
            let raw = scan.skip()?;
            beside.push((key, raw));
        }
    }
    scan.end()?;
    bad.map_or(Ok(()), Err)
}

/// An object from cell address to text. It is read to its end even where a value is no text; the
/// first such is given.
fn pairs<'t>(
    scan: &mut Scan<'t>,
    of: Of,
    sink: &mut dyn Sink<'t>,
) -> Result<Option<Unusable>, Unusable> {
    if scan.peek() != Some(b'{') {
        scan.skip()?;
        return Ok(Some(Unusable::NotObject));
    }
    scan.step();
    let mut bad = None;
    let mut first = true;
    loop {
        // Nearly every pair is the one that is expected, with a whole number: no need to look at
        // each of its characters.
        let expected = sink.expected().filter(|_| of == Of::This);
        let known = expected.and_then(|address| scan.known_key(address, &mut first));
        if let Some(key) = known
            && let Some((digits, number)) = scan.digits_alone()
        {
            sink.take_expected(key, digits, number);
            continue;
        }
        let key = match known {
            Some(key) => Cow::Borrowed(key),
            None => {
                let Some(key) = scan.key(&mut first)? else { return Ok(bad) };
                key
            }
        };
        match scan.text(&key) {
            Ok(value) => sink.take(of, key, value),
            Err(broken @ Unusable::NotJson { .. }) => return Err(broken),
            Err(why) => bad = bad.or(Some(why)),
        }
    }
}

impl<'t> Head<'t> {
    /// What the sender calls it, as text.
    pub fn id_text(&self) -> Option<String> {
        Scan::new(self.id?).text("id").ok().map(Cow::into_owned)
    }

    /// Reads what stands beside `entries`.
    fn fill(
        &mut self,
        beside: &[(Cow<'t, str>, &'t str)],
        sink: &mut dyn Sink<'t>,
    ) -> Result<(), Unusable> {
        for (index, (key, raw)) in beside.iter().enumerate() {
            let raw = *raw;
            if beside.iter().take(index).any(|(other, _)| other == key) {
                return Err(Unusable::Twice { key: key.to_string() });
            }
            match &**key {
                "id" => self.id = id(raw)?,
                "unit" => self.unit = given(key, raw)?,
                "period" => self.period = given(key, raw)?,
                "form" if raw.starts_with('{') => {
                    let mut scan = Scan::new(raw);
                    scan.step();
                    let mut first = true;
                    while let Some(key) = scan.key(&mut first)? {
                        let value = scan.text(&key)?;
                        match &*key {
                            "id" => self.form = Some(value),
                            "version" => self.version = Some(value),
                            _ => {}
                        }
                    }
                }
                "form" => self.form = given(key, raw)?,
                "prior" if raw == "null" => {}
                "prior" => {
                    self.prior = true;
                    if let Some(bad) = pairs(&mut Scan::new(raw), Of::Prior, sink)? {
                        return Err(bad);
                    }
                }
                other if KEYS.contains(&other) => {}
                other => return Err(Unusable::UnknownKey { key: other.to_owned() }),
            }
        }
        Ok(())
    }
}

/// A text that may be left out.
fn given<'t>(key: &str, raw: &'t str) -> Result<Option<Cow<'t, str>>, Unusable> {
    let value = Scan::new(raw).text(key)?;
    Ok(Some(value).filter(|value| !value.is_empty()))
}

fn id(raw: &str) -> Result<Option<&str>, Unusable> {
    match raw.as_bytes().first() {
        Some(b'n') => Ok(None),
        Some(b'"' | b'-' | b'0'..=b'9') => Ok(Some(raw)),
        _ => Err(Unusable::NotId { found: scan::found(raw) }),
    }
}
