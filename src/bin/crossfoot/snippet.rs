//! Problems of a definition the way a good compiler shows them: the line, and a mark under the
//! culprit.

use crate::phrases::Phrases;
use crate::place::{Places, Position};
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use core::ops::Range;
use crossfoot::analysis::{Level as Weight, Notice};
use crossfoot::problem::Code;
use crossfoot::{Catalogue, Problem, wire};
use serde::Serialize;

/// What a remark does: an error makes the definition unusable, or no report fit to be sent.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Gravity {
    Error,
    Warning,
    Note,
}

/// One thing to say of a definition, and where.
pub(crate) struct Remark<'p> {
    pub(crate) gravity: Gravity,
    pub(crate) plain: Plain<'p>,
    code: &'static str,
    sentence: String,
    hint: Option<String>,
    place: Option<Place>,
}

/// The same as plain data, with the same keys whatever it is.
#[derive(Serialize)]
#[serde(untagged)]
pub(crate) enum Plain<'p> {
    Problem(wire::Problem<'p>),
    Notice {
        code: &'static str,
        pointer: String,
        subject: &'static str,
        expected: [&'static str; 0],
        at: Option<u32>,
        message: String,
        hint: String,
    },
}

/// Where a remark belongs.
struct Place {
    position: Position,
    /// The line's own start, and the bytes meant.
    line: usize,
    bytes: Range<usize>,
}

impl Gravity {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Gravity::Error => "error",
            Gravity::Warning => "warning",
            Gravity::Note => "note",
        }
    }

    fn level(self) -> Level<'static> {
        match self {
            Gravity::Error => Level::ERROR,
            Gravity::Warning => Level::WARNING,
            Gravity::Note => Level::NOTE,
        }
    }
}

impl Remark<'_> {
    pub(crate) fn position(&self) -> Option<Position> {
        self.place.as_ref().map(|place| place.position)
    }
}

impl Place {
    fn of(places: &Places<'_>, bytes: Range<usize>) -> Place {
        let line = places.line_start(bytes.start);
        Place { position: places.position(bytes.start), line, bytes }
    }
}

/// Remarks on a definition's problems, in their order.
pub(crate) fn problems<'p>(
    catalogue: &Catalogue,
    text: &str,
    problems: &'p [Problem],
) -> Vec<Remark<'p>> {
    let places = Places::of(text);
    let wires = wire::problems(catalogue, problems);
    let remark = |(problem, wire): (&'p Problem, wire::Problem<'p>)| {
        let place = places.bytes(problem).map(|bytes| Place::of(&places, bytes));
        let subject = match (problem.code, &place) {
            // The reader counts bytes; people count characters.
            (Code::NotJson | Code::TooDeep, Some(Place { position, .. })) => {
                format!("{}:{}", position.line, position.column)
            }
            _ => problem.subject.clone(),
        };
        // Where it is shown, nobody needs to be told how to find it.
        let hint = catalogue.hint(problem).filter(|_| problem.code != Code::NotJson);
        let code = problem.code.name();
        // The place is shown and the hint stands below, so the sentence comes without them.
        let sentence = catalogue.say(&format!("problem.{code}"), &[("subject", &subject)]);
        let plain = Plain::Problem(wire);
        Remark { gravity: Gravity::Error, plain, code, sentence, hint, place }
    };
    problems.iter().zip(wires).map(remark).collect()
}

/// Remarks on what a form's rules mean together.
pub(crate) fn notices(text: &str, notices: Vec<Notice>) -> Vec<Remark<'static>> {
    let places = Places::of(text);
    let remark = |notice: Notice| {
        let gravity = match notice.level {
            Weight::Error => Gravity::Error,
            Weight::Warning => Gravity::Warning,
            Weight::Note => Gravity::Note,
        };
        let place = places.rule(&notice.pointer).map(|bytes| Place::of(&places, bytes));
        let Notice { code, pointer, message, hint, .. } = notice;
        let plain = Plain::Notice {
            code,
            pointer,
            subject: "",
            expected: [],
            at: None,
            message: message.clone(),
            hint: hint.clone(),
        };
        Remark { gravity, plain, code, sentence: message, hint: Some(hint), place }
    };
    notices.into_iter().map(remark).collect()
}

/// A remark with its line of the text.
pub(crate) fn render(remark: &Remark<'_>, name: &str, text: &str, phrases: Phrases) -> String {
    let word = phrases.word(remark.gravity.name());
    let title = remark.gravity.level().with_name(word);
    let title = title.primary_title(remark.sentence.as_str()).id(remark.code);
    let mut group: Group<'_> = match &remark.place {
        None => title.element(Origin::path(name)),
        Some(place) => {
            let rest = text.get(place.line..).unwrap_or("");
            let line = rest.lines().next().unwrap_or("");
            let last = line.len();
            let within = |byte: usize| byte.saturating_sub(place.line).min(last);
            let span = within(place.bytes.start)..within(place.bytes.end);
            let snippet = Snippet::source(line).line_start(place.position.line).path(name);
            title.element(snippet.annotation(AnnotationKind::Primary.span(span)))
        }
    };
    if let Some(hint) = &remark.hint {
        let help = Level::HELP.with_name(phrases.word("help"));
        group = group.element(help.message(hint.as_str()));
    }
    Renderer::styled().render(&[group])
}
