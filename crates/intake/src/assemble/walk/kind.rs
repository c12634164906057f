//! What a row of a table is: headings again, a section, furniture, or part of a risk.

use bellwether_domain::Field;

use super::{super::fit::cell, Walk};
use crate::{
    Target,
    locate::filled,
    map::{Mapped, Mapping, heading},
    parse::{date, is_nothing, rating, squeeze},
    sheet::{Merged, Row},
};

/// What says in so many words, or more, that there is nothing waits for something.
const LONGEST_NOTHING: usize = 6;

impl Walk<'_> {
    /// Whether a row heads another table: it names the reference again and other columns differ.
    pub(super) fn is_other_heading(&self, row: &Row) -> bool {
        let Some(column) = self.context.mapping.first(Field::Reference) else { return false };
        let heading = &column.column.heading;
        !heading.is_empty()
            && squeeze(&cell(column, row)) == *heading
            && filled(row).all(|(_, cell)| cell.text.len() <= 60)
    }

    /// Whether a row explains one of the table's own ratings: a key has begun below the risks.
    pub(super) fn is_key(&self, row: &Row) -> bool {
        let mut cells = filled(row).map(|(_, cell)| cell.text.trim());
        let Some(first) = cells.next().filter(|text| text.len() <= 60) else { return false };
        if self.ratings.is_empty() {
            return false;
        }
        let named = heading::words(first);
        self.ratings.contains(&named)
            && !named.is_empty()
            && self.reference(row).is_none_or(|text| text == first)
            && cells.all(|text| rating::explained(text).is_some() || rating::is_rating(text))
    }

    /// Whether a row is a note to the whole table: "Notes" in the first cell, and one cell beside.
    pub(super) fn is_note(&self, row: &Row) -> bool {
        const NOTES: [&str; 8] =
            ["note", "comment", "remark", "key", "legend", "summary", "conclusion", "observation"];
        let cells: Vec<&str> = filled(row).map(|(_, cell)| cell.text.trim()).take(3).collect();
        let [label, note] = cells.as_slice() else { return false };
        let names = |word: &String| NOTES.contains(&word.as_str());
        let label = heading::words(label);
        self.usual >= 3
            && matches!(label.as_slice(), [word] if names(word))
            && note.split_whitespace().count() >= 3
    }

    /// Whether a row waits to be filled in: "[Your risk]", "[1-5]", "[Name]" in all but its number.
    pub(super) fn is_placeholder(&self, row: &Row) -> bool {
        let is_open = |text: &str| {
            // "Click here to enter text" as well.
            text.len() > LONGEST_NOTHING && is_nothing(text)
                || text.starts_with('[') && text.ends_with(']')
                || text.starts_with('<') && text.ends_with('>')
        };
        let reference = self.reference(row);
        let mut said = 0;
        for (_, cell) in filled(row) {
            let text = cell.text.trim();
            if reference.as_deref() == Some(text) {
                continue;
            }
            if !is_open(text) {
                return false;
            }
            said += 1;
        }
        said >= 3
    }

    /// Whether a row says how to fill the table in: every rating of it is words of another kind, or
    /// its cells, the wording's among them, bid the reader to write.
    pub(super) fn is_hint(&self, row: &Row) -> bool {
        let wording = self.context.mapping.wording().map(|column| cell(column, row));
        let said = || filled(row).map(|(_, cell)| cell.text.trim());
        let bid = said().filter(|text| bids(text)).count();
        if bid >= 3 && bid * 5 >= said().count() * 3 && wording.into_iter().any(|text| bids(&text))
        {
            return true;
        }
        let rated = |column: &&Mapped| {
            matches!(column.target, Target::Rating(..)) && column.contents.rating >= 0.6
        };
        let words = |column: &Mapped| cell(column, row).into_owned();
        let ratings = self.context.mapping.columns.iter().filter(rated).map(words);
        let said: Vec<String> = ratings.filter(|words| !words.is_empty()).collect();
        let rates = |words: &String| {
            rating::is_rating(words) || rating::reasoned(words).is_some() || is_nothing(words)
        };
        said.len() >= 2 && !said.iter().any(rates)
    }

    /// Whether a row, or the one that it carries on, is an issue, an assumption or the like.
    pub(super) fn is_of_another_kind(&mut self, row: &Row) -> bool {
        if let Some(column) = self.kinds {
            let words = cell(column, row);
            if !words.is_empty() {
                self.other_kind = kind_of(&words) == Some(false);
            }
        }
        self.other_kind
    }

    /// Whether a row holds nothing but ratings of 0 and what follows from them (and a date or number
    /// filled down).
    pub(super) fn is_unused(&self, row: &Row) -> bool {
        let zero = |text: &str| rating::number(text).is_some_and(|number| number.get() == 0.0);
        let mut zeros = 0;
        for column in &self.context.mapping.columns {
            let words = cell(column, row);
            let rated = matches!(column.target, Target::Rating(..));
            // A status that is filled down says nothing of a risk.
            if matches!(column.field(), Some(Field::Status | Field::ActionStatus)) {
                continue;
            }
            // Nor does the level that a formula gives to the 0.
            let computed = matches!(column.field(), Some(Field::Level | Field::Score))
                && rating::is_word(&words);
            if rated && zero(&words) {
                zeros += 1;
            } else if computed {
                continue;
            } else if rated && !words.is_empty() || is_wording(&words) {
                return false;
            }
        }
        zeros > 0
    }

    /// Whether a row says one thing in every cell: links, or a rule.
    pub(super) fn is_repetition(&self, row: &Row) -> bool {
        let mut cells = filled(row).map(|(_, cell)| cell.text.trim());
        let first = cells.next();
        let rest: Vec<&str> = cells.collect();
        rest.len() >= 3 && rest.iter().all(|text| Some(*text) == first)
    }

    /// The name of a section that is numbered as risks are elsewhere: an unrated row with a number
    /// over rated rows without one.
    pub(super) fn numbered_section(&self, row: &Row, next: Option<&Row>) -> Option<String> {
        let next = next?;
        let rated = |row: &Row| {
            let mut ratings = self.context.mapping.columns.iter().filter(|column| {
                matches!(column.target, Target::Rating(..)) && !cell(column, row).is_empty()
            });
            ratings.next().is_some()
        };
        let heads = !self.referenced
            && self.reference(row).is_some()
            && self.weight(row) <= 3
            && !rated(row)
            && self.reference(next).is_none()
            && self.worded(next)
            && rated(next);
        let named = self.context.mapping.wording().find(|column| !cell(column, row).is_empty())?;
        heads.then(|| squeeze(&cell(named, row)))
    }

    pub(super) fn worded(&self, row: &Row) -> bool {
        self.context.mapping.wording().any(|column| is_wording(&cell(column, row)))
    }

    /// Whether a row gives a rating, where the register has any.
    pub(super) fn is_rated(&self, row: &Row) -> bool {
        let mut ratings = self.context.mapping.columns.iter().filter(|column| {
            matches!(column.target, Target::Rating(..)) && column.contents.said > 0
        });
        // Words under numbers are a hint how to fill the column in.
        let rated = |column: &Mapped| {
            let words = cell(column, row);
            let rates = rating::is_rating(&words) || rating::reasoned(&words).is_some();
            !words.is_empty() && (rates || column.contents.rating < 0.6)
        };
        match ratings.next() {
            Some(first) => rated(first) || ratings.any(rated),
            None => true,
        }
    }

    /// Whether a row at the top of a page is the rest of the one at the foot of the page before:
    /// of the columns that every risk fills with a few words it fills none.
    pub(super) fn is_cut_by_page(&self, row: &Row) -> bool {
        let columns = self.always.iter().filter_map(|at| self.context.mapping.columns.get(*at));
        self.split
            && !self.referenced
            && self.always.len() >= 2
            && !self.walked.risks.is_empty()
            && columns.into_iter().all(|column| cell(column, row).is_empty())
    }

    /// How many columns a row fills.
    pub(super) fn weight(&self, row: &Row) -> usize {
        self.context.mapping.columns.iter().filter(|c| !cell(c, row).is_empty()).count()
    }

    /// Whether a row repeats the number and wording of the risk before, to carry a further action.
    pub(super) fn repeats_last(&self, row: &Row, reference: Option<&str>) -> bool {
        let Some(last) = self.walked.risks.last() else { return false };
        let Some(reference) = reference else { return false };
        let same = |column: &Mapped, kept: &Option<String>| {
            let text = squeeze(&cell(column, row));
            text.is_empty() || kept.as_deref() == Some(text.as_str())
        };
        let mapping = self.context.mapping;
        last.reference.as_deref() == Some(reference)
            && (self.joined
                || mapping.of(Field::Description).all(|c| same(c, &last.description))
                    && mapping.of(Field::Title).all(|c| same(c, &last.title))
                    && mapping.of(Field::Event).all(|c| same(c, &last.event))
                    && mapping.of(Field::Cause).all(|c| same(c, &last.cause)))
    }

    /// A title, a page number or a note repeated on every page.
    pub(super) fn is_furniture(&self, row: &Row) -> bool {
        let texts: Vec<String> = filled(row).map(|(_, cell)| squeeze(&cell.text)).take(3).collect();
        let [text] = texts.as_slice() else { return texts.is_empty() && !has_covered(row) };
        self.furniture.contains(text)
            || counts_pages(text)
            || (text.chars().all(|c| c.is_ascii_digit()) && self.split_soon(row))
    }

    pub(super) fn split_soon(&self, row: &Row) -> bool {
        row.table.is_none()
    }

    /// The name of a section: one cell alone, across the table or in its first columns.
    pub(super) fn section_of(&self, row: &Row) -> Option<String> {
        let mut cells = filled(row);
        let (index, cell) = cells.next()?;
        if cells.next().is_some() || self.usual < 3 {
            return None;
        }
        let text = squeeze(&cell.text);
        let words = text.chars().any(char::is_alphabetic) && text.len() <= 120;
        let column = self.context.mapping.columns.iter().find(|c| c.column.index == index);
        let field = column.and_then(Mapped::field);
        let own = matches!(
            field,
            Some(
                Field::Action
                    | Field::Controls
                    | Field::ActionOwners
                    | Field::ActionDue
                    | Field::ActionStatus
            )
        ) && cell.columns <= 1;
        let covered = has_covered(row);
        let carried = covered || self.split && text.starts_with(char::is_lowercase);
        let wide = usize::from(cell.columns) * 2 > self.table.columns.len();
        let text_goes_on = self.referenced
            && field.is_some_and(|f| Mapping::WORDING.contains(&f))
            && text.starts_with(char::is_lowercase);
        (words && (wide || !own && !carried && !text_goes_on)).then_some(text)
    }
}

/// Whether a text tells whoever fills a form in what to write there.
fn bids(text: &str) -> bool {
    const BEGINS: [&str; 30] = [
        "add a",
        "add the",
        "enter",
        "describe",
        "choose",
        "select",
        "insert",
        "state the",
        "give a",
        "specify",
        "provide a",
        "list the",
        "brief description",
        "a brief",
        "short description",
        "a short",
        "dd/mm",
        "name of the",
        "e.g.",
        "say ",
        "who ",
        "what ",
        "how ",
        "identify the",
        "explain",
        "write",
        "outline",
        "use the",
        "rate the",
        "record the",
    ];
    let lower = text.trim_start_matches(['<', '[', '(']).to_lowercase();
    BEGINS.iter().any(|begin| lower.starts_with(begin))
        || [". choose", ". select", "(choose", "(select"].iter().any(|part| lower.contains(part))
}

/// "Page 3", "OFFICIAL - Page 1 of 6": a running line.
fn counts_pages(text: &str) -> bool {
    let words = heading::words(text);
    let numbered = |pair: &[String]| {
        matches!(pair, [page, number] if matches!(page.as_str(), "page" | "tudalen" | "seite")
            && number.chars().all(|c| c.is_ascii_digit()))
    };
    words.len() <= 10 && words.windows(2).any(numbered)
}

/// Whether a cell says something of a risk: words, and not merely a rating or a date.
pub(super) fn is_wording(words: &str) -> bool {
    words.chars().filter(|c| c.is_alphabetic()).count() >= 3
        && !rating::is_word(words)
        && !(words.len() <= 12 && date::is_date(words))
}

/// The columns of few words that nearly all rows fill, as places into the mapping.
pub(super) fn always(rows: &[&Row], mapping: &Mapping) -> Vec<usize> {
    let is_short = |column: &Mapped| {
        column.contents.length <= 24.0
            && !column.field().is_some_and(|field| Mapping::WORDING.contains(&field))
    };
    let is_full = |column: &Mapped| {
        let said = rows.iter().filter(|row| !cell(column, row).is_empty()).count();
        rows.len() >= 3 && said * 10 >= rows.len() * 6
    };
    let columns = mapping.columns.iter().enumerate();
    let full = columns.filter(|(_, column)| is_short(column) && is_full(column));
    full.map(|(at, _)| at).collect()
}

pub(super) fn has_covered(row: &Row) -> bool {
    row.cells.iter().any(|cell| cell.merged == Merged::FromAbove)
}

/// Whether a column of categories names each only once, on its first risk.
pub(super) fn sparse(column: &Mapped) -> bool {
    let cells = &column.contents;
    cells.said > 0 && cells.said * 10 < cells.rows * 7
}

/// Whether a word names a risk or another kind of entry of a log.
fn kind_of(words: &str) -> Option<bool> {
    match heading::words(words).join(" ").as_str() {
        "risk" | "threat" | "opportunity" => Some(true),
        "issue" | "assumption" | "dependency" | "action" | "decision" | "constraint" | "lesson"
        | "change" => Some(false),
        // Of a column whose cells are such letters alone.
        "r" => Some(true),
        "a" | "i" | "d" | "c" | "l" => Some(false),
        _ => None,
    }
}

/// "R/A/I/D", "RAID", "Type": over letters, each a kind of entry.
fn names_kinds(heading: &str) -> bool {
    let words = heading::words(heading);
    let letters: String = words.concat();
    let is_raid =
        ["raid", "raido", "raidc", "radi", "riad"].iter().any(|own| letters.contains(own));
    is_raid || words.iter().any(|word| matches!(word.as_str(), "type" | "kind"))
}

/// The column of a log that says of every entry whether it is a risk.
pub(super) fn kinds<'a>(rows: &[&Row], mapping: &'a Mapping) -> Option<&'a Mapped> {
    let tells = |column: &&Mapped| {
        let words = rows.iter().map(|row| cell(column, row)).filter(|words| !words.is_empty());
        // The first cell of another sort ends the matter.
        let said: Option<Vec<bool>> = words.map(|words| kind_of(&words)).collect();
        said.is_some_and(|said| {
            said.len() * 10 >= rows.len() * 8 && said.contains(&true) && said.contains(&false)
        }) && (column.contents.length > 1.5 || names_kinds(&column.column.heading))
    };
    mapping.columns.iter().find(tells)
}
