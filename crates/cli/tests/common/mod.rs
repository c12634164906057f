//! Running the program as a user would.

use std::path::{Path, PathBuf};

use assert_cmd::Command;

/// The program, with no colour and no terminal.
pub(crate) fn bellwether() -> Command {
    let mut command = Command::new(assert_cmd::cargo_bin!("bellwether"));
    command.env("NO_COLOR", "1").env("USER", "clerk");
    command
}

/// A file of the sample register: `issue` is "2025-q1" to "2025-q4".
pub(crate) fn sample(issue: &str) -> PathBuf {
    root().join("sample/northshire").join(format!("{issue}.txt"))
}

/// The folder of the project.
pub(crate) fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
}

/// What a run printed on standard output.
pub(crate) fn stdout(command: &mut Command) -> String {
    String::from_utf8(command.assert().success().get_output().stdout.clone()).unwrap()
}

/// What a failed run printed on standard error; nothing may stand on standard output.
pub(crate) fn refused(command: &mut Command, code: i32) -> String {
    let output = command.assert().code(code).get_output().clone();
    assert_eq!(String::from_utf8(output.stdout).unwrap(), "", "nothing on standard output");
    String::from_utf8(output.stderr).unwrap()
}
