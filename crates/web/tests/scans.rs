//! Words that were recognised on a picture and may be others stand beside the picture of their line.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use std::sync::Arc;

use axum::http::StatusCode;
use bellwether_app::reader::{Here, Reader};
use bellwether_intake::{
    Intake, IntakeError, Options,
    sheet::{Area, Page, Scan, Unsure},
};
use support::{empty, get, post};

const PARTS: &str = "multipart/form-data; boundary=edge";
const LINE: &[u8] = b"\x89PNG the line";

/// Reads a text as if it had been a page that is a picture.
struct Scanner;

impl Reader for Scanner {
    fn read(&self, bytes: &[u8], options: &Options) -> Result<Intake, IntakeError> {
        let mut intake = Here.read(bytes, options)?;
        let area = Area { left: 1.0, top: 1.0, right: 2.0, bottom: 2.0 };
        let unsure =
            Unsure { text: "Hohn".to_owned(), confidence: 0.41, area, picture: LINE.to_vec() };
        let scan = Scan { confidence: 0.93, words: 40, unsure: vec![unsure] };
        intake.document.sheets[0].pages = vec![Page { scan: Some(scan), ..Page::default() }].into();
        Ok(intake)
    }
}

#[tokio::test]
async fn a_doubtful_word_stands_beside_the_picture_of_its_line() {
    let app = Arc::into_inner(empty()).unwrap().with_reader(Box::new(Scanner));
    let router = bellwether_web::router(Arc::new(app));
    let text = "Ref,Risk,Likelihood,Impact,Owner\n\
        A1,The piles of the north pier rot unseen,2,5,Ines Hohn\n\
        A2,Crew for the late sailing cannot be found,4,2,Otto Lind\n";
    let body = format!(
        "--edge\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\n{text}\r\n\
         --edge\r\nContent-Disposition: form-data; name=\"date\"\r\n\r\n2025-05-20\r\n--edge--\r\n"
    );
    let plan = post(&router, "/import", PARTS, body).await.header("location").to_owned();
    let page = get(&router, &plan).await.text;
    assert!(page.contains("Recognised on pictures") && page.contains("41%"), "{page}");
    let from = page.find("<img class=\"scanned-line\" src=\"").unwrap();
    let picture = page[from..].split('"').nth(3).unwrap().replace("&amp;", "&");
    assert!(picture.starts_with("/import/"), "of the same origin: {picture}");
    let answer = get(&router, &picture).await;
    assert_eq!((answer.status, answer.header("content-type")), (StatusCode::OK, "image/png"));
    let none = get(&router, &picture.replace("/lines/0", "/lines/7")).await;
    assert_eq!(none.status, StatusCode::NOT_FOUND);
}
