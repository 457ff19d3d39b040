//! What the command line takes.

use clap::builder::PossibleValuesParser;
use clap::{Args, Parser, Subcommand, ValueEnum};
use crossfoot::message::LOCALES;
use std::ffi::OsStr;
use std::path::PathBuf;

const STATUSES: &str = "\
Exit status:
  0  clean
  1  hard findings; for lint, errors; for suspects, any, or a search that was cut short
  2  unusable input, or an answer that could not be written to its end";

/// Checks statistical report forms: totals, running totals, and every other rule of a form.
#[derive(Parser)]
#[command(version, about, after_help = STATUSES)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Say what is wrong with a form's definition and its rules, each at its place in the text
    Lint(LintArguments),
    /// Read a form's rules back in words
    Describe(DescribeArguments),
    /// Check reports: all that stands against sending them
    Check(ReportArguments),
    /// Say which figures of reports may be wrong, what they should be, and what the rules leave
    /// for their blanks
    Suspects(ReportArguments),
    /// Read the text of a whole report, as copied from a page or a document: its figures, its parts,
    /// and what stands against sending it
    Read(ReadArguments),
    /// Print the JSON Schema of definitions, for editors
    Schema,
}

#[derive(Args)]
pub(crate) struct LintArguments {
    /// The form's definition; `-` reads standard input
    #[arg(value_name = "FORM.json")]
    pub(crate) form: PathBuf,
    #[command(flatten)]
    pub(crate) answer: Answer,
}

#[derive(Args)]
pub(crate) struct DescribeArguments {
    /// The form's definition; `-` reads standard input
    #[arg(value_name = "FORM.json")]
    pub(crate) form: PathBuf,
    #[command(flatten)]
    pub(crate) period: Period,
    #[command(flatten)]
    pub(crate) answer: Answer,
}

#[derive(Args)]
pub(crate) struct ReportArguments {
    /// The form's definition; `-` reads standard input
    #[arg(value_name = "FORM.json")]
    pub(crate) form: PathBuf,
    /// Reports: flat JSON objects from cell address to text; `-` reads standard input
    #[arg(value_name = "REPORT.json", required_unless_present = "jsonl")]
    pub(crate) reports: Vec<PathBuf>,
    /// The prior period's report
    #[arg(long, value_name = "PRIOR.json")]
    pub(crate) prior: Option<PathBuf>,
    /// Read reports from standard input, one a line, and answer each with one line in the same
    /// order; a line that cannot be used is answered with an error, and the rest goes on
    #[arg(long, conflicts_with = "reports")]
    pub(crate) jsonl: bool,
    #[command(flatten)]
    pub(crate) period: Period,
    #[command(flatten)]
    pub(crate) answer: Answer,
}

#[derive(Args)]
pub(crate) struct ReadArguments {
    /// The form's definition; `-` reads standard input
    #[arg(value_name = "FORM.json")]
    pub(crate) form: PathBuf,
    /// The report's text; `-` reads standard input
    #[arg(value_name = "TEXTFILE")]
    pub(crate) report: PathBuf,
    /// The prior period's report
    #[arg(long, value_name = "PRIOR.json")]
    pub(crate) prior: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) period: Period,
    #[command(flatten)]
    pub(crate) answer: Answer,
}

#[derive(Args)]
pub(crate) struct Period {
    /// What `{period}` in labels stands for, such as 2017
    #[arg(long = "period", value_name = "TEXT", default_value = "", hide_default_value = true)]
    pub(crate) text: String,
}

#[derive(Args)]
pub(crate) struct Answer {
    /// How to answer: in words, or as JSON [default: human; json with --jsonl]
    #[arg(long)]
    format: Option<Format>,
    /// The language of the answer [default: zh-CN when LC_ALL, LC_MESSAGES or LANG says zh, else en]
    #[arg(long, value_parser = PossibleValuesParser::new(LOCALES))]
    locale: Option<String>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    Human,
    Json,
}

impl Answer {
    pub(crate) fn format(&self, usual: Format) -> Format {
        self.format.unwrap_or(usual)
    }

    /// The language asked for, else that of the environment.
    pub(crate) fn locale(&self) -> String {
        let environment = || {
            let set = ["LC_ALL", "LC_MESSAGES", "LANG"].map(std::env::var_os);
            let told = set.into_iter().flatten().find(|value| !value.is_empty());
            let chinese = told.is_some_and(|told| is_chinese(&told));
            if chinese { "zh-CN" } else { "en" }.to_owned()
        };
        self.locale.clone().unwrap_or_else(environment)
    }
}

/// Whether a locale's name, such as `zh_CN.UTF-8`, is Chinese.
fn is_chinese(name: &OsStr) -> bool {
    let name = name.to_string_lossy();
    let language = name.split(['_', '.', '@', '-']).next();
    language.is_some_and(|language| language.eq_ignore_ascii_case("zh"))
}
