//! What the targets share: the wrapping that lets a few bytes reach deep into a reader ([`wrap`]),
//! and what must hold of whatever is read ([`judge`]).

pub mod records;
pub mod wrap;

use std::{
    backtrace::Backtrace,
    io::{self, Write},
    panic::{self, AssertUnwindSafe},
    process,
    sync::{Mutex, Once, PoisonError},
};

use bellwether_domain::{Diagnostic, Register};
use bellwether_intake::{Intake, IntakeError, Options, read};

/// Reads a file. It ends with a register that is sound or one sentence that says why not.
pub fn judge(bytes: &[u8]) {
    hear_panics();
    let Ok(outcome) = panic::catch_unwind(AssertUnwindSafe(|| read(bytes, &Options::default())))
    else {
        eprintln!("escaped from the reader: {}", last());
        process::abort();
    };
    match outcome {
        Ok(intake) => sound(&intake),
        Err(IntakeError::Document(detail)) => assert!(!detail.is_empty()),
        Err(error) => assert!(error.to_string().ends_with('.'), "{error}"),
    }
}

/// Whether a register survives a round trip, and all that is said of where it stood is true.
fn sound(intake: &Intake) {
    let json = intake.register.to_json();
    let again = Register::from_json(&json).map(|register| register.to_json());
    assert_eq!(again.ok(), Some(json), "the register does not survive a round trip");
    for Diagnostic { code, message, help, .. } in &intake.register.diagnostics {
        assert!(!code.is_empty() && !message.trim().is_empty(), "{code}: {message} {help}");
    }
    for column in &intake.columns {
        assert!((0.0..=1.0).contains(&column.confidence), "{column:?}");
        assert!(column.at.is_none_or(|at| intake.document.cell(at).is_some()), "{column:?}");
    }
    for stood in &intake.stood {
        assert!(intake.document.cell(stood.at).is_some(), "{stood:?}");
        let risk = intake.register.risks.get(stood.risk);
        let actions = risk.map_or(0, |risk| risk.actions.len());
        assert!(risk.is_some() && stood.action.is_none_or(|at| at < actions), "{stood:?}");
        assert!(stood.column.is_none_or(|at| at < intake.columns.len()), "{stood:?}");
    }
    for (sheet, row) in &intake.headings {
        let sheet = intake.document.sheets.get(usize::from(*sheet));
        let row =
            usize::try_from(*row).ok().zip(sheet).and_then(|(row, sheet)| sheet.rows.get(row));
        assert!(row.is_some(), "a heading stands outside the document");
    }
}

static LAST: Mutex<String> = Mutex::new(String::new());

fn last() -> String {
    LAST.lock().unwrap_or_else(PoisonError::into_inner).clone()
}

/// Replaces libFuzzer's hook, which ends the program at every panic: the readers catch those of the
/// libraries. One in our own code is a fault, caught or not.
fn hear_panics() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        panic::set_hook(Box::new(|panic| {
            let place = panic.location().map_or("", |location| location.file());
            let of_a_library = place.contains("/registry/") || place.starts_with("/rustc/");
            if of_a_library {
                *LAST.lock().unwrap_or_else(PoisonError::into_inner) = panic.to_string();
            } else {
                let trace = Backtrace::force_capture();
                // Past what a test captures: it would be lost.
                let _ = writeln!(io::stderr(), "{panic}\n{trace}");
                process::abort();
            }
        }));
    });
}
