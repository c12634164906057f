//! A small register of an invented harbour board, in two issues, with the quirks of real ones,
//! and the program around it.

use std::sync::Arc;

use bellwether_domain::{
    Action, ActionStatus, Assessment, Assessments, Control, Date, Field, Level, Number, Person,
    Reading, Register, Risk, Scheme, Stage, due,
};

/// The day the later issue speaks of.
pub fn as_at() -> Date {
    jiff::civil::date(2025, 9, 12)
}

/// The day the earlier issue speaks of.
pub fn before() -> Date {
    jiff::civil::date(2025, 6, 13)
}

fn rated(label: &str, likelihood: i32, impact: i32) -> Option<Assessment> {
    let rating = |n: i32| Some(Reading::read(n.to_string(), Number::from(n)));
    Some(Assessment {
        label: Some(label.to_owned()),
        likelihood: rating(likelihood),
        impact: rating(impact),
        score: rating(likelihood * impact),
        level: None,
    })
}

fn action(text: &str, owner: &str, date: &str, status: &str) -> Action {
    let value = match status {
        "R" => ActionStatus::Red,
        "A" => ActionStatus::Amber,
        _ => ActionStatus::Green,
    };
    Action {
        description: text.to_owned(),
        owners: owner.split('/').map(str::to_owned).collect(),
        due: Some(due::read(date, as_at())),
        status: Some(Reading::read(status, value)),
        ..Action::default()
    }
}

type Scores = [(i32, i32); 3];
type Actions<'a> = &'a [(&'a str, &'a str, &'a str, &'a str)];

fn risk(
    number: &str,
    category: &str,
    words: &str,
    owners: &str,
    scores: Scores,
    actions: Actions<'_>,
) -> Risk {
    let [inherent, current, target] = scores;
    Risk {
        reference: Some(number.to_owned()),
        category: Some(category.to_owned()),
        description: Some(words.to_owned()),
        owners: owners.split('/').map(str::to_owned).collect(),
        assessments: Assessments {
            inherent: rated("Gross risk", inherent.0, inherent.1),
            current: rated("Score now (12 September 2025)", current.0, current.1),
            target: rated("Residual risk after all actions and mitigations", target.0, target.1),
        },
        actions: actions.iter().map(|(t, o, d, s)| action(t, o, d, s)).collect(),
        ..Risk::default()
    }
}

fn scheme() -> Scheme {
    let scale = |words: [&str; 5]| {
        (1..)
            .zip(words)
            .map(|(n, w)| Level { value: Number::from(n), label: w.to_owned() })
            .collect()
    };
    Scheme {
        likelihood: scale(["Remote", "Unlikely", "Possible", "Probable", "Near certain"]),
        impact: scale(["Slight", "Moderate", "Serious", "Major", "Critical"]),
        ..Scheme::product(5)
    }
}

/// The later issue.
pub fn register() -> Register {
    let mut quay = risk(
        "1",
        "Safe navigation",
        "The north quay fails in a winter storm because its piles have not been surveyed since 2009, leading to closure of two berths and injury",
        "HB",
        [(4, 5), (3, 5), (2, 5)],
        &[
            ("Survey all piles below the water line", "HB", "Apr 2025", "A"),
            (
                "Agree a standby berth with the neighbouring port",
                "CD",
                "October 2025 and ongoing",
                "G",
            ),
            ("Weekly inspection by the harbour master", "HB", "Ongoing", "G"),
        ],
    );
    quay.controls = vec![
        Control::new("Wind and swell limits for each berth"),
        Control::new("Annual inspection above the water line"),
    ];
    quay.extra.insert("Last reviewed by".to_owned(), "Works committee".to_owned());
    let risks = vec![
        quay,
        risk(
            "2",
            "Safe navigation",
            "Pilots cannot be recruited fast enough to replace those who retire",
            "HB/EF",
            [(4, 4), (4, 4), (2, 4)],
            &[
                ("Two apprenticeships a year, paid by the pilotage fund", "EF", "TBD", "A"),
                (
                    "Report to the board on pay",
                    "EF",
                    "Report taken to board June 2025 then ongoing",
                    "G",
                ),
            ],
        ),
        risk(
            "3",
            "Money",
            "Dredging costs more than is set aside, as a result of fuel prices and a single supplier",
            "GH",
            [(5, 4), (5, 4), (3, 3)],
            &[
                ("Framework contract with two dredging firms", "GH", "Dec-25", "R"),
                (
                    "Monthly forecast to the finance committee",
                    "GH",
                    "01/03/2025 then each month",
                    "G",
                ),
                ("Reserve of one season's cost", "GH/CD", "31/03/2026", "A"),
            ],
        ),
        risk(
            "4",
            "Money",
            "Fraud by a supplier is not found in time",
            "GH",
            [(3, 4), (2, 4), (1, 4)],
            &[("Spot checks of invoices", "GH", "Ongoing", "G")],
        ),
        risk(
            "5",
            "People and port",
            "A cyber attack stops the vessel traffic service <script>alert(1)</script>",
            "EF",
            [(5, 5), (5, 5), (3, 5)],
            &[
                (
                    "=HYPERLINK(\"x\") restore from backup tested twice a year",
                    "EF",
                    "June 2025",
                    "A",
                ),
                ("Second link by radio", "EF", "September 2025", "A"),
                ("Training for every watch", "EF", "Complete - ongoing", "G"),
                ("Exercise with the coastguard", "HB", "Spring 2026", "A"),
            ],
        ),
        risk(
            "6",
            "people and port",
            "The new ferry terminal opens late and the operator leaves",
            "CD",
            [(3, 4), (3, 3), (2, 3)],
            &[(
                "Monthly meeting of the programme board",
                "CD",
                "Ongoing - project end date 2026",
                "A",
            )],
        ),
        risk(
            "7",
            "People and port",
            "Noise and dust lead the city to limit the hours of work",
            "CD",
            [(3, 3), (2, 3), (2, 2)],
            &[],
        ),
        risk(
            "8",
            "Coast and water",
            "An oil spill at the bunkering berth reaches the salt marsh",
            "HB",
            [(3, 5), (2, 5), (2, 5)],
            &[
                ("Booms kept at the berth", "HB", "Jul-25", "A"),
                ("Yearly exercise", "HB", "each year in May", "G"),
            ],
        ),
    ];
    let person = |initials: &str, name: &str, role: Option<&str>| Person {
        initials: initials.to_owned(),
        name: name.to_owned(),
        role: role.map(str::to_owned),
    };
    Register {
        title: Some("Strategic risk register".to_owned()),
        organisation: Some("Saltmere Harbour Board".to_owned()),
        as_at: Some(as_at()),
        headings: [
            (Field::Reference, "Risk No."),
            (Field::Category, "Objective"),
            (Field::Description, "Details of risk"),
            (Field::Owners, "Owner"),
            (Field::Action, "Actions / mitigations"),
            (Field::ActionDue, "Target date"),
            (Field::ActionStatus, "RAG"),
        ]
        .into_iter()
        .map(|(field, words)| (field, words.to_owned()))
        .collect(),
        scheme: Some(scheme()),
        people: vec![
            person("HB", "Hanna Brook", Some("Harbour Master")),
            person("CD", "Carys Dunne", Some("Chief Executive")),
            person("EF", "Edwin Farrow", None),
            person("GH", "Grace Holm", Some("Finance Director")),
        ],
        risks: risks.into_iter().map(Arc::new).collect(),
        ..Register::default()
    }
}

/// The earlier issue: other scores, other words, one risk fewer.
pub fn earlier() -> Register {
    let mut register = register();
    register.as_at = Some(before());
    register.risks.pop();
    if let Some(quay) = register.risks.first_mut().map(Arc::make_mut) {
        *quay.assessments.slot(Stage::Current) = rated("Score now (13 June 2025)", 4, 5);
    }
    if let Some(money) = register.risks.get_mut(2).map(Arc::make_mut) {
        *money.assessments.slot(Stage::Current) = rated("Score now (13 June 2025)", 4, 4);
        money.description =
            Some("Dredging costs more than is set aside, as a result of fuel prices".to_owned());
        money.owners = vec!["CD".to_owned()];
        money.actions.truncate(2);
    }
    register
}

/// The same risks again and again, each under a number of its own, until there are so many.
pub fn many(count: usize) -> Register {
    let one = register();
    let risks = one.risks.iter().cycle().take(count).enumerate().map(|(i, risk)| {
        let wording = risk.wording();
        Risk {
            reference: Some((i + 1).to_string()),
            description: Some(format!("{wording} (site {})", i / one.risks.len() + 1)),
            ..Risk::clone(risk)
        }
    });
    Register { risks: risks.map(Arc::new).collect(), ..one.clone() }
}
