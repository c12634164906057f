//! Versions and issues that were read before. They never change but by an erasure, and each is known
//! by the last one that there was when it was read: so what is here is never stale.

use std::{
    collections::HashMap,
    mem,
    sync::{Arc, Mutex, PoisonError},
};

use crate::{Entry, Issue, OrganisationId, ParticularsVersion, RiskVersion};

/// How many bytes of stored text the versions of one generation may stand for; two are kept. A
/// register of 4,500 risks is some 27 MB: where one does not fit, every page reads all of it again.
const GENERATION_BYTES: usize = 32 * 1024 * 1024;

/// A version's place in the database, and the last entry that erased something when it was read.
pub(crate) type Key = (OrganisationId, Kind, i64, Erasures);

/// The last entry that erased something; zero where none did.
pub(crate) type Erasures = i64;

/// The column of a query that brings it, for the organisation that is its first parameter.
#[macro_export]
macro_rules! erasures {
    () => {
        "(SELECT coalesce(max(e.seq), 0) FROM journal e \
         WHERE e.organisation = ?1 AND e.kind = 'erase' AND e.kind <> 'edit')"
    };
}

/// Which table a version is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Kind {
    Risk,
    Particulars,
    Issue,
    Entry,
}

/// A version of either kind, an issue, or an entry with the name that its actor had; cheap to
/// clone.
#[derive(Debug, Clone)]
pub(crate) enum Cached {
    Risk(RiskVersion),
    Particulars(ParticularsVersion),
    Issue(Issue),
    Entry(Arc<Entry>, Option<String>),
}

/// Two generations: what is used moves to the young one, and when that is full the old one goes.
#[derive(Debug, Default)]
pub(crate) struct Cache(Mutex<Generations>);

#[derive(Debug, Default)]
struct Generations {
    young: HashMap<Key, (Cached, usize)>,
    young_bytes: usize,
    old: HashMap<Key, (Cached, usize)>,
}

impl Cache {
    pub(crate) fn get(&self, key: &Key) -> Option<Cached> {
        let mut generations = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((cached, _)) = generations.young.get(key) {
            return Some(cached.clone());
        }
        let (cached, bytes) = generations.old.remove(key)?;
        generations.keep(key.clone(), cached.clone(), bytes);
        Some(cached)
    }

    /// Lets go of everything.
    pub(crate) fn clear(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Generations::default();
    }

    pub(crate) fn put(&self, key: Key, cached: Cached, bytes: usize) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).keep(key, cached, bytes);
    }
}

impl Generations {
    fn keep(&mut self, key: Key, cached: Cached, bytes: usize) {
        if self.young_bytes + bytes > GENERATION_BYTES {
            self.old = mem::take(&mut self.young);
            self.young_bytes = 0;
        }
        self.young_bytes += bytes;
        self.young.insert(key, (cached, bytes));
    }
}
