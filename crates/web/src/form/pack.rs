//! What the form of a pack holds, as typed; and the pack that it describes.

use bellwether_papers::compose::{Chosen, Cover, Material, Pack, Section};

use super::Byline;
use crate::view::address::Query;

/// What the form holds, as typed.
#[derive(Debug, Clone, Default)]
pub struct Typed {
    /// What it says of the pack.
    pub pack: Pack,
    /// By whom and why.
    pub by: Byline,
}

impl Typed {
    pub(crate) fn read(form: &Query) -> Self {
        let own = |name: &str| form.get(name).unwrap_or_default().replace("\r\n", "\n");
        let lines = |name: &str| -> Vec<String> {
            let text = own(name);
            let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
            lines.map(str::to_owned).collect()
        };
        let cover = Cover {
            meeting: own("meeting"),
            item: own("item"),
            date: own("date"),
            author: own("author"),
            contact: own("contact"),
            purpose: own("purpose"),
            recommendation: own("recommendation"),
            implications: own("implications"),
            members: own("members"),
            under: own("under"),
            deep: lines("deep"),
        };
        let findings = form.all("finding").filter_map(bellwether_checks::rule);
        let findings = findings.map(|rule| rule.id.to_owned()).collect();
        let pack = Pack { sections: sections(form), findings, cover };
        Self { pack, by: Byline::read(|name| form.get(name)) }
    }

    /// What of it cannot stand, in sentences.
    pub(crate) fn problems(&self, form: &Query, of: &Material) -> Vec<String> {
        let mut problems = vec![];
        if form.all("section").next().is_none() {
            problems.push("A pack has at least one section: choose one.".to_owned());
        }
        for section in Section::ALL {
            let place = form.get(&format!("place-{section}")).unwrap_or("1");
            if place.parse::<u16>().is_err() {
                problems.push(format!(
                    "“{place}” is no place for “{}”: give a number, 1 for the first.",
                    section.title()
                ));
            }
        }
        let has = |number: &&String| {
            of.register.risks.iter().any(|risk| risk.reference.as_ref() == Some(*number))
        };
        for number in self.pack.cover.deep.iter().filter(|number| !has(number)) {
            problems.push(format!(
                "There is no risk “{number}” on the register: write one number on a line."
            ));
        }
        problems
    }
}

/// The sections that a form chooses, by the places it gives them; none where they are the usual ones.
fn sections(form: &Query) -> Vec<Chosen> {
    let is_chosen = |section: &Section| form.all("section").any(|name| name == section.name());
    let mut chosen: Vec<(u16, Chosen)> = Section::ALL
        .into_iter()
        .filter(is_chosen)
        .map(|section| {
            let own = |what: &str| form.get(&format!("{what}-{section}")).unwrap_or_default();
            let place = own("place").parse().unwrap_or(u16::MAX);
            let title = own("title");
            let title = if title == section.title() { "" } else { title };
            (place, Chosen { section, title: title.to_owned() })
        })
        .collect();
    chosen.sort_by_key(|(place, _)| *place);
    let chosen: Vec<Chosen> = chosen.into_iter().map(|(_, chosen)| chosen).collect();
    if chosen == Pack::default().sections() { vec![] } else { chosen }
}
