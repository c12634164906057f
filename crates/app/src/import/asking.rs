//! The questions of a plan, in the words that every reader of it sees.

use std::{collections::BTreeSet, sync::Arc};

use bellwether_domain::{
    Covered, Date, Diagnostic, Field, Register, Risk, Scheme, Source,
    calendar::long_date,
    scales::{OffScale, Origin},
    scheme::Axis,
    similar::{folded, likeness},
    words::counted,
};
use bellwether_intake::{Part, StruckRisk};

use super::{
    cover::{self, Cover, Tally},
    planned::{Fate, Missing, PlannedRisk},
    question::{
        BY_SAME, Choice, Concern, Decision, INTO, Kind, MISSING, Question, missing_key, quoted,
    },
    recognise::Known,
};

/// Values that are empty all at once are a question where they are so many and more than one in
/// so many of those that stood (the second): in a small register a few are much of it.
const EMPTIED: [(usize, usize); 2] = [(5, 3), (3, 2)];

/// The question which of several registers in a document is meant.
pub(super) const TABLE: &str = "table";
/// The answer that they are parts of one.
const ALL: &str = "all";

/// Which register of a document that holds several is meant.
pub(super) fn tables(parts: &[Part]) -> Option<Question> {
    let part = |part: &Part| {
        let words = format!("{}: {}", part.name, counted(part.risks, "risk"));
        Choice::new(&part.name, words, format!("--table {}", quoted(&part.name)))
    };
    let all =
        Choice::new(ALL, "All of them: they are parts of one register", format!("--table {ALL}"));
    (!parts.is_empty()).then(|| Question {
        key: TABLE.to_owned(),
        kind: Kind::Tables,
        words: format!(
            "The document seems to hold {} registers: the same numbers stand for other risks in \
             each. Which of them belongs to this register?",
            parts.len()
        ),
        options: parts.iter().map(part).chain([all]).collect(),
        otherwise: None,
        concerns: vec![],
    })
}

/// Whether a reading that is in doubt is right.
pub(super) fn reading(noticed: &[Diagnostic]) -> Option<Question> {
    let doubts = noticed.iter().filter(|found| IN_DOUBT.iter().any(|code| found.code == *code));
    let concern = |found: &Diagnostic| Concern {
        key: None,
        name: found.source.as_ref().and_then(place).unwrap_or_else(|| "the document".to_owned()),
        words: found.message.clone(),
    };
    let concerns: Vec<Concern> = doubts.map(concern).collect();
    (!concerns.is_empty()).then(|| Question {
        key: "reading".to_owned(),
        kind: Kind::Reading,
        words: "It is not certain that the document was read rightly. Compare what was read with \
                it. Is it right?"
            .to_owned(),
        options: vec![Choice::new("right", "Yes: keep it as it was read", "--accept-doubts")],
        otherwise: None,
        concerns,
    })
}

/// The diagnostics of a reading in doubt, and of dates that may be of other days.
const IN_DOUBT: [&str; 2] = ["reading-in-doubt", "dates-mixed"];

/// Where something stands, in a word or two.
fn place(source: &Source) -> Option<String> {
    let row = || source.row.map(|row| format!("row {row}"));
    source.column.map(|column| format!("column {column}")).or_else(row)
}

/// The question what rows that are struck out whole mean.
pub(super) const STRUCK: &str = "struck";
/// The answer that they still stand.
pub(super) const STANDS: &str = "keep";

/// What became of the risks whose rows are struck out whole.
pub(super) fn struck(struck: &[StruckRisk]) -> Option<Question> {
    let concern = |risk: &StruckRisk| Concern {
        key: None,
        name: risk.reference.clone().unwrap_or_else(|| "no number".to_owned()),
        words: risk.wording.clone(),
    };
    (!struck.is_empty()).then(|| Question {
        key: STRUCK.to_owned(),
        kind: Kind::Struck,
        words: format!(
            "{} struck out whole. Are they off the register?",
            if struck.len() == 1 {
                "A row of the document is".to_owned()
            } else {
                format!("{} of the document are", counted(struck.len(), "row"))
            }
        ),
        options: vec![
            Choice::new("out", "Yes: they are left out", "--struck out"),
            Choice::new(STANDS, "No: read them as if they were not struck out", "--struck keep"),
        ],
        otherwise: None,
        concerns: struck.iter().map(concern).collect(),
    })
}

/// The question which of the dates in a document it speaks of.
pub(super) const DATE: &str = "speaks-of";

/// Which of several dates a document speaks of.
pub(super) fn dates(dates: &[(Date, String)]) -> Option<Question> {
    let option = |(date, words): &(Date, String)| {
        let day = date.to_string();
        let said = format!("{}, from “{words}”", long_date(*date));
        Choice::new(&day, said, format!("--as-at {day}"))
    };
    (dates.len() > 1).then(|| Question {
        key: DATE.to_owned(),
        kind: Kind::Dates,
        words: format!(
            "The document names {} dates that it speaks of. Which of them is right?",
            dates.len()
        ),
        options: dates.iter().map(option).collect(),
        otherwise: None,
        concerns: vec![],
    })
}

/// Whether a document of another body, or of which nothing is known here, belongs here at all.
pub(super) fn another_register(
    (before, document): (&Register, &Register),
    risks: &[PlannedRisk],
    missing: usize,
) -> Option<Question> {
    let stood = before.risks.len();
    let bodies = before.organisation.as_deref().zip(document.organisation.as_deref());
    let other = bodies.filter(|(ours, theirs)| is_another(ours, theirs));
    let strange = stood > 1
        && missing == stood
        && risks.len() > 1
        && risks.iter().all(|planned| planned.likeness.is_none());
    let why = match other {
        Some((ours, theirs)) => {
            format!("The document is of {theirs}; the register kept here is of {ours}.")
        }
        None if strange => format!(
            "None of the {} risks of the document is known here, and all {stood} on the register \
             are not in it.",
            risks.len()
        ),
        None => return None,
    };
    Some(Question {
        key: "another-register".to_owned(),
        kind: Kind::OtherRegister,
        words: format!(
            "{why} Is it another register? One of its own has a history of its own, under a short \
             name in the same database, or in another."
        ),
        options: vec![Choice::new(
            "no",
            "No: it is the same register, so go on",
            "--another-register no",
        )],
        otherwise: None,
        concerns: vec![],
    })
}

/// Whether two names are of different bodies: neither holds all the words of the other.
fn is_another(ours: &str, theirs: &str) -> bool {
    let (ours, theirs) = (folded(ours), folded(theirs));
    let words = |name: &str| -> BTreeSet<String> {
        let small = ["the", "of", "and", "for"];
        name.split(' ').filter(|word| !small.contains(word)).map(str::to_owned).collect()
    };
    let (a, b) = (words(&ours), words(&theirs));
    !a.is_subset(&b) && !b.is_subset(&a) && likeness(&ours, &theirs) < 0.85
}

/// Whether a document that speaks of a day ahead of today is meant to.
pub(super) fn ahead(as_at: Date, today: Date) -> Option<Question> {
    (as_at > today).then(|| Question {
        key: "ahead".to_owned(),
        kind: Kind::Ahead,
        words: format!(
            "The document speaks of {}, which is ahead of today ({}). If that is a slip, leave it \
             and give the right date with the file. Is it meant?",
            long_date(as_at),
            long_date(today)
        ),
        options: vec![Choice::new(
            "keep",
            "Yes: it holds from that day, and until then the register stays as it is",
            "--ahead keep",
        )],
        otherwise: None,
        concerns: vec![],
    })
}

/// Whether ratings that are on no step of the scales are meant: those that are new, where they are
/// few. Where they are many it is the scales that are in doubt, and the remarks say so. Scales that
/// follow from the figures grow with them: a leap beyond what was in use so far is asked about.
pub(super) fn off_scale(said: &Register, risks: &[PlannedRisk], known: &Known) -> Option<Question> {
    let changed: Vec<&PlannedRisk> = risks.iter().filter(|own| own.fate != Fate::Same).collect();
    let risks = changed.iter().map(|planned| Arc::clone(&planned.risk)).collect();
    let register = Register { risks, ..said.clone() };
    let mut scales = register.scales(known.steps)?;
    let is_inferred = scales.origin == Origin::Inferred;
    if is_inferred {
        scales = known.before.register().scales(known.steps)?;
    }
    let mut off = register.off_scale(&scales.scheme);
    if is_inferred {
        off.retain(|off| is_leap(off, &scales.scheme));
    }
    let mut concerns = vec![];
    for off in &off {
        let Some(planned) = changed.get(off.risk) else { continue };
        let rating = |risk: &Risk| {
            let assessment = risk.assessments.get(off.stage)?;
            let rating = match off.axis {
                Axis::Likelihood => &assessment.likelihood,
                Axis::Impact => &assessment.impact,
            };
            rating.as_ref().map(|rating| rating.text.clone())
        };
        let stood = known.stood(planned.id).and_then(|version| rating(&version.risk));
        if stood.as_ref() != Some(&off.text) {
            let name =
                planned.reference.clone().unwrap_or_else(|| format!("“{}”", planned.wording));
            let words = format!("{} {}: {}", off.stage, off.axis.name(), off.text);
            concerns.push(Concern { key: None, name, words });
        }
    }
    let few = is_inferred || off.len() <= MANY_OFF || off.len() * MANY_OFF <= register.risks.len();
    let steps = |axis| scales.scheme.scale(axis).len();
    let scale = if is_inferred {
        format!(
            "beyond the scales, which run to {} for likelihood and to {} for impact by the figures \
             in use so far",
            steps(Axis::Likelihood),
            steps(Axis::Impact)
        )
    } else {
        format!(
            "on no step of the scales, which have {} of likelihood and {} of impact",
            counted(steps(Axis::Likelihood), "step"),
            counted(steps(Axis::Impact), "step")
        )
    };
    (few && !concerns.is_empty()).then(|| Question {
        key: "off-scale".to_owned(),
        kind: Kind::OffScale,
        words: format!(
            "{} {scale}. If that is a slip, leave it and put it right in the document. {}",
            match concerns.len() {
                1 => "A rating is".to_owned(),
                several => format!("{several} ratings are"),
            },
            if concerns.len() == 1 { "Is it meant?" } else { "Are they meant?" },
        ),
        options: vec![Choice::new("keep", "Yes: keep what the document says", "--off-scale keep")],
        otherwise: None,
        concerns,
    })
}

/// Whether a figure is no mere next step of scales that follow from the figures in use: beyond the
/// five that most bodies have, or further than one step on.
fn is_leap(off: &OffScale, scheme: &Scheme) -> bool {
    let highest = scheme.scale(off.axis).last().map_or(0.0, |level| level.value.get());
    bellwether_intake::rating(&off.text).is_some_and(|figure| {
        let beyond = highest <= USUAL_STEPS && figure.get() > USUAL_STEPS;
        beyond || figure.get() > highest + 1.0
    })
}

/// The steps that most scales have.
const USUAL_STEPS: f64 = 5.0;

/// So many ratings off the scales are slips; more of them in few risks are other scales.
const MANY_OFF: usize = 4;

/// What became of the risks that the document lacks, which may have gone into one of `into` (its
/// name and words).
pub(super) fn missing(
    missing: &[Missing],
    into: &[(String, String)],
    as_at: Date,
) -> Option<Question> {
    let concern = |missing: &Missing| Concern {
        key: Some(missing_key(missing.id)),
        name: missing.name(),
        words: match &missing.why {
            Some(why) => format!("{} ({why})", missing.wording),
            None => missing.wording.clone(),
        },
    };
    let went = |(name, words): &(String, String)| {
        let words = format!("It goes on in {name}: {words}");
        Choice::new(&format!("{INTO}{name}"), words, format!("{BY_SAME}{name}"))
    };
    let close = format!("Close as at {}; the history stays", long_date(as_at));
    (!missing.is_empty()).then(|| Question {
        key: MISSING.to_owned(),
        kind: Kind::Missing,
        words: format!(
            "{} on the register {} not in the document. What became of {}?",
            counted(missing.len(), "risk"),
            if missing.len() == 1 { "is" } else { "are" },
            if missing.len() == 1 { "it" } else { "them" },
        ),
        options: [
            Choice::new(Decision::CLOSE, close, "--missing close"),
            Choice::new(Decision::KEEP, "Keep as it is", "--missing keep"),
        ]
        .into_iter()
        .chain(into.iter().map(went))
        .collect(),
        otherwise: None,
        concerns: missing.iter().map(concern).collect(),
    })
}

/// What is asked, or can be said otherwise, of the fields that the document leaves out.
pub(super) fn fields(cover: &Cover<'_>) -> Vec<Question> {
    cover.tallies.iter().filter_map(|(covered, tally)| field(covered, *tally)).collect()
}

fn field(covered: &Covered, tally: Tally) -> Option<Question> {
    let is_many = |(least, share)| tally.emptied >= least && tally.emptied * share > tally.filled;
    let many = EMPTIED.into_iter().any(is_many);
    if tally.kept == 0 && !many {
        return None;
    }
    let what = named(covered);
    let argument = |option: &str| format!("--{option} {}", quoted(&covered.to_string()));
    let (kind, words) = if tally.kept > 0 {
        (Kind::NotCovered, kept(covered, &what, tally.kept))
    } else {
        let words = format!(
            "The document has a place for {what}, and it is empty where {} of {} stood. Are they \
             to go?",
            tally.emptied, tally.filled
        );
        (Kind::Emptied, words)
    };
    Some(Question {
        key: cover::key(covered),
        kind,
        words,
        options: vec![
            Choice::new(cover::KEEP, "Keep what stands", argument("keep")),
            Choice::new(cover::EMPTY, "Let it go: there is none now", argument("empty")),
        ],
        otherwise: (kind == Kind::NotCovered).then(|| cover::KEEP.to_owned()),
        concerns: vec![],
    })
}

/// "This document has no column for owners: 12 are kept."
fn kept(covered: &Covered, what: &str, count: usize) -> String {
    let is = if count == 1 { "is" } else { "are" };
    match covered {
        Covered::Field(_) | Covered::Rating(..) => {
            format!("This document has no column for {what}: {count} {is} kept.")
        }
        Covered::Extra(_) => format!("This document has no column {what}: {count} {is} kept."),
        Covered::OwnerKey => format!("This document has no {what}: {count} {is} kept."),
        _ => format!("This document has no {what}: what stands is kept."),
    }
}

/// What something that a document covers is called, where there are several.
fn named(covered: &Covered) -> String {
    match covered {
        Covered::RegisterTitle => "title".to_owned(),
        Covered::Organisation => "name of the body".to_owned(),
        Covered::Headings => "headings".to_owned(),
        Covered::Matrix => "scoring matrix".to_owned(),
        Covered::Bands => "bands of scores".to_owned(),
        Covered::OwnerKey => "key of owners".to_owned(),
        Covered::Field(field) => plural(*field).to_owned(),
        Covered::Rating(stage, part) => format!("{stage} {}", plural((*part).into())),
        Covered::Extra(heading) => format!("“{heading}”"),
    }
}

fn plural(field: Field) -> &'static str {
    match field {
        Field::Reference => "numbers",
        Field::Category => "categories",
        Field::Title => "titles",
        Field::Description => "wordings",
        Field::Cause => "causes",
        Field::Event => "events",
        Field::Consequence => "consequences",
        Field::Owners => "owners",
        Field::Likelihood => "likelihoods",
        Field::Impact => "impacts",
        Field::Score => "scores",
        Field::Level => "levels",
        Field::Controls => "controls",
        Field::ActionOwners => "owners of actions",
        Field::ActionDue => "target dates",
        Field::ActionStatus => "statuses of actions",
        Field::Status => "statuses",
        Field::Response => "responses",
        Field::OfAction(_) => "actions",
    }
}
