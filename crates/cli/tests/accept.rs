//! Accepting what the checks suggest by the command line.

#![allow(clippy::unwrap_used, reason = "a test may fail")]
#![allow(dead_code, reason = "each test file uses its part of the common helpers")]

mod common;

use std::fs;

use common::{bellwether, stdout};

const REGISTER: &str = "No,Theme,Risk,Lead,Likelihood,Impact,Score,Action,Action lead,By when,RAG
1,Cellars,Water fills the cellar,AB,4,4,16,Buy a pump,AB,TBC,A
2,cellars,Coal runs out in January because the barge is late and the boiler stops,CD,3,3,9,Hire a barge,CD,Mar-27,G
3,Cellars,Mice eat the wiring because the cat has retired and the lamps go out,CD,3,3,9,Find a cat,CD,Mar-27,G
";

#[test]
fn what_is_suggested_is_listed_tried_and_accepted() {
    let folder = tempfile::tempdir().unwrap();
    let (file, database) = (folder.path().join("r.csv"), folder.path().join("r.db"));
    fs::write(&file, REGISTER).unwrap();
    let import = ["import", "--as-at", "2026-03-14", "--database"];
    bellwether().args(import).arg(&database).arg(&file).assert().success();
    let accept = |args: &[&str]| {
        let mut command = bellwether();
        command.arg("accept").args(args).arg("--database").arg(&database).args(["--by", "AB"]);
        command
    };
    let listed = stdout(&mut accept(&[]));
    assert!(
        listed.contains("TXT-02, risk 1: Add the cause: Water fills the cellar because …"),
        "{listed}"
    );
    assert!(
        listed.contains("ACT-02, risk 1, action 1: Set the date: “TBC” → give the date"),
        "{listed}"
    );
    let tried = stdout(&mut accept(&["IMP-07", "--dry-run"]));
    assert!(tried.contains("“cellars” → Cellars"), "{tried}");
    assert!(tried.contains("Nothing was changed"), "{tried}");
    let done = stdout(&mut accept(&["IMP-07"]));
    assert!(done.contains("Accepted, as journal entry 2."), "{done}");
    accept(&["ACT-02", "--answer", "soon"]).assert().failure();
    let done = stdout(&mut accept(&["ACT-02", "--answer", "2026-06-30"]));
    assert!(done.contains("journal entry 3"), "{done}");
    let done = stdout(&mut accept(&["TXT-02", "--risk", "1", "--answer", "the drain is old"]));
    assert!(done.contains("Water fills the cellar because the drain is old"), "{done}");
    accept(&["IMP-07"]).assert().failure();
}
