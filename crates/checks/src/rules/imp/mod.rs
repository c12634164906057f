//! Import and structure.

pub(super) mod banner_misaligned;
pub(super) mod broken_initials;
pub(super) mod category_variants;
pub(super) mod empty_cell;
pub(super) mod mark_without_note;
pub(super) mod off_scale;
pub(super) mod risk_numbers;
pub(super) mod risk_split;
pub(super) mod score_disagrees;
pub(super) mod separators_differ;
pub(super) mod shifted_row;
pub(super) mod stray_cell;
pub(super) mod unknown_person;

use foldhash::{HashMap, HashSet};

use bellwether_domain::{Register, Source};

use crate::{ActionView, Context, Findings, RiskView};

/// Reports what was noticed under these codes when the document was read, each beside the risk or
/// the action that stands in its row.
fn noticed<'a>(on: &Context<'a>, out: &mut Findings, codes: &[&str]) {
    let diagnostics: Vec<_> = on.diagnostics(codes).collect();
    // Only the rows that are spoken of are looked for.
    let mut rows: HashMap<Row<'a>, Option<Place<'_, 'a>>> = HashMap::default();
    rows.extend(diagnostics.iter().filter_map(|d| Some((row(d.source.as_ref())?, None))));
    if !rows.is_empty() {
        stand_in(on, &mut rows);
    }
    for diagnostic in diagnostics {
        let message = diagnostic.message.clone();
        let place = row(diagnostic.source.as_ref()).and_then(|row| *rows.get(&row)?);
        let finding = match place {
            Some((risk, Some(action))) => {
                out.action(risk, action, message, action.action.description.as_str())
            }
            Some((risk, None)) => out.risk(risk, message, ""),
            None => out.register(message, ""),
        };
        finding.help = diagnostic.help.clone().into();
        finding.source.clone_from(&diagnostic.source);
    }
}

/// The risk or the action that stands in each row. The row of a risk is that of its first action too;
/// what stands there is said of the risk.
fn stand_in<'c, 'a>(on: &'c Context<'a>, rows: &mut HashMap<Row<'a>, Option<Place<'c, 'a>>>) {
    for (risk, action) in on.actions() {
        let slot = row(action.action.source.as_ref()).and_then(|row| rows.get_mut(&row));
        if let Some(slot @ None) = slot {
            *slot = Some((risk, Some(action)));
        }
    }
    for risk in &on.risks {
        if let Some(slot) = row(risk.risk.source.as_ref()).and_then(|row| rows.get_mut(&row)) {
            *slot = Some((risk, None));
        }
    }
}

type Place<'c, 'a> = (&'c RiskView<'a>, Option<&'c ActionView<'a>>);
type Row<'a> = (Option<&'a str>, Option<u32>, u32);

fn row(source: Option<&Source>) -> Option<Row<'_>> {
    source.and_then(|source| Some((source.sheet.as_deref(), source.page, source.row?)))
}

/// The register's key of owners, to look people up in.
struct Key<'a> {
    initials: HashSet<&'a str>,
    names: HashSet<String>,
}

impl<'a> Key<'a> {
    fn of(register: &'a Register) -> Self {
        let names = register.people.iter().flat_map(|p| std::iter::once(&p.name).chain(&p.role));
        Self {
            initials: register.people.iter().map(|person| person.initials.as_str()).collect(),
            names: names.map(|name| name.to_lowercase()).collect(),
        }
    }

    /// Whether it names somebody, by initials, name or post.
    fn knows(&self, owner: &str) -> bool {
        self.initials.contains(owner) || self.names.contains(&owner.to_lowercase())
    }

    /// The initials without the space inside them, where that is what the key has.
    fn closed_up(&self, owner: &str) -> Option<String> {
        if !owner.contains(char::is_whitespace) || self.knows(owner) {
            return None;
        }
        let whole: String = owner.split_whitespace().collect();
        self.initials.contains(whole.as_str()).then_some(whole)
    }
}
