//! `bellwether manual`: the man pages and the shells' completions, out of what can be asked.

use std::{fs, io, path::Path, process::ExitCode};

use clap::CommandFactory;
use clap_complete::Shell;

use crate::{
    args::{Args, Manual},
    failure::Failure,
    host,
};

pub(crate) fn run(args: &Manual) -> Result<ExitCode, Failure> {
    write(&args.to).map_err(|error| host::not_made(&args.to.join("man"), &error))?;
    anstream::println!(
        "Wrote the man pages to {0}/man and the completions to {0}/completions.",
        args.to.display()
    );
    Ok(ExitCode::SUCCESS)
}

fn write(to: &Path) -> io::Result<()> {
    let (pages, completions) = (to.join("man"), to.join("completions"));
    fs::create_dir_all(&pages)?;
    fs::create_dir_all(&completions)?;
    clap_mangen::generate_to(Args::command(), &pages)?;
    for shell in [Shell::Bash, Shell::Zsh, Shell::Fish, Shell::PowerShell] {
        clap_complete::generate_to(shell, &mut Args::command(), "bellwether", &completions)?;
    }
    Ok(())
}
