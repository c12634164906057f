//! The machine that the program runs on: its clock, its files, its terminal, its user.

use std::{
    fs,
    io::{self, BufRead, IsTerminal, Read, Write},
    path::Path,
};

use bellwether_app::{Ambient, App, moment, settings::body::Zone};
use bellwether_domain::Date;
use bellwether_history::{
    Absent, AttachmentStore, Authority, Keys, Location, OpenError, Store, Upgrading, open_file,
};
use jiff::Timestamp;

use crate::{
    apart::READER,
    args::{Outside, Place, SigningKey},
    failure::Failure,
};

/// More than this is no register; reading stops here rather than filling the memory.
const MOST_BYTES: u64 = 100 * 1024 * 1024;

/// The machine's clock and its source of randomness.
pub(crate) struct Host;

/// The day it is where no register says where its body is.
pub(crate) fn today() -> Date {
    Zone::default().day(Host.now())
}

#[expect(clippy::disallowed_methods, reason = "this is the one place that reads the clock")]
impl Ambient for Host {
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }

    fn random(&self) -> [u8; 16] {
        let mut bytes = [0; 16];
        if getrandom::fill(&mut bytes).is_err() {
            // No id may ever be given twice: better no answer than a weak one.
            std::process::abort();
        }
        bytes
    }
}

/// Opens the register in a database, which is made if it is not there.
pub(crate) fn open(place: &Place) -> Result<App, Failure> {
    let (by, keys) = (by_the_program()?, keys(&place.key)?);
    kept_outside(place, |database| Store::open_upgrading(database, upgrading(&by, keys.as_ref())))
}

/// The keys that seals are signed with, where it is said where they are: the environment holds them,
/// or a file.
pub(crate) fn keys(args: &SigningKey) -> Result<Option<Keys>, Failure> {
    if let Some(path) = &args.signing_key {
        return Ok(Some(Keys::in_file(path.clone())));
    }
    let given = std::env::var("BELLWETHER_SIGNING_KEY").ok().filter(|text| !text.trim().is_empty());
    Ok(given.map(|text| Keys::given(&text)).transpose()?)
}

fn kept_outside(
    place: &Place,
    open: impl FnOnce(&str) -> Result<Store, OpenError>,
) -> Result<App, Failure> {
    // Before the database: an address that cannot be read leaves nothing behind.
    let outside = outside(&place.outside)?;
    let store = open(&place.database)?;
    let store = match outside {
        Some(outside) => store.with_attachments_in(outside),
        None => store,
    };
    Ok(app(store, place))
}

/// In whose name an older record is brought up to date.
pub(crate) fn by_the_program() -> Result<Authority, Failure> {
    let why = concat!("Brought up to date by Bellwether ", env!("CARGO_PKG_VERSION"));
    authority(None, why, today())
}

/// Brings an older record up to date, and says on the way what is being done.
pub(crate) fn upgrading<'a>(by: &'a Authority, keys: Option<&'a Keys>) -> Upgrading<'a> {
    let at = moment(&Host);
    Upgrading { authority: by, at, keys, progress: &|words| eprintln!("{words}") }
}

/// The store of attachments outside the database, where one is named.
pub(crate) fn outside(args: &Outside) -> Result<Option<AttachmentStore>, Failure> {
    let address = args.attachments.as_deref().filter(|address| !address.is_empty());
    Ok(address.map(AttachmentStore::open).transpose()?)
}

/// Opens the register in a database that has to be there already.
pub(crate) fn open_existing(place: &Place) -> Result<App, Failure> {
    if !exists(&place.database) {
        return Err(Failure::NoDatabase(place.database.clone()));
    }
    open(place)
}

/// Opens the register in a database to read it, also where this user may not write to it.
pub(crate) fn open_to_read(place: &Place) -> Result<App, Failure> {
    if !exists(&place.database) {
        return Err(Failure::NoDatabase(place.database.clone()));
    }
    let (by, keys) = (by_the_program()?, keys(&place.key)?);
    kept_outside(place, |database| Store::open_to_read(database, upgrading(&by, keys.as_ref())))
}

/// What is to be planned against: the register in the database, or nothing where there is none.
pub(crate) fn open_or_empty(place: &Place) -> Result<App, Failure> {
    if exists(&place.database) { open_to_read(place) } else { Ok(app(Store::in_memory()?, place)) }
}

fn app(store: Store, place: &Place) -> App {
    let app = App::new(store, place.organisation.clone(), Box::new(Host));
    app.with_reader(Box::new(&READER))
}

/// Whatever this program makes is for this user alone.
#[cfg(unix)]
pub(crate) fn keep_to_ourselves() {
    rustix::process::umask(rustix::fs::Mode::RWXG | rustix::fs::Mode::RWXO);
}

/// Whatever this program makes has the permissions of its folder.
#[cfg(not(unix))]
pub(crate) fn keep_to_ourselves() {}

/// What to say of a database, of a file beside it or of a folder of attachments that others on this
/// machine may read.
#[cfg(unix)]
pub(crate) fn open_to_others(place: &Place) -> Vec<String> {
    use std::os::unix::fs::PermissionsExt;
    let is_open = |path: &std::path::PathBuf| {
        fs::metadata(path).is_ok_and(|about| about.permissions().mode() & 0o077 != 0)
    };
    let said = |paths: Vec<std::path::PathBuf>, mode: &str| {
        let names: Vec<String> = paths
            .iter()
            .filter(|path| is_open(path))
            .map(|path| path.display().to_string())
            .collect();
        let names = names.join(" ");
        let keeps_out = format!("chmod {mode} {names} keeps them out");
        (!names.is_empty())
            .then(|| format!("Other users of this machine may open {names}: {keeps_out}."))
    };
    let files = match Location::from(place.database.as_str()) {
        Location::Sqlite(path) => ["", "-wal", "-shm", ".waiting"]
            .map(|end| {
                let mut name = path.as_os_str().to_owned();
                name.push(end);
                name.into()
            })
            .to_vec(),
        Location::Postgres(_) => vec![],
    };
    let folder = place.outside.attachments.iter().filter_map(|at| at.strip_prefix("file://"));
    let folder: Vec<_> = folder.map(std::path::PathBuf::from).collect();
    [said(files, "600"), said(folder, "700")].into_iter().flatten().collect()
}

/// What to say of a database that others may read, where the system does not tell.
#[cfg(not(unix))]
pub(crate) fn open_to_others(_: &Place) -> Vec<String> {
    vec![]
}

/// Takes away a database that this run made and could not fill.
pub(crate) fn unmake(database: &str) {
    if let Location::Sqlite(path) = Location::from(database) {
        for end in ["", "-wal", "-shm"] {
            let mut name = path.as_os_str().to_owned();
            name.push(end);
            // What is not there need not go.
            let _ = fs::remove_file(name);
        }
    }
}

/// Whether there is a database; a server is asked when it is opened.
pub(crate) fn exists(database: &str) -> bool {
    match Location::from(database) {
        Location::Sqlite(path) => path.exists(),
        Location::Postgres(_) => true,
    }
}

/// A file outside the database that cannot be shown to be what it was, for a sentence.
pub(crate) fn absent(absent: &Absent) -> String {
    format!("{} (journal entry {}): {}", absent.name, absent.seq, absent.problem)
}

/// A file's bytes; `-` is standard input.
pub(crate) fn read_file(path: &Path) -> Result<Vec<u8>, Failure> {
    let failed = |reason: String| Failure::File { path: name(path), reason };
    let mut bytes = Vec::new();
    let read = if path == Path::new("-") {
        io::stdin().lock().take(MOST_BYTES + 1).read_to_end(&mut bytes)
    } else {
        if path.is_dir() {
            return Err(failed("it is a folder".to_owned()));
        }
        let file = open_file(path).map_err(|e| failed(plain(&e)))?;
        file.take(MOST_BYTES + 1).read_to_end(&mut bytes)
    };
    read.map_err(|e| failed(plain(&e)))?;
    Ok(bytes)
}

/// Why a file could not be made.
pub(crate) fn not_made(path: &Path, error: &io::Error) -> Failure {
    match path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        Some(folder) if !folder.is_dir() => Failure::NoFolder(folder.display().to_string()),
        _ => Failure::Output { path: path.display().to_string(), reason: plain(error) },
    }
}

/// A path without its folder, as the journal and the messages name it.
pub(crate) fn name(path: &Path) -> String {
    if path == Path::new("-") {
        return "standard input".to_owned();
    }
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

/// An error of the system without its number.
pub(crate) fn plain(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file".to_owned(),
        io::ErrorKind::PermissionDenied => "permission is denied".to_owned(),
        io::ErrorKind::AddrInUse => "another program is using it".to_owned(),
        _ => {
            let text = error.to_string();
            text.split(" (os error").next().unwrap_or(&text).to_lowercase()
        }
    }
}

/// Who is at the keyboard unless somebody else is named, why and from when, for the journal.
pub(crate) fn authority(
    named: Option<&str>,
    why: &str,
    effective: Date,
) -> Result<Authority, Failure> {
    let from = |variable| std::env::var(variable).ok().filter(|name| !name.trim().is_empty());
    let name = named.map(str::to_owned).or_else(|| from("USER")).or_else(|| from("USERNAME"));
    let name = name.unwrap_or_else(|| "someone at the command line".to_owned());
    Authority::read(&name, why, effective).map_err(Failure::Authority)
}

/// Standard output for what is told of a deed: whoever stops reading it stops nothing.
pub(crate) fn out() -> impl Write {
    Heard { out: Some(anstream::stdout().lock()) }
}

/// An output that is let go where nobody reads on.
struct Heard<W> {
    out: Option<W>,
}

impl<W: Write> Heard<W> {
    fn tell<T>(&mut self, else_: T, say: impl FnOnce(&mut W) -> io::Result<T>) -> io::Result<T> {
        let Some(out) = &mut self.out else { return Ok(else_) };
        match say(out) {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
                self.out = None;
                Ok(else_)
            }
            told => told,
        }
    }
}

impl<W: Write> Write for Heard<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.tell(bytes.len(), |out| out.write(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.tell((), Write::flush)
    }
}

/// How wide the terminal is; 100 columns where there is none.
pub(crate) fn width() -> u16 {
    terminal_size::terminal_size().map_or(100, |(width, _)| width.0)
}

/// Asks the person at the terminal until there is a yes or a no; the end of the input is a no.
pub(crate) fn confirm(question: &str) -> io::Result<bool> {
    loop {
        anstream::eprint!("{question} [y]es or [n]o? ");
        let mut answer = String::new();
        if io::stdin().lock().read_line(&mut answer)? == 0 {
            return Ok(false);
        }
        match answer.trim().to_lowercase().as_str() {
            "y" | "yes" => return Ok(true),
            "n" | "no" => return Ok(false),
            _ => {}
        }
    }
}

/// Lets the person read what stands in a window that is about to close.
pub(crate) fn wait_for_enter() {
    if can_ask() {
        anstream::eprint!("Press Enter to close this window.");
        let _ = io::stdin().lock().read_line(&mut String::new());
    }
}

/// Whether there is someone to ask.
pub(crate) fn can_ask() -> bool {
    io::stdin().is_terminal() && io::stderr().is_terminal()
}
