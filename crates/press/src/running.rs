//! What office documents say above and below their text.

use bellwether_domain::calendar::long_date;
use bellwether_papers::paper::Paper;

/// Whose paper it is and of what day, under the title.
pub(crate) fn below_title(paper: &Paper) -> String {
    let day = paper.as_at.map(|day| format!("As at {}", long_date(day)));
    let organisation = Some(paper.organisation.clone()).filter(|name| !name.is_empty());
    [organisation, day].into_iter().flatten().collect::<Vec<_>>().join(" · ")
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
