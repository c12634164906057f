//! Seals and evidence.

use bellwether_domain::Register;
use bellwether_history::{
    AsAt, Attachment, Authority, CommitError, Deed, Digest, Hex, Keys, KeysError,
    LARGEST_ATTACHMENT, Noted, ReadError, Seq, Store,
};

use super::*;

fn frost(place: &Place) {
    let new = write(1, "2025-01-01", None, risk("1", "Frost", 9));
    place.accept(0, &change("2025-01-01", vec![new]));
}

pub fn a_seal_freezes_the_register_document(place: &Place) {
    frost(place);
    let seal =
        || place.store.seal(&register_of(&place.organisation), &sealing("2025-02-01"), at(1));
    let first = seal().unwrap();
    let frozen = place
        .store
        .view(&register_of(&place.organisation), AsAt::date(date("2025-02-01")))
        .unwrap();
    let edit = write(1, "2025-01-15", Some(Seq(1)), risk("1", "Hard frost", 9));
    place.accept(2, &change("2025-01-15", vec![edit]));
    let second = seal().unwrap();
    let seals = place.store.seals(&place.organisation).unwrap();
    let [one, two] = seals.as_slice() else { panic!("{seals:?}") };
    assert_eq!((one.seq, two.seq), (first.seq, second.seq));
    assert_eq!(Register::from_json(&one.document).unwrap(), frozen.register());
    assert_eq!(Register::from_json(&two.document).unwrap().risks[0].wording(), "Hard frost");
    let canonical = serde_json_canonicalizer::to_string(&frozen.register()).unwrap();
    assert_eq!(one.seal.register, Digest::of(canonical));
    assert_ne!(one.seal.register, two.seal.register);
    let walked = place.store.verify(&place.organisation).unwrap();
    assert_eq!((walked.broken, walked.seals), (None, 2));
}

pub fn a_correction_names_the_seal_it_puts_right(place: &Place) {
    frost(place);
    let seal = |corrects| {
        let sealing = bellwether_history::Sealing { corrects, ..sealing("2025-02-01") };
        place.store.seal(&register_of(&place.organisation), &sealing, at(1))
    };
    assert!(matches!(seal(Some(Seq(1))), Err(CommitError::NoSuchSeal(Seq(1)))));
    let first = seal(None).unwrap();
    seal(Some(first.seq)).unwrap();
    let seals = place.store.seals(&place.organisation).unwrap();
    assert_eq!(seals[1].seal.corrects, Some(first.seq));
    assert_eq!(place.store.verify(&place.organisation).unwrap().broken, None);
}

pub fn an_empty_register_is_not_sealed(place: &Place) {
    frost(place);
    let early = sealing("2024-12-31");
    let refused = place.store.seal(&register_of(&place.organisation), &early, at(1));
    assert!(matches!(refused, Err(CommitError::NothingToSeal(_))), "{refused:?}");
    assert_eq!(place.store.head(&place.organisation).unwrap().unwrap().seq, Seq(1));
}

pub fn one_key_signs_all_seals(place: &Place) {
    frost(place);
    for minutes in [1, 2] {
        place
            .store
            .seal(&register_of(&place.organisation), &sealing("2025-02-01"), at(minutes))
            .unwrap();
    }
    assert_eq!(place.store.verify(&place.organisation).unwrap().keys.len(), 1);
}

/// What is wrong where a key was noted elsewhere.
fn broken_under(place: &Place, key: Hex<32>) -> Option<(u32, String)> {
    let noted = Noted { key: Some(key), ..Noted::default() };
    let walked = place.store.verify_noted(&place.organisation, &noted).unwrap();
    walked.broken.map(|broken| (broken.seq.0, broken.problem))
}

fn anew() -> bellwether_history::Sealing {
    bellwether_history::Sealing { new_key: true, ..sealing("2025-02-01") }
}

pub fn a_new_key_comes_by_an_entry(place: &Place) {
    frost(place);
    let seal = |sealing: &_, minutes| {
        place.store.seal(&register_of(&place.organisation), sealing, at(minutes))
    };
    seal(&sealing("2025-02-01"), 1).unwrap();
    // The key gives way at entry 3, signed, and the new one seals.
    assert_eq!(seal(&anew(), 2).unwrap().seq, Seq(4));
    assert_eq!(seal(&sealing("2025-02-01"), 3).unwrap().seq, Seq(5));
    let walked = place.store.verify(&place.organisation).unwrap();
    assert_eq!((walked.broken, walked.seals, walked.unsigned), (None, 3, vec![]));
    let [first, second] = walked.keys.as_slice() else { panic!("{:?}", walked.keys) };
    assert_eq!(broken_under(place, *first), None);
    assert_eq!(broken_under(place, *second), None);
    let (seq, problem) = broken_under(place, Hex([7; 32])).unwrap();
    assert_eq!((seq, problem.contains("no seal is signed with the key")), (6, true));
}

pub fn where_the_key_is_lost_sealing_asks(place: &Place) {
    let Place { organisation, location, .. } = place;
    frost(place);
    place.store.seal(&register_of(organisation), &sealing("2025-02-01"), at(1)).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let with = |keys| Store::open(location.clone()).unwrap().with_keys(keys);
    let given = with(Keys::given(&"07".repeat(32)).unwrap());
    let lost = given.seal(&register_of(organisation), &sealing("2025-02-01"), at(2)).unwrap_err();
    assert!(matches!(lost, CommitError::NoKey(_)), "{lost}");
    assert!(lost.to_string().contains("go on with a new one"), "{lost}");
    let full = given.seal(&register_of(organisation), &anew(), at(2)).unwrap_err();
    assert!(matches!(full, CommitError::Read(ReadError::Keys(KeysError::Given))), "{full}");
    let other = with(Keys::in_file(folder.path().join("keys")));
    assert!(other.seal(&register_of(organisation), &sealing("2025-02-01"), at(2)).is_err());
    assert_eq!(other.seal(&register_of(organisation), &anew(), at(2)).unwrap().seq, Seq(4));
    let walked = place.store.verify(organisation).unwrap();
    assert_eq!((walked.broken, walked.unsigned), (None, vec![Seq(3)]));
    // Nobody signed for the new key, and so one that was noted before does not vouch for it.
    let (seq, problem) = broken_under(place, walked.keys[0]).unwrap();
    assert_eq!((seq, problem.contains("another key than the one")), (4, true), "{problem}");
    assert_eq!(broken_under(place, walked.keys[1]), None);
    // What was sealed with before is there no more to this store's own keys.
    let asked = place.store.seal(&register_of(organisation), &sealing("2025-02-01"), at(3));
    assert!(matches!(asked, Err(CommitError::NoKey(_))), "{asked:?}");
}

pub fn a_record_that_moves_does_not_take_its_key(place: &Place) {
    let Place { organisation, store, .. } = place;
    frost(place);
    store.seal(&register_of(organisation), &sealing("2025-02-01"), at(1)).unwrap();
    let mut out = vec![];
    store.export(organisation, &mut out).unwrap();
    let other = Store::in_memory().unwrap();
    other.load(&mut out.as_slice(), upgrading()).unwrap();
    let asked = other.seal(&register_of(organisation), &sealing("2025-02-01"), at(2));
    assert!(matches!(asked, Err(CommitError::NoKey(_))), "{asked:?}");
}

pub fn what_was_noted_elsewhere_is_compared(place: &Place) {
    let Place { organisation, store, .. } = place;
    frost(place);
    let sealed = store.seal(&register_of(organisation), &sealing("2025-02-01"), at(1)).unwrap();
    let with = |seq, hash| {
        let noted = Noted { heads: [(Seq(seq), hash)].into(), key: None };
        let walked = store.verify_noted(organisation, &noted).unwrap();
        walked.broken.map(|broken| (broken.seq.0, broken.problem))
    };
    assert_eq!(with(2, sealed.hash), None);
    let (seq, problem) = with(1, Digest::of("another record")).unwrap();
    assert_eq!((seq, problem.contains("the record was written anew")), (1, true), "{problem}");
    let (seq, problem) = with(9, sealed.hash).unwrap();
    assert_eq!((seq, problem.contains("ends before")), (3, true), "{problem}");
}

pub fn an_attachment_is_kept_by_its_content(place: &Place) {
    frost(place);
    let whence = &authority("as asked", "2025-02-01");
    for name in ["a.jpg", "b.jpg"] {
        place
            .store
            .attach(
                &register_of(&place.organisation),
                whence,
                evidence(name),
                b"a \0 photograph",
                at(1),
            )
            .unwrap();
    }
    let sha256 = Digest::of(b"a \0 photograph");
    let kept = place.store.attachment(&place.organisation, sha256).unwrap();
    assert_eq!(kept.as_deref(), Some(b"a \0 photograph".as_slice()));
    assert_eq!(place.store.attachment(&place.organisation, Digest::ZERO).unwrap(), None);
    let entries = place.store.latest_entries(&place.organisation, None, 1).unwrap();
    let Deed::Attach(attachment) = &entries[0].deed else { panic!() };
    assert_eq!((attachment.sha256, attachment.size), (sha256, 14));
    let walked = place.store.verify(&place.organisation).unwrap();
    assert_eq!((walked.broken, walked.attachments), (None, 2));
}

pub fn an_attachment_has_a_size(place: &Place) {
    let whence = &authority("as asked", "2025-02-01");
    for bytes in [vec![], vec![0; LARGEST_ATTACHMENT + 1]] {
        let refused = place.store.attach(
            &register_of(&place.organisation),
            whence,
            evidence("a"),
            &bytes,
            at(1),
        );
        assert!(matches!(refused, Err(CommitError::AttachmentSize { .. })), "{refused:?}");
    }
}

pub fn a_withdrawn_attachment_stays_for_the_history(place: &Place) {
    let Place { store, organisation, .. } = place;
    frost(place);
    let whence = &authority("as asked", "2025-02-01");
    let attach =
        |name| store.attach(&register_of(organisation), whence, evidence(name), b"paper", at(1));
    let (first, second) = (attach("a.pdf").unwrap().seq, attach("b.pdf").unwrap().seq);
    let later = &Authority::read("sam", "the wrong paper", date("2025-03-01")).unwrap();
    let withdrawn = store.withdraw(&register_of(organisation), later, first, at(2)).unwrap().seq;
    let kept = store.attachments(organisation).unwrap();
    let [one, two] = kept.as_slice() else { panic!("{kept:?}") };
    assert_eq!((one.attachment.name.as_str(), two.attachment.name.as_str()), ("a.pdf", "b.pdf"));
    assert_eq!((one.entry.seq, two.entry.seq), (first, second));
    let entry = one.withdrawn.as_ref().unwrap();
    assert_eq!((entry.seq, entry.actor.0.as_str()), (withdrawn, "sam"));
    assert_eq!((entry.reason.as_str(), entry.effective), ("the wrong paper", date("2025-03-01")));
    assert_eq!(two.withdrawn, None);
    let elsewhere = Attachment { risk: Some(id(2)), ..evidence("c.pdf") };
    store.attach(&register_of(organisation), whence, elsewhere, b"paper", at(2)).unwrap();
    let of = |risk| store.attachments_of(organisation, risk).unwrap();
    assert_eq!(of(id(1)), kept);
    assert_eq!(of(id(2)).iter().map(|kept| &kept.attachment.name).collect::<Vec<_>>(), ["c.pdf"]);
    assert_eq!(of(id(3)), []);
    assert!(store.attachment(organisation, Digest::of("paper")).unwrap().is_some());
    let again = store.withdraw(&register_of(organisation), later, first, at(3));
    assert!(matches!(again, Err(CommitError::Withdrawn { by, .. }) if by == withdrawn));
    let nothing = store.withdraw(&register_of(organisation), later, Seq(1), at(3));
    assert!(matches!(nothing, Err(CommitError::NoSuchAttachment(Seq(1)))));
    assert_eq!(store.verify(organisation).unwrap().broken, None);
}

pub fn a_document_is_kept_with_its_import(place: &Place) {
    let Place { store, organisation, .. } = place;
    let change = import("2025-01-01", vec![]);
    let done =
        store.commit_import(&register_of(organisation), &change, b"Ref;Risk\n", at(1)).unwrap();
    let entries = store.journal(organisation, done.seq..=done.seq).unwrap();
    let Deed::Import(import) = &entries[0].deed else { panic!() };
    assert_eq!((import.size, import.sha256), (Some(9), Digest::of("Ref;Risk\n")));
    let kept = store.attachment(organisation, import.sha256).unwrap();
    assert_eq!(kept.as_deref(), Some(b"Ref;Risk\n".as_slice()));
    let walked = store.verify(organisation).unwrap();
    assert_eq!((walked.broken, walked.documents, walked.attachments), (None, 1, 0));
}
