//! What office documents say above and below their text.

use bellwether_papers::paper::Paper;

/// Whose paper it is, under the title that does not say so itself.
pub(crate) fn below_title(paper: &Paper) -> Option<&str> {
    let named = paper.title.to_lowercase().contains(&paper.organisation.to_lowercase());
    (!named).then_some(paper.organisation.as_str())
}

/// A title as a running head has room for it.
pub(crate) fn shortened(title: &str) -> String {
    const ROOM: usize = 60;
    if title.chars().count() <= ROOM {
        return title.to_owned();
    }
    let start: String = title.chars().take(ROOM).collect();
    let whole = start.rsplit_once(' ').map_or(start.as_str(), |(words, _)| words);
    format!("{whole} …")
}
