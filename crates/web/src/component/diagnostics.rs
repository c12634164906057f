//! What was noticed when a document was read, gathered by kind.

use bellwether_domain::{Diagnostic, Severity};
use maud::{Markup, html};

use crate::words::{count, sentence};

/// A kind with more remarks than this is folded away until asked for.
const MOST_OPEN: usize = 8;
/// No more of a kind are shown until the whole kind is asked for.
const MOST_SHOWN: usize = 12;
/// No page shows more of a kind than these.
const MOST: usize = 1000;

/// Where a remark leads to.
pub struct Place {
    /// The address, with its anchor.
    pub address: String,
    /// Whether the reader can answer it there.
    pub asks: bool,
}

/// The ways from a remark, where there are any.
pub struct Links<'a> {
    /// To what it speaks of, where the page shows that.
    pub place: &'a dyn Fn(&Diagnostic) -> Option<Place>,
    /// To all remarks of its kind.
    pub whole: &'a dyn Fn(&str) -> String,
    /// The kind that is shown whole.
    pub asked: Option<&'a str>,
}

/// Remarks of one kind.
struct Kind<'a> {
    code: &'a str,
    severity: Severity,
    all: Vec<&'a Diagnostic>,
}

/// The remarks by kind, the gravest first; of a kind with many the first few, where there is a way
/// to all of them.
pub fn grouped(diagnostics: &[Diagnostic], links: Option<&Links<'_>>) -> Markup {
    let mut kinds: Vec<Kind<'_>> = vec![];
    for diagnostic in diagnostics {
        match kinds.iter_mut().find(|kind| kind.code == diagnostic.code) {
            Some(kind) => {
                kind.severity = kind.severity.max(diagnostic.severity);
                kind.all.push(diagnostic);
            }
            None => kinds.push(Kind {
                code: &diagnostic.code,
                severity: diagnostic.severity,
                all: vec![diagnostic],
            }),
        }
    }
    kinds.sort_by_key(|kind| std::cmp::Reverse(kind.severity));
    html! { @for kind in kinds { (kind.draw(links)) } }
}

impl Kind<'_> {
    fn draw(&self, links: Option<&Links<'_>>) -> Markup {
        let whole = links.is_some_and(|links| links.asked == Some(self.code));
        let help = self.all.first().map(|first| first.help.as_str()).unwrap_or_default();
        let alike = self.all.iter().all(|diagnostic| diagnostic.help == help);
        let few = links.is_some() && !whole;
        let shown = self.all.len().min(if few { MOST_SHOWN } else { MOST });
        let open = whole
            || self.severity == Severity::Error
            || self.severity == Severity::Warning && self.all.len() <= MOST_OPEN;
        html! {
            details .kind id={ "kind-" (self.code) } open[open] {
                summary .chevron {
                    (pill(self.severity)) " " strong { (sentence(&self.code.replace('-', " "))) } " "
                    span .muted { (count(self.all.len(), "time")) }
                }
                @if alike && !help.is_empty() { p .kind-help { (help) } }
                ul .remarks { @for diagnostic in self.all.iter().take(shown) { (remark(diagnostic, links, !alike)) } }
                @if shown < self.all.len() {
                    p .kind-help {
                        @match links.filter(|_| !whole) {
                            Some(links) => a href=((links.whole)(self.code)) { "Show all " (count(self.all.len(), "remark")) " of this kind" },
                            None => { (count(self.all.len() - shown, "further remark")) " of this kind." },
                        }
                    }
                }
            }
        }
    }
}

fn remark(diagnostic: &Diagnostic, links: Option<&Links<'_>>, helps: bool) -> Markup {
    let place = links.and_then(|links| (links.place)(diagnostic));
    html! {
        li {
            @if let Some(source) = &diagnostic.source {
                @match &place {
                    Some(place) => a .place href=(place.address) { (sentence(&source.to_string())) },
                    None => span .place { (sentence(&source.to_string())) },
                }
            }
            div {
                p { (sentence(&diagnostic.message)) @if let Some(place) = place.filter(|place| place.asks) { " " a href=(place.address) { "Choose a field" } } }
                @if helps { p .muted { (diagnostic.help) } }
            }
        }
    }
}

fn pill(severity: Severity) -> Markup {
    let (tone, words) = match severity {
        Severity::Error => ("red", "Not read"),
        Severity::Warning => ("amber", "Check"),
        Severity::Info => ("grey", "Note"),
    };
    html! { span class={ "pill pill-" (tone) } { (words) } }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn many(code: &str, count: usize) -> Vec<Diagnostic> {
        let one = |number| Diagnostic {
            code: code.to_owned().into(),
            severity: Severity::Warning,
            message: format!("row {number} is odd"),
            help: "Look at it.".to_owned(),
            source: None,
        };
        (0..count).map(one).collect()
    }

    fn shown(diagnostics: &[Diagnostic], asked: Option<&str>) -> usize {
        let links = Links { place: &|_| None, whole: &|code| format!("?remarks={code}"), asked };
        grouped(diagnostics, Some(&links)).into_string().matches(" is odd").count()
    }

    #[test]
    fn of_hundreds_the_first_few_are_shown_until_all_are_asked_for() {
        let mut all = many("stray-cell", 700);
        all.extend(many("row-shifted", 2));
        assert_eq!(shown(&all, None), MOST_SHOWN + 2);
        assert_eq!(shown(&all, Some("stray-cell")), 702);
        assert_eq!(grouped(&all, None).into_string().matches(" is odd").count(), 702);
    }
}
