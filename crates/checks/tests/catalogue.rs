//! A rule is a file with a page, a test that finds and a test that stays silent; `docs/checks/` is
//! generated from the files. `UPDATE_DOCS=1 cargo test -p bellwether-checks` writes it afresh.

#![allow(clippy::expect_used, clippy::panic, reason = "they say what a rule lacks")]

use std::{collections::BTreeSet, fs, path::Path};

use bellwether_checks::{RULES, docs};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

#[test]
fn every_rule_has_its_page() {
    for rule in RULES {
        let page = rule.docs();
        assert!(page.starts_with(&format!("# {}\n", rule.title)), "{}: title first", rule.id);
        let mut rest = page.as_str();
        for heading in docs::HEADINGS {
            let Some((_, after)) = rest.split_once(&format!("{heading}\n")) else {
                panic!("{}: its page lacks “{heading}” in its place", rule.id);
            };
            let body = after.split("\n## ").next().unwrap_or_default().trim();
            assert!(body.len() > 4, "{}: nothing under “{heading}”", rule.id);
            rest = after;
        }
        assert!(rule.help.len() > 20, "{}: says what to do", rule.id);
    }
}

#[test]
fn every_rule_has_a_test_that_finds_and_one_that_stays_silent() {
    for rule in RULES {
        for kind in ["finds_", "silent_"] {
            let tested = rule.source.contains(&format!("#[test]\n    fn {kind}"));
            assert!(tested, "{}: no test “fn {kind}…” in its file", rule.id);
        }
    }
}

#[test]
fn every_file_is_a_rule_of_the_catalogue_in_order() {
    let ids: Vec<&str> = RULES.iter().map(|rule| rule.id).collect();
    let sections: Vec<&str> = docs::SECTIONS.iter().map(|(letters, _)| *letters).collect();
    let place = |id: &str| {
        let (section, number) = id.split_once('-').expect("a dash");
        (sections.iter().position(|s| *s == section).expect("a section"), number.to_owned())
    };
    assert!(ids.is_sorted_by_key(|id| place(id)), "{ids:?}");
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "an id twice");
    let mut files = BTreeSet::new();
    for (letters, _) in docs::SECTIONS {
        let folder = Path::new(ROOT).join("src/rules").join(letters.to_lowercase());
        for entry in fs::read_dir(folder).expect("a folder for each section") {
            let name = entry.expect("a file").file_name().into_string().expect("a name");
            if name != "mod.rs" {
                files.insert(format!(
                    "{letters} {}",
                    name.trim_end_matches(".rs").replace('_', "-")
                ));
            }
        }
    }
    let named: BTreeSet<String> =
        RULES.iter().map(|rule| format!("{} {}", rule.section(), rule.name)).collect();
    assert_eq!(files, named);
}

#[test]
fn the_guide_is_up_to_date() {
    let folder = Path::new(ROOT).join("../../docs/checks");
    let mut pages = vec![("README.md".to_owned(), docs::index())];
    pages.extend(RULES.iter().map(|rule| (docs::file_name(rule), docs::page(rule))));
    if std::env::var_os("UPDATE_DOCS").is_some() {
        fs::create_dir_all(&folder).expect("docs/checks can be made");
        for (name, page) in &pages {
            fs::write(folder.join(name), page).expect("a page can be written");
        }
    }
    let wanted: BTreeSet<&str> = pages.iter().map(|(name, _)| name.as_str()).collect();
    let found: BTreeSet<String> = fs::read_dir(&folder)
        .expect("docs/checks is there")
        .map(|entry| entry.expect("a file").file_name().into_string().expect("a name"))
        .collect();
    assert_eq!(found.iter().map(String::as_str).collect::<BTreeSet<_>>(), wanted);
    for (name, page) in &pages {
        let stored = fs::read_to_string(folder.join(name)).expect("a page");
        assert_eq!(
            &stored, page,
            "docs/checks/{name} is stale: UPDATE_DOCS=1 cargo test -p bellwether-checks"
        );
    }
}
