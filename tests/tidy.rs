//! Holds the house as drawn: which room may use which, and that no file grows beyond what can be
//! read at one sitting.

#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::expect_used, reason = "a test may stop at a file it cannot read")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Most lines of a source file.
const LONGEST: usize = 450;

/// Every room and the rooms it may use. The native build keeps the browser out of all of them but
/// `web`: its crates are declared for wasm32 only.
const ROOMS: &[(&str, &[&str])] = &[
    ("amount", &[]),
    ("address", &[]),
    ("words", &[]),
    ("json", &[]),
    ("problem", &[]),
    ("glyph", &[]),
    ("sorted", &[]),
    ("digest", &[]),
    ("ratio", &["amount"]),
    ("date", &["glyph"]),
    ("numeral", &["amount", "glyph"]),
    ("entry", &["amount", "date", "glyph", "numeral"]),
    ("text", &["amount", "entry", "glyph", "numeral", "ratio"]),
    ("rules", &["address", "amount", "entry", "ratio"]),
    ("solver", &["amount", "rules"]),
    ("formula", &["amount", "glyph", "rules"]),
    ("submission", &[]),
    ("roster", &["words"]),
    ("definition", &["amount", "entry", "formula", "json", "problem", "roster", "rules", "words"]),
    ("form", &["address", "entry", "rules", "text", "words"]),
    (
        "compile",
        &[
            "address",
            "amount",
            "date",
            "definition",
            "digest",
            "entry",
            "form",
            "formula",
            "glyph",
            "problem",
            "rules",
            "text",
            "words",
        ],
    ),
    ("finding", &["address", "amount", "entry", "form", "ratio", "rules", "text"]),
    ("locate", &["address", "amount", "entry", "form", "rules", "sorted"]),
    (
        "session",
        &["address", "amount", "entry", "finding", "form", "locate", "rules", "sorted", "text"],
    ),
    (
        "signoff",
        &[
            "address",
            "digest",
            "entry",
            "finding",
            "form",
            "json",
            "rules",
            "session",
            "submission",
        ],
    ),
    (
        "rollup",
        &[
            "address",
            "amount",
            "entry",
            "finding",
            "form",
            "json",
            "locate",
            "roster",
            "rules",
            "session",
            "sorted",
            "submission",
        ],
    ),
    ("report", &["address", "finding", "form", "glyph", "rules", "text", "words"]),
    (
        "message",
        &[
            "address",
            "amount",
            "entry",
            "finding",
            "form",
            "json",
            "locate",
            "problem",
            "ratio",
            "report",
            "rollup",
            "rules",
            "signoff",
            "submission",
            "text",
            "words",
        ],
    ),
    (
        "analysis",
        &["address", "amount", "date", "entry", "finding", "form", "message", "rules", "solver"],
    ),
    (
        "wire",
        &[
            "address", "amount", "entry", "finding", "form", "locate", "message", "problem",
            "report", "rollup", "rules", "session", "signoff",
        ],
    ),
    (
        "web",
        &[
            "address",
            "definition",
            "entry",
            "finding",
            "form",
            "json",
            "locate",
            "message",
            "problem",
            "report",
            "rollup",
            "roster",
            "rules",
            "session",
            "signoff",
            "sorted",
            "submission",
            "wire",
            "words",
        ],
    ),
];

#[test]
fn rooms_use_only_what_is_drawn() {
    let mut wrong = Vec::new();
    for (file, room, text) in sources() {
        // The command line stands outside: it is another crate and sees what is public.
        if room == "lib" || room == "bin" {
            continue;
        }
        let allowed = ROOMS.iter().find(|(name, _)| *name == room).map(|(_, allowed)| *allowed);
        let Some(allowed) = allowed else {
            wrong.push(format!("{}: the room `{room}` is not drawn", file.display()));
            continue;
        };
        for used in used_rooms(&text) {
            if used != room && !allowed.contains(&used.as_str()) {
                wrong.push(format!("{}: `{room}` may not use `{used}`", file.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_drawing_has_no_cycle_and_no_empty_room() {
    let rooms: BTreeSet<String> = sources().into_iter().map(|(_, room, _)| room).collect();
    let mut above: Vec<&str> = Vec::new();
    for (room, allowed) in ROOMS {
        assert!(rooms.contains(*room), "there is no room `{room}`");
        for used in *allowed {
            assert!(above.contains(used), "`{room}` uses `{used}`, which stands below it");
        }
        above.push(room);
    }
}

#[test]
fn the_map_in_the_crate_docs_names_every_room() {
    let lib = fs::read_to_string(root().join("src/lib.rs")).expect("src/lib.rs is there");
    for (room, _) in ROOMS {
        assert!(lib.contains(&format!("`{room}`")), "the map in src/lib.rs lacks `{room}`");
    }
}

#[test]
fn files_can_be_read_at_one_sitting() {
    let long: Vec<String> = sources()
        .into_iter()
        .map(|(file, _, text)| (file, text.lines().count()))
        .filter(|(_, lines)| *lines > LONGEST)
        .map(|(file, lines)| format!("{}: {lines} lines", file.display()))
        .collect();
    assert!(long.is_empty(), "{}", long.join("\n"));
}

#[test]
fn the_core_has_no_clock_no_chance_and_no_files() {
    let banned =
        ["std::time", "std::fs", "std::net", "std::env", "SystemTime", "Instant", "f64", "f32"];
    let mut wrong = Vec::new();
    for (file, room, text) in sources() {
        if room == "web" {
            continue;
        }
        // The command line reads files; it has no clock and no floats either.
        let door = |word: &str| room == "bin" && matches!(word, "std::fs" | "std::env");
        for word in banned.iter().filter(|word| text.contains(*word) && !door(word)) {
            wrong.push(format!("{}: {word}", file.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every source file with the room it belongs to and its text.
fn sources() -> Vec<(PathBuf, String, String)> {
    let mut files = Vec::new();
    let mut folders = vec![root().join("src")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder of src/").flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let inside = path.strip_prefix(root().join("src")).expect("it is inside");
                let room = inside.iter().next().expect("it has a name").to_string_lossy();
                let room = room.trim_end_matches(".rs").to_owned();
                let text = fs::read_to_string(&path).expect("a source file");
                files.push((inside.to_owned(), room, text));
            }
        }
    }
    assert!(files.len() > ROOMS.len(), "the source files were not found");
    files
}

/// The rooms a file names as `crate::room`, in docs too: a link is a use.
fn used_rooms(text: &str) -> BTreeSet<String> {
    let names = text.split("crate::").skip(1).flat_map(|rest| {
        let word = |text: &str| -> String {
            text.chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect()
        };
        match rest.strip_prefix('{') {
            Some(list) => {
                list.split('}').next().unwrap_or("").split(',').map(|w| word(w.trim())).collect()
            }
            None => vec![word(rest)],
        }
    });
    names.filter(|name| !name.is_empty()).collect()
}
