//! Papers as Word and OpenDocument: what another office program finds in the file.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

mod made;

use std::{fs, io::Read, process::Command};

use bellwether_papers::paper::{Block, Paper, Span, Standing, Table};
use bellwether_press::{docx, odt};

/// A part of a package, as text.
fn part(package: &[u8], name: &str) -> String {
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(package)).unwrap();
    let mut text = String::new();
    zip.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

/// The words of a paper as they are read, from its title on.
fn words(paper: &Paper) -> String {
    let mut words = vec![paper.title.clone()];
    words.push(paper.organisation.clone());
    let spans = |spans: &[Span]| spans.iter().map(|span| span.text.clone()).collect::<String>();
    for block in &paper.blocks {
        match block {
            Block::Heading { text, .. } => words.push(text.clone()),
            Block::Paragraph(text) => words.push(spans(text)),
            Block::List(points) => {
                words.extend(points.iter().map(|point| format!("• {}", spans(point))))
            }
            Block::Facts(facts) => {
                words.extend(facts.iter().flat_map(|(name, text)| [name.clone(), spans(text)]));
            }
            Block::Table(table) => words.extend(table_words(table)),
            // Where nothing is drawn, the words for the drawing stand in its place.
            Block::Figure(figure) if cfg!(feature = "pdf") => words.push(figure.caption.clone()),
            Block::Figure(figure) => {
                words.extend([figure.alternative.clone(), figure.caption.clone()]);
            }
            Block::PageBreak => {}
        }
    }
    plain(&words.join(" "))
}

fn table_words(table: &Table) -> Vec<String> {
    let rows = table.head.iter().chain(table.groups.iter().flat_map(|group| &group.rows));
    let cells = rows.flat_map(|row| &row.cells).map(|cell| cell.words());
    [table.caption.clone()].into_iter().chain(cells).collect()
}

fn plain(text: &str) -> String {
    text.replace('\u{feff}', "").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The text that LibreOffice finds in a file; nothing where it is not there (a build server has it).
fn opened(bytes: &[u8], extension: &str) -> Option<String> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(format!("paper.{extension}"));
    fs::write(&path, bytes).unwrap();
    let profile = format!("-env:UserInstallation=file://{}/profile", folder.path().display());
    let run = Command::new("soffice")
        .args([&profile, "--headless", "--convert-to", "txt:Text (encoded):UTF8", "--outdir"])
        .args([folder.path(), path.as_path()])
        .output();
    if run.is_err() {
        assert!(
            std::env::var_os("CI").is_none(),
            "LibreOffice is not installed: see scripts/packages"
        );
        println!("NOT TESTED: LibreOffice is not installed (scripts/packages installs it)");
        return None;
    }
    Some(plain(&fs::read_to_string(folder.path().join("paper.txt")).unwrap()))
}

#[test]
fn libreoffice_finds_every_word_in_order() {
    let paper = made::everything(6);
    for (extension, bytes) in
        [("docx", docx::write(&paper).unwrap()), ("odt", odt::write(&paper).unwrap())]
    {
        let Some(found) = opened(&bytes, extension) else { return };
        assert_eq!(found, words(&paper), "{extension}");
    }
}

#[test]
fn word_has_real_headings_and_rows_that_repeat() {
    let package = docx::write(&made::everything(3)).unwrap();
    let document = part(&package, "word/document.xml");
    for mark in [
        "<w:pStyle w:val=\"Title\"/>",
        "<w:pStyle w:val=\"Heading1\"/>",
        "<w:pStyle w:val=\"Heading2\"/>",
        "<w:pStyle w:val=\"ListBullet\"/>",
        "<w:pStyle w:val=\"Caption\"/>",
        "<w:tblStyle w:val=\"RegisterTable\"/>",
        "w:orient=\"landscape\"",
        "<w:cantSplit/>",
        "The score of the storm surge rose",
    ] {
        assert!(document.contains(mark), "{mark}");
    }
    // The two heading rows of the register and that of the matrix.
    assert_eq!(document.matches("<w:tblHeader/>").count(), 3);
    assert!(!document.contains("txbx"), "a text box");
    let styles = part(&package, "word/styles.xml");
    assert!(
        styles.contains("<w:name w:val=\"heading 1\"/>")
            && styles.contains("w:lang w:val=\"en-GB\"")
    );
    let head = part(&package, "word/header1.xml");
    assert!(
        head.contains("w:instr=\"PAGE\"")
            && head.contains("w:instr=\"NUMPAGES\"")
            && head.contains("PUBLIC")
    );
    assert!(
        part(&package, "word/footer1.xml").contains("Sealed for Audit Committee, 14 July 2026.")
    );
    let properties = part(&package, "docProps/core.xml");
    assert!(properties.contains("<dc:title>Corporate risk register</dc:title>"), "{properties}");
    assert!(properties.contains("<dc:language>en-GB</dc:language>"), "{properties}");
    assert!(properties.contains("2026-06-30T00:00:00Z"), "{properties}");
}

#[test]
fn opendocument_has_real_headings_and_rows_that_repeat() {
    let package = odt::write(&made::everything(3)).unwrap();
    let content = part(&package, "content.xml");
    for mark in [
        "<text:h text:style-name=\"Heading_20_1\" text:outline-level=\"1\">",
        "<table:table-header-rows>",
        "table:number-rows-spanned=\"2\"",
        "fo:keep-together=\"always\"",
        "The score of the storm surge rose",
    ] {
        assert!(content.contains(mark), "{mark}");
    }
    let styles = part(&package, "styles.xml");
    assert!(styles.contains("style:print-orientation=\"landscape\""));
    assert!(styles.contains("fo:language=\"en\" fo:country=\"GB\""));
    assert!(styles.contains("<text:page-count>") && styles.contains("Sealed for Audit Committee"));
    assert!(part(&package, "meta.xml").contains("<dc:language>en-GB</dc:language>"));
}

#[test]
fn a_draft_says_so_at_the_head() {
    let paper = Paper { standing: Standing::Draft, ..made::everything(1) };
    assert!(part(&docx::write(&paper).unwrap(), "word/header1.xml").contains("DRAFT, NOT SEALED"));
    assert!(part(&odt::write(&paper).unwrap(), "styles.xml").contains("DRAFT, NOT SEALED"));
}

#[test]
fn the_same_paper_gives_the_same_bytes() {
    let paper = made::everything(2);
    assert!(docx::write(&paper).unwrap() == docx::write(&paper).unwrap());
    assert!(odt::write(&paper).unwrap() == odt::write(&paper).unwrap());
}

#[test]
fn what_xml_cannot_hold_is_left_out_and_all_else_stands() {
    let words = "a\u{0}b <tag> & \"quotes\" 洪水 🌊 خطر  two  spaces\u{1b}";
    let paper = made::holding(vec![
        Block::Paragraph(vec![Span::plain(words)]),
        Block::Table(Table::default()),
        Block::Facts(vec![]),
        Block::List(vec![]),
    ]);
    for (extension, bytes) in
        [("docx", docx::write(&paper).unwrap()), ("odt", odt::write(&paper).unwrap())]
    {
        let Some(found) = opened(&bytes, extension) else { return };
        assert!(
            found.contains("ab <tag> & \"quotes\" 洪水 🌊 خطر two spaces"),
            "{extension}: {found}"
        );
    }
}
