//! Everything of one organisation as JSON Lines (`bellwether.export/2`): out of one engine and
//! into another, byte for byte. `bellwether.export/1`, of release 0.1, is taken in as well.
//!
//! One JSON object a line, each with one key that says what it is: `export` (the form, whose
//! record it is), then for each `entry` of the journal in order the digest that its text `was` of where words were `erased`
//! from it, the `actor` that it is the first to name, the `risk`, `particulars` and `setting` versions that it wrote, the `seal`ed document and
//! the `attachment` that it brought, the `identity` of versions that it made, and at last `end` with the digest of the last entry. Bodies stand as they are stored, so that every
//! digest can be checked from the file alone. The key that seals are signed with stays behind.

mod load;
mod write;

use bellwether_domain::{Date, RegisterId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::{Digest, OrganisationId, RiskId, Salt, Seq, Standing};

pub use load::{Loaded, verify_export};

/// The name and version of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
enum Format {
    #[serde(rename = "bellwether.export/1")]
    V1,
    #[serde(rename = "bellwether.export/2")]
    V2,
}

/// A line of an export.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase", deny_unknown_fields)]
enum Line<'a> {
    Export {
        format: Format,
        organisation: OrganisationId,
        created: Timestamp,
    },
    #[serde(borrow)]
    Entry(&'a RawValue),
    Risk {
        seq: Seq,
        #[serde(default)]
        register: RegisterId,
        id: RiskId,
        effective: Date,
        standing: Standing,
        #[serde(borrow)]
        body: &'a RawValue,
    },
    Particulars {
        seq: Seq,
        #[serde(default)]
        register: RegisterId,
        effective: Date,
        #[serde(borrow)]
        body: &'a RawValue,
    },
    Setting {
        seq: Seq,
        #[serde(default)]
        register: RegisterId,
        key: String,
        effective: Date,
        #[serde(borrow)]
        body: &'a RawValue,
    },
    Seal {
        seq: Seq,
        document: String,
    },
    /// The entry before it had another text, of this digest, before words were erased from it.
    Erased {
        seq: Seq,
        was: Digest,
    },
    /// Without name and salt, where these were taken away.
    Actor {
        seq: Seq,
        number: u32,
        name: Option<String>,
        salt: Option<Salt>,
    },
    Identity {
        seq: Seq,
        version: i64,
        #[serde(borrow)]
        ids: &'a RawValue,
    },
    Attachment {
        sha256: Digest,
        base64: String,
    },
    End {
        entries: u32,
        head: Digest,
    },
}
