//! A document or a workbook that is one XML file.

#![no_main]

use bellwether_fuzz::judge;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| judge(bytes));
