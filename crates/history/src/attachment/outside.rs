//! A store of files outside the database: a folder, or a bucket of any S3-compatible store.
//!
//! A file stands there under `organisation/digest` and never changes, so that writing one again
//! does no harm and one that nothing speaks of any longer only takes room.

use std::{fmt, path::PathBuf, sync::Arc, time::Duration};

use object_store::{
    ObjectStore, ObjectStoreExt, RetryConfig, aws::AmazonS3Builder, local::LocalFileSystem,
    path::Path,
};
use thiserror::Error;
use tokio::runtime::{Builder, Runtime};
use url::Url;

use super::folder::is_ours;
use crate::{Digest, Fault, OrganisationId, refuse_odd};

/// How often a request that failed for a passing reason is made again.
const TRIES: usize = 3;

/// How long it is tried.
const PATIENCE: Duration = Duration::from_secs(30);

/// Why an address names no store of files.
#[derive(Debug, Error)]
pub enum AttachmentStoreError {
    /// It cannot be read.
    #[error(
        "“{0}” is no place for attachments: write it as file:///path/of/a/folder or \
         s3://bucket/folder"
    )]
    Address(String),
    /// It says more than where.
    #[error(
        "the address of the attachments holds a name, a password or a question: leave them out, \
         and give credentials in the environment (AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, …)"
    )]
    Credentials,
    /// The folder is not there.
    #[error("there is no folder {0} to keep attachments in: make it, or give another")]
    NoFolder(String),
    /// The store's client could not be made.
    #[error("the attachments at {place} cannot be reached ({problem})")]
    Unusable {
        /// Where.
        place: String,
        /// What went wrong.
        problem: String,
    },
}

/// A store of files outside the database.
#[derive(Clone)]
pub struct AttachmentStore(Arc<Inner>);

struct Inner {
    /// Its address, as the rows that point there give it.
    place: String,
    /// Where files stand below it, in a bucket.
    folder: Path,
    /// The folder on this machine, where it is one.
    on_disk: Option<PathBuf>,
    files: Box<dyn ObjectStore>,
    /// The store's calls wait for each other here; ours are plain calls on any thread. It is
    /// there until the end.
    runtime: Option<Runtime>,
}

impl Drop for Inner {
    fn drop(&mut self) {
        // A server may let go of it where nothing may wait, and nothing is left to wait for.
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

impl fmt::Debug for AttachmentStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("AttachmentStore").field(&self.0.place).finish()
    }
}

impl AttachmentStore {
    /// The store at an address: `file:///path` of a folder that is there, or `s3://bucket/folder`
    /// with its credentials, region and endpoint in the environment (`AWS_…`). An S3 store is
    /// asked for the first time when a file is written or read.
    ///
    /// # Errors
    /// When the address names no such place.
    pub fn open(address: &str) -> Result<Self, AttachmentStoreError> {
        let wrong = || AttachmentStoreError::Address(address.to_owned());
        let url = Url::parse(address).map_err(|_| wrong())?;
        let bare = url.username().is_empty()
            && url.password().is_none()
            && url.query().is_none()
            && url.fragment().is_none();
        if !bare {
            return Err(AttachmentStoreError::Credentials);
        }
        let place = url.as_str().trim_end_matches('/').to_owned();
        let unusable =
            |problem: String| AttachmentStoreError::Unusable { place: place.clone(), problem };
        let (files, folder, on_disk) = match url.scheme() {
            "file" => {
                let path = url.to_file_path().map_err(|()| wrong())?;
                (folder(&path)?, Path::default(), Some(path))
            }
            "s3" => {
                let bucket = url.host_str().ok_or_else(wrong)?;
                let folder = Path::from_url_path(url.path()).map_err(|_| wrong())?;
                (bucket_of_s3(bucket).map_err(|error| unusable(error.to_string()))?, folder, None)
            }
            _ => return Err(wrong()),
        };
        let runtime = Builder::new_current_thread().enable_all().build();
        let runtime = runtime.map_err(|error| unusable(error.to_string()))?;
        Ok(Self(Arc::new(Inner { place, folder, on_disk, files, runtime: Some(runtime) })))
    }

    /// Its address.
    pub fn place(&self) -> &str {
        &self.0.place
    }

    /// Whether files may be written there; `given` says whether some were before.
    pub(crate) fn is_ready(&self, given: bool) -> Result<(), Fault> {
        let Some(folder) = &self.0.on_disk else { return Ok(()) };
        let place = || self.0.place.clone();
        is_ours(folder, given).map_err(|problem| Fault::Outside { place: place(), problem })
    }

    /// Keeps some bytes; they are on the disk, or acknowledged by the store, when this returns.
    pub(crate) fn put(
        &self,
        organisation: &OrganisationId,
        sha256: Digest,
        bytes: &[u8],
    ) -> Result<(), Fault> {
        let key = self.key(organisation, sha256);
        let put = self.0.files.put(&key, bytes.to_vec().into());
        self.wait(put).map(drop).map_err(|error| self.fault(&error))
    }

    /// The bytes that are kept under a digest, unchecked; `None` where there are none.
    pub(crate) fn get(
        &self,
        organisation: &OrganisationId,
        sha256: Digest,
    ) -> Result<Option<Vec<u8>>, Fault> {
        if let Some(folder) = &self.0.on_disk {
            let file = folder.join(organisation.as_str()).join(sha256.to_string());
            refuse_odd(&file).map_err(|error| Fault::Outside {
                place: self.0.place.clone(),
                problem: error.to_string(),
            })?;
        }
        let key = self.key(organisation, sha256);
        let get = async { self.0.files.get(&key).await?.bytes().await };
        match self.wait(get) {
            Ok(bytes) => Ok(Some(bytes.into())),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(self.fault(&error)),
        }
    }

    /// Whether there are bytes under a digest.
    pub(crate) fn has(&self, organisation: &OrganisationId, sha256: Digest) -> Result<bool, Fault> {
        let key = self.key(organisation, sha256);
        match self.wait(self.0.files.head(&key)) {
            Ok(_) => Ok(true),
            Err(object_store::Error::NotFound { .. }) => Ok(false),
            Err(error) => Err(self.fault(&error)),
        }
    }

    /// Takes away the bytes that are kept under a digest, where there are any.
    pub(crate) fn delete(
        &self,
        organisation: &OrganisationId,
        sha256: Digest,
    ) -> Result<(), Fault> {
        let key = self.key(organisation, sha256);
        match self.wait(self.0.files.delete(&key)) {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(self.fault(&error)),
        }
    }

    fn wait<T>(
        &self,
        call: impl Future<Output = Result<T, object_store::Error>>,
    ) -> Result<T, object_store::Error> {
        let ended =
            || object_store::Error::Generic { store: "files", source: "it has ended".into() };
        self.0.runtime.as_ref().ok_or_else(ended)?.block_on(call)
    }

    fn key(&self, organisation: &OrganisationId, sha256: Digest) -> Path {
        self.0.folder.clone().join(organisation.as_str()).join(sha256.to_string())
    }

    fn fault(&self, error: &object_store::Error) -> Fault {
        Fault::Outside { place: self.0.place.clone(), problem: error.to_string() }
    }
}

/// The files of a folder; each is on the disk before it is acknowledged.
fn folder(path: &PathBuf) -> Result<Box<dyn ObjectStore>, AttachmentStoreError> {
    let missing = || AttachmentStoreError::NoFolder(path.display().to_string());
    if !path.is_dir() {
        return Err(missing());
    }
    let files = LocalFileSystem::new_with_prefix(path).map_err(|_| missing())?;
    Ok(Box::new(files.with_fsync(true)))
}

fn bucket_of_s3(bucket: &str) -> Result<Box<dyn ObjectStore>, object_store::Error> {
    // Another part of the process may have chosen before; either choice serves.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let retry = RetryConfig { max_retries: TRIES, retry_timeout: PATIENCE, ..Default::default() };
    let store = AmazonS3Builder::from_env().with_bucket_name(bucket).with_retry(retry).build()?;
    Ok(Box::new(store))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_says_where_and_no_more() {
        for address in ["", "sheep", "/tmp", "ftp://host/x", "gs://bucket/x", "s3:///x"] {
            let refused = AttachmentStore::open(address);
            assert!(matches!(refused, Err(AttachmentStoreError::Address(_))), "{address}");
        }
        for address in ["s3://me:secret@bucket/x", "s3://bucket/x?key=secret", "s3://bucket#x"] {
            let refused = AttachmentStore::open(address).unwrap_err();
            assert!(matches!(refused, AttachmentStoreError::Credentials), "{address}");
            assert!(!refused.to_string().contains("secret"));
        }
        let nowhere = AttachmentStore::open("file:///no/such/folder");
        assert!(matches!(nowhere, Err(AttachmentStoreError::NoFolder(_))));
    }

    #[test]
    fn a_file_is_known_by_its_organisation_and_digest() {
        let folder = tempfile::tempdir().unwrap();
        let place = Url::from_directory_path(folder.path()).unwrap();
        let store = AttachmentStore::open(place.as_str()).unwrap();
        let [north, south]: [OrganisationId; 2] = ["north", "south"].map(|id| id.parse().unwrap());
        let sha256 = Digest::of(b"a photograph");
        assert_eq!(store.get(&north, sha256).unwrap(), None);
        for _ in 0..2 {
            store.put(&north, sha256, b"a photograph").unwrap();
        }
        assert_eq!(store.get(&north, sha256).unwrap().as_deref(), Some(b"a photograph".as_slice()));
        assert_eq!(store.get(&south, sha256).unwrap(), None);
        assert!(folder.path().join("north").join(sha256.to_string()).is_file());
    }

    #[cfg(unix)]
    #[test]
    fn what_is_no_file_is_refused_and_not_waited_for() {
        let folder = tempfile::tempdir().unwrap();
        let place = Url::from_directory_path(folder.path()).unwrap();
        let store = AttachmentStore::open(place.as_str()).unwrap();
        let north: OrganisationId = "north".parse().unwrap();
        let sha256 = Digest::of(b"a photograph");
        std::fs::create_dir(folder.path().join("north")).unwrap();
        // A device, to which a name of ours leads.
        let own = folder.path().join("north").join(sha256.to_string());
        std::os::unix::fs::symlink("/dev/zero", own).unwrap();
        let refused = store.get(&north, sha256).unwrap_err().to_string();
        assert!(refused.contains("a pipe or a device"), "{refused}");
        std::os::unix::fs::symlink("/dev/zero", folder.path().join(".bellwether")).unwrap();
        let refused = store.is_ready(false).unwrap_err().to_string();
        assert!(refused.contains("a pipe or a device"), "{refused}");
    }
}
