//! Reads a file and prints its register document; with `--columns` how each column was read.

use std::{env, fs, process::ExitCode};

use bellwether_intake::{Options, read};

fn main() -> ExitCode {
    let args: Vec<String> = env::args().skip(1).collect();
    let Some(path) = args.iter().find(|arg| !arg.starts_with("--")) else {
        eprintln!("usage: convert FILE [--columns]");
        return ExitCode::from(2);
    };
    let intake = fs::read(path)
        .map_err(|error| error.to_string())
        .and_then(|bytes| read(&bytes, &Options::default()).map_err(|error| error.to_string()));
    match intake {
        Ok(intake) if args.iter().any(|arg| arg == "--columns") => {
            for column in intake.columns {
                println!(
                    "{:>3} {:<24} {:.2} {} {:?} {:?}",
                    column.column,
                    column.target.to_string(),
                    column.confidence,
                    column.heading,
                    column.evidence,
                    column.samples
                );
            }
            ExitCode::SUCCESS
        }
        Ok(intake) => {
            print!("{}", intake.register.to_json());
            ExitCode::SUCCESS
        }
        Err(message) => {
            eprintln!("{message}");
            ExitCode::from(2)
        }
    }
}
