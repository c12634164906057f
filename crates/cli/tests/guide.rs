//! What the guide and the README say to type is typed here, and does what they say.
//!
//! Every line of a block of `sh` is run, in order, in a folder with the files that the words speak
//! of. A block that cannot be run here says why in a comment before it: `<!-- not run: … -->`.
//! A command in the running text is run where it names real things; where it has a placeholder in
//! capitals (`undo ENTRY`), its options have to be those of the program.

#![allow(clippy::unwrap_used, clippy::panic, unreachable_pub, reason = "tests may fail")]
#![allow(dead_code, reason = "each test file uses its part of the common helpers")]
#![cfg(unix)]

mod common;
#[path = "../../history/tests/server/mod.rs"]
mod server;

use std::{
    fs,
    io::{BufRead, BufReader},
    path::Path,
    process::{Command, Output, Stdio},
};

use common::{root, sample};

#[test]
fn the_commands_of_the_guide_print_what_it_says() {
    trycmd::TestCases::new()
        .env("NO_COLOR", "1")
        .case(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/guide.md"));
}

#[test]
fn every_command_of_the_guide_runs() {
    assert!(all_run("docs/guide.md") >= 20);
}

#[test]
fn every_command_of_the_readme_runs() {
    assert!(all_run("README.md") >= 8);
}

/// Runs what a page says to type, and gives how many commands that were.
fn all_run(page: &str) -> usize {
    let text = fs::read_to_string(root().join(page)).unwrap();
    let desk = Desk::new();
    let mut run = 0;
    for said in said(&text) {
        match said {
            Said::Line(line) => desk.does(&line),
            Said::Mention(words) => desk.knows(&words),
        }
        run += 1;
    }
    run
}

/// Something that a page says to type.
enum Said {
    /// A line of a block.
    Line(String),
    /// A command in the running text.
    Mention(String),
}

/// What a page says, in its order.
fn said(text: &str) -> Vec<Said> {
    let mut found = vec![];
    let mut lines = text.lines();
    let mut before = "";
    while let Some(line) = lines.next() {
        let Some(kind) = line.trim_start().strip_prefix("```") else {
            found.extend(mentions(line).map(Said::Mention));
            if !line.trim().is_empty() {
                before = line;
            }
            continue;
        };
        let block: Vec<&str> =
            lines.by_ref().take_while(|line| line.trim_start() != "```").collect();
        let excused = before.trim_start().starts_with("<!-- not run: ");
        before = "";
        match kind {
            "sh" if excused => {}
            "sh" => {
                let whole = block.join("\n").replace("\\\n", " ");
                let lines = whole.lines().map(str::trim).filter(|line| !line.is_empty());
                found.extend(lines.map(|line| Said::Line(line.to_owned())));
            }
            // Run with what it prints by the test of its own.
            "console" => {}
            _ if excused => {}
            kind => panic!("a block of {kind:?} is not run, and does not say why: {block:?}"),
        }
    }
    found
}

/// The commands between backticks.
fn mentions(line: &str) -> impl Iterator<Item = String> {
    let code = line.split('`').skip(1).step_by(2);
    code.filter(|code| code.starts_with("bellwether ")).map(str::to_owned)
}

/// A folder with what the pages speak of.
struct Desk(tempfile::TempDir);

impl Desk {
    fn new() -> Self {
        let desk = Self(tempfile::tempdir().unwrap());
        let at = |name: &str| desk.0.path().join(name);
        fs::copy(sample("2025-q4"), at("register.txt")).unwrap();
        fs::copy(sample("2025-q3"), at("FILE")).unwrap();
        // Told from the contents, never from the name.
        let table = "Ref,Risk,Lead,Likelihood,Impact,Score,Action,By when\n\
                     W1,The weir gives way in a wet winter,KL,4,5,20,Repair the sill,May 2025\n\
                     W2,The pumps cannot be mended any more,MN,3,4,12,Buy two pumps,June 2025\n";
        fs::write(at("register.xlsx"), table).unwrap();
        fs::write(at("minutes.pdf"), b"%PDF-1.7\nminutes").unwrap();
        fs::write(at("photo.jpg"), b"\xFF\xD8\xFFphoto").unwrap();
        fs::create_dir(at("home")).unwrap();
        desk
    }

    fn sh(&self, line: &str) -> Command {
        let program = assert_cmd::cargo_bin!("bellwether");
        let path = std::env::var("PATH").unwrap();
        let mut run = Command::new("sh");
        run.args(["-ec", line]).current_dir(&self.0).env("NO_COLOR", "1").env("USER", "clerk");
        run.env("PATH", format!("{}:{path}", program.parent().unwrap().display()));
        run.env("HOME", self.0.path().join("home")).env_remove("XDG_STATE_HOME");
        for name in ["BELLWETHER_DATABASE", "BELLWETHER_ATTACHMENTS"] {
            run.env_remove(name);
        }
        run
    }

    /// Runs a line as it stands, and sees that it ends as the page says.
    fn does(&self, line: &str) {
        let (command, remark) = line.split_once("  #").unwrap_or((line, ""));
        let command = command.trim().replace(['[', ']'], "");
        if let Some(goal) = command.strip_prefix("make ") {
            let rules = fs::read_to_string(root().join("Makefile")).unwrap();
            let goal = goal.split_whitespace().next().unwrap();
            assert!(rules.contains(&format!("\n{goal}:")), "make has no goal {goal}");
            return;
        }
        if command.starts_with("bellwether serve") || command.starts_with("bellwether open") {
            return self.serves(&command);
        }
        let Some(command) = with_a_server(&command) else { return };
        let Output { status, stdout, stderr } = self.sh(&command).output().unwrap();
        let code = if remark.contains("exits with 1") { 1 } else { 0 };
        let [out, err] = [stdout, stderr].map(|text| String::from_utf8_lossy(&text).into_owned());
        assert_eq!(status.code(), Some(code), "{command}\n{out}{err}");
    }

    /// Starts a server, at any port, and sees that it is ready.
    fn serves(&self, command: &str) {
        let any = command.replace("127.0.0.1:8080", "127.0.0.1:0");
        let more = match any.split_whitespace().nth(1) {
            Some("open") => " --no-browser",
            _ if any.contains("--listen") => "",
            _ => " --listen 127.0.0.1:0",
        };
        let mut run = self.sh(&format!("exec {any}{more}"));
        let mut child = run.stdout(Stdio::piped()).spawn().unwrap();
        let mut first = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut first).unwrap();
        Command::new("kill").arg(child.id().to_string()).status().unwrap();
        assert!(child.wait().unwrap().success(), "{command}");
        assert!(first.contains("http://127.0.0.1:"), "{command}: {first}");
    }

    /// Runs a command of the running text, or sees that the program has what it names.
    fn knows(&self, words: &str) {
        let named: Vec<&str> = words.split_whitespace().collect();
        let placeholder = |word: &&str| {
            word.len() > 1 && *word != "FILE" && word.chars().all(|c| c.is_ascii_uppercase())
        };
        if !named.iter().any(placeholder) {
            return self.does(words);
        }
        let command = named.get(1).unwrap();
        let told = self.sh(&format!("bellwether {command} --help")).output().unwrap();
        let help = String::from_utf8(told.stdout).unwrap();
        for option in named.iter().filter(|word| word.starts_with("--")) {
            let option = option.split('=').next().unwrap();
            assert!(help.contains(option), "{words}: there is no {option}\n{help}");
        }
        assert!(told.status.success(), "{words}");
    }
}

/// A command with the address of a real server in place of the guide's; `None`, loudly, where there
/// is none to be had.
fn with_a_server(command: &str) -> Option<String> {
    const ADDRESS: &str = "postgres://user@host/name";
    if !command.contains(ADDRESS) {
        return Some(command.to_owned());
    }
    let server = server::Server::shared()?;
    Some(command.replace(ADDRESS, &server.address("bellwether", &server.database())))
}

#[test]
fn a_page_that_is_not_run_is_found_out() {
    let page = "Say `bellwether frobnicate` or:\n\n```sh\nbellwether verify none.db\n```\n\n\
                <!-- not run: it would build the program -->\n```sh\nmake demo\n```\n";
    let found = said(page);
    assert_eq!(found.len(), 2, "what is excused is left out");
    let runs = |said: Said| {
        std::panic::catch_unwind(|| match said {
            Said::Line(line) => Desk::new().does(&line),
            Said::Mention(words) => Desk::new().knows(&words),
        })
    };
    assert!(found.into_iter().all(|said| runs(said).is_err()), "neither can be run");
    assert!(Path::new(&root().join("docs/guide.md")).exists());
}
