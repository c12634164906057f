//! What of the register is not for the public, as the body marks it.

use bellwether_domain::{AssessmentPart, Covered, Date, Mark, Restricted, Stage};
use bellwether_history::{AsAt, Committed, Kept, Seq, SettingWrite, Write};

use super::SetError;
use crate::{App, AppError, Author, read::Snapshot};

/// The key it is kept under.
const KEY: &str = "restricted";

/// What is marked on a day.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Marks {
    /// The marks.
    pub marks: Vec<Mark>,
    /// The entry that set them: what a change begins from. `None` before the first.
    pub seq: Option<Seq>,
}

impl App {
    /// What is marked as at a date, by all that is known.
    ///
    /// # Errors
    /// When the store cannot be read, or holds what this program does not know.
    pub fn marks(&self, as_at: Date) -> Result<Marks, AppError> {
        let in_force = self.in_force(AsAt::date(as_at))?;
        let Some(version) = in_force.version(KEY) else { return Ok(Marks::default()) };
        let marks = super::value_or_usual(version)?;
        Ok(Marks { marks, seq: Some(version.seq) })
    }

    /// The last word on what is marked, with the day from which it holds.
    pub(crate) fn last_marks(&self) -> Result<(Marks, Option<Date>), AppError> {
        let in_force = self.in_force(AsAt::latest())?;
        let Some(version) = in_force.version(KEY) else { return Ok((Marks::default(), None)) };
        let marks = super::value_or_usual(version)?;
        Ok((Marks { marks, seq: Some(version.seq) }, Some(version.effective)))
    }

    /// What a public paper as at a date leaves out: what was marked then, and what is today. What
    /// is not for the public today is in no public paper of an earlier day.
    ///
    /// # Errors
    /// When the store cannot be read, or holds what this program does not know.
    pub fn not_public(&self, as_at: Date) -> Result<Vec<Mark>, AppError> {
        let mut marks = self.marks(self.today()?)?.marks;
        let then = self.marks(as_at)?.marks;
        marks.extend(then.into_iter().filter(|mark| !marks.contains(mark)).collect::<Vec<_>>());
        Ok(marks)
    }

    /// What is marked today and stands nowhere on the register any more, as people call it: what is
    /// in its place may be public.
    ///
    /// # Errors
    /// When the store cannot be read, or holds what this program does not know.
    pub fn marks_on_nothing(&self) -> Result<Vec<String>, AppError> {
        let snapshot = self.snapshot(None, None)?;
        let evidence = self.evidence()?;
        let all = || snapshot.view.risks.iter().chain(snapshot.view.closed.iter());
        let stands = |mark: &Mark| match &mark.what {
            Restricted::Action(id) => {
                all().flat_map(|version| &version.risk.actions).any(|action| action.id == Some(*id))
            }
            Restricted::Category(_) => all().any(|version| mark.is_of(&version.risk)),
            Restricted::Heading(name) => match name.parse::<Covered>() {
                Ok(Covered::Extra(heading)) => {
                    all().any(|version| version.risk.extra.contains_key(&heading))
                }
                _ => true,
            },
            Restricted::Risk(_) | Restricted::Attachment(_) => true,
        };
        let marks = self.marks(self.today()?)?.marks;
        let idle = marks.iter().filter(|mark| !stands(mark));
        Ok(idle.map(|mark| told(&snapshot, &evidence, &mark.what)).collect())
    }
}

impl Author<'_> {
    /// Keeps what is marked from the day of the authority on. `began` is the entry that its author
    /// saw.
    ///
    /// # Errors
    /// When it is what is known already, when somebody else has marked something meanwhile, or the
    /// store cannot keep it.
    pub fn set_marks(&self, marks: &[Mark], began: Option<Seq>) -> Result<Committed, SetError> {
        let known = self.marks(self.authority.effective)?;
        if known.marks == marks {
            return Err(SetError::Same);
        }
        if known.seq != began {
            return Err(SetError::Overtaken);
        }
        // Marks have text keys alone, so they can always be written.
        let value = serde_json::to_value(marks).unwrap_or_default();
        self.set(KEY.to_owned(), began, value)
    }
}

/// A part of an assessment stands for all of it: it goes by the name of its score.
pub fn whole(own: &Covered) -> Covered {
    match own {
        Covered::Rating(stage, _) => Covered::Rating(*stage, AssessmentPart::Score),
        other => other.clone(),
    }
}

/// The stage of which a heading is a part.
fn stage_of(name: &str) -> Option<Stage> {
    match name.parse() {
        Ok(Covered::Rating(stage, _)) => Some(stage),
        _ => None,
    }
}

/// The write by which marks are kept with another deed, from a day on, after the last word on them.
pub(crate) fn write(marks: &[Mark], last: (Option<Seq>, Option<Date>), day: Date) -> Write {
    let (expected, from) = last;
    let effective = from.map_or(day, |from| from.max(day));
    let value = serde_json::to_value(marks).unwrap_or_default();
    Write::Setting(SettingWrite { key: KEY.to_owned(), effective, expected, value })
}

/// What a mark is of, as people call it; `evidence` is every file that was ever attached.
pub fn told(snapshot: &Snapshot, evidence: &[Kept], what: &Restricted) -> String {
    let mut all = snapshot.view.risks.iter().chain(snapshot.view.closed.iter());
    let called = |reference: &Option<String>, id: &dyn std::fmt::Display| {
        format!("risk {}", reference.clone().unwrap_or_else(|| id.to_string()))
    };
    match what {
        Restricted::Risk(id) => {
            let own = all.find(|version| version.id == *id);
            let reference = own.and_then(|version| version.risk.reference.clone());
            called(&reference, id).replacen("risk", "Risk", 1)
        }
        Restricted::Action(id) => {
            let found = all.find_map(|version| {
                let mut actions = version.risk.actions.iter();
                let at = actions.position(|action| action.id == Some(*id))?;
                Some((at, version))
            });
            match found {
                Some((at, version)) => {
                    let risk = called(&version.risk.reference, &version.id);
                    format!("Action {} of {risk}", at + 1)
                }
                None => format!("Action {id}, which is on no risk now"),
            }
        }
        Restricted::Attachment(digest) => {
            let own = |kept: &&Kept| kept.attachment.sha256.to_string() == *digest;
            match evidence.iter().rfind(own) {
                Some(kept) => format!("The attachment “{}”", kept.attachment.name),
                None => format!("The attachment of the SHA-256 {digest}"),
            }
        }
        Restricted::Category(words) => format!("The category “{words}”"),
        Restricted::Heading(name) if *name == Covered::OwnerKey.to_string() => {
            "The key of owners".to_owned()
        }
        Restricted::Heading(name) => {
            if let Some(stage) = stage_of(name) {
                let label = snapshot.register.stage_label(stage);
                return format!("All of “{label}” (likelihood, impact and score)");
            }
            let columns = snapshot.register.layout.columns();
            let own = columns.iter().find(|column| column.of.to_string() == *name);
            let heading = own.map(|column| column.heading.as_str()).filter(|own| !own.is_empty());
            match heading.unwrap_or(name) {
                own if own == name || name.starts_with("extra:") => {
                    format!("What stands under “{own}”")
                }
                own => format!("What stands under “{own}” ({name})"),
            }
        }
    }
}
