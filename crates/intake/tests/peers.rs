//! Registers as other programs export them, in made-up words: they come in whole, so that a body
//! can move. The columns, the order, the marks between items and the forms of dates are those that
//! each program writes.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use bellwether_domain::{ActionStatus, Register, Response, Risk, RiskState, Stage};
use bellwether_intake::{Options, read};
use rust_xlsxwriter::Workbook;

macro_rules! export {
    ($name:literal) => {
        include_str!(concat!("peers/", $name, ".csv"))
    };
}

fn register(text: &str) -> Register {
    read(text.as_bytes(), &Options::default()).unwrap().register
}

/// The same export as a workbook, its lists divided by `mark`.
fn workbook(text: &str, sheet: &str, mark: &str) -> Register {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet().set_name(sheet).unwrap();
    for (row, line) in (0..).zip(text.trim_start_matches('\u{feff}').lines()) {
        for (column, cell) in (0..).zip(line.split(';')) {
            sheet.write(row, column, cell.replace('|', mark)).unwrap();
        }
    }
    let bytes = workbook.save_to_buffer().unwrap();
    read(&bytes, &Options::default()).unwrap().register
}

/// A risk in one line: number, title, owners, what is done, how it is treated, how it stands.
fn line(risk: &Risk) -> String {
    let actions: Vec<String> = risk
        .actions
        .iter()
        .map(|action| {
            let due = action.due.as_ref().map_or("", |due| due.text.as_str());
            format!("{} [{}] {due}", action.description, action.owners.join(", ")).trim().to_owned()
        })
        .collect();
    let controls: Vec<&str> = risk.controls.iter().map(|c| c.description.as_str()).collect();
    let response = risk.response.as_ref().and_then(|response| response.value);
    let status = risk.status.as_ref().and_then(|status| status.value);
    [
        risk.reference.clone().unwrap_or_default(),
        risk.title.clone().or(risk.description.clone()).unwrap_or_default(),
        risk.owners.join(", "),
        controls.join(", "),
        actions.join(", "),
        response.map(|response| format!("{response:?}")).unwrap_or_default(),
        status.map(|status| format!("{status:?}")).unwrap_or_default(),
    ]
    .join("; ")
}

/// Likelihood, impact, score and level of a stage, in the document's words.
fn rated(risk: &Risk, stage: Stage) -> [String; 4] {
    let Some(rated) = risk.assessments.get(stage) else { return Default::default() };
    let words = |rating: &Option<bellwether_domain::Rating>| {
        rating.as_ref().map(|rating| rating.text.clone()).unwrap_or_default()
    };
    let level = rated.level.clone().unwrap_or_default();
    [words(&rated.likelihood), words(&rated.impact), words(&rated.score), level]
}

fn lines(register: &Register) -> Vec<String> {
    register.risks.iter().map(|risk| line(risk)).collect()
}

#[test]
fn an_assessment_of_ciso_assistant() {
    let text = export!("ciso-assistant-assessment");
    let register = register(text);
    assert_eq!(
        lines(&register),
        [
            "R.1; Season tickets sold twice; ; Password rules, Leaver checks; Sign-in with a code [], Staff course []; Treat; ",
            "R.2; Chlorine drums stolen; ; ; Locked cage []; ; ",
            "R.10; Boiler stops in February; ; Yearly service; ; Tolerate; ",
            "R.11; Café tenant leaves; ; ; New lease []; Transfer; "
        ]
    );
    let first = &register.risks[0];
    assert_eq!(rated(first, Stage::Inherent), ["Very likely", "High", "", "Very High"]);
    assert_eq!(rated(first, Stage::Current), ["Likely", "Medium", "", "Medium"]);
    assert_eq!(rated(first, Stage::Target), ["Unlikely", "Medium", "", "Low"]);
    assert!(register.risks[2].assessments.get(Stage::Target).is_none(), "“--” says nothing");
    assert_eq!(register.risks[1].response.as_ref().unwrap().text, "open");
    let label = first.assessments.get(Stage::Current).unwrap().label.as_deref();
    assert_eq!(label, Some("current"));
    let sheet = workbook(text, "Risk Assessment", ",");
    assert_eq!(lines(&sheet), lines(&register));
}

#[test]
fn the_scenarios_of_ciso_assistant() {
    let text = export!("ciso-assistant-scenarios");
    let register = register(text);
    assert_eq!(
        lines(&register),
        [
            "R.1; Season tickets sold twice; wren.ashby@lido.example, tom.okoro@lido.example; Password rules, Leaver checks; Sign-in with a code [], Staff course []; Treat; ",
            "R.2; Chlorine drums stolen; tom.okoro@lido.example; ; Locked cage []; ; ",
            "R.10; Boiler stops in February; ; Yearly service; ; Tolerate; "
        ]
    );
    assert_eq!(
        rated(&register.risks[1], Stage::Inherent),
        ["Likely", "Very High", "", "Very High"]
    );
    assert_eq!(rated(&register.risks[1], Stage::Current), ["Likely", "Very High", "", "Very High"]);
    assert_eq!(rated(&register.risks[1], Stage::Target), ["Unlikely", "High", "", "Medium"]);
    assert_eq!(register.risks[0].extra["risk_assessment"], "Lido 2026");
    assert_eq!(lines(&workbook(text, "Sheet1", "|")), lines(&register));
}

#[test]
fn the_risks_of_simplerisk() {
    let register = register(export!("simplerisk"));
    assert_eq!(
        lines(&register),
        [
            "1001; Season tickets sold twice; Wren Ashby; Password rules; Sign-in with a code [Ida Frost] 06/30/2026; Treat; Open",
            "1002; Chlorine drums stolen; Tom Okoro; ; ; Tolerate; Open",
            "1003; Boiler stops in February; Ida Frost; Yearly service; Spare burner [Wren Ashby]; Transfer; Closed"
        ]
    );
    let first = &register.risks[0];
    assert_eq!(rated(first, Stage::Inherent), ["", "", "8.0", ""]);
    assert_eq!(rated(first, Stage::Current), ["", "", "4.8", ""]);
    assert_eq!(first.category.as_deref(), Some("Technical"));
    assert_eq!(first.extra["Owner's Manager"], "Tom Okoro");
    assert_eq!(first.extra["Next Review Date"], "08/15/2026");
}

#[test]
fn who_is_to_mitigate_is_kept_where_nothing_is_planned() {
    let text = "ID,Status,Subject,Owner,Inherent Risk,Residual Risk,Risk Assessment,Planning Strategy,Mitigation Owner,Current Solution,Security Requirements,Planned Mitigation Date\n\
        7,New,Tills jam,Wren Ashby,4.0,2.0,Coins stick in the old tills,Mitigate,Ida Frost,Spare till,,2026-05-01\n\
        8,New,Gate sticks,Wren Ashby,3.0,2.0,Rust holds the gate shut in winter,Mitigate,Tom Okoro,,Oil the gate,2026-06-01\n";
    let register = register(text);
    let first = &register.risks[0];
    assert_eq!(first.extra["Mitigation Owner"], "Ida Frost");
    assert_eq!(first.extra["Planned Mitigation Date"], "2026-05-01");
    assert_eq!(register.risks[1].actions[0].owners, ["Tom Okoro"]);
    assert!(!register.risks[1].extra.contains_key("Mitigation Owner"));
}

#[test]
fn the_information_risks_of_monarc() {
    let register = register(export!("monarc-information"));
    assert_eq!(
        lines(&register),
        [
            "; Theft of a password; Wren Ashby; Password rules; Rec 1 - Sign in with a code [], Rec 2 - Train the staff []; Treat; ",
            "; Theft of drums; ; ; ; ; ",
            "; Wear; Ida Frost; Yearly service; ; Tolerate; ",
            "; Tenant leaves; Tom Okoro; ; Rec 3 - Sign a longer lease []; Transfer; "
        ]
    );
    let current: Vec<_> = register.risks.iter().map(|risk| rated(risk, Stage::Current)).collect();
    assert_eq!(current[0], ["3", "3", "36", ""]);
    // The highest of what is secret, sound and at hand counts, wherever it stands.
    assert_eq!(current[1], ["2", "4", "40", ""]);
    assert_eq!(current[2], ["2", "3", "12", ""]);
    assert_eq!(rated(&register.risks[3], Stage::Target), ["", "", "6", ""]);
    assert!(register.risks[0].assessments.get(Stage::Inherent).is_none());
    assert_eq!(register.risks[0].cause.as_deref(), Some("Passwords are never changed"));
    assert_eq!(register.risks[0].category.as_deref(), Some("Web shop"));
    let extra = &register.risks[0].extra;
    assert_eq!((extra["C Impact"].as_str(), extra["I Impact"].as_str()), ("3", "2"));
}

#[test]
fn the_operational_risks_of_monarc() {
    let register = register(export!("monarc-operational"));
    let first = &register.risks[0];
    assert_eq!(rated(first, Stage::Inherent), ["4", "", "12", ""]);
    assert_eq!(rated(first, Stage::Current), ["3", "", "9", ""]);
    assert_eq!(rated(first, Stage::Target), ["", "", "4", ""]);
    assert_eq!(first.extra["Reputation (Net risk)"], "3");
    assert_eq!(
        line(first),
        "; Season tickets are sold twice; Wren Ashby; Password rules; Rec 1 - Sign in with a code []; Treat; "
    );
    assert_eq!(register.risks[1].response.as_ref().unwrap().value, None, "not treated");
}

#[test]
fn the_risks_of_eramba() {
    let register = register(export!("eramba"));
    assert_eq!(
        lines(&register),
        [
            "; Season tickets sold twice; Wren Ashby, Tom Okoro; Password rules, Leaver checks, Acceptable use; Sign-in with a code []; Treat; ",
            "; Chlorine drums stolen; Tom Okoro; ; ; Tolerate; ",
            "; Boiler stops in February; Ida Frost; Yearly service; ; Transfer; "
        ]
    );
    let first = &register.risks[0];
    assert_eq!(
        first.description.as_deref(),
        Some("A stolen password lets a stranger print season tickets")
    );
    assert_eq!(rated(first, Stage::Inherent), ["Likely", "High", "12", ""]);
    assert_eq!(rated(first, Stage::Current), ["Unlikely", "High", "6", ""]);
    assert_eq!(first.extra["Review"], "2026-09-30");
}

#[test]
fn a_list_of_jira() {
    let register = register(export!("jira"));
    assert_eq!(
        lines(&register),
        [
            "LIDO-11; Season tickets sold twice; Wren Ashby; ; Sign-in with a code [] 30/Jun/26 12:00 AM, Train the staff [Ida Frost] 31/May/26 12:00 AM; ; Open",
            "LIDO-13; Chlorine drums stolen; Tom Okoro; ; Locked cage [] 15/Jul/26 12:00 AM; ; Open",
            "LIDO-14; Boiler stops in February; Ida Frost; ; ; ; Closed"
        ]
    );
    let first = &register.risks[0];
    let step = &first.actions[1];
    assert_eq!(step.status.as_ref().unwrap().value, Some(ActionStatus::InProgress));
    let due = step.due.as_ref().unwrap();
    assert_eq!(due.milestones[0].to.to_string(), "2026-05-31");
    assert!(due.flags.is_empty(), "{:?}", due.flags);
    assert_eq!(rated(first, Stage::Current)[..2], ["4", "4"]);
    assert_eq!(first.extra["Labels"], "summer web");
    assert!(register.diagnostics.iter().any(|d| d.code == "row-is-step"));
}

#[test]
fn rows_that_name_each_other_as_parents_stay_risks() {
    let text = "Issue key,Issue id,Parent id,Summary,Custom field (Impact),Custom field (Likelihood),Assignee\n\
        A-1,1,2,The tower leans,,,Ida Frost\nA-2,2,1,The bell cracks,,,Ida Frost\nA-3,3,3,The rope frays,,,Tom Okoro\nA-4,4,1,The clock stops,4,3,Tom Okoro\n";
    let register = register(text);
    assert_eq!(register.risks.len(), 4, "{:#?}", lines(&register));
}

#[test]
fn a_plan_of_planner() {
    let register = register(export!("planner"));
    assert_eq!(
        lines(&register),
        [
            "a1B2c3; Risk: season tickets sold twice; Wren Ashby, Tom Okoro; ; Sign-in with a code [] 06/30/2026, Train the staff [] 06/30/2026; ; ",
            "d4E5f6; Risk: chlorine drums stolen; Tom Okoro; ; Locked cage [] 02/28/2026; ; ",
            "g7H8i9; Risk: boiler stops in February; Ida Frost; ; ; ; "
        ]
    );
    assert_eq!(register.as_at.map(|day| day.to_string()).as_deref(), Some("2026-03-16"));
    assert_eq!(register.risks[0].category.as_deref(), Some("Sales"));
    assert_eq!(
        register.risks[1].actions[0].status.as_ref().unwrap().value,
        Some(ActionStatus::NotStarted)
    );
    assert_eq!(register.risks[2].extra["Progress"], "Completed");
}

#[test]
fn a_sheet_of_smartsheet() {
    let register = register(export!("smartsheet"));
    assert_eq!(
        lines(&register),
        [
            "1; Season tickets are sold twice; wren.ashby@lido.example, tom.okoro@lido.example; ; Sign-in with a code [] 06/30/26; ; Open",
            "2; Chlorine drums are stolen; tom.okoro@lido.example; ; Locked cage [] 07/15/26; ; Open",
            "3; The boiler stops in February; ida.frost@lido.example; ; Yearly service []; ; Closed"
        ]
    );
    assert_eq!(rated(&register.risks[0], Stage::Current), ["High", "High", "", "High"]);
    assert_eq!(register.risks[0].extra["Contingency Plan"], "Refund the second buyer");
}

#[test]
fn the_words_of_peers_for_responses_and_statuses() {
    let response = |words| bellwether_intake::response(words);
    assert_eq!(response("Shared"), Some(Response::Transfer));
    assert_eq!(response("Watch"), Some(Response::Tolerate));
    assert_eq!(response("Not treated"), None);
    let status = |words| bellwether_intake::risk_status(words);
    assert_eq!(status("Mgmt Reviewed"), Some(RiskState::Open));
    assert_eq!(status("Mitigation Planned"), Some(RiskState::Open));
    assert_eq!(status("Done"), Some(RiskState::Closed));
    assert_eq!(status("To Do"), Some(RiskState::Open));
}

#[test]
fn what_a_plan_says_of_itself_is_no_risk() {
    // Named for a register or not, with its lines filled up to the width of the table or not.
    let plan =
        export!("planner").replace("Risk: ", "").replace("Lido risks", "Corporate risk register");
    let short: String =
        plan.lines().map(|line| format!("{}\n", line.trim_end_matches(','))).collect();
    for text in [&plan, &short] {
        let register = register(text);
        assert_eq!(register.title.as_deref(), Some("Corporate risk register"));
        let titles: Vec<_> = register.risks.iter().filter_map(|risk| risk.title.clone()).collect();
        assert_eq!(
            titles,
            ["season tickets sold twice", "chlorine drums stolen", "boiler stops in February"]
        );
    }
}

#[test]
fn a_list_that_speaks_of_no_risk_says_how_to_say_so() {
    let plan = export!("planner").replace("Risk: ", "").replace("Lido risks", "Lido");
    let refused = read(plan.as_bytes(), &Options::default()).unwrap_err().to_string();
    assert!(refused.contains("--map \"Task Name=title\""), "{refused}");
    let map = vec![("Task Name".to_owned(), "title".parse().unwrap())];
    let given = read(plan.as_bytes(), &Options { map, ..Options::default() }).unwrap();
    assert_eq!(given.register.risks.len(), 3);
}

#[test]
fn a_list_of_issues_that_are_risks_is_a_register() {
    let issues = "Issue Type,Issue key,Issue id,Summary,Assignee,Reporter,Priority,Status,Resolution,Created,Updated,Due date\n\
        Risk,LIDO-11,20011,Season tickets sold twice,Wren Ashby,Tom Okoro,High,Open,,12/Jan/26 9:14 AM,15/Feb/26 4:02 PM,30/Jun/26 12:00 AM\n\
        Risk,LIDO-13,20013,Chlorine drums stolen,Tom Okoro,Wren Ashby,Medium,In Progress,,13/Jan/26 10:00 AM,14/Feb/26 11:30 AM,15/Jul/26 12:00 AM\n\
        Risk,LIDO-14,20014,Boiler stops in February,Ida Frost,Wren Ashby,Low,Done,Done,14/Jan/25 10:00 AM,14/Feb/25 11:30 AM,\n";
    let whole = register(issues);
    assert_eq!(
        lines(&whole),
        [
            "LIDO-11; Season tickets sold twice; Wren Ashby; ; ; ; Open",
            "LIDO-13; Chlorine drums stolen; Tom Okoro; ; ; ; Open",
            "LIDO-14; Boiler stops in February; Ida Frost; ; ; ; Closed"
        ]
    );
    // A date by which nothing is to be done is no action: it stays, and the reading says so.
    assert_eq!(whole.risks[0].extra["Due date"], "30/Jun/26 12:00 AM");
    let said = whole.diagnostics.iter().find(|found| found.code == "column-without-actions");
    assert!(said.unwrap().message.contains("“Due date”"), "{said:?}");
    // Whoever says that it is one has it as an action by the heading's words.
    let map = vec![("Due date".to_owned(), "action-due".parse().unwrap())];
    let given = read(issues.as_bytes(), &Options { map, ..Options::default() }).unwrap().register;
    assert_eq!(
        lines(&given)[0],
        "LIDO-11; Season tickets sold twice; Wren Ashby; ; Due date [] 30/Jun/26 12:00 AM; ; Open"
    );
    assert!(!given.risks[0].extra.contains_key("Due date"));
    assert!(given.risks[2].actions.is_empty());
    let bugs = issues.replace("\nRisk,", "\nBug,");
    assert!(read(bugs.as_bytes(), &Options::default()).is_err());
}

#[test]
fn a_list_of_jira_as_its_workbook_has_it() {
    let register = register(
        "Jira,,,,,,\nDisplaying 2 issues at 12/Mar/26 9:14 AM.,,,,,,\n,,,,,,\n\
         Project,Key,Summary,Issue Type,Status,Priority,Assignee\n\
         Lido,LIDO-11,Season tickets sold twice,Risk,Open,High,Wren Ashby\n\
         Lido,LIDO-14,Boiler stops in February,Risk,Done,Low,Ida Frost\n\
         Generated at Thu Mar 12 09:14:00 UTC 2026 by Wren Ashby using Jira 9.4.0,,,,,,\n",
    );
    assert_eq!(
        lines(&register),
        [
            "LIDO-11; Season tickets sold twice; Wren Ashby; ; ; ; Open",
            "LIDO-14; Boiler stops in February; Ida Frost; ; ; ; Closed"
        ]
    );
    assert_eq!(register.as_at.map(|day| day.to_string()).as_deref(), Some("2026-03-12"));
}

#[test]
fn the_subjects_of_simplerisk_are_titles_however_short() {
    let register = register(
        "Risk ID,Subject,Status,Risk Score,Owner,Submission Date,Mitigation Planned\n\
         1001,Ticket fraud,New,8.0,Wren Ashby,2026-01-12,Yes\n\
         1002,Theft,Mgmt Reviewed,6.4,Tom Okoro,2026-01-13,No\n",
    );
    let titles: Vec<_> = register.risks.iter().filter_map(|risk| risk.title.clone()).collect();
    assert_eq!(titles, ["Ticket fraud", "Theft"]);
}
