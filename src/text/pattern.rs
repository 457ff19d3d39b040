//! Sentences with holes for their figures.
//!
//! A pattern is a sentence's own words with `{holes}` where its figures stand, `[one|another]` where
//! wordings differ, `…` where other words of the same sentence may come between, and `……` where
//! other sentences may. It must begin with words, so that the right sentence is found by its scope
//! (全区共计…, not every …条). A sentence that is not there gives nothing.

use super::figure::{figure_length, inside_digits, is_inexact_after};
use super::plain::{Plain, plain_chars, push_plain};
use core::ops::Range;

/// Most characters that a `…` passes over, and a `……`.
const WIDEST_GAP: usize = 120;
const WIDEST_LEAP: usize = 1200;
/// Most `…` in a pattern: each multiplies the places to look at.
const MOST_GAPS: usize = 4;
/// Most pieces of a pattern: it is matched by recursion.
const MOST_PIECES: usize = 64;
/// Fewest characters of words in a pattern that begins with a single one.
const FEWEST_WORDS: usize = 4;

/// A sentence with holes for figures.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Pattern {
    pieces: Vec<Piece>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
enum Piece {
    Words(Vec<char>),
    /// One of these; an empty one says that there may be none.
    Either(Vec<Vec<char>>),
    /// A figure, by its hole's number.
    Hole(usize),
    /// Other words of the same sentence.
    Gap,
    /// Other words and sentences.
    Leap,
}

/// A sentence that was found, by characters of the plain text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Found {
    pub(crate) sentence: Range<usize>,
    /// Each figure, by its hole's number.
    pub(crate) figures: Vec<(usize, Range<usize>)>,
}

/// The words that say whom or which time a sentence is about.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Scope {
    right: Vec<char>,
    wrong: Vec<char>,
}

/// What stands behind each word of a scope, and in no text as it is compared. A form has thousands
/// of these words: a list of them is one piece of memory.
const WORD_END: char = '\n';

impl Scope {
    /// Of words that make a sentence the right one, and words that make it another.
    pub(crate) fn new(right: &[String], wrong: &[String]) -> Scope {
        let words = |words: &[String]| {
            let mut chars = Vec::new();
            for word in words {
                push_plain(&mut chars, word);
                chars.push(WORD_END);
            }
            chars.shrink_to_fit();
            chars
        };
        Scope { right: words(right), wrong: words(wrong) }
    }

    /// Whether the sentence up to a place is about the right thing: the last of these words in it
    /// decides, and a sentence without any of them is.
    fn admits(&self, text: &[char], place: usize) -> bool {
        if self.wrong.is_empty() {
            return true;
        }
        let before = text.get(..place).unwrap_or_default();
        let start = before.iter().rposition(|c| ends_sentence(*c)).map_or(0, |end| end + 1);
        let sentence = before.get(start..).unwrap_or_default();
        let last = |words: &[char]| {
            let words = words.split(|c| *c == WORD_END).filter(|word| !word.is_empty());
            let ends = words.filter_map(|word| {
                let found = sentence.windows(word.len()).rposition(|part| part == word);
                Some(found?.saturating_add(word.len()))
            });
            ends.max()
        };
        match (last(&self.wrong), last(&self.right)) {
            (None, _) => true,
            (Some(wrong), right) => right.is_some_and(|right| right >= wrong),
        }
    }
}

/// Whether a sentence ends with this.
pub(super) fn ends_sentence(c: char) -> bool {
    matches!(c, '。' | ';' | '!' | '?')
}

impl Pattern {
    /// Reads a pattern. `holes` collects the names of holes in order of first appearance over all
    /// wordings of one mention. None when the pattern does not begin with words, has two holes with
    /// nothing certain between them, or a brace or bracket that is not closed.
    pub(crate) fn read(text: &str, holes: &mut Vec<String>) -> Option<Pattern> {
        let mut pieces: Vec<Piece> = Vec::new();
        let mut rest = text;
        while !rest.is_empty() {
            let end = rest.find(['{', '…', '[']).unwrap_or(rest.len());
            let (words, tail) = rest.split_at_checked(end)?;
            let words = plain_chars(words);
            if !words.is_empty() {
                pieces.push(Piece::Words(words));
            }
            rest = tail;
            if let Some(tail) = rest.strip_prefix("……") {
                pieces.push(Piece::Leap);
                rest = tail;
            } else if let Some(tail) = rest.strip_prefix('…') {
                pieces.push(Piece::Gap);
                rest = tail;
            } else if let Some(tail) = rest.strip_prefix('[') {
                let (either, tail) = tail.split_once(']')?;
                let either: Vec<_> = either.split('|').map(plain_chars).collect();
                if either.len() < 2 {
                    return None;
                }
                pieces.push(Piece::Either(either));
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
        let worded = match pieces.first()? {
            Piece::Words(words) => words.len() > 1 || fewest(&pieces) >= FEWEST_WORDS,
            Piece::Either(either) => {
                let shortest = either.iter().map(Vec::len).min().unwrap_or(0);
                shortest > 1 || (shortest == 1 && fewest(&pieces) >= FEWEST_WORDS)
            }
            _ => false,
        };
        let open = |piece: &Piece| matches!(piece, Piece::Hole(_) | Piece::Gap | Piece::Leap);
        // What may be empty keeps nothing apart.
        let certain: Vec<&Piece> = pieces.iter().filter(|piece| least(piece) != Some(0)).collect();
        let apart = certain.windows(2).all(|pair| !pair.iter().all(|piece| open(piece)));
        let gap = |piece: &&Piece| matches!(piece, Piece::Gap | Piece::Leap);
        let gaps = pieces.iter().filter(gap).count();
        let ends = pieces.last().is_some_and(|last| !gap(&last));
        let short = gaps <= MOST_GAPS && pieces.len() <= MOST_PIECES;
        (worded && apart && ends && short).then_some(Pattern { pieces })
    }

    /// The words before a hole, which name its figure.
    pub(crate) fn label(&self, hole: usize) -> String {
        let at = self.pieces.iter().position(|piece| *piece == Piece::Hole(hole));
        let before = self.pieces.get(..at.unwrap_or(0)).unwrap_or_default();
        let open = |piece: &Piece| least(piece).is_none();
        let start = before.iter().rposition(open).map_or(0, |open| open.saturating_add(1));
        let label = spoken(before.iter().skip(start));
        let mark = |c: char| matches!(c, ',' | ':' | '、' | '(' | ')' | '。' | ';');
        let label = label.trim_matches(mark);
        // What stands before a mark is about the figure before.
        let own = label.rsplit_once(mark).map_or(label, |(_, own)| own);
        if own.chars().count() > 1 { own.to_owned() } else { label.to_owned() }
    }

    /// The words it begins with, which name the sentence.
    pub(crate) fn beginning(&self) -> String {
        let words = self.pieces.iter().take_while(|piece| least(piece).is_some());
        spoken(words)
    }

    /// The first sentence that matches and is in scope.
    pub(crate) fn find(&self, text: &Plain, scope: &Scope) -> Option<Found> {
        let text = text.chars.as_slice();
        let begins = |c: char| match self.pieces.first() {
            Some(Piece::Words(words)) => words.first() == Some(&c),
            _ => true,
        };
        let starts = text.iter().enumerate().filter(|(_, c)| begins(**c));
        starts.map(|(start, _)| start).find_map(|start| {
            let (end, figures) = matched(&self.pieces, text, start)?;
            let place = figures.first().map_or(start, |(_, figure)| figure.start);
            scope.admits(text, place).then_some(Found { sentence: start..end, figures })
        })
    }
}

/// Pieces as they are named: what may be left out is left out.
fn spoken<'p>(pieces: impl Iterator<Item = &'p Piece>) -> String {
    let words = pieces.filter_map(|piece| match piece {
        Piece::Words(words) => Some(words),
        Piece::Either(either) if least(piece) != Some(0) => either.first(),
        _ => None,
    });
    words.flatten().filter(|c| **c != '"').collect()
}

/// The fewest characters that words of a piece take; none for what is no words.
fn least(piece: &Piece) -> Option<usize> {
    match piece {
        Piece::Words(words) => Some(words.len()),
        Piece::Either(either) => either.iter().map(Vec::len).min(),
        _ => None,
    }
}

fn fewest(pieces: &[Piece]) -> usize {
    pieces.iter().filter_map(least).sum()
}

/// Where a match ends, and its figures.
type Matched = (usize, Vec<(usize, Range<usize>)>);

/// Matches pieces from a place of a text on.
fn matched(pieces: &[Piece], text: &[char], at: usize) -> Option<Matched> {
    let Some((piece, pieces)) = pieces.split_first() else { return Some((at, Vec::new())) };
    let rest = text.get(at..)?;
    match piece {
        Piece::Words(words) => {
            rest.strip_prefix(words.as_slice())?;
            matched(pieces, text, at.checked_add(words.len())?)
        }
        Piece::Either(either) => {
            let fits = |words: &&Vec<char>| rest.starts_with(words);
            let ends = either.iter().filter(fits).filter_map(|words| at.checked_add(words.len()));
            ends.into_iter().find_map(|end| matched(pieces, text, end))
        }
        Piece::Hole(hole) => {
            // The whole figure; or less of it where the words behind it begin with its end, as in
            // 3.5万元, which is 3.5 of 万元.
            let whole = |length: &usize| !inside_digits(rest, *length);
            (1..=figure_length(rest)).rev().filter(whole).find_map(|length| {
                let end = at.checked_add(length)?;
                // 170余件 is not exact, and 170 is not what it says.
                let worded = matches!(pieces.first(), Some(Piece::Words(_)));
                if !worded && is_inexact_after(text.get(end).copied()) {
                    return None;
                }
                let (behind, mut figures) = matched(pieces, text, end)?;
                figures.insert(0, (*hole, at..end));
                Some((behind, figures))
            })
        }
        Piece::Gap => {
            let sentence = rest.iter().take(WIDEST_GAP).take_while(|c| !ends_sentence(**c)).count();
            (at..=at.checked_add(sentence)?).find_map(|next| matched(pieces, text, next))
        }
        Piece::Leap => {
            let end = at.checked_add(rest.len().min(WIDEST_LEAP))?;
            (at..=end).find_map(|next| matched(pieces, text, next))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::plain;

    fn figures(pattern: &str, text: &str) -> Option<Vec<String>> {
        let pattern = Pattern::read(pattern, &mut Vec::new());
        let pattern = pattern.unwrap_or_else(|| unreachable!("a pattern"));
        let text = plain(text);
        let found = pattern.find(&text, &Scope::default())?;
        let figure =
            |range: Range<usize>| text.chars.get(range).unwrap_or_default().iter().collect();
        Some(found.figures.into_iter().map(|(_, range)| figure(range)).collect())
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
        for text in [
            "",
            "{a}条",
            "共{a}条",
            "公开{a}{b}条",
            "公开{a}[件|]{b}条",
            "公开{a",
            "公开{a}条…",
            "[公开|]{a}条",
            "公开[{a}条",
            "公开[了]{a}条",
        ] {
            assert_eq!(Pattern::read(text, &mut Vec::new()), None, "{text}");
        }
    }

    #[test]
    fn wordings_may_differ_inside_a_sentence() {
        let pattern = "[收到|受理][政府信息公开|]申请[共|共计|]{a}件";
        for text in ["全年收到申请4件", "共受理政府信息公开申请共计4件", "收到申请共４件"]
        {
            assert_eq!(figures(pattern, text), Some(vec!["4".into()]), "{text}");
        }
        assert_eq!(figures(pattern, "收到来信申请4件"), None);
    }

    #[test]
    fn a_leap_goes_over_sentences() {
        let pattern = "。{a}个街道……及{b}个街道";
        let text = "182条。8个街道410条。区政府及7个街道592条。";
        assert_eq!(figures(pattern, text), Some(vec!["8".into(), "7".into()]));
    }

    #[test]
    fn the_last_word_of_scope_decides() {
        let words =
            |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
        let scope = Scope::new(&words(&["全年"]), &words(&["上半年", "备案"]));
        let pattern = Pattern::read("申请{a}件", &mut Vec::new());
        let pattern = pattern.unwrap_or_else(|| unreachable!("a pattern"));
        let found = |text| {
            let text = plain(text);
            let (_, figure) = pattern.find(&text, &scope)?.figures.pop()?;
            Some(text.chars.get(figure)?.iter().collect::<String>())
        };
        assert_eq!(found("上半年收到申请80件,全年收到申请170件"), Some("170".into()));
        assert_eq!(found("备案的申请134件,另有申请57件。收到申请9件"), Some("9".into()));
        assert_eq!(found("收到申请4件"), Some("4".into()));
        assert_eq!(found("上半年收到申请80件"), None);
        let silent = Pattern::read("未收到申请[。|,]", &mut Vec::new());
        let stands = |text| silent.as_ref().and_then(|p| p.find(&plain(text), &scope)).is_some();
        assert!(stands("全年未收到申请。") && !stands("上半年未收到申请。"));
    }
}
