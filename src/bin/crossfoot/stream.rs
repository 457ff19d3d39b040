//! `--jsonl`: one report a line in, in the memory of one line, however many there are.

use crate::input;
use crate::phrases::Phrases;
use crossfoot::submission::MAX_BYTES;
use std::io::{self, BufRead, BufReader, Read};

/// What is done with the lines of an input.
pub(crate) trait Lines {
    /// Hands over what was answered so far.
    fn flush(&mut self) -> io::Result<()>;

    /// Takes a line.
    fn line(&mut self, number: u64, text: &str) -> io::Result<()>;

    /// Answers that a line cannot be used.
    fn bad_line(&mut self, number: u64, bad: BadLine) -> io::Result<()>;
}

/// Why a line cannot be used.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum BadLine {
    TooLong,
    NotUtf8,
}

impl BadLine {
    pub(crate) fn said(self, phrases: Phrases) -> String {
        match self {
            BadLine::TooLong => phrases.say("too-long", &[("most", &MAX_BYTES.to_string())]),
            BadLine::NotUtf8 => phrases.word("not-utf8"),
        }
    }
}

/// Takes every line of the input; empty lines are passed over.
pub(crate) fn lines(to: &mut impl Lines, input: &mut impl Read) -> io::Result<()> {
    let mut input = BufReader::new(input);
    let mut line = Vec::new();
    let mut number: u64 = 0;
    loop {
        // Nobody waits for an answer while we wait for the rest of a line.
        if !input.buffer().contains(&b'\n') {
            to.flush()?;
        }
        line.clear();
        let most = MAX_BYTES as u64 + 1;
        if input.by_ref().take(most).read_until(b'\n', &mut line)? == 0 {
            return Ok(());
        }
        number += 1;
        if line.last() != Some(&b'\n') && line.len() > MAX_BYTES {
            input.skip_until(b'\n')?;
            to.bad_line(number, BadLine::TooLong)?;
            continue;
        }
        match input::unmarked(&line) {
            None => to.bad_line(number, BadLine::NotUtf8)?,
            Some(text) if text.trim_ascii().is_empty() => {}
            // Without its end: a line that was cut off is told as that.
            Some(text) => to.line(number, text.trim_end_matches(['\r', '\n']))?,
        }
    }
}
