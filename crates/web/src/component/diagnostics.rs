//! What was noticed when a document was read, gathered by kind.

use bellwether_domain::{Diagnostic, Severity};
use maud::{Markup, html};

use crate::words::{count, sentence};

/// A kind with more remarks than this is folded away until asked for.
const MOST_OPEN: usize = 8;

/// Gives the address of the row that a remark speaks of, where the page shows it.
pub type Anchor<'a> = &'a dyn Fn(&Diagnostic) -> Option<String>;

/// The remarks by kind, the gravest first; `line` gives the anchor of a row, where it is shown.
pub fn grouped(diagnostics: &[Diagnostic], line: Option<Anchor<'_>>) -> Markup {
    let mut kinds: Vec<(&str, Severity, Vec<&Diagnostic>)> = vec![];
    for diagnostic in diagnostics {
        match kinds.iter_mut().find(|(code, ..)| *code == diagnostic.code) {
            Some((_, severity, all)) => {
                *severity = (*severity).max(diagnostic.severity);
                all.push(diagnostic);
            }
            None => kinds.push((&diagnostic.code, diagnostic.severity, vec![diagnostic])),
        }
    }
    kinds.sort_by_key(|(_, severity, _)| std::cmp::Reverse(*severity));
    html! {
        @for (code, severity, all) in kinds {
            @let help = all.first().map(|first| first.help.as_str()).unwrap_or_default();
            @let alike = all.iter().all(|diagnostic| diagnostic.help == help);
            details .kind open[severity == Severity::Error || severity == Severity::Warning && all.len() <= MOST_OPEN] {
                summary .chevron {
                    (pill(severity)) " " strong { (sentence(&code.replace('-', " "))) } " "
                    span .muted { (count(all.len(), "time")) }
                }
                @if alike && !help.is_empty() { p .kind-help { (help) } }
                ul .remarks {
                    @for diagnostic in all {
                        li {
                            @if let Some(source) = &diagnostic.source {
                                @match line.and_then(|line| line(diagnostic)) {
                                    Some(anchor) => a .place href=(anchor) { (sentence(&source.to_string())) },
                                    None => span .place { (sentence(&source.to_string())) },
                                }
                            }
                            div { p { (diagnostic.message) } @if !alike { p .muted { (diagnostic.help) } } }
                        }
                    }
                }
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
