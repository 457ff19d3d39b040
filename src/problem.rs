//! What is wrong with a definition. Data only: the sentences are the catalogues'.

/// One thing wrong with a definition.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Problem {
    /// Which kind of mistake it is.
    pub code: Code,
    /// Where it stands: a JSON pointer (RFC 6901), empty for the whole text.
    pub pointer: String,
    /// What stands there: the key, the name, the text that is wrong.
    pub subject: String,
    /// What would be right: the nearest names, the allowed values, or what it clashes with.
    pub expected: Vec<String>,
    /// For a formula, the character it goes wrong at, counted from 1.
    pub at: Option<usize>,
}

impl Problem {
    /// A problem at a pointer.
    pub(crate) fn new(code: Code, pointer: &str, subject: &str) -> Problem {
        Problem {
            code,
            pointer: pointer.to_owned(),
            subject: subject.to_owned(),
            expected: Vec::new(),
            at: None,
        }
    }

    /// The same, with what would be right.
    pub(crate) fn expecting<S: Into<String>>(
        mut self,
        expected: impl IntoIterator<Item = S>,
    ) -> Problem {
        self.expected = expected.into_iter().map(Into::into).collect();
        self
    }

    /// The same, at a character of a formula, counted from 0.
    pub(crate) fn at(mut self, character: usize) -> Problem {
        self.at = Some(character.saturating_add(1));
        self
    }
}

/// All that is wrong with a definition, in the order it was met.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Problems(pub Vec<Problem>);

impl core::error::Error for Problems {}

macro_rules! codes {
    ($($(#[$doc:meta])+ $name:ident = $code:literal,)+) => {
        /// The kinds of mistakes in a definition.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub enum Code { $($(#[$doc])+ $name,)+ }

        impl Code {
            /// Every kind, for tests that hold the catalogues complete.
            pub const ALL: &'static [Code] = &[$(Code::$name,)+];

            /// The kind's name in catalogues and on the wire.
            pub fn name(self) -> &'static str {
                match self { $(Code::$name => $code,)+ }
            }
        }
    };
}
codes! {
    /// The text is longer than a definition can be.
    TooLong = "too-long",
    /// The text is nested deeper than a definition can be.
    TooDeep = "too-deep",
    /// The text is not JSON.
    NotJson = "not-json",
    /// An object has the same key twice.
    DuplicateKey = "duplicate-key",
    /// A key that means nothing here.
    UnknownKey = "unknown-key",
    /// A key that must be there is not.
    MissingKey = "missing-key",
    /// A value of another type than its key takes.
    WrongType = "wrong-type",
    /// A value of the right type that its key does not take.
    WrongValue = "wrong-value",
    /// An id that cannot be used in a formula.
    BadId = "bad-id",
    /// An id that is already taken.
    DuplicateId = "duplicate-id",
    /// A name that nothing has.
    UnknownName = "unknown-name",
    /// A table that is not there.
    UnknownTable = "unknown-table",
    /// A heading where a line with cells is needed.
    Heading = "heading",
    /// A name that two things have.
    AmbiguousName = "ambiguous-name",
    /// A formula that cannot be read.
    BadFormula = "bad-formula",
    /// A formula that mixes names of rows with names of columns, or lines of two tables.
    MixedAxes = "mixed-axes",
    /// A text cell where a figure is needed.
    NotAFigure = "not-a-figure",
    /// A text that a cell is compared with and cannot hold.
    NotAnOption = "not-an-option",
    /// Figures that count different things added up or compared: 条 and 万元.
    UnitMismatch = "unit-mismatch",
    /// A rule without figures, or whose figures cancel out, so that it decides nothing.
    DecidesNothing = "decides-nothing",
    /// A rule whose sum could be too large to be exact.
    TooWide = "too-wide",
    /// A division by nought.
    DivisionByZero = "division-by-zero",
    /// `only` or `except` on a rule that runs over no lines.
    IdleScope = "idle-scope",
    /// `only` and `except` that leave no line.
    EmptyScope = "empty-scope",
    /// Decimal places given to a count.
    IdleScale = "idle-scale",
    /// More cells or more operands than a form can have.
    TooMany = "too-many",
    /// A mention whose sentence cannot be looked for.
    BadMention = "bad-mention",
    /// Running totals or carried figures in a circle.
    Cycle = "cycle",
    /// A relation to parts where there are no parts.
    NoParts = "no-parts",
    /// Cells to be added up that cannot be: shares, days, options, texts.
    NotAdded = "not-added",
    /// A cell that is to be worked out anew and that no rule gives.
    NothingGives = "nothing-gives",
}
