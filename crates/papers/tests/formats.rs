//! What each format has to hold, whatever stands in the register.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

use std::{io::Read as _, sync::Arc};

use bellwether_domain::{Action, Date, Reading, Register, Risk, RiskState, due};
use bellwether_papers::{
    compose::{self, Cover, Material, Pack, Section, Setting},
    html, ics, jsonl, ods,
    paper::{Paper, Standing},
    xlsx::{self, XlsxError},
};

const DAY: Date = Date::constant(2025, 6, 13);

fn action(description: &str, due_text: &str) -> Action {
    Action {
        description: description.into(),
        owners: vec!["KL".into(), "MN".into()],
        due: Some(due::read(due_text, DAY)),
        ..Action::default()
    }
}

fn risk(reference: &str, wording: &str, actions: Vec<Action>) -> Risk {
    Risk {
        reference: Some(reference.into()),
        description: Some(wording.into()),
        actions,
        ..Risk::default()
    }
}

fn register(risks: Vec<Risk>) -> Register {
    Register {
        title: Some("Locks & weirs".into()),
        as_at: Some(DAY),
        risks: risks.into_iter().map(Arc::new).collect(),
        ..Register::default()
    }
}

fn paper(register: &Register) -> Paper {
    compose::register(register, &Setting::default())
}

/// Every part of a package, one after the other.
fn unpacked(bytes: &[u8]) -> String {
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut all = String::new();
    for at in 0..zip.len() {
        zip.by_index(at).unwrap().read_to_string(&mut all).unwrap();
    }
    all
}

#[test]
fn what_begins_as_a_formula_stays_a_text() {
    let risks = ["=1+1", "+44 20 7946 0000", "-5 is not a number here", "@SUM(A1)"]
        .map(|words| risk("=A1", words, vec![action(words, "May 2025")]));
    let paper = paper(&register(risks.into()));
    let xlsx = unpacked(&xlsx::write(&paper).unwrap());
    assert!(!xlsx.contains("<f>"), "{xlsx}");
    assert!(xlsx.contains("quotePrefix"));
    let ods = unpacked(&ods::write(&paper).unwrap());
    assert!(!ods.contains("table:formula"), "{ods}");
    assert!(ods.contains("<text:p>=1+1</text:p>"));
}

#[test]
fn a_text_that_excel_has_no_room_for_is_refused_by_name_and_held_elsewhere() {
    let long = "weir ".repeat(10_000);
    let paper = paper(&register(vec![risk("W1", &long, vec![])]));
    let refused = xlsx::write(&paper).unwrap_err();
    assert!(matches!(refused, XlsxError::TooLong { length: 50_000, .. }), "{refused}");
    assert!(refused.to_string().contains("weir weir"), "{refused}");
    assert!(unpacked(&ods::write(&paper).unwrap()).contains(&long));
    assert!(html::write(&paper).contains(&long));
}

#[test]
fn nothing_in_a_register_is_markup() {
    let hostile = "</style></title><script>alert(1)</script>\u{1}\u{b}";
    let mut own = register(vec![risk(hostile, hostile, vec![action(hostile, hostile)])]);
    own.title = Some(hostile.into());
    own.organisation = Some("\"><img src=x>".into());
    let page = html::write(&paper(&own));
    assert!(!page.contains("<script") && !page.contains("<img"), "{page}");
    assert_eq!(page.matches("</style>").count(), 1);
    for package in [xlsx::write(&paper(&own)).unwrap(), ods::write(&paper(&own)).unwrap()] {
        assert!(!unpacked(&package).contains("<script"));
    }
}

#[test]
fn every_heading_of_a_table_says_what_it_heads() {
    let page = html::write(&paper(&register(vec![risk("W1", "The weir gives way", vec![])])));
    assert!(page.starts_with("<!DOCTYPE html><html lang=\"en-GB\">"), "{page}");
    assert_eq!(page.matches("<th ").count(), page.matches(" scope=\"").count());
    assert!(page.contains("<th scope=\"row\">W1</th>"), "{page}");
}

#[test]
fn the_calendar_holds_the_dates_of_open_actions_alone() {
    let closed = Risk {
        status: Some(Reading::read("Closed", RiskState::Closed)),
        ..risk("W2", "The lock keeper retires", vec![action("Find another", "July 2025")])
    };
    let open = risk(
        "W1",
        "The weir gives way; in a wet winter, that is",
        vec![
            action("Repair the sill before the autumn, when the water rises again", "Aug 2025"),
            action("Inspect the gates", "Mar 2025"),
            action("Keep watch", "Ongoing"),
        ],
    );
    let calendar = ics::write(&register(vec![open, closed]), DAY, None, &Standing::Draft);
    assert!(calendar.lines().all(|line| line.len() <= 75), "{calendar}");
    assert!(calendar.ends_with("END:VCALENDAR\r\n"));
    insta::assert_snapshot!(calendar.replace("\r\n", "\n"));
}

#[test]
fn each_line_of_json_lines_is_a_risk() {
    let register = register(vec![
        risk("W1", "The weir gives way", vec![action("Repair\nthe sill", "Aug 2025")]),
        risk("W2", "The lock keeper retires", vec![]),
    ]);
    let lines = jsonl::write(&register, &Standing::Draft);
    let risks: Vec<Arc<Risk>> =
        lines.lines().map(|line| Arc::new(serde_json::from_str(line).unwrap())).collect();
    assert_eq!(risks, register.risks);
    assert!(lines.lines().all(|line| line.starts_with("{\"as_at\":\"2025-06-13\"")));
}

#[test]
fn the_forms_for_other_programs_say_which_seal_they_are_of() {
    let register = register(vec![risk("W1", "The weir gives way", vec![])]);
    let sealed = Standing::Sealed {
        meeting: "Navigation; in public".into(),
        digest: "a1".repeat(32),
        entry: 7,
        head: "b2".repeat(32),
    };
    let calendar = ics::write(&register, DAY, Some("Some is left out."), &sealed);
    let told = calendar.replace("\r\n ", "");
    let wanted = r"X-WR-CALDESC:Some is left out. Sealed for Navigation\; in public. SHA-256 of";
    assert!(told.contains(wanted) && told.contains(&"b2".repeat(32)), "{told}");
    let lines = jsonl::write(&register, &sealed);
    let line: serde_json::Value = serde_json::from_str(&lines).unwrap();
    assert_eq!(line["sealed"]["entry"], 7);
    assert_eq!(line["sealed"]["head"], "b2".repeat(32));
    // Whoever reads risks there reads the same ones.
    let read: Risk = serde_json::from_str(&lines).unwrap();
    assert_eq!(read, *register.risks[0]);
}

#[test]
fn what_is_longer_than_a_line_of_a_workbook_stands_over_all_columns_in_several() {
    let words = "The weir keeper has said so at each of the last nine meetings. ".repeat(8);
    let cover = Cover { purpose: words, ..Cover::default() };
    let sections = vec![Section::Cover.into(), Section::Register.into()];
    let pack = Pack { sections, cover, ..Pack::default() };
    let register =
        register(vec![risk("W1", "The sluice sticks", vec![action("Oil it", "June 2025")])]);
    let of = Material::alone(register, DAY, Default::default());
    let paper = compose::pack(&of, &pack, &Setting::default());
    let (excel, open) =
        (unpacked(&xlsx::write(&paper).unwrap()), unpacked(&ods::write(&paper).unwrap()));
    // A line that is not broken would make the whole sheet small when it is printed to fit.
    assert!(excel.contains("wrapText=\"1\"") && open.contains("fo:wrap-option=\"wrap\""));
    let sheet = excel.split("<sheetData>").nth(1).unwrap();
    assert!(sheet.contains("customHeight=\"1\""), "{sheet}");
}
