//! Where what is to go stands in a record, and each text without it.

use std::collections::{BTreeMap, BTreeSet};

use bellwether_domain::{Register, Risk};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

use super::{Erasing, json, mark, words::Words};
use crate::{
    CommitError, Deed, Digest, Entry, Hex, OrganisationId, Particulars, ReadError, Second, Seq,
    Text,
    attachment::keeping,
    engine::{Param, Row, Session},
    rows, seal, verify,
};

/// How many entries are looked through at a time, so that memory does not grow with the journal.
pub(super) const STRIDE: u32 = 256;

/// What was found.
#[derive(Default)]
pub(super) struct Found {
    pub(super) texts: Vec<Taken>,
    /// Of each file the entries that brought it.
    pub(super) files: BTreeMap<Digest, BTreeSet<Seq>>,
    pub(super) names: BTreeMap<u32, String>,
    pub(super) within: BTreeSet<String>,
}

/// A text without what is to go.
pub(super) struct Taken {
    pub(super) of: Text,
    /// The entry that it came with.
    pub(super) seq: Seq,
    /// Its number in its table: that of its entry, or a version's.
    pub(super) key: i64,
    pub(super) was: Digest,
    pub(super) now: Digest,
    pub(super) left: String,
}

impl Found {
    pub(super) fn is_empty(&self) -> bool {
        self.texts.is_empty() && self.files.is_empty() && self.names.is_empty()
    }
}

/// Looks through everything of an organisation; `by` is the entry that is to erase it.
pub(super) fn find(
    session: &mut dyn Session,
    organisation: &OrganisationId,
    erasing: &Erasing,
    by: Seq,
) -> Result<Found, CommitError> {
    let mut search = Search { erasing, mark: mark(by), found: Found::default() };
    search.files(session, organisation)?;
    search.names(session, organisation)?;
    let mut from = Seq::FIRST;
    loop {
        let until = Seq(from.0.saturating_add(STRIDE - 1));
        let entries = verify::journal_rows(session, organisation, from, until)?;
        for row in &entries {
            search.entry(session, organisation, row)?;
        }
        for row in &verify::version_rows(session, organisation, from, until)? {
            search.version(row)?;
        }
        if entries.len() < STRIDE as usize {
            return Ok(search.found);
        }
        from = until.next();
    }
}

struct Search<'a> {
    erasing: &'a Erasing,
    mark: String,
    found: Found,
}

impl Search<'_> {
    /// The files that are there, of those that are to go.
    fn files(
        &mut self,
        session: &mut dyn Session,
        organisation: &OrganisationId,
    ) -> Result<(), ReadError> {
        for sha256 in &self.erasing.files {
            if keeping::lies(session, organisation, *sha256)?.is_some() {
                self.found.files.insert(*sha256, BTreeSet::new());
            }
        }
        Ok(())
    }

    /// The names that hold the words, which go whole.
    fn names(
        &mut self,
        session: &mut dyn Session,
        organisation: &OrganisationId,
    ) -> Result<(), ReadError> {
        let found = session.query(
            "SELECT number, name FROM actor WHERE organisation = ?1 AND name IS NOT NULL",
            &[Param::Text(organisation.as_str())],
        )?;
        for row in &found {
            let decode = |row: &Row| Ok((rows::seq(row, 0)?.0, rows::text(row, 1)?.to_owned()));
            let (number, name) = rows::read("actor", row, decode)?;
            if self.erasing.words.iter().any(|words| words.stand_in(&name)) {
                self.found.names.insert(number, name);
            }
        }
        Ok(())
    }

    /// An entry, `seq, body, …`, and the document that it sealed.
    fn entry(
        &mut self,
        session: &mut dyn Session,
        organisation: &OrganisationId,
        row: &Row,
    ) -> Result<(), CommitError> {
        let read = |row: &Row| {
            let body = rows::text(row, 1)?.to_owned();
            let entry = Entry::read(&body, None).map_err(|unread| unread.to_string())?;
            Ok((body, entry))
        };
        let (body, entry) = rows::read("journal entry", row, read)?;
        let seq = entry.seq;
        if matches!(entry.deed, Deed::Seal(_))
            && let Some(document) = seal::document(session, organisation, seq)?
            && let Some(left) = self.out_of::<Register>(&document, seq)?
        {
            let (was, now) = (seal::digest(&document)?, seal::digest(&left)?);
            self.found.texts.push(Taken {
                of: Text::Sealed,
                seq,
                key: seq.0.into(),
                was,
                now,
                left,
            });
        }
        let left = self.out_of::<Value>(&body, seq)?;
        let mut anew = match left.as_deref().map(|left| Entry::read(left, None)) {
            None => entry.clone(),
            Some(Ok(anew)) => anew,
            Some(Err(_)) => return Err(self.own_word(&body, seq)),
        };
        self.name_of_file(&mut anew);
        if anew == entry {
            return if left.is_some() { Err(self.own_word(&body, seq)) } else { Ok(()) };
        }
        if !is_the_same(&anew, &entry) {
            return Err(self.own_word(&body, seq));
        }
        // It goes with the words, which could be guessed by it from the digest that stays.
        anew.second = anew.second.map(|second| Second { salt: Hex([0; 16]), ..second });
        let left = anew.canonical()?;
        self.take(Text::Entry, seq, seq.0.into(), (&body, left));
        Ok(())
    }

    /// The name of a file goes with it.
    fn name_of_file(&mut self, entry: &mut Entry) {
        let (name, sha256) = match &mut entry.deed {
            Deed::Attach(kept) => (&mut kept.name, kept.sha256),
            Deed::Import(import) if import.size.is_some() => (&mut import.file, import.sha256),
            _ => return,
        };
        if let Some(brought) = self.found.files.get_mut(&sha256) {
            brought.insert(entry.seq);
            name.clone_from(&self.mark);
        }
    }

    /// A version, `seq, subject, effective, live, body, kind, version, register`.
    fn version(&mut self, row: &Row) -> Result<(), CommitError> {
        let read = |row: &Row| {
            let (seq, body) = (rows::seq(row, 0)?, rows::text(row, 4)?.to_owned());
            Ok((seq, body, rows::text(row, 5)?.to_owned(), rows::integer(row, 6)?))
        };
        let (seq, body, kind, key) = rows::read("version", row, read)?;
        let (of, left) = match kind.as_str() {
            "particulars" => (Text::Particulars, self.out_of::<Particulars>(&body, seq)?),
            "setting" => (Text::Setting, self.out_of::<Value>(&body, seq)?),
            _ => (Text::Risk, self.out_of::<Risk>(&body, seq)?),
        };
        if let Some(left) = left {
            self.take(of, seq, key, (&body, left));
        }
        Ok(())
    }

    fn take(&mut self, of: Text, seq: Seq, key: i64, (body, left): (&str, String)) {
        let (was, now) = (Digest::of(body), Digest::of(&left));
        self.found.texts.push(Taken { of, seq, key, was, now, left });
    }

    /// A stored text without the words; `None` where they do not stand in it. As a value of its type
    /// it has as much in it as before: words that the record itself is written with are not taken out.
    fn out_of<T: Serialize + DeserializeOwned>(
        &mut self,
        body: &str,
        seq: Seq,
    ) -> Result<Option<String>, CommitError> {
        let words = &self.erasing.words;
        let Some(left) = json::without(body, words, &self.mark, &mut self.found.within) else {
            return Ok(None);
        };
        let size = |body: &str| {
            let value: T = serde_json::from_str(body).ok()?;
            Some(json::size(&serde_json::to_value(value).ok()?))
        };
        match (size(body), size(&left)) {
            (before, after) if before == after => Ok(Some(left)),
            _ => Err(self.own_word(body, seq)),
        }
    }

    fn own_word(&self, body: &str, seq: Seq) -> CommitError {
        let words = self.erasing.words.iter();
        let words = words.filter(|words| words.stand_in(body)).map(Words::to_string);
        CommitError::OwnWord { words: words.collect::<Vec<_>>().join("”, “"), seq }
    }
}

/// Whether two entries are one but for their words.
fn is_the_same(anew: &Entry, entry: &Entry) -> bool {
    let of = |entry: &Entry| {
        let Entry { format, organisation, register, seq, recorded, effective, .. } = entry.clone();
        let (writes, previous, second) = (entry.writes.clone(), entry.previous, entry.second);
        let size = serde_json::to_value(&entry.deed).ok().map(|deed| json::size(&deed));
        let about = (entry.deed.kind(), entry.deed.about(), size);
        (
            (format, organisation, register, seq, recorded),
            (effective, writes, previous, second),
            about,
        )
    };
    of(anew) == of(entry)
}
