//! Erasing again: what was erased from a record is erased from an older copy of it, a backup or an
//! export that was taken in, by what a newer copy has in its place.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::{
    ErasedNow, MARK, deed,
    find::{Found, STRIDE, Taken},
    gone,
    list::List,
    take_out,
};
use crate::{
    Authority, CommitError, Deed, Digest, Entry, Moment, OrganisationId, ReadError, RegisterKey,
    Seq, Store, Text, actors,
    attachment::keeping,
    commit,
    engine::{Param, Row, Session},
    rows, seal, verify,
};

/// What erasures left of a record, for older copies of it.
#[derive(Debug, Clone, Default)]
pub struct Left {
    /// The digests of its entries, in order.
    heads: Vec<Digest>,
    /// What stands in place of each text that was erased, by every digest that it had before.
    texts: HashMap<(Text, Digest), String>,
    /// What stands there although a text like it was erased: it came again since.
    stands: HashSet<(Text, Seq, Digest)>,
    /// The files that are gone; one that was brought again is not.
    files: BTreeSet<Digest>,
    /// Whose names are gone, erased or anonymised.
    names: BTreeSet<u32>,
    erasures: Vec<(Seq, String)>,
}

impl Store {
    /// What erasures left of a record.
    ///
    /// # Errors
    /// When the database fails or holds something that cannot be read.
    pub fn left_by_erasures(&self, organisation: &OrganisationId) -> Result<Left, ReadError> {
        self.engine.read(organisation, |session| {
            let list = List::of(session, organisation)?;
            let files = gone(session, organisation)?.into_iter().collect();
            let mut left = Left { files, ..Left::default() };
            each_text(session, organisation, |text| {
                if text.of == Text::Entry {
                    left.heads.push(text.known);
                    if let Some(Deed::Erase(erasure)) = text.deed {
                        left.names.extend(erasure.actors);
                        left.erasures.push((text.seq, erasure.right));
                    }
                }
                if list.erased(text.of, text.digest) {
                    left.stands.insert((text.of, text.seq, text.digest));
                }
                for was in list.ways(text.of, text.digest) {
                    left.texts.insert((text.of, was), text.body.to_owned());
                }
                Ok(())
            })?;
            left.names.extend(actors::nameless(session, organisation)?);
            Ok(left)
        })
    }

    /// Erases from an older copy of a record what was erased from a newer one, by an entry of its own;
    /// `None` where nothing of it stands there.
    ///
    /// # Errors
    /// When it is no copy of the same record, or the database fails. Nothing is erased then.
    pub fn erase_as_in(
        &self,
        register: &RegisterKey,
        left: &Left,
        authority: &Authority,
        at: Moment,
    ) -> Result<Option<ErasedNow>, CommitError> {
        let committed = self.engine.write(&register.organisation, |session| {
            let begun = commit::begin(session, register, authority, at)?;
            let found = stands_still(session, &register.organisation, left, begun.seq)?;
            if found.is_empty() {
                return Ok(None);
            }
            self.can_reach(session, &register.organisation, &found)?;
            let rights: BTreeSet<&str> = left.erasures.iter().map(|(_, right)| &**right).collect();
            let mut right = rights.into_iter().collect::<Vec<_>>().join("; ");
            if right.is_empty() {
                "a name that was taken away since".clone_into(&mut right);
            }
            let erasure =
                self.signing(session, (&register.organisation, &begun), deed(&right, &found))?;
            let deed = Deed::Erase(erasure);
            let entry = begun.entry(deed, vec![]);
            let committed = commit::append(session, &entry, &begun)?;
            take_out(session, &register.organisation, &found)?;
            Ok::<_, CommitError>(Some(committed))
        })?;
        committed.map(|committed| self.erased(&register.organisation, committed)).transpose()
    }
}

/// What of that stands in a record still; `by` is the entry that is to erase it.
fn stands_still(
    session: &mut dyn Session,
    organisation: &OrganisationId,
    left: &Left,
    by: Seq,
) -> Result<Found, CommitError> {
    let mut found = Found::default();
    let mut common = 0;
    each_text(session, organisation, |text| {
        if text.of == Text::Entry && left.heads.get(common) == Some(&text.known) {
            common += 1;
        }
        if !left.stands.contains(&(text.of, text.seq, text.digest))
            && let Some(body) = left.texts.get(&(text.of, text.digest))
        {
            let body = renumbered(body, &left.erasures, by);
            let body = if text.of == Text::Entry { canonical(&body)? } else { body };
            let now = digest(text.of, &body)?;
            let Read { of, seq, key, digest: was, .. } = text;
            found.texts.push(Taken { of, seq, key, was, now, left: body });
        }
        Ok(())
    })?;
    if common == 0 {
        return Err(CommitError::AnotherRecord);
    }
    for sha256 in &left.files {
        if keeping::lies(session, organisation, *sha256)?.is_some() {
            found.files.insert(*sha256, BTreeSet::new());
        }
    }
    for number in &left.names {
        if let Some((first, Some((name, _)))) = actors::known(session, organisation, *number)?
            && first.0 as usize <= common
        {
            found.names.insert(*number, name);
        }
    }
    Ok(found)
}

/// A text in which each mark names the entry of this record. That one stands for several of the
/// newer: the marks of each stay apart, since members of a text may be named by them.
fn renumbered(body: &str, erasures: &[(Seq, String)], by: Seq) -> String {
    let mut parts = body.split(MARK);
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let end = part.find([']', ' ']).unwrap_or_default();
        let (number, rest) = part.split_at(end);
        let entry = number.split('.').next().unwrap_or_default();
        let known = erasures.iter().position(|(seq, _)| seq.to_string() == entry);
        text += MARK;
        match known {
            Some(0) => text += &by.to_string(),
            Some(place) => text += &format!("{by}.{}", place + 1),
            None => text += entry,
        }
        text += number.get(entry.len()..).unwrap_or_default();
        text += rest;
    }
    text
}

/// An entry as the chain writes it: its members may stand in another order under other names.
fn canonical(body: &str) -> Result<String, ReadError> {
    let corrupt = |problem: String| ReadError::Corrupt {
        table: "journal entry",
        key: String::new(),
        problem,
    };
    let entry = Entry::read(body, None).map_err(|unread| corrupt(unread.to_string()))?;
    entry.canonical().map_err(|error| corrupt(error.to_string()))
}

fn digest(of: Text, body: &str) -> Result<Digest, ReadError> {
    match of {
        Text::Sealed => seal::digest(body).map_err(|error| ReadError::Corrupt {
            table: "sealed document",
            key: String::new(),
            problem: error.to_string(),
        }),
        _ => Ok(Digest::of(body)),
    }
}

/// A text as it stands.
struct Read<'a> {
    of: Text,
    seq: Seq,
    key: i64,
    body: &'a str,
    digest: Digest,
    /// The digest by which the chain knows an entry.
    known: Digest,
    /// What an entry did.
    deed: Option<Deed>,
}

/// Goes through every text of a record that the chain knows by a digest.
fn each_text(
    session: &mut dyn Session,
    organisation: &OrganisationId,
    mut see: impl FnMut(Read<'_>) -> Result<(), ReadError>,
) -> Result<(), ReadError> {
    let mut from = Seq::FIRST;
    loop {
        let until = Seq(from.0.saturating_add(STRIDE - 1));
        let entries = verify::journal_rows(session, organisation, from, until)?;
        for row in &entries {
            let decode = |row: &Row| {
                let body = rows::text(row, 1)?.to_owned();
                let entry = Entry::read(&body, None).map_err(|unread| unread.to_string())?;
                Ok((body, entry, rows::parsed(row, 2)?))
            };
            let (body, entry, known) = rows::read("journal entry", row, decode)?;
            let (of, seq, key) = (Text::Entry, entry.seq, entry.seq.0.into());
            let digest = Digest::of(&body);
            see(Read { of, seq, key, body: &body, digest, known, deed: Some(entry.deed) })?;
        }
        for row in &verify::version_rows(session, organisation, from, until)? {
            let decode = |row: &Row| {
                let of = match rows::text(row, 5)? {
                    "particulars" => Text::Particulars,
                    "setting" => Text::Setting,
                    _ => Text::Risk,
                };
                Ok((of, rows::seq(row, 0)?, rows::integer(row, 6)?, rows::text(row, 4)?.to_owned()))
            };
            let (of, seq, key, body) = rows::read("version", row, decode)?;
            let digest = Digest::of(&body);
            see(Read { of, seq, key, body: &body, digest, known: digest, deed: None })?;
        }
        if entries.len() < STRIDE as usize {
            break;
        }
        from = until.next();
    }
    let sealed = session.query(
        "SELECT seq, body FROM sealed_document WHERE organisation = ?1 ORDER BY seq",
        &[Param::Text(organisation.as_str())],
    )?;
    for row in &sealed {
        let decode = |row: &Row| Ok((rows::seq(row, 0)?, rows::text(row, 1)?.to_owned()));
        let (seq, body) = rows::read("sealed document", row, decode)?;
        let digest = digest(Text::Sealed, &body)?;
        let (of, key) = (Text::Sealed, seq.0.into());
        see(Read { of, seq, key, body: &body, digest, known: digest, deed: None })?;
    }
    Ok(())
}
