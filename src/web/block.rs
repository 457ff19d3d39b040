//! A block of cells as a spreadsheet copies it: tabs between cells, line breaks between lines, and
//! quotes around a cell that holds either.

const BREAKS: [char; 3] = ['\t', '\n', '\r'];

/// The lines of a block and their cells, with no white space around them. A line break at the end
/// begins no further line.
pub(super) fn lines(text: &str) -> Vec<Vec<String>> {
    let (mut lines, mut line) = (Vec::new(), Vec::new());
    let mut rest = text;
    loop {
        let (cell, after) = quoted(rest).unwrap_or_else(|| {
            let end = rest.find(BREAKS).unwrap_or(rest.len());
            let (cell, after) = rest.split_at(end);
            (cell.to_owned(), after)
        });
        line.push(cell.trim().to_owned());
        if let Some(next) = after.strip_prefix('\t') {
            rest = next;
            continue;
        }
        lines.push(core::mem::take(&mut line));
        let after = after.strip_prefix('\r').unwrap_or(after);
        rest = after.strip_prefix('\n').unwrap_or(after);
        if rest.is_empty() {
            return lines;
        }
    }
}

/// A quoted cell and what comes after it. A quote that is not closed before the next cell is one
/// that the cell begins with.
fn quoted(text: &str) -> Option<(String, &str)> {
    let mut rest = text.strip_prefix('"')?;
    let mut cell = String::new();
    loop {
        let (part, after) = rest.split_once('"')?;
        cell.push_str(part);
        match after.strip_prefix('"') {
            Some(more) => {
                cell.push('"');
                rest = more;
            }
            None => {
                return (after.is_empty() || after.starts_with(BREAKS)).then_some((cell, after));
            }
        }
    }
}
