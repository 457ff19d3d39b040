//! What belongs to the field that has the focus: the others of its findings, and in a wide table its
//! row and its column. Attributes on the fields say so, and the style sheet shows it.

use super::binding::Bound;
use super::paint::Painter;
use super::place::set;
use crate::address::CellId;
use crate::form::Place;
use crate::sorted::Set;

/// On fields that share a finding with the one that has the focus, and on that one.
pub(super) const TOGETHER: &str = "data-crossfoot-together";
/// On fields in its `row` or its `column`.
pub(super) const TRAIL: &str = "data-crossfoot-trail";

/// Most columns that the eye follows by itself.
const NARROW: usize = 4;

/// How a field is lit because of the one that has the focus.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Light {
    pub(super) together: bool,
    pub(super) trail: Option<&'static str>,
}

impl Bound {
    /// Lights what belongs to the field that has the focus, and nothing else.
    pub(super) fn light(&self) {
        let at = self.work.borrow().at;
        let Ok(state) = self.shared.state.try_borrow() else { return };
        let (session, form) = (&state.session, state.session.form());
        let place = |cell| form.cell(cell).map(|cell| cell.place);
        let own = at.and_then(place);
        let mut together = Set::default();
        let mut wide = false;
        if let (Some(at), Some(Place::Table { table, .. })) = (at, own) {
            let findings = session.findings_of(at).into_iter();
            let findings = findings.filter_map(|id| session.finding(id));
            together.extend(findings.flat_map(|finding| finding.cells(form)));
            let columns = form.tables().get(table).into_iter().flat_map(|table| &table.columns);
            wide = columns.filter(|column| !column.heading).count() > NARROW;
        }
        let alone = together.items().len() < 2;
        let light = |cell| Light {
            together: !alone && together.contains(&cell),
            trail: match (own, place(cell)) {
                _ if !wide || at == Some(cell) => None,
                (
                    Some(Place::Table { table, row, column }),
                    Some(Place::Table { table: other, row: beside, column: below }),
                ) if table == other => match (row == beside, column == below) {
                    (true, _) => Some("row"),
                    (_, true) => Some("column"),
                    _ => None,
                },
                _ => None,
            },
        };
        if let Ok(mut painter) = self.painter.try_borrow_mut() {
            painter.light(&light);
        }
    }
}

impl Painter {
    fn light(&mut self, light: &dyn Fn(CellId) -> Light) {
        for (cell, field) in self.fields.iter_mut() {
            let now = light(cell);
            if field.light != now {
                // A page that has taken the field away cannot be painted on, and must not break.
                set(&field.shown, TOGETHER, now.together.then_some("")).ok();
                set(&field.shown, TRAIL, now.trail).ok();
                field.light = now;
            }
        }
    }
}
