//! The process that works for another: it bounds itself, takes what it is given, says what it found.

use std::{
    io::{self, BufWriter, Stdin, Stdout},
    process::ExitCode,
};

/// Bytes of memory that it may take, as the system counts its addresses.
#[cfg(unix)]
const MEMORY: u64 = 2 * 1024 * 1024 * 1024;
/// How far it stands back behind the processes that answer people.
#[cfg(unix)]
const STEPS_BACK: i32 = 10;

/// Works for another process. What it cannot be bounded for is not done.
pub(super) fn run(
    seconds: u64,
    answer: impl FnOnce(Stdin, BufWriter<Stdout>) -> io::Result<()>,
) -> ExitCode {
    let done = bound(seconds).and_then(|()| answer(io::stdin(), BufWriter::new(io::stdout())));
    if done.is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Behind whoever waits for a page; no more memory and time than a register takes, no file written, no other opened.
#[cfg(unix)]
fn bound(seconds: u64) -> io::Result<()> {
    use rlimit::Resource;
    // Where it may not stand back it works all the same.
    let _ = rustix::process::nice(STEPS_BACK);
    // The system ends a process at its limit of time in two ways, of which the first says why.
    let bounds = [
        (Resource::AS, MEMORY, MEMORY),
        (Resource::CPU, seconds, seconds + 5),
        (Resource::FSIZE, 0, 0),
        (Resource::CORE, 0, 0),
        (Resource::NOFILE, 16, 16),
    ];
    for (resource, soft, most) in bounds {
        let (_, hard) = resource.get()?;
        resource.set(soft.min(hard), most.min(hard))?;
    }
    Ok(())
}

/// Where the system keeps no limits the readers keep their own counts.
#[cfg(not(unix))]
fn bound(_: u64) -> io::Result<()> {
    Ok(())
}
