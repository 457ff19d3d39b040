//! Figures in sentences: patterns with holes, matched on normalised text.
//!
//! A pattern is a sentence's own words with `{holes}` where its figures stand and `…` where other
//! words of the same sentence may come between. It must begin with words, so that the right
//! sentence is found by its scope (全区共计…, not every …条). A sentence that is not there gives
//! nothing.

use crate::numeral;

/// Most characters that a `…` passes over.
const WIDEST_GAP: usize = 60;
/// Most `…` in a pattern: each multiplies the places to look at.
const MOST_GAPS: usize = 4;
/// Most pieces of a pattern: it is matched by recursion.
const MOST_PIECES: usize = 64;

/// A sentence with holes for figures.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Pattern {
    pieces: Vec<Piece>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
enum Piece {
    Words(Vec<char>),
    /// A figure, by its hole's number.
    Hole(usize),
    Gap,
}

impl Pattern {
    /// Reads a pattern. `holes` collects the names of holes in order of first appearance over all
    /// wordings of one mention. None when the pattern does not begin with words, has no hole, has
    /// two holes with nothing between them, or a brace that is not closed.
    pub(crate) fn read(text: &str, holes: &mut Vec<String>) -> Option<Pattern> {
        let mut pieces: Vec<Piece> = Vec::new();
        let mut rest = text;
        while !rest.is_empty() {
            let end = rest.find(['{', '…']).unwrap_or(rest.len());
            let (words, tail) = rest.split_at_checked(end)?;
            let words = normalise(words);
            if !words.is_empty() {
                pieces.push(Piece::Words(words));
            }
            rest = tail;
            if let Some(tail) = rest.strip_prefix('…') {
                pieces.push(Piece::Gap);
                rest = tail;
            } else if let Some(tail) = rest.strip_prefix('{') {
                let (name, tail) = tail.split_once('}')?;
                let known = holes.iter().position(|hole| hole == name.trim());
                let hole = known.unwrap_or(holes.len());
                if known.is_none() {
                    holes.push(name.trim().to_owned());
                }
                pieces.push(Piece::Hole(hole));
                rest = tail;
            }
        }
        let worded = matches!(pieces.first(), Some(Piece::Words(words)) if words.len() > 1);
        let holed = pieces.iter().any(|piece| matches!(piece, Piece::Hole(_)));
        let open = |piece: &Piece| !matches!(piece, Piece::Words(_));
        let apart = pieces.windows(2).all(|pair| !pair.iter().all(open));
        let gaps = pieces.iter().filter(|piece| **piece == Piece::Gap).count();
        let ends = pieces.last() != Some(&Piece::Gap);
        let short = gaps <= MOST_GAPS && pieces.len() <= MOST_PIECES;
        (worded && holed && apart && ends && short).then_some(Pattern { pieces })
    }

    /// The words before a hole, which name its figure.
    pub(crate) fn label(&self, hole: usize) -> String {
        let before = self.pieces.windows(2).find_map(|pair| match pair {
            [Piece::Words(words), Piece::Hole(found)] if *found == hole => Some(words),
            _ => None,
        });
        let mark = |c: char| matches!(c, ',' | ':' | '、' | '(' | '“');
        let label: String = before.into_iter().flatten().collect();
        label.trim_matches(mark).to_owned()
    }

    /// The figures of the first sentence that matches, as `(hole, text)`.
    pub(crate) fn find(&self, text: &[char]) -> Option<Vec<(usize, String)>> {
        (0..text.len()).find_map(|start| matched(&self.pieces, text.get(start..)?))
    }
}

/// Matches pieces at the beginning of a text.
fn matched(pieces: &[Piece], text: &[char]) -> Option<Vec<(usize, String)>> {
    let Some((piece, pieces)) = pieces.split_first() else { return Some(Vec::new()) };
    match piece {
        Piece::Words(words) => matched(pieces, text.strip_prefix(words.as_slice())?),
        Piece::Hole(hole) => {
            // The whole figure; or less of it where the words behind it begin with its end, as in
            // 3.5万元, which is 3.5 of 万元.
            let whole = |end: &usize| !inside_digits(text, *end);
            (1..=figure_length(text)).rev().filter(whole).find_map(|end| {
                let (figure, rest) = text.split_at_checked(end)?;
                // 170余件 is not exact, and 170 is not what it says.
                let worded = matches!(pieces.first(), Some(Piece::Words(_)));
                if !worded && matches!(rest.first(), Some('余' | '餘' | '多')) {
                    return None;
                }
                let mut figures = matched(pieces, rest)?;
                figures.insert(0, (*hole, figure.iter().collect()));
                Some(figures)
            })
        }
        Piece::Gap => {
            let ends = |c: &char| matches!(c, '。' | ';' | '!' | '?');
            let sentence = text.iter().take(WIDEST_GAP).take_while(|c| !ends(c)).count();
            (0..=sentence).find_map(|skipped| matched(pieces, text.get(skipped..)?))
        }
    }
}

/// How many characters at the beginning are a figure: digits, with points or commas between them,
/// and Chinese numerals.
fn figure_length(text: &[char]) -> usize {
    let numeral = |index: usize| text.get(index).copied().is_some_and(numeral::belongs);
    let mut length = 0;
    while is_digit(text, length) || numeral(length) || joins(text, length) {
        length = length.saturating_add(1);
    }
    length
}

fn is_digit(text: &[char], index: usize) -> bool {
    text.get(index).is_some_and(char::is_ascii_digit)
}

/// Whether a point or comma stands between digits.
fn joins(text: &[char], index: usize) -> bool {
    let before = index.checked_sub(1).is_some_and(|before| is_digit(text, before));
    before && matches!(text.get(index), Some(',' | '.')) && is_digit(text, index.saturating_add(1))
}

/// Whether a figure that ends here is torn apart: no one cuts 15 out of 1,532.
fn inside_digits(text: &[char], end: usize) -> bool {
    let before = end.saturating_sub(1);
    (is_digit(text, before) && (is_digit(text, end) || joins(text, end))) || joins(text, before)
}

/// A text without white space, full-width letters, digits and signs made plain.
pub(crate) fn normalise(text: &str) -> Vec<char> {
    let plain = |c: char| match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        c => c,
    };
    text.chars().filter(|c| !c.is_whitespace()).map(plain).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figures(pattern: &str, text: &str) -> Option<Vec<String>> {
        let pattern = Pattern::read(pattern, &mut Vec::new());
        let pattern = pattern.unwrap_or_else(|| unreachable!("a pattern"));
        let found = pattern.find(&normalise(text))?;
        Some(found.into_iter().map(|(_, figure)| figure).collect())
    }

    #[test]
    fn the_scope_words_choose_the_sentence() {
        let text = "区政府主动公开政府信息182条，全区共计主动公开政府信息１５３２条。";
        assert_eq!(figures("全区共计主动公开政府信息{a}条", text), Some(vec!["1532".into()]));
        assert_eq!(figures("历年累计公开{a}条", text), None);
        assert_eq!(figures("共计公开{a}条", "共计公开约1532条"), None);
        assert_eq!(figures("共计公开{a}条", "共 计 公开1,532 条"), Some(vec!["1,532".into()]));
    }

    #[test]
    fn a_figure_may_be_written_in_words() {
        let figure = |text| figures("新收申请{a}件", text).map(|figures| figures.join(" "));
        assert_eq!(figure("新收申请一百七十件"), Some("一百七十".into()));
        assert_eq!(figure("新收申请一件，"), Some("一".into()));
        assert_eq!(figure("新收申请1.2万件"), Some("1.2万".into()));
        assert_eq!(figure("新收申请18万余件"), None, "not exact");
        assert_eq!(figures("新收申请{a}", "新收申请170余件"), None, "not exact");
        assert_eq!(figure("新收申请十件。"), Some("十".into()));
        let fees = |text| figures("收费{a}万元", text).map(|figures| figures.join(" "));
        assert_eq!(fees("收费3.5万元"), Some("3.5".into()));
        assert_eq!(fees("收费二十万元"), Some("二十".into()));
        assert_eq!(figures("共计{a}2件", "共计152件"), None, "a figure is not torn apart");
    }

    #[test]
    fn a_gap_stays_in_its_sentence() {
        let pattern = "受理{a}件…当面{b}件";
        let one = "受理4件，其中网上2件，当面2件。";
        assert_eq!(figures(pattern, one), Some(vec!["4".into(), "2".into()]));
        assert_eq!(figures(pattern, "受理4件。当面2件。"), None);
    }

    #[test]
    fn a_pattern_that_could_match_anywhere_is_refused() {
        for text in ["", "没有空位", "{a}条", "共{a}条", "公开{a}{b}条", "公开{a", "公开{a}条…"]
        {
            assert_eq!(Pattern::read(text, &mut Vec::new()), None, "{text}");
        }
    }
}
