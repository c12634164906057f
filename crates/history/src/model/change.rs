//! The one door for everything that changes: a change with an author, a reason and a date.

use std::sync::Arc;

use bellwether_domain::{Date, Risk};
use jiff::Timestamp;

use crate::{
    Authority, Deed, Digest, Particulars, ParticularsVersion, RiskId, RiskVersion, Seq,
    SettingVersion, Standing,
};

/// A change to be made, whole or not at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Who makes it, why, and from which day it is true.
    pub authority: Authority,
    /// What kind of change it is.
    pub deed: Deed,
    /// What it writes: at most one write for each subject and date.
    pub writes: Vec<Write>,
}

/// One version to be written.
///
/// A write has a date of its own, so that a back-dated change can end where it should: an import
/// that speaks until the next issue pins, at that date, what the register says there now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Write {
    /// A new version of a risk, or the first of a new one.
    Risk(RiskWrite),
    /// A new version of the register's particulars.
    Particulars(ParticularsWrite),
    /// A new version of a setting.
    Setting(SettingWrite),
}

/// A version of a risk to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RiskWrite {
    /// Which risk.
    pub id: RiskId,
    /// From which day it is true.
    pub effective: Date,
    /// The version it began from: the one in force on `effective`, as the author saw it; `None`
    /// where they saw none.
    pub expected: Option<Seq>,
    /// Whether the risk is on the register.
    pub standing: Standing,
    /// The risk; shared, so that pinning a version copies nothing.
    pub risk: Arc<Risk>,
}

/// A version of the particulars to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParticularsWrite {
    /// From which day it is true.
    pub effective: Date,
    /// The version it began from, as for a risk.
    pub expected: Option<Seq>,
    /// The particulars.
    pub particulars: Arc<Particulars>,
}

/// A version of a setting to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SettingWrite {
    /// Which setting.
    pub key: String,
    /// From which day it is true.
    pub effective: Date,
    /// The version it began from, as for a risk.
    pub expected: Option<Seq>,
    /// What it is set to; `null` withdraws it.
    pub value: serde_json::Value,
}

/// An accepted change: durable when this is returned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Committed {
    /// The entry's number.
    pub seq: Seq,
    /// When it was recorded: the moment given, or that of the entry before it if the clock has
    /// gone back since.
    pub recorded: Timestamp,
    /// The entry's digest: the head of the chain.
    pub hash: Digest,
}

/// A write that began from a version that is no longer the one in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Conflict {
    /// Of a risk.
    Risk {
        /// Which risk.
        id: RiskId,
        /// The date of the write.
        effective: Date,
        /// What the write began from, where it began from something.
        began: Option<RiskVersion>,
        /// What is in force on that date now.
        stands: Option<RiskVersion>,
    },
    /// Of the particulars.
    Particulars {
        /// The date of the write.
        effective: Date,
        /// What the write began from, where it began from something.
        began: Option<ParticularsVersion>,
        /// What is in force on that date now.
        stands: Option<ParticularsVersion>,
    },
    /// Of a setting.
    Setting {
        /// Which setting.
        key: String,
        /// The date of the write.
        effective: Date,
        /// What the write began from, where it began from something.
        began: Option<SettingVersion>,
        /// What is in force on that date now.
        stands: Option<SettingVersion>,
    },
}
