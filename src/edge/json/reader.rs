//! The reader: Newtonsoft's `JsonTextReader` and `JToken.Load`, with places.

use super::{Member, Node, Value};
use std::borrow::Cow;
use std::ops::Range;

/// How many objects and lists may lie in each other: `JsonReader.MaxDepth` of Newtonsoft.Json 13.
pub const MAX_DEPTH: usize = 64;

/// Why a text is not JSON, even to Newtonsoft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// Where it stops.
    pub range: Range<usize>,
    /// What is wrong, for a person.
    pub message: String,
    /// The reader's own words, or close to them.
    pub runtime: String,
}

/// Reads one document.
///
/// # Errors
/// What Newtonsoft rejects: a broken text, more than [`MAX_DEPTH`] levels, anything after the document. An empty text gives `null`.
pub fn parse(text: &str) -> Result<Node<'_>, Failure> {
    parse_nested(text, MAX_DEPTH)
}

/// Reads one document of at most `max_depth` levels.
///
/// # Errors
/// As [`parse`].
pub fn parse_nested(text: &str, max_depth: usize) -> Result<Node<'_>, Failure> {
    let mut reader = Reader { text, at: 0, depth: 0, max_depth };
    reader.skip_blank()?;
    if reader.peek().is_none() {
        return Ok(Node { range: reader.at..reader.at, value: Value::Null });
    }
    let node = reader.value()?.ok_or_else(|| reader.unexpected("parsing value"))?;
    reader.skip_blank()?;
    match reader.peek() {
        None => Ok(node),
        Some(character) => Err(Failure {
            range: reader.at..text.len(),
            message: "There is more text after the end of the JSON".into(),
            runtime: format!("Additional text encountered after finished reading JSON content: {character}."),
        }),
    }
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    depth: usize,
    max_depth: usize,
}

impl<'a> Reader<'a> {
    fn peek(&self) -> Option<char> {
        self.text[self.at..].chars().next()
    }

    fn peek_byte(&self) -> u8 {
        self.text.as_bytes().get(self.at).copied().unwrap_or(0)
    }

    fn failure(&self, range: Range<usize>, message: impl Into<String>, runtime: impl Into<String>) -> Failure {
        Failure { range, message: message.into(), runtime: runtime.into() }
    }

    fn unexpected(&self, doing: &str) -> Failure {
        match self.peek() {
            None => {
                let doing = format!("Unexpected end while {doing}.");
                self.failure(self.at..self.at, "The JSON ends too early; a bracket or a quote is not closed", doing)
            }
            Some(character) => {
                let range = self.at..self.at + character.len_utf8();
                let runtime = format!("Unexpected character encountered while {doing}: {character}.");
                self.failure(range, format!("`{character}` cannot stand here"), runtime)
            }
        }
    }

    /// Blanks, NUL (which Newtonsoft passes over) and comments.
    fn skip_blank(&mut self) -> Result<(), Failure> {
        while let Some(character) = self.peek() {
            match character {
                '/' => self.skip_comment()?,
                _ if character.is_whitespace() || character == '\0' => self.at += character.len_utf8(),
                _ => break,
            }
        }
        Ok(())
    }

    fn skip_comment(&mut self) -> Result<(), Failure> {
        let rest = &self.text[self.at..];
        if rest.starts_with("//") {
            self.at += rest.find(['\n', '\r']).unwrap_or(rest.len());
        } else if let Some(body) = rest.strip_prefix("/*") {
            let Some(end) = body.find("*/") else {
                let end = self.text.len();
                return Err(self.failure(self.at..end, "The comment is not closed", "Unexpected end while parsing comment."));
            };
            self.at += end + 4;
        } else {
            return Err(self.failure(self.at..self.at + 1, "A lone `/` is not JSON", "Error parsing comment. Expected: *."));
        }
        Ok(())
    }

    /// One value; `None` before a bracket that closes an array, which the caller handles.
    fn value(&mut self) -> Result<Option<Node<'a>>, Failure> {
        let start = self.at;
        let Some(character) = self.peek() else { return Err(self.unexpected("parsing value")) };
        let value = match character {
            '"' | '\'' => Value::String(self.string()?),
            '{' => self.nested(Self::object)?,
            '[' => self.nested(Self::array)?,
            ']' => return Ok(None),
            ',' => Value::Undefined,
            't' => self.word("true", Value::Bool(true))?,
            'f' => self.word("false", Value::Bool(false))?,
            'n' => self.word("null", Value::Null)?,
            'u' => self.word("undefined", Value::Undefined)?,
            'N' => self.word("NaN", Value::Float(f64::NAN))?,
            'I' => self.word("Infinity", Value::Float(f64::INFINITY))?,
            '-' if self.text[start..].starts_with("-I") => self.word("-Infinity", Value::Float(f64::NEG_INFINITY))?,
            '-' | '.' | '0'..='9' => self.number()?,
            _ => return Err(self.unexpected("parsing value")),
        };
        Ok(Some(Node { range: start..self.at, value }))
    }

    fn nested(&mut self, read: fn(&mut Self) -> Result<Value<'a>, Failure>) -> Result<Value<'a>, Failure> {
        if self.depth == self.max_depth {
            let runtime = format!("The reader's MaxDepth of {MAX_DEPTH} has been exceeded.");
            return Err(self.failure(self.at..self.at + 1, format!("Nested deeper than {} levels", self.max_depth), runtime));
        }
        self.depth += 1;
        self.at += 1;
        let value = read(self);
        self.depth -= 1;
        value
    }

    fn array(&mut self) -> Result<Value<'a>, Failure> {
        let mut items = Vec::new();
        loop {
            self.skip_blank()?;
            let Some(item) = self.value()? else {
                self.at += 1;
                return Ok(Value::Array(items));
            };
            items.push(item);
            self.skip_blank()?;
            match self.peek_byte() {
                b',' => self.at += 1,
                b']' => {
                    self.at += 1;
                    return Ok(Value::Array(items));
                }
                _ => return Err(self.after_value("]")),
            }
        }
    }

    fn object(&mut self) -> Result<Value<'a>, Failure> {
        let mut members = Vec::new();
        loop {
            self.skip_blank()?;
            if self.peek_byte() == b'}' {
                self.at += 1;
                return Ok(Value::Object(members));
            }
            let name_start = self.at;
            let name = self.name()?;
            let name_range = name_start..self.at;
            self.skip_colon()?;
            self.skip_blank()?;
            let node = self.value()?.ok_or_else(|| self.unexpected("parsing value"))?;
            members.push(Member { name, name_range, node });
            self.skip_blank()?;
            match self.peek_byte() {
                b',' => self.at += 1,
                b'}' => {
                    self.at += 1;
                    return Ok(Value::Object(members));
                }
                _ => return Err(self.after_value("}")),
            }
        }
    }

    fn after_value(&self, close: &str) -> Failure {
        match self.peek() {
            None => self.unexpected("reading JSON"),
            Some(character) => self.failure(
                self.at..self.at + character.len_utf8(),
                format!("`,` or `{close}` is missing before `{character}`"),
                format!("After parsing a value an unexpected character was encountered: {character}."),
            ),
        }
    }

    /// A name in quotes of either kind, or a bare word.
    fn name(&mut self) -> Result<Cow<'a, str>, Failure> {
        match self.peek() {
            None => Err(self.unexpected("reading JSON")),
            Some('"' | '\'') => self.string(),
            Some(_) => {
                let rest = &self.text[self.at..];
                let end = rest.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '$')).unwrap_or(rest.len());
                if end == 0 {
                    let mut failure = self.unexpected("reading a property name");
                    failure.message.push_str("; a name in quotes is expected");
                    return Err(failure);
                }
                self.at += end;
                Ok(Cow::Borrowed(&rest[..end]))
            }
        }
    }

    /// Between a name and its colon only blanks may stand: a comment there is an error to Newtonsoft too.
    fn skip_colon(&mut self) -> Result<(), Failure> {
        while self.peek().is_some_and(|c| c.is_whitespace() || c == '\0') {
            self.at += self.peek().map_or(0, char::len_utf8);
        }
        if self.peek_byte() == b':' {
            self.at += 1;
            return Ok(());
        }
        let mut failure = self.unexpected("reading JSON");
        failure.message = "`:` is missing after the name".into();
        failure.runtime = "Invalid character after parsing property name. Expected ':'.".into();
        Err(failure)
    }

    fn word(&mut self, word: &str, value: Value<'a>) -> Result<Value<'a>, Failure> {
        let rest = &self.text[self.at..];
        let follows = rest.get(word.len()..).and_then(|after| after.chars().next());
        let ends = follows.is_none_or(|c| c.is_whitespace() || matches!(c, ',' | '}' | ']' | ')' | '/' | '\0'));
        if rest.starts_with(word) && ends {
            self.at += word.len();
            return Ok(value);
        }
        let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len()).max(1);
        let written = &rest[..end];
        let message = format!("`{written}` is not a JSON value; a text needs quotes");
        Err(self.failure(self.at..self.at + end, message, format!("Error parsing {word} value.")))
    }

    fn string(&mut self) -> Result<Cow<'a, str>, Failure> {
        let open = self.at;
        let quote = self.peek_byte();
        let body = open + 1;
        let bytes = self.text.as_bytes();
        let mut at = body;
        while at < bytes.len() && bytes[at] != quote && bytes[at] != b'\\' {
            at += 1;
        }
        if at < bytes.len() && bytes[at] == quote {
            self.at = at + 1;
            return Ok(Cow::Borrowed(&self.text[body..at]));
        }
        let mut decoded = self.text[body..at].to_owned();
        self.at = at;
        loop {
            let rest = &self.text[self.at..];
            let plain = rest.bytes().position(|b| b == quote || b == b'\\').unwrap_or(rest.len());
            decoded.push_str(&rest[..plain]);
            self.at += plain;
            match self.peek_byte() {
                b'\\' => decoded.push(self.escape()?),
                _ if self.at >= self.text.len() => {
                    let quote = char::from(quote);
                    let runtime = format!("Unterminated string. Expected delimiter: {quote}.");
                    return Err(self.failure(open..self.at, format!("The closing `{quote}` is missing"), runtime));
                }
                _ => {
                    self.at += 1;
                    return Ok(Cow::Owned(decoded));
                }
            }
        }
    }

    fn escape(&mut self) -> Result<char, Failure> {
        let start = self.at;
        let decoded = match self.text.as_bytes().get(start + 1) {
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(escaped @ (b'\\' | b'"' | b'\'' | b'/')) => char::from(*escaped),
            Some(b'u') => return self.unicode_escape(),
            _ => {
                let end = self.text[start + 1..].chars().next().map_or(start + 1, |c| start + 1 + c.len_utf8());
                let written = &self.text[start..end];
                let message = format!("`{written}` is not an escape; write `\\\\` for a backslash");
                return Err(self.failure(start..end, message, format!("Bad JSON escape sequence: {written}.")));
            }
        };
        self.at = start + 2;
        Ok(decoded)
    }

    /// `\uXXXX`, and a pair of surrogates as one character; half a pair becomes U+FFFD, as Newtonsoft writes it.
    fn unicode_escape(&mut self) -> Result<char, Failure> {
        let first = self.hex_unit()?;
        if (0xD800..0xDC00).contains(&first) && self.text[self.at..].starts_with("\\u") {
            let before = self.at;
            let second = self.hex_unit()?;
            if (0xDC00..0xE000).contains(&second) {
                let scalar = 0x10000 + ((u32::from(first) - 0xD800) << 10) + (u32::from(second) - 0xDC00);
                return Ok(char::from_u32(scalar).unwrap_or(char::REPLACEMENT_CHARACTER));
            }
            self.at = before;
        }
        Ok(char::from_u32(u32::from(first)).unwrap_or(char::REPLACEMENT_CHARACTER))
    }

    fn hex_unit(&mut self) -> Result<u16, Failure> {
        let digits = self.text.get(self.at + 2..self.at + 6).filter(|d| d.bytes().all(|b| b.is_ascii_hexdigit()));
        match digits.and_then(|digits| u16::from_str_radix(digits, 16).ok()) {
            Some(unit) => {
                self.at += 6;
                Ok(unit)
            }
            None => {
                let range = self.at..self.at + 2;
                Err(self.failure(
                    range,
                    "`\\u` needs four hexadecimal digits",
                    "Could not convert string to a unicode character.",
                ))
            }
        }
    }

    fn number(&mut self) -> Result<Value<'a>, Failure> {
        let rest = &self.text[self.at..];
        let in_number = |c: char| c.is_ascii_hexdigit() || matches!(c, '-' | '+' | '.' | 'x' | 'X');
        let end = rest.find(|c| !in_number(c)).unwrap_or(rest.len());
        let written = &rest[..end];
        let follows = rest[end..].chars().next();
        if follows.is_some_and(|c| !(c.is_whitespace() || matches!(c, ',' | '}' | ']' | ')' | '/' | '\0'))) {
            self.at += end;
            return Err(self.unexpected("parsing number"));
        }
        let value = number_value(written).ok_or_else(|| {
            let message = format!("`{written}` is not a number; a text needs quotes");
            self.failure(self.at..self.at + end, message, format!("Input string '{written}' is not a valid number."))
        })?;
        self.at += end;
        Ok(value)
    }
}

/// What Newtonsoft makes of the characters of a number: a leading zero makes it octal or hexadecimal.
fn number_value(written: &str) -> Option<Value<'_>> {
    let bytes = written.as_bytes();
    if bytes.first() == Some(&b'0') && bytes.len() > 1 && !matches!(bytes[1], b'.' | b'e' | b'E') {
        let (digits, radix) = match written.strip_prefix("0x").or_else(|| written.strip_prefix("0X")) {
            Some(hex) => (hex, 16),
            None => (written, 8),
        };
        // .NET reads 64 bits here, so a set top bit gives a negative number.
        return u64::from_str_radix(digits, radix).ok().map(|bits| Value::Integer(bits.cast_signed()));
    }
    let digits = written.strip_prefix('-').unwrap_or(written);
    if !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()) {
        return Some(written.parse().map_or(Value::BigInteger(Cow::Borrowed(written)), Value::Integer));
    }
    let known = digits.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'e' | b'E' | b'+' | b'-'));
    if known { written.parse().ok().map(Value::Float) } else { None }
}
