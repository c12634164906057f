//! The journal, its versions and its seals: everything that was ever true of a register, by whom
//! and since when.
//!
//! Everything here is synchronous: a store call takes microseconds to milliseconds, so a server
//! runs it on its blocking pool and nothing else needs to know.

mod actors;
mod attachment;
mod backup;
mod cache;
mod clock;
mod commit;
mod conflict;
mod doctor;
mod engine;
mod entries;
mod erase;
mod error;
mod export;
mod file;
mod hindsight;
mod identity;
mod journal;
mod keys;
mod location;
mod migrate;
mod model;
mod remark;
mod rolled;
mod rows;
mod seal;
mod settings;
mod staging;
mod store;
mod upgrade;
mod verify;
mod versions;
mod view;

pub use attachment::{
    ATTACHMENT_CEILING, Kept, LARGEST_ATTACHMENT, Outside,
    outside::{AttachmentStore, AttachmentStoreError},
};
pub use backup::{restore, restore_after};
pub use entries::Head;
pub use erase::{
    Erasable, ErasedNow, Erasing,
    again::Left,
    erased_by,
    words::{NoWords, Words},
};
pub use error::{BackupError, CommitError, ExportError, Fault, LoadError, OpenError, ReadError};
pub use export::{Loaded, verify_export};
pub use file::{open_file, refuse_odd};
pub use hindsight::{Hindsight, Recounted};
pub use keys::{Keys, KeysError};
pub use location::Location;
pub use model::{
    authority::{
        ActorName, Authority, LONGEST_NAME, LONGEST_REASON, MeetingName, NoAuthority, Reason,
    },
    change::{Change, Committed, Conflict, ParticularsWrite, RiskWrite, SettingWrite, Write},
    entry::{Entry, EntryFormat, Salt, Second},
    ids::{
        Actor, Digest, Hex, NotAShortName, NotHex, OrganisationId, PublicKey, RegisterKey, RiskId,
        Seq, Signature,
    },
    journal::{
        ActionMark, Attachment, Deed, Erased, Erasure, ErasureSignature, ErasureStatement,
        Handover, Import, Issue, Rotation, Seal, Statement, Subject, Text, Upgrade, Written,
    },
    moment::Moment,
    verification::{Absent, Broken, Verification},
    version::{
        Around, AsAt, Particulars, ParticularsVersion, RiskVersion, SettingVersion, Standing, View,
    },
};
pub use remark::Remark;
pub use seal::{Sealed, Sealing};
pub use staging::Staged;
pub use store::Store;
pub use upgrade::Upgrading;
pub use verify::{Noted, Proof};
