//! A few connections shared by many threads: who finds all of them in use waits for one.

use std::sync::{Condvar, Mutex, PoisonError};

/// How many may be in use at once.
const MOST: usize = 16;

/// Idle connections, and how many are in use.
pub(super) struct Pool<C> {
    state: Mutex<State<C>>,
    freed: Condvar,
}

struct State<C> {
    idle: Vec<C>,
    used: usize,
}

impl<C> Default for Pool<C> {
    fn default() -> Self {
        Self { state: Mutex::new(State { idle: vec![], used: 0 }), freed: Condvar::new() }
    }
}

impl<C> Pool<C> {
    /// Puts an idle connection in.
    pub(super) fn add(&self, connection: C) {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).idle.push(connection);
    }

    /// The right to use one connection, given back when it is dropped.
    pub(super) fn slot(&self) -> Slot<'_, C> {
        let state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let mut state = self
            .freed
            .wait_while(state, |state| state.used >= MOST)
            .unwrap_or_else(PoisonError::into_inner);
        state.used += 1;
        Slot { pool: self }
    }
}

/// The right to use one connection.
pub(super) struct Slot<'a, C> {
    pool: &'a Pool<C>,
}

impl<C> Slot<'_, C> {
    /// An idle connection, if there is one; else the holder may make one.
    pub(super) fn idle(&self) -> Option<C> {
        self.pool.state.lock().unwrap_or_else(PoisonError::into_inner).idle.pop()
    }

    /// Keeps a sound connection for the next.
    pub(super) fn keep(self, connection: C) {
        self.pool.add(connection);
    }
}

impl<C> Drop for Slot<'_, C> {
    fn drop(&mut self) {
        self.pool.state.lock().unwrap_or_else(PoisonError::into_inner).used -= 1;
        self.pool.freed.notify_one();
    }
}
