//! A register that is judged by what was found before is judged as if it were judged anew, whatever
//! became of its risks, of the day and of the settings in between.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use std::{collections::BTreeSet, sync::Arc};

use bellwether_checks::{
    Finding, Found, Group, KeptFindings, OwnersOwn, RULES, Rule, Settings, Sight, Standing,
    Subject, Waiver, by_owner, check,
    group::{counts, group, new_places, places},
    waiver,
};
use bellwether_domain::{
    Action, ActionStatus, Assessment, Control, Date, Number, Reading, Register, Risk, RiskId,
    RiskState, Scheme, Stage, due,
};
use proptest::{prelude::*, strategy::ValueTree};

const AS_AT: Date = Date::constant(2018, 3, 16);

/// Wordings of risks that rules of wording have something to say of, and some that are well worded.
const WORDINGS: &[&str] = &[
    "Staff are not trained",
    "The lift stops because its motor is old, so that tenants are stranded on the upper floors",
    "Failure to recruit drivers. Buses are old and break down in the rain. Depots are full of rats",
    "Bad debts continue to rise",
    "Effective and appropriate partnership working",
    "The contractor fails to deliver the new depot",
    "Floods",
    "The goverment does is late with the the grant, and an council loses it",
    "Heavy rain floods the cellar of the town hall where the old deeds and the plans of the drains \
     and the minutes of three hundred years are kept by a clerk who has no key to the pump room",
    "Pupils leave and the school closes",
    "Der Kessel fällt aus und das Haus ist nicht warm und die Leute sind mit der Verwaltung nicht \
     zufrieden und von der Stadt ist nicht viel zu erwarten",
];

/// Descriptions of actions, of the same two kinds.
const DEEDS: &[&str] = &[
    "Mend the motor",
    "Report to the board quarterly",
    "Attend the meetings of the partnership",
    "Boiler maintenance, which is BAU",
    "New pump",
    "Training was completed in May 2016 and signed off by the board",
    "Work continues on the 2014 plan",
    "Publish the report by the end of May 2018",
    "Mend the motor",
    "The tracker has definately all of it",
    "Ask the environmental agency for its map",
];

const DATES: &[&str] = &[
    "Ongoing",
    "TBD",
    "Apr-18",
    "Nov-17",
    "Sept 2017 then ongoing",
    "01/04/2018",
    "01/02/2017 then each year",
    "May-17 survey, repair May 2018",
    "31/02/2019",
    "Complete",
    "Nov 2017 (was Nov 2016)",
    "Report taken to board Sept 17",
];

fn one_of(all: &'static [&'static str]) -> impl Strategy<Value = String> {
    proptest::sample::select(all).prop_map(str::to_owned)
}

fn owners() -> impl Strategy<Value = Vec<String>> {
    let named = one_of(&["AB", "CD", "J. Bee", "Head of Internal Audit"]);
    proptest::collection::vec(named, 0..3)
}

fn assessment() -> impl Strategy<Value = Option<Assessment>> {
    proptest::option::weighted(0.9, (1..=5_i32, 1..=5_i32)).prop_map(|cell| {
        let (likelihood, impact) = cell?;
        let (likelihood, impact) = (Number::from(likelihood), Number::from(impact));
        let read = |number: Number| Some(Reading::read(number.to_string(), number));
        Some(Assessment {
            likelihood: read(likelihood),
            impact: read(impact),
            score: likelihood.times(impact).and_then(read),
            ..Assessment::default()
        })
    })
}

fn action() -> impl Strategy<Value = Action> {
    let status = proptest::option::of(proptest::sample::select(vec![
        ActionStatus::Green,
        ActionStatus::Amber,
        ActionStatus::Red,
        ActionStatus::Complete,
    ]));
    let due = proptest::option::weighted(0.9, one_of(DATES));
    (one_of(DEEDS), owners(), due, status).prop_map(|(description, owners, due, status)| Action {
        id: None,
        description,
        owners,
        due: due.map(|text| due::read(&text, AS_AT)),
        status: status.map(|status| Reading::read(status.name(), status)),
        source: None,
    })
}

fn risk() -> impl Strategy<Value = Arc<Risk>> {
    let actions =
        prop_oneof![9 => 0..4_usize, 1 => 9..10_usize].prop_flat_map(|many| vec_of(action(), many));
    let stages = prop_oneof![
        4 => (assessment(), assessment(), assessment()),
        1 => assessment().prop_map(|same| (same.clone(), same.clone(), same)),
    ];
    let number = proptest::option::weighted(0.8, 1..40_u8);
    let closed = proptest::bool::weighted(0.1);
    (number, one_of(WORDINGS), owners(), stages, actions, closed).prop_map(
        |(number, wording, owners, (gross, now, target), actions, closed)| {
            let mut risk = Risk {
                reference: number.map(|number| number.to_string()),
                description: Some(wording),
                owners,
                actions,
                ..Risk::default()
            };
            if closed {
                risk.status = Some(Reading::read("Closed", RiskState::Closed));
            }
            if now.is_none() {
                risk.controls.push(Control {
                    description: "A spare motor".to_owned(),
                    ..Control::default()
                });
            }
            for (stage, own) in Stage::ALL.into_iter().zip([gross, now, target]) {
                *risk.assessments.slot(stage) = own;
            }
            Arc::new(risk)
        },
    )
}

fn vec_of<S: Strategy>(of: S, many: usize) -> impl Strategy<Value = Vec<S::Value>> {
    proptest::collection::vec(of, many)
}

/// A risk with its number and words, and all else of another.
fn changed(risk: &Risk, other: &Risk) -> Arc<Risk> {
    let mut changed = other.clone();
    changed.id = risk.id;
    changed.reference.clone_from(&risk.reference);
    changed.description.clone_from(&risk.description);
    for (own, was) in changed.actions.iter_mut().zip(&risk.actions) {
        own.description.clone_from(&was.description);
    }
    Arc::new(changed)
}

/// A risk with one thing about it told as of another.
fn told(risk: &Risk, what: u8, other: &Risk) -> Arc<Risk> {
    let mut told = risk.clone();
    let actions = told.actions.iter_mut().zip(&other.actions);
    match what {
        0 => told.consequence.clone_from(&other.description),
        1 => told.description.clone_from(&other.description),
        2 => told.assessments.clone_from(&other.assessments),
        3 => told.owners.clone_from(&other.owners),
        4 => actions.for_each(|(own, other)| own.description.clone_from(&other.description)),
        5 => actions.for_each(|(own, other)| own.status.clone_from(&other.status)),
        6 => actions.for_each(|(own, other)| own.due.clone_from(&other.due)),
        7 => actions.for_each(|(own, other)| own.owners.clone_from(&other.owners)),
        8 => told.category.clone_from(&other.description),
        _ => told.cause.clone_from(&other.description),
    }
    Arc::new(told)
}

/// What may become of a register between two looks at it.
#[derive(Debug, Clone)]
enum Step {
    /// A risk is another, or at the end a new one; both are an edit to who judges.
    Edit(usize, Arc<Risk>),
    /// A risk is the same one, otherwise told: what it was in earlier issues is its past.
    Change(usize, Arc<Risk>),
    /// A risk is told otherwise in one thing.
    Tell(usize, u8, Arc<Risk>),
    /// A risk goes, and all after it stand elsewhere.
    Drop(usize),
    /// A risk is moved to the front, as an import with another order does.
    First(usize),
    /// What it was before the last step is so again.
    Undo,
    /// An issue was brought in: what is now is what was.
    Issue,
    Day(Date),
    Matrix(Option<u8>),
    Body(&'static str),
    Severe(f64),
    Off(&'static str),
    /// Somebody answers for something.
    Waive(Waiver),
}

fn waiver() -> impl Strategy<Value = Waiver> {
    let rule = proptest::sample::select(RULES).prop_map(|rule| rule.id.to_owned());
    let risk = proptest::option::weighted(0.9, 1..40_u8);
    let action = proptest::option::of(one_of(DEEDS));
    (rule, risk, action, 0..3_i16, proptest::bool::weighted(0.3)).prop_map(
        |(rule, risk, action, years, whole)| Waiver {
            rule,
            whole,
            risk: risk.map(|number| number.to_string()),
            risk_id: None,
            action,
            action_id: None,
            other_risk: None,
            other_risk_id: None,
            reason: "The parts are on order".to_owned(),
            by: "AB".to_owned(),
            expires: Date::constant(2017 + years, 6, 30),
        },
    )
}

fn step() -> impl Strategy<Value = Step> {
    let at = 0..8_usize;
    let day = (2017..2020_i16, 1..13_i8)
        .prop_map(|(year, month)| Step::Day(Date::new(year, month, 16).unwrap()));
    let off = proptest::sample::select(RULES).prop_map(|rule| Step::Off(rule.id));
    prop_oneof![
        6 => (at.clone(), risk()).prop_map(|(at, risk)| Step::Edit(at, risk)),
        4 => (at.clone(), risk()).prop_map(|(at, risk)| Step::Change(at, risk)),
        8 => (at.clone(), 0..10_u8, risk()).prop_map(|(at, what, risk)| Step::Tell(at, what, risk)),
        2 => at.clone().prop_map(Step::Drop),
        2 => at.prop_map(Step::First),
        2 => Just(Step::Undo),
        2 => Just(Step::Issue),
        2 => day,
        1 => proptest::option::of(4..6_u8).prop_map(Step::Matrix),
        1 => proptest::sample::select(vec!["The Commissioner", "The council"]).prop_map(Step::Body),
        1 => proptest::sample::select(vec![9.0, 15.0, 20.0]).prop_map(Step::Severe),
        1 => off,
        3 => waiver().prop_map(Step::Waive),
    ]
}

/// A register as it goes on.
#[derive(Clone)]
struct State {
    register: Register,
    earlier: Vec<Register>,
    day: Date,
    settings: Settings,
    waivers: Vec<Waiver>,
}

/// What is held from one look to the next.
#[derive(Default)]
struct Held {
    kept: KeptFindings,
    stood: Option<(Standing, Standing)>,
}

impl State {
    fn take(&mut self, step: Step) {
        let risks = &mut self.register.risks;
        match step {
            Step::Edit(at, risk) => match risks.get_mut(at) {
                Some(own) => *own = risk,
                None => risks.push(risk),
            },
            Step::Change(at, other) => {
                if let Some(own) = risks.get_mut(at) {
                    *own = changed(own, &other);
                }
            }
            Step::Tell(at, what, other) => {
                if let Some(own) = risks.get_mut(at) {
                    *own = told(own, what, &other);
                }
            }
            Step::Drop(at) if at < risks.len() => drop(risks.remove(at)),
            Step::First(at) if at < risks.len() => risks[..=at].rotate_right(1),
            Step::Drop(_) | Step::First(_) | Step::Undo => {}
            Step::Issue => self.earlier.push(self.register.clone()),
            Step::Day(day) => self.day = day,
            Step::Matrix(steps) => self.register.scheme = steps.map(Scheme::product),
            Step::Body(name) => self.register.organisation = Some(name.to_owned()),
            Step::Severe(score) => self.settings.severe = score,
            Step::Off(rule) => drop(self.settings.off.insert(rule.to_owned())),
            Step::Waive(waiver) => self.waivers.push(waiver),
        }
    }

    fn judged(&self, by: impl Fn(&Subject<'_>, &Settings) -> Vec<Finding>) -> Vec<Finding> {
        let earlier: Vec<&Register> = self.earlier.iter().collect();
        by(&Subject::new(&self.register, self.day).with_earlier(&earlier), &self.settings)
    }

    /// What is found by what was found before.
    fn kept(&self, held: &mut Held) -> Vec<Finding> {
        let earlier: Vec<&Register> = self.earlier.iter().collect();
        let subject = Subject::new(&self.register, self.day).with_earlier(&earlier);
        let found = held.kept.judge(&subject, &self.settings);
        self.stands_where_it_is_said(&found);
        self.stands_as_if_gathered_anew(&found, &mut held.stood);
        found.all().into_iter().map(Arc::unwrap_or_clone).collect()
    }

    /// What was found by where it stands is the same.
    fn stands_where_it_is_said(&self, found: &Found) {
        let all = found.all();
        assert_eq!(found.len(), all.len());
        for position in 0..self.register.risks.len() {
            let own = all.iter().filter(|own| own.positions().any(|at| at == position));
            assert_eq!(found.of_risk(position).collect::<Vec<_>>(), own.collect::<Vec<_>>());
        }
    }
}

impl State {
    /// What stands of it, gathered by what stood before, is what is gathered anew.
    fn stands_as_if_gathered_anew(&self, found: &Found, stood: &mut Option<(Standing, Standing)>) {
        let register = Arc::new(self.register.clone());
        let by = (self.waivers.as_slice(), self.day);
        let before = stood.take();
        let stands = Standing::of(found, &register, by, before.as_ref().map(|own| &own.0));
        let is_new = |finding: &Finding| finding.identity().is_multiple_of(3);
        let told = stands.since(is_new, before.as_ref().map(|(plain, told)| (plain, told)));
        let anew = waiver::apply(found.all(), &self.waivers, self.day);
        for (standing, compares) in [(&stands, false), (&told, true)] {
            let new = |finding: &Arc<Finding>| {
                let mut own = Finding::clone(finding);
                own.new = compares.then(|| is_new(finding));
                own
            };
            let findings: Vec<Finding> = anew.standing.iter().map(new).collect();
            let groups = group(&findings, &register, &self.settings);
            let is = standing.gathered(&self.settings, |_| {});
            assert_eq!(is.findings.len(), findings.len());
            assert!(is.findings.iter().map(|own| &**own).eq(&findings));
            assert_eq!(is.groups, groups);
            assert_eq!((&is.waived, &is.expired), (&anew.waived, &anew.expired));
            assert_eq!(is.places.all(), places(&groups).all());
            assert_eq!(is.new, new_places(&findings, &groups));
            let headline = standing.headline(|rules| rules.contains(&"ACT-04"));
            assert_eq!(headline.counts, counts(&groups));
            let blocking = groups.iter().filter(|group| group.rules.contains(&"ACT-04"));
            assert_eq!(headline.blocking, blocking.count());
            let often = |rule: &str| findings.iter().filter(|own| own.rule == rule).count();
            assert!(headline.rules.iter().all(|(rule, all)| *all > 0 && *all == often(rule)));
            assert_eq!(headline.rules.iter().map(|own| own.1).sum::<usize>(), findings.len());
            assert_eq!(is.owners(), owners_of(&findings, &groups, &register));
            let waived =
                |own: &Arc<Finding>| anew.waived.iter().any(|(is, _)| Arc::ptr_eq(is, own));
            assert!(found.all().iter().all(|own| standing.stands(own) != waived(own)));
        }
        *stood = Some((stands, told));
    }
}

/// How much is each owner's own, by the places that are told, counted one by one.
fn owners_of(findings: &[Finding], groups: &[Group], register: &Register) -> Vec<OwnersOwn> {
    let of_group = |(number, group): (usize, &Group)| -> Vec<(usize, &Finding)> {
        group.told.iter().map(|told| (number, &findings[*told])).collect()
    };
    let told: Vec<(usize, &Finding)> = groups.iter().enumerate().flat_map(of_group).collect();
    let heads: Vec<&Finding> = told.iter().map(|(_, finding)| *finding).collect();
    let count = |own: &[usize], wanted: &dyn Fn(usize, &Finding) -> bool| {
        let own = own.iter().map(|number| told[*number]);
        let wanted = own.filter(|(number, finding)| wanted(*number, finding));
        let places = wanted.flat_map(|(number, finding)| {
            finding.places().map(move |place| (number, place.risk, place.action))
        });
        places.collect::<BTreeSet<_>>().len()
    };
    let own = by_owner(&heads, register).into_iter();
    own.map(|own| OwnersOwn {
        places: count(&own.findings, &|_, _| true),
        blocking: count(&own.findings, &|number, _| groups[number].blocks),
        new: count(&own.findings, &|_, finding| finding.new == Some(true)),
        owner: own.owner,
    })
    .collect()
}

/// A register of which every other risk is known by an id, as one that is kept is.
fn begun(mut risks: Vec<Arc<Risk>>) -> State {
    for (number, risk) in (0_u8..).zip(&mut risks).filter(|(number, _)| number % 2 == 0) {
        Arc::make_mut(risk).id = Some(RiskId::from_random([number; 16]));
    }
    let register = Register { risks, as_at: Some(AS_AT), ..Register::default() };
    State { register, earlier: vec![], day: AS_AT, settings: Settings::default(), waivers: vec![] }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn what_was_found_before_changes_nothing(
        risks in proptest::collection::vec(risk(), 0..6),
        steps in proptest::collection::vec(step(), 1..10),
    ) {
        let mut state = begun(risks);
        let mut before = state.clone();
        let mut kept = Held::default();
        prop_assert_eq!(state.kept(&mut kept), state.judged(check));
        for step in steps {
            if let Step::Undo = step {
                std::mem::swap(&mut state, &mut before);
            } else {
                before = state.clone();
                state.take(step);
            }
            prop_assert_eq!(state.kept(&mut kept), state.judged(check));
        }
    }
}

/// Enough registers for every rule to have something to say, each after two issues in which every
/// other risk was told otherwise.
fn many() -> Vec<State> {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let mut new = || {
        let risks = proptest::collection::vec(risk(), 12).new_tree(&mut runner).unwrap();
        let mut state = begun(risks.current());
        let risks = state.register.risks.clone();
        for turn in 1..=2 {
            let mut before = state.register.clone();
            for (place, own) in before.risks.iter_mut().enumerate().step_by(2) {
                *own = changed(own, &risks[(place + turn) % risks.len()]);
            }
            state.earlier.push(before);
        }
        state
    };
    (0..12).map(|_| new()).collect()
}

#[test]
fn every_rule_that_looks_at_one_risk_has_something_to_say_here() {
    let all = many();
    let found: Vec<Finding> = all.iter().flat_map(|state| state.judged(check)).collect();
    let said: BTreeSet<&str> = found.iter().map(|finding| finding.rule).collect();
    let looks = |sight: &Sight| !matches!(sight, Sight::Register(_));
    let at_one = RULES.iter().filter(|rule| rule.looks.iter().any(|(sight, _)| looks(sight)));
    let silent: Vec<&str> = at_one.map(|rule| rule.id).filter(|id| !said.contains(id)).collect();
    assert_eq!(silent, [""; 0]);
}

#[test]
fn what_is_the_same_is_not_found_again() {
    let mut state = begun(many().remove(0).register.risks);
    let mut kept = KeptFindings::default();
    let find = |state: &State, kept: &mut KeptFindings| {
        kept.check(&Subject::new(&state.register, state.day), &state.settings)
    };
    let before = find(&state, &mut kept);
    let mut changed = Risk::clone(&state.register.risks[3]);
    changed.description = Some("Trees fall".to_owned());
    state.take(Step::Edit(3, Arc::new(changed)));
    let after = find(&state, &mut kept);
    let rule =
        |finding: &Finding| -> &Rule { RULES.iter().find(|rule| rule.id == finding.rule).unwrap() };
    let at_one = |finding: &Finding| {
        !rule(finding).looks.iter().any(|(sight, _)| matches!(sight, Sight::Register(_)))
    };
    let of_others = |found: &[Arc<Finding>]| -> Vec<*const Finding> {
        let others = found.iter().filter(|f| at_one(f) && !f.positions().any(|at| at == 3));
        others.map(Arc::as_ptr).collect()
    };
    assert!(of_others(&before).len() > 20);
    assert_eq!(of_others(&before), of_others(&after));
}
