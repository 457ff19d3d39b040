//! Links from what is said to where it stands: to the field, and in a text to the very passage.

use super::binding::Bound;
use super::fields::Control;
use super::paint::Painter;
use super::place::create;
use crate::address::CellId;
use wasm_bindgen::prelude::*;
use web_sys::Element;

/// What a link leads to.
pub(super) struct Target<'t> {
    pub(super) cell: CellId,
    /// The finding whose passage is to be marked.
    pub(super) finding: &'t str,
}

impl Painter {
    /// Writes a sentence into an element, as a link where its field is on the page.
    pub(super) fn write_linked(
        &mut self,
        element: &Element,
        target: Option<&Target<'_>>,
        text: &str,
    ) -> Result<(), JsValue> {
        let target = target.and_then(|target| Some((target, self.field_id(target.cell)?)));
        let Some((target, id)) = target else {
            element.set_text_content(Some(text));
            return Ok(());
        };
        let link = create(&self.document, "a")?;
        link.set_attribute("href", &format!("#{id}"))?;
        link.set_attribute("data-crossfoot-cell", &target.cell.index().to_string())?;
        link.set_attribute("data-crossfoot-finding", target.finding)?;
        link.set_text_content(Some(text));
        element.set_text_content(None);
        element.append_child(&link)?;
        Ok(())
    }
}

impl Bound {
    /// Moves the focus to a link's field, and marks the passage there that its finding is about;
    /// whether there is such a field.
    pub(super) fn follow(&self, link: &Element, cell: CellId) -> bool {
        let Some(control) = self.look(|painter| painter.control(cell)).flatten() else {
            return false;
        };
        let name = link.get_attribute("data-crossfoot-finding").unwrap_or_default();
        // The text may have changed since the link was written: the passage is asked for now.
        let passage = self.shared.state.try_borrow().ok().and_then(|state| {
            let form = state.session.form();
            let mut found = state.session.complete().into_iter();
            let found = found.find(|finding| finding.id.name(form) == name)?;
            found.quote.filter(|quote| quote.cell == cell).map(|quote| quote.utf16)
        });
        if let Some(shown) = self.look(|painter| painter.shown(cell)).flatten() {
            shown.focus().ok();
        }
        if let (Control::Area(area), Some(passage)) = (&control, passage) {
            let at = |place: usize| u32::try_from(place).unwrap_or(u32::MAX);
            area.set_selection_range(at(passage.start), at(passage.end)).ok();
        }
        true
    }
}
