//! Evidence in a store outside the database: here a folder.

use std::{fs, path::PathBuf};

use bellwether_history::{
    AttachmentStore, CommitError, Committed, Digest, Erasing, Fault, Keys, ReadError, Store,
};

use super::*;

const PHOTOGRAPH: &[u8] = b"a \0 photograph";

/// Another store on the place's database, which keeps attachments in a folder.
struct Beside {
    store: Store,
    folder: tempfile::TempDir,
}

impl Beside {
    fn of(place: &Place) -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self { store: beside(Store::open(place.location.clone()).unwrap(), &folder), folder }
    }

    fn attach(&self, place: &Place, bytes: &[u8]) -> Result<Committed, CommitError> {
        let whence = &authority("as asked", "2025-02-01");
        self.store.attach(
            &register_of(&place.organisation),
            whence,
            evidence("a.jpg"),
            bytes,
            at(1),
        )
    }

    fn file(&self, place: &Place, bytes: &[u8]) -> PathBuf {
        let folder = self.folder.path().join(place.organisation.as_str());
        folder.join(Digest::of(bytes).to_string())
    }
}

fn beside(store: Store, folder: &tempfile::TempDir) -> Store {
    store.with_attachments_in(AttachmentStore::open(&address(folder)).unwrap())
}

fn address(folder: &tempfile::TempDir) -> String {
    url::Url::from_directory_path(folder.path()).unwrap().to_string()
}

pub fn bytes_outside_the_database_are_read_back_and_verified(place: &Place) {
    let beside = Beside::of(place);
    beside.attach(place, PHOTOGRAPH).unwrap();
    assert_eq!(fs::read(beside.file(place, PHOTOGRAPH)).unwrap(), PHOTOGRAPH);
    let sha256 = Digest::of(PHOTOGRAPH);
    let read = beside.store.attachment(&place.organisation, sha256).unwrap();
    assert_eq!(read.as_deref(), Some(PHOTOGRAPH));
    let walked = beside.store.verify(&place.organisation).unwrap();
    assert_eq!((walked.broken, walked.attachments, walked.absent), (None, 1, vec![]));
    let [outside] = beside.store.outside(&place.organisation).unwrap().try_into().unwrap();
    assert_eq!(outside.files, 1);
    assert_eq!(outside.place, address(&beside.folder).trim_end_matches('/'));
    let remarks = beside.store.doctor(None, minute(60)).unwrap();
    assert!(remarks.iter().all(|remark| remark.sound), "{remarks:?}");
}

pub fn what_is_missing_outside_is_named(place: &Place) {
    let beside = Beside::of(place);
    let seq = beside.attach(place, PHOTOGRAPH).unwrap().seq;
    let sha256 = Digest::of(PHOTOGRAPH);
    let file = beside.file(place, PHOTOGRAPH);
    let told = |store: &Store, words: &str| {
        let walked = store.verify(&place.organisation).unwrap();
        assert_eq!((walked.broken, walked.entries, walked.attachments), (None, 1, 0));
        let [absent] = walked.absent.as_slice() else { panic!("{:?}", walked.absent) };
        assert_eq!((absent.seq, absent.name.as_str()), (seq, "a.jpg"));
        assert!(absent.problem.contains(words), "{}", absent.problem);
        let remarks = store.doctor(None, minute(60)).unwrap();
        let ill: Vec<_> = remarks.iter().filter(|remark| !remark.sound).collect();
        assert!(ill.iter().any(|remark| remark.words.contains("a.jpg")), "{remarks:?}");
        store.attachment(&place.organisation, sha256).unwrap_err()
    };
    // A store that was not told where attachments are.
    let error = told(&place.store, "lies at file:///");
    assert!(matches!(error, ReadError::Elsewhere { .. }), "{error:?}");
    fs::write(&file, b"another photograph").unwrap();
    let error = told(&beside.store, "is not what was kept");
    assert!(matches!(error, ReadError::Altered { .. }), "{error:?}");
    fs::remove_file(&file).unwrap();
    let error = told(&beside.store, "is missing");
    assert!(matches!(error, ReadError::Missing { .. }), "{error:?}");
    let export = beside.store.export(&place.organisation, &mut Vec::new());
    assert!(export.unwrap_err().to_string().contains("is missing"));
    // The same file again mends it.
    beside.attach(place, PHOTOGRAPH).unwrap();
    assert_eq!(beside.store.verify(&place.organisation).unwrap().absent, []);
}

pub fn nothing_is_written_where_a_share_is_not_mounted(place: &Place) {
    let beside = Beside::of(place);
    beside.attach(place, PHOTOGRAPH).unwrap();
    let (mount, share) = (beside.folder.path(), tempfile::tempdir().unwrap());
    let share = share.path().join("share");
    fs::rename(mount, &share).unwrap();
    fs::create_dir(mount).unwrap();
    let refused = beside.attach(place, b"another photograph").unwrap_err().to_string();
    assert!(refused.contains("is it mounted?"), "{refused}");
    assert_eq!(fs::read_dir(mount).unwrap().count(), 0);
    fs::remove_dir(mount).unwrap();
    fs::rename(&share, mount).unwrap();
    // A folder from before there was a mark is known by its files.
    fs::remove_file(mount.join(".bellwether")).unwrap();
    beside.attach(place, b"another photograph").unwrap();
    assert!(mount.join(".bellwether").is_file());
}

pub fn files_move_between_the_database_and_a_store_outside(place: &Place) {
    let beside = Beside::of(place);
    let whence = &authority("as asked", "2025-02-01");
    let inside = |bytes: &[u8]| {
        place
            .store
            .attach(&register_of(&place.organisation), whence, evidence("b.jpg"), bytes, at(1))
            .unwrap()
    };
    // What the database has is not put outside as well.
    inside(b"in the database");
    beside.attach(place, b"in the database").unwrap();
    assert!(!beside.file(place, b"in the database").exists());
    // What lies outside comes into the database when it is kept there.
    beside.attach(place, PHOTOGRAPH).unwrap();
    inside(PHOTOGRAPH);
    assert_eq!(place.store.outside(&place.organisation).unwrap(), []);
    let walked = place.store.verify(&place.organisation).unwrap();
    assert_eq!((walked.broken, walked.attachments, walked.absent), (None, 4, vec![]));
}

pub fn a_store_outside_that_fails_leaves_no_entry(place: &Place) {
    let beside = Beside::of(place);
    // A file stands where the organisation's folder should be.
    fs::write(beside.folder.path().join(place.organisation.as_str()), b"in the way").unwrap();
    let refused = beside.attach(place, PHOTOGRAPH).unwrap_err();
    let outside = matches!(refused, CommitError::Read(ReadError::Fault(Fault::Outside { .. })));
    assert!(outside, "{refused:?}");
    let import = import("2025-01-01", vec![]);
    assert!(
        beside
            .store
            .commit_import(&register_of(&place.organisation), &import, b"x", at(1))
            .is_err()
    );
    assert_eq!(place.store.head(&place.organisation).unwrap(), None);
}

pub fn an_export_carries_what_lies_outside(place: &Place) {
    let folder = tempfile::tempdir().unwrap();
    let store = beside(Store::open(place.location.clone()).unwrap(), &folder)
        .with_keys(Keys::in_file(folder.path().join("keys")));
    let text = super::export::of(&store, &place.organisation);
    assert_eq!(place.store.outside(&place.organisation).unwrap()[0].files, 2);
    let written = |store: &Store| {
        let mut out = Vec::new();
        store.export(&place.organisation, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    };
    // Into a database alone, and from there into one with another store beside it.
    let alone = Store::in_memory().unwrap();
    alone.load(&mut text.as_bytes(), upgrading()).unwrap();
    assert_eq!(written(&alone), text);
    assert_eq!(alone.outside(&place.organisation).unwrap(), []);
    let other = tempfile::tempdir().unwrap();
    let both = beside(Store::in_memory().unwrap(), &other);
    both.load(&mut text.as_bytes(), upgrading()).unwrap();
    assert_eq!(written(&both), text);
    let files = |folder: &tempfile::TempDir| {
        let mut names: Vec<_> = fs::read_dir(folder.path().join(place.organisation.as_str()))
            .unwrap()
            .map(|file| file.unwrap().file_name())
            .collect();
        names.sort();
        names
    };
    assert_eq!(files(&other), files(&folder));
    assert_eq!(
        both.verify(&place.organisation).unwrap(),
        alone.verify(&place.organisation).unwrap()
    );
}

pub fn an_altered_file_of_an_export_reaches_no_store_outside(place: &Place) {
    let text = super::export::of(&Store::in_memory().unwrap(), &place.organisation);
    let photograph = "YSAAIHBob3RvZ3JhcGg=";
    assert!(text.contains(photograph));
    let beside = Beside::of(place);
    let altered = text.replace(photograph, "YSAAIHBob3RvZ3JhcGc=");
    let refused = beside.store.load(&mut altered.as_bytes(), upgrading());
    assert!(refused.unwrap_err().to_string().contains("entry 4"));
    assert!(!beside.file(place, PHOTOGRAPH).exists());
    assert_eq!(place.store.head(&place.organisation).unwrap(), None);
}

pub fn an_erased_file_leaves_the_store_outside(place: &Place) {
    let beside = Beside::of(place);
    beside.attach(place, PHOTOGRAPH).unwrap();
    let erasing = Erasing { files: [Digest::of(PHOTOGRAPH)].into(), ..Erasing::default() };
    let by = authority("asked for", "2025-06-01");
    let erase = |store: &Store| {
        let head = store.erasable(&place.organisation, &erasing).unwrap().head;
        store.erase(&register_of(&place.organisation), (&erasing, "a right"), &by, head, at(2))
    };
    // A store that was not told where attachments are could not take it away.
    let error = erase(&place.store).unwrap_err();
    assert!(matches!(error, CommitError::Read(ReadError::Elsewhere { .. })), "{error:?}");
    assert_eq!(erase(&beside.store).unwrap().left, [""; 0]);
    assert!(!beside.file(place, PHOTOGRAPH).exists());
    let walked = beside.store.verify(&place.organisation).unwrap();
    assert_eq!((walked.broken, walked.absent), (None, vec![]));
    // What came back there is told of, and taken away again.
    let ill = || {
        let remarks = beside.store.doctor(None, minute(60)).unwrap();
        remarks.into_iter().find(|remark| !remark.sound).map(|remark| remark.words)
    };
    assert_eq!(ill(), None);
    fs::write(beside.file(place, PHOTOGRAPH), PHOTOGRAPH).unwrap();
    assert!(ill().unwrap().contains("erase --again"));
    assert_eq!(beside.store.finish_erasing(&place.organisation).unwrap(), [""; 0]);
    assert!(!beside.file(place, PHOTOGRAPH).exists());
}
