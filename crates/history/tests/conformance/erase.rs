//! Words and files that must not be kept.

use std::collections::{BTreeMap, BTreeSet};

use bellwether_domain::Risk;
use bellwether_history::{
    AsAt, Authority, Change, CommitError, Committed, Deed, Digest, ErasedNow, Erasing, Keys, Noted,
    Particulars, Sealing, Seq, Staged, Store, Text, verify_export,
};

use super::*;

/// Who must be forgotten.
const WHO: &str = "Quill Fenwright";
const RIGHT: &str = "UK GDPR, article 17";

/// A record in which somebody stands everywhere: in versions, under headings, in reasons, names of
/// files, seals and settings, and as who acts.
pub fn told_of(place: &Place) -> Vec<Committed> {
    let Place { store, organisation, .. } = place;
    let known = Risk {
        extra: [
            (format!("{WHO} says"), "yes".to_owned()),
            ("Asked".to_owned(), "quill\u{a0} FENWRIGHT".to_owned()),
        ]
        .into_iter()
        .collect(),
        ..risk("1", "Frost, says Quill Fenwright.", 9)
    };
    let whose = Particulars { title: Some(format!("Register of {WHO}")), ..Particulars::default() };
    let writes = vec![
        write(1, "2025-01-01", None, known),
        write(2, "2025-01-01", None, risk("2", "Flood", 9)),
        particulars("2025-01-01", None, whose),
        setting("limits/a", "2025-01-01", None, serde_json::json!({"by": WHO, "b": 0.25})),
    ];
    let authority = authority(&format!("{WHO} asked"), "2025-01-01");
    let mut done = vec![place.accept(0, &Change { authority, ..change("2025-01-01", writes) })];
    let sealing = Sealing { name: format!("For {WHO}").parse().unwrap(), ..sealing("2025-01-01") };
    done.push(store.seal(&register_of(organisation), &sealing, at(1)).unwrap());
    let by = Authority::read(WHO, "as asked", date("2025-01-01")).unwrap();
    let file = evidence(&format!("cv of {WHO}.pdf"));
    done.push(
        store.attach(&register_of(organisation), &by, file, b"the life of q. f.", at(2)).unwrap(),
    );
    let document = b"Ref;Risk\r\n1;Frost\r\n";
    let import = import("2025-01-01", vec![id(1)]);
    done.push(store.commit_import(&register_of(organisation), &import, document, at(3)).unwrap());
    done
}

pub fn words() -> Erasing {
    Erasing { words: vec![WHO.parse().unwrap()], ..Erasing::default() }
}

pub fn erased(place: &Place, minutes: i64, erasing: &Erasing) -> Result<ErasedNow, CommitError> {
    let Place { store, organisation, .. } = place;
    let plan = store.erasable(organisation, erasing)?;
    let by = authority("asked for in writing", "2025-06-01");
    store.erase(&register_of(organisation), (erasing, RIGHT), &by, plan.head, at(minutes))
}

/// Everything that can be read of a record, in words.
fn everything(store: &Store, place: &Place) -> String {
    let of = &place.organisation;
    let view = store.view(&register_of(of), AsAt::latest()).unwrap();
    let before = AsAt { known: Some(minute(2)), ..AsAt::latest() };
    let read = (
        (view.register(), view, store.view(&register_of(of), before).unwrap()),
        store.risk_versions(&register_of(of), id(1), None).unwrap(),
        store.settings(&register_of(of), AsAt::latest()).unwrap(),
        store.journal(of, Seq(1)..=Seq(99)).unwrap(),
        store.entries_of(of, &[Seq(1), Seq(2), Seq(3), Seq(4)]).unwrap(),
        store.issues(of, None).unwrap(),
        store.seals(of).unwrap(),
        store.attachments(of).unwrap(),
    );
    format!("{read:?}")
}

fn export(store: &Store, place: &Place) -> String {
    let mut out = vec![];
    store.export(&place.organisation, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

/// How often somebody is named, however that is set.
fn named(text: &str) -> usize {
    let text = text.to_lowercase();
    text.matches("quill").count() + text.matches("fenwright").count()
}

pub fn an_erasure_is_signed_with_the_key_of_seals(place: &Place) {
    told_of(place);
    let walked = || place.store.verify(&place.organisation).unwrap();
    erased(place, 4, &words()).unwrap();
    assert_eq!((walked().broken, walked().unsigned_erasures), (None, vec![]));
    // Somebody who has the database and not the key.
    let other = Keys::given(&"07".repeat(32)).unwrap();
    let without = Place {
        store: Store::open(place.location.clone()).unwrap().with_keys(other),
        organisation: place.organisation.clone(),
        location: place.location.clone(),
        keep: Box::new(()),
    };
    let flood = Erasing { words: vec!["Flood".parse().unwrap()], ..Erasing::default() };
    let done = erased(&without, 5, &flood).unwrap().committed.seq;
    assert_eq!((walked().broken, walked().unsigned_erasures), (None, vec![done]));
}

pub fn words_go_from_everywhere_and_the_record_holds(place: &Place) {
    let Place { store, organisation, .. } = place;
    let done = told_of(place);
    // Another program on the same database has read it all before.
    let other = Store::open(place.location.clone()).unwrap();
    assert!(named(&everything(&other, place)) > 20);
    let waits = Staged { name: format!("{WHO}.csv"), bytes: b"x".to_vec() };
    let waiting = store.stage(organisation, &waits, minute(3)).unwrap();

    let plan = store.erasable(organisation, &words()).unwrap();
    assert_eq!(plan.names, BTreeMap::from([(2, WHO.to_owned())]));
    let counts = [
        (Text::Entry, 3),
        (Text::Risk, 1),
        (Text::Particulars, 1),
        (Text::Setting, 1),
        (Text::Sealed, 1),
    ];
    assert_eq!(plan.counts, BTreeMap::from(counts));
    assert_eq!(plan.texts[&Text::Entry], BTreeSet::from([Seq(1), Seq(2), Seq(3)]));
    let ErasedNow { committed, left } = erased(place, 4, &words()).unwrap();
    assert_eq!((committed.seq, left), (Seq(5), vec![]));

    for store in [store, &other] {
        let all = everything(store, place);
        assert_eq!(named(&all), 0, "{all}");
        let now = store.view(&register_of(organisation), AsAt::latest()).unwrap();
        let of_risk = &now.find(id(1)).unwrap().risk;
        assert_eq!(of_risk.wording(), "Frost, says [erased by entry 5].");
        let extra: Vec<_> = of_risk.extra.iter().collect();
        assert_eq!(extra[0], (&"[erased by entry 5] says".to_owned(), &"yes".to_owned()));
        let entries = store.journal(organisation, Seq(1)..=Seq(5)).unwrap();
        assert_eq!(entries[0].reason, "[erased by entry 5] asked");
        assert_eq!(entries[2].actor.0, "a former officer (A2)");
        let Deed::Attach(file) = &entries[2].deed else { panic!("{entries:?}") };
        assert_eq!(file.name, "cv of [erased by entry 5].pdf");
        assert_eq!(store.staged(organisation, waiting, minute(4)).unwrap(), None);
    }
    // What was noted elsewhere before still stands.
    let heads = done.iter().map(|done| (done.seq, done.hash)).collect();
    let walked = store.verify_noted(organisation, &Noted { heads, key: None }).unwrap();
    assert_eq!((&walked.broken, walked.entries, walked.seals), (&None, 5, 1));
    assert_eq!(walked.erased, BTreeMap::from([(Seq(5), 7)]));

    let text = export(store, place);
    assert_eq!(named(&text), 0, "{text}");
    let checked = verify_export(&mut text.as_bytes(), &BTreeMap::new()).unwrap();
    assert_eq!(checked.verification, walked);
    let moved = Store::in_memory().unwrap();
    moved.load(&mut text.as_bytes(), upgrading()).unwrap();
    assert_eq!(export(&moved, place), text);
    // A list that is shortened, or left out, is no list.
    let line = text.lines().find(|line| line.contains("\"kind\":\"erase\"")).unwrap();
    let without = text.replace(line, &line.replacen("\"of\":\"risk\"", "\"of\":\"file\"", 1));
    let checked = verify_export(&mut without.as_bytes(), &BTreeMap::new()).unwrap();
    let broken = checked.verification.broken.unwrap();
    assert_eq!(broken.seq, Seq(1), "{broken:?}");
}

pub fn what_was_erased_can_be_erased_from_again(place: &Place) {
    let Place { store, organisation, .. } = place;
    told_of(place);
    erased(place, 4, &words()).unwrap();
    let flood = Erasing { words: vec!["Frost, says".parse().unwrap()], ..Erasing::default() };
    erased(place, 5, &flood).unwrap();
    assert_eq!(place.words("2025-01-01")[0], "[erased by entry 6] [erased by entry 5].".to_owned());
    let walked = store.verify(organisation).unwrap();
    assert_eq!((walked.broken, walked.erased[&Seq(6)]), (None, 2));
    // The words may be said again: the entry that did is not erased.
    let again = write(3, "2025-07-01", None, risk("3", "Frost, says Quill Fenwright.", 9));
    place.accept(6, &change("2025-07-01", vec![again]));
    assert_eq!(store.verify(organisation).unwrap().broken, None);
    erased(place, 7, &words()).unwrap();
    assert_eq!(store.verify(organisation).unwrap().broken, None);
    assert_eq!(named(&export(store, place)), 0);
}

pub fn a_file_is_erased_with_its_name(place: &Place) {
    let Place { store, organisation, .. } = place;
    told_of(place);
    let [life, document] = [&b"the life of q. f."[..], b"Ref;Risk\r\n1;Frost\r\n"].map(Digest::of);
    let both = Erasing { files: [life, document].into(), ..Erasing::default() };
    let plan = store.erasable(organisation, &both).unwrap();
    assert_eq!(plan.counts, BTreeMap::from([(Text::Entry, 2), (Text::File, 2)]));
    erased(place, 4, &both).unwrap();
    for sha256 in [life, document] {
        assert_eq!(store.attachment(organisation, sha256).unwrap(), None);
    }
    let issues = store.issues(organisation, None).unwrap();
    assert_eq!(issues[0].import.file, "[erased by entry 5]");
    let walked = store.verify(organisation).unwrap();
    assert_eq!((walked.broken, walked.attachments, walked.documents), (None, 0, 0));
    assert_eq!(walked.erased, BTreeMap::from([(Seq(5), 4)]));
    let remarks = store.doctor(None, minute(60)).unwrap();
    assert!(remarks.iter().all(|remark| remark.sound), "{remarks:?}");
    let text = export(store, place);
    assert!(!text.contains("attachment\":{") && !text.contains("invented.csv"), "{text}");
    // It may come again, by a deed of its own.
    let by = authority("it was the right one", "2025-07-01");
    store
        .attach(&register_of(organisation), &by, evidence("a.pdf"), b"the life of q. f.", at(5))
        .unwrap();
    let walked = store.verify(organisation).unwrap();
    assert_eq!((walked.broken, walked.attachments), (None, 1));
}

pub fn what_cannot_be_erased_is_said_and_nothing_done(place: &Place) {
    let Place { store, organisation, .. } = place;
    told_of(place);
    let head = store.head(organisation).unwrap().unwrap();
    let of = |words: &str| Erasing { words: vec![words.parse().unwrap()], ..Erasing::default() };
    let refused = |words| erased(place, 4, &of(words)).unwrap_err();
    assert!(matches!(refused("Nobody at all"), CommitError::NothingToErase));
    assert!(matches!(refused("asked"), CommitError::ErasedAgain));
    for own in ["description", "live", "2025-01-01", "organisation"] {
        let refused = refused(own);
        let CommitError::OwnWord { words, .. } = &refused else { panic!("{refused:?}") };
        assert_eq!(words, own);
    }
    let by = authority("asked for", "2025-06-01");
    let moved =
        store.erase(&register_of(organisation), (&words(), RIGHT), &by, Digest::ZERO, at(4));
    assert!(matches!(moved, Err(CommitError::Moved)), "{moved:?}");
    assert_eq!(store.head(organisation).unwrap().unwrap(), head);
    assert!(named(&export(store, place)) > 10);
}

pub fn an_older_copy_is_erased_from_again(place: &Place) {
    let Place { store, organisation, .. } = place;
    told_of(place);
    let before = export(store, place);
    let file = Erasing { files: [Digest::of(b"the life of q. f.")].into(), ..words() };
    erased(place, 4, &file).unwrap();
    let flood = Erasing { words: vec!["Flood".parse().unwrap()], ..Erasing::default() };
    erased(place, 5, &flood).unwrap();
    let left = store.left_by_erasures(organisation).unwrap();

    let old = Store::in_memory().unwrap();
    old.load(&mut before.as_bytes(), upgrading()).unwrap();
    let by = authority("as in the newer copy", "2025-06-01");
    // It has gone its own way since.
    let edit = write(3, "2025-03-01", None, risk("3", "Drought", 9));
    old.commit(&register_of(organisation), &change("2025-03-01", vec![edit]), at(6)).unwrap();
    assert!(named(&everything(&old, place)) > 20);
    let again = old.erase_as_in(&register_of(organisation), &left, &by, at(7)).unwrap().unwrap();
    assert_eq!(again.committed.seq, Seq(6));
    assert_eq!(named(&everything(&old, place)), 0);
    let text = export(&old, place);
    assert_eq!((named(&text), text.contains("Flood")), (0, false), "{text}");
    assert!(text.contains("[erased by entry 6]") && !text.contains("[erased by entry 5]"));
    assert!(text.contains(RIGHT), "{text}");
    let walked = old.verify(organisation).unwrap();
    assert_eq!((walked.broken, walked.entries), (None, 6));
    // Once is enough; and a copy of another record is none.
    assert_eq!(old.erase_as_in(&register_of(organisation), &left, &by, at(8)).unwrap(), None);
    let other = Store::in_memory().unwrap();
    other.commit(&register_of(organisation), &change("2025-01-01", vec![]), at(0)).unwrap();
    let refused = other.erase_as_in(&register_of(organisation), &left, &by, at(8));
    assert!(matches!(refused, Err(CommitError::AnotherRecord)), "{refused:?}");
}

pub fn what_came_again_since_stays_in_an_older_copy(place: &Place) {
    let Place { store, organisation, .. } = place;
    told_of(place);
    let life = Digest::of(b"the life of q. f.");
    let file = Erasing { files: [life].into(), ..words() };
    erased(place, 4, &file).unwrap();
    // The file and the words come again, and stand.
    let by = authority("it was the right one", "2025-07-01");
    store
        .attach(&register_of(organisation), &by, evidence("a.pdf"), b"the life of q. f.", at(5))
        .unwrap();
    let again = write(3, "2025-07-01", None, risk("3", "Frost, says Quill Fenwright.", 9));
    place.accept(6, &change("2025-07-01", vec![again]));
    let left = store.left_by_erasures(organisation).unwrap();

    let copy = Store::in_memory().unwrap();
    copy.load(&mut export(store, place).as_bytes(), upgrading()).unwrap();
    assert_eq!(copy.erase_as_in(&register_of(organisation), &left, &by, at(7)).unwrap(), None);
    assert!(copy.attachment(organisation, life).unwrap().is_some());
    let view = copy.view(&register_of(organisation), AsAt::date(date("2025-07-01"))).unwrap();
    assert!(view.risks.iter().any(|own| own.risk.wording().contains(WHO)), "it was said again");
}

pub fn what_several_erased_stays_apart_in_an_older_copy(place: &Place) {
    let Place { store, organisation, .. } = place;
    let told = Risk {
        extra: [("Asked of Ann Bellow", "first"), ("Asked of Cy Dornick", "third")]
            .map(|(heading, text)| (heading.to_owned(), text.to_owned()))
            .into_iter()
            .collect(),
        ..risk("1", "Frost", 9)
    };
    let writes = vec![write(1, "2025-01-01", None, told)];
    let whose = Authority::read(WHO, "as asked", date("2025-01-01")).unwrap();
    let first = Change { authority: whose.clone(), ..change("2025-01-01", writes) };
    place.accept(0, &first);
    let before = export(store, place);
    let by = authority("has left", "2025-06-01");
    store.anonymise(&register_of(organisation), &by, &whose.actor, at(1)).unwrap();
    for (minutes, name) in [(2, "Ann Bellow"), (3, "Cy Dornick")] {
        let words = vec![name.parse().unwrap()];
        erased(place, minutes, &Erasing { words, ..Erasing::default() }).unwrap();
    }
    let left = store.left_by_erasures(organisation).unwrap();

    let old = Store::in_memory().unwrap();
    old.load(&mut before.as_bytes(), upgrading()).unwrap();
    old.erase_as_in(&register_of(organisation), &left, &by, at(4)).unwrap().unwrap();
    assert_eq!(old.verify(organisation).unwrap().broken, None);
    let text = export(&old, place);
    assert_eq!(named(&text), 0, "{text}");
    let view = old.view(&register_of(organisation), AsAt::date(date("2025-06-01"))).unwrap();
    let extra = &view.risks[0].risk.extra;
    let said: BTreeMap<&str, &str> = extra.iter().map(|(h, t)| (h.as_str(), t.as_str())).collect();
    let apart =
        [("Asked of [erased by entry 2]", "first"), ("Asked of [erased by entry 2.2]", "third")];
    assert_eq!(said, BTreeMap::from(apart));
}
