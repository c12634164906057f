//! The register as a whole, once read: what disagrees, repeats or is unknown.

use std::{
    collections::{BTreeMap, HashSet},
    sync::Arc,
};

use bellwether_domain::{
    Diagnostic, Register, Stage, calendar, due,
    scales::{Origin, Steps},
};

use crate::{note, parse::owners};

/// What a whole register shows that no single row does.
pub(crate) fn review(register: &Register) -> Vec<Diagnostic> {
    let mut notes = Vec::new();
    scores(register, &mut notes);
    off_scale(register, &mut notes);
    duplicates(register, &mut notes);
    categories(register, &mut notes);
    people(register, &mut notes);
    references(register, &mut notes);
    days(register, &mut notes);
    ratings(register, &mut notes);
    notes
}

/// A register of which no rating was read.
fn ratings(register: &Register, notes: &mut Vec<Diagnostic>) {
    let rated = |risk: &Arc<bellwether_domain::Risk>| {
        Stage::ALL.iter().any(|stage| risk.assessments.get(*stage).is_some())
    };
    if register.risks.len() > 1 && !register.risks.iter().any(rated) {
        notes.push(note::warning(
            "ratings-missing",
            "No likelihood, impact or score was read for any of the risks.".to_owned(),
            "If the document rates them, say which column holds what.",
            None,
        ));
    }
}

/// Target dates on days that there are not, and words that are no target date.
fn days(register: &Register, notes: &mut Vec<Diagnostic>) {
    for action in register.risks.iter().flat_map(|risk| &risk.actions) {
        let Some(due) = action.due.as_ref() else { continue };
        let (text, source) = (note::quote(&due.text), action.source.clone());
        let flagged = |flag: due::Flag| due.flags.contains(&flag);
        if flagged(due::Flag::NoSuchDay) {
            let read = due.milestones.first().filter(|_| !due.says_no_day());
            let became = read.map_or_else(
                || "and was not read".to_owned(),
                |read| format!("and was read as {}", calendar::long_date(read.to)),
            );
            notes.push(note::warning(
                "no-such-day",
                format!("{text} names a day that there is not, {became}."),
                "Find out which day was meant, and correct the source.",
                source,
            ));
        } else if flagged(due::Flag::Unread) {
            notes.push(note::info(
                "date-unread",
                format!("{text} was not understood as a target date."),
                "Ask the action’s owner for a date.",
                source,
            ));
        }
    }
}

/// Stated scores that are not likelihood × impact, where that is the register's rule.
fn scores(register: &Register, notes: &mut Vec<Diagnostic>) {
    let mut agree = 0_usize;
    let mut differ = Vec::new();
    for risk in &register.risks {
        for stage in Stage::ALL {
            let Some(assessment) = risk.assessments.get(stage) else { continue };
            let (Some((likelihood, impact)), Some(score)) =
                (assessment.cell(), assessment.score_value())
            else {
                continue;
            };
            let matrix =
                register.scheme.as_ref().and_then(|scheme| scheme.score(likelihood, impact));
            let Some(expected) = matrix.or_else(|| likelihood.times(impact)) else { continue };
            if expected == score {
                agree += 1;
            } else {
                differ.push((risk, stage, likelihood, impact, score, expected));
            }
        }
    }
    if agree < differ.len() {
        return;
    }
    for (risk, stage, likelihood, impact, score, expected) in differ {
        let name = risk.reference.as_deref().unwrap_or("without a number");
        notes.push(note::warning(
            "score-disagrees",
            format!(
                "Risk {name}: the {stage} score is stated as {score}, but likelihood {likelihood} and impact {impact} give {expected}; the stated score was kept."
            ),
            "Find out which of the three is wrong.",
            risk.source.clone(),
        ));
    }
}

/// Ratings that are no step of the scale: the document's own, else the one that its figures make.
fn off_scale(register: &Register, notes: &mut Vec<Diagnostic>) {
    let Some(scales) = register.scales(Steps::default()) else { return };
    for off in register.off_scale(&scales.scheme) {
        let Some(risk) = register.risks.get(off.risk) else { continue };
        let name = risk.reference.as_deref().unwrap_or("without a number");
        let (axis, text) = (off.axis.name(), &off.text);
        let scale: Vec<String> =
            scales.scheme.scale(off.axis).iter().map(|level| level.value.to_string()).collect();
        let scale = match scales.origin {
            Origin::Printed => format!("the matrix has {}", scale.join(", ")),
            _ => format!("the other figures run to {}", scale.last().cloned().unwrap_or_default()),
        };
        notes.push(note::warning(
            "off-scale",
            format!(
                "Risk {name}: the {} {axis} is given as {text}, but {scale}; it was kept and has no place on the matrix.",
                off.stage
            ),
            "Correct it, or say in the settings how many steps the scale has.",
            risk.source.clone(),
        ));
    }
}

/// The same action twice within a risk.
fn duplicates(register: &Register, notes: &mut Vec<Diagnostic>) {
    for risk in &register.risks {
        let mut seen = HashSet::new();
        for action in &risk.actions {
            if !seen.insert(action.description.to_lowercase()) {
                notes.push(note::warning(
                    "duplicate-action",
                    format!(
                        "The action {} stands twice in one risk; both were kept.",
                        note::quote(&action.description)
                    ),
                    "Remove one if they are the same action.",
                    action.source.clone(),
                ));
            }
        }
    }
}

/// Categories that differ only in their spelling.
fn categories(register: &Register, notes: &mut Vec<Diagnostic>) {
    let mut spelt = BTreeMap::<String, Vec<&str>>::new();
    for category in register.risks.iter().filter_map(|risk| risk.category.as_deref()) {
        let folded: String =
            category.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
        let variants = spelt.entry(folded).or_default();
        if !variants.contains(&category) {
            variants.push(category);
        }
    }
    for variants in spelt.values().filter(|variants| variants.len() > 1) {
        let first = variants.get(1).copied().unwrap_or_default();
        let risk = register.risks.iter().find(|risk| risk.category.as_deref() == Some(first));
        let list =
            variants.iter().map(|variant| format!("“{variant}”")).collect::<Vec<_>>().join(" and ");
        notes.push(note::warning(
            "category-variants",
            format!("{list} differ only in spelling; both were kept as written."),
            "Choose one spelling, so that filters and totals do not split.",
            risk.and_then(|risk| risk.source.clone()),
        ));
    }
}

/// Initials that the key does not explain.
fn people(register: &Register, notes: &mut Vec<Diagnostic>) {
    if register.people.is_empty() {
        return;
    }
    let mut told = HashSet::new();
    for risk in &register.risks {
        let of_actions = risk.actions.iter().flat_map(|action| {
            action
                .owners
                .iter()
                .map(|owner| (owner, action.source.as_ref().or(risk.source.as_ref())))
        });
        let of_risk = risk.owners.iter().map(|owner| (owner, risk.source.as_ref()));
        for (owner, source) in of_risk.chain(of_actions) {
            let named = register.people.iter().any(|p| &p.initials == owner || &p.name == owner);
            if !named && owners::is_initials(owner) && told.insert(owner) {
                notes.push(note::warning(
                    "unknown-person",
                    format!("“{owner}” is not in the document’s key of owners."),
                    "Add the person to the key, or correct the initials.",
                    source.cloned(),
                ));
            }
        }
    }
}

/// The same number for two risks.
fn references(register: &Register, notes: &mut Vec<Diagnostic>) {
    let mut seen = HashSet::new();
    for risk in &register.risks {
        let Some(reference) = &risk.reference else { continue };
        if !seen.insert(reference) {
            notes.push(note::warning(
                "reference-repeated",
                format!("The number “{reference}” stands for more than one risk; each was kept."),
                "Give each risk a number of its own.",
                risk.source.clone(),
            ));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::{Options, read};

    #[test]
    fn dates_that_are_none_are_named() {
        let text = "Ref,Risk,Likelihood,Impact,Action,Due date\n\
            R1,The quay floods,3,3,Raise it,31 June 2030\n\
            R2,A pile rots,2,1,Replace it,32 June 2030\n\
            R3,The crane fails,1,3,Mend it,Purple\n\
            R4,The shed burns,1,3,Wet it,30 June 2030\n";
        let register = read(text.as_bytes(), &Options::default()).unwrap().register;
        let said = |code: &str| -> Vec<String> {
            let own = register.diagnostics.iter().filter(|found| found.code == code);
            own.map(|found| found.message.clone()).collect()
        };
        assert_eq!(
            said("no-such-day"),
            [
                "“31 June 2030” names a day that there is not, and was read as 30 June 2030.",
                "“32 June 2030” names a day that there is not, and was not read.",
            ]
        );
        assert_eq!(said("date-unread"), ["“Purple” was not understood as a target date."]);
    }
}
