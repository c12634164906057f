//! Papers as PDF: what a reader, a screen reader and an archive find in the file.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

mod made;

use std::{
    io::Write,
    process::{Command, Stdio},
};

use bellwether_papers::paper::{
    Align, Block, Cell, Column, Group, Paper, Row, Span, Standing, Table, Version,
};
use bellwether_press::pdf::{Look, PdfError, write};

fn pdf(paper: &Paper) -> Vec<u8> {
    write(paper, &Look::default()).unwrap().bytes
}

/// What a program of poppler says of a file; nothing where it is not there (a build server has it).
fn poppler(program: &str, options: &[&str], pdf: &[u8]) -> Option<String> {
    let started = Command::new(program)
        .args(options)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn();
    let Ok(mut child) = started else {
        assert!(
            std::env::var_os("CI").is_none(),
            "{program} is not installed: see scripts/packages"
        );
        println!("NOT TESTED: {program} is not installed (scripts/packages installs it)");
        return None;
    };
    let mut input = child.stdin.take().unwrap();
    let bytes = pdf.to_vec();
    let feed = std::thread::spawn(move || input.write_all(&bytes));
    let output = child.wait_with_output().unwrap();
    feed.join().unwrap().ok();
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}

fn text(pdf: &[u8]) -> Option<String> {
    poppler("pdftotext", &["-layout", "-", "-"], pdf)
}

#[test]
fn it_is_tagged_for_screen_readers_and_fit_for_the_archive() {
    let bytes = pdf(&made::everything(12));
    let Some(info) = poppler("pdfinfo", &["-"], &bytes) else { return };
    assert!(info.contains("Tagged:          yes"), "{info}");
    assert!(info.contains("Title:           Corporate risk register"), "{info}");
    assert!(info.contains("Author:          Harrowmere Borough Council"), "{info}");
    let meta = poppler("pdfinfo", &["-meta", "-"], &bytes).unwrap();
    for mark in ["<pdfaid:part>2</pdfaid:part>", "<pdfaid:conformance>A", "<pdfuaid:part>1"] {
        assert!(meta.contains(mark), "{mark} is not in {meta}");
    }
    let fonts = poppler("pdffonts", &["-"], &bytes);
    // pdffonts reads no standard input in older releases: then it says nothing.
    for font in fonts.iter().flat_map(|fonts| fonts.lines().skip(2)) {
        assert!(font.contains("yes yes yes"), "not embedded: {font}");
    }
}

#[test]
fn its_structure_holds_headings_and_tables_in_order() {
    let bytes = pdf(&made::everything(3));
    let Some(structure) = poppler("pdfinfo", &["-struct-text", "-"], &bytes) else { return };
    let places: Vec<usize> =
        ["Purpose", "Where the risks stand", "The register", "Ref", "R1", "How risks are scored"]
            .into_iter()
            .map(|words| {
                structure
                    .find(&format!("\"{words}\""))
                    .unwrap_or_else(|| panic!("{words}: {structure}"))
            })
            .collect();
    assert!(places.is_sorted(), "{places:?} in {structure}");
    for tag in ["H1", "H2", "L ", "Table", "TH ", "TD", "Figure", "Caption"] {
        assert!(structure.contains(tag), "{tag} is not in {structure}");
    }
    let detailed = poppler("pdfinfo", &["-struct", "-"], &bytes).unwrap();
    assert!(detailed.contains("/Scope /Column"), "{detailed}");
    assert!(detailed.contains("/Scope /Row"), "{detailed}");
}

#[test]
fn every_page_says_what_it_is_of_and_what_it_stands_on() {
    let sealed = text(&pdf(&made::everything(30)));
    let Some(sealed) = sealed else { return };
    let pages: Vec<&str> = sealed.trim_end_matches('\u{c}').split('\u{c}').collect();
    assert!(pages.len() > 3);
    for (number, page) in (1..).zip(&pages) {
        assert!(page.contains("Corporate risk register"), "{page}");
        assert!(page.contains("Harrowmere Borough Council"), "{page}");
        assert!(
            page.contains(&format!("As at 30 June 2026 · Page {number} of {}", pages.len())),
            "{page}"
        );
        assert!(page.contains("PUBLIC"), "{page}");
        assert!(page.contains("Sealed for Audit Committee, 14 July 2026."), "{page}");
        assert!(page.contains(&"9f2b6c".repeat(10)), "{page}");
        assert!(!page.contains("DRAFT"), "{page}");
    }
    // The headings of the table are said again on each page that it goes on to.
    assert!(sealed.matches("Controls in place").count() > 2, "{sealed}");
    let draft =
        Paper { standing: Standing::Draft, version: Version::Restricted, ..made::everything(1) };
    let draft = text(&pdf(&draft)).unwrap();
    // The letters stand apart.
    let words: String = draft.chars().filter(|c| !c.is_whitespace()).collect();
    assert!(words.contains("DRAFT,NOTSEALED") && draft.contains("RESTRICTED"), "{draft}");
}

#[test]
fn the_same_paper_gives_the_same_bytes() {
    let paper = made::everything(5);
    assert!(pdf(&paper) == pdf(&paper));
}

#[test]
fn a_paper_of_no_day_is_a_paper_without_a_false_date() {
    let bytes = pdf(&Paper { as_at: None, ..made::everything(1) });
    let Some(info) = poppler("pdfinfo", &["-"], &bytes) else { return };
    assert!(info.contains("Tagged:          yes") && !info.contains("CreationDate"), "{info}");
}

#[test]
fn no_word_of_a_register_is_code() {
    let words =
        "#read(\"/etc/passwd\") $x$ *bold* _it_ @ref <label> \\ `raw` // not a comment =1+1";
    let paper = Paper {
        title: words.into(),
        ..made::holding(vec![
            Block::Heading { level: 1, text: words.into() },
            Block::Paragraph(vec![Span::plain(words)]),
        ])
    };
    let Some(text) = text(&pdf(&paper)) else { return };
    assert!(text.matches(words).count() >= 2, "{text}");
}

fn one_cell(text: &str) -> Paper {
    let table = Table {
        columns: vec![
            Column { weight: 1, align: Align::Start },
            Column { weight: 4, align: Align::Start },
        ],
        head: vec![Row { cells: vec![Cell::heading("Ref", 1, 1), Cell::heading("Risk", 1, 1)] }],
        groups: vec![Group {
            rows: vec![Row { cells: vec![Cell::plain("R1"), Cell::plain(text)] }],
        }],
        ..Table::default()
    };
    made::holding(vec![Block::Table(table)])
}

#[test]
fn a_text_of_50_000_characters_goes_on_from_page_to_page() {
    let words: String = (0..9000).map(|number| format!("w{number} ")).collect();
    assert!(words.len() > 50_000);
    let Some(text) = text(&pdf(&one_cell(&words))) else { return };
    let found: Vec<&str> = text.split_whitespace().filter(|word| word.starts_with('w')).collect();
    assert_eq!(found.len(), 9000);
    assert_eq!(found.last(), Some(&"w8999"));
    // A word that never ends breaks where the line does.
    let endless = write(&one_cell(&"x".repeat(50_000)), &Look::default()).unwrap();
    assert!(endless.pages > 3, "{} pages", endless.pages);
}

#[test]
fn signs_that_no_font_has_are_named_and_the_paper_stands() {
    let pdf =
        write(&one_cell("Flood 🌊, 洪水, خطر and \u{0}\u{1b}\u{202e}control"), &Look::default())
            .unwrap();
    assert_eq!(pdf.remarks.len(), 1);
    let remark = &pdf.remarks[0];
    assert!(
        remark.contains("洪 (U+6D2A)") && remark.contains("🌊") && !remark.contains('خ'),
        "{remark}"
    );
}

#[test]
fn a_paper_of_nothing_and_a_table_of_nothing_are_papers() {
    assert_eq!(write(&made::empty(), &Look::default()).unwrap().pages, 1);
    let nothing = Paper {
        title: String::new(),
        organisation: String::new(),
        language: "x-klingon".into(),
        as_at: None,
        ..made::holding(vec![
            Block::Table(Table::default()),
            Block::Paragraph(vec![]),
            Block::PageBreak,
        ])
    };
    write(&nothing, &Look::default()).unwrap();
}

#[test]
fn a_bodys_own_look_is_taken_and_a_broken_one_is_told_by_its_line() {
    let own = "#import \"/blocks.typ\": paper, body\n#set document(title: paper.title)\n#set text(lang: \"en\")\nOwn words\n#body()";
    let look = |template: &str| Look { template: Some(template.into()), ..Look::default() };
    let paper = made::everything(1);
    let bytes = write(&paper, &look(own)).unwrap().bytes;
    if let Some(text) = text(&bytes) {
        assert!(text.contains("Own words"), "{text}");
    }
    let said = |template: &str| match write(&paper, &look(template)) {
        Err(PdfError::Template(said)) => said,
        other => panic!("{other:?}"),
    };
    assert_eq!(said("= Title\n#paper.titel"), "line 2, column 2: unknown variable: paper");
    let wrong = own.replace("paper.title", "paper.titel");
    assert!(said(&wrong).starts_with("line 2, column"), "{}", said(&wrong));
    // It reads no file and no network.
    for reach in
        ["#read(\"/etc/passwd\")", "#image(\"logo.png\")", "#import \"@preview/cetz:0.4.0\": draw"]
    {
        let said = said(reach);
        assert!(said.contains("line 1") && said.contains("a template reads no file"), "{said}");
    }
    assert!(said("#while true { }").contains("condition is always true"));
}

#[test]
fn a_logo_stands_on_the_first_page_and_must_be_a_picture() {
    let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"80\" height=\"40\"><rect width=\"80\" height=\"40\"/></svg>";
    let look = |logo: &[u8]| Look { logo: Some(logo.to_vec()), ..Look::default() };
    let paper = made::everything(1);
    write(&paper, &look(svg.as_bytes())).unwrap();
    assert_eq!(write(&paper, &look(b"no picture")), Err(PdfError::Logo));
    assert_eq!(write(&paper, &look(b"\x89PNG\r\n\x1a\nbroken")), Err(PdfError::Logo));
}
