//! What stood when the register was last judged at a date: what is the same is not gathered again.

use std::sync::{Arc, Mutex, PoisonError};

use bellwether_checks::{Found, Standing, Waiver};
use bellwether_domain::{Date, Register};

use super::Tally;

/// What stood, and with which of it was new, when these were last asked for.
#[derive(Debug, Default)]
pub(crate) struct Former(Mutex<Stood>);

#[derive(Debug, Default)]
struct Stood {
    plain: Option<Standing>,
    since: Option<Since>,
}

/// What stood with which of it was new since what was found then.
#[derive(Debug)]
struct Since {
    then: Arc<Tally>,
    plain: Standing,
    told: Standing,
}

impl Former {
    /// What stands of what was found, by what stood before; with which of it is new where it is said
    /// what was found `then`.
    pub(super) fn standing(
        &self,
        found: &Found,
        register: &Arc<Register>,
        by: (&[Waiver], Date),
        then: Option<&Arc<Tally>>,
    ) -> Standing {
        let mut stood = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let plain = Standing::of(found, register, by, stood.plain.as_ref());
        stood.plain = Some(plain.clone());
        let Some(then) = then else { return plain };
        let same = stood.since.as_ref().filter(|since| Arc::ptr_eq(&since.then, then));
        let before = same.map(|since| (&since.plain, &since.told));
        let told = plain.since(|finding| !then.found(finding), before);
        stood.since = Some(Since { then: Arc::clone(then), plain, told: told.clone() });
        told
    }
}
