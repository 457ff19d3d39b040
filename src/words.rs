//! Text by language, as an author gives it: labels, titles, messages.

/// The same text in one or more languages, in the author's order.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Words(Vec<(String, String)>);

impl Words {
    /// Text that is the same in every language.
    pub fn plain(text: &str) -> Words {
        Words(vec![(String::new(), text.to_owned())])
    }

    /// Texts by language tag, such as `zh-CN`.
    pub fn by_language(texts: Vec<(String, String)>) -> Words {
        Words(texts)
    }

    /// Whether there is no text at all.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The text in every language.
    pub(crate) fn all(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(_, text)| text.as_str())
    }

    /// The text for a language tag: that very tag, else another of the same language (`zh` serves
    /// `zh-CN`), else the first one there is, else nothing.
    pub fn get(&self, locale: &str) -> &str {
        let language = |tag: &str| tag.split('-').next().map(str::to_ascii_lowercase);
        let exact = self.0.iter().find(|(tag, _)| tag == locale);
        let related = || self.0.iter().find(|(tag, _)| language(tag) == language(locale));
        exact.or_else(related).or_else(|| self.0.first()).map_or("", |(_, text)| text)
    }
}

/// Whether a label stands in a sentence as it is: no slot and no white space around it.
pub(crate) fn is_bare(label: &str) -> bool {
    label.trim().len() == label.len() && !label.contains('{')
}

/// What the slots of a sentence usually come to, so that it need not grow.
const SLOTS: usize = 96;

/// Replaces each `{name}` of a template by what `value` gives for the name; a name it does not
/// know stays as it stands, so that a slip in a catalogue is seen and nothing is lost.
pub(crate) fn fill<'a>(template: &str, value: &dyn Fn(&str) -> Option<&'a str>) -> String {
    let mut filled = String::with_capacity(template.len().saturating_add(SLOTS));
    fill_to(&mut filled, template, &|filled, name| {
        value(name).map(|text| filled.push_str(text)).is_some()
    });
    filled
}

/// Writes what stands for a name behind a text, and says whether it knows the name.
pub(crate) type Write<'w> = dyn Fn(&mut String, &str) -> bool + 'w;

/// The same behind a text.
pub(crate) fn fill_to(text: &mut String, template: &str, write: &Write<'_>) {
    for piece in Piece::all(template) {
        if !piece.slot.is_some_and(|name| write(text, name)) {
            text.push_str(piece.written);
        }
    }
}

/// A piece of a template, for one that is filled many times over.
pub(crate) struct Piece<'t> {
    pub(crate) written: &'t str,
    /// The name between the braces of a slot.
    pub(crate) slot: Option<&'t str>,
}

impl<'t> Piece<'t> {
    pub(crate) fn all(mut template: &'t str) -> impl Iterator<Item = Piece<'t>> {
        core::iter::from_fn(move || Piece::next(&mut template))
    }

    fn next(rest: &mut &'t str) -> Option<Piece<'t>> {
        // Templates are short: setting up the library's search would take longer than searching.
        let place = |sign| rest.bytes().skip(1).position(|byte| byte == sign);
        let end = if rest.starts_with('{') { place(b'}') } else { None };
        // A brace that opens no slot is text.
        let length = match end {
            Some(end) => end.saturating_add(2),
            None => place(b'{').map_or(rest.len(), |start| start.saturating_add(1)),
        };
        let (written, tail) = rest.split_at_checked(length)?;
        let slot = end.and_then(|end| written.get(1..end.saturating_add(1)));
        *rest = tail;
        (!written.is_empty()).then_some(Piece { written, slot })
    }
}

/// Most names that are offered in place of one that is wrong.
pub(crate) const MOST_NEAR: usize = 3;

/// Longest name that is taken for another one misspelt: comparing takes its length times the other's.
const MOST_MISSPELT: usize = 200;

/// The names nearest to `wanted`, at most three, nearest first; none that are far from it.
pub(crate) fn nearest<'a>(wanted: &str, names: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    nearest_of(wanted, &mut names.into_iter())
}

fn nearest_of<'a>(wanted: &str, names: &mut dyn Iterator<Item = &'a str>) -> Vec<&'a str> {
    let length = wanted.chars().count();
    if length > MOST_MISSPELT {
        return Vec::new();
    }
    let far = length.saturating_add(1) / 3;
    let mut near: Vec<(usize, &str)> = Vec::new();
    for name in names {
        // Letters that one of them lacks are as many steps; no need to compare further.
        if name.chars().take(MOST_MISSPELT.saturating_mul(2)).count().abs_diff(length) > far {
            continue;
        }
        let found = (strsim::osa_distance(wanted, name), name);
        if found.0 <= far && name != wanted && !near.contains(&found) {
            let place = near.iter().take_while(|other| **other < found).count();
            near.insert(place, found);
            near.truncate(MOST_NEAR);
        }
    }
    near.into_iter().map(|(_, name)| name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_falls_back_to_its_relatives_and_then_to_the_first() {
        let words =
            Words::by_language(vec![("zh-CN".into(), "年度".into()), ("en".into(), "year".into())]);
        assert_eq!(words.get("zh-CN"), "年度");
        assert_eq!(words.get("zh-TW"), "年度");
        assert_eq!(words.get("en-GB"), "year");
        assert_eq!(words.get("fr"), "年度");
        assert_eq!(Words::default().get("en"), "");
    }

    #[test]
    fn slots_are_filled_and_unknown_ones_stay() {
        let value = |name: &str| (name == "a").then_some("1");
        assert_eq!(fill("{a}+{b}={", &value), "1+{b}={");
    }
}
