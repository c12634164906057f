//! `bellwether open`: the register in the browser for one person at one machine, as a double click
//! starts it. The database is asked about once; a second start finds the first.

mod memory;

use std::{
    fs, io,
    net::{Ipv4Addr, SocketAddr},
    path::{Path, PathBuf},
    process::ExitCode,
    sync::Arc,
};

use bellwether_history::{Location, OrganisationId};
use memory::{Claim, Memory};

use crate::{args::Open, command::serve, failure::Failure, host};

/// What the database is called where nobody said otherwise.
const NAME: &str = "register.db";

pub(crate) fn run(args: &Open) -> Result<ExitCode, Failure> {
    let memory = Memory::of_this_user()?;
    let database = whole(&match &args.database {
        Some(database) => {
            serve::may_be_made(database, false)?;
            database.clone()
        }
        None => chosen(&memory)?,
    })?;
    // A database may hold several registers, each open by itself.
    let register = match args.organisation == OrganisationId::default() {
        true => database.clone(),
        false => format!("{database} ({})", args.organisation),
    };
    match memory.claim(&register)? {
        Claim::Running(address) => {
            anstream::println!("{register} is open already.");
            show(args, &address);
            Ok(ExitCode::SUCCESS)
        }
        Claim::Ours(claim) => {
            let place = args.place(database);
            let app = host::open(&place)?.with_attachment_limit(args.limit.bytes());
            // The same address each time where it is free, so that it can be kept as a bookmark.
            let free = [8080, 0].map(|port| SocketAddr::from((Ipv4Addr::LOCALHOST, port)));
            serve::until_stopped(Arc::new(app), &free, |address| {
                let address = format!("http://{address}/");
                claim.announce(&address)?;
                show(args, &address);
                anstream::println!("Close this window, or press Ctrl-C in it, to stop.");
                Ok(())
            })
        }
    }
}

/// Says where the register is, and shows it in the browser.
fn show(args: &Open, address: &str) {
    anstream::println!("Bellwether is open at {address}");
    if !args.no_browser && open::that_detached(address).is_err() {
        anstream::println!("No browser could be started: open that address in one.");
    }
}

/// The database of last time; else the one that the person at the terminal names, which is kept in
/// mind.
fn chosen(memory: &Memory) -> Result<String, Failure> {
    let last = memory.database();
    if let Some(last) = last.as_ref().filter(|last| host::exists(last)) {
        return Ok(last.clone());
    }
    if !host::can_ask() {
        return Err(Failure::NowhereToOpen);
    }
    if let Some(last) = last {
        anstream::eprintln!("The register is no longer at {last}.");
    }
    let usual = documents().join("Bellwether").join(NAME);
    anstream::eprintln!(
        "Where is your register, or where should it be kept? Press Enter for\n  {}\nor type \
         another place:",
        usual.display()
    );
    let mut answer = String::new();
    io::stdin().read_line(&mut answer)?;
    // A path that was dragged into the window comes in quotation marks.
    let answer = answer.trim().trim_matches('"');
    let path = if answer.is_empty() { usual } else { PathBuf::from(answer) };
    let path = if path.is_dir() { path.join(NAME) } else { path };
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(|error| host::not_made(&path, &error))?;
    }
    let database = whole(&path.to_string_lossy())?;
    memory.keep_database(&database)?;
    Ok(database)
}

/// A database's address as any folder sees it.
fn whole(database: &str) -> Result<String, Failure> {
    match Location::from(database) {
        Location::Postgres(address) => Ok(address),
        Location::Sqlite(path) => {
            let whole =
                std::path::absolute(&path).map_err(|error| host::not_made(&path, &error))?;
            Ok(whole.to_string_lossy().into_owned())
        }
    }
}

/// The folder where this person's documents are.
#[cfg(windows)]
fn documents() -> PathBuf {
    use known_folders::{KnownFolder, get_known_folder_path};
    get_known_folder_path(KnownFolder::Documents).unwrap_or_else(|| home().join("Documents"))
}

/// The folder where this person's documents are.
#[cfg(not(windows))]
fn documents() -> PathBuf {
    let documents = home().join("Documents");
    if documents.is_dir() { documents } else { home() }
}

fn home() -> PathBuf {
    std::env::home_dir().unwrap_or_else(|| Path::new(".").to_owned())
}
