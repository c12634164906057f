//! Registers in shapes that copying and printing give them: as a printed frame of data, under headings
//! in two lines, parted by nothing but spaces, beside each other, told twice.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on should stop")]

use bellwether_domain::{Register, Risk, Stage};
use bellwether_intake::{Options, read};

fn register(text: &str) -> Register {
    read(text.as_bytes(), &Options::default()).unwrap().register
}

fn wordings(register: &Register) -> Vec<&str> {
    register.risks.iter().map(|risk| risk.wording()).collect()
}

/// Likelihood, impact and score at a stage, as they are written.
fn rated(risk: &Risk, stage: Stage) -> [String; 3] {
    let parts = risk.assessments.get(stage).map(|a| [&a.likelihood, &a.impact, &a.score]);
    parts.map_or_else(Default::default, |parts| {
        parts.map(|part| part.as_ref().map(|rating| rating.text.clone()).unwrap_or_default())
    })
}

#[test]
fn nan_in_a_printed_frame_says_nothing() {
    let register = register(
        "|   | Unnamed: 0 | Mill risks | Unnamed: 2 | Unnamed: 3 | Unnamed: 4 |\n\
         |---|---|---|---|---|---|\n\
         | 0 | Ref | Risk | Likelihood | Impact | Owner |\n\
         | 1 | M1 | The wheel breaks | 3.0 | 4.0 | nan |\n\
         | 2 | M2 | The race silts up | 2.0 | 2.0 | Miller |\n\
         | 3 | M3 | nan | nan | nan | nan |\n",
    );
    assert_eq!(wordings(&register), ["The wheel breaks", "The race silts up"]);
    assert!(register.risks[0].owners.is_empty());
}

#[test]
fn ratings_after_words_are_theirs_though_only_spaces_part_them() {
    let register = register(
        "Ref Risk Likelihood Impact Score Mitigation Likelihood Impact Score\n\
         1 The wheel breaks in a flood 3 4 12 Keep a spare wheel. Look at it weekly. 2 4 8\n\
         2 The race silts up after a thaw 4 4 16 Watch the weir 2 3 6\n\
         3 Timber is stolen at night 2 5 10 Lock the gate each evening 1 5 5\n\
         4 The miller falls ill 4 2 8 Train the boy 2 2 4\n",
    );
    assert_eq!(rated(&register.risks[3], Stage::Current), ["2", "2", "4"]);
    assert_eq!(rated(&register.risks[3], Stage::Inherent), ["4", "2", "8"]);
}

#[test]
fn headings_under_headings_of_bars_are_columns() {
    let row = |cells: &[&str]| cells.iter().map(|cell| format!("{cell} |\n")).collect::<String>();
    let mut text = String::from("|\n");
    text += &row(&["ID", "Risk", "Causes", "Risk level", "Risk score", "Actions"]);
    text += "||\n|\nLikelihood |\nImpact |\n|||\n";
    text += "|\n";
    text += &row(&["1", "The wheel breaks", "The oak is old", "1", "4", "4", "Keep a spare"]);
    text += "|\n";
    text += &row(&["2", "The race silts up", "Sand comes down", "3", "2", "6", "Dig it out"]);
    text += "|\n";
    text += &row(&["3", "Timber is stolen", "The gate is low", "2", "2", "4", "Lock the gate"]);
    let register = register(&text);
    assert_eq!(wordings(&register)[1], "The race silts up");
    assert_eq!(rated(&register.risks[1], Stage::Current), ["3", "2", "6"]);
}

#[test]
fn a_number_sign_heads_the_numbers_in_every_form() {
    let table = "# | Risk | Likelihood | Impact | Owner\n---|---|---|---|---\n\
                 1 | The wheel breaks | 3 | 4 | Miller\n2 | The race silts up | 2 | 2 | Foreman\n";
    let stacked = "Mill risks\n\n#\nArea\nRisk\nLikelihood\nImpact\nOwner\n\
                   1\nMill\nThe wheel breaks in a flood\n3\n4\nMiller\n\
                   2\nRace\nThe race silts up after a thaw\n2\n2\nForeman\n";
    for text in [table, stacked] {
        let register = register(text);
        assert_eq!(register.risks.len(), 2, "{text}");
        assert_eq!(register.risks[1].reference.as_deref(), Some("2"), "{text}");
        assert!(register.risks[1].wording().starts_with("The race silts up"), "{text}");
    }
}

#[test]
fn a_dash_before_a_bar_is_an_empty_cell_and_no_rule() {
    let row = |cells: [&str; 5]| cells.map(|cell| format!("{cell} |\n")).concat();
    let text = [
        row(["Ref", "Risk", "Likelihood", "Impact", "Owner"]),
        row(["M1", "The wheel breaks in a flood", "Low", "High", "Miller"]),
        row(["M2", "The race silts up after a thaw", "High", "Low", "-"]),
        row(["M3", "Timber is stolen at night", "Low", "Low", "Foreman"]),
    ]
    .concat();
    let register = register(&text);
    assert_eq!(register.risks.len(), 3);
    assert!(register.risks[1].owners.is_empty());
    assert_eq!(register.risks[2].owners[0], "Foreman");
}

#[test]
fn in_no_known_tongue_the_cells_tell_risk_level_and_action() {
    let register = register(
        "Ala,Vaara,Toon,Moju,Aste,Teod,Vastab\n\
         Veski,Ratas puruneb suurvees,3,4,2,Hoida varuratast ja vaadata iga nadal,Jo Pike\n\
         Veski,Kraav kasvab kinni,2,2,1,Puhastada kraav enne talve algust,Ann Lee\n\
         Aed,Puit varastatakse,5,5,3,Hoida varuratast ja vaadata iga nadal,Jo Pike\n\
         Aed,Molder jaab haigeks,5,1,1,Puhastada kraav enne talve algust,Bo Hay\n\
         Aed,Sild vajub tormis,4,4,3,Hoida varuratast ja vaadata iga nadal,Bo Hay\n\
         Aed,Katus laseb vett,2,4,1,Puhastada kraav enne talve algust,Bo Hay\n",
    );
    assert_eq!(wordings(&register)[1], "Kraav kasvab kinni");
    let current = register.risks[2].assessments.get(Stage::Current).unwrap();
    assert_eq!(current.level.as_deref(), Some("3"));
    assert!(register.risks[0].actions[0].description.starts_with("Hoida"));
    assert!(register.diagnostics.iter().any(|found| found.code == "reading-in-doubt"));
}

#[test]
fn sections_may_be_as_many_as_risks() {
    let register = register(
        "Risk event,Source,Effect,Likelihood,Impact\n\
         THE MILL,,,,\nThe wheel breaks,Old oak,No flour,3,4\n\
         THE RACE,,,,\nThe race silts up,A thaw,No water,2,2\n\
         THE YARD,,,,\nTimber is stolen,No gate,A loss,1,4\n\
         THE SHOP,,,,\nNobody comes,No sign,No sales,2,3\n",
    );
    assert_eq!(register.risks.len(), 4);
    assert_eq!(register.risks[3].category.as_deref(), Some("THE SHOP"));
}

#[test]
fn commas_in_names_divide_no_lines_of_fixed_width() {
    let register = register(
        "Ref  Description                     Severity  P  Action                   Owner\n\
         1    The wheel breaks in a flood     L         L  Keep a spare wheel       Reed, Hal\n\
         2    The race silts up               H         M  Dig it out each spring   Moor, Fay\n\
         3    Timber is stolen at night       M         L  Lock the gate            Ward, Eli\n",
    );
    assert_eq!(wordings(&register)[2], "Timber is stolen at night");
    assert_eq!(register.risks[2].owners.len(), 1);
}

#[test]
fn rows_that_begin_in_the_middle_of_a_line_are_doubted() {
    let text = "No. Threat Causes Outcome Likelihood Impact Score\n\
        1 The wheel breaks in May Old oak The mill stands still 1 3 3\n\
        2 The race silts up Thaw and storm No water 2 2 4\n\
        3 Timber goes No gate since March A loss of pay 3 3 9\n\
        4 The miller falls ill One man only Flour runs out 3 1 3\n";
    match read(text.as_bytes(), &Options::default()) {
        Ok(read) => {
            let found = &read.register.diagnostics;
            assert!(found.iter().any(|found| found.code == "reading-in-doubt"));
        }
        Err(error) => assert!(error.to_string().contains("No risk register")),
    }
}

#[test]
fn a_list_whose_title_names_another_log_is_none() {
    let rows = "No.,Event,Action,Owner\n1,The slates came late,Order in March,Ann Lee\n\
                2,The hall was locked,Give the clerk a key,Bo Hay\n3,The tent was wet,Buy a new one,Cy Fox\n";
    let refusal = read(format!("Lessons log\n{rows}").as_bytes(), &Options::default());
    assert!(refusal.unwrap_err().to_string().contains("lessons"));
}

#[test]
fn headings_that_ask_say_what_they_ask_for() {
    let register = register(
        "Hazard,What are you already doing?,How likely is it?,How bad could it be?,What will you do next?,Who,When\n\
         The wheel breaks,It is oiled each week,3,4,Buy a spare,Miller,May 2026\n\
         The race silts up,It is dug out in autumn,2,2,Line the banks,Foreman,June 2026\n",
    );
    let first = &register.risks[0];
    assert_eq!(first.controls[0].description, "It is oiled each week");
    assert_eq!(first.actions[0].description, "Buy a spare");
    assert_eq!(rated(first, Stage::Current)[..2], ["3", "4"]);
}

#[test]
fn a_list_of_risks_and_how_each_is_managed_is_a_register() {
    let register = register(
        "Mill trust: our risks\n\nRisk,How we manage it\nA branch falls on a visitor,Helmets are worn\n\
         The grant ends,Six months of costs are held\nThe weir is breached,It is looked at each spring\n",
    );
    assert_eq!(register.risks.len(), 3);
    assert_eq!(register.risks[1].controls[0].description, "Six months of costs are held");
}

#[test]
fn a_heading_and_a_paragraph_over_labels_are_title_and_description() {
    let block = |n: u8, title: &str, told: &str| {
        format!(
            "## {n}. {title}\n\n{told}\n\n- **Likelihood**: Low\n- **Impact**: High\n\
             - **Next step**: Mend it\n- **Responsible**: Miller\n\n"
        )
    };
    let register = register(&format!(
        "# Risks of the mill\n\nWe look at them twice a year.\n\n{}{}",
        block(1, "The sluice jams", "It is old. Its screws are worn."),
        block(2, "Birds get at the flour", "The loft door does not shut."),
    ));
    assert_eq!(register.risks.len(), 2);
    assert_eq!(register.risks[0].title.as_deref(), Some("The sluice jams"));
    assert_eq!(register.risks[1].description.as_deref(), Some("The loft door does not shut."));
    assert_eq!(register.risks[1].category, None);
}

#[test]
fn lines_with_a_comma_over_the_first_block_are_no_part_of_it() {
    let block = |code: &str, title: &str| {
        format!(
            "{code} {title}\nOwner: Miller\nGross score: 20 (likelihood 5, impact 4)\nCurrent score: 12 (likelihood 3, impact 4)\nControls: Weekly rounds; Oil\n\n"
        )
    };
    let register = register(&format!(
        "Mill Board\nStrategic risks, position at 1 February 2026\n\n{}{}{}",
        block("M1", "The wheel breaks"),
        block("M2", "The race silts up"),
        block("M3", "Timber is stolen"),
    ));
    assert_eq!(wordings(&register), ["The wheel breaks", "The race silts up", "Timber is stolen"]);
    assert_eq!(register.risks[0].controls.len(), 2);
}

#[test]
fn the_total_of_several_impacts_is_the_impact() {
    let register = register(
        ",,,Impact,,,,,,,\n\
         Ref,Risk,Lead,Fund,Employers,Name,Total,Likelihood,Total score,Revised likelihood,Net risk score\n\
         1,Markets fall,Miller,5,4,1,10,3,30,2,20\n\
         2,A manager leaves,Miller,4,3,1,8,3,24,2,16\n\
         3,Prices rise,Foreman,5,3,2,10,4,40,3,30\n",
    );
    assert_eq!(rated(&register.risks[2], Stage::Inherent), ["4", "10", "40"]);
    assert_eq!(rated(&register.risks[2], Stage::Current), ["3", "", "30"]);
}

#[test]
fn codes_before_the_words_of_each_risk_are_numbers() {
    let register = register(
        "Risk,Likelihood,Impact\nWR1 The wheel breaks,3,4\nWR2 The race silts up,2,2\nWR3 Timber is stolen,1,4\n",
    );
    assert_eq!(register.risks[1].reference.as_deref(), Some("WR2"));
    assert_eq!(register.risks[1].wording(), "The race silts up");
}

#[test]
fn headings_in_the_languages_of_the_north_are_known() {
    let danish = register(
        "Nr.;Risiko;Sandsynlighed;Konsekvens;Risikotal;Ansvarlig;Forebyggende tiltag;Frist\n\
         1;Hjulet knækker;3;5;15;Mølleren;Købe et nyt;2026-12-01\n\
         2;Kanalen sander til;4;3;12;Driftslederen;Grave den ud;2026-09-15\n\
         3;Tømmer bliver stjålet;2;5;10;Mølleren;Låse porten;2026-06-30\n",
    );
    assert_eq!(rated(&danish.risks[0], Stage::Current), ["3", "5", "15"]);
    assert_eq!(danish.risks[1].actions[0].description, "Grave den ud");
    let swedish = register(
        "Risk-ID;Riskbeskrivning;Orsak;Sannolikhet;Konsekvens;Riskvärde;Åtgärd;Ansvarig\n\
         S1;Hjulet går sönder;Gammal ek;2;4;8;Köpa ett nytt;Mjölnaren\n\
         S2;Kanalen slammar igen;Vårflod;3;3;9;Gräva ur den;Förmannen\n",
    );
    assert_eq!(rated(&swedish.risks[0], Stage::Current), ["2", "4", "8"]);
    assert_eq!(swedish.risks[1].cause.as_deref(), Some("Vårflod"));
}

#[test]
fn of_two_parts_of_a_score_one_is_each_whatever_they_are_called() {
    let register = register(
        "Ref,Risk,Sadness,Icicles,Zork,Owner\n1,The wheel breaks,3,5,15,Miller\n\
         2,The race silts up,4,3,12,Foreman\n3,Timber is stolen,2,5,10,Miller\n",
    );
    assert_eq!(rated(&register.risks[0], Stage::Current), ["3", "5", "15"]);
}

#[test]
fn a_row_across_the_table_says_by_its_label_what_it_adds() {
    let row = |cells: &str| format!("<tr>{cells}</tr>");
    let risk = |n: u8, risk: &str, action: &str| {
        row(&format!("<td>{n}</td><td>{risk}</td><td>3</td><td>4</td><td>Miller</td>"))
            + &row(&format!("<td></td><td colspan=4>Action: {action}</td>"))
    };
    let register = register(&format!(
        "<html><body><h1>Mill risks</h1><table>{}{}{}</table></body></html>",
        row("<th>No.</th><th>Risk</th><th>Likelihood</th><th>Impact</th><th>Owner</th>"),
        risk(1, "The wheel breaks", "Keep a spare wheel"),
        risk(2, "The race silts up", "Dig it out in spring"),
    ));
    assert_eq!(wordings(&register), ["The wheel breaks", "The race silts up"]);
    assert_eq!(register.risks[1].actions[0].description, "Dig it out in spring");
}

#[test]
fn the_lines_over_tables_of_one_register_are_its_categories() {
    let table = |name: &str, rows: &str| {
        format!(
            "<h2>{name}</h2><table><tr><th>Potential risk</th><th>Likelihood</th><th>Potential impact</th><th>Steps to mitigate risk</th></tr>{rows}</table>"
        )
    };
    let row =
        |risk: &str| format!("<tr><td>{risk}</td><td>3</td><td>4</td><td>Mend it soon</td></tr>");
    let register = register(&format!(
        "<html><body><h1>Mill trust</h1>{}{}</body></html>",
        table("Machines", &(row("The wheel breaks") + &row("The belt slips"))),
        table("Grounds", &(row("The bank slips") + &row("Timber is stolen"))),
    ));
    let categories: Vec<_> = register.risks.iter().map(|risk| risk.category.as_deref()).collect();
    assert_eq!(categories, [Some("Machines"), Some("Machines"), Some("Grounds"), Some("Grounds")]);
}

#[test]
fn a_cell_that_names_its_ratings_is_an_assessment() {
    let register = register(
        "Ref\tRisk\tAssessment\tControls\nT1\tThe wheel breaks\tLikelihood: Possible; Impact: Major; Rating: High\tIt is oiled\n\
         T2\tThe race silts up\tLikelihood: Likely; Impact: Minor; Rating: Low\tIt is dug out\n",
    );
    assert_eq!(rated(&register.risks[0], Stage::Current)[..2], ["Possible", "Major"]);
    let current = register.risks[1].assessments.get(Stage::Current).unwrap();
    assert_eq!(current.level.as_deref(), Some("Low"));
}

#[test]
fn a_date_beside_the_actions_is_when_they_are_due() {
    let register = register(
        "RISK,L,I,ACTION REQUIRED,DATE\nThe wheel breaks,3,3,Buy a spare,Jul-26\nThe race silts up,2,4,Dig it out,Sep-26\n",
    );
    assert_eq!(register.risks[0].actions[0].due.as_ref().unwrap().text, "Jul-26");
}

#[test]
fn a_numbered_heading_begins_a_block_whatever_label_follows() {
    let register = register(
        "# Mill risk register\n\n## 1.1 The wheel breaks in a flood\n\n* Risk lead: Miller\n* Likelihood: H\n* Impact: M\n* Action: Keep a spare\n* Status: In progress\n\n\
         ## 1.2 The race silts up\n\n* Likelihood: L\n* Impact: L\n* Action: Dig it out\n* Status: Not started\n\n\
         ## 1.3 Timber is stolen\n\n* Risk lead: Foreman\n* Likelihood: H\n* Impact: L\n* Action: Lock the gate\n* Status: Complete\n",
    );
    assert_eq!(wordings(&register).len(), 3);
    assert!(register.risks[1].owners.is_empty());
    assert_eq!(register.risks[2].owners, ["Foreman"]);
    assert!(register.risks[0].actions[0].status.is_some());
}

#[test]
fn the_first_column_of_fixed_width_may_be_wrapped_too() {
    let register = register(
        "Risk title           What could go wrong?    Likelihood  Impact  Owner\n\
         The grant from the   It ends in spring       4           3       FM\n\
         county                                                          \n\
         The weir             It is breached by       2           5       DM\n\
         \u{20}                    a flood                                 \n\
         The heating of the   It fails in winter      3           3       FM\n\
         mill                                                            \n",
    );
    assert_eq!(register.risks.len(), 3);
    assert_eq!(register.risks[0].title.as_deref(), Some("The grant from the county"));
}

#[test]
fn two_registers_side_by_side_share_no_row() {
    let register = register(
        "Event,Likelihood,Severity,Season,,Risk,Response,Fallback\n\
         The wheel breaks,low,high,spring,,The drawing is wrong,accept,Draw it anew\n\
         The race silts up,medium,low,autumn,,Oak comes late,share,Use larch\n\
         ,,,,,The carpenter falls ill,reduce,Ask his brother\n",
    );
    let mut said = wordings(&register);
    said.sort_unstable();
    assert_eq!(
        said,
        [
            "Oak comes late",
            "The carpenter falls ill",
            "The drawing is wrong",
            "The race silts up",
            "The wheel breaks"
        ]
    );
    let oak = register.risks.iter().find(|risk| risk.wording() == "Oak comes late").unwrap();
    assert_eq!(rated(oak, Stage::Current), ["", "", ""]);
}

#[test]
fn a_table_over_sections_adds_the_risks_that_have_none() {
    let register = register(
        "# Mill risk log\n\n\
         | # | Risk | Likelihood | Impact | Status |\n|---|---|---|---|---|\n\
         | M1 | The wheel breaks | Low | High | Open |\n\
         | M2 | The race silts up | High | Low | Open |\n\
         | M3 | Timber is stolen | Low | Low | Closed |\n\n\
         ## M1 — The wheel breaks\n\n**Description:** The oak is a hundred years old.\n\n\
         **Likelihood:** Low\n\n**Impact:** High\n\n**Owner:** Jane Bee\n\n**Planned action:** Keep a spare wheel.\n\n\
         ## M2 — The race silts up\n\n**Description:** Sand comes down after the thaw.\n\n\
         **Likelihood:** High\n\n**Impact:** Low\n\n**Owner:** Tom Ant\n\n**Planned action:** Dig it out.\n",
    );
    let numbers: Vec<_> = register.risks.iter().map(|r| r.reference.as_deref().unwrap()).collect();
    assert_eq!(numbers, ["M1", "M2", "M3"]);
    assert_eq!(rated(&register.risks[2], Stage::Current)[..2], ["Low", "Low"]);
    assert_eq!(register.risks[0].owners.len(), 1);
}

#[test]
fn numbers_of_their_own_tell_registers_side_by_side() {
    let text = "Ref,Risk,Likelihood,Impact,,Ref,Risk,Likelihood,Impact,Owner\n\
        1,The wheel breaks,3,4,,7,The drawing is wrong,2,2,Ann Lee\n\
        2,The race silts up,2,2,,8,Oak comes late,3,3,Bo Hay\n";
    let register = register(text);
    assert_eq!(register.risks.len(), 4);
    let oak = register.risks.iter().find(|risk| risk.wording() == "Oak comes late").unwrap();
    assert_eq!(rated(oak, Stage::Current)[..2], ["3", "3"]);
}

#[test]
fn a_column_left_empty_divides_no_title_from_its_description() {
    let register = register(
        "Ref,Title,Likelihood,Impact,,Description,Controls,Owner\n\
         MACHINES,,,,,,,\n1,Wheel,3,4,,The wheel breaks in a flood,It is oiled,Ann Lee\n\
         2,Race,2,2,,The race silts up after a thaw,It is dug out,Bo Hay\n\
         GROUNDS,,,,,,,\n3,Timber,1,4,,Timber is stolen at night,The gate is locked,Cy Fox\n",
    );
    assert_eq!(register.risks.len(), 3);
    assert_eq!(register.risks[0].owners, ["Ann Lee"]);
    assert!(register.risks[2].description.as_deref().unwrap().starts_with("Timber"));
}

#[test]
fn a_table_of_other_things_over_sections_adds_no_risk() {
    let block = |n: u8, title: &str| {
        format!(
            "## M{n} — {title}\n\n**Likelihood:** Low\n\n**Impact:** High\n\n**Owner:** Miller\n\n**Planned action:** Mend it.\n\n"
        )
    };
    let register = register(&format!(
        "# Mill risk log\n\n| Ref | Event | Status |\n|---|---|---|\n| A1 | Summer fair | Closed |\n| A2 | Harvest | Open |\n\n{}{}{}",
        block(1, "The wheel breaks"),
        block(2, "The race silts up"),
        block(3, "Timber is stolen"),
    ));
    assert_eq!(wordings(&register), ["The wheel breaks", "The race silts up", "Timber is stolen"]);
}

#[test]
fn words_that_had_no_room_end_a_wrapped_cell_though_they_begin_large() {
    let register = register(
        "What could go wrong?   Likelihood  Impact  Controls\n\
         The footbridge at Marl  4           3       Staff are trained each\n\
         Lane is shut by the                         spring\n\
         County                                      \n\
         The weir at Fenwick is  2           5       It is looked at\n\
         breached                                    \n\
         The grant ends          1           2       A reserve of two months\n",
    );
    assert_eq!(
        wordings(&register).iter().map(|words| words.replace('\n', " ")).collect::<Vec<_>>(),
        [
            "The footbridge at Marl Lane is shut by the County",
            "The weir at Fenwick is breached",
            "The grant ends"
        ]
    );
}

#[test]
fn an_action_among_dashes_is_no_response() {
    let register = register(
        "Ref,Risk,L,I,Actions\n1,The wheel breaks,3,3,–\n2,The race silts up,2,2,–\n\
         3,Timber is stolen,1,4,Mend the gate and its lock\n4,The miller falls ill,2,4,–\n",
    );
    assert_eq!(register.risks[2].actions[0].description, "Mend the gate and its lock");
    assert!(register.risks[0].response.is_none());
}

#[test]
fn letters_under_a_likelihood_and_an_impact_are_ratings() {
    let register = register(
        "Nr;Risiko;Inhärent Eintrittswahrscheinlichkeit;Inhärent Schadensausmaß;Aktuell Eintrittswahrscheinlichkeit;Aktuell Schadensausmaß\n\
         1;Das Rad bricht im Mai;H;M;G;G\n2;Der Kanal versandet;G;M;G;H\n\
         3;Holz wird gestohlen;G;H;G;G\n4;Der Müller fällt aus;M;H;M;G\n",
    );
    assert_eq!(rated(&register.risks[1], Stage::Current)[..2], ["G", "H"]);
}

#[test]
fn sections_and_notes_unmake_no_column_of_numbers() {
    let register = register(
        "Mill risk register\nRisk ID,Root cause,Event,Consequences,Overall,Lead\n\
         Health and safety of all,,,,,\n1,Old oak,The wheel breaks,No flour for a week,4,HR\n\
         Reputation,,,,,\n2,A thaw,The race silts up,The stones stand still,25,IC\n\
         3,No gate,Timber is stolen,Repairs wait,15,HR\n4,Age,The miller falls ill,Nobody grinds,5,GT\n\
         Approved by the owners of the mill at their meeting in March.\nPrinted copies are not controlled.\n",
    );
    assert_eq!(register.risks.len(), 4);
    assert_eq!(register.risks[3].reference.as_deref(), Some("4"));
    assert_eq!(register.risks[1].owners, ["IC"]);
}

#[test]
fn letters_among_headings_on_one_line_are_columns() {
    let mut text =
        String::from("Mill risks\n\nRisk ID Theme Threat P I Risk rating Controls Risk lead\n\n");
    for (id, threat, p, i, rating, control) in [
        ("R1", "The wheel breaks in a flood", "5", "2", "Medium", "It is oiled each week"),
        ("R2", "The race silts up after a thaw", "4", "1", "Low", "It is dug out in spring"),
        ("R3", "Timber is stolen at night", "4", "4", "High", "The gate is locked at dusk"),
    ] {
        text += &format!(
            "{id}\n\nMill\n\n{threat}\n\n{p}\n\n{i}\n\n{rating}\n\n{control}\n\nJo Pike\n\n"
        );
    }
    let register = register(&text);
    assert_eq!(rated(&register.risks[0], Stage::Current)[..2], ["5", "2"]);
    assert_eq!(register.risks[2].controls[0].description, "The gate is locked at dusk");
}

#[test]
fn g_for_gravite_is_the_impact() {
    let register = register(
        "Réf;Risque;Risque brut probabilité;Risque brut g;Risque brut criticité;Actuel probabilité;Actuel g;Actuel criticité\n\
         R1;La roue casse;3;4;12;2;4;8\nR2;Le bief se comble;4;1;4;2;3;6\nR3;Le bois est volé;5;2;10;1;2;2\n",
    );
    assert_eq!(rated(&register.risks[0], Stage::Inherent), ["3", "4", "12"]);
    assert_eq!(rated(&register.risks[1], Stage::Current), ["2", "3", "6"]);
}

#[test]
fn a_cause_is_not_taken_for_the_risk_beside_it() {
    for heading in ["What could go wrong?", "Our worries in brief"] {
        let register = register(&format!(
            "Ref,{heading},Why it might,Who looks after it,Likelihood,Impact,Score,Next steps,By\n\
             G1,The glasshouse roof gives way in snow,Its putty has perished,Head gardener,2,5,10,Reglaze the roof,15 Jan 2027\n\
             G2,Visitors trip on the lake path,Roots have lifted the slabs,Estate manager,4,3,12,Lay a new path,Spring 2027\n\
             G3,Seed stock is lost to damp,The store has no heating,Curator,3,4,12,Buy two heaters,30 Nov 2026\n"
        ));
        let [first, ..] = register.risks.as_slice() else { panic!("{heading}") };
        assert_eq!(first.wording(), "The glasshouse roof gives way in snow", "{heading}");
        assert_eq!(first.cause.as_deref(), Some("Its putty has perished"), "{heading}");
        let due = first.actions[0].due.as_ref().map(|due| due.text.as_str());
        assert_eq!(due, Some("15 Jan 2027"), "{heading}");
    }
}

#[test]
fn few_words_beside_an_owner_and_a_date_are_actions() {
    for cells in
        [["Monitor", "Review", "None"], ["A1", "A2", "A3"], ["Action 1", "Action 2", "Action 3"]]
    {
        let [one, two, three] = cells;
        let register = register(&format!(
            "Ref,Risk,L,I,Action,Action owner,Due date,Status\n\
             1,The wheel breaks in the thaw,3,3,{one},Miller,30/06/2026,Amber\n\
             2,The race silts up after rain,2,2,{two},Carter,30/06/2026,Green\n\
             3,Timber is stolen from the yard,1,4,{three},Smith,30/09/2026,Amber\n",
        ));
        let risk = &register.risks[1];
        assert_eq!(risk.actions[0].description, two);
        assert_eq!(risk.actions[0].owners, ["Carter"]);
        assert!(risk.actions[0].due.is_some() && risk.actions[0].status.is_some());
        assert!(risk.response.is_none());
    }
    let register = register(
        "Ref,Risk,L,I,Action,Due date\n1,The wheel breaks in the thaw,3,3,Treat,30/06/2026\n\
         2,The race silts up after rain,2,2,Tolerate,30/06/2026\n\
         3,Timber is stolen from the yard,1,4,Treat,30/09/2026\n",
    );
    assert!(register.risks[0].response.is_some(), "a choice of four is a response");
}

#[test]
fn colours_beside_the_dates_of_actions_are_their_states() {
    for heading in ["BRAG", "RAGB", "R/A/G", "Traffic light", "Progress update"] {
        let register = register(&format!(
            "Ref,Risk,L,I,Action,Action owner,By when,{heading}\n\
             1,The wheel breaks in the thaw,3,3,Turn a new shaft,Miller,30/06/2026,Amber\n\
             2,The race silts up after rain,2,2,Dig the race out,Carter,30/06/2026,Green\n\
             3,Timber is stolen from the yard,1,4,Hang a gate,Smith,30/09/2026,Blue\n",
        ));
        let status = register.risks[0].actions[0].status.as_ref();
        assert_eq!(status.map(|own| own.text.as_str()), Some("Amber"), "{heading}");
        assert!(register.risks[0].extra.is_empty());
    }
}
