//! A stored text without some words: its strings alone are changed, and everything else stays byte
//! for byte.

use std::collections::BTreeSet;

use serde_json::Value;

use super::words::Words;

/// A JSON text with a mark in place of words, wherever they stand in its strings and in the names of
/// its members; `None` where they do not. Names that would be the same then are numbered.
pub(super) fn without(
    json: &str,
    words: &[Words],
    mark: &str,
    within: &mut BTreeSet<String>,
) -> Option<String> {
    let (mut left, mut end, mut names) = (String::new(), 0, 0);
    let mut rest = 0;
    while let Some(string) = next_string(json, rest) {
        let literal = json.get(string.clone())?;
        rest = string.end;
        let Ok(text) = serde_json::from_str::<String>(literal) else { continue };
        let is_name = json.get(rest..)?.trim_start().starts_with(':');
        let numbered = format!("{} ({})]", mark.trim_end_matches(']'), names + 1);
        let mark = if is_name && names > 0 { &numbered } else { mark };
        let taken = words.iter().fold(None, |taken: Option<String>, words| {
            let text = taken.as_deref().unwrap_or(&text);
            words.out_of(text, mark, within).or(taken)
        });
        if let Some(taken) = taken {
            names += usize::from(is_name);
            left.push_str(json.get(end..string.start)?);
            left.push_str(&Value::from(taken).to_string());
            end = string.end;
        }
    }
    left.push_str(json.get(end..)?);
    (end > 0).then_some(left)
}

/// The next string literal of a JSON text, from a place outside of one.
fn next_string(json: &str, from: usize) -> Option<std::ops::Range<usize>> {
    let start = from + json.get(from..)?.find('"')?;
    let mut escaped = false;
    let end = json.as_bytes().iter().skip(start + 1).position(|byte| {
        let ends = *byte == b'"' && !escaped;
        escaped = *byte == b'\\' && !escaped;
        ends
    })?;
    Some(start..start + 1 + end + 1)
}

/// How many values there are in one, itself counted, but for empty ones: what is lost on the way through a type is seen
/// by it.
pub(super) fn size(value: &Value) -> usize {
    match value {
        Value::Array(values) => values.iter().map(size).sum::<usize>() + 1,
        Value::Object(members) => members.values().map(size).sum::<usize>() + 1,
        Value::Null => 0,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taken(json: &str) -> Option<String> {
        let words = ["Sam Brow".parse().unwrap(), "the \"old\" mill".parse().unwrap()];
        without(json, &words, "[erased]", &mut BTreeSet::new())
    }

    #[test]
    fn strings_alone_are_changed() {
        let json = r#"{ "a" : 1.50e1, "b":"by Sam\nBrow \u00e9 \\", "c":["The \"old\" mill"]}"#;
        let left = taken(json).unwrap();
        assert_eq!(left, r#"{ "a" : 1.50e1, "b":"by [erased] é \\", "c":["[erased]"]}"#);
        assert_eq!(taken(&left), None);
    }

    #[test]
    fn names_of_members_stay_apart() {
        let json = r#"{"Sam Brow":"1","x":2,"Told Sam Brow":3,"in":"Sam Brow"}"#;
        let left = r#"{"[erased]":"1","x":2,"Told [erased (2)]":3,"in":"[erased]"}"#;
        assert_eq!(taken(json).as_deref(), Some(left));
    }
}
