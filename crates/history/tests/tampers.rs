//! No table can be changed unnoticed: every column of every table that the schema has is tampered
//! with in turn, on both engines, so that one that is added later cannot be forgotten.

#![allow(clippy::unwrap_used, clippy::panic, unreachable_pub, reason = "tests may fail")]

#[allow(dead_code, reason = "the suite's helpers are for other suites too")]
mod conformance;
#[allow(dead_code, reason = "the suite's helpers are for other suites too")]
mod server;
mod tamper;

use std::{
    collections::BTreeMap,
    fs::{self, File},
    io::Read,
    path::{Path, PathBuf},
};

use bellwether_domain::Date;
use bellwether_history::{
    AsAt, Attachment, AttachmentStore, Authority, Erasing, Keys, Location, OrganisationId, Proof,
    ReadError, Sealing, Store, Upgrading,
};
use conformance::{moment, register_of, upgrading};
use flate2::read::GzDecoder;
use rusqlite::{Connection, types::Value};
use server::Server;
use tamper::{Column, Database, Table, each_is_noticed};

/// What decides nothing that is shown, with the reason.
const EXEMPT: [(&str, &str, &str); 1] =
    [("attachment", "place", "wherever the bytes lie, they are known by their digest")];

/// Tables on a server that are no part of the record, with the reason; a file has none.
const BESIDE: [(&str, &str); 1] = [("staged", "uploads wait there that nobody has accepted")];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/0.1")
}

fn unpacked(name: &str) -> Vec<u8> {
    let mut bytes = vec![];
    GzDecoder::new(File::open(folder().join(name)).unwrap()).read_to_end(&mut bytes).unwrap();
    bytes
}

fn with_files(store: Store) -> Store {
    let place = format!("file://{}", folder().join("files").display());
    store.with_attachments_in(AttachmentStore::open(&place).unwrap())
}

/// Adds to what release 0.1 left, once it is brought up to date, something of each kind that came
/// later: then no table is empty.
fn fill(location: &Location) {
    let folder = tempfile::tempdir().unwrap();
    let keys = Keys::in_file(folder.path().join("keys"));
    let upgrading = Upgrading { keys: Some(&keys), ..upgrading() };
    let store = Store::open_upgrading(location.clone(), upgrading).unwrap();
    let main = OrganisationId::default();
    let begun = store.head(&main).unwrap().unwrap().recorded;
    let when = |minutes| moment(begun + jiff::SignedDuration::from_mins(minutes));
    let day = Date::constant(2024, 7, 4);
    let by = |who| Authority::read(who, "as the group decided", day).unwrap();
    let paper = Attachment {
        risk: None,
        action: None,
        name: "minutes.pdf".into(),
        media: "application/pdf".into(),
        size: 0,
        sha256: bellwether_history::Digest::ZERO,
    };
    store.attach(&register_of(&main), &by("sam"), paper, b"minutes", when(1)).unwrap();
    let sealing = Sealing {
        authority: by("kim"),
        name: "Autumn".parse().unwrap(),
        corrects: None,
        new_key: true,
    };
    store.seal(&register_of(&main), &sealing, when(2)).unwrap();
    store.anonymise(&register_of(&main), &by("kim"), &"sam".parse().unwrap(), when(3)).unwrap();
    // Of the minutes the file is erased, of another the words.
    let erasing = Erasing {
        words: vec!["as the group decided".parse().unwrap()],
        files: [bellwether_history::Digest::of(b"minutes")].into(),
    };
    let head = store.erasable(&main, &erasing).unwrap().head;
    let by = Authority::read("kim", "asked for", day).unwrap();
    store.erase(&register_of(&main), (&erasing, "a right"), &by, head, when(4)).unwrap();
    assert!(!store.view(&register_of(&main), AsAt::latest()).unwrap().risks.is_empty());
}

struct OnDisk {
    original: PathBuf,
    path: PathBuf,
    _folder: tempfile::TempDir,
}

impl OnDisk {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let [original, path] = ["original.db", "register.db"].map(|name| folder.path().join(name));
        fs::write(&original, unpacked("register.db.gz")).unwrap();
        fill(&Location::from(original.clone()));
        Self { original, path, _folder: folder }
    }

    fn open(&self) -> Connection {
        let outside = Connection::open(&self.path).unwrap();
        outside.pragma_update(None, "foreign_keys", false).unwrap();
        outside.pragma_update(None, "ignore_check_constraints", true).unwrap();
        outside
    }
}

impl Database for OnDisk {
    fn tables(&mut self) -> Vec<Table> {
        self.restore("");
        let outside = self.open();
        let strings = |sql: &str| -> Vec<Vec<String>> {
            let mut statement = outside.prepare(sql).unwrap();
            let count = statement.column_count();
            let text = |value| match value {
                Value::Text(text) => text,
                Value::Integer(number) => number.to_string(),
                other => panic!("{other:?}"),
            };
            let of = |row: &rusqlite::Row<'_>| {
                Ok((0..count).map(|at| text(row.get(at).unwrap())).collect())
            };
            statement.query_map([], of).unwrap().map(Result::unwrap).collect()
        };
        let names = strings("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name");
        let table = |name: &String| {
            let found = strings(&format!("SELECT name, type, pk FROM pragma_table_info('{name}')"));
            let columns: Vec<Column> = found
                .iter()
                .map(|column| Column {
                    name: column[0].clone(),
                    is_key: column[2] != "0",
                    sample: match column[1].as_str() {
                        "INTEGER" => "77",
                        "TEXT" => "'other'",
                        _ => "x'00'",
                    },
                    is_number: column[1] == "INTEGER",
                })
                .collect();
            let quoted: Vec<String> =
                columns.iter().map(|c| format!("quote({})", c.name)).collect();
            let rows = strings(&format!("SELECT {} FROM {name}", quoted.join(", ")));
            Table { name: name.clone(), columns, rows }
        };
        names.iter().map(|name| table(&name[0])).collect()
    }

    fn tamper(&mut self, sql: &str) -> bool {
        // What the constraints refuse is refused.
        self.open().execute(sql, []).is_ok_and(|changed| changed > 0)
    }

    fn prove(&mut self) -> Result<Proof, ReadError> {
        with_files(Store::examine(&self.path).unwrap()).prove(None, &BTreeMap::new())
    }

    fn rows(&self) -> usize {
        3
    }

    fn beside(&self) -> &[(&str, &str)] {
        &[]
    }

    fn restore(&mut self, _: &str) {
        for ending in ["-wal", "-shm"] {
            let _ = fs::remove_file(format!("{}{ending}", self.path.display()));
        }
        fs::copy(&self.original, &self.path).unwrap();
    }
}

struct OnServer {
    outside: postgres::Client,
    store: Store,
    owner: String,
}

impl OnServer {
    fn new() -> Option<Self> {
        let server = Server::shared()?;
        let name = server.database();
        let address = server.address("bellwether", &name);
        let dump = String::from_utf8(unpacked("postgres.sql.gz")).unwrap();
        postgres::Client::connect(&address, postgres::NoTls).unwrap().batch_execute(&dump).unwrap();
        fill(&Location::from(address.as_str()));
        let mut outside = server.keeper(&name);
        outside
            .batch_execute(
                "SET session_replication_role = replica; SET quote_all_identifiers = off; \
                 CREATE SCHEMA aside",
            )
            .unwrap();
        let names = names(&mut outside);
        for name in &names {
            let keep = format!("CREATE TABLE aside.{name} AS SELECT * FROM {name}");
            outside.batch_execute(&keep).unwrap();
        }
        let store = with_files(Store::open(address.as_str()).unwrap());
        Some(Self { outside, store, owner: address })
    }
}

fn names(outside: &mut postgres::Client) -> Vec<String> {
    let names = "SELECT relname::TEXT FROM pg_class WHERE relkind = 'r' \
                 AND relnamespace = 'public'::regnamespace ORDER BY 1";
    outside.query(names, &[]).unwrap().iter().map(|row| row.get(0)).collect()
}

impl Database for OnServer {
    fn tables(&mut self) -> Vec<Table> {
        let names = names(&mut self.outside);
        names
            .into_iter()
            .map(|name| {
                let columns = format!(
                    "SELECT a.attname::TEXT, format_type(a.atttypid, NULL), \
                     coalesce(a.attnum = ANY (i.indkey), FALSE) \
                     FROM pg_attribute a LEFT JOIN pg_index i \
                     ON i.indrelid = a.attrelid AND i.indisprimary \
                     WHERE a.attrelid = '{name}'::regclass AND a.attnum > 0 \
                     AND NOT a.attisdropped ORDER BY a.attnum"
                );
                let found = self.outside.query(&columns, &[]).unwrap();
                let columns: Vec<Column> = found
                    .iter()
                    .map(|row| {
                        let kind: String = row.get(1);
                        Column {
                            name: row.get(0),
                            is_key: row.get(2),
                            sample: match kind.as_str() {
                                "bigint" => "77",
                                "text" => "'other'",
                                _ => "'\\x00'",
                            },
                            is_number: kind == "bigint",
                        }
                    })
                    .collect();
                let quoted: Vec<String> =
                    columns.iter().map(|c| format!("quote_nullable({})", c.name)).collect();
                let rows = format!("SELECT {} FROM {name}", quoted.join(", "));
                let rows = self.outside.query(&rows, &[]).unwrap();
                let of = |row: &postgres::Row| (0..columns.len()).map(|at| row.get(at)).collect();
                let rows = rows.iter().map(of).collect();
                Table { name, columns, rows }
            })
            .collect()
    }

    fn tamper(&mut self, sql: &str) -> bool {
        self.outside.execute(sql, &[]).is_ok_and(|changed| changed > 0)
    }

    fn prove(&mut self) -> Result<Proof, ReadError> {
        self.store.prove(Some(&self.owner), &BTreeMap::new())
    }

    fn rows(&self) -> usize {
        2
    }

    fn beside(&self) -> &[(&str, &str)] {
        &BESIDE
    }

    fn restore(&mut self, name: &str) {
        let back = format!("DELETE FROM {name}; INSERT INTO {name} SELECT * FROM aside.{name}");
        self.outside.batch_execute(&back).unwrap();
    }
}

#[test]
fn no_column_of_a_file_can_be_changed_unnoticed() {
    each_is_noticed(&mut OnDisk::new());
}

#[test]
fn no_column_on_a_server_can_be_changed_unnoticed() {
    let Some(mut database) = OnServer::new() else { return };
    each_is_noticed(&mut database);
}

#[test]
fn no_part_of_the_schema_of_a_file_can_be_changed_unnoticed() {
    let mut file = OnDisk::new();
    file.restore("");
    assert!(file.prove().unwrap().holds());
    let mut changes: Vec<String> = vec![
        "CREATE VIEW risks AS SELECT * FROM risk".into(),
        "CREATE INDEX quick ON risk (id)".into(),
        "CREATE TRIGGER late AFTER INSERT ON journal BEGIN DELETE FROM risk; END".into(),
        "CREATE TABLE notes (text TEXT)".into(),
        "ALTER TABLE risk ADD COLUMN note TEXT".into(),
        "PRAGMA writable_schema = ON; \
         INSERT INTO sqlite_schema (type, name, tbl_name, rootpage, sql) VALUES ('trigger', \
         'sqlite_late', 'journal', 0, \
         'CREATE TRIGGER sqlite_late AFTER INSERT ON journal BEGIN DELETE FROM risk; END')"
            .into(),
    ];
    let outside = file.open();
    let mut statement =
        outside.prepare("SELECT type, name FROM sqlite_schema WHERE sql IS NOT NULL").unwrap();
    let drops = statement.query_map([], |row| {
        Ok(format!("DROP {} {}", row.get::<_, String>(0)?, row.get::<_, String>(1)?))
    });
    changes.extend(drops.unwrap().map(Result::unwrap).filter(|sql| sql != "DROP table journal"));
    drop(statement);
    drop(outside);
    assert!(changes.len() > 20, "{changes:?}");
    for change in changes {
        file.restore("");
        file.open().execute_batch(&change).unwrap();
        assert!(!file.prove().is_ok_and(|proof| proof.holds()), "{change}");
    }
}

#[test]
fn no_part_of_the_schema_on_a_server_can_be_changed_unnoticed() {
    let Some(mut database) = OnServer::new() else { return };
    let proof = database.prove().unwrap();
    assert!(proof.holds() && proof.unseen.is_empty(), "{proof:?}");
    for (change, back) in [
        ("CREATE VIEW risks AS SELECT * FROM risk", "DROP VIEW risks"),
        ("CREATE INDEX quick ON risk (id)", "DROP INDEX quick"),
        ("ALTER TABLE risk ADD COLUMN note TEXT", "ALTER TABLE risk DROP COLUMN note"),
        (
            "ALTER TABLE risk DISABLE ROW LEVEL SECURITY",
            "ALTER TABLE risk ENABLE ROW LEVEL SECURITY",
        ),
        (
            "ALTER TABLE actor NO FORCE ROW LEVEL SECURITY",
            "ALTER TABLE actor FORCE ROW LEVEL SECURITY",
        ),
        (
            "ALTER POLICY own ON risk USING (true)",
            "ALTER POLICY own ON risk \
          USING (organisation = current_setting('bellwether.organisation', true))",
        ),
        ("CREATE POLICY more ON risk USING (true)", "DROP POLICY more ON risk"),
        ("CREATE RULE quiet AS ON UPDATE TO actor DO INSTEAD NOTHING", "DROP RULE quiet ON actor"),
        ("ALTER TABLE journal DISABLE TRIGGER ALL", "ALTER TABLE journal ENABLE TRIGGER ALL"),
        (
            "CREATE FUNCTION late() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'; \
          CREATE TRIGGER late BEFORE INSERT ON journal FOR EACH ROW EXECUTE FUNCTION late()",
            "DROP FUNCTION late CASCADE",
        ),
        (
            "ALTER TABLE risk ALTER COLUMN id SET DEFAULT 'x'",
            "ALTER TABLE risk ALTER COLUMN id DROP DEFAULT",
        ),
        ("UPDATE bellwether SET schema = schema + 1", "UPDATE bellwether SET schema = schema - 1"),
    ] {
        database.outside.batch_execute(change).unwrap();
        assert!(!database.prove().is_ok_and(|proof| proof.holds()), "{change}");
        database.outside.batch_execute(back).unwrap();
        assert!(database.prove().unwrap().holds(), "{back}");
    }
}

#[test]
fn what_a_user_of_a_server_is_not_shown_is_said() {
    let Some(mut database) = OnServer::new() else { return };
    let ghost = "INSERT INTO risk VALUES ('ghost', 'x')";
    assert!(database.tamper(ghost));
    let seen = database.store.prove(None, &BTreeMap::new()).unwrap();
    assert!(seen.holds(), "{seen:?}");
    assert!(seen.unseen[0].contains("--owner-database"), "{seen:?}");
    let seen = database.prove().unwrap();
    assert!(seen.faults[0].contains("rows of ghost"), "{seen:?}");
    // What was lifted to look is in force again.
    database.restore("risk");
    assert!(database.prove().unwrap().holds());
}
