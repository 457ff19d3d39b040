//! Problems of a definition the way a good compiler shows them: the line, and a mark under the
//! culprit.

use crate::phrases::Phrases;
use crate::place::{Places, Position};
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use core::ops::Range;
use crossfoot::problem::Code;
use crossfoot::{Catalogue, Problem, wire};

/// What a remark does: an error makes the definition unusable, a warning does not.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Gravity {
    Error,
    #[expect(dead_code, reason = "what a whole set of rules means is not looked at yet")]
    Warning,
}

/// One thing to say of a definition, and where.
pub(crate) struct Remark<'p> {
    pub(crate) gravity: Gravity,
    pub(crate) wire: wire::Problem<'p>,
    pub(crate) code: &'static str,
    pub(crate) sentence: String,
    pub(crate) hint: Option<String>,
    pub(crate) place: Option<Place>,
}

/// Where a remark belongs.
pub(crate) struct Place {
    pub(crate) position: Position,
    /// The line's own start, and the bytes meant.
    line: usize,
    bytes: Range<usize>,
}

impl Gravity {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Gravity::Error => "error",
            Gravity::Warning => "warning",
        }
    }

    fn level(self) -> Level<'static> {
        match self {
            Gravity::Error => Level::ERROR,
            Gravity::Warning => Level::WARNING,
        }
    }
}

/// Remarks on a definition's problems, in their order.
pub(crate) fn remarks<'p>(
    catalogue: &Catalogue,
    text: &str,
    problems: &'p [Problem],
) -> Vec<Remark<'p>> {
    let places = Places::of(text);
    let wires = wire::problems(catalogue, problems);
    let remark = |(problem, wire): (&'p Problem, wire::Problem<'p>)| {
        let place = places.bytes(problem).map(|bytes| {
            let (line, _) = places.line(bytes.start);
            Place { position: places.position(bytes.start), line, bytes }
        });
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
        Remark { gravity: Gravity::Error, wire, code, sentence, hint, place }
    };
    problems.iter().zip(wires).map(remark).collect()
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
