//! What can go wrong, each with its remedy.

use bellwether_domain::{Date, calendar::long_date};
use bellwether_history::RiskId;
use thiserror::Error;

use crate::import::{
    Question,
    question::{Concern, Kind},
};

/// Why something could not be read or done.
#[derive(Debug, Error)]
pub enum AppError {
    /// The document could not be read as a register.
    #[error(transparent)]
    Intake(#[from] bellwether_intake::IntakeError),
    /// The document does not say which date it speaks of.
    #[error("the document does not say which date it speaks of: give the date of the register")]
    NoDate,
    /// A text of the document is longer than any is kept.
    #[error(
        "{} has {length} characters in “{place}”, and {} are the most that a text may have: \
         shorten it in the document, and read it again",
        risk,
        bellwether_domain::place::MOST_CHARACTERS
    )]
    Overlong {
        /// Which risk ("risk 7").
        risk: String,
        /// Where in it, in the document's own words.
        place: String,
        /// How many characters it has.
        length: usize,
    },
    /// There are questions that nobody has answered.
    #[error("{}", asked(questions))]
    Undecided {
        /// The questions.
        questions: Vec<Question>,
    },
    /// It was said which risk is which, of risks that are not there.
    #[error(
        "there is no such pair of risks: {}. Give the number on the register and the number in \
         the document, each as it stands there and belonging to one risk alone, \
         or none",
        pairs.join(", ")
    )]
    NoSuchPair {
        /// The pairs as given.
        pairs: Vec<String>,
    },
    /// Several risks have the number that was asked for.
    #[error("{}", shared(reference, risks))]
    SharedNumber {
        /// The number asked for.
        reference: String,
        /// The risks that have it: id and words.
        risks: Vec<(RiskId, String)>,
    },
    /// Someone changed the register between the plan and its acceptance.
    #[error(
        "the register has changed since this plan was made: look at the new plan and accept it \
         again"
    )]
    Changed,
    /// There is no register yet.
    #[error("there is no register in this database yet: bring one in")]
    Empty,
    /// Nothing was recorded by the moment asked for.
    #[error("nothing had been recorded by {known}: give a later moment")]
    NotKnownYet {
        /// The moment asked for.
        known: jiff::Timestamp,
    },
    /// The register had not begun on the date asked for.
    #[error("the register's history begins on {begins}: there is nothing to show as at {as_at}")]
    BeforeHistory {
        /// The date asked for.
        as_at: Date,
        /// The first date there is something to show.
        begins: Date,
    },
    /// All that is known of the register holds from a day that is yet to come.
    #[error(
        "the register begins on {begins}, which is yet to come: ask for it as at that day, or \
         bring in the issue that holds now"
    )]
    YetToCome {
        /// The first date there is something to show.
        begins: Date,
    },
    /// No risk has the number asked for.
    #[error("there is no risk “{reference}” on the register as at {as_at}")]
    NoSuchRisk {
        /// The number asked for.
        reference: String,
        /// The date asked for.
        as_at: Date,
    },
    /// A seal that is for nothing.
    #[error("say what is sealed for, such as the name and date of the meeting")]
    NoSealName,
    /// A name that a seal cannot have.
    #[error(transparent)]
    SealName(bellwether_history::NoAuthority),
    /// A seal as at a day that is yet to come.
    #[error(
        "{as_at} is ahead of today ({today}): what holds then may still change. Give another day, \
         or say that it is meant"
    )]
    SealAhead {
        /// The day asked for.
        as_at: Date,
        /// The day it is where the body is.
        today: Date,
    },
    /// No seal has the number asked for.
    #[error("journal entry {0} is no seal: choose one of the seals that the history lists")]
    NoSuchSeal(bellwether_history::Seq),
    /// A paper that is to be compared with what is not before it.
    #[error(
        "the paper is of {}, and what it is to be compared with ({}) is not before that: name an \
         earlier date, or a seal that was made before",
        long_date(*of),
        long_date(*since)
    )]
    NotBefore {
        /// The date that it was to be compared with.
        since: Date,
        /// That of the paper.
        of: Date,
    },
    /// A setting that this program cannot read.
    #[error(
        "the setting “{key}” of journal entry {seq} cannot be read ({problem}): set it anew, or \
         use the program that wrote it"
    )]
    Setting {
        /// Which setting.
        key: String,
        /// The entry that wrote it.
        seq: bellwether_history::Seq,
        /// What is wrong with it.
        problem: String,
    },
    /// The store could not be read.
    #[error(transparent)]
    Read(#[from] bellwether_history::ReadError),
    /// The change could not be kept.
    #[error(transparent)]
    Commit(#[from] bellwether_history::CommitError),
}

/// The risks of one number, each with the id that names it alone.
fn shared(reference: &str, risks: &[(RiskId, String)]) -> String {
    let each: Vec<String> = risks.iter().map(|(id, words)| format!("“{words}” ({id})")).collect();
    format!(
        "{} risks have the number {reference}: {}. Give each a number of its own, or name the one \
         you mean by its id",
        risks.len(),
        each.join(", ")
    )
}

fn asked(questions: &[Question]) -> String {
    unanswered(questions, |_| String::new())
}

/// Questions that nobody has answered, in a sentence; each with what is said of how to.
pub fn unanswered(questions: &[Question], how: impl Fn(&Question) -> String) -> String {
    let one = |question: &Question| {
        // A doubt is known by what is doubted, a risk by its number.
        let name = |concern: &Concern| match question.kind {
            Kind::Reading => {
                format!("{}: {}", concern.name, concern.words.trim_end_matches('.'))
            }
            _ => concern.name.clone(),
        };
        let names: Vec<String> = question.concerns.iter().map(name).collect();
        let names =
            if names.is_empty() { String::new() } else { format!(" ({})", names.join(", ")) };
        format!("{}{names}{}", question.words, how(question))
    };
    let all: Vec<String> = questions.iter().map(one).collect();
    format!("nothing was changed, because a question is not answered: {}", all.join("; "))
}
