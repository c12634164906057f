//! Words as every reader of cells wants them: white space collapsed, bullets told from what follows.

/// The words of a cell with white space collapsed.
pub fn squeeze(text: &str) -> String {
    // Most cells are as they should be.
    let even = |pair: &[u8]| pair != b"  " && pair.iter().all(|c| (b' '..0x80).contains(c));
    if text.len() > 1
        && !text.starts_with(' ')
        && !text.ends_with(' ')
        && text.as_bytes().windows(2).all(even)
    {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    for word in text.split(|c: char| c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}')) {
        if !word.is_empty() {
            if !out.is_empty() {
                out.push(' ');
            }
            out.push_str(word);
        }
    }
    out
}

/// A line without the bullet or number that it begins with.
pub fn unmarked(line: &str) -> &str {
    let line = line.trim();
    marker(line).and_then(|length| line.get(length..)).map_or(line, str::trim)
}

/// The length of a bullet or number at the start of a line.
pub fn marker(line: &str) -> Option<usize> {
    let first = line.chars().next()?;
    if matches!(
        first,
        '•' | '·' | '▪' | '■' | '●' | '○' | '◦' | '‣' | '➢' | '✓' | '\u{f0b7}' | '\u{f0a7}'
    ) {
        return Some(first.len_utf8());
    }
    let rest = line.get(first.len_utf8()..)?;
    if matches!(first, '-' | '–' | '—' | '*' | '+' | 'o' | '>') && rest.starts_with([' ', '\t'])
    {
        return Some(first.len_utf8());
    }
    numbering(line)
}

/// "1.", "2)", "(3)", "a)", "iv)" followed by a space.
fn numbering(line: &str) -> Option<usize> {
    let open = usize::from(line.starts_with('('));
    let body = line.get(open..)?;
    let length = body.find(|c: char| !c.is_ascii_alphanumeric())?;
    let label = body.get(..length)?;
    let counts = !label.is_empty()
        && (label.len() <= 2 && label.chars().all(|c| c.is_ascii_digit())
            || label.len() == 1 && label.chars().all(|c| c.is_ascii_lowercase())
            || label.len() <= 4 && label.chars().all(|c| matches!(c, 'i' | 'v' | 'x')));
    let close = body.get(length..)?.chars().next()?;
    let end = open + length + 1;
    let rest = line.get(end..)?;
    let spaced = rest.is_empty() || rest.starts_with(char::is_whitespace);
    (counts && (close == ')' || (close == '.' && open == 0)) && spaced).then_some(end)
}
