//! What somebody typed, read: white space collapsed, dates, statuses and ratings read anew.
//!
//! What was not changed stays exactly as it was, whatever it is: a register that came with a
//! score off its scale can still be given a new owner.

use bellwether_domain::{
    Action, ActionField, Assessment, AssessmentPart, Assessments, Control, Date, Due, Field, Level,
    Rating, Reading, Risk, RiskField, Stage, due,
    place::{Key, MOST_CHARACTERS, Named, Place},
};

use super::{Problem, Scale, scores};

/// Reads a risk as typed by someone who saw `seen`, with what cannot be kept.
pub(super) fn read(
    typed: &Risk,
    seen: &Risk,
    scale: &Scale,
    effective: Date,
) -> (Risk, Vec<Problem>) {
    let mut typing = Typing { seen, scale, effective, problems: vec![] };
    let mut risk = Risk {
        id: seen.id,
        owners: owners(&typed.owners, Some(&seen.owners)),
        assessments: typing.assessments(&typed.assessments),
        controls: typing.controls(&typed.controls),
        actions: typing.actions(&typed.actions),
        status: reading(&typed.status, seen.status.iter(), bellwether_intake::risk_status),
        response: reading(&typed.response, seen.response.iter(), bellwether_intake::response),
        extra: typed
            .extra
            .iter()
            .filter_map(|(heading, cell)| {
                let seen = seen.extra.get(heading).cloned();
                Some((heading.clone(), words(&Some(cell.clone()), &seen)?))
            })
            .collect(),
        source: typed.source.clone(),
        ..Risk::default()
    };
    for field in RiskField::ALL {
        let both = field.text(typed).zip(field.text(seen));
        if let Some((slot, (typed, seen))) = field.text_mut(&mut risk).zip(both) {
            *slot = words(typed, seen);
        }
    }
    if risk.wording().is_empty() {
        typing.problem(
            Place::Risk(RiskField::Description).into(),
            None,
            "say in words what the risk is",
        );
    }
    for (place, length) in Place::overlong(&risk) {
        // What is kept already stays, however long it is.
        if place.words(&risk) != place.words(seen) {
            let item = item_of(&place, &risk);
            typing.problem(place.into(), item, too_long(length));
        }
    }
    (risk, typing.problems)
}

/// Which action of the risk a place is in.
fn item_of(place: &Place, risk: &Risk) -> Option<usize> {
    let Place::Action(key, _) = place else { return None };
    (0..risk.actions.len())
        .find(|at| risk.actions.get(*at).is_some_and(|own| Key::of_action(*at, own) == *key))
}

fn too_long(length: usize) -> String {
    format!(
        "it has {length} characters, and {MOST_CHARACTERS} are the most that a text may have: \
         shorten it, or keep the rest in a file beside the risk"
    )
}

struct Typing<'a> {
    seen: &'a Risk,
    scale: &'a Scale,
    effective: Date,
    problems: Vec<Problem>,
}

impl Typing<'_> {
    fn problem(&mut self, place: Named, item: Option<usize>, message: impl Into<String>) {
        self.problems.push(Problem { place: Some(place), item, message: message.into() });
    }

    fn assessments(&mut self, typed: &Assessments) -> Assessments {
        let mut read = Assessments::default();
        for stage in Stage::ALL {
            let seen = self.seen.assessments.get(stage);
            *read.slot(stage) = match typed.get(stage) {
                Some(typed) => self.assessment(stage, typed, seen),
                None => None,
            };
        }
        read
    }

    fn assessment(
        &mut self,
        stage: Stage,
        typed: &Assessment,
        seen: Option<&Assessment>,
    ) -> Option<Assessment> {
        if Some(typed) == seen {
            return seen.cloned();
        }
        let blank = Assessment::default();
        let was = seen.unwrap_or(&blank);
        let binding = self.scale.binding.as_ref();
        let mut read = Assessment {
            label: words(&typed.label, &was.label),
            likelihood: self.rating(
                (stage, AssessmentPart::Likelihood),
                (&typed.likelihood, &was.likelihood),
                binding.map(|scheme| scheme.likelihood.as_slice()),
            ),
            impact: self.rating(
                (stage, AssessmentPart::Impact),
                (&typed.impact, &was.impact),
                binding.map(|scheme| scheme.impact.as_slice()),
            ),
            score: self.score(stage, (&typed.score, &was.score)),
            level: words(&typed.level, &was.level),
        };
        scores::follow(self.scale.printed.as_ref(), seen, &mut read);
        let is_given = (&read.likelihood, &read.impact, &read.score, &read.level)
            != (&was.likelihood, &was.impact, &was.score, &was.level);
        // What is given by hand is not of the day that the last document's heading names.
        if is_given && read.label == was.label {
            read.label = self.scale.label_by_hand(stage, read.label);
        }
        let nothing = read.is_blank() && seen.is_none();
        (!nothing).then_some(read)
    }

    /// A likelihood or an impact; one that was changed has to be on the body's own scale.
    fn rating(
        &mut self,
        (stage, part): (Stage, AssessmentPart),
        (typed, seen): (&Option<Rating>, &Option<Rating>),
        scale: Option<&[Level]>,
    ) -> Option<Rating> {
        let read = reading(typed, seen.iter(), |text| on_scale(text, scale))?;
        let Some(scale) = scale.filter(|_| Some(&read) != seen.as_ref()) else {
            return Some(read);
        };
        if !scale.iter().any(|level| Some(level.value) == read.value) {
            let name = Field::from(part);
            let message = format!(
                "the {stage} {name} “{}” is not on the scale: give one of {}",
                short(&read.text),
                steps(scale),
            );
            self.problem(Place::Assessment(stage, part).into(), None, message);
        }
        Some(read)
    }

    /// A score; one that was changed has to be on the matrix.
    fn score(
        &mut self,
        stage: Stage,
        (typed, seen): (&Option<Rating>, &Option<Rating>),
    ) -> Option<Rating> {
        let read = reading(typed, seen.iter(), bellwether_intake::rating)?;
        if let Some(scheme) = &self.scale.printed
            && Some(&read) != seen.as_ref()
            && !scheme.scores.iter().flatten().any(|score| Some(*score) == read.value)
        {
            let message = format!(
                "the {stage} score “{}” is not on the matrix: give likelihood and impact, and \
                 leave the score to follow",
                short(&read.text)
            );
            self.problem(Place::Assessment(stage, AssessmentPart::Score).into(), None, message);
        }
        Some(read)
    }

    fn controls(&self, typed: &[Control]) -> Vec<Control> {
        let read = |(place, control): (usize, &Control)| {
            let seen = self.seen.controls.get(place).map(|seen| seen.description.clone());
            let description = words(&Some(control.description.clone()), &seen)?;
            Some(Control { id: control.id, description })
        };
        typed.iter().enumerate().filter_map(read).collect()
    }

    fn actions(&mut self, typed: &[Action]) -> Vec<Action> {
        typed.iter().enumerate().filter_map(|(item, action)| self.action(item, action)).collect()
    }

    fn action(&mut self, item: usize, typed: &Action) -> Option<Action> {
        if self.seen.actions.contains(typed) {
            return Some(typed.clone());
        }
        let description = collapsed(&typed.description);
        let read = Action {
            id: typed.id,
            owners: owners(&typed.owners, None),
            due: typed.due.as_ref().and_then(|due| self.due(&due.text)),
            status: reading(
                &typed.status,
                self.seen.actions.iter().filter_map(|seen| seen.status.as_ref()),
                bellwether_intake::status,
            ),
            source: typed.source.clone(),
            description,
        };
        if read.description.is_empty() {
            if read.owners.is_empty() && read.due.is_none() && read.status.is_none() {
                return None;
            }
            let place = Place::Action(Key::At(item), ActionField::Description).into();
            let message =
                format!("say what action {} is, or leave its other fields empty", item + 1);
            self.problem(place, Some(item), message);
        }
        Some(read)
    }

    /// A target date: read as at the day the edit speaks of, unless it was there before.
    fn due(&self, text: &str) -> Option<Due> {
        let text = collapsed(text);
        let seen = self.seen.actions.iter().filter_map(|action| action.due.as_ref());
        match seen.into_iter().find(|seen| seen.text == text) {
            Some(seen) => Some(seen.clone()),
            None if text.is_empty() => None,
            None => Some(due::read(&text, self.effective)),
        }
    }
}

/// The beginning of a text, for a message.
pub(super) fn short(text: &str) -> String {
    let short: String = text.chars().take(60).collect();
    if short.len() < text.len() { format!("{}…", short.trim_end()) } else { short }
}

/// The text with every run of white space one space.
fn collapsed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Words as typed; exactly those seen where they only differ in white space.
fn words(typed: &Option<String>, seen: &Option<String>) -> Option<String> {
    let text = typed.as_deref().map(collapsed).unwrap_or_default();
    if seen.as_deref().map(collapsed).unwrap_or_default() == text {
        return seen.clone();
    }
    (!text.is_empty()).then_some(text)
}

fn owners(typed: &[String], seen: Option<&Vec<String>>) -> Vec<String> {
    if let Some(seen) = seen.filter(|seen| *seen == typed) {
        return seen.clone();
    }
    let mut owners: Vec<String> = vec![];
    for owner in typed.iter().map(|owner| collapsed(owner)).filter(|owner| !owner.is_empty()) {
        if !owners.contains(&owner) {
            owners.push(owner);
        }
    }
    owners
}

/// Words and what they mean: as seen where the words were seen before, else read anew.
fn reading<'a, T: Clone + 'a>(
    typed: &Option<Reading<T>>,
    mut seen: impl Iterator<Item = &'a Reading<T>>,
    read: impl Fn(&str) -> Option<T>,
) -> Option<Reading<T>> {
    let text = collapsed(&typed.as_ref()?.text);
    match seen.find(|seen| collapsed(&seen.text) == text) {
        Some(seen) => Some(seen.clone()),
        None if text.is_empty() => None,
        None => Some(Reading { value: read(&text), text }),
    }
}

/// The number of a rating: by the body's own word for it, else as it stands.
fn on_scale(text: &str, scale: Option<&[Level]>) -> Option<bellwether_domain::Number> {
    let named = |level: &&Level| {
        !level.label.is_empty() && level.label.to_lowercase() == text.to_lowercase()
    };
    let level = scale.and_then(|scale| scale.iter().find(named));
    level.map(|level| level.value).or_else(|| bellwether_intake::rating(text))
}

/// The steps of a scale, for a message.
fn steps(scale: &[Level]) -> String {
    scale.iter().map(Level::in_full).collect::<Vec<_>>().join(", ")
}
