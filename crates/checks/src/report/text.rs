//! Findings as a person reads them: what matters most first, then all by severity and what is to be
//! done, in plain words.

use std::fmt::Write as _;

use bellwether_domain::{Date, Register, calendar::long_date};

use crate::{
    Counts, Finding, Group, Severity,
    group::{blocking, counts, places, short_list},
    to_answer,
    words::plural,
};

/// Longer evidence is cut here, between words.
const MOST_EVIDENCE: usize = 100;

/// With so few groups the list of all is short enough.
const FEW: usize = 10;

/// Of at most so many places it is said who is to answer.
const ASKED: usize = 200;

/// Prints findings of a register and the groups they went into.
pub fn text(findings: &[Finding], groups: &[Group], register: &Register, as_at: Date) -> String {
    let mut text = format!("As at {}: {}\n", long_date(as_at), summary(groups));
    if groups.len() > FEW {
        text.push_str("\nFIRST\n\n");
        for (number, group) in short_list(groups).enumerate() {
            write_first(&mut text, number + 1, group, findings, register);
        }
    }
    for severity in Severity::ALL {
        let mut of_severity = groups.iter().filter(|group| group.severity == severity).peekable();
        if of_severity.peek().is_none() {
            continue;
        }
        let title = severity.to_string().to_uppercase();
        let _ = write!(text, "\n{title} ({})\n", severity.meaning());
        for group in of_severity {
            write_group(&mut text, group, findings);
        }
    }
    text
}

/// What to put right first: where, in the words of the risk, what to do, and who is to answer.
fn write_first(
    text: &mut String,
    number: usize,
    group: &Group,
    findings: &[Finding],
    register: &Register,
) {
    let told: Vec<&Finding> =
        group.told.iter().take(ASKED).filter_map(|n| findings.get(*n)).collect();
    let one = match (group.told.len(), told.as_slice()) {
        (1, [one]) => one.words(register).map(|words| (one.place(), words)),
        _ => None,
    };
    let place = one.as_ref().map(|(place, _)| format!("{}: ", sentence(place)));
    let new = group.news().map(|new| format!(" ({new})")).unwrap_or_default();
    let _ = writeln!(text, "{number:>3}. {}{}{new}", place.unwrap_or_default(), group.message);
    if let Some((_, words)) = one.filter(|(_, words)| !words.is_empty()) {
        let _ = writeln!(text, "     “{}”", cut(&words));
    }
    let whose = to_answer(&told, register).filter(|_| group.told.len() <= ASKED);
    let whose = whose.map(|who| format!(" To answer: {who}.")).unwrap_or_default();
    let _ = writeln!(text, "     → {}{whose}", group.help);
}

/// "12 findings: 3 high, 5 medium, 4 low, in 40 places. 2 of them block sign-off."; "nothing found."
fn summary(groups: &[Group]) -> String {
    if groups.is_empty() {
        return "nothing found.".to_owned();
    }
    let counts: Counts = counts(groups);
    let said: Vec<String> = Severity::ALL
        .into_iter()
        .filter(|&severity| counts.get(severity) > 0)
        .map(|severity| format!("{} {severity}", counts.get(severity)))
        .collect();
    let places = match places(groups).all() {
        same if same == groups.len() => String::new(),
        more => format!(", in {}", plural(more, "place")),
    };
    let blocks = match blocking(groups) {
        0 => "None of them blocks sign-off".to_owned(),
        1 => "1 of them blocks sign-off".to_owned(),
        some => format!("{some} of them block sign-off"),
    };
    format!("{}: {}{places}. {blocks}.", plural(groups.len(), "finding"), said.join(", "))
}

/// What all findings of a group share is said once. Those of a lesser rule at the same place are
/// told by naming the rule. How many it counts of the register is said where some are told elsewhere.
fn write_group(text: &mut String, group: &Group, findings: &[Finding]) {
    let own: Vec<&Finding> = group.told.iter().filter_map(|n| findings.get(*n)).collect();
    let Some(first) = own.first() else { return };
    let blocks = match (group.blocks, group.seen) {
        (true, _) => ", blocks sign-off",
        (_, true) => ", seen at the import",
        _ => "",
    };
    let rules = group.rules.join(", ");
    let new = group.news().map(|new| format!(", {new}")).unwrap_or_default();
    let _ = write!(text, "\n{rules}  {} ({}){blocks}{new}\n", group.title, own.len());
    let same_message = own.len() > 1 && own.iter().all(|f| f.message == first.message);
    let same_help = own.iter().all(|finding| finding.help == first.help);
    if same_message {
        let _ = writeln!(text, "  {}", first.message);
    }
    if group.elsewhere > 0 {
        let _ = writeln!(text, "  {} more told with other findings", group.elsewhere);
    }
    for finding in &own {
        let mut place = finding.place();
        let source = finding.source.as_ref().map(ToString::to_string).unwrap_or_default();
        if !source.is_empty() {
            let _ = write!(place, " ({source})");
        }
        let evidence = match finding.evidence.as_str() {
            "" => String::new(),
            evidence => format!(" “{}”", cut(evidence)),
        };
        let _ = match (same_message, evidence.is_empty()) {
            (true, true) => writeln!(text, "  • {place}"),
            (true, false) => writeln!(text, "  • {place}:{evidence}"),
            (false, true) => writeln!(text, "  • {place}: {}", finding.message),
            (false, false) => writeln!(text, "  • {place}: {}\n     {evidence}", finding.message),
        };
        if !same_help {
            let _ = writeln!(text, "      → {}", finding.help);
        }
    }
    if same_help {
        let _ = writeln!(text, "  → {}", first.help);
    }
}

/// With a capital.
fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

fn cut(evidence: &str) -> String {
    if evidence.chars().count() <= MOST_EVIDENCE {
        return evidence.to_owned();
    }
    let mut short = String::new();
    for word in evidence.split(' ') {
        if short.chars().count() + word.chars().count() >= MOST_EVIDENCE {
            break;
        }
        short.push_str(word);
        short.push(' ');
    }
    format!("{}…", short.trim_end())
}
