//! Taking a deed back: a new entry that restores what stood before it.
//!
//! The past stays as it was recorded. What an entry wrote is written again as it stood before, from
//! the same days; where something was said since that rests on it, that has to be taken back first.

use std::{
    collections::{BTreeMap, HashSet},
    sync::Arc,
};

use bellwether_domain::{Date, diff::FieldChange, diff::diff_risks};
use bellwether_history::{
    Change, CommitError, Committed, Deed, Entry, ParticularsWrite, RiskId, RiskVersion, RiskWrite,
    Seq, SettingWrite, Standing, Subject, Write,
};
use jiff::Timestamp;
use serde::Serialize;
use thiserror::Error;

use crate::{App, AppError, Author, settings::publication::seal_of};

/// What taking an entry back would do, shown before anything is done.
#[derive(Debug, Clone)]
pub struct Undoing {
    /// The entry.
    pub entry: Entry,
    /// What comes back.
    pub restores: Vec<Restored>,
    writes: Vec<Write>,
    taken_back: BTreeMap<Seq, Seq>,
}

/// One thing that comes back as it was.
#[derive(Debug, Clone, PartialEq, Serialize)]
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
        "entry {0} is a seal, and what a meeting has seen stays: make another that puts it right"
    )]
    Sealed(Seq),
    /// It put papers out or took them back, which a folder shows that the journal does not reach.
    #[error(
        "entry {seq} published the papers of seal {seal} or withdrew them, and is undone by the \
         other of the two: withdraw them, or publish them again (bellwether publish {seal} --to \
         FOLDER, with --withdraw WHY to take them back)"
    )]
    Published {
        /// The entry.
        seq: Seq,
        /// The seal.
        seal: Seq,
    },
    /// It cannot be taken back.
    #[error("entry {seq} ({kind}) cannot be taken back")]
    Never {
        /// The entry.
        seq: Seq,
        /// Its kind.
        kind: &'static str,
    },
    /// It is taken back already.
    #[error("entry {seq} is taken back already: undo entry {by}, which did, to bring it in again")]
    Already {
        /// The entry.
        seq: Seq,
        /// What took it back.
        by: Seq,
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

/// What is known of a subject at one of the days from which it has to be said anew.
struct Then<T> {
    day: Date,
    /// What stands there.
    now: T,
    /// The entry that wrote that.
    by: Seq,
    /// What stood there before the entry, where anything did.
    before: Option<T>,
    /// Whether the entry itself spoke from that day.
    is_own: bool,
}

impl App {
    /// Says what taking an entry back would do. Changes nothing.
    ///
    /// # Errors
    /// When there is no such entry, it cannot be taken back, something rests on it, or the store
    /// cannot be read.
    pub fn plan_undo(&self, seq: Seq) -> Result<Undoing, UndoError> {
        let entry = self.store.journal(&self.register.organisation, seq..=seq)?.pop();
        let entry = entry.ok_or(UndoError::NoSuchEntry(seq))?;
        let taken_back = self.store.taken_back(&self.register.organisation, None)?;
        if let Some(by) = taken_back.get(&seq) {
            return Err(UndoError::Already { seq, by: *by });
        }
        let (restores, writes) = (vec![], vec![]);
        let mut undoing = Undoing { entry: entry.clone(), restores, writes, taken_back };
        match &entry.deed {
            Deed::Seal(_) => return Err(UndoError::Sealed(seq)),
            deed @ (Deed::Upgrade(_)
            | Deed::Anonymise { .. }
            | Deed::Rotate(_)
            | Deed::Clock { .. }
            | Deed::Erase(_)) => {
                return Err(UndoError::Never { seq, kind: deed.kind() });
            }
            _ => self.undo_evidence(&mut undoing)?,
        }
        let mut seen = HashSet::new();
        for subject in entry.writes.iter().map(|written| &written.subject) {
            match subject {
                Subject::Risk { id, .. } if seen.insert(id.to_string()) => {
                    self.undo_risk(&mut undoing, *id)?;
                }
                Subject::Particulars if seen.insert(String::new()) => {
                    self.undo_particulars(&mut undoing)?;
                }
                Subject::Setting { key } if let Some(seal) = seal_of(key) => {
                    return Err(UndoError::Published { seq, seal });
                }
                Subject::Setting { key } if seen.insert(format!("/{key}")) => {
                    self.undo_setting(&mut undoing, key)?;
                }
                _ => {}
            }
        }
        Ok(undoing)
    }

    fn undo_risk(&self, undoing: &mut Undoing, id: RiskId) -> Result<(), UndoError> {
        let versions = self.store.risk_versions(&self.register, id, None)?;
        let name = |version: &RiskVersion| match &version.risk.reference {
            Some(reference) => format!("risk {reference}"),
            None => format!("risk “{}”", version.risk.wording()),
        };
        let all: Vec<_> =
            versions.iter().map(|version| (version.seq, version.effective, version)).collect();
        for Then { day, now, by, before, is_own } in undoing.then(&all, name)? {
            let (standing, risk) = match before {
                Some(before) => (before.standing, Arc::clone(&before.risk)),
                // It was not there: its one wording stays, off the register.
                None => (Standing::Closed, Arc::clone(&now.risk)),
            };
            let turned = match (now.standing, standing) {
                (Standing::Live, Standing::Closed) if before.is_none() => {
                    Some("never came on to the register")
                }
                (Standing::Live, Standing::Closed) => Some("off the register"),
                (Standing::Closed, Standing::Live) => Some("on the register again"),
                _ => None,
            };
            let (what, changes) = (name(now), diff_risks(&now.risk, &risk));
            if is_own && (turned.is_some() || !changes.is_empty()) {
                undoing.restores.push(Restored { what, effective: day, turned, changes });
            }
            let write = RiskWrite { id, effective: day, expected: Some(by), standing, risk };
            undoing.writes.push(Write::Risk(write));
        }
        Ok(())
    }

    fn undo_particulars(&self, undoing: &mut Undoing) -> Result<(), UndoError> {
        let versions = self.store.particulars_versions(&self.register, None)?;
        let all: Vec<_> =
            versions.iter().map(|version| (version.seq, version.effective, version)).collect();
        let what = "what the register says beside its risks";
        for Then { day, by, before, is_own, .. } in undoing.then(&all, |_| what.to_owned())? {
            let particulars =
                before.map(|before| Arc::clone(&before.particulars)).unwrap_or_default();
            if is_own {
                undoing.restores.push(Restored::whole(what.to_owned(), day, None));
            }
            let write = ParticularsWrite { effective: day, expected: Some(by), particulars };
            undoing.writes.push(Write::Particulars(write));
        }
        Ok(())
    }

    fn undo_setting(&self, undoing: &mut Undoing, key: &str) -> Result<(), UndoError> {
        let versions = self.store.setting_versions(&self.register, key)?;
        let all: Vec<_> =
            versions.iter().map(|version| (version.seq, version.effective, version)).collect();
        let what = self.what_is_set(key)?;
        for Then { day, by, before, is_own, .. } in undoing.then(&all, |_| what.clone())? {
            let value = before.map(|before| before.value.clone()).unwrap_or_default();
            if is_own {
                let turned = value.is_null().then_some("not set again");
                undoing.restores.push(Restored::whole(what.clone(), day, turned));
            }
            let (key, expected) = (key.to_owned(), Some(by));
            let write = SettingWrite { key, effective: day, expected, value };
            undoing.writes.push(Write::Setting(write));
        }
        Ok(())
    }

    /// What a setting says, as an office would name it: a waiver by its rule and its risk.
    fn what_is_set(&self, key: &str) -> Result<String, UndoError> {
        let mut parts = key.split('/');
        Ok(match (parts.next(), parts.next(), parts.next()) {
            (Some("waiver"), Some(rule), Some(risk)) => match risk.parse() {
                Ok(id) => {
                    let versions = self.store.risk_versions(&self.register, id, None)?;
                    let last = versions.last().map(|version| {
                        let risk = &version.risk;
                        risk.reference.clone().unwrap_or_else(|| risk.wording().to_owned())
                    });
                    format!(
                        "the waiver of {rule} on {}",
                        last.unwrap_or_else(|| "a risk".to_owned())
                    )
                }
                Err(_) => format!("the waiver of {rule} on the register"),
            },
            (Some("columns" | "shapes"), ..) => "what is remembered of documents".to_owned(),
            (Some("body"), ..) => "what the body says of itself".to_owned(),
            (Some("retention"), ..) => "how long things are kept".to_owned(),
            (Some("checks"), ..) => "the settings of the checks".to_owned(),
            (Some("restricted"), ..) => "what is not for the public".to_owned(),
            (Some("look"), ..) => "how papers look".to_owned(),
            (Some("pack"), ..) => "what a pack says".to_owned(),
            _ => format!("the setting {key}"),
        })
    }

    /// A file that an entry brought or withdrew, or that taking such an entry back did.
    fn undo_evidence(&self, undoing: &mut Undoing) -> Result<(), UndoError> {
        let seq = undoing.entry.seq;
        let mut root = undoing.entry.clone();
        while let Deed::Undo { undoes } = root.deed {
            let Some(entry) =
                self.store.journal(&self.register.organisation, undoes..=undoes)?.pop()
            else {
                return Ok(());
            };
            root = entry;
        }
        let file = match root.deed {
            Deed::Attach(_) => root.seq,
            Deed::Withdraw { attached } => attached,
            _ => return Ok(()),
        };
        let files = self.store.attachments(&self.register.organisation)?;
        for kept in files.iter().filter(|kept| kept.entry.seq == file) {
            let what = format!("the file {}", kept.attachment.name);
            let turned = match kept.withdrawn.as_ref().map(|entry| entry.seq) {
                Some(by) if by != seq => return Err(UndoError::Rests { seq, what, by }),
                Some(_) => "standing again",
                None => "withdrawn",
            };
            let effective = undoing.entry.effective;
            undoing.restores.push(Restored::whole(what, effective, Some(turned)));
        }
        Ok(())
    }
}

impl Author<'_> {
    /// Takes an entry back as planned.
    ///
    /// # Errors
    /// When somebody has changed the same since the plan was made, or the store fails.
    pub fn undo(&self, undoing: &Undoing) -> Result<Committed, UndoError> {
        let effective = undoing.entry.effective;
        let change = Change {
            authority: self.from(effective).authority,
            deed: Deed::Undo { undoes: undoing.entry.seq },
            writes: undoing.writes.clone(),
        };
        match self.store.commit(&self.register, &change, self.moment()) {
            Err(CommitError::Stale(_)) => Err(AppError::Changed.into()),
            done => Ok(done.map_err(AppError::from)?),
        }
    }
}

impl Restored {
    fn whole(what: String, effective: Date, turned: Option<&'static str>) -> Self {
        Self { what, effective, turned, changes: vec![] }
    }
}

impl Undoing {
    /// The days from which something has to be said anew, with what stood there before; or which
    /// later entry rests on this one. The versions stand in the order of their days, and of a day
    /// in that of entry.
    ///
    /// What was said since and taken back again says nothing; but it was written again as it stood
    /// with the entry, so it is written once more without.
    fn then<T: Copy>(
        &self,
        versions: &[(Seq, Date, T)],
        name: impl Fn(T) -> String,
    ) -> Result<Vec<Then<T>>, UndoError> {
        let seq = self.entry.seq;
        let own: Vec<Date> =
            versions.iter().filter(|(by, ..)| *by == seq).map(|(_, on, _)| *on).collect();
        let Some(first) = own.first() else { return Ok(vec![]) };
        let since = || versions.iter().filter(|(by, on, _)| *by > seq && on >= first);
        // The last of them: what rests on it in turn is to be taken back first.
        if let Some((by, _, what)) =
            since().filter(|(by, ..)| !self.is_void(*by)).max_by_key(|(by, ..)| *by)
        {
            return Err(UndoError::Rests { seq, what: name(*what), by: *by });
        }
        let mut days: Vec<Date> =
            own.iter().copied().chain(since().map(|(_, on, _)| *on)).collect();
        days.sort();
        days.dedup();
        let then = |day: Date| {
            let (by, _, now) = versions.iter().rev().find(|(_, on, _)| *on <= day)?;
            let before = versions.iter().rev().find(|(by, on, _)| *by < seq && *on <= day);
            let before = before.map(|(_, _, before)| *before);
            Some(Then { day, now: *now, by: *by, before, is_own: own.contains(&day) })
        };
        Ok(days.into_iter().filter_map(then).collect())
    }

    /// Whether a later entry was taken back, or did no more than take back one that is later, too.
    fn is_void(&self, by: Seq) -> bool {
        let seq = self.entry.seq;
        self.taken_back.contains_key(&by)
            || self.taken_back.iter().any(|(undone, undoes)| *undoes == by && *undone > seq)
    }
}

/// Whether an entry was taken back, or took another back.
pub(crate) fn is_void(taken_back: &BTreeMap<Seq, Seq>, seq: Seq) -> bool {
    taken_back.contains_key(&seq) || taken_back.values().any(|by| *by == seq)
}

impl App {
    /// The risks that never came on to the register: every entry that spoke of them is taken back.
    pub(crate) fn unmade(&self, known: Option<Timestamp>) -> Result<HashSet<RiskId>, AppError> {
        let taken_back = self.store.taken_back(&self.register.organisation, known)?;
        let mut unmade = HashSet::new();
        for by in taken_back.values() {
            let entries = self.store.journal(&self.register.organisation, *by..=*by)?;
            for written in entries.iter().flat_map(|entry| &entry.writes) {
                let Subject::Risk { id, standing: Standing::Closed } = &written.subject else {
                    continue;
                };
                let versions = self.store.risk_versions(&self.register, *id, known)?;
                if versions.iter().all(|version| is_void(&taken_back, version.seq)) {
                    unmade.insert(*id);
                }
            }
        }
        Ok(unmade)
    }
}
