//! The acronyms in a text.

/// An acronym as it stands in a text once.
#[derive(Debug)]
pub(crate) struct Said {
    /// Its capitals.
    pub(crate) name: Box<str>,
    /// Whether it is written out beside it.
    pub(crate) explained: bool,
}

/// The acronyms of a text, as often as they stand there; none where all of it is in capitals.
pub(super) fn said(text: &str) -> Vec<Said> {
    if !text.chars().any(char::is_lowercase) {
        return vec![];
    }
    let said = |(start, token): (usize, &str)| {
        let name = acronym(token)?.into();
        let before = text.get(..start).unwrap_or_default();
        let after = text.get(start + token.len()..).unwrap_or_default();
        let explained = before.ends_with('(') && after.starts_with(')') || after.starts_with(" (");
        Some(Said { name, explained })
    };
    tokens(text).filter_map(said).collect()
}

/// Runs of letters and digits, each with where it starts.
fn tokens(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let base = text.as_ptr() as usize;
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|token| token.len() > 1)
        .map(move |token| (token.as_ptr() as usize - base, token))
}

/// The capitals of a token that is an acronym.
fn acronym(token: &str) -> Option<&str> {
    const KNOWN: &[&str] = &["UK", "EU", "PDF", "II", "III", "IV", "VI", "VII", "VIII", "IX", "NB"];
    let letters = token.strip_suffix('s').unwrap_or(token);
    let capitals = letters.chars().all(char::is_uppercase) && letters.chars().count() > 1;
    (capitals && !KNOWN.contains(&letters)).then_some(letters)
}
