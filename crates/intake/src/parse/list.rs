//! Several actions or controls in one cell: bullets, numbering, blank lines, semicolons.

use bellwether_sheets::words::marker;
pub(crate) use bellwether_sheets::words::unmarked;

use super::{is_nothing, squeeze};

/// Divides a cell into its items; a cell of one item gives one.
/// `wrapped` says that the column is narrow and breaks its lines anywhere.
pub(crate) fn items(text: &str, wrapped: bool) -> Vec<String> {
    let lines: Vec<&str> = text.split('\n').map(str::trim).collect();
    if let [line] = lines.as_slice()
        && let Some(parts) = numbered(line)
    {
        return parts.into_iter().filter(|part| !is_nothing(part)).collect();
    }
    if let Some(counted) = counted(&lines) {
        return counted.iter().map(|item| squeeze(item)).filter(|item| !is_nothing(item)).collect();
    }
    let longest = lines.iter().map(|line| line.chars().count()).max().unwrap_or(0);
    let bulleted = lines.iter().filter(|line| marker(line).is_some()).count();
    let blocks = lines.iter().any(|line| line.is_empty());
    let plain = !wrapped && bulleted == 0 && !blocks && stands_alone(&lines);
    let mut items: Vec<String> = Vec::new();
    let mut open = false;
    let mut before = "";
    for line in &lines {
        if line.is_empty() {
            open = false;
            continue;
        }
        let bullet = marker(line);
        let breaks = match bullet {
            Some(_) => true,
            // With bullets or blank lines to go by, a bare line continues.
            None if bulleted > 0 && !items.is_empty() => !open,
            None if blocks => !open,
            None if plain => true,
            None => !open || !wrapped && is_break(before, line, longest),
        };
        let rest = bullet.map_or(*line, |length| line.get(length..).unwrap_or_default().trim());
        match items.last_mut() {
            Some(last) if !breaks => {
                last.push(' ');
                last.push_str(rest);
            }
            _ => items.push(rest.to_owned()),
        }
        open = true;
        before = line;
    }
    if items.len() == 1 {
        items = inline(&items.remove(0));
    }
    items.iter().map(|item| squeeze(item)).filter(|item| !is_nothing(item)).collect()
}

/// "1.Lock the gate\n2.Fit a camera": numbers from one without a space after them.
fn counted<'a>(lines: &[&'a str]) -> Option<Vec<&'a str>> {
    let item = |(at, line): (usize, &&'a str)| {
        let rest = line.strip_prefix(&(at + 1).to_string())?.strip_prefix(['.', ')'])?;
        rest.starts_with(char::is_alphabetic).then_some(rest)
    };
    let items: Option<Vec<&str>> = lines.iter().enumerate().map(item).collect();
    items.filter(|items| items.len() >= 2)
}

/// The items of a cell that begins with a bullet or number, line breaks inside them mended.
pub(crate) fn marked(text: &str) -> Option<Vec<String>> {
    let mut items: Vec<String> = Vec::new();
    for line in text.split('\n').map(str::trim).filter(|line| !line.is_empty()) {
        match (marker(line), items.last_mut()) {
            (Some(length), _) => items.push(line.get(length..).unwrap_or_default().to_owned()),
            (None, Some(last)) => {
                last.push(' ');
                last.push_str(line);
            }
            (None, None) => return None,
        }
    }
    if let [only] = items.as_slice()
        && let Some(parts) = numbered(&format!("1.{only}"))
    {
        return Some(parts);
    }
    Some(items.iter().map(|item| squeeze(item)).collect())
}

/// Whether every line is an item by itself: a few words that begin with a capital and do not end
/// in the middle of a phrase.
fn stands_alone(lines: &[&str]) -> bool {
    const DANGLING: [&str; 16] = [
        "of", "for", "and", "the", "to", "in", "with", "a", "an", "or", "by", "on", "at", "from",
        "as", "is",
    ];
    let whole = |line: &&str| {
        let last = line.rsplit(' ').next().unwrap_or_default();
        !line.ends_with([',', '-', '/', '&', '(']) && !DANGLING.contains(&last)
    };
    let before = lines.get(..lines.len().saturating_sub(1)).unwrap_or_default();
    lines.len() >= 2
        && lines.iter().all(|line| {
            line.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
                && line.split_whitespace().count() >= 2
        })
        && before.iter().all(whole)
}

/// Whether a line break is the author's: the next line begins afresh and would have fitted.
fn is_break(before: &str, line: &str, longest: usize) -> bool {
    let afresh = line.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
    let word = line.split_whitespace().next().map_or(0, |word| word.chars().count());
    let room = before.chars().count() + 1 + word <= longest;
    let ended = before.ends_with(['.', ';', ':', '!', '?']);
    afresh && (ended && longest > 60 || room && (longest > 60 || ended))
}

/// Items that a program joined: bars between them, or marks without a space after.
fn joined(text: &str) -> Option<Vec<String>> {
    let lettered = |part: &&str| part.chars().any(char::is_alphabetic);
    let bars: Vec<&str> = text.split('|').map(str::trim).collect();
    if bars.len() > 1 && bars.iter().all(lettered) {
        return Some(bars.into_iter().map(str::to_owned).collect());
    }
    [';', ','].into_iter().find_map(|mark| {
        let parts: Vec<&str> = text.split(mark).collect();
        let tight = |part: &&str| part.starts_with(char::is_uppercase) && !part.ends_with(' ');
        let alone = parts.len() > 1 && parts.iter().all(tight);
        alone.then(|| parts.into_iter().map(str::to_owned).collect())
    })
}

/// The items of a cell under a heading that a program wrote ("existing_controls"), which divides its
/// lists by a comma and a space; under any other heading as [`items`].
pub(crate) fn under(heading: &str, text: &str, wrapped: bool) -> Vec<String> {
    let key = heading.contains('_') && heading.chars().all(|c| c.is_ascii_lowercase() || c == '_');
    let parts: Vec<&str> = text.split(", ").map(str::trim).collect();
    let begins = |part: &&str| part.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
    if key && parts.len() > 1 && !text.contains('\n') && parts.iter().all(begins) {
        return parts.into_iter().map(str::to_owned).collect();
    }
    items(text, wrapped)
}

/// Items on one line: " • " between them, ";" before a capital, "1. … 2. …".
fn inline(text: &str) -> Vec<String> {
    if let Some(parts) = joined(text) {
        return parts;
    }
    for bullet in ['•', '▪', '●', '■', '➢', '\u{f0b7}'] {
        if text.matches(bullet).count() >= 1 {
            let parts: Vec<String> =
                text.split(bullet).map(squeeze).filter(|p| !p.is_empty()).collect();
            if parts.len() > 1 {
                return parts;
            }
        }
    }
    if let Some(parts) = numbered(text) {
        return parts;
    }
    let parts: Vec<&str> = text.split(';').map(str::trim).filter(|part| !part.is_empty()).collect();
    let whole = |part: &&str| part.split_whitespace().count() >= 3;
    let afresh = |part: &&str| part.starts_with(char::is_uppercase);
    // Short items need no capitals where there are several, and none goes on with the one before.
    let goes_on = |part: &&str| {
        let first = part.split_whitespace().next().unwrap_or_default().to_lowercase();
        matches!(
            first.as_str(),
            "if" | "and" | "but" | "or" | "which" | "so" | "then" | "however" | "because" | "as"
        )
    };
    let short = |part: &&str| part.split_whitespace().count() <= 8 && !part.contains(['.', ':']);
    if parts.len() > 2 && parts.iter().all(short) && !parts.iter().any(goes_on) {
        return parts.into_iter().map(str::to_owned).collect();
    }
    let few = || parts.iter().all(short) && !parts.iter().any(goes_on);
    if parts.len() > 1 && parts.iter().all(afresh) && (parts.iter().all(whole) || few()) {
        return parts.into_iter().map(str::to_owned).collect();
    }
    vec![text.to_owned()]
}

/// "1. First 2. Second 3. Third": numbers in sequence from one.
fn numbered(text: &str) -> Option<Vec<String>> {
    for style in ['.', ')'] {
        if !text.starts_with(&format!("1{style}")) {
            continue;
        }
        let mut parts = Vec::new();
        let mut rest = text.get(2..)?;
        let mut next = 2;
        while let Some(at) = rest.find(&format!(" {next}{style}")) {
            parts.push(squeeze(rest.get(..at)?));
            rest = rest.get(at + format!(" {next}{style}").len()..)?;
            next += 1;
        }
        parts.push(squeeze(rest));
        if parts.len() > 1 {
            return Some(parts);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("• Lock the gate\n• Fit a camera", &["Lock the gate", "Fit a camera"])]
    #[case("1. Lock the gate\nand the door\n2. Fit a camera", &["Lock the gate and the door", "Fit a camera"])]
    #[case("Lock the gate.\n\nFit a camera.", &["Lock the gate.", "Fit a camera."])]
    #[case("Lock the gate at night; Fit a new camera", &["Lock the gate at night", "Fit a new camera"])]
    #[case("1. Lock the gate 2. Fit a camera", &["Lock the gate", "Fit a camera"])]
    #[case("Regular talks with\nNorthshire until\n2030", &["Regular talks with Northshire until 2030"])]
    #[case("yearly service; spare pump; alarm on the quay", &["yearly service", "spare pump", "alarm on the quay"])]
    #[case("Lock the gate; if wet, the door", &["Lock the gate; if wet, the door"])]
    #[case("Lock the gate\nFit a camera", &["Lock the gate", "Fit a camera"])]
    #[case("Locked cage|Yearly service", &["Locked cage", "Yearly service"])]
    #[case("Locked cage,Yearly service,Guard", &["Locked cage", "Yearly service", "Guard"])]
    #[case("Locked cage, Yearly service", &["Locked cage, Yearly service"])]
    #[case("1.Lock the gate\n2.Fit a camera", &["Lock the gate", "Fit a camera"])]
    #[case("-", &[])]
    #[case("Not needed - see 2", &["Not needed - see 2"])]
    fn a_cell_divides_into(#[case] text: &str, #[case] expected: &[&str]) {
        assert_eq!(items(text, false), expected);
    }

    #[test]
    fn a_programs_own_heading_says_that_its_lists_have_commas() {
        let cell = "Locked cage, Yearly service";
        assert_eq!(under("existing_controls", cell, false), ["Locked cage", "Yearly service"]);
        assert_eq!(under("Existing controls", cell, false), [cell]);
        let prose = "Lock the cage, and count the keys";
        assert_eq!(under("existing_controls", prose, false), [prose]);
    }
}
