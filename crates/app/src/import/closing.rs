//! A risk that a document lists as closed, and since when.

use bellwether_domain::{Date, Risk, due, similar::folded};
use bellwether_history::Standing;

use super::recognise::Known;
use bellwether_history::RiskId;

/// Whether a risk that a document lists stands on the register.
pub(crate) fn standing(risk: &Risk) -> Standing {
    if risk.says_closed() { Standing::Closed } else { Standing::Live }
}

/// The day from which what a document says of a risk holds: its own, or the day on which the risk
/// was closed, where the row gives one and nothing was said of the risk since.
pub(super) fn effective(known: &Known, id: RiskId, risk: &Risk, as_at: Date) -> Date {
    let closed = risk.says_closed().then(|| closed_on(risk, as_at)).flatten();
    let Some(day) = closed.filter(|day| *day < as_at) else { return as_at };
    if !known.risks.iter().any(|version| version.id == id) {
        return day;
    }
    let Some(base) = known.base(id).filter(|base| base.standing == Standing::Live) else {
        return as_at;
    };
    let listed = |day: &Date| {
        known.issues.iter().any(|issue| {
            issue.effective >= *day && issue.effective < as_at && issue.import.risks.contains(&id)
        })
    };
    if day > base.effective && !listed(&day) { day } else { as_at }
}

/// The day of closing that a row gives: in a column of the body's own that is headed so, or in the
/// words of its status ("Closed 12 May 2025").
fn closed_on(risk: &Risk, as_at: Date) -> Option<Date> {
    let headed = |heading: &str| {
        let words = folded(heading);
        let says = |word: &str| words.split(' ').any(|own| own.starts_with(word));
        (says("clos") && (says("date") || says("on"))) || words == "closed"
    };
    let cells = risk.extra.iter().filter(|(heading, _)| headed(heading)).map(|(_, cell)| cell);
    let status = risk.status.iter().map(|status| &status.text);
    cells.chain(status).find_map(|text| {
        let read = due::read(text, as_at);
        match read.milestones.as_slice() {
            [only] if only.from == only.to => Some(only.to),
            _ => None,
        }
    })
}
