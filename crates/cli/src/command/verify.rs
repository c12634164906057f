//! `bellwether verify`: whether the record is what was written, in a database, a backup or an
//! export.

use std::{
    fs::File,
    io::{BufRead, BufReader, Write},
    path::Path,
    process::ExitCode,
};

use bellwether_app::AppError;
use bellwether_history::{OrganisationId, Proof, Store, Verification};

use crate::{
    args::{Place, Verify},
    failure::Failure,
    host,
};

pub(crate) fn run(args: &Verify) -> Result<ExitCode, Failure> {
    let proof = match &args.file {
        Some(path) if !is_database(path)? => of_export(path)?,
        Some(path) => of_file(path, &args.place)?,
        None => of_database(args)?,
    };
    let named = &args.place.organisation;
    let is_there = proof.records.iter().any(|(organisation, _)| organisation == named);
    if let Some(fault) = proof.faults.into_iter().next() {
        return Err(Failure::Altered(fault));
    } else if proof.records.is_empty() || !(is_there || *named == OrganisationId::default()) {
        return Err(Failure::NoRecord(named.to_string()));
    }
    let mut out = host::out();
    for (organisation, found) in &proof.records {
        let alone = proof.records.len() == 1 && is_there;
        let of = if alone { String::new() } else { format!(" of {organisation}") };
        holds(&of, found)?;
        writeln!(
            out,
            "The record{of} holds: journal entries {}, versions {}, seals {}, attachments {}, \
             documents {}.\nHead {}",
            found.entries,
            found.versions,
            found.seals,
            found.attachments,
            found.documents,
            found.head
        )?;
    }
    for unseen in &proof.unseen {
        writeln!(out, "Not looked at: {unseen}.")?;
    }
    Ok(ExitCode::SUCCESS)
}

fn holds(of: &str, found: &Verification) -> Result<(), Failure> {
    if let Some(broken) = &found.broken {
        let (of, seq) = (of.to_owned(), broken.seq.to_string());
        return Err(Failure::Broken { of, seq, problem: broken.problem.clone() });
    }
    if !found.absent.is_empty() {
        let files = found.absent.iter().map(host::absent).collect();
        return Err(Failure::Absent { files });
    }
    Ok(())
}

fn of_database(args: &Verify) -> Result<Proof, Failure> {
    let app = host::open_to_read(&args.place)?;
    Ok(app.store().prove(args.owner.owner_database.as_deref()).map_err(AppError::from)?)
}

/// A file is only looked at, whatever program wrote it.
fn of_file(path: &Path, place: &Place) -> Result<Proof, Failure> {
    let store = Store::examine(path)?;
    let store = match host::outside(&place.outside)? {
        Some(outside) => store.with_attachments_in(outside),
        None => store,
    };
    Ok(store.prove(None).map_err(AppError::from)?)
}

fn of_export(path: &Path) -> Result<Proof, Failure> {
    let mut input = BufReader::new(open(path)?);
    let loaded = bellwether_history::verify_export(&mut input)?;
    let records = vec![(loaded.organisation, loaded.verification)];
    Ok(Proof { faults: vec![], unseen: vec![], records })
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
