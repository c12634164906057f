//! What is past the time that the body keeps it ([`crate::settings::retention`]). It is named, here,
//! and erased when somebody says so: by [`App::plan_erasure`] and [`App::anonymise`].

mod closed;

use std::collections::{BTreeMap, BTreeSet};

use bellwether_domain::Date;
use bellwether_history::{ActorName, Deed, Digest, Entry, Kept, RiskId, Seq, Text};
use jiff::{Span, Timestamp};

use crate::{
    App, AppError,
    settings::{
        body::Zone,
        retention::{Retention, RetentionKind},
    },
};

pub use closed::PastRisk;

/// A file that is past its time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PastFile {
    /// Its name.
    pub name: String,
    /// By which rule.
    pub kind: RetentionKind,
    /// The day from which its time ran.
    pub since: Date,
}

/// What is past its time.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PastRetention {
    /// The files, by the entry that brought each.
    pub files: BTreeMap<Seq, PastFile>,
    /// The names, each with the day of its last change.
    pub names: BTreeMap<ActorName, Date>,
    /// The closed risks.
    pub risks: BTreeMap<RiskId, PastRisk>,
}

impl PastRetention {
    /// Whether nothing is.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty() && self.names.is_empty() && self.risks.is_empty()
    }
}

impl App {
    /// What is past the time that the body keeps it, today.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn past_retention(&self) -> Result<PastRetention, AppError> {
        let Retention(rules) = self.retention()?.retention;
        if rules.is_empty() {
            return Ok(PastRetention::default());
        }
        let zone = self.body()?.body.zone;
        let today = zone.day(self.ambient.now());
        // A date that no calendar holds has not come.
        let is_past = |kind: RetentionKind, since: Date| {
            let years = rules.get(&kind).map(|years| Span::new().years(years.get()));
            years
                .and_then(|years| since.checked_add(years).ok())
                .is_some_and(|until| until <= today)
        };
        let mut told = Told::default();
        let mut registers = BTreeSet::new();
        self.each_entry(|entry| {
            registers.insert(entry.register.clone());
            told.hear(entry);
        })?;
        told.files.extend(self.evidence()?.iter().map(evidence));
        let mut past = told.files(&zone, &is_past);
        past.names = told.names(&zone, &is_past);
        if rules.contains_key(&RetentionKind::Closed) {
            past.risks =
                self.past_risks(registers, |since| is_past(RetentionKind::Closed, since))?;
        }
        Ok(past)
    }
}

/// A file of evidence: its time runs while it is withdrawn.
fn evidence(kept: &Kept) -> (Seq, TimedFile) {
    let file = TimedFile {
        sha256: kept.attachment.sha256,
        name: kept.attachment.name.clone(),
        kind: RetentionKind::Evidence,
        since: kept.withdrawn.as_ref().map(|entry| entry.recorded),
    };
    (kept.entry.seq, file)
}

/// What the journal tells of files and people.
#[derive(Default)]
struct Told {
    /// The entry that brought each file, what it was, and when its time began to run.
    files: BTreeMap<Seq, TimedFile>,
    /// The import whose document stands.
    last_import: Option<Seq>,
    /// The files that were erased.
    erased: BTreeSet<Digest>,
    /// When each name last made a change.
    names: BTreeMap<String, Timestamp>,
}

struct TimedFile {
    sha256: Digest,
    name: String,
    kind: RetentionKind,
    since: Option<Timestamp>,
}

impl Told {
    fn hear(&mut self, entry: &Entry) {
        // An entry of the first form holds the name itself, which cannot be taken away.
        if entry.second.is_some() && !entry.is_nameless() {
            self.names.insert(entry.actor.0.clone(), entry.recorded);
        }
        match &entry.deed {
            Deed::Import(import) if import.size.is_some() => {
                let before = self.last_import.replace(entry.seq);
                if let Some(file) = before.and_then(|before| self.files.get_mut(&before)) {
                    file.since = Some(entry.recorded);
                }
                let (sha256, name) = (import.sha256, import.file.clone());
                let kind = RetentionKind::Documents;
                self.files.insert(entry.seq, TimedFile { sha256, name, kind, since: None });
            }
            Deed::Erase(erasure) => {
                let files = erasure.texts.iter().filter(|erased| erased.of == Text::File);
                self.erased.extend(files.map(|erased| erased.was));
            }
            _ => {}
        }
    }

    /// The files that are past their time; not one that also came by an entry of which it is not.
    fn files(&self, zone: &Zone, is_past: &impl Fn(RetentionKind, Date) -> bool) -> PastRetention {
        let since = |file: &TimedFile| file.since.map(|at| zone.day(at));
        let (past, kept): (Vec<_>, Vec<_>) = self
            .files
            .iter()
            .partition(|(_, file)| since(file).is_some_and(|since| is_past(file.kind, since)));
        let kept: BTreeSet<Digest> = kept.iter().map(|(_, file)| file.sha256).collect();
        let goes =
            |file: &TimedFile| !kept.contains(&file.sha256) && !self.erased.contains(&file.sha256);
        let files = past.into_iter().filter(|(_, file)| goes(file)).filter_map(|(seq, file)| {
            let past = PastFile { name: file.name.clone(), kind: file.kind, since: since(file)? };
            Some((*seq, past))
        });
        PastRetention { files: files.collect(), ..PastRetention::default() }
    }

    fn names(
        &self,
        zone: &Zone,
        is_past: &impl Fn(RetentionKind, Date) -> bool,
    ) -> BTreeMap<ActorName, Date> {
        let last = self.names.iter().map(|(name, at)| (name, zone.day(*at)));
        let past = last.filter(|(_, since)| is_past(RetentionKind::Names, *since));
        past.filter_map(|(name, since)| Some((name.parse().ok()?, since))).collect()
    }
}
