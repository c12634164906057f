//! `bellwether publish`: the public papers of a seal as a folder of plain files.

use std::{
    fs, io,
    io::Write,
    path::{Path, PathBuf},
    process::ExitCode,
};

use bellwether_app::{check::When, paper::Asked, settings::look::Look};
use bellwether_domain::Register;
use bellwether_history::Seq;
use bellwether_papers::{
    compose::{self, Material, Pack, Setting},
    csv::{self, Dialect},
    format::{Format, WriteError},
    paper::{Paper, Standing},
};
use bellwether_press::{
    Drawn, draw_as,
    publication::{File, Issue, Withdrawn, index},
};

use crate::{args::Publish, command::convert::again, failure::Failure, host};

/// Files by their names.
type Files = Vec<(String, Vec<u8>)>;

/// The file that each folder of a meeting is known by.
const KNOWN_BY: &str = "issue.json";

pub(crate) fn run(args: &Publish) -> Result<ExitCode, Failure> {
    let app = host::open_to_read(&args.place)?;
    // What is left out is left out of everything that is made from here on.
    let of = Some(When::Seal(Seq(args.seal)));
    let asked = Asked { of, public: true, ..Asked::default() };
    let (pack, look) = (app.pack(of, None)?.pack, app.papers_look(of, None)?.look);
    let (material, setting) = app.material_pack(asked, &pack)?;
    let mut issue = issue(args, &material, &setting)?;
    let into = args.to.join(issue.folder());
    let mut files = match &args.withdraw {
        Some(why) => {
            if !into.join(KNOWN_BY).is_file() {
                return Err(Failure::NotPublished(into.display().to_string()));
            }
            issue.withdrawn = Some(Withdrawn { on: host::today(), why: why.clone() });
            vec![]
        }
        None => papers(&material, (&pack, &look), &setting, &mut issue)?,
    };
    files.push(("index.html".into(), issue.page().into_bytes()));
    files.push((KNOWN_BY.into(), serde_json::to_vec_pretty(&issue).map_err(io::Error::from)?));
    put(&args.to, &into, &files).map_err(|error| host::not_made(&into, &error))?;
    let list = index(&published(&args.to)?);
    let page = args.to.join("index.html");
    write(&page, list.as_bytes()).map_err(|error| host::not_made(&page, &error))?;
    let mut out = host::out();
    match &issue.withdrawn {
        Some(_) => writeln!(out, "Withdrawn: {} says so.", into.join("index.html").display())?,
        None => writeln!(
            out,
            "Published {} files for “{}” in {}",
            issue.files.len(),
            issue.meeting,
            into.display()
        )?,
    }
    Ok(ExitCode::SUCCESS)
}

/// What is said of the papers of a seal, before any of them is made.
fn issue(args: &Publish, of: &Material, setting: &Setting) -> Result<Issue, Failure> {
    let Standing::Sealed { meeting, digest, entry, head } = setting.standing.clone() else {
        return Err(Failure::NoSuchSeal(args.seal));
    };
    let Paper { organisation, title, language, .. } = compose::register(&of.register, setting);
    Ok(Issue {
        organisation,
        title,
        language,
        meeting,
        as_at: of.as_at,
        entry,
        sealed: digest,
        head,
        licence: args.licence.clone(),
        files: vec![],
        withdrawn: None,
    })
}

/// The papers and the open data, each told of in the issue.
fn papers(
    of: &Material,
    (pack, look): (&Pack, &Look),
    setting: &Setting,
    issue: &mut Issue,
) -> Result<Files, Failure> {
    let register = &of.register;
    let paper = compose::register(register, setting);
    let pack = compose::pack(of, pack, setting);
    let mut files: Vec<(String, &str, Vec<u8>)> = vec![];
    for (name, what, paper) in
        [("register", "The register", &paper), ("pack", "The pack for the meeting", &pack)]
    {
        for format in
            [Format::Html, Format::Pdf, Format::Docx, Format::Odt, Format::Xlsx, Format::Ods]
        {
            let drawn = draw_as(paper, format, &look.template, &look.logo)?;
            if let Some(Drawn { bytes, remarks }) = drawn {
                remarks.iter().for_each(|remark| anstream::eprintln!("{remark}"));
                files.push((named(name, format), what, bytes));
            }
        }
    }
    let table = csv::settled(register, Dialect::default(), |text| again(text, register));
    let table = table.map_err(WriteError::from)?.into_bytes();
    files.push(("register.csv".into(), "The register as open data (CSV)", table));
    let json = register.to_json().into_bytes();
    files.push(("register.json".into(), "The register as open data (JSON)", json));
    let schema = Register::json_schema().into_bytes();
    files.push(("register.schema.json".into(), "What the JSON means (JSON Schema)", schema));
    issue.files = files.iter().map(|(name, what, bytes)| File::of(name, *what, bytes)).collect();
    let mut files: Files = files.into_iter().map(|(name, _, bytes)| (name, bytes)).collect();
    files.push(("SHA256SUMS".into(), issue.sums().into_bytes()));
    Ok(files)
}

fn named(name: &str, format: Format) -> String {
    format!("{name}.{}", format.extension())
}

/// What was published in a folder so far.
fn published(folder: &Path) -> Result<Vec<Issue>, Failure> {
    let mut issues = vec![];
    for entry in fs::read_dir(folder)? {
        let folder = entry?;
        let path = folder.path().join(KNOWN_BY);
        // What begins with a point is half of a publication that was broken off.
        let whole = !folder.file_name().to_string_lossy().starts_with('.');
        if whole && path.is_file() {
            let read: Result<Issue, _> = serde_json::from_slice(&fs::read(&path)?);
            issues.push(read.map_err(|_| Failure::NotPublished(path.display().to_string()))?);
        }
    }
    Ok(issues)
}

/// Writes the files beside their folder and puts it in its place when all are written, so that a
/// reader finds the old ones or the new ones.
fn put(root: &Path, into: &Path, files: &[(String, Vec<u8>)]) -> io::Result<()> {
    if !root.is_dir() {
        fs::create_dir_all(root)?;
        readable(root, true)?;
    }
    let beside = |end: &str| -> PathBuf {
        let name = into.file_name().unwrap_or_default().to_string_lossy();
        root.join(format!(".{name}.{end}"))
    };
    let (new, old) = (beside("new"), beside("old"));
    for left in [&new, &old] {
        if left.exists() {
            fs::remove_dir_all(left)?;
        }
    }
    let written = fs::create_dir(&new).and_then(|()| {
        readable(&new, true)?;
        files.iter().try_for_each(|(name, bytes)| write(&new.join(name), bytes))
    });
    let placed = written.and_then(|()| {
        if into.exists() {
            fs::rename(into, &old)?;
        }
        fs::rename(&new, into)
    });
    if placed.is_err() {
        // What could not be finished is of no use to anyone; that it stays is no worse.
        let _ = fs::remove_dir_all(&new);
        if old.exists() && !into.exists() {
            fs::rename(&old, into)?;
        }
    }
    placed?;
    if old.exists() { fs::remove_dir_all(&old) } else { Ok(()) }
}

fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    fs::write(path, bytes)?;
    readable(path, false)
}

/// Lets everyone read it: a web server is another account.
#[cfg(unix)]
fn readable(path: &Path, folder: bool) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(if folder { 0o755 } else { 0o644 }))
}

#[cfg(not(unix))]
fn readable(_: &Path, _: bool) -> io::Result<()> {
    Ok(())
}
