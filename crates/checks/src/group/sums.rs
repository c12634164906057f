//! How often each rule finds something in the whole register, and which groups are told together.

use std::collections::BTreeSet;

use foldhash::HashMap;

use super::{
    facts::{self, Family},
    said::Unit,
    stand::{self, Entry, Stand},
};
use crate::RULES;

/// As few places are no third of a register, however small it is.
const FEW: usize = 3;

/// What stands in a register, counted.
#[derive(Debug, Clone, Default)]
pub(super) struct Sums {
    /// How many risks there are.
    pub(super) risks: usize,
    /// How many actions they have.
    pub(super) actions: usize,
    /// How many findings there are of each slot.
    pub(super) slots: Vec<usize>,
    /// What the rules of each group find.
    pub(super) keys: Vec<Sum>,
}

/// What the rules of one group find, here or told in another group.
#[derive(Debug, Clone, Default)]
pub(super) struct Sum {
    all: usize,
    of_action: usize,
    of_risk: usize,
    of_pair: usize,
    /// At how many risks, and at how many of their actions or of them.
    risks: usize,
    at_actions: usize,
    /// How many of them each other group tells of.
    leaves: HashMap<u16, usize>,
}

impl Sums {
    /// Counts everything: the first stands of the register as a whole.
    pub(super) fn of<'s>(stands: impl Iterator<Item = &'s Stand>) -> Self {
        let (slots, keys) = (vec![0; stand::slots()], vec![Sum::default(); facts::keys()]);
        let mut sums = Self { slots, keys, ..Self::default() };
        for (place, stand) in stands.enumerate() {
            sums.risks += usize::from(stand.is_live);
            sums.actions += if stand.is_live { stand.actions } else { 0 };
            for entry in &stand.entries {
                if let Some(slot) = sums.slots.get_mut(usize::from(entry.slot)) {
                    *slot += 1;
                }
                if let Some(sum) = sums.keys.get_mut(usize::from(entry.key)) {
                    sum.add(entry, place > 0);
                }
            }
        }
        sums
    }

    /// Whether what a group's rules find is kept together: it speaks of more than a third of the
    /// register, and no one other group tells of all of it.
    pub(super) fn is_kept(&self, sum: &Sum) -> bool {
        let of_actions = sum.of_action == sum.all;
        let (places, among) =
            if of_actions { (sum.at_actions, self.actions) } else { (sum.risks, self.risks) };
        let is_wide = sum.all > FEW && places > FEW && places * 3 > among;
        is_wide && !sum.leaves.values().any(|told| *told == sum.all)
    }
}

impl Sums {
    /// By which rule a group is told; its family, where it is of several rules.
    pub(super) fn led_by(&self, key: usize) -> (&'static str, Option<&'static Family>) {
        let lead = facts::lead(key);
        let there = self.slots.iter().enumerate().filter(|(_, count)| **count > 0);
        let rules = there.filter_map(|(slot, _)| {
            let place = slot % RULES.len();
            let own = facts::key(place, stand::severity(slot)) == key;
            RULES.get(place).filter(|_| own).map(|rule| rule.id)
        });
        let rules: BTreeSet<&str> = rules.collect();
        match rules.first() {
            Some(only) if rules.len() == 1 => (only, None),
            _ => (lead, facts::family(lead)),
        }
    }

    /// What is counted of what a group's rules find, here or elsewhere, and how many of these there are.
    pub(super) fn counted(&self, key: usize) -> (Unit, usize) {
        let Some(sum) = self.keys.get(key) else { return (Unit::Places, 0) };
        let unit = sum.unit();
        (unit, unit.of(sum.all, sum.risks, sum.at_actions))
    }
}

impl Sum {
    fn add(&mut self, entry: &Entry, is_of_risk: bool) {
        let says = entry.says;
        self.all += 1;
        self.of_action += usize::from(entry.action > 0);
        self.of_risk += usize::from(says.of_risk);
        self.of_pair += usize::from(says.of_pair);
        self.risks += usize::from(is_of_risk && says.first);
        self.at_actions += usize::from(is_of_risk && says.first_of_action);
        if let Some(key) = entry.leaves {
            *self.leaves.entry(key).or_default() += 1;
        }
    }

    /// What is counted of them.
    fn unit(&self) -> Unit {
        let all = |some: usize| some == self.all;
        match (all(self.of_pair), all(self.of_action)) {
            (true, true) => Unit::PairsOfActions,
            (true, false) => Unit::PairsOfRisks,
            (false, true) => Unit::Actions,
            (false, false) if self.of_risk == 0 => Unit::Places,
            (false, false) => Unit::Risks,
        }
    }
}
