//! # Owner held as a person, not a post
//!
//! ## What it finds
//!
//! The register's key gives people by name and no post for one or more of those who own a risk
//! or an action. Where there is no key: an owner is written as a person, with initials or a title
//! before the surname, and no post after it ("A. Bee", not "A. Bee (engineer)"); initials without
//! a key may be posts, and are left alone. One finding for the register, naming them.
//!
//! ## Why
//!
//! People leave. Auditors find registers whose owners' posts are no longer in the structure,
//! and risks that nobody took over.
//!
//! ## Example
//!
//! The key says "AB = A. Bee", and not what A. Bee does.
//!
//! ## What to do
//!
//! Give each owner's post in the key, so that a successor takes over what the post owns.
//!
//! ## Settings
//!
//! None.

use super::super::{gov::personal_names::owners_by_name, prelude::*};

pub(crate) const RULE: Rule = Rule {
    id: "OWN-07",
    name: "persons-not-posts",
    title: "Owner held as a person, not a post",
    severity: Severity::Low,
    kind: Kind::Deterministic,
    starred: true,
    help: "Give each owner's post in the key of owners.",
    source: include_str!("persons_not_posts.rs"),
    looks: &[(Sight::Register(Aspects::OWNERS), run)],
};

fn run(on: &Context<'_>, out: &mut Findings) {
    let people = &on.register.people;
    if people.is_empty() {
        let has_post = |owner: &&str| owner.contains(['(', ',']);
        let named: Vec<&str> =
            owners_by_name(on).into_iter().filter(|owner| !has_post(owner)).collect();
        if !named.is_empty() {
            out.register("Owners are given by name, without a post.", list(&named));
        }
        return;
    }
    let without: Vec<&str> = people
        .iter()
        .filter(|person| person.role.is_none() && on.owners.contains(person.initials.as_str()))
        .map(|person| person.initials.as_str())
        .collect();
    if !without.is_empty() {
        let message = format!("The key of owners gives no post for {}.", list(&without));
        out.register(message, without.join(", "));
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::finds;

    #[test]
    fn finds_owners_without_a_post_once() {
        finds(
            &RULE,
            r"
            key AB = A. Bee
            key CD = C. Dee, Head of Buildings
            key EF = E. Eff
            1 | Buildings | The boiler fails | AB / CD | 4x4 3x3 2x2
            - Mend the boiler | EF | Apr-18 | A
            ",
            &["*"],
        );
    }

    #[test]
    fn silent_where_posts_are_given_and_on_people_who_own_nothing() {
        finds(
            &RULE,
            r"
            key CD = C. Dee, Head of Buildings
            key GH = G. Haitch
            1 | Buildings | The boiler fails | CD | 4x4 3x3 2x2
            ",
            &[],
        );
    }

    #[test]
    fn finds_people_in_the_column_of_owners() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | A. Bee | 4x4 3x3 2x2
            ",
            &["*"],
        );
    }

    #[test]
    fn silent_on_posts_initials_and_people_with_posts_where_there_is_no_key() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | Head of Buildings / AB | 4x4 3x3 2x2
            - Mend the boiler | A. Bee (engineer) | Apr-18 | A
            ",
            &[],
        );
    }
}
