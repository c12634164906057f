//! Whom initials mean that nobody on the register has: asked on the form, answered with it.

use bellwether_app::edit::owners::Doubt;
use maud::{Markup, html};

use crate::{form::edit::meant, words::count};

/// A question for each, with those who may be meant.
pub(super) fn asked(doubts: &[Doubt]) -> Markup {
    html! {
        section .panel.choices.asked role="alert" {
            div .panel-head {
                h2 { "Nothing is saved yet: who is meant?" }
                p { (count(doubts.len(), "owner")) " of whom the register knows nothing. A name can also be changed in its field below." }
            }
            @for doubt in doubts {
                fieldset .choice {
                    legend { "“" (doubt.typed) "”" }
                    div .choice-sides {
                        @for (owner, words) in &doubt.offered {
                            label .choice-side { span .choice-who { input type="radio" name=(meant(&doubt.typed)) value=(owner); (words) } }
                        }
                        label .choice-side { span .choice-who { input type="radio" name=(meant(&doubt.typed)) value=(doubt.typed); "Somebody else: keep “" (doubt.typed) "” as it is" } }
                    }
                }
            }
        }
    }
}

/// The answers that were given, kept with the form.
pub(super) fn answered(answers: &[(String, String)]) -> Markup {
    html! { @for (name, value) in answers { input type="hidden" name=(name) value=(value); } }
}
