//! What a document says of a risk that we know, and what stands because it does not say.
//!
//! A column that the document does not have says nothing of its field: what stands is kept. An
//! empty cell in a column that it has says “none”. What differs in print alone (spaces, quotes,
//! dashes, capitals) is the same.

use std::collections::{BTreeMap, HashSet};

use bellwether_domain::{
    Action, Assessment, AssessmentPart, Control, Covered, Covers, Field, Reading, Register, Risk,
    Scheme, Stage,
    place::RiskField,
    similar::{differs_in_print_only, folded, pair_actions, undated},
    stage_label::title_undated,
};

use super::question::Decisions;
use crate::edit::scores;

/// How often a field was filled on the register, and what the document makes of that.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Tally {
    /// So many stood.
    pub(super) filled: usize,
    /// So many of them are empty in a column that is there.
    pub(super) emptied: usize,
    /// So many of them stay, because the document has no place for them.
    pub(super) kept: usize,
}

/// A document held against what it covers.
pub(super) struct Cover<'a> {
    covers: Option<&'a Covers>,
    /// The body's own columns that it has, without the dates in their headings.
    columns: HashSet<String>,
    /// Fields whose column is there and was read as another field this time.
    moved: HashSet<Field>,
    decisions: &'a Decisions,
    pub(super) tallies: BTreeMap<Covered, Tally>,
    /// How many values differ in print alone.
    pub(super) in_print: usize,
}

/// The key of the question about a field.
pub(super) fn key(covered: &Covered) -> String {
    format!("field-{covered}")
}

/// The answer that what stands is to go.
pub(super) const EMPTY: &str = "empty";
/// The answer that what stands is to stay.
pub(super) const KEEP: &str = "keep";

impl<'a> Cover<'a> {
    pub(super) fn new(before: &Register, register: &'a Register, decisions: &'a Decisions) -> Self {
        let extra = register.risks.iter().flat_map(|risk| risk.extra.keys());
        let columns = extra.map(|heading| undated(heading)).collect();
        let covers = register.covers.as_ref();
        let there: HashSet<String> = register.headings.values().map(|own| folded(own)).collect();
        let headed = |heading: &str| {
            let own = before.headings.values().filter(|own| folded(own) == folded(heading));
            own.count()
        };
        let is_there = |heading: &str| headed(heading) == 1 && there.contains(&folded(heading));
        let moved = before.headings.iter().filter(|(_, heading)| is_there(heading));
        let moved = moved.map(|(field, _)| *field).collect();
        Self { covers, columns, moved, decisions, tallies: BTreeMap::new(), in_print: 0 }
    }

    /// Whether the document has a place for it.
    fn has(&self, covered: &Covered) -> bool {
        self.covers.is_none_or(|covers| covers.has(covered))
    }

    /// Whether its column is there under another date, or was read as another field this time: it
    /// is neither kept nor empty, but has moved.
    fn has_moved(&self, covered: &Covered) -> bool {
        self.covers.is_some()
            && !self.has(covered)
            && match covered {
                Covered::Extra(heading) => self.columns.contains(&undated(heading)),
                Covered::Field(field) => self.moved.contains(field),
                _ => false,
            }
    }

    /// Whether `count` values that stand, and that the document lacks, are kept.
    fn keeps(&mut self, covered: Covered, count: usize) -> bool {
        if count == 0 || self.has_moved(&covered) {
            return false;
        }
        let answer = self.decisions.get(&key(&covered));
        let (has, emptied) = (self.has(&covered), answer == Some(EMPTY));
        let tally = self.tallies.entry(covered).or_default();
        tally.filled += count;
        if has {
            tally.emptied += count;
            return answer == Some(KEEP);
        }
        tally.kept += count;
        !emptied
    }

    /// Counts a value that stood and that the document says something of.
    fn said(&mut self, covered: Covered) {
        self.tallies.entry(covered).or_default().filled += 1;
    }

    fn field<T: Clone>(
        &mut self,
        covered: Covered,
        base: &Option<T>,
        now: &Option<T>,
        words: impl Fn(&T) -> String,
    ) -> Option<T> {
        match (base, now) {
            (Some(was), Some(is)) => {
                self.said(covered);
                Some(self.print(was, is, words))
            }
            (Some(_), None) if self.keeps(covered, 1) => base.clone(),
            _ => now.clone(),
        }
    }

    /// What was, where what is differs from it in print alone.
    fn print<T: Clone>(&mut self, was: &T, is: &T, words: impl Fn(&T) -> String) -> T {
        if !differs_in_print_only(&words(was), &words(is)) {
            return is.clone();
        }
        self.in_print += 1;
        was.clone()
    }

    fn owners(&mut self, field: Field, base: &[String], now: &[String]) -> Vec<String> {
        let some = |owners: &[String]| Some(owners.to_vec()).filter(|owners| !owners.is_empty());
        let joined = |owners: &Vec<String>| owners.join(" / ");
        self.field(Covered::Field(field), &some(base), &some(now), joined).unwrap_or_default()
    }

    /// What the document says of a risk, with what stands where it says nothing.
    pub(super) fn risk(&mut self, base: &Risk, now: &Risk, scheme: Option<&Scheme>) -> Risk {
        let mut said = now.clone();
        for field in RiskField::ALL {
            let Some(was) = field.text(base) else { continue };
            if let Some(slot) = field.text_mut(&mut said) {
                *slot = self.field(Covered::Field(Field::OfRisk(field)), was, slot, String::clone);
            }
        }
        said.owners = self.owners(Field::Owners, &base.owners, &now.owners);
        said.status = self.field(Covered::Field(Field::Status), &base.status, &now.status, text);
        if now.status.is_none() && base.says_closed() {
            // A risk that is listed, with no word of its status, is on the register.
            said.status = None;
        }
        said.response =
            self.field(Covered::Field(Field::Response), &base.response, &now.response, text);
        for stage in Stage::ALL {
            let (was, is) = (base.assessments.get(stage), now.assessments.get(stage));
            *said.assessments.slot(stage) = self.assessment(stage, was, is, scheme);
        }
        said.controls = self.controls(&base.controls, &now.controls);
        said.actions = self.actions(&base.actions, &now.actions);
        for (heading, cell) in &base.extra {
            let is = now.extra.get(heading).cloned();
            let covered = Covered::Extra(heading.clone());
            if let Some(words) = self.field(covered, &Some(cell.clone()), &is, String::clone) {
                said.extra.insert(heading.clone(), words);
            }
        }
        said
    }

    fn assessment(
        &mut self,
        stage: Stage,
        base: Option<&Assessment>,
        now: Option<&Assessment>,
        scheme: Option<&Scheme>,
    ) -> Option<Assessment> {
        let Some(was) = base else { return now.cloned() };
        let mut said = now.cloned().unwrap_or_default();
        let covered = |part| Covered::Rating(stage, part);
        let (l, i, s, v) = (
            covered(AssessmentPart::Likelihood),
            covered(AssessmentPart::Impact),
            covered(AssessmentPart::Score),
            covered(AssessmentPart::Level),
        );
        let stands =
            |cover: &Self, what: &Covered, was: bool, is: bool| was && !is && !cover.has(what);
        let cell_stands = stands(self, &l, was.likelihood.is_some(), said.likelihood.is_some())
            && stands(self, &i, was.impact.is_some(), said.impact.is_some());
        let level_stands = stands(self, &v, was.level.is_some(), said.level.is_some());
        said.likelihood = self.field(l, &was.likelihood, &said.likelihood, text);
        said.impact = self.field(i, &was.impact, &said.impact, text);
        said.score = self.field(s, &was.score, &said.score, text);
        said.level = self.field(v, &was.level, &said.level, String::clone);
        if now.is_none() {
            said.label.clone_from(&was.label);
        }
        // What is kept beside what changed must not contradict it.
        scores::follow(scheme, Some(was), &mut said);
        let moved = said.score_value() != was.score_value();
        if moved && cell_stands && scores::follows(scheme, was) {
            (said.likelihood, said.impact) = (None, None);
        }
        if moved && level_stands && said.level == was.level {
            let band = scheme.zip(said.score_value()).and_then(|(s, score)| s.band(score));
            said.level = band.map(|band| band.label.clone());
        }
        (now.is_some() || !said.is_blank()).then_some(said)
    }

    fn controls(&mut self, base: &[Control], now: &[Control]) -> Vec<Control> {
        let covered = Covered::Field(Field::Controls);
        if now.is_empty() {
            return if self.keeps(covered, base.len()) { base.to_vec() } else { vec![] };
        }
        let mut said = now.to_vec();
        for control in &mut said {
            let words = |own: &Control| own.description.clone();
            let alike =
                |own: &&Control| differs_in_print_only(&own.description, &control.description);
            if let Some(own) = base.iter().find(alike) {
                *control = self.print(own, control, words);
            }
        }
        base.iter().for_each(|_| self.said(covered.clone()));
        said
    }

    fn actions(&mut self, base: &[Action], now: &[Action]) -> Vec<Action> {
        let covered = Covered::Field(Field::Action);
        if now.is_empty() {
            return if self.keeps(covered, base.len()) { base.to_vec() } else { vec![] };
        }
        base.iter().for_each(|_| self.said(covered.clone()));
        let mut said = now.to_vec();
        for pair in pair_actions(base, now) {
            let (Some(was), Some(action)) = (base.get(pair.before), said.get_mut(pair.after))
            else {
                continue;
            };
            action.description = self.print(&was.description, &action.description, String::clone);
            action.owners = self.owners(Field::ActionOwners, &was.owners, &action.owners);
            let due = |due: &bellwether_domain::Due| due.text.clone();
            let (day, status) = (Field::ActionDue, Field::ActionStatus);
            action.due = self.field(Covered::Field(day), &was.due, &action.due, due);
            action.status = self.field(Covered::Field(status), &was.status, &action.status, text);
        }
        said
    }

    /// What a register says beside its risks, with what stands where the document says nothing.
    pub(super) fn particulars(&mut self, base: &Register, now: &Register) -> Register {
        let mut said = Register { risks: vec![], covers: None, ..now.clone() };
        // The day of a document is kept with its import; the title goes on to later days.
        let title = now.title.as_ref().map(|title| title_undated(title).unwrap_or(title.clone()));
        said.title = self.field(Covered::RegisterTitle, &base.title, &title, String::clone);
        for stage in Stage::ALL {
            // The document's own words for a stage; ours where it does not have the stage.
            let part = |part| Covered::Rating(stage, part);
            let has = AssessmentPart::ALL.into_iter().any(|own| self.has(&part(own)));
            let ours = base.own_stage_label(stage).filter(|_| !has);
            if let Some(label) = now.own_stage_label(stage).or(ours) {
                said.stages.insert(stage, label.to_owned());
            }
        }
        let (was, is) = (&base.organisation, &now.organisation);
        said.organisation = self.field(Covered::Organisation, was, is, String::clone);
        if now.scheme.is_none() && base.scheme.is_some() && self.keeps(Covered::Matrix, 1) {
            said.scheme.clone_from(&base.scheme);
        }
        if let (Some(was), Some(is)) = (&base.scheme, &mut said.scheme)
            && is.bands.is_empty()
            && !was.bands.is_empty()
            && was.scores == is.scores
            && self.keeps(Covered::Bands, 1)
        {
            is.bands.clone_from(&was.bands);
        }
        if now.people.is_empty() && self.keeps(Covered::OwnerKey, base.people.len()) {
            said.people.clone_from(&base.people);
        }
        said.layout = said.layout.with_those_of(&base.layout);
        said.page = said.page.or(base.page);
        if let (Some(was), Some(is)) = (&base.scheme, &mut said.scheme) {
            for band in is.bands.iter_mut().filter(|band| band.shade.is_none()) {
                let same = was.bands.iter().find(|own| own.label == band.label);
                band.shade = same.and_then(|own| own.shade);
            }
        }
        for (stage, headings) in &base.rating_headings {
            for (field, heading) in headings {
                if let Field::OfAssessment(part) = field
                    && !self.has(&Covered::Rating(*stage, *part))
                {
                    let own = said.rating_headings.entry(*stage).or_default();
                    own.entry(*field).or_insert_with(|| heading.clone());
                }
            }
        }
        for (field, heading) in &base.headings {
            let speaks = match field {
                Field::OfAssessment(part) => {
                    Stage::ALL.iter().any(|stage| self.has(&Covered::Rating(*stage, *part)))
                }
                field => self.has(&Covered::Field(*field)),
            };
            match said.headings.get_mut(field) {
                Some(own) => *own = self.print(heading, own, String::clone),
                None if !speaks => drop(said.headings.insert(*field, heading.clone())),
                None => {}
            }
        }
        said
    }
}

fn text<T>(reading: &Reading<T>) -> String {
    reading.text.clone()
}
