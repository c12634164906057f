//! The process that asks: it starts the one that works, hands it what is asked, waits for what it
//! says, and ends it when that takes too long or nobody waits any more.

use std::{
    io,
    io::{Read, Write},
    process::{Child, ChildStdin, ChildStdout, Command, ExitStatus, Stdio},
    sync::{Arc, mpsc},
    thread,
    time::{Duration, Instant},
};

use bellwether_app::reader::is_abandoned;

use super::{NoAnswer, Work, eyes, kept::Said, this_program};

/// How often it looks whether anybody still waits.
const LOOK: Duration = Duration::from_millis(50);
/// How many times its seconds the work may take however little of the machine it is given.
const PATIENCE: u64 = 3;
/// Bytes that an answer may have.
const MOST_ANSWER: u64 = 512 * 1024 * 1024;

const TIME: &str = "more than a minute";
const MEMORY: &str = "more memory than a register does";

/// What a process says of what it is asked, in so many parts; `known` may know it by the time that
/// there is a place to ask at.
pub(super) fn ask(
    work: &Work,
    parts: &[&[u8]],
    known: impl Fn() -> Option<Said>,
) -> Result<Said, NoAnswer> {
    let _place = work.desk.place()?;
    // Whoever waited may have waited for the same.
    if let Some(said) = known() {
        return Ok(said);
    }
    let mut child = Ended(start(work).map_err(|error| failed(&error))?);
    let (Some(stdin), Some(stdout)) = (child.0.stdin.take(), child.0.stdout.take()) else {
        return Err(NoAnswer::Failed("it has no ears".to_owned()));
    };
    let patience = Duration::from_secs(PATIENCE * work.seconds);
    thread::scope(|scope| {
        scope.spawn(move || hand_over(stdin, parts));
        let (tell, told) = mpsc::channel();
        scope.spawn(move || tell.send(listen(stdout)));
        let since = Instant::now();
        let answer = loop {
            match told.recv_timeout(LOOK) {
                Ok(answer) => break answer.map_err(|error| failed(&error))?,
                Err(_) if is_abandoned() => {
                    child.end();
                    return Err(NoAnswer::Busy);
                }
                Err(_) if since.elapsed() > patience => {
                    child.end();
                    return Ok(Said::TooMuch(TIME));
                }
                Err(_) => {}
            }
        };
        if answer.len() as u64 > MOST_ANSWER {
            child.end();
            return Ok(Said::TooMuch(MEMORY));
        }
        let status = child.0.wait().map_err(|error| failed(&error))?;
        if status.success() { Ok(Said::Answer(Arc::new(answer))) } else { ended(status) }
    })
}

fn start(work: &Work) -> io::Result<Child> {
    let mut command = Command::new(this_program()?);
    command.args([work.word, &work.seconds.to_string()]);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    // It needs nothing of what this process knows: no password of a database, no key; but where
    // programs are, to find the one that reads pictures.
    #[cfg(unix)]
    command.env_clear().envs(eyes::needs());
    // The allocator claims addresses ahead that its limit counts.
    command.env("MIMALLOC_ARENA_RESERVE", "65536");
    // So does Tesseract's for each thread; and two at work leave room for whoever waits for a page.
    command.env("MALLOC_ARENA_MAX", "2").env("RAYON_NUM_THREADS", "2");
    command.spawn()
}

/// A process that is ended when it is let go.
struct Ended(Child);

impl Ended {
    fn end(&mut self) {
        // It may have ended by itself.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Drop for Ended {
    fn drop(&mut self) {
        self.end();
    }
}

/// A process that has ended takes no more: why, its end says.
fn hand_over(mut to: ChildStdin, parts: &[&[u8]]) {
    let _ = parts.iter().try_for_each(|part| to.write_all(part));
}

fn listen(from: ChildStdout) -> io::Result<Vec<u8>> {
    let mut answer = Vec::new();
    from.take(MOST_ANSWER + 1).read_to_end(&mut answer)?;
    Ok(answer)
}

/// What the end of a process says that gave no answer.
#[cfg(unix)]
fn ended(status: ExitStatus) -> Result<Said, NoAnswer> {
    use std::os::unix::process::ExitStatusExt;
    // The numbers are those of every Unix that the program is built for.
    const ABORTED: i32 = 6;
    const KILLED: i32 = 9;
    const OVER_TIME: i32 = 24;
    match status.signal() {
        Some(OVER_TIME) => Ok(Said::TooMuch(TIME)),
        Some(ABORTED | KILLED) => Ok(Said::TooMuch(MEMORY)),
        _ => Err(NoAnswer::Failed(status.to_string())),
    }
}

#[cfg(not(unix))]
fn ended(status: ExitStatus) -> Result<Said, NoAnswer> {
    Err(NoAnswer::Failed(status.to_string()))
}

fn failed(error: &io::Error) -> NoAnswer {
    NoAnswer::Failed(crate::host::plain(error))
}
