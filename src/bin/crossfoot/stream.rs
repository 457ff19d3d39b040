//! `--jsonl`: one report a line in, one answer a line out, in the same order. It
//! needs the memory of one line, however many there are.

use crate::input;
use crate::reports::{Judge, Reports, Which};
use std::io::{self, BufRead, BufReader, Read};

/// Longest line read, in bytes: as long as the longest definition.
const MAX_LINE: usize = crossfoot::definition::MAX_BYTES;

/// Has every line of the input judged; empty lines are passed over.
pub(crate) fn lines<J: Judge>(
    reports: &mut Reports<'_, J>,
    input: &mut impl Read,
) -> io::Result<()> {
    let mut input = BufReader::new(input);
    let mut line = Vec::new();
    let mut number: u64 = 0;
    loop {
        // Nobody waits for an answer while we wait for the rest of a line.
        if !input.buffer().contains(&b'\n') {
            reports.door.flush()?;
        }
        line.clear();
        let most = MAX_LINE as u64 + 1;
        if input.by_ref().take(most).read_until(b'\n', &mut line)? == 0 {
            return Ok(());
        }
        number += 1;
        let which = Which::Line(number);
        if line.last() != Some(&b'\n') && line.len() > MAX_LINE {
            input.skip_until(b'\n')?;
            let most = MAX_LINE.to_string();
            let why = reports.door.phrases.say("too-long", &[("most", &most)]);
            reports.refuse(which, None, &why)?;
            continue;
        }
        match input::unmarked(&line) {
            None => {
                let why = reports.door.phrases.word("not-utf8");
                reports.refuse(which, None, &why)?;
            }
            Some(text) if text.trim_ascii().is_empty() => {}
            Some(text) => reports.report(which, text)?,
        }
    }
}
