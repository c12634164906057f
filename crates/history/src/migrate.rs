//! The schema's steps, twinned by name for the two engines.

/// One step of the schema.
pub(crate) struct Migration {
    /// Its text for SQLite.
    pub(crate) sqlite: &'static str,
    /// Its text for PostgreSQL.
    pub(crate) postgres: &'static str,
}

macro_rules! migrations {
    ($($name:literal),*) => {
        &[$(Migration {
            sqlite: include_str!(concat!("../migrations/sqlite/", $name, ".sql")),
            postgres: include_str!(concat!("../migrations/postgres/", $name, ".sql")),
        }),*]
    };
}

/// All steps, oldest first; the schema's number is how many of them were taken.
const MIGRATIONS: &[Migration] = migrations![
    "0001_history",
    "0002_seals_and_attachments",
    "0003_settings",
    "0004_evidence",
    "0005_light_writes",
    "0006_the_next_form",
    "0007_keys_apart",
    "0008_waiting_apart"
];

/// Whether a database of this schema holds the keys that seals are signed with.
pub(crate) fn holds_keys(schema: i64) -> bool {
    (2..7).contains(&schema)
}

/// The number of the newest schema.
pub(crate) fn latest() -> i64 {
    MIGRATIONS.len() as i64
}

/// The steps that a database of this schema still has to take.
pub(crate) fn since(schema: i64) -> impl Iterator<Item = &'static Migration> {
    MIGRATIONS.iter().skip(usize::try_from(schema).unwrap_or_default())
}
