//! A register and how it is laid out: which columns, how they are headed, what each cell says.

use crate::{
    chance::Chance,
    facts::{ActionFacts, Facts, Ratings, RiskFacts, Said},
    words::{DATES, ENGLISH, ESTONIAN, FRENCH, GERMAN, Head, INITIALS, NAMES, Tongue},
};

/// Which assessment: an index into [`Tongue::stages`].
pub(crate) type Stage = usize;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Field {
    Said(Head),
    Rated(Head, Stage),
    Other(usize),
}

#[derive(Debug, Clone)]
pub(crate) struct Column {
    pub(crate) group: String,
    pub(crate) head: String,
    pub(crate) field: Field,
}

/// What a line of a table is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Group,
    Head,
    Section,
    /// The first row of a risk that has so many.
    Risk(usize),
    More,
    /// A row with nothing but a number, waiting for a risk.
    Template,
}

#[derive(Debug, Clone)]
pub(crate) struct Line {
    pub(crate) kind: Kind,
    pub(crate) cells: Vec<String>,
}

/// What a format allows.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Allowed {
    /// Several lines in a cell.
    pub(crate) lines: bool,
    /// Rows below the first of a risk; section rows; group headings.
    pub(crate) rows: bool,
    /// Cells that say nothing.
    pub(crate) blanks: bool,
    pub(crate) columns: usize,
}

pub(crate) struct Plan {
    pub(crate) columns: Vec<Column>,
    pub(crate) lines: Vec<Line>,
    pub(crate) before: Vec<String>,
    pub(crate) after: Vec<String>,
    pub(crate) facts: Facts,
    pub(crate) quirks: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Scale {
    Number(usize),
    Word,
    Letter,
    Both,
    PerCent,
}

/// The owner of a column is a post, a name, initials, or a surname before its forename.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Owners {
    Post,
    Name,
    Initials,
    Surname,
}

const OTHERS: &[(&str, &[&str])] = &[
    ("Comments", &["Seen by the board in May", "No change this quarter", "Raised by the auditor"]),
    ("Site", &["North depot", "Quayside", "Town hall"]),
    ("Trigger", &["Two wet weeks in a row", "No letter by June", "Noise in the pump room"]),
    ("Date raised", &["03/02/2025", "17/06/2024", "21/11/2025"]),
    ("Remarks of the committee", &["Keep watching this one", "Ask again in the autumn", "Agreed"]),
];

struct Made<'a> {
    chance: &'a mut Chance,
    tongue: &'static Tongue,
    scale: Scale,
    owners: Owners,
    empty: &'static str,
    allowed: Allowed,
    /// Between the actions of one cell.
    between: &'static str,
    quirks: Vec<String>,
}

impl Plan {
    pub(crate) fn new(chance: &mut Chance, allowed: Allowed) -> Self {
        let tongue = chance.weigh(&[
            (76, &ENGLISH),
            (12, &GERMAN),
            (8, &FRENCH),
            (if allowed.rows { 4 } else { 0 }, &ESTONIAN),
        ]);
        let numbers = std::ptr::eq(tongue, &ESTONIAN);
        let highest = chance.weigh(&[(2, 3), (3, 4), (12, 5)]);
        let scale = if numbers {
            Scale::Number(5)
        } else {
            chance.weigh(&[
                (60, Scale::Number(highest)),
                (18, Scale::Word),
                (8, Scale::Letter),
                (9, Scale::Both),
                (5, Scale::PerCent),
            ])
        };
        let owners = chance.weigh(&[
            (5, Owners::Post),
            (3, Owners::Name),
            (3, Owners::Initials),
            (1, Owners::Surname),
        ]);
        let empty = if allowed.blanks {
            chance.weigh(&[(8, ""), (2, "-"), (2, "n/a"), (1, "TBC"), (1, "nan"), (1, "–")])
        } else {
            chance.pick(&["-", "n/a", "TBC", "–"])
        };
        let between = if allowed.lines { chance.pick(&["\n", "\n• ", "; "]) } else { "; " };
        let mut quirks = vec![
            format!("tongue {}", tongue.name),
            format!(
                "scale {}",
                match scale {
                    Scale::Number(most) => format!("1 to {most}"),
                    Scale::Word => "words".to_owned(),
                    Scale::Letter => "letters".to_owned(),
                    Scale::Both => "number and word".to_owned(),
                    Scale::PerCent => "per cent".to_owned(),
                }
            ),
            format!("owners {owners:?}"),
        ];
        if !empty.is_empty() {
            quirks.push(format!("empty is “{empty}”"));
        }
        Made { chance, tongue, scale, owners, empty, allowed, between, quirks }.plan()
    }
}

impl Made<'_> {
    fn quirk(&mut self, name: &str, is_so: bool) -> bool {
        if is_so {
            self.quirks.push(name.to_owned());
        }
        is_so
    }

    fn may(&mut self, name: &str, per_cent: usize) -> bool {
        let is_so = self.chance.per_cent(per_cent);
        self.quirk(name, is_so)
    }

    fn plan(mut self) -> Plan {
        let known = self.tongue.name != ESTONIAN.name;
        let stages: &[Stage] = self.chance.weigh(&[
            (10, &[1][..]),
            (6, &[0, 2]),
            (5, &[0, 1]),
            (4, &[1, 3]),
            (4, &[0, 1, 3]),
            (2, &[0, 2, 3]),
        ]);
        let stages =
            if self.allowed.columns < 14 { &stages[..stages.len().min(2)] } else { stages };
        let parts: &[Head] = self.chance.weigh(&[
            (10, &[Head::Likelihood, Head::Impact, Head::Score][..]),
            // Which of two numbers is which only headings tell.
            (if known { 4 } else { 0 }, &[Head::Impact, Head::Likelihood, Head::Score]),
            (4, &[Head::Likelihood, Head::Impact]),
            (2, &[Head::Likelihood, Head::Impact, Head::Score, Head::Level]),
            (2, &[Head::Likelihood, Head::Impact, Head::Level]),
            (if known { 1 } else { 0 }, &[Head::Score]),
        ]);
        let parts: Vec<Head> = match self.scale {
            Scale::Number(_) => parts.to_vec(),
            // Words have no product.
            _ => parts.iter().copied().filter(|part| *part != Head::Score).collect(),
        };
        let parts = if parts.is_empty() { vec![Head::Likelihood, Head::Impact] } else { parts };
        self.quirks.push(format!("stages {stages:?}"));
        let sections = self.allowed.rows && self.may("section rows", 14);
        let mut columns = self.columns(stages, &parts, sections);
        self.extras(&mut columns);
        let count = 4 + self.chance.below(14);
        let rows = self.allowed.rows
            && columns.iter().any(|column| column.field == Field::Said(Head::Action))
            && self.may("actions on rows of their own", 14);
        let facts = self.facts(&columns, count, stages, &parts, sections, rows);
        let lines = self.lines(&columns, &facts, sections, rows);
        let (before, after, date) = self.around();
        let mut facts = facts;
        (facts.as_at, facts.as_at_iso) = date;
        Plan { columns, lines, before, after, facts, quirks: self.quirks }
    }

    fn head(&mut self, head: Head) -> String {
        self.tongue.head(self.chance, head).to_owned()
    }

    fn said(&mut self, columns: &mut Vec<Column>, head: Head) {
        let words = self.head(head);
        columns.push(Column { group: String::new(), head: words, field: Field::Said(head) });
    }

    fn columns(&mut self, stages: &[Stage], parts: &[Head], sections: bool) -> Vec<Column> {
        let mut columns = Vec::new();
        let known = self.tongue.name != ESTONIAN.name;
        if self.chance.per_cent(82) {
            self.said(&mut columns, Head::Reference);
        } else {
            self.quirks.push("no reference".to_owned());
        }
        if !sections && self.chance.per_cent(45) {
            self.said(&mut columns, Head::Category);
        }
        let wording: &[Head] = self.chance.weigh(&[
            (10, &[Head::Risk][..]),
            (if known { 4 } else { 0 }, &[Head::Title, Head::Risk]),
            (if known { 4 } else { 0 }, &[Head::Risk, Head::Cause, Head::Consequence]),
            (if known { 2 } else { 0 }, &[Head::Cause, Head::Risk, Head::Consequence]),
            (if known { 1 } else { 0 }, &[Head::Risk, Head::Consequence]),
        ]);
        for head in wording {
            self.said(&mut columns, *head);
        }
        let owner = self.chance.weigh(&[(5, 0), (2, 1), (3, 2)]);
        if owner == 0 {
            self.said(&mut columns, Head::Owner);
        }
        let grouped = self.allowed.rows && stages.len() > 1 && self.may("group headings", 55);
        let controls = known && self.chance.per_cent(45);
        let actions = self.chance.per_cent(75);
        let names: Vec<String> = stages
            .iter()
            .map(|stage| self.chance.pick(self.tongue.stages[*stage]).to_owned())
            .collect();
        let names_parts: Vec<String> = parts.iter().map(|part| self.head(*part)).collect();
        for (order, (stage, name)) in stages.iter().zip(&names).enumerate() {
            for (part, head) in parts.iter().zip(&names_parts) {
                let (group, head) = if stages.len() == 1 {
                    (String::new(), head.clone())
                } else if grouped {
                    (name.clone(), head.clone())
                } else {
                    (String::new(), format!("{name} {}", head.to_lowercase()))
                };
                columns.push(Column { group, head, field: Field::Rated(*part, *stage) });
            }
            if order == 0 && controls {
                self.said(&mut columns, Head::Control);
            }
            if order + 1 == stages.len().min(2) && actions {
                self.said(&mut columns, Head::Action);
                if self.chance.per_cent(30) {
                    self.said(&mut columns, Head::ActionOwner);
                }
                if self.chance.per_cent(45) {
                    self.said(&mut columns, Head::Due);
                }
                if self.chance.per_cent(25) {
                    self.said(&mut columns, Head::Status);
                }
            }
        }
        if owner == 2 {
            self.said(&mut columns, Head::Owner);
        }
        columns.truncate(self.allowed.columns.max(4));
        columns
    }

    /// Columns of the body's own, and headings that say more than they must.
    fn extras(&mut self, columns: &mut Vec<Column>) {
        if columns.len() < self.allowed.columns && self.may("a column of the body's own", 25) {
            let which = self.chance.below(OTHERS.len());
            let head = OTHERS[which].0.to_owned();
            columns.push(Column { group: String::new(), head, field: Field::Other(which) });
        }
        if self.allowed.lines && self.may("headings over two lines", 12) {
            for column in columns.iter_mut() {
                column.head = column.head.replacen(' ', "\n", 1);
            }
        }
        if self.may("headings in capitals", 10) {
            for column in columns.iter_mut() {
                column.head = column.head.to_uppercase();
            }
        }
    }

    fn owner(&mut self) -> String {
        match self.owners {
            Owners::Post => self.chance.pick(self.tongue.posts).to_owned(),
            Owners::Name => self.chance.pick(NAMES).to_owned(),
            Owners::Initials => self.chance.pick(INITIALS).to_owned(),
            Owners::Surname => {
                let (first, last) = self.chance.pick(NAMES).split_once(' ').unwrap();
                format!("{last}, {first}")
            }
        }
    }

    fn facts(
        &mut self,
        columns: &[Column],
        count: usize,
        stages: &[Stage],
        parts: &[Head],
        sections: bool,
        rows: bool,
    ) -> Facts {
        let has = |head: Head| columns.iter().any(|column| column.field == Field::Said(head));
        let mark = self.chance.weigh(&[(5, ""), (4, "R"), (2, "R0"), (2, "CR-"), (1, "1.")]);
        let mut wordings: Vec<(usize, usize)> = (0..self.tongue.subjects.len())
            .flat_map(|subject| (0..self.tongue.fails.len()).map(move |fail| (subject, fail)))
            .collect();
        self.chance.shuffle(&mut wordings);
        let tongue = self.tongue;
        let mut risks: Vec<RiskFacts> = Vec::new();
        for (n, (subject, fail)) in wordings.into_iter().take(count).enumerate() {
            let (subject, fail) = (tongue.subjects[subject], tongue.fails[fail]);
            let mut risk = RiskFacts {
                reference: has(Head::Reference).then(|| format!("{mark}{}", n + 1)),
                risk: format!("{subject} {fail}"),
                ..RiskFacts::default()
            };
            if has(Head::Title) {
                risk.risk_full = Some(subject.to_owned());
            }
            if has(Head::Category) || sections {
                risk.category = Some(self.chance.pick(tongue.categories).to_owned());
            }
            risk.cause = has(Head::Cause).then(|| self.chance.pick(tongue.causes).to_owned());
            risk.consequence =
                has(Head::Consequence).then(|| self.chance.pick(tongue.effects).to_owned());
            if has(Head::Owner) && !self.chance.per_cent(8) {
                risk.owners = vec![self.owner()];
            }
            for stage in stages {
                let ratings = self.ratings(columns, *stage, parts);
                match stage {
                    0 => risk.gross = ratings,
                    1 => risk.current = ratings,
                    2 => risk.residual = ratings,
                    _ => risk.target = ratings,
                }
            }
            if has(Head::Control) && !self.chance.per_cent(10) {
                risk.controls = vec![self.chance.pick(tongue.controls).to_owned()];
            }
            if has(Head::Action) && !self.chance.per_cent(10) {
                let several = has(Head::Due) || has(Head::ActionOwner) || has(Head::Status);
                let most = if rows {
                    3
                } else if several || !self.allowed.lines {
                    1
                } else {
                    3
                };
                risk.actions = self.actions(&has, most);
            }
            risks.push(risk);
        }
        if sections {
            risks.sort_by(|a, b| a.category.cmp(&b.category));
            for (n, risk) in risks.iter_mut().enumerate() {
                risk.reference = risk.reference.as_ref().map(|_| format!("{mark}{}", n + 1));
            }
        }
        Facts { risks, ..Facts::default() }
    }

    fn actions(&mut self, has: &impl Fn(Head) -> bool, most: usize) -> Vec<ActionFacts> {
        let mut words: Vec<&str> = self.tongue.actions.to_vec();
        self.chance.shuffle(&mut words);
        let count = 1 + self.chance.below(most);
        let mut actions = Vec::new();
        for words in words.into_iter().take(count) {
            actions.push(ActionFacts {
                description: words.to_owned(),
                owners: if has(Head::ActionOwner) { vec![self.owner()] } else { vec![] },
                target: has(Head::Due).then(|| self.chance.pick(DATES).to_owned()),
                status: has(Head::Status).then(|| self.chance.pick(self.tongue.states).to_owned()),
                ..ActionFacts::default()
            });
        }
        actions
    }

    fn ratings(&mut self, columns: &[Column], stage: Stage, parts: &[Head]) -> Option<Ratings> {
        let most = match self.scale {
            Scale::Number(most) => most,
            Scale::Word | Scale::Letter => 3,
            Scale::Both => 4,
            Scale::PerCent => 5,
        };
        let (l, i) = (1 + self.chance.below(most), 1 + self.chance.below(most));
        let has = |part: Head| {
            parts.contains(&part)
                && columns.iter().any(|column| column.field == Field::Rated(part, stage))
        };
        let said = |text: String| text.parse().map_or_else(|_| Said::Words(text), Said::Number);
        let step = |value: usize, of: &str| match self.scale {
            Scale::Number(_) => value.to_string(),
            Scale::Word => self.tongue.ratings[value - 1].to_owned(),
            Scale::Letter => self.tongue.ratings[value - 1].chars().take(1).collect(),
            Scale::Both => format!("{value} - {}", self.tongue.ratings[value - 1]),
            Scale::PerCent if of == "likelihood" => format!("{}%", 20 * value - 10),
            Scale::PerCent => value.to_string(),
        };
        let level = match l * i * 100 / (most * most) {
            0..=24 => 0,
            25..=55 => 1,
            _ => 2,
        };
        let ratings = Ratings {
            likelihood: has(Head::Likelihood).then(|| said(step(l, "likelihood"))),
            impact: has(Head::Impact).then(|| said(step(i, "impact"))),
            score: has(Head::Score).then(|| said((l * i).to_string())),
            level: has(Head::Level).then(|| said(self.tongue.ratings[level].to_owned())),
        };
        let parts = [&ratings.likelihood, &ratings.impact, &ratings.score, &ratings.level];
        let any = parts.into_iter().any(Option::is_some);
        any.then_some(ratings)
    }

    fn lines(
        &mut self,
        columns: &[Column],
        facts: &Facts,
        sections: bool,
        rows: bool,
    ) -> Vec<Line> {
        let mut lines = Vec::new();
        if columns.iter().any(|column| !column.group.is_empty()) {
            let cells = columns.iter().map(|column| column.group.clone()).collect();
            lines.push(Line { kind: Kind::Group, cells });
        }
        let cells = columns.iter().map(|column| column.head.clone()).collect();
        lines.push(Line { kind: Kind::Head, cells });
        let capitals = sections && self.may("section rows in capitals", 50);
        let mut section = None;
        for risk in &facts.risks {
            if sections && section != risk.category.as_ref() {
                section = risk.category.as_ref();
                let mut cells = vec![String::new(); columns.len()];
                let words = section.cloned().unwrap_or_default();
                cells[0] = if capitals { words.to_uppercase() } else { words };
                lines.push(Line { kind: Kind::Section, cells });
            }
            let count = if rows { risk.actions.len().max(1) } else { 1 };
            for n in 0..count {
                let cells = columns.iter().map(|c| self.cell(c, risk, n, rows)).collect();
                let kind = if n == 0 { Kind::Risk(count) } else { Kind::More };
                lines.push(Line { kind, cells });
            }
        }
        let numbered = facts.risks.iter().all(|risk| risk.reference.is_some());
        if self.allowed.rows && numbered && !sections && self.may("rows waiting for risks", 7) {
            let at = columns.iter().position(|c| c.field == Field::Said(Head::Reference));
            for n in 0..3 {
                let mut cells = vec![String::new(); columns.len()];
                let last = facts.risks.last().and_then(|risk| risk.reference.clone()).unwrap();
                let mark = last.trim_end_matches(|c: char| c.is_ascii_digit());
                cells[at.unwrap()] = format!("{mark}{}", facts.risks.len() + n + 1);
                lines.push(Line { kind: Kind::Template, cells });
            }
        }
        lines
    }

    fn cell(&mut self, column: &Column, risk: &RiskFacts, n: usize, rows: bool) -> String {
        let of_action = matches!(
            column.field,
            Field::Said(Head::Action | Head::ActionOwner | Head::Due | Head::Status)
        );
        if n > 0 && !of_action {
            return String::new();
        }
        let action = risk.actions.get(n);
        let filled = |text: Option<String>| {
            text.filter(|text| !text.is_empty()).unwrap_or_else(|| self.empty.to_owned())
        };
        let text = |said: Option<&Said>| said.map(ToString::to_string);
        match column.field {
            Field::Other(which) => {
                let words = OTHERS[which].1;
                words[risk.risk.len() % words.len()].to_owned()
            }
            Field::Rated(part, stage) => {
                let ratings = [&risk.gross, &risk.current, &risk.residual, &risk.target][stage];
                let Some(ratings) = ratings.as_ref() else { return self.empty.to_owned() };
                filled(match part {
                    Head::Likelihood => text(ratings.likelihood.as_ref()),
                    Head::Impact => text(ratings.impact.as_ref()),
                    Head::Score => text(ratings.score.as_ref()),
                    _ => text(ratings.level.as_ref()),
                })
            }
            Field::Said(head) => filled(match head {
                Head::Reference => risk.reference.clone(),
                Head::Category => risk.category.clone(),
                Head::Title => risk.risk_full.clone(),
                Head::Risk => Some(risk.risk.clone()),
                Head::Cause => risk.cause.clone(),
                Head::Consequence => risk.consequence.clone(),
                Head::Owner => risk.owners.first().cloned(),
                Head::Control => risk.controls.first().cloned(),
                Head::Action if !rows && risk.actions.len() > 1 => {
                    let each: Vec<&str> =
                        risk.actions.iter().map(|action| action.description.as_str()).collect();
                    let first = if self.between == "\n• " { "• " } else { "" };
                    Some(format!("{first}{}", each.join(self.between)))
                }
                Head::Action => action.map(|action| action.description.clone()),
                Head::ActionOwner => action.and_then(|action| action.owners.first().cloned()),
                Head::Due => action.and_then(|action| action.target.clone()),
                Head::Status => action.and_then(|action| action.status.clone()),
                _ => None,
            }),
        }
    }

    /// Titles and notes before and after the table, and the date that they say.
    #[allow(clippy::type_complexity, reason = "the two forms of a date")]
    fn around(&mut self) -> (Vec<String>, Vec<String>, (Option<String>, Option<String>)) {
        let (mut before, mut after, mut date) = (Vec::new(), Vec::new(), (None, None));
        if self.may("a title", 60) {
            before.push(format!("Millbrook {}", self.tongue.title.to_lowercase()));
        }
        if self.tongue.name == ENGLISH.name && self.may("a date", 35) {
            before.push("Position as at 1 March 2026".to_owned());
            date = (Some("1 March 2026".to_owned()), Some("2026-03-01".to_owned()));
        }
        if self.tongue.name == ENGLISH.name && self.may("notes before", 20) {
            before.push(
                "The register is reviewed by the board every quarter. Scores of 15 and over are reported to the committee.".to_owned(),
            );
        }
        if self.tongue.name == ENGLISH.name && self.may("notes after", 25) {
            after.push("Approved by the council at its meeting in March.".to_owned());
            after.push("Printed copies are not controlled.".to_owned());
        }
        (before, after, date)
    }
}
