//! Readings that are offered with a doubt, and those near them that need none.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use bellwether_intake::{Intake, Options, read};

fn reading(text: &str) -> Intake {
    read(text.as_bytes(), &Options::default()).unwrap()
}

/// What is said of the doubts about a reading.
fn doubts(intake: &Intake) -> Vec<&str> {
    let found = intake.register.diagnostics.iter();
    found.filter(|found| found.code == "reading-in-doubt").map(|found| &*found.message).collect()
}

const SPACED: &str = "\
Ref Risk Cause Effect Likelihood Impact Score
1 The wheel breaks in a flood Rotten spokes since autumn No flour for a week 3 4 12
2 The race silts up after a thaw Nobody clears the upper weir The stones stand still 2 2 4
3 Timber is stolen at night The gate has no lock Repairs wait for weeks 1 4 4
4 The miller falls ill One person knows the stones Nobody grinds for a month 2 4 8
";

#[test]
fn words_beside_words_with_a_space_between_are_doubted() {
    let intake = reading(SPACED);
    let said = doubts(&intake);
    assert_eq!(said.len(), 1, "{said:?}");
    assert!(said[0].contains("only spaces part the cells"), "{said:?}");
    assert!(said[0].contains("“Risk” and “Cause”"), "{said:?}");
    assert!(intake.confidence < 0.8);
}

#[test]
fn ratings_between_words_part_them_for_certain() {
    let text = "\
Ref Risk Likelihood Impact Score Action
1 The wheel breaks in a flood 3 4 12 Keep a spare wheel
2 The race silts up 2 2 4 Dig it out
3 Timber is stolen at night 1 4 4 Lock the gate
4 The miller falls ill 2 4 8 Train the boy
";
    let intake = reading(text);
    assert_eq!(doubts(&intake), Vec::<&str>::new());
    assert_eq!(intake.register.risks[3].wording(), "The miller falls ill");
}

#[test]
fn rows_that_rate_risks_in_words_are_no_matrix() {
    // By chance the words of three rows beside each other are as different as those of a matrix.
    let text = "\
Ref,Area,Hazard,L,Impact score,RAG
M1,Mill,The wheel breaks,3 - High,3 - High,High
M2,Yard,Timber is stolen,4 - Severe,3 - High,High
M3,Yard,The crane falls,1 - Low,4 - Severe,Medium
M4,Mill,The race silts up,2 - Medium,4 - Severe,Medium
M5,Mill,Dust catches fire,3 - High,4 - Severe,High
";
    let intake = reading(text);
    let numbers: Vec<_> = intake.register.risks.iter().map(|r| r.reference.clone()).collect();
    assert_eq!(numbers.len(), 5, "{numbers:?}");
}

#[test]
fn a_wording_that_only_its_cells_tell_is_doubted() {
    let text = "\
Jrk,Xoht,Xtoen,Xmoju,Xsumma
1,Ratas puruneb suure vee ajal,3,4,12
2,Kraav kasvab kevadel umbe,2,2,4
3,Palgid varastatakse ööse ära,1,4,4
4,Mölder jääb pikaks ajaks haigeks,2,4,8
";
    doubted_or_declined(text);
}

/// A text may be declined, but is never offered as if its reading were certain.
#[track_caller]
fn doubted_or_declined(text: &str) {
    let said = read(text.as_bytes(), &Options::default());
    assert!(said.is_err() || !doubts(&said.unwrap()).is_empty());
}

#[test]
fn words_that_swallowed_their_neighbours_are_doubted() {
    // Each holds a word that is a status elsewhere: "done", "new".
    let text = "\
Reference Hazard Risk cause Potential impact Owner Likelihood Impact Score
R1 The mill is flooded in spring Two posts have been vacant The work has to be done Mill Manager 4 5 20
R2 The wheel cannot be insured Nobody looks at the spokes The new rules are not met Chief Miller 4 1 4
R3 The race is used by fewer The maker sells no more gates The work is done again Chief Clerk 2 4 8
";
    assert!(!doubts(&reading(text)).is_empty());
}

#[test]
fn headings_that_may_be_two_are_doubted() {
    let text = "\
Hazard Consequence Likelihood before (1:5) (A) Impact before (1:5) (B) Inherent score (A * B) Mitigation
The wheel breaks in a flood The mill stands still for weeks 3 4 12 Keep a spare wheel at the forge.
The race silts up after a thaw Less water for the stones 4 4 16 Dig it out
Timber is stolen at night The hall stays shut 2 5 10 Lock the gate
";
    doubted_or_declined(text);
}

#[test]
fn columns_that_cut_words_in_two_are_doubted() {
    let text = "\
Origin         Description             Controls            Next steps

Old wheel – the spokes break in May    Oil it each week    A spare is asked for
and the mill stands still for weeks    Look at the spokes  from two wrights

Race – sand comes down after thaws     Dig it out          The bank is lined
and the stones stand still till May    Watch the weir      in summer
";
    doubted_or_declined(text);
}

#[test]
fn two_columns_of_risks_with_an_empty_one_between_are_doubted() {
    let text = "\
Event,Likelihood,Severity,Season,,Risk,Response,Fallback
The wheel breaks,low,high,spring,,The drawing is wrong,accept,Draw it anew
The race silts up,medium,low,autumn,,Oak comes late,share,Use larch
";
    assert!(doubts(&reading(text))[0].contains("side by side"));
}

#[test]
fn ratings_among_the_words_of_a_cell_are_doubted() {
    let text = "\
No. Threat Unmitigated likelihood Unmitigated i Unmitigated total Safeguards Post mitigation likelihood Post mitigation i
1 The lease is damaged by vandals overnight 2 3 6 Weekly inspection by the wardens 3 4
2 The contractor fails on the first day of use 4 1 4 Two people sign each order 2 3
3 The grant cannot be renewed any longer 4 3 12 A standing contract with a second firm 2 2
4 The hall cannot be insured any longer 3 1 3 n/a 5 2
5 The hall is damaged by vandals overnight 5 4 20 The gate is locked at dusk 5 3
6 The minibus is flooded at spring tide 4 3 12 n/a 4 2
";
    let intake = reading(text);
    let right = intake.register.risks.len() == 6 && intake.register.risks[3].controls.is_empty();
    assert!(right || !doubts(&intake).is_empty());
}

#[test]
fn levels_before_the_words_of_a_spaced_cell_are_doubted() {
    let text = "\
ID Description of risk L Severity Overall Level Safeguards
1 The wheel costs far more than was planned 3 1 3 Low A standing contract with a second firm
2 The mill cannot be insured any longer 1 1 1 Low Weekly inspection by the miller
3 The lease fails on the first day of use 3 4 12 Medium –
4 The yard is damaged by vandals overnight 5 2 10 Medium –
";
    let intake = reading(text);
    let control = intake.register.risks[0].controls.first().map(|c| c.description.clone());
    let right = control.is_some_and(|control| control.starts_with("A standing"));
    assert!(right || !doubts(&intake).is_empty());
}

#[test]
fn full_columns_without_a_heading_are_doubted() {
    let text = "\
ID,,RISK,HAPPENS,,RISK SEVERITY,LIKELIHOOD (1-5),,
1,The wheel breaks in a flood,Old oak,The mill stands still,Dee Marsh,High,Medium,Keep a spare wheel,Dec 2026
2,The race silts up after a thaw,Nobody digs,Less water comes in,Jo Pike,Medium,Low,Dig it out,June 2026
3,Timber is stolen at night,A low gate,Repairs wait for weeks,Eli Ward,Low,Low,Lock the gate,May 2026
";
    assert!(doubts(&reading(text)).iter().any(|said| said.contains("no heading")));
}

#[test]
fn words_that_stand_where_they_do_not_belong_are_doubted() {
    let sound = "Ref\tRisk\tLikelihood\tImpact\tOwner\tAction\n\
        R 1\tThe weir gives way\t3\t4\tAnn Lee\tGrout the toe\n\
        R 2\tThe sluice jams\t2\t3\tBo Hay\tGrease it each May\n\
        R 3\tEels block the screen\t4\t2\tCy Fox\tRake it daily\n";
    assert_eq!(doubts(&reading(sound)), Vec::<&str>::new());
    let steps = sound.replace("\t4\t", "\t4 - could well happen this year or the next\t");
    assert_eq!(doubts(&reading(&steps)), Vec::<&str>::new());
    let sentence = "Ann Lee, for she lives beside it and knows it from her father, whose weir it was and \
        who rebuilt it";
    for (says, changes) in [
        ("a reference is several words", [("R 1", "Keeper DW1"), ("R 2", "Keeper DW2")]),
        (
            "the name of another field",
            [
                ("Grout the toe", "Grout it. Target date: 3 May 2027"),
                ("Rake it", "Owner: Cy. Rake"),
            ],
        ),
        ("an owner is a sentence", [("Ann Lee", sentence), ("Bo Hay", sentence)]),
    ] {
        let text = changes.iter().fold(sound.to_owned(), |text, (from, to)| text.replace(from, to));
        let intake = reading(&text);
        let said = doubts(&intake);
        assert!(said.iter().any(|said| said.contains(says)), "{says}: {said:?}");
    }
}

#[test]
fn signs_of_shifted_cells_in_the_risks_are_doubted() {
    // Each with a word of another cell where a number, a rating or an owner should be.
    let ratings = "\
Ref,Risk,Likelihood,Impact,Owner
M1,The wheel breaks in a flood,3,4 weekly rounds and a log kept,Ann Reed
M2,The race silts up,2,4 the boards are raised at noon,Bo Lark
M3,Timber is stolen,4,2 watchmen walk the yard at dusk,Cy Wren
M4,The miller falls ill,2,4 a second man learns the stones,Ann Reed
";
    let unread = "\
Ref,Risk,Likelihood,Impact,Owner
M1,The wheel breaks in a flood,seldom in spring though twice,3,Ann Reed
M2,The race silts up,after every thaw and storm,2,Bo Lark
M3,Timber is stolen,on dark nights without a moon,4,Cy Wren
";
    for (text, says) in
        [(ratings, "words of other cells"), (unread, "no rating was read from “Likelihood”")]
    {
        let intake = reading(text);
        assert!(
            doubts(&intake).iter().any(|said| said.contains(says)),
            "{says}: {:?}",
            doubts(&intake)
        );
    }
}
