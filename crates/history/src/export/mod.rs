//! Everything of one organisation as JSON Lines (`bellwether.export/1`): out of one engine and
//! into another, byte for byte.
//!
//! One JSON object a line, each with one key that says what it is: `export` (the form, whose
//! record it is), then for each `entry` of the journal in order the `risk`, `particulars`
//! and `setting` versions that it wrote, the `seal`ed document and the `attachment` that it brought, and at
//! last `end` with the digest of the last entry. Bodies stand as they are stored, so that every
//! digest can be checked from the file alone. The key that seals are signed with stays behind.

mod load;
mod write;

use bellwether_domain::Date;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::{Digest, OrganisationId, RiskId, Seq, Standing};

pub use load::{Loaded, verify_export};

/// The name and version of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
enum Format {
    #[serde(rename = "bellwether.export/1")]
    V1,
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
        id: RiskId,
        effective: Date,
        standing: Standing,
        #[serde(borrow)]
        body: &'a RawValue,
    },
    Particulars {
        seq: Seq,
        effective: Date,
        #[serde(borrow)]
        body: &'a RawValue,
    },
    Setting {
        seq: Seq,
        key: String,
        effective: Date,
        #[serde(borrow)]
        body: &'a RawValue,
    },
    Seal {
        seq: Seq,
        document: String,
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
