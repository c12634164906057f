//! Uploads that wait between their plan and its acceptance.
//!
//! They are kept in memory, a bounded few of them, by the digest of their bytes: nothing has been
//! promised yet, and whoever waits too long is asked to choose the file again.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, PoisonError},
};

use bellwether_history::Digest;

/// The most uploads that wait at a time.
const MOST_FILES: usize = 32;
/// The most bytes they hold together.
const MOST_BYTES: usize = 256 * 1024 * 1024;

/// An upload that waits.
#[derive(Debug)]
pub struct Staged {
    /// The file's name, without its folder.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// The uploads that wait, the longest waiting first.
#[derive(Debug, Default)]
pub(crate) struct Staging(Mutex<VecDeque<(Digest, Arc<Staged>)>>);

impl Staging {
    /// Keeps an upload, and lets go of the longest waiting where there are too many.
    pub(crate) fn put(&self, staged: Staged) -> Digest {
        let digest = Digest::of(&staged.bytes);
        let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.retain(|(other, _)| *other != digest);
        waiting.push_back((digest, Arc::new(staged)));
        while waiting.len() > 1 && (waiting.len() > MOST_FILES || held(&waiting) > MOST_BYTES) {
            waiting.pop_front();
        }
        digest
    }

    /// The upload of a digest, while it waits.
    pub(crate) fn get(&self, digest: Digest) -> Option<Arc<Staged>> {
        let waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.iter().find(|(other, _)| *other == digest).map(|(_, staged)| Arc::clone(staged))
    }
}

fn held(waiting: &VecDeque<(Digest, Arc<Staged>)>) -> usize {
    waiting.iter().map(|(_, staged)| staged.bytes.len()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(name: &str) -> Staged {
        Staged { name: name.into(), bytes: name.as_bytes().to_vec() }
    }

    #[test]
    fn the_longest_waiting_goes_first() {
        let staging = Staging::default();
        let first = staging.put(file("first"));
        for i in 1..MOST_FILES {
            staging.put(file(&i.to_string()));
        }
        assert!(staging.get(first).is_some());
        staging.put(file("one too many"));
        assert!(staging.get(first).is_none());
    }
}
