//! An XLS workbook, the stream inside it, or its records.

#![no_main]

use bellwether_fuzz::{judge, wrap};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| judge(&wrap::xls(bytes)));
