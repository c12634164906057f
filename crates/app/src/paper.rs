//! What papers are made of: the register as at a date or as a seal froze it, and what became of it
//! since another. The figures are those that the pages show.

mod evidence;

use std::{
    collections::{BTreeMap, HashSet},
    sync::Arc,
};

use bellwether_checks::{Finding, Gathered};
use bellwether_domain::{Layout, Mark, Register, Risk};
use bellwether_history::{
    AsAt, Entry, ParticularsVersion, RiskId, RiskVersion, Seq, Standing as OnRegister,
};
use bellwether_papers::{
    compose::{
        Changed, Found, FoundAtSeal, History, Material, Moved, Pack, Past, PastStep, RiskThen,
        Section, Setting, Since, Told,
    },
    paper::{Standing, Version},
};
use jiff::{Timestamp, tz::TimeZone};

use crate::{
    App, AppError,
    check::{Point, SealName, When},
    read::{self, Changes, DateMoves, Snapshot, moves_of},
    settings::look::Look,
};

/// Which register a paper is of, and what it is compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Asked {
    /// The date or the seal; by default the last change.
    pub of: Option<When>,
    /// Leaves out of a date what was recorded after a moment.
    pub known: Option<Timestamp>,
    /// The date or the seal that it is compared with; by default the issue before.
    pub since: Option<When>,
    /// Without what is not for the public.
    pub public: bool,
}

/// How dates moved, by the place of the risk and of the action in it.
type Moves = BTreeMap<(usize, usize), Moved>;

/// What a paper stands on before it is compared with anything.
struct Begun {
    material: Material,
    setting: Setting,
    snapshot: Snapshot,
    /// What is not for the public, in a public paper.
    marks: Option<Vec<Mark>>,
}

impl App {
    /// The register and what its papers stand on, without what became of it.
    ///
    /// # Errors
    /// When there is no register yet or no such seal, or the store cannot be read.
    pub fn material(&self, asked: Asked) -> Result<(Material, Setting), AppError> {
        let begun = self.begun(asked)?;
        Ok((begun.material, begun.setting))
    }

    /// The same with what became of it since the other date, and how dates of actions moved.
    ///
    /// # Errors
    /// When there is no register yet or no such seal, the other date is not before that of the
    /// paper, or the store cannot be read.
    pub fn material_since(&self, asked: Asked) -> Result<(Material, Setting), AppError> {
        let Begun { mut material, setting, snapshot, marks } = self.begun(asked)?;
        let of = asked.of.unwrap_or(When::Date(snapshot.as_at));
        let changes = self.changes(asked.since, Some(of), asked.known)?;
        if is_compared(asked, &changes, self.end(of, asked.known)?.as_at)? {
            let view = self.store.view(&self.register, changes.from.as_at)?;
            let into = self.went_into(changes.to.as_at)?;
            let since = since(&changes, view.register(), &into);
            material.since = Some(match &marks {
                Some(marks) => since.public(marks),
                None => since,
            });
        }
        material.evidence = self.evidence_told(&snapshot, &material.register, marks.as_deref())?;
        let (moved, history) = self.through_time(&snapshot, &material.register)?;
        if material.since.is_some() {
            material.moved = moved;
        }
        material.history = match &marks {
            Some(marks) => history.public(marks),
            None => history,
        };
        Ok((material, setting))
    }

    /// The same for a pack: with what the checks find, where it reports that.
    ///
    /// # Errors
    /// When there is no register yet or no such seal, or the store cannot be read.
    pub fn material_pack(
        &self,
        asked: Asked,
        pack: &Pack,
    ) -> Result<(Material, Setting), AppError> {
        let (mut material, setting) = self.material_since(asked)?;
        // What the checks find quotes all of the register.
        if pack.has(Section::Findings) && !asked.public {
            material.found = Some(self.material_found(asked)?.1);
        }
        Ok((material, setting))
    }

    /// The whole history of a risk, by its number or its id, up to the date or the seal.
    ///
    /// # Errors
    /// When there is no register yet, no such seal or no such risk, or the store cannot be read.
    pub fn material_past(
        &self,
        asked: Asked,
        risk: &str,
    ) -> Result<(Material, Past, Setting), AppError> {
        let Begun { material, setting, snapshot, marks } = self.begun(asked)?;
        let version = snapshot.find(risk)?;
        let evidence = self.evidence_ever(&snapshot, version, marks.as_deref())?;
        let history = self.risk_history(version.id, snapshot.view.as_at)?;
        let steps = history.steps.iter().map(|step| PastStep {
            from: step.version.effective,
            entry: step.version.seq.0.into(),
            recorded: step.version.recorded.to_zoned(TimeZone::UTC).date(),
            risk: Risk::clone(&step.version.risk),
            changes: step.changes.clone(),
            turned: match (step.opened, step.closed) {
                (true, _) => Some("Came on to the register"),
                (_, true) => Some("Went off the register"),
                _ => None,
            },
            why: step.entry.as_deref().map(why).unwrap_or_default(),
        });
        let steps = steps.collect();
        let past = Past { steps, marks: marks.unwrap_or_default(), evidence };
        Ok((material, past, setting))
    }

    /// The register with what the checks find in it and found when it was last sealed. It holds all:
    /// there is no public version of it.
    ///
    /// # Errors
    /// When there is no register yet or no such seal, or the store cannot be read.
    pub fn material_found(&self, asked: Asked) -> Result<(Material, Found, Setting), AppError> {
        let begun = self.begun(Asked { public: false, ..asked })?;
        let of = match asked.of {
            Some(When::Seal(seq)) => Some(seq),
            _ => None,
        };
        let judged = self.judge_since(&begun.snapshot)?;
        let since = judged.since;
        let Gathered { findings, groups, waived, expired, .. } = Gathered::clone(&judged);
        let findings = findings.iter().map(|finding| Finding::clone(finding)).collect();
        let own = |(finding, waiver)| (Arc::unwrap_or_clone(finding), waiver);
        let waived = waived.into_iter().map(own).collect();
        let sealed = self.found_at_seal(&begun.snapshot, of)?;
        let found = Found { findings, groups, waived, expired, since, sealed };
        Ok((begun.material, found, begun.setting))
    }

    /// What was found when the register was last sealed before a day, or before another seal.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn found_at_seal(
        &self,
        snapshot: &Snapshot,
        before: Option<Seq>,
    ) -> Result<Option<FoundAtSeal>, AppError> {
        let stands = |name: &SealName| {
            name.as_at <= snapshot.as_at && before.is_none_or(|before| name.seq < before)
        };
        let Some(name) = self.seal_names()?.into_iter().find(stands) else { return Ok(None) };
        let Point { as_at, counts, blocking, .. } = self.point(When::Seal(name.seq), None)?;
        Ok(Some(FoundAtSeal { meeting: name.name, as_at, counts, blocking }))
    }

    /// The register, whole or public, with what it is of and what is not for the public.
    fn begun(&self, asked: Asked) -> Result<Begun, AppError> {
        let (snapshot, register, standing) = self.of(asked)?;
        let mut setting = setting(&snapshot, standing);
        let of = asked.of.unwrap_or(When::Date(snapshot.as_at));
        let look = self.papers_look(Some(of), asked.known)?.look;
        setting.page = look.page;
        let mut register = register;
        look.paint(register.scheme.as_mut());
        if !asked.public {
            setting.layout = laid_out(&look, &register);
            let material = plain(&snapshot, register);
            return Ok(Begun { material, setting, snapshot, marks: None });
        }
        let marks = self.not_public(snapshot.as_at)?;
        let (register, left_out) = register.public(&marks);
        setting.version = Version::Public;
        setting.left_out = left_out;
        setting.layout = laid_out(&look, &register);
        let material = plain(&snapshot, register);
        Ok(Begun { material, setting, snapshot, marks: Some(marks) })
    }

    fn of(&self, asked: Asked) -> Result<(Snapshot, Register, Standing), AppError> {
        let seq = match asked.of {
            None => return Ok(drafted(self.snapshot(None, asked.known)?)),
            Some(When::Date(date)) => return Ok(drafted(self.snapshot(Some(date), asked.known)?)),
            Some(When::Seal(seq)) => seq,
        };
        let sealed = self.sealed(seq)?;
        // A seal that was made holds a register document, and keeps it readable for good.
        let register =
            Register::from_json(&sealed.document).map_err(|_| AppError::NoSuchSeal(seq))?;
        let snapshot = self.snapshot(Some(sealed.as_at), Some(sealed.recorded))?;
        let standing = Standing::Sealed {
            meeting: sealed.seal.name.clone(),
            digest: sealed.seal.register.to_string(),
            entry: seq.0.into(),
            head: self.head_at(seq)?,
        };
        Ok((snapshot, register, standing))
    }

    /// The digest of the journal up to and with an entry.
    fn head_at(&self, seq: Seq) -> Result<String, AppError> {
        let next = Seq(seq.0.saturating_add(1));
        let after = self.store.journal(&self.register.organisation, next..=next)?.pop();
        let last = || self.store.head(&self.register.organisation);
        Ok(match after {
            Some(entry) => entry.previous.to_string(),
            None => last()?.map(|head| head.hash.to_string()).unwrap_or_default(),
        })
    }

    /// How the dates of actions moved that are on the register, where they did, and what its risks
    /// and its matrix were before.
    fn through_time(
        &self,
        snapshot: &Snapshot,
        register: &Register,
    ) -> Result<(Moves, History), AppError> {
        let AsAt { effective, known } = snapshot.view.as_at;
        let issues = snapshot.timeline.issues.iter().map(|issue| issue.effective);
        let particulars = self.store.particulars_versions(&self.register, known)?;
        let look = self.look_at(snapshot.view.as_at)?.look;
        let painted = |own: &ParticularsVersion| {
            let mut scheme = own.particulars.scheme.clone();
            look.paint(scheme.as_mut());
            (own.effective, scheme)
        };
        let matrices = particulars.iter().map(painted);
        let mut history = History {
            issues: issues.filter(|day| *day <= effective).collect(),
            matrices: matrices.filter(|(day, _)| *day <= effective).collect(),
            risks: BTreeMap::new(),
        };
        let mut moved = Moves::new();
        let known_ids: HashSet<_> = snapshot.view.risks.iter().map(|version| version.id).collect();
        for (at, risk) in register.risks.iter().enumerate() {
            let Some(id) = risk.id.filter(|id| known_ids.contains(id)) else { continue };
            let mut versions = self.store.risk_versions(&self.register, id, known)?;
            versions.retain(|version| version.effective <= effective);
            moved.extend(moved_dates(risk, &versions).map(|(place, own)| ((at, place), own)));
            history.risks.insert(at, in_force(versions));
        }
        Ok((moved, history))
    }
}

/// Whether there is an earlier register to compare a paper with: that of the date or seal that was
/// asked for, which is declined where it is not earlier, else that of an issue before. The first
/// issue of all is compared with nothing.
fn is_compared(asked: Asked, changes: &Changes, of: AsAt) -> Result<bool, AppError> {
    let from = changes.from.as_at;
    // Of two ends the later is the one that was changed to.
    let is_before = changes.to.as_at == of && from != of;
    match asked.since {
        Some(_) if !is_before => {
            let since = if changes.to.as_at == of { from } else { changes.to.as_at };
            Err(AppError::NotBefore { since: since.effective, of: of.effective })
        }
        Some(_) => Ok(true),
        None => Ok(is_before && from.effective < of.effective),
    }
}

/// How the dates of a risk's actions moved, by the place of the action, where they did.
fn moved_dates<'a>(
    risk: &'a Risk,
    versions: &[RiskVersion],
) -> impl Iterator<Item = (usize, Moved)> + use<'a> {
    let is_wanted = versions.len() > 1 && !risk.actions.is_empty();
    let moves = if is_wanted { moves_of(versions, &risk.actions) } else { vec![] };
    moves.into_iter().enumerate().filter_map(move |(place, own)| {
        let DateMoves { first, later, earlier, lost, .. } = own;
        let has_date = || risk.actions.get(place).is_some_and(|own| own.due.is_some());
        let has_moved = lost > 0 || later + earlier > 0 && has_date();
        let moved = Moved { first: first.unwrap_or_default(), later, earlier, lost };
        has_moved.then_some((place, moved))
    })
}

/// The version in force from each day on; of several of one day the last.
fn in_force(versions: Vec<RiskVersion>) -> Vec<RiskThen> {
    let mut all: Vec<RiskThen> = vec![];
    for version in versions {
        let risk = (version.standing == OnRegister::Live).then_some(version.risk);
        let then = RiskThen { from: version.effective, risk };
        match all.last_mut().filter(|last| last.from == then.from) {
            Some(last) => *last = then,
            None => all.push(then),
        }
    }
    all
}

/// The columns of a register in the body's own order, where it has one.
fn laid_out(look: &Look, register: &Register) -> Option<Layout> {
    (!look.columns.is_empty()).then(|| look.lay_out(&register.layout))
}

fn drafted(snapshot: Snapshot) -> (Snapshot, Register, Standing) {
    let register = Register::clone(&snapshot.register);
    (snapshot, register, Standing::Draft)
}

fn setting(snapshot: &Snapshot, standing: Standing) -> Setting {
    Setting { standing, steps: snapshot.steps, ..Setting::default() }
}

fn plain(snapshot: &Snapshot, register: Register) -> Material {
    let alone = Material::alone(register, snapshot.as_at, snapshot.steps);
    Material { soon_days: snapshot.soon_days, ..alone }
}

fn since(changes: &Changes, register: Register, into: &BTreeMap<RiskId, String>) -> Since {
    let told = |version: &RiskVersion| Told {
        risk: (*version.risk).clone(),
        why: changes.entry(version).map(why).unwrap_or_default(),
    };
    let closed = |version: &RiskVersion| {
        let told = told(version);
        let why = match into.get(&version.id) {
            Some(into) => format!("It went into {into}. {}", told.why),
            None => told.why,
        };
        Told { why, ..told }
    };
    let changed = |changed: &read::Changed| {
        let said = changed.said.iter().map(|seq| changes.said(*seq));
        Changed {
            risk: Risk::clone(&changed.version.risk),
            changes: changed.changes.clone(),
            why: said.map(|entry| entry.map(why).unwrap_or_default()).collect(),
        }
    };
    Since {
        as_at: changes.from.as_at.effective,
        meeting: changes.from.seal.as_ref().map(|seal| seal.name.clone()),
        register,
        new: changes.new.iter().map(told).collect(),
        reopened: changes.reopened.iter().map(told).collect(),
        closed: changes.closed.iter().map(closed).collect(),
        changed: changes.changed.iter().map(changed).collect(),
    }
}

/// "The tender failed (Ada Lock)".
fn why(entry: &Entry) -> String {
    format!("{} ({})", entry.reason, entry.actor)
}
