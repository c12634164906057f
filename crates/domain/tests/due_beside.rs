//! What stands beside a date and is not one: the word that names its month, the time of day, the year
//! of a budget, the number of a thing. Each cell with all the days that fall due, as at 31 March 2026.

#![allow(missing_docs, clippy::unwrap_used, reason = "tests")]

use bellwether_domain::Date;
use bellwether_domain::due::{Due, Flag, MilestoneState, Verdict, explain, read};
use rstest::rstest;

fn reading(cell: &str) -> Due {
    read(cell, Date::constant(2026, 3, 31))
}

/// The last day of each milestone.
fn days(cell: &str) -> String {
    let ends: Vec<_> = reading(cell).milestones.iter().map(|m| m.to.to_string()).collect();
    ends.join(" ")
}

#[rstest]
#[case("July - 17/07/26", "2026-07-17")]
#[case("Order 2024/58, July 2026", "2026-07-31")]
#[case("October, 05/10/26", "2026-10-05")]
#[case("September (28/09/2026)", "2026-09-28")]
#[case("November: 12-11-26", "2026-11-12")]
#[case("Aug 19-Aug-26", "2026-08-19")]
#[case("Oct 5/10/26", "2026-10-05")]
#[case("August, 14 August 2026", "2026-08-14")]
#[case("July, 2026-07-17", "2026-07-17")]
#[case("by end of October (23/10/26)", "2026-10-23")]
#[case("October 2026 (23/10/26)", "2026-10-23")]
#[case("Summer term - 17/07/26", "2026-07-17")]
#[case("End of Spring Term (02/04/27)", "2027-04-02")]
#[case("Autumn 27/11/26", "2026-11-27")]
#[case("Winter (15/01/27)", "2027-01-15")]
#[case("Autumn term (27 November 2026)", "2026-11-27")]
#[case("Easter - 28/03/27", "2027-03-28")]
#[case("by Christmas (11/12/26)", "2026-12-11")]
#[case("Q4 - 31/03/27", "2027-03-31")]
#[case("Q2 - 30 September 2026", "2026-09-30")]
#[case("Q3 (Nov 26)", "2026-11-30")]
#[case("H2 (26/03/27)", "2027-03-26")]
#[case("2026/27 - July 2026", "2026-07-31")]
#[case("July (by 17/07/26)", "2026-07-17")]
#[case("July - by 17/07/26", "2026-07-17")]
#[case("Q2 (Jul to Sept 26)", "2026-09-30")]
fn the_exact_date_within_a_time_is_meant(#[case] cell: &str, #[case] expected: &str) {
    assert_eq!(days(cell), expected, "{cell}");
}

#[rstest]
#[case("June - 15/07/26", "2026-07-15")]
#[case("June (15/09/26)", "2026-06-30 2026-09-15")]
#[case("31 March - 15 May 2026", "2026-05-15")]
#[case("Apr 26-Mar 27", "2027-03-31")]
#[case("Dec 26: 10 sites", "2026-12-31")]
#[case("Sept, 26", "2026-09-30")]
#[case("June - 26", "2026-06-30")]
#[case("12.26", "2026-12-31")]
fn years_and_other_dates_stay(#[case] cell: &str, #[case] expected: &str) {
    assert_eq!(days(cell), expected, "{cell}");
}

#[test]
fn a_date_that_moved_is_not_two() {
    let due = reading("was June (26/06/26) now July (31/07/26)");
    assert_eq!(due.milestones.len(), 1);
    assert_eq!(due.flags, [Flag::Slipped(Some(Date::constant(2026, 6, 26)))]);
}

#[rstest]
#[case("21 May 13:00", "2026-05-21")]
#[case("21st May 16.00 hrs", "2026-05-21")]
#[case("Tues 12 May 08:45", "2026-05-12")]
#[case("12 May at 11.00", "2026-05-12")]
#[case("12 May, 10am", "2026-05-12")]
#[case("12 May 09.30", "2026-05-12")]
#[case("12 May 1530hrs", "2026-05-12")]
#[case("Cabinet 12/5, 11.00", "2026-05-12")]
#[case("12/05/26 11.30am", "2026-05-12")]
#[case("12/05/26 at 11.10", "2026-05-12")]
#[case("12 May 2026 @ 15.00", "2026-05-12")]
#[case("11.30 12 May 26", "2026-05-12")]
#[case("11.30 on 12 May 2026", "2026-05-12")]
#[case("12 May 2026, 11.00-13.00", "2026-05-12")]
#[case("12 May 2026 11.00 - 13.00", "2026-05-12")]
#[case("11.00 - 13.00 12 May 2026", "2026-05-12")]
#[case("12 May (11.00)", "2026-05-12")]
#[case("9.30am-4pm 12 May 2026", "2026-05-12")]
#[case("12.06", "2026-06-12")]
#[case("as at 12.06.26", "2026-06-12")]
fn a_time_of_day_says_nothing_of_the_date(#[case] cell: &str, #[case] expected: &str) {
    assert_eq!(days(cell), expected, "{cell}");
}

#[rstest]
#[case("29/5/2026 (end of day)", "2026-05-29")]
#[case("end of day 29 May 2026", "2026-05-29")]
#[case("29 May 2026 - end of day", "2026-05-29")]
#[case("end of the day Friday 29 May", "2026-05-29")]
#[case("by end of the week 29 May 2026", "2026-05-29")]
#[case("29 May 2026, end of month", "2026-05-29")]
#[case("29 May 2026, month end", "2026-05-29")]
#[case("end of wk 29 May 26", "2026-05-29")]
#[case("end of day", "2026-03-31")]
#[case("end of this week; 29 May 2026", "2026-04-05 2026-05-29")]
fn the_date_says_which_day_or_week_ends(#[case] cell: &str, #[case] expected: &str) {
    assert_eq!(days(cell), expected, "{cell}");
}

#[rstest]
#[case("12 and 26 June 2026", "2026-06-12 2026-06-26")]
#[case("12 & 26 June", "2026-06-12 2026-06-26")]
#[case("3rd and 17th July 2026", "2026-07-03 2026-07-17")]
#[case("2, 9 and 16 July 2026", "2026-07-02 2026-07-09 2026-07-16")]
#[case("Workshops 12 and 26 June 2026", "2026-06-12 2026-06-26")]
#[case("12 or 26 June 2026", "2026-06-12")]
#[case("Room 4, 12 June 2026", "2026-06-12")]
#[case("between 12 and 26 June 2026", "2026-06-26")]
#[case("28/29 May 2026", "2026-05-29")]
#[case("12-26 June 2026", "2026-06-26")]
fn several_days_of_a_month_are_several(#[case] cell: &str, #[case] expected: &str) {
    assert_eq!(days(cell), expected, "{cell}");
}

#[rstest]
#[case("Savings plan 26/27 - Nov 26", "2026-11-30")]
#[case("Rent setting 27/28 - Feb 27", "2027-02-28")]
#[case("Pay offer 25/26 - July 26", "2026-07-31")]
#[case("2025/26 closedown - Sept 2026", "2026-09-30")]
#[case("25/26 year end return - 12 June 2026", "2026-06-12")]
#[case("2024/25 statement by July 26", "2026-07-31")]
#[case("Savings plan 26/27 by Nov 26", "2026-11-30")]
#[case("Savings for 26/27 by Nov 26", "2026-11-30")]
#[case("Rents 26/27 approved Mar 26", "2026-03-31")]
#[case("Close 2025/26 ledgers by 12 June 2026", "2026-06-12")]
#[case("2026/27 plan by July 26, 2027/28 plan by July 27", "2026-07-31 2027-07-31")]
#[case("26/27 Nov", "2026-11-30")]
#[case("26/27 - Nov", "2026-11-30")]
#[case("2026/27 Feb", "2027-02-28")]
#[case("28/29 Nov", "2026-11-29")]
#[case("26/27 Nov 2026", "2026-11-27")]
#[case("Implement 2026/27", "2027-03-31")]
#[case("launch 2026/27, evaluation June 2028", "2027-03-31 2028-06-30")]
#[case("Roll-out 2025/26 - 2027/28", "2028-03-31")]
#[case("2027/28 academic year", "2028-08-31")]
#[case("2027/28 school yr", "2028-08-31")]
#[case("1H 2027/28", "2027-09-30")]
#[case("2H 27/28", "2028-03-31")]
#[case("first half of July 2026", "2026-07-15")]
#[case("2nd half of Sept 26", "2026-09-30")]
fn the_year_of_a_subject_is_no_date(#[case] cell: &str, #[case] expected: &str) {
    assert_eq!(days(cell), expected, "{cell}");
}

#[rstest]
#[case("Stage 1/2 - Aug 26", "2026-08-31")]
#[case("Stage 1/2 complete, stage 2/2 Aug 26", "2026-08-31")]
#[case("Strategy v3.2 Aug 26", "2026-08-31")]
#[case("Covid-19 Aug 26", "2026-08-31")]
#[case("ISO 22301:2019 by Aug 26", "2026-08-31")]
#[case("Grade 7 Aug 26", "2026-08-31")]
#[case("Cohort 2 Aug 26", "2026-08-31")]
#[case("No. 9 Aug 26", "2026-08-31")]
#[case("24/7 rota by Aug 26", "2026-08-31")]
#[case("3/4 of staff by Aug 26", "2026-08-31")]
#[case("1/4 by May, 3/4 by Aug 26", "2026-05-31 2026-08-31")]
#[case("7/11 depots by Aug 26", "2026-08-31")]
#[case("7/11 depots done; rest Aug 26", "2026-08-31")]
#[case("1/2 day course 20 Aug 26", "2026-08-20")]
#[case("Item 12/08/26", "2026-08-12")]
#[case("4/8 Board", "2026-08-04")]
#[case("25/8 complete", "2025-08-25")]
fn numbers_of_things_are_no_days(#[case] cell: &str, #[case] expected: &str) {
    assert_eq!(days(cell), expected, "{cell}");
}

#[rstest]
#[case("24/7", Verdict::Continuous)]
#[case("Ongoing 24/7", Verdict::Continuous)]
#[case("7/9 depots finished", Verdict::Started)]
#[case("3/5 complete", Verdict::Started)]
#[case("6/12", Verdict::Unread)]
#[case("in 6/12", Verdict::Unread)]
#[case("4/52", Verdict::Unread)]
#[case("Q6 2026/27", Verdict::Unread)]
#[case("12 elokuuta 2026", Verdict::Unread)]
#[case("by 12 srpna 2026", Verdict::Unread)]
fn what_names_no_date_has_none(#[case] cell: &str, #[case] expected: Verdict) {
    let reading = explain(cell, None, Date::constant(2026, 3, 31));
    assert_eq!((reading.verdict, reading.milestones.len()), (expected, 0), "{cell}");
}

#[test]
fn a_part_of_the_work_keeps_its_words() {
    let due = reading("3/4 drivers trained by Aug 26");
    assert_eq!(due.milestones[0].label, "3/4 drivers");
    assert_eq!(due.milestones[0].state, MilestoneState::Planned);
}

#[rstest]
#[case("12 Jnue 2026", "2026-06-12")]
#[case("12 Aprli 2026", "2026-04-12")]
#[case("31 Macrh 2027", "2027-03-31")]
#[case("Setp 2026", "2026-09-30")]
#[case("12 Juyl 26", "2026-07-12")]
fn two_letters_that_changed_places_are_read(#[case] cell: &str, #[case] expected: &str) {
    assert_eq!(days(cell), expected, "{cell}");
    assert!(reading(cell).flags.contains(&Flag::Spelling), "{cell}");
}

#[rstest]
#[case("12 11 2026", "2026-11-12")]
#[case("12 11 26", "2026-11-12")]
#[case("Fall 2027", "2027-11-30")]
#[case("Michaelmas term 2027", "2027-12-31")]
#[case("Lent term 2028", "2028-03-31")]
fn other_ways_of_writing_it(#[case] cell: &str, #[case] expected: &str) {
    assert_eq!(days(cell), expected, "{cell}");
}
