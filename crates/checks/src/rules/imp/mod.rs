//! Import and structure.

pub(super) mod banner_misaligned;
pub(super) mod broken_initials;
pub(super) mod category_variants;
pub(super) mod empty_cell;
pub(super) mod off_scale;
pub(super) mod risk_numbers;
pub(super) mod risk_split;
pub(super) mod score_disagrees;
pub(super) mod shifted_row;
pub(super) mod stray_cell;
pub(super) mod unknown_person;

use bellwether_domain::Register;

use crate::{Context, Findings};

/// Reports what was noticed under these codes when the document was read, each beside the risk or
/// the action that stands in its row.
fn noticed(on: &Context<'_>, out: &mut Findings, codes: &[&str]) {
    for diagnostic in on.diagnostics(codes) {
        let at = |source: &Option<bellwether_domain::Source>| {
            let (Some(a), Some(b)) = (source, &diagnostic.source) else { return false };
            (&a.sheet, a.page, a.row) == (&b.sheet, b.page, b.row) && b.row.is_some()
        };
        let action = on.actions().find(|(_, action)| at(&action.action.source));
        let risk = on.risks.iter().find(|risk| at(&risk.risk.source));
        let finding = match (action, risk) {
            (_, Some(risk)) => out.risk(risk, diagnostic.message.as_str(), ""),
            (Some((risk, action)), None) => {
                let wording = action.action.description.as_str();
                out.action(risk, action, diagnostic.message.as_str(), wording)
            }
            (None, None) => out.register(diagnostic.message.as_str(), ""),
        };
        finding.help.clone_from(&diagnostic.help);
        finding.source.clone_from(&diagnostic.source);
    }
}

/// Whether the key of owners names somebody, by initials, name or post.
fn known(register: &Register, owner: &str) -> bool {
    let same = |text: &str| text.eq_ignore_ascii_case(owner);
    register.people.iter().any(|person| {
        person.initials == owner || same(&person.name) || person.role.as_deref().is_some_and(same)
    })
}
