//! `bellwether publish`: the public papers of a seal as a folder of plain files; and what becomes of
//! them when something is erased.

use std::{io::Write, path::Path, process::ExitCode};

use bellwether_app::{
    App, AppError,
    publish::ToPublish,
    settings::publication::{Papers, Publication},
};
use bellwether_history::{Remark, Seq, Words};
use bellwether_press::publication::{self, Folder, Issue, Made, PublishError, Source};

use crate::{args::Publish, command::convert::again, failure::Failure, host};

pub(crate) fn run(args: &Publish) -> Result<ExitCode, Failure> {
    let app = host::open_existing(&args.place)?;
    let why = args.withdraw.as_ref().unwrap_or(&args.reason);
    let author = app.author(host::authority(args.by.as_deref(), why, app.today()?)?);
    let folder = Folder::at(&args.to);
    let of = app.to_publish(Seq(args.seal))?;
    let mut out = host::out();
    let made = match &args.withdraw {
        Some(why) => {
            let made = publication::withdrawn(source(&of), app.today()?, why.clone());
            let made = made.ok_or(Failure::NoSuchSeal(args.seal))?;
            if folder.of_seal(&made.issue)?.is_none() {
                let at = args.to.join(made.issue.folder());
                return Err(Failure::NotPublished(at.display().to_string()));
            }
            made
        }
        None => all(&of, args.licence.clone())?.ok_or(Failure::NoSuchSeal(args.seal))?,
    };
    made.remarks.iter().for_each(|remark| anstream::eprintln!("{remark}"));
    for mark in app.marks_on_nothing()? {
        anstream::eprintln!(
            "{mark}: marked as not for the public, and nowhere on the register now. Look whether what \
             stands in its place is for the public: bellwether restrict lists the marks."
        );
    }
    let note = || Ok(author.note_publication(Seq(args.seal), &noted(&made.issue))?);
    let into = folder.path(&folder.put_when::<Failure>(&made, note)?);
    let Issue { files, meeting, withdrawn, .. } = &made.issue;
    match withdrawn {
        Some(_) => writeln!(out, "Withdrawn: {} says so.", into.join("index.html").display())?,
        None => {
            writeln!(out, "Published {} files for “{meeting}” in {}", files.len(), into.display())?
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// What the journal says of papers that are put out or taken back.
fn noted(issue: &Issue) -> Publication {
    let sums = issue.withdrawn.is_none().then(|| publication::digest(issue.sums().as_bytes()));
    let papers = if sums.is_some() { Papers::Published } else { Papers::Withdrawn };
    Publication { papers, sums }
}

fn source(of: &ToPublish) -> Source<'_> {
    Source {
        material: &of.material,
        setting: &of.setting,
        pack: &of.pack,
        template: &of.look.template,
        logo: &of.look.logo,
    }
}

fn all(of: &ToPublish, licence: Option<String>) -> Result<Option<Made>, Failure> {
    let register = &of.material.register;
    Ok(publication::make(source(of), licence, |text| again(text, register))?)
}

/// What is there to be published of the seal of an issue today; `None` where it is none of this
/// register's.
fn of_today(app: &App, before: &Issue) -> Result<Option<ToPublish>, Failure> {
    let Ok(seal) = u32::try_from(before.entry) else { return Ok(None) };
    let of = match app.to_publish(Seq(seal)) {
        Ok(of) => of,
        Err(AppError::NoSuchSeal(_)) => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    let own = publication::of(source(&of)).filter(|own| own.is_of_the_seal_of(before));
    Ok(own.map(|_| of))
}

/// Makes all that is published in a folder again, without the words that an entry erased, and says
/// what was written.
pub(super) fn renew(
    app: &App,
    (folder, by): (&Path, Option<&str>),
    erased: Option<(&[Words], Seq)>,
) -> Result<(), Failure> {
    let clean = |text: &str| match erased {
        Some((words, seq)) if words.iter().any(|words| words.stand_in(text)) => {
            format!("[erased by entry {seq}]")
        }
        _ => text.to_owned(),
    };
    let written = Folder::at(folder).renew(|before| -> Result<Option<Made>, Failure> {
        let Some(of) = of_today(app, before)? else { return Ok(None) };
        match &before.withdrawn {
            Some(old) => Ok(publication::withdrawn(source(&of), old.on, clean(&old.why))),
            None => all(&of, before.licence.as_deref().map(clean)),
        }
    })?;
    for placed in &written {
        let by = host::authority(by, "Made again after an erasure", app.today()?)?;
        if let Ok(seal) = u32::try_from(placed.issue.entry) {
            app.author(by).note_publication(Seq(seal), &noted(&placed.issue))?;
        }
    }
    let mut out = host::out();
    let folders: Vec<&str> = written.iter().map(|placed| placed.folder.as_str()).collect();
    match folders.as_slice() {
        [] => writeln!(out, "Nothing published in {} held it.", folder.display())?,
        folders => writeln!(out, "Published again, without it: {}.", folders.join(", "))?,
    }
    Ok(())
}

/// What there is to say of what is published in a folder: whether it is what would be published
/// today.
pub(super) fn remarks(app: &App, folder: &Path) -> Result<Vec<Remark>, Failure> {
    let placed = Folder::at(folder).issues()?;
    let mut remarks = vec![];
    for publication::Placed { folder: name, issue } in &placed {
        let at = folder.join(name);
        let Some(of) = of_today(app, issue)? else {
            let words = format!("{} is of no seal of this register", at.display());
            remarks.push(Remark { sound: false, words });
            continue;
        };
        let is_today = match (&issue.withdrawn, &issue.says) {
            (Some(_), _) => true,
            (None, Some(says)) => *says == publication::says(source(&of)),
            (None, None) => false,
        };
        if !is_today {
            let words = format!(
                "{} is not what the seal’s public papers are today: something in them was erased, or \
                 marked as not for the public, since they were written. Write them again: bellwether \
                 publish {} --to {}",
                at.display(),
                issue.entry,
                folder.display()
            );
            remarks.push(Remark { sound: false, words });
        }
    }
    if remarks.is_empty() {
        let words = format!(
            "What is published in {} ({}) is what the seals say today",
            folder.display(),
            bellwether_domain::words::counted(placed.len(), "meeting"),
        );
        remarks.push(Remark { sound: true, words });
    }
    Ok(remarks)
}

impl From<PublishError> for Failure {
    fn from(error: PublishError) -> Self {
        match error {
            PublishError::Io { path, error } => host::not_made(&path, &error),
            PublishError::NotOurs(path) => Self::NotPublished(path.display().to_string()),
        }
    }
}
