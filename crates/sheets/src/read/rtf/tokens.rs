//! The signs that an RTF file is made of: braces, control words, and bytes of text.

/// One sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token<'a> {
    Open,
    Close,
    /// A control word without its backslash, and its number where it has one.
    Word(&'a str, Option<i32>),
    /// A control symbol: the character after the backslash.
    Symbol(u8),
    /// A byte of text, written as itself or in hexadecimal.
    Byte(u8),
}

/// The signs of a file in order. Line ends count for nothing, and bytes of pictures are passed over.
#[derive(Debug)]
pub(super) struct Tokens<'a> {
    rest: &'a [u8],
}

impl<'a> Tokens<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    fn take(&mut self) -> Option<u8> {
        let (first, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(*first)
    }

    /// The longest start of the rest for which all bytes are as asked.
    fn run(&mut self, is: impl Fn(u8) -> bool, most: usize) -> &'a [u8] {
        let length = self.rest.iter().take(most).take_while(|byte| is(**byte)).count();
        let (run, rest) = self.rest.split_at(length);
        self.rest = rest;
        run
    }

    fn control(&mut self) -> Option<Token<'a>> {
        let first = *self.rest.first()?;
        if !first.is_ascii_alphabetic() {
            self.take();
            if first != b'\'' {
                return Some(Token::Symbol(first));
            }
            let digits = self.run(|byte| byte.is_ascii_hexdigit(), 2);
            let text = std::str::from_utf8(digits).unwrap_or_default();
            return Some(Token::Byte(u8::from_str_radix(text, 16).unwrap_or(b'?')));
        }
        let word = self.run(|byte| byte.is_ascii_alphabetic(), 32);
        let word = std::str::from_utf8(word).unwrap_or_default();
        let minus = self.rest.first() == Some(&b'-')
            && self.rest.get(1).is_some_and(|byte| byte.is_ascii_digit());
        if minus {
            self.take();
        }
        let digits = self.run(|byte| byte.is_ascii_digit(), 10);
        let number = std::str::from_utf8(digits).ok().and_then(|text| text.parse::<i64>().ok());
        let number = number.map(|number| if minus { -number } else { number });
        let number = number.map(|number| i32::try_from(number).unwrap_or(i32::MAX));
        if self.rest.first() == Some(&b' ') {
            self.take();
        }
        if word == "bin" {
            let length = number.and_then(|number| usize::try_from(number).ok()).unwrap_or(0);
            self.rest = self.rest.get(length..).unwrap_or_default();
        }
        Some(Token::Word(word, number))
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            match self.take()? {
                b'{' => return Some(Token::Open),
                b'}' => return Some(Token::Close),
                b'\\' => return self.control(),
                b'\r' | b'\n' | 0 => {}
                byte => return Some(Token::Byte(byte)),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_are_told_apart() {
        let bytes = b"{\\rtf1\\u-10179?\\'e9 \\bin3 }{}\\*\\par\nx}";
        let signs: Vec<Token<'_>> = Tokens::new(bytes).collect();
        assert_eq!(
            signs,
            [
                Token::Open,
                Token::Word("rtf", Some(1)),
                Token::Word("u", Some(-10179)),
                Token::Byte(b'?'),
                Token::Byte(0xE9),
                Token::Byte(b' '),
                Token::Word("bin", Some(3)),
                Token::Symbol(b'*'),
                Token::Word("par", None),
                Token::Byte(b'x'),
                Token::Close,
            ]
        );
        assert_eq!(Tokens::new(b"\\bin99999999999 x").count(), 1);
    }
}
