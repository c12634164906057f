//! What a plan asks, in the browser: shown first, sent with the form, shown again where something
//! is still open.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use axum::{Router, http::StatusCode};
use support::{Answer, empty, get, post};

const FORM: &str = "application/x-www-form-urlencoded";
const PARTS: &str = "multipart/form-data; boundary=edge";

const QUAY: &str = "\
Ref,Risk,Owner,Likelihood,Impact,Score,Action,Action owner,Due date
Q1,The north quay settles and berths close,Harbour master,3,5,15,Survey the piles,Engineer,May 2026
Q2,Fuel is spilt at the pontoon,Harbour master,2,4,8,Keep booms ready,Warden,June 2026
Q3,Nobody is on watch at night,Clerk,3,3,9,Share the rota,Clerk,July 2026
";

/// Uploads a text and gives the address of its plan.
async fn planned(router: &Router, text: &str, date: &str) -> String {
    let part = |name: &str, content: &str| {
        format!("--edge\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{content}\r\n")
    };
    let body = part("date", date) + &part("text", text) + "--edge--\r\n";
    let answer = post(router, "/import", PARTS, body).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    answer.header("location").to_owned()
}

async fn accept(router: &Router, plan: &str, fields: &str) -> Answer {
    let (path, query) = plan.split_once('?').unwrap();
    post(router, &format!("{path}/accept"), FORM, format!("{query}&who=Ada&{fields}")).await
}

async fn bring_in(router: &Router, text: &str, date: &str) {
    let plan = planned(router, text, date).await;
    let head = if get(router, "/").await.text.contains("No register yet") { "" } else { "head=1" };
    let answer = accept(router, &plan, head).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
}

/// A section of a page, each tag on a line of its own.
fn section(page: &str, id: &str) -> String {
    let from = page.find(&format!("id=\"{id}\"")).unwrap();
    let from = page[..from].rfind('<').unwrap();
    let to = from + page[from..].find("</section>").unwrap();
    page[from..to].replace("><", ">\n<")
}

#[tokio::test]
async fn a_day_ahead_of_today_is_asked_about_on_the_plan() {
    let router = bellwether_web::router(empty());
    bring_in(&router, QUAY, "2025-06-13").await;
    let plan = planned(&router, &QUAY.replace(",15,", ",20,"), "2062-03-31").await;
    let page = get(&router, &plan).await.text;
    insta::assert_snapshot!(section(&page, "ahead"));

    let open = accept(&router, &plan, "head=1&reason=Board").await;
    assert_eq!(open.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(open.text.contains("Nothing was changed: 1 question still needs an answer"));
    assert!(open.text.contains("value=\"Ada\"") && open.text.contains("value=\"Board\""));

    let meant = accept(&router, &plan, "head=1&ahead=keep").await;
    assert_eq!(meant.status, StatusCode::SEE_OTHER, "{}", meant.text);
    let now = get(&router, "/").await.text;
    assert!(now.contains("13 June 2025") && !now.contains("as at 31 March 2062"));
    assert!(now.contains("31 March 2062<span class=\"muted\">yet to come</span>"), "{now}");
    assert!(now.contains("13 June 2025<span class=\"muted\">latest issue</span>"));
}

#[tokio::test]
async fn what_the_document_has_no_column_for_is_said_and_can_be_let_go() {
    let router = bellwether_web::router(empty());
    bring_in(&router, QUAY, "2025-06-13").await;
    let thin: String = QUAY
        .lines()
        .map(|line| {
            let cells: Vec<&str> = line.split(',').collect();
            [cells[0], cells[1], cells[3], cells[4], cells[5]].join(",") + "\n"
        })
        .collect();
    let plan = planned(&router, &thin, "2025-09-12").await;
    let page = get(&router, &plan).await.text;
    insta::assert_snapshot!(section(&page, "kept"));
    let again = get(&router, &format!("{plan}&field-owners=empty")).await.text;
    assert!(again.contains("Harbour master"), "the owners that would go are shown");

    let answer = accept(&router, &plan, "head=1&field-owners=empty").await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    let risk = get(&router, "/risks/Q1.json").await.json();
    assert_eq!(risk["risk"]["owners"], serde_json::json!([]));
    assert_eq!(risk["risk"]["actions"][0]["description"], "Survey the piles");
}

#[tokio::test]
async fn an_edit_ahead_of_today_is_asked_about_in_forms_and_json() {
    let router = bellwether_web::router(empty());
    bring_in(&router, QUAY, "2025-06-13").await;
    let began = get(&router, "/risks/Q1/edit.json").await.json();
    let (seq, as_at) = (&began["began"]["seq"], began["began"]["as_at"].as_str().unwrap());
    let fields = format!(
        "began={seq}&began-as-at={as_at}&who=Ben&reason=moved&effective=2062-03-31&owners=Clerk"
    );
    let asked = post(&router, "/risks/Q1/edit", FORM, fields.clone()).await;
    assert_eq!(asked.status, StatusCode::CONFLICT);
    assert!(asked.text.contains("ahead of today, 20 September 2025"), "{}", asked.text);
    assert!(asked.text.contains("name=\"ahead\""));
    let meant = post(&router, "/risks/Q1/edit", FORM, fields + "&ahead=on").await;
    assert_eq!(meant.status, StatusCode::SEE_OTHER, "{}", meant.text);
    assert!(meant.header("location").contains("as-at=2062-03-31"));
    assert_eq!(get(&router, "/risks/Q1.json").await.json()["as_at"], "2025-06-13");

    let mut risk = began["risk"].clone();
    risk["owners"] = serde_json::json!(["Warden"]);
    let sent = serde_json::json!({
        "began": began["began"], "effective": "2062-01-01", "until_next": true,
        "who": "Ben", "reason": "moved", "risk": risk,
    });
    let asked = post(&router, "/risks/Q1/edit", "application/json", sent.to_string()).await;
    assert_eq!(asked.status, StatusCode::CONFLICT, "{}", asked.text);
    assert_eq!(asked.json()["today"], "2025-09-20");
}

#[tokio::test]
async fn a_number_that_two_risks_share_shows_both() {
    let router = bellwether_web::router(empty());
    bring_in(&router, &QUAY.replace("Q2,", "Q1,"), "2025-06-13").await;
    let both = get(&router, "/risks/Q1").await;
    assert_eq!(both.status, StatusCode::MULTIPLE_CHOICES);
    assert!(both.text.contains("2 risks have the number Q1."), "{}", both.text);
    assert!(both.text.contains("The north quay settles") && both.text.contains("Fuel is spilt"));
    let register = get(&router, "/").await.text;
    assert!(!register.contains("href=\"/risks/Q1\""), "no link leads to one of them at a guess");
    assert!(register.contains("href=\"/risks/Q3"));
}

#[tokio::test]
async fn which_risk_goes_on_is_asked_on_the_plan() {
    let router = bellwether_web::router(empty());
    bring_in(&router, QUAY, "2025-06-13").await;
    let quay = "Q1,The north quay settles and berths close,";
    let split = QUAY.replace(
        &format!("{quay}Harbour master,3,5,15,Survey the piles,Engineer,May 2026\n"),
        "Q1a,The north quay settles and berths close: east end,Harbour master,3,5,15,,,\n\
         Q1b,The north quay settles and berths close: west end,Harbour master,3,4,12,,,\n",
    );
    let plan = planned(&router, &split, "2025-09-12").await;
    let page = get(&router, &plan).await.text;
    assert!(page.contains("Which risk is which?") && page.contains("% alike"), "{page}");
    let key = page.split("name=\"same-").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let answer = accept(&router, &plan, &format!("head=1&same-{key}=Q1b")).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    let risk = get(&router, "/risks/Q1b.json").await.json();
    assert_eq!(risk["history"].as_array().unwrap().len(), 2, "its history is whole");
}

const MILL: &str = "\
Ref,Risk,Owner,Likelihood,Impact,Score,Action,Action owner,Due date
M1,The mill race floods the lower floor,Miller,2,5,10,Clear the grating,Miller,May 2026
M2,The millstones crack in a hard frost,Miller,3,3,9,Dress the spare pair,Mason,June 2026
";

#[tokio::test]
async fn a_document_of_another_register_goes_to_one_of_its_own_by_its_name() {
    let router = bellwether_web::router(empty());
    bring_in(&router, QUAY, "2025-06-13").await;
    let plan = planned(&router, MILL, "2025-09-12").await;
    let page = get(&router, &plan).await.text;
    insta::assert_snapshot!(section(&page, "another-register"));

    let wrong = get(&router, &format!("{plan}&register=The+Mill")).await;
    assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
    assert!(wrong.text.contains("letters a–z, digits and hyphens"), "{}", wrong.text);

    let there = format!("{plan}&register=mill");
    let page = get(&router, &there).await.text;
    assert!(page.contains("goes to the register <strong>mill</strong>"), "{page}");
    assert!(page.contains("name=\"register\" value=\"mill\""), "the form says so, too");
    assert!(!page.contains("Is this another register?"), "it is a register of its own");
    assert!(page.contains(&format!("href=\"{}\"", plan.replace('&', "&amp;"))), "{page}");
    assert_eq!(get(&router, "/registers/mill").await.status, StatusCode::NOT_FOUND);

    let kept = accept(&router, &there, "").await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.text);
    let page = get(&router, kept.header("location")).await.text;
    for words in ["The register “mill”", "2 risks", "12 September 2025", "--organisation mill"]
    {
        assert!(page.contains(words), "{words}");
    }
    let here = get(&router, "/register.json").await.json();
    assert_eq!(here["risks"].as_array().unwrap().len(), 3);
    assert_eq!(here["as_at"], "2025-06-13", "the register here stays as it was");

    // Its next issue is planned against what stands there.
    let next = planned(&router, &MILL.replace(",9,", ",6,"), "2025-12-12").await;
    let page = get(&router, &format!("{next}&register=mill")).await.text;
    assert!(page.contains("Score: 9 → 6") || page.contains("What would change"), "{page}");
}

#[tokio::test]
async fn what_the_document_says_is_not_for_the_public_stands_on_the_plan() {
    let router = bellwether_web::router(empty());
    let cells = ["Exempt under", "", "Sch. 12A para. 3", ""];
    let text: String =
        QUAY.lines().zip(cells).map(|(line, cell)| format!("{line},{cell}\n")).collect();
    let plan = planned(&router, &text, "2025-06-13").await;
    let page = get(&router, &plan).await.text;
    let told = section(&page, "marks-said");
    assert!(told.contains("Q2") && told.contains("Exempt under: Sch. 12A para. 3"), "{told}");
    let answer = accept(&router, &plan, "marks-said=keep").await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    let marked = get(&router, "/restricted").await.text;
    assert!(marked.contains("Sch. 12A para. 3"), "{marked}");
}

#[tokio::test]
async fn the_number_that_a_risk_had_once_leads_to_it() {
    let router = bellwether_web::router(empty());
    bring_in(&router, QUAY, "2025-06-13").await;
    bring_in(&router, &QUAY.replace("Q1,", "Q9,"), "2025-09-12").await;
    let old = get(&router, "/risks/Q1").await;
    assert_eq!(old.status, StatusCode::NOT_FOUND);
    assert!(old.text.contains("Q1 is Q9 since 12 September 2025."), "{}", old.text);
    assert!(old.text.contains("href=\"/risks/Q9\""), "{}", old.text);
}
