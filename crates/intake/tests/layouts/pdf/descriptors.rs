//! A register without rules among the tables that say what its scores mean.

use super::{Pages, Style, made, rows};
use crate::{
    cases::Made,
    facts::Facts,
    table::{Actions, Plan},
    text,
};

/// The name of a table, and its rows.
type Descriptors = (&'static str, &'static [&'static [&'static str]]);

/// What the likelihoods mean, and the impacts.
const DESCRIPTORS: [Descriptors; 2] = [
    (
        "Likelihood",
        &[
            &["Score", "Likelihood", "Description", "Frequency"],
            &["5", "Almost certain", "Expected more often than not", "Each season"],
            &["4", "Likely", "No surprise to anyone here", "Each year"],
            &["3", "Possible", "Has happened to a neighbour of ours", "Each three years"],
            &["2", "Unlikely", "Nobody remembers it", "Each ten years"],
            &["1", "Rare", "Only if several things go wrong together", "Once in a lifetime"],
        ],
    ),
    (
        "Impact",
        &[
            &["Score", "Impact", "Money", "Boats", "Keepers", "Standing"],
            &[
                "5",
                "Catastrophic",
                "More than the reserves, so that the trust may have to end",
                "None can pass until what has fallen is rebuilt from the ground",
                "Several are hurt for life, or worse, while at their work",
                "The papers of the whole country write of it for weeks",
            ],
            &[
                "4",
                "Major",
                "Half of the reserves, and nothing left for the new gates",
                "Few can pass for a season, and those only with a pilot",
                "One is hurt for life, or several for months on end",
                "The papers of the county write of it for some days",
            ],
            &[
                "3",
                "Moderate",
                "A tenth of the reserves, to be saved over three years",
                "Delays for some weeks at the locks on the upper moor",
                "Several are away from their work for a week or more",
                "Letters to the trustees from clubs and from villages",
            ],
            &["2", "Minor", "Within the budget", "Delays for a day", "Bruises", "Talk"],
            &["1", "Insignificant", "Petty cash", "None notices", "None", "None"],
        ],
    ),
];

/// Tables without rules that say what the scores mean, one under the other.
fn descriptors(pages: &mut Pages) {
    for (name, body) in DESCRIPTORS {
        let columns = body.first().map_or(1, |row| row.len());
        // As wide as the page, but for the padding of their cells.
        let widths = vec![270 / columns; columns];
        let style = Style::plain(widths, false, false, None);
        let body: Vec<Vec<String>> =
            body.iter().map(|row| row.iter().map(|cell| (*cell).to_owned()).collect()).collect();
        pages.name(name);
        headed(pages, &body, 1, &style);
    }
}

/// Rows of which the first are bold.
fn headed(pages: &mut Pages, body: &[Vec<String>], headings: usize, style: &Style) {
    let (heads, body) = body.split_at(headings);
    pages.bold = true;
    rows(pages, heads, style, &[]);
    pages.bold = false;
    rows(pages, body, style, &[]);
}

/// No lines, on its first page what the scores mean, then the register.
pub(crate) fn after_descriptors(facts: &Facts) -> Made {
    among_descriptors(facts, true)
}

/// No lines, what the scores mean on the last page of the register.
pub(crate) fn before_descriptors(facts: &Facts) -> Made {
    among_descriptors(facts, false)
}

/// A register so short that these tables have more lines than it.
fn among_descriptors(facts: &Facts, first: bool) -> Made {
    let facts = &Facts { risks: facts.risks.iter().take(5).cloned().collect(), ..facts.clone() };
    let plan = Plan::short(Actions::First);
    let style = Style::of(&plan.columns, false, false);
    let mut pages = Pages::new();
    if first {
        descriptors(&mut pages);
    }
    pages.name("Strategic risk register");
    let lines: Vec<_> = text::lines(&plan, facts).into_iter().map(|line| line.cells).collect();
    headed(&mut pages, &lines, text::headings(&plan).len(), &style);
    if !first {
        descriptors(&mut pages);
    }
    made("register.pdf", pages.finish(), plan.facts(facts))
}
