//! The paper for the auditor: what the checks find, what somebody has answered for, and a page for
//! each owner.

use bellwether_checks::{
    Counts, Finding, Group as Fact, Severity, Waiver, by_owner, group, rule, to_answer,
};
use bellwether_domain::{
    Date, Register,
    calendar::{long_date, short_date},
    words::counted,
};

use super::{
    Material, Setting,
    build::{self, Plain, heading, paragraph},
    register::paper_of,
};
use crate::paper::{
    Align, Block, Cell, Column, Group, Heads, PageSetup, PageSize, Paper, Row, Span, Table,
};

/// What the checks found in a register.
#[derive(Debug, Clone, Default)]
pub struct Found {
    /// What stands.
    pub findings: Vec<Finding>,
    /// The same gathered by what is to be done, those that matter most first.
    pub groups: Vec<Fact>,
    /// What somebody has answered for.
    pub waived: Vec<(Finding, Waiver)>,
    /// Answers that have run out while what they speak of still stands.
    pub expired: Vec<Waiver>,
    /// The issue that findings are new since, where there is one before.
    pub since: Option<Date>,
    /// What was found when the register was last sealed.
    pub sealed: Option<FoundAtSeal>,
}

/// What was found when a register was sealed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundAtSeal {
    /// The meeting.
    pub meeting: String,
    /// The day that it speaks of.
    pub as_at: Date,
    /// How many there were of each severity.
    pub counts: Counts,
    /// How many would have blocked a sign-off.
    pub blocking: usize,
}

/// What an auditor would say of the register, with where, the words that show it, and what to do.
pub fn findings(of: &Material, found: &Found, setting: &Setting) -> Paper {
    let register = &of.register;
    let mut blocks = vec![heading(1, "What the checks find"), paragraph(summary(of, found))];
    if let Some(sealed) = &found.sealed {
        blocks.push(heading(2, format!("Since the seal for {}", sealed.meeting)));
        blocks.push(since_seal(found, sealed, of.as_at));
    }
    let short: Vec<&Fact> = group::short_list(&found.groups).collect();
    if !short.is_empty() {
        blocks.push(heading(2, "What to put right first"));
        blocks.push(first(found, register, &short));
    }
    if !found.groups.is_empty() {
        blocks.push(Block::PageBreak);
        blocks.push(heading(1, "All findings"));
        blocks.push(all(found, register));
    }
    blocks.extend(set_aside(found));
    blocks.extend(owners(found, register));
    let page = PageSetup { size: PageSize::A4, landscape: true };
    paper_of(register, setting, page, blocks)
}

/// "As at 16 March 2018: 92 findings in 916 places: 12 high, 47 medium. 6 would block a sign-off."
fn summary(of: &Material, found: &Found) -> String {
    let as_at = long_date(of.as_at);
    if found.groups.is_empty() {
        return format!("As at {as_at}: nothing found.");
    }
    let counts = group::counts(&found.groups);
    let each = Severity::ALL.into_iter().filter(|severity| counts.get(*severity) > 0);
    let each: Vec<String> =
        each.map(|severity| format!("{} {severity}", counts.get(severity))).collect();
    let mut told = format!(
        "As at {as_at}: {} in {}: {}. ",
        counted(found.groups.len(), "finding"),
        counted(group::places(&found.groups).all(), "place"),
        each.join(", ")
    );
    told.push_str(&match group::blocking(&found.groups) {
        0 => "Nothing would block a sign-off.".to_owned(),
        some => format!("{} would block a sign-off.", counted(some, "finding")),
    });
    if let Some(since) = found.since {
        let new = group::new_places(&found.findings, &found.groups);
        let places = counted(new, "place");
        let is = if new == 1 { "is" } else { "are" };
        told.push_str(&format!(" {places} {is} new since {}.", long_date(since)));
    }
    told
}

/// How many of each severity there were at the seal and are now.
fn since_seal(found: &Found, sealed: &FoundAtSeal, as_at: Date) -> Block {
    let (then, now) = (short_date(sealed.as_at), short_date(as_at));
    let (then, now) = (format!("Sealed, as at {then}"), format!("Now, as at {now}"));
    let mut table = Plain::new(&[
        ("Findings", 30, Align::Start),
        (&then, 20, Align::End),
        (&now, 20, Align::End),
    ]);
    let counts = group::counts(&found.groups);
    for severity in Severity::ALL {
        let name = format!("{}: {}", sentence(&severity.to_string()), severity.meaning());
        let (then, now) = (sealed.counts.get(severity), counts.get(severity));
        table.row(vec![build::named(name), number(then), number(now)]);
    }
    let blocking = group::blocking(&found.groups);
    let name = build::named("Would block a sign-off");
    table.row(vec![name, number(sealed.blocking), number(blocking)]);
    table.block()
}

/// The short list, with the words of the risk where it speaks of one place.
pub(super) fn first(found: &Found, register: &Register, short: &[&Fact]) -> Block {
    let mut table = Plain::new(&[
        ("No", 4, Align::End),
        ("What is wrong", 44, Align::Start),
        ("Severity", 13, Align::Start),
        ("Where", 28, Align::Start),
        ("What to do", 32, Align::Start),
        ("To answer", 16, Align::Start),
    ]);
    for (place, fact) in short.iter().enumerate() {
        let told: Vec<&Finding> = heads(found, fact).map(|(_, finding)| finding).collect();
        let places: Vec<String> = told.iter().map(|finding| at(finding)).collect();
        let words = match told.as_slice() {
            [one] => one.words(register).filter(|words| !words.is_empty()),
            _ => None,
        };
        let words = words.map(|words| format!("\n“{words}”")).unwrap_or_default();
        table.row(vec![
            build::named((place + 1).to_string()),
            Cell::plain(format!("{}{words}", fact.message)),
            Cell::plain(
                fact.news().map_or(gravity(fact), |new| format!("{}, {new}", gravity(fact))),
            ),
            Cell::plain(listed(&places)),
            Cell::plain(fact.help.clone()),
            Cell::plain(to_answer(&told, register).unwrap_or_default()),
        ]);
    }
    table.block()
}

/// How many places the short list names of one finding: the rest stand under all findings.
const NAMED: usize = 12;

fn listed(places: &[String]) -> String {
    match places.len().checked_sub(NAMED) {
        None | Some(0) => places.join("; "),
        Some(more) => {
            let named = places.get(..NAMED).unwrap_or_default().join("; ");
            format!("{named}; and {more} more")
        }
    }
}

/// Each finding with all its places, under what is to be done.
fn all(found: &Found, register: &Register) -> Block {
    let facts = found.groups.iter().map(|fact| {
        let told: Vec<&Finding> = heads(found, fact).map(|(_, finding)| finding).collect();
        (fact, told)
    });
    told(&facts.collect::<Vec<_>>(), Some(register))
}

/// Findings with their places under what is to be done, which is said once; with who is to answer, where
/// the register is given. What is the same of all places is said once, too.
fn told(facts: &[(&Fact, Vec<&Finding>)], register: Option<&Register>) -> Block {
    let columns = [("Where", 16), ("In the document", 14), ("What is wrong", 38)];
    let columns = columns.into_iter().chain([("The register’s own words", 40)]);
    let columns = columns.chain(register.map(|_| ("To answer", 14)));
    let columns: Vec<(&str, u16)> = columns.collect();
    let head = columns.iter().map(|(name, _)| Cell::heading(*name, 1, 1)).collect();
    let mut groups = vec![];
    for (fact, places) in facts {
        let same = match places.as_slice() {
            [first, second, rest @ ..] if first.message == second.message => {
                rest.iter().all(|other| other.message == first.message).then_some(&first.message)
            }
            _ => None,
        };
        let across = u16::try_from(columns.len()).unwrap_or(1);
        let title =
            format!("{} ({}, {})", fact.title, gravity(fact).to_lowercase(), fact.rules.join(", "));
        let said = same.map(|message| format!("{message} ")).unwrap_or_default();
        let text = vec![Span::strong(title), Span::plain(format!("\n{said}{}", fact.help))];
        let over = Cell { text, across, heads: Some(Heads::Row), ..Cell::plain("") };
        // What is to be done stands on one page with its first place.
        let mut rows = vec![Row { cells: vec![over] }];
        for line in lines(places, same.is_some(), register) {
            let mut cells = vec![
                Cell::plain(line.at.join("; ")),
                Cell::plain(line.sources.join("; ")),
                Cell::plain(line.wrong),
                Cell::plain(line.evidence),
            ];
            cells.extend(line.whose.map(Cell::plain));
            rows.push(Row { cells });
            groups.push(Group { rows: std::mem::take(&mut rows) });
        }
    }
    let column = |(_, weight): &(&str, u16)| Column { weight: *weight, align: Align::Start };
    Block::Table(Table {
        caption: String::new(),
        columns: columns.iter().map(column).collect(),
        head: vec![Row { cells: head }],
        groups,
    })
}

/// Through so many lines it is looked for one that says the same.
const NEAR: usize = 50;

/// Places at which the same is said in the same words, for the same owner.
struct Line<'a> {
    wrong: String,
    evidence: &'a str,
    whose: Option<String>,
    at: Vec<String>,
    sources: Vec<String>,
}

/// Findings of one group as lines; what is said over them all (`same`) is not said again.
fn lines<'a>(places: &[&'a Finding], same: bool, register: Option<&Register>) -> Vec<Line<'a>> {
    let mut lines: Vec<Line<'_>> = vec![];
    for finding in places {
        let wrong = match (same, finding.new) {
            (true, Some(true)) => "New".to_owned(),
            (true, _) => String::new(),
            (false, _) => said_of(finding),
        };
        let whose = register.map(|register| build::owners(finding.answers(register)));
        let evidence = finding.evidence.as_str();
        // Of very many lines the last few are looked through.
        let known = lines.iter_mut().rev().take(NEAR).find(|line| {
            line.at.len() < NAMED
                && (&line.wrong, line.evidence, &line.whose) == (&wrong, evidence, &whose)
        });
        let source = finding.source.iter().map(|source| sentence(&source.to_string()));
        match known {
            Some(line) => {
                line.at.push(at(finding));
                line.sources.extend(source);
            }
            None => {
                let (at, sources) = (vec![at(finding)], source.collect());
                lines.push(Line { wrong, evidence, whose, at, sources });
            }
        }
    }
    lines
}

/// What somebody has answered for, and what nobody answers for any more.
fn set_aside(found: &Found) -> Vec<Block> {
    let mut table = Plain::new(&[
        ("What", 36, Align::Start),
        ("Where", 18, Align::Start),
        ("Why", 40, Align::Start),
        ("In the name of", 16, Align::Start),
        ("Until", 14, Align::Start),
    ]);
    let mut whole: Vec<&Waiver> = vec![];
    for (finding, waiver) in &found.waived {
        if waiver.whole {
            if whole.contains(&waiver) {
                continue;
            }
            whole.push(waiver);
        }
        let times = found.waived.iter().filter(|(_, other)| other == waiver).count();
        let (what, place) = match waiver.whole {
            true => (titled(finding.rule), format!("The whole rule, {}", counted(times, "place"))),
            false => (said_of(finding), at(finding)),
        };
        table.row(answer(what, place, waiver, ""));
    }
    for waiver in &found.expired {
        let place = match &waiver.risk {
            Some(risk) => format!("Risk {risk}"),
            None if waiver.whole => "The whole rule".to_owned(),
            None => "The register".to_owned(),
        };
        let over = ": it has run out, and the finding stands again";
        table.row(answer(titled(&waiver.rule), place, waiver, over));
    }
    if table.is_empty() {
        return vec![];
    }
    let lede = format!("{} not counted above.", counted(found.waived.len(), "place"));
    vec![Block::PageBreak, heading(1, "Set aside"), paragraph(lede), table.block()]
}

fn answer(what: String, place: String, waiver: &Waiver, over: &str) -> Vec<Cell> {
    vec![
        build::named(what),
        Cell::plain(place),
        Cell::plain(waiver.reason.clone()),
        Cell::plain(waiver.by.clone()),
        Cell::plain(format!("{}{over}", short_date(waiver.expires))),
    ]
}

/// A page for each owner: what is theirs to answer, the gravest first.
fn owners(found: &Found, register: &Register) -> Vec<Block> {
    let theirs: Vec<(&Fact, &Finding)> =
        found.groups.iter().flat_map(|fact| heads(found, fact)).collect();
    let listed: Vec<&Finding> = theirs.iter().map(|(_, finding)| *finding).collect();
    let mut blocks = vec![];
    for own in by_owner(&listed, register) {
        let all = || own.findings.iter().filter_map(|number| theirs.get(*number));
        let mut facts: Vec<(&Fact, Vec<&Finding>)> = vec![];
        for (fact, finding) in all() {
            match facts.last_mut().filter(|(last, _)| std::ptr::eq(*last, *fact)) {
                Some((_, places)) => places.push(finding),
                None => facts.push((fact, vec![finding])),
            }
        }
        let blocking = all().filter(|(fact, _)| fact.blocks).count();
        let block = match blocking {
            0 => "none of them blocks a sign-off".to_owned(),
            1 => "1 of them blocks a sign-off".to_owned(),
            some => format!("{some} of them block a sign-off"),
        };
        let places = counted(own.findings.len(), "place");
        blocks.push(Block::PageBreak);
        blocks.push(heading(1, format!("For {}", called(&own.owner, register))));
        blocks.push(paragraph(format!("{places} to answer; {block}.")));
        blocks.push(told(&facts, None));
    }
    blocks
}

/// An owner with the name and the post that the key gives: "AB (Ann Bee, Head of Works)".
fn called(owner: &str, register: &Register) -> String {
    let person = register.people.iter().find(|person| person.initials.trim() == owner.trim());
    match person {
        None => owner.to_owned(),
        Some(person) => {
            let post = person.role.iter().map(|role| format!(", {role}")).collect::<String>();
            format!("{owner} ({}{post})", person.name)
        }
    }
}

/// What is told of a fact, each place once.
fn heads<'a>(found: &'a Found, fact: &'a Fact) -> impl Iterator<Item = (&'a Fact, &'a Finding)> {
    fact.told.iter().filter_map(move |number| Some((fact, found.findings.get(*number)?)))
}

fn at(finding: &Finding) -> String {
    sentence(&finding.place())
}

/// What is wrong, and whether it is so only since the last issue.
fn said_of(finding: &Finding) -> String {
    let new = if finding.new == Some(true) { " (new)" } else { "" };
    format!("{}{new}", finding.message)
}

/// "High, blocks sign-off"; "High, seen at the import".
fn gravity(fact: &Fact) -> String {
    let severity = sentence(&fact.severity.to_string());
    match (fact.blocks, fact.seen) {
        (true, _) => format!("{severity}, blocks sign-off"),
        (_, true) => format!("{severity}, seen at the import"),
        _ => severity,
    }
}

fn titled(id: &str) -> String {
    rule(id).map_or_else(|| id.to_owned(), |rule| rule.title.to_owned())
}

fn number(count: usize) -> Cell {
    Cell { number: Some(count.to_string()), ..Cell::plain(count.to_string()) }
}

/// With a capital.
fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use bellwether_checks::{Settings, Subject, check};
    use bellwether_domain::{Action, Risk, due};

    use super::*;

    #[test]
    fn places_at_which_the_same_is_said_are_one_line() {
        let as_at = Date::constant(2025, 12, 12);
        let action = |owner: &str| Action {
            id: None,
            description: format!("Oil the lock for {owner}"),
            owners: vec![owner.to_owned()],
            due: Some(due::read("Ongoing", as_at)),
            status: None,
            source: None,
        };
        let risk = Risk {
            reference: Some("7".to_owned()),
            actions: vec![action("AB"), action("CD"), action("AB")],
            ..Risk::default()
        };
        let register = Register { risks: vec![risk.into()], ..Register::default() };
        let settings = Settings::default().only(&["ACT-01"]);
        let findings = check(&Subject::new(&register, as_at), &settings);
        let places: Vec<&Finding> = findings.iter().collect();
        let of_both = lines(&places, true, Some(&register));
        let at: Vec<String> = of_both.iter().map(|line| line.at.join("; ")).collect();
        assert_eq!(at, ["Risk 7, action 1; Risk 7, action 3", "Risk 7, action 2"]);
        assert_eq!(lines(&places, true, None).len(), 1);
    }
}
