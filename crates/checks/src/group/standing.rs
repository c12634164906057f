//! What stands of what was found, by where it stands, so that little of it is gathered again where
//! little is another.

use std::{fmt, iter, sync::Arc};

use bellwether_domain::{Date, Register, Risk};

use super::{
    Group,
    gather::{Gathering, Names, Seat},
    owners::{OwnersOwn, owners},
    stand::Stand,
    sums::Sums,
};
use crate::{Counts, Finding, Found, RULES, Rule, Settings, Waiver, waiver};

/// What stands of what was found in a register, once what somebody has answered for is set aside. To
/// clone it copies nothing.
#[derive(Debug, Clone)]
pub struct Standing {
    from: Arc<From>,
    /// The first of the register as a whole, then of each risk in the order of the register.
    at: Arc<Vec<Arc<At>>>,
}

/// What it follows from.
#[derive(Debug)]
struct From {
    found: Found,
    register: Arc<Register>,
    waivers: Vec<Waiver>,
    as_at: Date,
}

/// What stands at one place.
#[derive(Debug)]
struct At {
    stand: Stand,
    findings: Vec<Arc<Finding>>,
    waived: Vec<(Arc<Finding>, Waiver)>,
    expired: Vec<(Arc<Finding>, Waiver)>,
}

/// All that stands, gathered by what is to be done.
#[derive(Debug, Clone)]
pub struct Gathered {
    /// What stands, sorted by severity, then in the order of the catalogue, then by place in the register.
    pub findings: Listed,
    /// The same, gathered: those that matter most first.
    pub groups: Vec<Group>,
    /// What somebody has answered for.
    pub waived: Vec<(Arc<Finding>, Waiver)>,
    /// Waivers that have run out while what they cover still stands.
    pub expired: Vec<Waiver>,
    /// At how many places there is something to put right, by severity.
    pub places: Counts,
    /// How many of these are new since the issue before; none where nothing is compared.
    pub new: usize,
}

/// What stands, in a few numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Headline {
    /// How many groups there are of each severity.
    pub counts: Counts,
    /// How many of them block a sign-off.
    pub blocking: usize,
    /// How often each rule that stands somewhere does, in the order of the catalogue.
    pub rules: Vec<(&'static str, usize)>,
}

/// Findings in their order; to clone it copies nothing.
#[derive(Clone)]
pub struct Listed {
    at: Arc<Vec<Arc<At>>>,
    seats: Arc<Vec<Seat>>,
}

impl Standing {
    /// What stands in a register on a day by what was found in it and what was answered for. What was
    /// so `before` is taken from there.
    pub fn of(
        found: &Found,
        register: &Arc<Register>,
        (waivers, as_at): (&[Waiver], Date),
        before: Option<&Self>,
    ) -> Self {
        let same = |before: &&Self| before.from.waivers == waivers && before.from.as_at == as_at;
        let before = before.filter(same);
        let whole = At::of(None, found.whole(), (waivers, as_at));
        let at = register.risks.iter().zip(found.at_risks()).enumerate();
        let at = at.map(|(position, (risk, own))| {
            let known = || {
                let before = before?;
                let was = before.from.found.at_risks().get(position)?;
                let is_same = Arc::ptr_eq(was, own)
                    && Arc::ptr_eq(before.from.register.risks.get(position)?, risk);
                before.at.get(position + 1).filter(|_| is_same).map(Arc::clone)
            };
            let new = || {
                let findings = own.counted().map(|(_, finding)| Arc::clone(finding));
                At::of(Some((position, risk)), findings.collect(), (waivers, as_at)).into()
            };
            known().unwrap_or_else(new)
        });
        let at = iter::once(Arc::new(whole)).chain(at).collect();
        let (found, register) = (found.clone(), Arc::clone(register));
        let from = From { found, register, waivers: waivers.to_vec(), as_at };
        Self { from: from.into(), at: Arc::new(at) }
    }

    /// The same with which of the findings are new. Where a place is what it was in the first of two
    /// `before`, it is taken from the second, in which the same were new.
    #[must_use]
    pub fn since(&self, is_new: impl Fn(&Finding) -> bool, before: Option<(&Self, &Self)>) -> Self {
        let at = self.at.iter().enumerate().map(|(place, own)| {
            let known = before.and_then(|(was, then)| {
                let is_same = Arc::ptr_eq(was.at.get(place)?, own);
                then.at.get(place).filter(|_| is_same).map(Arc::clone)
            });
            known.unwrap_or_else(|| {
                let risk = place.checked_sub(1);
                let risk = risk.and_then(|at| Some((at, &**self.from.register.risks.get(at)?)));
                let new = |finding: &Arc<Finding>| {
                    let new = Some(is_new(finding));
                    Arc::new(Finding { new, ..Finding::clone(finding) })
                };
                let findings: Vec<Arc<Finding>> = own.findings.iter().map(new).collect();
                let stand = Stand::of(risk, findings.iter().map(AsRef::as_ref));
                let (waived, expired) = (own.waived.clone(), own.expired.clone());
                Arc::new(At { stand, findings, waived, expired })
            })
        });
        Self { from: Arc::clone(&self.from), at: Arc::new(at.collect()) }
    }

    /// Whether a finding of a risk stands: nobody answered for it.
    pub fn stands(&self, finding: &Arc<Finding>) -> bool {
        let at = self.at.get(finding.order.0);
        !at.is_some_and(|at| at.waived.iter().any(|(own, _)| Arc::ptr_eq(own, finding)))
    }

    /// Gathers it by what is to be done. What blocks a sign-off is as the settings say, but for what
    /// `adjust` says of a group.
    pub fn gathered(&self, settings: &Settings, adjust: impl Fn(&mut Group)) -> Gathered {
        let stands: Vec<&Stand> = self.at.iter().map(|at| &at.stand).collect();
        let sums = Sums::of(stands.iter().copied());
        let (all, gathered) = Gathering::of(&stands, &sums);
        let mut names = Names::of(&stands);
        let finding =
            |seat: Seat| self.at.get(seat.stand())?.findings.get(seat.at()).map(AsRef::as_ref);
        let mut groups = all.groups(gathered, &sums, &mut names, finding, settings);
        groups.iter_mut().for_each(adjust);
        let new = all.new_places(&groups, &mut names);
        let findings = Listed { at: Arc::clone(&self.at), seats: all.seats.into() };
        let places = super::places(&groups);
        let (waived, expired) = (self.waived(), self.expired());
        Gathered { findings, groups, waived, expired, places, new }
    }

    /// The same in a few numbers, which takes a fraction of the time. It is said of the rules of a group
    /// whether it blocks a sign-off.
    pub fn headline(&self, blocks: impl Fn(&[&'static str]) -> bool) -> Headline {
        let stands: Vec<&Stand> = self.at.iter().map(|at| &at.stand).collect();
        let sums = Sums::of(stands.iter().copied());
        let (all, gathered) = Gathering::of(&stands, &sums);
        let groups = || gathered.iter().map(|(_, group)| group);
        let counts = Counts::of_severities(groups().map(|group| all.severity(group)));
        let blocking = groups().filter(|group| blocks(&all.rules(group))).count();
        let counted = |(place, rule): (usize, &&'static Rule)| {
            let of_rule = sums.slots.iter().skip(place).step_by(RULES.len());
            Some((rule.id, of_rule.sum())).filter(|(_, count)| *count > 0)
        };
        let rules = RULES.iter().enumerate().filter_map(counted).collect();
        Headline { counts, blocking, rules }
    }

    fn waived(&self) -> Vec<(Arc<Finding>, Waiver)> {
        let mut waived: Vec<_> = self.at.iter().flat_map(|at| at.waived.iter().cloned()).collect();
        waived.sort_by_key(|(finding, _)| finding.slot());
        waived
    }

    fn expired(&self) -> Vec<Waiver> {
        let mut all: Vec<_> = self.at.iter().flat_map(|at| &at.expired).collect();
        all.sort_by_key(|(finding, _)| finding.slot());
        let mut expired: Vec<Waiver> = Vec::new();
        for (_, waiver) in all {
            if !expired.contains(waiver) {
                expired.push(waiver.clone());
            }
        }
        expired
    }
}

impl Gathered {
    /// How many groups stand at some risks, by their places in the register from nought, and how many of
    /// these block a sign-off. What is found of a pair stands at the first of the two.
    pub fn groups_at(&self, positions: impl IntoIterator<Item = usize>) -> (usize, usize) {
        let mut at = vec![false; self.findings.at.len()];
        for position in positions {
            at.get_mut(position + 1).into_iter().for_each(|at| *at = true);
        }
        let seat = |number: &usize| self.findings.seats.get(*number).map(|seat| seat.stand());
        let is_at = |number: &usize| {
            seat(number).and_then(|place| at.get(place)).copied().unwrap_or_default()
        };
        let there = self.groups.iter().filter(|group| group.findings.iter().any(is_at));
        there.fold((0, 0), |(all, blocking), group| (all + 1, blocking + usize::from(group.blocks)))
    }

    /// How much is each owner's own to answer, those with most first.
    pub fn owners(&self) -> Vec<OwnersOwn> {
        let stands: Vec<&Stand> = self.findings.at.iter().map(|at| &at.stand).collect();
        owners(&stands, &self.findings.seats, &self.groups)
    }
}

impl Listed {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.seats.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.seats.is_empty()
    }

    /// One of them, by its number from nought.
    pub fn get(&self, number: usize) -> Option<&Arc<Finding>> {
        let seat = self.seats.get(number)?;
        self.at.get(seat.stand())?.findings.get(seat.at())
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &Arc<Finding>> {
        (0..self.len()).filter_map(|number| self.get(number))
    }
}

impl PartialEq for Listed {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}

impl fmt::Debug for Listed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

impl At {
    fn of(
        risk: Option<(usize, &Arc<Risk>)>,
        findings: Vec<Arc<Finding>>,
        (waivers, as_at): (&[Waiver], Date),
    ) -> Self {
        let mut expired = Vec::new();
        let (findings, waived) = if waivers.is_empty() {
            (findings, vec![])
        } else {
            let sorted = waiver::set_aside(findings, waivers, as_at, |finding, waiver| {
                expired.push((Arc::clone(finding), waiver.clone()));
            });
            (sorted.standing, sorted.waived)
        };
        let risk = risk.map(|(position, risk)| (position, &**risk));
        let stand = Stand::of(risk, findings.iter().map(AsRef::as_ref));
        Self { stand, findings, waived, expired }
    }
}
