//! Reads a published register as it stands, without loss, and says how sure it is.
//!
//! The way of the data: `bellwether_sheets` (bytes → [`sheet`]s of cells with provenance; text that
//! nothing divides: `loose`) → `locate` (tables, headers, repeats) → `map` (columns → fields) → `parse` (cells → values) → `assemble`
//! (rows → risks). Nothing here knows of SQL or HTTP.

mod align;
pub mod apart;
mod assemble;
mod content;
mod error;
mod heads;
mod locate;
mod loose;
mod map;
pub mod marking;
mod note;
mod parse;
pub mod recognised;
mod remark;
mod spaced;
mod target;
pub mod why;
mod words;

use bellwether_domain::{Date, Register, Source};
use recognise::{Nobody, Recogniser};
use serde::{Deserialize, Serialize};

use content::Content;

pub use bellwether_sheets::{
    FileFormat, ReadError, each_text, panics_are_caught, recognise, sheet,
};
pub use error::IntakeError;
pub use heads::Heads;
pub use target::{Target, UnknownTarget};

/// What the person who brings the file knows about it.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Options {
    /// The date the register speaks of; overrides what the document says.
    pub as_at: Option<Date>,
    /// Readings of columns that were corrected: heading (any case) → target.
    pub map: Vec<(String, Target)>,
    /// The file's name, for the messages.
    pub file_name: Option<String>,
    /// Whether rows that are struck out whole are read as if they were not; else they are left out.
    pub keep_struck: bool,
    /// The sheet or table that is meant, where a document holds several registers; `all` where
    /// they are parts of one.
    pub table: Option<String>,
    /// The row of headings that the table begins with, where that is not found by itself.
    pub heads: Option<Heads>,
    /// Whether rows one below the other that have the same reference are one risk, though they
    /// word it otherwise.
    pub joined: bool,
}

/// A register as read, and how it was read.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Intake {
    /// The register document, diagnostics included.
    #[serde(with = "apart::as_json")]
    pub register: Register,
    /// How each column was read; empty for a register document.
    pub columns: Vec<ColumnReading>,
    /// What the file was.
    pub format: FileFormat,
    /// The document as rows of cells; empty for a register document.
    pub document: sheet::Document,
    /// Where each value stood, in the order of the document.
    pub stood: Vec<Stood>,
    /// The rows read as headings, as sheet and row from zero, in order.
    pub headings: Vec<(u16, u32)>,
    /// The dates that the document says it speaks of ("as at …") with the words of each, where they
    /// differ: the first was taken, and whoever brought the document is to say. Empty otherwise.
    pub dates: Vec<(Date, String)>,
    /// The risks whose rows are struck out whole and so were left out: whoever brought the document
    /// is to say whether they are closed or still stand ([`Options::keep_struck`]).
    pub struck: Vec<StruckRisk>,
    /// The registers that it holds, where they are several and nobody said which is meant; empty
    /// where it is one.
    pub parts: Vec<Part>,
    /// The line of its head that says that it is not for the public ("EXEMPT: paragraph 3"); `None`
    /// where none does.
    #[serde(default)]
    pub head: Option<String>,
    /// How sure the reading is as a whole, from 0 to 1; below 0.8 the register has diagnostics
    /// `reading-in-doubt` that say why. 1 for a register document.
    pub confidence: f32,
    /// Why it was read so.
    pub why: why::Why,
}

/// A risk whose row is struck out whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StruckRisk {
    /// Its number, where it has one.
    pub reference: Option<String>,
    /// Its wording.
    pub wording: String,
    /// Where it stands.
    #[serde(with = "apart::as_json")]
    pub source: Source,
}

/// One of several registers in a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// The name of its sheet, or "table 2".
    pub name: String,
    /// How many risks it has.
    pub risks: usize,
}

/// One cell of the document that a value was read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stood {
    /// The cell.
    pub at: sheet::Spot,
    /// The risk (index into `register.risks`) that it went into.
    pub risk: usize,
    /// The field of it.
    pub target: Target,
    /// Which of the risk's actions, where it is a field of one.
    pub action: Option<usize>,
    /// The column (index into `columns`) that it was read by, where it was read by one of those.
    pub column: Option<usize>,
}

/// How one column was read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
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
    /// What else the heading could be, the likeliest first; the first is what it is taken for
    /// unless the columns around it say otherwise.
    pub weighed: Vec<why::Weighed>,
    /// What its cells hold, in plain words.
    pub holds: String,
    /// Its first few cells.
    pub samples: Vec<String>,
    /// The cell of its heading.
    pub at: Option<sheet::Spot>,
}

impl ColumnReading {
    /// Whether a reader means this column: by its heading, with or without its group, or by its
    /// place ("column 7").
    pub fn is_named(&self, name: &str) -> bool {
        let heading = self.heading.as_str();
        let own = heading.rsplit(" / ").next().unwrap_or(heading);
        map::means(name, [own, heading, &self.place()])
    }

    /// Its place, as a reader names it.
    pub fn place(&self) -> String {
        format!("column {}", self.column)
    }
}

impl Intake {
    /// How a reader best names a column: by its heading, or by its place where it has none or
    /// another column of its sheet has the same.
    pub fn name_of(&self, column: &ColumnReading) -> String {
        column.name_among(&self.columns)
    }
}

impl ColumnReading {
    /// How a reader best names it among the columns of a document: by its heading, or by its place
    /// where it has none or another column of its sheet has the same.
    pub fn name_among(&self, columns: &[Self]) -> String {
        let also = |other: &Self| {
            other.sheet == self.sheet
                && other.column != self.column
                && map::means(&other.heading, [&self.heading])
        };
        if self.heading.is_empty() || columns.iter().any(also) {
            self.place()
        } else {
            self.heading.clone()
        }
    }
}

/// Reads a file of any supported kind into a register.
///
/// The program's own register document (JSON) is returned as it is.
///
/// # Errors
/// When the file is empty, too large, damaged, of a kind that is not read, or holds no register;
/// each says what to do.
pub fn read(bytes: &[u8], options: &Options) -> Result<Intake, IntakeError> {
    seen_by(&Nobody, bytes, options)
}

/// The same; pages that are pictures without text are read by `eyes`.
///
/// # Errors
/// When the file is empty, too large, damaged, of a kind that is not read, or holds no register;
/// each says what to do.
pub fn seen_by(
    eyes: &dyn Recogniser,
    bytes: &[u8],
    options: &Options,
) -> Result<Intake, IntakeError> {
    match content::read(eyes, bytes)? {
        Content::Register(register) => Ok(Intake {
            register: *register,
            columns: vec![],
            format: FileFormat::Json,
            document: sheet::Document::default(),
            stood: vec![],
            headings: vec![],
            dates: vec![],
            struck: vec![],
            parts: vec![],
            head: None,
            confidence: 1.0,
            why: why::Why::default(),
        }),
        Content::Sheets(format, mut document) => {
            if options.keep_struck {
                document.stand();
            }
            document.number();
            match assembled(&document, options) {
                Ok(mut assembled) => {
                    recognised::doubt(&mut assembled, &document);
                    Ok(intake(assembled, format, document))
                }
                Err(error) => Err(error.beside(format, document)),
            }
        }
        Content::Text(text, readings) => {
            let mut candidates = Candidates { options, best: None, refusal: None, tried: vec![] };
            for (way, document) in readings.documents {
                candidates.add(way, document);
            }
            // A mark may divide every line alike and still be none: "Thorn, Gus" in each.
            if readings.is_even && candidates.best.is_none() {
                for (way, document) in content::undivided(&text) {
                    candidates.add(way, document);
                }
            }
            // Only what the signs of the text do not settle is searched; word by word only what
            // nothing else settles either.
            for way in align::Way::ALL {
                let is_settled = candidates.is_settled();
                if !is_settled || !readings.is_even && way != align::Way::Words {
                    candidates.extend(way.says(), align::read(&text, way));
                }
            }
            let (mut assembled, document) = candidates.take()?;
            if let Some(doubt) = spaced::doubt(&text, &document).filter(|_| options.map.is_empty())
            {
                assembled.doubt(doubt);
            }
            Ok(intake(assembled, FileFormat::Text, document))
        }
    }
}

/// Reads a document: one that we wrote by what its headings say, any other by the whole way.
fn assembled(
    document: &sheet::Document,
    options: &Options,
) -> Result<assemble::Assembled, IntakeError> {
    if options.heads.is_some() {
        return assemble::assemble(document, options);
    }
    match assemble::own(document, options) {
        Some(own) => Ok(own),
        None => {
            let document = locate::frame::bare(document);
            assemble::assemble(&locate::aside::apart(&document), options)
        }
    }
}

/// A reading as plausible as this needs no other beside it.
const SETTLED: f32 = 0.97;

/// The readings of a text as they compete.
struct Candidates<'a> {
    options: &'a Options,
    best: Option<(assemble::Assembled, sheet::Document)>,
    /// Why the first was declined.
    refusal: Option<IntakeError>,
    tried: Vec<why::Tried>,
}

impl Candidates<'_> {
    /// Reads one way to divide the text; it stands unless another is worth more.
    fn add(&mut self, way: &str, mut document: sheet::Document) {
        loose::spill::mend(&mut document);
        document.number();
        let read = assembled(&document, self.options);
        let came_to = read.as_ref().map(assemble::Assembled::told).map_err(ToString::to_string);
        self.tried.push(why::Tried { way: way.to_owned(), came_to });
        match read {
            Ok(read) => {
                let better = |(best, _): &(assemble::Assembled, _)| read.weight() > best.weight();
                if self.best.as_ref().is_none_or(better) {
                    self.best = Some((read, document));
                }
            }
            Err(error) => {
                self.refusal.get_or_insert_with(|| error.beside(FileFormat::Text, document));
            }
        }
    }

    fn extend(&mut self, way: &str, document: Option<sheet::Document>) {
        if let Some(document) = document {
            self.add(way, document);
        }
    }

    fn is_settled(&self) -> bool {
        self.best.as_ref().is_some_and(|(best, _)| best.plausible.confidence >= SETTLED)
    }

    fn take(mut self) -> Result<(assemble::Assembled, sheet::Document), IntakeError> {
        let weight = |tried: &why::Tried| tried.came_to.as_ref().map_or(-1.0, |own| own.weight);
        self.tried.sort_by(|a, b| weight(b).total_cmp(&weight(a)));
        match self.best {
            Some((mut read, document)) => {
                read.why.ways = self.tried;
                Ok((read, document))
            }
            None => {
                let reason = "the text is empty".to_owned();
                let empty = || IntakeError::NoRegister { reason, wording: None, seen: None };
                Err(self.refusal.unwrap_or_else(empty).after(self.tried))
            }
        }
    }
}

fn intake(assembled: assemble::Assembled, format: FileFormat, document: sheet::Document) -> Intake {
    Intake {
        register: assembled.register,
        columns: assembled.columns,
        format,
        document,
        stood: assembled.stood,
        headings: assembled.headings,
        dates: assembled.dates,
        struck: assembled.struck.into_iter().map(struck).collect(),
        parts: assembled.parts,
        head: assembled.head,
        confidence: assembled.plausible.confidence,
        why: assembled.why,
    }
}

fn struck(risk: assemble::Struck) -> StruckRisk {
    let assemble::Struck { reference, wording, source, .. } = risk;
    StruckRisk { reference, wording, source }
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

/// Parts the owners of a cell; `known` are owners that the register has: they are never parted, and
/// tell whether a comma stands between two owners or within a name.
pub fn owners<'k>(text: &str, known: impl IntoIterator<Item = &'k str>) -> Vec<String> {
    let mut names = parse::owners::Known::default();
    let mut cells = vec![];
    for name in known {
        names.add(name);
        cells.push(name.to_owned());
    }
    cells.push(text.to_owned());
    for one in assemble::commas::whole(&cells, &names) {
        names.add(&one);
    }
    parse::owners::read(text, &names).names
}

/// Whether an owner is a person's name ("Jane Bee", "Dr Ann van Dyke"), and no post or team.
pub fn names_person(owner: &str) -> bool {
    parse::owners::is_person(owner)
}

/// Reads the number that a likelihood, an impact or a score stands for ("4 - Likely", "IV");
/// words alone stand for none, since only the body's own scale says which.
pub fn rating(text: &str) -> Option<bellwether_domain::Number> {
    parse::rating::value(text)
}
