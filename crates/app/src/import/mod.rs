//! Bringing a published register in: read it, plan what it would change, accept or leave.

mod apply;
mod asking;
mod by_hand;
mod carry;
pub(crate) mod closing;
mod cover;
mod later;
mod marks;
mod pairing;
pub mod plan;
mod planned;
pub mod question;
mod recognise;

pub use apply::Outcome;
pub use carry::Carried;
pub use later::Filled;
pub use plan::Plan;
pub use planned::{Fate, Missing, PlannedRisk};
pub use question::{Decision, Decisions, Question};

pub use bellwether_history::Staged;

use bellwether_domain::{Date, Register, place::Place};
use bellwether_history::Digest;
use bellwether_intake::{Intake, IntakeError, Options, recognised};

use crate::{App, AppError, evidence, settings::shape};

/// A document as it was handed in.
#[derive(Debug, Clone, Copy)]
pub struct Upload<'a> {
    /// The file's name, without its folder.
    pub name: &'a str,
    /// Its bytes.
    pub bytes: &'a [u8],
}

impl App {
    /// Reads a document and says what bringing it in would do. Changes nothing.
    ///
    /// `as_at` is the date the register speaks of, where the document does not say or says wrong.
    ///
    /// # Errors
    /// When the document cannot be read, names no date, or the store cannot be read.
    pub fn plan_import(
        &self,
        upload: Upload<'_>,
        as_at: Option<Date>,
        options: &Options,
    ) -> Result<Plan, AppError> {
        let options = Options { as_at, file_name: Some(upload.name.to_owned()), ..options.clone() };
        let (options, intake) = match self.reader.read(upload.bytes, &options) {
            Ok(intake) => (options, intake),
            Err(error) => self.read_rescued(upload.bytes, &options, error)?,
        };
        self.plan_intake(upload, &options, intake)
    }

    /// Reads a document that was declined by what is remembered of those with the same headings.
    ///
    /// # Errors
    /// The refusal, where nothing is remembered or that is of no help.
    pub fn read_rescued(
        &self,
        bytes: &[u8],
        options: &Options,
        refusal: IntakeError,
    ) -> Result<(Options, Intake), AppError> {
        let Some(options) = self.rescued(options, &refusal)? else { return Err(refusal.into()) };
        let mut intake = self.reader.read(bytes, &options)?;
        intake.register.diagnostics.push(shape::noted(&options));
        Ok((options, intake))
    }

    /// The picture of the line in which a word stands that was recognised and may be another, as a
    /// PNG; `number` counts these words through the document, from nought.
    ///
    /// # Errors
    /// When the document cannot be read.
    pub fn picture(
        &self,
        upload: Upload<'_>,
        as_at: Option<Date>,
        options: &Options,
        number: usize,
    ) -> Result<Option<Vec<u8>>, AppError> {
        let options = Options { as_at, file_name: Some(upload.name.to_owned()), ..options.clone() };
        let intake = self.reader.read(upload.bytes, &options)?;
        let word = recognised::doubtful(&intake.document).into_iter().nth(number);
        Ok(word.map(|doubtful| doubtful.word.picture.clone()))
    }

    /// Says what bringing in a document that was read already by these options would do. Changes
    /// nothing.
    ///
    /// Columns that were corrected when a document with the same headings came in are read as
    /// they were then, unless the options say otherwise.
    ///
    /// # Errors
    /// When the document names no date, or the store cannot be read.
    pub fn plan_intake(
        &self,
        upload: Upload<'_>,
        options: &Options,
        intake: Intake,
    ) -> Result<Plan, AppError> {
        let shaped = self.by_shape(options, &intake.document)?;
        let (options, intake) = match &shaped {
            Some(shaped) => {
                let mut intake = self.reader.read(upload.bytes, shaped)?;
                intake.register.diagnostics.push(shape::noted(shaped));
                (shaped, intake)
            }
            None => (options, intake),
        };
        let as_at = options.as_at.or(intake.register.as_at).ok_or(AppError::NoDate)?;
        bounded(&intake.register)?;
        let (intake, mut columns) = self.by_memory(upload.bytes, options, intake, as_at)?;
        self.remember_shape(options, &intake, &mut columns, as_at)?;
        let known = self.known(as_at)?;
        let days = (as_at, self.today()?);
        let inputs = plan::Inputs::new(upload, days, (intake, columns), known, options.clone());
        Ok(plan::plan(inputs, Decisions::default(), &|| self.ambient.random()))
    }

    /// The same document planned by these answers. Changes nothing.
    ///
    /// # Errors
    /// When the document has no table that was named, or the store cannot be read.
    pub fn answered(&self, plan: &Plan, decisions: Decisions) -> Result<Plan, AppError> {
        let table = decisions.get(asking::TABLE).map(str::to_owned);
        let date = decisions.get(asking::DATE).and_then(|date| date.parse::<Date>().ok());
        let date = date.filter(|date| plan.dates.iter().any(|(own, _)| own == date));
        let (table, date) = (table.or(plan.options.table.clone()), date.or(plan.options.as_at));
        let keep_struck = plan.options.keep_struck
            || !plan.struck.is_empty() && decisions.get(asking::STRUCK) == Some(asking::STANDS);
        let options = &plan.options;
        if (&table, date, keep_struck) != (&options.table, options.as_at, options.keep_struck) {
            // Another table, another date, or rows that still stand, are another reading.
            let upload = Upload { name: &plan.file, bytes: &plan.document };
            let options = Options { table, keep_struck, ..plan.options.clone() };
            let mut other = self.plan_import(upload, date, &options)?;
            other.parts.clone_from(&plan.parts);
            other.dates.clone_from(&plan.dates);
            other.struck.clone_from(&plan.struck);
            return self.answered(&other, decisions);
        }
        Ok(plan::plan(plan.inputs(self.today()?), decisions, &|| self.ambient.random()))
    }

    /// Keeps an upload in the store for a day, until its plan is accepted or left; the digest
    /// names it. Whichever server on the store is asked has it.
    ///
    /// # Errors
    /// When the store fails.
    pub fn stage(&self, name: &str, bytes: Vec<u8>) -> Result<Digest, AppError> {
        let staged = Staged { name: evidence::name(name), bytes };
        Ok(self.store.stage(&self.register.organisation, &staged, self.ambient.now())?)
    }

    /// An upload that waits; `None` where it has waited too long, or never was.
    ///
    /// # Errors
    /// When the store fails.
    pub fn staged(&self, digest: Digest) -> Result<Option<Staged>, AppError> {
        Ok(self.store.staged(&self.register.organisation, digest, self.ambient.now())?)
    }

    /// Lets go of uploads that have waited for longer than a day.
    ///
    /// # Errors
    /// When the store fails.
    pub fn unstage_old(&self) -> Result<(), AppError> {
        Ok(self.store.unstage_old(&self.register.organisation, self.ambient.now())?)
    }

    /// Lets an upload go whose plan was accepted.
    ///
    /// # Errors
    /// When the store fails.
    pub fn unstage(&self, digest: Digest) -> Result<(), AppError> {
        Ok(self.store.unstage(&self.register.organisation, digest)?)
    }
}

/// Declines a document with a text that is longer than any is kept.
fn bounded(register: &Register) -> Result<(), AppError> {
    for (at, risk) in register.risks.iter().enumerate() {
        if let Some((place, length)) = Place::overlong(risk).next() {
            let own = risk.reference.as_ref().map(|reference| format!("risk {reference}"));
            let risk = own.unwrap_or_else(|| format!("the {}. risk", at + 1));
            return Err(AppError::Overlong { risk, place: place.label(register), length });
        }
    }
    Ok(())
}
