//! What the command line takes.

use clap::builder::PossibleValuesParser;
use clap::{Args, Parser, Subcommand, ValueEnum};
use crossfoot::message::LOCALES;
use std::ffi::OsStr;
use std::path::PathBuf;

const STATUSES: &str = "\
Exit status:
  0  clean
  1  hard findings; for lint, errors; for suspects, any, or a search that was cut short; for rollup
     and merge, figures that are not what was reported or cannot be read, units that are missing or
     not in the roster, and with --check hard findings of theirs
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
    /// Add up many units' reports of one form, compare the sums with what was reported of all of them,
    /// and say which unit would explain a difference
    Rollup(RollUpArguments),
    /// Add up partial results, as `rollup --partial` and `merge --partial` print them
    Merge(MergeArguments),
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
    /// Reports: JSON objects from cell address to text, or with `entries` and what they are of;
    /// `-` reads standard input
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
pub(crate) struct RollUpArguments {
    /// The form's definition; `-` reads standard input
    #[arg(value_name = "FORM.json")]
    pub(crate) form: PathBuf,
    /// Reports; whose one is, it says itself, or else the file's name; `-` reads standard input
    #[arg(value_name = "REPORT.json", required_unless_present = "jsonl")]
    pub(crate) reports: Vec<PathBuf>,
    /// Read reports from standard input, one a line, in the memory of one line and of the units'
    /// names; each says whose it is
    #[arg(long, conflicts_with = "reports")]
    pub(crate) jsonl: bool,
    /// With --jsonl: keep the figures of every report, so that differences are explained
    #[arg(long, requires = "jsonl", conflicts_with_all = ["reports", "partial"])]
    pub(crate) explain: bool,
    /// Check each report by the form's own rules, too
    #[arg(long)]
    pub(crate) check: bool,
    /// A unit whose report is not to be counted; can be given more than once
    #[arg(long, value_name = "UNIT")]
    pub(crate) leave_out: Vec<String>,
    #[command(flatten)]
    pub(crate) whole: Whole,
}

#[derive(Args)]
pub(crate) struct MergeArguments {
    /// The form's definition; `-` reads standard input
    #[arg(value_name = "FORM.json")]
    pub(crate) form: PathBuf,
    /// Partial results, one a line; `-` reads standard input
    #[arg(value_name = "PARTIAL", required = true)]
    pub(crate) partials: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) whole: Whole,
}

/// What reports are added up to.
#[derive(Args)]
pub(crate) struct Whole {
    /// Who must report; `-` reads standard input
    #[arg(long, value_name = "ROSTER.json")]
    pub(crate) roster: Option<PathBuf>,
    /// What was reported of all units, to be compared; `-` reads standard input
    #[arg(long, value_name = "PARENT.json", conflicts_with = "partial")]
    pub(crate) parent: Option<PathBuf>,
    /// Answer for a group of the roster; for one inside another, name the outer one first
    #[arg(long, value_name = "NAME", requires = "roster", conflicts_with = "partial")]
    pub(crate) group: Vec<String>,
    /// Print a partial result, one line of JSON, for `merge`
    #[arg(long, conflicts_with = "format")]
    pub(crate) partial: bool,
    /// The period all reports must be about, and what `{period}` in labels stands for, such as 2017
    #[arg(long, value_name = "TEXT", default_value = "", hide_default_value = true)]
    pub(crate) period: String,
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
