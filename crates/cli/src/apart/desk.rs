//! So many at work at a time; the rest wait their turn, and not for ever.

use std::{
    sync::{Condvar, Mutex, PoisonError},
    time::{Duration, Instant},
};

use super::NoAnswer;
use bellwether_app::reader::is_abandoned;

/// How often somebody who waits looks whether anybody still waits for them.
const LOOK: Duration = Duration::from_millis(100);
/// How long one waits for their turn.
const PATIENCE: Duration = Duration::from_secs(60);

/// Places at which work is done.
pub(super) struct Desk {
    state: Mutex<State>,
    freed: Condvar,
    /// How many may wait for one.
    most_waiting: usize,
}

struct State {
    free: usize,
    waiting: usize,
}

/// A place taken, free again when it is let go.
pub(super) struct Taken<'d>(&'d Desk);

impl Desk {
    pub(super) const fn new(places: usize, most_waiting: usize) -> Self {
        let state = Mutex::new(State { free: places, waiting: 0 });
        Self { state, freed: Condvar::new(), most_waiting }
    }

    /// Waits for a place.
    pub(super) fn place(&self) -> Result<Taken<'_>, NoAnswer> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if state.free == 0 && state.waiting >= self.most_waiting {
            return Err(NoAnswer::Busy);
        }
        state.waiting += 1;
        let since = Instant::now();
        while state.free == 0 && since.elapsed() < PATIENCE && !is_abandoned() {
            let woken = self.freed.wait_timeout(state, LOOK);
            state = woken.unwrap_or_else(PoisonError::into_inner).0;
        }
        state.waiting -= 1;
        state.free = state.free.checked_sub(1).ok_or(NoAnswer::Busy)?;
        Ok(Taken(self))
    }
}

impl Drop for Taken<'_> {
    fn drop(&mut self) {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner).free += 1;
        self.0.freed.notify_one();
    }
}

#[cfg(test)]
mod tests {
    use bellwether_app::reader::Awaited;

    use super::*;

    #[test]
    fn no_more_are_at_work_than_there_are_places() {
        let desk = Desk::new(1, 8);
        let first = desk.place().unwrap();
        // Nobody waits for the second any more: it takes no place.
        let gone = Awaited::default();
        gone.abandon();
        assert!(matches!(gone.during(|| desk.place().map(drop)), Err(NoAnswer::Busy)));
        std::thread::scope(|scope| {
            let second = scope.spawn(|| desk.place().map(drop));
            drop(first);
            assert!(second.join().unwrap().is_ok());
        });
        assert!(desk.place().is_ok());
    }
}
