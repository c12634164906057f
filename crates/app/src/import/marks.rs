//! What is not for the public, through an import: a mark follows the risk that it is of into those that
//! come out of it, what the document itself says is confidential is asked about, and so is a mark of
//! something that the document has by other words.

use std::collections::BTreeSet;

use bellwether_domain::{ActionId, Date, Mark, Restricted, Risk};
use bellwether_history::{RiskId, Seq};
use bellwether_intake::marking;

use super::{
    Fate, PlannedRisk,
    question::{Choice, Concern, Decisions, Kind, Question},
    recognise::Known,
};
use crate::read::Kinship;

/// The question what the document says is not for the public.
const SAID: &str = "marks-said";
/// The question what became of something that was marked.
const LOST: &str = "marks-lost";
/// The question about a document whose head says so.
const HEAD: &str = "marks-head";
/// The answer that it is marked.
const KEEP: &str = "keep";

/// The last word on what is marked.
#[derive(Debug, Clone, Default)]
pub(super) struct Last {
    pub(super) marks: Vec<Mark>,
    pub(super) seq: Option<Seq>,
    pub(super) from: Option<Date>,
}

/// What a plan knows beside its risks.
#[derive(Clone, Copy)]
pub(super) struct Told<'a> {
    pub(super) kin: &'a [Kinship],
    /// One of ours and one of the document that are alike, where either is paired with none.
    pub(super) likes: &'a [(usize, usize)],
    /// The line of the document's head that says that it is not for the public.
    pub(super) head: Option<&'a str>,
    /// What heads the category: "Classification" may be a protective marking.
    pub(super) category: Option<&'a str>,
}

/// What an import has to do with marks.
pub(super) struct Marking {
    /// Marks that follow what they are of.
    following: Vec<Mark>,
    /// Risks that the document says are not for the public, with how to call them.
    said: Vec<(Mark, Concern)>,
    /// Risks in which something marked is by other words now.
    lost: Vec<(Mark, Concern)>,
    /// Every risk that nothing withholds yet, where the head of the document withholds all.
    head: Vec<(Mark, Concern)>,
}

impl Marking {
    pub(super) fn of(known: &Known, risks: &[PlannedRisk], told: Told<'_>) -> Self {
        let marks = &known.marks.marks;
        let of_risk = |id: RiskId| {
            let own = known.risks.iter().find(|version| version.id == id);
            marks.iter().find(|mark| {
                mark.what == Restricted::Risk(id) || own.is_some_and(|own| mark.is_of(&own.risk))
            })
        };
        let pairs = told.kin.iter().map(|kin| (kin.from, kin.to));
        let mut following: Vec<Mark> = Vec::new();
        for (from, to) in pairs.filter(|(from, to)| from != to && of_risk(*to).is_none()) {
            let what = Restricted::Risk(to);
            if let Some(own) = of_risk(from).filter(|_| following.iter().all(|m| m.what != what)) {
                following.push(Mark { what, paragraph: own.paragraph.clone() });
            }
        }
        let is_open = |planned: &&PlannedRisk| {
            let mut all = marks.iter().chain(&following);
            !all.any(|mark| mark.is_of(&planned.risk))
        };
        let mark = |planned: &PlannedRisk, paragraph: String, words: String| {
            let name = planned.reference.clone().unwrap_or_else(|| planned.wording.clone());
            let mark = Mark { what: Restricted::Risk(planned.id), paragraph };
            (mark, Concern { key: None, name, words })
        };
        let open = || risks.iter().filter(is_open);
        let said = open().filter_map(|planned| {
            let (heading, value) = confidential(&planned.risk, told.category)?;
            let words = format!("{heading}: {value}");
            Some(mark(planned, paragraph(value), words))
        });
        let said = said.collect();
        let lost = open().filter_map(|planned| {
            let (paragraph, words) = lost(known, planned, marks, risks)?;
            Some(mark(planned, paragraph, words))
        });
        // What is much like one that is marked may have been a part of it.
        let likes = told.likes.iter().filter_map(|(ours, theirs)| {
            let (ours, planned) = (known.risks.get(*ours)?, risks.get(*theirs)?);
            let own = of_risk(ours.id).filter(|_| ours.id != planned.id && is_open(&planned))?;
            let number = ours.risk.reference.as_deref().unwrap_or(ours.risk.wording());
            let words = format!("Much like {number}, which is not for the public");
            Some(mark(planned, own.paragraph.clone(), words))
        });
        let lost = lost.chain(likes).collect();
        let head = told.head.map(|line| {
            let paragraph = marking::paragraph(line).unwrap_or_default();
            let each = |planned| mark(planned, paragraph.clone(), format!("“{line}”"));
            open().map(each).collect()
        });
        Self { following, said, lost, head: head.unwrap_or_default() }
    }

    /// What only a person can decide.
    pub(super) fn questions(&self) -> Vec<Question> {
        let options = || {
            vec![
                Choice::new(KEEP, "No: these risks are kept from the public", "--marks keep"),
                Choice::new("open", "Yes: they are for the public", "--marks open"),
            ]
        };
        let question = move |key: &str, words: &str, all: &[(Mark, Concern)]| Question {
            key: key.to_owned(),
            kind: Kind::Marks,
            words: words.to_owned(),
            options: options(),
            otherwise: None,
            concerns: all.iter().map(|(_, concern)| concern.clone()).collect(),
        };
        let said = "The document says of some risks that they are confidential, and they are not \
                    marked as that here. Are they for the public?";
        let lost = "Something that was not for the public is in the document by other words, or not \
                    at all. Is what the document says of these risks for the public?";
        let head = "The head of the document says that it is not for the public. Are these risks?";
        let all = [(HEAD, head, &self.head), (SAID, said, &self.said), (LOST, lost, &self.lost)];
        let asked = all.into_iter().filter(|(.., all)| !all.is_empty());
        asked.map(|(key, words, all)| question(key, words, all)).collect()
    }

    /// The marks that come with the import.
    pub(super) fn marks(self, decisions: &Decisions) -> Vec<Mark> {
        let keeps = |key| decisions.get(key) == Some(KEEP);
        let said = self.said.into_iter().filter(|_| keeps(SAID));
        let lost = self.lost.into_iter().filter(|_| keeps(LOST));
        let mut marks = self.following;
        let head = self.head.into_iter().filter(|_| keeps(HEAD));
        for (mark, _) in said.chain(lost).chain(head) {
            if !marks.iter().any(|own| own.what == mark.what) {
                marks.push(mark);
            }
        }
        marks
    }
}

/// What of a risk was marked and has other words now: an action, or the category.
fn lost(
    known: &Known,
    planned: &PlannedRisk,
    marks: &[Mark],
    risks: &[PlannedRisk],
) -> Option<(String, String)> {
    let was = known.stood(planned.id).map(|version| &version.risk)?;
    if matches!(planned.fate, Fate::Same) {
        return None;
    }
    let now: BTreeSet<ActionId> = planned.risk.actions.iter().filter_map(|own| own.id).collect();
    marks.iter().find_map(|mark| match &mark.what {
        Restricted::Action(id) if !now.contains(id) => {
            let action = was.actions.iter().find(|own| own.id == Some(*id))?;
            // Without an action in its place nothing is told that was not.
            let is_new = |id: &ActionId| !was.actions.iter().any(|own| own.id == Some(*id));
            now.iter().any(is_new).then_some(())?;
            Some((mark.paragraph.clone(), format!("Action: {}", action.description)))
        }
        Restricted::Category(words) if mark.is_of(was) => {
            let stays = risks.iter().any(|other| mark.is_of(&other.risk));
            (!stays).then(|| (mark.paragraph.clone(), format!("Category: {words}")))
        }
        _ => None,
    })
}

/// What a risk says of itself that is confidential: the heading and its words.
fn confidential<'r>(risk: &'r Risk, category: Option<&'r str>) -> Option<(&'r str, &'r str)> {
    let own = risk.extra.iter().map(|(heading, value)| (heading.as_str(), value.as_str()));
    let mut all = own.chain(category.zip(risk.category.as_deref()));
    all.find(|(heading, value)| is_withheld(heading, value))
}

/// The paragraph relied on, where the words name one.
fn paragraph(words: &str) -> String {
    let lower = words.to_lowercase();
    let names_one = ["para", "sch", "act", "lga"].iter().any(|part| lower.contains(part))
        && lower.contains(|c: char| c.is_ascii_digit());
    if names_one { words.trim().to_owned() } else { String::new() }
}

/// Whether a heading asks who may read, and the words under it answer that not everybody may.
fn is_withheld(heading: &str, value: &str) -> bool {
    const NO: [&str; 18] = [
        "no",
        "n",
        "none",
        "-",
        "–",
        "n/a",
        "na",
        "false",
        "0",
        "nil",
        "open",
        "public",
        "part a",
        "part i",
        "part 1",
        "official",
        "unrestricted",
        "unclassified",
    ];
    const PART_B: [&str; 8] = ["b", "part b", "ii", "part ii", "2", "part 2", "exempt", "private"];
    let words: Vec<String> = heading
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    let has = |all: &[&str]| words.iter().any(|word| all.contains(&word.as_str()));
    let value = value.trim().to_lowercase();
    if value.is_empty() || value.chars().count() > 80 {
        return false;
    }
    if has(&["public", "publish", "publishable", "publication"]) && !has(&["not", "non", "exempt"])
    {
        return words.len() <= 3
            && (["no", "n", "false"].contains(&value.as_str()) || is_secret(&value));
    }
    if has(&["classification", "marking"]) {
        return is_secret(&value);
    }
    if has(&["part"]) && (has(&["b"]) || has(&["ii"]) || has(&["2"])) {
        return PART_B.contains(&value.as_str());
    }
    has(&[
        "confidential",
        "restricted",
        "exempt",
        "exemption",
        "publication",
        "private",
        "sensitive",
    ]) && words.len() <= 4
        && !NO.contains(&value.as_str())
}

/// "OFFICIAL-SENSITIVE", "Confidential"; not "not confidential".
fn is_secret(value: &str) -> bool {
    const WORDS: [&str; 7] =
        ["sensitive", "confidential", "secret", "restricted", "exempt", "private", "protected"];
    let denies = value.starts_with("not ") || value.starts_with("non") || value.starts_with("un");
    !denies && WORDS.iter().any(|word| value.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_and_its_words_say_whether_something_is_confidential() {
        for (heading, value, withheld) in [
            ("Confidential", "Yes", true),
            ("Confidential?", "N", false),
            ("Part A/B", "B", true),
            ("Part A/B", "A", false),
            ("Exempt under", "LGA 1972 Sch. 12A para. 3", true),
            ("Exempt under", "", false),
            ("Classification", "OFFICIAL-SENSITIVE", true),
            ("Classification", "OFFICIAL", false),
            ("Classification", "Strategic", false),
            ("Public?", "No", true),
            ("Public?", "Yes", false),
            ("Not for publication", "Yes", true),
            ("Confidentiality", "4", false),
            ("Restricted", "x", true),
            ("Comments", "Confidential", false),
        ] {
            assert_eq!(is_withheld(heading, value), withheld, "{heading}: {value}");
        }
        assert_eq!(paragraph("LGA 1972 Sch. 12A para. 3"), "LGA 1972 Sch. 12A para. 3");
        assert_eq!(paragraph("Yes"), "");
    }
}
