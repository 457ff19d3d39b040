//! Suggestions written on the page: a note beside the field with a button to take it, and lines
//! under the findings. The notes take no room, so nothing moves.

use super::paint::{Painter, create, set};
use super::view::Standing;
use crate::address::CellId;
use std::collections::BTreeSet;
use wasm_bindgen::prelude::*;
use web_sys::HtmlElement;

/// What a field offers to the keyboard.
const SHORTCUTS: &str = "aria-keyshortcuts";
/// The key that takes a suggestion.
const TAKE: &str = "Alt+Enter";

/// What is said of suspects.
#[derive(Clone, Default, PartialEq)]
pub(super) struct Advice {
    /// Cells that are surely wrong.
    pub(super) suspects: BTreeSet<CellId>,
    /// The other cells of the same findings.
    pub(super) aside: BTreeSet<CellId>,
    pub(super) offers: Vec<Offer>,
    pub(super) told: Vec<Told>,
}

/// Texts that can be taken over, and why.
#[derive(Clone, PartialEq)]
pub(super) struct Offer {
    pub(super) values: Vec<(CellId, String)>,
    pub(super) message: String,
}

/// A line under the findings: its beginning, and what it points to.
#[derive(Clone, PartialEq)]
pub(super) struct Told {
    pub(super) lead: String,
    pub(super) links: Vec<(CellId, String)>,
}

impl Advice {
    /// How a cell stands among those of its findings.
    pub(super) fn standing(&self, cell: CellId) -> Standing {
        match (self.suspects.contains(&cell), self.aside.contains(&cell)) {
            (true, _) => Standing::Suspect,
            (_, true) => Standing::Aside,
            _ => Standing::Open,
        }
    }

    /// Every cell that is marked otherwise because of it.
    pub(super) fn cells(&self) -> impl Iterator<Item = CellId> {
        self.suspects.iter().chain(&self.aside).copied()
    }
}

impl Painter {
    /// Writes advice in place of what was written before; `undo` is the cell where a suggestion was
    /// taken and what is said there.
    pub(super) fn advise(
        &mut self,
        advice: &Advice,
        implied: Option<&Offer>,
        undo: Option<(CellId, String)>,
        take: &str,
        back: &str,
    ) -> Result<(), JsValue> {
        for (cell, element) in core::mem::take(&mut self.advice) {
            if let Some(control) = cell.and_then(|cell| self.control(cell)) {
                set(control.element(), SHORTCUTS, None)?;
            }
            element.remove();
        }
        for told in &advice.told {
            let line = create(&self.document, "li")?;
            line.set_class_name("crossfoot-suspects");
            line.set_text_content(Some(&told.lead));
            for (cell, message) in &told.links {
                let Some(id) = self.field_id(*cell) else { continue };
                let link = create(&self.document, "a")?;
                link.set_attribute("href", &format!("#{id}"))?;
                link.set_attribute("data-crossfoot-cell", &cell.index().to_string())?;
                link.set_text_content(Some(message));
                line.append_child(&link)?;
            }
            self.list.element.append_child(&line)?;
            self.advice.push((None, line));
        }
        for offer in advice.offers.iter().chain(implied) {
            if let Some((cell, _)) = offer.values.first() {
                self.note(*cell, &offer.message, "take", &format!("{take} ({TAKE})"))?;
            }
        }
        if let Some((cell, message)) = undo {
            self.note(cell, &message, "undo", &format!("{back} (Ctrl+Z)"))?;
        }
        Ok(())
    }

    /// A note beside a field with one button.
    fn note(&mut self, cell: CellId, message: &str, act: &str, label: &str) -> Result<(), JsValue> {
        let Some(control) = self.control(cell) else { return Ok(()) };
        let note: HtmlElement = create(&self.document, "span")?;
        note.set_class_name("crossfoot-suggestion");
        // Not as an attribute, which a strict content security policy refuses.
        note.style().set_property("position", "absolute")?;
        note.set_text_content(Some(message));
        let button = create(&self.document, "button")?;
        button.set_attribute("type", "button")?;
        // No stop on the way from field to field: the keyboard has its own key.
        button.set_attribute("tabindex", "-1")?;
        button.set_attribute("data-crossfoot-act", act)?;
        button.set_attribute("data-crossfoot-cell", &cell.index().to_string())?;
        button.set_text_content(Some(label));
        note.append_child(&button)?;
        if act == "take" {
            set(control.element(), SHORTCUTS, Some(TAKE))?;
        }
        control.element().after_with_node_1(&note)?;
        self.advice.push((Some(cell), note));
        Ok(())
    }
}
