//! A reader keeps what they were at: lists, closed risks and tiles, with the filter that was set.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod support;

use axum::{Router, http::StatusCode};
use support::{get, harbour, post};

const FORM: &str = "application/x-www-form-urlencoded";

/// The first link of a page whose address begins so, as a browser would follow it.
fn link(page: &str, start: &str) -> String {
    let found = page.split("href=\"").skip(1).find(|rest| rest.starts_with(start));
    let address = found.unwrap_or_else(|| panic!("no link to {start}")).split('"').next().unwrap();
    address.replace("&amp;", "&")
}

/// The figure of the tile of a name, and where it leads.
fn tile(page: &str, name: &str) -> (usize, String) {
    let strip = page.split("class=\"strip\"").nth(1).unwrap();
    let strip = strip.split("</section>").next().unwrap().split("</nav>").next().unwrap();
    let tile = strip.split("<a ").find(|tile| tile.contains(&format!("\"term\">{name}"))).unwrap();
    let figure = tile.split("class=\"figure\">").nth(1).unwrap();
    let figure: String = figure.chars().take_while(char::is_ascii_digit).collect();
    (figure.parse().unwrap(), link(&format!("<a {tile}"), "/"))
}

fn rows(page: &str) -> usize {
    page.matches(" data-stop").count()
}

async fn close(router: &Router, number: &str) {
    let body = "do=close&who=Ada+Reader&reason=It+can+no+longer+happen&effective=2025-09-20";
    let closed = post(router, &format!("/risks/{number}/edit"), FORM, body).await;
    assert_eq!(closed.status, StatusCode::SEE_OTHER, "{}", closed.text);
}

#[tokio::test]
async fn after_a_save_the_filtered_list_is_one_step_away() {
    let router = harbour();
    let list = get(&router, "/?owner=GH&sort=-current").await.text;
    let risk = link(&list, "/risks/3");
    let page = get(&router, &risk).await.text;
    assert!(page.contains("Back to the filtered register"));
    let form = get(&router, &link(&page, "/risks/3/edit")).await.text;
    let kept = form.split("name=\"back\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    let body = form_urlencoded::Serializer::new(String::new())
        .extend_pairs([
            ("do", "close"),
            ("who", "Ada"),
            ("reason", "Done"),
            ("back", &kept.replace("&amp;", "&")),
        ])
        .finish();
    let saved = post(&router, "/risks/3/edit", FORM, body).await;
    let after = get(&router, saved.header("location")).await.text;
    let back = link(&after, "/?owner=GH");
    assert!(back.starts_with("/?owner=GH&sort=-current"), "{back}");
    assert_eq!(rows(&get(&router, &back).await.text), 1, "the other one that is theirs");
}

#[tokio::test]
async fn the_ways_to_other_risks_go_along_the_list() {
    let router = harbour();
    let list = get(&router, "/?owner=HB&sort=-ref").await.text;
    let page = get(&router, &link(&list, "/risks/2")).await.text;
    let pager = page.split("aria-label=\"Other risks\"").nth(1).unwrap();
    assert!(link(pager, "/risks/").starts_with("/risks/8?"), "8 comes before 2 on that list");
    let elsewhere = get(&router, "/risks/2?back=https%3A%2F%2Fexample.org%2F").await.text;
    assert!(!elsewhere.contains("example.org"));
}

#[tokio::test]
async fn every_tile_counts_what_its_link_shows_with_the_filter() {
    let router = harbour();
    for filter in ["", "owner=GH", "involves=EF", "q=berth", "category=Money&sort=-ref", "least=15"]
    {
        let page = get(&router, &format!("/?{filter}")).await.text;
        for name in
            ["Risks", "Scoring 15 or more now", "Score now up", "Score now down", "New risks"]
        {
            let (figure, to) = tile(&page, name);
            if page.contains("aria-current=\"true\"") && name.starts_with("Scoring") {
                continue; // That tile is set already: it leads back to the rest.
            }
            assert_eq!(rows(&get(&router, &to).await.text), figure, "{name} of {filter}: {to}");
        }
        for name in ["Actions overdue", "Actions with no date"] {
            let (figure, to) = tile(&page, name);
            assert_eq!(rows(&get(&router, &to).await.text), figure, "{name} of {filter}: {to}");
        }
        let (blocking, to) = tile(&page, "Would block sign-off");
        let to = if to == "/checks#first" { "/checks?blocks=yes" } else { &to };
        let found = get(&router, to).await.text;
        let counted = found.split("class=\"counted\"").nth(1).unwrap();
        let counted = counted.split("<strong>").nth(1).unwrap();
        let number: String = counted.chars().take_while(char::is_ascii_digit).collect();
        assert_eq!(number, blocking.to_string(), "{filter}: {to}");
    }
}

#[tokio::test]
async fn the_page_of_actions_keeps_to_the_risks_of_a_filter() {
    let router = harbour();
    let page = get(&router, "/actions?of=owner%3DGH").await.text;
    assert_eq!(rows(&page), 4);
    assert!(page.contains("of the risks") && page.contains("Grace Holm"));
    let (overdue, _) = tile(&page, "Overdue");
    assert_eq!(rows(&get(&router, "/actions?due=overdue&of=owner%3DGH").await.text), overdue);
    assert_eq!(get(&router, "/actions?of=least%3Dmany").await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn closed_risks_are_listed_found_and_say_when_and_why() {
    let router = harbour();
    assert!(!get(&router, "/").await.text.contains("/closed"), "nothing is closed yet");
    close(&router, "6").await;
    close(&router, "4").await;
    assert!(get(&router, "/").await.text.contains("2 closed risks"));
    let list = get(&router, "/closed").await.text;
    assert_eq!(rows(&list), 2);
    for words in ["20 Sep 2025", "Ada Reader: It can no longer happen", "new ferry terminal"] {
        assert!(list.contains(words), "{words}");
    }
    assert_eq!(rows(&get(&router, "/closed?q=FRAUD").await.text), 1);
    let search = get(&router, "/?q=ferry").await.text;
    assert!(search.contains("Closed risks that match") && search.contains("/risks/6"));
    let page = get(&router, &link(&list, "/risks/6")).await.text;
    let head = page.split("page-head").nth(1).unwrap().split("</header>").next().unwrap();
    for words in [
        "20 September 2025",
        "Ada Reader",
        "It can no longer happen",
        "Put back",
        "Back to the closed risks",
    ] {
        assert!(head.contains(words), "{words}: {head}");
    }
    let json = get(&router, "/closed.json?q=fraud").await.json();
    assert_eq!(json["closed"][0]["closed"], "2025-09-20");
    assert_eq!(json["closed"][0]["reason"], "It can no longer happen");
    assert_eq!(rows(&get(&router, "/closed?as-at=2025-09-12").await.text), 0);
}
