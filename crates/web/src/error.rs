//! What went wrong, as a page: what happened and what to do.

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use bellwether_app::{AppError, evidence::EvidenceError, undo::UndoError};
use bellwether_domain::Date;
use bellwether_history::CommitError;
use bellwether_history::NoAuthority;
use bellwether_papers::format::WriteError;

use crate::{
    body::MOST_BYTES,
    fault::{self, LOOK, Trouble},
    said::{Cause, Said},
    shape,
    view::{Frame, address},
    words::day,
};

/// Why a page could not be shown or a change not made.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// A use case declined.
    #[error(transparent)]
    App(#[from] AppError),
    /// The address asks for something that is not to be understood.
    #[error("{}", .0.join(" "))]
    Address(Vec<String>),
    /// What was sent cannot be done.
    #[error("{}", .0.join(" "))]
    Declined(Vec<String>),
    /// No risk has the number now that one had once.
    #[error("{reference} is {now} since {since}")]
    Renumbered {
        /// The number asked for.
        reference: String,
        /// What the risk is addressed by now.
        now: String,
        /// The issue from which it has that number.
        since: Date,
    },
    /// There is no such page.
    #[error("There is no page at this address.")]
    NoPage,
    /// Nothing is published that the program could hand out.
    #[error("Nothing is published here.")]
    NothingPublished,
    /// The request names a host that is not this machine.
    #[error("This server answers only to this machine’s own name.")]
    ForeignHost,
    /// A form was sent from elsewhere.
    #[error("This form was not sent from Bellwether’s own pages.")]
    ForeignOrigin,
    /// The upload is larger than can be taken.
    #[error("The file is larger than {0} MB.")]
    TooLarge(usize),
    /// The file is larger than what is kept as evidence.
    #[error("The file is larger than {0} MiB.")]
    AttachmentTooLarge(usize),
    /// The form holds no file to attach.
    #[error("No file was chosen.")]
    NothingToAttach,
    /// A file was not attached, withdrawn or found.
    #[error(transparent)]
    Evidence(EvidenceError),
    /// An entry of the journal is not to be taken back.
    #[error(transparent)]
    Undo(UndoError),
    /// Nobody is named for a change, or no reason.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))]
    Authority(Vec<NoAuthority>),
    /// The form holds neither a file nor text.
    #[error("No file was chosen and no text was pasted.")]
    NoFile,
    /// The upload was interrupted or is no form.
    #[error("The upload did not arrive whole.")]
    Broken,
    /// There is no room to put the upload while it arrives.
    #[error("There is no room for the file on the server’s disk.")]
    Spool(std::io::Error),
    /// The upload has waited too long between plan and acceptance.
    #[error("The file is no longer held.")]
    Gone,
    /// The paper holds what its format has no room for.
    #[error("{0}")]
    Paper(WriteError),
    /// More is asked than can be answered.
    #[error("Too many are asking at once.")]
    Busy,
    /// The answer took longer than anybody waits.
    #[error("The answer took too long.")]
    TooLong,
    /// A form, or a document of JSON, larger than any is.
    #[error("What was sent is larger than {} MB.", MOST_BYTES / 1024 / 1024)]
    FormTooLarge,
    /// The address takes no request of the kind.
    #[error("Nothing can be sent to this address in this way.")]
    NoSuchDeed,
    /// Something in the program itself.
    #[error("Something in Bellwether itself went wrong.")]
    Internal,
}

impl From<EvidenceError> for Failure {
    fn from(error: EvidenceError) -> Self {
        match error {
            // What can be put right by whoever sent it.
            EvidenceError::App(AppError::Commit(
                CommitError::AttachmentSize { .. }
                | CommitError::NoSuchAttachment(_)
                | CommitError::Withdrawn { .. },
            )) => Self::Evidence(error),
            EvidenceError::App(error) => Self::App(error),
            error => Self::Evidence(error),
        }
    }
}

impl From<WriteError> for Failure {
    fn from(error: WriteError) -> Self {
        match error {
            WriteError::Busy => Self::Busy,
            error => Self::Paper(error),
        }
    }
}

impl From<UndoError> for Failure {
    fn from(error: UndoError) -> Self {
        match error {
            UndoError::App(error) => Self::App(error),
            error => Self::Undo(error),
        }
    }
}

impl Failure {
    /// What lies with the machine.
    fn trouble(&self) -> Option<Trouble> {
        match self {
            Self::App(error) => fault::of(error),
            _ => None,
        }
    }

    fn status(&self) -> StatusCode {
        if let Some(trouble) = self.trouble() {
            return trouble.status;
        }
        match self {
            Self::App(
                AppError::NoSuchRisk { .. }
                | AppError::NoSuchSeal(_)
                | AppError::BeforeHistory { .. }
                | AppError::NotKnownYet { .. },
            )
            | Self::Undo(UndoError::NoSuchEntry(_))
            | Self::Renumbered { .. }
            | Self::NothingPublished
            | Self::NoPage => StatusCode::NOT_FOUND,
            Self::Undo(_) => StatusCode::CONFLICT,
            Self::App(
                AppError::Intake(_)
                | AppError::NoDate
                | AppError::Overlong { .. }
                | AppError::NotBefore { .. }
                | AppError::NoSealName
                | AppError::SealName(_)
                | AppError::Undecided { .. },
            ) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::App(AppError::Changed) => StatusCode::CONFLICT,
            Self::App(AppError::NoSuchPair { .. }) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::App(AppError::SharedNumber { .. }) => StatusCode::MULTIPLE_CHOICES,
            Self::App(AppError::Empty | AppError::YetToCome { .. }) => StatusCode::OK,
            Self::App(_) | Self::Internal => StatusCode::INTERNAL_SERVER_ERROR,
            Self::Address(_)
            | Self::Declined(_)
            | Self::NoFile
            | Self::NothingToAttach
            | Self::Broken => StatusCode::BAD_REQUEST,
            Self::Busy | Self::TooLong | Self::Spool(_) => StatusCode::SERVICE_UNAVAILABLE,
            Self::NoSuchDeed => StatusCode::METHOD_NOT_ALLOWED,
            Self::ForeignHost => StatusCode::MISDIRECTED_REQUEST,
            Self::ForeignOrigin => StatusCode::FORBIDDEN,
            Self::TooLarge(_) | Self::AttachmentTooLarge(_) | Self::FormTooLarge => {
                StatusCode::PAYLOAD_TOO_LARGE
            }
            Self::Evidence(_) | Self::Authority(_) | Self::Paper(_) => {
                StatusCode::UNPROCESSABLE_ENTITY
            }
            Self::Gone => StatusCode::GONE,
        }
    }

    /// The heading of its page.
    fn title(&self) -> &'static str {
        if let Some(trouble) = self.trouble() {
            return trouble.title;
        }
        match self {
            Self::Busy => "Too many at once",
            Self::TooLong => "This took too long",
            Self::FormTooLarge => "Too much was sent",
            Self::NoSuchDeed => "Nothing to send here",
            Self::App(AppError::NoSuchRisk { .. }) => "No such risk",
            Self::Renumbered { .. } => "The risk has another number now",
            Self::App(AppError::NoSuchSeal(_)) => "No such seal",
            Self::App(AppError::NotBefore { .. }) => "Nothing to compare with",
            Self::App(AppError::BeforeHistory { .. }) => "Before the register began",
            Self::App(AppError::NotKnownYet { .. }) => "Before anything was recorded",
            Self::App(AppError::Intake(_) | AppError::NoDate | AppError::Overlong { .. }) => {
                "The file could not be taken in"
            }
            Self::App(AppError::Undecided { .. }) => "A question needs an answer",
            Self::App(AppError::Changed) => "The register has changed",
            Self::App(AppError::NoSuchPair { .. }) => "No such risks",
            Self::App(AppError::SharedNumber { .. }) => "Several risks have this number",
            Self::App(AppError::Empty) => "No register yet",
            Self::App(AppError::YetToCome { .. }) => "The register is yet to begin",
            Self::Undo(UndoError::NoSuchEntry(_)) => "No such entry",
            Self::Undo(_) => "This entry stays",
            Self::App(_) | Self::Internal => "Something went wrong",
            Self::Address(_) => "This address cannot be read",
            Self::NoPage => "No such page",
            Self::NothingPublished => "Nothing published",
            Self::ForeignHost | Self::ForeignOrigin => "Declined",
            Self::TooLarge(_) | Self::AttachmentTooLarge(_) => "The file is too large",
            Self::NothingToAttach => "Nothing to attach",
            Self::Evidence(_) | Self::Authority(_) | Self::Declined(_) => "Nothing was changed",
            Self::NoFile => "Nothing to read",
            Self::Broken => "The upload broke off",
            Self::Spool(_) => "No room for the file",
            Self::Gone => "Choose the file again",
            Self::Paper(_) => "The paper cannot be written so",
        }
    }

    /// What happened, in a sentence for readers.
    fn what(&self) -> String {
        if let Some(trouble) = self.trouble() {
            return trouble.what.to_owned();
        }
        match self {
            Self::App(AppError::NoSuchRisk { reference, as_at }) => {
                format!("There is no risk “{reference}” on the register as at {}.", day(*as_at))
            }
            Self::Renumbered { reference, now, since } => {
                format!("{reference} is {now} since {}.", day(*since))
            }
            Self::App(AppError::BeforeHistory { as_at, begins }) => format!(
                "The register’s history begins on {}; there is nothing to show as at {}.",
                day(*begins),
                day(*as_at)
            ),
            Self::App(AppError::SharedNumber { reference, risks }) => {
                format!("{} risks have the number {reference}.", risks.len())
            }
            Self::App(AppError::YetToCome { begins }) => format!(
                "All that is kept of the register holds from {}, which is ahead of today.",
                day(*begins)
            ),
            Self::App(AppError::NoDate) => {
                "The document does not say which date it speaks of.".to_owned()
            }
            Self::Undo(UndoError::Sealed(seq)) => {
                format!("Entry {seq} is a seal, and what a meeting has seen stays.")
            }
            Self::Undo(UndoError::Rests { seq, what, by }) => {
                format!("Entry {by} changed {what} since, and rests on entry {seq}.")
            }
            Self::Undo(UndoError::Already { seq, by }) => {
                format!("Entry {seq} is taken back already, by entry {by}.")
            }
            Self::Undo(UndoError::Published { seq, seal }) => {
                format!(
                    "Entry {seq} published the papers of seal {seal} or withdrew them: it is undone \
                     by the other of the two."
                )
            }
            other => {
                let text = crate::words::sentence(&other.to_string());
                if text.ends_with(['.', '!', '?']) { text } else { text + "." }
            }
        }
    }

    /// What to do, with where that is done.
    fn remedy(&self) -> (&'static str, Option<(&'static str, &'static str)>) {
        if let Some(trouble) = self.trouble() {
            return (trouble.advice, Some(("/", "Back to the register")));
        }
        match self {
            Self::Busy => ("Nothing was changed. Try again in a few seconds.", None),
            Self::TooLong => (LOOK, Some(("/", "Back to the register"))),
            Self::FormTooLarge => ("Go back and send less. Nothing was changed.", None),
            Self::Spool(_) => (
                "Nothing was changed. Tell whoever looks after the server that its disk is full.",
                None,
            ),
            Self::NoSuchDeed => {
                ("Check the address, or start again.", Some(("/", "Look at the register")))
            }
            Self::App(AppError::NoSuchRisk { .. }) => (
                "It may have come later, been closed, or have another number.",
                Some(("/", "Look at the register")),
            ),
            Self::Renumbered { .. } => {
                ("Its history goes on under the new one.", Some(("/", "Look at the register")))
            }
            Self::App(AppError::NotKnownYet { .. }) => {
                ("Choose a later moment.", Some(("/", "Look at the register as it is known now")))
            }
            Self::App(AppError::BeforeHistory { .. }) => (
                "Choose a later date, or bring in an earlier issue of the register.",
                Some(("/", "Look at the latest register")),
            ),
            Self::App(AppError::NoDate) => {
                ("Give the date of the register.", Some(("/import", "Back to the import")))
            }
            Self::App(AppError::Empty) => (
                "Bring in the register that your body publishes: a file, or its text.",
                Some(("/import", "Bring in a register")),
            ),
            Self::App(AppError::SharedNumber { .. }) => ("Choose the one that is meant.", None),
            Self::App(AppError::YetToCome { .. }) => (
                "Add that day to the address (?as-at=…) to look at it, or bring in the issue that \
                 holds now.",
                Some(("/import", "Bring in an issue")),
            ),
            Self::App(AppError::Changed) => (
                "Read the file again: the new plan takes the change into account.",
                Some(("/import", "Back to the import")),
            ),
            Self::App(AppError::Intake(_) | AppError::Overlong { .. }) => {
                ("", Some(("/import", "Choose another file")))
            }
            Self::App(AppError::Undecided { .. }) => {
                ("Go back and answer it.", Some(("/import", "Back to the import")))
            }
            Self::App(_) | Self::Internal => (LOOK, Some(("/", "Back to the register"))),
            Self::Address(_) => {
                ("Correct the address, or start again.", Some(("/", "Look at the register")))
            }
            Self::NothingPublished => (
                "On the command line, bellwether publish SEAL --to FOLDER writes the public papers of \
                 a seal, and bellwether serve --published FOLDER hands them out here; with serve \
                 --publish-to FOLDER the page of seals does both.",
                Some(("/seals", "The seals")),
            ),
            Self::NoPage => {
                ("Check the address, or start again.", Some(("/", "Look at the register")))
            }
            Self::ForeignHost => ("Open it as http://localhost with its port.", None),
            Self::ForeignOrigin => {
                ("Open Bellwether itself and send the form from there.", Some(("/", "Open it")))
            }
            Self::Undo(UndoError::Sealed(_)) => {
                ("Make another seal that puts it right.", Some(("/seals/new", "Seal the register")))
            }
            Self::Undo(UndoError::Rests { .. }) => (
                "Take that entry back first, if neither is to hold.",
                Some(("/history", "Look at the journal")),
            ),
            Self::Undo(UndoError::Already { .. }) => (
                "Take that entry back to bring in again what it took away.",
                Some(("/history", "Look at the journal")),
            ),
            Self::Undo(UndoError::Published { .. }) => (
                "Withdraw the papers, or publish them again, from the page of their seal.",
                Some(("/seals", "Look at the seals")),
            ),
            Self::Undo(_) => ("", Some(("/history", "Look at the journal"))),
            Self::AttachmentTooLarge(_) => (
                "Go back and attach a smaller one, or ask whoever looks after Bellwether to raise \
                 the limit.",
                None,
            ),
            Self::NothingToAttach => ("Go back and choose a file.", None),
            Self::Authority(_) | Self::Declined(_) => ("Go back and put it right.", None),
            Self::Evidence(_) => {
                ("Go back and put it right.", Some(("/evidence", "Look at the evidence")))
            }
            Self::TooLarge(_) => (
                "Export the register alone, without other sheets, pages or pictures, and try again.",
                Some(("/import", "Back to the import")),
            ),
            Self::NoFile => {
                ("Choose a file or paste its text.", Some(("/import", "Back to the import")))
            }
            Self::Paper(_) => ("Choose another format.", Some(("/papers", "Back to the papers"))),
            Self::Broken => ("Send it again.", Some(("/import", "Back to the import"))),
            Self::Gone => (
                "Files are held only for a while between their plan and its acceptance. Nothing \
                 was changed.",
                Some(("/import", "Choose the file again")),
            ),
        }
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let (advice, link) = self.remedy();
        let choices = match &self {
            Self::App(AppError::SharedNumber { risks, .. }) => {
                risks.iter().map(|(id, words)| (format!("/risks/{id}"), words.clone())).collect()
            }
            Self::Renumbered { now, .. } => {
                vec![(format!("/risks/{}", address::segment(now)), format!("Risk {now}"))]
            }
            Self::Undo(UndoError::Rests { by, .. } | UndoError::Already { by, .. }) => {
                vec![(format!("/history/{by}/undo"), format!("Take back entry {by}"))]
            }
            _ => vec![],
        };
        let (title, what) = (self.title(), self.what());
        let said = Said { title, what, advice, link, choices, number: None };
        let mut response = (self.status(), shape::page(&said, &Frame::default())).into_response();
        response.extensions_mut().insert(said);
        if response.status().is_server_error() {
            response.extensions_mut().insert(Cause(self.to_string()));
        }
        if response.status() == StatusCode::SERVICE_UNAVAILABLE {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("5"));
        }
        response
    }
}
