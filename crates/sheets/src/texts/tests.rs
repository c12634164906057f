//! Files made here that hold some words, each in another place or spelling.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use std::io::Write;

use rstest::rstest;

use super::each_text;
use crate::read::package::packed;

/// Whether the words stand in some text of a file, and what could not be looked into.
fn looked(bytes: &[u8], words: &str) -> (bool, Vec<&'static str>) {
    let mut found = false;
    let unseen = each_text(bytes, &mut |text| {
        let lines: Vec<&str> = text.split_whitespace().collect();
        found |= lines.join(" ").contains(words);
    });
    (found, unseen.into_iter().collect())
}

#[rstest]
#[case(
    "word/comments.xml",
    "<w:comment w:author='x'><w:p><w:r><w:t>José Fenwright</w:t></w:r></w:p></w:comment>"
)]
#[case("word/comments.xml", "<w:comment w:author='José Fenwright'/>")]
#[case("docProps/core.xml", "<cp:x><dc:creator>José Fenwright</dc:creator><cp:y>Ann</cp:y></cp:x>")]
#[case("docProps/app.xml", "<Properties><Manager>Jos&#233; Fenwright</Manager></Properties>")]
#[case(
    "xl/comments1.xml",
    "<comments><text><r><t>José </t></r><r><rPr><b/></rPr><t>Fenwright</t></r></text></comments>"
)]
#[case("xl/sharedStrings.xml", "<sst><si><t>Jos_x00E9_ Fenwright</t></si></sst>")]
#[case(
    "content.xml",
    "<text:p>José Fen<text:span text:style-name='T1'>wright</text:span></text:p>"
)]
#[case(
    "content.xml",
    "<office:annotation><text:p>José<text:s/>Fenwright</text:p></office:annotation>"
)]
#[case(
    "meta.xml",
    "<meta:initial-creator>José Fenwright</meta:initial-creator><dc:date>1</dc:date>"
)]
#[case(
    "word/document.xml",
    "<w:p><w:r><w:t>José Fen</w:t></w:r><w:proofErr/><w:r><w:t>wright</w:t></w:r></w:p>"
)]
fn every_part_of_a_package_is_looked_through(#[case] part: &str, #[case] text: &str) {
    let file = packed(&[("[Content_Types].xml", "<Types/>"), (part, text)]);
    assert_eq!(looked(&file, "José Fenwright"), (true, vec![]));
    let other = packed(&[(part, "<a>nobody</a>")]);
    assert_eq!(looked(&other, "José Fenwright"), (false, vec![]));
}

#[rstest]
#[case("<p>Jos&eacute; Fen<b>wright</b></p><p>May</p>")]
#[case("<td>José</td><td>Fenwright</td>")]
#[case("<a title='Jos&#xe9; Fenwright'>he</a>")]
#[case("<!-- José Fenwright -->")]
#[case("Content-Transfer-Encoding: quoted-printable\n\nby Jos=C3=A9 Fen=\nwright\n")]
#[case("Content-Transfer-Encoding: Quoted-Printable\n\nby Jos=E9 Fenwright\n")]
#[case("Content-Transfer-Encoding: base64\n\nSm9zw6kg\nRmVud3JpZ2h0\n")]
#[case("Subject: =?utf-8?B?Sm9zw6k=?= =?utf-8?Q?_Fenwright?=\n")]
#[case("Subject: =?iso-8859-1?Q?Jos=E9_Fenwright?=\n")]
#[case("{\\rtf1\\ansi by Jos\\'e9 Fen{\\b wright}\\par May}")]
#[case("{\\rtf1\\ansi{\\info{\\author Jos\\u233?\\~Fenwright}{\\title May}}\\pard x}")]
#[case("{\\rtf1\\ansi\\uc0 x{\\*\\annotation Jos\\u233 \\'20Fenwright}}")]
fn texts_are_understood_as_they_are_meant(#[case] text: &str) {
    assert_eq!(looked(text.as_bytes(), "José Fenwright"), (true, vec![]), "{text}");
}

#[test]
fn a_part_of_mail_that_is_a_file_is_looked_into() {
    let inner = packed(&[("docProps/core.xml", "<dc:creator>José Fenwright</dc:creator>")]);
    let mail = format!(
        "Content-Type: application/zip\nContent-Transfer-Encoding: base64\n\n{}\n--b--\n",
        base64(&inner)
    );
    assert_eq!(looked(mail.as_bytes(), "José Fenwright"), (true, vec![]));
}

#[test]
fn properties_and_notes_of_a_pdf_are_looked_into_and_its_pictures_named() {
    let note = "<</Type/Annot/Subtype/Text/Rect[0 0 9 9]/Contents<FEFF004A006F007300E9002000460065006E00770072006900670068 0074>>>";
    for (holds, extra) in [(true, note), (false, "<<>>")] {
        let pdf = pdf(&[
            "<</Type/Catalog/Pages 2 0 R>>",
            "<</Type/Pages/Kids[3 0 R]/Count 1>>",
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>>",
            extra,
        ]);
        assert_eq!(looked(&pdf, "José Fenwright").0, holds, "{extra}");
    }
    let picture = "<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray\
                   /BitsPerComponent 8/Length 1>>\nstream\nx\nendstream";
    let pdf = pdf(&[
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>>",
        picture,
    ]);
    assert!(looked(&pdf, "José").1.contains(&"pictures"));
}

#[test]
fn what_cannot_be_looked_into_is_named() {
    assert_eq!(looked(b"\x89PNG\r\n\x1a\n", "José").1, ["pictures"]);
    let file = packed(&[("word/media/image1.png", b"\x89PNG\r\n\x1a\n")]);
    assert_eq!(looked(&file, "José").1, ["pictures"]);
    let noise: Vec<u8> = (0..=255).cycle().take(4096).collect();
    assert_eq!(looked(&noise, "José").1, ["parts of a kind that is not read"]);
    assert_eq!(looked(b"PK\x03\x04", "José").1, ["parts, which cannot be unpacked"]);
    assert_eq!(looked(b"", "José"), (false, vec![]));
}

#[test]
fn words_are_found_in_bytes_wherever_parts_meet() {
    for at in [0, 7, super::PART - super::AGAIN - 3, super::PART - 5, 2 * super::PART] {
        let mut bytes = vec![1; at];
        bytes.extend(b"Quill Fenwright");
        assert!(looked(&bytes, "Quill Fenwright").0, "{at}");
        let mut wide = vec![0; at];
        wide.extend("Quill Fenwright".encode_utf16().flat_map(u16::to_le_bytes));
        assert!(looked(&wide, "Quill Fenwright").0, "{at}");
    }
}

fn base64(bytes: &[u8]) -> String {
    const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for (at, part) in bytes.chunks(3).enumerate() {
        let held = part.iter().fold(0_u32, |held, byte| held << 8 | u32::from(*byte))
            << (8 * (3 - part.len()));
        for sign in 0..=part.len() {
            text.push(char::from(SIGNS[(held >> (18 - 6 * sign)) as usize & 63]));
        }
        if at % 19 == 18 {
            text.push('\n');
        }
    }
    text
}

/// A file of these objects, the first of them its root.
fn pdf(objects: &[&str]) -> Vec<u8> {
    let mut file = b"%PDF-1.7\n".to_vec();
    let mut places = vec![];
    for (at, object) in objects.iter().enumerate() {
        places.push(file.len());
        write!(file, "{} 0 obj\n{object}\nendobj\n", at + 1).unwrap();
    }
    let table = file.len();
    write!(file, "xref\n0 {}\n0000000000 65535 f \n", places.len() + 1).unwrap();
    places.iter().for_each(|place| writeln!(file, "{place:010} 00000 n ").unwrap());
    let size = places.len() + 1;
    write!(file, "trailer<</Size {size}/Root 1 0 R>>\nstartxref\n{table}\n%%EOF").unwrap();
    file
}
