//! What stands where beside the risks: title, headings, the scoring matrix, the key of owners.

use std::{fmt, hash::Hash, str::FromStr};

use indexmap::IndexMap;

use super::{
    AssessmentPart, Field, Value,
    value::{Misplaced, fill},
};
pub use crate::scheme::Axis;
use crate::{Number, Person, Register, Scheme, Stage, scheme::Band};

/// A place beside the risks.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum RegisterField {
    /// The register's title.
    Title,
    /// Whose it is.
    Organisation,
    /// The body's own heading for a field.
    Heading(Field),
    /// The body's own words for a stage.
    Stage(Stage),
    /// The body's own heading for a rating of an assessment.
    RatingHeading(Stage, AssessmentPart),
    /// The scoring matrix as a whole: whether there is one, and its steps.
    Scheme,
    /// The word for a step of a scale, counted from nought.
    Step(Axis, usize),
    /// The score of a cell of the matrix, by its steps counted from nought.
    Cell {
        /// The step of the impact scale.
        impact: usize,
        /// The step of the likelihood scale.
        likelihood: usize,
    },
    /// A band of scores, by its word; the count from nought tells those of one word apart.
    Band(String, usize),
    /// A person of the key, by their initials; the count tells those of the same apart.
    Person(String, usize, PersonField),
}

/// What the key says of a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PersonField {
    /// Who they are; without it they are not in the key.
    Name,
    /// Their post.
    Post,
}

/// Where in a list the item of a key stands that as many before it share.
fn nth<T>(list: &[T], key: impl Fn(&T) -> &str, own: &str, count: usize) -> Option<usize> {
    let mut same = list.iter().enumerate().filter(|(_, item)| key(item) == own);
    same.nth(count).map(|(at, _)| at)
}

/// Each item of a list with how many before it share its key.
fn counted<'a, T>(
    list: &'a [T],
    key: fn(&T) -> &str,
) -> impl Iterator<Item = (String, usize)> + 'a {
    list.iter().enumerate().map(move |(at, item)| {
        let before = list.iter().take(at).filter(|other| key(other) == key(item)).count();
        (key(item).to_owned(), before)
    })
}

fn label(band: &Band) -> &str {
    &band.label
}

fn initials(person: &Person) -> &str {
    &person.initials
}

impl RegisterField {
    /// Every place beside the risks where a register says something.
    pub fn all(register: &Register) -> Vec<Self> {
        let mut all = vec![Self::Title, Self::Organisation];
        all.extend(register.headings.keys().map(|field| Self::Heading(*field)));
        all.extend(register.stages.keys().map(|stage| Self::Stage(*stage)));
        for stage in Stage::ALL {
            let has = |part: &AssessmentPart| register.rating_heading(stage, *part).is_some();
            let parts = AssessmentPart::ALL.into_iter().filter(has);
            all.extend(parts.map(|part| Self::RatingHeading(stage, part)));
        }
        all.push(Self::Scheme);
        if let Some(scheme) = &register.scheme {
            for axis in [Axis::Likelihood, Axis::Impact] {
                all.extend((0..scheme.scale(axis).len()).map(|step| Self::Step(axis, step)));
            }
            for (impact, row) in scheme.scores.iter().enumerate() {
                all.extend((0..row.len()).map(|likelihood| Self::Cell { impact, likelihood }));
            }
            all.extend(counted(&scheme.bands, label).map(|(label, n)| Self::Band(label, n)));
        }
        for (initials, n) in counted(&register.people, initials) {
            all.push(Self::Person(initials.clone(), n, PersonField::Name));
            all.push(Self::Person(initials, n, PersonField::Post));
        }
        all
    }

    /// Whether it is a part of the scoring matrix.
    pub(crate) fn is_of_scheme(&self) -> bool {
        matches!(self, Self::Step(..) | Self::Cell { .. } | Self::Band(..))
    }

    /// What the register says there; `None` where it says nothing.
    pub fn say(&self, register: &Register) -> Option<Value> {
        let scheme = register.scheme.as_ref();
        match self {
            Self::Title => register.title.clone().map(Into::into),
            Self::Organisation => register.organisation.clone().map(Into::into),
            Self::Heading(field) => register.headings.get(field).cloned().map(Into::into),
            Self::Stage(stage) => register.stages.get(stage).cloned().map(Into::into),
            Self::RatingHeading(stage, part) => {
                register.rating_heading(*stage, *part).map(|words| words.to_owned().into())
            }
            Self::Scheme => scheme.cloned().map(Into::into),
            Self::Step(axis, step) => Some(scheme?.scale(*axis).get(*step)?.label.clone().into()),
            Self::Cell { impact, likelihood } => {
                Some((*scheme?.scores.get(*impact)?.get(*likelihood)?).into())
            }
            Self::Band(own, count) => {
                let bands = &scheme?.bands;
                Some(bands.get(nth(bands, label, own, *count)?)?.clone().into())
            }
            Self::Person(own, count, field) => {
                let person = register.people.get(nth(&register.people, initials, own, *count)?)?;
                match field {
                    PersonField::Name => Some(person.name.clone().into()),
                    PersonField::Post => person.role.clone().map(Into::into),
                }
            }
        }
    }

    /// Has the register say something else there, or nothing.
    ///
    /// # Errors
    /// When the value cannot stand there, or there is no such step, cell or person; the register
    /// is as it was then.
    pub fn put(&self, register: &mut Register, value: Option<Value>) -> Result<(), Misplaced> {
        match self {
            Self::Title => fill(&mut register.title, value),
            Self::Organisation => fill(&mut register.organisation, value),
            Self::Heading(field) => head(&mut register.headings, field, value),
            Self::Stage(stage) => head(&mut register.stages, stage, value),
            Self::RatingHeading(stage, part) => {
                let headings = &mut register.rating_headings;
                let of = Field::OfAssessment(*part);
                let done = head(headings.entry(*stage).or_default(), &of, value);
                headings.retain(|_, headings| !headings.is_empty());
                done
            }
            Self::Scheme => fill(&mut register.scheme, value),
            Self::Person(own, count, field) => {
                put_person(&mut register.people, own, *count, *field, value)
            }
            part => part.put_in_scheme(register.scheme.as_mut().ok_or(Misplaced)?, value),
        }
    }

    fn put_in_scheme(&self, scheme: &mut Scheme, value: Option<Value>) -> Result<(), Misplaced> {
        match self {
            Self::Step(axis, step) => {
                let steps = match axis {
                    Axis::Likelihood => &mut scheme.likelihood,
                    Axis::Impact => &mut scheme.impact,
                };
                let slot = steps.get_mut(*step).ok_or(Misplaced)?;
                slot.label = value.ok_or(Misplaced)?.try_into()?;
            }
            Self::Cell { impact, likelihood } => {
                let row = scheme.scores.get_mut(*impact).ok_or(Misplaced)?;
                let slot: &mut Number = row.get_mut(*likelihood).ok_or(Misplaced)?;
                *slot = value.ok_or(Misplaced)?.try_into()?;
            }
            Self::Band(own, count) => {
                let band: Option<Band> = value.map(TryInto::try_into).transpose()?;
                let bands = &mut scheme.bands;
                match (nth(bands, label, own, *count), band) {
                    (Some(at), Some(band)) => bands.splice(at..=at, [band]).for_each(drop),
                    (Some(at), None) => drop(bands.remove(at)),
                    (None, band) => bands.extend(band),
                }
                bands.sort_by_key(|band| band.from);
            }
            _ => return Err(Misplaced),
        }
        Ok(())
    }

    /// What it is, in words ("owner key: AB").
    pub fn what(&self) -> String {
        match self {
            Self::Title => "title".to_owned(),
            Self::Organisation => "organisation".to_owned(),
            Self::Heading(_) => "heading".to_owned(),
            Self::Stage(stage) => format!("words for the {stage} assessment"),
            Self::RatingHeading(stage, _) => format!("heading of the {stage} assessment"),
            Self::Scheme => "scoring matrix".to_owned(),
            Self::Step(axis, step) => format!("{} scale: step {}", axis.name(), step + 1),
            Self::Cell { impact, likelihood } => format!(
                "scoring matrix: likelihood step {}, impact step {}",
                likelihood + 1,
                impact + 1
            ),
            Self::Band(own, _) => format!("band of scores: {own}"),
            Self::Person(own, _, PersonField::Name) => format!("owner key: {own}"),
            Self::Person(own, _, PersonField::Post) => format!("owner key: post of {own}"),
        }
    }
}

fn head<K: Copy + Eq + Hash>(
    headings: &mut IndexMap<K, String>,
    of: &K,
    value: Option<Value>,
) -> Result<(), Misplaced> {
    match value.map(TryInto::try_into).transpose()? {
        Some(words) => drop(headings.insert(*of, words)),
        None => drop(headings.shift_remove(of)),
    }
    Ok(())
}

fn stage(name: &str) -> Result<Stage, ()> {
    Stage::ALL.into_iter().find(|stage| stage.name() == name).ok_or(())
}

fn put_person(
    people: &mut Vec<Person>,
    own: &str,
    count: usize,
    field: PersonField,
    value: Option<Value>,
) -> Result<(), Misplaced> {
    let words: Option<String> = value.map(TryInto::try_into).transpose()?;
    match (nth(people, initials, own, count), field, words) {
        (Some(at), PersonField::Name, None) => drop(people.remove(at)),
        (Some(at), field, words) => {
            let person = people.get_mut(at).ok_or(Misplaced)?;
            match field {
                PersonField::Name => person.name = words.unwrap_or_default(),
                PersonField::Post => person.role = words,
            }
        }
        (None, PersonField::Name, Some(name)) => {
            people.push(Person { initials: own.to_owned(), name, role: None });
        }
        (None, _, None) => {}
        (None, PersonField::Post, Some(_)) => return Err(Misplaced),
    }
    Ok(())
}

impl fmt::Display for RegisterField {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let numbered = |f: &mut fmt::Formatter<'_>, count: usize| match count {
            0 => Ok(()),
            count => write!(f, "#{}", count + 1),
        };
        match self {
            Self::Title => f.write_str("register-title"),
            Self::Organisation => f.write_str("register-organisation"),
            Self::Heading(field) => write!(f, "heading[{field}]"),
            Self::Stage(stage) => write!(f, "stage[{stage}]"),
            Self::RatingHeading(stage, part) => {
                write!(f, "heading[{stage}.{}]", Field::OfAssessment(*part))
            }
            Self::Scheme => f.write_str("matrix"),
            Self::Step(axis, step) => write!(f, "{}-step[{}]", axis.name(), step + 1),
            Self::Cell { impact, likelihood } => {
                write!(f, "cell[{},{}]", likelihood + 1, impact + 1)
            }
            Self::Band(own, count) => {
                write!(f, "band[{own}]")?;
                numbered(f, *count)
            }
            Self::Person(own, count, field) => {
                let stem = match field {
                    PersonField::Name => "person",
                    PersonField::Post => "post",
                };
                write!(f, "{stem}[{own}]")?;
                numbered(f, *count)
            }
        }
    }
}

impl FromStr for RegisterField {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        match text {
            "register-title" => return Ok(Self::Title),
            "register-organisation" => return Ok(Self::Organisation),
            "matrix" => return Ok(Self::Scheme),
            _ => {}
        }
        let (stem, rest) = text.split_once('[').ok_or(())?;
        let (own, count) = rest.rsplit_once(']').ok_or(())?;
        let from_one = |text: &str| text.parse::<usize>().ok()?.checked_sub(1);
        let count = match count.strip_prefix('#') {
            Some(count) => from_one(count).ok_or(())?,
            None if count.is_empty() => 0,
            None => return Err(()),
        };
        let step = || from_one(own).ok_or(());
        Ok(match stem {
            "heading" => match own.split_once('.') {
                None => Self::Heading(own.parse().map_err(|_| ())?),
                Some((of, part)) => match part.parse() {
                    Ok(Field::OfAssessment(part)) => Self::RatingHeading(stage(of)?, part),
                    _ => return Err(()),
                },
            },
            "stage" => Self::Stage(stage(own)?),
            "likelihood-step" => Self::Step(Axis::Likelihood, step()?),
            "impact-step" => Self::Step(Axis::Impact, step()?),
            "cell" => {
                let (likelihood, impact) = own.split_once(',').ok_or(())?;
                let (likelihood, impact) = (from_one(likelihood), from_one(impact));
                Self::Cell { impact: impact.ok_or(())?, likelihood: likelihood.ok_or(())? }
            }
            "band" => Self::Band(own.to_owned(), count),
            "person" => Self::Person(own.to_owned(), count, PersonField::Name),
            "post" => Self::Person(own.to_owned(), count, PersonField::Post),
            _ => return Err(()),
        })
    }
}
