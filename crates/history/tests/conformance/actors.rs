//! Who acts: a number, whose name can be taken away.

use bellwether_history::{Authority, Change, CommitError, Seq, verify_export};

use super::*;

fn by(place: &Place, minutes: i64, name: &str) -> Seq {
    let new = change("2025-01-01", vec![]);
    let authority = Authority::read(name, "as asked", date("2025-01-01")).unwrap();
    place.accept(minutes, &Change { authority, ..new }).seq
}

fn names(place: &Place) -> Vec<String> {
    let entries = place.store.journal(&place.organisation, Seq(1)..=Seq(99)).unwrap();
    entries.into_iter().map(|entry| entry.actor.0).collect()
}

pub fn a_name_can_be_taken_away_and_the_record_holds(place: &Place) {
    let Place { store, organisation, .. } = place;
    for (minutes, name) in [(0, "Ada"), (1, "Ben"), (2, "Ada")] {
        by(place, minutes, name);
    }
    let entries = store.journal(organisation, Seq(1)..=Seq(3)).unwrap();
    let seconds: Vec<_> = entries.iter().map(|entry| entry.second.unwrap()).collect();
    assert_eq!(seconds.iter().map(|two| two.actor).collect::<Vec<_>>(), [1, 2, 1]);
    assert_eq!(
        seconds.iter().map(|two| two.names.is_some()).collect::<Vec<_>>(),
        [true, true, false]
    );
    assert!(!entries[0].canonical().unwrap().contains("Ada"));
    let head = store.verify(organisation).unwrap().head;
    let kept = |seqs: &[Seq]| -> Vec<String> {
        let entries = store.entries_of(organisation, seqs).unwrap();
        entries.iter().map(|entry| entry.actor.0.clone()).collect()
    };
    assert_eq!(kept(&[Seq(1), Seq(2)]), ["Ada", "Ben"]);

    let asked = authority("she has left", "2025-06-01");
    let whom = "Ada".parse().unwrap();
    let (done, number) = store.anonymise(&register_of(organisation), &asked, &whom, at(3)).unwrap();
    assert_eq!((done.seq, number), (Seq(4), 1));
    let former = "a former officer (A1)";
    assert_eq!(names(place), [former, "Ben", former, "pat"]);
    assert_eq!((kept(&[Seq(1)]), kept(&[Seq(2)])), (vec![former.into()], vec!["Ben".into()]));
    let walked = store.verify(organisation).unwrap();
    assert_eq!((walked.broken, walked.entries), (None, 4));
    assert_ne!(walked.head, head);
    // Who comes back is somebody else.
    by(place, 4, "Ada");
    assert_eq!(names(place).last().map(String::as_str), Some("Ada"));
    let again = store.journal(organisation, Seq(5)..=Seq(5)).unwrap();
    assert_eq!(again[0].second.unwrap().actor, 4);
    let nobody =
        store.anonymise(&register_of(organisation), &asked, &"Zoe".parse().unwrap(), at(5));
    assert!(matches!(nobody, Err(CommitError::NoSuchActor(_))), "{nobody:?}");

    let mut out = vec![];
    store.export(organisation, &mut out).unwrap();
    assert_eq!(
        verify_export(&mut out.as_slice(), &std::collections::BTreeMap::new())
            .unwrap()
            .verification
            .broken,
        None
    );
    let text = String::from_utf8(out).unwrap();
    assert_eq!(text.matches("\"Ada\"").count(), 1, "{text}");
}
