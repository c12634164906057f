//! The headings of the ratings, assessment by assessment.

use bellwether_domain::{Field, Stage};
use indexmap::IndexMap;

use super::Found;
use crate::{
    Target,
    map::{Mapped, heading},
};

/// The heading of each rating, with the words that tell its assessment from the others. Nothing
/// where the ratings are of the current assessment alone and nothing stands over them.
pub(super) fn headings(found: &[Found<'_>]) -> IndexMap<Stage, IndexMap<Field, String>> {
    let columns = || found.iter().flat_map(|each| &each.mapping.columns);
    let others = columns().any(|column| column.target.stage().is_some_and(|s| s != Stage::Current));
    let mut headings = IndexMap::<Stage, IndexMap<Field, String>>::new();
    for column in columns() {
        let Target::Rating(part, stage) = column.target else { continue };
        if let Some(words) = words(column, stage, others) {
            headings.entry(stage).or_default().entry(part.into()).or_insert(words);
        }
    }
    headings
}

/// A heading that names its assessment: by itself, with what stands over it, or by our own word.
fn words(column: &Mapped, stage: Stage, others: bool) -> Option<String> {
    let plain = |text: &str| text.trim_end_matches(['*', ' ', ':']).to_owned();
    let own = plain(&column.column.heading);
    let over = column.label.as_deref().map(plain).filter(|over| !over.is_empty());
    if own.is_empty() {
        return over;
    }
    match over {
        Some(over) => {
            let told =
                heading::stage(&own).is_some() || own.to_lowercase().contains(&over.to_lowercase());
            Some(if told { own } else { format!("{over}: {own}") })
        }
        None if heading::stage(&own).is_some() => Some(own),
        None if others => Some(format!("{}: {own}", capital(stage.name()))),
        None => None,
    }
}

/// "Current".
fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}
