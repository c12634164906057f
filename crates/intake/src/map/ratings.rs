//! Rating columns told by each other: products, the same rating twice, a result beside its parts.

use super::{draft::Draft, heading, vocabulary::Concept};

/// "Rank" or "Priority" that merely counts the rows from the first column numbers the risks.
pub(super) fn ranks(drafts: &mut [Draft]) {
    let numbered = drafts.iter().any(|draft| draft.concept == Concept::Reference);
    let Some(first) = drafts.first_mut().filter(|_| !numbered) else { return };
    let numbers = &first.contents.numbers;
    let counts = numbers.len() >= 2
        && numbers.iter().zip(1_u16..).all(|(number, place)| *number == Some(f64::from(place)));
    if counts && matches!(first.concept, Concept::Level | Concept::Score | Concept::Other) {
        first.become_(Concept::Reference, 0.7, "it counts the rows");
    }
}

/// "Rank" beside a score says how the scores come, and "priority" how they are judged.
pub(super) fn ranked(drafts: &mut [Draft]) {
    let says = |draft: &Draft, wanted: &[&str]| {
        let words = heading::words(&draft.column.heading);
        words.iter().any(|word| wanted.contains(&word.as_str()))
    };
    let scored = drafts.iter().any(|draft| {
        draft.concept == Concept::Score && !says(draft, &["rank", "ranking", "priority"])
    });
    for draft in drafts.iter_mut().filter(|draft| scored && draft.concept == Concept::Score) {
        if says(draft, &["rank", "ranking"]) {
            draft.become_(Concept::Other, 0.7, "another column gives the score that it ranks");
        } else if says(draft, &["priority"]) {
            draft.become_(Concept::Level, 0.7, "another column gives the score");
        }
    }
}

/// Three columns of which one is the product of the others are likelihood, impact and score,
/// whatever their headings say.
pub(super) fn products(drafts: &mut [Draft]) {
    let places: Vec<usize> = (0..drafts.len())
        .filter(|place| {
            drafts.get(*place).is_some_and(|draft| {
                let worded = draft.concept != Concept::Reference && draft.contents.valued >= 0.6;
                draft.contents.number >= 0.6 || worded
            })
        })
        .collect();
    for third in &places {
        for first in &places {
            for second in places.iter().filter(|second| *second > first) {
                if first == third
                    || second == third
                    || first.abs_diff(*third).max(second.abs_diff(*third)) > 5
                {
                    continue;
                }
                if is_product(drafts, *first, *second, *third) {
                    product(drafts, *first, *second, *third);
                }
            }
        }
    }
}

/// Columns that come again under another group are what the first ones are, where the cells of
/// these told it: in "SR | LR | Risk level" twice the second three may be all ones.
pub(super) fn again(drafts: &mut [Draft]) {
    let told =
        |draft: &Draft| draft.evidence.iter().any(|said| BY_PRODUCT.contains(&said.as_str()));
    let known: Vec<(Vec<String>, Vec<String>, Concept)> = drafts
        .iter()
        .filter(|draft| told(draft) && !draft.column.groups.is_empty())
        .map(|draft| {
            (heading::words(&draft.column.heading), draft.column.groups.clone(), draft.concept)
        })
        .collect();
    for draft in drafts.iter_mut().filter(|draft| !draft.column.groups.is_empty()) {
        let words = heading::words(&draft.column.heading);
        let same = |(heading, groups, _): &&(Vec<String>, Vec<String>, Concept)| {
            *heading == words && *groups != draft.column.groups
        };
        if let Some((.., concept)) = known.iter().find(same)
            && draft.contents.valued.max(draft.contents.number) >= 0.6
        {
            draft.become_(*concept, 0.8, "the same heading under another group is that");
        }
    }
}

/// What is said of columns whose arithmetic tells what they are.
const BY_PRODUCT: [&str; 2] =
    ["it is the product of two other columns", "with another column it makes the score"];

fn is_product(drafts: &[Draft], first: usize, second: usize, third: usize) -> bool {
    let numbers = |place: usize| {
        drafts.get(place).map(|draft| draft.contents.values.as_slice()).unwrap_or_default()
    };
    let (mut agree, mut all, mut telling) = (0, 0, 0);
    for ((a, b), c) in numbers(first).iter().zip(numbers(second)).zip(numbers(third)) {
        if let (Some(a), Some(b), Some(c)) = (a, b, c) {
            all += 1;
            agree += usize::from(a * b == *c);
            telling +=
                usize::from(a * b == *c && ![0.0, 1.0].contains(a) && ![0.0, 1.0].contains(b));
        }
    }
    all >= 3 && telling >= 2 && agree * 10 >= all * 8
}

fn product(drafts: &mut [Draft], first: usize, second: usize, third: usize) {
    let is_part = |draft: &Draft| matches!(draft.concept, Concept::Likelihood | Concept::Impact);
    // A heading that clearly says likelihood or impact beside another keeps its word.
    let part = drafts.get(third).is_some_and(|draft| is_part(draft) && draft.confidence >= 0.9);
    let known = drafts.iter().filter(|draft| is_part(draft) && draft.confidence >= 0.9).count();
    if part && known >= 2 {
        return;
    }
    if let Some(draft) = drafts.get_mut(third) {
        draft.become_(Concept::Score, 0.9, BY_PRODUCT[0]);
    }
    let parts: Vec<usize> = [first, second]
        .into_iter()
        .filter(|place| drafts.get(*place).is_some_and(|draft| !is_part(draft)))
        .collect();
    let named = |concept: Concept| {
        [first, second]
            .iter()
            .any(|place| drafts.get(*place).is_some_and(|draft| draft.concept == concept))
    };
    let likelihood = named(Concept::Likelihood);
    let impact = named(Concept::Impact);
    if known >= 2 && parts.len() == 2 {
        return;
    }
    let mut given = None;
    for place in parts {
        // "SR" is the severity's rating and "LR" the likelihood's; of whole words a letter says nothing.
        let heading = drafts.get(place).map_or("", |draft| draft.column.heading.as_str());
        let initial = heading.chars().next().filter(|_| heading.chars().count() <= 3);
        let initial = initial.map(|c| c.to_ascii_lowercase());
        let hinted = drafts.get(place).and_then(|draft| {
            [Concept::Likelihood, Concept::Impact].into_iter().find(|part| says(draft, *part))
        });
        let concept = match (likelihood, impact, given) {
            (false, false, None) if hinted.is_some() => hinted.unwrap_or(Concept::Likelihood),
            (true, _, _) | (_, _, Some(Concept::Likelihood)) => Concept::Impact,
            (_, true, _) | (_, _, Some(_)) => Concept::Likelihood,
            _ if matches!(initial, Some('s' | 'i' | 'c')) => Concept::Impact,
            _ => Concept::Likelihood,
        };
        given = Some(concept);
        // "Total" of several impacts, times the likelihood, is the score.
        let total = |draft: &Draft| draft.concept == Concept::Score && likelihood && !impact;
        let Some(draft) = drafts.get_mut(place) else { continue };
        if says(draft, concept) {
            // "Threat probability" is of the threat, and a probability.
            draft.become_(concept, 0.9, BY_PRODUCT[1]);
        } else if draft.unknown() || total(draft) {
            draft.become_(concept, 0.6, BY_PRODUCT[1]);
        }
    }
}

/// Whether a heading speaks of a concept beside what it was read as.
fn says(draft: &Draft, concept: Concept) -> bool {
    draft.candidates.iter().any(|(other, score, _)| *other == concept && *score >= 0.5)
}

/// A rating given twice side by side, as a word and as a number, is one rating: the word is kept
/// as the reading and the number under its own heading.
pub(super) fn twins(drafts: &mut [Draft]) {
    for place in 1..drafts.len() {
        let Some([one, two]) = drafts.get_mut(place - 1..=place) else { continue };
        let rated = matches!(one.concept, Concept::Likelihood | Concept::Impact);
        let alike = one.concept == two.concept
            && one.column.groups == two.column.groups
            && heading::stage(&one.column.heading) == heading::stage(&two.column.heading);
        let told = one.contents.said > 0 && two.contents.said > 0;
        // "Severity" and "Impact" side by side may be the impact and what it comes to.
        let others = heading::words(&two.column.heading);
        let same = one.concept == Concept::Likelihood
            || heading::words(&one.column.heading)
                .iter()
                .any(|word| others.contains(word) && heading::stage(word).is_none());
        if rated
            && alike
            && same
            && told
            && (one.contents.number < 0.3) != (two.contents.number < 0.3)
        {
            let number = if one.contents.number < 0.3 { two } else { one };
            number.become_(Concept::Other, 0.7, "the column beside it gives the rating in words");
        }
    }
}

/// "Impact low | mode | high" estimates one impact: the one in the middle is the likeliest.
pub(super) fn estimates(drafts: &mut [Draft]) {
    let ends = |draft: &Draft| {
        let words = heading::words(&draft.column.heading);
        words.last().cloned().unwrap_or_default()
    };
    for place in 2..drafts.len() {
        let Some([low, mode, high]) = drafts.get_mut(place - 2..=place) else { continue };
        let one = low.concept == Concept::Impact
            && mode.concept == Concept::Impact
            && high.concept == Concept::Impact;
        let names = (ends(low), ends(mode), ends(high));
        let three = matches!(names.0.as_str(), "low" | "min" | "minimum" | "optimistic" | "best")
            && matches!(names.2.as_str(), "high" | "max" | "maximum" | "pessimistic" | "worst");
        if one && three {
            for draft in [low, high] {
                draft.become_(Concept::Other, 0.7, "the column beside it gives the likeliest");
            }
        }
    }
}

/// "Overall likelihood" is what the likelihoods before it come to; they are kept as they are.
pub(super) fn overall(drafts: &mut [Draft]) {
    let whole = |draft: &Draft| {
        let words = heading::words(&draft.column.heading);
        words.iter().any(|word| matches!(word.as_str(), "overall" | "combined" | "total"))
    };
    for concept in [Concept::Likelihood, Concept::Impact] {
        let of = |draft: &Draft| {
            draft.concept == concept && heading::stage(&draft.column.heading).is_none()
        };
        let Some(place) = drafts.iter().position(|draft| of(draft) && whole(draft)) else {
            continue;
        };
        for draft in drafts.iter_mut().take(place).filter(|draft| of(draft)) {
            draft.become_(Concept::Other, 0.7, "another column gives the overall rating");
        }
    }
}

/// "Severity" after a likelihood and an impact of the same assessment is what they come to.
pub(super) fn severities(drafts: &mut [Draft]) {
    for place in 2..drafts.len() {
        let Some([one, two, last]) = drafts.get(place - 2..=place) else { continue };
        let stage = |draft: &Draft| {
            let named = |text: &String| heading::stage(text);
            named(&draft.column.heading).or_else(|| draft.column.groups.iter().find_map(named))
        };
        let one_assessment = stage(one) == stage(two) && stage(two) == stage(last);
        // In "L, I, L, I" the last is the second assessment's impact.
        let pairs = place >= 3
            && one.concept == Concept::Impact
            && drafts.get(place - 3).is_some_and(|before| before.concept == two.concept);
        let rated = matches!(
            (one.concept, two.concept, last.concept),
            (Concept::Likelihood, Concept::Impact, Concept::Impact)
                | (Concept::Impact, Concept::Likelihood, Concept::Impact)
        );
        let score = if last.contents.number >= 0.6 { Concept::Score } else { Concept::Level };
        if rated
            && one_assessment
            && !pairs
            && let Some(draft) = drafts.get_mut(place)
        {
            draft.become_(score, 0.8, "likelihood and impact stand before it");
        }
    }
}

/// "Impact: fund | employers | reputation | total": under a group that is a rating the last column
/// is what the others come to, and these are aspects of it.
pub(super) fn wholes(drafts: &mut [Draft]) {
    const WHOLE: [&str; 7] = ["total", "overall", "highest", "max", "maximum", "combined", "worst"];
    let group = |draft: &Draft| draft.column.groups.last().cloned();
    for place in 2..drafts.len() {
        let Some(draft) = drafts.get(place) else { continue };
        let Some(own) = group(draft) else { continue };
        let words = heading::words(&draft.column.heading);
        let is_whole = words.len() <= 2 && words.iter().any(|word| WHOLE.contains(&word.as_str()));
        let of = heading::best(&own).map(|found| found.concept);
        let Some(concept) = of.filter(|of| {
            is_whole && matches!(of, Concept::Likelihood | Concept::Impact | Concept::Consequence)
        }) else {
            continue;
        };
        let concept = if concept == Concept::Likelihood { concept } else { Concept::Impact };
        let before = drafts.get(..place).unwrap_or_default().iter().rev();
        let count = before.take_while(|draft| group(draft).as_ref() == Some(&own)).count();
        if count < 2 {
            continue;
        }
        let from = place - count;
        for draft in drafts.get_mut(from..place).unwrap_or_default() {
            draft.become_(Concept::Other, 0.9, "one aspect of the rating beside it");
            // What is known to be an aspect is no column that the cells have to explain.
            draft.confidence = 0.9;
        }
        if let Some(draft) = drafts.get_mut(place) {
            draft.become_(concept, 0.9, "it is what the aspects before it come to");
        }
    }
}
