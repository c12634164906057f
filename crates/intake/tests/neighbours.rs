//! Tables that stand near a register and are none: tests, plans, events, costs, quality,
//! performance, improvements. Each is declined with what it looks like; the same rows under a register's
//! headings are read.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use bellwether_domain::{Field, Stage};
use bellwether_intake::{Options, Target, read};

/// A kind of table: what it is taken for, its possible headings, and what its columns hold.
struct Kind {
    looks_like: &'static str,
    headings: &'static [&'static [&'static str]],
    cells: &'static [&'static [&'static str]],
}

const KINDS: [Kind; 8] = [
    Kind {
        looks_like: "a list of tests",
        headings: &[
            &["No.", "Test no.", "ID"],
            &["Test", "Test title"],
            &["Expected result", "Expected outcome"],
            &["Status"],
            &["Passed on", "Pass/Fail"],
        ],
        cells: &[
            &["1", "2", "3", "4"],
            &[
                "Open the till with a key",
                "Print a day ticket",
                "Count the float",
                "Close the till",
            ],
            &[
                "The drawer opens at once",
                "A ticket with the date comes out",
                "The sum is shown",
                "The drawer locks",
            ],
            &["Pass", "Fail", "Pass", "Pass"],
            &["May", "May", "June", "June"],
        ],
    },
    Kind {
        looks_like: "a plan of work",
        headings: &[
            &["ID", "No."],
            &["Milestone description", "Description of milestone"],
            &["Category"],
            &["Assigned to", "Owner"],
            &["Progress"],
            &["Start", "Start date"],
            &["Days", "Duration"],
        ],
        cells: &[
            &["1", "2", "3", "4"],
            &["Order the slates", "Raise the scaffold", "Lay the slates", "Take the scaffold down"],
            &["Roof", "Site", "Roof", "Site"],
            &["Ann", "Bo", "Bo", "Ann"],
            &["1", "1", "0", "0"],
            &["2/19/2024", "2/21/2024", "2/28/2024", "3/14/2024"],
            &["2", "7", "14", "3"],
        ],
    },
    Kind {
        looks_like: "a record of events",
        headings: &[
            &["Region", "County"],
            &["Hazard event", "Event"],
            &["Quarter"],
            &["Year"],
            &["Fatalities"],
            &["Injuries"],
            &["Property damage"],
        ],
        cells: &[
            &["1", "1", "2", "2"],
            &["Winter storm", "Flash flood", "Lightning", "Drought"],
            &["1", "2", "2", "3"],
            &["1999", "2000", "2003", "2007"],
            &["0", "2", "1", "0"],
            &["3", "11", "0", "0"],
            &["30,400", "2,800", "0", "0"],
        ],
    },
    Kind {
        // What it counts and sums looks like an impact and a score.
        looks_like: "a record of events",
        headings: &[
            &["Date", "Day of the event"],
            &["Hazard", "Type of hazard"],
            &["County"],
            &["Magnitude", "Injuries"],
            &["Damage", "Total damage"],
        ],
        cells: &[
            &["03/02/2019", "17/06/2020", "21/11/2021", "02/01/2022"],
            &["Landslip", "Spring tide", "Heath fire", "Hard frost"],
            &["Marl", "Quay", "Marl", "Quay"],
            &["4", "1", "0", "2"],
            &["3000", "12000", "0", "450"],
        ],
    },
    Kind {
        // A quantity times its rate is a total, as a likelihood times its impact is a score.
        looks_like: "a table of costs",
        headings: &[
            &["No.", "Ref"],
            &["Description"],
            &["Quantity", "Qty"],
            &["Rate", "Unit price"],
            &["Total", "Amount"],
        ],
        cells: &[
            &["1", "2", "3", "4"],
            &["Dig the trench by hand", "Lay the pipe in sand", "Fill it again", "Sow the grass"],
            &["12", "12", "5", "2"],
            &["5", "8", "3", "4"],
            &["60", "96", "15", "8"],
        ],
    },
    Kind {
        looks_like: "a register of quality",
        headings: &[
            &["ID", "Ref"],
            &["Title"],
            &["Product"],
            &["Method", "Quality method"],
            &["Target date"],
            &["Actual date"],
            &["Result"],
        ],
        cells: &[
            &["1", "2", "3", "4"],
            &[
                "Look through the roof plan",
                "Weigh the sample",
                "Walk round the site",
                "Read the manual",
            ],
            &["Roof plan", "Slate", "Site", "Manual"],
            &["Review", "Audit", "Inspection", "Review"],
            &["May 2026", "May 2026", "June 2026", "June 2026"],
            &["", "", "", ""],
            &["Accepted", "Rejected", "Accepted", "Accepted"],
        ],
    },
    Kind {
        looks_like: "a table of performance",
        headings: &[
            &["Name", "RiderName"],
            &["MobileNo", "Phone no."],
            &["TotalServiceBooked", "Jobs booked"],
            &["TotalServiceCheckout"],
            &["TotalSkipService"],
            &["Rider Score(%)", "Score"],
        ],
        cells: &[
            &["Ann Smith", "Bo Jones", "Cy Brown", "Di Green"],
            &["500000001", "500000002", "500000003", "500000004"],
            &["12", "1", "7", "4"],
            &["2", "1", "6", "3"],
            &["1", "0", "1", "0"],
            &["91", "100", "96", "88"],
        ],
    },
    Kind {
        looks_like: "a plan of improvements",
        headings: &[
            &["S. No.", "No."],
            &["Parameters", "Parameter"],
            &["Desired parameters", "Desired state"],
            &["Current status"],
            &["Action owner"],
            &["Completion date", "By when"],
            &["Remarks"],
        ],
        cells: &[
            &["1", "2", "3", "4"],
            &[
                "Stores are counted by hand",
                "Keys hang in the hall",
                "Rotas are kept on paper",
                "Lamps burn all night",
            ],
            &[
                "A list kept by machine",
                "A locked cabinet",
                "A shared calendar",
                "A switch by daylight",
            ],
            &["Open", "Open", "Open", "Open"],
            &["Ann", "Bo", "Cy", "Di"],
            &["May 2026", "June 2026", "July 2026", "May 2026"],
            &["", "", "", ""],
        ],
    },
];

fn refusal(text: &str) -> String {
    match read(text.as_bytes(), &Options::default()) {
        Ok(intake) => format!("{} risks", intake.register.risks.len()),
        Err(error) => error.to_string(),
    }
}

/// Every combination of a kind's headings over its rows.
fn tables(kind: &Kind) -> Vec<String> {
    let mut heads: Vec<Vec<&str>> = vec![vec![]];
    for choices in kind.headings {
        heads = heads
            .iter()
            .flat_map(|head| choices.iter().map(|choice| [head.as_slice(), &[*choice]].concat()))
            .collect();
    }
    let rows: Vec<String> = (0..4)
        .map(|row| kind.cells.iter().map(|column| column[row]).collect::<Vec<_>>().join("\t"))
        .collect();
    heads.iter().map(|head| format!("{}\n{}\n", head.join("\t"), rows.join("\n"))).collect()
}

#[test]
fn neighbours_of_a_register_are_declined() {
    let mut kept = Vec::new();
    let (mut count, mut judged) = (0, 0);
    for kind in &KINDS {
        for table in tables(kind) {
            count += 1;
            let said = refusal(&table);
            judged += usize::from(said.contains("the table headed"));
            if !said.starts_with("No risk register was found") {
                kept.push(format!("{}: {said}\n{table}", kind.looks_like));
            }
        }
    }
    assert!(kept.is_empty(), "{} of {count}:\n{}", kept.len(), kept.join("\n"));
    assert!(count >= 40 && judged >= 20, "{judged} of {count} by what they look like");
}

#[test]
fn what_a_table_looks_like_is_said() {
    let said = refusal(&tables(&KINDS[1])[0]);
    assert!(said.contains("looks like a plan of work") && said.contains("Milestone"), "{said}");
}

#[test]
fn the_same_columns_beside_risks_are_a_register() {
    let text = "No.\tRisk\tLikelihood\tImpact\tOwner\tStart\tDays\tExpected result\n\
        1\tThe slates come late\t3\t4\tAnn\t2/19/2024\t2\tAll in place\n\
        2\tWind takes the scaffold\t2\t5\tBo\t2/28/2024\t14\tAll in place\n";
    assert_eq!(read(text.as_bytes(), &Options::default()).unwrap().register.risks.len(), 2);
    let bare = "Ref\tDescription\tOwner\tAction\n1\tThe slates come late\tAnn\tOrder in March\n2\tWind takes the scaffold\tBo\tTie it down\n";
    assert_eq!(read(bare.as_bytes(), &Options::default()).unwrap().register.risks.len(), 2);
}

#[test]
fn a_register_whose_ratings_are_called_rates_is_read() {
    for heads in [
        "Risk\tLikelihood rate\tImpact rate\tTotal",
        "Description\tLikelihood rate\tImpact rate\tTotal rate",
        "Description\tRate of likelihood\tRate of impact\tTotal score",
        "Risk description\tL\tI\tRate\tTotal",
    ] {
        let rows = "The slates come late\t3\t4\t12\t12\nWind takes the scaffold\t2\t5\t10\t10\n\
            A roofer leaves us\t4\t2\t8\t8\n";
        assert_eq!(refusal(&format!("{heads}\n{rows}")), "3 risks", "{heads}");
    }
}

#[test]
fn a_register_that_sums_its_costs_is_read() {
    let text = "Ref\tRisk\tLikelihood\tImpact\tQuantity\tUnit cost\tTotal cost\n\
        1\tThe slates come late\t3\t4\t40\t120\t4800\n\
        2\tWind takes the scaffold\t2\t5\t1\t9000\t9000\n";
    let register = read(text.as_bytes(), &Options::default()).unwrap().register;
    let rated = register.risks.iter().filter_map(|risk| risk.assessments.get(Stage::Current));
    let rated: Vec<&str> =
        rated.filter_map(|a| a.likelihood.as_ref()).map(|rating| rating.text.as_str()).collect();
    assert_eq!(rated, ["3", "2"]);
}

#[test]
fn a_table_that_may_be_of_anything_is_doubted() {
    let doubts = |text: &str| {
        let register = read(text.as_bytes(), &Options::default()).unwrap().register;
        register.diagnostics.iter().filter(|found| found.code == "reading-in-doubt").count()
    };
    let rows = "1\tThe slates came late\tOrder in March\tAnn Lee\n\
        2\tA neighbour complained\tWrite a letter\tBo Hay\n\
        3\tThe hall was locked\tKeep a spare key\tCy Fox\n";
    assert_eq!(doubts(&format!("Village hall\nNo.\tEvent\tAction\tOwner\n{rows}")), 1);
    assert_eq!(doubts(&format!("Risk log\nNo.\tEvent\tAction\tOwner\n{rows}")), 0);
    assert_eq!(doubts(&format!("No.\tRisk event\tAction\tOwner\n{rows}")), 0);
}

#[test]
fn a_table_of_which_little_says_that_it_is_a_register_is_doubted() {
    let doubts = |text: &str| {
        let register = read(text.as_bytes(), &Options::default()).unwrap().register;
        let doubts = register.diagnostics.iter().filter(|found| found.code == "reading-in-doubt");
        doubts.map(|found| found.message.clone()).collect::<Vec<_>>()
    };
    // What a policy asks for, in a document that speaks of risks somewhere.
    let wanted = "Fire risks and how we look at them\nID\tDescription\tPriority\n\
        W1\tThe doors must close by themselves\tHigh\n\
        W2\tEach floor must have a hose\tMedium\n\
        W3\tThe stairs must be lit at night\tLow\n";
    let said = doubts(wanted);
    assert!(said.iter().any(|said| said.contains("little says that it is a register")), "{said:?}");
    // The next issue of a list that says less than the last.
    let thin = "Risk register of the fire board\nRef\tDescription\tWhat we do\n\
        W1\tThe doors stick\tPlane them\nW2\tA hose bursts\tBuy two\n";
    assert_eq!(doubts(thin), Vec::<String>::new());
    let rated = "Fire risks\nID\tDescription\tLikelihood\tImpact\n\
        W1\tThe doors stick\t3\t4\nW2\tA hose bursts\t2\t3\nW3\tThe lamps go out\t4\t2\n";
    assert_eq!(doubts(rated), Vec::<String>::new());
}

#[test]
fn a_reader_who_says_what_a_column_is_decides() {
    let kind = &KINDS[1];
    let table = tables(kind).remove(0);
    let map = vec![("Milestone description".to_owned(), Target::Field(Field::Description))];
    let options = Options { map, ..Options::default() };
    let read = read(table.as_bytes(), &options).unwrap();
    assert_eq!(read.register.risks.len(), 4);
}

#[test]
fn a_blank_form_with_its_guidance_is_declined() {
    let heads = "Ref\tDate raised\tRisk description\tLikelihood\tImpact\tRisk owner\tAction\n";
    let guidance = "\tdd/mm/yy\tAdd a short account of the risk\tHow likely it is. Choose Low/Medium/High\tHow bad it would be. Choose Low/Medium/High\t\tBrief description of what is to be done\n";
    assert!(refusal(&format!("{heads}{guidance}")).contains("no risk under them"));
    let risk = "1\t03/02/26\tThe slates come late\tLow\tHigh\tAnn\tAdd a second yard\n";
    assert_eq!(refusal(&format!("{heads}{guidance}{risk}")), "1 risks");
    assert_eq!(refusal(&format!("{heads}{risk}")), "1 risks");
}

#[test]
fn rows_kept_free_with_a_status_filled_down_are_no_risks() {
    let text = "Ref\tRisk\tLikelihood\tImpact\tScore\tAction\tStatus\n\
        1\tThe slates come late\t2\t4\t8\tOrder in March\tOPEN\n2\tWind takes the scaffold\t3\t4\t12\tTie it down\tOPEN\n\
        \t\t\t\t0\t\tOPEN\n\t\t\t\t0\t\tOPEN\n";
    let register = read(text.as_bytes(), &Options::default()).unwrap().register;
    assert_eq!(register.risks.len(), 2);
    let codes: Vec<&str> = register.diagnostics.iter().map(|d| d.code.as_ref()).collect();
    assert!(codes.contains(&"row-unused") && !codes.contains(&"row-doubtful"), "{codes:?}");
}

#[test]
fn an_example_among_actions_is_no_action() {
    let text = "<table><tr><th>Ref</th><th>Risk</th><th>Likelihood</th><th>Impact</th></tr>\
        <tr><td>1</td><td>The slates come late</td><td>2</td><td>4</td></tr><tr><td>2</td><td>Wind takes the scaffold</td><td>3</td><td>4</td></tr></table>\
        <p>Action plan</p><table><tr><th>Risk or activity</th><th>Further actions required</th><th>Action owner</th><th>Target date</th></tr>\
        <tr><td>Example</td><td>Move the desks</td><td>Head of site</td><td>May 2026</td></tr><tr><td></td><td></td><td></td><td></td></tr></table>";
    let register = read(text.as_bytes(), &Options::default()).unwrap().register;
    let actions: usize = register.risks.iter().map(|risk| risk.actions.len()).sum();
    assert_eq!((register.risks.len(), actions), (2, 0));
}
