//! Erasing words and files that must not be kept: the plan, which looks into files, too; and the deed.

pub mod look;

use std::collections::{BTreeMap, BTreeSet};

use bellwether_history::{
    CommitError, Deed, Digest, Entry, Erasable, ErasedNow, Erasing, NoAuthority, Reason, Seq, Text,
    Words,
};

use crate::{App, AppError, Author};
use look::Look;

/// How many entries are read at a time.
const STRIDE: u32 = 256;

/// What an erasure would take out, and what nobody could look into.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ErasurePlan {
    /// What is to go.
    pub erasing: Erasing,
    /// What that takes out.
    pub erasable: Erasable,
    /// The files that would go whole, by the names that they have.
    pub files: BTreeMap<Digest, BTreeSet<String>>,
    /// The files of which it cannot be told whether they hold the words: the entry that brought each,
    /// and its name, with what of it could not be looked into where that is not all.
    pub unread: BTreeMap<Seq, String>,
    /// The imports whose documents would go: what was read from them stays, but for the words.
    pub imports: BTreeSet<Seq>,
    /// The seals whose entries it is taken out of: whoever was told of one keeps the title it had.
    pub seals: BTreeSet<Seq>,
}

/// What a file is found to be.
enum Looked {
    Holds,
    HoldsNot,
    /// It cannot be told: all of it, or parts, in words.
    Unread(Vec<String>),
}

impl App {
    /// Says what erasing words, and the files that some entries brought, would take out. A file that
    /// holds the words goes whole, and so does a document from which something was read that holds
    /// them. Changes nothing.
    ///
    /// # Errors
    /// When an entry brought no file that is kept, nothing is found, it cannot be taken out, or the
    /// store fails.
    pub fn plan_erasure(
        &self,
        words: Vec<Words>,
        entries: &[Seq],
    ) -> Result<ErasurePlan, ErasureError> {
        let brought = self.files_brought()?;
        let mut erasing = Erasing { words, files: BTreeSet::new() };
        for seq in entries {
            let file = brought.get(seq).ok_or(ErasureError::NoSuchFile(*seq))?;
            erasing.files.insert(file.sha256);
        }
        let told = match self.store.erasable(&self.register.organisation, &erasing) {
            Ok(erasable) => Some(erasable),
            Err(CommitError::NothingToErase) => None,
            Err(error) => return Err(AppError::from(error).into()),
        };
        let mut looked: BTreeMap<Digest, Looked> = BTreeMap::new();
        let mut unread = BTreeMap::new();
        for (seq, Brought { sha256, name, .. }) in &brought {
            if erasing.words.is_empty() || erasing.files.contains(sha256) {
                continue;
            }
            let read_from = [Text::Risk, Text::Particulars].iter().any(|of| {
                told.as_ref().and_then(|told| told.texts.get(of)).is_some_and(|at| at.contains(seq))
            });
            let found = looked.entry(*sha256).or_insert_with(|| match read_from {
                true => Looked::Holds,
                false => self.look(*sha256, &erasing.words),
            });
            match found {
                Looked::Holds => drop(erasing.files.insert(*sha256)),
                Looked::HoldsNot => {}
                Looked::Unread(parts) if parts.is_empty() => {
                    unread.insert(*seq, name.clone());
                }
                Looked::Unread(parts) => {
                    unread.insert(*seq, format!("{name} (its {})", parts.join(", its ")));
                }
            }
        }
        let erasable = match self.store.erasable(&self.register.organisation, &erasing) {
            Err(CommitError::NothingToErase) if !unread.is_empty() => {
                return Err(ErasureError::OnlyUnread(unread));
            }
            erasable => erasable.map_err(AppError::from)?,
        };
        let mut files: BTreeMap<Digest, BTreeSet<String>> = BTreeMap::new();
        let mut imports = BTreeSet::new();
        for (seq, Brought { sha256, name, is_import }) in brought {
            if erasing.files.contains(&sha256) {
                files.entry(sha256).or_default().insert(name);
                imports.extend(is_import.then_some(seq));
            }
        }
        let mut seals: BTreeSet<Seq> = self.seal_names()?.iter().map(|seal| seal.seq).collect();
        seals.retain(|seq| erasable.texts.get(&Text::Entry).is_some_and(|at| at.contains(seq)));
        Ok(ErasurePlan { erasing, erasable, files, unread, imports, seals })
    }

    /// Does again what erasures before could not do beside the record; gives what cannot be done
    /// still, in words.
    ///
    /// # Errors
    /// When the store fails.
    pub fn finish_erasing(&self) -> Result<Vec<String>, AppError> {
        Ok(self.store.finish_erasing(&self.register.organisation)?)
    }

    /// The files that entries brought, by the entry.
    fn files_brought(&self) -> Result<BTreeMap<Seq, Brought>, AppError> {
        let mut brought = BTreeMap::new();
        self.each_entry(|entry| brought.extend(file(entry)))?;
        Ok(brought)
    }

    /// Hands on every entry of the journal, the oldest first, a few in memory at a time.
    pub(crate) fn each_entry(&self, mut hear: impl FnMut(&Entry)) -> Result<(), AppError> {
        let mut from = Seq::FIRST;
        loop {
            let until = Seq(from.0.saturating_add(STRIDE - 1));
            let entries = self.store.journal(&self.register.organisation, from..=until)?;
            entries.iter().for_each(&mut hear);
            if entries.len() < STRIDE as usize {
                return Ok(());
            }
            from = until.next();
        }
    }

    /// Looks whether a file holds the words, wherever in it.
    fn look(&self, sha256: Digest, words: &[Words]) -> Looked {
        let bytes = match self.store.attachment(&self.register.organisation, sha256) {
            Ok(Some(bytes)) => bytes,
            // It was erased before.
            Ok(None) => return Looked::HoldsNot,
            Err(_) => return Looked::Unread(vec![]),
        };
        match self.reader.look(&bytes, words) {
            Ok(Look { holds: true, .. }) => Looked::Holds,
            Ok(Look { unseen, .. }) if unseen.is_empty() => Looked::HoldsNot,
            Ok(Look { unseen, .. }) => Looked::Unread(unseen),
            Err(_) => Looked::Unread(vec![]),
        }
    }
}

impl Author<'_> {
    /// Erases what a plan shows, for good.
    ///
    /// # Errors
    /// When no right is given, the record has changed since the plan, or the store fails. Nothing is
    /// erased then.
    pub fn erase(&self, plan: &ErasurePlan, right: &str) -> Result<ErasedNow, ErasureError> {
        let right = right.parse::<Reason>().map_err(|refused| match refused {
            NoAuthority::NoReason => ErasureError::NoRight,
            other => ErasureError::Right(other),
        })?;
        let what = (&plan.erasing, right.as_str());
        let erased = self.store.erase(
            &self.register,
            what,
            &self.authority,
            plan.erasable.head,
            self.moment(),
        );
        Ok(erased.map_err(AppError::from)?)
    }
}

/// A file that an entry brought.
struct Brought {
    sha256: Digest,
    name: String,
    is_import: bool,
}

/// The file that an entry brought, where it did.
fn file(entry: &Entry) -> Option<(Seq, Brought)> {
    let (sha256, name, is_import) = match &entry.deed {
        Deed::Attach(kept) => (kept.sha256, &kept.name, false),
        Deed::Import(import) if import.size.is_some() => (import.sha256, &import.file, true),
        _ => return None,
    };
    Some((entry.seq, Brought { sha256, name: name.clone(), is_import }))
}

/// Why something was not erased. Nothing was.
#[derive(Debug, thiserror::Error)]
pub enum ErasureError {
    /// The entry brought none.
    #[error("entry {0} brought no file that is kept: the history shows those that did")]
    NoSuchFile(Seq),
    /// Nothing was found, but not everything could be looked into: the files, by their entries.
    #[error(
        "nothing of that was found, but these could not be looked into: {}. Name the file’s entry to \
         erase it whole",
        .0.iter().map(|(seq, name)| format!("{name} (entry {seq})")).collect::<Vec<_>>().join("; ")
    )]
    OnlyUnread(BTreeMap<Seq, String>),
    /// No right is given.
    #[error("say by which right it is erased, for example UK GDPR, article 17")]
    NoRight,
    /// The right cannot stand in the journal.
    #[error("the right: {0}")]
    Right(NoAuthority),
    /// Anything else.
    #[error(transparent)]
    App(#[from] AppError),
}
