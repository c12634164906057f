//! `bellwether convert`: a register in, the same register out in another form.

use std::process::ExitCode;

use bellwether_domain::{Register, scales::Steps};
use bellwether_intake::{ColumnReading, FileFormat, Intake, Options, recognised};
use bellwether_papers::{csv, format::WriteError, text};

use super::explain;
use crate::{
    apart::READER,
    args::{Convert, Form, Reading},
    failure::Failure,
    host, output,
};

pub(crate) fn run(args: &Convert) -> Result<ExitCode, Failure> {
    let dialect = args.csv.dialect(args.to == Form::Csv).ok_or(Failure::NotCsv("--to"))?;
    let bytes = host::read_file(&args.file)?;
    let file = host::name(&args.file);
    let read = READER.read(&bytes, &options(&args.reading, &file));
    if args.explain {
        let explained = match &read {
            Ok(intake) => Some(explain::explained(&file, intake)),
            Err(error) => error.seen().map(|seen| explain::declined(&file, error, seen)),
        };
        if let Some(explained) = explained {
            output::write(explained.as_bytes(), None, true)?;
        }
    }
    let intake = read.map_err(|source| Failure::Intake { path: file.clone(), source })?;
    if args.explain {
        return Ok(ExitCode::SUCCESS);
    }
    one(&file, &intake)?;
    let register = &intake.register;
    let printed = match args.to {
        Form::Json if intake.format != FileFormat::Json => with_reading(&intake),
        Form::Json => register.to_json(),
        Form::Csv => csv::settled(register, dialect, |text| again(text, register))
            .map_err(WriteError::from)?,
        Form::Text => text::text(register, Steps::default(), host::width(), host::today()),
    };
    output::write(printed.as_bytes(), None, true)?;
    Ok(ExitCode::SUCCESS)
}

/// The register document with how sure its reading is, as a whole and column by column: no part of
/// the register, and so nothing that is ever kept.
fn with_reading(intake: &Intake) -> String {
    // Nothing of a register can fail to serialise.
    let mut document = serde_json::to_value(&intake.register).unwrap_or_default();
    let column = |column: &ColumnReading| {
        serde_json::json!({
            "heading": column.heading,
            "column": column.column,
            "sheet": column.sheet,
            "field": column.target.to_string(),
            "confidence": hundredths(column.confidence),
        })
    };
    let columns: Vec<serde_json::Value> = intake.columns.iter().map(column).collect();
    if let Some(document) = document.as_object_mut() {
        let mut reading =
            serde_json::json!({ "confidence": hundredths(intake.confidence), "columns": columns });
        let pages = recognised::pages(&intake.document);
        if let Some(reading) = reading.as_object_mut().filter(|_| !pages.is_empty()) {
            let doubtful = recognised::doubtful(&intake.document).len();
            let recognised = serde_json::json!({ "pages": pages, "doubtful_words": doubtful });
            reading.insert("recognised".to_owned(), recognised);
        }
        document.insert("reading".to_owned(), reading);
    }
    serde_json::to_string_pretty(&document).unwrap_or_default() + "\n"
}

/// A share to two places, as it is read.
fn hundredths(share: f32) -> f64 {
    (f64::from(share) * 100.0).round() / 100.0
}

/// Declines a file that holds several registers and nobody said which is meant.
pub(crate) fn one(file: &str, intake: &Intake) -> Result<(), Failure> {
    if intake.parts.is_empty() {
        return Ok(());
    }
    let parts = intake.parts.iter().map(|part| part.name.clone()).collect();
    Err(Failure::Several { path: file.to_owned(), parts })
}

/// What the arguments say of the file.
pub(crate) fn options(reading: &Reading, file: &str) -> Options {
    Options {
        as_at: reading.as_at,
        map: reading.map.iter().map(|m| (m.0.clone(), m.1)).collect(),
        file_name: Some(file.to_owned()),
        table: reading.table.clone(),
        ..Options::default()
    }
}

/// What is read of a table of a register that we wrote.
pub(crate) fn again(text: &str, register: &Register) -> Option<Register> {
    let options = Options { as_at: register.as_at, ..Options::default() };
    bellwether_intake::read(text.as_bytes(), &options).ok().map(|intake| intake.register)
}
