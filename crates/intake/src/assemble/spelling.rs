//! Owners that differ in capitals alone are one, spelt as the key or most cells spell it.

use std::{collections::HashMap, sync::Arc};

use bellwether_domain::{Diagnostic, Register};
use indexmap::IndexMap;

use crate::note;

/// Gives each owner one spelling; says which differed.
pub(super) fn unify(register: &mut Register) -> Vec<Diagnostic> {
    let mut counts = IndexMap::<String, IndexMap<String, usize>>::new();
    for owner in register.risks.iter_mut().map(Arc::make_mut).flat_map(owners).flatten() {
        let spelt = counts.entry(owner.to_lowercase()).or_default();
        *spelt.entry(owner.clone()).or_default() += 1;
    }
    counts.retain(|_, spelt| spelt.len() > 1);
    if counts.is_empty() {
        return vec![];
    }
    let keyed = |folded: &str| {
        let names = register.people.iter().flat_map(|person| [&person.initials, &person.name]);
        names.into_iter().find(|name| name.to_lowercase() == folded).cloned()
    };
    let usual = |folded: &str, spelt: &IndexMap<String, usize>| {
        // One that is written as names are, then the usual one; of equals the document's first.
        let most = spelt.iter().rev().max_by_key(|(name, count)| (is_written(name), **count));
        keyed(folded).or_else(|| most.map(|(name, _)| name.clone())).unwrap_or_default()
    };
    let chosen: HashMap<String, String> =
        counts.iter().map(|(folded, spelt)| (folded.clone(), usual(folded, spelt))).collect();
    for names in register.risks.iter_mut().map(Arc::make_mut).flat_map(owners) {
        let mut kept: Vec<String> = Vec::with_capacity(names.len());
        for name in names.drain(..) {
            let name = chosen.get(&name.to_lowercase()).cloned().unwrap_or(name);
            if !kept.contains(&name) {
                kept.push(name);
            }
        }
        *names = kept;
    }
    let said = counts.iter().filter_map(|(folded, spelt)| {
        let name = chosen.get(folded)?;
        let others: Vec<String> =
            spelt.keys().filter(|other| *other != name).map(|other| format!("“{other}”")).collect();
        let (differ, were) =
            if others.len() == 1 { ("differs", "was") } else { ("differ", "were") };
        let others = others.join(" and ");
        Some(note::info(
            "owner-spelling",
            format!("{others} {differ} from “{name}” in capitals alone and {were} read as it."),
            "Choose one spelling in the source.",
            None,
        ))
    });
    said.collect()
}

/// Whether a spelling is that of a name: initials in capitals, and anything longer not wholly.
fn is_written(name: &str) -> bool {
    let is_capital =
        |all: bool| name.chars().filter(|c| c.is_alphabetic()).all(|c| c.is_uppercase() == all);
    let initials = name.chars().count() <= 4 && !name.contains(' ');
    name.starts_with(char::is_uppercase) && is_capital(true) == initials
}

/// The lists of owners of a risk: its own and those of its actions.
fn owners(risk: &mut bellwether_domain::Risk) -> impl Iterator<Item = &mut Vec<String>> {
    std::iter::once(&mut risk.owners)
        .chain(risk.actions.iter_mut().map(|action| &mut action.owners))
}

#[cfg(test)]
mod tests {
    use crate::{Options, read};

    #[test]
    fn capitals_make_no_other_owner() {
        let text = "Ref,Risk,Owner,Likelihood,Impact,Action,Action owner,Due date\n\
            R1,The quay floods at spring tide,Head of Piers,2,3,Raise it,head of piers,May 2030\n\
            R2,The lamp fails in winter fog,Head Of Piers,2,3,Buy a lamp,Head of Piers,May 2030\n";
        let register = read(text.as_bytes(), &Options::default()).unwrap().register;
        for risk in &register.risks {
            assert_eq!(risk.owners, ["Head of Piers"]);
            assert_eq!(risk.actions[0].owners, ["Head of Piers"]);
        }
        let said = register.diagnostics.iter().filter(|found| found.code == "owner-spelling");
        assert_eq!(said.count(), 1);
    }

    #[test]
    fn a_name_in_small_letters_or_capitals_throughout_gives_way() {
        let text = "Ref,Risk,Owner,Likelihood,Impact\n\
            R1,The quay floods at spring tide,carl dunn,2,3\n\
            R2,The lamp fails in winter fog,Carl Dunn,2,3\n\
            R3,The crane falls over,carl dunn,2,3\n\
            R4,The shed burns down,CARL DUNN,2,3\n";
        let register = read(text.as_bytes(), &Options::default()).unwrap().register;
        assert!(register.risks.iter().all(|risk| risk.owners == ["Carl Dunn"]));
    }
}
