//! Everything that what is found in a register follows from.

use std::sync::Arc;

use bellwether_checks::{Found, KeptFindings, Settings, Subject, Waiver};
use bellwether_domain::{Date, Register, scales::Steps};

/// What a register is judged by. Two that are equal have the same findings, whatever was written in
/// between; to compare them is quick, since registers share the risks that are the same in both.
#[derive(Debug, PartialEq)]
pub(crate) struct Basis {
    /// The date it is judged at.
    pub(super) as_at: Date,
    pub(super) register: Arc<Register>,
    /// The issues before it, oldest first.
    pub(super) earlier: Vec<Arc<Register>>,
    /// The numbers of the risks that were closed.
    pub(super) closed: Vec<String>,
    pub(super) steps: Steps,
    pub(super) settings: Settings,
    pub(super) waivers: Vec<Waiver>,
}

impl Basis {
    /// What every rule finds that is on, by what was found before.
    pub(super) fn judge(&self, before: &mut KeptFindings) -> Found {
        let earlier: Vec<&Register> = self.earlier.iter().map(AsRef::as_ref).collect();
        let closed: Vec<&str> = self.closed.iter().map(String::as_str).collect();
        let subject = Subject::new(&self.register, self.as_at)
            .with_earlier(&earlier)
            .with_closed(&closed)
            .with_steps(self.steps);
        before.judge(&subject, &self.settings)
    }

    /// How many risks it holds on to.
    pub(super) fn risks(&self) -> usize {
        let earlier: usize = self.earlier.iter().map(|register| register.risks.len()).sum();
        self.register.risks.len() + earlier
    }
}
