//! A register that was printed and scanned is read through Tesseract, in the bounds of any reading.

#![allow(clippy::unwrap_used, reason = "a test may fail")]
#![allow(dead_code, reason = "each test file uses its part of the common helpers")]

mod common;

use std::{
    collections::BTreeSet,
    fs,
    io::Write,
    path::{Path, PathBuf},
    process::Command,
};

use common::{bellwether, refused, stdout};
use serde_json::Value;

/// Words of a register that is made up from a seed.
const THINGS: [&str; 6] = [
    "The slipway is undermined by the spring tide",
    "Crew cannot be found for the late sailing",
    "The fuel barge is turned away in high wind",
    "Tickets are sold twice for one crossing",
    "The winch jams while a lorry is on the ramp",
    "A swan nests on the landing stage",
];
const OWNERS: [&str; 4] = ["Ines Holm", "Otto Lind", "Harbour Master", "Runa Falk"];
const STEPS: [&str; 5] = [
    "Drive new piles",
    "Offer a night rate",
    "Hold two days in the tank",
    "Number each ticket",
    "Keep a spare motor",
];

/// A page picture: its width, height and grey points.
struct Shot(usize, usize, Vec<u8>);

/// Whether a program is there; a build server must have it.
fn is_there(program: &str, version: &str) -> bool {
    let there = Command::new(program).arg(version).output().is_ok();
    assert!(
        there || std::env::var_os("CI").is_none(),
        "{program} is not installed: see scripts/packages"
    );
    if !there {
        println!("NOT TESTED: {program} is not installed (scripts/packages installs it)");
    }
    there
}

fn can_scan() -> bool {
    is_there("tesseract", "--version") && is_there("pdftoppm", "-v")
}

/// Numbers that follow from a seed.
fn next(seed: &mut u64) -> usize {
    *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    usize::try_from(*seed >> 33).unwrap()
}

fn register(mut seed: u64) -> String {
    let mut text =
        "Ref,What could happen,Owner,Likelihood,Impact,Score,Next step,By when\n".to_owned();
    for number in 1..=7 {
        let mut of = |all: &[&'static str]| all[next(&mut seed) % all.len()];
        let (thing, owner, step) = (of(&THINGS), of(&OWNERS), of(&STEPS));
        let (likelihood, impact) = (next(&mut seed) % 5 + 1, next(&mut seed) % 5 + 1);
        let (score, day) = (likelihood * impact, next(&mut seed) % 28 + 1);
        text += &format!(
            "F{number},{thing} in berth {day},{owner},{likelihood},{impact},{score},{step},{day} May 2031\n"
        );
    }
    text
}

/// The pages of the register's paper as a scanner sees them.
fn shots(folder: &Path, register: &str, density: u32) -> Vec<Shot> {
    let (csv, pdf) = (folder.join("register.csv"), folder.join("paper.pdf"));
    fs::write(&csv, register).unwrap();
    let mut report = bellwether();
    report.arg("report").arg(&csv).args(["--as-at", "2031-03-01", "--paper", "register"]);
    report.args(["--format", "pdf", "--output"]).arg(&pdf).assert().success();
    let page = folder.join("page");
    let run = Command::new("pdftoppm")
        .args(["-gray", "-r", &density.to_string()])
        .args([&pdf, &page])
        .status();
    assert!(run.unwrap().success());
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|kind| kind == "pgm"));
    files.sort();
    files.iter().map(|file| pgm(&fs::read(file).unwrap())).collect()
}

fn pgm(bytes: &[u8]) -> Shot {
    let head: Vec<&[u8]> = bytes.splitn(4, |byte| byte.is_ascii_whitespace()).collect();
    let number = |at: usize| std::str::from_utf8(head[at]).unwrap().parse::<usize>().unwrap();
    let (width, height) = (number(1), number(2));
    Shot(width, height, bytes[bytes.len() - width * height..].to_vec())
}

/// The same page as it lies on the glass: a little askew, unevenly lit, with the grain of paper.
fn worn(Shot(width, height, grey): &Shot, lean: f64, grain: usize, seed: &mut u64) -> Shot {
    let at = |x: f64, y: f64| {
        let inside = x >= 0.0 && y >= 0.0 && x < *width as f64 && y < *height as f64;
        if inside { grey[y as usize * width + x as usize] } else { 255 }
    };
    let mut worn = Vec::with_capacity(grey.len());
    for y in 0..*height {
        for x in 0..*width {
            let (dx, dy) = (x as f64 - *width as f64 / 2.0, y as f64 - *height as f64 / 2.0);
            let own = f64::from(at(
                *width as f64 / 2.0 + dx * lean.cos() - dy * lean.sin(),
                *height as f64 / 2.0 + dx * lean.sin() + dy * lean.cos(),
            ));
            let light = 0.96 - 0.08 * x as f64 / *width as f64;
            let noise = if grain == 0 { 0.0 } else { (next(seed) % grain) as f64 };
            worn.push((own * light - noise).clamp(0.0, 255.0) as u8);
        }
    }
    Shot(*width, *height, worn)
}

/// A PDF that holds pictures and no text.
fn scan(shots: &[Shot], density: u32) -> Vec<u8> {
    let mut file = b"%PDF-1.4\n".to_vec();
    let mut places = Vec::new();
    let mut object = |file: &mut Vec<u8>, body: &[u8]| {
        places.push(file.len());
        let number = places.len();
        file.extend(format!("{number} 0 obj\n").bytes().chain(body.iter().copied()));
        file.extend(b"\nendobj\n");
    };
    object(&mut file, b"<< /Type /Catalog /Pages 2 0 R >>");
    let kids: String = (0..shots.len()).map(|page| format!("{} 0 R ", 3 + 3 * page)).collect();
    let pages = format!("<< /Type /Pages /Count {} /Kids [{kids}] >>", shots.len());
    object(&mut file, pages.as_bytes());
    for (page, Shot(width, height, grey)) in shots.iter().enumerate() {
        let size = |points: usize| points as f64 * 72.0 / f64::from(density);
        let (wide, high, first) = (size(*width), size(*height), 3 + 3 * page);
        let own = format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {wide:.2} {high:.2}] /Contents {} 0 R \
             /Resources << /XObject << /Im {} 0 R >> >> >>",
            first + 1,
            first + 2
        );
        object(&mut file, own.as_bytes());
        let drawn = format!("q {wide:.2} 0 0 {high:.2} 0 0 cm /Im Do Q");
        let drawn = format!("<< /Length {} >>\nstream\n{drawn}\nendstream", drawn.len());
        object(&mut file, drawn.as_bytes());
        let mut packed = flate2::write::ZlibEncoder::new(vec![], flate2::Compression::fast());
        packed.write_all(grey).unwrap();
        let packed = packed.finish().unwrap();
        let head = format!(
            "<< /Type /XObject /Subtype /Image /Width {width} /Height {height} /ColorSpace \
             /DeviceGray /BitsPerComponent 8 /Filter /FlateDecode /Length {} >>\nstream\n",
            packed.len()
        );
        object(&mut file, &[head.as_bytes(), &packed, b"\nendstream"].concat());
    }
    let from = file.len();
    file.extend(format!("xref\n0 {}\n0000000000 65535 f \n", places.len() + 1).bytes());
    file.extend(places.iter().flat_map(|at| format!("{at:010} 00000 n \n").into_bytes()));
    let count = places.len() + 1;
    let trailer = format!("trailer\n<< /Size {count} /Root 1 0 R >>\nstartxref\n{from}\n%%EOF\n");
    file.extend(trailer.bytes());
    file
}

/// A page with nothing on it but a small blot.
fn blot() -> Shot {
    let mut grey = vec![255; 480_000];
    for row in 100..112 {
        grey[row * 600 + 100..row * 600 + 110].fill(0);
    }
    Shot(600, 800, grey)
}

/// The scan of a made-up register, in a file.
fn scanned(folder: &Path, seed: u64, density: u32, lean: f64, grain: usize) -> PathBuf {
    let shots = shots(folder, &register(seed), density);
    let mut noise = seed;
    let worn: Vec<Shot> = shots.iter().map(|shot| worn(shot, lean, grain, &mut noise)).collect();
    let file = folder.join("scan.pdf");
    fs::write(&file, scan(&worn, density)).unwrap();
    file
}

fn document(file: &Path) -> Value {
    let mut convert = bellwether();
    convert.arg("convert").arg(file).args(["--to", "json", "--as-at", "2031-03-01"]);
    serde_json::from_str(&stdout(&mut convert)).unwrap()
}

/// What a register says, fact by fact.
fn facts(document: &Value) -> BTreeSet<String> {
    let mut facts = BTreeSet::new();
    for (at, risk) in document["risks"].as_array().unwrap().iter().enumerate() {
        let mut say = |what: &str, value: &Value| {
            let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            let words = text.split_whitespace().collect::<String>();
            if !value.is_null() {
                facts.insert(format!("{at} {what} {words}"));
            }
        };
        say("reference", &risk["reference"]);
        // The risk's words, under whichever name: a heading may be misread by a letter.
        let wording = ["event", "description"].map(|name| &risk[name]);
        say("wording", wording.into_iter().find(|words| !words.is_null()).unwrap_or(&Value::Null));
        say("owner", &risk["owners"][0]);
        for part in ["likelihood", "impact", "score"] {
            say(part, &risk["assessments"]["current"][part]["value"]);
        }
        for action in risk["actions"].as_array().into_iter().flatten() {
            say("action", &action["description"]);
            say("due", &action["due"]["text"]);
        }
    }
    facts
}

fn agreement(ours: &BTreeSet<String>, right: &BTreeSet<String>) -> f64 {
    2.0 * ours.intersection(right).count() as f64 / (ours.len() + right.len()).max(1) as f64
}

fn doubts(document: &Value) -> Vec<String> {
    let all = document["diagnostics"].as_array().unwrap().iter();
    let doubts = all.filter(|found| found["code"] == "reading-in-doubt");
    doubts.map(|found| found["message"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_scan_is_read_and_says_that_it_was_recognised() {
    if !can_scan() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let file = scanned(folder.path(), 3, 200, 0.008, 18);
    let right = facts(&document(&folder.path().join("register.csv")));
    let read = document(&file);
    let agreed = agreement(&facts(&read), &right);
    assert!(agreed >= 0.95, "{agreed}: {:?}", facts(&read).symmetric_difference(&right));
    assert_eq!(read["reading"]["recognised"]["pages"], serde_json::json!([1]));
    let told = read["diagnostics"].as_array().unwrap();
    assert!(told.iter().any(|found| found["code"] == "text-recognised"), "{told:?}");
}

#[test]
fn a_picture_of_a_page_is_read_as_a_scan_is() {
    if !can_scan() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    shots(folder.path(), &register(7), 72);
    let right = facts(&document(&folder.path().join("register.csv")));
    for kind in ["png", "jpeg", "tiff"] {
        let run = Command::new("pdftoppm")
            .args([&format!("-{kind}"), "-r", "200", "-singlefile"])
            .args([folder.path().join("paper.pdf"), folder.path().join("shot")])
            .status();
        assert!(run.unwrap().success());
        let named = |file: &PathBuf| file.file_stem().is_some_and(|stem| stem == "shot");
        let files = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().path());
        let file = files.into_iter().find(named).unwrap();
        let read = document(&file);
        let agreed = agreement(&facts(&read), &right);
        assert!(agreed >= 0.95, "{kind} {agreed}: {:?}", facts(&read).symmetric_difference(&right));
        assert_eq!(read["reading"]["recognised"]["pages"], serde_json::json!([1]));
        fs::remove_file(file).unwrap();
    }
}

#[test]
fn a_page_on_its_side_is_turned() {
    let known = Command::new("tesseract").arg("--list-langs").output();
    let can_turn = known.is_ok_and(|said| String::from_utf8_lossy(&said.stdout).contains("osd"));
    if !can_scan() || !can_turn {
        println!("NOT TESTED: Tesseract has no data here to tell how a page lies (osd)");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let shots = shots(folder.path(), &register(9), 200);
    let right = facts(&document(&folder.path().join("register.csv")));
    let on_its_side = |Shot(width, height, grey): &Shot| {
        let places = (0..*width).flat_map(|y| (0..*height).map(move |x| (x, y)));
        Shot(*height, *width, places.map(|(x, y)| grey[(height - 1 - x) * width + y]).collect())
    };
    let file = folder.path().join("scan.pdf");
    fs::write(&file, scan(&shots.iter().map(on_its_side).collect::<Vec<_>>(), 200)).unwrap();
    let agreed = agreement(&facts(&document(&file)), &right);
    assert!(agreed >= 0.95, "{agreed}");
}

#[test]
fn a_scan_that_is_hard_to_read_is_in_doubt() {
    if !can_scan() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let file = scanned(folder.path(), 5, 80, 0.0, 90);
    let right = facts(&document(&folder.path().join("register.csv")));
    let output = bellwether()
        .arg("convert")
        .arg(&file)
        .args(["--to", "json", "--as-at", "2031-03-01"])
        .output()
        .unwrap();
    let Ok(read) = serde_json::from_slice::<Value>(&output.stdout) else {
        assert_eq!(output.status.code(), Some(2), "declined in a sentence");
        return;
    };
    let said = doubts(&read);
    assert!(agreement(&facts(&read), &right) >= 0.9 || !said.is_empty(), "{said:?}");
}

#[test]
fn without_tesseract_a_scan_is_declined_with_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("scan.pdf");
    fs::write(&file, scan(&[blot()], 72)).unwrap();
    let said = refused(bellwether().env("PATH", folder.path()).arg("convert").arg(&file), 2);
    assert_eq!(said.trim_end().lines().count(), 1, "{said}");
    assert!(said.contains("is a scan") && said.contains("Tesseract"), "{said}");
}

#[cfg(target_os = "linux")]
#[test]
fn a_recogniser_that_never_ends_is_ended_with_the_reading() {
    use std::os::unix::fs::PermissionsExt;

    let folder = tempfile::tempdir().unwrap();
    let (file, program) = (folder.path().join("scan.pdf"), folder.path().join("tesseract"));
    fs::write(&file, scan(&[blot()], 72)).unwrap();
    // It tells its number, and waits for ever.
    let number = folder.path().join("number");
    std::process::Command::new("mkfifo").arg(&number).status().unwrap();
    let script = format!("#!/bin/sh\necho $$ > {}\nwhile :; do :; done\n", number.display());
    fs::write(&program, script).unwrap();
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
    let mut reading = std::process::Command::new(assert_cmd::cargo_bin!("bellwether"))
        .arg("convert")
        .arg(&file)
        .env("PATH", folder.path())
        .spawn()
        .unwrap();
    let recogniser = fs::read_to_string(&number).unwrap().trim().to_owned();
    let reader = parent_of(&recogniser);
    let kill = |process: &str| {
        std::process::Command::new("/bin/kill").args(["-9", process]).status().unwrap()
    };
    assert!(kill(&reader).success());
    reading.wait().unwrap();
    // It ends with the one that asked for it; as long as that takes, it is looked for.
    let ended = || {
        fs::read_to_string(format!("/proc/{recogniser}/stat"))
            .map_or(true, |said| said.contains(") Z"))
    };
    while !ended() {
        std::thread::yield_now();
    }
}

/// The process that started another.
#[cfg(target_os = "linux")]
fn parent_of(process: &str) -> String {
    let about = fs::read_to_string(format!("/proc/{process}/status")).unwrap();
    let line = about.lines().find_map(|line| line.strip_prefix("PPid:")).unwrap();
    line.trim().to_owned()
}
