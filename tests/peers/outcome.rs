//! What becomes of a case.

/// Why a case did not pass.
#[derive(Debug)]
pub(crate) enum Trouble {
    /// crossfoot says otherwise than the case expects, or cannot say it yet.
    Failed(String),
    /// The case asks for something that is not crossfoot's job; the reason says what.
    OutOfScope(String),
}

pub(crate) type Outcome = Result<(), Trouble>;

pub(crate) fn fail<T>(why: impl Into<String>) -> Result<T, Trouble> {
    Err(Trouble::Failed(why.into()))
}

pub(crate) fn outside<T>(why: impl Into<String>) -> Result<T, Trouble> {
    Err(Trouble::OutOfScope(why.into()))
}

/// The two must be equal.
pub(crate) fn same<T: PartialEq + std::fmt::Debug>(what: &str, found: T, expected: T) -> Outcome {
    if found == expected {
        return Ok(());
    }
    fail(format!("{what}: expected {expected:?}, found {found:?}"))
}
