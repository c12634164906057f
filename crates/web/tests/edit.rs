//! Changing a risk by the browser's way and by JSON: what stands, what is asked, what is declined.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use std::collections::BTreeMap;

use axum::{Router, http::StatusCode};
use serde_json::{Value, json};
use support::{Answer, get, harbour, post};

const FORM: &str = "application/x-www-form-urlencoded";

/// The fields of the page's own form as a browser would send them untouched.
fn fields(page: &str) -> BTreeMap<String, String> {
    let form = page.split("id=\"edit\"").nth(1).unwrap().split("</form>").next().unwrap();
    let mut fields = BTreeMap::new();
    let attribute = |tag: &str, name: &str| {
        let value = tag.split(&format!(" {name}=\"")).nth(1)?.split('"').next()?;
        Some(plain(value))
    };
    for tag in form.split('<').skip(1) {
        let (head, text) = tag.split_once('>').unwrap();
        let name = attribute(head, "name");
        match (head.split(' ').next().unwrap(), name) {
            ("input", Some(name)) if !head.contains("checkbox") && !head.contains("radio") => {
                fields.insert(name, attribute(head, "value").unwrap_or_default());
            }
            ("textarea", Some(name)) => drop(fields.insert(name, plain(text))),
            ("select", Some(name)) => drop(fields.insert(name, String::new())),
            _ => {}
        }
    }
    for select in form.split("<select").skip(1) {
        let name = attribute(select, "name").unwrap();
        let options = select.split("</select>").next().unwrap();
        if let Some(chosen) = options.split("<option").find(|option| option.contains(" selected")) {
            fields.insert(name, attribute(chosen, "value").unwrap());
        }
    }
    fields
}

fn plain(text: &str) -> String {
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

async fn open(router: &Router, number: &str) -> BTreeMap<String, String> {
    let mut fields = fields(&get(router, &format!("/risks/{number}/edit")).await.text);
    fields.insert("who".into(), "Ada".into());
    fields.insert("reason".into(), "Agreed at the group".into());
    fields
}

async fn send(router: &Router, number: &str, fields: &BTreeMap<String, String>) -> Answer {
    let body: String =
        form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    post(router, &format!("/risks/{number}/edit"), FORM, body).await
}

async fn risk(router: &Router, number: &str) -> Value {
    get(router, &format!("/risks/{number}.json")).await.json()
}

#[tokio::test]
async fn a_form_sent_as_it_came_changes_nothing() {
    let router = harbour();
    for number in ["1", "2", "3", "4", "5", "6"] {
        let fields = open(&router, number).await;
        let before = risk(&router, number).await;
        let answer = send(&router, number, &fields).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{number}: {}", answer.text);
        assert!(answer.header("location").ends_with("?saved=same"), "{number}");
        assert_eq!(risk(&router, number).await, before, "{number}");
    }
}

#[tokio::test]
async fn what_is_typed_stands_with_its_reason() {
    let router = harbour();
    let mut fields = open(&router, "3").await;
    let rows: usize = fields["actions"].parse().unwrap();
    fields.insert("actions".into(), (rows + 1).to_string());
    fields.insert(format!("action.{rows}.words"), "Hire a second barge".into());
    fields.insert(format!("action.{rows}.due"), "March 2026 then ongoing".into());
    fields.insert(format!("action.{rows}.owners"), "HB; CD".into());
    fields.insert("owners".into(), "EF".into());
    let answer = send(&router, "3", &fields).await;
    assert_eq!(answer.header("location"), "/risks/3?saved=yes", "{}", answer.text);
    let page = get(&router, "/risks/3?saved=yes").await.text;
    assert!(page.contains("Saved. The change stands below"));
    assert!(page.contains("Agreed at the group") && page.contains("Hire a second barge"));
    let risk = risk(&router, "3").await;
    let action = &risk["risk"]["actions"][rows];
    assert_eq!(action["owners"], json!(["HB", "CD"]));
    assert_eq!(action["due"]["milestones"][0]["to"], "2026-03-31");
    assert_eq!(risk["risk"]["owners"], json!(["EF"]));
}

#[tokio::test]
async fn an_action_worded_quite_anew_stays_the_same_action() {
    let router = harbour();
    let actions = |risk: &Value| risk["risk"]["actions"].as_array().unwrap().clone();
    let ids = |risk: &Value| {
        actions(risk).iter().map(|own| own["id"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let before = risk(&router, "1").await;
    let mut fields = open(&router, "1").await;
    fields.insert("action.0.words".into(), "Buy a second dredger".into());
    let sent = send(&router, "1", &fields).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text);
    let after = risk(&router, "1").await;
    assert_eq!(actions(&after)[0]["description"], "Buy a second dredger");
    assert_eq!(ids(&after), ids(&before));
    // The id of another risk's action is none of this one's.
    let other = ids(&risk(&router, "2").await)[0].clone();
    let mut fields = open(&router, "1").await;
    fields.insert("action.0.words".into(), "Hire a tug".into());
    fields.insert("action.0.id".into(), other.clone());
    send(&router, "1", &fields).await;
    let after = risk(&router, "1").await;
    assert!(!ids(&after).contains(&other), "{after}");
}

#[tokio::test]
async fn a_look_first_keeps_nothing() {
    let router = harbour();
    let mut fields = open(&router, "3").await;
    let before = risk(&router, "3").await;
    fields.insert("owners".into(), "Somebody else".into());
    fields.insert("do".into(), "look".into());
    fields.insert("reason".into(), String::new());
    let answer = send(&router, "3", &fields).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert!(answer.text.contains("What this would change"));
    assert!(answer.text.contains("value=\"Somebody else\""), "what was typed is still there");
    assert_eq!(risk(&router, "3").await, before);
}

#[tokio::test]
async fn two_who_change_the_same_field_both_texts_are_shown_and_one_is_chosen() {
    for choice in ["mine", "theirs"] {
        let router = harbour();
        let (mut ada, mut ben) = (open(&router, "3").await, open(&router, "3").await);
        ada.insert("owners".into(), "Post A".into());
        ada.insert("category".into(), "MONEY".into());
        send(&router, "3", &ada).await;
        ben.insert("who".into(), "Ben".into());
        ben.insert("owners".into(), "Post B".into());
        ben.insert("action.0.words".into(), "Quite another thing to do".into());
        let answer = send(&router, "3", &ben).await;
        assert_eq!(answer.status, StatusCode::CONFLICT);
        assert!(answer.text.contains("Ada changed the same since you began"), "{}", answer.text);
        assert!(answer.text.contains("Post A") && answer.text.contains("Post B"));

        let mut again = fields(&answer.text);
        assert_eq!(again["reason"], "Agreed at the group");
        let undecided = send(&router, "3", &again).await;
        assert_eq!(undecided.status, StatusCode::CONFLICT, "nothing is chosen by itself");
        again.insert("choose.0".into(), choice.into());
        let decided = send(&router, "3", &again).await;
        assert_eq!(decided.status, StatusCode::SEE_OTHER, "{}", decided.text);
        let risk = risk(&router, "3").await["risk"].clone();
        let owner = if choice == "mine" { "Post B" } else { "Post A" };
        assert_eq!(risk["owners"], json!([owner]));
        assert_eq!(risk["category"], "MONEY", "what only Ada changed");
        assert_eq!(risk["actions"][0]["description"], "Quite another thing to do");
    }
}

#[tokio::test]
async fn problems_are_said_beside_their_fields() {
    let router = harbour();
    let mut fields = open(&router, "3").await;
    fields.insert("reference".into(), "1".into());
    fields.insert("current.likelihood".into(), "17".into());
    fields.insert("reason".into(), " ".into());
    let answer = send(&router, "3", &fields).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    for words in ["3 things to put right", "href=\"#reference\"", "is not on the scale", "Say why"]
    {
        assert!(answer.text.contains(words), "{words}: {}", answer.text);
    }
    assert!(answer.text.contains("aria-invalid=\"true\""));
}

#[tokio::test]
async fn a_risk_is_taken_off_and_put_back() {
    let router = harbour();
    let body = "do=close&who=Ada&reason=Done+with&effective=2025-09-20";
    let closed = post(&router, "/risks/3/edit", FORM, body).await;
    assert_eq!(closed.status, StatusCode::SEE_OTHER, "{}", closed.text);
    assert!(get(&router, "/risks/3").await.text.contains("Put back"));
    let page = get(&router, "/risks/3/edit").await.text;
    assert!(page.contains("Put it back on the register") && !page.contains("id=\"edit\""));
    let body = body.replace("close", "reopen");
    post(&router, "/risks/3/edit", FORM, body).await;
    assert_eq!(risk(&router, "3").await["standing"], "live");
}

#[tokio::test]
async fn a_change_that_would_be_covered_is_asked_about() {
    let router = harbour();
    let mut fields = open(&router, "3").await;
    fields.insert("category".into(), "Works".into());
    fields.insert("effective".into(), "2025-07-01".into());
    let answer = send(&router, "3", &fields).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    assert!(answer.text.contains("name=\"until-next\""), "{}", answer.text);
    fields.insert("until-next".into(), "on".into());
    let answer = send(&router, "3", &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
}

#[tokio::test]
async fn nobody_and_nothing_stand_in_the_journal() {
    let router = harbour();
    let form = get(&router, "/risks/3/edit.json").await.json();
    let mut risk = form["risk"].clone();
    risk["owners"] = json!(["Post A"]);
    let long = "x".repeat(201);
    for (who, why, told) in [
        ("   ", "Agreed", "say who makes the change: it is kept with a name"),
        ("Ada", " \n", "say why: a change is kept with its reason"),
        ("A\u{202e}da", "Agreed", "the name holds a character that does not show"),
        (&long, "Agreed", "the name is 201 characters long: give one of at most 200"),
    ] {
        let change = json!({ "began": form["began"], "who": who, "reason": why, "risk": risk });
        let answer = post(&router, "/risks/3/edit", "application/json", change.to_string()).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", answer.text);
        let error = answer.json()["error"].as_str().unwrap().to_owned();
        assert!(error.starts_with(told), "{error}");
    }
    assert_eq!(get(&router, "/history.json").await.json()["entries"].as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn a_form_without_a_name_is_declined() {
    let router = harbour();
    let mut fields = open(&router, "3").await;
    fields.insert("owners".into(), "Post A".into());
    fields.insert("who".into(), "  ".into());
    let answer = send(&router, "3", &fields).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.text.contains("Say who makes the change"), "{}", answer.text);
    assert_eq!(get(&router, "/history.json").await.json()["entries"].as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn the_same_by_json() {
    let router = harbour();
    let form = get(&router, "/risks/3/edit.json").await.json();
    let change = |owner: &str| {
        let mut risk = form["risk"].clone();
        risk["owners"] = json!([owner]);
        json!({ "began": form["began"], "who": "Ada", "reason": "Agreed", "risk": risk })
    };
    let send = async |change: Value| {
        post(&router, "/risks/3/edit", "application/json", change.to_string()).await
    };
    let first = send(change("Post A")).await;
    assert_eq!(first.status, StatusCode::OK, "{}", first.text);
    assert_eq!(first.json()["merged"], false);
    let second = send(change("Post B")).await;
    assert_eq!(second.status, StatusCode::CONFLICT);
    let told = second.json();
    assert_eq!(told["by"], "Ada");
    assert_eq!(told["conflicts"][0]["mine"], "Post B");
    assert_eq!(told["conflicts"][0]["theirs"], "Post A");
    let mut decided = change("Post B");
    decided["began"] = told["began"].clone();
    decided["risk"] = told["merged"].clone();
    assert_eq!(send(decided).await.json()["risk"]["owners"], json!(["Post B"]));
    let nonsense = send(json!({ "risk": 1 })).await;
    assert_eq!(nonsense.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn a_form_from_elsewhere_and_one_too_long_are_declined() {
    let router = harbour();
    let request = axum::http::Request::post("/risks/3/edit")
        .header("host", "127.0.0.1:8080")
        .header("origin", "http://register.example")
        .body(axum::body::Body::from("do=close"))
        .unwrap();
    assert_eq!(support::send(&router, request).await.status, StatusCode::FORBIDDEN);
    let long = format!("description={}", "x".repeat(3 * 1024 * 1024));
    let answer = post(&router, "/risks/3/edit", FORM, long).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    let nothing = post(&router, "/risks/3/edit", FORM, "owners=X").await;
    assert_eq!(nothing.status, StatusCode::BAD_REQUEST, "a form without its version");
}

#[tokio::test]
async fn owners_are_read_as_the_register_writes_them() {
    for typed in
        ["HB / CD", "HB, CD", "hb; cd", "Hanna Brook / CD", "hanna brook (hb); Carys Dunne"]
    {
        let router = harbour();
        let mut fields = open(&router, "3").await;
        fields.insert("owners".into(), typed.into());
        fields.insert("action.0.owners".into(), typed.into());
        let answer = send(&router, "3", &fields).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{typed}: {}", answer.text);
        let risk = risk(&router, "3").await["risk"].clone();
        assert_eq!(risk["owners"], json!(["HB", "CD"]), "{typed}");
        assert_eq!(risk["actions"][0]["owners"], json!(["HB", "CD"]), "{typed}");
    }
}

#[tokio::test]
async fn unknown_initials_are_asked_about_before_anything_is_saved() {
    for (answer, kept) in [("HB", "HB"), ("hx", "hx")] {
        let router = harbour();
        let before = risk(&router, "3").await;
        let mut typed = open(&router, "3").await;
        typed.insert("owners".into(), "hx / CD".into());
        typed.insert("category".into(), "Works".into());
        let asked = send(&router, "3", &typed).await;
        assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(asked.text.contains("who is meant?") && asked.text.contains("HB – Hanna Brook"));
        assert_eq!(risk(&router, "3").await, before, "nothing is saved");
        let mut again = fields(&asked.text);
        assert_eq!(again["category"], "Works", "what else was typed stays");
        let undecided = send(&router, "3", &again).await;
        assert_eq!(undecided.status, StatusCode::UNPROCESSABLE_ENTITY, "no answer is assumed");
        again.insert("meant.hx".into(), answer.into());
        again.insert("do".into(), "look".into());
        let looked = send(&router, "3", &again).await;
        assert_eq!(looked.status, StatusCode::OK, "{}", looked.text);
        let mut last = fields(&looked.text);
        last.insert("do".into(), "save".into());
        let saved = send(&router, "3", &last).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text);
        assert_eq!(risk(&router, "3").await["risk"]["owners"], json!([kept, "CD"]));
    }
}

#[tokio::test]
async fn owners_by_json_are_read_as_in_the_form() {
    let router = harbour();
    let form = get(&router, "/risks/3/edit.json").await.json();
    let change = |owners: Value, meant: Value| {
        let mut risk = form["risk"].clone();
        risk["owners"] = owners;
        json!({
            "began": form["began"], "who": "Ada", "reason": "Agreed", "risk": risk, "meant": meant,
        })
    };
    let send = async |change: Value| {
        post(&router, "/risks/3/edit", "application/json", change.to_string()).await
    };
    let asked = send(change(json!(["hx / CD"]), json!({}))).await;
    assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(asked.json()["doubts"][0]["typed"], "hx");
    assert_eq!(asked.json()["doubts"][0]["offered"][0]["owner"], "HB");
    let saved = send(change(json!(["hx / CD"]), json!({ "hx": "HB" }))).await;
    assert_eq!(saved.json()["risk"]["owners"], json!(["HB", "CD"]), "{}", saved.text);
    let mut risk = get(&router, "/risks/new.json").await.json()["risk"].clone();
    risk["description"] = json!("The slipway cracks");
    risk["owners"] = json!(["Hanna Brook, CD"]);
    let new = json!({ "who": "Ada", "reason": "Agreed", "risk": risk });
    let added = post(&router, "/risks.json", "application/json", new.to_string()).await;
    assert_eq!(added.json()["risk"]["owners"], json!(["HB", "CD"]), "{}", added.text);
}
