//! Seals and evidence.

use bellwether_domain::Register;
use bellwether_history::{
    AsAt, Attachment, Authority, CommitError, Deed, Digest, LARGEST_ATTACHMENT, Seq,
};

use super::*;

fn frost(place: &Place) {
    let new = write(1, "2025-01-01", None, risk("1", "Frost", 9));
    place.accept(0, &change("2025-01-01", vec![new]));
}

pub fn a_seal_freezes_the_register_document(place: &Place) {
    frost(place);
    let seal = || place.store.seal(&place.organisation, &sealing("2025-02-01"), at(1));
    let first = seal().unwrap();
    let frozen = place.store.view(&place.organisation, AsAt::date(date("2025-02-01"))).unwrap();
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
        place.store.seal(&place.organisation, &sealing, at(1))
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
    let refused = place.store.seal(&place.organisation, &early, at(1));
    assert!(matches!(refused, Err(CommitError::NothingToSeal(_))), "{refused:?}");
    assert_eq!(place.store.head(&place.organisation).unwrap().unwrap().seq, Seq(1));
}

pub fn one_key_signs_all_seals(place: &Place) {
    frost(place);
    for minutes in [1, 2] {
        place.store.seal(&place.organisation, &sealing("2025-02-01"), at(minutes)).unwrap();
    }
    assert_eq!(place.store.verify(&place.organisation).unwrap().keys.len(), 1);
}

pub fn an_attachment_is_kept_by_its_content(place: &Place) {
    frost(place);
    let whence = &authority("as asked", "2025-02-01");
    for name in ["a.jpg", "b.jpg"] {
        place
            .store
            .attach(&place.organisation, whence, evidence(name), b"a \0 photograph", at(1))
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
        let refused = place.store.attach(&place.organisation, whence, evidence("a"), &bytes, at(1));
        assert!(matches!(refused, Err(CommitError::AttachmentSize { .. })), "{refused:?}");
    }
}

pub fn a_withdrawn_attachment_stays_for_the_history(place: &Place) {
    let Place { store, organisation, .. } = place;
    frost(place);
    let whence = &authority("as asked", "2025-02-01");
    let attach = |name| store.attach(organisation, whence, evidence(name), b"paper", at(1));
    let (first, second) = (attach("a.pdf").unwrap().seq, attach("b.pdf").unwrap().seq);
    let later = &Authority::read("sam", "the wrong paper", date("2025-03-01")).unwrap();
    let withdrawn = store.withdraw(organisation, later, first, at(2)).unwrap().seq;
    let kept = store.attachments(organisation).unwrap();
    let [one, two] = kept.as_slice() else { panic!("{kept:?}") };
    assert_eq!((one.attachment.name.as_str(), two.attachment.name.as_str()), ("a.pdf", "b.pdf"));
    assert_eq!((one.entry.seq, two.entry.seq), (first, second));
    let entry = one.withdrawn.as_ref().unwrap();
    assert_eq!((entry.seq, entry.actor.0.as_str()), (withdrawn, "sam"));
    assert_eq!((entry.reason.as_str(), entry.effective), ("the wrong paper", date("2025-03-01")));
    assert_eq!(two.withdrawn, None);
    let elsewhere = Attachment { risk: Some(id(2)), ..evidence("c.pdf") };
    store.attach(organisation, whence, elsewhere, b"paper", at(2)).unwrap();
    let of = |risk| store.attachments_of(organisation, risk).unwrap();
    assert_eq!(of(id(1)), kept);
    assert_eq!(of(id(2)).iter().map(|kept| &kept.attachment.name).collect::<Vec<_>>(), ["c.pdf"]);
    assert_eq!(of(id(3)), []);
    assert!(store.attachment(organisation, Digest::of("paper")).unwrap().is_some());
    let again = store.withdraw(organisation, later, first, at(3));
    assert!(matches!(again, Err(CommitError::Withdrawn { by, .. }) if by == withdrawn));
    let nothing = store.withdraw(organisation, later, Seq(1), at(3));
    assert!(matches!(nothing, Err(CommitError::NoSuchAttachment(Seq(1)))));
    assert_eq!(store.verify(organisation).unwrap().broken, None);
}

pub fn a_document_is_kept_with_its_import(place: &Place) {
    let Place { store, organisation, .. } = place;
    let change = import("2025-01-01", vec![]);
    let done = store.commit_import(organisation, &change, b"Ref;Risk\n", at(1)).unwrap();
    let entries = store.journal(organisation, done.seq..=done.seq).unwrap();
    let Deed::Import(import) = &entries[0].deed else { panic!() };
    assert_eq!((import.size, import.sha256), (Some(9), Digest::of("Ref;Risk\n")));
    let kept = store.attachment(organisation, import.sha256).unwrap();
    assert_eq!(kept.as_deref(), Some(b"Ref;Risk\n".as_slice()));
    let walked = store.verify(organisation).unwrap();
    assert_eq!((walked.broken, walked.documents, walked.attachments), (None, 1, 0));
}
