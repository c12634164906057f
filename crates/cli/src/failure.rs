//! Why a command failed, in one sentence, and the exit code that scripts see.

use std::{io, process::ExitCode};

use bellwether_app::AppError;
use thiserror::Error;

#[derive(Debug, Error)]
pub(crate) enum Failure {
    #[error("{path} could not be read: {reason}. Check the path and its permissions.")]
    File { path: String, reason: String },
    #[error("{path}: {source}")]
    Intake { path: String, source: bellwether_intake::IntakeError },
    #[error(
        "{path} seems to hold {} registers, for the same numbers stand for other risks in each. \
         Say which is meant: --table with the name of one ({}), or --table all if they are parts \
         of one register",
        parts.len(),
        parts.join(", ")
    )]
    Several { path: String, parts: Vec<String> },
    #[error("{0}")]
    App(#[from] AppError),
    #[error("{0}")]
    Open(#[from] bellwether_history::OpenError),
    #[error(
        "there is no database at {0}: check the path, or make one with bellwether import FILE \
         --database {0}"
    )]
    NoDatabase(String),
    #[error(
        "there is no database at {0}: check the path. bellwether import FILE --database {0} makes \
         one of a register, and bellwether serve --create --database {0} an empty one"
    )]
    NothingToServe(String),
    #[error(
        "say where the register is with --database PATH: without a terminal you cannot be asked"
    )]
    NowhereToOpen,
    #[error(
        "{0} is about to be opened or closed by another start of Bellwether: try again in a moment"
    )]
    OpenElsewhere(String),
    #[error("nothing is suggested there: see what is with bellwether accept")]
    NothingSuggested,
    #[error("{0} would get the same words: choose one of them with --risk NUMBER")]
    OneAtATime(usize),
    #[error("{0}")]
    Refused(#[from] bellwether_app::check::Refused),
    #[error("--delimiter and --bom are for CSV: add {0} csv")]
    NotCsv(&'static str),
    #[error("{0}")]
    Set(#[from] bellwether_app::settings::SetError),
    #[error("{0}")]
    NoSuchHeading(#[from] bellwether_domain::covers::UnknownCovered),
    #[error(
        "a file holds no marks of what is not for the public: bring it in with bellwether import"
    )]
    NoMarks,
    #[error(
        "the paper of the findings holds all of the register: there is no public version of it"
    )]
    NotForThePublic,
    #[error(
        "a file has no history to compare it with: bring its issues in with bellwether import, and \
         report from the database"
    )]
    NoHistory,
    #[error("the register has no column “{0}”: name it by what stands in it, for example owners")]
    NoSuchColumn(String),
    #[error("the matrix has no band “{0}”: bellwether report --format text names its bands")]
    NoSuchBand(String),
    #[error("risk {0} has no action {1}: its page lists them by number")]
    NoSuchAction(String, usize),
    #[error("no risk is of the category “{name}”: {}", categories(known))]
    NoSuchCategory { name: String, known: Vec<String> },
    #[error("several columns are headed “{name}”: say which by its name: {}", known.join(", "))]
    HeadingOfSeveral { name: String, known: Vec<String> },
    #[error(
        "“{0}” cannot be kept from the public by itself: restrict a risk, an action, a category or \
         what stands under a heading"
    )]
    NotWithheld(String),
    #[error("there is no risk “{0}” on the register that the paper is of")]
    NoSuchRisk(String),
    #[error(
        "the paper “{paper}” cannot be written as {format}: use {formats}, or --paper register"
    )]
    NotInFormat { paper: &'static str, format: &'static str, formats: String },
    #[error("no paper is written as .{ending}: use {formats}, or say --format")]
    NoSuchFormat { ending: String, formats: String },
    #[error("a template sets PDFs alone: leave it out for {0}, or make a PDF")]
    TemplateOfPdf(&'static str),
    #[error("{0} is no template: a Typst file is text in UTF-8")]
    NoTemplate(String),
    #[error("nothing is published in {0}: bellwether publish SEAL --to FOLDER publishes")]
    NotPublished(String),
    #[error("this format is not for a terminal: name a file with --output, or send it on")]
    NotForTerminal,
    #[error("there is no folder {0}: make it, or give another path")]
    NoFolder(String),
    #[error(
        "{path} could not be written: {reason}. Give the path of a file that is not there yet."
    )]
    Output { path: String, reason: String },
    #[error("{0}")]
    Attachments(#[from] bellwether_history::AttachmentStoreError),
    #[error("{0}")]
    Evidence(#[from] bellwether_app::evidence::EvidenceError),
    #[error(
        "what is erased is gone for good, and nobody can be asked here: look with --dry-run, then say \
         --yes. Nothing was erased"
    )]
    EraseUnasked,
    #[error(
        "say what is to be erased: --words TEXT, --file with the entry that brought it, or --past-retention"
    )]
    NothingToErase,
    #[error("{0}")]
    Words(#[from] bellwether_history::NoWords),
    #[error("{0}")]
    Erasure(#[from] bellwether_app::erase::ErasureError),
    #[error("{0}")]
    Undo(#[from] bellwether_app::undo::UndoError),
    #[error("{0}")]
    Backup(#[from] bellwether_history::BackupError),
    #[error("{0}")]
    Export(#[from] bellwether_history::ExportError),
    #[error("{0}")]
    Load(#[from] bellwether_history::LoadError),
    #[error("journal entry {0} is no seal: bellwether seals lists them")]
    NoSuchSeal(u32),
    #[error("{0}")]
    Paper(#[from] bellwether_papers::format::WriteError),
    #[error(
        "{0} is not an address of this machine alone: until there is sign-in, anyone who can \
         reach it could read and change the register. Use 127.0.0.1 or [::1]."
    )]
    NotLoopback(std::net::SocketAddr),
    #[error(
        "{address} cannot be listened on: {reason}. Stop what uses it, or choose another with \
         --listen, for example --listen 127.0.0.1:8081."
    )]
    Listen { address: String, reason: String },
    #[error(
        "the record{of} does not hold: journal entry {seq}: {problem}. What follows it cannot be \
         trusted; compare with a backup from before."
    )]
    Broken { of: String, seq: String, problem: String },
    #[error(
        "the database does not hold: in it {0}. It was changed from outside; compare with a backup \
         from before."
    )]
    Altered(String),
    #[error(
        "“{0}” is no head that was noted, nor a file of them: write ENTRY=DIGEST, for example as \
         seal printed it"
    )]
    NoHead(String),
    #[error(
        "two digests are noted for entry {0}: one of them is not what was noted, so they prove \
         nothing. Ask who keeps them"
    )]
    TwoHeads(String),
    #[error(
        "the newer copy is not what was written (entry {seq}: {problem}), so what it says was erased \
         is not believed. Give one that bellwether verify holds"
    )]
    NewerAltered { seq: String, problem: String },
    #[error("{0}")]
    Keys(#[from] bellwether_history::KeysError),
    #[error(
        "there is no record of {0} here, and so nothing to verify: check the path and the name"
    )]
    NoRecord(String),
    #[error(
        "the record holds, but {} cannot be shown to be what {}: {}",
        if files.len() == 1 { "a file outside the database" } else { "files outside the database" },
        if files.len() == 1 { "it was" } else { "they were" },
        files.join("; ")
    )]
    Absent { files: Vec<String> },
    #[error("there is no check “{0}”: the guide lists them by id (ACT-04) and name (overdue)")]
    NoSuchRule(String),
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))]
    Authority(Vec<bellwether_history::NoAuthority>),
    #[error("the answer could not be written: {0}")]
    Write(io::Error),
    /// Whoever reads our output has had enough of it.
    #[error("")]
    Closed,
}

impl Failure {
    /// 3 where a decision is wanted, 2 for everything else that was not done. (1 is for checks
    /// that were made and found something.)
    pub(crate) fn code(&self) -> ExitCode {
        ExitCode::from(match self {
            Self::App(
                AppError::Undecided { .. } | AppError::SealAhead { .. } | AppError::NoDate,
            )
            | Self::Several { .. }
            | Self::EraseUnasked => 3,
            _ => 2,
        })
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe { Self::Closed } else { Self::Write(error) }
    }
}

fn categories(known: &[String]) -> String {
    match known {
        [] => "no risk has one".to_owned(),
        known => format!("there are {}", known.join("; ")),
    }
}
