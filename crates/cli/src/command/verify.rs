//! `bellwether verify`: whether the record is what was written, in a database, a backup or an
//! export.

use std::{
    collections::BTreeMap,
    fs::File,
    io::{self, BufRead, BufReader, Write},
    path::Path,
    process::ExitCode,
};

use bellwether_app::AppError;
use bellwether_history::{
    Digest, Noted, OrganisationId, Proof, Seq, Store, Verification, open_file,
};

use crate::{
    args::{Place, Verify},
    failure::Failure,
    host,
};

pub(crate) fn run(args: &Verify) -> Result<ExitCode, Failure> {
    let noted = noted(args)?;
    let proof = match &args.file {
        Some(path) if !is_database(path)? => of_export(path, &noted)?,
        Some(path) => of_file(path, &args.place, &noted)?,
        None => of_database(args, &noted)?,
    };
    let named = &args.place.organisation;
    let there = |named: &_| proof.records.iter().any(|(organisation, _)| organisation == named);
    let is_there = there(named);
    if let Some(lost) = noted.keys().find(|noted| !there(noted)) {
        return Err(Failure::NoRecord(lost.to_string()));
    }
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
        if let Some(key) = found.keys.last() {
            writeln!(out, "Key {key}")?;
        }
        for (seq, _) in noted.get(organisation).iter().flat_map(|noted| &noted.heads) {
            writeln!(out, "Entry {seq} is the one that was noted.")?;
        }
        for (seq, count) in &found.erased {
            let what = if *count == 1 { "text or file" } else { "texts and files" };
            writeln!(out, "Erased by entry {seq}: {count} {what}, as it says.")?;
        }
        for seq in &found.unsigned {
            writeln!(
                out,
                "Entry {seq} went on with another key, and the old one did not sign that: ask who made it."
            )?;
        }
        for seq in &found.unsigned_erasures {
            writeln!(
                out,
                "Entry {seq} erased something, and is not signed with the key that seals are: ask who \
                 made it."
            )?;
        }
    }
    for unseen in &proof.unseen {
        writeln!(out, "Not looked at: {unseen}.")?;
    }
    Ok(ExitCode::SUCCESS)
}

/// What was noted elsewhere, by whose record it is of.
type AllNoted = BTreeMap<OrganisationId, Noted>;

fn noted(args: &Verify) -> Result<AllNoted, Failure> {
    let mut noted = AllNoted::new();
    let named = &args.place.organisation;
    if args.key.is_some() {
        noted.entry(named.clone()).or_default().key = args.key;
    }
    for expected in &args.expect {
        let lines = match head(expected) {
            Some(_) => expected.clone(),
            None => open_file(Path::new(expected))
                .and_then(io::read_to_string)
                .map_err(|_| Failure::NoHead(expected.clone()))?,
        };
        for line in lines.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#')) {
            let (seq, digest) = head(line).ok_or_else(|| Failure::NoHead(line.to_owned()))?;
            // A witness may be told of many records, and says whose each is.
            let whose = line.split_whitespace().nth(1).and_then(|whose| whose.parse().ok());
            let whose = whose.unwrap_or_else(|| named.clone());
            let known = noted.entry(whose).or_default().heads.insert(seq, digest);
            if known.is_some_and(|known| known != digest) {
                return Err(Failure::TwoHeads(seq.to_string()));
            }
        }
    }
    Ok(noted)
}

/// `ENTRY=DIGEST` at the beginning of a line.
fn head(line: &str) -> Option<(Seq, Digest)> {
    let (seq, digest) = line.split_whitespace().next()?.split_once('=')?;
    Some((Seq(seq.parse().ok()?), digest.parse().ok()?))
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

fn of_database(args: &Verify, noted: &AllNoted) -> Result<Proof, Failure> {
    let app = host::open_to_read(&args.place)?;
    let owner = args.owner.owner_database.as_deref();
    Ok(app.store().prove(owner, noted).map_err(AppError::from)?)
}

/// A file is only looked at, whatever program wrote it.
fn of_file(path: &Path, place: &Place, noted: &AllNoted) -> Result<Proof, Failure> {
    let store = Store::examine(path)?;
    let store = match host::outside(&place.outside)? {
        Some(outside) => store.with_attachments_in(outside),
        None => store,
    };
    Ok(store.prove(None, noted).map_err(AppError::from)?)
}

fn of_export(path: &Path, noted: &AllNoted) -> Result<Proof, Failure> {
    let mut input = BufReader::new(open(path)?);
    let loaded = bellwether_history::verify_export(&mut input, noted)?;
    let records = vec![(loaded.organisation, loaded.verification)];
    Ok(Proof { faults: vec![], unseen: vec![], records })
}

/// Whether a file is a database rather than an export: told by how it begins.
pub(super) fn is_database(path: &Path) -> Result<bool, Failure> {
    let mut input = BufReader::new(open(path)?);
    let start = input.fill_buf().map_err(|e| failed(path, &e))?;
    Ok(start.starts_with(b"SQLite format 3\0"))
}

fn open(path: &Path) -> Result<File, Failure> {
    open_file(path).map_err(|e| failed(path, &e))
}

fn failed(path: &Path, error: &std::io::Error) -> Failure {
    Failure::File { path: host::name(path), reason: host::plain(error) }
}
