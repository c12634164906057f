//! What can be asked on the command line.

mod accept;
mod check;
mod csv;
mod day;
mod erase;
mod evidence;
mod look;
mod open;
mod pack;
mod proof;
mod publish;
mod remembered;
mod report;
mod restrict;
mod retention;
mod undo;

use std::{net::SocketAddr, path::PathBuf, str::FromStr};

use bellwether_domain::{Covered, Date};
use bellwether_history::OrganisationId;
use bellwether_intake::Target;
use clap::{Args as Arguments, Parser, Subcommand, ValueEnum};

pub(crate) use accept::Accept;
pub(crate) use check::{Check, Findings};
pub(crate) use csv::Csv;
use day::{DAY, day};
pub(crate) use erase::{Erase, ErasedIn};
pub(crate) use evidence::{Attach, Attachments, Detach};
pub(crate) use look::{Column, KeepLook, PaintedBand};
pub(crate) use open::Open;
pub(crate) use pack::{KeepPack, Pack};
pub(crate) use proof::{Doctor, SigningKey, Verify, Witnessing};
pub(crate) use publish::Publish;
pub(crate) use remembered::Remembered;
pub(crate) use report::{Kind, Look, Report};
pub(crate) use restrict::{Restrict, What};
pub(crate) use retention::KeepRetention;
pub(crate) use undo::{Anonymise, Undo};

/// Reads a published risk register as it stands, keeps it live with its whole history, and puts
/// it before the board.
#[derive(Parser)]
#[command(name = "bellwether", version, about, max_term_width = 100)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Read a register and print it as JSON, CSV or a table
    Convert(Convert),
    /// Explain how one target date is read
    Due(Due),
    /// Bring a register into a database: shows the plan, then applies it
    Import(Import),
    /// Say what an auditor would say of a register
    Check(Check),
    /// Accept what the checks suggest: lists it, or makes the edits that would put findings right
    Accept(Accept),
    /// Make a paper of the register of any date, or of a file
    Report(Box<Report>),
    /// Say what stands in the pack for a meeting: its sections, and the words on its cover
    Pack(Box<KeepPack>),
    /// Say how the register's papers look: template, mark, sheet, order of columns
    Look(KeepLook),
    /// Say what of the register is not for the public
    Restrict(Restrict),
    /// Freeze the register for a meeting, signed
    Seal(Seal),
    /// List the seals, or print what one froze
    Seals(Seals),
    /// Write the public papers of a seal as a folder that a web server hands out
    Publish(Publish),
    /// List what is remembered of documents by their headings, or forget some of it
    Remembered(Remembered),
    /// Put a file beside a risk, one of its actions or the register, as evidence
    Attach(Attach),
    /// List the attachments, or get one out
    Attachments(Attachments),
    /// Withdraw an attachment; its bytes stay for the history
    Detach(Detach),
    /// Take a journal entry back: shows what comes back, then restores it by a new entry
    Undo(Undo),
    /// Take the name of somebody who made changes out of the record
    Anonymise(Anonymise),
    /// Take words or files that must not be kept out of the record for good: shows what goes, and asks
    Erase(Erase),
    /// Say how long what need not be kept for ever is kept, and what is past that
    Retention(KeepRetention),
    /// Prove that the record is what was written
    Verify(Verify),
    /// Copy the database while it is in use
    Backup(Backup),
    /// Make a database from a backup
    Restore(Restore),
    /// Write everything as JSON Lines, to move to another engine or version
    Export(Export),
    /// Say whether all is well
    Doctor(Doctor),
    /// Show the register in the browser
    Serve(Serve),
    /// Open the register in the browser of whoever is at this machine, as a double click does
    Open(Open),
    /// Write the man pages and the completions of the shells into a folder
    Manual(Manual),
}

#[derive(Arguments)]
pub(crate) struct Convert {
    /// The register as published; - reads standard input
    pub(crate) file: PathBuf,
    /// What to print
    #[arg(long, value_enum, default_value_t = Form::Text)]
    pub(crate) to: Form,
    /// Print instead why it was read as it was: what it was taken for, which reading won, what
    /// decided each column, and what was left over
    #[arg(long, conflicts_with_all = ["to", "bom", "delimiter"])]
    pub(crate) explain: bool,
    #[command(flatten)]
    pub(crate) csv: Csv,
    #[command(flatten)]
    pub(crate) reading: Reading,
}

/// Where the register is kept.
#[derive(Arguments)]
pub(crate) struct Place {
    /// The database: a file, or the address of a PostgreSQL server (postgres://…)
    #[arg(
        long,
        value_name = "PATH",
        default_value = "bellwether.db",
        env = "BELLWETHER_DATABASE",
        hide_env_values = true
    )]
    pub(crate) database: String,
    /// Whose register, where a database holds more than one
    #[arg(long, value_name = "NAME", default_value = "main")]
    pub(crate) organisation: OrganisationId,
    #[command(flatten)]
    pub(crate) outside: Outside,
    #[command(flatten)]
    pub(crate) key: SigningKey,
}

/// Where attachments are kept that are not in the database.
#[derive(Arguments, Clone, Default)]
pub(crate) struct Outside {
    /// Keep attachments outside the database: in a folder (file:///…) or an S3 bucket
    /// (s3://bucket/folder, with AWS_… in the environment)
    #[arg(long, value_name = "URL", env = "BELLWETHER_ATTACHMENTS")]
    pub(crate) attachments: Option<String>,
}

/// How large an attachment may be.
#[derive(Arguments)]
pub(crate) struct Limit {
    /// The largest attachment, in MiB (at most 100)
    #[arg(
        long = "attachment-limit",
        value_name = "MIB",
        default_value_t = 20,
        value_parser = clap::value_parser!(u8).range(1..=100),
        env = "BELLWETHER_ATTACHMENT_LIMIT"
    )]
    pub(crate) mebibytes: u8,
}

impl Limit {
    /// In bytes.
    pub(crate) fn bytes(&self) -> usize {
        usize::from(self.mebibytes) * 1024 * 1024
    }
}

/// What the person who brings the file knows about it.
#[derive(Arguments)]
pub(crate) struct Reading {
    /// The date the register speaks of, where the document does not say
    #[arg(long, value_name = DAY, value_parser = day)]
    pub(crate) as_at: Option<Date>,
    /// Read the column under a heading as a field, for example --map 'Lead=owners'
    #[arg(long = "map", value_name = "HEADING=FIELD")]
    pub(crate) map: Vec<Mapping>,
    /// The sheet or table that is meant, where the file holds several registers; all where they
    /// are parts of one
    #[arg(long, visible_alias = "sheet", value_name = "NAME")]
    pub(crate) table: Option<String>,
}

/// One `HEADING=FIELD`.
#[derive(Clone)]
pub(crate) struct Mapping(pub(crate) String, pub(crate) Target);

impl FromStr for Mapping {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        // A heading may hold an equals sign; a field's name does not.
        let (heading, field) = text.rsplit_once('=').ok_or("write it as 'HEADING=FIELD'")?;
        let target = field.trim().parse::<Target>().map_err(|e| e.to_string())?;
        Ok(Self(heading.trim().to_owned(), target))
    }
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Form {
    /// The register document
    Json,
    /// A row per action, for a spreadsheet
    Csv,
    /// A table for the terminal, with the heat map
    Text,
}

#[derive(Arguments)]
pub(crate) struct Due {
    /// The target date as written, for example "Sept 2017 then ongoing"
    pub(crate) text: String,
    /// The date to judge it as at (default: today)
    #[arg(long, value_name = DAY, value_parser = day)]
    pub(crate) as_at: Option<Date>,
    /// The action's status as written, for example G
    #[arg(long)]
    pub(crate) status: Option<String>,
    /// Print JSON
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Arguments)]
pub(crate) struct Import {
    /// The register as published
    pub(crate) file: PathBuf,
    #[command(flatten)]
    pub(crate) place: Place,
    #[command(flatten)]
    pub(crate) reading: Reading,
    /// Show the plan and change nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
    #[command(flatten)]
    pub(crate) answers: Answers,
    #[command(flatten)]
    pub(crate) erased: ErasedIn,
    /// Why, for the journal
    #[arg(long, default_value = "Published register brought in")]
    pub(crate) reason: String,
    /// Who, for the journal (default: the name you are signed in with)
    #[arg(long)]
    pub(crate) by: Option<String>,
}

/// What a plan may ask, answered beforehand; where there is a terminal, what is left is asked there.
#[derive(Arguments)]
#[command(next_help_heading = "Answers to what the plan asks (or asked at the terminal)")]
pub(crate) struct Answers {
    /// What became of risks that the document lacks
    #[arg(long, value_enum)]
    pub(crate) missing: Option<Missing>,
    /// The document is dated ahead of today, and is meant to be
    #[arg(long, value_enum)]
    pub(crate) ahead: Option<Ahead>,
    /// Ratings are on no step of the scales, and are meant to be
    #[arg(long, value_enum)]
    pub(crate) off_scale: Option<OffScale>,
    /// What the document says is confidential, or what was marked and has other words now, is kept
    /// from the public or open to it
    #[arg(long, value_enum)]
    pub(crate) marks: Option<Marks>,
    /// The document is of this register, though of another body or with no risk that is known
    #[arg(long, value_enum)]
    pub(crate) another_register: Option<AnotherRegister>,
    /// The document was read rightly, though the reading is in doubt
    #[arg(long)]
    pub(crate) accept_doubts: bool,
    /// A risk of the register and the one of the document that goes on with its history, both by
    /// number; none where there is no such risk. Of several OLD for one NEW the first gives it its
    /// history, and the others go into it (may be given more than once)
    #[arg(long, value_name = "OLD=NEW")]
    pub(crate) same: Vec<Same>,
    /// What was changed by hand since the issue before, where the document says what that issue said
    #[arg(long, value_enum)]
    pub(crate) by_hand: Option<ByHand>,
    /// What rows mean that are struck out whole
    #[arg(long, value_enum)]
    pub(crate) struck: Option<Struck>,
    /// A field for which there is nothing now: what stands goes (owners, matrix, extra:HEADING)
    #[arg(long, value_name = "FIELD")]
    pub(crate) empty: Vec<Covered>,
    /// A field whose empty cells say nothing: what stands is kept
    #[arg(long, value_name = "FIELD")]
    pub(crate) keep: Vec<Covered>,
}

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum AnotherRegister {
    /// It is the same register
    No,
}

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum ByHand {
    /// What was changed by hand stands
    Keep,
    /// The document's word is taken
    Document,
}

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum Struck {
    /// They are off the register: left out
    Out,
    /// They still stand
    Keep,
}

/// One `OLD=NEW`.
#[derive(Clone)]
pub(crate) struct Same(pub(crate) String, pub(crate) String);

impl FromStr for Same {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (old, new) = text.split_once('=').ok_or("write it as OLD=NEW, for example R1=R1a")?;
        Ok(Self(old.trim().to_owned(), new.trim().to_owned()))
    }
}

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum Ahead {
    /// It holds from its day; until then the register stays as it is
    Keep,
}

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum Marks {
    /// These risks are marked as not for the public
    Keep,
    /// They are for the public
    Open,
}

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum OffScale {
    /// What the document says is kept as it is
    Keep,
}

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum Missing {
    /// They are off the register from the document's date
    Close,
    /// They stay on it
    Keep,
}

#[derive(Arguments)]
pub(crate) struct Serve {
    #[command(flatten)]
    pub(crate) place: Place,
    /// The address to listen on; only this machine's own until there is sign-in
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8080")]
    pub(crate) listen: SocketAddr,
    /// Make an empty database where there is none
    #[arg(long)]
    pub(crate) create: bool,
    /// The folder that publish wrote into: its papers are handed out under /published/
    #[arg(long, value_name = "FOLDER", env = "BELLWETHER_PUBLISHED")]
    pub(crate) published: Option<PathBuf>,
    /// The folder that public papers may be put into from the page of seals, and are handed out from;
    /// it is made where it is not there
    #[arg(long, value_name = "FOLDER", env = "BELLWETHER_PUBLISH_TO")]
    pub(crate) publish_to: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) limit: Limit,
    #[command(flatten)]
    pub(crate) witness: Witnessing,
}

#[derive(Arguments)]
pub(crate) struct Seal {
    /// What for, for example "Joint Audit Committee, 22 March 2018"
    pub(crate) name: String,
    #[command(flatten)]
    pub(crate) place: Place,
    /// The date that the sealed register speaks of (default: the last change)
    #[arg(long, value_name = DAY, value_parser = day)]
    pub(crate) as_at: Option<Date>,
    /// The date is ahead of today, and is meant to be
    #[arg(long, value_enum)]
    pub(crate) ahead: Option<Ahead>,
    /// The journal entry of the seal that this one puts right
    #[arg(long, value_name = "ENTRY")]
    pub(crate) corrects: Option<u32>,
    /// Go on with a new key, by an entry of its own, which the old key signs where it is to be had
    #[arg(long)]
    pub(crate) new_key: bool,
    #[command(flatten)]
    pub(crate) witness: Witnessing,
    /// Why, for the journal
    #[arg(long, default_value = "Sealed for the meeting")]
    pub(crate) reason: String,
    /// Who, for the journal (default: the name you are signed in with)
    #[arg(long)]
    pub(crate) by: Option<String>,
}

#[derive(Arguments)]
pub(crate) struct Seals {
    #[command(flatten)]
    pub(crate) place: Place,
    /// Print the register document that the seal of this journal entry froze
    #[arg(long, value_name = "ENTRY")]
    pub(crate) print: Option<u32>,
}

#[derive(Arguments)]
pub(crate) struct Backup {
    /// The file to make
    pub(crate) to: PathBuf,
    #[command(flatten)]
    pub(crate) place: Place,
}

#[derive(Arguments)]
pub(crate) struct Restore {
    /// The backup
    pub(crate) from: PathBuf,
    /// The database to make; nothing may stand there
    #[arg(long, value_name = "PATH")]
    pub(crate) database: String,
    #[command(flatten)]
    pub(crate) erased: ErasedIn,
    #[command(flatten)]
    pub(crate) outside: Outside,
    #[command(flatten)]
    pub(crate) key: SigningKey,
}

#[derive(Arguments)]
pub(crate) struct Export {
    /// The file to make; - writes to standard output
    pub(crate) to: PathBuf,
    #[command(flatten)]
    pub(crate) place: Place,
}

#[derive(Arguments)]
pub(crate) struct Manual {
    /// The folder
    pub(crate) to: PathBuf,
}
