//! The words left over beside a date: "Report … to board".

use super::parse::{Item, Role};
use super::tokens::{Mark, Token};

/// The label of a clause. A claim between its words leaves an ellipsis, one at their end stays
/// ("Project started"), one alone is no label.
pub(super) fn of(clause: &[Item], tokens: &[Token<'_>], text: &str) -> String {
    let mut label = String::new();
    let mut run: Option<(usize, usize)> = None;
    let mut claim: Option<(usize, usize)> = None;
    let mut elided = false;
    for item in clause {
        match &item.role {
            Role::Label
            | Role::Unreadable
            | Role::NoSuchDay
            | Role::Condition
            | Role::PerhapsContinuous => {
                let start = match (run, claim) {
                    (Some(words), Some((_, after))) => {
                        push(&mut label, tokens, text, words, elided);
                        elided = true;
                        after
                    }
                    (Some((start, _)), None) => start,
                    (None, Some((first, _)))
                        if label.is_empty() && near(tokens, first, item.first) =>
                    {
                        first
                    }
                    (None, _) => item.first,
                };
                claim = None;
                run = Some((start, item.end));
            }
            Role::Done { .. } | Role::Started | Role::Cancelled => {
                claim = Some((claim.map_or(item.first, |(start, _)| start), item.end));
            }
            Role::Filler
            | Role::Overdue
            | Role::InHand
            | Role::NotYet
            | Role::And
            | Role::By
            | Role::From
            | Role::Denied
            | Role::Moved
            | Role::After
            | Role::Before
            | Role::Separator(_)
            | Role::Then => {}
            _ => {
                flush(&mut label, tokens, text, &mut run, &mut claim, &mut elided);
            }
        }
    }
    flush(&mut label, tokens, text, &mut run, &mut claim, &mut elided);
    label
}

/// Whether only words stand between a claim and what follows it.
fn near(tokens: &[Token<'_>], first: usize, last: usize) -> bool {
    tokens.get(first..last).is_some_and(|between| {
        between.iter().all(|t| !matches!(t.kind, super::tokens::Kind::Mark(_)))
    })
}

fn flush(
    label: &mut String,
    tokens: &[Token<'_>],
    text: &str,
    run: &mut Option<(usize, usize)>,
    claim: &mut Option<(usize, usize)>,
    elided: &mut bool,
) {
    if let Some((start, end)) = run.take() {
        let end = claim.filter(|(first, _)| *first == end).map_or(end, |(_, end)| end);
        push(label, tokens, text, (start, end), *elided);
    }
    *claim = None;
    *elided = false;
}

fn push(
    label: &mut String,
    tokens: &[Token<'_>],
    text: &str,
    (start, end): (usize, usize),
    elided: bool,
) {
    let (Some(first), Some(last)) = (tokens.get(start), tokens.get(end.wrapping_sub(1))) else {
        return;
    };
    let mut stop = last.end();
    let words = text.get(first.start..stop).unwrap_or_default();
    if words.contains('(')
        && !words.contains(')')
        && tokens.get(end).is_some_and(|t| t.kind == super::tokens::Kind::Mark(Mark::Close))
    {
        stop = tokens.get(end).map_or(stop, Token::end);
    }
    let words = text.get(first.start..stop).unwrap_or_default();
    if !label.is_empty() {
        label.push_str(if elided { " … " } else { " " });
    }
    label.push_str(&super::collapsed(words));
}
