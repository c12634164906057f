//! What the document had a place for: its columns, and whatever was read from elsewhere in it.

use bellwether_domain::{Covered, Covers, Field, Register};

use super::{Found, actions::ActionTable, told};
use crate::{Target, map::Mapped};

/// What a register that was read from these tables can say anything of.
pub(super) fn covers(
    register: &Register,
    found: &[Found<'_>],
    actions: &[ActionTable<'_>],
) -> Covers {
    let columns = found.iter().flat_map(|each| &each.mapping.columns).filter(told);
    let mut covers: Covers = columns.filter_map(column).collect();
    covers.extend(actions.iter().flat_map(ActionTable::fields).map(Covered::Field));
    register.risks.iter().for_each(|risk| covers.add_said(risk));
    let scheme = register.scheme.as_ref();
    let beside = [
        (Covered::RegisterTitle, register.title.is_some()),
        (Covered::Organisation, register.organisation.is_some()),
        (Covered::Headings, !register.headings.is_empty()),
        (Covered::Matrix, scheme.is_some()),
        (Covered::Bands, scheme.is_some_and(|scheme| !scheme.bands.is_empty())),
        (Covered::OwnerKey, !register.people.is_empty()),
    ];
    covers.extend(beside.into_iter().filter(|(_, said)| *said).map(|(covered, _)| covered));
    covers
}

/// What a column speaks of; one that was left out on the reader's word speaks of nothing.
pub(super) fn column(column: &Mapped) -> Option<Covered> {
    match column.target {
        Target::Field(Field::OfAssessment(_)) => None,
        Target::Field(field) => Some(Covered::Field(field)),
        Target::Rating(part, stage) => Some(Covered::Rating(stage, part)),
        Target::Extra => Some(Covered::Extra(column.own_heading())),
        Target::Ignore => None,
    }
}

impl ActionTable<'_> {
    /// The fields of an action that the table has columns for.
    fn fields(&self) -> impl Iterator<Item = Field> {
        let [owner, due, status] = self.told();
        [
            (Field::Action, true),
            (Field::ActionOwners, owner),
            (Field::ActionDue, due),
            (Field::ActionStatus, status),
        ]
        .into_iter()
        .filter_map(|(field, told)| told.then_some(field))
    }
}

#[cfg(test)]
mod tests {
    use bellwether_domain::{AssessmentPart, Covered, Field, Stage};

    use crate::{Options, read};

    #[test]
    fn a_document_covers_its_columns_filled_or_not() {
        let text = "Ref,Risk,Owner,Likelihood,Impact,Raised in\n\
            A1,The weir gives way,,3,4,\n\
            A2,The lock keeper retires,,2,2,\n";
        let register = read(text.as_bytes(), &Options::default()).unwrap().register;
        let covers = register.covers.unwrap();
        for covered in [
            Covered::Field(Field::Reference),
            Covered::Field(Field::Owners),
            Covered::Rating(Stage::Current, AssessmentPart::Impact),
            Covered::Extra("Raised in".into()),
        ] {
            assert!(covers.has(&covered), "{covered}: {covers:?}");
        }
        for covered in [
            Covered::Field(Field::Action),
            Covered::Rating(Stage::Target, AssessmentPart::Impact),
            Covered::Matrix,
            Covered::OwnerKey,
            Covered::Organisation,
        ] {
            assert!(!covers.has(&covered), "{covered}: {covers:?}");
        }
    }
}
