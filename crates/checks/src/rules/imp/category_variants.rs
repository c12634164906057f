//! # Category spelling variants
//!
//! ## What it finds
//!
//! Categories that are the same but for capitals and white space. One finding for each category
//! that has more than one spelling; it names the risk that first has the rarer one.
//!
//! ## Why
//!
//! Filters and roll-ups by objective split in two, and each half looks smaller than it is.
//!
//! ## Example
//!
//! "Safe Streets" on five risks and "Safe streets" on a sixth.
//!
//! ## What to do
//!
//! Choose one spelling. The fix offers the one that most risks have; where two are as common,
//! choose.
//!
//! ## Settings
//!
//! None.

use super::super::prelude::*;
use std::collections::BTreeMap;

use bellwether_domain::RiskField;

pub(crate) const RULE: Rule = Rule {
    id: "IMP-07",
    name: "category-variants",
    title: "Category spelling variants",
    severity: Severity::Low,
    kind: Kind::Deterministic,
    starred: true,
    help: "Use one spelling throughout.",
    source: include_str!("category_variants.rs"),
    looks: &[(Sight::Register(Aspects::NONE), run)],
};

fn run(on: &Context<'_>, out: &mut Findings) {
    let mut spellings: BTreeMap<String, Vec<(&str, Vec<&RiskView<'_>>)>> = BTreeMap::new();
    for risk in &on.risks {
        let Some(category) = risk.risk.category.as_deref() else { continue };
        let folded = category.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
        let variants = spellings.entry(folded).or_default();
        match variants.iter_mut().find(|(spelling, _)| *spelling == category) {
            Some((_, risks)) => risks.push(risk),
            None => variants.push((category, vec![risk])),
        }
    }
    for mut variants in spellings.into_values().filter(|variants| variants.len() > 1) {
        // The commonest first; of equals the one that came first.
        variants.sort_by_key(|(_, risks)| std::cmp::Reverse(risks.len()));
        let [(common, most), (rare, risks), ..] = variants.as_slice() else { continue };
        let Some(first) = risks.first() else { continue };
        let spelt: Vec<String> = variants
            .iter()
            .map(|(spelling, risks)| format!("{spelling} ({})", plural(risks.len(), "risk")))
            .collect();
        let finding = out
            .risk(first, "One category is spelt in more than one way.", list(&spelt))
            .field(RiskField::Category);
        if most.len() > risks.len() {
            finding.fix("Use the commoner spelling", RiskField::Category, rare, common);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::finds;

    #[test]
    fn finds_each_category_spelt_in_two_ways() {
        finds(
            &RULE,
            r"
            1 | Safe Streets | The lamps fail | AB | 4x4 3x3 2x2
            2 | Safe Streets | The roads flood | AB | 4x4 3x3 2x2
            3 | Safe streets | The bridge shuts | AB | 4x4 3x3 2x2
            4 | Clean Air | The vans are old | AB | 4x4 3x3 2x2
            5 | clean air | The fans fail | AB | 4x4 3x3 2x2
            ",
            &["3", "5"],
        );
    }

    #[test]
    fn silent_where_categories_differ_in_more_than_capitals() {
        finds(
            &RULE,
            r"
            1 | Safe Streets | The lamps fail | AB | 4x4 3x3 2x2
            2 | Safer Streets | The roads flood | AB | 4x4 3x3 2x2
            3 | Safe Streets | The bridge shuts | AB | 4x4 3x3 2x2
            ",
            &[],
        );
    }
}
