//! Which concept each column is, once its neighbours have had their say: one column a field.

use std::collections::BTreeSet;

use super::{
    draft::Draft, families, heading, neighbours, partners, ratings, unheaded, vocabulary::Concept,
};

/// Settles what the neighbours decide: owners, statuses and wordings of risks or of actions.
pub(crate) fn settle(drafts: &mut [Draft]) {
    families::families(drafts);
    ratings::ranks(drafts);
    ratings::wholes(drafts);
    ratings::products(drafts);
    ratings::again(drafts);
    ratings::ranked(drafts);
    ratings::estimates(drafts);
    ratings::twins(drafts);
    ratings::overall(drafts);
    ratings::severities(drafts);
    partners::partners(drafts);
    neighbours::wordings(drafts);
    neighbours::subjects(drafts);
    neighbours::actions(drafts);
    neighbours::owners(drafts);
    neighbours::dates(drafts);
    neighbours::statuses(drafts);
    unheaded::unheaded(drafts);
    unheaded::sections(drafts);
    single(drafts);
}

/// Fields of which a risk has one: the best column keeps it, the next tries its second reading.
fn single(drafts: &mut [Draft]) {
    for concept in [
        Concept::Reference,
        Concept::Category,
        Concept::Title,
        Concept::Description,
        Concept::Cause,
        Concept::Event,
        Concept::Consequence,
        Concept::RiskStatus,
        Concept::Response,
        Concept::Due,
        Concept::ActionStatus,
        Concept::ActionOwner,
        Concept::RiskOwner,
    ] {
        let mut held: Vec<usize> = (0..drafts.len())
            .filter(|place| drafts.get(*place).is_some_and(|draft| draft.concept == concept))
            .collect();
        // A risk may have a second owner in a column of its own.
        held.retain(|place| {
            drafts
                .get(*place)
                .is_some_and(|draft| draft.family.is_none() && !neighbours::is_second(draft))
        });
        if held.len() < 2 {
            continue;
        }
        let strength = |place: &usize| {
            drafts.get(*place).map_or(0.0, |draft| {
                let said = if draft.contents.said > 0 { 1.0 } else { 0.0 };
                // "Category" says so itself; "Risk source" may be one.
                let named = if draft.phrase() == Some("category") { 0.05 } else { 0.0 };
                let codes = if concept == Concept::Category && draft.contents.length < 5.0 {
                    0.2
                } else {
                    0.0
                };
                draft.confidence + said + named - codes
            })
        };
        held.sort_by(|a, b| strength(b).total_cmp(&strength(a)).then(a.cmp(b)));
        // Of two columns of wording the much longer one describes, the other names.
        let length = |place: usize| drafts.get(place).map_or(0.0, |draft| draft.contents.typical);
        if let [first, second] = *held
            && concept == Concept::Description
            && length(second) > 1.5 * length(first)
        {
            held.reverse();
        }
        // Of more, the one that is headed so describes: "Risk | Description | Hazard".
        let described = |place: &usize| {
            let heading = drafts.get(*place).map(|draft| draft.column.heading.as_str());
            heading.and_then(heading::best).is_some_and(|found| found.concept == Concept::Wording)
        };
        // A description beside that of a threat is the risk's.
        let of_threat = held
            .first()
            .and_then(|place| drafts.get(*place))
            .is_some_and(|draft| draft.phrase().is_some_and(|phrase| phrase.contains("threat")));
        if (held.len() > 2 || of_threat)
            && concept == Concept::Description
            && let Some(at) = held.iter().position(described)
        {
            let place = held.remove(at);
            held.insert(0, place);
        }
        let mut taken: BTreeSet<Concept> = drafts.iter().map(|draft| draft.concept).collect();
        for place in held.into_iter().skip(1) {
            let Some(draft) = drafts.get_mut(place) else { continue };
            let texts = [Concept::Title, Concept::Description, Concept::Category];
            let second = draft
                .candidates
                .iter()
                .find(|(other, score, _)| {
                    *other != concept
                        && *other != Concept::Wording
                        && !taken.contains(other)
                        && *score >= 0.6
                        && (!texts.contains(&concept) || *other != Concept::Reference)
                })
                .map(|(other, ..)| *other);
            let telling = draft.contents.distinct >= 0.5 && draft.contents.length >= 4.0;
            let second = match concept {
                // "Depot 1", "Depot 2" under "Risk" beside numbers of their own are names.
                Concept::Reference
                    if names_risk(draft) && !taken.contains(&Concept::Description) =>
                {
                    Some(Concept::Description)
                }
                Concept::Description if !taken.contains(&Concept::Title) && telling => {
                    Some(Concept::Title)
                }
                _ => second,
            };
            let because = "another column fits the field better";
            draft.become_(second.unwrap_or(Concept::Other), 0.6, because);
            taken.insert(draft.concept);
        }
    }
}

/// Whether a column is headed as the wording of risks, and its cells are words beside numbers.
fn names_risk(draft: &Draft) -> bool {
    let headed = heading::best(&draft.column.heading);
    headed.is_some_and(|found| matches!(found.concept, Concept::Description | Concept::Event))
        && draft.contents.samples.iter().any(|sample| sample.contains(' '))
}
