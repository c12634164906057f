//! The journal and its chain.

use bellwether_history::{AsAt, CommitError, Deed, Digest, Seq, Subject};

use super::*;

pub fn the_journal_says_who_when_and_why(place: &Place) {
    let first = place.accept(
        0,
        &change("2025-01-01", vec![write(1, "2025-01-01", None, risk("1", "Frost", 9))]),
    );
    let mut second = change("2025-02-01", vec![]);
    second.deed = Deed::Correct { corrects: Seq(1) };
    place.accept(1, &second);
    let entries = place.store.journal(&place.organisation, Seq(1)..=Seq(2)).unwrap();
    let [one, two] = entries.as_slice() else { panic!("{entries:?}") };
    assert_eq!((one.actor.0.as_str(), one.recorded), ("pat", minute(0)));
    assert_eq!((one.reason.as_str(), one.effective), ("as the group decided", date("2025-01-01")));
    assert!(matches!(one.writes[0].subject, Subject::Risk { id: which, .. } if which == id(1)));
    assert_eq!((one.previous, two.previous), (Digest::ZERO, first.hash));
    assert_eq!(two.deed, Deed::Correct { corrects: Seq(1) });
    assert_eq!(Digest::of(one.canonical().unwrap()), first.hash);
    let last = place.store.latest_entries(&place.organisation, None, 1).unwrap();
    assert_eq!(last.as_slice(), &entries[1..]);
    let before = place.store.latest_entries(&place.organisation, Some(Seq(2)), 5).unwrap();
    assert_eq!(before.as_slice(), &entries[..1]);
}

pub fn numbers_have_no_gaps(place: &Place) {
    for minutes in 0..5 {
        let committed = place.accept(minutes, &change("2025-01-01", vec![]));
        assert_eq!(i64::from(committed.seq.0), minutes + 1);
    }
}

pub fn a_clock_that_goes_back_does_not_turn_the_journal_round(place: &Place) {
    place.accept(10, &change("2025-01-01", vec![]));
    let second = place.accept(6, &change("2025-01-01", vec![]));
    assert_eq!(second.recorded, minute(10));
    assert_eq!(place.store.verify(&place.organisation).unwrap().broken, None);
}

pub fn a_clock_that_was_wrong_once_is_said_to_have_been(place: &Place) {
    let Place { store, organisation, .. } = place;
    let new = |number, words| {
        let writes = vec![write(number, "2025-01-01", None, risk("1", words, 9))];
        change("2025-01-01", writes)
    };
    place.accept(0, &new(1, "Frost"));
    let early =
        store.clock_was_wrong(&register_of(organisation), &authority("x", "2025-01-01"), at(1));
    assert!(matches!(early, Err(CommitError::ClockIsRight(_))), "{early:?}");
    // Ten years ahead, once.
    let years = 10 * 365 * 24 * 60;
    place.accept(years, &new(2, "Flood"));
    let refused = store.commit(&register_of(organisation), &new(3, "Fire"), at(2)).unwrap_err();
    assert!(matches!(refused, CommitError::Clock { .. }), "{refused}");
    assert!(refused.to_string().contains("if it was wrong then, say so"), "{refused}");
    let seal = store.seal(&register_of(organisation), &sealing("2025-01-01"), at(2));
    assert!(matches!(seal, Err(CommitError::Clock { .. })), "{seal:?}");
    let ill = |minutes| {
        store.doctor(None, minute(minutes)).unwrap().into_iter().find(|remark| !remark.sound)
    };
    assert!(ill(2).unwrap().words.contains("recorded at 2036-"));
    let whence = authority("the battery was flat", "2025-01-01");
    let said = store.clock_was_wrong(&register_of(organisation), &whence, at(3)).unwrap();
    assert_eq!((said.seq, said.recorded), (Seq(3), minute(3)));
    assert_eq!(ill(3), None);
    assert_eq!(place.accept(4, &new(3, "Fire")).recorded, minute(4));
    place.accept(6, &new(4, "Fog"));
    assert_eq!(store.verify(organisation).unwrap().broken, None);
    // What was known goes by the entries, for times overlap.
    let known = |minutes| {
        let as_at = AsAt { known: Some(minute(minutes)), ..AsAt::latest() };
        store.view(&register_of(organisation), as_at).unwrap().risks.len()
    };
    assert_eq!([known(-1), known(2), known(3), known(4), known(5), known(6)], [0, 1, 2, 3, 3, 4]);
    assert_eq!(known(years), 4);
    assert_eq!(store.known_by(organisation, minute(5)).unwrap(), Some(Seq(4)));
    // Without such an entry, times that go back do not hold.
    assert!(store.clock_was_wrong(&register_of(organisation), &whence, at(6)).is_err());
}

pub fn issues_stand_by_their_date(place: &Place) {
    place.accept(0, &import("2025-07-01", vec![id(1)]));
    place.accept(1, &change("2025-07-02", vec![]));
    place.accept(2, &import("2025-04-01", vec![id(1), id(2)]));
    let issues = place.store.issues(&place.organisation, None).unwrap();
    let seen: Vec<_> =
        issues.iter().map(|i| (i.effective, i.seq.0, i.import.risks.len())).collect();
    assert_eq!(seen, [(date("2025-04-01"), 3, 2), (date("2025-07-01"), 1, 1)]);
    assert_eq!(issues[0].import.file, "invented.csv");
}

pub fn a_sound_record_verifies(place: &Place) {
    assert_eq!(place.store.verify(&place.organisation).unwrap().head, Digest::ZERO);
    let mut last = Digest::ZERO;
    // Longer than one stride of the walk.
    for number in 0..300_i64 {
        let mut writes = vec![];
        if number < 3 {
            writes.push(write(number as u8, "2025-01-01", None, risk("1", "Frost", 9)));
        }
        last = place.accept(number, &change("2025-01-01", writes)).hash;
    }
    let walked = place.store.verify(&place.organisation).unwrap();
    assert_eq!((walked.entries, walked.versions, walked.head), (300, 3, last));
    assert_eq!(walked.broken, None);
}
