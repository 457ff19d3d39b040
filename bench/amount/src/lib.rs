//! A form without its wording, over one number type. In a table of 25 × 7 cells, column 0 is the
//! total of each row, row 0 of rows 1 to 6 and row 7 of rows 8 to 24: 39 rules, two for every cell.

// The crate's own files: a dependency would bring all it exports to JavaScript.
#[cfg(not(feature = "decimal"))]
#[allow(dead_code, reason = "the bench uses a part of it")]
#[path = "../../../src/amount.rs"]
mod amount;
#[cfg(not(feature = "decimal"))]
#[allow(dead_code, reason = "the bench uses a part of it")]
#[path = "../../../src/entry.rs"]
mod entry;
#[cfg(not(feature = "decimal"))]
#[allow(dead_code, reason = "the bench uses a part of it")]
#[path = "../../../src/glyph.rs"]
mod glyph;
#[cfg(not(feature = "decimal"))]
mod numeral;
#[cfg_attr(feature = "decimal", path = "decimal.rs")]
#[cfg_attr(not(feature = "decimal"), path = "units.rs")]
mod number;

use number::{Sum, Value};

const COLUMNS: usize = 7;
const CELLS: usize = 25 * COLUMNS;
const RULES: usize = 25 + 2 * COLUMNS;

pub struct Report {
    values: [Option<Value>; CELLS],
    sums: [Sum; RULES],
    /// The rules of each cell, with the factor that lifts its units to the rule's scale: positive
    /// on the left side, negative on the right.
    places: [[(usize, i64); 2]; CELLS],
    /// The cells on the left and right side of each rule.
    sides: [[Vec<usize>; 2]; RULES],
    input: Vec<u8>,
    output: String,
}

fn scale(cell: usize) -> u8 {
    if matches!(cell % COLUMNS, 0 | 6) { 2 } else { 0 }
}

impl Report {
    /// Old figure out, new figure in, as in `rules/linear.rs`; a bit for each rule that turned.
    fn put(&mut self, cell: usize, text: &[u8]) -> u64 {
        // SAFETY: run.mjs writes ASCII only; wasm-bindgen does not look again either.
        let value = number::read(unsafe { str::from_utf8_unchecked(text) }, scale(cell));
        let old = core::mem::replace(&mut self.values[cell], value);
        let mut turned = 0;
        for (rule, factor) in self.places[cell] {
            let sum = &mut self.sums[rule];
            let before = number::is_zero(sum);
            old.inspect(|old| number::count(sum, *old, factor, false));
            value.inspect(|value| number::count(sum, *value, factor, true));
            turned |= u64::from(before != number::is_zero(sum)) << rule;
        }
        turned
    }
}

#[unsafe(no_mangle)]
pub extern "C" fn open() -> &'static mut Report {
    let mut sides = [const { [Vec::new(), Vec::new()] }; RULES];
    let places = core::array::from_fn(|cell| {
        let (row, column) = (cell / COLUMNS, cell % COLUMNS);
        let down = if row < 7 { 25 } else { 25 + COLUMNS } + column;
        let lift = if scale(cell) == 0 { 100 } else { 1 };
        let both = [(row, column == 0, lift), (down, row == 0 || row == 7, 1)];
        both.map(|(rule, left, lift)| {
            sides[rule][usize::from(!left)].push(cell);
            (rule, if left { lift } else { -lift })
        })
    });
    let (values, sums) = ([None; CELLS], [Sum::default(); RULES]);
    let (input, output) = (Vec::new(), String::new());
    Box::leak(Box::new(Report { values, sums, places, sides, input, output }))
}

#[unsafe(no_mangle)]
pub extern "C" fn input(report: &mut Report, length: usize) -> *mut u8 {
    report.input = vec![0; length];
    report.input.as_mut_ptr()
}

/// All figures anew, a line each at the start of the input; how many rules are unequal.
#[unsafe(no_mangle)]
pub extern "C" fn full(report: &mut Report, length: usize) -> usize {
    report.values = [None; CELLS];
    report.sums = [Sum::default(); RULES];
    let input = core::mem::take(&mut report.input);
    for (cell, line) in input[..length].split(|byte| *byte == b'\n').enumerate() {
        report.put(cell, line);
    }
    report.input = input;
    report.sums.iter().filter(|sum| !number::is_zero(sum)).count()
}

/// A keystroke: the figure that `length` bytes of the input from `start` spell.
#[unsafe(no_mangle)]
pub extern "C" fn enter(report: &mut Report, cell: usize, start: usize, length: usize) -> u64 {
    let input = core::mem::take(&mut report.input);
    let turned = report.put(cell, &input[start..][..length]);
    report.input = input;
    turned
}

/// Left, right and difference of the unequal ones, a line each; the length of the text.
#[unsafe(no_mangle)]
pub extern "C" fn print(report: &mut Report) -> usize {
    report.output.clear();
    for (sum, sides) in report.sums.iter().zip(&report.sides) {
        if !number::is_zero(sum) {
            let figure = |cell: &usize| Some((report.values[*cell]?, scale(*cell)));
            let [left, right] = sides.each_ref().map(|side| side.iter().filter_map(figure));
            number::print(&mut report.output, left, right);
        }
    }
    report.output.len()
}

#[unsafe(no_mangle)]
pub extern "C" fn output(report: &Report) -> *const u8 {
    report.output.as_ptr()
}
