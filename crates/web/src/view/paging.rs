//! Long lists in pages; a list that fits on one has none.

/// How many rows stand on a page.
pub const ROWS: usize = 250;

/// Which page is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// The page of a number, from 1.
    Page(usize),
    /// Every row on one page, to print or to search.
    All,
}

impl Asked {
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

/// Which rows of a list stand on the page that is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Paging {
    /// How many rows there are on all pages.
    pub total: usize,
    /// How many stand before this page.
    start: usize,
    /// How many stand on this page or before it.
    end: usize,
}

impl Paging {
    /// The page asked for, the first where none is. A page past the end is the last: a list may
    /// have become shorter since its address was kept.
    pub fn of(total: usize, asked: Option<Asked>) -> Self {
        let page = match asked {
            Some(Asked::All) => return Self { total, start: 0, end: total },
            Some(Asked::Page(page)) => page.clamp(1, total.div_ceil(ROWS).max(1)),
            None => 1,
        };
        Self { total, start: (page - 1) * ROWS, end: total.min(page * ROWS) }
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

    /// The number of the page before this.
    pub fn before(&self) -> Option<usize> {
        (self.start > 0).then_some(self.start / ROWS)
    }

    /// The number of the page after this.
    pub fn after(&self) -> Option<usize> {
        (self.end < self.total).then_some(self.end / ROWS + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_that_fits_is_not_paged() {
        for total in [0, 1, ROWS] {
            let paging = Paging::of(total, None);
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
            let paging = Paging::of(rows.len(), Some(Asked::Page(page)));
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
        let paging = Paging::of(ROWS + 1, Some(Asked::Page(usize::MAX)));
        assert_eq!(paging.span(), (ROWS + 1, ROWS + 1));
        assert_eq!(Paging::of(0, Some(Asked::Page(3))).within::<u8>(0, &[]), &[] as &[u8]);
    }

    #[test]
    fn all_rows_can_stand_on_one_page() {
        let paging = Paging::of(3 * ROWS, Asked::parse("all"));
        assert!(!paging.needed());
        assert_eq!(paging.span(), (1, 3 * ROWS));
        assert_eq!(Asked::parse("0"), None);
        assert_eq!(Asked::parse("-1"), None);
    }
}
