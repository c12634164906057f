//! Whatever the bytes, reading ends with a register or one clear sentence, and never a panic.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use bellwether_intake::{IntakeError, Options, read};
use proptest::prelude::*;

const REGISTER: &str = "NORTHSHIRE - RISK REGISTER\n\nDetails\t\tGross risk\t\t\tActions\t\t\t\tRisk now (1 May 2020)\t\t\n\
Risk No.\tRisk\tLikelihood\tImpact\tScore\tAction\tAction Owner\tTarget Date\tStatus\tLikelihood\tImpact\tScore\n\
1\tThe depot floods after heavy rain\t4\t5\t20\tFit a pump\tAB\tJune 2020\tA\t3\t5\t15\n\
\t\t\t\t\tRaise the wall\tCD\tOngoing\tG\t\t\t\n\
2\tFraud goes unseen\t2\t3\t6\tAudit twice a year\tAB / CD\tTBC\tR\t1\t3\t3\n\n\
AB = A. Bee\nCD = C. Dee\n";

fn reads(bytes: &[u8]) -> Result<(), TestCaseError> {
    match read(bytes, &Options::default()) {
        Ok(intake) => {
            prop_assert!(!intake.register.risks.is_empty() || intake.stood.is_empty());
            for column in &intake.columns {
                prop_assert!((0.0..=1.0).contains(&column.confidence), "{:?}", column);
            }
            for stood in &intake.stood {
                prop_assert!(intake.document.cell(stood.at).is_some(), "{:?}", stood);
                prop_assert!(stood.risk < intake.register.risks.len(), "{:?}", stood);
            }
            // What was read can be written and read again.
            let json = intake.register.to_json();
            prop_assert_eq!(
                read(json.as_bytes(), &Options::default()).unwrap().register,
                intake.register
            );
        }
        Err(error) => prop_assert!(
            error.to_string().ends_with('.') || matches!(error, IntakeError::Document(_))
        ),
    }
    Ok(())
}

/// The register as Rich Text, with something of everything.
const RICH: &str = r"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset2 Symbol;}}{\colortbl;\red255\green0\blue0;}{\header Northshire\par}{\upr{a}{\*\ud b}}Risk register\par
\trowd\trleft0\clcbpat1\cellx900\clvmgf\cellx2000\cellx3000\cellx4000\pard\intbl Ref\cell Risk\cell Likelihood\cell Impact\cell\row
\trowd\cellx900\cellx2000\cellx3000\cellx4000\intbl{1}\cell{\listtext\f1 \'b7\tab}The d\'e9pot \u8211?\uc2\u-10179\'3f\'3f floods\nestcell x{\*\nesttableprops\nestrow}\cell 4\cell 5\cell\row
\trowd\cellx900\cellx2000\cellx3000\cellx4000\intbl 2\cell Fraud {\shp{\*\shpinst{\shptxt unseen\par}}}\cell 2{\deleted 3}\cell 3\cell\row\pard\page{\footnote n}\bin2 }}After\par}";

#[test]
fn the_register_reads_before_it_is_harmed() {
    reads(RICH.as_bytes()).unwrap();
    assert_eq!(read(RICH.as_bytes(), &Options::default()).unwrap().register.risks.len(), 2);
    reads(REGISTER.as_bytes()).unwrap();
    let register = read(REGISTER.as_bytes(), &Options::default()).unwrap().register;
    assert_eq!(register.risks.len(), 2);
    assert_eq!(register.risks.first().unwrap().actions.len(), 2);
    assert_eq!(register.people.len(), 2);
}

#[test]
fn a_cell_that_looks_like_a_formula_stays_text() {
    let text = "Ref,Risk,Likelihood,Impact,Owner\n1,=cmd|' /C calc'!A0 runs,3,4,@AB\n2,+1 or -1 is lost,2,2,CD\n";
    let register = read(text.as_bytes(), &Options::default()).unwrap().register;
    assert_eq!(register.risks[0].description.as_deref(), Some("=cmd|' /C calc'!A0 runs"));
    assert_eq!(register.risks[0].owners, ["@AB"]);
}

#[test]
fn headings_without_end_begin_a_bounded_number_of_tables() {
    let letter = |n: u8| char::from(b'a' + n % 26);
    let table = |n: u8| {
        let own = ["x", "y", "z"].map(|kind| format!("{kind}{}{}", letter(n / 26), letter(n)));
        let risks = (1..4).map(|i| format!("{n}.{i},Fire {n} in house {i},3,{i},AB,,,\n"));
        format!("Ref,Risk,Likelihood,Impact,Owner,{}\n", own.join(",")) + &risks.collect::<String>()
    };
    let read = |tables: u8| {
        let text: String = (0..tables).chain(0..tables.min(60)).map(table).collect();
        read(text.as_bytes(), &Options::default()).unwrap()
    };
    assert_eq!(read(4).columns.len(), 4 * 8);
    let many = read(255);
    assert_eq!(many.columns.len(), 250 * 8);
    let json = many.register.to_json();
    let kept = |n: u8| json.contains(&format!("Fire {n} in house 3"));
    let lost: Vec<u8> = (0..255).filter(|n| !kept(*n)).collect();
    assert!(lost.is_empty(), "rows after the last table are kept: {lost:?}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        reads(&bytes)?;
    }

    #[test]
    fn any_text(text in "[ -~\t\n\u{a0}-\u{17f}|/;,\"•–£’]{0,400}") {
        reads(text.as_bytes())?;
    }

    #[test]
    fn a_register_with_bytes_changed(edits in proptest::collection::vec((0..REGISTER.len(), any::<u8>()), 1..30)) {
        let mut bytes = REGISTER.as_bytes().to_vec();
        for (at, byte) in edits {
            bytes[at] = byte;
        }
        reads(&bytes)?;
    }

    #[test]
    fn rich_text_with_bytes_changed(edits in proptest::collection::vec((6..RICH.len(), any::<u8>()), 1..20)) {
        let mut bytes = RICH.as_bytes().to_vec();
        for (at, byte) in edits {
            bytes[at] = byte;
        }
        reads(&bytes)?;
    }

    #[test]
    fn rich_text_cut_and_joined(from in 6..RICH.len(), to in 0..RICH.len()) {
        reads(format!("{}{}", &RICH[..from], &RICH[to..]).as_bytes())?;
    }

    #[test]
    fn a_register_cut_and_joined(from in 0..REGISTER.len(), to in 0..REGISTER.len(), again in 0..REGISTER.len()) {
        let text = format!("{}{}{}", &REGISTER[..from], &REGISTER[to..], &REGISTER[again..]);
        reads(text.as_bytes())?;
    }

    #[test]
    fn words_of_registers_in_any_order(words in proptest::collection::vec(
        prop_oneof![
            Just("Risk"), Just("Likelihood"), Just("Impact"), Just("Score"), Just("Owner"), Just("Action"), Just("Ref"),
            Just("\t"), Just("\n"), Just("5"), Just("4"), Just("20"), Just("AB"), Just("x"), Just(" / "), Just("  "),
            Just("Gross"), Just("Residual"), Just(": "), Just("|"), Just("R1"), Just("The depot floods"), Just("+---+"), Just("\""),
        ], 0..160)) {
        reads(words.concat().as_bytes())?;
    }
}
