//! Writing: what is refused, what is kept, and what happens when several write at once.

use std::{sync::Barrier, thread};

use bellwether_history::{AsAt, Authority, CommitError, Conflict, Particulars, RegisterKey, Store};

use super::*;
use bellwether_domain::Risk;

pub fn a_stale_write_is_told_both_versions(place: &Place) {
    let first = place.accept(
        0,
        &change(
            "2025-01-01",
            vec![
                write(1, "2025-01-01", None, risk("1", "Frost", 9)),
                particulars("2025-01-01", None, Particulars::default()),
            ],
        ),
    );
    let titled = Particulars { title: Some("Named".into()), ..Particulars::default() };
    let writes = || {
        vec![
            write(1, "2025-02-01", Some(first.seq), risk("1", "Hard frost", 9)),
            particulars("2025-02-01", Some(first.seq), titled.clone()),
        ]
    };
    let second = place.accept(1, &change("2025-02-01", writes()));
    let refused = place.store.commit(
        &register_of(&place.organisation),
        &change("2025-02-01", writes()),
        at(2),
    );
    let Err(CommitError::Stale(conflicts)) = refused else { panic!("{refused:?}") };
    let [
        Conflict::Risk { began: Some(began), stands: Some(stands), .. },
        Conflict::Particulars { began: Some(from), stands: Some(to), .. },
    ] = conflicts.as_slice()
    else {
        panic!("{conflicts:?}")
    };
    assert_eq!((began.seq, began.risk.wording()), (first.seq, "Frost"));
    assert_eq!((stands.seq, stands.risk.wording()), (second.seq, "Hard frost"));
    assert_eq!((from.seq, to.seq), (first.seq, second.seq));
}

pub fn a_stale_write_leaves_nothing_behind(place: &Place) {
    let first = place.accept(
        0,
        &change("2025-01-01", vec![write(1, "2025-01-01", None, risk("1", "Frost", 9))]),
    );
    let half = change(
        "2025-02-01",
        vec![
            write(2, "2025-02-01", None, risk("2", "Good", 1)),
            write(1, "2025-02-01", None, risk("1", "Stale", 1)),
        ],
    );
    let refused = place.store.commit(&register_of(&place.organisation), &half, at(1));
    assert!(matches!(refused, Err(CommitError::Stale(_))), "{refused:?}");
    assert_eq!(place.words("2025-02-01"), ["Frost"]);
    assert_eq!(place.store.head(&place.organisation).unwrap().unwrap().seq, first.seq);
    assert_eq!(place.store.verify(&place.organisation).unwrap().broken, None);
}

pub fn a_long_change_is_checked_as_a_short_one_is(place: &Place) {
    let all = |effective: &str, expected| {
        let writes = (0..40).map(|n| write(n, effective, expected, risk("1", "Words", 1)));
        change(effective, writes.collect())
    };
    let first = place.accept(0, &all("2025-01-01", None));
    let edit = write(7, "2025-02-01", Some(first.seq), risk("1", "Others", 1));
    let edited = place.accept(1, &change("2025-02-01", vec![edit]));
    // At the earlier date the edit does not show.
    let again = place.accept(2, &all("2025-01-15", Some(first.seq)));
    let mut late = all("2025-02-02", Some(again.seq));
    let refused = place.store.commit(&register_of(&place.organisation), &late, at(3));
    let Err(CommitError::Stale(conflicts)) = refused else { panic!("{refused:?}") };
    let [Conflict::Risk { id: which, stands: Some(stands), .. }] = conflicts.as_slice() else {
        panic!("{conflicts:?}")
    };
    assert_eq!((*which, stands.seq), (id(7), edited.seq));
    for write in &mut late.writes {
        if let bellwether_history::Write::Risk(write) = write
            && write.id == id(7)
        {
            write.expected = Some(edited.seq);
        }
    }
    place.accept(3, &late);
}

pub fn a_change_larger_than_one_batch_is_kept_whole(place: &Place) {
    let words = "Words ".repeat(20_000);
    let large = |effective: &str, expected| {
        let writes = (0..60).map(|n| write(n, effective, expected, risk("1", &words, 1)));
        change(effective, writes.collect())
    };
    let first = place.accept(0, &large("2025-01-01", None));
    place.accept(1, &large("2025-02-01", Some(first.seq)));
    assert_eq!(place.words("2025-02-01").len(), 60);
    let walked = place.store.verify(&place.organisation).unwrap();
    assert_eq!((walked.versions, walked.broken), (120, None));
}

pub fn a_new_risk_that_exists_already_is_stale(place: &Place) {
    let new = change("2025-01-01", vec![write(1, "2025-01-01", None, risk("1", "Frost", 9))]);
    place.accept(0, &new);
    let refused = place.store.commit(&register_of(&place.organisation), &new, at(1));
    let Err(CommitError::Stale(conflicts)) = refused else { panic!("{refused:?}") };
    assert!(matches!(conflicts.as_slice(), [Conflict::Risk { began: None, stands: Some(_), .. }]));
}

pub fn one_change_writes_a_subject_once_a_date(place: &Place) {
    let twice = change(
        "2025-01-01",
        vec![
            write(1, "2025-01-01", None, risk("1", "This", 9)),
            write(1, "2025-01-01", None, risk("1", "That", 9)),
        ],
    );
    let refused = place.store.commit(&register_of(&place.organisation), &twice, at(0));
    assert!(matches!(refused, Err(CommitError::Twice { .. })), "{refused:?}");
    let early = change("-000044-03-15", vec![]);
    let refused = place.store.commit(&register_of(&place.organisation), &early, at(0));
    assert!(matches!(refused, Err(CommitError::BeforeTime(_))), "{refused:?}");
}

pub fn everything_said_comes_back_as_it_was(place: &Place) {
    let words = "Quote ' \" $1 ?1 \u{0} tab\t — naïve Ŵ 🐑 \\ </script>";
    let mut said = risk("1'", words, 9);
    said.extra.insert(words.into(), words.into());
    let mut whose = Particulars { title: Some(words.into()), ..Particulars::default() };
    whose.headings.insert(bellwether_domain::Field::Score, "Rating".into());
    whose.headings.insert(bellwether_domain::Field::Category, words.into());
    let mut all = change(
        "2025-01-01",
        vec![
            write(1, "2025-01-01", None, said.clone()),
            particulars("2025-01-01", None, whose.clone()),
        ],
    );
    let spoken = "Quote ' \" $1 ?1 — naïve Ŵ 🐑 \\ </script>";
    all.authority = Authority::read(spoken, spoken, date("2025-01-01")).unwrap();
    place.accept(0, &all);
    let view = place.store.view(&register_of(&place.organisation), AsAt::latest()).unwrap();
    let register = view.register();
    let kept = Risk { id: Some(id(1)), ..said.clone() };
    assert_eq!(*register.risks[0], kept);
    assert_eq!(register.risks.len(), 1);
    assert!(register.risks[0].extra.keys().eq(said.extra.keys()), "the order of columns");
    assert!(register.headings.iter().eq(whose.headings.iter()), "the order of headings");
    let entries = place.store.latest_entries(&place.organisation, None, 9).unwrap();
    assert_eq!((entries[0].actor.0.as_str(), entries[0].reason.as_str()), (spoken, spoken));
    assert_eq!(place.store.verify(&place.organisation).unwrap().broken, None);
}

pub fn two_writers_at_once_lose_nothing(place: &Place) {
    const WRITERS: u8 = 4;
    const EACH: u8 = 10;
    let start = Barrier::new(WRITERS.into());
    thread::scope(|scope| {
        for writer in 0..WRITERS {
            let start = &start;
            scope.spawn(move || {
                start.wait();
                for n in 0..EACH {
                    let number = writer * EACH + n;
                    let new = write(number, "2025-01-01", None, risk("1", "Words", 1));
                    // At one moment: of writers whose clocks are far apart one is refused.
                    place.accept(0, &change("2025-01-01", vec![new]));
                    place.words("2025-01-01");
                }
            });
        }
    });
    assert_eq!(place.words("2025-01-01").len(), usize::from(WRITERS * EACH));
    let walked = place.store.verify(&place.organisation).unwrap();
    assert_eq!((walked.entries, walked.broken), (u32::from(WRITERS * EACH), None));
}

pub fn several_servers_begin_a_record_together(place: &Place) {
    const EACH: u8 = 3;
    let servers: Vec<Store> =
        (0..4).map(|_| Store::open(place.location.clone()).unwrap()).collect();
    for round in 0..6 {
        let organisation = format!("new-{round}").parse().unwrap();
        let start = Barrier::new(servers.len());
        thread::scope(|scope| {
            for (server, first) in servers.iter().zip((0..).step_by(EACH.into())) {
                let (start, organisation) = (&start, &organisation);
                scope.spawn(move || {
                    start.wait();
                    for number in first..first + EACH {
                        let new = write(number, "2025-01-01", None, risk("1", "Words", 1));
                        let new = change("2025-01-01", vec![new]);
                        server.commit(&register_of(organisation), &new, at(0)).unwrap();
                    }
                });
            }
        });
        let walked = place.store.verify(&organisation).unwrap();
        assert_eq!((walked.entries, walked.broken), (4 * u32::from(EACH), None));
    }
}

pub fn of_two_edits_of_one_version_one_is_told(place: &Place) {
    let first = place.accept(
        0,
        &change("2025-01-01", vec![write(1, "2025-01-01", None, risk("1", "Frost", 9))]),
    );
    let start = Barrier::new(2);
    let accepted = thread::scope(|scope| {
        let edits = ["This", "That"].map(|words| {
            let start = &start;
            scope.spawn(move || {
                let edit = write(1, "2025-01-02", Some(first.seq), risk("1", words, 9));
                start.wait();
                match place.store.commit(
                    &register_of(&place.organisation),
                    &change("2025-01-02", vec![edit]),
                    at(1),
                ) {
                    Ok(_) => true,
                    Err(CommitError::Stale(_)) => false,
                    Err(error) => panic!("{error}"),
                }
            })
        });
        edits.map(|edit| edit.join().unwrap())
    });
    assert_eq!(accepted.iter().filter(|accepted| **accepted).count(), 1);
}

pub fn organisations_see_only_their_own(place: &Place) {
    place
        .accept(0, &change("2025-01-01", vec![write(1, "2025-01-01", None, risk("1", "Ours", 9))]));
    let other = format!("{}-other", place.organisation).parse().unwrap();
    assert!(place.store.view(&register_of(&other), AsAt::latest()).unwrap().risks.is_empty());
    // The same id in another organisation is another risk.
    let theirs = change("2025-01-01", vec![write(1, "2025-01-01", None, risk("1", "Theirs", 9))]);
    assert_eq!(place.store.commit(&register_of(&other), &theirs, at(0)).unwrap().seq.0, 1);
    assert_eq!(place.words("2025-01-01"), ["Ours"]);
    assert_eq!(
        place
            .store
            .journal(&other, bellwether_history::Seq(1)..=bellwether_history::Seq(9))
            .unwrap()
            .len(),
        1
    );
}

pub fn a_register_says_nothing_of_another(place: &Place) {
    let main = register_of(&place.organisation);
    let projects = RegisterKey { id: "projects".parse().unwrap(), ..main.clone() };
    let words = |text| {
        let writes = vec![
            write(u8::from(text == "Frost"), "2025-01-01", None, risk("1", text, 9)),
            particulars(
                "2025-01-01",
                None,
                Particulars { title: Some(text.into()), ..Particulars::default() },
            ),
            setting("mark", "2025-01-01", None, text.into()),
        ];
        change("2025-01-01", writes)
    };
    for (minutes, (register, text)) in
        [(&main, "Frost"), (&projects, "Slip")].into_iter().enumerate()
    {
        place.store.commit(register, &words(text), at(minutes.try_into().unwrap())).unwrap();
    }
    // Twice: read anew, and from what is kept in memory.
    for (register, text) in [(&main, "Frost"), (&projects, "Slip")].repeat(2) {
        let view = place.store.view(register, AsAt::latest()).unwrap();
        let told: Vec<_> = view.risks.iter().map(|version| version.risk.wording()).collect();
        assert_eq!(told, [text]);
        assert_eq!(view.register().title.as_deref(), Some(text));
        let settings = place.store.settings(register, AsAt::latest()).unwrap();
        assert_eq!(settings.values().map(|set| set.value.clone()).collect::<Vec<_>>(), [text]);
    }
    let entries = place.store.latest_entries(&place.organisation, None, 2).unwrap();
    assert_eq!(
        entries.iter().map(|e| e.register.as_str()).collect::<Vec<_>>(),
        ["projects", "main"]
    );
    assert_eq!(place.store.verify(&place.organisation).unwrap().broken, None);
}
