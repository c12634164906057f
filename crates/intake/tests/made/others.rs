//! Tables that stand near a register and are none.

use crate::chance::Chance;

struct Kind {
    name: &'static str,
    title: &'static [&'static str],
    columns: &'static [(&'static [&'static str], &'static [&'static str])],
}

const KINDS: &[Kind] = &[
    Kind {
        name: "events",
        title: &["Storm events", "", "Incident data"],
        columns: &[
            (&["Date", "Event date"], &["03/02/2019", "17/06/2020", "21/11/2021", "02/01/2022"]),
            (
                &["Event", "Hazard", "Event type", "Incident"],
                &["Flash flood", "Winter storm", "Lightning", "High wind"],
            ),
            (&["Location", "County", "Region"], &["North", "South", "Marl", "Quay"]),
            (&["Fatalities", "Deaths"], &["0", "1", "0", "2"]),
            (&["Injuries"], &["3", "0", "0", "1"]),
            (&["Property damage", "Damage"], &["3000", "12000", "0", "450"]),
        ],
    },
    Kind {
        name: "plan of work",
        title: &["Project plan", "", "Timeline"],
        columns: &[
            (&["ID", "WBS", "No."], &["1", "2", "3", "4"]),
            (
                &["Task", "Activity", "Milestone"],
                &["Order the slates", "Raise the scaffold", "Lay the slates", "Clear the site"],
            ),
            (&["Owner", "Assigned to"], &["Ann", "Bo", "Cy", "Dee"]),
            (&["Start", "Start date"], &["02/03/2026", "09/03/2026", "16/03/2026", "30/03/2026"]),
            (&["Finish", "End date"], &["06/03/2026", "13/03/2026", "27/03/2026", "31/03/2026"]),
            (&["Duration", "Days"], &["5", "5", "10", "2"]),
            (&["Status", "% complete"], &["Done", "Open", "Open", "Open"]),
        ],
    },
    Kind {
        name: "test plan",
        title: &["Test plan", "Acceptance tests", ""],
        columns: &[
            (&["Test ID", "No.", "Case"], &["T1", "T2", "T3", "T4"]),
            (
                &["Description", "Test", "Scenario"],
                &[
                    "Open the till with a key",
                    "Print a ticket for a day",
                    "Count the float at night",
                    "Close the till by hand",
                ],
            ),
            (
                &["Expected result", "Expected"],
                &["The drawer opens", "A ticket comes out", "The sum is shown", "It locks"],
            ),
            (
                &["Actual result", "Result"],
                &["As expected", "As expected", "No sum", "As expected"],
            ),
            (&["Status", "Pass/Fail"], &["Pass", "Pass", "Fail", "Pass"]),
            (&["Priority"], &["High", "Low", "Medium", "High"]),
        ],
    },
    Kind {
        name: "issue log",
        title: &["Issue log", "Issues"],
        columns: &[
            (&["Issue ID", "No."], &["I1", "I2", "I3", "I4"]),
            (
                &["Issue", "Issue description"],
                &[
                    "The lift is out of order",
                    "Two posts are vacant",
                    "The paint peels off",
                    "The invoice is wrong",
                ],
            ),
            (&["Raised by"], &["Ann Lee", "Bo Hay", "Cy Fox", "Dee Marsh"]),
            (&["Date raised"], &["03/02/2026", "04/02/2026", "05/02/2026", "06/02/2026"]),
            (
                &["Resolution", "Action"],
                &["Call the maker", "Advertise again", "Paint again", "Ask for a new one"],
            ),
            (&["Owner"], &["Ann Lee", "Bo Hay", "Cy Fox", "Dee Marsh"]),
            (&["Status"], &["Open", "Closed", "Open", "Open"]),
        ],
    },
    Kind {
        name: "lessons",
        title: &["Lessons log", "Lessons learned"],
        columns: &[
            (&["No.", "ID"], &["1", "2", "3", "4"]),
            (
                &["Lesson", "Lesson learned"],
                &[
                    "Order slates early in spring",
                    "Ask the neighbours first",
                    "Keep a spare key",
                    "Check the forecast daily",
                ],
            ),
            (
                &["What happened", "Event"],
                &[
                    "The slates came late",
                    "A neighbour complained",
                    "The hall was locked",
                    "The tent was wet",
                ],
            ),
            (
                &["Recommendation", "Action"],
                &["Order in March", "Write a letter", "Give one to the clerk", "Buy a radio"],
            ),
            (&["Owner", "Logged by"], &["Ann Lee", "Bo Hay", "Cy Fox", "Dee Marsh"]),
        ],
    },
    Kind {
        name: "stakeholders",
        title: &["Stakeholder register", "Stakeholders", ""],
        columns: &[
            (&["Stakeholder", "Name"], &["County council", "Traders", "Residents", "Bus company"]),
            (
                &["Role", "Interest"],
                &["Pays the grant", "Use the hall", "Live next door", "Serves the stop"],
            ),
            (&["Influence", "Power"], &["High", "Low", "Medium", "Low"]),
            (&["Interest level", "Attitude"], &["High", "High", "Medium", "Low"]),
            (
                &["Strategy", "Engagement"],
                &["Meet each month", "Send letters", "Hold an open day", "Keep informed"],
            ),
        ],
    },
    Kind {
        name: "RACI",
        title: &["Roles and responsibilities", ""],
        columns: &[
            (
                &["Task", "Activity"],
                &["Write the plan", "Order slates", "Pay invoices", "Open the hall"],
            ),
            (&["Clerk"], &["R", "A", "C", "I"]),
            (&["Treasurer"], &["A", "C", "R", "I"]),
            (&["Caretaker"], &["I", "R", "I", "R"]),
            (&["Chair"], &["C", "I", "A", "A"]),
        ],
    },
    Kind {
        name: "costs",
        title: &["Budget", "Cost estimate", ""],
        columns: &[
            (&["Item", "No."], &["1", "2", "3", "4"]),
            (
                &["Description"],
                &[
                    "Slates from the quarry",
                    "Scaffold for six weeks",
                    "Labour of two roofers",
                    "Skips and disposal",
                ],
            ),
            (&["Quantity", "Qty"], &["400", "1", "30", "3"]),
            (&["Unit cost", "Rate"], &["12", "2400", "180", "90"]),
            (&["Total", "Amount"], &["4800", "2400", "5400", "270"]),
        ],
    },
    Kind {
        name: "performance",
        title: &["Key performance indicators", "KPI report", ""],
        columns: &[
            (
                &["KPI", "Indicator", "Measure"],
                &[
                    "Visitors to the museum",
                    "Calls answered in time",
                    "Bins emptied",
                    "Invoices paid in time",
                ],
            ),
            (&["Target"], &["4000", "90", "99", "95"]),
            (&["Actual"], &["3800", "91", "97", "96"]),
            (&["Variance"], &["-200", "1", "-2", "1"]),
            (&["RAG", "Status"], &["Amber", "Green", "Amber", "Green"]),
            (&["Owner"], &["Ann Lee", "Bo Hay", "Cy Fox", "Dee Marsh"]),
        ],
    },
    Kind {
        name: "assets",
        title: &["Asset register", "Inventory"],
        columns: &[
            (&["Asset ID", "Asset no."], &["A1", "A2", "A3", "A4"]),
            (
                &["Asset", "Description"],
                &["Mower with a seat", "Projector of the hall", "Minibus", "Piano"],
            ),
            (&["Location"], &["Depot", "Hall", "Yard", "Hall"]),
            (&["Value", "Cost"], &["3000", "800", "12000", "900"]),
            (&["Condition"], &["Good", "Fair", "Good", "Poor"]),
            (&["Owner"], &["Ann Lee", "Bo Hay", "Cy Fox", "Dee Marsh"]),
        ],
    },
    Kind {
        name: "actions",
        title: &["Action log", "Minutes of the council", "Actions"],
        columns: &[
            (&["No.", "Ref"], &["1", "2", "3", "4"]),
            (
                &["Action", "Task"],
                &["Write to the county", "Order the slates", "Paint the gate", "Ask for a quote"],
            ),
            (&["Owner", "By whom"], &["Ann Lee", "Bo Hay", "Cy Fox", "Dee Marsh"]),
            (&["Due date", "By when"], &["03/02/2026", "04/02/2026", "05/02/2026", "06/02/2026"]),
            (&["Status"], &["Open", "Closed", "Open", "Open"]),
        ],
    },
    Kind {
        name: "decisions",
        title: &["Decision log", "Change log"],
        columns: &[
            (&["ID", "No."], &["D1", "D2", "D3", "D4"]),
            (
                &["Decision", "Change"],
                &[
                    "Use slate and not tile",
                    "Close the hall in May",
                    "Raise fees by a tenth",
                    "Move the office",
                ],
            ),
            (&["Date"], &["03/02/2026", "04/02/2026", "05/02/2026", "06/02/2026"]),
            (&["Impact"], &["Costs more", "Clubs move out", "Income rises", "Rent falls"]),
            (&["Approved by"], &["Council", "Chair", "Council", "Clerk"]),
        ],
    },
    Kind {
        name: "blank form",
        title: &["Risk register template", "Risk assessment form"],
        columns: &[
            (&["Ref"], &["e.g. 1", "", "", ""]),
            (&["Risk"], &["Describe the risk here", "", "", ""]),
            (&["Likelihood"], &["1-5", "", "", ""]),
            (&["Impact"], &["1-5", "", "", ""]),
            (&["Owner"], &["Who is responsible for it", "", "", ""]),
            (&["Action"], &["Say what will be done", "", "", ""]),
        ],
    },
];

/// A kind and a document of it.
pub(crate) fn make(seed: u64) -> (&'static str, String) {
    let mut chance = Chance::new(seed ^ 0xABCD);
    let kind = &KINDS[chance.below(KINDS.len())];
    let mark = chance.pick(&[",", "\t", ";"]);
    let mut text = String::new();
    let title = chance.pick(kind.title);
    if !title.is_empty() {
        text += &format!("{title}\n");
    }
    let heads: Vec<&str> = kind.columns.iter().map(|(heads, _)| chance.pick(heads)).collect();
    text += &(heads.join(mark) + "\n");
    let rows = if kind.name == "blank form" { 4 } else { 4 + chance.below(12) };
    for row in 0..rows {
        let cells: Vec<String> = kind
            .columns
            .iter()
            .map(|(_, cells)| {
                let cell = cells[row % cells.len()];
                if row < cells.len() || cell.parse::<f64>().is_ok() || cell.len() < 9 {
                    cell.to_owned()
                } else {
                    format!("{cell} {}", ["again", "in the spring", "at the quay"][row % 3])
                }
            })
            .collect();
        text += &(cells.join(mark) + "\n");
    }
    (kind.name, text)
}
