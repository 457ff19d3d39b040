//! Runs the cases of crossfoot's peers: figures, rules and expected results from other systems'
//! tests, manuals and papers. Each case becomes a definition and entries; what crossfoot says is
//! compared with what the case expects.
//!
//! The cases are read from the folder that `CROSSFOOT_CASES` names, or from `../shared/cases`
//! beside the checkout, or from the project's own copy, `tests/peers/data`. A case is dispatched by
//! its `kind` and translated from its own rule, never by its id. What is not crossfoot's job is told
//! one by one, with the reason.

#![expect(clippy::print_stdout, reason = "a test program prints what it found")]
#![expect(clippy::indexing_slicing, reason = "a missing key of a JSON value is null")]

mod analysis;
mod chinese;
mod decimal;
mod disclosure;
mod exactness;
mod expressions;
mod footing;
mod formula;
mod imputation;
mod localisation;
mod notation;
mod outcome;
mod precision;
mod repair;
mod rollup;
mod ruleset;
mod sheet;
mod slips;
mod validation;
mod vtl;
mod walk;

use outcome::{Outcome, Trouble, fail};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

fn run(case: &Value) -> Outcome {
    match case["kind"].as_str().unwrap_or_default() {
        "numeral" => chinese::numeral(case),
        "decimal" => exactness::arithmetic(case),
        "decimal-constraint" => exactness::constraint(case),
        "expression" => expressions::expression(case),
        "validation-rule" => validation::rule(case),
        "cross-foot" => footing::cross_foot(case),
        "macro-edit" => footing::share(case),
        "cumulative-monotone" => precision::monotone(case),
        "declared-precision" => precision::declared(case),
        "insignificant-digits" => precision::insignificant(case),
        "pairwise-check" => vtl::pair(case),
        "conditional-check" => vtl::conditional(case),
        "hierarchy-check" => vtl::hierarchy(case),
        "mode-table" => vtl::modes(case),
        "cumulative" => vtl::cumulative(case),
        "cross-foot-table" => disclosure::table(case),
        "balance" => disclosure::balance(case),
        "narrative" => disclosure::narrative(case),
        "required-section" => disclosure::section(case),
        "missing-table" => disclosure::missing(case),
        "partial-evaluation" => ruleset::partial(case),
        "infeasible" | "conflict" | "redundancy" | "boundaries" | "fixed-values" | "simplify" => {
            analysis::analysis(case)
        }
        "roll-up" => rollup::roll_up(case),
        "error-localisation" => localisation::localisation(case),
        "deductive-imputation" | "deductive-imputation-categorical" => imputation::imputation(case),
        "typo-operator" => slips::operator(case),
        "typo-candidates" => slips::candidates(case),
        "typo-correction" | "sign-correction" | "cumulation-correction" | "rounding-correction" => {
            slips::correction(case)
        }
        "rounding-detection" => slips::rounding(case),
        _ if case["feature"] == "rule-set static analysis" => analysis::analysis(case),
        other => fail(format!("unknown kind `{other}`")),
    }
}

fn main() -> ExitCode {
    std::panic::set_hook(Box::new(|_| {}));
    let (folder, name) = folder();
    println!("peers' cases from {name}");
    let mut files: Vec<Tally> = Vec::new();
    match paths(&folder) {
        Ok(paths) => files.extend(paths.iter().map(|path| file(path))),
        Err(error) => println!("failed        {name}: {error}"),
    }
    // No file, no case: silence is not a pass.
    let nothing = files.iter().all(|file| file.counts == [0; 3]);
    let width = files.iter().map(|file| file.name.len()).max().unwrap_or(0).max(5);
    println!("\n{:width$} {:>7} {:>7} {:>13}", "file", "passed", "failed", "out of scope");
    let mut all = [0, usize::from(nothing), 0];
    for Tally { name, counts: [passed, failed, outside] } in &files {
        println!("{name:width$} {passed:>7} {failed:>7} {outside:>13}");
        for (sum, count) in all.iter_mut().zip([passed, failed, outside]) {
            *sum += count;
        }
    }
    let [passed, failed, skipped] = all;
    let result = if failed == 0 { "ok" } else { "FAILED" };
    println!(
        "\ntest result: {result}. {passed} passed; {failed} failed; {skipped} ignored; 0 measured; \
         0 filtered out"
    );
    println!("{passed} passed, {failed} failed, {skipped} skipped");
    if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// The folder to read, and what it is called.
fn folder() -> (PathBuf, String) {
    if let Some(folder) = std::env::var_os("CROSSFOOT_CASES").filter(|folder| !folder.is_empty()) {
        let folder = PathBuf::from(folder);
        let name = folder.file_name().unwrap_or(folder.as_os_str());
        let name = format!("CROSSFOOT_CASES, the folder {}", name.to_string_lossy());
        return (folder, name);
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let shared = root.join("../shared/cases");
    if shared.is_dir() {
        return (shared, "../shared/cases".to_owned());
    }
    (root.join("tests/peers/data"), "tests/peers/data".to_owned())
}

fn paths(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|ending| ending == "json") {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}

struct Tally {
    name: String,
    /// Passed, failed, out of scope.
    counts: [usize; 3],
}

fn file(path: &Path) -> Tally {
    let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let mut counts = [0; 3];
    let read = std::fs::read_to_string(path).map_err(|error| error.to_string());
    let json = read
        .and_then(|text| serde_json::from_str::<Value>(&text).map_err(|error| error.to_string()));
    let json = json.unwrap_or_else(|error| {
        println!("failed        {name}: {error}");
        Value::Null
    });
    let cases = json["cases"].as_array().map_or(&[][..], Vec::as_slice);
    if cases.is_empty() {
        counts[1] += 1;
        println!("failed        {name}: no cases");
    }
    for case in cases {
        // A case that breaks its adapter is a failure of its own, not the end of the run.
        let outcome = std::panic::catch_unwind(|| run(case));
        let id = case["id"].as_str().unwrap_or("without an id");
        match outcome {
            Ok(Ok(())) => counts[0] += 1,
            Ok(Err(Trouble::Failed(why))) => {
                counts[1] += 1;
                println!("failed        {name}/{id}: {why}");
            }
            Ok(Err(Trouble::OutOfScope(why))) => {
                counts[2] += 1;
                println!("out of scope  {name}/{id}: {why}");
            }
            Err(panic) => {
                counts[1] += 1;
                let said = panic.downcast_ref::<String>().map(String::as_str);
                let said = said.or_else(|| panic.downcast_ref::<&str>().copied());
                println!("failed        {name}/{id}: stopped: {}", said.unwrap_or("no word why"));
            }
        }
    }
    Tally { name, counts }
}
