//! A report's lines, and the cells each of them is parted into.

use crate::glyph::is_space;
use crate::text::{Plain, plain};

/// One line of a report, or one row of a sheet.
pub(super) struct Line<'t> {
    /// Counted from 1.
    pub(super) number: usize,
    /// Its text; in a sheet, that of its only cell, or of the first that has one.
    pub(super) text: &'t str,
    pub(super) plain: Plain,
    /// Its cells; one for a line that nothing parts.
    pub(super) cells: Vec<&'t str>,
    /// Whether something parts it, if only at its end.
    pub(super) parted: bool,
}

/// What parts the cells of a line.
const BARS: [char; 8] = ['\t', '|', '｜', '│', '┃', '║', '¦', '∣'];

/// The lines of a text that have something in them.
pub(super) fn of_text(text: &str) -> Vec<Line<'_>> {
    let lines = text.split(['\n', '\u{2028}', '\u{0B}', '\u{0C}']).enumerate();
    let lines = lines.flat_map(|(index, line)| {
        // A bare carriage return parts lines too; before a line feed it leaves nothing behind.
        line.split('\r').map(move |line| (index.saturating_add(1), line))
    });
    let filled = lines.filter_map(|(number, text)| {
        let (cells, parted) = parted(text);
        let line = Line { number, text, plain: plain(text), cells, parted };
        (parted || !is_blank(text)).then_some(line)
    });
    filled.collect()
}

/// The rows of a sheet that have something in them. A row with one filled cell is a text, whose own
/// lines count.
pub(super) fn of_grid<'t>(rows: &[Vec<&'t str>]) -> Vec<Line<'t>> {
    let mut lines = Vec::new();
    let width = rows.iter().map(Vec::len).max().unwrap_or(0);
    for (index, row) in rows.iter().enumerate() {
        let number = index.saturating_add(1);
        let filled: Vec<&str> = row.iter().copied().filter(|cell| !is_blank(cell)).collect();
        match filled.as_slice() {
            [] => {}
            [only] if row.len() == 1 || only.contains('\n') || !starts_figure(only) => {
                for text in only.split(['\n', '\r']).filter(|text| !is_blank(text)) {
                    lines.push(Line {
                        number,
                        text,
                        plain: plain(text),
                        cells: vec![text],
                        parted: false,
                    });
                }
            }
            [first, ..] => lines.push(Line {
                number,
                text: first,
                plain: plain(&filled.join("\t")),
                // Blanks at the end of a row are often left out.
                cells: row.iter().copied().chain(core::iter::repeat("")).take(width).collect(),
                parted: true,
            }),
        }
    }
    lines
}

pub(super) fn is_blank(text: &str) -> bool {
    text.chars().all(|c| is_space(c) || c.is_control())
}

/// The cells of a line, and whether something parts them.
fn parted(line: &str) -> (Vec<&str>, bool) {
    if line.contains(BARS) {
        let mut cells: Vec<&str> = line.split(BARS).collect();
        // A bar at either end frames the row and begins no cell; a tab does.
        let framed = |c: Option<char>| c.is_some_and(|c| c != '\t' && BARS.contains(&c));
        let bare = line.trim_matches(' ');
        if framed(bare.chars().next_back()) {
            cells.pop();
        }
        // A single bar is at the end.
        if framed(bare.chars().next()) && bare.chars().nth(1).is_some() {
            cells.remove(0);
        }
        // The rule under a table's head.
        let rule =
            |cell: &&str| cell.contains('-') && cell.trim().trim_matches(['-', ':']).is_empty();
        if !cells.is_empty() && cells.iter().all(rule) {
            return (Vec::new(), true);
        }
        return (cells, true);
    }
    (spaced(line).unwrap_or_else(|| vec![line]), false)
}

/// A label and the figures behind it, parted by spaces only: the figures end the line.
fn spaced(line: &str) -> Option<Vec<&str>> {
    let words: Vec<&str> = line.split(is_space).filter(|word| !word.is_empty()).collect();
    let figures = words.iter().rev().take_while(|word| kind(word) == Kind::Figure).count();
    let labels = words.len().checked_sub(figures).filter(|labels| *labels > 0 && figures > 0)?;
    let last = *words.get(labels.checked_sub(1)?)?;
    // Where the label ends in the line: the words are slices of it.
    let end = (last.as_ptr() as usize).checked_sub(line.as_ptr() as usize)?;
    let label = line.get(..end.checked_add(last.len())?)?;
    let mut cells = vec![label];
    cells.extend(words.into_iter().skip(labels));
    Some(cells)
}

/// What stands in a cell of a line.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    Blank,
    /// A figure, or a sign that people put in its place.
    Figure,
    Label,
}

pub(super) fn kind(cell: &str) -> Kind {
    let cell = cell.trim_matches(|c: char| is_space(c) || c.is_control());
    if cell.is_empty() {
        return Kind::Blank;
    }
    if matches!(cell, "-" | "—" | "——" | "－" | "–" | "/" | "／" | "\\") || starts_figure(cell)
    {
        return Kind::Figure;
    }
    Kind::Label
}

/// Whether a text is a figure, with at most its unit or a remark in brackets behind it.
fn starts_figure(text: &str) -> bool {
    let plain = plain(text).chars;
    let sign = plain.iter().take_while(|c| matches!(c, '+' | '-' | '−')).count();
    let digit = |c: &&char| c.is_ascii_digit() || matches!(c, ',' | '.' | '\'');
    let digits = plain.iter().skip(sign).take_while(digit).count();
    let begins = plain.get(sign).is_some_and(char::is_ascii_digit) && sign <= 1;
    let rest: String = plain.iter().skip(sign.saturating_add(digits)).collect();
    let ends = plain.get(sign.saturating_add(digits).saturating_sub(1));
    let whole = ends.is_some_and(char::is_ascii_digit);
    begins && whole && (rest.is_empty() || rest.starts_with('(') || is_unit(&rest))
}

/// Whether a text is what figures are counted in.
pub(super) fn is_unit(text: &str) -> bool {
    const UNITS: &[&str] = &[
        "条", "件", "宗", "份", "个", "次", "人次", "篇", "项", "人", "元", "万元", "%", "万", "亿",
    ];
    UNITS.contains(&text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(line: &str) -> Vec<String> {
        parted(line).0.into_iter().map(|cell| cell.trim().to_owned()).collect()
    }

    #[test]
    fn a_line_is_parted_by_bars_tabs_or_the_figures_at_its_end() {
        assert_eq!(cells("| 规章 | 0 | | 3 |"), ["规章", "0", "", "3"]);
        assert_eq!(cells("规章\t0\t\t"), ["规章", "0", "", ""]);
        assert_eq!(cells("1532 |"), ["1532"]);
        assert_eq!(cells(" |"), [""]);
        assert_eq!(cells("| --- | :--: |"), [""; 0]);
        assert_eq!(cells("行政 规范性文件  0 1,472 3"), ["行政 规范性文件", "0", "1,472", "3"]);
        assert_eq!(cells("2017 年度"), ["2017 年度"]);
        assert_eq!(cells("截至 2017年底，共 5 件。"), ["截至 2017年底，共 5 件。"]);
    }

    #[test]
    fn a_figure_is_told_from_a_label() {
        for figure in ["0", "１,472", "+1036", "59237.2449", "22（其中修订16件）", "251000元", "—"]
        {
            assert_eq!(kind(figure), Kind::Figure, "{figure}");
        }
        for label in ["1、政府网站", "2.其他", "2017年度", "（一）", "规章", "3.", "无", "12月底"]
        {
            assert_eq!(kind(label), Kind::Label, "{label}");
        }
        assert_eq!(kind(" \u{3000}\t"), Kind::Blank);
    }
}
