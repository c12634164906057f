//! What a register is judged by beside its risks: on another such ground everything is found anew.

use std::sync::{Arc, Weak};

use bellwether_domain::{Date, Register, Risk, scales::Steps};

use crate::{Settings, Subject};

/// What a register is judged by beside its risks.
#[derive(Debug)]
pub(super) struct Around {
    pub(super) day: Date,
    settings: Settings,
    steps: Steps,
    closed: Vec<String>,
    /// The register without its risks.
    register: Register,
    /// The risks of the earlier issues; what else stands in these no rule looks at.
    earlier: Vec<Vec<Weak<Risk>>>,
}

impl Around {
    pub(super) fn of(subject: &Subject<'_>, settings: &Settings) -> Self {
        let held = |issue: &&Register| issue.risks.iter().map(Arc::downgrade).collect();
        Self {
            day: subject.as_at,
            settings: settings.clone(),
            steps: subject.steps,
            closed: subject.closed.iter().map(|&number| number.to_owned()).collect(),
            register: Register { risks: vec![], ..subject.register.clone() },
            earlier: subject.earlier.iter().map(held).collect(),
        }
    }

    /// Whether a register is judged by the same.
    pub(super) fn is(&self, subject: &Subject<'_>, settings: &Settings) -> bool {
        let same = |(held, issue): (&Vec<Weak<Risk>>, &&Register)| {
            let own = held.iter().map(Weak::as_ptr);
            own.eq(issue.risks.iter().map(Arc::as_ptr))
        };
        self.day == subject.as_at
            && self.steps == subject.steps
            && self.closed == subject.closed
            && self.settings == *settings
            && self.earlier.len() == subject.earlier.len()
            && self.earlier.iter().zip(subject.earlier).all(same)
            && is_same_but_for_risks(&self.register, subject.register)
    }
}

fn is_same_but_for_risks(one: &Register, other: &Register) -> bool {
    let Register {
        format,
        title,
        organisation,
        as_at,
        headings,
        stages,
        rating_headings,
        layout,
        scheme,
        people,
        covers,
        withheld,
        risks: _,
        diagnostics,
        page,
    } = one;
    *format == other.format
        && *title == other.title
        && *organisation == other.organisation
        && *as_at == other.as_at
        && *headings == other.headings
        && *stages == other.stages
        && *rating_headings == other.rating_headings
        && *layout == other.layout
        && *scheme == other.scheme
        && *people == other.people
        && *covers == other.covers
        && *withheld == other.withheld
        && *diagnostics == other.diagnostics
        && *page == other.page
}
