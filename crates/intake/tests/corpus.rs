//! Every published register that is at hand, converted and compared with a transcription by eye.
//!
//! The registers are not part of the project; where they are missing the test says so and passes,
//! but where `CI` is set.
//! A register may be added there at any time: one without a figure here is held to `USUAL`.

#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout, reason = "a test reports")]

use std::{fmt::Write as _, fs, path::Path, process::Command};

use bellwether_intake::{Options, read};

const CORPUS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared");

/// What a register without a figure of its own must reach.
const USUAL: f64 = 0.97;

/// F1 reached, to three places: a change may raise a figure and may not let one fall.
const REACHED: [(&str, f64); 20] = [
    ("digital-security-sample", 1.0),
    ("famu-techconnect", 1.0),
    ("fit3140-team87-docx", 1.0),
    ("gpi-tech-tics", 1.0),
    ("ivc-river-power", 1.0),
    ("moorgate-crossrail", 1.0),
    ("offshore-cause-risk-csv", 1.0),
    ("unsw-solar-pdf", 1.0),
    ("uoy-eng1-pdf", 1.0),
    ("uwa-cits3200-xlsx", 1.0),
    ("west-midlands-2018", 1.0),
    ("ed-triage-ai-pdf", 1.000),
    ("epam-parking-xlsx", 1.0),
    ("hslu-risikokatalog-de-xlsx", 1.000),
    ("irish-sme-charity-html", 1.000),
    ("iso27001-sg1-csv", 0.994),
    ("nhs-uk-core-hazard-index-md", 1.0),
    ("pcb-wave-supply-pdf", 0.956),
    ("smart-city-es-pdf", 0.990),
    ("uwe-sdgp-docx", 1.0),
];

/// Says why nothing was compared; where everything has to be there it is a failure.
fn absent(why: &str) {
    assert!(std::env::var_os("CI").is_none(), "not run: {why}");
    println!("not run: {why}");
}

#[test]
fn no_register_falls_below_its_figure() {
    let scorer = Path::new(CORPUS).join("tools/score_register.py");
    let folders = ["registers", "registers-2"].map(|name| Path::new(CORPUS).join(name));
    if let Some(missing) = folders.iter().find(|folder| !folder.is_dir()) {
        absent(&format!("there are no registers at {}", missing.display()));
        return;
    }
    if !scorer.is_file() {
        absent(&format!("there is no scorer at {}", scorer.display()));
        return;
    }
    if Command::new("python3").arg("--version").output().is_err() {
        absent("the scorer needs python3");
        return;
    }
    let entries = folders.iter().flat_map(|folder| fs::read_dir(folder).unwrap());
    let mut names: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    names.sort();
    let mut table = String::from("\nregister                        F1  at least\n");
    let mut fallen = Vec::new();
    for folder in names.iter().filter(|folder| folder.join("expected.json").is_file()) {
        let name = folder.file_name().unwrap().to_string_lossy().into_owned();
        let wanted = REACHED.iter().find(|(known, _)| *known == name).map_or(USUAL, |(_, f1)| *f1);
        let (f1, misses) = score(folder, &scorer);
        writeln!(table, "{name:28} {f1:5.3}     {wanted:5.3}").unwrap();
        if f1 + 0.0005 < wanted {
            fallen.push(format!("{name}: {f1:.3} is below {wanted:.3}\n{misses}"));
        }
    }
    println!("{table}");
    assert!(fallen.is_empty(), "{}", fallen.join("\n"));
}

/// Converts a register and has it scored.
fn score(folder: &Path, scorer: &Path) -> (f64, String) {
    let input = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .find(|path| path.file_stem().is_some_and(|stem| stem == "input"))
        .unwrap();
    let register = match read(&fs::read(&input).unwrap(), &Options::default()) {
        Ok(intake) => intake.register,
        Err(error) => return (0.0, error.to_string()),
    };
    let name = folder.file_name().unwrap();
    let produced = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name).with_extension("json");
    fs::write(&produced, register.to_json()).unwrap();
    let output = Command::new("python3")
        .arg(scorer)
        .args([&folder.join("expected.json"), &produced])
        .arg("--misses")
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let last = text.lines().last().unwrap_or_default();
    let f1 = last.split_whitespace().nth(1).and_then(|figure| figure.parse().ok()).unwrap_or(0.0);
    (f1, text)
}

#[test]
fn the_register_document_comes_back_without_loss() {
    let input = Path::new(CORPUS).join("registers/west-midlands-2018/input.txt");
    let Ok(bytes) = fs::read(&input) else {
        return absent(&format!("there is no {}", input.display()));
    };
    let first = read(&bytes, &Options::default()).unwrap().register.to_json();
    let again = read(first.as_bytes(), &Options::default()).unwrap().register.to_json();
    assert!(first == again);
}

#[test]
fn every_damaged_row_has_its_diagnostic() {
    let input = Path::new(CORPUS).join("registers/west-midlands-2018/input.txt");
    let Ok(bytes) = fs::read(&input) else {
        return absent(&format!("there is no {}", input.display()));
    };
    let register = read(&bytes, &Options::default()).unwrap().register;
    let rows = |code: &str| -> Vec<u32> {
        let found = register.diagnostics.iter().filter(|diagnostic| diagnostic.code == code);
        found.filter_map(|diagnostic| diagnostic.source.as_ref()?.row).collect()
    };
    assert_eq!(rows("row-shifted"), [19, 34, 35, 36]);
    assert_eq!(rows("stray-cell"), [104]);
    assert_eq!(rows("initials-broken"), [154]);
    assert_eq!(rows("risk-split"), [76, 111]);
    assert_eq!(rows("duplicate-action"), [66]);
    assert_eq!(rows("category-variants").len(), 2);
    assert_eq!(rows("banner-misaligned").len(), 1);
    assert!(rows("score-disagrees").is_empty());
}
