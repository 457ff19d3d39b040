//! Checks statistical report forms while a person types: every total, every 其中, every running
//! total against last year's report, in exact figures and in plain words.
//!
//! The rules are data. A form's author writes a *definition* (JSON); it is compiled once into a
//! [`Form`]; a [`Session`] holds one report being filled in and says after each entry what no
//! longer adds up. The same crate runs in the page (as WebAssembly) and on the server.
//!
//! ```
//! use crossfoot::{Catalogue, Form, Session, Wording};
//!
//! let form = Form::compile(r#"{
//!     "crossfoot": 1, "id": "applications", "version": "1",
//!     "tables": [{
//!         "id": "t", "columns": [{"id": "year", "label": "2017"}],
//!         "rows": [{"id": "received", "label": "received", "parts": "sum", "rows": [
//!             {"id": "in_person", "label": "in person"},
//!             {"id": "online", "label": "online"}
//!         ]}]
//!     }]
//! }"#)?;
//! let mut session = Session::new(&form);
//! session.enter_all([("t.received.year", "4"), ("t.in_person.year", "2"), ("t.online.year", "2")])?;
//! assert!(session.findings().is_empty());
//!
//! let changes = session.enter("t.in_person.year", "3")?;
//! assert_eq!(changes.raised.len(), 1);
//! let (catalogue, findings) = (Catalogue::new("en"), session.findings());
//! let wording = Wording { catalogue: &catalogue, form: &form, period: "" };
//! assert_eq!(
//!     wording.finding(&findings[0]),
//!     "2017: received 4 is not in person 3 + online 2 = 5; difference 1",
//! );
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # The map of the house
//!
//! Data goes one way, and every room may use only what is listed for it (`tests/tidy.rs` holds
//! the same table):
//!
//! | room | duty |
//! |---|---|
//! | [`amount`] | exact decimals |
//! | [`address`] | typed numbers of cells and rules |
//! | `digest` | SHA-256 of texts |
//! | [`ratio`] | exact fractions |
//! | [`date`] | days of the calendar |
//! | `glyph` | what single characters mean in figures |
//! | `sorted` | lists, sets and maps in order |
//! | `numeral` | Chinese numerals |
//! | [`words`] | text by language |
//! | `json` | JSON text as a tree that keeps what strict decoding needs |
//! | [`problem`] | what is wrong with a definition, as data |
//! | [`entry`] | text a person typed → figure, or a reason why not |
//! | `text` | running text: sentences with figures, lists, counting words, headings |
//! | [`rules`] | one rule and its verdict: a pure function of the operands |
//! | `solver` | what a set of rules means before any figure is known (feature `analysis`) |
//! | `formula` | a rule's text → syntax tree |
//! | [`definition`] | the author's JSON → Rust types, strictly |
//! | [`form`] | the compiled form: cells, rules, who reads whom |
//! | `compile` | definition → form, or every problem |
//! | [`finding`] | a check that does not hold, as data |
//! | [`locate`] | which figures are wrong, and what they should be |
//! | [`session`] | entries and verdicts, kept up to date entry by entry |
//! | [`submission`] | one report's JSON → who sent it, for which form, which figures |
//! | [`roster`] | who must report |
//! | [`signoff`] | a report as it is sent: findings, written reasons, digest; and the check repeated |
//! | [`rollup`] | many units' reports added up, and which unit is off |
//! | [`report`] | a whole report, pasted or from a sheet → figures and parts of the text |
//! | [`message`] | findings and problems → sentences |
//! | `analysis` | what a form's rules mean together (feature `analysis`) |
//! | `wire` | findings and rules as plain objects, for JavaScript and for JSON |
//! | `web` | the only room with a browser in it (wasm32 only) |
//!
//! # Invariants
//!
//! - A [`Form`] never changes after compilation; sessions share it.
//! - Checking never fails and never panics: an entry that cannot be read makes a verdict
//!   undecided, not an error.
//! - Incremental equals full: after any series of entries a session stands as a fresh one given
//!   the same entries.
//! - A blank is not a zero unless the definition says so.
//! - No floating point, clock, randomness, input, output or logging anywhere but in `web`.
//! - Output is in the definition's order; no hash order reaches the outside.

pub mod address;
pub mod amount;
#[cfg(feature = "analysis")]
pub mod analysis;
mod compile;
pub mod date;
pub mod definition;
mod digest;
pub mod entry;
pub mod finding;
pub mod form;
mod formula;
mod glyph;
mod json;
pub mod locate;
pub mod message;
mod numeral;
pub mod problem;
pub mod ratio;
pub mod report;
pub mod rollup;
pub mod roster;
pub mod rules;
pub mod session;
pub mod signoff;
#[cfg(feature = "analysis")]
pub mod solver;
mod sorted;
pub mod submission;
mod text;
#[cfg(target_arch = "wasm32")]
pub mod web;
#[cfg(any(target_arch = "wasm32", feature = "cli"))]
pub mod wire;
pub mod words;

pub use amount::Amount;
pub use entry::Entry;
pub use finding::Finding;
pub use form::Form;
pub use locate::{Implied, Suspect, Suspects};
pub use message::{Catalogue, Wording};
pub use problem::{Problem, Problems};
pub use rules::{Severity, Verdict};
pub use session::{Changes, PriorTaken, Progress, Session};

impl Form {
    /// Compiles a definition text.
    ///
    /// # Errors
    ///
    /// All that is wrong with the definition, not the first of it.
    pub fn compile(text: &str) -> Result<Form, Problems> {
        compile::compile(text)
    }
}
