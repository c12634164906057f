//! Gathers what stands in a register: each finding goes into one group, and each fact is told once.

use std::{borrow::Cow, cmp::Reverse, mem};

use bellwether_domain::Number;
use foldhash::{HashMap, HashSet};

use super::{
    FindingPlace, Group, facts, said,
    stand::{self, Entry, Stand, back, wide},
    sums::Sums,
};
use crate::{Finding, RULES, Settings, Severity, rule};

/// Where a finding stands, with what is asked of it in the order of the findings: what stands there lies
/// elsewhere for each.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Seat {
    /// At which of the stands, and which of what is there.
    stand: u32,
    at: u32,
    /// The action that it names; nought for none.
    action: u32,
    slot: u16,
    of_risk: bool,
    has_other: bool,
    is_new: bool,
}

impl Seat {
    fn of(stand: usize, at: usize, entry: &Entry) -> Self {
        Self {
            stand: wide(stand),
            at: wide(at),
            action: entry.action,
            slot: entry.slot,
            of_risk: entry.says.of_risk,
            has_other: entry.other.is_some(),
            is_new: entry.new == Some(true),
        }
    }

    /// At which of the stands it stands.
    pub(super) fn stand(self) -> usize {
        back(self.stand)
    }

    /// Which of what stands there it is.
    pub(super) fn at(self) -> usize {
        back(self.at)
    }

    /// The number by which findings are sorted.
    pub(super) fn slot(self) -> usize {
        usize::from(self.slot)
    }

    /// Whether it was not there at the issue before.
    pub(super) fn is_new(self) -> bool {
        self.is_new
    }

    fn entry<'s>(self, stands: &[&'s Stand]) -> Option<&'s Entry> {
        stands.get(self.stand())?.entries.get(self.at())
    }

    /// The places that it speaks of: two of a pair, none of the register as a whole.
    pub(super) fn places(self, stands: &[&Stand]) -> impl Iterator<Item = (usize, usize)> {
        let own = self.of_risk.then_some((self.stand(), back(self.action)));
        let pair = self.has_other.then(|| self.entry(stands)).flatten();
        let other = pair.and_then(|entry| entry.other);
        own.into_iter().chain(other.map(|(stand, action)| (back(stand), back(action))))
    }
}

/// What a group is ordered by: severity, whether it blocks a sign-off, the score of the gravest risk, how
/// easily it is put right, at how many places, and the order of the rules.
type Rank = (Severity, bool, Reverse<Option<Number>>, bool, Reverse<usize>, &'static str);

/// What goes into one group.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    findings: Vec<usize>,
    told: Vec<usize>,
    /// What is told, counted: at how many risks, and at how many of their actions or of them.
    risks: usize,
    at_actions: usize,
    /// The score of the gravest risk.
    score: Option<Number>,
    /// Whether something told can be put right in one way.
    fix: bool,
    /// Whether something told advises other than its rule does.
    differs: bool,
    /// At how many places something is new, where what is told is compared.
    new: usize,
    is_compared: bool,
}

/// All findings of a register as they are gathered.
pub(super) struct Gathering<'s> {
    stands: &'s [&'s Stand],
    pub(super) seats: Vec<Seat>,
}

impl<'s> Gathering<'s> {
    /// The same, and what goes into each group, in the order in which their findings first come.
    pub(super) fn of(stands: &'s [&'s Stand], sums: &Sums) -> (Self, Vec<(usize, Gathered)>) {
        let kept: Vec<bool> = sums.keys.iter().map(|sum| sums.is_kept(sum)).collect();
        let is_kept = |key: u16| kept.get(usize::from(key)).copied().unwrap_or_default();
        let mut next: Vec<usize> = sums
            .slots
            .iter()
            .scan(0, |from, count| {
                let own = *from;
                *from += count;
                Some(own)
            })
            .collect();
        let total: usize = sums.slots.iter().sum();
        let mut seats = vec![Seat::default(); total];
        let mut goes: Vec<(u16, bool)> = vec![(0, false); total];
        let mut gathered: Vec<Gathered> = Vec::new();
        gathered.resize_with(facts::keys(), Gathered::default);
        let (mut at_risk, mut at_action, mut new_at) =
            (HashSet::default(), HashSet::default(), HashMap::default());
        for (place, stand) in stands.iter().enumerate() {
            at_risk.clear();
            at_action.clear();
            new_at.clear();
            for (at, entry) in stand.entries.iter().enumerate() {
                let Some(number) = next.get_mut(usize::from(entry.slot)) else { continue };
                let own = *number;
                *number += 1;
                let head = stand.told_by(at, is_kept);
                let key = stand.entries.get(head).map_or(entry.key, |head| head.key);
                let is_told = head == at;
                if let (Some(seat), Some(slot)) = (seats.get_mut(own), goes.get_mut(own)) {
                    (*seat, *slot) = (Seat::of(place, at, entry), (key, is_told));
                }
                if entry.new == Some(true) {
                    *new_at.entry((key, entry.order)).or_insert(0) += usize::from(is_told);
                }
                let Some(group) = gathered.get_mut(usize::from(key)).filter(|_| is_told) else {
                    continue;
                };
                group.risks += usize::from(place > 0 && at_risk.insert(key));
                group.at_actions += usize::from(place > 0 && at_action.insert((key, entry.order)));
                group.tell(entry, stand, stands);
            }
            // Where nothing of it is told, what goes with it speaks.
            for ((key, _), told) in &new_at {
                if let Some(group) = gathered.get_mut(usize::from(*key)) {
                    group.new += 1.max(*told);
                }
            }
        }
        let mut order = Vec::new();
        for (number, (key, is_told)) in goes.iter().enumerate() {
            let key = usize::from(*key);
            let Some(group) = gathered.get_mut(key) else { continue };
            if group.findings.is_empty() {
                order.push(key);
            }
            group.findings.push(number);
            if *is_told {
                group.told.push(number);
            }
        }
        let taken = |key: usize| Some((key, mem::take(gathered.get_mut(key)?)));
        let gathered = order.into_iter().filter_map(taken).collect();
        (Self { stands, seats }, gathered)
    }

    /// The groups of what was gathered, the first being those that matter most.
    pub(super) fn groups<'f>(
        &self,
        gathered: Vec<(usize, Gathered)>,
        sums: &Sums,
        names: &mut Names<'_>,
        finding: impl Fn(Seat) -> Option<&'f Finding>,
        settings: &Settings,
    ) -> Vec<Group> {
        let made = |(key, gathered)| self.made(key, gathered, sums, names, &finding, settings);
        let mut groups: Vec<(Group, Rank)> = gathered.into_iter().map(made).collect();
        groups.sort_by_key(|(_, rank)| *rank);
        groups.into_iter().map(|(group, _)| group).collect()
    }

    /// At how many places something is new since the issue before.
    pub(super) fn new_places(&self, groups: &[Group], names: &mut Names<'_>) -> usize {
        let new = |number: &&usize| self.seat(**number).is_new();
        let mut places = 0;
        for group in groups.iter().filter(|group| group.new.is_some_and(|new| new > 0)) {
            let mut told: Vec<usize> = group.told.iter().filter(new).copied().collect();
            // Where what tells a fact is not new, what goes with it speaks.
            if told.len() < group.told.len() {
                let at = |number: &usize| {
                    let seat = self.seat(*number);
                    seat.entry(self.stands).map(|entry| (seat.stand, entry.order))
                };
                let mut spoken: HashSet<_> = told.iter().filter_map(at).collect();
                let silent = |number: &&usize| at(number).is_some_and(|at| spoken.insert(at));
                told.extend(group.findings.iter().filter(new).filter(silent));
            }
            places += names.count(told.iter().flat_map(|number| self.places(*number))).max(1);
        }
        places
    }

    fn seat(&self, number: usize) -> Seat {
        self.seats.get(number).copied().unwrap_or_default()
    }

    fn places(&self, number: usize) -> impl Iterator<Item = (usize, usize)> {
        self.seat(number).places(self.stands)
    }

    /// A group of what was gathered, with what it is ordered by.
    fn made<'f>(
        &self,
        key: usize,
        gathered: Gathered,
        sums: &Sums,
        names: &mut Names<'_>,
        finding: impl Fn(Seat) -> Option<&'f Finding>,
        settings: &Settings,
    ) -> (Group, Rank) {
        let finding = |number: &usize| self.seats.get(*number).and_then(|seat| finding(*seat));
        let (id, family) = sums.led_by(key);
        let about = rule(id);
        let mut rules = self.rules(&gathered);
        rules.sort_by_key(|rule| *rule != id);
        let severity = self.severity(&gathered);
        let title = family.map_or(about.map_or(id, |rule| rule.title), |family| family.title);
        let said = family.map(|family| family.said);
        let said = said.or_else(|| said::said(id, severity == Severity::Info));
        let (unit, count) = sums.counted(key);
        let here = unit.of(gathered.told.len(), gathered.risks, gathered.at_actions);
        let elsewhere = count.saturating_sub(here);
        let message = match gathered.told.as_slice() {
            [one] => finding(one).map_or_else(String::new, |one| one.message.to_string()),
            _ => said::message(title, said, &unit.often(count, sums), elsewhere),
        };
        let first = gathered.told.first().and_then(finding);
        let help = match (first, family, about) {
            (Some(first), ..) if self.say_the_same(&gathered, finding) => first.help.clone(),
            (_, Some(family), _) => family.help.into(),
            (_, _, Some(rule)) => rule.help.into(),
            (Some(first), ..) => first.help.clone(),
            (None, None, None) => Cow::default(),
        };
        let blocks = rules.iter().any(|rule| settings.blocks(rule));
        let (score, hard) = (Reverse(gathered.score), !gathered.fix);
        let rank = (severity, !blocks, score, hard, Reverse(gathered.told.len()), id);
        let group = Group {
            title,
            new: gathered.is_compared.then_some(gathered.new),
            rules,
            severity,
            blocks,
            seen: false,
            message,
            help,
            places: names.places(gathered.told.iter().flat_map(|number| self.places(*number))),
            elsewhere,
            findings: gathered.findings,
            told: gathered.told,
        };
        (group, rank)
    }

    /// How much a group matters: as much as the gravest in it.
    pub(super) fn severity(&self, gathered: &Gathered) -> Severity {
        // They come sorted by it.
        let first = gathered.findings.first().map(|first| self.seat(*first).slot());
        first.map_or(Severity::Info, stand::severity)
    }

    /// The rules that found what is in a group, those of what is told first.
    pub(super) fn rules(&self, gathered: &Gathered) -> Vec<&'static str> {
        let (mut rules, mut last) = (Vec::new(), None);
        for number in gathered.told.iter().chain(&gathered.findings) {
            let slot = self.seat(*number).slot();
            if last.replace(slot) == Some(slot) {
                continue;
            }
            let rule = RULES.get(slot % RULES.len()).map_or("", |rule| rule.id);
            if !rules.contains(&rule) {
                rules.push(rule);
            }
        }
        rules
    }

    /// Whether all that is told of a group says the same is to be done.
    fn say_the_same<'f>(
        &self,
        gathered: &Gathered,
        finding: impl Fn(&usize) -> Option<&'f Finding>,
    ) -> bool {
        let help = |number: &usize| finding(number).map(|finding| &finding.help);
        let Some(first) = gathered.told.first() else { return true };
        if gathered.differs {
            return gathered.told.iter().all(|number| help(number) == help(first));
        }
        // Each says what its rule does: one of each rule is enough.
        let slot = |number: &usize| Some(self.seat(*number).slot());
        let mut last = None;
        gathered.told.iter().all(|number| {
            let own = slot(number);
            mem::replace(&mut last, own) == own || help(number) == help(first)
        })
    }
}

impl Gathered {
    /// Takes on a finding that is told.
    fn tell(&mut self, entry: &Entry, stand: &Stand, stands: &[&Stand]) {
        let other = entry.other.and_then(|(other, _)| stands.get(back(other)));
        let scores = [stand.score, other.and_then(|other| other.score)];
        self.score = scores.into_iter().chain([self.score]).max().flatten();
        self.fix |= entry.says.fix;
        self.differs |= !entry.says.plain;
        self.is_compared |= entry.new.is_some();
    }
}

/// How risks are named: several may have one number.
pub(super) struct Names<'s> {
    stands: &'s [&'s Stand],
    /// For each stand the place of the risk of its name among all places, and how many actions it has.
    places: Vec<(usize, usize)>,
    /// Which group last told of each place.
    told: Vec<usize>,
    turn: usize,
}

impl<'s> Names<'s> {
    pub(super) fn of(stands: &'s [&'s Stand]) -> Self {
        let mut known: HashMap<&str, usize> = HashMap::default();
        let mut actions: Vec<usize> = stands.iter().map(|stand| stand.actions).collect();
        let mut first = Vec::with_capacity(stands.len());
        for (place, stand) in stands.iter().enumerate() {
            let named = stand.name.as_deref().map(|name| *known.entry(name).or_insert(place));
            let named = named.unwrap_or(place);
            let most = actions.get(named).copied().unwrap_or(0).max(stand.actions);
            actions.get_mut(named).into_iter().for_each(|own| *own = most);
            first.push(named);
        }
        let starts = actions.iter().scan(0, |next, actions| {
            let own = (*next, *actions);
            *next += actions + 1;
            Some(own)
        });
        let starts: Vec<(usize, usize)> = starts.collect();
        let places = first.iter().map(|named| starts.get(*named).copied().unwrap_or_default());
        let all = starts.last().map_or(0, |(start, actions)| start + actions + 1);
        Self { stands, places: places.collect(), told: vec![0; all], turn: 0 }
    }

    /// At how many places something is told, each counted once.
    pub(super) fn count(&mut self, told: impl Iterator<Item = (usize, usize)>) -> usize {
        self.turn += 1;
        told.filter(|(stand, action)| self.is_new(*stand, *action)).count()
    }

    /// The places that are told of, each once.
    fn places(&mut self, told: impl Iterator<Item = (usize, usize)>) -> Vec<FindingPlace> {
        self.turn += 1;
        let mut places = Vec::new();
        for (stand, action) in told {
            let is_new = self.is_new(stand, action);
            let named = self.stands.get(stand).filter(|_| is_new);
            if let Some(risk) = named.and_then(|stand| stand.name.clone()) {
                places.push(FindingPlace { risk, action: Some(action).filter(|own| *own > 0) });
            }
        }
        places
    }

    /// Whether a place is told of for the first time in this turn.
    fn is_new(&mut self, stand: usize, action: usize) -> bool {
        let place = self.places.get(stand).map(|(start, actions)| start + action.min(*actions));
        let told = place.and_then(|place| self.told.get_mut(place));
        told.is_some_and(|told| mem::replace(told, self.turn) != self.turn)
    }
}
