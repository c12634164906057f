//! A guard before the tokenizer. It compares the name of each attribute with all before it, so that
//! a tag with very many takes time that grows with their square.

/// Attributes of one tag; no page needs as many.
const MOST: usize = 5_000;

/// Where in a tag the reading stands, as the standard has it
/// (<https://html.spec.whatwg.org/multipage/parsing.html#tag-name-state>).
#[derive(Debug, Clone, Copy)]
enum State {
    Tag,
    Between,
    Name,
    After,
    Equals,
    Double,
    Single,
    Bare,
}

const STATES: [State; 8] = [
    State::Tag,
    State::Between,
    State::Name,
    State::After,
    State::Equals,
    State::Double,
    State::Single,
    State::Bare,
];

impl State {
    /// Where the next byte leads; `None` where it ends the tag.
    fn next(self, byte: u8) -> Option<Self> {
        let space = byte.is_ascii_whitespace();
        Some(match (self, byte) {
            (Self::Double, b'"') | (Self::Single, b'\'') => Self::Between,
            (Self::Double | Self::Single, _) => self,
            (_, b'>') => return None,
            (Self::Tag | Self::Between | Self::Name | Self::After, b'/') => Self::Between,
            (Self::Tag | Self::Bare, _) if space => Self::Between,
            (Self::Name, _) if space => Self::After,
            (Self::Between | Self::After | Self::Equals, _) if space => self,
            (Self::Name | Self::After, b'=') => Self::Equals,
            (Self::Between | Self::After, _) => Self::Name,
            (Self::Equals, b'"') => Self::Double,
            (Self::Equals, b'\'') => Self::Single,
            (Self::Equals, _) => Self::Bare,
            (Self::Tag | Self::Name | Self::Bare, _) => self,
        })
    }
}

/// Whether a tag has more attributes than any page gives one.
///
/// Whatever looks like the beginning of a tag is taken for one, in comments and scripts too, so
/// that nothing can hide one: of those that are open at once and stand alike the one with the most
/// attributes counts.
pub(super) fn too_many(text: &str) -> bool {
    let bytes = text.as_bytes();
    let mut open = [None::<usize>; STATES.len()];
    let mut at = 0;
    while let Some(rest) = bytes.get(at..) {
        if open.iter().all(Option::is_none) {
            let Some(begins) = memchr::memchr(b'<', rest) else { return false };
            at += begins;
        }
        let Some(byte) = bytes.get(at) else { return false };
        let mut then = [None; STATES.len()];
        for (state, count) in STATES.into_iter().zip(open) {
            let (Some(count), Some(next)) = (count, state.next(*byte)) else { continue };
            let begins = matches!(next, State::Name) && !matches!(state, State::Name);
            let count = count + usize::from(begins);
            if count > MOST {
                return true;
            }
            if let Some(place) = then.get_mut(next as usize) {
                *place = (*place).max(Some(count));
            }
        }
        if begins_tag(bytes.get(at..).unwrap_or_default())
            && let Some(place) = then.get_mut(State::Tag as usize)
        {
            *place = (*place).max(Some(0));
        }
        open = then;
        at += 1;
    }
    false
}

fn begins_tag(rest: &[u8]) -> bool {
    match rest {
        [b'<', b'/', letter, ..] | [b'<', letter, ..] => letter.is_ascii_alphabetic(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_counted_however_they_are_written() {
        for attribute in ["a ", "a/", "a=b ", "a='>'", "a=\">\"", "a = > <p ", "a\n=\n'<'"] {
            let tag = |count: usize| format!("<p x {}>", attribute.repeat(count));
            if !attribute.contains('<') {
                assert!(!too_many(&tag(MOST - 2).repeat(3)), "{attribute:?}");
            }
            let ends = attribute.contains("> ");
            assert_eq!(too_many(&tag(MOST + 1)), !ends, "{attribute:?}");
        }
    }

    #[test]
    fn a_comment_or_a_script_hides_no_tag() {
        let tag = "a ".repeat(MOST + 1);
        assert!(too_many(&format!("<!-- <a b=\"--><p {tag}>")));
        assert!(too_many(&format!("<script>'<a b='</script><p {tag}>")));
    }

    #[test]
    fn text_and_pictures_are_no_attributes() {
        let picture = format!("<img src=\"data:image/png;base64,{}\">", "a/b c".repeat(MOST));
        assert!(!too_many(&picture));
        assert!(!too_many(&"3 < 4 and more words ".repeat(MOST)));
    }
}
