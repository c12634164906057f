//! Whether the words of an action tell of nothing but watching: reports, reviews, papers for those who
//! watch.

use crate::{
    deeds::{self, is_attendance, is_doing, is_frequency, is_small},
    words,
};

/// Whether all that it begins with is to report, to watch or to review again and again.
pub(crate) fn reports(words: &[&str]) -> bool {
    // What calls itself business as usual is told of as that.
    if words::first_phrase(words, &["bau", "business as usual"]).is_some() {
        return false;
    }
    if words.iter().any(|word| matches!(*word, "installed" | "fitted" | "replaced" | "introduced"))
    {
        return false;
    }
    // "Monthly water quality report to the regulator": how often it is tells nothing of what is reported.
    let often = words.first().is_some_and(|word| is_frequency(word) || *word == "regular");
    let most = if often { 4 } else { 3 };
    let first: Vec<&str> = words.iter().copied().filter(|w| !is_small(w)).take(most).collect();
    first_reports(&first, words)
        || is_a_paper(words)
        || somebody_watches(words)
        || reviews(&first, words)
        || informs(&first, words)
        || watches(words)
        || hands_in(&first, words)
        || is_looked_at(words)
        || receives(words)
        || oversees(words)
        || is_to_be_told(words)
        || follows_figures(words)
}

/// Words for what tells how things stand.
fn is_paper(word: &str) -> bool {
    is_report(word)
        || matches!(
            word,
            "accounts"
                | "analysis"
                | "briefing"
                | "briefings"
                | "dashboard"
                | "dashboards"
                | "data"
                | "figures"
                | "log"
                | "minutes"
                | "paper"
                | "papers"
                | "performance"
                | "results"
                | "scorecard"
                | "scorecards"
                | "statistics"
                | "trend"
                | "trends"
                | "update"
                | "updates"
        )
}

/// "Finance sub-group to monitor arrears", "Governors review attendance data each term": those who
/// watch do.
fn somebody_watches(words: &[&str]) -> bool {
    const WATCH: &[&str] = &["monitor", "oversee", "track"];
    const OTHERS: &[&str] =
        &["group", "team", "manager", "officer", "lead", "head", "forum", "chair"];
    let watches = |word: &&str| AUDIENCES.contains(word) || OTHERS.contains(word);
    let to = words
        .windows(2)
        .take(5)
        .position(|pair| matches!(pair, ["to", verb] if WATCH.contains(verb)));
    let of_papers = || words.iter().skip(2).any(|word| is_paper(word));
    let again = || words.iter().skip(2).any(|word| is_frequency(word));
    to.is_some_and(|to| words.iter().take(to).any(watches))
        || (words.iter().take(3).skip(1).any(|word| {
            matches!(
                *word,
                "review" | "reviews" | "consider" | "considers" | "receive" | "receives"
            )
        }) && words.first().is_some_and(watches)
            && of_papers()
            && again())
}

/// "Performance dashboards": a paper and nothing else.
fn is_a_paper(words: &[&str]) -> bool {
    const SHOWN: &[&str] = &["dashboard", "dashboards", "scorecard", "scorecards"];
    matches!(words, [first, .., last] if SHOWN.contains(last) && !is_doing(first) && words.len() < 4)
}

/// Whether it asks those who hear it to decide something.
fn asks_for_a_decision(words: &[&str]) -> bool {
    words.iter().any(|word| {
        matches!(
            *word,
            "approval"
                | "approve"
                | "case"
                | "decide"
                | "decision"
                | "proposal"
                | "proposals"
                | "proposing"
                | "recommending"
                | "seeking"
        )
    })
}

/// "Trend data to be considered by the authority every quarter", "Update to Senate each term", "Bring a
/// paper to Cabinet": how things stand is told, again and again or to those who watch.
fn is_to_be_told(words: &[&str]) -> bool {
    const SOON: usize = 4;
    const BRINGS: &[&str] = &["bring", "present", "table", "take"];
    const TOLD: &[&str] = &[
        "circulated",
        "considered",
        "discussed",
        "noted",
        "presented",
        "published",
        "received",
        "reported",
        "reviewed",
        "scrutinised",
        "shared",
        "submitted",
        "tabled",
    ];
    let again = || words.iter().any(|word| is_frequency(word));
    let heard = || words.iter().skip(2).any(|word| AUDIENCES.contains(word));
    let paper = words.iter().take(SOON).position(|word| is_paper(word));
    let Some(at) = paper.filter(|_| !asks_for_a_decision(words)) else { return false };
    let passive = words
        .windows(3)
        .any(|three| matches!(three, ["to" | "will", "be", told] if TOLD.contains(told)));
    let sent = words.get(at + 1) == Some(&"to") && at <= 1
        || (words.first().is_some_and(|word| is_frequency(word))
            && matches!(words.get(at + 1), Some(&("to" | "on"))));
    let brought = words.first().is_some_and(|first| BRINGS.contains(first))
        && words.iter().skip(at + 1).any(|word| *word == "to");
    (passive && (again() || heard())) || ((sent || brought) && heard())
}

/// "Track complaints data", "Maintain a watching brief": it is looked at, whatever it shows.
fn follows_figures(words: &[&str]) -> bool {
    const LONGEST: usize = 12;
    const FIGURES: &[&str] = &[
        "data",
        "figures",
        "indicators",
        "levels",
        "metrics",
        "numbers",
        "rates",
        "spend",
        "statistics",
        "trends",
    ];
    let tracks =
        words.first().is_some_and(|first| matches!(*first, "track" | "tracking" | "watch"));
    let figures = words.iter().skip(1).take(4).any(|word| FIGURES.contains(word));
    words.len() <= LONGEST && ((tracks && figures) || words::has_phrase(words, "watching brief"))
}

fn first_reports(first: &[&str], words: &[&str]) -> bool {
    let Some(at) = first.iter().position(|word| is_report(word)) else { return false };
    if tells_who_acts(words) {
        return false;
    }
    let (before, after) = (first.get(..at).unwrap_or_default(), first.get(at + 1));
    // "Update report", "Continue to monitor": the word before qualifies it, and does nothing.
    let qualifies = |word: &&str| matches!(*word, "update" | "progress" | "continue" | "close");
    let other = |word: &str| is_doing(word) || is_attendance(word);
    // "Monitoring equipment" is a thing; "propping and monitoring" is done.
    let is_thing = first.get(at).is_some_and(|word| *word == "monitoring")
        && (after.is_some_and(|word| MONITORING_THINGS.contains(word))
            || before.last().is_some_and(|word| deeds::is_number(word)));
    // "Reporting line for porters", "Report-and-support line": a thing that is used.
    let is_thing = is_thing
        || words.iter().take(5).skip(1).any(|word| {
            matches!(
                *word,
                "line" | "lines" | "hotline" | "portal" | "form" | "app" | "tool" | "system"
            )
        });
    let beside = words.windows(3).any(|three| {
        matches!(three, [done, "and", watched]
            if done.ends_with("ing") && !is_report(done) && !is_attendance(done)
                && watched.starts_with("monitor"))
    });
    let does = match before.split_last() {
        Some((last, rest)) => {
            (other(last) && !qualifies(last)) || rest.iter().any(|w| other(w) && *w != "continue")
        }
        None => false,
    };
    !does && !is_thing && !beside
}

/// "Weekly review of the position", "Review weekly", "Keep under review", "Track progress", "Monitored
/// at committee": it is looked at again and again.
fn reviews(first: &[&str], words: &[&str]) -> bool {
    let again = |word: &&str| {
        is_frequency(word)
            || matches!(
                *word,
                "regular" | "ongoing" | "continue" | "continued" | "routine" | "termly"
            )
    };
    let often = first.first().is_some_and(again) || words.last().is_some_and(again);
    match first {
        ["keep" | "kept", ..] if words::has_phrase(words, "under review") => true,
        ["monitored" | "reviewed" | "reported" | "scrutinised" | "discussed", next, ..] => {
            matches!(words.get(1), Some(&("at" | "by" | "through" | "in" | "via" | "to")))
                || again(next)
        }
        ["be", "monitored" | "reviewed", ..] => true,
        ["track" | "tracking", "progress" | "performance", ..] => true,
        ["tracking", ..] => words.get(1) == Some(&"of"),
        ["review", ..] => often || words::first_phrase(words, &["at each", "at every"]).is_some(),
        ["oversight" | "scrutiny", ..] => true,
        ["close", "oversight" | "scrutiny", ..] => true,
        [one, "review" | "reviews" | "oversight" | "scrutiny", ..] => again(one),
        [one, "risk" | "performance" | "budget", "review" | "reviews"] => again(one),
        _ => false,
    }
}

/// "Maintain oversight via the board", "Feed back to the board", "Trustees to note the register",
/// "Workforce group to oversee".
fn oversees(words: &[&str]) -> bool {
    const KEEPS: &[&str] = &["maintain", "retain", "provide", "keep", "continue", "continued"];
    let heard = || words.iter().skip(2).any(|word| AUDIENCES.contains(word));
    match words {
        [keeps, "oversight" | "scrutiny", ..] if KEEPS.contains(keeps) => true,
        ["feed", "back", "to", ..] | ["feedback", "to", ..] => heard(),
        [first, ..] if !is_doing(first) => {
            words.windows(2).take(5).enumerate().any(|(at, pair)| {
                matches!(pair, ["to", "note"])
                    || (matches!(pair, ["to", "oversee"]) && words.len() == at + 2)
            })
        }
        _ => false,
    }
}

/// "Audit Committee to receive quarterly updates".
fn receives(words: &[&str]) -> bool {
    let paper = words.iter().any(|word| is_paper(word) || *word == "assurance");
    paper
        && words.windows(2).take(6).any(|pair| matches!(pair, ["to", "receive"]))
        && words.iter().any(|word| AUDIENCES.contains(word))
}

/// "The situation will be monitored", "Risk to be kept under review", "Horizon scanning".
fn watches(words: &[&str]) -> bool {
    const LONGEST: usize = 12;
    if matches!(words, ["under", .., "review"]) {
        return true;
    }
    let is_watched = |pair: &[&str]| {
        matches!(
            pair,
            ["be" | "is" | "are" | "being", "monitored" | "reviewed" | "tracked" | "watched"]
        )
    };
    let kept = words.iter().any(|word| matches!(*word, "kept" | "keep" | "keeping"));
    let scans = matches!(
        words,
        ["watch" | "watching", "brief" | "developments" | "closely" | "for" | "the", ..]
            | ["horizon", "scan" | "scanning", ..]
    );
    words.len() <= LONGEST
        && (scans
            || words.windows(2).any(is_watched)
            || words.windows(2).any(|pair| {
                matches!(pair, ["kept" | "keep", "informed" | "updated" | "sighted" | "apprised"])
            })
            || words::first_phrase(words, &["standing item", "standing agenda item"]).is_some()
            || (kept && words.contains(&"under") && words.contains(&"review")))
}

/// "Report leaks to the contractor within the hour": a thing that went wrong is told to whoever mends
/// it, not how things stand to those who watch.
fn tells_who_acts(words: &[&str]) -> bool {
    const STANDING: &[&str] = &[
        "to",
        "on",
        "back",
        "quarterly",
        "monthly",
        "weekly",
        "annually",
        "regularly",
        "progress",
        "performance",
        "outcomes",
        "results",
        "findings",
        "figures",
        "spend",
        "risk",
        "risks",
        "position",
        "of",
        "and",
        "by",
    ];
    matches!(words, ["report", next, ..] if !STANDING.contains(next))
        && !words.iter().any(|word| AUDIENCES.contains(word))
}

/// "Performance reviewed monthly by the executive": how things stand is looked at by those who watch.
fn is_looked_at(words: &[&str]) -> bool {
    const STANDING: &[&str] = &[
        "performance",
        "progress",
        "position",
        "risk",
        "risks",
        "kpis",
        "data",
        "figures",
        "budget",
        "budgets",
        "spend",
        "trends",
        "indicators",
        "metrics",
    ];
    let at = words.iter().take(4).position(|word| {
        matches!(
            *word,
            "reviewed" | "reported" | "monitored" | "discussed" | "scrutinised" | "considered"
        )
    });
    at.is_some_and(|at| {
        let next = words.get(at + 1).copied().unwrap_or_default();
        words.iter().take(at).any(|word| STANDING.contains(word) || is_paper(word))
            && (is_frequency(next) || matches!(next, "by" | "at" | "to" | "through"))
    })
}

/// "Produce a monthly dashboard for the leadership team": a paper, again and again or for those who
/// watch.
fn hands_in(first: &[&str], words: &[&str]) -> bool {
    const SOON: usize = 6;
    let hands = matches!(
        first.first(),
        Some(
            &("produce"
                | "provide"
                | "prepare"
                | "present"
                | "submit"
                | "circulate"
                | "send"
                | "issue")
        )
    );
    let paper = words.iter().take(SOON).any(|word| {
        is_report(word)
            || matches!(
                *word,
                "dashboard"
                    | "dashboards"
                    | "scorecard"
                    | "scorecards"
                    | "briefing"
                    | "briefings"
                    | "update"
                    | "updates"
            )
    });
    let again =
        words.iter().any(|word| is_frequency(word) || *word == "regular" || *word == "termly");
    let heard = words.iter().skip(2).any(|word| AUDIENCES.contains(word));
    hands && paper && (again || heard)
}

/// "Regular updates to Senate", "Management accounts to trustees": papers for those who watch.
fn informs(first: &[&str], words: &[&str]) -> bool {
    const PAPERS: &[&str] = &[
        "updates",
        "accounts",
        "dashboard",
        "dashboards",
        "briefings",
        "briefing",
        "data",
        "figures",
        "performance",
    ];
    let paper = first.iter().position(|word| PAPERS.contains(word));
    paper.is_some_and(|at| {
        let before = first.get(..at).unwrap_or_default();
        let told = words.windows(2).any(|pair| {
            matches!(pair, [a, "to" | "at"] if PAPERS.contains(a) || *a == "presented" || *a == "reported")
        });
        let often = first.first().is_some_and(|word| is_frequency(word));
        let heard = often || words.iter().skip(2).any(|word| AUDIENCES.contains(word));
        told && heard && !before.iter().any(|word| is_doing(word))
    })
}

/// Those who watch.
pub(crate) const AUDIENCES: &[&str] = &[
    "board",
    "committee",
    "cabinet",
    "council",
    "senate",
    "trustees",
    "governors",
    "members",
    "executive",
    "panel",
    "scrutiny",
    "directors",
    "commissioner",
];

const MONITORING_THINGS: &[&str] = &[
    "borehole",
    "boreholes",
    "buoy",
    "buoys",
    "camera",
    "cameras",
    "points",
    "post",
    "posts",
    "well",
    "wells",
    "app",
    "programme",
    "programmes",
    "equipment",
    "system",
    "systems",
    "arrangements",
    "officer",
    "officers",
    "station",
    "stations",
    "device",
    "devices",
    "tool",
    "tools",
    "software",
    "unit",
    "network",
    "sensors",
    "service",
];

pub(crate) fn is_report(word: &str) -> bool {
    matches!(word, "report" | "reports" | "reporting" | "monitor" | "monitors" | "monitoring")
}
