//! A text as it is compared: without white space, in plain signs, in simplified characters, and
//! with the place of each character in what was written.

use crate::glyph::is_space;
use core::ops::Range;

/// The characters of Unicode's `kSimplifiedVariant` (Unihan database, version 15) that Big5 has
/// and whose simplified form GB 2312 has: each followed by that form, in Unicode's order, three
/// bytes a character.
const TRADITIONAL: &[u8] = include_bytes!("traditional.txt");
/// Bytes of one character of [`TRADITIONAL`].
const WIDTH: usize = 3;
/// Most letters of a pronunciation in brackets, as some converters leave behind: 務(wù).
const LONGEST_PINYIN: usize = 7;

/// A text as it is compared.
#[derive(Clone, Debug, Default)]
pub(crate) struct Plain {
    pub(crate) chars: Vec<char>,
    /// Where each character begins and ends in the text, in bytes.
    places: Vec<(u32, u32)>,
}

impl Plain {
    /// Where characters stand in the text, in bytes.
    pub(crate) fn written(&self, chars: Range<usize>) -> Range<usize> {
        let start = self.places.get(chars.start).map_or(0, |place| place.0);
        let last = chars.end.checked_sub(1).filter(|last| *last >= chars.start);
        let end = last.and_then(|last| self.places.get(last)).map_or(start, |place| place.1);
        start as usize..end as usize
    }
}

/// Reads a text for comparing. White space, control characters and pronunciations in brackets are
/// left out; full-width letters, digits and signs become plain ones, quotation marks of all kinds
/// one, traditional characters simplified ones.
pub(crate) fn plain(text: &str) -> Plain {
    let mut read = Plain::default();
    let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    each(text, &mut |c, written| {
        read.chars.push(c);
        read.places.push((place(written.start), place(written.end)));
    });
    read
}

/// The characters of a text as it is compared, without the way back.
pub(crate) fn plain_chars(text: &str) -> Vec<char> {
    let mut chars = Vec::with_capacity(text.len().div_ceil(WIDTH));
    push_plain(&mut chars, text);
    chars
}

/// The same behind other characters.
pub(crate) fn push_plain(chars: &mut Vec<char>, text: &str) {
    each(text, &mut |c, _| chars.push(c));
}

/// Calls with each character as it is compared, and where it stands in the text, in bytes.
fn each(text: &str, with: &mut dyn FnMut(char, Range<usize>)) {
    let mut chars = text.char_indices().peekable();
    let mut after_han = false;
    while let Some((start, c)) = chars.next() {
        if is_space(c) || c.is_control() {
            continue;
        }
        let end = start.saturating_add(c.len_utf8());
        if after_han && matches!(c, '(' | '（') {
            let rest = text.get(end..).unwrap_or_default();
            if let Some(length) = pronunciation(rest) {
                let behind = end.saturating_add(length);
                while chars.next_if(|(at, _)| *at < behind).is_some() {}
                continue;
            }
        }
        let c = plain_char(c);
        after_han = is_han(c);
        with(c, start..end);
    }
}

/// The bytes of a pronunciation and the bracket behind it; none when something else is in the
/// brackets.
fn pronunciation(rest: &str) -> Option<usize> {
    let latin = |c: char| c.is_lowercase() && u32::from(c) < 0x1F00;
    let letters = rest.chars().take_while(|c| latin(*c));
    let (count, bytes) =
        letters.take(LONGEST_PINYIN + 1).fold((0, 0), |(n, b), c| (n + 1, b + c.len_utf8()));
    let bracket = rest.get(bytes..)?.chars().next().filter(|c| matches!(c, ')' | '）'))?;
    (1..=LONGEST_PINYIN).contains(&count).then_some(bytes + bracket.len_utf8())
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9FFF}')
}

fn plain_char(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        '“' | '”' | '„' | '«' | '»' | '「' | '」' | '『' | '』' => '"',
        '﹒' | '﹐' => ',',
        '﹔' => ';',
        '﹕' | '∶' | '︰' => ':',
        c if is_han(c) => simplified(c),
        c => c,
    }
}

/// The simplified form of a traditional character; any other character as it is.
pub(crate) fn simplified(c: char) -> char {
    // Numbers are compared sooner than bytes, and every Chinese character of a definition is sought.
    let mut bytes = [0; 4];
    c.encode_utf8(&mut bytes);
    let [first, second, third, _] = bytes;
    let sought = u32::from_be_bytes([0, first, second, third]);
    let (records, _) = TRADITIONAL.as_chunks::<{ 2 * WIDTH }>();
    let found =
        records.binary_search_by_key(&sought, |[a, b, c, ..]| u32::from_be_bytes([0, *a, *b, *c]));
    let form = found.ok().and_then(|index| records.get(index)?.get(WIDTH..));
    let form = form.and_then(|form| core::str::from_utf8(form).ok()?.chars().next());
    form.unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        plain(text).chars.into_iter().collect()
    }

    #[test]
    fn what_converters_and_copying_leave_behind_is_passed_over() {
        assert_eq!(read("主動(dòng)公開政府信息１５３２條，"), "主动公开政府信息1532条,");
        assert_eq!(read("行政復(fù)議（xxgk）和 訴\u{200b}訟(sòng)\r\n"), "行政复议和诉讼");
        assert_eq!(read("累计（GDP）（一）(a1)「四公開」"), "累计(GDP)(一)(a1)\"四公开\"");
    }

    #[test]
    fn the_way_back_leads_to_what_was_written() {
        let text = "截至 底，歷(lì)年 累計(jì)13848條。";
        let read = plain(text);
        let start = read.chars.iter().position(|c| *c == '历').unwrap_or_default();
        let end = read.chars.iter().position(|c| *c == '条').unwrap_or_default();
        assert_eq!(text.get(read.written(start..end + 1)), Some("歷(lì)年 累計(jì)13848條"));
        assert_eq!(read.written(3..3), read.written(3..3).start..read.written(3..3).start);
        assert_eq!(read.written(900..1000), 0..0);
    }

    #[test]
    fn the_table_is_in_order() {
        let records: Vec<&[u8]> = TRADITIONAL.chunks(2 * WIDTH).collect();
        assert!(records.is_sorted(), "it is searched by halves");
        assert_eq!(TRADITIONAL.len() % (2 * WIDTH), 0);
        assert_eq!((simplified('豐'), simplified('數'), simplified('数')), ('丰', '数', '数'));
        assert_eq!((simplified('1'), simplified('\u{10FFFF}')), ('1', '\u{10FFFF}'));
    }
}
