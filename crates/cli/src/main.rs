//! The `bellwether` command: reads a published risk register, keeps it live, shows it.

mod apart;
mod args;
mod command;
mod failure;
mod host;
mod output;
mod remedy;
mod witness;

use std::{ffi::OsString, process::ExitCode};

use clap::Parser;

use crate::{args::Command, failure::Failure};

/// The usual C library's allocator keeps what large uploads once needed, a gigabyte and more; threads
/// wait for that of the one that a static build takes.
#[cfg(target_os = "linux")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Says nothing of panics that end as the refusal of a damaged file.
fn hush_caught_panics() {
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if !bellwether_intake::panics_are_caught() {
            usual(panic);
        }
    }));
}

/// What was asked for; and whether by a double click, which on Windows starts the program without a
/// word in a window that closes when it ends.
fn words() -> (Vec<OsString>, bool) {
    let mut words: Vec<OsString> = std::env::args_os().collect();
    let clicked = cfg!(windows) && words.len() == 1;
    if clicked {
        words.push("open".into());
    }
    (words, clicked)
}

fn main() -> ExitCode {
    hush_caught_panics();
    let (words, clicked) = words();
    if let Some(done) = apart::asked(&words) {
        return done;
    }
    bellwether_press::apart::set_by(&apart::SETTER);
    let args = args::Args::parse_from(words);
    // The man pages are for everybody.
    if !matches!(args.command, Command::Manual(_)) {
        host::keep_to_ourselves();
    }
    let done = match args.command {
        Command::Convert(args) => command::convert::run(&args),
        Command::Due(args) => command::due::run(&args),
        Command::Import(args) => command::import::run(&args),
        Command::Check(args) => command::check::run(&args),
        Command::Report(args) => command::report::run(&args),
        Command::Pack(args) => command::pack::run(&args),
        Command::Look(args) => command::look::run(&args),
        Command::Accept(args) => command::accept::run(&args),
        Command::Remembered(args) => command::remembered::run(&args),
        Command::Restrict(args) => command::restrict::run(&args),
        Command::Seal(args) => command::seal::run(&args),
        Command::Seals(args) => command::seal::list(&args),
        Command::Publish(args) => command::publish::run(&args),
        Command::Attach(args) => command::attach::run(&args),
        Command::Attachments(args) => command::attach::list(&args),
        Command::Detach(args) => command::attach::detach(&args),
        Command::Backup(args) => command::keep::backup(&args),
        Command::Restore(args) => command::keep::restore(&args),
        Command::Export(args) => command::keep::export(&args),
        Command::Doctor(args) => command::keep::doctor(&args),
        Command::Undo(args) => command::undo::run(&args),
        Command::Anonymise(args) => command::undo::anonymise(&args),
        Command::Erase(args) => command::erase::run(&args),
        Command::Retention(args) => command::retention::run(&args),
        Command::Verify(args) => command::verify::run(&args),
        Command::Serve(args) => command::serve::run(&args),
        Command::Open(args) => command::open::run(&args),
        Command::Manual(args) => command::manual::run(&args),
    };
    let code = match done {
        Ok(code) => code,
        Err(Failure::Closed) => ExitCode::SUCCESS,
        Err(failure) => {
            anstream::eprintln!("bellwether: {}", remedy::sentence(&failure));
            failure.code()
        }
    };
    if clicked {
        host::wait_for_enter();
    }
    code
}
