//! Who makes a change, why, and from which day it holds: what stands in the journal for good, so
//! that it is never blank and never deceives the eye.

use std::{fmt, str::FromStr};

use bellwether_domain::Date;
use thiserror::Error;

/// The longest name, in characters.
pub const LONGEST_NAME: usize = 200;

/// The longest reason, in characters.
pub const LONGEST_REASON: usize = 2_000;

/// Who makes a change, why, and from which day it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Authority {
    /// Who.
    pub actor: ActorName,
    /// Why.
    pub reason: Reason,
    /// From which day it is true.
    pub effective: Date,
}

impl Authority {
    /// Reads what was typed.
    ///
    /// # Errors
    /// Everything that cannot stand in the journal.
    pub fn read(who: &str, why: &str, effective: Date) -> Result<Self, Vec<NoAuthority>> {
        match (who.parse(), why.parse()) {
            (Ok(actor), Ok(reason)) => Ok(Self { actor, reason, effective }),
            (who, why) => Err(who.err().into_iter().chain(why.err()).collect()),
        }
    }
}

/// The name of somebody who makes a change: some visible text of at most [`LONGEST_NAME`]
/// characters, its white space collapsed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ActorName(String);

/// Why a change is made: some visible text of at most [`LONGEST_REASON`] characters, its white
/// space collapsed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason(String);

/// What a seal is for, as [`ActorName`] is spelt: it stands in one line of a witness's file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeetingName(String);

/// Why a text cannot stand in the journal as a name or a reason.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum NoAuthority {
    /// No name.
    #[error("say who makes the change: it is kept with a name")]
    NoName,
    /// No reason.
    #[error("say why: a change is kept with its reason")]
    NoReason,
    /// Too much of it.
    #[error("the {what} is {length} characters long: give one of at most {most}")]
    TooLong {
        /// “name” or “reason”.
        what: &'static str,
        /// How long it is.
        length: usize,
        /// How long it may be.
        most: usize,
    },
    /// It deceives the eye.
    #[error(
        "the {what} holds a character that does not show or turns the direction of writing \
         (U+{:04X}): type it without",
        u32::from(*.character)
    )]
    Hidden {
        /// “name” or “reason”.
        what: &'static str,
        /// The first such character.
        character: char,
    },
}

impl FromStr for ActorName {
    type Err = NoAuthority;

    fn from_str(text: &str) -> Result<Self, NoAuthority> {
        fit("name", text, LONGEST_NAME)?.ok_or(NoAuthority::NoName).map(Self)
    }
}

impl FromStr for MeetingName {
    type Err = NoAuthority;

    fn from_str(text: &str) -> Result<Self, NoAuthority> {
        fit("name", text, LONGEST_NAME)?.ok_or(NoAuthority::NoName).map(Self)
    }
}

impl MeetingName {
    /// It as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for MeetingName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for Reason {
    type Err = NoAuthority;

    fn from_str(text: &str) -> Result<Self, NoAuthority> {
        fit("reason", text, LONGEST_REASON)?.ok_or(NoAuthority::NoReason).map(Self)
    }
}

/// The text with every run of white space one space; `None` where nothing of it would be seen.
fn fit(what: &'static str, text: &str, most: usize) -> Result<Option<String>, NoAuthority> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some(character) = text.chars().find(|c| is_hidden(*c)) {
        return Err(NoAuthority::Hidden { what, character });
    }
    let length = text.chars().count();
    if length > most {
        return Err(NoAuthority::TooLong { what, length, most });
    }
    Ok((!text.chars().all(is_blank)).then_some(text))
}

/// Control characters, and marks that do not show or turn the direction of writing; but those that
/// some languages write words with.
fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}'
            | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// What is no white space and leaves the paper white.
fn is_blank(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '\u{200c}'
                | '\u{200d}'
                | '\u{2800}'
                | '\u{3164}'
                | '\u{115f}'
                | '\u{1160}'
                | '\u{ffa0}'
                | '\u{fe00}'..='\u{fe0f}' | '\u{34f}'
        )
}

impl ActorName {
    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Reason {
    /// The reason as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ActorName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    const DAY: Date = Date::constant(2025, 1, 1);

    #[rstest]
    #[case("Zoë  van\tDam", "as the\r\ngroup decided")]
    #[case(&"é".repeat(LONGEST_NAME), &"é".repeat(LONGEST_REASON))]
    #[case("می\u{200c}رود", "बैठक में")]
    fn what_can_be_seen_stands(#[case] who: &str, #[case] why: &str) {
        let authority = Authority::read(who, why, DAY).unwrap();
        assert!(!authority.actor.as_str().contains(['\t', '\n', '\r']));
        assert_eq!(authority.reason.as_str().split(' ').count(), why.split_whitespace().count());
    }

    #[rstest]
    #[case("", "say who")]
    #[case("   ", "say who")]
    #[case("\u{2800}\u{a0}\u{3164}", "say who")]
    #[case("a\u{202e}b", "U+202E")]
    #[case("\u{200b}", "U+200B")]
    #[case("a\0", "U+0000")]
    #[case(&"x".repeat(LONGEST_NAME + 1), "201 characters long: give one of at most 200")]
    fn what_is_blank_too_long_or_deceives_is_refused(#[case] who: &str, #[case] told: &str) {
        let refused = Authority::read(who, " ", DAY).unwrap_err();
        assert!(refused[0].to_string().contains(told), "{refused:?}");
        assert_eq!(refused[1], NoAuthority::NoReason);
    }
}
