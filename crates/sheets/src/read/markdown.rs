//! Markdown with tables, as wikis and repositories keep registers.

use std::borrow::Cow;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::{
    IsLabel,
    blocks::{Block, Body, Paragraph, Rows, Table, TableCell, TableRow},
    html, unsaid,
};
use crate::{
    ReadError,
    sheet::{Document, Sheet},
};

/// The most lines of the fields that a text may begin with.
const MOST_FIELDS: usize = 60;

/// The fields ("title: Harbour risks") between rules of dashes that a text may begin with, as
/// paragraphs of their own, the title as a heading: without this they are one heading.
fn front_matter(text: &str) -> Cow<'_, str> {
    let rest = text.trim_start_matches('\u{feff}').trim_start();
    let Some(rest) =
        rest.strip_prefix("---").filter(|rest| rest.trim_start_matches(' ').starts_with('\n'))
    else {
        return text.into();
    };
    let lines: Vec<&str> = rest.lines().skip(1).take(MOST_FIELDS).collect();
    let Some(end) = lines.iter().position(|line| line.trim_end() == "---") else {
        return text.into();
    };
    let fields = lines.get(..end).unwrap_or_default();
    let is_field = |line: &&str| {
        line.trim().is_empty()
            || line.starts_with([' ', '\t', '-', '#'])
            || line.split_once(':').is_some_and(|(key, _)| !key.contains([' ', '|']))
    };
    if !fields.iter().all(is_field) {
        return text.into();
    }
    let body = rest.lines().skip(end + 2);
    let mut apart = String::with_capacity(text.len() + fields.len());
    for line in fields.iter().filter(|line| !line.trim().is_empty()) {
        match line.split_once(':') {
            Some(("title", title)) => {
                apart.push_str("# ");
                apart.push_str(title.trim().trim_matches(['"', '\'']));
            }
            _ => apart.push_str(line.trim()),
        }
        apart.push_str("\n\n");
    }
    for line in body {
        apart.push_str(line);
        apart.push('\n');
    }
    apart.into()
}

/// Whether a text is Markdown: a table's rule under a row of bars, or headings marked by `#`.
pub(crate) fn looks_like(text: &str) -> bool {
    let text = &*front_matter(text);
    let mut above = "";
    let mut headings = 0;
    for line in text.lines().take(2000) {
        if is_rule(line, above) {
            return true;
        }
        let marks = line.chars().take_while(|c| *c == '#').count();
        headings += usize::from((1..=6).contains(&marks) && line.chars().nth(marks) == Some(' '));
        above = line;
    }
    headings > 1 && text.trim_start().starts_with('#')
}

/// Whether a line is the rule under the headings of a table: as many parts as these have. A lone
/// dash before a bar is a cell that says nothing.
fn is_rule(line: &str, above: &str) -> bool {
    let parts = |line: &str| line.trim().trim_matches('|').split('|').count();
    line.contains('|')
        && above.contains('|')
        && (parts(line) >= 2 || line.contains("--") || line.trim().starts_with('|'))
        && parts(line).abs_diff(parts(above)) <= 1
        && line.trim().trim_matches('|').split('|').all(|part| {
            let part = part.trim();
            part.contains('-') && part.chars().all(|c| matches!(c, '-' | ':'))
        })
}

/// A line right above a table would take its headings into its own paragraph or list item: a blank
/// line is put between. A row without a bar before it that begins with "#", "-" or "1." would be no
/// row: it is given one.
fn tables_apart(text: &str) -> Cow<'_, str> {
    let lines: Vec<&str> = text.lines().collect();
    let line = |at: usize| lines.get(at).copied().unwrap_or_default();
    let rules: Vec<usize> =
        (1..lines.len()).filter(|at| is_rule(line(*at), line(at - 1))).collect();
    if rules.is_empty() && !text.contains("<table") {
        return text.into();
    }
    let mut apart = String::with_capacity(text.len() + rules.len() * 16);
    let mut rules = rules.into_iter().peekable();
    let mut in_table = false;
    // A blank line would end a table of tags in the middle.
    let mut tags = false;
    for (at, line) in lines.iter().enumerate() {
        tags |= line.contains("<table");
        tags &= !line.contains("</table");
        if tags && line.trim().is_empty() {
            continue;
        }
        if rules.next_if(|rule| rule - 1 == at).is_some() {
            let over =
                at.checked_sub(1).and_then(|above| lines.get(above)).map_or("", |o| o.trim());
            if !over.is_empty() && !over.contains('|') {
                apart.push('\n');
            }
            in_table = true;
        }
        in_table &= line.contains('|');
        if in_table && begins_a_block(line) {
            apart.push_str("| ");
        }
        apart.push_str(line);
        apart.push('\n');
    }
    apart.into()
}

/// Whether a line would begin a heading, a list or a quotation.
fn begins_a_block(line: &str) -> bool {
    let Some(first) = line.split_whitespace().next() else { return false };
    let number = first.trim_end_matches(['.', ')']);
    let counts = number.len() < first.len() && number.bytes().all(|byte| byte.is_ascii_digit());
    counts || matches!(first, "-" | "+" | "*" | ">") || first.bytes().all(|byte| byte == b'#')
}

/// Reads a text.
pub(crate) fn read(text: &str, is_label: IsLabel) -> Result<Document, ReadError> {
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    let mut walk = Walk::new(is_label);
    for event in Parser::new_ext(&tables_apart(&front_matter(text)), options) {
        walk.take(event)?;
    }
    let mut rows = Rows::default();
    rows.body(walk.body)?;
    Ok(Document { sheets: vec![Sheet { rows: rows.finish(), ..Sheet::default() }] })
}

struct Walk {
    is_label: IsLabel,
    body: Body,
    table: Option<Table>,
    row: TableRow,
    text: String,
    /// For each open list the number of its next item; `None` for bullets.
    lists: Vec<Option<u64>>,
    marker: String,
    /// How many bold stretches or headings are open, and whether any text stood outside them.
    bold: usize,
    plain: bool,
    /// How long the text was after its last soft line break.
    broken: usize,
    html: String,
}

impl Walk {
    fn new(is_label: IsLabel) -> Self {
        Self {
            is_label,
            body: Body::default(),
            table: None,
            row: TableRow::default(),
            text: String::new(),
            lists: vec![],
            marker: String::new(),
            bold: 0,
            plain: false,
            broken: 0,
            html: String::new(),
        }
    }

    fn take(&mut self, event: Event<'_>) -> Result<(), ReadError> {
        match event {
            Event::Start(tag) => self.start(&tag),
            Event::End(tag) => self.end(tag)?,
            Event::Text(text) | Event::Code(text) => {
                self.plain |= self.bold == 0 && !text.trim().is_empty();
                self.text.push_str(&text);
            }
            Event::SoftBreak => {
                self.text.push(' ');
                self.broken = self.text.len();
            }
            Event::HardBreak => self.text.push('\n'),
            Event::InlineHtml(tag) => match tag.to_ascii_lowercase().as_str() {
                "<s>" | "<del>" | "<strike>" => unsaid::begin(&mut self.text),
                "</s>" | "</del>" | "</strike>" => unsaid::end(&mut self.text),
                tag if tag.starts_with("<br") => self.text.push('\n'),
                _ => {}
            },
            Event::Html(html) => self.html.push_str(&html),
            Event::TaskListMarker(done) => self.text.push_str(if done { "☑ " } else { "☐ " }),
            _ => {}
        }
        Ok(())
    }

    fn start(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Paragraph | Tag::CodeBlock(_) | Tag::BlockQuote(_) => self.flush(),
            Tag::Heading { .. } => {
                self.flush();
                self.bold += 1;
            }
            Tag::Strong => {
                // What begins its line set bold is a label on a line of its own.
                if self.broken == self.text.len() && self.text.pop().is_some() {
                    self.text.push('\n');
                }
                self.bold += 1;
            }
            Tag::List(first) => {
                self.flush();
                self.lists.push(*first);
            }
            Tag::Item => {
                self.flush();
                let indent = "  ".repeat(self.lists.len().saturating_sub(1).min(8));
                self.marker = match self.lists.last_mut() {
                    Some(Some(number)) => {
                        *number += 1;
                        format!("{indent}{}. ", *number - 1)
                    }
                    _ => format!("{indent}• "),
                };
            }
            Tag::Table(_) => {
                self.flush();
                self.table = Some(Table::default());
            }
            Tag::TableHead => self.bold += 1,
            Tag::Strikethrough => unsaid::begin(&mut self.text),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) -> Result<(), ReadError> {
        match tag {
            TagEnd::Paragraph | TagEnd::CodeBlock | TagEnd::Item => self.flush(),
            TagEnd::Heading(_) => {
                self.flush();
                self.bold = self.bold.saturating_sub(1);
            }
            TagEnd::Strikethrough => unsaid::end(&mut self.text),
            TagEnd::Strong => self.bold = self.bold.saturating_sub(1),
            TagEnd::List(_) => {
                self.flush();
                self.lists.pop();
            }
            TagEnd::HtmlBlock => {
                let html = std::mem::take(&mut self.html);
                self.body.blocks.extend(html::body(&html)?.blocks);
            }
            TagEnd::TableCell => {
                let paragraph = self.paragraph();
                let body = Body { blocks: vec![Block::Paragraph(paragraph)] };
                self.row.cells.push(TableCell { body, ..TableCell::default() });
            }
            TagEnd::TableHead | TagEnd::TableRow => {
                if tag == TagEnd::TableHead {
                    self.bold = self.bold.saturating_sub(1);
                }
                let row = std::mem::take(&mut self.row);
                self.table.get_or_insert_default().rows.push(row);
            }
            TagEnd::Table => self.body.blocks.extend(self.table.take().map(Block::Table)),
            _ => {}
        }
        Ok(())
    }

    fn paragraph(&mut self) -> Paragraph {
        let text = std::mem::take(&mut self.text);
        let lines: Vec<&str> = text.split('\n').map(str::trim).collect();
        let text = lines.join("\n").trim().to_owned();
        let plain = std::mem::take(&mut self.plain);
        Paragraph { bold: !plain && !text.is_empty(), text, ..Paragraph::default() }
    }

    fn flush(&mut self) {
        let whole = self.paragraph();
        if whole.text.is_empty() {
            return;
        }
        let marker = std::mem::take(&mut self.marker);
        for (place, text) in
            apart(&whole.text, !marker.is_empty(), self.is_label).into_iter().enumerate()
        {
            let text = if place == 0 { format!("{marker}{text}") } else { text };
            let paragraph = Paragraph { bold: whole.bold, text, ..Paragraph::default() };
            self.body.blocks.push(Block::Paragraph(paragraph));
        }
    }
}

/// The paragraphs that one is in truth: labels after a list's last item are none of it, and a
/// label without a value stands over what comes next.
fn apart(text: &str, is_item: bool, is_label: IsLabel) -> Vec<String> {
    let label = |line: &str| {
        line.split_once(':').is_some_and(|(label, _)| label.len() <= 40 && is_label(label))
    };
    let mut parts: Vec<String> = Vec::new();
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        let over = lines.peek().is_none() && line.ends_with(':');
        match parts.last_mut().filter(|_| !(label(line) && (is_item || over))) {
            Some(part) => {
                part.push('\n');
                part.push_str(line);
            }
            None => parts.push(line.to_owned()),
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Document, ReadError> {
        super::read(text, |text| matches!(text, "Impact" | "Mitigation" | "Status" | "**Impact"))
    }

    fn texts(text: &str) -> Vec<Vec<String>> {
        let rows = read(text).unwrap().sheets.into_iter().flat_map(|sheet| sheet.rows);
        rows.map(|row| row.cells.into_iter().map(|cell| cell.text).collect()).collect()
    }

    #[test]
    fn fields_before_the_text_are_none_of_its_headings() {
        let text = "---\nlayout: page\ntitle: \"Harbour risks\"\n---\n\nRef | Risk\n--- | ---\n1 | Flood\n";
        let document = read(text).unwrap();
        let rows = &document.sheets[0].rows;
        let first: Vec<&str> = rows.iter().map(|row| row.cells[0].text.as_str()).collect();
        assert_eq!(first, ["layout: page", "Harbour risks", "Ref", "1"]);
    }

    #[test]
    fn headings_lists_and_tables_come_in_order() {
        let text = "# Risk register\n\nAs at *March*\n2018.\n\n| Ref | Risk | Actions |\n|:---|---|---:|\n| 1 | Fire \\| flood | one<br>two |\n| 2 | **Fraud** | |\n\n- a\n- b\n  1. c\n\n<table><tr><td>x<td>y</table>\n";
        assert_eq!(
            texts(text),
            [
                vec!["Risk register"],
                vec!["As at March 2018."],
                vec!["Ref", "Risk", "Actions"],
                vec!["1", "Fire | flood", "one\ntwo"],
                vec!["2", "Fraud", ""],
                vec!["• a"],
                vec!["• b"],
                vec!["  1. c"],
                vec!["x", "y"],
            ]
        );
        let rows = &read(text).unwrap().sheets[0].rows;
        assert!(rows[0].cells[0].bold && !rows[1].cells[0].bold && rows[2].cells[0].bold);
        assert!(rows[4].cells[1].bold && !rows[4].cells[0].bold);
        assert_eq!((rows[1].table, rows[2].table, rows[8].table), (None, Some(1), Some(2)));
    }

    #[test]
    fn a_line_right_above_a_table_is_none_of_it() {
        for line in ["Risks of the mill", "1. The risks", "- The risks"] {
            let text = format!("{line}\nRef | Risk\n--- | ---\n1 | Flood\n");
            let rows = texts(&text);
            assert_eq!(rows[1..], [["Ref", "Risk"], ["1", "Flood"]], "{line}");
        }
    }

    #[test]
    fn rows_that_begin_as_a_list_or_a_heading_are_rows() {
        let text = "# | Risk\n---|---\n1. | Flood\n- | Fire\n\n- an item\n";
        let read = texts(text);
        assert_eq!(read[..3], [["#", "Risk"], ["1.", "Flood"], ["-", "Fire"]]);
        assert_eq!(read[3], ["• an item"]);
    }

    #[test]
    fn struck_words_are_left_out() {
        let text = "| Ref | Due |\n|---|---|\n| 1 | ~~March~~ May |\n| <s>2</s> | ~~June~~ |\n\n~~Old~~ new\n";
        let (_, document) = crate::cells(text.as_bytes()).unwrap();
        let rows = &document.sheets[0].rows;
        assert_eq!(rows[1].cells[1].text, "May");
        assert_eq!(rows[2].struck.as_deref().unwrap(), ["2", "June"]);
        assert_eq!(rows[3].cells[0].text, "new");
    }

    #[test]
    fn labels_round_a_list_stand_by_themselves() {
        let text = "**Impact:** 3\n**Mitigation:**\n- Dry the loft\n- Sweep it\n**Status:** Open\n";
        assert_eq!(
            texts(text).concat(),
            ["Impact: 3", "Mitigation:", "• Dry the loft", "• Sweep it", "Status: Open"]
        );
    }

    #[test]
    fn markdown_is_told_from_delimited_text() {
        assert!(looks_like("Ref | Risk\n--- | ---\n1 | Flood"));
        assert!(looks_like("# Register\n\n## Risk 1\n\nOwner: AB"));
        assert!(!looks_like("Ref|Risk|Owner\n1|Flood|AB"));
        assert!(!looks_like("Ref|Risk\n--|--x\n"));
        assert!(!looks_like("# of risks\n12"));
        assert!(!looks_like("Ref |\nRisk |\n- |\n1 |\n"));
        assert!(looks_like("| Risk |\n|-|\n| Flood |"));
    }

    #[test]
    fn deep_nesting_ends_soon() {
        assert!(read(&(">".repeat(50_000) + "x")).is_ok());
        assert!(read(&("- ".repeat(5_000) + "x")).is_ok());
        assert!(read(&"[".repeat(50_000)).is_ok());
    }

    proptest::proptest! {
        #[test]
        fn no_text_panics(text in "([|*_`#>+-]|1\\.| |\n|\n\n|    |<br>|<table><td>|[a-z]|---\\|---){0,60}") {
            proptest::prop_assert!(read(&text).is_ok());
            _ = looks_like(&text);
        }
    }
}
