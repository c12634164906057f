//! Counts in plain British English.

/// "1 risk", "45 risks", "1,204 risks".
pub fn counted(number: usize, noun: &str) -> String {
    let plural = match (number, noun) {
        (1, _) => noun.to_owned(),
        (_, noun) => match noun.strip_suffix('y') {
            Some(stem) if !stem.ends_with(['a', 'e', 'o', 'u']) => format!("{stem}ies"),
            _ => format!("{noun}s"),
        },
    };
    format!("{} {plural}", thousands(number))
}

/// "1,204".
pub fn thousands(number: usize) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_agree_with_their_nouns() {
        assert_eq!(counted(1, "risk"), "1 risk");
        assert_eq!(counted(0, "risk"), "0 risks");
        assert_eq!(counted(1_204_000, "day"), "1,204,000 days");
        assert_eq!(counted(3, "category"), "3 categories");
    }
}
