//! Columns and labels that only what stands around them explains.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use bellwether_domain::{Number, Reading, Register, Stage};
use bellwether_intake::{Options, read};

fn register(text: &str) -> Register {
    read(text.as_bytes(), &Options::default()).unwrap().register
}

fn declined(text: &str) -> String {
    read(text.as_bytes(), &Options::default()).unwrap_err().to_string()
}

#[test]
fn numbered_actions_keep_their_own_owners_and_dates() {
    let register = register(
        "\
Ref,Risk,Likelihood,Impact,Action 1,Action 1 Owner,Action 1 Due,Action 2,Action 2 Owner,Action 2 Due
M1,The wheel breaks in a flood,3,4,Keep a spare wheel,Ann Reed,31/03/2027,Train the boy,Bo Lark,30/06/2027
M2,The race silts up,2,2,Dig it out,Bo Lark,30/04/2027,,,
M3,Timber is stolen,4,2,Lock the gate,Cy Wren,31/05/2027,None at present,,
",
    );
    let told: Vec<String> = register
        .risks
        .iter()
        .flat_map(|risk| &risk.actions)
        .map(|action| {
            let due = action.due.as_ref().map_or("", |due| due.text.as_str());
            format!("{} | {} | {due}", action.description, action.owners.join(", "))
        })
        .collect();
    let wanted = [
        "Keep a spare wheel | Ann Reed | 31/03/2027",
        "Train the boy | Bo Lark | 30/06/2027",
        "Dig it out | Bo Lark | 30/04/2027",
        "Lock the gate | Cy Wren | 31/05/2027",
    ];
    assert_eq!(told, wanted);
}

#[test]
fn letters_of_a_log_tell_its_risks() {
    let register = register(
        "\
Ref,R/A/I/D,Description,Likelihood,Impact,Owner
1,R,The wheel breaks in a flood,3,4,Ann Reed
2,A,The mill stays open all winter,,,Bo Lark
3,I,The race has silted up,,,Bo Lark
4,R,Timber is stolen at night,4,2,Cy Wren
5,D,The river board lends its boat,,,Ann Reed
",
    );
    let numbers: Vec<_> = register.risks.iter().filter_map(|r| r.reference.as_deref()).collect();
    assert_eq!(numbers, ["1", "4"]);
}

#[test]
fn a_card_of_four_columns_keeps_values_that_are_words_of_labels() {
    let card = |title: &str, likelihood: &str, status: &str| {
        format!(
            "<table><tr><th>Risk title</th><td colspan=3>{title}</td></tr>\
             <tr><td>Likelihood</td><td>{likelihood}</td><td>Impact</td><td>Moderate (3)</td></tr>\
             <tr><td>Risk owner</td><td>Head miller</td><td>Category</td><td>Works</td></tr>\
             <tr><td>Action</td><td>Keep a spare wheel</td><td>Action status</td><td>{status}</td></tr></table>"
        )
    };
    let cards = [
        card("The wheel breaks in a flood", "Likely (4)", "In progress"),
        card("The race silts up", "Possible (3)", "Not started"),
        card("Timber is stolen at night", "Likely (4)", "In progress"),
    ];
    let register = register(&format!("<html><body>{}</body></html>", cards.join("<p></p>")));
    let likelihoods: Vec<_> = register
        .risks
        .iter()
        .map(|risk| {
            let given = risk.assessments.get(Stage::Current);
            given.and_then(|given| given.likelihood.as_ref()?.value).map(Number::get)
        })
        .collect();
    assert_eq!(likelihoods, [Some(4.0), Some(3.0), Some(4.0)]);
    assert!(register.risks.iter().all(|risk| risk.actions.iter().all(|a| a.status.is_some())));
}

#[test]
fn several_labels_may_stand_on_one_line() {
    let register = register(
        "\
Risk: The wheel breaks in a flood
Likelihood: Likely (4) Impact: Moderate (3) Score: 12
Owner: Ann Reed

Risk: The race silts up
Likelihood: Rare (1) Impact: Minor (2) Score: 2
Owner: Bo Lark

Risk: Timber is stolen at night
Likelihood: Possible (3) Impact: Major (4) Score: 12
Owner: Cy Wren
",
    );
    let told: Vec<_> = register
        .risks
        .iter()
        .filter_map(|risk| risk.assessments.get(Stage::Current))
        .map(|given| {
            let value = |part: &Option<Reading<Number>>| {
                part.as_ref().and_then(|part| part.value).map(Number::get)
            };
            (value(&given.likelihood), value(&given.impact), value(&given.score))
        })
        .collect();
    let wanted = [(4.0, 3.0, 12.0), (1.0, 2.0, 2.0), (3.0, 4.0, 12.0)];
    assert_eq!(told, wanted.map(|(l, i, s)| (Some(l), Some(i), Some(s))));
}

#[test]
fn lists_of_other_things_are_none_though_something_in_them_is_rated() {
    let audits = "\
Ref,Audit,Finding,Priority,Recommendation,Management response,Owner,Due date
1,Tolls,Keys lie open,High,Lock them away,Agreed,Ann Reed,31/03/2027
2,Tolls,Nobody counts the sacks,Medium,Count them weekly,Agreed,Bo Lark,30/06/2027
3,Stones,No record of dressing,Low,Keep a book,Agreed in part,Cy Wren,30/04/2027
";
    let contracts = "\
Contract ref,Title,Lead officer,Value,Start,End,Extension,Risk level
C1,Sacks and twine,Ann Reed,£4000,01/04/2026,31/03/2028,1 year,Low
C2,Millstone dressing,Bo Lark,£9000,01/04/2026,31/03/2027,None,High
C3,Cart hire,Cy Wren,£700,01/04/2026,31/03/2029,2 years,Medium
";
    let scan = "\
Plugin ID,CVE,CVSS,Risk,Host,Protocol,Port,Name,Synopsis,Solution
101,CVE-2026-1,7.5,High,mill-1,tcp,443,Old cipher,The server offers an old cipher,Turn it off
102,CVE-2026-2,5.0,Medium,mill-2,tcp,22,Old keys,The server accepts old keys,Replace them
103,CVE-2026-3,2.1,Low,mill-1,udp,161,Open name,The community name is public,Change it
";
    let substances = "\
Substance,Supplier,Hazard,Used by,Exposure,Control measures,PPE,First aid
Lime wash,Orr & Son,Burns the skin,Millers,Weekly,Ventilate,Gloves,Rinse
Wheel grease,Orr & Son,Slippery,Carters,Daily,Wipe at once,Apron,None
Rat bait,Pell,Poisonous,Millers,Yearly,Locked box,Gloves,Call the doctor
";
    for text in [audits, contracts, scan, substances] {
        let said = declined(text);
        assert!(said.contains("looks like a"), "{said}");
    }
}

#[test]
fn what_would_mitigate_risks_is_no_risk() {
    let register = register(
        "\
Risk rank,Major risks,Strategies to mitigate risks,Responsibility
1,The wheel breaks in a flood,Keep a spare wheel in the barn,Ann Reed
2,The race silts up after a thaw,Dig it out each spring,Bo Lark
3,Timber is stolen at night,Lock the gate,Cy Wren
",
    );
    let told: Vec<_> =
        register.risks.iter().map(|risk| (risk.wording().to_owned(), risk.actions.len())).collect();
    assert_eq!(told[0], ("The wheel breaks in a flood".to_owned(), 1));
    assert_eq!(told.len(), 3);
}

#[test]
fn numbers_in_one_cell_with_the_words_are_told_apart() {
    let titled = register(
        "\
Risk code & title,Risk description,Likelihood,Impact
MR01 Broken wheel,The wheel breaks in a flood,3,4
MR02 Silted race,The race silts up after a thaw,2,2
MR03 Stolen timber,Timber is stolen at night,4,2
",
    );
    let first = &titled.risks[0];
    assert_eq!(first.reference.as_deref(), Some("MR01"));
    assert_eq!(first.title.as_deref(), Some("Broken wheel"));
    let run_on = register(
        "\
Risk,Likelihood,Impact,Owner
W1 The wheel breaks in a flood,3,4,Ann Reed
W2 The race silts up after a thaw,2,2,Bo Lark
W3 Timber is stolen at night,4,2,Cy Wren
",
    );
    assert_eq!(run_on.risks[2].reference.as_deref(), Some("W3"));
    assert_eq!(run_on.risks[2].wording(), "Timber is stolen at night");
}

#[test]
fn rows_that_cells_of_several_paragraphs_break_are_joined() {
    let register = register(
        "\
Risks of the mill\n
Ref\tRisk\tInherent\nlikelihood\tInherent\nimpact\tControls\tOwner
1\tThe wheel breaks in a flood\t3\t4\tA spare wheel\nWeekly rounds\tAnn Reed
2\tThe race silts up\t2\t2\tDigging in spring\t
3\tTimber is stolen at night\t4\t2\tA lock\n\tCy Wren
4\tThe miller falls ill\t1\t5\tTraining\nA second man\nA rota\tBo Lark
",
    );
    let numbers: Vec<_> = register.risks.iter().filter_map(|r| r.reference.as_deref()).collect();
    assert_eq!(numbers, ["1", "2", "3", "4"]);
    let owners: Vec<_> = register.risks.iter().map(|risk| risk.owners.join(", ")).collect();
    assert_eq!(owners, ["Ann Reed", "", "Cy Wren", "Bo Lark"]);
    let inherent = register.risks[0].assessments.get(Stage::Inherent).unwrap();
    assert_eq!(inherent.likelihood.as_ref().unwrap().text, "3");
}

#[test]
fn what_forms_say_of_empty_fields_is_nothing() {
    let register = register(
        "\
Ref,Risk,Likelihood,Impact,Action,Owner
1,The wheel breaks in a flood,3,4,Choose an item.,Ann Reed
2,The race silts up,2,2,Click or tap here to enter text.,Bo Lark
3,Timber is stolen at night,4,2,Lock the gate,Cy Wren
4,Click here to enter text,Select…,Select…,Choose an item.,
",
    );
    let told: Vec<_> = register.risks.iter().map(|risk| risk.actions.len()).collect();
    assert_eq!(told, [0, 0, 1]);
}
