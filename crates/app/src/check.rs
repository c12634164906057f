//! What the checks find in a register, and what of it somebody has answered for.

use bellwether_checks::{Counts, Finding, Fix, Settings, Severity, Subject, Waiver, waiver};
use bellwether_domain::{Date, Field, Register, Risk};
use bellwether_history::AsAt;

use crate::{
    App, AppError,
    edit::{Began, By, Edit, EditError, Edited},
    read::Snapshot,
    settings::waivers::Place,
};

/// A register, judged by its body's own settings.
#[derive(Debug, Clone)]
pub struct Judged {
    /// The date it was judged at.
    pub as_at: Date,
    /// The settings it was judged by: those in force on that date.
    pub settings: Settings,
    /// What stands, sorted by severity and rule.
    pub findings: Vec<Finding>,
    /// What somebody has answered for.
    pub waived: Vec<(Finding, Waiver)>,
    /// Waivers that have run out while what they cover still stands.
    pub expired: Vec<Waiver>,
}

impl Judged {
    /// How many stand of each severity.
    pub fn counts(&self) -> Counts {
        Counts::of(&self.findings)
    }

    /// What would block sign-off: the grave findings that nobody has answered for.
    pub fn blocking(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|finding| finding.severity == Severity::High)
    }
}

/// How many findings stood of each severity on two dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moved {
    /// The earlier date.
    pub from: Date,
    /// The later date.
    pub to: Date,
    /// How many stood at the earlier date.
    pub before: Counts,
    /// How many stand at the later date.
    pub after: Counts,
}

impl App {
    /// Judges the register of a snapshot by every rule that is on at its date, with the issues
    /// before it, and sets aside what somebody has answered for.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn judge(&self, snapshot: &Snapshot) -> Result<Judged, AppError> {
        let as_at = snapshot.as_at;
        let in_force =
            self.in_force(AsAt { effective: as_at, known: snapshot.view.as_at.known })?;
        let settings = in_force.checks()?.settings;
        let earlier = self.earlier(snapshot)?;
        let earlier: Vec<&Register> = earlier.iter().collect();
        let subject = Subject::new(&snapshot.register, as_at).with_earlier(&earlier);
        let findings = bellwether_checks::check(&subject, &settings);
        let waivers: Vec<Waiver> =
            in_force.waivers()?.into_iter().map(|kept| kept.waiver).collect();
        let waiver::Waived { standing, waived, expired } = waiver::apply(findings, &waivers, as_at);
        Ok(Judged { as_at, settings, findings: standing, waived, expired })
    }

    /// How the counts moved from an earlier date to a register that was judged; each date by the
    /// settings and waivers of its own.
    ///
    /// # Errors
    /// When the register had not begun on that date, or the store cannot be read.
    pub fn moved(&self, from: Date, to: &Judged) -> Result<Moved, AppError> {
        let before = self.judge(&self.snapshot(Some(from), None)?)?.counts();
        Ok(Moved { from, to: to.as_at, before, after: to.counts() })
    }

    /// Makes the one right change that a finding offers, as an edit like any other. `None` where
    /// no such finding stands any more.
    ///
    /// # Errors
    /// As for [`App::edit`].
    pub fn apply_fix(
        &self,
        snapshot: &Snapshot,
        place: &Place,
        fix: &Fix,
        by: By,
    ) -> Result<Option<Edited>, EditError> {
        let judged = self.judge(snapshot)?;
        let stands = |finding: &&Finding| place.holds(finding) && finding.fix.as_ref() == Some(fix);
        if !judged.findings.iter().any(|finding| stands(&finding)) {
            return Ok(None);
        }
        let Some(version) =
            place.position(&snapshot.register).and_then(|n| snapshot.view.risks.get(n))
        else {
            return Ok(None);
        };
        let mut risk = (*version.risk).clone();
        put(&mut risk, place.action, fix);
        let began = Began { seq: version.seq, as_at: snapshot.as_at };
        self.edit(&Edit { id: version.id, began, risk, by }).map(Some)
    }

    /// The register at each issue before the one in force, oldest first.
    fn earlier(&self, snapshot: &Snapshot) -> Result<Vec<Register>, AppError> {
        let in_force = snapshot.timeline.in_force(snapshot.as_at).map(|issue| issue.effective);
        let before = |date: &Date| in_force.is_some_and(|now| *date < now);
        let dates = snapshot.timeline.issues.iter().map(|issue| issue.effective).filter(before);
        dates
            .map(|date| Ok(self.store.view(&self.organisation, AsAt::date(date))?.register()))
            .collect()
    }
}

/// Puts the words of a fix in the place of those it replaces.
fn put(risk: &mut Risk, action: Option<usize>, fix: &Fix) {
    let swap = |text: &mut String| {
        if *text == fix.from {
            text.clone_from(&fix.to);
        }
    };
    let action = action.and_then(|n| n.checked_sub(1)).and_then(|n| risk.actions.get_mut(n));
    match (fix.field, action) {
        (Field::ActionOwners, Some(action)) => action.owners.iter_mut().for_each(swap),
        (Field::Action, Some(action)) => swap(&mut action.description),
        (Field::Owners, _) => risk.owners.iter_mut().for_each(swap),
        (Field::Category, _) => risk.category.iter_mut().for_each(swap),
        (Field::Title, _) => risk.title.iter_mut().for_each(swap),
        (Field::Description, _) => risk.description.iter_mut().for_each(swap),
        (Field::Cause, _) => risk.cause.iter_mut().for_each(swap),
        (Field::Event, _) => risk.event.iter_mut().for_each(swap),
        (Field::Consequence, _) => risk.consequence.iter_mut().for_each(swap),
        // No rule offers a fix of another field; nothing is changed then.
        _ => {}
    }
}
