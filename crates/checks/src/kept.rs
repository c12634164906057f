//! What was found before, so that a register need not be judged anew where it is what it was.
//!
//! A rule says what it looks at ([`Sight`]). What follows from a risk alone is found once for each
//! version of it, what follows from the day or from earlier versions as well once for each of these; what
//! looks at other risks is found again where an aspect of a risk that the rule looks at is another
//! ([`Aspects`]). What else rules go by, the settings, the scales and the language of the register, is
//! the ground: on another ground everything is found anew. Where none of this is another but a risk or
//! two, nothing else of the register is read.

mod around;

use std::{
    mem,
    sync::{Arc, Weak},
};

use bellwether_domain::{Register, Risk};
use foldhash::HashMap;

use crate::{
    Aspects, Context, Finding, Findings, Found, RULES, Rule, Settings, Sight, Subject,
    aspect::between,
    context::{Ground, is_closed},
    found::{By, Placed},
    history::Trail,
    read::Read,
    rule::Look,
};

use self::around::Around;

/// What is found of one risk at a time.
const AT_RISK: [Sight; 3] = [Sight::Risk, Sight::Day, Sight::Past];

/// Where more risks than this are others, each is looked for in the whole register.
const FEW: usize = 64;

/// What was found in a register, to judge what became of it by.
#[derive(Debug, Default)]
pub struct KeptFindings {
    ground: Option<Ground>,
    around: Option<Around>,
    risks: Vec<Own>,
    /// What each rule found by looking at all risks, by the rule's place in the catalogue.
    across: HashMap<usize, Vec<Arc<Finding>>>,
    found: Found,
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
    found: [Option<Vec<Placed>>; AT_RISK.len()],
}

/// What became of the risks since they were judged.
enum Turn {
    /// A few are told otherwise; all others are what they were.
    Few(Few),
    /// Anything.
    Any,
}

/// A few risks that are told otherwise.
struct Few {
    /// Their places.
    places: Vec<usize>,
    /// In what aspects.
    aspects: Aspects,
    /// Whether all are sure to have been what they were in the earlier issues.
    of_same_past: bool,
}

impl KeptFindings {
    /// Judges a register as [`check`](crate::check) does, and keeps what was found for the next
    /// time.
    pub fn check(&mut self, subject: &Subject<'_>, settings: &Settings) -> Vec<Arc<Finding>> {
        self.judge(subject, settings).all()
    }

    /// The same, by where it stands.
    pub fn judge(&mut self, subject: &Subject<'_>, settings: &Settings) -> Found {
        let same = self.around.as_ref().is_some_and(|around| around.is(subject, settings));
        let turn = self.come_to(subject, same);
        match turn {
            Turn::Few(few) => self.judge_few(subject, settings, &few),
            Turn::Any => self.judge_all(subject, settings),
        }
        if !same {
            self.around = Some(Around::of(subject, settings));
        }
        self.found.clone()
    }

    /// How many findings are held.
    pub fn len(&self) -> usize {
        self.found.len()
    }

    /// Whether nothing is held.
    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// Takes on the risks of a register, with what was found of those that are still what they were. A
    /// risk is known by where it lies in memory: nothing else lies there while it is held here.
    fn come_to(&mut self, subject: &Subject<'_>, same: bool) -> Turn {
        let risks = &subject.register.risks;
        if same && let Some(turn) = self.come_to_few(subject) {
            return turn;
        }
        let same_day = self.around.as_ref().is_some_and(|around| around.day == subject.as_at);
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
        Turn::Any
    }

    /// Takes on the few risks that are others, each in the place of what it was; `None`, and nothing
    /// taken on, where they are more, or where more than what is told of them is another.
    fn come_to_few(&mut self, subject: &Subject<'_>) -> Option<Turn> {
        let risks = &subject.register.risks;
        if risks.len() != self.risks.len() {
            return None;
        }
        let both = self.risks.iter().zip(risks);
        let others = both.enumerate().filter(|(_, (own, risk))| !Arc::ptr_eq(&own.risk, risk));
        let (mut aspects, mut of_same_past) = (Aspects::NONE, true);
        let mut new = Vec::new();
        for (position, (own, risk)) in others {
            let told = between(&own.risk, risk)?;
            of_same_past &= own.is_of_same_past(subject.earlier, risk);
            let past = own.past.clone();
            let words = Aspects::WORDS.meets(told);
            let read = if words { Read::of(risk).into() } else { Arc::clone(&own.read) };
            let found = Default::default();
            new.push(Own { risk: Arc::clone(risk), position, read, past, found });
            if new.len() > FEW {
                return None;
            }
            aspects = aspects.and(told);
        }
        let places = new.iter().map(|own| own.position).collect();
        for own in new {
            if let Some(slot) = self.risks.get_mut(own.position) {
                *slot = own;
            }
        }
        Some(Turn::Few(Few { places, aspects, of_same_past }))
    }

    /// Judges everything that is still to be judged.
    fn judge_all(&mut self, subject: &Subject<'_>, settings: &Settings) {
        let reads: Vec<Arc<Read>> = self.risks.iter().map(|own| Arc::clone(&own.read)).collect();
        let context = Context::new(subject, settings, &reads);
        self.stand_on(&context);
        self.come_from(&context);
        for sight in AT_RISK {
            let positions = self.unjudged(sight);
            if positions.len() == context.risks.len() {
                self.judge_at(sight, &context);
            } else if !positions.is_empty() {
                self.judge_at(sight, &context.part(&reads, &positions));
            }
        }
        self.look_across(&context, |_| true);
        self.gather_all();
    }

    /// Judges a few risks that are told otherwise, where nothing else is another. The register is read
    /// as a whole only where that is looked at by a rule.
    fn judge_few(&mut self, subject: &Subject<'_>, settings: &Settings, few: &Few) {
        let Some(ground) = self.ground.take() else { return self.judge_all(subject, settings) };
        if few.aspects == Aspects::NONE && few.of_same_past {
            self.judge_alone(subject, &ground, &few.places);
            self.ground = Some(ground);
            return;
        }
        let reads: Vec<Arc<Read>> = self.risks.iter().map(|own| Arc::clone(&own.read)).collect();
        let context = Context::new(subject, settings, &reads);
        if ground != Ground::of(&context) {
            return self.judge_all(subject, settings);
        }
        self.ground = Some(ground);
        let context = if few.of_same_past {
            context.with_trail(Trail::known(self.pasts(subject.earlier, &few.places)))
        } else {
            self.come_from(&context);
            context
        };
        let mut places = few.places.clone();
        for sight in AT_RISK {
            let positions = self.unjudged(sight);
            self.judge_at(sight, &context.part(&reads, &positions));
            places.extend(positions);
        }
        places.extend(self.look_across(&context, |own| own.meets(few.aspects)));
        self.gather(&places);
    }

    /// Judges a few risks by what looks at one at a time alone.
    fn judge_alone(&mut self, subject: &Subject<'_>, ground: &Ground, places: &[usize]) {
        let own = |own: &Own| (own.position, Arc::clone(&own.risk), Arc::clone(&own.read));
        let some: Vec<_> = places.iter().filter_map(|at| self.risks.get(*at)).map(own).collect();
        let some: Vec<(usize, &Arc<Risk>, &Read)> =
            some.iter().map(|(position, risk, read)| (*position, risk, &**read)).collect();
        let trail = Trail::known(self.pasts(subject.earlier, places));
        let context = Context::of_some(subject, ground, &some, trail);
        for sight in AT_RISK {
            self.unjudged(sight);
            self.judge_at(sight, &context);
        }
        self.gather_own(places);
    }

    /// Lets go of what was found on another ground.
    fn stand_on(&mut self, context: &Context<'_>) {
        let ground = Ground::of(context);
        if self.ground.as_ref() != Some(&ground) {
            self.risks.iter_mut().for_each(|own| own.found = Default::default());
            self.ground = Some(ground);
        }
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

    /// What some risks were in the earlier issues.
    fn pasts<'a>(
        &self,
        earlier: &[&'a Register],
        places: &[usize],
    ) -> HashMap<usize, Vec<&'a Arc<Risk>>> {
        let past = |place: &usize| Some((*place, self.risks.get(*place)?.held(earlier)));
        places.iter().filter_map(past).collect()
    }

    /// The places of the live risks that are still to be judged by what looks at one at a time, each with
    /// nothing found so far.
    fn unjudged(&mut self, sight: Sight) -> Vec<usize> {
        let mut positions = Vec::new();
        for own in self.risks.iter_mut().filter(|own| !is_closed(&own.risk)) {
            let position = own.position;
            own.slot(sight).get_or_insert_with(|| {
                positions.push(position);
                Vec::new()
            });
        }
        positions
    }

    /// Judges the risks of a context by the rules that look at one at a time.
    fn judge_at(&mut self, sight: Sight, on: &Context<'_>) {
        for (place, rule, look) in looks(on.settings, |own| own == sight) {
            for finding in found(rule, look, on) {
                let own = finding.positions().next().and_then(|at| self.risks.get_mut(at));
                if let Some(all) = own.and_then(|own| own.slot(sight).as_mut()) {
                    all.push((place, Arc::new(finding)));
                }
            }
        }
    }

    /// Looks at all risks by the rules that look at such aspects; the places at which they find
    /// something else now. What they find again is what it was.
    fn look_across(&mut self, on: &Context<'_>, at: impl Fn(Aspects) -> bool) -> Vec<usize> {
        let mut turned = Vec::new();
        let across = |sight| matches!(sight, Sight::Register(own) if at(own));
        for (place, rule, look) in looks(on.settings, across) {
            let new = found(rule, look, on);
            let known = self.across.entry(place).or_default();
            let head = known.iter().zip(&new).take_while(|(was, is)| ***was == **is).count();
            let rest = known.iter().skip(head).rev().zip(new.iter().skip(head).rev());
            let tail = rest.take_while(|(was, is)| ***was == **is).count();
            let (gone, until) = (head..known.len() - tail, new.len() - tail);
            let come = new.into_iter().take(until).skip(head).map(Arc::new);
            let come: Vec<Arc<Finding>> = come.collect();
            turned.extend(come.iter().flat_map(|finding| finding.positions()));
            let gone = known.splice(gone, come);
            turned.extend(gone.flat_map(|finding| finding.positions().collect::<Vec<_>>()));
        }
        turned
    }

    /// Gathers what was found by where it stands.
    fn gather_all(&mut self) {
        let on = self.ground.as_ref().map(Ground::settings);
        let is_on = |place: &usize| {
            on.is_some_and(|on| RULES.get(*place).is_some_and(|rule| on.is_on(rule)))
        };
        self.across.retain(|place, _| is_on(place));
        let places: Vec<usize> = (0..self.risks.len()).collect();
        self.gather(&places);
    }

    /// The same of some places, and of the register as a whole.
    fn gather(&mut self, places: &[usize]) {
        let mut across: Vec<Option<Vec<(Placed, By)>>> = vec![None; self.risks.len()];
        for place in places {
            across.get_mut(*place).into_iter().for_each(|slot| *slot = Some(Vec::new()));
        }
        let mut whole = Vec::new();
        for (place, finding) in self.all_across() {
            for (at, from) in finding.positions().zip([By::Register, By::Pair]) {
                if let Some(Some(all)) = across.get_mut(at) {
                    all.push(((place, Arc::clone(finding)), from));
                }
            }
            if finding.positions().next().is_none() {
                whole.push((place, Arc::clone(finding)));
            }
        }
        let at = self.risks.iter().zip(across);
        let at = at.filter_map(|(own, across)| Some((own.position, own.with(across?))));
        self.found.take(self.risks.len(), at, Some(whole));
    }

    /// The same of some places where what was found by looking at all risks is what it was.
    fn gather_own(&mut self, places: &[usize]) {
        let at: Vec<_> = places
            .iter()
            .filter_map(|place| {
                Some((*place, self.risks.get(*place)?.with(self.found.across(*place).collect())))
            })
            .collect();
        self.found.take(self.risks.len(), at, None);
    }

    /// What was found by looking at all risks, in the order of the catalogue.
    fn all_across(&self) -> impl Iterator<Item = (usize, &Arc<Finding>)> {
        let places = 0..RULES.len();
        let of_rule =
            |place| self.across.get(&place).into_iter().flatten().map(move |own| (place, own));
        places.flat_map(of_rule)
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

    fn slot(&mut self, sight: Sight) -> &mut Option<Vec<Placed>> {
        let [of_risk, of_day, of_past] = &mut self.found;
        match sight {
            Sight::Day => of_day,
            Sight::Past => of_past,
            Sight::Risk | Sight::Register(_) => of_risk,
        }
    }

    /// What stands at it: what was found of it, and what was found there by looking at all risks.
    fn with(&self, across: Vec<(Placed, By)>) -> Vec<(Placed, By)> {
        let own = self.found.iter().flatten().flatten().cloned();
        own.map(|placed| (placed, By::Risk)).chain(across).collect()
    }

    /// Whether a risk that is in its place now is sure to have been in the issues what it was itself: it
    /// is paired by its id, or by the same number and words.
    fn is_of_same_past(&self, earlier: &[&Register], risk: &Risk) -> bool {
        let by_id = || {
            let before = self.held(earlier).first().and_then(|before| before.id);
            before.is_some() && self.risk.id == before && risk.id == before
        };
        fn key(risk: &Risk) -> impl PartialEq {
            let texts =
                [&risk.title, &risk.description, &risk.event, &risk.cause, &risk.consequence];
            (risk.id, risk.reference.as_ref(), texts)
        }
        earlier.is_empty() || key(&self.risk) == key(risk) || by_id()
    }

    /// What it was in the issues, as they hold it.
    fn held<'a>(&self, earlier: &[&'a Register]) -> Vec<&'a Arc<Risk>> {
        let issues = earlier.iter().rev().zip(&self.past);
        let held = |(issue, past): (&&'a Register, &Weak<Risk>)| {
            issue.risks.iter().find(|risk| Arc::as_ptr(risk) == past.as_ptr())
        };
        issues.map_while(held).collect()
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

/// The looks at what is asked for that the settings leave on, each with its rule and the rule's place.
fn looks(
    settings: &Settings,
    at: impl Fn(Sight) -> bool,
) -> impl Iterator<Item = (usize, &'static Rule, &'static Look)> {
    let on = RULES.iter().enumerate().filter(|(_, rule)| settings.is_on(rule));
    let looks =
        on.flat_map(|(place, rule)| rule.looks.iter().map(move |look| (place, *rule, look)));
    looks.filter(move |(.., look)| at(look.0))
}

fn found(rule: &'static Rule, look: &Look, on: &Context<'_>) -> Vec<Finding> {
    let mut found = Findings::new(rule);
    (look.1)(on, &mut found);
    found.in_order()
}
