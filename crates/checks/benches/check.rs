//! How long it takes to judge a register of one body and of a hundred bodies.
//!
//! The registers are generated: wordings of 8 to 40 words from a small vocabulary, four actions a
//! risk, one action in ten shared between risks. `cargo bench -p bellwether-checks`.

use std::hint::black_box;

use bellwether_checks::{Settings, Subject, check};
use bellwether_domain::{
    Action, ActionStatus, Assessment, Date, Number, Reading, Register, Risk, Scheme, Stage, due,
};
use criterion::{Criterion, criterion_group, criterion_main};

const AS_AT: Date = Date::constant(2018, 3, 16);

const WORDS: &[&str] = &[
    "the",
    "boiler",
    "fails",
    "because",
    "supply",
    "of",
    "parts",
    "is",
    "not",
    "secured",
    "and",
    "winter",
    "demand",
    "rises",
    "leading",
    "to",
    "closure",
    "staff",
    "absence",
    "review",
    "board",
    "report",
    "quarterly",
    "plan",
    "grant",
    "ends",
    "volunteers",
    "leave",
    "river",
    "floods",
];

const DATES: &[&str] = &[
    "Ongoing",
    "TBD",
    "Apr-18",
    "Nov-17",
    "Sept 2017 then ongoing",
    "01/02/2017 then each year",
    "May-17 survey, repair May 2018",
    "Report taken to board Sept 17",
];

/// A small generator of numbers, so that every run judges the same register.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, most: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % most
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from.get(self.below(from.len())).copied().unwrap_or_default()
    }

    fn sentence(&mut self) -> String {
        let length = 8 + self.below(33);
        (0..length).map(|_| self.pick(WORDS)).collect::<Vec<_>>().join(" ")
    }

    fn assessment(&mut self) -> Option<Assessment> {
        let mut number = || Number::from(1 + i32::try_from(self.below(5)).unwrap_or(0));
        let (likelihood, impact) = (number(), number());
        let read = |number: Number| Some(Reading::read(number.to_string(), number));
        Some(Assessment {
            likelihood: read(likelihood),
            impact: read(impact),
            score: likelihood.times(impact).and_then(read),
            ..Assessment::default()
        })
    }

    fn action(&mut self) -> Action {
        let shared = self.below(10) == 0;
        let status = match self.below(3) {
            0 => ActionStatus::Green,
            1 => ActionStatus::Amber,
            _ => ActionStatus::Complete,
        };
        Action {
            id: None,
            description: if shared {
                format!("Shared action {} on which much the same words stand", self.below(500))
            } else {
                self.sentence()
            },
            owners: vec![self.pick(&["AB", "CD", "EF", "GH", "IJ", "KL"]).to_owned()],
            due: Some(due::read(self.pick(DATES), AS_AT)),
            status: Some(Reading::read(status.name(), status)),
            source: None,
        }
    }

    fn risk(&mut self, number: usize) -> Risk {
        let mut risk = Risk {
            reference: Some(number.to_string()),
            category: Some(format!("Objective {}", self.below(9))),
            description: Some(self.sentence()),
            owners: vec![self.pick(&["AB", "CD", "EF", "GH", "IJ", "KL"]).to_owned()],
            actions: (0..4).map(|_| self.action()).collect(),
            ..Risk::default()
        };
        for stage in Stage::ALL {
            *risk.assessments.slot(stage) = self.assessment();
        }
        risk
    }
}

fn register(risks: usize) -> Register {
    let mut numbers = Numbers(45);
    Register {
        as_at: Some(AS_AT),
        scheme: Some(Scheme::product(5)),
        risks: (1..=risks).map(|number| numbers.risk(number).into()).collect(),
        ..Register::default()
    }
}

fn bench(criterion: &mut Criterion) {
    let settings = Settings::default();
    for risks in [45, 4_500] {
        let register = register(risks);
        criterion.bench_function(&format!("check {risks} risks"), |bencher| {
            bencher.iter(|| black_box(check(&Subject::new(&register, AS_AT), &settings)));
        });
        let earlier = register.clone();
        criterion.bench_function(
            &format!("check {risks} risks with an earlier issue"),
            |bencher| {
                bencher.iter(|| {
                    let earlier = [&earlier];
                    let subject = Subject::new(&register, AS_AT).with_earlier(&earlier);
                    black_box(check(&subject, &settings))
                });
            },
        );
    }
}

criterion_group! {
    name = checks;
    config = Criterion::default().sample_size(20);
    targets = bench
}
criterion_main!(checks);
