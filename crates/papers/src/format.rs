//! The formats that papers are written in.

use std::{fmt, str::FromStr};

use crate::xlsx;

/// A format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// A table for the terminal, with the heat map.
    Text,
    /// The register document.
    Json,
    /// A risk a line, as the register document has it.
    Jsonl,
    /// A row per action, for a spreadsheet.
    Csv,
    /// One accessible file for a browser.
    Html,
    /// Pages to print, to have read aloud and to keep.
    Pdf,
    /// A document for Word.
    Docx,
    /// An OpenDocument text.
    Odt,
    /// A workbook for Excel.
    Xlsx,
    /// An OpenDocument workbook.
    Ods,
    /// The target dates of open actions, for a calendar.
    Ics,
}

impl Format {
    /// All of them.
    pub const ALL: [Self; 11] = [
        Self::Text,
        Self::Json,
        Self::Jsonl,
        Self::Csv,
        Self::Html,
        Self::Pdf,
        Self::Docx,
        Self::Odt,
        Self::Xlsx,
        Self::Ods,
        Self::Ics,
    ];

    /// How the name of a file in it ends.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Text => "txt",
            other => other.name(),
        }
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Json => "json",
            Self::Jsonl => "jsonl",
            Self::Csv => "csv",
            Self::Html => "html",
            Self::Pdf => "pdf",
            Self::Docx => "docx",
            Self::Odt => "odt",
            Self::Xlsx => "xlsx",
            Self::Ods => "ods",
            Self::Ics => "ics",
        }
    }

    /// Its media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Text => "text/plain; charset=utf-8",
            Self::Json => "application/json",
            Self::Jsonl => "application/jsonl; charset=utf-8",
            Self::Csv => "text/csv; charset=utf-8; header=present",
            Self::Html => "text/html; charset=utf-8",
            Self::Pdf => "application/pdf",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Odt => "application/vnd.oasis.opendocument.text",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Ods => "application/vnd.oasis.opendocument.spreadsheet",
            Self::Ics => "text/calendar; charset=utf-8",
        }
    }

    /// Whether it is text that a terminal can show.
    pub fn is_text(self) -> bool {
        !matches!(self, Self::Pdf | Self::Docx | Self::Odt | Self::Xlsx | Self::Ods)
    }

    /// The format of ours that is nearest to one that papers are not written in, by how its files end.
    pub fn nearest(ending: &str) -> Option<Self> {
        Some(match ending.to_lowercase().as_str() {
            "doc" | "dot" | "dotx" | "docm" | "rtf" | "pages" | "wps" => Self::Docx,
            "xls" | "xlsm" | "xlsb" | "xlt" | "xltx" | "numbers" => Self::Xlsx,
            "ott" | "fodt" | "sxw" => Self::Odt,
            "ots" | "fods" | "sxc" => Self::Ods,
            "tsv" | "tab" => Self::Csv,
            "xhtml" | "mhtml" | "mht" | "md" => Self::Html,
            "ps" | "png" | "jpg" | "jpeg" | "gif" | "svg" | "tif" | "tiff" | "ppt" | "pptx"
            | "odp" => Self::Pdf,
            "ical" | "icalendar" | "vcs" => Self::Ics,
            "yaml" | "yml" | "xml" => Self::Json,
            "log" | "asc" => Self::Text,
            _ => return None,
        })
    }

    /// The format that the name of a file ends in.
    pub fn of_file(name: &str) -> Option<Self> {
        let (_, end) = name.rsplit_once('.')?;
        match end.to_lowercase().as_str() {
            "txt" => Some(Self::Text),
            "htm" => Some(Self::Html),
            "ndjson" => Some(Self::Jsonl),
            end => end.parse().ok(),
        }
    }
}

/// A name that no format has.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is no format that papers are written in: use {names}", names = names())]
pub struct NoSuchFormat(String);

/// The names of all formats, as a list in a sentence.
pub fn names() -> String {
    Format::ALL.map(Format::name).join(", ")
}

impl FromStr for Format {
    type Err = NoSuchFormat;

    fn from_str(text: &str) -> Result<Self, NoSuchFormat> {
        let found = Self::ALL.into_iter().find(|format| format.name() == text);
        found.ok_or_else(|| NoSuchFormat(text.to_owned()))
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Why a paper could not be written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// As a workbook for Excel.
    #[error(transparent)]
    Xlsx(#[from] xlsx::XlsxError),
    /// As a package of parts, which office documents are.
    #[error("the file could not be packed: {0}")]
    Package(#[from] zip::result::ZipError),
    /// As PDF, told in a sentence.
    #[error("{0}")]
    Pdf(String),
    /// As many others are being set as PDF, or wait to be, as may.
    #[error("other papers are being set just now: try again in a minute")]
    Busy,
    /// As CSV.
    #[error(transparent)]
    Csv(#[from] crate::csv::CsvError),
}
