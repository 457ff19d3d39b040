//! Words that count what is listed after or before them: 四公开, 7个栏目.

use super::Doubt;
use super::plain::Plain;

/// Words whose number is not that of what they count.
pub(crate) fn counts(_text: &Plain) -> Vec<Doubt> {
    Vec::new()
}
