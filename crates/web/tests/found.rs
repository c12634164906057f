//! The page of findings: each owner's own and what is new lead to as much as they count.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

mod support;

use axum::Router;
use support::{get, harbour, post};

/// The address and the number of a link: `<a href="…">AB</a>: 12 places`.
fn links(part: &str) -> Vec<(String, usize)> {
    let link = |part: &str| {
        let (address, after) = part.split_once('"')?;
        let words = after.split_once('>')?.1.replace("</a>", " ").replace(',', "");
        let mut words = words.split_whitespace();
        let number = words.find_map(|word| word.parse().ok())?;
        Some((address.replace("&amp;", "&"), number))
    };
    part.split("href=\"").skip(1).filter_map(link).collect()
}

/// The places of the groups that an address leads to; the register as a whole is one.
async fn places(router: &Router, address: &str) -> usize {
    let address = address.replacen("/checks", "/checks.json", 1);
    let told = get(router, &address).await.json();
    let groups = told["groups"].as_array().unwrap().iter();
    groups.map(|group| group["places"].as_array().unwrap().len().max(1)).sum()
}

#[tokio::test]
async fn each_owners_own_is_as_much_as_the_page_counts() {
    let router = harbour();
    let page = get(&router, "/checks").await.text;
    let owners = page.split("id=\"owners\"").nth(1).unwrap().split("</details>").next().unwrap();
    let links = links(owners);
    assert!(links.len() > 1, "{owners}");
    for (address, count) in links {
        assert!(address.contains("owner="), "{address}");
        assert_eq!(places(&router, &address).await, count, "{address}");
        let own = get(&router, &address).await.text;
        assert!(own.contains("id=\"first\""), "what to put right first is each owner's too");
    }
}

#[tokio::test]
async fn what_is_new_since_the_issue_before_is_counted_and_leads_to_itself() {
    let router = harbour();
    let page = get(&router, "/checks").await.text;
    let lede = page.split("class=\"lede\"").nth(1).unwrap().split("</p>").next().unwrap();
    let new = links(lede).into_iter().find(|(address, _)| address.contains("new=yes"));
    let (address, count) = new.unwrap_or_else(|| panic!("{lede}"));
    let all = places(&router, "/checks").await;
    assert!(0 < count && count < all, "{count} of {all}");
    assert_eq!(places(&router, &address).await, count);
    let found = get(&router, &address.replacen("/checks", "/checks.json", 1)).await.json();
    let all_new = found["findings"].as_array().unwrap().iter().all(|found| found["new"] == true);
    assert!(all_new, "only what is new");
}

const FORM: &str = "application/x-www-form-urlencoded";

/// The first value of a hidden field that begins with some words.
fn hidden(page: &str, name: &str, holds: &str) -> (usize, String) {
    let begins = format!("name=\"{name}-");
    let fields = page.split(&begins).skip(1).filter_map(|part| {
        let (number, rest) = part.split_once('"')?;
        let value = rest.split_once("value=\"")?.1.split_once('"')?.0.replace("&amp;", "&");
        Some((number.parse().ok()?, value))
    });
    let mut fields = fields.filter(|(_, value)| value.contains(holds));
    fields.next().unwrap_or_else(|| panic!("{name} of {holds}"))
}

#[tokio::test]
async fn what_is_filled_in_is_accepted_and_told() {
    let router = harbour();
    let page = get(&router, "/checks?rule=ACT-01").await.text;
    assert!(page.contains("action=\"/checks/accept\"") && page.contains("type=\"date\""), "{page}");
    let before = places(&router, "/checks?rule=ACT-01").await;
    let (number, place) = hidden(&page, "place", "ACT-01");
    let place = form_urlencoded::byte_serialize(place.as_bytes()).collect::<String>();
    let nothing = format!("who=AB&place-{number}={place}");
    let declined = post(&router, "/checks/accept", FORM, nothing.clone()).await;
    assert!(declined.text.contains("nothing was changed"), "{}", declined.text);
    let wrong =
        post(&router, "/checks/accept", FORM, format!("{nothing}&answer-{number}=soon")).await;
    assert!(wrong.text.contains("Nothing was changed"), "{}", wrong.text);
    let past =
        post(&router, "/checks/accept", FORM, format!("{nothing}&answer-{number}=2019-02-28"))
            .await;
    assert!(
        past.text.contains("28 February 2019") || past.text.contains("2019-02-28"),
        "{}",
        past.text
    );
    assert!(past.text.contains("has passed") && past.status == 400, "{}", past.text);
    assert!(!past.text.contains("This address cannot be read"), "{}", past.text);
    let done =
        post(&router, "/checks/accept", FORM, format!("{nothing}&answer-{number}=2026-06-30"))
            .await;
    assert_eq!(done.status, 303, "{}", done.text);
    assert_eq!(places(&router, "/checks?rule=ACT-01").await, before - 1);
    let told = get(&router, done.header("location")).await.text;
    assert!(told.contains("30 June 2026"), "{told}");
}
