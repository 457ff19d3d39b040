//! Suggestions written on the page: a note beside the field with a button to take it, and lines
//! above the findings. The notes take no room, so nothing moves.

use super::paint::Painter;
use super::place::{create, set};
use super::view::Standing;
use crate::address::CellId;
use crate::sorted::Set;
use wasm_bindgen::prelude::*;
use web_sys::HtmlElement;

/// The key that takes a suggestion.
const TAKE: &str = "Alt+Enter";
/// The key that takes it back.
const BACK: &str = "Ctrl+Z";

/// What is said of suspects.
#[derive(Clone, Default, PartialEq)]
pub(super) struct Advice {
    /// Cells that are surely wrong.
    pub(super) suspects: Set<CellId>,
    /// The other cells of the same findings.
    pub(super) aside: Set<CellId>,
    pub(super) offers: Vec<Offer>,
    pub(super) told: Vec<Told>,
}

/// What is said beside a field, and the texts that can be taken over: none when nobody can type
/// them there.
#[derive(Clone, PartialEq)]
pub(super) struct Offer {
    pub(super) at: CellId,
    pub(super) message: String,
    pub(super) values: Vec<(CellId, String)>,
}

/// All that stands on the page beside the marks and the findings.
#[derive(Clone, Default, PartialEq)]
pub(super) struct Shown {
    pub(super) advice: Advice,
    /// What the rules leave for the blank field that has the focus.
    pub(super) implied: Option<Offer>,
    /// Where a suggestion was taken, and what is said there.
    pub(super) undo: Option<(CellId, String)>,
    /// The words on the buttons.
    pub(super) take: String,
    pub(super) back: String,
}

/// A line above the findings: its beginning, and what it points to.
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

    /// The sentence about the first figure that is surely wrong.
    pub(super) fn sure(&self) -> Option<&str> {
        let sure = self.told.iter().find(|told| told.lead.is_empty());
        sure.and_then(|told| told.links.first()).map(|(_, message)| message.as_str())
    }

    /// Every cell that is marked otherwise because of it.
    pub(super) fn cells(&self) -> impl Iterator<Item = CellId> {
        self.suspects.items().iter().chain(self.aside.items()).copied()
    }
}

impl Painter {
    /// Writes notes and lines in place of those that were written before, unless they say the same.
    /// Gives the cells whose field has another note now.
    pub(super) fn advise(&mut self, shown: Shown) -> Result<Vec<CellId>, JsValue> {
        if self.shown == shown {
            return Ok(Vec::new());
        }
        let mut cells = Vec::new();
        for (cell, element) in core::mem::take(&mut self.advice) {
            element.remove();
            if let Some(cell) = cell {
                self.offer_key(cell, None)?;
                cells.push(cell);
            }
        }
        // First of all, since it says most in the fewest words.
        let first = self.list.element.first_child();
        for told in &shown.advice.told {
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
            self.list.element.insert_before(&line, first.as_ref())?;
            self.advice.push((None, line));
        }
        for offer in shown.advice.offers.iter().chain(&shown.implied) {
            let label = format!("{} ({TAKE})", shown.take);
            let act = (!offer.values.is_empty()).then_some(("take", label.as_str()));
            self.note(offer.at, &offer.message, act)?;
        }
        if let Some((cell, message)) = &shown.undo {
            let label = format!("{} ({BACK})", shown.back);
            self.note(*cell, message, Some(("undo", &label)))?;
        }
        cells.extend(self.advice.iter().filter_map(|(cell, _)| *cell));
        self.shown = shown;
        Ok(cells)
    }

    /// A note beside a field, with one button where something can be done.
    fn note(
        &mut self,
        cell: CellId,
        message: &str,
        act: Option<(&str, &str)>,
    ) -> Result<(), JsValue> {
        let Some(shown) = self.shown(cell) else { return Ok(()) };
        let note: HtmlElement = create(&self.document, "span")?;
        note.set_class_name("crossfoot-suggestion");
        note.set_id(&self.fresh_id());
        set(&note, "lang", Some(&self.language))?;
        // Not as an attribute, which a strict content security policy refuses.
        note.style().set_property("position", "absolute")?;
        note.set_text_content(Some(message));
        if let Some((act, label)) = act {
            let button = create(&self.document, "button")?;
            button.set_attribute("type", "button")?;
            // No stop on the way from field to field: the keyboard has its own key.
            button.set_attribute("tabindex", "-1")?;
            button.set_attribute("data-crossfoot-act", act)?;
            button.set_attribute("data-crossfoot-cell", &cell.index().to_string())?;
            button.set_text_content(Some(label));
            note.append_child(&button)?;
            self.offer_key(cell, (act == "take").then_some(TAKE))?;
        }
        shown.after_with_node_1(&note)?;
        self.advice.push((Some(cell), note));
        Ok(())
    }

    /// The notes beside a field, for those who hear them with it.
    pub(super) fn notes_of(&self, cell: CellId) -> Vec<String> {
        let own = self.advice.iter().filter(|(own, _)| *own == Some(cell));
        own.map(|(_, note)| note.id()).collect()
    }
}
