//! The store: opened once, shared by every thread.

use std::path::Path;

use crate::{
    Head, Keys, Location, OpenError, OrganisationId, ReadError, Upgrading,
    attachment::keeping::Keeping, cache::Cache, engine::Engine, entries, rolled::Rolled, rows,
};

/// The journal and the versions of every organisation in one database.
pub struct Store {
    pub(crate) engine: Engine,
    pub(crate) cache: Cache,
    pub(crate) rolled: Rolled,
    pub(crate) keeping: Keeping,
    pub(crate) keys: Keys,
}

impl Store {
    /// Opens a store, making it where there is none.
    ///
    /// # Errors
    /// When the place cannot hold a store of ours, or holds something else, or a store of an older
    /// or a newer program: that is left alone.
    pub fn open(location: impl Into<Location>) -> Result<Self, OpenError> {
        let location = location.into();
        Ok(Self::with(Engine::open(&location, None)?, keys_of(&location)))
    }

    /// Opens a store, making it where there is none; one of an older program is brought up to date
    /// in one transaction. A SQLite file is copied beside itself before.
    ///
    /// # Errors
    /// As [`Store::open`]; and when it cannot be brought up to date: it is left as it was.
    pub fn open_upgrading(
        location: impl Into<Location>,
        upgrading: Upgrading<'_>,
    ) -> Result<Self, OpenError> {
        let location = location.into();
        let keys = upgrading.keys.cloned().unwrap_or_else(|| keys_of(&location));
        let upgrading = Upgrading { keys: Some(&keys), ..upgrading };
        Ok(Self::with(Engine::open(&location, Some(&upgrading))?, keys.clone()))
    }

    /// Opens a store that is there already, to read it: one that this user may write to is brought
    /// up to date, another is read as it stands, and a change to it is refused.
    ///
    /// # Errors
    /// When there is none, it holds something else, or is of an older schema and cannot be brought
    /// up to date.
    pub fn open_to_read(
        location: impl Into<Location>,
        upgrading: Upgrading<'_>,
    ) -> Result<Self, OpenError> {
        let location = location.into();
        let keys = upgrading.keys.cloned().unwrap_or_else(|| keys_of(&location));
        let upgrading = Upgrading { keys: Some(&keys), ..upgrading };
        Ok(Self::with(Engine::open_to_read(&location, Some(&upgrading))?, keys.clone()))
    }

    /// Opens a SQLite file, such as a backup, to read it only: nothing of it is changed, and a
    /// change to it is refused. One of an older program is read as it is.
    ///
    /// # Errors
    /// When the file is not there, is not ours, or is of a newer program.
    pub fn examine(path: &Path) -> Result<Self, OpenError> {
        Ok(Self::with(Engine::examine(path)?, Keys::beside(path)))
    }

    /// A store that lives no longer than it is open: for trying things out.
    ///
    /// # Errors
    /// When there is no memory for it.
    pub fn in_memory() -> Result<Self, OpenError> {
        Ok(Self::with(Engine::in_memory()?, Keys::in_memory()))
    }

    fn with(engine: Engine, keys: Keys) -> Self {
        let (cache, rolled) = (Cache::default(), Rolled::default());
        Self { engine, cache, rolled, keeping: Keeping::default(), keys }
    }

    /// Has seals signed with other keys than those that lie beside a SQLite file; without this none
    /// can be made on a server.
    #[must_use]
    pub fn with_keys(mut self, keys: Keys) -> Self {
        self.keys = keys;
        self
    }

    /// The organisations that keep a register here.
    ///
    /// # Errors
    /// When the database fails or holds something that is not ours.
    pub fn organisations(&self) -> Result<Vec<OrganisationId>, ReadError> {
        self.engine.list(rows::organisations)
    }

    /// The folder of a SQLite file.
    pub fn folder(&self) -> Option<&Path> {
        self.engine.folder()
    }

    /// The last entry of the journal; `None` before the first.
    ///
    /// # Errors
    /// When the database fails or holds something that is not ours.
    pub fn head(&self, organisation: &OrganisationId) -> Result<Option<Head>, ReadError> {
        self.engine.read(organisation, |session| entries::head(session, organisation))
    }
}

/// Where keys are unless another place is named.
fn keys_of(location: &Location) -> Keys {
    match location {
        Location::Sqlite(path) => Keys::beside(path),
        Location::Postgres(_) => Keys::nowhere(),
    }
}
