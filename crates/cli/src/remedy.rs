//! What to type about what went wrong: the errors of the other crates say what is the matter and
//! leave it to each front end to say where that is put right.

use bellwether_app::{
    AppError, check::Refused, edit::EditError, erase::ErasureError, error::unanswered,
    evidence::EvidenceError, settings::SetError, undo::UndoError,
};
use bellwether_history::{CommitError, ExportError, KeysError, LoadError, OpenError, ReadError};

use crate::failure::Failure;

/// What went wrong in a sentence, with what to type where that puts it right.
pub(crate) fn sentence(failure: &Failure) -> String {
    if let Failure::App(AppError::Undecided { questions }) = failure {
        return unanswered(questions, |question| format!(" ({})", question.arguments()));
    }
    typed(failure).map_or_else(|| failure.to_string(), |typed| format!("{failure} ({typed})"))
}

fn typed(failure: &Failure) -> Option<String> {
    match failure {
        Failure::App(error)
        | Failure::Undo(UndoError::App(error))
        | Failure::Evidence(EvidenceError::App(error))
        | Failure::Erasure(ErasureError::App(error))
        | Failure::Set(SetError::App(error))
        | Failure::Refused(Refused::App(error)) => app(error),
        Failure::Refused(Refused::Edit { source, .. }) => match &**source {
            EditError::App(error) => app(error),
            _ => None,
        },
        Failure::Undo(UndoError::Sealed(seq)) => Some(format!("bellwether seal --corrects {seq}")),
        Failure::Export(ExportError::Read(error)) | Failure::Load(LoadError::Read(error)) => {
            read(error)
        }
        Failure::Open(OpenError::Migration { problem, .. }) => read(problem),
        Failure::Keys(error) => keys(error),
        _ => None,
    }
}

fn app(error: &AppError) -> Option<String> {
    match error {
        AppError::NoDate => Some("--as-at 2025-03-14".to_owned()),
        AppError::NoSuchPair { .. } => Some("--same OLD=NEW".to_owned()),
        AppError::Empty => Some("bellwether import FILE".to_owned()),
        AppError::SealAhead { .. } => Some("--ahead keep".to_owned()),
        AppError::Commit(error) => commit(error),
        AppError::Read(error) => read(error),
        _ => None,
    }
}

fn commit(error: &CommitError) -> Option<String> {
    match error {
        CommitError::Clock { .. } => Some("bellwether doctor --clock-was-wrong".to_owned()),
        CommitError::NoKey(_) => {
            Some("--signing-key FILE, or bellwether seal --new-key".to_owned())
        }
        CommitError::Read(error) => read(error),
        _ => None,
    }
}

fn read(error: &ReadError) -> Option<String> {
    match error {
        ReadError::Elsewhere { place, .. } => Some(format!("--attachments {place}")),
        ReadError::Keys(error) => keys(error),
        _ => None,
    }
}

fn keys(error: &KeysError) -> Option<String> {
    match error {
        KeysError::Nowhere | KeysError::Given => Some("--signing-key FILE".to_owned()),
        _ => None,
    }
}
