//! Which risks a page shows and in what order; all of it stands in the address.

use std::cmp::Ordering;

use bellwether_domain::{Number, Stage};

use super::{
    DueGroup, Issue, Row,
    address::{Query, query},
    language::{by_reference, by_words, finds, folded},
};

/// A column to sort by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    /// The number, as a number.
    Reference,
    /// The wording.
    Risk,
    /// The first owner.
    Owner,
    /// The score of a stage.
    Score(Stage),
    /// How many actions.
    Actions,
    /// What is late first, then the next date.
    Due,
}

impl Column {
    const ALL: [Self; 8] = [
        Self::Reference,
        Self::Risk,
        Self::Owner,
        Self::Score(Stage::Inherent),
        Self::Score(Stage::Current),
        Self::Score(Stage::Target),
        Self::Actions,
        Self::Due,
    ];

    /// As an address writes it.
    pub fn key(self) -> &'static str {
        match self {
            Self::Reference => "ref",
            Self::Risk => "risk",
            Self::Owner => "owner",
            Self::Score(stage) => stage.name(),
            Self::Actions => "actions",
            Self::Due => "due",
        }
    }

    /// Whether its interesting end is the high one, so that a first click sorts downwards.
    pub fn falls(self) -> bool {
        matches!(self, Self::Score(_) | Self::Actions)
    }
}

/// An order of rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sort {
    /// By what.
    pub column: Column,
    /// Highest or last first.
    pub descending: bool,
}

impl Sort {
    /// Reads `current` or `-current`.
    pub fn parse(text: &str) -> Option<Self> {
        let (key, descending) = text.strip_prefix('-').map_or((text, false), |key| (key, true));
        let column = Column::ALL.into_iter().find(|column| column.key() == key)?;
        Some(Self { column, descending })
    }

    /// As an address writes it.
    pub fn key(self) -> String {
        format!("{}{}", if self.descending { "-" } else { "" }, self.column.key())
    }
}

/// Which way a score moved since the issue before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Movement {
    /// Either way.
    Any,
    /// Higher.
    Up,
    /// Lower.
    Down,
    /// Not on the register then.
    New,
}

impl Movement {
    const ALL: [Self; 4] = [Self::Any, Self::Up, Self::Down, Self::New];

    /// As an address writes it.
    pub fn key(self) -> &'static str {
        match self {
            Self::Any => "any",
            Self::Up => "up",
            Self::Down => "down",
            Self::New => "new",
        }
    }

    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Any => "moved",
            Self::Up => "moved up",
            Self::Down => "moved down",
            Self::New => "new",
        }
    }
}

/// Which risks to show and how.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Words that stand somewhere in the risk.
    pub text: Option<String>,
    /// A category.
    pub category: Option<String>,
    /// Who owns the risk.
    pub owner: Option<String>,
    /// Who owns the risk or one of its actions.
    pub involves: Option<String>,
    /// The lowest score of a band that the score now lies in.
    pub band: Option<Number>,
    /// The lowest score now.
    pub least: Option<Number>,
    /// The risk's own status, in the body's own words.
    pub state: Option<String>,
    /// A status of one of its actions, in the body's own words.
    pub status: Option<String>,
    /// Where one of its actions stands.
    pub due: Option<DueGroup>,
    /// The assessment that `likelihood` and `impact` speak of.
    pub stage: Option<Stage>,
    /// A column of the matrix.
    pub likelihood: Option<Number>,
    /// A row of the matrix.
    pub impact: Option<Number>,
    /// Which way the score moved.
    pub moved: Option<Movement>,
    /// In what order.
    pub sort: Option<Sort>,
    /// Under their categories.
    pub grouped: bool,
}

fn number(text: &str) -> Option<Number> {
    Number::new(text.parse().ok()?)
}

fn stage(text: &str) -> Option<Stage> {
    Stage::ALL.into_iter().find(|stage| stage.name() == text)
}

impl Filter {
    /// Reads a filter from an address; what cannot be read is noted in the query.
    pub fn read(query: &mut Query) -> Self {
        let text = |query: &Query, name| query.get(name).map(str::to_owned);
        Self {
            text: text(query, "q"),
            category: text(query, "category"),
            owner: text(query, "owner"),
            involves: text(query, "involves"),
            band: query.read("band", "a score", number),
            least: query.read("least", "a score", number),
            state: text(query, "risk-status"),
            status: text(query, "status"),
            due: query.read("due", "a group of dates such as overdue or soon", DueGroup::of_key),
            stage: query.read("stage", "inherent, current or target", stage),
            likelihood: query.read("likelihood", "a number", number),
            impact: query.read("impact", "a number", number),
            moved: query.read("moved", "any, up, down or new", |text| {
                Movement::ALL.into_iter().find(|moved| moved.key() == text)
            }),
            sort: query.read("sort", "a column of the register", Sort::parse),
            grouped: query
                .read("group", "“category”", |text| (text == "category").then_some(true))
                .unwrap_or_default(),
        }
    }

    /// The filter as pairs of an address.
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        let number = |value: Option<Number>| value.map(|n| n.to_string());
        [
            ("q", self.text.clone()),
            ("category", self.category.clone()),
            ("owner", self.owner.clone()),
            ("involves", self.involves.clone()),
            ("band", number(self.band)),
            ("least", number(self.least)),
            ("risk-status", self.state.clone()),
            ("status", self.status.clone()),
            ("due", self.due.map(|due| due.key().to_owned())),
            ("stage", self.stage.map(|stage| stage.name().to_owned())),
            ("likelihood", number(self.likelihood)),
            ("impact", number(self.impact)),
            ("moved", self.moved.map(|moved| moved.key().to_owned())),
            ("sort", self.sort.map(Sort::key)),
            ("group", self.grouped.then(|| "category".to_owned())),
        ]
        .into_iter()
        .filter_map(|(name, value)| Some((name, value?)))
        .collect()
    }

    /// Whether it leaves anything out.
    pub fn narrows(&self) -> bool {
        let shown = Self { sort: None, grouped: false, stage: None, ..self.clone() };
        shown != Self::default()
    }

    /// The name under which another page keeps to the risks that this filter shows.
    pub const OF: &'static str = "of";

    /// The filter as one value of the address of another page; `None` where it leaves nothing out.
    pub fn of(&self) -> Option<String> {
        let narrowed = Self { sort: None, grouped: false, ..self.clone() };
        self.narrows().then(|| query(narrowed.pairs()).trim_start_matches('?').to_owned())
    }

    /// Reads what another page keeps to.
    pub fn read_of(query: &mut Query) -> Option<Self> {
        query.read(Self::OF, "a filter of the register", |text| {
            let mut own = Query::parse(text);
            let filter = Self::read(&mut own);
            (own.problems().is_empty() && filter.narrows()).then_some(filter)
        })
    }

    /// Whether it shows a risk.
    pub fn shows(&self, row: &Row<'_>, issue: &Issue<'_>) -> bool {
        let now = issue.now();
        let score = row.score(now);
        let is = |wanted: &Option<String>, value: Option<&str>| {
            wanted.as_deref().is_none_or(|wanted| value.is_some_and(|v| same(v, wanted)))
        };
        is(&self.category, row.risk.category.as_deref())
            && is(&self.state, row.risk.status.as_ref().map(|status| status.text.as_str()))
            && self.owner.as_deref().is_none_or(|owner| leads(row, owner))
            && self.involves.as_deref().is_none_or(|who| leads(row, who) || acts(row, who))
            && self.band.is_none_or(|from| {
                let range = issue.bands.range(from);
                score.is_some_and(|score| range.is_some_and(|range| range.holds(score)))
            })
            && self.least.is_none_or(|least| score.is_some_and(|score| score >= least))
            && self.status.as_deref().is_none_or(|status| {
                row.actions.by_status.iter().any(|(words, ..)| same(words, status))
            })
            && self.due.is_none_or(|due| row.stands.iter().any(|stand| stand.group == due))
            && self.in_cell(row, now)
            && self.moved.is_none_or(|moved| has_moved(row, now, moved))
            // The dearest to find out comes last.
            && self.text.as_deref().is_none_or(|text| finds(issue.register, row.risk, text))
    }

    fn in_cell(&self, row: &Row<'_>, now: Stage) -> bool {
        let assessment = row.risk.assessments.get(self.stage.unwrap_or(now));
        let value = |part: Option<&bellwether_domain::Rating>| part.and_then(|rating| rating.value);
        let likelihood = assessment.and_then(|a| value(a.likelihood.as_ref()));
        let impact = assessment.and_then(|a| value(a.impact.as_ref()));
        self.likelihood.is_none_or(|wanted| likelihood == Some(wanted))
            && self.impact.is_none_or(|wanted| impact == Some(wanted))
    }

    /// The risks to show, in order.
    pub fn apply<'r, 'a>(&self, issue: &'r Issue<'a>) -> Vec<&'r Row<'a>> {
        let mut rows: Vec<&Row<'a>> =
            issue.rows.iter().filter(|row| self.shows(row, issue)).collect();
        if let Some(sort) = self.sort {
            rows.sort_by(|a, b| {
                let order = compare(a, b, sort.column);
                if sort.descending { order.reverse() } else { order }
            });
            // What has no value in the column comes last, whichever way it is sorted.
            rows.sort_by_key(|row| lacks(row, sort.column));
        }
        rows
    }
}

/// Whether two texts differ in capitals and accents at most.
pub fn same(a: &str, b: &str) -> bool {
    let (a, b) = (a.trim(), b.trim());
    if a.is_ascii() && b.is_ascii() {
        return a.eq_ignore_ascii_case(b);
    }
    folded(a) == folded(b)
}

fn leads(row: &Row<'_>, who: &str) -> bool {
    row.risk.owners.iter().any(|owner| same(owner, who))
}

fn acts(row: &Row<'_>, who: &str) -> bool {
    row.risk.actions.iter().flat_map(|action| &action.owners).any(|owner| same(owner, who))
}

fn has_moved(row: &Row<'_>, now: Stage, moved: Movement) -> bool {
    let by = row.moved(now).unwrap_or_default();
    match moved {
        Movement::Any => by != 0.0,
        Movement::Up => by > 0.0,
        Movement::Down => by < 0.0,
        Movement::New => row.is_new(),
    }
}

fn lacks(row: &Row<'_>, column: Column) -> bool {
    match column {
        Column::Score(stage) => row.score(stage).is_none(),
        Column::Owner => row.risk.owners.is_empty(),
        Column::Due => row.actions.overdue == 0 && row.actions.next.is_none(),
        Column::Reference => row.risk.reference.is_none(),
        Column::Risk | Column::Actions => false,
    }
}

fn compare(a: &Row<'_>, b: &Row<'_>, column: Column) -> Ordering {
    match column {
        Column::Reference => match (&a.risk.reference, &b.risk.reference) {
            (Some(a), Some(b)) => by_reference(a, b),
            // Those without a number go by their places.
            _ => a.position.cmp(&b.position),
        },
        Column::Risk => by_words(a.risk.wording(), b.risk.wording()),
        Column::Owner => by_words(&a.risk.owners.join("\n"), &b.risk.owners.join("\n")),
        Column::Score(stage) => a.score(stage).cmp(&b.score(stage)),
        Column::Actions => a.actions.total.cmp(&b.actions.total),
        Column::Due => {
            let key =
                |row: &Row<'_>| (row.actions.overdue_since.or(row.actions.next), row.position);
            key(a).cmp(&key(b))
        }
    }
}
