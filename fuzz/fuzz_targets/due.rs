//! Any text as a target date: read and judged, never a panic; its words are kept.

#![no_main]

use bellwether_domain::{Date, due};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let as_at = Date::constant(2018, 3, 16);
    let read = due::read(text, as_at);
    let judged = due::judge(&read, None, as_at);
    assert!(judged.next_due.is_none_or(|day| day >= as_at));
    assert!(judged.late_since.is_none_or(|day| day < as_at));
});
