//! Target dates that count from the date of a register which says none: "4 weeks", "24 Sept".

use std::sync::Arc;

use bellwether_domain::{
    Diagnostic, Register,
    due::{Flag, Tail},
};

use crate::note;

/// Takes from such target dates the days that they would otherwise be given; says which they are.
pub(super) fn clear(register: &mut Register) -> Vec<Diagnostic> {
    let mut notes = Vec::new();
    for action in register.risks.iter_mut().flat_map(|risk| &mut Arc::make_mut(risk).actions) {
        let Some(due) = &mut action.due else { continue };
        let counts =
            due.flags.iter().any(|flag| matches!(flag, Flag::Relative | Flag::YearAssumed));
        if !counts || due.milestones.is_empty() {
            continue;
        }
        due.milestones.clear();
        if matches!(due.tail, Tail::Until(_)) {
            due.tail = Tail::None;
        }
        due.flags.push(Flag::Unread);
        due.flags.sort();
        due.flags.dedup();
        notes.push(note::warning(
            "due-needs-date",
            format!(
                "{} counts from the date of the register, which the document does not say; it was not read.",
                note::quote(&due.text)
            ),
            "Give the date that the register speaks of.",
            action.source.clone(),
        ));
    }
    notes
}

#[cfg(test)]
mod tests {
    use bellwether_domain::Date;

    use crate::{Options, read};

    #[test]
    fn weeks_from_no_date_are_no_day() {
        let text = "No,Risk,Likelihood,Impact,Action,Target date\n\
            1,The quay floods at spring tide,2,4,Raise it,4 weeks\n\
            2,The lamp fails in winter fog,2,4,Buy a lamp,ongoing\n";
        let dues = |options: &Options| {
            let register = read(text.as_bytes(), options).unwrap().register;
            let codes = register.diagnostics.iter().filter(|said| said.code == "due-needs-date");
            let due = register.risks[0].actions[0].due.clone().unwrap();
            (due.milestones.first().map(|milestone| milestone.to.to_string()), codes.count())
        };
        assert_eq!(dues(&Options::default()), (None, 1));
        let as_at = Some(Date::constant(2030, 5, 1));
        let dated = dues(&Options { as_at, ..Options::default() });
        assert_eq!(dated, (Some("2030-05-29".to_owned()), 0));
    }
}
