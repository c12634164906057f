//! Taking a deed back: a new entry that restores what stood before it.
//!
//! The past stays as it was recorded. What an entry wrote is written again as it stood before, from
//! the same days; where something was said since that rests on it, that has to be taken back first.

use std::sync::Arc;

use bellwether_domain::{Date, diff::FieldChange, diff::diff_risks};
use bellwether_history::{
    Authority, Change, CommitError, Committed, Deed, Entry, ParticularsWrite, RiskId, RiskWrite,
    Seq, SettingWrite, Standing, Subject, Write,
};
use thiserror::Error;

use crate::{App, AppError};

/// What taking an entry back would do, shown before anything is done.
#[derive(Debug, Clone)]
pub struct Undoing {
    /// The entry.
    pub entry: Entry,
    /// What comes back.
    pub restores: Vec<Restored>,
    writes: Vec<Write>,
}

/// One thing that comes back as it was.
#[derive(Debug, Clone, PartialEq)]
pub struct Restored {
    /// What: “risk 18”, “the setting checks”.
    pub what: String,
    /// From which day.
    pub effective: Date,
    /// What becomes of it beside its fields: “off the register again”.
    pub turned: Option<&'static str>,
    /// Which fields of a risk change, from what the entry said to what stood before.
    pub changes: Vec<FieldChange>,
}

/// Why an entry was not taken back. Nothing was written.
#[derive(Debug, Error)]
pub enum UndoError {
    /// There is none.
    #[error("there is no entry {0} in the journal: the history lists them")]
    NoSuchEntry(Seq),
    /// A meeting has seen it.
    #[error(
        "entry {0} is a seal, and what a meeting has seen stays: make another that puts it right \
         (on the command line, bellwether seal --corrects {0})"
    )]
    Sealed(Seq),
    /// It cannot be taken back.
    #[error("entry {seq} ({kind}) cannot be taken back")]
    Never {
        /// The entry.
        seq: Seq,
        /// Its kind.
        kind: &'static str,
    },
    /// Something was said since that rests on it.
    #[error("{what} was changed since by entry {by}, which rests on entry {seq}: undo {by} first")]
    Rests {
        /// The entry.
        seq: Seq,
        /// What was changed.
        what: String,
        /// The later entry.
        by: Seq,
    },
    /// The register could not be read or written.
    #[error(transparent)]
    App(#[from] AppError),
}

impl From<bellwether_history::ReadError> for UndoError {
    fn from(error: bellwether_history::ReadError) -> Self {
        Self::App(error.into())
    }
}

/// What is known of a subject at one of the days that an entry wrote of.
struct Then<T> {
    own: T,
    before: Option<T>,
}

impl App {
    /// Says what taking an entry back would do. Changes nothing.
    ///
    /// # Errors
    /// When there is no such entry, it cannot be taken back, something rests on it, or the store
    /// cannot be read.
    pub fn plan_undo(&self, seq: Seq) -> Result<Undoing, UndoError> {
        let entry = self.store.journal(&self.organisation, seq..=seq)?.pop();
        let entry = entry.ok_or(UndoError::NoSuchEntry(seq))?;
        let mut undoing = Undoing { entry: entry.clone(), restores: vec![], writes: vec![] };
        match &entry.deed {
            Deed::Seal(_) => return Err(UndoError::Sealed(seq)),
            deed @ (Deed::Upgrade(_) | Deed::Anonymise { .. }) => {
                return Err(UndoError::Never { seq, kind: deed.kind() });
            }
            Deed::Attach(_) | Deed::Withdraw { .. } => self.undo_evidence(&mut undoing)?,
            _ => {}
        }
        for written in &entry.writes {
            let day = written.effective;
            match &written.subject {
                Subject::Risk { id, .. } => self.undo_risk(&mut undoing, *id, day)?,
                Subject::Particulars => self.undo_particulars(&mut undoing, day)?,
                Subject::Setting { key } => self.undo_setting(&mut undoing, key, day)?,
            }
        }
        Ok(undoing)
    }

    /// Takes an entry back as planned.
    ///
    /// # Errors
    /// When somebody has changed the same since the plan was made, or the store fails.
    pub fn undo(&self, undoing: &Undoing, authority: &Authority) -> Result<Committed, UndoError> {
        let effective = undoing.entry.effective;
        let change = Change {
            authority: Authority { effective, ..authority.clone() },
            deed: Deed::Undo { undoes: undoing.entry.seq },
            writes: undoing.writes.clone(),
        };
        match self.store.commit(&self.organisation, &change, self.moment()) {
            Err(CommitError::Stale(_)) => Err(AppError::Changed.into()),
            done => Ok(done.map_err(AppError::from)?),
        }
    }

    fn undo_risk(&self, undoing: &mut Undoing, id: RiskId, day: Date) -> Result<(), UndoError> {
        let seq = undoing.entry.seq;
        let versions = self.store.risk_versions(&self.organisation, id, None)?;
        let name = |version: &bellwether_history::RiskVersion| match &version.risk.reference {
            Some(reference) => format!("risk {reference}"),
            None => format!("risk “{}”", version.risk.wording()),
        };
        let all: Vec<_> =
            versions.iter().map(|version| (version.seq, version.effective, version)).collect();
        let Some(Then { own, before }) = then(seq, day, &all, name)? else {
            return Ok(());
        };
        let (standing, risk) = match before {
            Some(before) => (before.standing, Arc::clone(&before.risk)),
            // It was not there: its one wording stays, off the register.
            None => (Standing::Closed, Arc::clone(&own.risk)),
        };
        let turned = match (own.standing, standing) {
            (Standing::Live, Standing::Closed) => Some("off the register"),
            (Standing::Closed, Standing::Live) => Some("on the register again"),
            _ => None,
        };
        let (what, changes) = (name(own), diff_risks(&own.risk, &risk));
        if turned.is_some() || !changes.is_empty() {
            undoing.restores.push(Restored { what, effective: day, turned, changes });
        }
        let expected = Some(seq);
        let write = RiskWrite { id, effective: day, expected, standing, risk };
        undoing.writes.push(Write::Risk(write));
        Ok(())
    }

    fn undo_particulars(&self, undoing: &mut Undoing, day: Date) -> Result<(), UndoError> {
        let seq = undoing.entry.seq;
        let versions = self.store.particulars_versions(&self.organisation, None)?;
        let all: Vec<_> =
            versions.iter().map(|version| (version.seq, version.effective, version)).collect();
        let what = "what the register says beside its risks";
        let Some(Then { before, .. }) = then(seq, day, &all, |_| what.to_owned())? else {
            return Ok(());
        };
        let particulars = before.map(|before| Arc::clone(&before.particulars)).unwrap_or_default();
        undoing.restores.push(Restored {
            what: what.to_owned(),
            effective: day,
            turned: None,
            changes: vec![],
        });
        let write = ParticularsWrite { effective: day, expected: Some(seq), particulars };
        undoing.writes.push(Write::Particulars(write));
        Ok(())
    }

    fn undo_setting(&self, undoing: &mut Undoing, key: &str, day: Date) -> Result<(), UndoError> {
        let seq = undoing.entry.seq;
        let versions = self.store.setting_versions(&self.organisation, key)?;
        let all: Vec<_> =
            versions.iter().map(|version| (version.seq, version.effective, version)).collect();
        let what = if key.starts_with("waiver/") { "the waiver" } else { "the setting" };
        let what = format!("{what} {}", key.strip_prefix("waiver/").unwrap_or(key));
        let Some(Then { before, .. }) = then(seq, day, &all, |_| what.clone())? else {
            return Ok(());
        };
        let value = before.map(|before| before.value.clone()).unwrap_or_default();
        let turned = value.is_null().then_some("not set again");
        undoing.restores.push(Restored { what, effective: day, turned, changes: vec![] });
        let key = key.to_owned();
        let write = SettingWrite { key, effective: day, expected: Some(seq), value };
        undoing.writes.push(Write::Setting(write));
        Ok(())
    }

    fn undo_evidence(&self, undoing: &mut Undoing) -> Result<(), UndoError> {
        let seq = undoing.entry.seq;
        for kept in self.store.attachments(&self.organisation)? {
            let what = format!("the file {}", kept.attachment.name);
            let by = kept.withdrawn.as_ref().map(|entry| entry.seq);
            let turned = match by {
                Some(by) if kept.entry.seq == seq => {
                    return Err(UndoError::Rests { seq, what, by });
                }
                None if kept.entry.seq == seq => "withdrawn",
                Some(by) if by == seq => "standing again",
                _ => continue,
            };
            let effective = undoing.entry.effective;
            let turned = Some(turned);
            undoing.restores.push(Restored { what, effective, turned, changes: vec![] });
        }
        Ok(())
    }
}

/// What an entry said of something from a day, and what stood there before it; or which later
/// entry rests on it. The versions stand in the order of their days, and of a day in that of entry.
fn then<T: Copy>(
    seq: Seq,
    day: Date,
    versions: &[(Seq, Date, T)],
    name: impl Fn(T) -> String,
) -> Result<Option<Then<T>>, UndoError> {
    let own = versions.iter().find(|(by, on, _)| *by == seq && *on == day);
    let Some((_, _, own)) = own else { return Ok(None) };
    if let Some((by, _, _)) = versions.iter().find(|(by, on, _)| *by > seq && *on >= day) {
        return Err(UndoError::Rests { seq, what: name(*own), by: *by });
    }
    let before = versions.iter().rev().find(|(by, on, _)| *by < seq && *on <= day);
    Ok(Some(Then { own: *own, before: before.map(|(_, _, before)| *before) }))
}
