//! The process that reads: it bounds itself, reads what it is given, says what it found.

use std::{
    io::{self, BufWriter},
    process::ExitCode,
};

use bellwether_intake::apart;

use super::eyes::Tesseract;

/// Bytes of memory that a reading may take, as the system counts its addresses.
#[cfg(unix)]
const MEMORY: u64 = 2 * 1024 * 1024 * 1024;
/// Seconds of work that it may take.
pub(super) const SECONDS: u64 = 60;

/// Reads for another process. A file that it cannot be bounded for is not read.
pub(crate) fn run() -> ExitCode {
    let done = bound().and_then(|()| {
        let (asked, to) = (io::stdin().lock(), BufWriter::new(io::stdout().lock()));
        apart::answer(&Tesseract::find(), asked, to)
    });
    if done.is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// No more memory and time than a register takes, no file written, no other opened.
#[cfg(unix)]
fn bound() -> io::Result<()> {
    use rlimit::Resource;
    // The system ends a process at its limit of time in two ways, of which the first says why.
    let bounds = [
        (Resource::AS, MEMORY, MEMORY),
        (Resource::CPU, SECONDS, SECONDS + 5),
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
fn bound() -> io::Result<()> {
    Ok(())
}
