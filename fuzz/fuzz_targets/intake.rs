//! Any bytes: read as a register or declined, never a panic; what is read survives a round trip.

#![no_main]

use bellwether_domain::Register;
use bellwether_intake::{Options, read};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(intake) = read(bytes, &Options::default()) {
        let json = intake.register.to_json();
        let again = Register::from_json(&json).map(|register| register.to_json());
        assert_eq!(again.ok(), Some(json));
    }
});
