//! One command a file.

pub(crate) mod accept;
pub(crate) mod answers;
pub(crate) mod attach;
pub(crate) mod check;
pub(crate) mod convert;
pub(crate) mod due;
pub(crate) mod erase;
mod explain;
pub(crate) mod import;
pub(crate) mod keep;
pub(crate) mod look;
pub(crate) mod manual;
pub(crate) mod open;
pub(crate) mod pack;
pub(crate) mod plan;
pub(crate) mod publish;
pub(crate) mod remembered;
pub(crate) mod report;
pub(crate) mod restrict;
pub(crate) mod retention;
pub(crate) mod seal;
pub(crate) mod serve;
pub(crate) mod undo;
pub(crate) mod verify;
