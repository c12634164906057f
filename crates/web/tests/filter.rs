//! A filter survives its address: whatever is chosen is read back the same.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use bellwether_domain::{Number, Stage};
use bellwether_web::view::{
    Column, DueGroup, Filter, Movement, Sort,
    address::{Query, query},
};
use proptest::{option, prelude::*, sample::select};

fn words() -> impl Strategy<Value = Option<String>> {
    // An address holds no empty value, and white space around one is no part of it.
    option::of("\\PC{1,20}".prop_map(|text| text.trim().to_owned()))
        .prop_map(|text| text.filter(|text| !text.is_empty()))
}

fn number() -> impl Strategy<Value = Option<Number>> {
    option::of((0..400_i32).prop_map(|n| Number::new(f64::from(n) / 4.0).unwrap()))
}

fn sort() -> impl Strategy<Value = Option<Sort>> {
    let columns = vec![
        Column::Reference,
        Column::Risk,
        Column::Owner,
        Column::Score(Stage::Inherent),
        Column::Score(Stage::Current),
        Column::Score(Stage::Target),
        Column::Actions,
        Column::Due,
    ];
    option::of(
        (select(columns), any::<bool>())
            .prop_map(|(column, descending)| Sort { column, descending }),
    )
}

fn filter() -> impl Strategy<Value = Filter> {
    let texts = (words(), words(), words(), words(), words(), words());
    let numbers = (number(), number(), number(), number());
    let due = option::of(select(DueGroup::ALL.to_vec()));
    let stage = option::of(select(Stage::ALL.to_vec()));
    let moved =
        option::of(select(vec![Movement::Any, Movement::Up, Movement::Down, Movement::New]));
    (texts, numbers, due, stage, moved, sort(), any::<bool>()).prop_map(
        |(
            (text, category, owner, involves, state, status),
            (band, least, likelihood, impact),
            due,
            stage,
            moved,
            sort,
            grouped,
        )| Filter {
            text,
            category,
            owner,
            involves,
            band,
            least,
            state,
            status,
            due,
            stage,
            likelihood,
            impact,
            moved,
            sort,
            grouped,
        },
    )
}

proptest! {
    #[test]
    fn a_filter_reads_back_from_its_address(filter in filter()) {
        let address = query(filter.pairs());
        let mut read = Query::parse(address.trim_start_matches('?'));
        prop_assert_eq!(Filter::read(&mut read), filter);
        prop_assert!(read.problems().is_empty());
    }

    #[test]
    fn no_address_breaks_the_reading(text in "\\PC{0,80}") {
        let mut query = Query::parse(&text);
        let _ = Filter::read(&mut query);
    }
}
