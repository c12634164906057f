//! Use cases: what the pages, the API and the command line all call.
//!
//! Reading gives pure values ([`read`]); changing goes through one door, a change with an author,
//! a reason and a date ([`import`], [`edit`], [`settings`]). Nothing here knows of HTML or SQL.

mod author;
pub mod check;
pub mod edit;
pub mod erase;
pub mod error;
pub mod evidence;
pub mod import;
pub mod paper;
pub mod past_retention;
pub mod publish;
pub mod read;
pub mod reader;
mod seal;
pub mod settings;
pub mod undo;

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use bellwether_history::{Digest, Moment, OrganisationId, RegisterKey, Remark, Store};
use jiff::Timestamp;

pub use author::Author;
pub use error::AppError;
pub use seal::{SealedNow, ToSeal};

/// What the program takes from the machine it runs on, so that a test can bring its own.
pub trait Ambient: Send + Sync {
    /// The present moment.
    fn now(&self) -> Timestamp;

    /// Random bytes fit for keys: for the ids of new risks and the key that seals.
    fn random(&self) -> [u8; 16];
}

/// Somewhere out of reach of whoever holds the record, where the head of each seal is told: a record
/// that is written anew later does not agree with it.
pub trait Witness: Send + Sync {
    /// Keeps a line that names the head.
    ///
    /// # Errors
    /// When it is not kept, in words.
    fn tell(&self, line: &str, head: Digest) -> Result<(), String>;
}

/// One organisation's register and everything that can be done with it.
pub struct App {
    store: Arc<Store>,
    register: RegisterKey,
    ambient: Arc<dyn Ambient>,
    reader: Arc<dyn reader::Reader>,
    judged: check::Kept,
    shown: read::Shown,
    witness: Option<Box<dyn Witness>>,
    published: Option<publish::Published>,
}

impl App {
    /// The register of an organisation in an open store.
    pub fn new(store: Store, organisation: OrganisationId, ambient: Box<dyn Ambient>) -> Self {
        Self::with(Arc::new(store), organisation.into(), ambient.into(), Arc::new(reader::Here))
    }

    fn with(
        store: Arc<Store>,
        register: RegisterKey,
        ambient: Arc<dyn Ambient>,
        reader: Arc<dyn reader::Reader>,
    ) -> Self {
        let (judged, shown) = (check::Kept::default(), read::Shown::default());
        let (witness, published) = (None, None);
        Self { store, register, ambient, reader, judged, shown, witness, published }
    }

    /// The register of another organisation in the same store; there need be nothing of it yet.
    /// Nobody is told of its seals.
    #[must_use]
    pub fn beside(&self, organisation: OrganisationId) -> Self {
        let (ambient, reader) = (Arc::clone(&self.ambient), Arc::clone(&self.reader));
        Self::with(Arc::clone(&self.store), organisation.into(), ambient, reader)
    }

    /// The same with another limit to the size of attachments, in bytes; to be set before the store
    /// is shared with another organisation's register.
    #[must_use]
    pub fn with_attachment_limit(mut self, bytes: usize) -> Self {
        self.store = match Arc::try_unwrap(self.store) {
            Ok(store) => Arc::new(store.with_attachment_limit(bytes)),
            Err(shared) => shared,
        };
        self
    }

    /// The same with its documents read by somebody else.
    #[must_use]
    pub fn with_reader(mut self, reader: Box<dyn reader::Reader>) -> Self {
        self.reader = reader.into();
        self
    }

    /// The same with a witness that is told of each seal.
    #[must_use]
    pub fn with_witness(mut self, witness: Box<dyn Witness>) -> Self {
        self.witness = Some(witness);
        self
    }

    /// The store it is kept in, for the administrator's commands.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// Which register it is.
    pub fn register(&self) -> &RegisterKey {
        &self.register
    }

    /// Where what arrives may wait until it has arrived: beside the record, where that is a file here.
    pub fn spool_folder(&self) -> PathBuf {
        self.store.folder().map_or_else(std::env::temp_dir, Path::to_owned)
    }

    /// Whose register it is.
    pub fn organisation(&self) -> &OrganisationId {
        &self.register.organisation
    }

    /// Whether all is well, in words; `owner` as for [`Store::prove`].
    ///
    /// # Errors
    /// When the store fails.
    pub fn doctor(&self, owner: Option<&str>) -> Result<Vec<Remark>, AppError> {
        Ok(self.store.doctor(owner, self.ambient.now())?)
    }

    /// When a change is made, and chance for it.
    fn moment(&self) -> Moment {
        moment(&*self.ambient)
    }
}

/// The present moment, and chance for one change.
pub fn moment(ambient: &dyn Ambient) -> Moment {
    let mut seed = [0; 32];
    let (first, second) = seed.split_at_mut(16);
    first.copy_from_slice(&ambient.random());
    second.copy_from_slice(&ambient.random());
    Moment { now: ambient.now(), seed }
}
