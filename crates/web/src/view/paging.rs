//! Long lists in pages; a list that fits on one has none.

/// How many rows stand on a page, unless somebody asks for another number.
pub const ROWS: usize = 250;

/// How many may be asked for.
pub const CHOICES: [usize; 4] = [25, 50, 100, ROWS];

/// How much of a list is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Asked {
    /// Which part; the first where none is asked for.
    pub part: Option<Which>,
    /// How many rows on a page, where a number is asked for.
    pub rows: Option<usize>,
}

/// Which part of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// The page of a number, from 1.
    Page(usize),
    /// Every row on one page, to print or to search.
    All,
}

impl Which {
    /// Reads `2` or `all`.
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "all" => Some(Self::All),
            number => number.parse().ok().filter(|page| *page > 0).map(Self::Page),
        }
    }

    /// As an address writes it.
    pub fn key(self) -> String {
        match self {
            Self::Page(page) => page.to_string(),
            Self::All => "all".to_owned(),
        }
    }
}

/// Reads how many rows are to stand on a page.
pub fn rows_on_page(text: &str) -> Option<usize> {
    let [least, .., most] = CHOICES;
    text.parse().ok().filter(|rows| (least..=most).contains(rows))
}

/// Which rows of a list stand on the page that is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Paging {
    /// How many rows there are on all pages.
    pub total: usize,
    /// How many stand before this page.
    start: usize,
    /// How many stand on this page or before it.
    end: usize,
    /// How many stand on a page.
    pub rows: usize,
}

impl Paging {
    /// The page asked for, the first where none is. A page past the end is the last: a list may
    /// have become shorter since its address was kept.
    pub fn of(total: usize, asked: Asked) -> Self {
        let rows = asked.rows.unwrap_or(ROWS);
        let page = match asked.part {
            Some(Which::All) => return Self { total, start: 0, end: total, rows },
            Some(Which::Page(page)) => page.clamp(1, total.div_ceil(rows).max(1)),
            None => 1,
        };
        Self { total, start: (page - 1) * rows, end: total.min(page * rows), rows }
    }

    /// Which of the rows of a group stand on this page; `before` rows stand before the group.
    pub fn within<'r, T>(&self, before: usize, group: &'r [T]) -> &'r [T] {
        let (start, end) = (self.start.saturating_sub(before), self.end.saturating_sub(before));
        group.get(start.min(group.len())..end.min(group.len())).unwrap_or_default()
    }

    /// Whether a group with so many rows before it begins on a page before this one.
    pub fn continues(&self, before: usize) -> bool {
        before < self.start
    }

    /// Whether there are rows that this page does not show.
    pub fn needed(&self) -> bool {
        self.end - self.start < self.total
    }

    /// The numbers of the first and the last row on this page, from 1.
    pub fn span(&self) -> (usize, usize) {
        (self.start + 1, self.end)
    }

    /// The number of the page on which a row stands, by how many stand before it.
    pub fn page_of(&self, before: usize) -> usize {
        before / self.rows + 1
    }

    /// The number of the page before this.
    pub fn before(&self) -> Option<usize> {
        (self.start > 0).then_some(self.start / self.rows)
    }

    /// The number of the page after this.
    pub fn after(&self) -> Option<usize> {
        (self.end < self.total).then_some(self.end / self.rows + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked_for(page: usize) -> Asked {
        Asked { part: Some(Which::Page(page)), rows: None }
    }

    #[test]
    fn fewer_rows_make_more_pages() {
        assert_eq!(["24", "25", "250", "251"].map(rows_on_page), [None, Some(25), Some(250), None]);
        let asked = Asked { part: Some(Which::Page(2)), rows: rows_on_page("50") };
        let paging = Paging::of(120, asked);
        assert_eq!((paging.span(), paging.before(), paging.after()), ((51, 100), Some(1), Some(3)));
        assert_eq!([0, 49, 50].map(|before| paging.page_of(before)), [1, 1, 2]);
    }

    #[test]
    fn a_list_that_fits_is_not_paged() {
        for total in [0, 1, ROWS] {
            let paging = Paging::of(total, Asked::default());
            assert!(!paging.needed());
            assert_eq!((paging.before(), paging.after()), (None, None));
        }
    }

    #[test]
    fn the_pages_hold_every_row_once() {
        let rows: Vec<usize> = (0..2 * ROWS + 1).collect();
        let mut seen = vec![];
        let mut asked = Some(1);
        while let Some(page) = asked {
            let paging = Paging::of(rows.len(), asked_for(page));
            assert_eq!(paging.before(), page.checked_sub(1).filter(|page| *page > 0));
            let (head, tail) = rows.split_at(100);
            seen.extend_from_slice(paging.within(0, head));
            seen.extend_from_slice(paging.within(100, tail));
            asked = paging.after();
        }
        assert_eq!(seen, rows);
    }

    #[test]
    fn a_page_past_the_end_is_the_last() {
        let paging = Paging::of(ROWS + 1, asked_for(usize::MAX));
        assert_eq!(paging.span(), (ROWS + 1, ROWS + 1));
        assert_eq!(Paging::of(0, asked_for(3)).within::<u8>(0, &[]), &[] as &[u8]);
    }

    #[test]
    fn all_rows_can_stand_on_one_page() {
        let paging = Paging::of(3 * ROWS, Asked { part: Which::parse("all"), rows: Some(25) });
        assert!(!paging.needed());
        assert_eq!(paging.span(), (1, 3 * ROWS));
        assert_eq!(Which::parse("0"), None);
        assert_eq!(Which::parse("-1"), None);
    }
}
