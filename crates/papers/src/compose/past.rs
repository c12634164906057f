//! The paper of one risk's whole history, as somebody asks for it who may: what it was first, every
//! change since, what it is. Where something is withheld, that is said in its place.

use bellwether_domain::{
    ActionField, Date, Mark, Place, Register, Risk, Stage,
    calendar::{long_date, short_date},
    diff::FieldChange,
    place::ControlField,
    stage_label,
    words::counted,
};

use super::{
    Evidence, EvidenceFile, Material, Setting,
    build::{self, Plain, heading, paragraph},
    evidence::broken,
    register::paper_of,
};
use crate::paper::{Align, Block, Cell, PageSetup, PageSize, Paper, Span, Version};

/// What a risk was from a day on, and what that changed.
#[derive(Debug, Clone)]
pub struct PastStep {
    /// The day.
    pub from: Date,
    /// The entry of the journal that says so.
    pub entry: u64,
    /// The day on which it was recorded, in UTC.
    pub recorded: Date,
    /// The risk from then on.
    pub risk: Risk,
    /// What changed; nothing in the first.
    pub changes: Vec<FieldChange>,
    /// What became of it beside its fields: "on the register", "off the register".
    pub turned: Option<&'static str>,
    /// Who said it, and why.
    pub why: String,
}

impl PastStep {
    /// How many things it changed.
    fn count(&self) -> usize {
        self.changes.len() + usize::from(self.turned.is_some())
    }
}

/// A risk's whole history.
#[derive(Debug, Clone, Default)]
pub struct Past {
    /// Its steps, oldest first.
    pub steps: Vec<PastStep>,
    /// What is not for the public.
    pub marks: Vec<Mark>,
    /// The files that were ever evidence of it, oldest first.
    pub evidence: Vec<Evidence>,
}

/// The paper; `called` is how the risk was asked for.
pub fn past(of: &Material, past: &Past, called: &str, setting: &Setting) -> Paper {
    let public = setting.version == Version::Public;
    let hand = Hand { register: &of.register, then: &undated(&of.register), past, public };
    let mut blocks = vec![heading(1, format!("The whole history of risk {called}"))];
    match hand.withheld_whole() {
        Some(paragraph_relied_on) => blocks.push(paragraph(format!(
            "All that is recorded of this risk is {}.",
            lower(&withheld(paragraph_relied_on))
        ))),
        None => blocks.extend(hand.told(of.as_at)),
    }
    let page = PageSetup { size: PageSize::A4, landscape: true };
    // What is withheld is said where it would stand, so nothing is said of it at the head.
    let setting = Setting { left_out: None, ..setting.clone() };
    paper_of(&of.register, &setting, page, blocks)
}

/// Whoever writes the paper, and for whom.
struct Hand<'a> {
    register: &'a Register,
    /// What the register calls things on a day that is not its own.
    then: &'a Register,
    past: &'a Past,
    public: bool,
}

impl Hand<'_> {
    /// The paragraph by which a place is withheld, where it is.
    fn withheld(&self, at: &Place) -> Option<&str> {
        let mut marks = self.past.marks.iter().filter(|_| self.public);
        marks.find(|mark| mark.is_at(at)).map(|mark| mark.paragraph.as_str())
    }

    /// The same for all of the risk: what it was before is no more public than what it is.
    fn withheld_whole(&self) -> Option<&str> {
        let steps = self.past.steps.iter().filter(|_| self.public);
        let marks =
            steps.flat_map(|step| self.past.marks.iter().find(|mark| mark.is_of(&step.risk)));
        marks.map(|mark| mark.paragraph.as_str()).next()
    }

    fn told(&self, as_at: Date) -> Vec<Block> {
        let Some((first, rest)) = self.past.steps.split_first() else {
            return vec![paragraph("Nothing is recorded of it.")];
        };
        let mut blocks = vec![paragraph(format!(
            "From {} to {}: {} since it was first told.",
            long_date(first.from),
            long_date(as_at),
            counted(rest.iter().map(PastStep::count).sum(), "change")
        ))];
        if self.public {
            blocks.push(paragraph(
                "Where something is withheld, that is said in its place, with the paragraph relied \
                 on. Who made a change and why is not part of this version.",
            ));
        }
        blocks.push(heading(2, format!("As it was first told, from {}", long_date(first.from))));
        blocks.push(self.whole(&first.risk, self.then));
        blocks.push(heading(2, "What changed since"));
        blocks.push(match rest.is_empty() {
            true => paragraph("Nothing."),
            false => self.changes(rest).block(),
        });
        if let Some(last) = rest.last() {
            let now = format!("As it stands as at {}", long_date(as_at));
            blocks.extend([
                Block::PageBreak,
                heading(2, now),
                self.whole(&last.risk, self.register),
            ]);
        }
        let files = self.evidence();
        if !files.is_empty() {
            blocks.extend([heading(2, "Evidence"), files.block()]);
        }
        blocks
    }

    /// The files that are or were evidence of it; those that are withheld in their place.
    fn evidence(&self) -> Plain {
        let mut table = Plain::new(&[
            ("From", 12, Align::Start),
            ("File", 30, Align::Start),
            ("Evidence of", 30, Align::Start),
            ("Withdrawn", 12, Align::Start),
            ("SHA-256", 40, Align::Start),
        ]);
        for own in &self.past.evidence {
            let (name, of, digest) = match &own.file {
                EvidenceFile::Named { name, digest, action } => {
                    let of = action.clone().unwrap_or_else(|| "The risk".to_owned());
                    (name.clone(), of, broken(digest))
                }
                EvidenceFile::Withheld(paragraph) => {
                    (withheld(paragraph), String::new(), String::new())
                }
            };
            table.row(vec![
                build::named(short_date(own.from)),
                Cell::plain(name),
                Cell::plain(of),
                Cell::plain(build::day(own.withdrawn)),
                Cell::plain(digest),
            ]);
        }
        table
    }

    /// All that a risk says, each thing under the body's own words for it on a day.
    fn whole(&self, risk: &Risk, words_of: &Register) -> Block {
        let facts = Place::all(risk).filter_map(|at| {
            let words = at.words(risk)?;
            let words = self.withheld(&at).map_or_else(|| words.into_owned(), withheld);
            Some((label(words_of, risk, &at), vec![Span::plain(words)]))
        });
        Block::Facts(facts.collect())
    }

    /// A row for each thing that changed.
    fn changes(&self, steps: &[PastStep]) -> Plain {
        let mut columns = vec![
            ("From", 12, Align::Start),
            ("What", 22, Align::Start),
            ("Before", 34, Align::Start),
            ("After", 34, Align::Start),
        ];
        if !self.public {
            columns.push(("Who and why", 26, Align::Start));
        }
        columns.push(("Journal", 14, Align::Start));
        let mut table = Plain::new(&columns);
        for step in steps {
            let mut row = |what: String, before: String, after: String| {
                let mut cells = vec![
                    build::named(short_date(step.from)),
                    Cell::plain(what),
                    Cell::plain(before),
                    Cell::plain(after),
                ];
                if !self.public {
                    cells.push(Cell::plain(step.why.clone()));
                }
                let entry = format!("Entry {}, {}", step.entry, short_date(step.recorded));
                cells.push(Cell::plain(entry));
                table.row(cells);
            };
            if let Some(turned) = step.turned {
                row(turned.to_owned(), String::new(), String::new());
            }
            for change in &step.changes {
                let label = change.place.at.label(self.then);
                if let Some(paragraph) = self.withheld(&change.place.at) {
                    row(label, withheld(paragraph), withheld(paragraph));
                    continue;
                }
                let what = match change.place.item.as_str() {
                    "" => label,
                    item => format!("{label}: {item}"),
                };
                let words = |words: &Option<String>| words.clone().unwrap_or_default();
                row(what, words(&change.before), words(&change.after));
            }
        }
        table
    }
}

/// "Action 2: Target date".
fn label(words_of: &Register, risk: &Risk, at: &Place) -> String {
    let label = at.label(words_of);
    let numbered = |place: Option<usize>, what: &str| match place {
        Some(place) => format!("{what} {}", place + 1),
        None => what.to_owned(),
    };
    match at {
        Place::Action(key, field) => {
            let own = key.action(risk);
            let mut all = risk.actions.iter();
            let place = all.position(|action| own.is_some_and(|own| std::ptr::eq(own, action)));
            match field {
                ActionField::Description | ActionField::Whole => numbered(place, "Action"),
                _ => format!("{}: {label}", numbered(place, "Action")),
            }
        }
        Place::Control(key, ControlField::Description | ControlField::Whole) => {
            let own = key.control(risk);
            let mut all = risk.controls.iter();
            let place = all.position(|other| own.is_some_and(|own| std::ptr::eq(own, other)));
            numbered(place, &label)
        }
        _ => label,
    }
}

/// What a register calls things, without the day that its headings name.
fn undated(register: &Register) -> Register {
    let bare = |own: &String| stage_label::undated(own).unwrap_or_else(|| own.clone());
    let own = register.clone();
    let mut then = Register { headings: own.headings, ..Register::default() };
    then.stages = Stage::ALL
        .into_iter()
        .filter_map(|stage| Some((stage, bare(&register.own_stage_label(stage)?.to_owned()))))
        .collect();
    then.rating_headings = own.rating_headings;
    then.rating_headings
        .values_mut()
        .flat_map(|own| own.values_mut())
        .for_each(|own| *own = bare(own));
    then
}

/// "Withheld: LGA 1972 Sch. 12A para. 3".
fn withheld(paragraph: &str) -> String {
    match paragraph {
        "" => "Withheld".to_owned(),
        paragraph => format!("Withheld: {paragraph}"),
    }
}

fn lower(words: &str) -> String {
    words.replacen('W', "w", 1)
}
