//! Versions on their way into the database: gathered, so that a server is asked once for many.

use std::mem;

use bellwether_domain::Date;

use crate::{
    Fault, RegisterKey, RiskId, Seq, Standing,
    engine::{Row, Session, Value},
};

/// How much text is gathered at most, so that memory does not grow with the change.
const MOST_BYTES: usize = 4 * 1024 * 1024;

/// The entry that writes a version, and the date from which that holds.
pub(crate) type At = (Seq, Date);

/// Versions of one register that are to be written, in the order of entry.
pub(crate) struct Versions<'a> {
    register: &'a RegisterKey,
    new_risks: Vec<Row>,
    risks: Kind,
    particulars: Kind,
    settings: Kind,
    bytes: usize,
}

/// The versions of one kind. A version's number is that of its entry and its place among those of
/// its kind that the entry wrote: the same on every copy, with nothing to be looked up.
#[derive(Default)]
struct Kind {
    last: i64,
    rows: Vec<Row>,
}

impl<'a> Versions<'a> {
    /// None yet.
    pub(crate) fn of(register: &'a RegisterKey) -> Self {
        let [risks, particulars, settings] = [(); 3].map(|()| Kind::default());
        Self { register, new_risks: vec![], risks, particulars, settings, bytes: 0 }
    }

    /// Adds a risk to those ever known, where it is new.
    pub(crate) fn introduce(&mut self, id: RiskId) {
        self.new_risks.push(vec![self.whose(), Value::Text(id.to_string())]);
    }

    /// Adds a version of a risk that was introduced.
    pub(crate) fn risk(&mut self, at: At, (id, standing): (RiskId, Standing), body: String) {
        let id = Value::Text(id.to_string());
        let live = Value::Integer((standing == Standing::Live).into());
        let mut row = self.row(at, body);
        row.extend([id, live]);
        self.risks.push(at.0, row);
    }

    /// Adds a version of the particulars.
    pub(crate) fn particulars(&mut self, at: At, body: String) {
        let row = self.row(at, body);
        self.particulars.push(at.0, row);
    }

    /// Adds a version of a setting.
    pub(crate) fn setting(&mut self, at: At, key: String, body: String) {
        let mut row = self.row(at, body);
        row.push(Value::Text(key));
        self.settings.push(at.0, row);
    }

    /// Writes what was gathered if it is much already.
    pub(crate) fn put_many(&mut self, session: &mut dyn Session) -> Result<(), Fault> {
        if self.bytes < MOST_BYTES { Ok(()) } else { self.put(session) }
    }

    /// Writes what was gathered; the entries that it names must be there.
    pub(crate) fn put(&mut self, session: &mut dyn Session) -> Result<(), Fault> {
        self.bytes = 0;
        session.execute_each(
            "INSERT INTO risk (organisation, id) VALUES (?1, ?2) ON CONFLICT DO NOTHING",
            mem::take(&mut self.new_risks),
        )?;
        session.execute_each(
            "INSERT INTO risk_version \
             (organisation, seq, effective, body, register, risk, live, version) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            mem::take(&mut self.risks.rows),
        )?;
        session.execute_each(
            "INSERT INTO particulars_version \
             (organisation, seq, effective, body, register, version) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            mem::take(&mut self.particulars.rows),
        )?;
        session.execute_each(
            "INSERT INTO setting_version \
             (organisation, seq, effective, body, register, name, version) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            mem::take(&mut self.settings.rows),
        )
    }

    fn whose(&self) -> Value {
        Value::Text(self.register.organisation.to_string())
    }

    /// The columns that a version of every kind has, but for its number.
    fn row(&mut self, (seq, effective): At, body: String) -> Row {
        self.bytes += body.len();
        let (seq, effective) = (Value::Integer(seq.0.into()), Value::Text(effective.to_string()));
        vec![
            self.whose(),
            seq,
            effective,
            Value::Text(body),
            Value::Text(self.register.id.to_string()),
        ]
    }
}

impl Kind {
    fn push(&mut self, seq: Seq, mut row: Row) {
        self.last = self.last.max(seq.before_its_versions()) + 1;
        row.push(Value::Integer(self.last));
        self.rows.push(row);
    }
}
