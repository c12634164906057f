//! Any bytes: text of any encoding, delimited or not, and the register document.

#![no_main]

use bellwether_fuzz::judge;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| judge(bytes));
