//! A PDF, or the contents of a page and the objects beside it.

#![no_main]

use bellwether_fuzz::{judge, wrap};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| judge(&wrap::pdf(bytes)));
