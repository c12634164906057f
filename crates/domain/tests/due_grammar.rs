//! The wider grammar, family by family, as at 16 March 2018 unless the phrase carries its own year.

#![allow(missing_docs, clippy::unwrap_used, reason = "tests")]

use bellwether_domain::due::{
    Context, Flag, MilestoneState, Precision, Quarters, Verdict, explain, judge, read, read_with,
};
use bellwether_domain::{ActionStatus, Date};
use rstest::rstest;

fn register_date() -> Date {
    Date::constant(2018, 3, 16)
}

/// The verdict, and the date that the reading ends in.
fn short(phrase: &str) -> String {
    let r = explain(phrase, None, register_date());
    let date = r.next_due.or(r.late_since).map(|date| format!(" {date}")).unwrap_or_default();
    format!("{}{date}", r.verdict)
}

#[rstest]
#[case::day("31/03/19", "LATER 2019-03-31")]
#[case::day("by 31/03/2019", "LATER 2019-03-31")]
#[case::day("31.03.19", "LATER 2019-03-31")]
#[case::day("31-Mar-2019", "LATER 2019-03-31")]
#[case::day("31st March 2019", "LATER 2019-03-31")]
#[case::day("2019-03-31", "LATER 2019-03-31")]
#[case::day("Fri 29 Mar 2019", "LATER 2019-03-29")]
#[case::day_without_year("24 Sept", "LATER 2018-09-24")]
#[case::day_without_year("by 30 June", "LATER 2018-06-30")]
#[case::ambiguous("Sep 24", "LATER 2024-09-30")]
#[case::ends_month("April 30", "SOON 2018-04-30")]
#[case::ends_month("June 30", "LATER 2018-06-30")]
#[case::ends_month("June 20", "LATER 2020-06-30")]
#[case::month("Mar 19", "LATER 2019-03-31")]
#[case::month("March '19", "LATER 2019-03-31")]
#[case::month("03/2019", "LATER 2019-03-31")]
#[case::month("end March 2019", "LATER 2019-03-31")]
#[case::month("by end of Sept 18", "LATER 2018-09-30")]
#[case::month("mid-June 2018", "LATER 2018-06-20")]
#[case::month("early July 2018", "LATER 2018-07-10")]
#[case::month_range("Sept–Dec 2018", "LATER 2018-12-31")]
#[case::month_range("March/April 2019", "LATER 2019-04-30")]
#[case::fiscal_quarter("Q3 2024/25", "LATER 2024-12-31")]
#[case::fiscal_quarter("Q3 24-25", "LATER 2024-12-31")]
#[case::fiscal_quarter("Quarter 1 16/17", "OVERDUE 2016-06-30")]
#[case::fiscal_quarter("FY25 Q1", "LATER 2024-06-30")]
#[case::bare_quarter("Q3 2018", "LATER 2018-12-31")]
#[case::bare_quarter("Q4", "SOON 2018-03-31")]
#[case::half("H1 2018/19", "LATER 2018-09-30")]
#[case::year("2018/19", "LATER 2019-03-31")]
#[case::year("end of FY", "SOON 2018-03-31")]
#[case::year("year end", "SOON 2018-03-31")]
#[case::year("end of financial year", "SOON 2018-03-31")]
#[case::year("by end of 2018", "LATER 2018-12-31")]
#[case::year("end of FY 20", "LATER 2020-03-31")]
#[case::year("end FY20", "LATER 2020-03-31")]
#[case::year("year end 20", "LATER 2020-03-31")]
#[case::year("year end 31/3", "SOON 2018-03-31")]
#[case::half("latter half of 2018", "LATER 2018-12-31")]
#[case::week("first week of May", "LATER 2018-05-07")]
#[case::week("by 2nd wk in June 2018", "LATER 2018-06-14")]
#[case::week("last week in June 18", "LATER 2018-06-30")]
#[case::week("wk beg 09/04/18", "SOON 2018-04-15")]
#[case::weekday("by Weds", "SOON 2018-03-21")]
#[case::weekday("next Monday", "SOON 2018-03-19")]
#[case::weekday("tomorrow", "SOON 2018-03-17")]
#[case::by("On or before 14 May 2018", "LATER 2018-05-14")]
#[case::until("up to July 2018", "UNTIL 2018-07-31")]
#[case::begun("begun; to finish by 30/6", "LATER 2018-06-30")]
#[case::span("12-18 months", "LATER 2019-09-16")]
#[case::span("by 12-18", "LATER 2018-12-31")]
#[case::claim("12/02/18 done", "DONE")]
#[case::claim("Done. Next due 31/5/19", "LATER 2019-05-31")]
#[case::year("the end of January next year", "LATER 2019-01-31")]
#[case::continuous("as req'd", "CONT")]
#[case::elsewhere("juin 2018", "LATER 2018-06-30")]
#[case::elsewhere("Ende März 2019", "LATER 2019-03-31")]
#[case::elsewhere("31. Dezember 2018", "LATER 2018-12-31")]
#[case::elsewhere("2. Quartal 2018", "LATER 2018-09-30")]
#[case::elsewhere("laufend", "CONT")]
#[case::term("by half term", "CONDITIONAL")]
#[case::term("by the end of half term", "CONDITIONAL")]
#[case::holidays("before the summer holidays", "CONDITIONAL")]
#[case::season("Spring 2019", "LATER 2019-05-31")]
#[case::season("Winter 2018/19", "LATER 2019-02-28")]
#[case::term("Autumn term 2018", "LATER 2018-12-31")]
#[case::feast("summer recess", "UNREAD")]
#[case::feast("by Easter 2018", "SOON 2018-04-01")]
#[case::relative("within 3 months", "LATER 2018-06-16")]
#[case::relative("in 6 weeks", "SOON 2018-04-27")]
#[case::relative("next quarter", "LATER 2018-06-30")]
#[case::relative("12 months", "LATER 2019-03-16")]
#[case::relative("immediate", "SOON 2018-03-16")]
#[case::relative("ASAP", "SOON 2018-03-30")]
#[case::event("next JAC", "CONDITIONAL")]
#[case::event("June Board", "CONDITIONAL")]
#[case::event("post election", "CONDITIONAL")]
#[case::event("on Royal Assent", "CONDITIONAL")]
#[case::event("subject to funding", "CONDITIONAL")]
#[case::event("following HMICFRS report", "CONDITIONAL")]
#[case::recurring("monthly", "REC 2018-03-31")]
#[case::recurring("quarterly", "REC 2018-03-31")]
#[case::recurring("every 6 months", "REC 2018-03-31")]
#[case::recurring("annually in February", "REC 2019-02-28")]
#[case::recurring("each year", "REC 2018-03-31")]
#[case::recurring("at every meeting", "REC")]
#[case::recurring("weekly until Oct 2018", "REC 2018-03-18")]
#[case::continuous("ongoing", "CONT")]
#[case::continuous("on-going", "CONT")]
#[case::continuous("continuous", "CONT")]
#[case::continuous("BAU", "CONT")]
#[case::continuous("business as usual", "CONT")]
#[case::continuous("N/A", "CONT")]
#[case::continuous("as required", "CONT")]
#[case::continuous("permanent", "CONT")]
#[case::undated("TBC", "TBD")]
#[case::undated("TBA", "TBD")]
#[case::undated("?", "TBD")]
#[case::undated("", "TBD")]
#[case::undated("not set", "TBD")]
#[case::done("Complete", "DONE")]
#[case::done("Completed 12/10/18", "DONE")]
#[case::done("Closed", "DONE")]
#[case::done("Achieved", "DONE")]
#[case::done("Sept 17 – complete", "DONE")]
#[case::done("100%", "DONE")]
#[case::start_only("from April 2018", "STARTED")]
#[case::start_only("commenced May 2018", "STARTED")]
#[case::start_only("started Sept 2017", "STARTED")]
#[case::until("until March 2020", "UNTIL 2020-03-31")]
#[case::until("to end of contract (31/3/20)", "UNTIL 2020-03-31")]
#[case::until("project end date 2018", "UNTIL 2018-12-31")]
#[case::slipped("31/12/18 (was 30/9/18)", "LATER 2018-12-31")]
#[case::slipped("revised to March 19", "LATER 2019-03-31")]
#[case::slipped("extended", "TBD")]
#[case::slipped("carried forward", "TBD")]
#[case::several("launch May 17, evaluation May 18", "MIX 2018-05-31")]
#[case::several("Phase 1 June, Phase 2 Dec 2018", "LATER 2018-06-30")]
#[case::joined("June 2018 & ongoing", "LATER+C 2018-06-30")]
#[case::joined("June 2018 thereafter", "LATER+C 2018-06-30")]
#[case::joined("June 2018 ongoing after", "LATER+C 2018-06-30")]
#[case::joined("June 2018 then each year", "REC 2018-06-30")]
#[case::joined("June 2018 then quarterly", "REC 2018-06-30")]
#[case::welsh("Mawrth 2019", "LATER 2019-03-31")]
#[case::welsh("erbyn 31 Rhagfyr 2018", "LATER 2018-12-31")]
#[case::not_done("The lift wasn't mended in Jan 18", "OVERDUE 2018-01-31")]
#[case::not_done("hasn’t been signed off (due Jan 18)", "OVERDUE 2018-01-31")]
#[case::not_done("Haven't been issued - Feb 18", "OVERDUE 2018-02-28")]
#[case::not_done("hasnt been closed, Feb 18", "OVERDUE 2018-02-28")]
#[case::not_done("Failed to complete by Dec 17", "OVERDUE 2017-12-31")]
#[case::not_done("Unfinished at Jan 18", "OVERDUE 2018-01-31")]
#[case::not_done("Undelivered - Dec 17", "OVERDUE 2017-12-31")]
#[case::not_done("Unresolved - Dec 17", "OVERDUE 2017-12-31")]
#[case::not_done("hasn't been completed", "TBD")]
#[case::not_done("To have been completed by Feb 18", "OVERDUE 2018-02-28")]
#[case::not_done("We aim to have closed it by Feb 18", "OVERDUE 2018-02-28")]
#[case::not_done("Hoped to be signed by Feb 18", "OVERDUE 2018-02-28")]
#[case::not_done("was supposed to be done Jan 18", "OVERDUE 2018-01-31")]
#[case::not_done("Aiming for signed leases Jan 18", "OVERDUE 2018-01-31")]
#[case::not_done("Nothing delivered by Jan 18", "OVERDUE 2018-01-31")]
#[case::not_done("Neither signed nor issued Jan 18", "OVERDUE 2018-01-31")]
#[case::not_done("Would have been closed Jan 18", "OVERDUE 2018-01-31")]
#[case::not_done("We want this finished by Jan 18", "OVERDUE 2018-01-31")]
#[case::not_done("Draft rejected Jan 18", "OVERDUE 2018-01-31")]
#[case::in_part("Closed Jan 18 but reopened", "OVERDUE 2018-01-31")]
#[case::in_part("Few actions completed Jan 18", "OVERDUE 2018-01-31")]
#[case::in_part("Far from complete, Jan 18", "OVERDUE 2018-01-31")]
#[case::in_part("75% delivered Jan 18", "OVERDUE 2018-01-31")]
#[case::in_part("40% Jun-18; 100% Dec-18", "LATER 2018-06-30")]
#[case::in_part("100% Dec-18", "LATER 2018-12-31")]
#[case::in_part("Completed except the annexe - June 18", "LATER 2018-06-30")]
#[case::in_part("Delivered apart from two sites, Jan 18", "OVERDUE 2018-01-31")]
#[case::in_part("Tender complete, start 15/06/18", "LATER 2018-06-15")]
#[case::done("Completed (was due 30/04/18)", "DONE")]
#[case::done("Closed - target date 30/04/18", "DONE")]
#[case::in_part("Completed - final draft due 30/04/18", "SOON 2018-04-30")]
#[case::done("Unqualified opinion issued Jan 18", "DONE")]
#[case::recurring("every 5 April", "REC 2018-04-05")]
#[case::recurring("each 30 June", "REC 2018-06-30")]
#[case::recurring("every June 30", "REC 2018-06-30")]
#[case::recurring("every 1st April", "REC 2018-04-01")]
#[case::recurring("every 31 March & 30 September", "REC 2018-03-31")]
#[case::recurring("Annual refresh by 30 Sept 18", "REC 2018-09-30")]
#[case::counted("within 3 months of 1 April 2018", "LATER 2018-07-01")]
#[case::counted("within 3 months of 01/04/18", "LATER 2018-07-01")]
#[case::counted("two weeks before 31 May 2018", "LATER 2018-05-17")]
#[case::counted("6 weeks from 1 May 2018", "LATER 2018-06-12")]
#[case::counted("30 days from 1 May 18", "LATER 2018-05-31")]
#[case::counted("six weeks after 1 May 2018", "LATER 2018-06-12")]
#[case::counted("3 months after year end", "LATER 2018-06-30")]
#[case::counted("18 months from April 2018", "LATER 2019-10-31")]
#[case::counted("the week after 15 May 2018", "LATER 2018-05-22")]
#[case::counted("six weeks after go live", "CONDITIONAL")]
#[case::counted("ASAP - by end April 18", "SOON 2018-04-30")]
#[case::counted("ASAP and no later than 30/04/18", "SOON 2018-04-30")]
#[case::counted("Immediately following approval", "CONDITIONAL")]
#[case::counted("in the next fortnight", "SOON 2018-03-30")]
#[case::counted("over the next month", "SOON 2018-04-16")]
#[case::on_hold("Cannot begin until Sept 18", "LATER 2018-09-30")]
#[case::on_hold("Unable to finish until Sept 18", "LATER 2018-09-30")]
#[case::on_hold("On hold until Sept 18", "LATER 2018-09-30")]
#[case::again("Jan - Mar 2019 (Q4)", "LATER 2019-03-31")]
#[case::again("Q4 (Jan - Mar 2019)", "LATER 2019-03-31")]
#[case::month_range("Nov 18 - Jan", "LATER 2019-01-31")]
#[case::day("31/12 2018", "LATER 2018-12-31")]
#[case::again("06/05/2018 (6 May)", "LATER 2018-05-06")]
#[case::month_range("Nov 18 to Jan", "LATER 2019-01-31")]
#[case::until("Ongoing (to 31/03/19)", "UNTIL 2019-03-31")]
#[case::named("April Marlow - 30/06/18", "LATER 2018-06-30")]
#[case::quarter("Q2 2018 (calendar)", "LATER 2018-06-30")]
#[case::year("2018/21", "LATER 2021-12-31")]
#[case::half("Half year 18/19", "LATER 2018-09-30")]
#[case::year("this academic year", "LATER 2018-08-31")]
#[case::year("end of next school year", "LATER 2019-08-31")]
#[case::year("in-year 18/19", "LATER 2019-03-31")]
#[case::day("31-12/2018", "LATER 2018-12-31")]
#[case::day("31 12 18", "LATER 2018-12-31")]
#[case::feast("by Good Friday", "SOON 2018-03-30")]
#[case::feast("Good Friday 2019", "LATER 2019-04-19")]
#[case::feast("Easter Monday", "SOON 2018-04-02")]
fn the_wider_grammar(#[case] phrase: &str, #[case] expected: &str) {
    assert_eq!(short(phrase), expected, "{phrase}");
}

#[rstest]
#[case("30/06/19 (previously 31/12/18, 31/03/19)", "LATER 2019-06-30 from 2018-12-31, 2019-03-31")]
#[case("30/06/19 (was 31/12/18 then 31/03/19)", "LATER 2019-06-30 from 2018-12-31, 2019-03-31")]
#[case("30/06/19 was 31/12/18 and 31/03/19", "LATER 2019-06-30 from 2018-12-31, 2019-03-31")]
#[case("31/03/18 30/09/18 (revised)", "LATER 2018-09-30 from 2018-03-31")]
#[case("30/09/18 (revised date) 31/03/18 (original)", "LATER 2018-09-30 from 2018-03-31")]
#[case("~~31/12/17~~ 30/06/18", "LATER 2018-06-30 from 2017-12-31")]
#[case("Now June 18 not March 18", "LATER 2018-06-30 from 2018-03-31")]
#[case("Not June 18 but Sept 18", "LATER 2018-09-30 from 2018-06-30")]
#[case("June 18 instead of April 18", "LATER 2018-06-30 from 2018-04-30")]
#[case("June 18 rather than April 18", "LATER 2018-06-30 from 2018-04-30")]
#[case("Replan: Oct 18 (baseline: April 18)", "LATER 2018-10-31 from 2018-04-30")]
#[case("April 18 (missed) Sept 18", "LATER 2018-09-30 from 2018-04-30")]
#[case("May 18 no longer achievable, Sept 18", "LATER 2018-09-30 from 2018-05-31")]
#[case("Slipped from Dec 17 to Jun 18", "LATER 2018-06-30 from 2017-12-31")]
#[case("Deadline moved from 30/4/18 to 30/9/18", "LATER 2018-09-30 from 2018-04-30")]
#[case("Extended from April to end of July 18", "LATER 2018-07-31 from 2018-04-30")]
#[case("Changed from Q1 to Q3 18/19", "LATER 2018-12-31 from 2018-06-30")]
#[case("Put back to Sept 18 from May 18", "LATER 2018-09-30 from 2018-05-31")]
#[case("Put back from May 18 to Sept 18", "LATER 2018-09-30 from 2018-05-31")]
#[case("ext. to 31/7/18", "LATER 2018-07-31 moved")]
#[case("Put back to Sept 18", "LATER 2018-09-30 moved")]
#[case("Rolled forward to 18/19", "LATER 2019-03-31 moved")]
#[case("Sept 18 (deferred)", "LATER 2018-09-30 moved")]
#[case("June 18 (was March 18), Sept 18", "LATER 2018-06-30 from 2018-03-31")]
#[case("June 18 (+3 months)", "LATER 2018-09-30 from 2018-06-30")]
#[case("June 18, extended by 3 months", "LATER 2018-09-30 from 2018-06-30")]
#[case("15/06/18 delayed 2 weeks", "LATER 2018-06-29 from 2018-06-15")]
#[case("Slipped to June from March", "LATER 2018-06-30 from 2018-03-31")]
#[case("was Feb, now June", "LATER 2018-06-30 from 2018-02-28")]
#[case("30 June 18 (was 31 March)", "LATER 2018-06-30 from 2018-03-31")]
#[case("Baseline survey June 18, report Sept 18", "LATER 2018-06-30")]
fn a_date_that_was_replaced_is_history(#[case] phrase: &str, #[case] expected: &str) {
    let mut got = short(phrase);
    let flags = read(phrase, register_date()).flags;
    let olds = flags.iter().filter_map(|flag| match flag {
        Flag::Slipped(old) => *old,
        _ => None,
    });
    let olds: Vec<_> = olds.map(|old| old.to_string()).collect();
    if !olds.is_empty() {
        got += &format!(" from {}", olds.join(", "));
    } else if flags.contains(&Flag::Slipped(None)) {
        got += " moved";
    }
    assert_eq!(got, expected, "{phrase}");
}

#[rstest]
#[case("every 5 April", "recurring(annual)")]
#[case("every 31 March & 30 September", "recurring(annual)")]
#[case("1/2 yearly", "recurring(six-monthly)")]
#[case("½ yearly", "recurring(six-monthly)")]
#[case("1/4ly", "recurring(quarterly)")]
#[case("Qtrly review", "recurring(quarterly)")]
#[case("Every other Tuesday", "recurring(fortnightly)")]
#[case("each half term", "recurring(two-monthly)")]
#[case("Annual refresh by 30 Sept 18", "recurring(annual)")]
#[case("Annual report by 30 Sept 18", "none")]
#[case("Mondays", "recurring(every Monday)")]
#[case("Weekly (Fridays)", "recurring(every Friday)")]
#[case("weekly on Thursday", "recurring(every Thursday)")]
#[case("alternate Tuesdays", "recurring(fortnightly)")]
#[case("every 2nd Tuesday", "recurring(fortnightly)")]
#[case("2nd Tuesday of each month", "recurring(second Tuesday of every month)")]
#[case("third Thursday monthly", "recurring(third Thursday of every month)")]
#[case("last Friday of the month", "recurring(last Friday of every month)")]
fn the_rule_is_the_one_named(#[case] phrase: &str, #[case] expected: &str) {
    assert_eq!(read(phrase, register_date()).tail.to_string(), expected, "{phrase}");
}

#[rstest]
#[case("first Monday of every month", "2018-04-02")]
#[case("last Wednesday of the month", "2018-03-28")]
#[case("third Friday of every month", "2018-03-16")]
#[case("every Thursday", "2018-03-22")]
#[case("Weekly, Fridays", "2018-03-16")]
#[case("first Monday of each month from June 2018", "2018-06-04")]
#[case("monthly by the 12th", "2018-04-12")]
fn a_rule_of_weekdays_names_its_days(#[case] phrase: &str, #[case] expected: &str) {
    let read = explain(phrase, None, register_date());
    assert_eq!(read.verdict, Verdict::Recurring, "{phrase}");
    assert_eq!(read.next_due.unwrap().to_string(), expected, "{phrase}");
    assert!(!read.flags.contains(&Flag::AnchorAssumed), "{phrase}: {:?}", read.flags);
    let tail = read.tail.to_string();
    assert_eq!(tail.parse(), Ok(read.tail), "{tail}");
}

#[test]
fn every_welsh_month_is_known() {
    let months = [
        "Ionawr",
        "Chwefror",
        "Mawrth",
        "Ebrill",
        "Mai",
        "Mehefin",
        "Gorffennaf",
        "Awst",
        "Medi",
        "Hydref",
        "Tachwedd",
        "Rhagfyr",
    ];
    for (month, number) in months.iter().zip(1_i8..) {
        let due = read(&format!("{month} 2019"), register_date());
        assert_eq!(due.milestones[0].from, Date::constant(2019, number, 1), "{month}");
    }
}

#[test]
fn a_body_that_reckons_by_the_calendar_says_so() {
    let context = Context { quarters: Quarters::Calendar, ..Context::new(register_date()) };
    let ends = |phrase| read_with(phrase, &context).milestones[0].to.to_string();
    assert_eq!(ends("Q3 2018"), "2018-09-30");
    assert_eq!(ends("Q3 2018/19"), "2018-12-31", "a fiscal year is a fiscal year");
    assert_eq!(ends("Q4"), "2018-12-31");
}

#[test]
fn the_doubts_are_flagged() {
    for (phrase, flag) in [
        ("24 Sept", Flag::YearAssumed),
        ("Sep 24", Flag::DayOrYear),
        ("mid-June 2018", Flag::Vague),
        ("Q3 2018", Flag::QuarterAmbiguous),
        ("2018", Flag::YearAmbiguous),
        ("01/06/2018", Flag::FalseDayPrecision),
        ("ASAP", Flag::Vague),
        ("within 3 months", Flag::Relative),
        ("Septmber 2018", Flag::Spelling),
        ("Unable to start until Sept 2018", Flag::OnHold),
        ("On hold until Sept 2018", Flag::OnHold),
        ("bi-monthly", Flag::FrequencyAmbiguous),
        ("31/12/18 (was 30/9/18)", Flag::Slipped(Some(Date::constant(2018, 9, 30)))),
        ("Complete - ongoing", Flag::Contradiction),
    ] {
        let flags = read(phrase, register_date()).flags;
        assert!(flags.contains(&flag), "{phrase}: {flags:?}");
    }
}

#[test]
fn a_reading_is_judged_rightly_years_later() {
    let day = Date::constant;
    // Planned when it was read, passed now.
    let june = read("June 2018", register_date());
    assert_eq!(june.milestones[0].state, MilestoneState::Planned);
    assert_eq!(judge(&june, None, day(2018, 6, 30)).verdict, Verdict::Soon);
    let late = judge(&june, None, day(2018, 7, 1));
    assert_eq!((late.verdict, late.late_since), (Verdict::Overdue, Some(day(2018, 6, 30))));
    assert_eq!(
        judge(&june, Some(ActionStatus::Green), day(2018, 7, 1)).verdict,
        Verdict::PastGreen
    );
    assert_eq!(judge(&june, Some(ActionStatus::Complete), day(2018, 7, 1)).verdict, Verdict::Done);
    // Occurrences move on.
    let yearly = read("01/02/2017 then each year", register_date());
    let later = judge(&yearly, None, day(2020, 5, 1));
    assert_eq!(
        (later.next_due, later.late_since),
        (Some(day(2021, 2, 28)), Some(day(2020, 2, 29)))
    );
    // An end that passes is overdue.
    let until = read("Ongoing until March 2019", register_date());
    assert_eq!(judge(&until, None, day(2019, 3, 31)).verdict, Verdict::Until);
    assert_eq!(judge(&until, None, day(2019, 4, 1)).verdict, Verdict::Overdue);
}

#[test]
fn forty_five_days_are_soon() {
    let due = read("30 April 2018", register_date());
    assert_eq!(judge(&due, None, Date::constant(2018, 3, 16)).verdict, Verdict::Soon);
    assert_eq!(judge(&due, None, Date::constant(2018, 3, 15)).verdict, Verdict::Later);
}

#[test]
fn every_verdict_has_its_code_in_json() {
    for verdict in Verdict::ALL {
        assert_eq!(serde_json::to_string(verdict).unwrap(), format!("\"{verdict}\""));
    }
}

#[test]
fn precision_is_as_named() {
    let precision = |phrase| read(phrase, register_date()).milestones[0].precision;
    assert_eq!(precision("31 March 2019"), Precision::Day);
    assert_eq!(precision("March 2019"), Precision::Month);
    assert_eq!(precision("Q1 2019/20"), Precision::Quarter);
    assert_eq!(precision("Spring 2019"), Precision::Season);
    assert_eq!(precision("H2 2019/20"), Precision::Half);
    assert_eq!(precision("2019/20"), Precision::Year);
}

#[test]
fn days_that_no_month_has_are_said() {
    let read = |phrase| read(phrase, register_date());
    for (phrase, day) in [
        ("31 June 2018", "2018-06-30"),
        ("31 June", "2018-06-30"),
        ("31/06/2018", "2018-06-30"),
        ("30 February 2019", "2019-02-28"),
    ] {
        let due = read(phrase);
        assert_eq!(due.milestones[0].to.to_string(), day, "{phrase}");
        assert!(due.flags.contains(&Flag::NoSuchDay), "{phrase}: {:?}", due.flags);
    }
    for phrase in [
        "32 June 2019",
        "0 June 2019",
        "by 45 June",
        "99-Mar-2019",
        "00 of May 2020",
        "June 32, 2019",
        "May 0 2020",
        "32/06/2019",
        "30/13/2019",
        "2019-06-32",
        "2019-13-01",
        "2019-00-10T00:00",
    ] {
        let due = read(phrase);
        assert!(due.milestones.is_empty(), "{phrase}: {:?}", due.milestones);
        assert!(due.flags.contains(&Flag::Unread), "{phrase}: {:?}", due.flags);
        assert!(due.flags.contains(&Flag::NoSuchDay), "{phrase}: {:?}", due.flags);
    }
    let beside = read("1 June 2019 and 35 July 2019");
    assert_eq!(beside.milestones.len(), 1);
    assert!(beside.flags.contains(&Flag::NoSuchDay), "{:?}", beside.flags);
    assert!(read("June 32").milestones[0].to.to_string().starts_with("2032"));
    assert_eq!(read("Gate 45 June 2019").milestones[0].to.to_string(), "2019-06-30");
}

#[test]
fn a_column_may_say_the_month_first() {
    let context = Context { month_first: true, ..Context::new(register_date()) };
    let due = read_with("03/04/2019", &context);
    assert_eq!(due.milestones[0].to.to_string(), "2019-03-04");
    assert!(due.flags.contains(&Flag::MonthFirst));
    assert_eq!(read_with("30/04/2019", &context).milestones[0].to.to_string(), "2019-04-30");
    assert_eq!(read("03/04/2019", register_date()).milestones[0].to.to_string(), "2019-04-03");
}
