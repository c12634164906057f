//! How the document lays out its table, for papers in the body's own layout.

use bellwether_domain::{LaidOut, Layout, PageSetup};

use super::{Found, covers, told};
use crate::{map::Mapped, sheet::Document};

/// The columns of the tables that the register was read from, in their order.
pub(super) fn layout(found: &[Found<'_>]) -> Layout {
    let each = found.iter().map(|found| {
        let columns = &found.mapping.columns;
        columns.iter().filter(told).filter_map(|own| laid_out(own, columns)).collect()
    });
    each.reduce(|first: Layout, next| first.with_those_of(&next)).unwrap_or_default()
}

/// The sheet that the register is set for, where the document says.
pub(super) fn page(document: &Document, found: &[Found<'_>]) -> Option<PageSetup> {
    let own = found.iter().find_map(|found| found.sheet.size);
    let (width, height) = own.or_else(|| document.sheets.iter().find_map(|sheet| sheet.size))?;
    PageSetup::nearest(width, height)
}

fn laid_out(own: &Mapped, all: &[Mapped]) -> Option<LaidOut> {
    let groups = match &own.label {
        // What was found to stand over a rating: without merged cells its group may be drawn
        // elsewhere.
        Some(label) if all.iter().any(|column| column.column.groups.contains(label)) => {
            vec![label.clone()]
        }
        Some(_) => vec![],
        None => {
            let of_ratings =
                |group: &&String| !all.iter().any(|column| column.label.as_ref() == Some(*group));
            let own = &own.column.groups;
            own.iter().filter(of_ratings).filter(|group| !group.is_empty()).cloned().collect()
        }
    };
    Some(LaidOut { of: covers::column(own)?, heading: own.column.heading.clone(), groups })
}

#[cfg(test)]
mod tests {
    use crate::{Options, read};

    /// "what: groups / heading", column by column.
    fn columns(text: &str) -> Vec<String> {
        let register = read(text.as_bytes(), &Options::default()).unwrap().register;
        let column = |column: &bellwether_domain::LaidOut| {
            let over: String = column.groups.iter().map(|group| format!("{group} / ")).collect();
            format!("{}: {over}{}", column.of, column.heading)
        };
        register.layout.columns().iter().map(column).collect()
    }

    #[test]
    fn columns_keep_their_order_and_what_stands_over_them() {
        let text = "The risk\t\tBefore controls\t\tWhat we do\tNow\t\t\n\
            Ref\tRisk\tLikelihood\tImpact\tAction *\tLikelihood\tImpact\tLast seen by\n\
            W1\tThe weir gives way in a wet winter\t4\t5\tRepair the sill\t3\t5\tThe board\n\
            W2\tThe pumps cannot be mended any more\t3\t4\tBuy two pumps\t2\t4\tThe board\n";
        assert_eq!(
            columns(text),
            [
                "reference: The risk / Ref",
                "description: The risk / Risk",
                "inherent-likelihood: Before controls / Likelihood",
                "inherent-impact: Before controls / Impact",
                "action: What we do / Action *",
                "current-likelihood: Now / Likelihood",
                "current-impact: Now / Impact",
                "extra:Now / Last seen by: Last seen by",
            ]
        );
    }

    #[test]
    fn groups_that_stand_elsewhere_than_over_their_ratings_are_put_right() {
        let text = "The risk\tGross\t\t\tWhat we do\tNet\t\t\t\n\
            Ref\tRisk\tLikelihood\tImpact\tRating\tAction\tBy when\tLikelihood\tImpact\tRating\n\
            W1\tThe weir gives way in a wet winter\t4\t5\t20\tRepair the sill\tMay 2025\t3\t5\t15\n\
            W2\tThe pumps cannot be mended any more\t3\t4\t12\tBuy two pumps\tJune 2025\t2\t4\t8\n";
        let columns = columns(text);
        for named in [
            "inherent-likelihood: Gross / Likelihood",
            "current-likelihood: Net / Likelihood",
            "current-score: Net / Rating",
        ] {
            assert!(columns.iter().any(|column| column == named), "{named}: {columns:#?}");
        }
        assert!(!columns.iter().any(|column| column.starts_with("description: Gross")));
    }

    #[test]
    fn a_table_without_groups_has_none() {
        let text = "Ref,Risk,Owner,Current likelihood,Current impact\n\
            W1,The weir gives way in a wet winter,KL,4,5\n\
            W2,The pumps cannot be mended any more,MN,3,4\n";
        assert_eq!(columns(text).last().unwrap(), "current-impact: Current impact");
    }
}
