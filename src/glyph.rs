//! What single characters mean in figures, however they are typed: plain, full-width, pasted.

/// The value of a digit, plain or full-width.
pub(crate) fn digit(c: char) -> Option<u8> {
    let value = match c {
        '0'..='9' => u32::from(c) - u32::from('0'),
        '０'..='９' => u32::from(c) - u32::from('０'),
        _ => return None,
    };
    u8::try_from(value).ok()
}

/// The minus signs people type and paste.
pub(crate) fn is_minus(c: char) -> bool {
    matches!(c, '-' | '\u{2212}' | '－' | '﹣')
}

/// The plus signs.
pub(crate) fn is_plus(c: char) -> bool {
    matches!(c, '+' | '＋' | '﹢')
}

/// White space, the byte order mark and the zero-width spaces that come with copied text.
pub(crate) fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{FEFF}' | '\u{200B}'..='\u{200D}' | '\u{2060}')
}

/// The separator a character stands for: all spaces are one, both commas are one.
pub(crate) fn separator(c: char) -> Option<char> {
    match c {
        ',' | '，' => Some(','),
        '\'' | '’' => Some('\''),
        c if is_space(c) => Some(' '),
        _ => None,
    }
}
