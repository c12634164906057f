//! What a body says of the pack for a meeting: its sections, and the words on its cover.
//!
//! The words are the meeting's own. They stand until it is over (its register was sealed, or its day
//! has passed); from then on only what serves the next one is remembered. A seal keeps the words that
//! stood when it was made, and may be given others, which are its own.

use bellwether_domain::Date;
use bellwether_history::{AsAt, Committed, Seq, SettingVersion};
use bellwether_papers::compose::Pack;
use jiff::Timestamp;

use super::{SetError, value};
use crate::{App, AppError, Author, check::When};

/// The key that the words for the next meeting are kept under.
const KEY: &str = "pack";

/// The longest text, in characters: some ten pages.
const LONGEST: usize = 30_000;

/// The longest heading or name, in characters.
const LONGEST_NAME: usize = 200;

/// A pack as it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PackKept {
    /// What stands.
    pub pack: Pack,
    /// The entry that set it: what a change begins from. `None` before the first.
    pub seq: Option<Seq>,
    /// What was said for the meeting before, where that is over.
    pub before: Option<Pack>,
}

impl App {
    /// The pack of a date, by default that of the last change, or of a seal.
    ///
    /// # Errors
    /// When there is no such seal, the store cannot be read, or holds what this program does not
    /// know.
    pub fn pack(&self, of: Option<When>, known: Option<Timestamp>) -> Result<PackKept, AppError> {
        let as_at = match of {
            Some(When::Date(date)) => date,
            None => self.snapshot(None, known)?.as_at,
            Some(When::Seal(seq)) => {
                let own = self.store.setting_versions(&self.register, &of_seal(seq))?.pop();
                let seq_of_own = own.as_ref().map(|version| version.seq);
                if let Some(own) = own.filter(|version| !version.value.is_null()) {
                    return Ok(PackKept { pack: value(&own)?, seq: seq_of_own, before: None });
                }
                let sealed = self.seal_entry(seq)?;
                let (as_at, known) = (sealed.effective, Some(sealed.recorded));
                let kept = self.pack_before(as_at, known, Some(seq))?;
                return Ok(PackKept { seq: seq_of_own, ..kept });
            }
        };
        self.pack_before(as_at, known, None)
    }

    /// The pack of a date by what was known then, and before a seal.
    fn pack_before(
        &self,
        effective: Date,
        known: Option<Timestamp>,
        seal: Option<Seq>,
    ) -> Result<PackKept, AppError> {
        let in_force = self.in_force(AsAt { effective, known })?;
        let Some(version) = in_force.version(KEY) else { return Ok(PackKept::default()) };
        let seq = Some(version.seq);
        if version.value.is_null() {
            return Ok(PackKept { seq, ..PackKept::default() });
        }
        let pack: Pack = value(version)?;
        let is_over = is_past(&pack, effective) || self.is_sealed(version, effective, seal)?;
        Ok(match is_over {
            true => PackKept { pack: pack.clone().for_the_next(), seq, before: Some(pack) },
            false => PackKept { pack, seq, before: None },
        })
    }

    /// Whether the register was sealed since these words were written, as at a day from theirs on.
    fn is_sealed(
        &self,
        words: &SettingVersion,
        until: Date,
        before: Option<Seq>,
    ) -> Result<bool, AppError> {
        let days = words.effective..=until;
        Ok(self.store.seal_entries(&self.register.organisation)?.iter().any(|seal| {
            seal.seq > words.seq
                && before.is_none_or(|before| seal.seq < before)
                && days.contains(&seal.effective)
        }))
    }
}

impl Author<'_> {
    /// Keeps the pack of a date or of a seal. `began` is the entry that its author saw.
    ///
    /// # Errors
    /// When it is what is kept already, holds too much, when somebody else has set it meanwhile,
    /// there is no such seal, or the store cannot keep it.
    pub fn set_pack(
        &self,
        of: When,
        pack: &Pack,
        began: Option<Seq>,
    ) -> Result<Committed, SetError> {
        bounded(pack)?;
        let known = self.pack(Some(of), None)?;
        if known.pack == *pack && known.before.is_none() {
            return Err(SetError::Same);
        }
        if known.seq != began {
            return Err(SetError::Overtaken);
        }
        let (key, effective) = match of {
            When::Date(date) => (KEY.to_owned(), date),
            When::Seal(seq) => (of_seal(seq), self.seal_entry(seq)?.effective),
        };
        // A pack has text keys alone, so it can always be written.
        let value = serde_json::to_value(pack).unwrap_or_default();
        self.from(effective).set(key, began, value)
    }
}

fn of_seal(seq: Seq) -> String {
    format!("{KEY}/seal-{seq}")
}

/// Whether the day of the meeting is before a day.
fn is_past(pack: &Pack, day: Date) -> bool {
    pack.cover.date.parse().is_ok_and(|meeting: Date| meeting < day)
}

/// Declines more than a page has room for.
fn bounded(pack: &Pack) -> Result<(), SetError> {
    let cover = &pack.cover;
    let texts = [
        ("purpose", &cover.purpose),
        ("recommendation", &cover.recommendation),
        ("implications", &cover.implications),
        ("words for members", &cover.members),
    ];
    let names = [
        ("meeting", &cover.meeting),
        ("agenda item", &cover.item),
        ("date of the meeting", &cover.date),
        ("author", &cover.author),
        ("contact", &cover.contact),
        ("paragraph relied on", &cover.under),
    ];
    let titles = pack.sections.iter().map(|chosen| ("heading of a section", &chosen.title));
    let names = names.into_iter().chain(titles).map(|(what, text)| (what, text, LONGEST_NAME));
    let texts = texts.into_iter().map(|(what, text)| (what, text, LONGEST));
    for (what, text, most) in names.chain(texts) {
        let length = text.chars().count();
        if length > most {
            return Err(SetError::TooLong { what, length, most });
        }
    }
    Ok(())
}
