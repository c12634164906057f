//! The text in the smallest parts that a cell may be made of.

/// What stands before a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Before {
    Space,
    Line,
    Paragraph,
    /// A bar or slash on the same line.
    Mark,
    /// A bar at the end of the line before, at the start of this one, or on a line of its own.
    MarkAndLine,
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Unit<'a> {
    pub(super) text: &'a str,
    /// Its line, from nought.
    pub(super) line: usize,
    pub(super) before: Before,
}

/// How a text may be cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Way {
    Bars,
    Slashes,
    Lines,
    Paragraphs,
    Words,
}

impl Way {
    pub(crate) const ALL: [Self; 5] =
        [Self::Bars, Self::Slashes, Self::Lines, Self::Paragraphs, Self::Words];

    /// The way in words.
    pub(crate) fn says(self) -> &'static str {
        match self {
            Self::Bars => "bars between cells, row by row",
            Self::Slashes => "slashes between cells, row by row",
            Self::Lines => "a cell a line, row by row",
            Self::Paragraphs => "a cell a paragraph, row by row",
            Self::Words => "word by word",
        }
    }

    /// The most units that a cell is made of.
    pub(super) fn most(self) -> usize {
        match self {
            Self::Words => 45,
            Self::Lines | Self::Paragraphs => 6,
            Self::Bars | Self::Slashes => 12,
        }
    }

    pub(super) fn is_marked(self) -> bool {
        matches!(self, Self::Bars | Self::Slashes)
    }
}

/// A text cut in one way.
pub(super) struct Divided<'a> {
    pub(super) way: Way,
    pub(super) units: Vec<Unit<'a>>,
}

impl<'a> Divided<'a> {
    /// The text so cut, where its signs speak for that.
    pub(super) fn by(text: &'a str, way: Way) -> Option<Self> {
        let lines: Vec<&str> = text.lines().collect();
        let said = lines.iter().filter(|line| !line.trim().is_empty()).count();
        let gaps = lines
            .windows(2)
            .filter(|pair| matches!(pair, [a, b] if !a.trim().is_empty() && b.trim().is_empty()))
            .count();
        let tabbed = lines.iter().filter(|line| line.matches('\t').count() >= 2).count();
        if tabbed * 3 > said {
            return None;
        }
        // What is set apart by several spaces has columns of its own.
        let spread = lines.iter().filter(|line| line.trim().contains("  ")).count();
        let marks = |mark: &str| lines.iter().map(|line| line.matches(mark).count()).sum::<usize>();
        let is_so = match way {
            Way::Bars => marks("|") >= 6 && marks("|") * 3 >= said,
            Way::Slashes => marks(" / ") >= 6 && marks(" / ") >= said,
            Way::Lines => gaps * 2 < said && marks("|") * 3 < said,
            Way::Paragraphs => gaps * 10 >= said * 4 && marks("|") * 3 < said,
            Way::Words => marks("|") * 3 < said && marks(" / ") < said && spread * 2 < said,
        };
        let units = match way {
            _ if !is_so => return None,
            Way::Bars => marked(&lines, "|"),
            Way::Slashes => marked(&lines, " / "),
            Way::Lines | Way::Paragraphs => whole(&lines),
            Way::Words => words(&lines),
        };
        (units.len() >= 8).then_some(Self { way, units })
    }
}

/// Lines as they stand.
fn whole<'a>(lines: &[&'a str]) -> Vec<Unit<'a>> {
    let mut units = Vec::new();
    let mut before = Before::Paragraph;
    for (line, text) in lines.iter().enumerate() {
        let text = text.trim();
        if text.is_empty() {
            before = Before::Paragraph;
            continue;
        }
        units.push(Unit { text, line, before });
        before = Before::Line;
    }
    units
}

fn words<'a>(lines: &[&'a str]) -> Vec<Unit<'a>> {
    let mut units = Vec::new();
    let mut before = Before::Paragraph;
    for (line, text) in lines.iter().enumerate() {
        if text.trim().is_empty() {
            before = Before::Paragraph;
            continue;
        }
        for word in text.split_whitespace() {
            units.push(Unit { text: word, line, before });
            before = Before::Space;
        }
        before = Before::Line;
    }
    units
}

/// What stands between marks; a mark with nothing between it and the next is an empty cell.
fn marked<'a>(lines: &[&'a str], mark: &str) -> Vec<Unit<'a>> {
    let mut units: Vec<Unit<'a>> = Vec::new();
    // Whether a mark was met since the last unit, and whether a line ended since then.
    let (mut marks, mut ended, mut gap) = (0_usize, true, true);
    let mut first = true;
    for (line, text) in lines.iter().enumerate() {
        if text.trim().is_empty() {
            gap = true;
            continue;
        }
        let padded = if mark == "|" { (*text).trim() } else { text };
        if is_rule(padded) {
            continue;
        }
        for (n, piece) in padded.split(mark).enumerate() {
            if n > 0 {
                marks += 1;
                // A second mark in a row closes an empty cell.
                if marks > 1 {
                    let before = if ended { Before::MarkAndLine } else { Before::Mark };
                    units.push(Unit { text: "", line, before });
                    (marks, ended) = (1, false);
                }
            }
            // A slash at the edge of a line has a space on one side only.
            let piece = piece.trim();
            let (opened, piece) = match piece.strip_prefix("/ ") {
                Some(rest) if n == 0 && mark != "|" => (true, rest.trim()),
                _ => (false, piece),
            };
            let (closed, piece) = match piece.strip_suffix(" /") {
                Some(rest) if mark != "|" => (true, rest.trim()),
                _ => (false, piece),
            };
            marks += usize::from(opened);
            if piece.is_empty() {
                continue;
            }
            let before = match (marks > 0, ended) {
                _ if first => Before::Paragraph,
                (true, true) => Before::MarkAndLine,
                (true, false) => Before::Mark,
                (false, _) if gap => Before::Paragraph,
                (false, _) => Before::Line,
            };
            first = false;
            (marks, ended, gap) = (usize::from(closed), false, false);
            match glued(piece) {
                Some((head, cell)) => {
                    units.push(Unit { text: head, line, before });
                    units.push(Unit { text: cell, line, before: Before::Line });
                }
                None => units.push(Unit { text: piece, line, before }),
            }
        }
        ended = true;
    }
    units
}

/// A rule of dashes between the headings and the rows; "- |" is a cell that says nothing.
fn is_rule(line: &str) -> bool {
    line.chars().all(|c| matches!(c, '|' | '-' | ':' | ' ' | '+'))
        && (line.contains("--") || line.contains("|-") && !line.contains(' '))
}

/// "Actions1": the last heading with the first row's number after it.
fn glued(text: &str) -> Option<(&str, &str)> {
    let at = text.find(|c: char| c.is_ascii_digit())?;
    let (head, number) = text.split_at(at);
    let is_number = number.len() <= 3 && number.bytes().all(|byte| byte.is_ascii_digit());
    (is_number && head.ends_with(char::is_lowercase) && crate::map::heading::is_label(head))
        .then_some((head, number))
}
