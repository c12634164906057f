//! A Rich Text document, or what stands in one.

#![no_main]

use bellwether_fuzz::{judge, wrap};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| judge(&wrap::rtf(bytes)));
