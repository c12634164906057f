//! What is declined, or read from the wrong row, is put right in the browser and remembered.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use axum::{Router, http::StatusCode};
use support::{Answer, empty, get, post};

const FORM: &str = "application/x-www-form-urlencoded";
const PARTS: &str = "multipart/form-data; boundary=edge";

const TASKS: &str = "Task Name,Assigned to,Start,Finish,Status\n\
    The piles of the north pier rot unseen,Ines Holm,2 May 2031,9 May 2031,Open\n\
    Crew for the late sailing cannot be found,Otto Lind,10 May 2031,12 May 2031,Open\n\
    The ramp is not delivered in time,Ines Holm,13 May 2031,15 May 2031,Done\n";

/// Hands a text in; gives the address of its plan.
async fn handed_in(router: &Router, text: &str) -> String {
    let body = format!(
        "--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"list.csv\"\r\n\r\n{text}\r\n--edge--\r\n"
    );
    let answer: Answer = post(router, "/import", PARTS, body).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    answer.header("location").to_owned()
}

#[tokio::test]
async fn a_list_of_tasks_is_rescued_by_saying_what_its_columns_are() {
    let router = bellwether_web::router(empty());
    let plan = handed_in(&router, TASKS).await;
    let declined = get(&router, &plan).await;
    assert_eq!(declined.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(declined.text.contains("No register was found"), "{}", declined.text);
    assert!(declined.text.contains("looks like a plan of work"), "{}", declined.text);
    assert!(!declined.text.contains("--map"), "the browser's own way is offered");
    // What the form sends.
    assert!(declined.text.contains("value=\"Task Name=title\""), "{}", declined.text);
    let chosen = format!("{plan}?map=Task+Name%3Dtitle&date=2025-05-20");
    let read = get(&router, &chosen).await;
    assert_eq!(read.status, StatusCode::OK, "{}", read.text);
    assert!(read.text.contains("The ramp is not delivered in time"));

    let accepted = format!("{plan}/accept");
    let form = "map=Task+Name%3Dtitle&date=2025-05-20&who=Ada&reason=Board";
    let answer = post(&router, &accepted, FORM, form).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    // The next list of these headings is known.
    let next = TASKS.replace("rot unseen", "rot unseen and sink");
    let next = handed_in(&router, &next).await;
    let read = get(&router, &format!("{next}?date=2025-08-20")).await;
    assert_eq!(read.status, StatusCode::OK, "{}", read.text);
    assert!(read.text.contains("rot unseen and sink"));
}

const TITLED: &str = "Pier,Risk of the season,Likelihood,Impact\n\
    North,Owner to be told,1,2\n\
    Code,Wording,Chance,Harm\n\
    A1,The piles of the north pier rot unseen,2,5\n\
    A1,Divers cannot see the piles in spring,2,5\n\
    A2,Crew for the late sailing cannot be found,4,2\n";

#[tokio::test]
async fn the_row_of_headings_and_joined_rows_are_said_and_remembered() {
    let router = bellwether_web::router(empty());
    let plan = handed_in(&router, TITLED).await;
    let date = "date=2025-05-20";
    let as_found = get(&router, &format!("{plan}?{date}")).await.text;
    let offered = "value=\"code | wording | chance | harm\"";
    assert!(as_found.contains(offered), "each row is offered: {as_found}");
    let said = "headings=code+%7C+wording+%7C+chance+%7C+harm&joined=yes\
        &map=Wording%3Ddescription&map=Code%3Dreference";
    let read = get(&router, &format!("{plan}?{date}&{said}")).await;
    assert_eq!(read.status, StatusCode::OK, "{}", read.text);
    assert!(read.text.contains("2 risks"), "{}", read.text);
    assert!(!read.text.contains("read-2"), "the rows of A1 are one risk");

    let form = format!("{date}&{said}&who=Ada&reason=Board");
    let answer = post(&router, &format!("{plan}/accept"), FORM, form).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    let next = TITLED.replace("rot unseen", "rot unseen and sink");
    let next = handed_in(&router, &next).await;
    let read = get(&router, &format!("{next}?date=2025-08-20")).await.text;
    assert!(read.contains("2 risks"), "{read}");
    assert!(read.contains("as was said when a document with the same headings was brought in"));
}
