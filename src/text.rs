//! Running text: sentences whose figures are compared, lists and what they come to, words that
//! count what follows them, headings.
//!
//! Everything is looked for in a [`Plain`] text, which keeps the way back to what was written.

mod count;
mod fault;
mod figure;
mod heading;
mod list;
mod pattern;
mod plain;

use core::ops::Range;
pub use fault::Fault;
pub(crate) use figure::decimals;
pub(crate) use heading::{Heading, LONGEST, Ordinal, ordinal, which};
pub(crate) use pattern::{Pattern, Scope};
pub(crate) use plain::{Plain, plain, plain_chars};

/// A passage that says what cannot be so, by characters of the plain text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Doubt {
    pub(crate) place: Range<usize>,
    pub(crate) fault: Fault,
}

/// What is looked for in any text, whatever its sentences are.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Check {
    /// Lists, and what their parts come to.
    Lists(Manner),
    /// Shares beside the parts of lists.
    Shares,
    /// Words that count what is listed.
    Counts,
}

/// How lists are looked at.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Manner {
    /// From how many hundredths of its total on a list is asked about that does not reach it and
    /// does not say that it is complete; 0 for never.
    pub(crate) nearly: u32,
    /// Words of parts that one thing may be counted in twice, such as channels: their parts need
    /// not come to the total.
    pub(crate) overlapping: Vec<Vec<char>>,
}

/// Whether a text begins with a word.
fn starts_with(text: &[char], word: &str) -> bool {
    let mut text = text.iter();
    word.chars().all(|c| text.next() == Some(&c))
}

/// The length of the first of these words that a text begins with.
fn begins(text: &[char], words: &[&str]) -> Option<usize> {
    words.iter().find(|word| starts_with(text, word)).map(|word| word.chars().count())
}

impl Check {
    /// What is found, in the order of the text.
    pub(crate) fn run(&self, text: &Plain) -> Vec<Doubt> {
        match self {
            Check::Lists(manner) => list::lists(text, manner),
            Check::Shares => list::shares(text),
            Check::Counts => count::counts(text),
        }
    }
}
