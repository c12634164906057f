//! Papers as they are put out to the public: a folder of plain files that any web server hands out,
//! a folder in it for each meeting, a page that lists the meetings. No script, nothing fetched from
//! elsewhere; each file with its digest.

mod folder;
mod papers;

use bellwether_domain::{Date, calendar::long_date};
use maud::{DOCTYPE, Markup, PreEscaped, html};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

pub use folder::{Folder, Placed, PublishError};
pub use papers::{Files, Made, Source, make, of, says, withdrawn};

const STYLE: &str = include_str!("../assets/published.css");

/// What was put out for a meeting; kept beside it as `issue.json`, from which the pages are made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Issue {
    /// Whose register it is.
    pub organisation: String,
    /// The register's title.
    pub title: String,
    /// The language of the papers, as a BCP 47 tag.
    pub language: String,
    /// The meeting that it was sealed for.
    pub meeting: String,
    /// The day that it speaks of.
    pub as_at: Date,
    /// The journal entry of the seal.
    pub entry: u64,
    /// The digest of the sealed register document, in hexadecimal.
    pub sealed: String,
    /// The digest of the journal up to and with the seal, in hexadecimal.
    pub head: String,
    /// The terms under which it may be used again, where the body says them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub licence: Option<String>,
    /// That something is not for the public and is left out, in a sentence, where something is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub left_out: Option<String>,
    /// The digest of what the papers say, however they are drawn, in hexadecimal; none where they were
    /// withdrawn or written before this was kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub says: Option<String>,
    /// The files.
    pub files: Vec<File>,
    /// When and why it was withdrawn, where it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub withdrawn: Option<Withdrawn>,
}

/// A file that was put out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct File {
    /// Its name.
    pub name: String,
    /// What it is, in words.
    pub what: String,
    /// Its size, in bytes.
    pub bytes: usize,
    /// Its SHA-256, in hexadecimal.
    pub sha256: String,
}

/// That papers were taken back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Withdrawn {
    /// On which day.
    pub on: Date,
    /// Why.
    pub why: String,
}

impl File {
    /// A file of these bytes.
    pub fn of(name: impl Into<String>, what: impl Into<String>, bytes: &[u8]) -> Self {
        let (name, what) = (name.into(), what.into());
        Self { name, what, bytes: bytes.len(), sha256: digest(bytes) }
    }
}

/// The SHA-256 of some bytes, in hexadecimal.
pub fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

impl Issue {
    /// Whether it is of the same seal as another: names can be erased, the journal's head stays.
    pub fn is_of_the_seal_of(&self, other: &Self) -> bool {
        self.entry == other.entry && self.head == other.head
    }

    /// The name that its folder is first given: it stays the same as long as the seal does.
    pub fn folder(&self) -> String {
        let mut name = format!("{}-", self.as_at);
        for c in self.meeting.to_lowercase().chars() {
            match c {
                c if c.is_ascii_alphanumeric() => name.push(c),
                _ if !name.ends_with('-') => name.push('-'),
                _ => {}
            }
        }
        let name: String = name.chars().take(80).collect();
        format!("{}-entry-{}", name.trim_end_matches('-'), self.entry)
    }

    /// Its page.
    pub fn page(&self) -> String {
        page(
            &self.language,
            &format!("{}, {}", self.title, self.meeting),
            &html! {
                p { a href="../" { "All meetings" } }
                h1 { (self.title) }
                @if !names(&self.title, &self.organisation) { p .of { (self.organisation) } }
                p { "As put before " strong { (self.meeting) } ", as at " (long_date(self.as_at)) "." }
                @match &self.withdrawn {
                    Some(withdrawn) => (taken_back(withdrawn)),
                    None => (self.papers()),
                }
            },
        )
    }

    fn papers(&self) -> Markup {
        html! {
            h2 { "Papers and data" }
            table {
                thead { tr {
                    th scope="col" { "File" }
                    th scope="col" { "What it is" }
                    th scope="col" .number { "Size" }
                    th scope="col" { "SHA-256" }
                } }
                tbody { @for file in &self.files { tr {
                    th scope="row" { a href=(file.name) { (file.name) } }
                    td { (file.what) }
                    td .number { (size(file.bytes)) }
                    td .digest { (file.sha256) }
                } } }
            }
            @if let Some(left_out) = &self.left_out { p { (left_out) } }
            @if let Some(licence) = &self.licence { p { "Licence: " (licence) } }
            h2 { "How to verify" }
            p {
                "These are the public papers of a sealed register. Each was made from the document with "
                "the SHA-256 " code { (self.sealed) } ", sealed as journal entry " (self.entry)
                ", at which the head of the journal is " code { (self.head) } "."
            }
            p {
                "The digests of the files are in " a href="SHA256SUMS" { "SHA256SUMS" } ": "
                code { "sha256sum --check SHA256SUMS" } ". Whoever has the register’s database shows with "
                code { "bellwether verify" } " that nothing in it was changed since."
            }
        }
    }

    /// The digests of its files, as `sha256sum` checks them.
    pub fn sums(&self) -> String {
        self.files.iter().map(|file| format!("{}  {}\n", file.sha256, file.name)).collect()
    }
}

/// The page that lists the meetings, the latest first.
fn index(placed: &[Placed]) -> String {
    let mut placed: Vec<&Placed> = placed.iter().collect();
    placed.sort_by_key(|each| std::cmp::Reverse((each.issue.as_at, each.issue.entry)));
    let latest = placed.first().map(|each| &each.issue);
    let language = latest.map_or("en-GB", |issue| issue.language.as_str());
    let organisation = latest.map_or("", |issue| issue.organisation.as_str());
    page(
        language,
        "Published risk registers",
        &html! {
            h1 { "Published risk registers" }
            p .of { (organisation) }
            table {
                thead { tr {
                    th scope="col" { "Meeting" }
                    th scope="col" { "As at" }
                    th scope="col" { "Papers" }
                } }
                tbody { @for Placed { folder, issue } in placed { tr {
                    th scope="row" { a href={ (folder) "/" } { (issue.meeting) } }
                    td { (long_date(issue.as_at)) }
                    td { @match &issue.withdrawn {
                        Some(withdrawn) => { "Withdrawn on " (long_date(withdrawn.on)) }
                        None => { (issue.files.len()) " files" }
                    } }
                } } }
            }
        },
    )
}

/// Whether a title says already whose register it is.
fn names(title: &str, organisation: &str) -> bool {
    title.to_lowercase().contains(&organisation.to_lowercase())
}

fn taken_back(withdrawn: &Withdrawn) -> Markup {
    html! {
        p .withdrawn {
            strong { "Withdrawn on " (long_date(withdrawn.on)) ". " } (withdrawn.why)
        }
    }
}

fn page(language: &str, title: &str, body: &Markup) -> String {
    html! {
        (DOCTYPE)
        html lang=(language) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) }
                style { (PreEscaped(STYLE)) }
            }
            body { main { (body) } }
        }
    }
    .into_string()
}

/// "412 KB", as people say the size of a file.
fn size(bytes: usize) -> String {
    match bytes {
        0..1_000 => format!("{bytes} bytes"),
        1_000..1_000_000 => format!("{} KB", bytes.div_ceil(1_000)),
        _ => format!("{:.1} MB", bytes as f64 / 1e6),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may fail")]

    use super::*;

    pub(super) fn issue(meeting: &str, entry: u64) -> Issue {
        Issue {
            organisation: "Harrowmere Borough Council".into(),
            title: "Corporate risk register".into(),
            language: "en-GB".into(),
            meeting: meeting.into(),
            as_at: Date::constant(2026, 6, 30),
            entry,
            sealed: "ab".repeat(32),
            head: "cd".repeat(32),
            licence: None,
            left_out: None,
            says: None,
            files: vec![File::of("register.csv", "The table", b"Ref\r\n")],
            withdrawn: None,
        }
    }

    #[test]
    fn a_folder_is_named_by_what_stays() {
        let named = |meeting| issue(meeting, 42).folder();
        assert_eq!(
            named("Audit Committee, 14 July"),
            "2026-06-30-audit-committee-14-july-entry-42"
        );
        assert_eq!(named("../../etc — ŵ"), "2026-06-30-etc-entry-42");
    }

    #[test]
    fn a_page_lists_its_files_with_their_digests_and_a_withdrawn_one_says_so() {
        let one = issue("Audit <Committee>", 42);
        let page = one.page();
        assert!(page.contains("Audit &lt;Committee&gt;") && page.contains("<html lang=\"en-GB\">"));
        assert!(page.contains(&one.files.first().unwrap().sha256), "{page}");
        assert_eq!(one.sums(), format!("{}  register.csv\n", one.files.first().unwrap().sha256));
        let withdrawn =
            Some(Withdrawn { on: Date::constant(2026, 8, 1), why: "A name was in it.".into() });
        let page = Issue { withdrawn, ..one }.page();
        assert!(
            page.contains("Withdrawn on 1 August 2026") && !page.contains("register.csv"),
            "{page}"
        );
    }

    #[test]
    fn meetings_are_listed_from_the_latest() {
        let placed = |issue: Issue| Placed { folder: issue.folder(), issue };
        let index = index(&[placed(issue("First", 7)), placed(issue("Second", 9))]);
        assert!(index.find("Second").unwrap() < index.find("First").unwrap());
    }
}
