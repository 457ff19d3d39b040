//! The command line: the same rules for servers and for people who work with data.

mod args;
mod check;
mod describe;
mod door;
mod input;
mod lint;
mod merge;
mod phrases;
mod place;
mod read;
mod report;
mod reports;
mod rollup;
mod snippet;
mod stream;
mod sums;
mod suspects;

use args::{Arguments, Command};
use clap::Parser;
use door::Status;
use std::io::{self, ErrorKind, Write};
use std::process::ExitCode;

fn schema() -> io::Result<Status> {
    let mut out = io::stdout().lock();
    out.write_all(crossfoot::definition::schema().as_bytes())?;
    out.flush()?;
    Ok(Status::Clean)
}

fn main() -> ExitCode {
    let done = match Arguments::parse().command {
        Command::Lint(arguments) => lint::run(&arguments),
        Command::Describe(arguments) => describe::run(&arguments),
        Command::Check(arguments) => check::run(&arguments),
        Command::Suspects(arguments) => suspects::run(&arguments),
        Command::Read(arguments) => read::run(&arguments),
        Command::Rollup(arguments) => rollup::run(&arguments),
        Command::Merge(arguments) => merge::run(&arguments),
        Command::Schema => schema(),
    };
    // An answer that nobody reads to its end is not clean, and needs no words either.
    done.unwrap_or_else(|error| {
        if error.kind() != ErrorKind::BrokenPipe {
            writeln!(io::stderr(), "crossfoot: {error}").ok();
        }
        Status::Unusable
    })
    .into()
}
