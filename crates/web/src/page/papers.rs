//! The papers that can be made of the register, each in its formats.

use bellwether_app::check::SealName;
use bellwether_domain::Date;
use bellwether_papers::format::Format;
use maud::{Markup, html};

use super::layout::layout;
use crate::{
    view::{Frame, address},
    words::{day, short_day},
};

/// A paper, as an address names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is the paper of its name")]
pub enum Kind {
    Register,
    Pack,
    Actions,
    Changes,
    Findings,
    Risk,
    History,
}

impl Kind {
    /// Those of one risk, which its page leads to.
    pub const OF_RISK: [Self; 2] = [Self::Risk, Self::History];

    /// Those of the whole register, in the order of the page.
    pub const ALL: [Self; 5] =
        [Self::Register, Self::Pack, Self::Actions, Self::Changes, Self::Findings];

    /// As an address writes it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Register => "register",
            Self::Pack => "pack",
            Self::Actions => "actions",
            Self::Changes => "changes",
            Self::Findings => "findings",
            Self::Risk => "risk",
            Self::History => "history",
        }
    }

    /// The formats that it has.
    pub fn formats(self) -> &'static [Format] {
        use Format::{Csv, Docx, Html, Ics, Json, Jsonl, Ods, Odt, Pdf, Xlsx};
        match self {
            Self::Register => &[Html, Pdf, Docx, Odt, Xlsx, Ods, Csv, Json, Jsonl, Ics],
            Self::Pack | Self::Findings => &[Html, Pdf, Docx, Odt, Xlsx, Ods],
            Self::Risk | Self::History => &[Html, Pdf, Docx, Odt],
            Self::Actions | Self::Changes => &[Html, Pdf, Docx, Odt, Xlsx, Ods, Csv],
        }
    }

    /// Its address in a format, without the date.
    pub(crate) fn path(self, format: Format) -> String {
        format!("/papers/{}.{}", self.name(), format.extension())
    }

    /// Whether there is a version of it without what is restricted.
    pub fn is_for_the_public(self) -> bool {
        self != Self::Findings
    }

    fn title(self) -> &'static str {
        match self {
            Self::Register => "The register",
            Self::Pack => "The pack for a meeting",
            Self::Actions => "Actions",
            Self::Changes => "What changed",
            Self::Findings => "What the checks find",
            Self::Risk => "This risk",
            Self::History => "Its whole history",
        }
    }

    fn meaning(self, before: Option<Date>) -> String {
        let since = match before {
            Some(before) => format!("since {}", day(before)),
            None => "since the issue before, once there is one".to_owned(),
        };
        match self {
            Self::Register => "In the body’s own layout: its columns, headings, matrix and key of \
                owners."
                .to_owned(),
            Self::Pack => format!(
                "Cover report, heat map, summary of all risks, what changed {since} and why, overdue \
                 and re-dated actions, and the register."
            ),
            Self::Actions => {
                "Every action by where it stands: overdue, passed, due soon, later.".to_owned()
            }
            Self::Findings => "For the auditor: what to put right first, each finding with its \
                places, the register’s own words and what to do, what was set aside by whom, the \
                counts at the last seal, and a page for each owner."
                .to_owned(),
            Self::Changes => format!("Every change {since}, field by field, with who and why."),
            Self::Risk => {
                "What it is, how it scores and how its score went, its actions.".to_owned()
            }
            Self::History => {
                "What it was first, every change since with who and why, what it is. The \
                public version says in its place what is withheld, by which paragraph."
                    .to_owned()
            }
        }
    }
}

/// The page. `before` is the issue that changes are measured from.
pub fn papers(frame: &Frame, before: Option<Date>, seals: &[SealName], published: bool) -> Markup {
    let content = html! {
        header .page-head {
            div {
                h1 { "Papers" }
                p .lede {
                    "What the board, the members and the public read, of the register "
                    @if let Some(as_at) = frame.as_at { "as at " (day(as_at)) }
                    ". Each says on every page that it is a draft; of a sealed register it says the seal."
                }
            }
            div .page-do {
                @if published { a .button href="/published/" { "What is published" } }
                a .button href=(frame.link("/settings/look", &[])) { "How papers look" }
                a .button href=(frame.link("/restricted", &[])) { "What is not for the public" }
            }
        }
        div .stack {
            @for kind in Kind::ALL { (one(frame, kind, before)) }
            @if !seals.is_empty() { (of_seals(seals)) }
        }
    };
    layout(frame, "Papers", &content)
}

fn one(frame: &Frame, kind: Kind, before: Option<Date>) -> Markup {
    let links = |version: &[(&'static str, String)], words: &str| {
        html! {
            @for format in kind.formats() {
                a href=(frame.link(&kind.path(*format), version)) {
                    (told(*format)) span .unseen { ": " (kind.title()) (words) }
                }
            }
        }
    };
    html! {
        section .panel {
            div .panel-head { h2 { (kind.title()) } }
            div .panel-body .paper-ways {
                p { (kind.meaning(before)) }
                @if kind == Kind::Pack {
                    p { a href=(frame.link("/papers/pack", &[])) { "Its cover, its sections and what it reports" } }
                }
                p .seal-links { (links(&[], "")) }
                @if kind.is_for_the_public() {
                    details {
                        summary .chevron { "For the public" }
                        p .muted { "Without what is restricted, and without reasons, which may speak of it." }
                        p .seal-links { (links(&[("version", "public".to_owned())], ", for the public")) }
                    }
                }
            }
        }
    }
}

fn of_seals(seals: &[SealName]) -> Markup {
    html! {
        section .panel {
            div .panel-head { h2 { "Of a sealed register" } p { "As it was frozen for the meeting" } }
            div .panel-body {
                ul .plain-list {
                    @for seal in seals {
                        li .paper-ways {
                            p { strong { (seal.name) } " (as at " (short_day(seal.as_at)) ")" }
                            (of_seal(seal, Kind::Pack))
                            p { a href={ "/papers/pack" (address::query([("of", format!("seal-{}", seal.seq))])) } { "Cover and sections of the pack" span .unseen { ", " (seal.name) } } }
                            (of_seal(seal, Kind::Register))
                        }
                    }
                }
            }
        }
    }
}

fn of_seal(seal: &SealName, kind: Kind) -> Markup {
    let of = address::query([("of", format!("seal-{}", seal.seq))]);
    html! {
        p .seal-links {
            span { (kind.title()) }
            @for format in [Format::Html, Format::Pdf, Format::Docx, Format::Odt, Format::Xlsx, Format::Ods] {
                a href={ (kind.path(format)) (of) } {
                    (told(format)) span .unseen { ", " (seal.name) }
                }
            }
        }
    }
}

/// What a format is for people.
pub(super) fn told(format: Format) -> &'static str {
    match format {
        Format::Html => "Web page (HTML)",
        Format::Pdf => "PDF",
        Format::Docx => "Word (DOCX)",
        Format::Odt => "OpenDocument text (ODT)",
        Format::Xlsx => "Excel (XLSX)",
        Format::Ods => "OpenDocument workbook (ODS)",
        Format::Csv => "CSV",
        Format::Json => "JSON",
        Format::Jsonl => "JSON Lines",
        Format::Ics => "Calendar of target dates (ICS)",
        Format::Text => "Text",
    }
}

/// The papers of one risk, on its page.
pub(super) fn of_risk(frame: &Frame, key: &str) -> Markup {
    html! {
        section .panel #papers {
            div .panel-head { h2 { "Papers" } p { "To print, to hand out, or to answer a request for information" } }
            div .panel-body {
                @for kind in Kind::OF_RISK {
                    p { strong { (kind.title()) } ": " (kind.meaning(None)) }
                    @for (version, words) in [("", "All of it"), ("public", "For the public")] {
                        p .seal-links {
                            span { (words) }
                            @for format in kind.formats() {
                                @let pairs = [("risk", key.to_owned()), ("version", version.to_owned())];
                                a href=(frame.link(&kind.path(*format), &pairs)) { (told(*format)) span .unseen { ": " (kind.title()) ", " (words) } }
                            }
                        }
                    }
                }
            }
        }
    }
}
