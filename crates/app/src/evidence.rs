//! Evidence: files beside a risk, one of its actions, or the register; and the documents that were
//! brought in.

use bellwether_domain::Date;
use bellwether_history::{ActionMark, Attachment, Committed, Deed, Digest, Kept, RiskId, Seq};
use jiff::Timestamp;
use thiserror::Error;

use crate::{App, AppError, Author, read::Snapshot};

/// The longest name that is kept, in characters.
const LONGEST_NAME: usize = 150;

/// The fewest digits of a digest that name a file.
const FEWEST_DIGITS: usize = 8;

/// A file to be attached.
#[derive(Debug, Clone, Copy)]
pub struct NewFile<'a> {
    /// Its name, as the sender gives it.
    pub name: &'a str,
    /// Its media type, as the sender gives it; else it is told from the name.
    pub media: Option<&'a str>,
    /// Its bytes.
    pub bytes: &'a [u8],
}

/// What a file is to stand beside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Beside<'a> {
    /// The register as a whole.
    Register,
    /// The risk of this number, live or closed.
    Risk(&'a str),
    /// An action of the risk, by its place among them, from one.
    Action(&'a str, usize),
}

/// A file that a journal entry brought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Its name.
    pub name: String,
    /// Its bytes, which are those that were kept.
    pub bytes: Vec<u8>,
}

/// Why a file was not attached, withdrawn or found.
#[derive(Debug, Error)]
pub enum EvidenceError {
    /// The risk has no such action.
    #[error("risk {risk} has {} and none of number {number}", bellwether_domain::words::counted(*actions, "action"))]
    NoSuchAction {
        /// The risk.
        risk: String,
        /// The number asked for.
        number: usize,
        /// How many it has.
        actions: usize,
    },
    /// Nothing is called so.
    #[error(
        "no attachment is called “{0}”: give its journal entry, its name, or the first eight or \
         more digits of its digest"
    )]
    NoSuchFile(String),
    /// Different files are called so.
    #[error("{} attachments are called “{name}”: give the journal entry of one: {}", entries.len(), list(entries))]
    Several {
        /// What they are called.
        name: String,
        /// The entries that attached them.
        entries: Vec<Seq>,
    },
    /// Anything else.
    #[error(transparent)]
    App(#[from] AppError),
}

impl From<bellwether_history::ReadError> for EvidenceError {
    fn from(error: bellwether_history::ReadError) -> Self {
        Self::App(error.into())
    }
}

impl Author<'_> {
    /// Puts a file beside a risk, an action or the register.
    ///
    /// # Errors
    /// When there is no such risk or action, the file is empty or too large, or it
    /// cannot be kept. Nothing is written then.
    pub fn attach(
        &self,
        file: NewFile<'_>,
        beside: Beside<'_>,
    ) -> Result<Committed, EvidenceError> {
        let (risk, action) = self.subject(beside)?;
        let name = name(file.name);
        let attachment = Attachment {
            risk,
            action,
            media: media(file.media, &name),
            name,
            size: 0,
            sha256: Digest::ZERO,
        };
        let at = self.moment();
        let kept = self.store.attach(&self.register, &self.authority, attachment, file.bytes, at);
        Ok(kept.map_err(AppError::from)?)
    }

    /// Takes an attachment back; its bytes stay for the history.
    ///
    /// # Errors
    /// When the entry attached nothing, or what it attached is withdrawn already, or
    /// the store fails.
    pub fn detach(&self, attached: Seq) -> Result<Committed, EvidenceError> {
        let at = self.moment();
        let kept = self.store.withdraw(&self.register, &self.authority, attached, at);
        Ok(kept.map_err(AppError::from)?)
    }
}

impl App {
    /// Every file that was ever attached, oldest first.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn evidence(&self) -> Result<Vec<Kept>, AppError> {
        Ok(self.store.attachments(&self.register.organisation)?)
    }

    /// The files that stand beside a risk or one of its actions as at the date of a snapshot, as it
    /// knows them; as at now, where it is the newest there is.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn evidence_of(&self, risk: RiskId, snapshot: &Snapshot) -> Result<Vec<Kept>, AppError> {
        let as_at = Some(snapshot.as_at).filter(|date| !snapshot.timeline.is_latest(*date));
        let mut kept = self.store.attachments_of(&self.register.organisation, risk)?;
        kept.retain(|kept| stands(kept, as_at, snapshot.known()));
        Ok(kept)
    }

    /// The attachment that a journal entry, a name or the first digits of a digest name; of
    /// several with the same content the last.
    ///
    /// # Errors
    /// When there is none, or there are several of different content.
    pub fn find_evidence(&self, called: &str) -> Result<Kept, EvidenceError> {
        let all = self.evidence()?;
        let entry = called.parse().ok().map(Seq);
        if let Some(kept) = all.iter().find(|kept| Some(kept.entry.seq) == entry) {
            return Ok(kept.clone());
        }
        let digits = called.to_ascii_lowercase();
        let by_digest = |kept: &Kept| {
            digits.len() >= FEWEST_DIGITS && kept.attachment.sha256.to_string().starts_with(&digits)
        };
        let found: Vec<Kept> = all
            .into_iter()
            .filter(|kept| kept.attachment.name == called || by_digest(kept))
            .collect();
        let Some(last) = found.last() else {
            return Err(EvidenceError::NoSuchFile(called.to_owned()));
        };
        if found.iter().any(|kept| kept.attachment.sha256 != last.attachment.sha256) {
            let entries = found.iter().map(|kept| kept.entry.seq).collect();
            return Err(EvidenceError::Several { name: called.to_owned(), entries });
        }
        Ok(last.clone())
    }

    /// The file that a journal entry brought: an attachment, withdrawn or not, or the document of
    /// an import; `None` where it brought none that was kept.
    ///
    /// # Errors
    /// When the store cannot be read, or does not hold the bytes that were kept.
    pub fn file(&self, seq: Seq) -> Result<Option<File>, AppError> {
        let entry = self.store.journal(&self.register.organisation, seq..=seq)?.into_iter().next();
        let (name, sha256) = match entry.map(|entry| entry.deed) {
            Some(Deed::Attach(attachment)) => (attachment.name, attachment.sha256),
            Some(Deed::Import(import)) if import.size.is_some() => (import.file, import.sha256),
            _ => return Ok(None),
        };
        let bytes = self.store.attachment(&self.register.organisation, sha256)?;
        Ok(bytes.map(|bytes| File { name, bytes }))
    }

    /// The largest file that is kept, in bytes.
    pub fn attachment_limit(&self) -> usize {
        self.store.attachment_limit()
    }

    fn subject(
        &self,
        beside: Beside<'_>,
    ) -> Result<(Option<RiskId>, Option<ActionMark>), EvidenceError> {
        let (reference, number) = match beside {
            Beside::Register => return Ok((None, None)),
            Beside::Risk(reference) => (reference, None),
            Beside::Action(reference, number) => (reference, Some(number)),
        };
        let snapshot = self.snapshot(None, None)?;
        let version = snapshot.find(reference)?;
        let Some(number) = number else { return Ok((Some(version.id), None)) };
        let actions = &version.risk.actions;
        let action = number.checked_sub(1).and_then(|place| actions.get(place));
        let (Some(action), Ok(place)) = (action, u32::try_from(number)) else {
            return Err(EvidenceError::NoSuchAction {
                risk: reference.to_owned(),
                number,
                actions: actions.len(),
            });
        };
        let mark = ActionMark { id: action.id, number: place, words: action.description.clone() };
        Ok((Some(version.id), Some(mark)))
    }
}

/// Whether an attachment stands as at a date, as known at a moment; today and now where none is
/// given.
pub fn stands(kept: &Kept, as_at: Option<Date>, known: Option<Timestamp>) -> bool {
    let then = |entry: &bellwether_history::Entry| {
        as_at.is_none_or(|date| entry.effective <= date)
            && known.is_none_or(|moment| entry.recorded <= moment)
    };
    then(&kept.entry) && !kept.withdrawn.as_ref().is_some_and(then)
}

/// A file's name as it is kept: without its folder, without what does not show or turns the
/// direction of writing, and short enough for any file system.
pub fn name(given: &str) -> String {
    let base = given.rsplit(['/', '\\']).next().unwrap_or_default();
    let shown: String = base.chars().filter(|c| !is_hidden(*c)).collect();
    let words = shown.split_whitespace().collect::<Vec<_>>().join(" ");
    let name = words.trim_matches(['.', ' ']);
    if name.is_empty() {
        return "file".to_owned();
    }
    let length = name.chars().count();
    if length <= LONGEST_NAME {
        return name.to_owned();
    }
    // The ending says what kind of file it is.
    let (stem, ending) = match name.rsplit_once('.') {
        Some((stem, ending)) if ending.chars().count() <= 10 => (stem, format!(".{ending}")),
        _ => (name, String::new()),
    };
    let room = LONGEST_NAME - ending.chars().count();
    stem.chars().take(room).collect::<String>() + &ending
}

/// Control characters but white space, and marks that do not show or turn the direction of writing.
fn is_hidden(c: char) -> bool {
    (c.is_control() && !c.is_whitespace())
        || matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}')
}

/// A media type as it is kept: the one given where it has the form of one, else by the name.
fn media(given: Option<&str>, name: &str) -> String {
    let token = |part: &str| {
        (1..=80).contains(&part.len())
            && part.bytes().all(|b| b.is_ascii_alphanumeric() || b"!#$&^_.+-".contains(&b))
    };
    let is_media = |text: &&str| text.split_once('/').is_some_and(|(a, b)| token(a) && token(b));
    let given = given.and_then(|text| text.split(';').next()).map(str::trim).filter(is_media);
    match given {
        Some(given) => given.to_ascii_lowercase(),
        None => mime_guess::from_path(name).first_or_octet_stream().essence_str().to_owned(),
    }
}

fn list(entries: &[Seq]) -> String {
    entries.iter().map(Seq::to_string).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_kept_without_what_deceives() {
        for (given, kept) in [
            ("minutes.pdf", "minutes.pdf"),
            ("C:\\papers\\minutes.pdf", "minutes.pdf"),
            ("../../etc/passwd", "passwd"),
            ("a\r\nb\0c\u{202e}fdp.exe", "a bcfdp.exe"),
            ("  .. ", "file"),
            ("", "file"),
            ("\u{200b}", "file"),
            ("“Café” <b>.txt", "“Café” <b>.txt"),
        ] {
            assert_eq!(name(given), kept, "{given:?}");
        }
        let long = name(&("x".repeat(400) + ".docx"));
        assert_eq!(long.chars().count(), LONGEST_NAME);
        assert!(long.ends_with("x.docx"));
    }

    #[test]
    fn a_media_type_has_the_form_of_one() {
        assert_eq!(media(Some("Application/PDF; x=y"), "a"), "application/pdf");
        assert_eq!(media(Some("text/html\r\nX: y"), "a.pdf"), "application/pdf");
        assert_eq!(media(None, "a.png"), "image/png");
        assert_eq!(media(Some("sheep"), "a"), "application/octet-stream");
    }
}
