//! Changing a risk by hand, with others at work on it at the same time.
//!
//! An edit names the version it began from. Where somebody else has written since, the two are
//! merged by field ([`bellwether_domain::merge`]); where both changed the same field the second
//! is told, with both texts, and nothing is written.

mod add;
mod error;
pub mod owners;
mod scale;
pub(crate) mod scores;
mod typed;

use std::sync::Arc;

use bellwether_domain::{Date, Place, Register, Risk, RiskField, Scheme, identity, merge::merge};
use bellwether_history::{
    Around, AsAt, Change, CommitError, Committed, Deed, Entry, RiskId, RiskVersion, RiskWrite, Seq,
    Standing, View, Write,
};

use crate::{App, AppError, Author, import::closing::standing, read::Snapshot};

use scale::Scale;

pub use add::{AddForm, Added};
pub use error::{EditError, Overtaken, Problem};

/// How often an edit is merged anew when others keep writing.
const TRIES: u32 = 64;

/// What an edit begins from.
#[derive(Debug, Clone)]
pub struct EditForm {
    /// The register around the risk.
    pub snapshot: Snapshot,
    /// The risk, and the version it is.
    pub version: RiskVersion,
    /// The day from which an edit holds unless another is given: today, or the last day of which
    /// the register already speaks, where that is not ahead.
    pub effective: Date,
}

impl EditForm {
    /// The version as an edit names it.
    pub fn began(&self) -> Began {
        Began { seq: self.version.seq, as_at: self.snapshot.as_at }
    }
}

/// The version that an edit began from: the one in force on a day, by the entry that wrote it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Began {
    /// The entry.
    pub seq: Seq,
    /// The day that was shown.
    pub as_at: Date,
}

/// A change to the words, scores, owners or actions of a risk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// Which risk.
    pub id: RiskId,
    /// The version it began from.
    pub began: Began,
    /// The whole risk as it is to be.
    pub risk: Risk,
    /// What its author said is meant.
    pub leave: Leave,
}

/// What an edit does only where its author says that it is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Leave {
    /// Whether it may be covered by a version that is in force from a later day.
    pub until_next: bool,
    /// Whether it may begin on a day that is yet to come.
    pub ahead: bool,
    /// Whether its ratings may be beyond the scales that follow from the figures in use.
    pub off_scale: bool,
}

/// An edit that stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edited {
    /// The journal entry; `None` where the register said all of it already.
    pub committed: Option<Committed>,
    /// The risk as it stands now.
    pub risk: Arc<Risk>,
    /// Whether somebody else's change since was kept beside it.
    pub merged: bool,
    /// The day from which the register says something else already, where it does.
    pub until: Option<Date>,
}

impl App {
    /// A risk to be changed, with the version that the change has to name.
    ///
    /// # Errors
    /// When no risk has the number, or the register cannot be read.
    pub fn edit_form(&self, reference: &str, as_at: Option<Date>) -> Result<EditForm, AppError> {
        let snapshot = self.snapshot(as_at, None)?;
        let version = snapshot.find(reference)?.clone();
        let today = snapshot.timeline.today;
        let around = self.store.risk_around(&self.register, version.id, today)?;
        let begins = around.map_or(version.effective, |around| around.begins);
        Ok(EditForm { effective: today.max(begins), version, snapshot })
    }

    /// What an edit would make of the version that it began from, from a day on. Changes nothing.
    ///
    /// # Errors
    /// When something typed cannot be kept, or the register cannot be read.
    pub fn preview_edit(&self, edit: &Edit, effective: Date) -> Result<Risk, EditError> {
        let Understood { mine, problems, .. } = self.understand(edit, effective)?;
        sound(problems)?;
        Ok(mine)
    }

    /// The version that an edit began from.
    ///
    /// # Errors
    /// When the risk has no such version, or the store cannot be read.
    pub fn version(&self, id: RiskId, began: Began) -> Result<RiskVersion, EditError> {
        let version = self.store.risk_by(&self.register, id, began.as_at, began.seq)?;
        version.filter(|version| version.seq == began.seq).ok_or(EditError::NoSuchVersion)
    }

    /// Reads what was typed, by the scales in force on the day from which it is to hold.
    fn understand(&self, edit: &Edit, effective: Date) -> Result<Understood, EditError> {
        let then = AsAt::date(effective);
        let seen = self.version(edit.id, edit.began)?;
        let scale = self.scale(then, edit.risk.assessments != seen.risk.assessments)?;
        let (mut mine, mut problems) = typed::read(&edit.risk, &seen.risk, &scale, effective);
        identity::keep_known(&seen.risk, &mut mine);
        identity::carry(&seen.risk, &mut mine);
        if mine.reference.is_some() && mine.reference != seen.risk.reference {
            let then = self.store.view(&self.register, then)?;
            problems.extend(taken(&then, Some(edit.id), &mine, &seen.risk));
        }
        Ok(Understood { seen, scale, mine, problems })
    }

    /// The scales in force at a date. What follows from all figures is only looked up where a
    /// rating changes.
    fn scale(&self, then: AsAt, is_rated: bool) -> Result<Scale, EditError> {
        let own = self.store.particulars(&self.register, then)?;
        let (scheme, stages) = own.map_or_else(Default::default, |own| {
            (own.particulars.scheme.clone(), own.particulars.stages.clone())
        });
        let register = if scheme.is_some() || !is_rated {
            Register { scheme, stages, ..Register::default() }
        } else {
            self.store.view(&self.register, then)?.register()
        };
        Ok(Scale::of(&register, self.body()?.body.steps))
    }

    /// My edit and what stands as one, where they can be.
    fn both(
        &self,
        scheme: Option<&Scheme>,
        base: &Risk,
        mine: &Risk,
        stands: &RiskVersion,
    ) -> Result<Risk, EditError> {
        let mut merged = merge(base, mine, &stands.risk);
        scores::settle(scheme, mine, &stands.risk, &mut merged);
        if merged.conflicts.is_empty() {
            return Ok(merged.risk);
        }
        Err(EditError::Conflict(Box::new(Overtaken {
            conflicts: merged.conflicts,
            merged: merged.risk,
            stands: stands.clone(),
            entry: self.entry(stands)?,
        })))
    }

    /// The day of the next issue after a day that has the risk.
    fn next_issue(&self, id: RiskId, after: Date) -> Result<Option<Date>, EditError> {
        let issues = self.store.issues(&self.register.organisation, None)?;
        let mut later = issues.iter().filter(|issue| issue.effective > after);
        Ok(later.find(|issue| issue.import.risks.contains(&id)).map(|issue| issue.effective))
    }

    /// Who wrote a version, when and why.
    fn entry(&self, version: &RiskVersion) -> Result<Option<Entry>, EditError> {
        let seq = version.seq;
        Ok(self.store.journal(&self.register.organisation, seq..=seq)?.into_iter().next())
    }
}

impl Author<'_> {
    /// Changes a risk. What others changed since it was read is kept.
    ///
    /// # Errors
    /// [`EditError::Conflict`] where somebody else changed the same field, with both texts;
    /// otherwise when something typed cannot be kept, the date is covered by a later version, the
    /// risk is off the register, or the store fails. Nothing is written then.
    pub fn edit(&self, edit: &Edit) -> Result<Edited, EditError> {
        let understood = self.understand(edit, self.authority.effective)?;
        let Understood { seen, scale, mine, problems } = understood;
        sound(problems)?;
        self.not_ahead(edit.leave)?;
        scale.not_beyond(&mine, &seen.risk, edit.leave.off_scale)?;
        let mine = Arc::new(mine);
        self.put(edit.id, &Deed::Edit, edit.leave, |stands| {
            if stands.standing == Standing::Closed {
                let (since, entry) = (stands.effective, self.entry(stands)?.map(Box::new));
                return Err(EditError::Closed { since, entry });
            }
            if stands.risk == seen.risk {
                return Ok((standing(&mine), Arc::clone(&mine), false));
            }
            let risk = self.both(scale.printed.as_ref(), &seen.risk, &mine, stands)?;
            Ok((standing(&risk), Arc::new(risk), true))
        })
    }

    /// Takes a risk off the register; its last wording is kept.
    ///
    /// # Errors
    /// As for [`Author::edit`], but no conflict: what others changed since is kept with it.
    pub fn close(&self, id: RiskId, leave: Leave) -> Result<Edited, EditError> {
        self.turn(id, &Deed::Close, Standing::Closed, leave)
    }

    /// Puts a closed risk back on the register.
    ///
    /// # Errors
    /// As for [`Author::close`].
    pub fn reopen(&self, id: RiskId, leave: Leave) -> Result<Edited, EditError> {
        self.turn(id, &Deed::Reopen, Standing::Live, leave)
    }

    fn turn(
        &self,
        id: RiskId,
        deed: &Deed,
        to: Standing,
        leave: Leave,
    ) -> Result<Edited, EditError> {
        self.not_ahead(leave)?;
        self.put(id, deed, leave, |stands| {
            let mut risk = Arc::clone(&stands.risk);
            if to == Standing::Live && risk.says_closed() {
                // It cannot be on the register and say that it is not.
                Arc::make_mut(&mut risk).status = None;
            }
            Ok((to, risk, false))
        })
    }

    /// Writes what `say` makes of the version that stands, as often as somebody else is quicker.
    fn put(
        &self,
        id: RiskId,
        deed: &Deed,
        leave: Leave,
        say: impl Fn(&RiskVersion) -> Result<(Standing, Arc<Risk>, bool), EditError>,
    ) -> Result<Edited, EditError> {
        let effective = self.authority.effective;
        for _ in 0..TRIES {
            let around = self.store.risk_around(&self.register, id, effective)?;
            let Around { begins, in_force, next: written } =
                around.ok_or(EditError::NoSuchVersion)?;
            let stands = &in_force.ok_or(EditError::BeforeRisk { begins })?;
            let issued = self.next_issue(id, effective)?;
            let until = written.into_iter().chain(issued).min();
            if let (Some(next), false) = (until, leave.until_next) {
                return Err(EditError::Later { effective, next });
            }
            let (standing, risk, merged) = say(stands)?;
            if standing == stands.standing && risk == stands.risk {
                return Ok(Edited { committed: None, risk, merged, until });
            }
            let write = |effective, standing, risk: &Arc<Risk>| {
                let (expected, risk) = (Some(stands.seq), Arc::clone(risk));
                Write::Risk(RiskWrite { id, effective, expected, standing, risk })
            };
            // An issue that found nothing to write spoke of the risk all the same: it goes on
            // saying what it said.
            let again = issued.filter(|issued| until == Some(*issued) && written != until);
            let again = again.map(|issued| write(issued, stands.standing, &stands.risk));
            let own = write(effective, standing, &risk);
            let change = Change {
                authority: self.authority.clone(),
                deed: deed.clone(),
                writes: [own].into_iter().chain(again).collect(),
            };
            match self.store.commit(&self.register, &change, self.moment()) {
                Err(CommitError::Stale(_)) => {}
                Err(error) => return Err(error.into()),
                Ok(committed) => {
                    return Ok(Edited { committed: Some(committed), risk, merged, until });
                }
            }
        }
        Err(EditError::Busy)
    }

    /// Declines a day that is yet to come, unless it is meant.
    fn not_ahead(&self, leave: Leave) -> Result<(), EditError> {
        let (effective, today) = (self.authority.effective, self.today()?);
        if effective > today && !leave.ahead {
            return Err(EditError::Ahead { effective, today });
        }
        Ok(())
    }
}

/// An edit, read.
struct Understood {
    seen: RiskVersion,
    scale: Scale,
    mine: Risk,
    problems: Vec<Problem>,
}

/// A number that another risk on the register has already.
fn taken(then: &View, id: Option<RiskId>, mine: &Risk, seen: &Risk) -> Option<Problem> {
    let number = mine.reference.as_ref()?;
    let other = |version: &&RiskVersion| {
        Some(version.id) != id && version.risk.reference.as_ref() == Some(number)
    };
    if seen.reference.as_ref() == Some(number) {
        return None;
    }
    then.risks.iter().find(other).map(|other| Problem {
        place: Some(Place::Risk(RiskField::Reference).into()),
        item: None,
        message: format!(
            "the number {number} belongs to another risk (“{}”): give one that is free",
            typed::short(other.risk.wording())
        ),
    })
}

/// Whether nothing stands in the way.
fn sound(problems: Vec<Problem>) -> Result<(), EditError> {
    if problems.is_empty() { Ok(()) } else { Err(EditError::Invalid(problems)) }
}
