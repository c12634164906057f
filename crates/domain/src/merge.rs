//! Two edits of one risk become one, place by place: a three-way merge.
//!
//! Both began from the same version. What only one of them changed stands; what both changed
//! alike stands; what both changed differently is a conflict that shows both texts, for a person
//! to decide.

mod slot;

use serde::Serialize;

use crate::{
    Action, Assessments, Control, Risk, Stage,
    place::{
        ActionField, ActionKey, AssessmentPart, ControlField, ControlKey, Named, Place, RiskField,
        Value,
    },
    similar::{Pair, pair_actions, pair_by_words},
};
use slot::Slot;

/// Something that both changed, and not alike.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct MergeConflict {
    /// Where it stands in what both began from; an action is named by its wording there.
    #[serde(flatten)]
    pub place: Named,
    /// Which action or control of the merged risk it is, where it is one.
    #[serde(skip_serializing_if = "Option::is_none")]
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
        let mut merged = sides.mine.clone();
        merged.id = unspoken(sides.part(|risk| &risk.id));
        merged.source = unspoken(sides.part(|risk| &risk.source));
        for field in RiskField::ALL {
            self.at(&Place::Risk(field), sides, &mut merged);
        }
        for stage in Stage::ALL {
            self.assessment(stage, sides, &mut merged);
        }
        merged.controls = self.items(sides.part(|risk| risk.controls.as_slice()));
        merged.actions = self.items(sides.part(|risk| risk.actions.as_slice()));
        let added = sides.theirs.extra.keys().filter(|own| !sides.mine.extra.contains_key(*own));
        for heading in sides.mine.extra.keys().chain(added) {
            self.at(&Place::Extra(heading.clone()), sides, &mut merged);
        }
        merged
    }

    /// One place of a risk that has mine so far.
    fn at(&mut self, place: &Place, sides: Sides<'_, Risk>, merged: &mut Risk) {
        let said = [sides.base, sides.mine, sides.theirs].map(|risk| place.say(risk));
        if let Some(theirs) = self.decide(place.clone().into(), &said) {
            // What one risk says there can stand there in another.
            place.put(merged, theirs).ok();
        }
    }

    /// What they say, where that is to stand; `None` where mine stands. Only words can conflict,
    /// not what they were read as.
    fn decide(&mut self, place: Named, said: &[Option<Value>; 3]) -> Option<Option<Value>> {
        let [base, mine, theirs] = said;
        if mine == theirs || theirs == base {
            return None;
        }
        let words = |value: &Option<Value>| value.as_ref().map(Value::words);
        let told = (words(base), words(mine), words(theirs));
        if mine == base || told.1 == told.0 {
            return Some(theirs.clone());
        }
        if told.1 != told.2 && told.2 != told.0 {
            let (base, mine, theirs) = told;
            self.0.push(MergeConflict { place, item: None, base, mine, theirs });
        }
        None
    }

    fn assessment(&mut self, stage: Stage, sides: Sides<'_, Risk>, merged: &mut Risk) {
        let slot = |risk: &Risk| Assessments::get(&risk.assessments, stage).cloned();
        let (base, mine, theirs) = (slot(sides.base), slot(sides.mine), slot(sides.theirs));
        let own = Sides { base: &base, mine: &mine, theirs: &theirs };
        if let Some(settled) = own.settled() {
            merged.assessments.slot(stage).clone_from(settled);
            return;
        }
        let label = |slot: &Option<crate::Assessment>| slot.as_ref().and_then(|a| a.label.clone());
        let (base, mine, theirs) = (label(&base), label(&mine), label(&theirs));
        let label = unspoken(Sides { base: &base, mine: &mine, theirs: &theirs });
        for part in AssessmentPart::ALL {
            self.at(&Place::Assessment(stage, part), sides, merged);
        }
        let slot = merged.assessments.slot(stage);
        let mut both = slot.take().unwrap_or_default();
        both.label = label;
        *slot = Some(both).filter(|both| *both != crate::Assessment::default());
    }

    fn items<T: Item>(&mut self, sides: Sides<'_, [T]>) -> Vec<T> {
        if let Some(settled) = sides.settled() {
            return settled.to_vec();
        }
        let mut merged = Vec::new();
        for slot in Slot::all(sides) {
            let (before, first) = (merged.len(), self.0.len());
            merged.extend(self.item(slot.of(sides), slot.base.unwrap_or_default()));
            for conflict in self.0.iter_mut().skip(first) {
                conflict.item = Some(before);
            }
        }
        merged
    }

    /// One item, which stood at a position of what both began from.
    fn item<T: Item>(
        &mut self,
        (base, mine, theirs): (Option<&T>, Option<&T>, Option<&T>),
        at: usize,
    ) -> Option<T> {
        match (base, mine, theirs) {
            (Some(base), Some(mine), Some(theirs)) => {
                Some(T::merged(Sides { base, mine, theirs }, at, self))
            }
            (None, mine, theirs) => mine.or(theirs).cloned(),
            (Some(_), None, None) => None,
            (Some(base), mine, theirs) => {
                let kept = mine.or(theirs).filter(|kept| base.line() != kept.line())?;
                self.0.push(MergeConflict {
                    place: base.whole(at),
                    item: None,
                    base: Some(base.line()),
                    mine: mine.map(T::line),
                    theirs: theirs.map(T::line),
                });
                Some(kept.clone())
            }
        }
    }
}

/// A control or an action: one of a list that is merged item by item.
trait Item: Clone + PartialEq {
    /// Which is which in another list.
    fn pair(before: &[Self], after: &[Self]) -> Vec<Pair>;

    /// The place of all of it, where it stands at a position of what both began from.
    fn whole(&self, at: usize) -> Named;

    /// All that it says in one line, wherever it stood in its document.
    fn line(&self) -> String;

    /// The three as one.
    fn merged(sides: Sides<'_, Self>, at: usize, conflicts: &mut Conflicts) -> Self;
}

impl Item for Action {
    fn pair(before: &[Self], after: &[Self]) -> Vec<Pair> {
        pair_actions(before, after)
    }

    fn whole(&self, at: usize) -> Named {
        let at = Place::Action(ActionKey::of_action(at, self), ActionField::Whole);
        Named { at, item: self.description.clone() }
    }

    fn line(&self) -> String {
        let said = ActionField::SAID.iter().filter_map(|field| field.words(self));
        said.collect::<Vec<_>>().join(" · ")
    }

    fn merged(sides: Sides<'_, Self>, at: usize, conflicts: &mut Conflicts) -> Self {
        let key = ActionKey::of_action(at, sides.base);
        let mut merged = sides.mine.clone();
        merged.id = unspoken(sides.part(|action| &action.id));
        merged.source = unspoken(sides.part(|action| &action.source));
        for field in ActionField::SAID {
            let item = sides.base.description.clone();
            let place = Named { at: Place::Action(key, field), item };
            let said = [sides.base, sides.mine, sides.theirs].map(|action| field.say(action));
            if let Some(theirs) = conflicts.decide(place, &said) {
                // What one action says there can stand there in another.
                field.put(&mut merged, theirs).ok();
            }
        }
        merged
    }
}

impl Item for Control {
    fn pair(before: &[Self], after: &[Self]) -> Vec<Pair> {
        pair_by_words(before, after)
    }

    fn whole(&self, at: usize) -> Named {
        let at = Place::Control(ControlKey::of_control(at, self), ControlField::Whole);
        Named { at, item: self.description.clone() }
    }

    fn line(&self) -> String {
        self.description.clone()
    }

    fn merged(sides: Sides<'_, Self>, at: usize, conflicts: &mut Conflicts) -> Self {
        let said = [sides.base, sides.mine, sides.theirs]
            .map(|control| Some(control.description.clone().into()));
        let place =
            Place::Control(ControlKey::of_control(at, sides.base), ControlField::Description);
        let place = Named { at: place, item: sides.base.description.clone() };
        let theirs = conflicts.decide(place, &said).is_some();
        let stands = if theirs { sides.theirs } else { sides.mine };
        let id = unspoken(sides.part(|control| &control.id));
        Self { id, description: stands.description.clone() }
    }
}

/// Something that is kept but says nothing of the risk: mine, unless only they have another.
fn unspoken<T: PartialEq + Clone>(sides: Sides<'_, T>) -> T {
    sides.settled().unwrap_or(sides.mine).clone()
}
