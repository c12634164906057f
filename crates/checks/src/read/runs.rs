//! Runs of words, by which the same passage is found in several texts.

use std::{hash::BuildHasher, iter};

use foldhash::fast::FixedState;

/// One number for each run of so many words of a folded text: each follows from the one before by the
/// word that leaves it and the word that joins it. (The chance that two runs of a register share one
/// is less than one in a thousand million.)
pub(super) fn of(folded: &str, length: usize) -> Box<[u64]> {
    const BASE: u64 = 0xFF51_AFD7_ED55_8CCD;
    let hasher = FixedState::default();
    let words: Vec<u64> =
        folded.as_bytes().split(|b| *b == b' ').map(|word| hasher.hash_one(word)).collect();
    let leaves = (0..length).fold(1_u64, |power, _| power.wrapping_mul(BASE));
    let before = iter::repeat_n(&0, length).chain(&words);
    let mut run = 0_u64;
    let all = words.iter().zip(before).map(|(joins, left)| {
        run = run.wrapping_mul(BASE).wrapping_add(*joins).wrapping_sub(left.wrapping_mul(leaves));
        run
    });
    all.skip(length.saturating_sub(1)).collect()
}
