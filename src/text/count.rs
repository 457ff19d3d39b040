//! Words that count what is listed behind or before them: 四公开, 7个栏目.

use super::fault::Fault;
use super::figure::{figure_at, figure_length};
use super::plain::Plain;
use super::{Doubt, begins};
use crate::amount::Amount;
use core::ops::Range;

/// Most characters between a counting word and its list.
const WIDEST_GAP: usize = 8;
/// Most characters of what a counting word counts.
const LONGEST_NOUN: usize = 4;
/// What joins names that are listed.
const JOINTS: &[&str] = &["、", ",", "以及", "和", "及", "与"];

/// Words whose number is not that of what they count.
pub(crate) fn counts(text: &Plain) -> Vec<Doubt> {
    let text = text.chars.as_slice();
    let mut doubts = Vec::new();
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let quoted = rest.first() == Some(&'"');
        let close = || rest.iter().skip(1).take(60).position(|c| *c == '"');
        let Some(length) = quoted.then(close).flatten() else {
            at = at.saturating_add(1);
            continue;
        };
        let inside = at.saturating_add(1)..at.saturating_add(length).saturating_add(1);
        let end = inside.end.saturating_add(1);
        let words = counting(text, inside);
        if words.is_empty() {
            let (behind, doubt) = named(text, at);
            doubts.extend(doubt);
            at = behind.max(end);
        } else {
            doubts.extend(listed(text, at, end, &words));
            at = end;
        }
    }
    doubts
}

/// A counting word: its place, its number, and where what it counts begins.
struct Counting {
    place: Range<usize>,
    number: u32,
    noun: usize,
}

/// The counting words in a pair of quotation marks; none when there is anything else in them.
fn counting(text: &[char], inside: Range<usize>) -> Vec<Counting> {
    let mut words = Vec::new();
    let mut start = inside.start;
    while start < inside.end {
        let rest = text.get(start..inside.end).unwrap_or_default();
        let length = rest.iter().position(|c| matches!(c, '、' | ',')).unwrap_or(rest.len());
        let end = start.saturating_add(length);
        let digits = figure_length(rest).min(length);
        let number: String = rest.iter().take(digits).collect();
        let noun = rest.get(digits..length).unwrap_or_default();
        let plain = noun.iter().all(|c| matches!(c, '\u{3400}'..='\u{9FFF}'));
        let fits = (1..=LONGEST_NOUN).contains(&noun.len()) && plain;
        let Some(number) = whole(&number).filter(|number| (2..100).contains(number) && fits) else {
            return Vec::new();
        };
        words.push(Counting { place: start..end, number, noun: start.saturating_add(digits) });
        start = end.saturating_add(1);
    }
    words
}

fn whole(text: &str) -> Option<u32> {
    let amount: Amount = super::figure::amount(text)?;
    u32::try_from(amount.units_at(0)?).ok()
}

/// Compares counting words with the list behind them, whose items begin with what they count:
/// "三统一、四公开"即:统一…,统一…,统一…;公开….
fn listed(text: &[char], start: usize, end: usize, words: &[Counting]) -> Vec<Doubt> {
    let Some(list) = list_behind(text, end) else { return Vec::new() };
    let inside = text.get(list.clone()).unwrap_or_default();
    let items: Vec<&[char]> = inside.split(|c| matches!(c, ',' | ';' | '、')).collect();
    let nouns: Vec<&[char]> =
        words.iter().filter_map(|word| text.get(word.noun..word.place.end)).collect();
    // A list of other things, or one that goes over into other statements, is none of theirs.
    let counted = |item: &&[char]| {
        nouns.iter().any(|noun| item.starts_with(noun))
            && !item.iter().any(|c| c.is_ascii_digit() || *c == '%')
    };
    if !items.iter().all(counted) {
        return Vec::new();
    }
    let wrong = words.iter().filter_map(|word| {
        let noun = text.get(word.noun..word.place.end)?;
        let count = items.iter().filter(|item| item.starts_with(noun)).count();
        let listed = u32::try_from(count).ok()?;
        // One alone is chance, and none is another list.
        let fault = Fault::Count {
            word: text.get(word.place.clone())?.iter().collect(),
            said: word.number,
            listed,
        };
        (listed > 1 && listed != word.number).then_some(Doubt { place: start..list.end, fault })
    });
    wrong.collect()
}

/// Where the list stands that a counting word leads to: in brackets, or to the sentence's end.
fn list_behind(text: &[char], end: usize) -> Option<Range<usize>> {
    let rest = text.get(end..)?;
    let comma = begins(rest, &[","]).filter(|_| begins(rest, &[",即", ",是指", ",指"]).is_some());
    let end = end.checked_add(comma.unwrap_or(0))?;
    let rest = text.get(end..)?;
    let near = rest.iter().take(WIDEST_GAP);
    let open = near.clone().position(|c| matches!(c, '(' | ':'));
    let said = begins(rest, &["即", "是指", "指"]);
    let stops = near.take_while(|c| !matches!(c, ',' | '。' | ';' | '"' | ')')).count();
    let (start, bracket) = match (open.filter(|open| *open <= stops), said) {
        (Some(open), _) => (open.saturating_add(1), rest.get(open) == Some(&'(')),
        (None, Some(length)) => (length, false),
        _ => return None,
    };
    let ends = |c: &char| *c == '。' || (bracket && *c == ')');
    let length = rest.iter().skip(start).position(ends)?;
    let start = end.checked_add(start)?;
    Some(start..start.checked_add(length)?)
}

/// Names in quotation marks with their number behind them: "a"、"b"和"c"等3个栏目. Gives where they
/// end, too.
fn named(text: &[char], start: usize) -> (usize, Option<Doubt>) {
    let mut at = start;
    let mut names = 0_u32;
    while text.get(at) == Some(&'"') {
        let rest = text.get(at.saturating_add(1)..).unwrap_or_default();
        let Some(length) = rest.iter().take(60).position(|c| *c == '"') else { break };
        names = names.saturating_add(1);
        at = at.saturating_add(length).saturating_add(2);
        let joint = text.get(at..).and_then(|rest| begins(rest, JOINTS)).unwrap_or(0);
        let next = at.saturating_add(joint);
        if text.get(next) != Some(&'"') {
            break;
        }
        at = next;
    }
    let among = text.get(at..).and_then(|rest| begins(rest, &["等"]));
    let place = at.saturating_add(among.unwrap_or(0));
    let figure =
        figure_at(text, place).filter(|figure| !matches!(figure.unit, "" | "%" | "批" | "批次"));
    let doubt = figure.and_then(|figure| {
        let said = u32::try_from(figure.amount?.units_at(0)?).ok()?;
        // 等 says that there may be more of them. Without it, what is counted must be named, and
        // be about as many; and names without quotation marks may stand before these.
        let noun = matches!(text.get(figure.end), Some('\u{3400}'..='\u{9FFF}'));
        let first =
            !matches!(start.checked_sub(1).and_then(|c| text.get(c)), Some('、' | ',' | '和'));
        let alike = noun && first && names.abs_diff(said) == 1;
        let wrong = if among.is_some() { names > said } else { alike };
        let counted = text.get(figure.place.start..)?.iter().take(WIDEST_GAP);
        let word: String = counted.take_while(|c| !matches!(c, ',' | '。' | ';' | '、')).collect();
        let fault = Fault::Count { word, said, listed: names };
        (wrong && names > 1 && said > 1).then_some(Doubt { place: start..figure.end, fault })
    });
    (at, doubt)
}

#[cfg(test)]
mod tests {
    use super::super::plain;
    use super::*;

    fn said(text: &str) -> Vec<String> {
        let doubts = counts(&plain(text)).into_iter().map(|doubt| match doubt.fault {
            Fault::Count { word, said, listed } => format!("{word}: {said}, {listed}"),
            other => format!("{other:?}"),
        });
        doubts.collect()
    }

    #[test]
    fn a_counting_word_is_compared_with_its_list() {
        let text = "做到“三统一、四公开”即:统一时间,统一程序,统一公布资格和结果;\
                    公开片区,公开时间,公开计划,公开办法,公开结果。";
        assert_eq!(said(text), ["四公开: 4, 5"]);
        assert_eq!(said(&text.replace("”即", "”，即")), ["四公开: 4, 5"]);
        assert_eq!(
            said("成熟应用“五微”宣传平台(微信、微报、微博、微视、微电影),开设专栏。"),
            [""; 0]
        );
        assert_eq!(
            said("成熟应用“五微”宣传平台(微信、微报、微博、微视),开设专栏。"),
            ["五微: 5, 4"]
        );
        assert_eq!(said("把“五公开”的要求，落实到公文、会议办理。全面推进“五公开”。"), [""; 0]);
        assert_eq!(said("落实“一网通办”：网上受理，网上办理，网上答复。"), [""; 0]);
    }

    #[test]
    fn names_are_counted_before_their_number() {
        let names = "设“目录”、“指南”、“制度”、“依申请公开”和“意见箱”";
        assert_eq!(said(&format!("{names}等5个二级栏目。")), [""; 0]);
        assert_eq!(said(&format!("{names}等7个二级栏目。")), [""; 0], "among others");
        assert_eq!(said(&format!("{names}等4个二级栏目。")), ["4个二级栏目: 4, 5"]);
        assert_eq!(said(&format!("{names}4个栏目，并设检索。")), ["4个栏目: 4, 5"]);
        for text in [
            "印发《“十四五”规划》和“公开”2个文件。",
            "设“目录”、“指南”等一批栏目。",
            "设政务公开、“目录”、“指南”3个栏目。",
            "办理“许可”、“确认”13项。",
            "压减“三公”经费(公务接待费、公务用车费、因公出国费)。",
            "落实“三公开”:公开时间,公开程序,公开结果,公开率达100%。",
        ] {
            assert_eq!(said(text), [""; 0], "{text}");
        }
    }
}
