use std::io::Write;

use bellwether_sheets::ReadError;
use proptest::prelude::*;

use crate::paper::{Page, file, file_with, stream};
use crate::rows;

fn sample() -> Vec<u8> {
    let page = Page::default()
        .grid(&[50.0, 100.0, 200.0], &[100.0, 120.0, 140.0])
        .text(55.0, 113.0, "No")
        .text(105.0, 113.0, "Risk")
        .text(55.0, 133.0, "1")
        .text(105.0, 133.0, "Silt");
    file(&[page])
}

#[test]
fn declines_a_scan() {
    let mut page = Page::default().raw("q 600 0 0 800 0 0 cm /Im Do Q\n").text(300.0, 790.0, "1");
    page.resources = "/XObject << /Im 10 0 R >>".to_owned();
    let entries = "/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8";
    let bytes = file_with(&[page.clone(), page], &[stream(entries, b"x")], "");
    assert_eq!(rows(&bytes).unwrap_err(), ReadError::Scanned { pages: 2 });
}

#[test]
fn declines_a_page_without_anything() {
    assert_eq!(rows(&file(&[Page::default()])).unwrap_err(), ReadError::Empty);
}

#[test]
fn asks_for_a_copy_without_the_password() {
    let key = "00".repeat(32);
    let encrypt =
        format!("<< /Filter /Standard /V 1 /R 2 /Length 40 /P -4 /O <{key}> /U <{key}> >>");
    let trailer = "/Encrypt 10 0 R /ID [<00112233445566778899aabbccddeeff> <00112233445566778899aabbccddeeff>]";
    let bytes = file_with(&[Page::default().text(50.0, 50.0, "Silt")], &[encrypt.into()], trailer);
    assert_eq!(rows(&bytes).unwrap_err(), ReadError::Protected { kind: "PDF" });
}

#[test]
fn declines_too_many_pages() {
    let pages = vec![Page::default().text(50.0, 50.0, "Silt"); 2_000];
    assert!(matches!(rows(&file(&pages)), Err(ReadError::TooLarge { .. })));
}

#[test]
fn declines_parts_without_end_inside_each_other() {
    for (open, close) in [("<< /A ", " >>"), ("[", "]")] {
        let deep = open.repeat(50_000) + "1" + &close.repeat(50_000);
        let bytes = file_with(&[Page::default().text(50.0, 50.0, "Silt")], &[deep.into()], "");
        let declined = rows(&bytes).unwrap_err();
        assert!(matches!(declined, ReadError::TooLarge { .. }), "{declined}");
    }
}

#[test]
fn declines_a_stream_that_unpacks_to_gigabytes() {
    let zeros = vec![b' '; 1024 * 1024];
    let mut packer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
    for _ in 0..600 {
        packer.write_all(&zeros).unwrap();
    }
    let packed = packer.finish().unwrap();
    let bytes = file_with(&[Page::default()], &[stream("/Filter /FlateDecode", &packed)], "");
    assert!(matches!(rows(&bytes), Err(ReadError::TooLarge { .. })));
}

#[test]
fn declines_a_page_that_draws_without_end() {
    // Each form draws the next one twelve times: twelve to the eighth boxes.
    let forms: Vec<Vec<u8>> = (0..8)
        .map(|level| {
            let entries = format!(
                "/Type /XObject /Subtype /Form /BBox [0 0 600 800] /Resources << /XObject << /X {} 0 R >> >>",
                11 + level
            );
            let body = if level == 7 { "0 0 9 9 re f ".repeat(12) } else { "/X Do ".repeat(12) };
            stream(&entries, body.as_bytes())
        })
        .collect();
    let mut page = Page::default().raw("/X Do\n");
    page.resources = "/XObject << /X 10 0 R >>".to_owned();
    assert!(matches!(rows(&file_with(&[page], &forms, "")), Err(ReadError::TooLarge { .. })));
}

#[test]
fn a_page_full_of_dots_is_no_table() {
    // Three hundred stretches of white over two hundred lines: to try each on each took a minute.
    let mut page = Page::default();
    for at in 0..60_000 {
        let (x, y) = (2 * (at % 300), 3 * (at / 300));
        page = page.raw(&format!("BT /F1 1 Tf 1 0 0 1 {x} {} Tm (x) Tj ET\n", 780 - y));
    }
    assert!(!rows(&file(&[page])).unwrap().is_empty());
}

#[test]
fn declines_pages_of_millions_of_boxes() {
    let (xs, ys): (Vec<f64>, Vec<f64>) = (
        (0..200).map(|x| 3.0 * f64::from(x)).collect(),
        (0..266).map(|y| 3.0 * f64::from(y)).collect(),
    );
    let pages = vec![Page::default().grid(&xs, &ys).text(50.0, 50.0, "Silt"); 45];
    assert!(matches!(rows(&file(&pages)), Err(ReadError::TooLarge { .. })));
    assert!(rows(&file(&pages[..1])).is_ok());
}

#[test]
fn reads_past_a_form_that_draws_itself() {
    let entries = "/Type /XObject /Subtype /Form /BBox [0 0 600 800] /Resources << /XObject << /X 10 0 R >> >>";
    let mut page = Page::default().raw("/X Do\n").text(50.0, 50.0, "Silt");
    page.resources = "/XObject << /X 10 0 R >>".to_owned();
    let bytes = file_with(&[page], &[stream(entries, b"/X Do")], "");
    assert_eq!(rows(&bytes).unwrap().len(), 1);
}

#[test]
fn reads_past_a_page_tree_that_holds_itself() {
    let bytes = sample();
    let text = String::from_utf8(bytes).unwrap();
    let circular = text.replace("/Kids [10 0 R]", "/Kids [2 0 R 10 0 R 2 0 R]");
    assert_eq!(rows(circular.as_bytes()).unwrap().len(), 2);
}

#[test]
fn is_quiet_about_every_truncation() {
    let bytes = sample();
    for length in (0..bytes.len()).step_by(7) {
        // Any answer will do but a panic; what is cut off before its text is declined.
        let _ = bellwether_sheets::cells(&bytes[..length]);
    }
    assert!(rows(&bytes[..300]).is_err());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn is_quiet_about_changed_bytes(
        changes in prop::collection::vec((0_usize..4_000, any::<u8>()), 1..20)
    ) {
        let mut bytes = sample();
        for (at, byte) in changes {
            let length = bytes.len();
            bytes[at % length] = byte;
        }
        let _ = bellwether_sheets::cells(&bytes);
    }
}
