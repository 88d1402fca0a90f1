//! A JSON body as the real services' server reads it (Express on V8): an object or a list, and V8's words for what is
//! neither. Positions and lengths are in UTF-16 units, as JavaScript counts.

use serde::de::IgnoredAny;

/// Nothing if a body is an object or a list, else what V8 says about it.
pub(super) fn check(body: &[u8]) -> Result<(), String> {
    let text = String::from_utf8_lossy(body);
    let text = text.trim_start_matches('\u{feff}');
    let units: Vec<u16> = text.encode_utf16().collect();
    let mut scan = Scan { units: &units, at: 0 };
    match scan.peek() {
        Some(first) if first != '{' && first != '[' => Err(scan.unexpected()),
        _ => serde_json::from_str::<IgnoredAny>(text).map(drop).map_err(|_| scan.complaint()),
    }
}

/// Looks for the first thing that is wrong.
struct Scan<'a> {
    units: &'a [u16],
    at: usize,
}

/// V8 cites so much before and after, and the whole text when it is shorter than both.
const CONTEXT: usize = 10;

impl Scan<'_> {
    fn complaint(&mut self) -> String {
        let wrong = self.value().and_then(|()| match self.peek() {
            None => Ok(()),
            Some(_) => Err(self.at_position("Unexpected non-whitespace character after JSON")),
        });
        // What V8 reads and Rust does not: numbers beyond all bounds, halves of characters.
        wrong.err().unwrap_or_else(|| "Unexpected end of JSON input".to_owned())
    }

    fn value(&mut self) -> Result<(), String> {
        match self.peek() {
            Some('{') => self.object(),
            Some('[') => self.array(),
            Some('"') => self.string(),
            Some('t') => self.literal("true"),
            Some('f') => self.literal("false"),
            Some('n') => self.literal("null"),
            Some(letter) if letter == '-' || letter.is_ascii_digit() => self.number(),
            _ => Err(self.unexpected()),
        }
    }

    fn object(&mut self) -> Result<(), String> {
        self.at += 1;
        if self.take('}') {
            return Ok(());
        }
        let mut missing = "Expected property name or '}' in JSON";
        loop {
            if self.peek() != Some('"') {
                return Err(self.at_position(missing));
            }
            self.string()?;
            if !self.take(':') {
                return Err(self.at_position("Expected ':' after property name in JSON"));
            }
            self.value()?;
            if self.take('}') {
                return Ok(());
            }
            if !self.take(',') {
                return Err(self.at_position("Expected ',' or '}' after property value in JSON"));
            }
            missing = "Expected double-quoted property name in JSON";
        }
    }

    fn array(&mut self) -> Result<(), String> {
        self.at += 1;
        if self.take(']') {
            return Ok(());
        }
        loop {
            self.value()?;
            if self.take(']') {
                return Ok(());
            }
            if !self.take(',') {
                return Err(self.at_position("Expected ',' or ']' after array element in JSON"));
            }
        }
    }

    fn string(&mut self) -> Result<(), String> {
        self.at += 1;
        loop {
            match self.here() {
                None => return Err(self.at_position("Unterminated string in JSON")),
                Some('"') => {
                    self.at += 1;
                    return Ok(());
                }
                Some('\\') => {
                    self.at += 1;
                    self.escape()?;
                }
                Some(letter) if letter < ' ' => {
                    return Err(self.at_position("Bad control character in string literal in JSON"));
                }
                Some(_) => self.at += 1,
            }
        }
    }

    fn escape(&mut self) -> Result<(), String> {
        match self.here() {
            None => return Err(self.at_position("Unterminated string in JSON")),
            Some('u') => {
                for _ in 0..4 {
                    self.at += 1;
                    if !self.here().is_some_and(|digit| digit.is_ascii_hexdigit()) {
                        return Err(self.at_position("Bad Unicode escape in JSON"));
                    }
                }
            }
            Some('"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't') => {}
            Some(_) => return Err(self.at_position("Bad escaped character in JSON")),
        }
        self.at += 1;
        Ok(())
    }

    fn literal(&mut self, word: &str) -> Result<(), String> {
        for letter in word.chars() {
            if self.here() != Some(letter) {
                return Err(self.unexpected());
            }
            self.at += 1;
        }
        Ok(())
    }

    fn number(&mut self) -> Result<(), String> {
        let negative = self.here() == Some('-');
        self.at += usize::from(negative);
        if self.here() == Some('0') {
            self.at += 1;
            if self.here().is_some_and(|digit| digit.is_ascii_digit()) {
                return Err(self.at_position("Unexpected number in JSON"));
            }
        } else if !self.digits() {
            return Err(self.at_position("No number after minus sign in JSON"));
        }
        if self.here() == Some('.') {
            self.at += 1;
            if !self.digits() {
                return Err(self.at_position("Unterminated fractional number in JSON"));
            }
        }
        if matches!(self.here(), Some('e' | 'E')) {
            self.at += 1;
            self.at += usize::from(matches!(self.here(), Some('+' | '-')));
            if !self.digits() {
                return Err(self.at_position("Exponent part is missing a number in JSON"));
            }
        }
        Ok(())
    }

    /// Skips digits; false when there are none.
    fn digits(&mut self) -> bool {
        let before = self.at;
        while self.here().is_some_and(|digit| digit.is_ascii_digit()) {
            self.at += 1;
        }
        self.at > before
    }

    /// The character here; half of one counts as one that is not allowed.
    fn here(&self) -> Option<char> {
        self.units.get(self.at).map(|unit| char::from_u32(u32::from(*unit)).unwrap_or(char::REPLACEMENT_CHARACTER))
    }

    /// The next character that is no blank.
    fn peek(&mut self) -> Option<char> {
        while matches!(self.here(), Some(' ' | '\t' | '\n' | '\r')) {
            self.at += 1;
        }
        self.here()
    }

    fn take(&mut self, wanted: char) -> bool {
        let there = self.peek() == Some(wanted);
        self.at += usize::from(there);
        there
    }

    fn at_position(&self, what: &str) -> String {
        format!("{what} at position {}", self.at)
    }

    fn unexpected(&self) -> String {
        let Some(letter) = self.here() else { return "Unexpected end of JSON input".to_owned() };
        let cite = |from: usize, to: usize| String::from_utf16_lossy(self.units.get(from..to).unwrap_or_default());
        let (at, end) = (self.at, self.units.len());
        let (before, after) = (at.saturating_sub(CONTEXT), at + CONTEXT);
        let cited = match () {
            () if end <= 2 * CONTEXT => format!("\"{}\"", cite(0, end)),
            () if at < CONTEXT => format!("\"{}\"...", cite(0, after)),
            () if after < end => format!("...\"{}\"...", cite(before, after)),
            () => format!("...\"{}\"", cite(before, end)),
        };
        format!("Unexpected token '{letter}', {cited} is not valid JSON")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn broken_json_is_called_what_javascript_calls_it() {
        for (text, said) in [
            ("{\"network\":", "Unexpected end of JSON input"),
            ("   ", "Unexpected end of JSON input"),
            ("{\"network\":\"Preprod\",", "Expected double-quoted property name in JSON at position 21"),
            ("{", "Expected property name or '}' in JSON at position 1"),
            ("{\"a\" 1}", "Expected ':' after property name in JSON at position 5"),
            ("{\"a\":1", "Expected ',' or '}' after property value in JSON at position 6"),
            ("[1 2]", "Expected ',' or ']' after array element in JSON at position 3"),
            ("{} x", "Unexpected non-whitespace character after JSON at position 3"),
            ("[\"a", "Unterminated string in JSON at position 3"),
            ("[\"\\x\"]", "Bad escaped character in JSON at position 3"),
            ("[\"\\u00g0\"]", "Bad Unicode escape in JSON at position 6"),
            ("[\"\n\"]", "Bad control character in string literal in JSON at position 2"),
            ("[-]", "No number after minus sign in JSON at position 2"),
            ("[01]", "Unexpected number in JSON at position 2"),
            ("[1.]", "Unterminated fractional number in JSON at position 3"),
            ("[1e]", "Exponent part is missing a number in JSON at position 3"),
            ("[tru]", "Unexpected token ']', \"[tru]\" is not valid JSON"),
            ("true", "Unexpected token 't', \"true\" is not valid JSON"),
            ("{\"a\":x,\"bcdefghijklmnopq\":1}", "Unexpected token 'x', \"{\"a\":x,\"bcdefgh\"... is not valid JSON"),
            ("[\"abcdefghijklm\",x]", "Unexpected token 'x', \"[\"abcdefghijklm\",x]\" is not valid JSON"),
            ("[\"abcdefghijklmnopqrs\",x]", "Unexpected token 'x', ...\"lmnopqrs\",x]\" is not valid JSON"),
        ] {
            assert_eq!(check(text.as_bytes()), Err(said.to_owned()), "{text}");
        }
        assert!(check(b"{\"a\": [1, \"\xff\"]}").is_ok());
    }
}
