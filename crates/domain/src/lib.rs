//! The heart of Bellwether: what a risk register *is*.
//!
//! Everything that shows, judges or prints works on one pure value, the [`Register`] as at a
//! date; its JSON form is the *register document* (`bellwether.register/1`). Nothing here knows
//! of files, SQL, HTTP or the clock.

pub mod action;
pub mod assessment;
pub mod calendar;
pub mod covers;
pub mod diagnostic;
pub mod diff;
pub mod due;
pub mod guard;
pub mod id;
pub mod identity;
pub mod layout;
pub mod merge;
pub mod number;
pub mod person;
pub mod place;
pub mod printed;
pub mod reading;
pub mod register;
pub mod restricted;
pub mod risk;
pub mod scales;
pub mod scheme;
pub mod similar;
pub mod stage_label;
pub mod words;

pub use action::{Action, ActionStatus, Control, Rag};
pub use assessment::{Assessment, Assessments, Rating, Stage};
pub use covers::{Covered, Covers};
pub use diagnostic::{Diagnostic, Severity, Source};
pub use due::Due;
pub use id::{ActionId, ControlId, OrganisationId, RegisterId, RiskId};
pub use layout::{LaidOut, Layout};
pub use number::Number;
pub use person::Person;
pub use place::{ActionField, AssessmentPart, Field, Place, RiskField};
pub use printed::{NoShade, PageSetup, PageSize, Shade};
pub use reading::Reading;
pub use register::{DocumentError, Format, Register};
pub use restricted::{Mark, Restricted};
pub use risk::{Response, Risk, RiskState};
pub use scheme::{Level, Scheme};

/// A day of the civil calendar; a register's dates carry no time and no zone.
pub use jiff::civil::Date;
