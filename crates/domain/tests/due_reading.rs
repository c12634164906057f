//! Phrases as registers write them, with the whole reading of each as at 16 March 2018: read by a
//! person line by line, then held by the snapshot.

#![allow(missing_docs, reason = "tests")]

use std::fmt::Write;

use bellwether_domain::Date;
use bellwether_domain::due::explain;

/// One phrase a line; a line that starts with `#` names the family.
const PHRASES: &str = include_str!("due_phrases.txt");

#[test]
fn the_readings_of_many_phrases() {
    let as_at = Date::constant(2018, 3, 16);
    let mut table = String::new();
    for line in PHRASES.lines() {
        if line.starts_with('#') {
            writeln!(table, "\n{line}").unwrap();
            continue;
        }
        let r = explain(line, None, as_at);
        let day = |date: Option<Date>| date.map_or("-".to_owned(), |date| date.to_string());
        write!(
            table,
            "{line}\n    {} next {} late {} {}",
            r.verdict,
            day(r.next_due),
            day(r.late_since),
            r.tail
        )
        .unwrap();
        for m in &r.milestones {
            let (precision, state) = (format!("{:?}", m.precision), format!("{:?}", m.state));
            write!(
                table,
                "\n    [{}..{} {} {}]",
                m.from,
                m.to,
                precision.to_lowercase(),
                state.to_lowercase()
            )
            .unwrap();
            if !m.label.is_empty() {
                write!(table, " “{}”", m.label).unwrap();
            }
        }
        write!(table, "\n    {}", r.words).unwrap();
        if !r.flags.is_empty() {
            let flags: Vec<_> = r.flags.iter().map(ToString::to_string).collect();
            write!(table, "\n    ! {}", flags.join(", ")).unwrap();
        }
        table.push('\n');
    }
    insta::assert_snapshot!(table);
}
