//! Long lists: how many rows stand on a page is the reader's to say; a heat map of many risks.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use std::sync::Arc;

use axum::{Router, http::StatusCode};
use bellwether_domain::Risk;
use support::{Answer, bring_in, empty, get, invented};

/// The lists of [`long`], each with an address that shows more than fifty rows, what it calls them
/// and how many they are.
const LISTS: [(&str, &str, usize); 4] = [
    ("/", "Risks", 80),
    ("/closed", "Risks", 80),
    ("/changes", "Rows", 160),
    ("/closed?q=pier", "Risks", 80),
];

/// A register of eighty risks, of which each has another owner than before, and eighty are closed.
fn long() -> Router {
    let app = empty();
    let mut earlier = invented::many(160);
    earlier.as_at = Some(invented::before());
    for (place, risk) in earlier.risks.iter_mut().enumerate() {
        Arc::make_mut(risk).description = Some(format!("Pier {place} sinks"));
    }
    let mut later = earlier.clone();
    later.as_at = Some(invented::as_at());
    later.risks.truncate(80);
    for (place, risk) in later.risks.iter_mut().enumerate() {
        Arc::make_mut(risk).owners = vec![format!("H{place}")];
    }
    bring_in(&app, &earlier, "earlier.json");
    bring_in(&app, &later, "later.json");
    bellwether_web::router(app)
}

/// The addresses to which links and buttons of a page lead, read from its markup.
fn links(answer: &Answer) -> Vec<String> {
    let links = answer.text.split("href=\"").skip(1);
    links.map(|link| link.split('"').next().unwrap().replace("&amp;", "&")).collect()
}

/// The markup of each form of a page that asks for an address.
fn forms(answer: &Answer) -> Vec<&str> {
    let forms = answer.text.split("<form").skip(1);
    let forms = forms.map(|form| form.split("</form>").next().unwrap());
    forms.filter(|form| form.contains("method=\"get\"")).collect()
}

fn with(address: &str, more: &str) -> String {
    let mark = if address.contains('?') { '&' } else { '?' };
    format!("{address}{mark}{more}")
}

#[tokio::test]
async fn a_reader_says_how_many_rows_stand_on_a_page_of_each_list() {
    let router = long();
    for (list, noun, total) in LISTS {
        let whole = get(&router, list).await;
        assert!(!whole.text.contains("class=\"pages\""), "{list} fits on one page");
        let first = get(&router, &with(list, "per-page=25")).await;
        let told = format!("{noun} 1 to 25 of {total}");
        assert!(first.text.contains(&told), "{list} lacks “{told}”: {}", first.text);
        let next = links(&first).into_iter().find(|link| link.contains("page=2&")).unwrap();
        assert!(next.contains("per-page=25"), "{next}");
        let second = get(&router, &next).await;
        assert!(second.text.contains(&format!("{noun} 26 to 50 of {total}")), "{next}");
        let all = get(&router, &with(list, "per-page=25&page=all")).await;
        assert!(all.text.contains(&format!("{noun} 1 to {total} of {total}")), "{list}");
    }
    let actions = get(&router, "/actions?per-page=50&page=2").await;
    assert!(actions.text.contains("Actions 51 to 100 of "), "{}", actions.text);
    assert_eq!(actions.text.matches(" data-stop").count(), 50);
    let register = get(&router, "/?per-page=50&page=2").await;
    assert_eq!(register.text.matches(" data-stop").count(), 30);
}

#[tokio::test]
async fn the_findings_of_one_rule_come_in_as_many_rows_as_asked() {
    let router = long();
    let all = get(&router, "/checks.json").await.json();
    let groups = all["groups"].as_array().unwrap();
    let long = |group: &&serde_json::Value| {
        let places = group["places"].as_array().unwrap().len();
        let of_rule = |other: &&serde_json::Value| other["rules"] == group["rules"];
        places > 50 && groups.iter().filter(of_rule).count() == 1
    };
    let many = groups.iter().find(long).unwrap();
    let list = format!("/checks?rule={}", many["rules"][0].as_str().unwrap());
    let answer = get(&router, &with(&list, "per-page=25")).await;
    assert!(answer.text.contains("Findings 1 to 25 of "), "{}", answer.text);
    assert!(links(&answer).contains(&with(&list, "page=2&per-page=25")));
}

#[tokio::test]
async fn the_number_of_rows_goes_along_from_list_to_list_and_through_their_forms() {
    let router = long();
    for list in ["/", "/actions", "/changes", "/checks", "/closed"] {
        let answer = get(&router, &with(list, "per-page=25")).await;
        assert_eq!(answer.status, StatusCode::OK);
        for other in ["/", "/actions", "/changes", "/checks"] {
            let there = with(other, "per-page=25");
            assert!(links(&answer).contains(&there), "{list} leads to no {there}");
        }
        let forms = forms(&answer);
        assert!(forms.len() > 1, "{list} has the form of the date, and its own");
        for form in forms {
            let kept = "<input type=\"hidden\" name=\"per-page\" value=\"25\">";
            assert!(form.contains(kept), "{list} forgets it in {form}");
        }
        // What has no pages is not asked for them.
        let others = links(&answer).into_iter().filter(|link| link.contains(".json"));
        for other in others.chain(["/heat-map".to_owned()]) {
            assert!(!other.contains("per-page"), "{other}");
        }
        let before = format!("{list}?per-page=25&as-at=2025-06-13");
        assert!(links(&answer).contains(&before), "{list} leads to no {before}");
    }
    // From a risk the way back leads to the same page; it is no filter.
    let list = get(&router, "/?per-page=25&page=2").await;
    let risk = links(&list).into_iter().find(|link| link.starts_with("/risks/30?")).unwrap();
    let risk = get(&router, &risk).await;
    assert!(
        links(&risk).contains(&"/?page=2&per-page=25#risk-30".to_owned()),
        "{:?}",
        links(&risk)
    );
    assert!(!risk.text.contains("Back to the filtered register"));
}

#[tokio::test]
async fn a_list_offers_the_numbers_and_marks_the_one_in_use() {
    let router = long();
    let answer = get(&router, "/?owner=H1&sort=-ref&per-page=25").await;
    assert!(!answer.text.contains("class=\"per-page\""), "one risk needs no choice");
    let answer = get(&router, "/?sort=-ref&per-page=50").await;
    for rows in [25, 100] {
        assert!(links(&answer).contains(&format!("/?sort=-ref&per-page={rows}")));
    }
    assert!(links(&answer).contains(&"/?sort=-ref".to_owned()), "250 is what nobody asks for");
    assert!(answer.text.contains("aria-current=\"true\">50</a>"));
    let all = get(&router, "/?sort=-ref&per-page=50&page=all").await;
    assert!(!all.text.contains("aria-current=\"true\">50</a>"), "all rows are not fifty");
}

#[tokio::test]
async fn a_number_of_rows_that_is_none_is_declined_in_words() {
    let router = long();
    for list in ["/", "/actions", "/changes", "/checks", "/closed"] {
        for bad in ["24", "251", "0", "-25", "many", "99999999999999999999"] {
            let answer = get(&router, &format!("{list}?per-page={bad}")).await;
            assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{list} {bad}");
            let told = format!("“{bad}” in “per-page” is not a number of rows from 25 to 250.");
            assert!(answer.text.contains(&told), "{list} {bad}: {}", answer.text);
        }
    }
}

#[tokio::test]
async fn data_is_whole_however_many_rows_a_page_has() {
    let router = long();
    for (address, list) in
        [("/register.json", "risks"), ("/closed.json", "closed"), ("/changes.json", "changed")]
    {
        let whole = get(&router, &with(address, "per-page=25&page=2")).await.json();
        assert_eq!(whole[list].as_array().unwrap().len(), 80, "{address}");
    }
    let list = get(&router, "/closed?per-page=25").await;
    let table = links(&list).into_iter().find(|link| link.contains(".csv")).unwrap();
    let table = get(&router, &table).await;
    assert_eq!(table.status, StatusCode::OK, "{}", table.text);
    assert_eq!(table.text.matches("Pier ").count(), 80);
}

/// A register of so many risks, of which the last two share a number.
fn crowd(count: usize) -> Router {
    let app = empty();
    let mut register = invented::many(count);
    let rated = Risk::clone(&register.risks[0]);
    for (place, risk) in register.risks.iter_mut().enumerate() {
        let number = if place + 2 < count { place + 1 } else { count };
        *risk = Arc::new(Risk {
            reference: Some(format!("R-{number}")),
            description: Some(format!("Pier {place} sinks")),
            ..rated.clone()
        });
    }
    bring_in(&app, &register, "crowd.json");
    bellwether_web::router(app)
}

#[tokio::test]
async fn a_heat_map_of_many_risks_asks_for_a_number_and_leads_to_each() {
    let router = crowd(300);
    let map = get(&router, "/heat-map").await;
    assert_eq!(map.status, StatusCode::OK);
    assert!(!map.text.contains("<select id=\"risk\""), "three hundred choices are no choice");
    let form = forms(&map).into_iter().find(|form| form.contains("id=\"risk\"")).unwrap();
    assert!(form.contains("The way of one risk, by its number"), "{form}");
    assert!(form.contains("<input id=\"risk\" type=\"search\" name=\"risk\""), "{form}");

    // A cell names the first fifty, and leads to all of them.
    assert!(map.text.contains("R-50 and 250 more"), "{}", map.text);
    assert!(!map.text.contains("R-51"), "no more are named");
    let cell = links(&map).into_iter().find(|link| link.starts_with("/?stage=")).unwrap();
    let register = get(&router, &with(&cell, "page=all")).await;
    assert_eq!(register.text.matches(" data-stop").count(), 300);
    assert!(register.text.contains("R-298"));

    // What the form sends, in whatever capitals, draws the way; the number stays in its field.
    for typed in ["R-298", "r-298", "+R-298+"] {
        let way = get(&router, &format!("/heat-map?risk={typed}")).await;
        assert!(way.text.contains("The way of risk R-298 over the matrix"), "{typed}");
        assert!(way.text.contains("Pier 297 sinks"), "{typed}");
    }
    let none = get(&router, "/heat-map?risk=%3Cb%3E").await;
    assert!(none.text.contains("No risk has the number “&lt;b&gt;” on this register."));
    let shared = get(&router, "/heat-map?risk=R-300").await;
    assert!(shared.text.contains("2 risks have the number “R-300”"), "{}", shared.text);
    let ways = links(&shared).into_iter().filter(|link| link.starts_with("/heat-map?risk="));
    let ways: Vec<_> = ways.filter(|link| !link.contains("R-300")).collect();
    assert_eq!(ways.len(), 2, "each of the two has a link: {ways:?}");
    assert!(get(&router, &ways[1]).await.text.contains("Pier 299 sinks"));
    // Data has all of them.
    let data = get(&router, "/heat-map.json?stage=current").await.json();
    let named: usize = data["stages"][0]["cells"]
        .as_array()
        .unwrap()
        .iter()
        .map(|cell| cell["risks"].as_array().unwrap().len())
        .sum();
    assert_eq!(named, 300);
}

#[tokio::test]
async fn a_heat_map_of_fewer_offers_them_all() {
    let map = get(&crowd(250), "/heat-map").await;
    let form = forms(&map).into_iter().find(|form| form.contains("id=\"risk\"")).unwrap();
    assert_eq!(form.matches("<option").count(), 251, "each, and none");
}

#[tokio::test]
async fn a_page_does_not_wait_for_the_first_checks_of_many_risks_and_says_so() {
    const NOT_YET: &str = "The checks of this register are still being made.";
    let app = empty();
    bring_in(&app, &invented::many(1_001), "many.json");
    let pages = ["/", "/actions", "/risks/1"];
    // Each of them by a server that has not judged anything yet.
    for page in pages {
        let router = bellwether_web::router(Arc::new(app.beside(app.organisation().clone())));
        let first = get(&router, page).await;
        assert_eq!(first.status, StatusCode::OK, "{page}");
        assert!(first.text.contains(NOT_YET), "{page}: {}", first.text);
        assert!(!first.text.contains("tally-found"), "{page}");
        // Whoever asks for the findings waits for them; then they stand on each page.
        get(&router, "/checks").await;
        for page in pages {
            assert!(!get(&router, page).await.text.contains(NOT_YET), "{page}");
        }
        assert!(get(&router, "/").await.text.contains("tally-found"));
    }
}
