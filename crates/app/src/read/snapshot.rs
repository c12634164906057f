//! The register as at a date, with the issues around it.

use std::{
    any::Any,
    collections::{HashMap, HashSet},
    sync::{Arc, OnceLock},
};

use bellwether_domain::{Date, Register, Risk, Stage, scales::Steps, stage_label::undated};
use bellwether_history::{AsAt, Entry, Issue, RiskId, RiskVersion, Seq, View};
use jiff::Timestamp;

use crate::{App, AppError};

/// The issues of the register, oldest first, and where a date stands among them.
#[derive(Debug, Clone)]
pub struct Timeline {
    /// Every issue brought in; the last word on each date.
    pub issues: Vec<Issue>,
    /// The first day there is something to show.
    pub begins: Date,
    /// The last day not after today on which something changed; the first day of all where
    /// everything is yet to come.
    pub latest: Date,
    /// The days from which something is different, by an issue or by hand; oldest first.
    pub changed: Vec<Date>,
    /// The day it is where the body is.
    pub today: Date,
}

/// The register as at a date; to clone it copies no risk.
#[derive(Debug, Clone)]
pub struct Snapshot {
    /// The versions in force, with their ids.
    pub view: Arc<View>,
    /// The same as a pure value, for checks and papers.
    pub register: Arc<Register>,
    /// The date it speaks of.
    pub as_at: Date,
    /// The issues around it.
    pub timeline: Arc<Timeline>,
    /// The register at the issue before the one in force: what movement is measured from.
    pub previous: Option<Arc<View>>,
    /// The risks that never came on to the register: what spoke of them was taken back.
    pub unmade: Vec<RiskVersion>,
    /// How many days ahead the body calls soon, as set on that date.
    pub soon_days: u16,
    /// How many steps its scales have, where its register prints no matrix.
    pub steps: Steps,
    /// What was once made of it, by whoever shows it.
    made: Arc<Made>,
}

/// What is made of a snapshot once, when it is first asked for.
#[derive(Debug, Default)]
struct Made {
    /// Where each live risk stands in the view, by its number.
    numbers: OnceLock<Arc<HashMap<String, Vec<usize>>>>,
    /// Where each risk stood in the view of the issue before.
    earlier: OnceLock<Arc<HashMap<RiskId, usize>>>,
    /// The same of the live risks, in their order.
    all_earlier: OnceLock<Arc<Vec<Option<usize>>>>,
    laid_out: OnceLock<LaidOut>,
    /// The layout of the snapshot that this one follows, and what the risks were that are others since.
    followed: Option<(LaidOut, Vec<Other>)>,
}

/// How a register is laid out, by whoever shows it.
type LaidOut = Arc<dyn Any + Send + Sync>;

/// What a risk was that is another since, and its place.
pub(super) type Other = (usize, Arc<Risk>);

/// Beyond this many risks that are others, everything is made anew.
const FEW: usize = 64;

impl Made {
    /// What of a snapshot holds for one that follows it, where each risk stands where it stood.
    fn following(former: &Snapshot, snapshot: &Snapshot) -> Self {
        let (was, is) = (&former.view.risks, &snapshot.view.risks);
        if was.len() != is.len() {
            return Self::default();
        }
        let (mut others, mut renumbered) = (Vec::new(), false);
        for (place, (was, is)) in was.iter().zip(is.iter()).enumerate() {
            if Arc::ptr_eq(&was.risk, &is.risk) && was.id == is.id {
                continue;
            }
            if was.id != is.id || others.len() == FEW {
                return Self::default();
            }
            renumbered |= was.risk.reference != is.risk.reference;
            others.extend(former.register.risks.get(place).map(|was| (place, Arc::clone(was))));
        }
        let made = &former.made;
        let mut new = Self::default();
        if !renumbered {
            new.numbers = made.numbers.clone();
        }
        let before = |snapshot: &Snapshot| Some(Arc::clone(&snapshot.previous.as_ref()?.risks));
        let same_before = match (before(former), before(snapshot)) {
            (Some(one), Some(other)) => Arc::ptr_eq(&one, &other),
            (one, other) => one.is_none() && other.is_none(),
        };
        if same_before {
            (new.earlier, new.all_earlier) = (made.earlier.clone(), made.all_earlier.clone());
        }
        let said = |snapshot: &Snapshot| {
            let particulars = snapshot.view.particulars.as_ref();
            let particulars = particulars.map(|version| (version.seq, version.effective));
            (snapshot.as_at, snapshot.soon_days, snapshot.steps, particulars)
        };
        if same_before && !renumbered && said(former) == said(snapshot) {
            new.followed = made.laid_out.get().map(|laid_out| (Arc::clone(laid_out), others));
        }
        new
    }
}

impl Timeline {
    /// The issue in force on a date: the last on or before it.
    pub fn in_force(&self, as_at: Date) -> Option<&Issue> {
        self.issues.iter().rev().find(|issue| issue.effective <= as_at)
    }

    /// The date of the issue that movement is measured from: the one before the one in force, or
    /// the one in force itself where something was changed by hand since.
    pub fn before(&self, as_at: Date) -> Option<Date> {
        let now = self.in_force(as_at)?.effective;
        if self.changed.iter().any(|day| *day > now && *day <= as_at) {
            return Some(now);
        }
        self.issues.iter().rev().map(|issue| issue.effective).find(|date| *date < now)
    }

    /// The date of the first issue after a date.
    pub fn after(&self, as_at: Date) -> Option<Date> {
        self.issues.iter().map(|issue| issue.effective).find(|date| *date > as_at)
    }

    /// Whether a date is the newest there is to show.
    pub fn is_latest(&self, as_at: Date) -> bool {
        as_at >= self.latest
    }
}

impl Snapshot {
    /// What a risk was at the issue before, where it was on the register then.
    pub fn earlier(&self, id: RiskId) -> Option<&Risk> {
        self.stood(self.place_before(id)?)
    }

    /// What each live risk was at the issue before, in their order.
    pub fn all_earlier(&self) -> impl Iterator<Item = Option<&Risk>> {
        let places = self.made.all_earlier.get_or_init(|| {
            let places = self.view.risks.iter().map(|version| self.place_before(version.id));
            Arc::new(places.collect())
        });
        places.iter().map(|place| self.stood((*place)?))
    }

    /// Where a risk stood in the view of the issue before.
    fn place_before(&self, id: RiskId) -> Option<usize> {
        let previous = self.previous.as_ref()?;
        let places = self.made.earlier.get_or_init(|| {
            let places = previous.risks.iter().enumerate();
            Arc::new(places.map(|(place, version)| (version.id, place)).collect())
        });
        places.get(&id).copied()
    }

    /// The risk that stood at a place at the issue before.
    fn stood(&self, place: usize) -> Option<&Risk> {
        self.previous.as_ref()?.risks.get(place).map(|version| &*version.risk)
    }

    /// How the register is laid out for its readers: made once, and kept with the snapshot. There
    /// is one such layout; of another type it is made each time. It may be made of the layout of the snapshot before,
    /// which is given with what the risks were that are others since, each with its place.
    pub fn laid_out<T: Send + Sync + 'static>(
        &self,
        lay_out: impl Fn(Option<(&T, &[Other])>) -> T,
    ) -> Arc<T> {
        let kept = self.made.laid_out.get_or_init(|| {
            let followed = self.made.followed.as_ref();
            let followed =
                followed.and_then(|(was, others)| Some((was.downcast_ref()?, others.as_slice())));
            Arc::new(lay_out(followed))
        });
        Arc::clone(kept).downcast().unwrap_or_else(|_| Arc::new(lay_out(None)))
    }

    /// The versions of the live risks of a number.
    fn numbered(&self, reference: &str) -> Vec<&RiskVersion> {
        let numbers = self.made.numbers.get_or_init(|| {
            let mut numbers: HashMap<String, Vec<usize>> = HashMap::new();
            for (place, version) in self.view.risks.iter().enumerate() {
                if let Some(own) = &version.risk.reference {
                    numbers.entry(own.clone()).or_default().push(place);
                }
            }
            Arc::new(numbers)
        });
        let places = numbers.get(reference).map(Vec::as_slice).unwrap_or_default();
        places.iter().filter_map(|place| self.view.risks.get(*place)).collect()
    }

    /// The moment by which everything here was recorded, where one was asked for.
    pub fn known(&self) -> Option<Timestamp> {
        self.view.as_at.known
    }

    /// The risk of a number on this register, or of an id.
    ///
    /// # Errors
    /// When no risk, live or closed, has it, or several have.
    pub fn find<'a>(&'a self, reference: &str) -> Result<&'a RiskVersion, AppError> {
        // A number that a closed risk had may belong to another by now; so may one that never came
        // on to the register.
        let has = |version: &&RiskVersion| version.risk.reference.as_deref() == Some(reference);
        let mut found = self.numbered(reference);
        for others in [&self.view.closed, &self.unmade] {
            if found.is_empty() {
                found = others.iter().filter(has).collect();
            }
        }
        match found.as_slice() {
            [only] => return Ok(only),
            [] => {}
            several => return Err(shared(reference, several)),
        }
        let mut all = self.view.risks.iter().chain(self.view.closed.iter()).chain(&self.unmade);
        all.find(|version| version.id.to_string() == reference).ok_or_else(|| {
            AppError::NoSuchRisk { reference: reference.to_owned(), as_at: self.as_at }
        })
    }
}

impl Snapshot {
    /// Declines a number that several risks on the register share.
    pub(crate) fn not_shared(&self, reference: &str) -> Result<(), AppError> {
        match self.numbered(reference).as_slice() {
            [] | [_] => Ok(()),
            several => Err(shared(reference, several)),
        }
    }
}

/// A score given by hand is of no issue's day, until an issue repeats it: from then on its column is
/// headed as that issue heads it.
fn date_labels(view: &View, issue: Option<&Issue>, register: &mut Register) {
    let Some(issue) = issue else { return };
    let stages: Vec<(Stage, Option<String>, String)> =
        register.stages.iter().map(|(stage, own)| (*stage, undated(own), own.clone())).collect();
    if stages.iter().all(|(_, bare, _)| bare.is_none()) {
        return;
    }
    let listed: HashSet<RiskId> = issue.import.risks.iter().copied().collect();
    for (version, risk) in view.risks.iter().zip(&mut register.risks) {
        if version.effective >= issue.effective || !listed.contains(&version.id) {
            continue;
        }
        for (stage, bare, own) in &stages {
            let label = risk.assessments.get(*stage).and_then(|own| own.label.as_ref());
            if label.is_some()
                && label == bare.as_ref()
                && let Some(assessment) = Arc::make_mut(risk).assessments.slot(*stage)
            {
                assessment.label = Some(own.clone());
            }
        }
    }
}

fn shared(reference: &str, several: &[&RiskVersion]) -> AppError {
    let risk = |version: &&RiskVersion| (version.id, version.risk.wording().to_owned());
    let risks = several.iter().map(risk).collect();
    AppError::SharedNumber { reference: reference.to_owned(), risks }
}

impl App {
    /// The issues of the register and the span of its history; `known` leaves out what was
    /// recorded after a moment.
    ///
    /// # Errors
    /// When there is no register yet, or was none by then, or the store cannot be read.
    pub fn timeline(&self, known: Option<Timestamp>) -> Result<Arc<Timeline>, AppError> {
        let head = self.store.head(&self.register.organisation)?;
        let today = self.today_by(head)?;
        if let Some(kept) = self.shown.timeline(head, known, today) {
            return Ok(kept);
        }
        let timeline = Arc::new(self.timeline_anew(known, today)?);
        if self.store.head(&self.register.organisation)? == head {
            self.shown.keep_timeline(head, known, &timeline);
        }
        Ok(timeline)
    }

    fn timeline_anew(&self, known: Option<Timestamp>, today: Date) -> Result<Timeline, AppError> {
        let mut issues = self.store.issues(&self.register.organisation, known)?;
        // Two at one date: the one brought in later is the correction of the other.
        issues.sort_by_key(|issue| (issue.effective, issue.seq));
        issues.reverse();
        issues.dedup_by_key(|issue| issue.effective);
        issues.reverse();
        let changed = self.store.dates(&self.register, known)?;
        // An issue that changed nothing still says how things were on its date.
        let dates = || changed.iter().copied().chain(issues.iter().map(|i| i.effective));
        match dates().min() {
            Some(begins) => {
                let latest = dates().filter(|date| *date <= today).max().unwrap_or(begins);
                Ok(Timeline { begins, latest, today, issues, changed })
            }
            None => match known {
                Some(known) => Err(AppError::NotKnownYet { known }),
                None => Err(AppError::Empty),
            },
        }
    }

    /// The register as at a date; where none is asked for as at the last change not after today.
    ///
    /// `known` leaves out what was recorded after a moment.
    ///
    /// # Errors
    /// When there is no register yet, when it had not begun, when all of it is yet to come, or the
    /// store cannot be read.
    pub fn snapshot(
        &self,
        as_at: Option<Date>,
        known: Option<Timestamp>,
    ) -> Result<Snapshot, AppError> {
        let head = self.store.head(&self.register.organisation)?;
        let today = self.today_by(head)?;
        if let Some(kept) = self.shown.snapshot(head, (as_at, known), today) {
            return Ok(kept);
        }
        let snapshot = self.snapshot_anew(as_at, known)?;
        // What somebody wrote meanwhile may stand in a part of it: then it is of no one entry.
        if self.store.head(&self.register.organisation)? == head {
            self.shown.keep_snapshot(head, (as_at, known), &snapshot);
        }
        Ok(snapshot)
    }

    fn snapshot_anew(
        &self,
        as_at: Option<Date>,
        known: Option<Timestamp>,
    ) -> Result<Snapshot, AppError> {
        let asked = (as_at, known);
        let timeline = self.timeline(known)?;
        let as_at = match as_at {
            Some(as_at) => as_at,
            None if timeline.latest > timeline.today => {
                return Err(AppError::YetToCome { begins: timeline.begins });
            }
            None => timeline.latest,
        };
        if as_at < timeline.begins {
            return Err(AppError::BeforeHistory { as_at, begins: timeline.begins });
        }
        let mut view = self.store.view(&self.register, AsAt { effective: as_at, known })?;
        let unmade = match self.unmade(known)? {
            none if none.is_empty() => vec![],
            unmade => Arc::make_mut(&mut view.closed)
                .extract_if(.., |version| unmade.contains(&version.id))
                .collect(),
        };
        let previous = match timeline.before(as_at) {
            Some(effective) => {
                let then = AsAt { effective, known };
                Some(Arc::new(self.store.view(&self.register, then)?))
            }
            None => None,
        };
        let soon_days = self.soon_days(AsAt { effective: as_at, known })?;
        let steps = self.body()?.body.steps;
        let mut register = view.register();
        date_labels(&view, timeline.in_force(as_at), &mut register);
        let look = self.look_at(AsAt { effective: as_at, known })?.look;
        look.paint(register.scheme.as_mut());
        let (register, view) = (Arc::new(register), Arc::new(view));
        let made = Arc::default();
        let snapshot =
            Snapshot { view, register, as_at, timeline, previous, unmade, soon_days, steps, made };
        Ok(match self.shown.former(asked) {
            Some(former) => {
                let made = Made::following(&former, &snapshot).into();
                Snapshot { made, ..snapshot }
            }
            None => snapshot,
        })
    }

    /// The journal, newest first: at most `count` entries from before the entry `before`.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn journal(&self, before: Option<Seq>, count: u32) -> Result<Vec<Entry>, AppError> {
        Ok(self.store.latest_entries(&self.register.organisation, before, count)?)
    }
}
