//! Tesseract, where the machine has it: it reads the words on pages that are pictures.
//!
//! It is started by the process that reads, within the bounds of that, and ends with it: this
//! program starts once more, asks the system for that end, and becomes Tesseract.

use std::{
    env,
    ffi::{OsStr, OsString},
    io::{Read, Write},
    path::{Path, PathBuf},
    process::{Child, Command, ExitCode, Stdio},
};

use bellwether_intake::recognise::{
    NotSeen, Picture, Recogniser, SeenWord, TESSERACT, TESSERACT_TURNS, tesseract_turns,
    tesseract_words,
};

use super::this_program;

/// The word that asks the program to become another one.
const WORD: &str = "recognise-apart";
/// What Tesseract needs of the environment: where its own data are.
const DATA: &str = "TESSDATA_PREFIX";
/// Bytes that it may say of one picture.
const MOST_SAID: u64 = 64 * 1024 * 1024;

/// What a process that reads is told of the environment, and nothing else.
pub(super) fn needs() -> impl Iterator<Item = (&'static str, OsString)> {
    ["PATH", DATA].into_iter().filter_map(|name| Some((name, env::var_os(name)?)))
}

/// The recogniser that the machine has.
pub(super) struct Tesseract(Option<PathBuf>);

impl Tesseract {
    /// Looks for it where programs are.
    pub(super) fn find() -> Self {
        let name = format!("tesseract{}", env::consts::EXE_SUFFIX);
        let path = env::var_os("PATH").unwrap_or_default();
        let found = env::split_paths(&path).map(|folder| folder.join(&name));
        Self(found.into_iter().find(|file| file.is_absolute() && file.is_file()))
    }
}

impl Recogniser for Tesseract {
    fn is_there(&self) -> bool {
        self.0.is_some()
    }

    fn words(&self, picture: &Picture) -> Result<Vec<SeenWord>, NotSeen> {
        self.asked(&TESSERACT, picture).map(|said| tesseract_words(&said))
    }

    /// It needs data of its own for this (`osd`), which may not be there.
    fn turns(&self, picture: &Picture) -> u8 {
        self.asked(&TESSERACT_TURNS, picture).map_or(0, |said| tesseract_turns(&said))
    }
}

impl Tesseract {
    /// What it says of a picture.
    fn asked(&self, words: &[&str], picture: &Picture) -> Result<String, NotSeen> {
        let file = self.0.as_deref().ok_or(NotSeen::Absent)?;
        let failed = |error: std::io::Error| NotSeen::Failed(crate::host::plain(&error));
        let mut child = start(file, words).map_err(failed)?;
        let said = speak(&mut child, &picture.pgm());
        let status = child.wait().map_err(failed)?;
        match said {
            Ok(said) if status.success() => Ok(said),
            // It is ended by the system where it takes too much, or says that it has no room.
            _ if status.code().is_none() => Err(NotSeen::TooMuch),
            _ => Err(NotSeen::Failed("Tesseract ended without reading it".to_owned())),
        }
    }
}

/// Hands the picture over and hears the words; it takes all of the one before it says the other.
fn speak(child: &mut Child, picture: &[u8]) -> std::io::Result<String> {
    if let Some(mut to) = child.stdin.take() {
        to.write_all(picture)?;
    }
    let mut said = String::new();
    if let Some(from) = child.stdout.take() {
        from.take(MOST_SAID).read_to_string(&mut said)?;
    }
    Ok(said)
}

fn start(file: &Path, words: &[&str]) -> std::io::Result<Child> {
    let mut command = Command::new(this_program()?);
    command.arg(WORD).arg(file).args(words);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    // One thread each: two read at a time, and others want the machine, too.
    #[cfg(unix)]
    command.env_clear();
    command.env("OMP_THREAD_LIMIT", "1");
    if let Some(data) = env::var_os(DATA) {
        command.env(DATA, data);
    }
    command.spawn()
}

/// Whether this start of the program is to become the recogniser.
pub(super) fn is_asked(words: &[OsString]) -> bool {
    words.get(1).is_some_and(|word| word == OsStr::new(WORD))
}

/// Becomes the recogniser, to end when the process that asked for it ends.
#[cfg(target_os = "linux")]
pub(super) fn become_it(words: &[OsString]) -> ExitCode {
    use std::os::unix::process::CommandExt;

    use rustix::process::{Signal, set_parent_process_death_signal};

    let Some((file, rest)) = words.get(2..).and_then(<[OsString]>::split_first) else {
        return ExitCode::FAILURE;
    };
    if set_parent_process_death_signal(Some(Signal::KILL)).is_ok() {
        // It comes back only where it could not be started.
        let _ = Command::new(file).args(rest).exec();
    }
    ExitCode::FAILURE
}

/// Where the system knows no such end, the process waits for the recogniser and is bounded as it is.
#[cfg(not(target_os = "linux"))]
pub(super) fn become_it(words: &[OsString]) -> ExitCode {
    let Some((file, rest)) = words.get(2..).and_then(<[OsString]>::split_first) else {
        return ExitCode::FAILURE;
    };
    match Command::new(file).args(rest).status() {
        Ok(status) if status.success() => ExitCode::SUCCESS,
        _ => ExitCode::FAILURE,
    }
}
