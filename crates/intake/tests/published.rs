//! Registers as projects, offices and schools publish them: with columns of their own words beside
//! those that every register has, keys of their scales, forms that nobody has filled in.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on should stop")]

use bellwether_domain::{Register, Risk, Stage};
use bellwether_intake::{Options, read};

fn register(text: &str) -> Register {
    read(text.as_bytes(), &Options::default()).unwrap().register
}

fn is_declined(text: &str) -> bool {
    read(text.as_bytes(), &Options::default()).is_err()
}

fn is_doubted(register: &Register) -> bool {
    register.diagnostics.iter().any(|found| found.code == "reading-in-doubt")
}

/// Likelihood, impact and score at a stage, as they are written.
fn rated(risk: &Risk, stage: Stage) -> [String; 3] {
    let parts = risk.assessments.get(stage).map(|a| [&a.likelihood, &a.impact, &a.score]);
    parts.map_or_else(Default::default, |parts| {
        parts.map(|part| part.as_ref().map(|rating| rating.text.clone()).unwrap_or_default())
    })
}

#[test]
fn a_product_tells_its_parts_though_their_headings_say_more() {
    let register = register(
        "Risk No,Asset,Risk Description,Threat Source,Vulnerability,C,I,A,Threat Probability,\
         Threat Impact,Risk Score,Asset Value,For Matrix,Owner\n\
         R1,Till,The till is emptied at night by a stranger,Outsider,No lock on the door,3,2,1,4,5,20,9,High,Clerk\n\
         R2,Boiler,The boiler fails in the first frost,Wear,No spare parts,1,2,3,3,4,12,8,High,Janitor\n\
         R3,Bus,The bus breaks down on the moor,Wear,Old engine,2,2,3,2,5,10,9,Medium,Driver\n\
         R4,Archive,The archive is flooded by the beck,Weather,Cellar below the beck,3,3,1,2,3,6,7,Low,Clerk\n",
    );
    assert_eq!(rated(&register.risks[0], Stage::Current), ["4", "5", "20"]);
    assert_eq!(rated(&register.risks[3], Stage::Current), ["2", "3", "6"]);
    let first = &register.risks[0];
    assert_eq!(first.title, None);
    assert_eq!(first.extra.get("Threat Source").map(String::as_str), Some("Outsider"));
    assert!(first.assessments.get(Stage::Inherent).is_none());
    assert_eq!(first.extra.get("C").map(String::as_str), Some("3"));
}

#[test]
fn the_longer_of_risk_and_description_describes_whatever_a_note_below_says() {
    let register = register(
        "Asset,Risk(s),Description,Likelihood,Severity,Priority\n\
         Funds,Cash theft,The takings are left in the till overnight.,2,3,6\n\
         Funds,Forged cheques,A cheque is cashed without a second look.,1,2,2\n\
         Funds,Lost keys,The keys of the safe hang in the hall.,3,3,9\n\
         Funds,Late stock,The carrier is held up by snow.,1,2,2\n\
         Note,\"The shop is open to everybody who comes down the quay in the season, and in the winter \
         to members alone, which is why the takings differ so much from month to month and from year \
         to year, as the treasurer has said to the board again and again\",,,,\n",
    );
    assert_eq!(register.risks[0].title.as_deref(), Some("Cash theft"));
    assert_eq!(
        register.risks[0].description.as_deref(),
        Some("The takings are left in the till overnight.")
    );
}

#[test]
fn what_is_said_about_controls_is_no_control() {
    let register = register(
        "ID,Risk,Control Class,Control Function,Likelihood,Impact,Current controls,Annex A control,Is Control Justified (Y/N)\n\
         1,The lock is picked,Physical,Preventive,2,3,A second lock,A.7.2,Y\n\
         2,The ledger is lost,Administrative,Corrective,3,3,A copy each week,A.8.13,N\n\
         3,The van is stolen,Physical,Detective,1,4,A tracker,A.7.9,Y\n",
    );
    let controls: Vec<&str> =
        register.risks[0].controls.iter().map(|control| control.description.as_str()).collect();
    assert_eq!(controls, ["A second lock"]);
}

#[test]
fn rows_of_formulas_below_the_risks_are_none() {
    let mut text = String::from(
        "Risk ID,Risk,Likelihood,Impact,Inherent Risk Score,Control,Residual Score,Risk Level,Owner\n\
         R1,The pier is undermined by the tide,4,4,16,Piles are looked at,12,High,Engineer\n\
         R2,The ferry runs aground on the bar,3,5,15,The channel is marked,10,Medium,Master\n",
    );
    text.push_str(&",,,,0,,0,Low,\n".repeat(40));
    let register = register(&text);
    assert_eq!(register.risks.len(), 2);
    assert!(!is_doubted(&register));
    assert_eq!(rated(&register.risks[1], Stage::Inherent), ["3", "5", "15"]);
}

#[test]
fn a_column_of_treat_and_tolerate_is_the_response_whatever_it_is_headed() {
    let register = register(
        "No.,Description,Root Cause,Owner,Probability,Impact,RRS\n\
         1,The hall is booked twice,No diary,Clerk,High,Low,Mitigate\n\
         2,The band is late,One road only,Warden,Low,High,Accept\n\
         3,The roof leaks on the stage,Slates slip,Janitor,High,High,Transfer\n\
         4,Nobody buys a ticket,No posters,Clerk,Low,Low,Mitigate\n",
    );
    assert_eq!(register.risks[2].response.as_ref().unwrap().text, "Transfer");
}

#[test]
fn what_an_assessment_found_is_its_risk_where_nothing_else_is() {
    let register = register(
        "ID,Finding,Risk Level,Business Impact,Recommendation\n\n\
         F1,The back door has no lock.,High,Goods may go unseen.,Fit a lock to the back door.\n\
         F2,The float is not counted.,Medium,A loss is found too late.,Count the float each night.\n\
         F3,Keys are lent without a note.,Low,Nobody knows who has them.,Keep a book of keys.\n",
    );
    assert_eq!(register.risks[1].wording(), "The float is not counted.");
    let current = register.risks[0].assessments.get(Stage::Current).unwrap();
    assert_eq!(current.level.as_deref(), Some("High"));
}

#[test]
fn a_body_may_begin_all_its_risks_with_a_small_letter() {
    let register = register(
        "Kind,Description,Probability,Impact,Owner,Activity\n\
         Weather,heavy rain on the fair day,Medium,High,Ann Lee,Hire a tent\n\
         Things,the organ gives out,Low,Medium,Bo Hay,Tune it in May\n\
         People,stewards stay at home,Low,Low,Ann Lee,Ask the club\n\
         People,Police close the lane,Low,High,Bo Hay,Write to the council\n",
    );
    assert_eq!(register.risks.len(), 4);
    assert!(!is_doubted(&register));
}

#[test]
fn the_steps_of_a_scale_are_no_risks() {
    let scale = "# How we rate risks\n\n## Likelihood\n\n| Score | Rating | Description |\n|---|---|---|\n\
         | 1 | Very Low | Hardly ever seen on this coast |\n| 2 | Low | Seen once in ten years |\n\
         | 3 | Moderate | Seen every few years |\n| 4 | High | Seen most years |\n\
         | 5 | Very High | Seen each winter |\n\n## Impact\n\n| Score | Rating | Description |\n|---|---|---|\n\
         | 1 | Minimal | Nobody would notice |\n| 2 | Minor | A day is lost |\n\
         | 3 | Moderate | A week is lost |\n| 4 | Major | The season is lost |\n\
         | 5 | Catastrophic | The harbour closes |\n";
    assert!(is_declined(scale));
}

#[test]
fn a_form_that_nobody_has_filled_in_is_no_register() {
    let form = "Risk,Risk Category,Probability,Impact,Risk Score,Risk Response,Trigger,Risk Owner\n\
         ,,,,0,,,\n,,,,0,,,\n,,,,0,,,\n\
         Key Terms,,,,,,,\n\
         Risk: what may happen to the work and what would come of it,,,,,,,\n\
         Probability: how likely it is that it happens,,,,,,,\n\
         Risk Owner: who watches for the trigger and acts,,,,,,,\n";
    assert!(is_declined(form));
}

#[test]
fn a_list_of_stakeholders_is_none_though_it_speaks_of_their_risks() {
    let list = "# Stakeholder Register\n\n| ID | Name | Role | Department | Contact |\n|---|---|---|---|---|\n| | | | | |\n\n\
         **Concerns/Risks**:\n\n| Stakeholder | Power | Interest | Quadrant | Strategy |\n|---|---|---|---|---|\n\
         | | High/Low | High/Low | | |\n\n\
         | Stakeholder | Preferred Method | Frequency | Type of Information |\n|---|---|---|---|\n| | | | |\n";
    assert!(is_declined(list));
}

#[test]
fn the_letters_and_numbers_around_a_sheet_are_no_part_of_it() {
    let row = |cells: &str| {
        let cells = cells.split('|').map(|cell| format!("<td>{cell}</td>")).collect::<String>();
        format!("<tr>{cells}</tr>")
    };
    let page = [
        "<html><body><p>Fair risk register</p><table>".to_owned(),
        row("|A|B|C|D|E"),
        row("1|#|Risk|Likelihood|Impact|Owner"),
        "<tr><td>2</td><td colspan=5>THE FIELD</td></tr>".to_owned(),
        row("3|R1|The field is under water|3|4|Warden"),
        row("4|R2|A tent is blown down|2|4|Warden"),
        "<tr><td>5</td><td colspan=5>MONEY</td></tr>".to_owned(),
        row("6|R3|Nobody comes|2|5|Treasurer"),
        row("7|R4|[Your risk]|[1-5]|[1-5]|[Name]"),
        "</table></body></html>".to_owned(),
    ]
    .concat();
    let register = register(&page);
    assert_eq!(register.risks.len(), 3);
    assert_eq!(register.risks[1].category.as_deref(), Some("THE FIELD"));
    assert_eq!(register.risks[2].category.as_deref(), Some("MONEY"));
    assert!(register.risks[0].extra.is_empty());
}

#[test]
fn a_table_of_tags_may_stand_in_a_text() {
    let text = "---\ntopic: hazards\n---\n\n# Hazards of the pier\n\n<table>\n<thead>\n<th>Hazard Number</th>\n\n\
                <th>Hazard Name</th>\n\n<th>Initial<br>Risk</th>\n<th>Residual<br>Risk</th>\n</thead>\n\
                <tr>\n<td>P1</td>\n<td>A plank gives way under a visitor</td>\n<td>3</td>\n<td>2</td>\n</tr>\n\
                <tr>\n<td>P2</td>\n<td>A boat strikes the piles at night</td>\n<td>4</td>\n<td>2</td>\n</tr>\n\
                <tr>\n<td>P3</td>\n<td>Fog hides the lamp</td>\n<td>3</td>\n<td>1</td>\n</tr>\n</table>\n";
    let register = register(text);
    assert_eq!(register.risks.len(), 3);
    assert_eq!(register.risks[0].reference.as_deref(), Some("P1"));
    assert_eq!(rated(&register.risks[1], Stage::Inherent)[2], "4");
}

#[test]
fn the_name_of_a_group_may_stand_on_its_first_row_alone() {
    let register = register(
        ",No.,Risk,Cause,Likelihood,Impact,Measures\n\
         Human Factors,1,The guide is ill,Colds,Likely,Minor,Ask a second guide\n\
         ,2,The cook leaves,Low pay,Rare,Major,Pay more\n\
         ,3,The guests quarrel,Long rain,Rare,Minor,Games in the hut\n\
         Timing Factors,4,The train is late,Snow,Likely,Minor,Start an hour earlier\n\
         ,5,The pass is closed,Snow,Rare,Major,Take the valley\n\
         ,6,Night falls early,Late start,Rare,Major,Carry lamps\n",
    );
    let groups: Vec<&str> =
        register.risks.iter().filter_map(|risk| risk.category.as_deref()).collect();
    assert_eq!(groups[2..4], ["Human Factors", "Timing Factors"]);
    assert!(register.risks[0].owners.is_empty());
}

#[test]
fn a_broken_first_line_belongs_to_the_row_that_goes_on_with_it() {
    let register = register(
        "Hazard | Cause | Effect | Lead | L | I | Measures | Status\n\
         The wheel breaks | Old oak | No flour | Ann Lee | 1 | 1 | Keep a spare wheel | Open\n\
         The new race of\nthe lower mill silts up | Sand | No water | Bo Hay | 2 | 3 | Dig it out | Done\n\
         The new gate of\nthe yard is left open | No lock | A loss | Bo Hay | 1 | 5 | Fit a lock | Open\n\
         The boy is ill | A cold | A late start | Ann Lee | 2 | 2 | Ask the miller | Open\n",
    );
    let wordings: Vec<&str> = register.risks.iter().map(|risk| risk.wording()).collect();
    assert_eq!(wordings[1], "The new race of the lower mill silts up");
    assert_eq!(wordings[2], "The new gate of the yard is left open");
    assert_eq!(register.risks[1].status.as_ref().unwrap().text, "Done");
}

#[test]
fn a_table_of_closed_risks_below_the_blocks_adds_its_own() {
    let block = |number: usize, title: &str, why: &str| {
        format!(
            "### P{number}: {title}\n\n**Description:** {why}\n\n**Likelihood:** 3\n\n**Impact:** 4\n\n\
             **Mitigation:**\n- Look at it each week\n- Tell the master\n\n**Status:** Open\n\n"
        )
    };
    let text = format!(
        "# Pier risk register\n\n## Active risks\n\n{}{}{}## Resolved risks\n\n\
         | ID | Description | Resolution |\n|----|----|----|\n\
         | P0 | The old crane falls over | It was taken down |\n\
         | P2 | Fog hides the lamp | A bell was hung |\n",
        block(1, "A plank gives way", "The wood is old"),
        block(2, "Fog hides the lamp", "It is a small lamp"),
        block(3, "A boat strikes the piles", "There is no fender"),
    );
    let register = register(&text);
    let references: Vec<&str> =
        register.risks.iter().filter_map(|risk| risk.reference.as_deref()).collect();
    assert_eq!(references, ["P1", "P2", "P3", "P0"]);
    assert_eq!(register.risks[3].wording(), "The old crane falls over");
    assert!(register.risks[2].extra.is_empty(), "{:?}", register.risks[2].extra);
}

#[test]
fn zeros_of_empty_rows_are_no_part_of_the_last_score() {
    let register = register(
        "Item,P,I,Risk (P*I),How\nThe oven fails,40,13,520,A second oven is hired\n\
         The flour is late,13,70,910,Flour for a week is kept\n\
         The cat is shut in,5,8,\"40\n0\n0\n0\",She is called at night\n",
    );
    assert_eq!(rated(&register.risks[2], Stage::Current), ["5", "8", "40"]);
}

#[test]
fn cells_that_hold_a_whole_column_are_doubted() {
    let stacked = "ID,Title,Response Plan,Trigger,Revised Probability,Revised Impact,Revised Score\n\
         \"1\n2\n3\n4\",\"Too few hands\nNo oars\nA leak\nFog\",\"Ask the club\nBuy two pairs\",Rain,\"1\n2\",\"4\n2\",\"4\n4\n0\n0\"\n\
         \"5\n6\n7\n8\",\"No tea\nNo cups\nNo milk\nNo cake\",\"Ask the wives\nBuy a crate\",Sun,\"1\n3\",\"4\n1\",\"4\n3\n0\n0\"\n";
    match read(stacked.as_bytes(), &Options::default()) {
        Ok(read) => assert!(is_doubted(&read.register)),
        Err(error) => assert!(error.to_string().contains("No risk register")),
    }
}
