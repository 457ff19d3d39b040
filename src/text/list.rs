//! Lists in running text: a total, the parts listed after it, and their shares.

use super::fault::Fault;
use super::plain::Plain;
use super::{Doubt, Manner};

/// Lists whose parts do not come to what is said of them all.
pub(crate) fn lists(_text: &Plain, _manner: &Manner) -> Vec<Doubt> {
    Vec::new()
}

/// Shares printed beside the parts of a list that do not follow from its figures.
pub(crate) fn shares(_text: &Plain) -> Vec<Doubt> {
    Vec::new()
}

#[expect(dead_code, reason = "being written")]
fn unused(_: Fault) {}
