//! Damaged files bring the libraries that read them to panic in places. To whoever chose the file
//! that is no different from any other damage: it is caught, and need not be told.

use std::{
    cell::Cell,
    panic::{AssertUnwindSafe, catch_unwind},
    thread,
};

thread_local! {
    static CAUGHT: Cell<bool> = const { Cell::new(false) };
}

/// Whether a panic on this thread, now, would be caught and declined as damage to the file. A
/// program may keep it from its terminal.
pub fn panics_are_caught() -> bool {
    CAUGHT.get()
}

/// Calls what may panic; the error is what the panic carried.
pub(crate) fn caught<T>(read: impl FnOnce() -> T) -> thread::Result<T> {
    let before = CAUGHT.replace(true);
    let outcome = catch_unwind(AssertUnwindSafe(read));
    CAUGHT.set(before);
    outcome
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_inside_is_caught_and_one_outside_is_not_hushed() {
        assert!(!panics_are_caught());
        assert!(caught(|| assert!(!panics_are_caught(), "told on purpose")).is_err());
        assert_eq!(caught(panics_are_caught).ok(), Some(true));
        assert!(!panics_are_caught());
    }
}
