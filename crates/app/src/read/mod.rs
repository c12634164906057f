//! What the pages and papers show: the register as at a date, one risk through time, and what
//! changed between two dates.

mod changes;
mod closing;
mod journal;
mod kin;
mod moves;
mod renumbered;
mod risk;
mod set_values;
mod shown;
mod snapshot;
mod told;

pub use changes::{Changed, Changes, End};
pub use closing::Closing;
pub use journal::{Sought, Told, Touched};
pub use kin::{Kin, KinTold, Kinship};
pub use moves::DateMoves;
pub(crate) use moves::moves_of;
pub use renumbered::Renumbered;
pub use risk::{RiskHistory, Step};
pub use set_values::SetValue;
pub(crate) use shown::Shown;
pub use snapshot::{Snapshot, Timeline};
