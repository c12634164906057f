//! What a group says: of one finding its own words, of many "77 of 187 actions" and what they do.

use super::sums::Sums;
use crate::words::plural;

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Unit {
    Places,
    Risks,
    Actions,
    PairsOfRisks,
    PairsOfActions,
}

/// The words of a group that tells of several places: its title, what goes on from a number where there
/// is something, the number, and how many more than are told here it counts.
pub(super) fn message(title: &str, said: Option<&str>, number: &str, elsewhere: usize) -> String {
    // "1 of 31 risks", at several of its places.
    let mut message = match said.filter(|_| !number.starts_with("1 ")) {
        Some(said) => format!("{number} {said}"),
        None => format!("{title}: {number}"),
    };
    message.push_str(&match elsewhere {
        0 => String::new(),
        1 => "; 1 of them is told with another finding".to_owned(),
        some => format!("; {some} of them are told with other findings"),
    });
    message
}

impl Unit {
    /// How many there are of so many findings, at so many risks and so many of their actions.
    pub(super) fn of(self, all: usize, risks: usize, at_actions: usize) -> usize {
        match self {
            Self::Places | Self::PairsOfRisks | Self::PairsOfActions => all,
            Self::Actions => at_actions,
            Self::Risks => risks,
        }
    }

    /// "77 of 187 actions", "25 of 31 risks", "7 pairs of risks".
    pub(super) fn often(self, count: usize, whole: &Sums) -> String {
        let pairs =
            |one: &str, many: &str| format!("{count} {}", if count == 1 { one } else { many });
        match self {
            Self::Places => plural(count, "place"),
            Self::Risks => format!("{count} of {}", plural(whole.risks.max(count), "risk")),
            Self::Actions => format!("{count} of {}", plural(whole.actions.max(count), "action")),
            Self::PairsOfRisks => pairs("pair of risks", "pairs of risks"),
            Self::PairsOfActions => pairs("pair of actions", "pairs of actions"),
        }
    }
}

/// The words that go on from the number of risks or actions, where a rule has some.
/// Of what is only good to know some say something less.
pub(super) fn said(rule: &str, to_note: bool) -> Option<&'static str> {
    let of = |all: &[(&str, &'static str)]| {
        all.iter().find(|(id, _)| *id == rule).map(|(_, words)| *words)
    };
    of(if to_note { TO_NOTE } else { &[] }).or_else(|| of(SAID))
}

const TO_NOTE: &[(&str, &str)] = &[
    ("SCR-19", "have scored the same since the issue before, or stay at their target"),
    ("SCR-20", "moved in score by a step, without a reason"),
];

const SAID: &[(&str, &str)] = &[
    ("ACT-01", "have “ongoing” as their only date"),
    ("ACT-02", "have a date that is still to be decided"),
    ("ACT-03", "are amber or red without a date"),
    ("ACT-04", "are overdue"),
    ("ACT-05", "are past their date and green, and nothing says that they are done"),
    ("ACT-06", "passed a milestone and go on, and nothing says what came of it"),
    ("ACT-07", "recur, and nothing says whether the last time was kept"),
    ("ACT-08", "passed an earlier milestone, and nothing says whether it was met"),
    ("ACT-09", "seem to be done and are still listed as live"),
    ("ACT-10", "have a date that may contradict itself"),
    ("ACT-11", "are due soon"),
    ("ACT-12", "are due on the first of a month"),
    ("ACT-13", "have a progress note inside the date"),
    ("ACT-14", "quote a year that is past"),
    ("ACT-15", "give one time in their words and another in their date"),
    ("ACT-16", "call themselves business as usual"),
    ("ACT-17", "only report or monitor"),
    ("ACT-18", "only attend or engage"),
    ("ACT-19", "name a thing and no deed"),
    ("ACT-20", "are serious and have one action only"),
    ("ACT-21", "have no action with a date"),
    ("ACT-23", "are red, and no date ahead says when they will be back on track"),
    ("ACT-26", "are severe now, with no dated milestone ahead"),
    ("ACT-27", "had their date moved more than once"),
    ("ACT-28", "are due on a day that does not exist"),
    ("DUP-01", "have the same actions"),
    ("DUP-03", "say the same under different risks"),
    ("DUP-04", "say the same, with another owner, date or status"),
    ("DUP-06", "have overlapping titles"),
    ("IMP-09", "have a score that likelihood and impact do not give"),
    ("IMP-10", "are rated off the scale"),
    ("IMP-13", "name a person who is not in the key"),
    ("OWN-01", "have more than one owner"),
    ("OWN-02", "have more than one owner"),
    ("OWN-04", "have an owner without any action on the risk"),
    ("OWN-05", "are owned by none of the risk’s owners"),
    ("OWN-06", "share no owner with their actions"),
    ("SCR-01", "score the same now as before any control"),
    ("SCR-02", "aim at the score that they have now"),
    ("SCR-03", "score the same before any control, now and at their target"),
    ("SCR-04", "have a rating that gets worse from one assessment to the next"),
    ("SCR-05", "are still severe at their target, and nobody has accepted that"),
    ("SCR-06", "score lower than at first, and no finished action or control shows why"),
    ("SCR-07", "aim lower, with no dated milestone ahead"),
    ("SCR-08", "aim at a steep fall, with nothing dated that leads to it"),
    ("SCR-09", "aim at a lower impact"),
    ("SCR-10", "are scored as certain to happen"),
    ("SCR-11", "are at their target while amber or red actions are open"),
    ("SCR-12", "are severe but unlikely"),
    ("SCR-15", "have mostly green actions and a score that has not moved"),
    ("SCR-16", "have only green actions and are not at their target"),
    ("SCR-19", "have scored the same above their target for longer than one review"),
    (
        "SCR-20",
        "moved far in score, rose into another band or fell with nothing done, without a reason",
    ),
    ("SCR-21", "never came nearer to their target"),
    ("TXT-01", "turn an objective round instead of saying what might happen"),
    ("TXT-02", "name no cause"),
    ("TXT-03", "name no consequence"),
    ("TXT-04", "may hold more than one risk"),
    ("TXT-05", "are worded as happening already"),
    ("TXT-06", "have a word that cannot be measured"),
    ("TXT-07", "speak of what another body does"),
    ("TXT-08", "are worded in too few words"),
    ("TXT-09", "are worded in too many words"),
    ("TXT-10", "have a slip of language"),
    ("TXT-11", "have an acronym that is never written out"),
];

#[cfg(test)]
mod tests {
    use super::SAID;

    #[test]
    fn only_rules_of_the_catalogue_say_something() {
        let unknown = SAID.iter().filter(|(id, _)| crate::rule(id).is_none());
        assert_eq!(unknown.count(), 0);
    }
}
