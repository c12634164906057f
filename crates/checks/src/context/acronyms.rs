//! The acronyms of a register.

use std::collections::BTreeMap;

use crate::{Finding, Findings, RiskView, read::Said};

/// Every acronym in the wording of the risks and actions.
pub(crate) type Acronyms<'a> = BTreeMap<&'a str, Acronym>;

/// An acronym as the register has it.
#[derive(Debug)]
pub(crate) struct Acronym {
    /// How often it stands there.
    pub(crate) times: usize,
    /// Whether it is written out anywhere.
    pub(crate) explained: bool,
    /// The risk where it stands first, and the action if it is one, by their places.
    first: (usize, Option<usize>),
}

impl Acronym {
    /// Something about it, where it stands first.
    pub(crate) fn report<'f>(
        &self,
        risks: &[RiskView<'_>],
        out: &'f mut Findings,
        message: String,
    ) -> Option<&'f mut Finding> {
        let (risk, action) = self.first;
        let risk = risks.get(risk)?;
        Some(match action {
            Some(action) => {
                let action = risk.actions.get(action)?;
                out.action(risk, action, message, action.action.description.as_str())
            }
            None => out.risk(risk, message, risk.statement),
        })
    }
}

pub(crate) fn of<'a>(risks: &[RiskView<'a>]) -> Acronyms<'a> {
    let mut all = Acronyms::new();
    for (i, risk) in risks.iter().enumerate() {
        gather(&mut all, &risk.text.told(risk.statement).acronyms, (i, None));
        for (j, action) in risk.actions.iter().enumerate() {
            let told = action.text.told(&action.action.description);
            gather(&mut all, &told.acronyms, (i, Some(j)));
        }
    }
    all
}

fn gather<'a>(all: &mut Acronyms<'a>, said: &'a [Said], first: (usize, Option<usize>)) {
    for said in said {
        let seen = all.entry(&said.name).or_insert(Acronym { first, times: 0, explained: false });
        seen.times += 1;
        seen.explained |= said.explained;
    }
}
