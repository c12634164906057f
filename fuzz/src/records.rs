//! The stream of an XLS workbook from bytes that a fuzzer may cut and join without breaking it: for
//! each record its place in [`KINDS`], its length in one byte, and its data. Lengths hold, and each
//! sheet that the workbook lists is found where it begins.

/// The kinds of record ([MS-XLS] 2.3) that mean something to a reader.
pub const KINDS: [u16; 40] = [
    BEGIN, END, SHEET, 0x0204, 0x0203, 0x027E, 0x0006, 0x00FD, 0x00FC, 0x003C, 0x00E0, 0x0031,
    0x041E, 0x0092, 0x00BD, 0x00BE, 0x0201, 0x0205, 0x0207, 0x0208, 0x007D, 0x00E5, 0x0200, 0x023E,
    0x0042, 0x0022, 0x002F, 0x00D6, 0x0221, 0x04BC, 0x0018, 0x0017, 0x01AE, 0x00EC, 0x005D, 0x01B6,
    0x00D7, 0x020B, 0x0055, 0x0225,
];

const BEGIN: u16 = 0x0809;
const END: u16 = 0x000A;
const SHEET: u16 = 0x0085;

/// The stream of some records.
pub fn stream(mut bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut listed = Vec::new();
    let mut begun = Vec::new();
    while let [kind, length, rest @ ..] = bytes {
        let kind = KINDS[usize::from(*kind) % KINDS.len()];
        let (data, after) = rest.split_at(usize::from(*length).min(rest.len()));
        bytes = after;
        if kind == BEGIN {
            begun.push(out.len());
        }
        out.extend(kind.to_le_bytes());
        out.extend((data.len() as u16).to_le_bytes());
        if kind == SHEET && data.len() >= 4 {
            listed.push(out.len());
        }
        out.extend(data);
    }
    // The first to begin is the workbook itself.
    for (at, begins) in listed.into_iter().zip(begun.into_iter().skip(1)) {
        out[at..at + 4].copy_from_slice(&(begins as u32).to_le_bytes());
    }
    out
}
