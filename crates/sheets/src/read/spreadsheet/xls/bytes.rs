//! Numbers and texts in the records of an XLS file, the lowest byte first.

/// Two bytes as a number.
pub(in crate::read::spreadsheet) fn short(data: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(data.get(at..at + 2)?.try_into().ok()?))
}

/// Four bytes as a number.
pub(in crate::read::spreadsheet) fn long(data: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(data.get(at..at + 4)?.try_into().ok()?))
}

/// So many characters, in one byte each or, by the lowest of the flags, in two; and what follows.
pub(in crate::read::spreadsheet) fn characters(
    data: &[u8],
    count: usize,
    flags: u8,
) -> Option<(String, &[u8])> {
    if flags & 1 == 0 {
        let (taken, rest) = data.split_at_checked(count)?;
        return Some((taken.iter().map(|byte| char::from(*byte)).collect(), rest));
    }
    let (taken, rest) = data.split_at_checked(2 * count)?;
    let (units, _) = taken.as_chunks();
    let units: Vec<u16> = units.iter().map(|unit| u16::from_le_bytes(*unit)).collect();
    Some((String::from_utf16_lossy(&units), rest))
}

/// A string with its length before it, in one or two bytes a character.
pub(super) fn text(data: &[u8]) -> Option<String> {
    let length = usize::from(short(data, 0)?);
    Some(characters(data.get(3..)?, length, *data.get(2)?)?.0)
}
