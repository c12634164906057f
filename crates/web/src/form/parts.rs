//! A form with a file, read part by part: no more is ever held than may be sent.

use axum::extract::Multipart;

use crate::error::Failure;

/// Bytes that a part counts for, however little it holds.
const PART: usize = 4096;

/// What a form of fields and one file sent.
#[derive(Debug, Default)]
pub(crate) struct Parts {
    /// The file, where one was chosen.
    pub file: Option<Sent>,
    fields: Vec<(String, String)>,
}

/// A file that was sent.
#[derive(Debug)]
pub(crate) struct Sent {
    /// Its name without its folder.
    pub name: String,
    /// Its media type, as the browser gives it.
    pub media: Option<String>,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl Parts {
    /// Reads a form of at most `room` bytes; `too_large` is said of one with more.
    pub(crate) async fn read(
        mut multipart: Multipart,
        mut room: usize,
        too_large: impl Fn() -> Failure,
    ) -> Result<Self, Failure> {
        let mut parts = Self::default();
        while let Some(mut field) = multipart.next_field().await.map_err(|_| Failure::Broken)? {
            let name = field.name().unwrap_or_default().to_owned();
            let file = field.file_name().map(base_name);
            let media = field.content_type().map(str::to_owned);
            room = room.checked_sub(PART).ok_or_else(&too_large)?;
            let mut bytes = vec![];
            while let Some(chunk) = field.chunk().await.map_err(|_| Failure::Broken)? {
                room = room.checked_sub(chunk.len()).ok_or_else(&too_large)?;
                bytes.extend_from_slice(&chunk);
            }
            match file {
                // A form without a chosen file sends one with no name and nothing in it.
                Some(file) if name == "file" => {
                    if !(file.is_empty() && bytes.is_empty()) {
                        parts.file = Some(Sent { name: file, media, bytes });
                    }
                }
                _ => parts.fields.push((name, String::from_utf8_lossy(&bytes).into_owned())),
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
