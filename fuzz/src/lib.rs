//! What the targets share: the bounds that every input is held to, the shipped forms, and saying
//! all there is to say of a session.

use crossfoot::report::Report;
use crossfoot::{Catalogue, Form, Session, Wording};
use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::LazyLock;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

/// Longest time that one input may take of a processor, in milliseconds: a second as it is shipped,
/// and four in this build, which is instrumented and has every assertion in it.
const MOST_MILLISECONDS: i128 = 4000;

/// Most memory that one input may hold at once, whatever its size.
const MOST_BYTES: usize = 256 << 20;

/// Most findings of a session that are said.
const MOST_SAID: usize = 500;

struct Counting;

static LIVE: AtomicUsize = AtomicUsize::new(0);
static PEAK: AtomicUsize = AtomicUsize::new(0);

#[global_allocator]
static ALLOCATOR: Counting = Counting;

// SAFETY: everything is handed to the system's allocator as it came.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let live = LIVE.fetch_add(layout.size(), Relaxed) + layout.size();
        PEAK.fetch_max(live, Relaxed);
        // SAFETY: as the caller promises.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        LIVE.fetch_sub(layout.size(), Relaxed);
        // SAFETY: as the caller promises.
        unsafe { System.dealloc(block, layout) }
    }
}

/// Runs what is done with one input, and holds it to its time and its memory.
pub fn bounded(run: impl FnOnce()) {
    let before = LIVE.load(Relaxed);
    PEAK.store(before, Relaxed);
    let began = processor_time();
    run();
    let milliseconds = (processor_time() - began) / 1_000_000;
    let bytes = PEAK.load(Relaxed).saturating_sub(before);
    assert!(milliseconds <= MOST_MILLISECONDS, "took {milliseconds} ms");
    assert!(bytes <= MOST_BYTES, "held {} MiB", bytes >> 20);
}

/// What this thread has used of a processor, in nanoseconds: a busy machine does not count.
fn processor_time() -> i128 {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    i128::from(time.tv_sec) * 1_000_000_000 + i128::from(time.tv_nsec)
}

/// The forms that are shipped.
pub static FORMS: LazyLock<Vec<Form>> = LazyLock::new(|| {
    let texts = [
        include_str!("../../forms/fujian-indicators-2009.json"),
        include_str!("../../forms/fujian-indicators-2017.json"),
        include_str!("../../forms/national-2014.json"),
        include_str!("../../forms/national-2019.json"),
        include_str!("../../forms/national-2021.json"),
    ];
    let form = |text| Form::compile(text).unwrap_or_else(|problems| panic!("{problems}"));
    texts.into_iter().map(form).collect()
});

/// A shipped form, the period or none, both chosen by the first character of a text, a digit, and
/// the rest of it.
pub fn chosen(text: &str) -> Option<(&'static Form, &'static str, &str)> {
    let mut chars = text.chars();
    let digit = chars.next()?.to_digit(10)? as usize;
    let form = FORMS.get(digit % FORMS.len())?;
    Some((form, if digit < FORMS.len() { "2017" } else { "" }, chars.as_str()))
}

static CATALOGUES: LazyLock<[Catalogue; 2]> = LazyLock::new(|| ["zh-CN", "en"].map(Catalogue::new));

/// Both catalogues over a form.
pub fn wordings(form: &Form) -> impl Iterator<Item = Wording<'_>> {
    CATALOGUES.iter().map(move |catalogue| Wording { catalogue, form, period: "2017" })
}

/// The catalogues.
pub fn catalogues() -> &'static [Catalogue] {
    &*CATALOGUES
}

/// Says all that is found in a session, in both languages, and holds what must be true of it.
pub fn say(session: &Session) {
    let form = session.form();
    let (findings, complete) = (session.findings(), session.complete());
    // A form of a hundred thousand cells says the same a hundred thousand times.
    for finding in findings.iter().take(MOST_SAID) {
        assert_eq!(session.finding(finding.id).as_ref(), Some(finding));
    }
    for finding in complete.iter().take(MOST_SAID) {
        assert_eq!(session.before_sending(finding.id).as_ref(), Some(finding));
        assert!(!finding.id.name(form).is_empty());
        for cell in finding.cells(form) {
            assert!(form.cell(cell).is_some());
        }
        if let Some(quote) = &finding.quote {
            let text = session.text(quote.cell);
            let passage = text.get(quote.place.clone());
            let passage = passage.unwrap_or_else(|| panic!("{quote:?} is no place of its text"));
            let units: Vec<u16> = text.encode_utf16().collect();
            let utf16 =
                units.get(quote.utf16.clone()).and_then(|units| String::from_utf16(units).ok());
            assert_eq!(utf16.as_deref(), Some(passage));
        }
        for wording in wordings(form) {
            assert!(!wording.finding(finding).is_empty(), "{finding:?}");
        }
    }
}

/// Looks for suspects for a while, and says them in both languages.
pub fn suspect(session: &Session, steps: u32) {
    let form = session.form();
    let mut search = session.search();
    search.advance(steps);
    let suspects = search.finish();
    for wording in wordings(form) {
        for suspect in &suspects.list {
            assert!(!wording.suspect(suspect).is_empty(), "{suspect:?}");
        }
    }
}

/// Takes a report that was read over into a session, and says all there is to say of it.
pub fn take_over(form: &Form, report: &Report) {
    let mut session = Session::new(form);
    for (cell, _) in &report.entries {
        assert!(form.cell(*cell).is_some());
    }
    assert!(report.entries.is_sorted_by(|one, other| one.0 < other.0));
    let blank = report.blank(form);
    assert!(report.entries.iter().all(|(cell, _)| !blank.contains(cell)));
    for wording in wordings(form) {
        for unplaced in &report.unplaced {
            assert!(!wording.unplaced(unplaced).is_empty());
        }
        for finding in &report.headings {
            assert!(!wording.finding(finding).is_empty());
        }
    }
    session.enter_cells(report.entries.iter().map(|(cell, text)| (*cell, text.as_str())));
    say(&session);
    suspect(&session, 16);
}
