//! What was answered lately, and what was declined, by the digest of what was asked: the pages of a
//! plan do not read a document again.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, PoisonError},
};

use sha2::{Digest, Sha256};

/// Bytes of answers that are kept.
const MOST_BYTES: usize = 64 * 1024 * 1024;

pub(super) type Key = [u8; 32];

/// What came of asking.
#[derive(Clone)]
pub(super) enum Said {
    /// An answer, as it was said.
    Answer(Arc<Vec<u8>>),
    /// What it took more of than it may have ("more than 60 seconds").
    TooMuch(&'static str),
}

impl Said {
    fn bytes(&self) -> usize {
        match self {
            Self::Answer(bytes) => bytes.len(),
            Self::TooMuch(_) => 0,
        }
    }
}

/// The latest answers, the latest last.
pub(super) struct Kept(Mutex<VecDeque<(Key, Said)>>);

/// How many are kept whatever their size.
const MOST: usize = 64;

/// What a document, read so, is kept under.
pub(super) fn key(question: &[u8], bytes: &[u8]) -> Key {
    Sha256::new().chain_update(question).chain_update(bytes).finalize().into()
}

impl Kept {
    pub(super) const fn new() -> Self {
        Self(Mutex::new(VecDeque::new()))
    }

    pub(super) fn get(&self, key: &Key) -> Option<Said> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.iter().find(|(own, _)| own == key).map(|(_, said)| said.clone())
    }

    pub(super) fn put(&self, key: Key, said: Said) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.retain(|(own, _)| *own != key);
        kept.push_back((key, said));
        let mut bytes: usize = kept.iter().map(|(_, said)| said.bytes()).sum();
        while bytes > MOST_BYTES || kept.len() > MOST {
            let Some((_, said)) = kept.pop_front() else { break };
            bytes -= said.bytes();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(bytes: usize) -> Said {
        Said::Answer(Arc::new(vec![0; bytes]))
    }

    #[test]
    fn the_latest_answers_are_kept_in_their_room() {
        let kept = Kept::new();
        let keys = ["one", "two", "three"].map(|name| key(b"", name.as_bytes()));
        for key in keys {
            kept.put(key, answer(MOST_BYTES / 2));
        }
        assert!(kept.get(&keys[0]).is_none());
        assert!(kept.get(&keys[1]).is_some() && kept.get(&keys[2]).is_some());
        kept.put(keys[1], answer(MOST_BYTES + 1));
        assert!(kept.get(&keys[1]).is_none());
    }

    #[test]
    fn the_same_document_read_another_way_is_another() {
        assert_ne!(key(b"as it stands", b"file"), key(b"struck rows too", b"file"));
        assert_eq!(key(b"so", b"file"), key(b"so", b"file"));
    }
}
