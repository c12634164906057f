//! `bellwether attach`, `attachments` and `detach`: evidence beside risks, actions and the register.

use std::{
    fs::{self, File},
    io::{self, Write},
    path::Path,
    process::ExitCode,
};

use bellwether_app::{
    App,
    evidence::{Beside, EvidenceError, NewFile, stands},
};
use bellwether_history::{Kept, RiskId, Seq};

use crate::{
    args::{Attach, Attachments, Detach},
    failure::Failure,
    host,
};

pub(crate) fn run(args: &Attach) -> Result<ExitCode, Failure> {
    let bytes = host::read_file(&args.file)?;
    let app = host::open_existing(&args.place)?.with_attachment_limit(args.limit.bytes());
    let name = args.name.clone().unwrap_or_else(|| host::name(&args.file));
    let beside = match (args.risk.as_deref(), args.action) {
        (None, _) => Beside::Register,
        (Some(risk), None) => Beside::Risk(risk),
        (Some(risk), Some(action)) => Beside::Action(risk, action),
    };
    let file = NewFile { name: &name, media: args.media.as_deref(), bytes: &bytes };
    let effective = args.from.map_or_else(|| app.today(), Ok)?;
    let by = host::authority(args.by.as_deref(), &args.reason, effective)?;
    let committed = app.author(by).attach(file, beside)?;
    let kept = app.find_evidence(&committed.seq.to_string())?;
    writeln!(
        host::out(),
        "Attached {} to {} as journal entry {}.\nSHA-256 {}",
        kept.attachment.name,
        where_it_stands(&app, &kept)?,
        committed.seq,
        kept.attachment.sha256
    )?;
    Ok(ExitCode::SUCCESS)
}

pub(crate) fn list(args: &Attachments) -> Result<ExitCode, Failure> {
    let app = host::open_to_read(&args.place)?;
    if let Some(which) = &args.get {
        return get(&app, which, args.to.as_deref());
    }
    let risk = match &args.risk {
        Some(reference) => Some(app.snapshot(None, None)?.find(reference)?.id),
        None => None,
    };
    let wanted = |kept: &Kept| {
        (args.all || stands(kept, None, None)) && (risk.is_none() || kept.attachment.risk == risk)
    };
    let found: Vec<Kept> = app.evidence()?.into_iter().filter(wanted).collect();
    let marks = app.marks(app.today()?)?.marks;
    let mut out = host::out();
    if found.is_empty() {
        writeln!(out, "Nothing is attached: bellwether attach FILE --risk REF attaches.")?;
    }
    for kept in found {
        let withdrawn = kept.withdrawn.as_ref();
        let withdrawn = withdrawn.map_or(String::new(), |by| {
            format!(", withdrawn by entry {} from {}", by.seq, by.effective)
        });
        let action = kept.attachment.action.as_ref().map(|action| action.id);
        let digest = kept.attachment.sha256.to_string();
        let restricted = marks.iter().any(|mark| mark.is_of_file(&digest, action));
        let restricted = if restricted { ", not for the public" } else { "" };
        writeln!(
            out,
            "{:>5}  {}  {}, {} bytes, to {}, from {}, by {}{withdrawn}{restricted}\n       {}\n       {}",
            kept.entry.seq,
            kept.attachment.name,
            kept.attachment.media,
            kept.attachment.size,
            where_it_stands(&app, &kept)?,
            kept.entry.effective,
            kept.entry.actor,
            kept.entry.reason,
            digest
        )?;
    }
    Ok(ExitCode::SUCCESS)
}

pub(crate) fn detach(args: &Detach) -> Result<ExitCode, Failure> {
    let app = host::open_existing(&args.place)?;
    let effective = args.from.map_or_else(|| app.today(), Ok)?;
    let by = host::authority(args.by.as_deref(), &args.reason, effective)?;
    let committed = app.author(by).detach(Seq(args.entry))?;
    writeln!(
        host::out(),
        "Withdrew the attachment of entry {} as journal entry {}. Its bytes stay for the history.",
        args.entry,
        committed.seq
    )?;
    Ok(ExitCode::SUCCESS)
}

/// Gets one out, to standard output or a file that is not there yet.
fn get(app: &App, which: &str, to: Option<&Path>) -> Result<ExitCode, Failure> {
    let kept = app.find_evidence(which)?;
    let missing = || EvidenceError::NoSuchFile(which.to_owned());
    let bytes = app.file(kept.entry.seq)?.ok_or_else(missing)?.bytes;
    let Some(to) = to else {
        let mut out = io::stdout().lock();
        out.write_all(&bytes)?;
        out.flush()?;
        return Ok(ExitCode::SUCCESS);
    };
    let failed = |error: io::Error| host::not_made(to, &error);
    let mut file = File::create_new(to).map_err(failed)?;
    let written = file.write_all(&bytes).and_then(|()| file.sync_all());
    written.map_err(failed).inspect_err(|_| {
        // Half a file is none.
        let _ = fs::remove_file(to);
    })?;
    writeln!(host::out(), "Wrote {} to {}.", kept.attachment.name, to.display())?;
    Ok(ExitCode::SUCCESS)
}

/// "risk 2, action 1", as the register numbers it now; "the register".
fn where_it_stands(app: &App, kept: &Kept) -> Result<String, Failure> {
    let Some(id) = kept.attachment.risk else { return Ok("the register".to_owned()) };
    let action = kept.attachment.action.as_ref();
    let action = action.map_or(String::new(), |mark| format!(", action {}", mark.number));
    Ok(format!("risk {}{action}", number(app, id)?))
}

/// The risk's number on the register now, or its id where it has none.
fn number(app: &App, id: RiskId) -> Result<String, Failure> {
    let view = app.snapshot(None, None)?.view;
    let version = view.risks.iter().chain(view.closed.iter()).find(|version| version.id == id);
    let reference = version.and_then(|version| version.risk.reference.clone());
    Ok(reference.unwrap_or_else(|| id.to_string()))
}
