//! A form with a file, read part by part: little is ever held, and no more than may be sent.

use std::path::Path;

use axum::extract::Multipart;

use super::spool::Spool;
use crate::{
    body::{BUDGET, Share},
    error::Failure,
};

/// Bytes that a part counts for, however little it holds.
const PART: usize = 4096;

/// The name of a field whose text is as a file.
const TEXT: &str = "text";

/// What a form of fields and one file sent.
#[derive(Debug)]
pub(crate) struct Parts {
    /// The file, where one was chosen.
    pub file: Option<Sent>,
    /// A text that was pasted in place of one.
    pub text: Option<Spool>,
    fields: Vec<(String, String)>,
    /// Fields are held in memory, and counted among what all requests hold.
    share: Share,
}

/// A file that was sent.
#[derive(Debug)]
pub(crate) struct Sent {
    /// Its name without its folder.
    pub name: String,
    /// Its media type, as the browser gives it.
    pub media: Option<String>,
    /// Its bytes.
    pub spool: Spool,
}

impl Parts {
    /// Reads a form of at most `room` bytes; `too_large` is said of one with more. What is long waits
    /// in a file in `folder`.
    pub(crate) async fn read(
        folder: &Path,
        mut multipart: Multipart,
        mut room: usize,
        too_large: impl Fn() -> Failure,
    ) -> Result<Self, Failure> {
        let share = Share::of(&BUDGET);
        let mut parts = Self { file: None, text: None, fields: vec![], share };
        while let Some(mut field) = multipart.next_field().await.map_err(|_| Failure::Broken)? {
            let name = field.name().unwrap_or_default().to_owned();
            let file = field.file_name().map(base_name);
            let media = field.content_type().map(str::to_owned);
            room = room.checked_sub(PART).ok_or_else(&too_large)?;
            let is_long = file.is_some() || name == TEXT;
            let (mut spool, mut bytes) = (Spool::within(folder), vec![]);
            while let Some(chunk) = field.chunk().await.map_err(|_| Failure::Broken)? {
                room = room.checked_sub(chunk.len()).ok_or_else(&too_large)?;
                if is_long {
                    spool.add(&chunk).await.map_err(Failure::Spool)?;
                } else if parts.share.takes(chunk.len()) {
                    bytes.extend_from_slice(&chunk);
                } else {
                    return Err(Failure::Busy);
                }
            }
            match file {
                // A form without a chosen file sends one with no name and nothing in it.
                Some(file) if name == "file" => {
                    if !(file.is_empty() && spool.len() == 0) {
                        parts.file = Some(Sent { name: file, media, spool });
                    }
                }
                Some(_) => {}
                None if is_long => parts.text = Some(spool),
                None => parts.fields.push((name, String::from_utf8_lossy(&bytes).into_owned())),
            }
        }
        Ok(parts)
    }

    /// A field as it was sent.
    pub(crate) fn whole(&self, name: &str) -> Option<&str> {
        self.fields.iter().rev().find(|(own, _)| own == name).map(|(_, text)| text.as_str())
    }

    /// What was typed into a field, without the white space around it; nothing where it is empty.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.whole(name).map(str::trim).filter(|text| !text.is_empty())
    }
}

/// A file's name without its folder, whichever way that is written.
fn base_name(name: &str) -> String {
    name.rsplit(['/', '\\']).next().unwrap_or_default().to_owned()
}
