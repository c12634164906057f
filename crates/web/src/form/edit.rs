//! What the edit form sent, as the risk that it describes.
//!
//! A field that the form does not have stays as it was: only what was shown can be changed.

use bellwether_app::edit::{
    Began, Leave,
    owners::{Doubt, Owners},
};
use bellwether_domain::{
    Action, Assessment, Control, Date, Rating, Reading, Register, Risk, Stage, due,
    similar::pair_actions,
};
use bellwether_history::{Authority, NoAuthority, Seq};

use super::Byline;
use crate::error::Failure;

/// Owners as the form writes them.
pub(crate) fn owners_text(owners: &[String]) -> String {
    owners.join("; ")
}

/// The name of the field that says whom something typed means.
pub(crate) fn meant(typed: &str) -> String {
    format!("meant.{typed}")
}

/// From when an edit is to hold, what is meant by it, who makes it and why, as typed.
#[derive(Debug, Clone)]
pub struct EditTyped {
    /// From which day it is true.
    pub effective: Date,
    /// What is said to be meant.
    pub leave: Leave,
    /// By whom and why.
    pub by: Byline,
}

impl EditTyped {
    /// The form before anything is typed.
    pub(crate) fn fresh(effective: Date) -> Self {
        Self { effective, leave: Leave::default(), by: Byline::default() }
    }

    /// Who makes the edit, why and from when; or what is missing.
    pub(crate) fn authority(&self) -> Result<Authority, Vec<NoAuthority>> {
        self.by.authority(self.effective)
    }
}

/// The fields of a form, by name.
#[derive(Debug, Clone, Default)]
pub(crate) struct Fields {
    pairs: Vec<(String, String)>,
    /// Those whom the register knows: what is typed as an owner is read by them.
    known: Owners,
}

impl Fields {
    pub(crate) fn parse(body: &str) -> Self {
        let pairs = form_urlencoded::parse(body.as_bytes()).into_owned().collect();
        Self { pairs, known: Owners::default() }
    }

    /// The same, with the register that owners are read by.
    pub(crate) fn of(self, register: &Register) -> Self {
        Self { known: Owners::of(register), ..self }
    }

    /// A field, empty ones included; `None` where the form does not have it.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.pairs.iter().rev().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }

    fn set(&mut self, name: &str, value: &str) {
        self.pairs.push((name.to_owned(), value.to_owned()));
    }

    fn date(&self, name: &str) -> Result<Option<Date>, Failure> {
        let Some(text) = self.get(name).map(str::trim).filter(|text| !text.is_empty()) else {
            return Ok(None);
        };
        let read = text.parse().map(Some);
        read.map_err(|_| Failure::Address(vec![format!("“{text}” is not a date.")]))
    }

    /// The version that the form began from; once everything is decided that two changed alike,
    /// the one that was decided about.
    pub(crate) fn began(&self) -> Result<Began, Failure> {
        let name = if self.is_decided() { "stands" } else { "began" };
        let seq = self.get(name).and_then(|text| text.parse().ok()).map(Seq);
        match (seq, self.date(&format!("{name}-as-at"))?) {
            (Some(seq), Some(as_at)) => Ok(Began { seq, as_at }),
            _ => Err(Failure::Address(vec![
                "The form does not say which version of the risk it began from.".to_owned(),
            ])),
        }
    }

    /// From when, what is meant, by whom and why.
    pub(crate) fn typed(&self, today: Date) -> Result<EditTyped, Failure> {
        let ticked = |name| self.get(name).is_some();
        Ok(EditTyped {
            effective: self.date("effective")?.unwrap_or(today),
            leave: Leave {
                until_next: ticked("until-next"),
                ahead: ticked("ahead"),
                off_scale: ticked("off-scale"),
            },
            by: Byline::read(|name| self.get(name)),
        })
    }

    /// Whether the form asked for decisions and has them all.
    fn is_decided(&self) -> bool {
        let asked = (0..MOST_ROWS)
            .take_while(|number| self.get(&format!("conflict.{number}.field")).is_some())
            .count();
        asked > 0 && (0..asked).all(|number| self.get(&format!("choose.{number}")).is_some())
    }

    /// Puts what was chosen of two texts into the fields themselves.
    pub(crate) fn decide(&mut self) {
        if !self.is_decided() {
            return;
        }
        for number in 0..MOST_ROWS {
            let own = |what: &str| self.get(&format!("conflict.{number}.{what}"));
            let Some(field) = own("field").map(str::to_owned) else { return };
            let (mine, theirs) = (own("mine").map(str::to_owned), own("theirs").map(str::to_owned));
            let choose_theirs = self.get(&format!("choose.{number}")) == Some("theirs");
            let chosen = if choose_theirs { &theirs } else { &mine };
            if let Some(row) = field.strip_suffix(".whole") {
                if chosen.is_none() {
                    self.set(&format!("{row}.remove"), "on");
                }
            } else if field == "controls" {
                self.decide_control(mine.as_deref().or(theirs.as_deref()), chosen.as_deref());
            } else if choose_theirs {
                self.set(&field, theirs.as_deref().unwrap_or_default());
            }
        }
    }

    fn decide_control(&mut self, shown: Option<&str>, chosen: Option<&str>) {
        let Some(text) = self.get("controls") else { return };
        let lines: Vec<&str> = text
            .lines()
            .filter_map(|line| if Some(line.trim()) == shown { chosen } else { Some(line) })
            .collect();
        let text = lines.join("\n");
        self.set("controls", &text);
    }

    /// The risk that the form describes, for someone who saw `seen`.
    pub(crate) fn risk(&self, seen: &Risk, effective: Date) -> Risk {
        Risk {
            id: seen.id,
            reference: self.words("reference", &seen.reference),
            category: self.words("category", &seen.category),
            title: self.words("title", &seen.title),
            description: self.words("description", &seen.description),
            cause: self.words("cause", &seen.cause),
            event: self.words("event", &seen.event),
            consequence: self.words("consequence", &seen.consequence),
            owners: self.get("owners").map_or_else(
                || seen.owners.clone(),
                |text| self.owners(text, std::iter::once(&seen.owners)),
            ),
            assessments: {
                let mut read = seen.assessments.clone();
                for stage in Stage::ALL {
                    let slot = read.slot(stage);
                    *slot = self.assessment(stage, slot.as_ref());
                }
                read
            },
            controls: self.controls(&seen.controls),
            actions: self.actions(&seen.actions, effective),
            status: self.reading("status", &seen.status, bellwether_intake::risk_status),
            response: self.reading("response", &seen.response, bellwether_intake::response),
            extra: seen
                .extra
                .iter()
                .filter_map(|(heading, cell)| {
                    let cell = self.words(&format!("extra.{heading}"), &Some(cell.clone()))?;
                    Some((heading.clone(), cell))
                })
                .collect(),
            source: seen.source.clone(),
        }
    }

    /// The owners that a field names; those of the register as they stand there, whatever is in
    /// their names.
    fn owners<'a>(&self, text: &str, seen: impl Iterator<Item = &'a Vec<String>>) -> Vec<String> {
        let typed = match as_seen(text, seen) {
            Some(seen) => return seen.clone(),
            None => self.known.read(text),
        };
        let in_doubt = |owner: &String| typed.doubts.iter().any(|doubt| doubt.typed == *owner);
        let mut owners: Vec<String> = vec![];
        for owner in &typed.owners {
            let answer = self.get(&meant(owner)).filter(|_| in_doubt(owner));
            let owner = answer.unwrap_or(owner);
            if !owners.iter().any(|other| other == owner) {
                owners.push(owner.to_owned());
            }
        }
        owners
    }

    /// The owners of whom the register does not say who they are, and nobody has yet.
    pub(crate) fn doubts(&self, seen: &Risk) -> Vec<Doubt> {
        let mut doubts: Vec<Doubt> = vec![];
        let fields = std::iter::once("owners".to_owned()).chain(
            (0..MOST_ROWS)
                .take_while(|row| self.get(&format!("action.{row}.words")).is_some())
                .filter(|row| self.get(&format!("action.{row}.remove")).is_none())
                .map(|row| format!("action.{row}.owners")),
        );
        for field in fields {
            let text = self.get(&field).unwrap_or_default();
            let all = std::iter::once(&seen.owners).chain(seen.actions.iter().map(|a| &a.owners));
            if as_seen(text, all).is_some() {
                continue;
            }
            for doubt in self.known.read(text).doubts {
                let answered = self.get(&meant(&doubt.typed)).is_some();
                if !answered && !doubts.contains(&doubt) {
                    doubts.push(doubt);
                }
            }
        }
        doubts
    }

    /// Whom the form says to be meant, to be kept with it.
    pub(crate) fn answers(&self) -> Vec<(String, String)> {
        let is_answer =
            |(name, value): &&(String, String)| name.starts_with(&meant("")) && !value.is_empty();
        self.pairs.iter().filter(is_answer).cloned().collect()
    }

    fn words(&self, name: &str, seen: &Option<String>) -> Option<String> {
        match self.get(name) {
            Some(text) => Some(text.to_owned()).filter(|text| !text.trim().is_empty()),
            None => seen.clone(),
        }
    }

    fn reading<T: Clone>(
        &self,
        name: &str,
        seen: &Option<Reading<T>>,
        read: impl Fn(&str) -> Option<T>,
    ) -> Option<Reading<T>> {
        let Some(text) = self.get(name).map(str::trim) else { return seen.clone() };
        match seen {
            Some(seen) if seen.text == text => Some(seen.clone()),
            _ if text.is_empty() => None,
            _ => Some(Reading { text: text.to_owned(), value: read(text) }),
        }
    }

    fn assessment(&self, stage: Stage, seen: Option<&Assessment>) -> Option<Assessment> {
        let blank = Assessment::default();
        let was = seen.unwrap_or(&blank);
        let part = |name: &str, was: &Option<Rating>| {
            self.reading(&format!("{stage}.{name}"), was, bellwether_intake::rating)
        };
        let read = Assessment {
            label: was.label.clone(),
            likelihood: part("likelihood", &was.likelihood),
            impact: part("impact", &was.impact),
            score: part("score", &was.score),
            level: self.words(&format!("{stage}.level"), &was.level),
        };
        (seen.is_some() || !read.is_blank()).then_some(read)
    }

    /// Controls stand one on a line.
    fn controls(&self, seen: &[Control]) -> Vec<Control> {
        let Some(text) = self.get("controls") else { return seen.to_vec() };
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        let known = |line: &str| seen.iter().find(|control| control.description == line);
        lines.map(|line| known(line).cloned().unwrap_or_else(|| Control::new(line))).collect()
    }

    fn actions(&self, seen: &[Action], effective: Date) -> Vec<Action> {
        let Some(rows) = self.get("actions").and_then(|rows| rows.parse::<usize>().ok()) else {
            return seen.to_vec();
        };
        let mut actions: Vec<Action> = (0..rows.min(MOST_ROWS))
            .filter(|row| self.get(&format!("action.{row}.remove")).is_none())
            .map(|row| self.action(row, seen, effective))
            .collect();
        // By the id that the row carries; a row of none by its words.
        for pair in pair_actions(seen, &actions) {
            if let (Some(was), Some(action)) = (seen.get(pair.before), actions.get_mut(pair.after))
            {
                action.id = was.id;
                action.source.clone_from(&was.source);
            }
        }
        actions
    }

    fn action(&self, row: usize, seen: &[Action], effective: Date) -> Action {
        let field = |name: &str| {
            self.get(&format!("action.{row}.{name}")).map(str::trim).unwrap_or_default()
        };
        let (due, status) = (field("due"), field("status"));
        let mut dues = seen.iter().filter_map(|action| action.due.as_ref());
        let mut statuses = seen.iter().filter_map(|action| action.status.as_ref());
        // Only that of an action of this risk.
        let id = field("id").parse().ok().filter(|id| seen.iter().any(|own| own.id == Some(*id)));
        Action {
            id,
            description: field("words").to_owned(),
            owners: self.owners(field("owners"), seen.iter().map(|action| &action.owners)),
            due: match dues.find(|seen| seen.text == due) {
                Some(seen) => Some(seen.clone()),
                None => (!due.is_empty()).then(|| due::read(due, effective)),
            },
            status: match statuses.find(|seen| seen.text == status) {
                Some(seen) => Some(seen.clone()),
                None => (!status.is_empty()).then(|| Reading {
                    text: status.to_owned(),
                    value: bellwether_intake::status(status),
                }),
            },
            source: None,
        }
    }
}

/// More rows than any register has; a form that says more is not ours.
const MOST_ROWS: usize = 500;

/// Owners that the register has just as they stand in a field.
fn as_seen<'a>(
    text: &str,
    mut seen: impl Iterator<Item = &'a Vec<String>>,
) -> Option<&'a Vec<String>> {
    seen.find(|seen| owners_text(seen) == text.trim())
}
