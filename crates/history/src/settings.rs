//! What a body has set for its own register: as at a date, and through time.

use std::collections::BTreeMap;

use bellwether_domain::Date;

use crate::{
    AsAt, ReadError, RegisterKey, Seq, SettingVersion, Store,
    engine::{Param, Session},
    rows, view,
};

/// The longest key, in bytes: what every engine can index.
const LONGEST_KEY: usize = 200;

/// Whether a text can be a setting's key.
pub(crate) fn is_key(key: &str) -> bool {
    (1..=LONGEST_KEY).contains(&key.len()) && !key.chars().any(char::is_control)
}

impl Store {
    /// The settings in force as at a date, by key; one that was withdrawn has the value `null`.
    ///
    /// # Errors
    /// When the database fails or holds something that cannot be read.
    pub fn settings(
        &self,
        register: &RegisterKey,
        as_at: AsAt,
    ) -> Result<BTreeMap<String, SettingVersion>, ReadError> {
        self.engine.read(&register.organisation, |session| {
            let Some(head) = view::horizon(session, &register.organisation, as_at.known)? else {
                return Ok(BTreeMap::new());
            };
            let found = session.query(
                "SELECT v.version, v.name, v.effective, v.seq, v.body, j.recorded \
                 FROM setting_version v \
                 JOIN journal j ON j.organisation = v.organisation AND j.seq = v.seq \
                 WHERE v.organisation = ?1 AND v.register = ?4 AND v.effective <= ?2 AND v.seq <= ?3 \
                 ORDER BY v.name, v.effective, v.version",
                &view::in_force(register, &as_at.effective.to_string(), head),
            )?;
            let versions =
                found.iter().map(|row| rows::read("setting version", row, rows::setting_version));
            // In order: the last version of each key is the one that stands.
            versions.map(|version| version.map(|v| (v.key.clone(), v))).collect()
        })
    }

    /// All versions of a setting, oldest first: by the date they are effective, then by entry.
    ///
    /// # Errors
    /// When the database fails or holds something that cannot be read.
    pub fn setting_versions(
        &self,
        register: &RegisterKey,
        key: &str,
    ) -> Result<Vec<SettingVersion>, ReadError> {
        self.engine.read(&register.organisation, |session| {
            let found = session.query(
                "SELECT v.version, v.name, v.effective, v.seq, v.body, j.recorded \
                 FROM setting_version v \
                 JOIN journal j ON j.organisation = v.organisation AND j.seq = v.seq \
                 WHERE v.organisation = ?1 AND v.register = ?3 AND v.name = ?2 \
                 ORDER BY v.effective, v.version",
                &[
                    Param::Text(register.organisation.as_str()),
                    Param::Text(key),
                    Param::Text(register.id.as_str()),
                ],
            )?;
            let read = |row| rows::read("setting version", row, rows::setting_version);
            found.iter().map(read).collect()
        })
    }
}

/// A setting's version in force, by the entries up to `head`.
pub(crate) fn setting_at(
    session: &mut dyn Session,
    register: &RegisterKey,
    key: &str,
    effective: Date,
    head: Seq,
) -> Result<Option<SettingVersion>, ReadError> {
    let found = session.query(
        "SELECT v.version, v.name, v.effective, v.seq, v.body, j.recorded \
         FROM setting_version v \
         JOIN journal j ON j.organisation = v.organisation AND j.seq = v.seq \
         WHERE v.organisation = ?1 AND v.register = ?5 AND v.name = ?2 AND v.effective <= ?3 \
         AND v.seq <= ?4 ORDER BY v.effective DESC, v.version DESC LIMIT 1",
        &[
            Param::Text(register.organisation.as_str()),
            Param::Text(key),
            Param::Text(&effective.to_string()),
            Param::Integer(head.0.into()),
            Param::Text(register.id.as_str()),
        ],
    )?;
    found.first().map(|row| rows::read("setting version", row, rows::setting_version)).transpose()
}
