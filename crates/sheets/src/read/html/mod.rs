//! Web pages: headings, paragraphs, lists and tables as a browser would show them.
//!
//! Nothing is run and nothing fetched. A hidden element is left out.

mod attributes;
mod elements;
mod skipped;
mod style;
#[cfg(test)]
mod tests;
mod walk;

use std::cell::RefCell;

use html5ever::{
    tendril::StrTendril,
    tokenizer::{
        BufferQueue, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
        states::RawKind,
    },
};

use self::walk::Walk;
use super::{
    blocks::{Body, Rows},
    page,
};
use crate::{
    ReadError,
    sheet::{Document, Sheet},
};

/// Whether a text is a web page: tags of one stand near its beginning.
pub(crate) fn looks_like(text: &str) -> bool {
    let start: String = text.trim_start().chars().take(2000).collect::<String>().to_lowercase();
    let tags = ["<!doctype html", "<html", "<head", "<body", "<table", "<h1", "<div", "<meta"];
    start.starts_with('<') && tags.iter().any(|tag| start.contains(tag))
}

/// Whether a text holds a whole table of tags, whatever stands around it.
pub(crate) fn has_table(text: &str) -> bool {
    let (Some(from), Some(to)) = (text.find("<table"), text.find("</table>")) else { return false };
    text.get(from..to)
        .is_some_and(|table| table.matches("<tr").count() >= 2 && table.matches("<td").count() >= 4)
}

/// Whether a tag has more attributes than can be looked at in bounded time.
pub(crate) fn has_too_many_attributes(text: &str) -> bool {
    attributes::too_many(text)
}

/// Reads a page.
pub(crate) fn read(text: &str) -> Result<Document, ReadError> {
    let mut rows = Rows::default();
    rows.body(body(text)?)?;
    let size = page::of_style(text);
    Ok(Document { sheets: vec![Sheet { rows: rows.finish(), size, ..Sheet::default() }] })
}

/// The paragraphs and tables of a page or of a piece of one.
pub(crate) fn body(text: &str) -> Result<Body, ReadError> {
    if has_too_many_attributes(text) {
        let detail = "one of its tags has thousands of attributes".to_owned();
        return Err(ReadError::Damaged { kind: walk::KIND, detail });
    }
    let queue = BufferQueue::default();
    queue.push_back(StrTendril::from_slice(text));
    let tokenizer = Tokenizer::new(Sink(RefCell::default()), TokenizerOpts::default());
    // Where a script ends the tokenizer pauses, in case it wrote to the page; none runs here.
    while !queue.is_empty() {
        _ = tokenizer.feed(&queue);
    }
    tokenizer.end();
    tokenizer.sink.0.into_inner().finish()
}

/// Hands each token to the walk.
struct Sink(RefCell<Walk>);

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut walk = self.0.borrow_mut();
        match token {
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => {
                walk.start(&tag);
                match tag.name.as_ref() {
                    "script" => TokenSinkResult::RawData(RawKind::ScriptData),
                    "title" | "textarea" => TokenSinkResult::RawData(RawKind::Rcdata),
                    "style" | "xmp" | "iframe" | "noembed" | "noframes" | "noscript" => {
                        TokenSinkResult::RawData(RawKind::Rawtext)
                    }
                    "plaintext" => TokenSinkResult::Plaintext,
                    _ => TokenSinkResult::Continue,
                }
            }
            Token::TagToken(tag) => {
                walk.end(&tag.name);
                TokenSinkResult::Continue
            }
            Token::CharacterTokens(text) => {
                walk.text(&text);
                TokenSinkResult::Continue
            }
            _ => TokenSinkResult::Continue,
        }
    }
}
