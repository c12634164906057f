//! How papers look: the sheet, the columns, the template of a PDF and the body's mark.

use bellwether_app::settings::look::LookKept;
use bellwether_domain::{Layout, PageSetup, scheme::Band};
use bellwether_figures::colour;
use bellwether_history::Entry;
use bellwether_press::pdf::LOOK;
use maud::{Markup, html};

use super::{layout::layout, waive::done_notice};
use crate::{
    component::saving,
    form::look::{SHEETS, Typed, shade_of},
    view::Frame,
    words::day,
};

/// What the page shows.
pub struct Shown<'a> {
    /// What is kept.
    pub kept: &'a LookKept,
    /// The form as typed so far.
    pub typed: &'a Typed,
    /// The columns of the register, in the order typed.
    pub layout: &'a Layout,
    /// The bands of its matrix, as they are painted now.
    pub bands: &'a [Band],
    /// The sheet that its document is set for, where that is known.
    pub set_on: Option<PageSetup>,
    /// What is to be put right, in sentences.
    pub problems: &'a [String],
    /// The entry that was just made.
    pub done: Option<&'a Entry>,
}

/// The page.
pub fn look(frame: &Frame, shown: &Shown<'_>) -> Markup {
    let content = html! {
        header .page-head {
            div {
                h1 { "How papers look" }
                p .lede {
                    "They are laid out as the document was that the register came from. "
                    @match shown.kept.since {
                        Some(since) => { "Set by hand since " (day(since)) "." }
                        None => { "Nothing is set by hand yet." }
                    }
                }
            }
            nav .pager aria-label="Back" { a .button href=(frame.link("/papers", &[])) { "Back to the papers" } }
        }
        (done_notice(frame, shown.done))
        (saving::unsaved(shown.problems))
        form .stack method="post" action="/settings/look" enctype="multipart/form-data" {
            @if let Some(seq) = shown.kept.seq { input type="hidden" name="began" value=(seq); }
            @if let Some(date) = frame.asked() { input type="hidden" name="as-at" value=(date); }
            (sheet(shown))
            (shades(shown))
            (columns(shown.layout))
            (template(shown.typed))
            (logo(shown.kept))
            (keep(shown.typed))
        }
    };
    layout(frame, "How papers look", &content)
}

fn sheet(shown: &Shown<'_>) -> Markup {
    let typed = shown.typed;
    html! {
        section .panel.waive {
            div .panel-head { h2 { "Sheet" } }
            div .waive-fields {
                div {
                    label for="page" { "The register and the pack are set on" }
                    @if let Some(page) = shown.set_on { p .hint { "The document is set on " (page) "." } }
                    select #page name="page" {
                        @for (name, title, page) in SHEETS { option value=(name) selected[typed.look.page == page] { (title) } }
                    }
                }
            }
        }
    }
}

fn shades(shown: &Shown<'_>) -> Markup {
    html! {
        @if !shown.bands.is_empty() {
            section .panel {
                div .panel-head { h2 { "Colours of the bands" } p { "As the document paints them, where it does. The words on a colour are black or white, whichever is read better; nothing is said by colour alone." } }
                ul .set-list.pack-sections {
                    @for band in shown.bands {
                        @let name = shade_of(band);
                        @let own = shown.typed.look.bands.get(&band.label).map(ToString::to_string);
                        @let painted = band.shade.map(|shade| shade.to_string()).or_else(|| band.colour.map(|rag| colour(rag).to_owned()));
                        li {
                            span {
                                @if let Some(painted) = &painted { svg .swatch width="28" height="16" aria-hidden="true" { rect width="28" height="16" rx="2" fill=(painted) {} } " " }
                                (band.label) ", from " (band.from)
                            }
                            label .pack-title { "Colour" span .unseen { " of " (band.label) } input name=(name) value=[own] placeholder=[painted] pattern="#[0-9A-Fa-f]{6}" title="A colour such as #c00000; empty for the document’s own" maxlength="7" autocomplete="off"; }
                        }
                    }
                }
            }
        }
    }
}

fn columns(layout: &Layout) -> Markup {
    html! {
        @if !layout.is_empty() {
            section .panel {
                div .panel-head { h2 { "Columns of the register" } p { "In the order of their places, under these headings. What is written in them stays where it is." } }
                ul .set-list.pack-sections {
                    @for (place, column) in layout.columns().iter().enumerate() {
                        @let name = column.of.to_string();
                        @let over = column.groups.join(": ");
                        li {
                            span { @if over.is_empty() { (column.heading) } @else { (over) ": " (column.heading) } }
                            label .pack-place { "Place" span .unseen { " of " (over) " " (column.heading) } input name={ "place-" (name) } value=((place + 1)) inputmode="numeric" autocomplete="off"; }
                            label .pack-title { "Heading" span .unseen { " of " (over) " " (column.heading) } input name={ "heading-" (name) } value=(column.heading) maxlength="200" autocomplete="off"; }
                        }
                    }
                }
            }
        }
    }
}

fn template(typed: &Typed) -> Markup {
    let own = &typed.look.template;
    html! {
        details .panel.rule open[!own.is_empty()] {
            summary .chevron { h2 { "Template of a PDF" } }
            div .panel-body {
                p #about-template .hint { "A text of Typst, which sets the pages: fonts, colours, what stands in the head and the foot. It sees the paper alone: no file and no network. One that does not set the register is not kept, with the line that is wrong. Left empty, or as it is here: the one that comes with the program." }
                label for="template" { "The template" }
                textarea #template .template name="template" rows="20" spellcheck="false" aria-describedby="about-template" { @if own.is_empty() { (LOOK) } @else { (own) } }
            }
        }
    }
}

fn logo(kept: &LookKept) -> Markup {
    html! {
        section .panel.waive {
            div .panel-head { h2 { "The body’s own mark" } p { "At the head of the first page of a PDF, Word or ODT document or web page, and of each page of an XLSX workbook that is printed" } }
            div .waive-fields {
                div {
                    label for="logo" { "An SVG, PNG, JPEG, GIF or WebP picture, at most 512 KB" }
                    input #logo type="file" name="file" accept="image/svg+xml,image/png,image/jpeg,image/gif,image/webp";
                }
                @if !kept.look.logo.is_empty() {
                    div { label .check { input type="checkbox" name="no-logo" value="yes"; span { "Without the picture that is kept now" } } }
                }
            }
        }
    }
}

fn keep(typed: &Typed) -> Markup {
    html! {
        section .accept.edit-keep aria-label="Save" {
            (saving::from_when(&typed.effective))
            (saving::who_and_why(&typed.by, Some("Who agreed it, and where")))
            div .edit-do { button .button-primary type="submit" { "Save" } }
        }
    }
}
