//! What a change takes from the machine: its moment, and chance.

use jiff::Timestamp;
use sha2::{Digest as _, Sha256};

/// When a change is made, and random bytes for what it makes: ids, salts, keys. It serves one
/// change.
#[derive(Debug, Clone, Copy)]
pub struct Moment {
    /// The present moment.
    pub now: Timestamp,
    /// Random bytes fit for keys.
    pub seed: [u8; 32],
}

/// As many random bytes as are wanted, from those of one moment: each stretch is the digest of the
/// seed and its number, so that none tells of another.
#[derive(Debug, Clone)]
pub(crate) struct Chance {
    seed: [u8; 32],
    drawn: u64,
}

impl Moment {
    pub(crate) fn chance(self) -> Chance {
        Chance { seed: self.seed, drawn: 0 }
    }
}

impl Chance {
    /// The next stretch, fit for a key.
    pub(crate) fn draw(&mut self) -> [u8; 32] {
        self.drawn += 1;
        Sha256::new()
            .chain_update(self.seed)
            .chain_update(self.drawn.to_be_bytes())
            .finalize()
            .into()
    }

    /// The next stretch, fit for an id.
    pub(crate) fn half(&mut self) -> [u8; 16] {
        let [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, ..] = self.draw();
        [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p]
    }
}
