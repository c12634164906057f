//! # Only reports or monitors
//!
//! ## What it finds
//!
//! A description that begins with *report(s), reporting, monitor* or *monitoring*, or has it
//! after one or two words that qualify it and are no verb of doing and no attendance (ACT-18):
//! "Annual report to board", "HR and performance reports". Small words like *and* are not
//! counted. So does one that is a review again and again ("Weekly review of the position", "Keep
//! under review", "Track progress", "Horizon scanning"), or a paper for those who watch ("Regular
//! updates to Senate", "Provide a quarterly report to the board", "Trustees to note the log", "Maintain
//! oversight via the board"). What names a deed as well, or a time
//! within which something is done, and what calls itself business as usual (ACT-16) is none. It goes by
//! words and can err. One finding for each action.
//! Silent where the register is not in English.
//!
//! ## Why
//!
//! To watch a risk does not reduce it. Reports are assurance; they belong beside the controls
//! they report on.
//!
//! ## Example
//!
//! "Quarterly report to the board".
//!
//! ## What to do
//!
//! Say what is done about what the report shows; keep the report as a source of assurance.
//!
//! ## Settings
//!
//! None.

use super::super::prelude::*;
use bellwether_domain::ActionField;

use super::{is_attendance, is_doing, is_frequency, is_small};

pub(crate) const RULE: Rule = Rule {
    id: "ACT-17",
    name: "only-reports",
    title: "Only reports or monitors",
    severity: Severity::Medium,
    kind: Kind::Text,
    starred: false,
    help: "Say what is done about what the report shows; list the report as assurance.",
    source: include_str!("only_reports.rs"),
    looks: &[(Sight::Risk, run)],
};

fn run(on: &Context<'_>, out: &mut Findings) {
    if !on.is_english() {
        return;
    }
    for (risk, action) in on.actions() {
        let deed = super::goes_on_to_do(action.words()) || super::is_in_order_to_do(action.words());
        if reports(action.words()) && !deed {
            let message = "Reporting and monitoring do not by themselves reduce the risk.";
            let evidence = action.action.description.as_str();
            out.action(risk, action, message, evidence).field(ActionField::Description);
        }
    }
}

/// Whether all that it begins with is to report, to watch or to review again and again.
pub(super) fn reports(words: &[&str]) -> bool {
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
    to.is_some_and(|to| words.iter().take(to).any(|word| watches(&word)))
        || (words.iter().take(3).skip(1).any(|word| {
            matches!(
                *word,
                "review" | "reviews" | "consider" | "considers" | "receive" | "receives"
            )
        }) && words.first().is_some_and(|word| watches(&word))
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
            || before.last().is_some_and(|word| super::is_number(word)));
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
pub(super) const AUDIENCES: &[&str] = &[
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

pub(super) fn is_report(word: &str) -> bool {
    matches!(word, "report" | "reports" | "reporting" | "monitor" | "monitors" | "monitoring")
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::finds;

    #[test]
    fn finds_reports_with_up_to_two_words_before() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 4x4 3x4 2x4
            - Reports to board on boilers | AB | Ongoing | A
            - Annual report to board | AB | Ongoing | A
            - HR and performance reports to board | AB | Ongoing | A
            - Monitoring of pressure | AB | Ongoing | A
            - Weekly review of the pressure | AB | Weekly | A
            - Keep the pressure under review | AB | Ongoing | A
            - Monthly figures to trustees | AB | Monthly | G
            - Monitor pressure and temperature where possible | AB | Ongoing | A
            - Monitor income and cost | AB | Ongoing | A
            - Retain oversight through the stokers' panel | AB | Ongoing | A
            - Feed back to the board | AB | Ongoing | A
            - Governors to note the log of stoppages | AB | Ongoing | A
            - Stokers' group to oversee | AB | Ongoing | A
            - Soot figures to be tabled at each board | AB | Ongoing | A
            - Update to Senate each term | AB | Ongoing | A
            - Take a paper to Cabinet on soot | AB | Ongoing | A
            - Track soot levels | AB | Ongoing | A
            - Keep a watching brief on the price of coal | AB | Ongoing | A
            - Governors to receive monthly accounts | AB | Ongoing | A
            - Monthly soot quality report to the inspector | AB | Ongoing | A
            - Soot dashboards | AB | Ongoing | A
            - Stokers to be kept informed | AB | Ongoing | A
            - Boiler sub-group to monitor soot | AB | Ongoing | A
            - Trustees review soot figures each term | AB | Ongoing | A
            ",
            &[
                "1.1", "1.2", "1.3", "1.4", "1.5", "1.6", "1.7", "1.8", "1.9", "1.10", "1.11",
                "1.12", "1.13", "1.14", "1.15", "1.16", "1.17", "1.18", "1.19", "1.20", "1.21",
                "1.22", "1.23", "1.24",
            ],
        );
    }

    #[test]
    fn silent_where_something_is_done_first() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 4x4 3x4 2x4
            - Mend the boiler and report to board | AB | Ongoing | A
            - Act on annual report | AB | Ongoing | A
            - Review monitoring arrangements | AB | Ongoing | A
            - Review the contract | AB | Apr-18 | A
            - Monitoring of pressure fitted to all tanks | AB | Apr-18 | A
            - Appoint an engineer to oversee | AB | Apr-18 | A
            - Bore two monitoring holes | AB | Apr-18 | A
            - Sink monitoring wells | AB | Apr-18 | A
            - Monitor pressure hourly and vent tanks when it passes 6 bar | AB | Ongoing | A
            - Reporting line for stokers to pass to the yard | AB | Apr-18 | A
            - Report-and-support form opens to stokers | AB | Apr-18 | A
            - Take a paper to Cabinet seeking money for a boiler | AB | Apr-18 | A
            - Monitor sludge and skim tanks above 40 cm | AB | Ongoing | A
            - Report cracks to the foreman, who shuts the valve | AB | Ongoing | A
            ",
            &[],
        );
    }
}
