//! Registers of any size, the same for the same seed: five years of quarterly issues, in which a
//! quarter of the risks change each time.

use std::sync::Arc;

use bellwether_domain::{
    Action, ActionStatus, Assessment, Assessments, Control, Date, Due, Rating, Reading, Risk,
    Scheme, due::Tail,
};
use bellwether_history::{
    Authority, Change, Deed, Digest, Import, Moment, OrganisationId, Particulars, ParticularsWrite,
    RegisterKey, RiskId, RiskWrite, Seq, Standing, Store, Write,
};
use jiff::{Timestamp, ToSpan};

/// How many issues there are: five years of quarters.
pub const ISSUES: i32 = 20;

/// The date of the first issue.
const FIRST: Date = Date::constant(2021, 3, 31);

const WORDS: [&str; 24] = [
    "supply",
    "staff",
    "flood",
    "budget",
    "partner",
    "system",
    "estate",
    "grant",
    "fleet",
    "training",
    "record",
    "vendor",
    "demand",
    "reserve",
    "contract",
    "inspection",
    "capacity",
    "change",
    "failure",
    "delay",
    "loss",
    "growth",
    "transfer",
    "review",
];

/// A stream of numbers that is the same for the same seed (SplitMix64).
pub struct Numbers(u64);

impl Numbers {
    pub fn seeded(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }

    fn words(&mut self, count: usize) -> String {
        let words: Vec<_> =
            (0..count).map(|_| WORDS[self.below(WORDS.len() as u64) as usize]).collect();
        words.join(" ")
    }

    pub fn id(&mut self) -> RiskId {
        let mut bytes = [0; 16];
        bytes[..8].copy_from_slice(&self.next().to_le_bytes());
        bytes[8..].copy_from_slice(&self.next().to_le_bytes());
        RiskId::from_random(bytes)
    }

    fn rating(&mut self) -> Option<Rating> {
        let value = 1 + self.below(5) as i32;
        Some(Rating::read(value.to_string(), value.into()))
    }

    fn assessment(&mut self, label: &str) -> Option<Assessment> {
        let score = 1 + self.below(25) as i32;
        Some(Assessment {
            label: Some(label.into()),
            likelihood: self.rating(),
            impact: self.rating(),
            score: Some(Rating::read(score.to_string(), score.into())),
            level: None,
        })
    }

    fn action(&mut self) -> Action {
        let due = Due {
            text: "Ongoing".into(),
            milestones: vec![],
            tail: Tail::Continuous,
            flags: vec![],
        };
        Action {
            id: None,
            description: self.words(18),
            owners: vec![format!("P{}", self.below(40))],
            due: Some(due),
            status: Some(Reading::read("A", ActionStatus::Amber)),
            source: None,
        }
    }

    /// A risk with its three assessments, two controls and about four actions (187 for 45).
    pub fn risk(&mut self, reference: usize) -> Risk {
        let actions = 3 + self.below(3) + u64::from(self.below(6) == 0);
        Risk {
            reference: Some(reference.to_string()),
            category: Some(self.words(2)),
            description: Some(self.words(25)),
            owners: vec![format!("P{}", self.below(40))],
            assessments: Assessments {
                inherent: self.assessment("Gross"),
                current: self.assessment("Now"),
                target: self.assessment("After actions"),
            },
            controls: (0..2).map(|_| Control::new(self.words(12))).collect(),
            actions: (0..actions).map(|_| self.action()).collect(),
            ..Risk::default()
        }
    }
}

/// The date of an issue, from 0.
pub fn issued(issue: i32) -> Date {
    FIRST.saturating_add((3 * issue).months())
}

/// When an issue was recorded.
pub fn recorded(issue: i32) -> Moment {
    let start: Timestamp = "2026-01-05T09:00:00Z".parse().unwrap();
    Moment { now: start.saturating_add(issue.minutes()).unwrap(), seed: [7; 32] }
}

/// The import of a first issue with so many risks.
pub fn first_issue(numbers: &mut Numbers, risks: usize) -> Change {
    let ids: Vec<_> = (0..risks).map(|_| numbers.id()).collect();
    let mut writes: Vec<_> = ids
        .iter()
        .enumerate()
        .map(|(place, id)| write(*id, 0, None, numbers.risk(place + 1)))
        .collect();
    writes.push(Write::Particulars(ParticularsWrite {
        effective: issued(0),
        expected: None,
        particulars: Arc::new(Particulars {
            title: Some("Generated register".into()),
            scheme: Some(Scheme::product(5)),
            order: ids.clone(),
            ..Particulars::default()
        }),
    }));
    import(0, writes, ids)
}

fn write(id: RiskId, issue: i32, expected: Option<Seq>, risk: Risk) -> Write {
    Write::Risk(RiskWrite {
        id,
        effective: issued(issue),
        expected,
        standing: Standing::Live,
        risk: Arc::new(risk),
    })
}

fn import(issue: i32, writes: Vec<Write>, risks: Vec<RiskId>) -> Change {
    let import = Import {
        title: None,
        file: format!("issue-{issue}.csv"),
        sha256: Digest::of(issue.to_string()),
        size: None,
        format: "csv".into(),
        diagnostics: 0,
        risks,
        answers: std::collections::BTreeMap::new(),
        covers: None,
    };
    Change {
        authority: Authority::read("generator", "quarterly issue", issued(issue)).unwrap(),
        deed: Deed::Import(import),
        writes,
    }
}

/// The one register of a body.
pub fn register_of(organisation: &OrganisationId) -> RegisterKey {
    organisation.clone().into()
}

/// The name of a body, from 0.
pub fn body(number: usize) -> OrganisationId {
    format!("body-{number}").parse().unwrap()
}

/// Fills a store with so many bodies of so many risks each, all their issues included.
pub fn fill(store: &Store, bodies: usize, risks: usize, issues: i32) {
    for number in 0..bodies {
        let mut numbers = Numbers::seeded(number as u64);
        let first = first_issue(&mut numbers, risks);
        let Deed::Import(Import { risks: ids, .. }) = &first.deed else { return };
        let mut stands =
            vec![
                store.commit(&register_of(&body(number)), &first, recorded(0)).unwrap().seq;
                risks
            ];
        for issue in 1..issues {
            let changed: Vec<usize> = (0..risks).filter(|_| numbers.below(4) == 0).collect();
            let writes = changed
                .iter()
                .map(|place| {
                    write(ids[*place], issue, Some(stands[*place]), numbers.risk(place + 1))
                })
                .collect();
            let change = import(issue, writes, ids.clone());
            let committed =
                store.commit(&register_of(&body(number)), &change, recorded(issue)).unwrap();
            for place in changed {
                stands[place] = committed.seq;
            }
        }
    }
}
