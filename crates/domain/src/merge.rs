//! Two edits of one risk become one, field by field: a three-way merge.
//!
//! Both began from the same version. What only one of them changed stands; what both changed
//! alike stands; what both changed differently is a conflict that shows both texts, for a person
//! to decide.

mod slot;

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Action, Assessment, Assessments, Control, Field, Reading, Risk, Stage, diff::Place};
use slot::Slot;

/// Something that both changed, and not alike.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct MergeConflict {
    /// Where it stands; an action is named by its wording before both.
    #[serde(flatten)]
    pub place: Place,
    /// Which action or control of the merged risk it is, where it is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<usize>,
    /// What both began from; `None` if there was nothing.
    pub base: Option<String>,
    /// What I say; `None` if I took it away.
    pub mine: Option<String>,
    /// What the other says; `None` if they took it away.
    pub theirs: Option<String>,
}

/// Two edits as one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merged {
    /// The risk with what both said. Where they conflict it has mine; but an action or control
    /// that one changed and the other took away is kept until somebody decides.
    pub risk: Risk,
    /// What both changed, and not alike, in the order of the fields.
    pub conflicts: Vec<MergeConflict>,
}

/// Merges two edits of one risk that began from `base`.
///
/// Owners are one field: who answers for a risk is decided, not added up. Controls and actions
/// are recognised by their words ([`pair_actions`]) and merged one by one. A heading over an
/// assessment and a place in a document are no statement about the risk, and never conflict.
pub fn merge(base: &Risk, mine: &Risk, theirs: &Risk) -> Merged {
    let mut conflicts = Conflicts::default();
    let sides = Sides { base, mine, theirs };
    let risk = conflicts.risk(sides);
    Merged { risk, conflicts: conflicts.0 }
}

/// The same thing three times: before both, as I say, as they say.
struct Sides<'a, T: ?Sized> {
    base: &'a T,
    mine: &'a T,
    theirs: &'a T,
}

impl<T: ?Sized> Clone for Sides<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: ?Sized> Copy for Sides<'_, T> {}

impl<'a, T: ?Sized> Sides<'a, T> {
    fn part<U: ?Sized>(self, part: impl Fn(&'a T) -> &'a U) -> Sides<'a, U> {
        Sides { base: part(self.base), mine: part(self.mine), theirs: part(self.theirs) }
    }

    /// The side that stands if at most one of them changed it, or both alike.
    fn settled(self) -> Option<&'a T>
    where
        T: PartialEq,
    {
        if self.mine == self.theirs || self.theirs == self.base {
            Some(self.mine)
        } else if self.mine == self.base {
            Some(self.theirs)
        } else {
            None
        }
    }
}

#[derive(Default)]
struct Conflicts(Vec<MergeConflict>);

impl Conflicts {
    fn risk(&mut self, sides: Sides<'_, Risk>) -> Risk {
        // Every field is named, so that a new one cannot be forgotten here.
        Risk {
            id: unspoken(sides.part(|risk| &risk.id)),
            reference: self.words(Field::Reference, sides.part(|risk| &risk.reference)),
            category: self.words(Field::Category, sides.part(|risk| &risk.category)),
            title: self.words(Field::Title, sides.part(|risk| &risk.title)),
            description: self.words(Field::Description, sides.part(|risk| &risk.description)),
            cause: self.words(Field::Cause, sides.part(|risk| &risk.cause)),
            event: self.words(Field::Event, sides.part(|risk| &risk.event)),
            consequence: self.words(Field::Consequence, sides.part(|risk| &risk.consequence)),
            owners: self.field(
                Place::Risk { field: Field::Owners },
                sides.part(|risk| &risk.owners),
                |owners| joined(owners),
            ),
            assessments: self.assessments(sides.part(|risk| &risk.assessments)),
            controls: self.controls(sides.part(|risk| risk.controls.as_slice())),
            actions: self.items(sides.part(|risk| risk.actions.as_slice()), action_place),
            status: self.reading(Field::Status, sides.part(|risk| &risk.status)),
            response: self.reading(Field::Response, sides.part(|risk| &risk.response)),
            extra: self.extra(sides.part(|risk| &risk.extra)),
            source: unspoken(sides.part(|risk| &risk.source)),
        }
    }

    /// One field: whichever side changed it, or a conflict. Only its words can conflict, not
    /// what they were read as.
    fn field<T: PartialEq + Clone>(
        &mut self,
        place: Place,
        sides: Sides<'_, T>,
        words: impl Fn(&T) -> Option<String>,
    ) -> T {
        if let Some(settled) = sides.settled() {
            return settled.clone();
        }
        let (base, mine, theirs) = (words(sides.base), words(sides.mine), words(sides.theirs));
        if mine == base {
            return sides.theirs.clone();
        }
        if mine != theirs && theirs != base {
            self.0.push(MergeConflict { place, item: None, base, mine, theirs });
        }
        sides.mine.clone()
    }

    fn words(&mut self, field: Field, sides: Sides<'_, Option<String>>) -> Option<String> {
        self.field(Place::Risk { field }, sides, Clone::clone)
    }

    fn reading<T: PartialEq + Clone>(
        &mut self,
        field: Field,
        sides: Sides<'_, Option<Reading<T>>>,
    ) -> Option<Reading<T>> {
        self.field(Place::Risk { field }, sides, text)
    }

    fn assessments(&mut self, sides: Sides<'_, Assessments>) -> Assessments {
        let mut merged = Assessments::default();
        for stage in Stage::ALL {
            let none = Assessment::default();
            let part = |assessments: &Assessments| {
                assessments.get(stage).cloned().unwrap_or_else(|| none.clone())
            };
            let slots = [sides.base, sides.mine, sides.theirs].map(|side| side.get(stage));
            let [base, mine, theirs] = &slots;
            *merged.slot(stage) = match (Sides { base, mine, theirs }).settled() {
                Some(settled) => settled.cloned(),
                None => {
                    let (base, mine, theirs) =
                        (part(sides.base), part(sides.mine), part(sides.theirs));
                    let sides = Sides { base: &base, mine: &mine, theirs: &theirs };
                    Some(self.assessment(stage, sides)).filter(|merged| *merged != none)
                }
            };
        }
        merged
    }

    fn assessment(&mut self, stage: Stage, sides: Sides<'_, Assessment>) -> Assessment {
        let place = |field| Place::Assessment { stage, field };
        Assessment {
            label: unspoken(sides.part(|a| &a.label)),
            likelihood: self.field(place(Field::Likelihood), sides.part(|a| &a.likelihood), text),
            impact: self.field(place(Field::Impact), sides.part(|a| &a.impact), text),
            score: self.field(place(Field::Score), sides.part(|a| &a.score), text),
            level: self.field(place(Field::Level), sides.part(|a| &a.level), Clone::clone),
        }
    }

    /// Controls are merged as actions that nobody owns and that have no date.
    fn controls(&mut self, sides: Sides<'_, [Control]>) -> Vec<Control> {
        let actions = |controls: &[Control]| -> Vec<Action> {
            let action = |control: &Control| Action {
                description: control.description.clone(),
                ..Action::default()
            };
            controls.iter().map(action).collect()
        };
        let all = [sides.base, sides.mine, sides.theirs];
        let [base, mine, theirs] = all.map(actions);
        let sides = Sides { base: &*base, mine: &*mine, theirs: &*theirs };
        let merged = self.items(sides, |_, _| Place::Risk { field: Field::Controls });
        let control = |item: Action| {
            let of = all.into_iter().flatten().find(|known| known.description == item.description);
            Control { id: of.and_then(|known| known.id), description: item.description }
        };
        merged.into_iter().map(control).collect()
    }

    fn items(&mut self, sides: Sides<'_, [Action]>, place: PlaceOf) -> Vec<Action> {
        if let Some(settled) = sides.settled() {
            return settled.to_vec();
        }
        let mut merged = Vec::new();
        for slot in Slot::all(sides) {
            let (before, first) = (merged.len(), self.0.len());
            merged.extend(self.item(slot.of(sides), place));
            for conflict in self.0.iter_mut().skip(first) {
                conflict.item = Some(before);
            }
        }
        merged
    }

    fn item(
        &mut self,
        (base, mine, theirs): (Option<&Action>, Option<&Action>, Option<&Action>),
        place: PlaceOf,
    ) -> Option<Action> {
        match (base, mine, theirs) {
            (Some(base), Some(mine), Some(theirs)) => {
                Some(self.action(Sides { base, mine, theirs }, place))
            }
            (None, mine, theirs) => mine.or(theirs).cloned(),
            (Some(_), None, None) => None,
            (Some(base), mine, theirs) => {
                let kept = mine.or(theirs).filter(|kept| !alike(base, kept))?;
                self.0.push(MergeConflict {
                    place: place(&base.description, Field::Action),
                    item: None,
                    base: Some(line(base)),
                    mine: mine.map(line),
                    theirs: theirs.map(line),
                });
                Some(kept.clone())
            }
        }
    }

    fn action(&mut self, sides: Sides<'_, Action>, place: PlaceOf) -> Action {
        let place = |field| place(&sides.base.description, field);
        Action {
            id: unspoken(sides.part(|action| &action.id)),
            description: self.field(
                place(Field::Action),
                sides.part(|action| &action.description),
                |words| Some(words.clone()),
            ),
            owners: self.field(
                place(Field::ActionOwners),
                sides.part(|action| &action.owners),
                |owners| joined(owners),
            ),
            due: self.field(place(Field::ActionDue), sides.part(|action| &action.due), |due| {
                due.as_ref().map(|due| due.text.clone())
            }),
            status: self.field(
                place(Field::ActionStatus),
                sides.part(|action| &action.status),
                text,
            ),
            source: unspoken(sides.part(|action| &action.source)),
        }
    }

    fn extra(&mut self, sides: Sides<'_, IndexMap<String, String>>) -> IndexMap<String, String> {
        let mut merged = IndexMap::new();
        let added = sides.theirs.keys().filter(|heading| !sides.mine.contains_key(*heading));
        for heading in sides.mine.keys().chain(added) {
            let cell = |cells: &IndexMap<String, String>| cells.get(heading).cloned();
            let (base, mine, theirs) = (cell(sides.base), cell(sides.mine), cell(sides.theirs));
            let place = Place::Extra { heading: heading.clone() };
            let sides = Sides { base: &base, mine: &mine, theirs: &theirs };
            if let Some(words) = self.field(place, sides, Clone::clone) {
                merged.insert(heading.clone(), words);
            }
        }
        merged
    }
}

/// Where a field of an item stands, by the item's wording.
type PlaceOf = fn(&str, Field) -> Place;

fn action_place(action: &str, field: Field) -> Place {
    Place::Action { action: action.to_owned(), field }
}

/// Something that is kept but says nothing of the risk: mine, unless only they have another.
fn unspoken<T: PartialEq + Clone>(sides: Sides<'_, T>) -> T {
    sides.settled().unwrap_or(sides.mine).clone()
}

fn text<T>(reading: &Option<Reading<T>>) -> Option<String> {
    reading.as_ref().map(|reading| reading.text.clone())
}

fn joined(owners: &[String]) -> Option<String> {
    (!owners.is_empty()).then(|| owners.join(" / "))
}

/// A whole action in one line.
fn line(action: &Action) -> String {
    let due = action.due.as_ref().map(|due| due.text.clone());
    [Some(action.description.clone()), joined(&action.owners), due, text(&action.status)]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" · ")
}

/// Whether two actions say the same, wherever they stood in their documents.
fn alike(a: &Action, b: &Action) -> bool {
    let due = |action: &Action| action.due.as_ref().map(|due| due.text.clone());
    a.description == b.description
        && a.owners == b.owners
        && due(a) == due(b)
        && text(&a.status) == text(&b.status)
}
