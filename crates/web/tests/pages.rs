//! Every page of an invented register: what it says, what it escapes, what it carries.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use axum::{
    body::Body,
    http::{Request, StatusCode},
};
use support::{empty, get, harbour, post, send};

/// Each page with words that it can only have from the register, or for what it is.
const PAGES: [(&str, [&str; 2]); 14] = [
    ("/", ["class=\"risk-wording\"", "Pilots cannot be recruited"]),
    ("/risks/3", ["class=\"risk-title\"", "id=\"history\""]),
    ("/risks/new", ["New risk", "name=\"reason\""]),
    ("/risks/3/edit", ["name=\"owners\"", "name=\"reason\""]),
    ("/heat-map", ["<svg", "class=\"cell "]),
    ("/heat-map?risk=3", ["<svg", "class=\"cell "]),
    ("/actions", ["Second link by radio", "Training for every watch"]),
    ("/changes", ["aria-label=\"In short\"", "class=\"figure\""]),
    ("/closed", ["<h1>Closed risks", "off the register by"]),
    ("/history", ["Brought in september.json", "Ada Reader"]),
    ("/history/2/undo", ["What comes back", "Take back entry 2"]),
    ("/seals", ["Nothing is sealed yet.", "Seal the register"]),
    ("/checks", ["Set aside", "/checks/waive?"]),
    ("/import", ["type=\"file\"", "name=\"text\""]),
];

#[tokio::test]
async fn every_page_answers_and_escapes_what_the_register_says() {
    let router = harbour();
    let hostile =
        ["/risks/5", "/?q=%3Cscript%3Ealert(1)%3C/script%3E"].map(|page| (page, ["", ""]));
    for (page, words) in PAGES.into_iter().chain(hostile) {
        let answer = get(&router, page).await;
        for words in words {
            assert!(answer.text.contains(words), "{page} lacks “{words}”: {}", answer.text);
        }
        assert_eq!(answer.status, StatusCode::OK, "{page}: {}", answer.text);
        assert!(!answer.text.contains("<script>alert"), "{page} lets markup through");
        assert!(answer.text.contains("<h1"), "{page} has no heading");
        assert!(!answer.text.contains(" style="), "{page} has an inline style");
    }
    let risk = get(&router, "/risks/5").await;
    assert!(risk.text.contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
    assert!(risk.text.contains("=HYPERLINK(&quot;x&quot;)"), "a formula stays text");
}

#[tokio::test]
async fn every_answer_carries_the_security_headers() {
    let router = harbour();
    for address in ["/", "/register.json", "/assets/none.css", "/no-such-page"] {
        let answer = get(&router, address).await;
        let policy = answer.header("content-security-policy");
        assert!(policy.starts_with("default-src 'none'"), "{address}: {policy}");
        assert!(policy.contains("frame-ancestors 'none'"));
        assert!(!policy.contains("unsafe"));
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        assert_eq!(answer.header("referrer-policy"), "same-origin");
    }
}

#[tokio::test]
async fn another_host_name_and_another_origin_are_declined() {
    let router = harbour();
    let request = Request::get("/").header("host", "register.example:80");
    let answer = send(&router, request.body(Body::empty()).unwrap()).await;
    assert_eq!(answer.status, StatusCode::MISDIRECTED_REQUEST);
    assert!(!answer.text.contains("Saltmere"), "nothing of the register is told");

    let request = Request::post("/import")
        .header("host", "localhost:8080")
        .header("origin", "http://register.example");
    let answer = send(&router, request.body(Body::empty()).unwrap()).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn every_error_says_what_happened_and_what_to_do() {
    let router = harbour();
    let cases = [
        ("/risks/99", StatusCode::NOT_FOUND, "There is no risk “99” on the register"),
        ("/nowhere", StatusCode::NOT_FOUND, "There is no page at this address."),
        ("/?as-at=soon", StatusCode::BAD_REQUEST, "is not a date: write it as"),
        ("/?sort=colour", StatusCode::BAD_REQUEST, "is not a column of the register"),
        ("/?as-at=1999-01-01", StatusCode::NOT_FOUND, "history begins on 13 June 2025"),
        ("/import/00", StatusCode::NOT_FOUND, "There is no page"),
    ];
    for (address, status, words) in cases {
        let answer = get(&router, address).await;
        assert_eq!(answer.status, status, "{address}");
        assert!(answer.text.contains(words), "{address}: {}", answer.text);
        assert!(answer.text.contains("button-primary"), "{address} leads nowhere");
    }
}

#[tokio::test]
async fn before_the_first_import_the_pages_lead_to_it() {
    let router = bellwether_web::router(empty());
    let answer = get(&router, "/").await;
    assert!(answer.text.contains("No register yet"));
    assert!(answer.text.contains("href=\"/import\""));
    assert!(get(&router, "/import").await.text.contains("Bring in your register"));
}

#[tokio::test]
async fn an_older_issue_is_marked_and_its_links_stay_in_it() {
    let router = harbour();
    let page = get(&router, "/?as-at=2025-06-13").await.text;
    assert!(page.contains("as it stood on"));
    assert!(page.contains("href=\"/risks/1?as-at=2025-06-13\""));
    assert!(!page.contains("oil spill"), "what came later is not on it");
    let latest = get(&router, "/").await.text;
    assert!(!latest.contains("as it stood on"));
}

#[tokio::test]
async fn movement_is_said_in_words() {
    let page = get(&harbour(), "/").await.text;
    assert!(page.contains("<span class=\"unseen\">up 4</span>"));
    assert!(page.contains("<span class=\"unseen\">down 5</span>"));
}

#[tokio::test]
async fn a_risks_history_shows_the_words_that_changed() {
    let page = get(&harbour(), "/risks/3").await.text;
    assert!(
        page.contains("<ins>fuel prices and a single supplier</ins>")
            || page.contains("<ins> and a single supplier</ins>")
    );
    assert!(page.contains("Ada Reader"));
    assert!(page.contains("For the board"));
}

#[tokio::test]
async fn the_filter_of_the_address_chooses_the_rows() {
    let router = harbour();
    let rows = |text: &str| text.matches("class=\"risk-wording\"").count();
    assert_eq!(rows(&get(&router, "/").await.text), 8);
    assert_eq!(rows(&get(&router, "/?owner=GH").await.text), 2);
    assert_eq!(rows(&get(&router, "/?category=PEOPLE+AND+PORT").await.text), 3);
    assert_eq!(rows(&get(&router, "/?least=20").await.text), 2);
    assert_eq!(rows(&get(&router, "/?moved=up").await.text), 1);
    assert_eq!(rows(&get(&router, "/?moved=new").await.text), 1);
    assert_eq!(rows(&get(&router, "/?q=ferry").await.text), 1);
    assert_eq!(rows(&get(&router, "/?stage=current&likelihood=5&impact=5").await.text), 1);
    let none = get(&router, "/?q=nothing-like-it").await.text;
    assert!(none.contains("No risk matches."));
}

#[tokio::test]
async fn a_long_register_comes_in_pages_that_keep_the_filter_and_the_order() {
    let app = support::empty();
    support::bring_in(&app, &support::invented::many(601), "many.json");
    let router = bellwether_web::router(app);
    let rows = |answer: &support::Answer| answer.text.matches(" data-stop").count();

    let first = get(&router, "/?sort=-ref&group=category").await;
    assert_eq!(rows(&first), 250);
    assert!(first.text.contains("Risks 1 to 250 of 601"));
    assert!(first.text.contains("href=\"/?sort=-ref&amp;group=category&amp;page=2\""));
    let last = get(&router, "/?sort=-ref&group=category&page=9").await;
    assert_eq!(rows(&last), 101);
    assert!(last.text.contains("Risks 501 to 601 of 601"));
    assert!(last.text.contains(", continued"), "a category goes on from the page before");
    assert_eq!(rows(&get(&router, "/?page=all").await), 601);

    let none = get(&router, "/?q=pilots+site+4&page=2").await;
    assert!(!none.text.contains("class=\"pages\""), "what fits on one page has no others");

    let actions = get(&router, "/actions?page=3").await;
    assert_eq!(rows(&actions), 250);
    assert!(actions.text.contains("Actions 501 to 750 of "));

    let whole = get(&router, "/register.json?page=2").await.json();
    assert_eq!(whole["risks"].as_array().unwrap().len(), 601, "JSON is never in pages");
    assert_eq!(get(&router, "/?page=0").await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn every_page_declines_a_date_that_is_none_also_one_that_shows_none() {
    let router = harbour();
    for page in
        ["/erase", "/risks/new", "/risks/1/edit", "/restricted", "/settings", "/import", "/"]
    {
        for (asked, told) in [
            ("as-at=soon", "“soon” in “as-at” is not a date"),
            ("known-at=soon", "“soon” in “known-at” is not a moment"),
        ] {
            let answer = get(&router, &format!("{page}?{asked}")).await;
            assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{page}?{asked}");
            assert!(answer.text.contains(told), "{page}?{asked}");
        }
        let plain = get(&router, &format!("{page}?as-at=2025-09-12")).await;
        assert_eq!(plain.status, StatusCode::OK, "{page}");
    }
}

#[tokio::test]
async fn a_finding_that_gave_its_place_to_another_is_not_set_aside() {
    let router = harbour();
    let page = get(&router, "/checks").await.text;
    let address = page.split("href=\"/checks/waive?").nth(1).unwrap().split('"').next().unwrap();
    let form = get(&router, &format!("/checks/waive?{}", address.replace("&amp;", "&"))).await.text;
    let value = |name: &str| {
        let own = format!("type=\"hidden\" name=\"{name}\" value=\"");
        Some(form.split(&own).nth(1)?.split('"').next()?.to_owned())
    };
    let mut fields = vec![("who", "Ada".to_owned()), ("reason", "agreed".to_owned())];
    fields.push(("expires", "2026-01-31".to_owned()));
    for name in ["rule", "risk", "action", "other"] {
        fields.extend(value(name).map(|value| (name, value)));
    }
    let send = async |seen: &str| {
        let all =
            fields.iter().map(|(name, value)| (*name, value.as_str())).chain([("seen", seen)]);
        let body: String =
            form_urlencoded::Serializer::new(String::new()).extend_pairs(all).finish();
        post(&router, "/checks/waive", "application/x-www-form-urlencoded", body).await
    };
    let seen = value("seen").unwrap();
    let other = "00000000-0000-4000-8000-000000000000 - -";
    let refused = send(other).await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{}", refused.text);
    assert!(refused.text.contains("nothing was set aside"), "{}", refused.text);
    assert_eq!(send(&seen).await.status, StatusCode::SEE_OTHER);
}
