//! Erasing: words, or a file, that must not be kept go out of the record by an entry that says who,
//! why and by which right, and keeps the digests. See docs/decisions/0011.

pub(crate) mod again;
mod anonymise;
mod find;
mod json;
pub(crate) mod list;
pub(crate) mod signed;
pub(crate) mod words;

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    Authority, CommitError, Committed, Deed, Digest, Erased, Erasure, Fault, Moment,
    OrganisationId, ReadError, RegisterKey, Seq, Store, Text, actors,
    attachment::keeping::{self, Lies},
    commit,
    engine::{Param, Session},
    entries,
};
use find::Found;
use list::List;
use words::Words;

/// What is to go.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Erasing {
    /// Words, wherever they stand in texts and names.
    pub words: Vec<Words>,
    /// Files, with their names: evidence, or documents that were brought in.
    pub files: BTreeSet<Digest>,
}

impl Erasing {
    /// Whether the words stand in what the entry that erases them would say, and so would stay.
    pub fn would_stay(&self, right: &str, authority: &Authority) -> bool {
        let said = [right, authority.reason.as_str(), authority.actor.as_str()];
        self.words.iter().any(|words| said.iter().any(|said| words.stand_in(said)))
    }
}

/// What an erasure would take out, shown before anything is done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Erasable {
    /// The last entry that was looked at.
    pub head: Digest,
    /// The texts that would be changed and the files that would go, by kind, with the entries that
    /// each came with.
    pub texts: BTreeMap<Text, BTreeSet<Seq>>,
    /// How many there are of each kind.
    pub counts: BTreeMap<Text, usize>,
    /// The names that would go, by number.
    pub names: BTreeMap<u32, String>,
    /// Longer words that hold the words, and stay.
    pub within: BTreeSet<String>,
}

/// An erasure that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ErasedNow {
    /// Its entry.
    pub committed: Committed,
    /// What could not be done yet beside the record, in words; [`Store::finish_erasing`] does it
    /// again.
    pub left: Vec<String>,
}

/// What stands in place of words that an entry erased begins so.
const MARK: &str = "[erased by entry ";

/// Whether what an erasure left of a text says so where the words stood: it puts nothing else there.
pub(crate) fn marked(text: &str, by: Seq) -> Result<(), String> {
    if text.contains(&format!("{MARK}{by}")) {
        return Ok(());
    }
    Err(format!("entry {by} is said to have erased words of it, and nothing of it says so"))
}

/// What stands in place of words that an entry erased.
fn mark(by: Seq) -> String {
    format!("{MARK}{by}]")
}

/// The entry that erased a file, by the name that it left of it; `None` of any other name.
pub fn erased_by(name: &str) -> Option<Seq> {
    let number = name.strip_prefix(MARK)?.strip_suffix(']')?;
    // One entry stands for several where it erases again what those did.
    number.split('.').next()?.parse().ok().map(Seq)
}

impl Store {
    /// Says what an erasure would take out. Changes nothing.
    ///
    /// # Errors
    /// When nothing of it stands in the record, it cannot be taken out, or the database fails.
    pub fn erasable(
        &self,
        organisation: &OrganisationId,
        erasing: &Erasing,
    ) -> Result<Erasable, CommitError> {
        self.engine.read(organisation, |session| {
            let head = entries::head(session, organisation)?.ok_or(CommitError::NothingToErase)?;
            let found = find::find(session, organisation, erasing, head.seq.next())?;
            if found.is_empty() {
                return Err(CommitError::NothingToErase);
            }
            let mut erasable = Erasable {
                head: head.hash,
                texts: BTreeMap::new(),
                counts: BTreeMap::new(),
                names: found.names,
                within: found.within,
            };
            for taken in found.texts {
                erasable.texts.entry(taken.of).or_default().insert(taken.seq);
                *erasable.counts.entry(taken.of).or_default() += 1;
            }
            for (_, brought) in found.files {
                erasable.texts.entry(Text::File).or_default().extend(brought);
                *erasable.counts.entry(Text::File).or_default() += 1;
            }
            Ok(erasable)
        })
    }

    /// Takes words and files out of the record by an entry: out of every version, sealed document,
    /// reason and name, and every upload that waits; then the files that lie outside the database, and
    /// what a SQLite file still holds of what it had. `head` is that of the plan.
    ///
    /// # Errors
    /// When the record has changed since the plan, nothing of it stands there, it cannot be taken
    /// out, or the database fails. Nothing is erased then.
    pub fn erase(
        &self,
        register: &RegisterKey,
        (erasing, right): (&Erasing, &str),
        authority: &Authority,
        head: Digest,
        at: Moment,
    ) -> Result<ErasedNow, CommitError> {
        if erasing.would_stay(right, authority) {
            return Err(CommitError::ErasedAgain);
        }
        let committed = self.engine.write(&register.organisation, |session| {
            let begun = commit::begin(session, register, authority, at)?;
            if begun.previous != head {
                return Err(CommitError::Moved);
            }
            let found = find::find(session, &register.organisation, erasing, begun.seq)?;
            if found.is_empty() {
                return Err(CommitError::NothingToErase);
            }
            self.can_reach(session, &register.organisation, &found)?;
            let erasure =
                self.signing(session, (&register.organisation, &begun), deed(right, &found))?;
            let deed = Deed::Erase(erasure);
            let entry = begun.entry(deed, vec![]);
            let committed = commit::append(session, &entry, &begun)?;
            take_out(session, &register.organisation, &found)?;
            Ok(committed)
        })?;
        self.erased(&register.organisation, committed)
    }

    /// Does what an erasure does beside the record.
    fn erased(
        &self,
        organisation: &OrganisationId,
        committed: Committed,
    ) -> Result<ErasedNow, CommitError> {
        self.cache.clear();
        self.rolled.clear();
        // Whatever waits may hold them too, and is chosen again by whoever still wants it.
        self.unstage_all(organisation)?;
        Ok(ErasedNow { committed, left: self.finish_erasing(organisation)? })
    }

    /// Does what remains of the erasures that were made: takes away the files outside the database,
    /// and overwrites what a SQLite file still holds of what it had. Gives what could not be done, in
    /// words.
    ///
    /// # Errors
    /// When the database fails.
    pub fn finish_erasing(&self, organisation: &OrganisationId) -> Result<Vec<String>, ReadError> {
        let mut left = vec![];
        if let Some(outside) = &self.keeping.outside {
            let gone = self.engine.read(organisation, |session| gone(session, organisation))?;
            for sha256 in gone {
                if let Err(fault) = outside.delete(organisation, sha256) {
                    left.push(format!("the file {sha256} was not taken away ({fault})"));
                }
            }
        }
        if let Err(fault) = self.engine.overwrite() {
            left.push(format!("what the database file held before was not overwritten ({fault})"));
        }
        Ok(left)
    }

    /// The files that were erased and lie outside the database still.
    pub(crate) fn erased_outside(
        &self,
        organisation: &OrganisationId,
    ) -> Result<Vec<Digest>, ReadError> {
        let Some(outside) = &self.keeping.outside else { return Ok(vec![]) };
        let gone = self.engine.read(organisation, |session| gone(session, organisation))?;
        let mut still = vec![];
        for sha256 in gone {
            if outside.has(organisation, sha256)? {
                still.push(sha256);
            }
        }
        Ok(still)
    }

    /// Whether the files that are to go can be taken away from where they lie.
    fn can_reach(
        &self,
        session: &mut dyn Session,
        organisation: &OrganisationId,
        found: &Found,
    ) -> Result<(), ReadError> {
        for sha256 in found.files.keys() {
            if let (Some(Lies::Outside(place)), None) =
                (keeping::lies(session, organisation, *sha256)?, &self.keeping.outside)
            {
                return Err(ReadError::Elsewhere { sha256: *sha256, place });
            }
        }
        Ok(())
    }
}

/// What an entry says of what was found.
fn deed(right: &str, found: &Found) -> Erasure {
    let texts = found.texts.iter().map(|taken| (taken.of, taken.was, Some(taken.now)));
    let files = found.files.keys().map(|sha256| (Text::File, *sha256, None));
    let erased: BTreeSet<(Text, Digest, Option<Digest>)> = texts.chain(files).collect();
    let texts = erased.into_iter().map(|(of, was, now)| Erased { of, was, now }).collect();
    let actors = found.names.keys().copied().collect();
    Erasure { right: right.to_owned(), texts, actors, signed: None }
}

fn take_out(
    session: &mut dyn Session,
    organisation: &OrganisationId,
    found: &Found,
) -> Result<(), Fault> {
    let whose = Param::Text(organisation.as_str());
    for taken in &found.texts {
        let sql = match taken.of {
            Text::Entry => "UPDATE journal SET body = ?3 WHERE organisation = ?1 AND seq = ?2",
            Text::Risk => {
                "UPDATE risk_version SET body = ?3 WHERE organisation = ?1 AND version = ?2"
            }
            Text::Particulars => {
                "UPDATE particulars_version SET body = ?3 WHERE organisation = ?1 AND version = ?2"
            }
            Text::Setting => {
                "UPDATE setting_version SET body = ?3 WHERE organisation = ?1 AND version = ?2"
            }
            Text::Sealed => {
                "UPDATE sealed_document SET body = ?3 WHERE organisation = ?1 AND seq = ?2"
            }
            Text::File => continue,
        };
        session.execute(sql, &[whose, Param::Integer(taken.key), Param::Text(&taken.left)])?;
    }
    for sha256 in found.files.keys() {
        let sha256 = sha256.to_string();
        session.execute(
            "DELETE FROM attachment WHERE organisation = ?1 AND sha256 = ?2",
            &[whose, Param::Text(&sha256)],
        )?;
    }
    for number in found.names.keys() {
        actors::forget(session, organisation, *number)?;
    }
    Ok(())
}

/// The files that were erased and not brought again.
fn gone(
    session: &mut dyn Session,
    organisation: &OrganisationId,
) -> Result<Vec<Digest>, ReadError> {
    let mut gone = vec![];
    for sha256 in List::of(session, organisation)?.files() {
        if keeping::lies(session, organisation, sha256)?.is_none() {
            gone.push(sha256);
        }
    }
    Ok(gone)
}
