//! What of a register is not for the public, and the register without it.
//!
//! What is restricted is left out, never covered: the public register is another register. It is
//! told that something is left out and by which paragraph, not what or how much.

use std::{collections::HashSet, sync::Arc};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    Action, ActionField, ActionId, AssessmentPart, Covered, Field, Place, Register, Risk,
    RiskField, RiskId, Stage, place::ActionKey,
};

/// Something that is not for the public, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Mark {
    /// What is restricted.
    #[serde(flatten)]
    pub what: Restricted,
    /// The paragraph relied on ("LGA 1972 Sch. 12A para. 3"); empty where none is given.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub paragraph: String,
}

/// What can be restricted.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Restricted {
    /// A risk, whole.
    Risk(RiskId),
    /// An action.
    Action(ActionId),
    /// Every risk of a category, by its words.
    Category(String),
    /// What stands under a heading, in every risk: a field or a column of the body's own, by its
    /// name (`controls`, `extra:Contingency`). A part of an assessment is all of it: a score follows
    /// from likelihood and impact, and each of them from the others.
    Heading(String),
    /// A file kept as evidence, by the digest of its bytes in hexadecimal: wherever it is attached.
    Attachment(String),
}

impl Restricted {
    /// What it leaves out of every risk; nothing where it is of some risks.
    pub fn headings(&self) -> Vec<Covered> {
        match self {
            Self::Heading(name) => match name.parse() {
                Ok(Covered::Rating(stage, _)) => {
                    AssessmentPart::ALL.map(|part| Covered::Rating(stage, part)).to_vec()
                }
                Ok(other) => vec![other],
                Err(_) => vec![],
            },
            Self::Risk(_) | Self::Action(_) | Self::Category(_) | Self::Attachment(_) => vec![],
        }
    }

    /// Whether it leaves out what another does.
    pub fn is_as(&self, other: &Self) -> bool {
        let same_headings = || {
            let own = self.headings();
            !own.is_empty() && own == other.headings()
        };
        self == other || same_headings()
    }
}

impl Register {
    /// The register for the public: without what is marked, without where in a document things
    /// stood and what was noticed there, and without people that nothing public names. With it the
    /// paragraphs relied on, each once, where anything was left out; `None` where nothing was.
    pub fn public(&self, marks: &[Mark]) -> (Self, Option<Vec<String>>) {
        let mut left = LeftOut::default();
        let mut register = self.clone();
        register.risks.retain(|risk| left.keeps(marks.iter().filter(|mark| mark.is_of(risk))));
        for risk in register.risks.iter_mut().map(Arc::make_mut) {
            risk.source = None;
            risk.actions.retain(|action| left.keeps(marks.iter().filter(|mark| mark.is(action))));
            risk.actions.iter_mut().for_each(|action| action.source = None);
        }
        for mark in marks {
            for covered in mark.what.headings() {
                if register.without(&covered) {
                    left.note(mark);
                    register.withheld.extend([covered]);
                }
            }
        }
        register.diagnostics.clear();
        let named: HashSet<&str> = register.risks.iter().flat_map(|risk| names(risk)).collect();
        let mut people = register.people.clone();
        people.retain(|person| {
            named.contains(person.initials.as_str()) || named.contains(person.name.as_str())
        });
        register.people = if register.withheld.has(&Covered::OwnerKey) { vec![] } else { people };
        (register, left.paragraphs)
    }

    /// Whether the actions themselves are withheld.
    pub fn withholds_actions(&self) -> bool {
        self.withheld.has(&Covered::Field(Field::Action))
    }

    /// Whether something is withheld by which it is judged where an action stands: what is left of it
    /// may say that it is late where it is done.
    pub fn withholds_progress(&self) -> bool {
        let judged_by = [Field::Action, Field::ActionDue, Field::ActionStatus];
        judged_by.into_iter().any(|field| self.withheld.has(&Covered::Field(field)))
    }

    /// Whether ratings of a stage are withheld.
    pub fn withholds_stage(&self, stage: Stage) -> bool {
        let mut parts = AssessmentPart::ALL.into_iter();
        parts.any(|part| self.withheld.has(&Covered::Rating(stage, part)))
    }

    /// Takes out what stands under a heading; whether there was anything.
    fn without(&mut self, covered: &Covered) -> bool {
        let mut found = self.layout.has(covered);
        self.layout = self.layout.columns().iter().filter(|c| c.of != *covered).cloned().collect();
        for risk in self.risks.iter_mut().map(Arc::make_mut) {
            found |= risk.clear(covered);
        }
        match covered {
            Covered::OwnerKey => found |= !self.people.is_empty(),
            Covered::Field(field) => found |= self.headings.shift_remove(field).is_some(),
            Covered::Rating(stage, part) => {
                if let Some(headings) = self.rating_headings.get_mut(stage) {
                    found |= headings.shift_remove(&Field::from(*part)).is_some();
                }
                self.rating_headings.retain(|_, headings| !headings.is_empty());
            }
            _ => {}
        }
        found
    }
}

impl Risk {
    /// Takes out what stands under a heading; whether there was anything.
    fn clear(&mut self, covered: &Covered) -> bool {
        let place = match covered {
            Covered::Field(Field::Controls) => {
                return !std::mem::take(&mut self.controls).is_empty();
            }
            Covered::Field(Field::OfAction(ActionField::Description)) => {
                return !std::mem::take(&mut self.actions).is_empty();
            }
            Covered::Field(Field::OfAction(field)) => {
                let cleared = self.actions.iter_mut().map(|action| clear(action, *field));
                return cleared.fold(false, |any, cleared| any | cleared);
            }
            Covered::Field(Field::OfRisk(field)) => Place::Risk(*field),
            Covered::Rating(stage, part) => Place::Assessment(*stage, *part),
            Covered::Extra(heading) => Place::Extra(heading.clone()),
            _ => return false,
        };
        let had = place.words(self).is_some();
        // Nothing can stand at any of these places, so it is never refused.
        had && place.put(self, None).is_ok()
    }
}

fn clear(action: &mut Action, field: ActionField) -> bool {
    match field {
        ActionField::Owners => !std::mem::take(&mut action.owners).is_empty(),
        ActionField::Due => action.due.take().is_some(),
        ActionField::Status => action.status.take().is_some(),
        ActionField::Whole | ActionField::Description => false,
    }
}

/// Whoever a risk names as an owner.
fn names(risk: &Risk) -> impl Iterator<Item = &str> {
    let of_actions = risk.actions.iter().flat_map(|action| &action.owners);
    risk.owners.iter().chain(of_actions).map(String::as_str)
}

impl Mark {
    /// Whether it restricts a risk, whole.
    pub fn is_of(&self, risk: &Risk) -> bool {
        match &self.what {
            Restricted::Risk(id) => risk.id == Some(*id),
            Restricted::Category(words) => {
                let own = Place::Risk(RiskField::Category);
                own.words(risk).is_some_and(|category| {
                    category.trim().to_lowercase() == words.trim().to_lowercase()
                })
            }
            Restricted::Action(_) | Restricted::Heading(_) | Restricted::Attachment(_) => false,
        }
    }

    /// Whether it restricts a file that stands beside a risk, or beside one of its actions, by the
    /// digest of the file's bytes in hexadecimal. What shows of an action is not for the public where
    /// the action is not.
    pub fn is_of_file(&self, digest: &str, action: Option<Option<ActionId>>) -> bool {
        match &self.what {
            Restricted::Attachment(own) => own.eq_ignore_ascii_case(digest),
            Restricted::Action(id) => action == Some(Some(*id)),
            Restricted::Heading(name) => action.is_some() && name == Field::Action.name(),
            Restricted::Risk(_) | Restricted::Category(_) => false,
        }
    }

    /// Whether it restricts what stands at a place of a risk.
    pub fn is_at(&self, place: &Place) -> bool {
        match (&self.what, place) {
            (Restricted::Action(id), Place::Action(key, _)) => *key == ActionKey::Id(*id),
            // Without their wording there are no actions to tell of.
            (Restricted::Heading(name), Place::Action(..)) if name == Field::Action.name() => true,
            (own, place) => covered(place).is_some_and(|covered| own.headings().contains(&covered)),
        }
    }

    fn is(&self, action: &Action) -> bool {
        matches!(self.what, Restricted::Action(id) if action.id == Some(id))
    }
}

/// What a place is of; `None` beside the risks.
fn covered(place: &Place) -> Option<Covered> {
    Some(match place {
        Place::Assessment(stage, part) => Covered::Rating(*stage, *part),
        Place::Extra(heading) => Covered::Extra(heading.clone()),
        Place::Action(_, ActionField::Whole) => Covered::Field(Field::Action),
        other => Covered::Field(other.field()?),
    })
}

/// The paragraphs by which something was left out.
#[derive(Default)]
struct LeftOut {
    paragraphs: Option<Vec<String>>,
}

impl LeftOut {
    fn note(&mut self, mark: &Mark) {
        let paragraphs = self.paragraphs.get_or_insert_default();
        if !mark.paragraph.is_empty() && !paragraphs.contains(&mark.paragraph) {
            paragraphs.push(mark.paragraph.clone());
        }
    }

    /// Whether nothing restricts it; what does is noted.
    fn keeps<'m>(&mut self, marks: impl Iterator<Item = &'m Mark>) -> bool {
        let mut keeps = true;
        for mark in marks {
            keeps = false;
            self.note(mark);
        }
        keeps
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Control, Number, Person, Rating};

    fn id<Id: serde::de::DeserializeOwned>(number: u8) -> Id {
        let text = format!("\"{number:08}-0000-7000-8000-000000000000\"");
        serde_json::from_str(&text).unwrap()
    }

    fn register() -> Register {
        let risk = |number: u8, category: &str, owner: &str| Risk {
            id: Some(id(number)),
            reference: Some(format!("W{number}")),
            category: Some(category.to_owned()),
            description: Some(format!("What risk {number} says")),
            owners: vec![owner.to_owned()],
            controls: vec![Control::new(format!("Control of {number}"))],
            actions: vec![Action {
                id: Some(id(number + 50)),
                description: format!("Action of {number}"),
                owners: vec!["KL".into()],
                ..Action::default()
            }],
            extra: [("Fallback".to_owned(), format!("Fallback of {number}"))].into_iter().collect(),
            ..Risk::default()
        };
        let person = |initials: &str| Person {
            initials: initials.into(),
            name: format!("Name of {initials}"),
            role: None,
        };
        Register {
            risks: [risk(1, "Water", "AB"), risk(2, "Money", "CD"), risk(3, "Water", "AB")]
                .map(Arc::new)
                .into(),
            people: ["AB", "CD", "KL", "ZZ"].map(person).into(),
            ..Register::default()
        }
    }

    fn mark(what: Restricted) -> Mark {
        Mark { what, paragraph: "para. 3".into() }
    }

    fn public(what: Restricted) -> String {
        let (register, left) = register().public(&[mark(what)]);
        assert_eq!(left.unwrap(), ["para. 3"]);
        register.to_json()
    }

    #[test]
    fn what_is_marked_is_nowhere_in_the_public_register() {
        let text = public(Restricted::Risk(id(2)));
        assert!(!text.contains("risk 2") && !text.contains("of 2") && !text.contains("Money"));
        assert!(!text.contains("CD"), "nor who alone answers for it");
        assert!(text.contains("risk 1") && text.contains("Name of AB"));
        let text = public(Restricted::Action(id(53)));
        assert!(!text.contains("Action of 3") && text.contains("risk 3"));
        let text = public(Restricted::Category("water".into()));
        assert!(!text.contains("risk 1") && !text.contains("risk 3") && text.contains("risk 2"));
        let text = public(Restricted::Heading("extra:Fallback".into()));
        assert!(!text.contains("Fallback"));
        let text = public(Restricted::Heading("controls".into()));
        assert!(!text.contains("Control of"));
    }

    #[test]
    fn a_part_of_an_assessment_is_all_of_it() {
        let rated = |text: &str, value: i32| Rating::read(text, Number::new(value.into()).unwrap());
        let mut register = register();
        for risk in register.risks.iter_mut().map(Arc::make_mut) {
            let own = risk.assessments.slot(Stage::Current).get_or_insert_default();
            own.likelihood = Some(rated("4 Likely", 4));
            own.impact = Some(rated("3", 3));
        }
        let (public, _) = register.public(&[mark(Restricted::Heading("current-score".into()))]);
        let told = |risk: &Arc<Risk>| {
            risk.assessments.get(Stage::Current).is_some_and(|own| !own.is_blank())
        };
        assert!(!public.risks.iter().any(told), "a score would follow from the rest");
        assert!(public.withholds_stage(Stage::Current) && !public.withholds_stage(Stage::Inherent));
        let by_likelihood = Restricted::Heading("current-likelihood".into());
        assert!(by_likelihood.is_as(&Restricted::Heading("current-score".into())));
        assert!(!by_likelihood.is_as(&Restricted::Heading("target-score".into())));
    }

    #[test]
    fn the_public_register_knows_what_it_does_not_say() {
        let withheld = |name: &str| register().public(&[mark(Restricted::Heading(name.into()))]).0;
        assert!(withheld("action").withholds_actions());
        assert!(!withheld("action-owners").withholds_progress());
        assert!(!withheld("action-owners").withholds_actions());
        let without_key = withheld("owner-key");
        assert_eq!(without_key.people, []);
        assert!(!without_key.to_json().contains("Name of"));
        // What the register does not say is not withheld.
        assert!(!withheld("current-score").withholds_stage(Stage::Current));
        assert!(!Covered::Matrix.can_be_withheld() && Covered::OwnerKey.can_be_withheld());
    }

    #[test]
    fn a_file_is_restricted_by_its_own_mark_or_that_of_its_action() {
        let of_action = Some(Some(id(53)));
        assert!(mark(Restricted::Attachment("ab12".into())).is_of_file("AB12", None));
        assert!(!mark(Restricted::Attachment("ab12".into())).is_of_file("ab13", of_action));
        assert!(mark(Restricted::Action(id(53))).is_of_file("ab12", of_action));
        assert!(!mark(Restricted::Action(id(53))).is_of_file("ab12", None));
        assert!(mark(Restricted::Heading("action".into())).is_of_file("ab12", Some(None)));
        assert!(!mark(Restricted::Heading("owners".into())).is_of_file("ab12", of_action));
    }

    #[test]
    fn what_is_not_marked_is_public_and_nothing_is_said_to_be_left_out() {
        let (public, left) = register().public(&[]);
        assert_eq!(left, None);
        assert_eq!(public.risks.len(), 3);
        let (_, left) = register().public(&[mark(Restricted::Risk(id(9)))]);
        assert_eq!(left, None, "what is not on the register is not left out of it");
    }
}
