//! What was true: the register as at a date, one risk as at a date, and all its versions.

pub(crate) mod queries;
mod together;

use std::{collections::BTreeSet, sync::Arc};

use bellwether_domain::Date;
use jiff::Timestamp;

use self::queries::{day_after, up_to};
pub(crate) use self::queries::{horizon, in_force, known_by, particulars_at, risk_at};
use crate::{
    Around, AsAt, OrganisationId, ParticularsVersion, ReadError, RegisterKey, RiskId, RiskVersion,
    Seq, Store, View,
    engine::{Param, Session},
    entries,
    rolled::{self, Days},
    rows,
};

impl Store {
    /// The whole register as at a date: of each risk the latest version that was effective then.
    ///
    /// # Errors
    /// When the database fails or holds something that cannot be read.
    pub fn view(&self, register: &RegisterKey, as_at: AsAt) -> Result<View, ReadError> {
        self.engine.read(&register.organisation, |session| self.view_in(session, register, as_at))
    }

    /// One risk as at a date, live or closed; `None` where there was none yet.
    ///
    /// # Errors
    /// When the database fails or holds something that cannot be read.
    pub fn risk(
        &self,
        register: &RegisterKey,
        id: RiskId,
        as_at: AsAt,
    ) -> Result<Option<RiskVersion>, ReadError> {
        self.engine.read(&register.organisation, |session| {
            match horizon(session, &register.organisation, as_at.known)? {
                Some(head) => risk_at(session, register, id, as_at.effective, head),
                None => Ok(None),
            }
        })
    }

    /// One risk as at a date, by the entries up to one.
    ///
    /// # Errors
    /// When the database fails or holds something that cannot be read.
    pub fn risk_by(
        &self,
        register: &RegisterKey,
        id: RiskId,
        effective: Date,
        until: Seq,
    ) -> Result<Option<RiskVersion>, ReadError> {
        self.engine.read(&register.organisation, |session| {
            risk_at(session, register, id, effective, until)
        })
    }

    /// Where a day falls among the versions of a risk; `None` where there is no such risk.
    ///
    /// # Errors
    /// When the database fails or holds something that cannot be read.
    pub fn risk_around(
        &self,
        register: &RegisterKey,
        id: RiskId,
        effective: Date,
    ) -> Result<Option<Around>, ReadError> {
        self.engine.read(&register.organisation, |session| {
            let Some(begins) = day_after(session, register, id, Date::ZERO)? else {
                return Ok(None);
            };
            let in_force = risk_at(session, register, id, effective, Seq::LAST)?;
            let next = match effective.tomorrow() {
                Ok(tomorrow) => day_after(session, register, id, tomorrow)?,
                Err(_) => None,
            };
            Ok(Some(Around { begins, in_force, next }))
        })
    }

    /// The particulars as at a date; `None` before the first.
    ///
    /// # Errors
    /// When the database fails or holds something that cannot be read.
    pub fn particulars(
        &self,
        register: &RegisterKey,
        as_at: AsAt,
    ) -> Result<Option<ParticularsVersion>, ReadError> {
        self.engine.read(&register.organisation, |session| {
            match horizon(session, &register.organisation, as_at.known)? {
                Some(head) => self.particulars_in(session, register, as_at.effective, head),
                None => Ok(None),
            }
        })
    }

    /// All versions of a risk, oldest first: by the date they are effective, then by entry.
    ///
    /// # Errors
    /// When the database fails or holds something that cannot be read.
    pub fn risk_versions(
        &self,
        register: &RegisterKey,
        id: RiskId,
        known: Option<Timestamp>,
    ) -> Result<Vec<RiskVersion>, ReadError> {
        self.engine.read(&register.organisation, |session| {
            let Some(head) = horizon(session, &register.organisation, known)? else {
                return Ok(vec![]);
            };
            // Written so that SQLite goes by the risk and not through the whole journal: it keeps
            // the order of a CROSS JOIN, and looks nothing up by `+v.seq`.
            let found = session.query(
                concat!(
                    "SELECT ",
                    rows::risk_version_columns!(),
                    " FROM risk_version v CROSS JOIN journal j \
                 LEFT JOIN identity i \
                 ON i.organisation = v.organisation AND i.version = v.version \
                 WHERE j.organisation = v.organisation AND j.seq = v.seq \
                 AND v.organisation = ?1 AND v.register = ?4 AND v.risk = ?2 AND +v.seq <= ?3 \
                 ORDER BY v.effective, v.version"
                ),
                &[
                    Param::Text(register.organisation.as_str()),
                    Param::Text(&id.to_string()),
                    Param::Integer(head.0.into()),
                    Param::Text(register.id.as_str()),
                ],
            )?;
            let read = |row| rows::read("risk version", row, rows::risk_version);
            found.iter().map(read).collect()
        })
    }

    /// All versions of the particulars, oldest first.
    ///
    /// # Errors
    /// When the database fails or holds something that cannot be read.
    pub fn particulars_versions(
        &self,
        register: &RegisterKey,
        known: Option<Timestamp>,
    ) -> Result<Vec<ParticularsVersion>, ReadError> {
        self.engine.read(&register.organisation, |session| {
            let Some(head) = horizon(session, &register.organisation, known)? else {
                return Ok(vec![]);
            };
            let found = session.query(
                "SELECT v.version, v.effective, v.seq, v.body, j.recorded \
                 FROM particulars_version v \
                 JOIN journal j ON j.organisation = v.organisation AND j.seq = v.seq \
                 WHERE v.organisation = ?1 AND v.register = ?3 AND v.seq <= ?2 \
                 ORDER BY v.effective, v.version",
                &up_to(register, head),
            )?;
            let read = |row| rows::read("particulars version", row, rows::particulars_version);
            found.iter().map(read).collect()
        })
    }

    /// Every risk ever known, live or closed, each as it was last: what a new document's rows
    /// are matched with.
    ///
    /// # Errors
    /// When the database fails or holds something that cannot be read.
    pub fn every_risk(&self, register: &RegisterKey) -> Result<Vec<RiskVersion>, ReadError> {
        self.engine.read(&register.organisation, |session| {
            match horizon(session, &register.organisation, None)? {
                Some(head) => self.risks_in(session, register, Date::MAX, head),
                None => Ok(vec![]),
            }
        })
    }

    /// The last entry that was known at a moment; `None` where there was none yet. Where the clock was
    /// wrong once, times overlap, and what was known goes by this number.
    ///
    /// # Errors
    /// When the database fails or holds something that cannot be read.
    pub fn known_by(
        &self,
        organisation: &OrganisationId,
        known: Timestamp,
    ) -> Result<Option<Seq>, ReadError> {
        self.engine.read(organisation, |session| horizon(session, organisation, Some(known)))
    }

    /// The dates from which something on the register is different, oldest first.
    ///
    /// # Errors
    /// When the database fails or holds something that cannot be read.
    pub fn dates(
        &self,
        register: &RegisterKey,
        known: Option<Timestamp>,
    ) -> Result<Vec<Date>, ReadError> {
        self.engine.read(&register.organisation, |session| {
            if known.is_none() {
                let dates = self.dates_now(session, register)?;
                return Ok(dates.iter().copied().collect());
            }
            match horizon(session, &register.organisation, known)? {
                Some(head) => rolled::dates_since(session, register, (Seq(0), head))
                    .map(|dates| dates.into_iter().collect::<BTreeSet<_>>().into_iter().collect()),
                None => Ok(vec![]),
            }
        })
    }

    /// The same by all that is known, rolled forward from what was found before.
    fn dates_now(
        &self,
        session: &mut dyn Session,
        register: &RegisterKey,
    ) -> Result<Days, ReadError> {
        let Some(head) = entries::head(session, &register.organisation)? else {
            return Ok(Arc::default());
        };
        let (mut after, mut dates) = (Seq(0), Arc::default());
        if let Some((kept, known)) = self.rolled.dates(register)
            && rolled::reaches(session, &register.organisation, kept, head)?
        {
            (after, dates) = (kept.seq, known);
        }
        if after < head.seq {
            let since = rolled::dates_since(session, register, (after, head.seq))?;
            Arc::make_mut(&mut dates).extend(since);
            self.rolled.keep_dates(register, head, Arc::clone(&dates));
        }
        Ok(dates)
    }
}
