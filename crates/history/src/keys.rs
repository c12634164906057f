//! The keys that organisations seal with. They lie apart from the database, so that whoever holds
//! the record alone cannot sign in its name.

use std::{
    collections::BTreeMap,
    fmt,
    fs::{File, OpenOptions},
    io::{self, Write},
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

use ed25519_dalek::SigningKey;
use thiserror::Error;

use crate::{Hex, OrganisationId, PublicKey, open_file, refuse_odd};

/// What a new file of keys begins with.
const HEADING: &str = "# The keys that Bellwether signs seals with: an organisation and its key a line, the last \
                       counts.\n# Keep this file secret, keep a copy in a safe place, and never \
                       beside a backup of the database.\n";

/// Why keys cannot be had or kept.
#[derive(Debug, Error)]
pub enum KeysError {
    /// The file cannot be read or written.
    #[error("the signing key in {place} cannot be read or written ({source}): allow this user to")]
    File {
        /// Which file.
        place: String,
        /// What went wrong.
        source: io::Error,
    },
    /// What stands there is no key.
    #[error(
        "{place} holds no signing key in its line {line}: an organisation's name and 64 \
         hexadecimal digits stand there, or the digits alone"
    )]
    NoKey {
        /// Which file, or the environment.
        place: String,
        /// Which line.
        line: usize,
    },
    /// There is no place to keep one.
    #[error(
        "there is no place for the signing key, which is kept apart from the database: name a file \
         for it, the same for every server"
    )]
    Nowhere,
    /// A key that was given is not added to.
    #[error(
        "the signing key is given by the environment, where no other can be kept: give a new one \
         there as a last line, or name a file for it"
    )]
    Given,
}

/// Where an organisation's signing keys are kept.
#[derive(Clone)]
pub struct Keys(Arc<Place>);

enum Place {
    File(PathBuf),
    Given(Vec<Line>),
    Memory(Mutex<Vec<Line>>),
    Nowhere,
}

/// A key, and whose it is; of whoever asks, where that is not said.
type Line = (Option<OrganisationId>, SigningKey);

impl fmt::Debug for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Keys").field(&self.to_string()).finish()
    }
}

impl fmt::Display for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &*self.0 {
            Place::File(path) => write!(f, "{}", path.display()),
            Place::Given(_) => f.write_str("the environment"),
            Place::Memory(_) => f.write_str("memory"),
            Place::Nowhere => f.write_str("no place that was named"),
        }
    }
}

impl Keys {
    /// In a file, which is made when the first key is.
    pub fn in_file(path: PathBuf) -> Self {
        Self(Arc::new(Place::File(path)))
    }

    /// Those of a text, as the environment gives it: as a file holds them, or one key alone.
    ///
    /// # Errors
    /// When there is anything else in it.
    pub fn given(text: &str) -> Result<Self, KeysError> {
        Ok(Self(Arc::new(Place::Given(read("the environment", text)?))))
    }

    /// Beside a SQLite file.
    pub(crate) fn beside(database: &Path) -> Self {
        let mut name = database.as_os_str().to_owned();
        name.push(".key");
        Self::in_file(PathBuf::from(name))
    }

    /// For as long as a store in memory lives.
    pub(crate) fn in_memory() -> Self {
        Self(Arc::new(Place::Memory(Mutex::default())))
    }

    /// Nowhere was named.
    pub(crate) fn nowhere() -> Self {
        Self(Arc::new(Place::Nowhere))
    }

    /// The file, where they are in one.
    pub(crate) fn file(&self) -> Option<&Path> {
        if let Place::File(path) = &*self.0 { Some(path) } else { None }
    }

    /// The keys of an organisation, the newest last.
    pub(crate) fn of(&self, organisation: &OrganisationId) -> Result<Vec<SigningKey>, KeysError> {
        let of = |lines: &[Line]| {
            let ours = lines
                .iter()
                .filter(|(whose, _)| whose.as_ref().is_none_or(|of| of == organisation));
            ours.map(|(_, key)| key.clone()).collect()
        };
        Ok(match &*self.0 {
            Place::Given(lines) => of(lines),
            Place::Memory(lines) => of(&lines.lock().unwrap_or_else(PoisonError::into_inner)),
            Place::Nowhere => vec![],
            Place::File(path) => match open_file(path).and_then(io::read_to_string) {
                Ok(text) => of(&read(&path.display().to_string(), &text)?),
                Err(error) if error.kind() == io::ErrorKind::NotFound => vec![],
                Err(source) => return Err(trouble(path, source)),
            },
        })
    }

    /// Keeps one more key of an organisation: it is on the disk when this returns.
    pub(crate) fn keep(
        &self,
        organisation: &OrganisationId,
        key: &SigningKey,
    ) -> Result<(), KeysError> {
        match &*self.0 {
            Place::Given(_) => Err(KeysError::Given),
            Place::Nowhere => Err(KeysError::Nowhere),
            Place::Memory(lines) => {
                let line = (Some(organisation.clone()), key.clone());
                lines.lock().unwrap_or_else(PoisonError::into_inner).push(line);
                Ok(())
            }
            Place::File(path) => {
                let line = format!("{organisation} {}\n", Hex(key.to_bytes()));
                add(path, &line).map_err(|source| trouble(path, source))
            }
        }
    }
}

/// The public half of a key.
pub(crate) fn public(key: &SigningKey) -> PublicKey {
    Hex(key.verifying_key().to_bytes())
}

fn trouble(path: &Path, source: io::Error) -> KeysError {
    KeysError::File { place: path.display().to_string(), source }
}

/// Adds a line to a file that only this user may read. A line that is added in one piece stands
/// whole, whoever else adds one.
fn add(path: &Path, line: &str) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.append(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    refuse_odd(path)?;
    let mut file = options.open(path)?;
    let text =
        if file.metadata()?.len() == 0 { format!("{HEADING}{line}") } else { line.to_owned() };
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    // Windows has no such thing for a folder.
    if cfg!(unix) {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        File::open(folder.unwrap_or(Path::new(".")))?.sync_all()?;
    }
    Ok(())
}

fn read(place: &str, text: &str) -> Result<Vec<Line>, KeysError> {
    let mut lines = vec![];
    for (number, line) in text.lines().enumerate() {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let wrong = || KeysError::NoKey { place: place.to_owned(), line: number + 1 };
        let (whose, key) = match line.split_once(char::is_whitespace) {
            Some((whose, key)) => (Some(whose.parse().map_err(|_| wrong())?), key.trim()),
            None => (None, line),
        };
        let key: Hex<32> = key.parse().map_err(|_| wrong())?;
        lines.push((whose, SigningKey::from_bytes(&key.0)));
    }
    Ok(lines)
}

/// Takes the keys of a record's earlier form out of its database: each to its new place, before
/// anything of the database is changed. Gives what to say of it.
pub(crate) fn take_out(
    keys: &Keys,
    secrets: &BTreeMap<OrganisationId, Hex<32>>,
) -> Result<Vec<String>, KeysError> {
    let mut said = vec![];
    for (organisation, secret) in secrets {
        let key = SigningKey::from_bytes(&secret.0);
        let known = keys.of(organisation)?;
        if !known.iter().any(|known| known.to_bytes() == key.to_bytes()) {
            keys.keep(organisation, &key)?;
        }
        said.push(format!(
            "{organisation}: the key that seals are signed with is no longer in the database, but in \
             {keys}. Keep a copy of that in a safe place; backups from before hold the key still"
        ));
    }
    Ok(said)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn a_file_of_keys_is_read_as_it_was_written() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("my.db.key");
        let keys = Keys::in_file(path.clone());
        let [north, south] = ["north", "south"].map(|name| name.parse().unwrap());
        assert!(keys.of(&north).unwrap().is_empty());
        let key = |byte| SigningKey::from_bytes(&[byte; 32]);
        for (whose, byte) in [(&north, 1), (&south, 2), (&north, 3)] {
            keys.keep(whose, &key(byte)).unwrap();
        }
        let of = |whose| -> Vec<u8> {
            keys.of(whose).unwrap().iter().map(|key| key.to_bytes()[0]).collect()
        };
        assert_eq!((of(&north), of(&south)), (vec![1, 3], vec![2]));
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        }
        fs::write(&path, "# mine\nnorth 12\n").unwrap();
        let told = keys.of(&north).unwrap_err().to_string();
        assert!(told.contains("line 2"), "{told}");
    }

    #[test]
    fn a_key_that_was_given_is_anybodys_and_none_is_added() {
        let keys = Keys::given(&"07".repeat(32)).unwrap();
        let north = "north".parse().unwrap();
        assert_eq!(keys.of(&north).unwrap()[0].to_bytes(), [7; 32]);
        assert!(matches!(
            keys.keep(&north, &SigningKey::from_bytes(&[8; 32])),
            Err(KeysError::Given)
        ));
        assert!(matches!(Keys::given("sheep"), Err(KeysError::NoKey { line: 1, .. })));
        assert!(!format!("{keys:?}").contains("0707"));
    }
}
