//! Owners: initials as the register writes them, the name on hover and for screen readers.

use maud::{Markup, html};

use crate::view::Issue;

/// Owners in short.
pub fn initials(issue: &Issue<'_>, owners: &[String]) -> Markup {
    html! {
        @if owners.is_empty() { span .muted { "–" span .unseen { " no owner" } } } @else {
            span .who {
                @for owner in owners {
                    @match issue.name(owner) {
                        Some(name) => abbr title=(name) { (owner) span .unseen { " (" (name) ")" } },
                        None => span .who-name { (owner) },
                    }
                    " "
                }
            }
        }
    }
}

/// Owners in full: "Helen Wardle (HW)".
pub fn in_full(issue: &Issue<'_>, owners: &[String]) -> String {
    let names: Vec<String> = owners
        .iter()
        .map(|owner| match issue.register.person(owner) {
            Some(person) => match &person.role {
                Some(role) => format!("{} ({owner}), {role}", person.name),
                None => format!("{} ({owner})", person.name),
            },
            None => owner.clone(),
        })
        .collect();
    crate::words::list(&names)
}
