//! What is read of one file, so that a hostile one costs bounded memory and time.
//!
//! The PDF library unpacks a stream whole and knows no limit of its own, so the packed streams are
//! measured before it sees the file, without keeping what comes out.

use std::io::Read;

use crate::ReadError;

/// Bytes of a file.
pub(super) const MAX_FILE_BYTES: usize = 64 * 1024 * 1024;
/// Pages of a file.
pub(super) const MAX_PAGES: usize = 1_000;
/// Bytes that the packed streams of a file may come to, all together.
pub(super) const MAX_STREAM_BYTES: u64 = 512 * 1024 * 1024;
/// Glyphs on a page; a page set solid in six points has some 15,000.
pub(super) const MAX_GLYPHS: usize = 100_000;
/// Shapes, clips, groups and images on a page: maps and drawings have many, registers few.
pub(super) const MAX_MARKS: usize = 200_000;
/// Glyphs of a whole file.
pub(super) const MAX_DOCUMENT_GLYPHS: usize = 5_000_000;
/// Shapes of a whole file.
pub(super) const MAX_DOCUMENT_MARKS: usize = 5_000_000;
/// Rulings of a page that grids are sought in; beyond it the page holds a drawing.
pub(super) const MAX_RULINGS: usize = 20_000;
/// Filled areas of a page that colour its cells; beyond it the page holds a drawing.
pub(super) const MAX_FILLS: usize = 20_000;
/// The stack of the thread that reads: objects may nest some 500 deep.
pub(super) const STACK_BYTES: usize = 64 * 1024 * 1024;

const MB: usize = 1024 * 1024;

/// Dictionaries and lists inside each other; a page's resources take some eight.
const MAX_DEPTH: usize = 100;

/// How often a packed stream may hold a packed stream.
const MAX_LAYERS: u32 = 3;

/// Declines a file whose size, or what it unpacks to, exceeds the limits.
pub(super) fn check(bytes: &[u8]) -> Result<(), ReadError> {
    if bytes.len() > MAX_FILE_BYTES {
        return Err(too_large(format!("{} MB", bytes.len() / MB), MAX_FILE_BYTES / MB, "MB"));
    }
    let mut budget = MAX_STREAM_BYTES;
    let mut rest = bytes;
    while let Some(at) = find(rest, b"stream") {
        let (before, body) = (rest.get(..at).unwrap_or_default(), rest.get(at + 6..));
        rest = body.unwrap_or_default();
        // What a stream holds is no object.
        if !before.ends_with(b"end") {
            shallow(before)?;
            let skip = rest.iter().take(2).take_while(|b| b"\r\n".contains(b)).count();
            unpack(rest.get(skip..).unwrap_or_default(), &mut budget, 0)?;
        }
    }
    shallow(rest)
}

/// Declines objects nested deeper than any is.
fn shallow(objects: &[u8]) -> Result<(), ReadError> {
    let mut depth = 0_usize;
    let mut rest = objects;
    while let Some(first) = rest.first() {
        let step = match rest {
            [b'<', b'<', ..] | [b'[', ..] => {
                depth += 1;
                if depth > MAX_DEPTH {
                    let found = format!("parts nested more than {MAX_DEPTH} deep");
                    return Err(too_large(found, MAX_DEPTH, "in each other"));
                }
                1 + usize::from(*first == b'<')
            }
            [b'>', b'>', ..] | [b']', ..] => {
                depth = depth.saturating_sub(1);
                1 + usize::from(*first == b'>')
            }
            // An object begins afresh, whatever a text before it left open.
            [b'e', b'n', b'd', b'o', b'b', b'j', ..] => {
                depth = 0;
                6
            }
            _ => 1,
        };
        rest = rest.get(step..).unwrap_or_default();
    }
    Ok(())
}

/// Takes what `packed` unpacks to from the budget; data that is not packed costs nothing.
fn unpack(packed: &[u8], budget: &mut u64, layer: u32) -> Result<(), ReadError> {
    if !looks_packed(packed) {
        return Ok(());
    }
    let mut decoder = flate2::read::ZlibDecoder::new(packed);
    let mut chunk = vec![0_u8; 64 * 1024];
    let mut inner = Vec::new();
    let mut first = true;
    loop {
        let Ok(read) = decoder.read(&mut chunk) else { return Ok(()) };
        if read == 0 {
            break;
        }
        *budget = budget.checked_sub(read as u64).ok_or_else(|| {
            let limit = usize::try_from(MAX_STREAM_BYTES).unwrap_or(usize::MAX) / MB;
            too_large(format!("more than {limit} MB once unpacked"), limit, "MB")
        })?;
        let fresh = chunk.get(..read).unwrap_or_default();
        let packed_again = first && looks_packed(fresh) && layer < MAX_LAYERS;
        if packed_again || (!inner.is_empty() && inner.len() < MAX_FILE_BYTES) {
            inner.extend_from_slice(fresh);
        }
        first = false;
    }
    if inner.is_empty() { Ok(()) } else { unpack(&inner, budget, layer + 1) }
}

/// Whether the bytes begin with a zlib header.
fn looks_packed(bytes: &[u8]) -> bool {
    matches!(bytes, [cmf, flg, ..] if cmf & 0x0f == 8 && (u32::from(*cmf) * 256 + u32::from(*flg)).is_multiple_of(31))
}

fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    haystack.windows(needle.len()).position(|window| window == needle)
}

/// The refusal of something beyond a limit.
pub(super) fn too_large(found: String, limit: usize, unit: &str) -> ReadError {
    ReadError::TooLarge { found, limit: format!("{limit} {unit}") }
}
