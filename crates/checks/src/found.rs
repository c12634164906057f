//! What was found in a register, by where it stands: a register of which little changed shares all
//! the rest with what was found before.

use std::sync::Arc;

use crate::{Finding, RULES, Severity};

/// A finding and the place of its rule in the catalogue.
pub(crate) type Placed = (usize, Arc<Finding>);

/// What was found in a register; to clone it copies nothing of it.
#[derive(Debug, Clone, Default)]
pub struct Found {
    /// Of each risk, by its place in the register.
    at: Arc<Vec<Arc<AtRisk>>>,
    /// Of the register as a whole.
    whole: Arc<Vec<Placed>>,
    len: usize,
}

/// What stands at one risk.
#[derive(Debug, Default)]
pub(crate) struct AtRisk {
    /// In order; what is found of a pair stands at both.
    all: Vec<(Placed, By)>,
    /// How many of it are counted here: all but what stands at another first.
    len: usize,
}

/// By what a finding was found that stands at a risk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum By {
    /// By the risk alone.
    Risk,
    /// By what looks at all of them.
    Register,
    /// The same, first at another.
    Pair,
}

impl Found {
    /// How many findings there are.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether nothing was found.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Everything, sorted by severity, then in the order of the catalogue, then by place in the
    /// register.
    pub fn all(&self) -> Vec<Arc<Finding>> {
        let mut sorted: Vec<Vec<&Arc<Finding>>> =
            vec![Vec::new(); Severity::ALL.len() * RULES.len()];
        let at_risks = self.at.iter().flat_map(|at| at.counted());
        for (place, finding) in self.whole.iter().chain(at_risks) {
            let slot = finding.severity as usize * RULES.len() + place;
            sorted.get_mut(slot).into_iter().for_each(|slot| slot.push(finding));
        }
        sorted.into_iter().flatten().cloned().collect()
    }

    /// What stands of a risk, by its place in the register from nought, the gravest first; what is
    /// found of a pair stands of both.
    pub fn of_risk(&self, position: usize) -> impl Iterator<Item = &Arc<Finding>> {
        let all = self.at.get(position).map(|at| at.all.as_slice()).unwrap_or_default();
        all.iter().map(|((_, finding), _)| finding)
    }

    /// What was found of the register as a whole, in order.
    pub(crate) fn whole(&self) -> Vec<Arc<Finding>> {
        let mut all: Vec<&Placed> = self.whole.iter().collect();
        all.sort_by_key(|(place, finding)| (finding.severity, *place));
        all.into_iter().map(|(_, finding)| Arc::clone(finding)).collect()
    }

    /// What was found at each risk.
    pub(crate) fn at_risks(&self) -> &[Arc<AtRisk>] {
        &self.at
    }

    /// Whether there is one that is asked for.
    pub fn any(&self, mut is: impl FnMut(&Finding) -> bool) -> bool {
        let at_risks = self.at.iter().flat_map(|at| at.counted());
        self.whole.iter().chain(at_risks).any(|(_, finding)| is(finding))
    }

    /// Takes on what was found at some risks, by their places, and of the register as a whole, where
    /// that is another.
    pub(crate) fn take(
        &mut self,
        risks: usize,
        some: impl IntoIterator<Item = (usize, Vec<(Placed, By)>)>,
        whole: Option<Vec<Placed>>,
    ) {
        if let Some(whole) = whole {
            self.len = self.len - self.whole.len() + whole.len();
            self.whole = Arc::new(whole);
        }
        let at = Arc::make_mut(&mut self.at);
        for gone in at.drain(risks.min(at.len())..) {
            self.len -= gone.len;
        }
        at.resize_with(risks, Arc::default);
        for (position, all) in some {
            let Some(slot) = at.get_mut(position) else { continue };
            let new = AtRisk::of(all);
            self.len = self.len - slot.len + new.len;
            *slot = Arc::new(new);
        }
    }

    /// What was found at a risk by looking at all of them.
    pub(crate) fn across(&self, position: usize) -> impl Iterator<Item = (Placed, By)> {
        let all = self.at.get(position).map(|at| at.all.as_slice()).unwrap_or_default();
        all.iter().filter(|(_, from)| *from != By::Risk).cloned()
    }
}

impl AtRisk {
    fn of(mut all: Vec<(Placed, By)>) -> Self {
        all.sort_by_key(|((place, finding), from)| {
            (finding.severity, *place, finding.order, *from != By::Risk)
        });
        let len = all.iter().filter(|(_, from)| *from != By::Pair).count();
        Self { all, len }
    }

    /// What is counted here: what is found of a pair is counted at the first of the two.
    pub(crate) fn counted(&self) -> impl Iterator<Item = &Placed> {
        self.all.iter().filter(|(_, from)| *from != By::Pair).map(|(placed, _)| placed)
    }
}
