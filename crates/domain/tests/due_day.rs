//! A day that somebody types beside an option, as people write days.

#![allow(missing_docs, reason = "tests")]

use bellwether_domain::{Date, due::one_day};
use rstest::rstest;

#[rstest]
#[case("2018-03-16")]
#[case(" 16/03/2018 ")]
#[case("16/3/18")]
#[case("16.03.2018")]
#[case("16-03-2018")]
#[case("16 March 2018")]
#[case("16th March 2018")]
#[case("Friday 16 March 2018")]
#[case("March 16, 2018")]
#[case("16-Mar-18")]
fn a_day_is_read_as_people_write_it(#[case] text: &str) {
    assert_eq!(one_day(text), Some(Date::constant(2018, 3, 16)), "{text}");
}

#[rstest]
#[case("14/06/1998")]
#[case("14 June 1998")]
fn a_year_long_ago_is_a_year(#[case] text: &str) {
    assert_eq!(one_day(text), Some(Date::constant(1998, 6, 14)), "{text}");
}

#[rstest]
#[case("01/04/2018")]
#[case("1 April 2018")]
#[case("2018-04-01")]
fn the_first_is_a_day_and_not_its_month(#[case] text: &str) {
    assert_eq!(one_day(text), Some(Date::constant(2018, 4, 1)), "{text}");
}

#[rstest]
#[case("")]
#[case("soon")]
#[case("tomorrow")]
#[case("in two weeks")]
#[case("March 2018")]
#[case("2018")]
#[case("16 March")]
#[case("16/03")]
#[case("43175")]
#[case("16/3/99")]
#[case("31 June 2018")]
#[case("2018-02-31")]
#[case("Monday 16 March 2018")]
#[case("16 March 2018 and 17 March 2018")]
#[case("16 March 2018 then ongoing")]
#[case("report to the board 16 March 2018")]
fn what_names_no_day_for_certain_is_none(#[case] text: &str) {
    assert_eq!(one_day(text), None, "{text}");
}
