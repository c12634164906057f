//! What the form of how papers look holds, as typed; and the look that it describes.

use std::collections::BTreeMap;

use bellwether_app::settings::look::Look;
use bellwether_domain::{Register, scheme::Band};
use bellwether_papers::paper::{PageSetup, PageSize};
use bellwether_press::pdf::LOOK;

use super::Byline;
use super::parts::Parts;
use crate::words::in_words;

/// The sheets that can be chosen, as the form names them.
pub const SHEETS: [(&str, &str, Option<PageSetup>); 5] = [
    ("", "As the document is set, else A4 across; A3 where the table needs it", None),
    ("a4-across", "A4 across", sheet(PageSize::A4, true)),
    ("a4-upright", "A4 upright", sheet(PageSize::A4, false)),
    ("a3-across", "A3 across", sheet(PageSize::A3, true)),
    ("a3-upright", "A3 upright", sheet(PageSize::A3, false)),
];

const fn sheet(size: PageSize, landscape: bool) -> Option<PageSetup> {
    Some(PageSetup { size, landscape })
}

/// What the form holds, as typed.
#[derive(Debug, Clone, Default)]
pub struct Typed {
    /// How papers are to look.
    pub look: Look,
    /// From which day, as typed.
    pub effective: String,
    /// By whom and why.
    pub by: Byline,
}

/// What the form calls the shade of a band.
pub fn shade_of(band: &Band) -> String {
    format!("shade-{}", band.from)
}

/// What was typed, and what of it cannot be.
pub(crate) fn read(form: &Parts, register: &Register, kept: &Look) -> (Typed, Vec<String>) {
    let layout = &register.layout;
    let own = |name: &str| form.get(name).unwrap_or_default().to_owned();
    let mut problems = vec![];
    let template = form.whole("template").unwrap_or_default().replace("\r\n", "\n");
    let is_ours = template.trim().is_empty() || template.trim() == LOOK.trim();
    let mut columns = vec![];
    for column in layout.columns() {
        let place = own(&format!("place-{}", column.of));
        let heading = own(&format!("heading-{}", column.of));
        match place.parse::<u16>() {
            Ok(place) => columns.push((place, (column.of.clone(), heading))),
            Err(_) => problems.push(format!(
                "“{place}” is no place for “{}”: give a number, 1 for the first.",
                column.heading
            )),
        }
    }
    let mut bands = BTreeMap::new();
    for band in register.scheme.iter().flat_map(|scheme| &scheme.bands) {
        match own(&shade_of(band)).as_str() {
            "" => {}
            shade => match shade.parse() {
                Ok(shade) => drop(bands.insert(band.label.clone(), shade)),
                Err(problem) => problems.push(in_words(&problem)),
            },
        }
    }
    columns.sort_by_key(|(place, _)| *place);
    let columns = columns.into_iter().map(|(_, column)| column).collect();
    let page = SHEETS.into_iter().find(|(name, ..)| *name == own("page"));
    let logo = match (&form.file, form.get("no-logo")) {
        (Some(file), _) => file.spool.bytes().unwrap_or_else(|_| {
            problems.push("The picture did not arrive whole: choose it again.".to_owned());
            kept.logo.clone()
        }),
        (None, Some(_)) => vec![],
        (None, None) => kept.logo.clone(),
    };
    let look = Look {
        template: if is_ours { String::new() } else { template },
        logo,
        page: page.and_then(|(_, _, page)| page),
        columns: Look::differing(columns, layout),
        bands,
    };
    let (effective, by) = (own("effective"), Byline::read(|name| form.get(name)));
    (Typed { look, effective, by }, problems)
}
