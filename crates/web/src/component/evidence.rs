//! Files as evidence: the list of them, the form that attaches one, the form that takes one back.

use bellwether_domain::{Mark, Risk};
use bellwether_history::{Entry, Kept, erased_by};
use maud::{Markup, html};

use crate::{
    view::Frame,
    words::{count, day},
};

/// How much of an action's words stands in a list to choose from, in characters.
const SHORT: usize = 80;

/// A file and what it stands beside.
pub struct Item<'a> {
    /// The file.
    pub kept: &'a Kept,
    /// What it stands beside, as a link where there is a page of it.
    pub beside: Markup,
    /// The paragraph by which it is not for the public, where it is not; empty where none is given.
    pub restricted: Option<String>,
}

/// The paragraph by which a file is not for the public, where it is not.
pub fn restricted(marks: &[Mark], kept: &Kept) -> Option<String> {
    let own = &kept.attachment;
    let digest = own.sha256.to_string();
    let action = own.action.as_ref().map(|action| action.id);
    let mut found = marks.iter().filter(|mark| mark.is_of_file(&digest, action));
    found.next().map(|mark| mark.paragraph.clone())
}

/// What stands beside one risk, and the form to attach more; `key` names the risk in addresses.
pub fn panel(
    frame: &Frame,
    (key, risk): (&str, &Risk),
    kept: &[&Kept],
    marks: &[Mark],
    most: usize,
) -> Markup {
    let item =
        |kept| Item { kept, beside: beside(kept, risk), restricted: restricted(marks, kept) };
    let items: Vec<Item<'_>> = kept.iter().copied().map(item).collect();
    let open = frame.is_latest && frame.known.is_none();
    html! {
        @if open || !items.is_empty() {
            section .panel #evidence {
                div .panel-head {
                    h2 { "Evidence" }
                    p { (count(items.len(), "file")) " · " a href=(frame.link("/evidence", &[])) { "All files" } }
                }
                div .panel-body {
                    (list(frame, &items))
                    @if open { (form(&format!("/risks/{}/evidence", crate::view::address::segment(key)), Some(risk), most)) }
                }
            }
        }
    }
}

/// Which of the risk's actions a file speaks of: the one with the same words, wherever it stands
/// now; else its words as they were.
fn beside(kept: &Kept, risk: &Risk) -> Markup {
    let Some(mark) = &kept.attachment.action else { return html! { "The risk" } };
    let now = risk.actions.iter().position(|action| action.description == mark.words);
    html! {
        @match now {
            Some(place) => a href=(format!("#action-{}", place + 1)) { "Action " (place + 1) },
            None => span title=(mark.words) { "An earlier action" },
        }
    }
}

/// A list of files, each with what it stands beside.
pub fn list(frame: &Frame, items: &[Item<'_>]) -> Markup {
    let open = frame.is_latest && frame.known.is_none();
    html! {
        @if items.is_empty() { p .muted { "No file is attached." } }
        @else {
            ul .found.files {
                @for Item { kept, beside, restricted } in items {
                    li {
                        div .found-where { (beside) }
                        div {
                            p {
                                @if erased_by(&kept.attachment.name).is_some() { (kept.attachment.name) }
                                @else { a .file href=(address(&kept.entry)) download { bdi { (kept.attachment.name) } } }
                                " " span .muted { (size(kept.attachment.size)) }
                                @if let Some(paragraph) = restricted {
                                    " " span .pill { "Not for the public" @if !paragraph.is_empty() { ": " (paragraph) } }
                                }
                            }
                            p .quote { (kept.entry.reason) }
                            p .muted { "Attached by " (kept.entry.actor) ", from " (day(kept.entry.effective)) "." }
                            @if let Some(withdrawn) = &kept.withdrawn {
                                p .muted { "Withdrawn by " (withdrawn.actor) ", from " (day(withdrawn.effective)) ": " (withdrawn.reason) }
                            } @else if open { (withdraw(&kept.entry)) }
                        }
                    }
                }
            }
        }
    }
}

/// The form that attaches a file, beside a risk or, without one, beside the register.
pub fn form(action: &str, risk: Option<&Risk>, most: usize) -> Markup {
    let actions = risk.map(|risk| risk.actions.as_slice()).unwrap_or_default();
    html! {
        details .withdraw.attach {
            summary .chevron { "Attach a file" }
            form method="post" action=(action) enctype="multipart/form-data" {
                div { label for="evidence-file" { "A file of any kind, up to " (most) " MiB" } input #evidence-file type="file" name="file" required; }
                @if !actions.is_empty() {
                    div {
                        label for="evidence-action" { "What it speaks of" }
                        select #evidence-action name="action" {
                            option value="" { "The risk" }
                            @for (place, action) in actions.iter().enumerate() {
                                option value=(place + 1) { "Action " (place + 1) ": " (short(&action.description)) }
                            }
                        }
                    }
                }
                div { label for="evidence-reason" { "What it shows, for the journal" } input #evidence-reason name="reason" required; }
                div { label for="evidence-from" { "From which day, if not today" } input #evidence-from type="date" name="from"; }
                div { label for="evidence-who" { "Your name" } input #evidence-who name="who" required autocomplete="name"; }
                button .button-primary type="submit" { "Attach" }
            }
        }
    }
}

fn withdraw(entry: &Entry) -> Markup {
    let seq = entry.seq;
    html! {
        details .withdraw {
            summary .chevron { "Withdraw" span .unseen { ": the file of entry " (seq) } }
            form method="post" action=(format!("/evidence/{seq}/withdraw")) {
                div { label for={ "withdraw-why-" (seq) } { "Why" } input id={ "withdraw-why-" (seq) } name="reason" required; }
                div { label for={ "withdraw-who-" (seq) } { "Your name" } input id={ "withdraw-who-" (seq) } name="who" required autocomplete="name"; }
                button type="submit" { "Withdraw" }
            }
        }
    }
}

/// Where the file that an entry brought can be had.
pub fn address(entry: &Entry) -> String {
    format!("/evidence/{}", entry.seq)
}

/// "640 bytes", "12 KB", "3.4 MB".
pub fn size(bytes: u32) -> String {
    match bytes {
        1 => "1 byte".to_owned(),
        0..1_000 => format!("{bytes} bytes"),
        1_000..999_500 => format!("{:.0} KB", f64::from(bytes) / 1e3),
        _ => format!("{:.1} MB", f64::from(bytes) / 1e6),
    }
}

fn short(words: &str) -> String {
    if words.chars().count() <= SHORT {
        return words.to_owned();
    }
    words.chars().take(SHORT).collect::<String>() + "…"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_size_is_told_in_words() {
        let told = [1, 640, 12_345, 999_499, 999_500, 20_971_520].map(size);
        assert_eq!(told, ["1 byte", "640 bytes", "12 KB", "999 KB", "1.0 MB", "21.0 MB"]);
    }
}
