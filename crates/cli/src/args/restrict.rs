//! What can be asked of `restrict`.

use std::str::FromStr;

use clap::Args as Arguments;

use super::Place;

#[derive(Arguments)]
pub(crate) struct Restrict {
    /// What is not for the public: risk=NUMBER, action=NUMBER/2 (the second action of a risk),
    /// category=WORDS, heading=NAME (a field, or a column's own heading) or attachment=NAME (or its
    /// journal entry, or eight or more digits of its digest); without it, what is marked is listed
    pub(crate) what: Option<What>,
    #[command(flatten)]
    pub(crate) place: Place,
    /// The paragraph relied on, for example "LGA 1972 Sch. 12A para. 3"
    #[arg(long, value_name = "PARAGRAPH", default_value = "", hide_default_value = true)]
    pub(crate) under: String,
    /// It is for the public again
    #[arg(long, requires = "what", conflicts_with = "under")]
    pub(crate) lift: bool,
    /// Why, for the journal
    #[arg(long, default_value = "Marked as not for the public, or no longer")]
    pub(crate) reason: String,
    /// Who, for the journal (default: the name you are signed in with)
    #[arg(long)]
    pub(crate) by: Option<String>,
}

/// Something to mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum What {
    /// A risk, by its number.
    Risk(String),
    /// An action, by the number of its risk and its place there from 1.
    Action(String, usize),
    /// A category, by its words.
    Category(String),
    /// What stands under a heading.
    Heading(String),
    /// A file kept as evidence, by its entry, name or digest.
    Attachment(String),
}

impl FromStr for What {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (kind, name) = text.split_once('=').unwrap_or((text, ""));
        let name = name.trim().to_owned();
        match kind.trim() {
            _ if name.is_empty() => {}
            "risk" => return Ok(Self::Risk(name)),
            "action" => {
                if let Some((risk, at)) = name.rsplit_once('/')
                    && let Ok(at) = at.trim().parse()
                {
                    return Ok(Self::Action(risk.trim().to_owned(), at));
                }
            }
            "category" => return Ok(Self::Category(name)),
            "heading" => return Ok(Self::Heading(name)),
            "attachment" => return Ok(Self::Attachment(name)),
            _ => {}
        }
        Err("write risk=NUMBER, action=NUMBER/2, category=WORDS, heading=NAME or attachment=NAME"
            .to_owned())
    }
}
