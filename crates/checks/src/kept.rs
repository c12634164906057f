//! What was found before, so that a register need not be judged anew where it is what it was.
//!
//! A rule says what it looks at ([`Sight`]). What follows from a risk alone is found once for each
//! version of it, what follows from the day or from earlier versions as well once for each of these; only
//! what looks at other risks is found each time. What else such rules go by, the settings, the scales and
//! the language of the register, is the ground: on another ground everything is found anew.

use std::{
    mem,
    sync::{Arc, Weak},
};

use bellwether_domain::{Date, Risk};
use foldhash::HashMap;

use crate::{
    Context, Finding, Findings, RULES, Rule, Settings, Severity, Sight, Subject,
    context::{Ground, is_closed},
    read::Read,
    rule::Look,
};

/// A finding and the place of its rule in the catalogue.
type Found = (usize, Arc<Finding>);

/// What is found of one risk at a time.
const AT_RISK: [Sight; 3] = [Sight::Risk, Sight::Day, Sight::Past];

/// What was found in a register, to judge what became of it by.
#[derive(Debug, Default)]
pub struct KeptFindings {
    ground: Option<Ground>,
    day: Option<Date>,
    risks: Vec<Own>,
}

/// What was found of one risk.
#[derive(Debug)]
struct Own {
    risk: Arc<Risk>,
    position: usize,
    read: Arc<Read>,
    /// What it was in earlier issues, the latest first. To know whether that is the same it need not be
    /// held: while it is pointed at, nothing else can lie where it lay.
    past: Vec<Weak<Risk>>,
    /// By each sight; `None` where it is still to be judged.
    found: [Option<Vec<Found>>; AT_RISK.len()],
}

impl KeptFindings {
    /// Judges a register as [`check`](crate::check) does, and keeps what was found for the next
    /// time.
    pub fn check(&mut self, subject: &Subject<'_>, settings: &Settings) -> Vec<Arc<Finding>> {
        self.come_to(&subject.register.risks, subject.as_at);
        let reads: Vec<Arc<Read>> = self.risks.iter().map(|own| Arc::clone(&own.read)).collect();
        let context = Context::new(subject, settings, &reads);
        let ground = Ground::of(&context);
        if self.ground.as_ref() != Some(&ground) {
            self.risks.iter_mut().for_each(|own| own.found = Default::default());
            self.ground = Some(ground);
        }
        self.come_from(&context);
        for sight in AT_RISK {
            self.judge(sight, &context, &reads);
        }
        self.with_the_rest(&context)
    }

    /// How many findings are held.
    pub fn len(&self) -> usize {
        self.risks.iter().flat_map(|own| &own.found).flatten().map(Vec::len).sum()
    }

    /// Whether nothing is held.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Takes on the risks of a register, with what was found of those that are still what they were. A
    /// risk is known by where it lies in memory: nothing else lies there while it is held here.
    fn come_to(&mut self, risks: &[Arc<Risk>], day: Date) {
        let same_day = self.day.replace(day) == Some(day);
        let known = mem::take(&mut self.risks);
        let mut known: HashMap<usize, Own> =
            known.into_iter().map(|own| (Arc::as_ptr(&own.risk).addr(), own)).collect();
        let own = |(position, risk): (usize, &Arc<Risk>)| {
            let mut own = match known.remove(&Arc::as_ptr(risk).addr()) {
                Some(own) => own.at(position),
                None => Own::new(risk, position),
            };
            if !same_day {
                *own.slot(Sight::Day) = None;
            }
            own
        };
        self.risks = risks.iter().enumerate().map(own).collect();
    }

    /// Lets go of what follows from earlier issues, where they are others.
    fn come_from(&mut self, context: &Context<'_>) {
        let (trail, mut past) = (context.trail(), Vec::new());
        for own in &mut self.risks {
            past.clear();
            past.extend(trail.shared(own.position));
            own.came_from(&past);
        }
    }

    /// Judges the risks that are still to be judged by the rules that look at one at a time.
    fn judge<'a>(&mut self, sight: Sight, context: &Context<'a>, reads: &'a [Arc<Read>]) {
        let live = |own: &&mut Own| !is_closed(&own.risk);
        let mut positions = Vec::new();
        for own in self.risks.iter_mut().filter(live) {
            let position = own.position;
            own.slot(sight).get_or_insert_with(|| {
                positions.push(position);
                Vec::new()
            });
        }
        if positions.is_empty() {
            return;
        }
        let part = (positions.len() < context.risks.len()).then(|| context.part(reads, &positions));
        let on = part.as_ref().unwrap_or(context);
        for (place, rule, look) in looks(sight, on.settings) {
            for finding in found(rule, look, on) {
                let own = finding.positions().next().and_then(|at| self.risks.get_mut(at));
                if let Some(all) = own.and_then(|own| own.slot(sight).as_mut()) {
                    all.push((place, Arc::new(finding)));
                }
            }
        }
    }

    /// What was found of each risk and what the other rules find, sorted by severity, then in the order
    /// of the catalogue, then by place in the register.
    fn with_the_rest(&self, context: &Context<'_>) -> Vec<Arc<Finding>> {
        let mut sorted: Vec<Vec<Arc<Finding>>> =
            vec![Vec::new(); Severity::ALL.len() * RULES.len()];
        let of_risks = self.risks.iter().flat_map(|own| own.found.iter().flatten().flatten());
        for (place, finding) in of_risks {
            if let Some(slot) = sorted.get_mut(slot(*place, finding)) {
                slot.push(Arc::clone(finding));
            }
        }
        for (place, rule, look) in looks(Sight::Register, context.settings) {
            for finding in found(rule, look, context) {
                if let Some(slot) = sorted.get_mut(slot(place, &finding)) {
                    slot.push(Arc::new(finding));
                }
            }
        }
        let several = |place: usize| RULES.get(place).is_some_and(|rule| rule.looks.len() > 1);
        for (place, slot) in sorted.iter_mut().enumerate() {
            if several(place % RULES.len()) {
                slot.sort_by_key(|finding| finding.order);
            }
        }
        let mut all = Vec::with_capacity(sorted.iter().map(Vec::len).sum());
        sorted.iter_mut().for_each(|slot| all.append(slot));
        all
    }
}

impl Own {
    fn new(risk: &Arc<Risk>, position: usize) -> Self {
        let read = Arc::new(Read::of(risk));
        let (past, found) = (Vec::new(), Default::default());
        Self { risk: Arc::clone(risk), position, read, past, found }
    }

    /// The same at a place in the register. A risk without a number is called by its place.
    fn at(mut self, position: usize) -> Self {
        if mem::replace(&mut self.position, position) == position {
            return self;
        }
        if self.risk.reference.is_none() {
            self.found = Default::default();
        }
        for (_, finding) in self.found.iter_mut().flatten().flatten() {
            Arc::make_mut(finding).stand_at(position);
        }
        self
    }

    fn slot(&mut self, sight: Sight) -> &mut Option<Vec<Found>> {
        let [of_risk, of_day, of_past] = &mut self.found;
        match sight {
            Sight::Day => of_day,
            Sight::Past => of_past,
            Sight::Risk | Sight::Register => of_risk,
        }
    }

    /// Lets go of what follows from its past, where that is another.
    fn came_from(&mut self, past: &[&Arc<Risk>]) {
        let own = self.past.iter().map(Weak::as_ptr);
        if !own.eq(past.iter().map(|risk| Arc::as_ptr(risk))) {
            self.past = past.iter().map(|risk| Arc::downgrade(risk)).collect();
            *self.slot(Sight::Past) = None;
        }
    }
}

/// The looks of a sight that the settings leave on, each with its rule and the rule's place.
fn looks(
    sight: Sight,
    settings: &Settings,
) -> impl Iterator<Item = (usize, &'static Rule, &'static Look)> {
    let on = RULES.iter().enumerate().filter(|(_, rule)| settings.is_on(rule));
    let looks =
        on.flat_map(|(place, rule)| rule.looks.iter().map(move |look| (place, *rule, look)));
    looks.filter(move |(.., look)| look.0 == sight)
}

fn found(rule: &'static Rule, look: &Look, on: &Context<'_>) -> Vec<Finding> {
    let mut found = Findings::new(rule);
    (look.1)(on, &mut found);
    found.in_order()
}

/// Where a finding is sorted to: by severity, and by the place of its rule.
fn slot(place: usize, finding: &Finding) -> usize {
    finding.severity as usize * RULES.len() + place
}
