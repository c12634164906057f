//! Who reads a document, and whether anybody still waits for what is being done.

use std::{
    cell::RefCell,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use bellwether_history::Words;
use bellwether_intake::{Intake, IntakeError, Options};

use crate::erase::look::{Look, look};

/// Reads a document: the program does it in a process of its own, since every file is hostile.
pub trait Reader: Send + Sync {
    /// Reads the document by these options.
    ///
    /// # Errors
    /// When it is declined, or cannot be read in the bounds that are kept.
    fn read(&self, bytes: &[u8], options: &Options) -> Result<Intake, IntakeError>;

    /// Looks whether words stand in a file, wherever in it; unless it is said otherwise where it is
    /// called.
    ///
    /// # Errors
    /// When it cannot be looked into in the bounds that are kept.
    fn look(&self, bytes: &[u8], words: &[Words]) -> Result<Look, IntakeError> {
        Ok(look(bytes, words))
    }
}

/// Reads where it is called, in the bounds that the readers keep by themselves.
#[derive(Debug, Clone, Copy, Default)]
pub struct Here;

impl Reader for Here {
    fn read(&self, bytes: &[u8], options: &Options) -> Result<Intake, IntakeError> {
        bellwether_intake::read(bytes, options)
    }
}

/// Whether somebody waits for an answer: gone when the last who waits lets go of it.
#[derive(Debug, Clone, Default)]
pub struct Awaited(Arc<AtomicBool>);

thread_local! {
    static AWAITED: RefCell<Option<Awaited>> = const { RefCell::new(None) };
}

impl Awaited {
    /// Says that nobody waits any more.
    pub fn abandon(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Does work on this thread that ends early, where it can, once nobody waits for it.
    pub fn during<T>(&self, work: impl FnOnce() -> T) -> T {
        let before = AWAITED.replace(Some(self.clone()));
        let done = work();
        AWAITED.set(before);
        done
    }
}

/// Whether what this thread works at is for nobody any more.
pub fn is_abandoned() -> bool {
    AWAITED.with_borrow(|awaited| awaited.as_ref().is_some_and(|it| it.0.load(Ordering::Relaxed)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_learns_that_nobody_waits_for_it() {
        let awaited = Awaited::default();
        awaited.during(|| {
            assert!(!is_abandoned());
            awaited.abandon();
            assert!(is_abandoned());
            Awaited::default().during(|| assert!(!is_abandoned()));
            assert!(is_abandoned());
        });
        assert!(!is_abandoned());
    }
}
