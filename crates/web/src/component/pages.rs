//! The way through a list that is too long for one page.

use maud::{Markup, html};

use crate::{
    view::{
        Frame, Paging,
        paging::{CHOICES, ROWS},
    },
    words::{count, thousands},
};

/// "Risks 251 to 500 of 4,500", with the pages before and after; nothing for a list that fits.
pub fn pages(
    frame: &Frame,
    paging: &Paging,
    noun: &str,
    pairs: &[(&'static str, String)],
) -> Markup {
    let [least, ..] = CHOICES;
    let whole = !paging.needed() && paging.total > paging.rows;
    if !paging.needed() && (frame.rows.is_none() || paging.total <= least) {
        return html! {};
    }
    let (first, last) = paging.span();
    let link = |page: String| {
        let pairs: Vec<_> = pairs.iter().cloned().chain([("page", page)]).collect();
        frame.link(&frame.path, &pairs)
    };
    html! {
        nav .pages aria-label="Parts of this list" {
            @match paging.before() {
                Some(page) => a .button rel="prev" href=(link(page.to_string())) { span aria-hidden="true" { "←" } "Previous" },
                None => span .button.is-off aria-hidden="true" { "← Previous" },
            }
            p { (crate::words::sentence(noun)) "s " (thousands(first)) " to " (thousands(last)) " of " (thousands(paging.total)) }
            @match paging.after() {
                Some(page) => a .button rel="next" href=(link(page.to_string())) { "Next" span aria-hidden="true" { "→" } },
                None => span .button.is-off aria-hidden="true" { "Next →" },
            }
            a href=(link("all".to_owned())) { "Show all " (count(paging.total, noun)) }
            @if paging.total > least {
                p .per-page { "Rows on a page:"
                    @for rows in CHOICES {
                        @let to = Frame { rows: (rows != ROWS).then_some(rows), ..frame.clone() };
                        a href=(to.link(&frame.path, pairs)) aria-current=[(rows == paging.rows && !whole).then_some("true")] { (rows) }
                    }
                }
            }
        }
    }
}
