//! Places as spreadsheets write them: "B2" and "B2:D4", with or without dollars.

use super::grid::Block;

/// "B2:D4" as a block.
pub(super) fn block(text: &str) -> Option<Block> {
    let (from, to) = text.split_once(':')?;
    let ((top, left), (bottom, right)) = (place(from)?, place(to)?);
    Some(Block { top, left, bottom, right })
}

/// "B2:D4" or "B2" as a block.
pub(super) fn area(text: &str) -> Option<Block> {
    block(text).or_else(|| {
        let (row, column) = place(text)?;
        Some(Block { top: row, left: column, bottom: row, right: column })
    })
}

/// "$B$2" as row and column from zero.
pub(super) fn place(text: &str) -> Option<(u32, u32)> {
    let mut column = 0_u32;
    let mut row = 0_u32;
    for c in text.chars() {
        match c {
            'A'..='Z' | 'a'..='z' => {
                let letter = c.to_ascii_uppercase() as u32 - 'A' as u32 + 1;
                column = column.checked_mul(26)?.checked_add(letter)?;
            }
            '0'..='9' => row = row.checked_mul(10)?.checked_add(c as u32 - '0' as u32)?,
            '$' => {}
            _ => return None,
        }
    }
    Some((row.checked_sub(1)?, column.checked_sub(1)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_is_read() {
        assert_eq!(block("B2:$AA$10"), Some(Block { top: 1, left: 1, bottom: 9, right: 26 }));
        assert_eq!(block("B2"), None);
        assert_eq!(block("B:C"), None);
        assert_eq!(block("ZZZZZZZZZZ1:A99999999999"), None);
    }
}
