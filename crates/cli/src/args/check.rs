//! What can be asked of the checks.

use std::path::PathBuf;

use bellwether_domain::Date;
use clap::{Args as Arguments, ValueEnum};

use super::{DAY, Place, day};

#[derive(Arguments)]
pub(crate) struct Check {
    /// A register as published; without one, the register in the database
    pub(crate) file: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) place: Place,
    /// The date to judge at (default: the register's own)
    #[arg(long, value_name = DAY, value_parser = day)]
    pub(crate) as_at: Option<Date>,
    /// The sheet or table that is meant, where the file holds several registers
    #[arg(long, visible_alias = "sheet", value_name = "NAME")]
    pub(crate) table: Option<String>,
    /// Only this rule, by id or name; may be given more than once
    #[arg(long, value_name = "RULE")]
    pub(crate) rule: Vec<String>,
    /// Only findings of this severity and above
    #[arg(long, value_enum, ignore_case = true)]
    pub(crate) severity: Option<Severity>,
    /// Judge a file by the settings for such a body; a register in a database has its own
    #[arg(long, value_enum, requires = "file")]
    pub(crate) preset: Option<Preset>,
    /// What to print
    #[arg(long, value_enum, default_value_t = Findings::Text)]
    pub(crate) format: Findings,
    /// Exit with 1 where a finding of this severity or above stands
    #[arg(long, value_enum, ignore_case = true)]
    pub(crate) fail_on: Option<Severity>,
}

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum Findings {
    /// Grouped by rule, in plain words
    Text,
    /// For programs
    Json,
    /// The paper for the auditor, as one file for a browser
    Html,
    /// SARIF 2.1.0, for tools that show findings beside files
    Sarif,
}

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum Preset {
    /// A parish council, a school, a small agency
    SmallBody,
    /// An NHS trust
    NhsTrust,
    /// A police and crime commissioner
    PoliceAndCrimeCommissioner,
    /// A charity
    Charity,
}

impl From<Preset> for bellwether_checks::Preset {
    fn from(preset: Preset) -> Self {
        match preset {
            Preset::SmallBody => Self::SmallBody,
            Preset::NhsTrust => Self::NhsTrust,
            Preset::PoliceAndCrimeCommissioner => Self::PoliceAndCrimeCommissioner,
            Preset::Charity => Self::Charity,
        }
    }
}

#[derive(Clone, Copy, ValueEnum)]
#[value(rename_all = "verbatim")]
pub(crate) enum Severity {
    /// Should block sign-off
    H,
    /// An owner must answer
    M,
    /// Tidy up
    L,
    /// Information
    I,
}

impl From<Severity> for bellwether_checks::Severity {
    fn from(severity: Severity) -> Self {
        match severity {
            Severity::H => Self::High,
            Severity::M => Self::Medium,
            Severity::L => Self::Low,
            Severity::I => Self::Info,
        }
    }
}
