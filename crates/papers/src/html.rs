//! A paper as one accessible HTML file: nothing in it is fetched from elsewhere, and it prints.

use std::collections::BTreeMap;

use base64::{Engine as _, prelude::BASE64_STANDARD};
use bellwether_domain::calendar::long_date;
use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::{
    fit::{self, Placed},
    paper::{Align, Band, Block, Cell, Figure, Group, Heads, Mark, PageSize, Paper, Span, Table},
};

/// The paper's look, on screen and in print.
const STYLE: &str = include_str!("../assets/paper.css");

/// The paper as an HTML document; the same paper gives the same text.
pub fn write(paper: &Paper) -> String {
    let mut bands = Bands::default();
    bands.gather(&paper.blocks);
    let as_at = paper.as_at.map(|day| format!("as at {}", long_date(day)));
    let of_whom = Some(&paper.organisation).filter(|name| {
        !name.is_empty() && !paper.title.to_lowercase().contains(&name.to_lowercase())
    });
    let called = paper.called();
    let named: Vec<&str> =
        [Some(called.as_str()), as_at.as_deref()].into_iter().flatten().collect();
    let page = html! {
        (DOCTYPE)
        html lang=(paper.language) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (named.join(", ")) }
                @if !paper.organisation.is_empty() { meta name="author" content=(paper.organisation); }
                style { (PreEscaped(STYLE)) (PreEscaped(widths())) (PreEscaped(bands.style())) (PreEscaped(print(paper, as_at.as_deref()))) }
            }
            body {
                header {
                    @if let Some(mark) = &paper.mark { (self::mark(mark, &paper.organisation)) }
                    h1 { (paper.title) }
                    @if let Some(name) = of_whom { p .of-whom { (name) } }
                    p .standing {
                        @if let Some(as_at) = &as_at { (capital(as_at)) ". " }
                        (paper.version.word()) ". " (ended(&paper.standing.sentence()))
                    }
                }
                main { @for block in &paper.blocks { (self::block(block, &bands)) } }
            }
        }
    };
    page.into_string()
}

/// The body's own mark, within the file.
fn mark(mark: &Mark, whose: &str) -> Markup {
    let (across, down) = mark.fitted(MARK);
    let picture = format!("data:image/png;base64,{}", BASE64_STANDARD.encode(&mark.png));
    html! { img .mark src=(picture) alt=(whose) width=(across.round()) height=(down.round()); }
}

/// How high the mark is, in dots of the screen.
const MARK: f32 = 64.0;

/// "As at 16 March 2018".
fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

/// With a full stop at its end.
fn ended(sentence: &str) -> String {
    format!("{}.", sentence.trim_end_matches('.'))
}

/// The sheet it is printed on, with title, version and page number in its margins.
fn print(paper: &Paper, as_at: Option<&str>) -> String {
    let size = match paper.page.size {
        PageSize::A4 => "A4",
        PageSize::A3 => "A3",
    };
    let turned = if paper.page.landscape { " landscape" } else { "" };
    format!(
        "@page{{size:{size}{turned};margin:16mm 12mm;font:8pt sans-serif;\
         @top-left{{content:{}}}@top-right{{content:{}}}\
         @bottom-left{{content:{}}}@bottom-right{{content:\"Page \" counter(page) \" of \" counter(pages)}}}}",
        quoted(&paper.title),
        quoted(&[as_at.unwrap_or_default(), paper.version.word()].join(" · ")),
        quoted(&paper.standing.sentence()),
    )
}

/// A text as a style sheet has it. Nothing in it can end the string or the style sheet.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars().take(300) {
        if c.is_control() || matches!(c, '"' | '\\' | '<' | '>' | '&') {
            out.push_str(&format!("\\{:x} ", u32::from(c)));
        } else {
            out.push(c);
        }
    }
    out.push('"');
    out
}

fn block(block: &Block, bands: &Bands) -> Markup {
    html! {
        @match block {
            Block::Heading { level: 0 | 1, text } => h2 { (text) },
            Block::Heading { level: 2, text } => h3 { (text) },
            Block::Heading { text, .. } => h4 { (text) },
            Block::Paragraph(spans) => p { (words(spans)) },
            Block::List(points) => ul { @for point in points { li { (words(point)) } } },
            Block::Facts(facts) => dl {
                @for (name, spans) in facts { div { dt { (name) } dd { (words(spans)) } } }
            },
            Block::Table(table) => (self::table(table, bands)),
            Block::Figure(figure) => (self::figure(figure)),
            Block::PageBreak => div .break {},
        }
    }
}

/// The words, each line on its own.
fn words(spans: &[Span]) -> Markup {
    let lines = |text: &str| {
        html! {
            @for (at, line) in text.split('\n').enumerate() { @if at > 0 { br; } (line) }
        }
    };
    html! {
        @for span in spans {
            @if span.strong { strong { (lines(&span.text)) } } @else { (lines(&span.text)) }
        }
    }
}

fn figure(figure: &Figure) -> Markup {
    html! {
        figure {
            // Drawn by us, without script, style sheet or foreign content.
            div .drawing role="img" aria-label=(figure.alternative) { (PreEscaped(&figure.svg)) }
            @if !figure.caption.is_empty() { figcaption { (figure.caption) } }
        }
    }
}

fn table(table: &Table, bands: &Bands) -> Markup {
    let widths = fit::fit(table, ACROSS).widths;
    // A table wider than the window is scrolled, with the keyboard too; one of two columns fits any.
    let is_wide = table.columns.len() > 6;
    let scrolls = table.columns.len() > 2;
    // What is short is not parted by a page; what is long is, between its rows.
    let is_short = table.groups.iter().map(|group| group.rows.len()).sum::<usize>() <= 12;
    let name = if table.caption.is_empty() { "Table" } else { &table.caption };
    let drawn = html! {
        table .wide[is_wide] .short[is_short] {
            @if !table.caption.is_empty() { caption { (table.caption) } }
            @if is_wide {
                colgroup {
                    @for width in &widths { col class={ "w" (share(*width)) }; }
                }
            }
            @if !table.head.is_empty() {
                thead { @for row in &table.head { tr { @for cell in &row.cells { (self::cell(cell, Align::Start, bands)) } } } }
            }
            @for group in &table.groups {
                tbody {
                    @for row in rows(group, table) {
                        tr {
                            @for each in row {
                                @let align = table.columns.get(each.columns.start).map_or(Align::Start, |c| c.align);
                                (self::cell(each.cell, align, bands))
                            }
                        }
                    }
                }
            }
        }
    };
    html! {
        @if scrolls { div .scroll .few[!is_wide] role="region" tabindex="0" aria-label=(name) { (drawn) } }
        @else { (drawn) }
    }
}

/// The cells of a group, row by row, each with its columns.
fn rows<'a>(group: &'a Group, table: &Table) -> Vec<Vec<Placed<'a>>> {
    let mut rows: Vec<Vec<Placed<'a>>> = group.rows.iter().map(|_| vec![]).collect();
    for each in fit::placed(&group.rows, table.columns.len()) {
        if let Some(row) = rows.get_mut(each.row) {
            row.push(each);
        }
    }
    rows
}

/// The width that tables are fitted to, in points; on screen it is the window's.
const ACROSS: f32 = 1000.0;

/// The widest class of width, in hundredths of the table.
const WIDEST: u8 = 60;

/// The classes of width: a style of its own for each column would be refused by strict hosts.
fn widths() -> String {
    (1..=WIDEST).map(|share| format!(".w{share}{{width:{share}%}}")).collect()
}

/// A width in hundredths of the table.
fn share(width: f32) -> u8 {
    // Between 1 and the widest, so the cast keeps the value.
    (width * 100.0 / ACROSS).round().clamp(1.0, f32::from(WIDEST)) as u8
}

fn cell(cell: &Cell, align: Align, bands: &Bands) -> Markup {
    let across = (cell.across > 1).then_some(cell.across);
    let down = (cell.down > 1).then_some(cell.down);
    let scope = cell.heads.map(|heads| match (heads, across, down) {
        (Heads::Column, Some(_), _) => "colgroup",
        (Heads::Column, ..) => "col",
        (Heads::Row, _, Some(_)) => "rowgroup",
        (Heads::Row, ..) => "row",
    });
    let class = match (align, &cell.band) {
        (Align::Start, None) => None,
        (align, band) => {
            let align = match align {
                Align::Start => "",
                Align::Centre => "mid",
                Align::End => "end",
            };
            let band = band.as_ref().map(|band| bands.class(band)).unwrap_or_default();
            Some(format!("{align} {band}").trim().to_owned())
        }
    };
    html! {
        @if let Some(scope) = scope {
            th class=[class] scope=(scope) colspan=[across] rowspan=[down] { (words(&cell.text)) }
        } @else {
            td class=[class] colspan=[across] rowspan=[down] { (words(&cell.text)) }
        }
    }
}

/// The colours of bands that the paper uses, each with a class of its own.
#[derive(Default)]
struct Bands(BTreeMap<String, bool>);

impl Bands {
    fn gather(&mut self, blocks: &[Block]) {
        let tables = blocks.iter().filter_map(|block| match block {
            Block::Table(table) => Some(table),
            _ => None,
        });
        let rows = tables.flat_map(|table| table.groups.iter().flat_map(|group| &group.rows));
        for band in rows.flat_map(|row| &row.cells).filter_map(|cell| cell.band.as_ref()) {
            if is_colour(&band.colour) && !self.0.contains_key(&band.colour) {
                self.0.insert(band.colour.clone(), band.is_dark());
            }
        }
    }

    fn class(&self, band: &Band) -> String {
        let place = self.0.keys().position(|colour| *colour == band.colour);
        place.map(|place| format!("band{place}")).unwrap_or_default()
    }

    fn style(&self) -> String {
        let rule = |(place, (colour, dark)): (usize, (&String, &bool))| {
            let ink = if *dark { "#fff" } else { "#000" };
            format!(".band{place}{{background:{colour};color:{ink}}}")
        };
        self.0.iter().enumerate().map(rule).collect()
    }
}

fn is_colour(text: &str) -> bool {
    text.len() == 7 && text.starts_with('#') && text.chars().skip(1).all(|c| c.is_ascii_hexdigit())
}
