//! All writing to the page: marks on the fields, the list of findings, the live line, the summary.
//! What is already so is not written again, and everything can be put back.

use super::by_cell::ByCell;
use super::fields::Control;
use super::links::Target;
use super::offer::Shown;
use super::options::{Options, error};
use super::place::{Place, create, set};
use super::trail::{Light, TOGETHER, TRAIL};
use super::view::{Line, Mark, Standing, View};
use crate::address::CellId;
use crate::finding::FindingId;
use crate::rules::Severity;
use crate::sorted::{Map, Set};
use wasm_bindgen::prelude::*;
use web_sys::{Document, Element, HtmlElement};

/// The visible mark of a field: `hard`, `soft` or `info`.
const MARK: &str = "data-crossfoot";
/// On a field that is surely wrong.
const SUSPECT: &str = "data-crossfoot-suspect";
const DESCRIBED: &str = "aria-describedby";
const INVALID: &str = "aria-invalid";
/// What a field offers to the keyboard.
const SHORTCUTS: &str = "aria-keyshortcuts";

pub(super) struct Painter {
    pub(super) document: Document,
    /// Distinguishes the ids of one binding from those of another on the same page.
    pub(super) prefix: String,
    /// Of what it writes.
    pub(super) language: String,
    next: u32,
    pub(super) fields: ByCell<Field>,
    lines: Map<FindingId, Element>,
    /// Notes beside fields, and lines above the findings, that say which figures may be wrong.
    pub(super) advice: Vec<(Option<CellId>, HtmlElement)>,
    /// What they say.
    pub(super) shown: Shown,
    pub(super) status: Place,
    pub(super) list: Place,
    pub(super) summary: Place,
    /// None when the page wants none.
    pub(super) progress: Option<Place>,
}

/// A field with what it had before it was bound and what was written on it since.
pub(super) struct Field {
    control: Control,
    /// What stood in it when it was read last; none before it was.
    read: Option<String>,
    /// Where its mark, its notes and the focus go: itself, or what a decorated page shows for it.
    pub(super) shown: HtmlElement,
    id: Option<String>,
    described: Option<String>,
    invalid: Option<String>,
    shortcuts: Option<String>,
    mark: Option<(Severity, Standing)>,
    message: String,
    described_now: Option<String>,
    invalid_now: bool,
    note: Option<HtmlElement>,
    pub(super) light: Light,
}

impl Field {
    /// Puts back what it had.
    fn restore(self) -> Result<(), JsValue> {
        let element = &self.shown;
        set(element, MARK, None)?;
        set(element, SUSPECT, None)?;
        set(element, TOGETHER, None)?;
        set(element, TRAIL, None)?;
        set(element, INVALID, self.invalid.as_deref())?;
        set(element, DESCRIBED, self.described.as_deref())?;
        set(element, "id", self.id.as_deref())?;
        if let Some(note) = self.note {
            note.remove();
        }
        if !self.message.is_empty() {
            self.control.set_validity("");
        }
        Ok(())
    }
}

impl Painter {
    pub(super) fn new(root: &HtmlElement, options: &Options) -> Result<Painter, JsValue> {
        let document = root.owner_document().ok_or_else(|| error("the form is in no document"))?;
        let place = |option: &str, tag: &str, class: &str| match options.get(option)? {
            Some(value) if value.as_bool() != Some(true) => match value.dyn_into::<HtmlElement>() {
                Ok(element) => Ok(Place::lent(element)),
                Err(_) => Err(error(&format!("the option `{option}` must be an element"))),
            },
            _ => {
                let element = create(&document, tag)?;
                element.set_class_name(class);
                Ok(Place::added(element))
            }
        };
        let status = place("status", "p", "crossfoot-status")?;
        let list = place("findings", "ul", "crossfoot-findings")?;
        let summary = place("summary", "div", "crossfoot-summary")?;
        let unwanted = options.get("progress")?.is_some_and(|value| value == false);
        let progress = match unwanted {
            true => None,
            false => Some(place("progress", "p", "crossfoot-progress")?),
        };
        status.element.set_attribute("role", "status")?;
        summary.element.set_attribute("tabindex", "-1")?;
        summary.element.set_hidden(true);
        let painter = Painter {
            prefix: format!("crossfoot-{}", super::claim::number(&document)),
            document,
            language: String::new(),
            next: 0,
            fields: ByCell::default(),
            lines: Map::default(),
            advice: Vec::new(),
            shown: Shown::default(),
            status,
            list,
            summary,
            progress,
        };
        painter.settle(root)?;
        Ok(painter)
    }

    /// Takes a field on. Two fields for one cell are two views of it; the first is marked.
    pub(super) fn adopt(&mut self, cell: CellId, control: Control, shown: Option<HtmlElement>) {
        let element = shown.unwrap_or_else(|| control.element().clone());
        let attribute = |name: &str| element.get_attribute(name);
        let (described, invalid, id) = (attribute(DESCRIBED), attribute(INVALID), attribute("id"));
        let shortcuts = attribute(SHORTCUTS);
        self.fields.adopt(cell, || Field {
            control,
            read: None,
            shown: element,
            id,
            described,
            invalid,
            shortcuts,
            mark: None,
            message: String::new(),
            described_now: None,
            invalid_now: false,
            note: None,
            light: Light::default(),
        });
    }

    pub(super) fn cells(&self) -> Vec<CellId> {
        self.fields.iter().map(|(cell, _)| cell).collect()
    }

    /// What stands in the fields; with `changed`, only in those where something else stood when
    /// they were read last.
    pub(super) fn read(&mut self, changed: bool) -> Vec<(CellId, String)> {
        let mut texts = Vec::new();
        for (cell, field) in self.fields.iter_mut() {
            let text = field.control.value();
            if !changed || field.read.as_ref() != Some(&text) {
                field.read = Some(text.clone());
                texts.push((cell, text));
            }
        }
        texts
    }

    /// A field was read by itself.
    pub(super) fn was_read(&mut self, cell: CellId, text: &str) {
        if let Some(field) = self.fields.get_mut(cell) {
            let read = field.read.get_or_insert_default();
            read.clear();
            read.push_str(text);
        }
    }

    /// The fields and their cells.
    pub(super) fn controls(&self) -> Vec<(CellId, Control)> {
        self.fields.iter().map(|(cell, field)| (cell, field.control.clone())).collect()
    }

    /// The line of a finding.
    pub(super) fn line(&self, id: FindingId) -> Option<&Element> {
        self.lines.get(&id)
    }

    pub(super) fn control(&self, cell: CellId) -> Option<Control> {
        self.fields.get(cell).map(|field| field.control.clone())
    }

    /// Lets a field go, and gives it to be forgotten.
    pub(super) fn disown(&mut self, cell: CellId) -> Option<Control> {
        let field = self.fields.remove(cell)?;
        let control = field.control.clone();
        // A field that is on the page no more has nothing to be put back.
        field.restore().ok();
        Some(control)
    }

    /// Where a field's focus goes.
    pub(super) fn shown(&self, cell: CellId) -> Option<HtmlElement> {
        self.fields.get(cell).map(|field| field.shown.clone())
    }

    pub(super) fn findings(&self) -> Vec<FindingId> {
        self.lines.keys().copied().collect()
    }

    /// Writes what changed. Lines go first, so that a field never refers to one that is not there.
    pub(super) fn apply(&mut self, view: View, touched: &Set<CellId>) -> Result<(), JsValue> {
        for (id, line) in view.lines {
            match line {
                Some(line) => self.write_line(id, &line)?,
                None => {
                    if let Some(gone) = self.lines.remove(&id) {
                        gone.remove();
                    }
                }
            }
        }
        for (cell, mark) in view.marks {
            self.write_mark(cell, &mark, touched.contains(&cell))?;
        }
        Ok(())
    }

    fn write_line(&mut self, id: FindingId, line: &Line) -> Result<(), JsValue> {
        let target = line.passage.map(|cell| Target { cell, finding: &line.id });
        if let Some(element) = self.lines.get(&id).cloned() {
            let said = element.first_element_child().unwrap_or_else(|| element.clone());
            if said.text_content().as_deref() != Some(&line.message) {
                self.write_linked(&said, target.as_ref(), &line.message)?;
            }
            return match &line.asking {
                Some(asking) => self.ask_reason(&element, &line.id, asking),
                None => Ok(()),
            };
        }
        let element = create(&self.document, "li")?;
        element.set_id(&self.fresh_id());
        element.set_attribute("data-rule", &line.rule)?;
        element.set_attribute("data-finding", &line.id)?;
        element.set_attribute("data-severity", line.severity)?;
        let said = create(&self.document, "span")?;
        element.append_child(&said)?;
        self.write_linked(&said, target.as_ref(), &line.message)?;
        if let Some(asking) = &line.asking {
            self.ask_reason(&element, &line.id, asking)?;
        }
        let after = self.lines.from(&id).cloned();
        self.list.element.insert_before(&element, after.as_deref())?;
        self.lines.insert(id, element.into());
        Ok(())
    }

    fn write_mark(&mut self, cell: CellId, mark: &Mark, touched: bool) -> Result<(), JsValue> {
        let ids: Vec<String> = mark
            .findings
            .iter()
            .filter_map(|id| self.lines.get(id))
            .map(|line| line.id())
            .collect();
        let mut notes = self.notes_of(cell);
        let Some(field) = self.fields.get_mut(cell) else {
            return Ok(());
        };
        let read = mark.read.as_deref();
        write_note(&self.document, field, read, &self.prefix, &self.language, cell)?;
        let element = &field.shown;
        let look = mark.severity.map(|severity| (severity, mark.standing));
        if field.mark != look {
            let shown = look.map(|(severity, standing)| match standing {
                Standing::Aside => "aside",
                _ => severity.name(),
            });
            set(element, MARK, shown)?;
            let suspect = matches!(look, Some((_, Standing::Suspect)));
            set(element, SUSPECT, suspect.then_some(""))?;
            field.mark = look;
        }
        if field.message != mark.invalid {
            field.control.set_validity(&mark.invalid);
            field.message.clone_from(&mark.invalid);
        }
        // Another one is wrong: this one is neither called wrong nor told what is.
        let tells = touched && mark.standing != Standing::Aside;
        let ids = if tells { ids.as_slice() } else { &[] };
        notes.extend(field.note.as_ref().map(|note| note.id()));
        let described = (!notes.is_empty() || !ids.is_empty()).then(|| {
            let own = field.described.iter().chain(&notes).chain(ids).map(String::as_str);
            own.collect::<Vec<_>>().join(" ")
        });
        let invalid = mark.severity == Some(Severity::Hard) && !ids.is_empty();
        if field.described_now != described || field.invalid_now != invalid {
            field.invalid_now = invalid;
            let own = field.invalid.as_deref();
            set(element, INVALID, if invalid { Some("true") } else { own })?;
            set(element, DESCRIBED, described.as_deref().or(field.described.as_deref()))?;
            field.described_now = described;
        }
        Ok(())
    }

    /// Tells which key a field answers to, beside those of the page.
    pub(super) fn offer_key(&self, cell: CellId, key: Option<&str>) -> Result<(), JsValue> {
        let Some(field) = self.fields.get(cell) else { return Ok(()) };
        let keys: Vec<&str> = field.shortcuts.as_deref().into_iter().chain(key).collect();
        let keys = (!keys.is_empty()).then(|| keys.join(" "));
        set(&field.shown, SHORTCUTS, keys.as_deref())
    }

    /// Whether a note beside the field says what was understood.
    pub(super) fn has_note(&self, cell: CellId) -> bool {
        self.fields.get(cell).is_some_and(|field| field.note.is_some())
    }

    /// Makes a field valid again at once: a stale message would have the browser refuse a report
    /// that is right by now. One that became invalid can wait for the frame, since a submit is
    /// looked at by itself.
    pub(super) fn make_valid(&mut self, cell: CellId) {
        if let Some(field) = self.fields.get_mut(cell).filter(|field| !field.message.is_empty()) {
            field.control.set_validity("");
            field.message.clear();
        }
    }

    /// Writes the live line, unless it says so already.
    pub(super) fn say(&self, text: &str) {
        let status = &self.status.element;
        if status.text_content().as_deref() != Some(text) {
            status.set_text_content(Some(text));
        }
    }

    /// The id a link can point to; a field without one is lent one.
    pub(super) fn field_id(&mut self, cell: CellId) -> Option<String> {
        let lent = format!("{}-field-{}", self.prefix, cell.index());
        let field = self.fields.get(cell)?;
        let element = &field.shown;
        if element.id().is_empty() {
            element.set_id(&lent);
        }
        Some(element.id())
    }

    pub(super) fn fresh_id(&mut self) -> String {
        self.next = self.next.wrapping_add(1);
        format!("{}-{}", self.prefix, self.next)
    }

    /// Puts the page back as it was.
    pub(super) fn restore(&mut self) -> Result<(), JsValue> {
        self.advise(Shown::default())?;
        for field in core::mem::take(&mut self.fields).into_all() {
            field.restore()?;
        }
        self.lines.clear();
        self.written().try_for_each(Place::restore)
    }
}

/// Writes beside a field what was understood of its text, or takes the note away. The note takes no
/// room, so nothing on the page moves.
fn write_note(
    document: &Document,
    field: &mut Field,
    read: Option<&str>,
    prefix: &str,
    language: &str,
    cell: CellId,
) -> Result<(), JsValue> {
    let Some(read) = read else {
        if let Some(note) = field.note.take() {
            note.remove();
        }
        return Ok(());
    };
    let note = match &field.note {
        Some(note) => note.clone(),
        None => {
            let note = create(document, "span")?;
            note.set_class_name("crossfoot-understood");
            note.set_id(&format!("{prefix}-read-{}", cell.index()));
            // Not as an attribute, which a strict content security policy refuses.
            note.style().set_property("position", "absolute")?;
            field.shown.after_with_node_1(&note)?;
            field.note.insert(note).clone()
        }
    };
    if note.text_content().as_deref() != Some(read) {
        note.set_text_content(Some(read));
    }
    set(&note, "lang", Some(language))
}
