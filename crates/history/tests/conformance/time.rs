//! As at, as known at.

use bellwether_history::{AsAt, Hindsight, Particulars, Standing, Store};

use super::*;

pub fn nothing_is_known_before_the_first_change(place: &Place) {
    let view = place.store.view(&register_of(&place.organisation), AsAt::latest()).unwrap();
    assert_eq!((view.head, view.particulars.is_none(), view.risks.len()), (None, true, 0));
    assert!(place.store.issues(&place.organisation, None).unwrap().is_empty());
    assert!(place.store.dates(&register_of(&place.organisation), None).unwrap().is_empty());
    assert_eq!(place.store.head(&place.organisation).unwrap(), None);
}

pub fn a_view_takes_the_latest_version_effective_by_its_date(place: &Place) {
    let first = place.accept(
        0,
        &change("2025-01-01", vec![write(1, "2025-01-01", None, risk("1", "Frost", 9))]),
    );
    let second = change(
        "2025-04-01",
        vec![write(1, "2025-04-01", Some(first.seq), risk("1", "Hard frost", 12))],
    );
    place.accept(1, &second);
    assert!(place.words("2024-12-31").is_empty());
    assert_eq!(place.words("2025-01-01"), ["Frost"]);
    assert_eq!(place.words("2025-03-31"), ["Frost"]);
    assert_eq!(place.words("2025-04-01"), ["Hard frost"]);
    assert_eq!(place.words("9999-12-31"), ["Hard frost"]);
    assert_eq!(
        place.store.dates(&register_of(&place.organisation), None).unwrap(),
        [date("2025-01-01"), date("2025-04-01")]
    );
}

pub fn of_two_versions_at_one_date_the_later_entry_stands(place: &Place) {
    let first = place.accept(
        0,
        &change("2025-01-01", vec![write(1, "2025-01-01", None, risk("1", "Frots", 9))]),
    );
    let again = write(1, "2025-01-01", Some(first.seq), risk("1", "Frost", 9));
    place.accept(1, &change("2025-01-01", vec![again]));
    assert_eq!(place.words("2025-01-01"), ["Frost"]);
    let versions =
        place.store.risk_versions(&register_of(&place.organisation), id(1), None).unwrap();
    assert_eq!(versions.iter().map(|v| v.risk.wording()).collect::<Vec<_>>(), ["Frots", "Frost"]);
}

pub fn a_back_dated_change_leaves_later_dates_alone(place: &Place) {
    let later = place.accept(
        0,
        &change("2025-07-01", vec![write(1, "2025-07-01", None, risk("1", "Flood", 16))]),
    );
    // The older issue speaks until the later one: risk 1 is pinned there as it stands, and
    // risk 2, which the later issue does not have, is closed there.
    let older = change(
        "2025-04-01",
        vec![
            write(1, "2025-04-01", None, risk("1", "Damp", 4)),
            write(2, "2025-04-01", None, risk("2", "Mice", 6)),
            write(1, "2025-07-01", Some(later.seq), risk("1", "Flood", 16)),
            standing(2, "2025-07-01", None, Standing::Closed, risk("2", "Mice", 6)),
        ],
    );
    place.accept(1, &older);
    assert_eq!(place.words("2025-05-05"), ["Damp", "Mice"]);
    assert_eq!(place.words("2025-07-01"), ["Flood"]);
    assert_eq!(place.words("2026-01-01"), ["Flood"]);
}

pub fn what_was_known_at_a_moment_is_still_known(place: &Place) {
    let first = place.accept(
        0,
        &change("2025-01-01", vec![write(1, "2025-01-01", None, risk("1", "Frost", 9))]),
    );
    let corrected = write(1, "2025-01-01", Some(first.seq), risk("1", "Frost and ice", 9));
    place.accept(10, &change("2025-01-01", vec![corrected]));
    let words = |known| {
        let as_at = AsAt { effective: date("2025-02-01"), known: Some(known) };
        let view = place.store.view(&register_of(&place.organisation), as_at).unwrap();
        let one = place.store.risk(&register_of(&place.organisation), id(1), as_at).unwrap();
        assert_eq!(one.as_ref(), view.find(id(1)));
        view.risks.first().map(|version| version.risk.wording().to_owned())
    };
    assert_eq!(words(minute(-1)), None);
    assert_eq!(words(minute(0)).as_deref(), Some("Frost"));
    assert_eq!(words(minute(9)).as_deref(), Some("Frost"));
    assert_eq!(words(minute(10)).as_deref(), Some("Frost and ice"));
}

pub fn back_dated_and_corrected_entries_are_seen_to_be_so(place: &Place) {
    let frost = |effective, expected| write(1, effective, expected, risk("1", "Frost", 9));
    let first = place.accept(0, &change("2025-01-01", vec![frost("2025-01-01", None)]));
    let later = place.accept(1, &change("2025-07-01", vec![frost("2025-07-01", Some(first.seq))]));
    // An older issue, which pins at the later one what stands there; then a correction of it.
    let older = vec![
        write(1, "2025-04-01", Some(first.seq), risk("1", "Damp", 9)),
        frost("2025-07-01", Some(later.seq)),
    ];
    let older = place.accept(2, &change("2025-04-01", older));
    let corrected = write(1, "2025-04-01", Some(older.seq), risk("1", "Damp and mould", 9));
    let corrected = place.accept(3, &change("2025-04-01", vec![corrected]));
    let seen = |known| {
        let journal = place.store.recounted(&place.organisation, known, None, 9).unwrap();
        let seen = journal.into_iter().map(|r| (r.entry.seq, r.hindsight));
        seen.collect::<std::collections::BTreeMap<_, _>>()
    };
    let all = seen(None);
    let until = Some(date("2025-07-01"));
    let adding = Hindsight { adds: 1, ..Hindsight::default() };
    assert_eq!((&all[&first.seq], &all[&later.seq]), (&adding, &Hindsight::default()));
    let [of_older, of_correction] = [older, corrected].map(|committed| &all[&committed.seq]);
    assert_eq!((of_older.back_dated, of_correction.back_dated), (until, until));
    assert_eq!(of_older.corrected_by, [corrected.seq].into());
    assert_eq!(of_correction.corrects, [older.seq].into());
    // What came later was not known then.
    let then = seen(Some(minute(2)));
    assert_eq!((then.len(), then[&older.seq].corrected_by.len()), (3, 0));
    let dates = |known| place.store.dates(&register_of(&place.organisation), known).unwrap();
    assert_eq!(dates(Some(minute(1))), [date("2025-01-01"), date("2025-07-01")]);
    assert_eq!(dates(None).len(), 3);
}

pub fn a_closed_risk_leaves_the_register_and_can_come_back(place: &Place) {
    let frost = || risk("1", "Frost", 9);
    let opened =
        place.accept(0, &change("2025-01-01", vec![write(1, "2025-01-01", None, frost())]));
    let close = standing(1, "2025-03-01", Some(opened.seq), Standing::Closed, frost());
    let closed = place.accept(1, &change("2025-03-01", vec![close]));
    place.accept(2, &change("2025-06-01", vec![write(1, "2025-06-01", Some(closed.seq), frost())]));
    assert_eq!(place.words("2025-02-01"), ["Frost"]);
    assert!(place.words("2025-03-01").is_empty());
    assert_eq!(place.words("2025-06-01"), ["Frost"]);
    let as_at = AsAt::date(date("2025-04-01"));
    let view = place.store.view(&register_of(&place.organisation), as_at).unwrap();
    assert_eq!(view.closed.len(), 1);
    assert_eq!(view.find(id(1)).unwrap().standing, Standing::Closed);
}

pub fn an_old_view_has_the_particulars_then_in_force(place: &Place) {
    let scheme = |size| Particulars {
        title: Some(format!("Register {size}")),
        scheme: Some(bellwether_domain::Scheme::product(size)),
        ..Particulars::default()
    };
    let first =
        place.accept(0, &change("2025-01-01", vec![particulars("2025-01-01", None, scheme(4))]));
    let second = particulars("2025-06-01", Some(first.seq), scheme(5));
    place.accept(1, &change("2025-06-01", vec![second]));
    for (effective, size) in [("2025-05-31", 4), ("2025-06-01", 5), ("2025-05-31", 4)] {
        let view = place
            .store
            .view(&register_of(&place.organisation), AsAt::date(date(effective)))
            .unwrap();
        assert_eq!(view.register().scheme, Some(bellwether_domain::Scheme::product(size)));
        assert_eq!(view.register().as_at, Some(date(effective)));
    }
    assert_eq!(
        place.store.particulars_versions(&register_of(&place.organisation), None).unwrap().len(),
        2
    );
}

pub fn risks_stand_in_the_bodys_own_order(place: &Place) {
    let order = Particulars { order: vec![id(2), id(9), id(1)], ..Particulars::default() };
    let writes = vec![
        write(3, "2025-01-01", None, risk("3", "Third", 1)),
        write(1, "2025-01-01", None, risk("1", "First", 1)),
        write(2, "2025-01-01", None, risk("2", "Second", 1)),
        particulars("2025-01-01", None, order),
    ];
    place.accept(0, &change("2025-01-01", writes));
    assert_eq!(place.words("2025-01-01"), ["Second", "First", "Third"]);
}

pub fn every_risk_ever_known_can_be_matched(place: &Place) {
    let opened = place.accept(
        0,
        &change(
            "2025-01-01",
            (1..=40)
                .map(|n| write(n, "2025-01-01", None, risk(&n.to_string(), "Old words", 1)))
                .collect(),
        ),
    );
    let close =
        standing(7, "2025-03-01", Some(opened.seq), Standing::Closed, risk("7", "Last words", 1));
    place.accept(1, &change("2025-03-01", vec![close]));
    let all = place.store.every_risk(&register_of(&place.organisation)).unwrap();
    assert_eq!(all.len(), 40);
    let last = all.iter().find(|version| version.id == id(7)).unwrap();
    assert_eq!((last.risk.wording(), last.standing), ("Last words", Standing::Closed));
}

pub fn a_view_rolled_forward_is_the_view_read_anew(place: &Place) {
    // One thing after another: each risk comes, is worded anew, moves back in time, goes and
    // comes back; the order changes. Numbers from a seed, the same each time.
    let mut seed = 7_u64;
    let mut below = |most: u64| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) % most
    };
    let days = ["2025-01-01", "2025-02-01", "2025-03-01", "2025-04-01"];
    let dates = ["2024-12-31", "2025-01-15", "2025-02-01", "2025-03-20", "2026-01-01"];
    for step in 0..40 {
        let number = 1 + u8::try_from(below(5)).unwrap();
        let day = days[usize::try_from(below(4)).unwrap()];
        let change = if below(6) == 0 {
            let order = (1..=5).map(|n| id(1 + (n + number) % 5)).collect();
            let began =
                place.store.particulars(&register_of(&place.organisation), AsAt::date(date(day)));
            let began = began.unwrap().map(|version| version.seq);
            let order = Particulars { order, ..Particulars::default() };
            change(day, vec![particulars(day, began, order)])
        } else {
            let stands = place.store.risk(
                &register_of(&place.organisation),
                id(number),
                AsAt::date(date(day)),
            );
            let began = stands.unwrap().map(|version| version.seq);
            let to = if below(4) == 0 { Standing::Closed } else { Standing::Live };
            let known =
                place.store.risk_around(&register_of(&place.organisation), id(number), date(day));
            if began.is_none() && known.unwrap().is_some() {
                continue;
            }
            let words = format!("Frost for the {step}th time");
            change(day, vec![standing(number, day, began, to, risk("1", &words, 9))])
        };
        place.accept(step, &change);
        let anew = Store::open(place.location.clone()).unwrap();
        for as_at in dates.map(date).map(AsAt::date) {
            let view =
                |store: &Store| store.view(&register_of(&place.organisation), as_at).unwrap();
            assert_eq!(view(&place.store), view(&anew), "step {step}, {as_at:?}");
        }
        let all = |store: &Store| store.dates(&register_of(&place.organisation), None).unwrap();
        assert_eq!(all(&place.store), all(&anew), "step {step}");
    }
}

pub fn a_day_falls_among_the_versions_of_a_risk(place: &Place) {
    let around =
        |day| place.store.risk_around(&register_of(&place.organisation), id(1), date(day)).unwrap();
    assert_eq!(around("2025-01-01"), None);
    let first = write(1, "2025-03-01", None, risk("1", "Frost", 9));
    let first = place.accept(0, &change("2025-03-01", vec![first]));
    let later = write(1, "2025-06-01", Some(first.seq), risk("1", "Hard frost", 12));
    place.accept(1, &change("2025-06-01", vec![later]));
    let told = |day| {
        let around = around(day).unwrap();
        let words = around.in_force.map(|version| version.risk.wording().to_owned());
        (around.begins.to_string(), words, around.next.map(|next| next.to_string()))
    };
    let begins = || "2025-03-01".to_owned();
    assert_eq!(told("2025-02-28"), (begins(), None, Some(begins())));
    let (frost, june) = (Some("Frost".to_owned()), Some("2025-06-01".to_owned()));
    assert_eq!(told("2025-03-01"), (begins(), frost.clone(), june.clone()));
    assert_eq!(told("2025-05-31"), (begins(), frost, june));
    assert_eq!(told("2025-06-01"), (begins(), Some("Hard frost".to_owned()), None));
    let by = |until| {
        place.store.risk_by(&register_of(&place.organisation), id(1), date("2025-07-01"), until)
    };
    assert_eq!(by(first.seq).unwrap().unwrap().risk.wording(), "Frost");
}
