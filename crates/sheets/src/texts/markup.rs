//! The texts of a web page or an XML part: its tags taken out, its entities decoded.

use std::cell::RefCell;

use html5ever::{
    tendril::StrTendril,
    tokenizer::{BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer},
};

use crate::read::html;

/// The elements, by their names without a prefix, at which a line ends; within others it goes on, as
/// a word does that is part bold.
const BREAKS: [&str; 46] = [
    "address",
    "article",
    "aside",
    "author",
    "blockquote",
    "body",
    "br",
    "caption",
    "cell",
    "comment",
    "cr",
    "creator",
    "dd",
    "div",
    "dt",
    "figcaption",
    "footer",
    "h",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hr",
    "is",
    "li",
    "line-break",
    "option",
    "p",
    "pre",
    "row",
    "section",
    "si",
    "tab",
    "table",
    "tbody",
    "tc",
    "td",
    "text:s",
    "th",
    "title",
    "tr",
    "v",
];

/// Hands over the texts: as lines, with every tag as a space, and what stands in attributes and
/// comments. Whether it could be looked into.
pub(super) fn each_text(text: &str, see: &mut dyn FnMut(&str)) -> bool {
    if html::has_too_many_attributes(text) {
        return false;
    }
    let queue = BufferQueue::default();
    queue.push_back(StrTendril::from_slice(text));
    let tokenizer = Tokenizer::new(Sink(RefCell::default()), Default::default());
    while !queue.is_empty() {
        _ = tokenizer.feed(&queue);
    }
    tokenizer.end();
    let Texts { lines, spaced, aside } = tokenizer.sink.0.into_inner();
    for text in [lines, spaced, aside] {
        see(&text);
        // What a spreadsheet writes for a character that XML has no room for.
        if text.contains("_x") {
            see(&unescaped(&text));
        }
    }
    true
}

#[derive(Default)]
struct Texts {
    lines: String,
    spaced: String,
    aside: String,
}

struct Sink(RefCell<Texts>);

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, _: u64) -> TokenSinkResult<()> {
        let mut texts = self.0.borrow_mut();
        match token {
            Token::CharacterTokens(text) => {
                texts.lines.push_str(&text);
                texts.spaced.push_str(&text);
            }
            Token::CommentToken(text) => {
                texts.aside.push_str(&text);
                texts.aside.push('\n');
            }
            Token::TagToken(tag) => texts.tag(&tag),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

impl Texts {
    fn tag(&mut self, tag: &Tag) {
        let name = tag.name.as_ref();
        let own = name.rsplit(':').next().unwrap_or(name);
        if BREAKS.contains(&own) || BREAKS.contains(&name) {
            self.lines.push('\n');
        }
        self.spaced.push(' ');
        if tag.kind == TagKind::StartTag {
            for attribute in &tag.attrs {
                self.aside.push_str(&attribute.value);
                self.aside.push('\n');
            }
        }
    }
}

/// “Jos_x00E9_” as it is meant.
fn unescaped(text: &str) -> String {
    let mut pieces = text.split("_x");
    let mut left = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let code = piece.split_once('_').filter(|(code, _)| code.len() == 4);
        let read = code.and_then(|(code, rest)| {
            Some((char::from_u32(u32::from_str_radix(code, 16).ok()?)?, rest))
        });
        match read {
            Some((c, rest)) => {
                left.push(c);
                left.push_str(rest);
            }
            None => {
                left.push_str("_x");
                left.push_str(piece);
            }
        }
    }
    left
}
