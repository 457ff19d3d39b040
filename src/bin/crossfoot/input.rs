//! Reading files and standard input.

use crate::phrases::Phrases;
use std::fs;
use std::io::{self, Read};
use std::path::Path;

/// Whether a path means standard input.
pub(crate) fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// What people call an input.
pub(crate) fn name(path: &Path, phrases: Phrases) -> String {
    if is_stdin(path) { phrases.word("stdin") } else { path.display().to_string() }
}

/// The text of a file or of standard input, or why there is none.
pub(crate) fn text(path: &Path, phrases: Phrases) -> Result<String, String> {
    let mut bytes = Vec::new();
    let read = if is_stdin(path) {
        io::stdin().lock().read_to_end(&mut bytes).map(|_| ())
    } else {
        fs::read(path).map(|read| bytes = read)
    };
    read.map_err(|error| error.to_string())?;
    unmarked(&bytes).map(str::to_owned).ok_or_else(|| phrases.word("not-utf8"))
}

/// A text without the mark some editors put before UTF-8; browsers drop it too.
pub(crate) fn unmarked(bytes: &[u8]) -> Option<&str> {
    let text = core::str::from_utf8(bytes).ok()?;
    Some(text.strip_prefix('\u{feff}').unwrap_or(text))
}
