//! The parts that drawings are made of.

use std::fmt::Write as _;

/// What is drawn and written where no band colours the ground.
pub(crate) const INK: &str = "#16181d";
pub(crate) const PAPER: &str = "#ffffff";
pub(crate) const GREY: &str = "#f1f2f4";

const FONT: &str = "Source Sans 3, Source Sans Pro, Liberation Sans, Arial, sans-serif";

/// A point: from the left, and from the top.
pub(crate) type At = (f64, f64);

/// How words are set.
#[derive(Clone, Copy)]
pub(crate) struct Words<'a> {
    /// By which a page's style sheet knows them.
    pub(crate) class: &'a str,
    pub(crate) anchor: &'a str,
    pub(crate) size: f64,
    pub(crate) ink: &'a str,
    pub(crate) strong: bool,
}

impl Words<'_> {
    pub(crate) const PLAIN: Words<'static> =
        Words { class: "label", anchor: "start", size: 12.0, ink: INK, strong: false };
}

/// Begins a drawing so wide and so high. `attributes` of the page that it stands on follow, each
/// with a space before it.
pub(crate) fn begin((wide, high): At, class: &str, attributes: &str) -> String {
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"{class}\" viewBox=\"0 0 {w} {h}\" \
         width=\"{w}\" height=\"{h}\" font-family=\"{FONT}\"{attributes}>",
        w = tenths(wide),
        h = tenths(high)
    )
}

/// Writes words at a place.
pub(crate) fn text(svg: &mut String, (x, y): At, set: Words<'_>, words: &str) {
    let weight = if set.strong { " font-weight=\"bold\"" } else { "" };
    let _ = write!(
        svg,
        "<text class=\"{}\" x=\"{}\" y=\"{}\" text-anchor=\"{}\" font-size=\"{}\" fill=\"{}\"{weight}>",
        set.class,
        tenths(x),
        tenths(y),
        set.anchor,
        tenths(set.size),
        set.ink
    );
    escape(svg, words);
    svg.push_str("</text>");
}

/// Writes words as XML has them, without what no document may hold.
pub(crate) fn escape(svg: &mut String, words: &str) {
    for c in words.chars().filter(|c| !c.is_control()) {
        match c {
            '&' => svg.push_str("&amp;"),
            '<' => svg.push_str("&lt;"),
            '>' => svg.push_str("&gt;"),
            '"' => svg.push_str("&quot;"),
            c => svg.push(c),
        }
    }
}

/// A line with a head at its end, dark on a light edge, so that it shows on any band and in grey.
pub(crate) fn arrow(svg: &mut String, from: At, to: At, (width, head): (f64, f64)) {
    let ((ax, ay), (bx, by)) = (from, to);
    let length = (bx - ax).hypot(by - ay).max(1.0);
    let (dx, dy) = ((bx - ax) / length, (by - ay) / length);
    let neck = (bx - dx * head * 1.8, by - dy * head * 1.8);
    for (class, ink, width) in [("arrow-halo", PAPER, width + 3.0), ("arrow", INK, width)] {
        let _ = write!(
            svg,
            "<path class=\"{class}\" d=\"M{} {}L{} {}\" fill=\"none\" stroke=\"{ink}\" \
             stroke-width=\"{}\"/>",
            tenths(ax),
            tenths(ay),
            tenths(neck.0),
            tenths(neck.1),
            tenths(width)
        );
    }
    let _ = write!(
        svg,
        "<polygon class=\"arrow-head\" points=\"{},{} {},{} {},{}\" fill=\"{INK}\" \
         stroke=\"{PAPER}\" stroke-width=\"1.5\"/>",
        tenths(bx),
        tenths(by),
        tenths(neck.0 - dy * head),
        tenths(neck.1 + dx * head),
        tenths(neck.0 + dy * head),
        tenths(neck.1 - dx * head),
    );
}

/// Words in lines of about `width` letters, two at most.
pub(crate) fn wrapped(words: &str, width: f64) -> Vec<String> {
    let width = (width as usize).max(6);
    let mut lines: Vec<String> = textwrap::wrap(words, width).into_iter().map(Into::into).collect();
    if lines.len() > 2 {
        lines.truncate(2);
        lines.last_mut().into_iter().for_each(|last| last.push('…'));
    }
    lines
}

/// A length to a tenth. Most are whole tenths, which are written as the whole numbers they are:
/// to find the exact decimals of a binary fraction takes a good part of drawing a matrix.
pub(crate) fn tenths(value: f64) -> String {
    let tenths = (value * 10.0).round();
    if tenths.abs() > 1e9 {
        return format!("{value:.1}");
    }
    let (sign, tenths) = (if tenths < 0.0 { "-" } else { "" }, tenths.abs() as u32);
    if tenths % 10 == 0 {
        return format!("{sign}{}", tenths / 10);
    }
    format!("{sign}{}.{}", tenths / 10, tenths % 10)
}
