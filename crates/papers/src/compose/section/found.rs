//! What the checks find, as far as the body reports it.

use bellwether_checks::{Group as Fact, group};
use bellwether_domain::words::counted;

use super::Material;
use crate::{
    compose::{build::paragraph, findings},
    paper::Block,
};

/// Whether anything was found.
pub(super) fn holds(of: &Material) -> bool {
    of.found.as_ref().is_some_and(|found| !found.groups.is_empty())
}

/// The findings of these rules; without any, what is to be put right first.
pub(super) fn blocks(of: &Material, rules: &[String]) -> Vec<Block> {
    let Some(found) = &of.found else { return vec![] };
    let is_chosen =
        |fact: &&Fact| fact.rules.iter().any(|rule| rules.iter().any(|chosen| chosen == rule));
    let facts: Vec<&Fact> = match rules.is_empty() {
        true => group::short_list(&found.groups).collect(),
        false => found.groups.iter().filter(is_chosen).collect(),
    };
    if facts.is_empty() {
        return vec![paragraph("Nothing was found of what is reported here.")];
    }
    let told = format!(
        "{} of the {} on the register as at this date. The paper “findings” holds all.",
        facts.len(),
        counted(found.groups.len(), "finding"),
    );
    vec![paragraph(told), findings::first(found, &of.register, &facts)]
}
