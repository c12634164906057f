//! What of the risks a rule looks at that looks at all of them, so that it need not look again where
//! something else is changed.

use bellwether_domain::Risk;

/// Some of what is told of risks. Whatever is none of it (numbers, categories, own columns, how many
/// actions there are …) every rule that looks at all risks is taken to look at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Aspects(u8);

impl Aspects {
    /// None of it.
    pub const NONE: Self = Self(0);
    /// Titles and descriptions of risks, what their controls and actions are.
    pub const WORDS: Self = Self(1);
    /// How they are assessed.
    pub const SCORES: Self = Self(2);
    /// Who owns them and their actions.
    pub const OWNERS: Self = Self(4);
    /// Statuses and dates of actions.
    pub const PROGRESS: Self = Self(8);

    /// Both.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether something is in both.
    pub(crate) const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    const fn when(self, differs: bool) -> Self {
        if differs { self } else { Self::NONE }
    }
}

/// What of a risk is told otherwise than it was; `None` where anything else is. Causes and consequences
/// of a risk with a title or a description no rule compares with other risks.
pub(crate) fn between(was: &Risk, is: &Risk) -> Option<Aspects> {
    if was.actions.len() != is.actions.len() || was.controls.len() != is.controls.len() {
        return None;
    }
    let actions = || was.actions.iter().zip(&is.actions);
    let controls = || was.controls.iter().zip(&is.controls);
    let words = (&was.title, &was.description, &was.event)
        != (&is.title, &is.description, &is.event)
        || was.wording() != is.wording()
        || actions().any(|(was, is)| was.description != is.description)
        || controls().any(|(was, is)| was.description != is.description);
    let owners = was.owners != is.owners || actions().any(|(was, is)| was.owners != is.owners);
    let progress = actions().any(|(was, is)| (&was.status, &was.due) != (&is.status, &is.due));
    let told = Aspects::WORDS
        .when(words)
        .and(Aspects::SCORES.when(was.assessments != is.assessments))
        .and(Aspects::OWNERS.when(owners))
        .and(Aspects::PROGRESS.when(progress));
    (as_told(was, is) == *is).then_some(told)
}

/// A risk as it was, but for all that stands under an aspect.
fn as_told(was: &Risk, is: &Risk) -> Risk {
    let mut told = Risk {
        title: is.title.clone(),
        description: is.description.clone(),
        event: is.event.clone(),
        cause: is.cause.clone(),
        consequence: is.consequence.clone(),
        owners: is.owners.clone(),
        assessments: is.assessments.clone(),
        ..was.clone()
    };
    for (own, is) in told.actions.iter_mut().zip(&is.actions) {
        own.description.clone_from(&is.description);
        own.owners.clone_from(&is.owners);
        own.status.clone_from(&is.status);
        own.due.clone_from(&is.due);
    }
    for (own, is) in told.controls.iter_mut().zip(&is.controls) {
        own.description.clone_from(&is.description);
    }
    told
}

#[cfg(test)]
mod tests {
    use bellwether_domain::Action;

    use super::*;

    fn risk() -> Risk {
        let action = Action { description: "Mend it".to_owned(), ..Action::default() };
        let description = Some("The boiler fails".to_owned());
        Risk { description, actions: vec![action], ..Risk::default() }
    }

    #[test]
    fn what_no_rule_compares_is_no_aspect() {
        let told = Risk { consequence: Some("It is cold".to_owned()), ..risk() };
        assert_eq!(between(&risk(), &told), Some(Aspects::NONE));
        let bare = Risk { description: None, ..risk() };
        let told = Risk { consequence: Some("It is cold".to_owned()), ..bare.clone() };
        assert_eq!(between(&bare, &told), Some(Aspects::WORDS), "it is all the words it has");
    }

    #[test]
    fn each_aspect_is_told_apart() {
        let mut told = risk();
        told.actions[0].owners.push("AB".to_owned());
        assert_eq!(between(&risk(), &told), Some(Aspects::OWNERS));
        told.actions[0].description.push_str(" now");
        assert_eq!(between(&risk(), &told), Some(Aspects::OWNERS.and(Aspects::WORDS)));
    }

    #[test]
    fn whatever_else_is_changed_is_for_every_rule() {
        let told = Risk { category: Some("Buildings".to_owned()), ..risk() };
        assert_eq!(between(&risk(), &told), None);
        assert_eq!(between(&risk(), &Risk { actions: vec![], ..risk() }), None);
    }
}
