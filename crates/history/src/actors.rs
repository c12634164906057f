//! Who acts: a number within the organisation, whose name stands apart from the entries.

use crate::{
    ActorName, Digest, Entry, Fault, OrganisationId, ReadError, RegisterKey, Salt, Seq,
    engine::{Param, Query, Row, Session, Value},
    model::{entry::naming, moment::Chance},
    rows,
};

/// Who makes an entry, as far as is known before it is written.
#[derive(Debug, Clone)]
pub(crate) struct Acting {
    pub(crate) number: u32,
    pub(crate) name: String,
    /// Their salt, where they are new.
    pub(crate) salt: Option<Salt>,
    /// Whether the register was spoken of before.
    pub(crate) is_known_register: bool,
}

/// Asks for the number of a name, the highest number, and the register.
pub(crate) fn asked(register: &RegisterKey, name: &ActorName) -> Query {
    Query {
        sql: "SELECT (SELECT number FROM actor WHERE organisation = ?1 AND name = ?2), \
              (SELECT max(number) FROM actor WHERE organisation = ?1), \
              (SELECT seq FROM register WHERE organisation = ?1 AND id = ?3)",
        params: vec![
            Value::Text(register.organisation.to_string()),
            Value::Text(name.to_string()),
            Value::Text(register.id.to_string()),
        ],
    }
}

/// Reads the answer to [`asked`]: a name that is not known gets the next number.
pub(crate) fn found(
    answer: &[Row],
    name: &ActorName,
    chance: &mut Chance,
) -> Result<Acting, ReadError> {
    let row = answer.first().ok_or_else(|| Fault::Other("no answer about actors".to_owned()))?;
    let number = |column| match row.get(column) {
        Some(Value::Null) => Ok(None),
        _ => rows::seq(row, column).map(|number| Some(number.0)),
    };
    let decode = |_: &Row| Ok((number(0)?, number(1)?, number(2)?.is_some()));
    let (known, last, is_known_register) = rows::read("actor", row, decode)?;
    let (number, salt) = match known {
        Some(number) => (number, None),
        None => (last.unwrap_or(0) + 1, Some(crate::Hex(chance.half()))),
    };
    Ok(Acting { number, name: name.to_string(), salt, is_known_register })
}

impl Acting {
    /// The digest of the name, where the entry is the first to name them.
    pub(crate) fn names(&self) -> Option<Digest> {
        self.salt.map(|salt| naming(salt, &self.name))
    }

    /// Keeps what is new, beside its entry.
    pub(crate) fn keep(&self, session: &mut dyn Session, entry: &Entry) -> Result<(), Fault> {
        if let Some(salt) = self.salt {
            let known = Some((self.name.as_str(), salt));
            keep(session, &entry.organisation, self.number, entry.seq, known)?;
        }
        if self.is_known_register { Ok(()) } else { keep_register(session, entry) }
    }
}

/// Keeps an actor, with the entry that first named them; without a name, where that was taken
/// away.
pub(crate) fn keep(
    session: &mut dyn Session,
    organisation: &OrganisationId,
    number: u32,
    seq: Seq,
    known: Option<(&str, Salt)>,
) -> Result<(), Fault> {
    let salt = known.map(|(_, salt)| salt.to_string());
    session.execute(
        "INSERT INTO actor (organisation, number, seq, name, salt) VALUES (?1, ?2, ?3, ?4, ?5)",
        &[
            Param::Text(organisation.as_str()),
            Param::Integer(number.into()),
            Param::Integer(seq.0.into()),
            known.map_or(Param::Null, |(name, _)| Param::Text(name)),
            salt.as_deref().map_or(Param::Null, Param::Text),
        ],
    )
}

/// Keeps the register that an entry is the first to speak of.
pub(crate) fn keep_register(session: &mut dyn Session, entry: &Entry) -> Result<(), Fault> {
    session.execute(
        "INSERT INTO register (organisation, id, seq) VALUES (?1, ?2, ?3)",
        &[
            Param::Text(entry.organisation.as_str()),
            Param::Text(entry.register.as_str()),
            Param::Integer(entry.seq.0.into()),
        ],
    )
}

/// Takes somebody's name and salt away.
pub(crate) fn forget(
    session: &mut dyn Session,
    organisation: &OrganisationId,
    number: u32,
) -> Result<(), Fault> {
    session.execute(
        "UPDATE actor SET name = NULL, salt = NULL WHERE organisation = ?1 AND number = ?2",
        &[Param::Text(organisation.as_str()), Param::Integer(number.into())],
    )
}

/// The numbers of those whose names were taken away.
pub(crate) fn nameless(
    session: &mut dyn Session,
    organisation: &OrganisationId,
) -> Result<Vec<u32>, ReadError> {
    let found = session.query(
        "SELECT number FROM actor WHERE organisation = ?1 AND name IS NULL",
        &[Param::Text(organisation.as_str())],
    )?;
    found.iter().map(|row| rows::read("actor", row, |row| Ok(rows::seq(row, 0)?.0))).collect()
}

/// The entry that first named somebody, and their name and salt where these were not taken away.
pub(crate) type Known = (Seq, Option<(String, Salt)>);

/// The name and salt of a number; `None` where there is no such actor, `Some(None)` where the name
/// was taken away.
pub(crate) fn known(
    session: &mut dyn Session,
    organisation: &OrganisationId,
    number: u32,
) -> Result<Option<Known>, ReadError> {
    let found = session.query(
        "SELECT number, seq, name, salt FROM actor WHERE organisation = ?1 AND number = ?2",
        &[Param::Text(organisation.as_str()), Param::Integer(number.into())],
    )?;
    found.first().map(|row| rows::read("actor", row, of)).transpose()
}

/// `number, seq, name, salt`: the entry that first named them, and name and salt.
pub(crate) fn of(row: &Row) -> Result<Known, String> {
    let known = match row.get(2) {
        Some(Value::Null) => None,
        _ => Some((rows::text(row, 2)?.to_owned(), rows::parsed(row, 3)?)),
    };
    Ok((rows::seq(row, 1)?, known))
}
