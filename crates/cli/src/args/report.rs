//! What can be asked of `report`.

use std::{path::PathBuf, str::FromStr};

use bellwether_app::check::When;
use bellwether_domain::Date;
use bellwether_papers::format::Format;
use clap::{Args as Arguments, ValueEnum, builder::PossibleValue};

use super::{Csv, DAY, Mapping, Pack, Place, Reading, day};

#[derive(Arguments)]
pub(crate) struct Report {
    /// A register as published; without one, the register in the database
    pub(crate) file: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) place: Place,
    /// The format (default: that of the file to write, else text)
    #[arg(long, value_enum)]
    pub(crate) format: Option<Printed>,
    /// Which paper: register, pack, actions, changes, findings, risk=NUMBER, or history=NUMBER
    #[arg(long, value_name = "PAPER", default_value = "register")]
    pub(crate) paper: Kind,
    /// The file to write; without it, standard output
    #[arg(long, short, value_name = "PATH")]
    pub(crate) output: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) csv: Csv,
    /// The date it speaks of (default: the last change, or what a file says)
    #[arg(long, value_name = DAY, value_parser = day)]
    pub(crate) as_at: Option<Date>,
    /// Leave out what was recorded after a moment, for example 2025-03-20T12:00:00Z
    #[arg(long, value_name = "TIME")]
    pub(crate) known_at: Option<jiff::Timestamp>,
    /// The register as the seal of this journal entry froze it
    #[arg(long, value_name = "ENTRY", conflicts_with_all = ["as_at", "known_at", "file"])]
    pub(crate) seal: Option<u32>,
    /// The day, or seal-ENTRY, that it is compared with (default: the issue before)
    #[arg(long, value_name = "DAY", value_parser = when)]
    pub(crate) since: Option<When>,
    /// Leave out what is not for the public (bellwether restrict marks it)
    #[arg(long)]
    pub(crate) public: bool,
    #[command(flatten)]
    pub(crate) pack: Pack,
    #[command(flatten)]
    pub(crate) look: Look,
    /// In a file, read the column under a heading as a field, for example --map 'Lead=owners'
    #[arg(long = "map", value_name = "HEADING=FIELD")]
    pub(crate) map: Vec<Mapping>,
    /// In a file, the sheet or table that is meant
    #[arg(long, visible_alias = "sheet", value_name = "NAME")]
    pub(crate) table: Option<String>,
}

impl Report {
    /// What was said of the file to read.
    pub(crate) fn reading(&self) -> Reading {
        Reading { as_at: self.as_at, map: self.map.clone(), table: self.table.clone() }
    }
}

/// A format, as the command line names it.
#[derive(Clone, Copy)]
pub(crate) struct Printed(pub(crate) Format);

impl ValueEnum for Printed {
    fn value_variants<'a>() -> &'a [Self] {
        const ALL: [Printed; Format::ALL.len()] = {
            let mut all = [Printed(Format::Text); Format::ALL.len()];
            let mut at = 0;
            while at < all.len() {
                all[at] = Printed(Format::ALL[at]);
                at += 1;
            }
            all
        };
        &ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.0.name()).help(match self.0 {
            Format::Text => "A table for the terminal, with the heat map",
            Format::Json => "The register document",
            Format::Jsonl => "A risk a line, for programs",
            Format::Csv => "A row per action, for a spreadsheet",
            Format::Html => "One accessible file for a browser",
            Format::Pdf => "Pages to print, to have read aloud and to keep",
            Format::Docx => "A document for Word",
            Format::Odt => "An OpenDocument text",
            Format::Xlsx => "A workbook for Excel",
            Format::Ods => "An OpenDocument workbook",
            Format::Ics => "The target dates of open actions, for a calendar",
        }))
    }
}

/// A paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Kind {
    /// The register in the body's own layout.
    Register,
    /// The pack for a meeting.
    Pack,
    /// Every action by where it stands.
    Actions,
    /// What changed since another date.
    Changes,
    /// What the checks find, for the auditor.
    Findings,
    /// One risk, by its number.
    Risk(String),
    /// The whole history of one risk.
    History(String),
}

impl Kind {
    /// Its name in a sentence.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Register => "register",
            Self::Pack => "pack",
            Self::Actions => "actions",
            Self::Changes => "changes",
            Self::Findings => "findings",
            Self::Risk(_) => "risk",
            Self::History(_) => "history",
        }
    }
}

impl FromStr for Kind {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text.split_once('=') {
            Some(("risk", number)) if !number.trim().is_empty() => {
                return Ok(Self::Risk(number.trim().to_owned()));
            }
            Some(("history", number)) if !number.trim().is_empty() => {
                return Ok(Self::History(number.trim().to_owned()));
            }
            _ => {}
        }
        match text {
            "register" => Ok(Self::Register),
            "pack" => Ok(Self::Pack),
            "actions" => Ok(Self::Actions),
            "changes" => Ok(Self::Changes),
            "findings" => Ok(Self::Findings),
            "assurance" => Err("the register holds no assurance yet, so there is no paper of it: \
                use register, pack, actions, changes, findings, risk=NUMBER or history=NUMBER"
                .to_owned()),
            _ => {
                Err("use register, pack, actions, changes, findings, risk=NUMBER or history=NUMBER"
                    .to_owned())
            }
        }
    }
}

/// How a PDF looks.
#[derive(Arguments)]
#[command(next_help_heading = "How a PDF looks (--format pdf)")]
pub(crate) struct Look {
    /// A Typst file that sets the pages in the body's own way
    #[arg(long, value_name = "PATH")]
    pub(crate) template: Option<PathBuf>,
    /// The body's mark on the first page: an SVG, PNG, JPEG, GIF or WebP picture
    #[arg(long, value_name = "PATH")]
    pub(crate) logo: Option<PathBuf>,
    /// Print the template that the pages are set by, to copy and change
    #[arg(long, exclusive = true)]
    pub(crate) print_template: bool,
}

/// Reads a day, or a seal by its entry.
fn when(text: &str) -> Result<When, String> {
    match text.parse() {
        Ok(when) => Ok(when),
        Err(()) => day(text).map(When::Date),
    }
}
