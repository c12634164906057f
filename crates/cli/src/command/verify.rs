//! `bellwether verify`: whether the record is what was written, in a database, a backup or an
//! export.

use std::{
    fs::File,
    io::{BufRead, BufReader, Write},
    path::Path,
    process::ExitCode,
};

use bellwether_app::AppError;
use bellwether_history::{Store, Verification};

use crate::{
    args::{Place, Verify},
    failure::Failure,
    host,
};

pub(crate) fn run(args: &Verify) -> Result<ExitCode, Failure> {
    let found = match &args.file {
        Some(path) if !is_database(path)? => of_export(path)?,
        Some(path) => of_file(path, &args.place)?,
        None => of_database(&args.place)?,
    };
    if let Some(broken) = found.broken {
        return Err(Failure::Broken { seq: broken.seq.to_string(), problem: broken.problem });
    }
    if !found.absent.is_empty() {
        let files = found.absent.iter().map(host::absent).collect();
        return Err(Failure::Absent { files });
    }
    let mut out = host::out();
    writeln!(
        out,
        "The record holds: journal entries {}, versions {}, seals {}, attachments {}, documents \
         {}.\nHead {}",
        found.entries, found.versions, found.seals, found.attachments, found.documents, found.head
    )?;
    Ok(ExitCode::SUCCESS)
}

fn of_database(place: &Place) -> Result<Verification, Failure> {
    let app = host::open_to_read(place)?;
    Ok(app.store().verify(app.organisation()).map_err(AppError::from)?)
}

/// A file is only looked at, whatever program wrote it.
fn of_file(path: &Path, place: &Place) -> Result<Verification, Failure> {
    let store = Store::examine(path)?;
    let store = match host::outside(&place.outside)? {
        Some(outside) => store.with_attachments_in(outside),
        None => store,
    };
    Ok(store.verify(&place.organisation).map_err(AppError::from)?)
}

fn of_export(path: &Path) -> Result<Verification, Failure> {
    let mut input = BufReader::new(open(path)?);
    Ok(bellwether_history::verify_export(&mut input)?.verification)
}

/// Whether a file is a database rather than an export: told by how it begins.
fn is_database(path: &Path) -> Result<bool, Failure> {
    let mut input = BufReader::new(open(path)?);
    let start = input.fill_buf().map_err(|e| failed(path, &e))?;
    Ok(start.starts_with(b"SQLite format 3\0"))
}

fn open(path: &Path) -> Result<File, Failure> {
    File::open(path).map_err(|e| failed(path, &e))
}

fn failed(path: &Path, error: &std::io::Error) -> Failure {
    Failure::File { path: host::name(path), reason: host::plain(error) }
}
