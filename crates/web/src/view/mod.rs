//! What the pages show, worked out from the register and nothing else.

pub mod address;
pub mod back;
pub mod band;
pub mod due;
pub mod filter;
pub mod frame;
pub mod language;
pub mod paging;
pub mod row;
pub mod traced;

pub use back::Back;
pub use band::{Bands, Tone};
pub use due::{DueGroup, DueView};
pub use filter::{Column, Filter, Movement, Sort};
pub use frame::{Frame, Page};
pub use paging::{Asked, Paging, Which};
pub use row::{ActionSummary, Choices, Issue, Layout, Row, Ways};
pub use traced::{Part, Traced, Value};
