//! Runs the command line as people and servers run it.

use serde_json::Value;
use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};
use std::thread;

/// The form of the README.
pub(crate) const FORM: &str = "docs/applications.json";
/// A report of [`FORM`] against which nothing stands.
pub(crate) const CLEAN: &str = r#"{"t.received.year": "4", "t.received.ever": "29", "t.online.year": "2",
    "t.online.ever": "20", "t.by_letter.year": "2", "t.by_letter.ever": "9", "t.replied.year": "4",
    "t.replied.ever": "29", "t.granted.year": "3", "t.granted.ever": "20",
    "overview": "本年度共收到申请4件，均已答复。"}"#;

/// The command, in the language of nobody.
pub(crate) fn crossfoot(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_crossfoot"));
    command.args(arguments).current_dir(env!("CARGO_MANIFEST_DIR"));
    for name in ["LC_ALL", "LC_MESSAGES", "LANG", "CLICOLOR_FORCE"] {
        command.env_remove(name);
    }
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// Status, standard output and standard error of a command that is given an input.
pub(crate) fn run(arguments: &[&str], input: &[u8]) -> (i32, String, String) {
    ended(crossfoot(arguments), input)
}

pub(crate) fn ended(mut command: Command, input: &[u8]) -> (i32, String, String) {
    let mut child = command.spawn().expect("it starts");
    let mut stdin = child.stdin.take().expect("it has an input");
    let input = input.to_owned();
    let writer = thread::spawn(move || stdin.write_all(&input).ok());
    let Output { status, stdout, stderr } = child.wait_with_output().expect("it ends");
    writer.join().ok();
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    (status.code().unwrap_or(-1), text(stdout), text(stderr))
}

/// The path of a file with a text.
pub(crate) fn file(name: &str, text: &str) -> String {
    let path: PathBuf = [env!("CARGO_TARGET_TMPDIR"), name].iter().collect();
    fs::write(&path, text).expect("a file for a test");
    path.to_string_lossy().into_owned()
}

/// An answer of JSON, line by line.
pub(crate) fn lines(output: &str) -> Vec<Value> {
    output.lines().map(|line| serde_json::from_str(line).expect("a line of JSON")).collect()
}

/// [`CLEAN`] with something else in it.
pub(crate) fn changed(from: &str, to: &str) -> String {
    assert!(CLEAN.contains(from), "{from}");
    CLEAN.replace(from, to)
}

/// A report as one line.
pub(crate) fn line(report: &str) -> String {
    report.split_whitespace().collect::<Vec<_>>().join(" ") + "\n"
}
