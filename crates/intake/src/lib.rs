//! Reads a published register as it stands, without loss, and says how sure it is.
//!
//! The way of the data: [`read`](mod@read) (bytes → [`sheet`]s of cells with provenance) → `locate` (tables,
//! headers, repeats) → `map` (columns → fields) → `parse` (cells → values) → `assemble`
//! (rows → risks). Nothing here knows of SQL or HTTP.

mod assemble;
mod error;
mod locate;
mod map;
mod note;
mod parse;
mod read;
pub mod sheet;
mod target;

use bellwether_domain::{Date, Register, Source};

pub use error::IntakeError;
pub use read::{FileFormat, read_cells};
pub use target::{Target, UnknownTarget, field_name};

/// What the person who brings the file knows about it.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The date the register speaks of; overrides what the document says.
    pub as_at: Option<Date>,
    /// Readings of columns that were corrected: heading (any case) → target.
    pub map: Vec<(String, Target)>,
    /// The file's name, for the messages.
    pub file_name: Option<String>,
}

/// A register as read, and how it was read.
#[derive(Debug, Clone)]
pub struct Intake {
    /// The register document, diagnostics included.
    pub register: Register,
    /// How each column was read; empty for a register document.
    pub columns: Vec<ColumnReading>,
    /// What the file was.
    pub format: FileFormat,
    /// The rows of the document in order, each with what it became.
    pub rows: Vec<SourceRow>,
}

/// How one column was read.
#[derive(Debug, Clone, PartialEq)]
pub struct ColumnReading {
    /// The sheet it stands on, where the document has sheets.
    pub sheet: Option<String>,
    /// Its place in the row, from one.
    pub column: u32,
    /// Its heading, with the group over it where there is one ("Gross Risk / Likelihood").
    pub heading: String,
    /// What it is read as.
    pub target: Target,
    /// How sure the reading is, from 0 to 1; below 0.6 it deserves a question.
    pub confidence: f32,
    /// Why, in plain words.
    pub evidence: Vec<String>,
    /// Its first few cells.
    pub samples: Vec<String>,
}

/// One row of the document beside what became of it.
#[derive(Debug, Clone, PartialEq)]
pub struct SourceRow {
    /// Where it stands.
    pub source: Source,
    /// Its cells as shown.
    pub cells: Vec<String>,
    /// The risk (index into `register.risks`) that it went into.
    pub risk: Option<usize>,
    /// Whether it was read as headings.
    pub heading: bool,
}

/// Reads a file of any supported kind into a register.
///
/// The program's own register document (JSON) is returned as it is.
///
/// # Errors
/// When the file is empty, too large, damaged, of a kind that is not read, or holds no register;
/// each says what to do.
pub fn read(bytes: &[u8], options: &Options) -> Result<Intake, IntakeError> {
    match read::read(bytes)? {
        read::Content::Register(register) => Ok(Intake {
            register: *register,
            columns: vec![],
            format: FileFormat::Register,
            rows: vec![],
        }),
        read::Content::Sheets(format, document) => {
            Ok(intake(assemble::assemble(&document, options)?, format))
        }
        read::Content::Text(readings) => {
            let mut read = readings.iter().map(|document| assemble::assemble(document, options));
            let mut best = read.next().unwrap_or_else(|| {
                Err(IntakeError::NoRegister { reason: "the text is empty".to_owned() })
            });
            for other in read.flatten() {
                // The delimited reading stands unless another makes more of the text.
                if best.as_ref().is_ok_and(|best| best.worth() >= other.worth()) {
                    continue;
                }
                best = Ok(other);
            }
            Ok(intake(best?, FileFormat::Text))
        }
    }
}

fn intake(assembled: assemble::Assembled, format: FileFormat) -> Intake {
    Intake {
        register: assembled.register,
        columns: assembled.columns,
        format,
        rows: assembled.rows,
    }
}

/// Reads the word or letter that a register gives for an action's status ("G", "Complete").
pub fn status(text: &str) -> Option<bellwether_domain::ActionStatus> {
    parse::status::action_value(text)
}

/// Reads the word that a register gives for a risk's status ("Live", "Closed").
pub fn risk_status(text: &str) -> Option<bellwether_domain::RiskState> {
    parse::status::risk_value(text)
}

/// Reads the words that a register gives for the response to a risk ("Mitigate").
pub fn response(text: &str) -> Option<bellwether_domain::Response> {
    parse::status::response_value(text)
}

/// Reads the number that a likelihood, an impact or a score stands for ("4 - Likely", "IV");
/// words alone stand for none, since only the body's own scale says which.
pub fn rating(text: &str) -> Option<bellwether_domain::Number> {
    parse::rating::value(text)
}
