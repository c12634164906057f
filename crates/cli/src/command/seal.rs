//! `bellwether seal`: the register frozen for a meeting, signed; and the list of seals.

use std::{io::Write, process::ExitCode};

use bellwether_app::{AppError, SealedNow, ToSeal};
use bellwether_domain::calendar::long_date;
use bellwether_history::Seq;

use crate::{
    args::{Seal, Seals},
    failure::Failure,
    host, witness,
};

pub(crate) fn run(args: &Seal) -> Result<ExitCode, Failure> {
    let app = host::open_existing(&args.place)?;
    let corrects = args.corrects.map(Seq);
    let by = host::authority(args.by.as_deref(), &args.reason, app.today()?)?;
    let app = witness::told(app, &args.witness);
    let (name, ahead, new_key) = (args.name.as_str(), args.ahead.is_some(), args.new_key);
    let to_seal = ToSeal { name, as_at: args.as_at, corrects, ahead, new_key };
    let SealedNow { committed, as_at, untold } = app.author(by).seal(to_seal)?;
    let mut out = host::out();
    writeln!(
        out,
        "Sealed the register as at {} for “{}” as journal entry {}.\nHead {}",
        long_date(as_at),
        args.name.trim(),
        committed.seq,
        committed.hash
    )?;
    let Some(untold) = untold else { return Ok(ExitCode::SUCCESS) };
    eprintln!("The seal was made, and the witness was not told: {untold}");
    Ok(ExitCode::from(1))
}

pub(crate) fn list(args: &Seals) -> Result<ExitCode, Failure> {
    let app = host::open_to_read(&args.place)?;
    let seals = app.store().seals(app.organisation()).map_err(AppError::from)?;
    let mut out = host::out();
    if let Some(seq) = args.print {
        let sealed = seals.iter().find(|sealed| sealed.seq == Seq(seq));
        let sealed = sealed.ok_or(Failure::NoSuchSeal(seq))?;
        write!(out, "{}", sealed.document)?;
        return Ok(ExitCode::SUCCESS);
    }
    if seals.is_empty() {
        writeln!(out, "Nothing is sealed yet: bellwether seal \"NAME OF THE MEETING\" seals.")?;
    }
    for sealed in seals {
        let corrects =
            sealed.seal.corrects.map_or(String::new(), |seq| format!(", corrects {seq}"));
        writeln!(
            out,
            "{:>5}  {}  as at {}, sealed by {}{corrects}\n       {}",
            sealed.seq, sealed.seal.name, sealed.as_at, sealed.actor, sealed.seal.register
        )?;
    }
    Ok(ExitCode::SUCCESS)
}
