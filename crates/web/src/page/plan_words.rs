//! The words of a scan that may be others, each beside the picture of its line.

use bellwether_app::import::Plan;
use bellwether_intake::recognised::{self, Doubtful};
use maud::{Markup, html};

use super::plan_choice::Choice;
use crate::{
    view::{Frame, Traced, address, traced::anchor},
    words::{count, list},
};

/// More than these are better compared with the document itself.
const MOST_SHOWN: usize = 60;

/// The table; nothing where no page was recognised.
pub(super) fn words(frame: &Frame, plan: &Plan, traced: &Traced<'_>, choice: &Choice) -> Markup {
    let pages = recognised::pages(&plan.intake.document);
    let doubtful = recognised::doubtful(&plan.intake.document);
    html! {
        @if !pages.is_empty() {
            section .panel #recognised {
                div .panel-head {
                    h2 { "Recognised on pictures" }
                    p { (count(doubtful.len(), "word")) " in doubt" }
                }
                p .columns-ask {
                    (count(pages.len(), "page")) " of the document " @if pages.len() == 1 { "is a picture" } @else { "are pictures" } " without text ("
                    (list(&pages.iter().map(ToString::to_string).collect::<Vec<_>>())) "): every value read from there was recognised."
                    @if !doubtful.is_empty() { " Compare these words with the picture of their line; if one is wrong, mend it on its risk once the document is brought in." }
                }
                @if !doubtful.is_empty() {
                    div .sheet.sheet-in {
                        table .cards role="table" aria-label="Words that may be others" {
                            thead role="rowgroup" { tr role="row" {
                                th role="columnheader" scope="col" .col-when { "Read as" }
                                th role="columnheader" scope="col" { "The line on the page" }
                                th role="columnheader" scope="col" .col-status { "Sure" }
                                th role="columnheader" scope="col" { "Where" }
                            } }
                            tbody role="rowgroup" {
                                @for (number, word) in doubtful.iter().take(MOST_SHOWN).enumerate() { (self::word(frame, number, word, traced, choice)) }
                            }
                        }
                    }
                }
                @if doubtful.len() > MOST_SHOWN { p .panel-body { (count(doubtful.len() - MOST_SHOWN, "further word")) " may be others: compare the document as a whole." } }
            }
        }
    }
}

fn word(
    frame: &Frame,
    number: usize,
    doubtful: &Doubtful<'_>,
    traced: &Traced<'_>,
    choice: &Choice,
) -> Markup {
    let Doubtful { at, page, word } = doubtful;
    let picture = format!("{}/lines/{number}{}", frame.path, address::query(choice.pairs()));
    let said = if word.text.is_empty() { "(nothing)" } else { &word.text };
    html! {
        tr role="row" {
            td role="cell" { strong { (said) } }
            td .wide role="cell" { img .scanned-line src=(picture) loading="lazy" alt={ "The line on page " (page) " in which “" (said) "” was recognised" }; }
            td role="cell" .num { ((word.confidence * 100.0).round()) "%" }
            td role="cell" {
                @match at.and_then(|at| Some((at, traced.part_of_cell(at)?))) {
                    Some((at, part)) => a href={ (choice.address(frame, Some(part))) "#" (anchor(at)) } { (traced.place_of(at)) },
                    None => { "page " (page) },
                }
            }
        }
    }
}
