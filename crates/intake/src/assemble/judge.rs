//! Whether a table is a register at all: what speaks for it and what against, each with its weight
//! and its reason. The neighbours of a register (tests, plans, events, scores of people) have
//! columns that could be those of one; what they are headed and what they hold tells them apart.

use bellwether_domain::{AssessmentPart, Field};

use super::Found;
use crate::{
    map::{Mapped, Mapping, heading},
    note, words,
};

/// What a table is taken for, by the words of its headings.
struct Neighbour {
    is: &'static str,
    words: &'static [&'static str],
}

impl Neighbour {
    /// Whether a column is headed with one of its words, and not clearly with likelihood or impact.
    fn names(&self, column: &Mapped) -> bool {
        let axis = matches!(column.field(), Some(Field::Likelihood | Field::Impact));
        let words = heading::words(&column.column.heading);
        !(axis && column.confidence >= CLEAR)
            && words.iter().any(|word| self.words.contains(&word.as_str()))
    }

    /// Whether what was read as a rating counts or sums something: it stands under a word of the
    /// neighbour, or its numbers are on no scale. A quantity times its rate is a total as a
    /// likelihood times its impact is a score.
    fn counts(&self, column: &Mapped) -> bool {
        self.names(column) || column.contents.highest > HIGHEST_RATING
    }
}

/// Below this a table whose risks are not rated on both axes is doubted. Of 36 tables that were none
/// and had been taken for one, in some 1,200 documents, 25 had less; of 105 registers six.
const SOUND: i32 = 4;

/// From here on a heading says by itself what its column is.
const CLEAR: f32 = 0.7;
/// Of the scales in use the highest: failure modes are rated up to ten times ten times ten.
const HIGHEST_RATING: f64 = 1_000.0;

/// Each word is one that a register hardly ever heads a column with; two of them tell.
const NEIGHBOURS: [Neighbour; 16] = [
    Neighbour {
        is: "a list of audit recommendations",
        words: &["audit", "auditor", "management", "agreed"],
    },
    Neighbour {
        is: "a list of contracts",
        words: &[
            "contract",
            "contractor",
            "supplier",
            "extension",
            "expiry",
            "renewal",
            "tender",
            "procurement",
            "start",
            "end",
        ],
    },
    Neighbour {
        is: "a scan for weaknesses of computers",
        words: &["cve", "cvss", "host", "port", "protocol", "plugin", "synopsis", "ip", "solution"],
    },
    Neighbour {
        is: "a list of substances",
        words: &["substance", "supplier", "exposure", "ppe", "aid", "cas", "storage"],
    },
    Neighbour {
        is: "a list of tests",
        words: &[
            "test",
            "tester",
            "expected",
            "actual",
            "pass",
            "passed",
            "fail",
            "failed",
            "precondition",
            "step",
            "case",
        ],
    },
    Neighbour {
        is: "a plan of work",
        words: &[
            "milestone",
            "start",
            "finish",
            "day",
            "duration",
            "predecessor",
            "successor",
            "wbs",
            "sprint",
            "baseline",
            "task",
            "deliverable",
        ],
    },
    Neighbour {
        is: "a record of events",
        words: &[
            "fatality",
            "injury",
            "casualty",
            "year",
            "quarter",
            "duration",
            "region",
            "magnitude",
            "latitude",
            "longitude",
            "county",
            "property",
            "death",
        ],
    },
    Neighbour {
        is: "a register of quality",
        words: &["method", "product", "actual", "reviewer", "quality", "record", "role", "result"],
    },
    Neighbour {
        is: "a table of costs",
        words: &[
            "quantity", "qty", "unit", "price", "rate", "amount", "subtotal", "invoice", "supplier",
        ],
    },
    Neighbour {
        is: "a table of performance",
        words: &[
            "booked",
            "checkout",
            "skip",
            "speeding",
            "mobile",
            "phone",
            "salary",
            "attendance",
            "kpi",
            "sale",
            "revenue",
            "unit",
            "indicator",
            "actual",
            "variance",
        ],
    },
    Neighbour {
        is: "a plan of improvements",
        words: &["parameter", "desired", "benchmark", "maturity", "strength", "weakness"],
    },
    Neighbour {
        is: "a log of issues",
        words: &["issue", "raised", "resolution", "resolved", "reported", "reporter", "ticket"],
    },
    Neighbour {
        is: "a log of lessons",
        words: &["lesson", "learned", "learnt", "recommendation", "happened", "logged"],
    },
    Neighbour {
        is: "a list of stakeholders",
        words: &["stakeholder", "influence", "interest", "power", "engagement", "attitude"],
    },
    Neighbour {
        is: "a log of decisions",
        words: &["decision", "approved", "approver", "requested", "rationale", "change"],
    },
    Neighbour {
        is: "a list of assets",
        words: &["asset", "location", "condition", "serial", "purchased", "warranty", "model"],
    },
];

/// How words for what a register is about begin, in the languages that are read.
const RISKY: [&str; 27] = [
    "risk",
    "risico",
    "hazard",
    "threat",
    "opportunit",
    "uncertain",
    "failure",
    "vulnerab",
    "risg",
    "risque",
    "risiko",
    "riesgo",
    "rischi",
    "risco",
    "ryzyk",
    "риск",
    "опасност",
    "风险",
    "リスク",
    "危険",
    "go wrong",
    "could happen",
    "might happen",
    "danger",
    "gefahr",
    "bedroh",
    "peligro",
];

/// Whether a text speaks of risks.
pub(super) fn speaks(text: &str) -> bool {
    let folded = words::fold(text);
    RISKY.iter().any(|stem| folded.contains(stem))
}

/// Whether a column says of each row that it is a risk, or a step that goes with one: the kind of
/// issue in a list that another program keeps.
fn says_risk(column: &Mapped) -> bool {
    const KINDS: [&str; 6] = ["risk", "risks", "sub task", "subtask", "mitigation", "action"];
    let kinds: Vec<String> =
        column.contents.samples.iter().map(|sample| words::fold(sample)).collect();
    kinds.iter().any(|kind| KINDS.iter().take(2).any(|risk| kind == risk))
        && kinds.iter().all(|kind| KINDS.contains(&kind.as_str()))
}

/// What a title names where it names another list than one of risks, and how its words begin.
const OTHERS: [(&str, &str); 20] = [
    ("audit recommendation", "a list of audit recommendations"),
    ("recommendations tracker", "a list of recommendations"),
    ("contract register", "a list of contracts"),
    ("stakeholder register", "a list of stakeholders"),
    ("stakeholder log", "a list of stakeholders"),
    ("issue register", "a log of issues"),
    ("lesson", "a log of lessons"),
    ("issue log", "a log of issues"),
    ("issues log", "a log of issues"),
    ("action log", "a log of actions"),
    ("actions log", "a log of actions"),
    ("decision log", "a log of decisions"),
    ("decisions log", "a log of decisions"),
    ("change log", "a log of changes"),
    ("incident log", "a record of events"),
    ("complaint", "a record of complaints"),
    ("quality register", "a register of quality"),
    ("asset register", "a list of assets"),
    ("register of interests", "a register of interests"),
    ("gifts and hospitality", "a register of gifts"),
];

/// Whether a line is the title of a list of risks: "Risk register of the Fenmarsh Board".
pub(super) fn titles(line: &str) -> bool {
    const LONGEST_TITLE: usize = 100;
    const LISTS: [&str; 4] = ["register", "log", "list", "schedule"];
    let folded = words::fold(line);
    let is_list = || folded.split_whitespace().any(|word| LISTS.contains(&word));
    line.len() <= LONGEST_TITLE && speaks(line) && is_list()
}

/// What a title says that the table under it is, where that is no register of risks.
pub(super) fn otherwise(title: &str) -> Option<&'static str> {
    let folded = words::fold(title);
    OTHERS.iter().find(|(begin, _)| folded.contains(begin)).map(|(_, is)| *is)
}

/// What stands around a table.
#[derive(Debug, Clone, Copy)]
pub(super) struct Around {
    /// Whether it speaks of risks.
    pub(super) speaks: bool,
    /// Whether a line of it calls the table a list of risks.
    pub(super) titled: bool,
    /// What else it says that the table is.
    pub(super) otherwise: Option<&'static str>,
}

/// What was found for and against a table, and what it would be otherwise.
#[derive(Debug)]
pub(super) struct Verdict {
    weight: i32,
    looks_like: Option<&'static str>,
    against: Vec<&'static str>,
    weighed: Vec<(i32, String)>,
    /// Whether likelihood and impact are rated.
    is_rated: bool,
    /// Whether something rates a risk, or something in or around the table speaks of risks.
    pub(super) is_told: bool,
}

impl Verdict {
    /// The verdict on a table of which somebody has said what its columns are.
    pub(super) fn given() -> Self {
        let weighed = vec![(SOUND, "somebody has said what a column of it is".to_owned())];
        Self {
            weight: SOUND,
            looks_like: None,
            against: vec![],
            weighed,
            is_rated: false,
            is_told: true,
        }
    }

    /// Judges a table by its columns and what stands around it.
    pub(super) fn of(mapping: &Mapping, around: Around) -> Self {
        let Around { speaks: around, titled, otherwise } = around;
        let neighbour = neighbour(mapping);
        let holds = |field: Field| mapping.of(field).any(|column| column.contents.said > 0);
        let rated = |part: AssessmentPart| {
            mapping.of(part.into()).any(|column| {
                let cells = &column.contents;
                let counts = neighbour.is_some_and(|neighbour| neighbour.counts(column));
                !counts && cells.said > 0 && cells.rating.max(cells.letter).max(cells.number) >= 0.6
            })
        };
        let (likelihood, impact) =
            (rated(AssessmentPart::Likelihood), rated(AssessmentPart::Impact));
        let scored = rated(AssessmentPart::Score) || holds(AssessmentPart::Level.into());
        let treated = holds(Field::Controls) || holds(Field::Action) || holds(Field::Response);
        let owned = holds(Field::Owners) || holds(Field::ActionOwners);
        let speaking = || mapping.columns.iter().filter(|column| speaks(&column.column.path()));
        let headed = speaking().next().is_some() || mapping.columns.iter().any(says_risk);
        // "Risk level" in a list of contracts rates these.
        let rates = |column: &Mapped| {
            let graded = [AssessmentPart::Level.into(), AssessmentPart::Score.into()];
            column.field().is_some_and(|field| graded.contains(&field))
        };
        let only_rated = speaking().all(rates) && !mapping.columns.iter().any(says_risk);
        let mut verdict = Self {
            weight: 0,
            looks_like: neighbour.map(|neighbour| neighbour.is),
            against: vec![],
            weighed: vec![],
            is_rated: likelihood && impact,
            is_told: headed || around || likelihood || impact || scored,
        };
        for (is_so, weight, says) in [
            (headed, if only_rated { 1 } else { 3 }, "a heading or a cell calls it a risk"),
            (likelihood && impact, 3, "likelihood and impact are rated"),
            (around, 2, "what stands around it speaks of risks"),
            (titled, 1, "its title calls it a list of risks"),
            (scored, 1, "a score or a level is given"),
            (treated, 1, "controls, actions or a response are given"),
            (owned, 1, "owners are named"),
        ] {
            if is_so {
                verdict.weight += weight;
                verdict.weighed.push((weight, says.to_owned()));
            }
        }
        let idle = !(likelihood || impact || scored || treated);
        verdict.looks_like =
            verdict.looks_like.or(otherwise.filter(|_| !headed && (!around || idle)));
        // The steps of a scale: a score or a level with its meaning, and nothing of a risk.
        let scale = !(headed
            || owned
            || treated
            || likelihood && impact
            || holds(Field::Reference)
            || holds(Field::Title));
        let people = mapping.wording().next().is_some_and(|column| column.contents.person >= 0.8);
        for (is_so, weight, says) in [
            (verdict.looks_like.is_some(), 3, ""),
            (scale && scored, 3, "its rows rate words that are no risks"),
            (people && !headed, 3, "its rows name people"),
            (idle, 2, "nothing in it rates or treats a risk"),
            (
                neighbour.is_some() && !(likelihood || impact || scored || owned),
                2,
                "nothing in it is rated or owned",
            ),
            // What is rated on both axes is judged as a risk is, whatever it is called; what is
            // owned and treated may be.
            (
                !headed && !around,
                match (likelihood && impact, treated) {
                    (true, _) => 0,
                    (false, true) => 1,
                    (false, false) => 2,
                },
                "nothing in it or around it speaks of risks",
            ),
        ] {
            if is_so {
                verdict.weight -= weight;
                let like = || verdict.looks_like.map(|is| format!("it looks like {is}"));
                let says_so = Some(says).filter(|says| !says.is_empty()).map(str::to_owned);
                verdict.weighed.extend(says_so.or_else(like).map(|says| (-weight, says)));
                verdict.against.extend(Some(says).filter(|says| !says.is_empty()));
            }
        }
        verdict
    }

    /// Whether the table may be read as a register.
    pub(super) fn is_register(&self) -> bool {
        self.weight > 0
    }

    /// How much more speaks for it than against it.
    pub(super) fn weight(&self) -> i32 {
        self.weight
    }

    /// Whether so little speaks for it that it may be a neighbour of a register.
    pub(super) fn is_faint(&self) -> bool {
        self.is_told && !self.is_rated && self.weight < SOUND
    }

    /// What speaks for it, in words.
    pub(super) fn told(&self) -> Vec<&str> {
        let told = self.weighed.iter().filter(|(weight, _)| *weight > 0);
        told.map(|(_, says)| says.as_str()).collect()
    }

    /// What spoke for the table and against it, each with its weight; it may be read as a register
    /// where they come to more than nought.
    pub(super) fn weighed(&self) -> Vec<(i32, String)> {
        self.weighed.iter().filter(|(weight, _)| *weight != 0).cloned().collect()
    }

    /// Why it is none, in words.
    pub(super) fn reason(&self, found: &Found<'_>) -> String {
        let heads = found.table.columns.iter().map(|column| column.heading.trim());
        let heads: Vec<&str> = heads.filter(|heading| !heading.is_empty()).take(4).collect();
        let is = self.looks_like.map_or("is none".to_owned(), |is| format!("looks like {is}"));
        let because = match self.against.as_slice() {
            [] => String::new(),
            against => format!(": {}", against.join(", and ")),
        };
        format!("the table headed {} {is}{because}", note::quote(&heads.join(", ")))
    }
}

/// Which neighbour of a register the headings are those of: two of its words, in two columns.
fn neighbour(mapping: &Mapping) -> Option<&'static Neighbour> {
    let count = |neighbour: &Neighbour| {
        mapping.columns.iter().filter(|column| neighbour.names(column)).count()
    };
    let best = NEIGHBOURS.iter().max_by_key(|neighbour| count(neighbour))?;
    (count(best) >= 2).then_some(best)
}
