//! `convert --explain` says to people why a document was read as it was.

#![allow(clippy::unwrap_used, reason = "a test may fail")]
#![allow(dead_code, reason = "each test file uses its part of the common helpers")]

mod common;

use common::{bellwether, stdout};

const FERRIES: &str = "Ferry service: register of risks\n\
    Ref,What could happen,Probability,Severity,Rating,Who,Pier,Next step\n\
    F1,The slipway is undermined by the spring tide,2,5,10,Ines Holm,North,Drive new piles\n\
    F2,Crew cannot be found for the late sailing,4,2,8,Otto Lind,North,Offer a night rate\n\
    F3,The fuel barge is turned away in high wind,3,3,9,Ines Holm,South,Hold two days in the tank\n\
    Printed for the harbour board\n";

fn explained(text: &str) -> String {
    stdout(bellwether().args(["convert", "-", "--explain"]).write_stdin(text))
}

#[test]
fn what_decided_each_column_is_told() {
    insta::assert_snapshot!("columns", explained(FERRIES));
}

#[test]
fn which_reading_won_and_by_how_much_is_told() {
    let lines = "Ref\nRisk\nLikelihood\nImpact\nOwner\nF1\nThe slipway is undermined by the tide\n2\n5\nInes Holm\n\
        F2\nCrew cannot be found for the late sailing\n4\n2\nOtto Lind\n\
        F3\nThe fuel barge is turned away in high wind\n3\n3\nInes Holm\n";
    let said = explained(lines);
    let ways = said.split("\nTables").next().unwrap();
    insta::assert_snapshot!("ways", ways);
}

#[test]
fn what_a_declined_file_was_taken_for_is_told_too() {
    let tasks = "Task Name,Assigned to,Start,Finish,Duration,Status\n\
        Drive the piles at the north pier,Ines Holm,2 May 2031,9 May 2031,7,Open\n\
        Paint the rails of the pier,Otto Lind,10 May 2031,12 May 2031,2,Open\n\
        Order the ramp for the slipway,Ines Holm,13 May 2031,15 May 2031,2,Done\n";
    let mut command = bellwether();
    command.args(["convert", "-", "--explain"]).write_stdin(tasks);
    let output = command.assert().code(2).get_output().clone();
    insta::assert_snapshot!("declined", String::from_utf8(output.stdout).unwrap());
    let refusal = String::from_utf8(output.stderr).unwrap();
    assert_eq!(refusal.trim_end().lines().count(), 1, "{refusal}");
}
