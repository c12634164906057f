//! Whatever is written in whatever order, a view is what a plain list of all that was written,
//! read from the start, says it is.

#![allow(clippy::unwrap_used, clippy::panic, unreachable_pub, reason = "tests may fail")]

#[allow(dead_code, reason = "the suite's helpers are for other suites too")]
mod conformance;

use bellwether_domain::Date;
use bellwether_history::{AsAt, OrganisationId, RiskId, Seq, Standing, Store};
use conformance::{at, change, id, minute, register_of, risk, standing};
use proptest::prelude::*;

/// One write of one risk: which, on which day, and whether it is live.
type Step = (u8, i8, bool);

/// A version as the plain list has it.
#[derive(Clone)]
struct Said {
    seq: u32,
    id: RiskId,
    effective: Date,
    live: bool,
    words: String,
}

fn day(day: i8) -> String {
    format!("2025-01-{day:02}")
}

/// The list's answer: of each risk the last that was said of the latest day.
fn plain(said: &[Said], effective: Date, known: u32) -> Vec<Said> {
    let mut ids: Vec<_> = said.iter().map(|said| said.id).collect();
    ids.sort();
    ids.dedup();
    ids.into_iter()
        .filter_map(|id| {
            said.iter()
                .filter(|s| s.id == id && s.effective <= effective && s.seq <= known)
                .max_by_key(|s| (s.effective, s.seq))
                .cloned()
        })
        .collect()
}

/// Makes each change on a new store, minute by minute, and keeps the plain list beside it.
fn written(steps: &[Vec<Step>]) -> (Store, Vec<Said>) {
    let store = Store::in_memory().unwrap();
    let mut list: Vec<Said> = vec![];
    for (number, step) in steps.iter().enumerate() {
        let seq = number as u32 + 1;
        let mut fresh: Vec<Said> = vec![];
        let mut writes = vec![];
        for (which, on, live) in step {
            let effective: Date = day(*on).parse().unwrap();
            if fresh.iter().any(|s| s.id == id(*which) && s.effective == effective) {
                continue;
            }
            let began = plain(&list, effective, seq);
            let began = began.iter().find(|s| s.id == id(*which)).map(|s| Seq(s.seq));
            let words = format!("Words {seq} of {which}");
            let stand = if *live { Standing::Live } else { Standing::Closed };
            writes.push(standing(*which, &day(*on), began, stand, risk("1", &words, 1)));
            fresh.push(Said { seq, id: id(*which), effective, live: *live, words });
        }
        let committed = store.commit(
            &register_of(&OrganisationId::default()),
            &change(&day(1), writes),
            at(seq.into()),
        );
        assert_eq!(committed.unwrap().seq, Seq(seq));
        list.extend(fresh);
    }
    (store, list)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_view_is_what_the_list_says(
        steps in prop::collection::vec(
            prop::collection::vec((0..4_u8, 1..9_i8, any::<bool>()), 0..5), 1..12,
        ),
    ) {
        let (store, list) = written(&steps);
        let organisation = OrganisationId::default();
        for on in 1..10 {
            let effective: Date = day(on).parse().unwrap();
            for known in 0..=steps.len() as u32 {
                let as_at = AsAt { effective, known: Some(minute(known.into())) };
                let view = store.view(&register_of(&organisation), as_at).unwrap();
                let expected = plain(&list, effective, known);
                prop_assert_eq!(view.head, (known > 0).then_some(Seq(known)));
                prop_assert_eq!(view.risks.len() + view.closed.len(), expected.len());
                for said in expected {
                    let found = view.find(said.id).unwrap();
                    prop_assert_eq!(found.risk.wording(), said.words.as_str());
                    prop_assert_eq!(found.standing == Standing::Live, said.live);
                    prop_assert_eq!((found.seq.0, found.effective), (said.seq, said.effective));
                    let alone = store.risk(&register_of(&organisation), said.id, as_at).unwrap();
                    prop_assert_eq!(alone.as_ref(), Some(found));
                }
            }
        }
        prop_assert_eq!(store.verify(&organisation).unwrap().broken, None);
    }
}
