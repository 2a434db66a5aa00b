//! The tokens of a route: `GrammarLexer.g4` of edgeHub's routing, rule by rule.
//!
//! ANTLR takes the longest match, and of equally long ones the rule that stands first. That is why a path segment `1` is a number
//! and `1a` is an identifier, and why `a!="x"` compares a property whose name is `a!`.

use std::ops::Range;

/// The lexer rules, in the order of the grammar. Blanks and comments produce no token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // the names are the grammar's
pub enum TokenKind {
    OpenBrace,
    CloseBrace,
    Select,
    From,
    Where,
    Into,
    String,
    UnterminatedString,
    Integer,
    HexInteger,
    Real,
    True,
    False,
    Null,
    Undefined,
    OpenParen,
    CloseParen,
    Comma,
    Plus,
    Minus,
    Multiply,
    /// `/`, also between the segments of a path.
    Divide,
    Modulo,
    And,
    Or,
    Not,
    Equal,
    NotEqual,
    LessOrEqual,
    GreaterOrEqual,
    Greater,
    Less,
    Concat,
    Coalesce,
    /// `$name`.
    SystemProperty,
    Id,
    /// What would be an identifier, were it not for its square brackets. No rule of the parser wants it.
    QueryPath,
    /// A character that begins no token.
    Unknown,
    /// The end of the text.
    End,
}

/// A token and the bytes it covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Which rule matched.
    pub kind: TokenKind,
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Token {
    /// The bytes of the token.
    pub fn range(&self) -> Range<usize> {
        self.start..self.end
    }

    /// The text of the token.
    pub fn text<'t>(&self, text: &'t str) -> &'t str {
        &text[self.start..self.end]
    }
}

/// The tokens of a text; the last one is [`TokenKind::End`].
pub fn lex(text: &str) -> Vec<Token> {
    lex_with_comments(text).0
}

/// The tokens of a text, and its comments, which the parser never sees.
pub fn lex_with_comments(text: &str) -> (Vec<Token>, Vec<Range<usize>>) {
    let mut lexer = Lexer { text, at: 0, comment_end_exists: true };
    let mut tokens = Vec::with_capacity(text.len() / 4 + 1);
    let mut comments = Vec::new();
    while let Some(byte) = text.as_bytes().get(lexer.at) {
        let start = lexer.at;
        if matches!(byte, b' ' | b'\t' | b'\r' | b'\n') {
            lexer.at += 1;
        } else if let Some(end) = lexer.comment() {
            lexer.at = end;
            comments.push(start..end);
        } else {
            let (kind, length) = lexer.token(*byte);
            lexer.at += length;
            tokens.push(Token { kind, start, end: lexer.at });
        }
    }
    tokens.push(Token { kind: TokenKind::End, start: text.len(), end: text.len() });
    (tokens, comments)
}

/// `ID_CHARS`: everything but `()<>@,;:\"/[]?={}` and blanks.
pub fn is_id_byte(byte: u8) -> bool {
    is_query_byte(byte) && !matches!(byte, b'[' | b']')
}

/// `QUERY_PATH_CHARS`: everything but `()<>@,;:\"/?={}` and blanks.
fn is_query_byte(byte: u8) -> bool {
    #[rustfmt::skip]
    let excluded = matches!(byte, b'(' | b')' | b'<' | b'>' | b'@' | b',' | b';' | b':' | b'\\' | b'"' | b'/' | b'?' | b'='
        | b'{' | b'}' | b' ' | b'\t' | b'\n' | b'\r');
    !excluded
}

struct Lexer<'t> {
    text: &'t str,
    at: usize,
    /// Whether a `*/` may still follow: sought once, so that many `/*` cost no more than one.
    comment_end_exists: bool,
}

impl Lexer<'_> {
    fn rest(&self) -> &[u8] {
        &self.text.as_bytes()[self.at..]
    }

    /// `COMMENT: '/*' .*? '*/'`.
    fn comment(&mut self) -> Option<usize> {
        if !self.comment_end_exists || !self.rest().starts_with(b"/*") {
            return None;
        }
        let end = self.text[self.at + 2..].find("*/");
        self.comment_end_exists = end.is_some();
        end.map(|end| self.at + 2 + end + 2)
    }

    fn token(&self, byte: u8) -> (TokenKind, usize) {
        let second = self.rest().get(1).copied().unwrap_or(0);
        match (byte, second) {
            (b'(', _) => (TokenKind::OpenParen, 1),
            (b')', _) => (TokenKind::CloseParen, 1),
            (b'{', _) => (TokenKind::OpenBrace, 1),
            (b'}', _) => (TokenKind::CloseBrace, 1),
            (b',', _) => (TokenKind::Comma, 1),
            (b'/', _) => (TokenKind::Divide, 1),
            (b'=', _) => (TokenKind::Equal, 1),
            (b'<', b'>') => (TokenKind::NotEqual, 2),
            (b'<', b'=') => (TokenKind::LessOrEqual, 2),
            (b'>', b'=') => (TokenKind::GreaterOrEqual, 2),
            (b'<', _) => (TokenKind::Less, 1),
            (b'>', _) => (TokenKind::Greater, 1),
            (b'?', b'?') => (TokenKind::Coalesce, 2),
            (b'"', _) => self.string(byte),
            (b'\'', _) => {
                let (kind, length) = self.string(byte);
                let (word, word_length) = self.word();
                if word_length > length { (word, word_length) } else { (kind, length) }
            }
            _ if is_query_byte(byte) => self.word(),
            _ => (TokenKind::Unknown, 1),
        }
    }

    /// `STRING` or `UNTERMINATED_STRING`: escapes are `\"`, `\'`, `\\` and `\uXXXX` only.
    fn string(&self, quote: u8) -> (TokenKind, usize) {
        let rest = self.rest();
        let mut at = 1;
        while let Some(byte) = rest.get(at) {
            match byte {
                b'\\' => match rest.get(at + 1) {
                    Some(b'"' | b'\'' | b'\\') => at += 2,
                    Some(b'u') if rest.get(at + 2..at + 6).is_some_and(|hex| hex.iter().all(u8::is_ascii_hexdigit)) => at += 6,
                    _ => break,
                },
                _ if *byte == quote => return (TokenKind::String, at + 1),
                _ => at += 1,
            }
        }
        (TokenKind::UnterminatedString, at)
    }

    /// The tokens whose characters are all `QUERY_PATH_CHARS`; and `!=`, which is longer than the identifier `!`.
    fn word(&self) -> (TokenKind, usize) {
        let rest = self.rest();
        let id = rest.iter().position(|byte| !is_id_byte(*byte)).unwrap_or(rest.len());
        let query = id + rest[id..].iter().position(|byte| !is_query_byte(*byte)).unwrap_or(rest.len() - id);
        if query > id {
            let kind = if rest[0] == b'$' && query > 1 { TokenKind::SystemProperty } else { TokenKind::QueryPath };
            return (kind, query);
        }
        if id == 1 && rest.starts_with(b"!=") {
            return (TokenKind::NotEqual, 2);
        }
        (word_kind(&rest[..id]), id)
    }
}

/// The first rule that matches the whole of a word.
fn word_kind(word: &[u8]) -> TokenKind {
    let is = |keyword: &str| word.eq_ignore_ascii_case(keyword.as_bytes());
    match word {
        _ if is("SELECT") => TokenKind::Select,
        _ if is("FROM") => TokenKind::From,
        _ if is("WHERE") => TokenKind::Where,
        _ if is("INTO") => TokenKind::Into,
        _ if is_integer(word) => TokenKind::Integer,
        _ if is_hex(word) => TokenKind::HexInteger,
        _ if is_real(word) => TokenKind::Real,
        b"true" => TokenKind::True,
        b"false" => TokenKind::False,
        b"null" => TokenKind::Null,
        b"undefined" => TokenKind::Undefined,
        b"+" => TokenKind::Plus,
        b"-" => TokenKind::Minus,
        b"*" => TokenKind::Multiply,
        b"%" => TokenKind::Modulo,
        _ if is("AND") => TokenKind::And,
        _ if is("OR") => TokenKind::Or,
        _ if is("NOT") => TokenKind::Not,
        b"||" => TokenKind::Concat,
        [b'$', _, ..] => TokenKind::SystemProperty,
        _ => TokenKind::Id,
    }
}

fn is_digits(bytes: &[u8]) -> bool {
    !bytes.is_empty() && bytes.iter().all(u8::is_ascii_digit)
}

/// `'-'? [0-9]+`
fn is_integer(word: &[u8]) -> bool {
    is_digits(word.strip_prefix(b"-").unwrap_or(word))
}

/// `'0' [Xx] HEX_DIGIT+`
fn is_hex(word: &[u8]) -> bool {
    let digits = word.strip_prefix(b"0x").or_else(|| word.strip_prefix(b"0X"));
    digits.is_some_and(|digits| !digits.is_empty() && digits.iter().all(u8::is_ascii_hexdigit))
}

/// `'-'? [0-9]* '.' [0-9]+ EXP?` or `'-'? [0-9]* EXP`, where `EXP: [Ee] [+-]? [0-9]+`.
fn is_real(word: &[u8]) -> bool {
    let word = word.strip_prefix(b"-").unwrap_or(word);
    let whole = word.iter().take_while(|byte| byte.is_ascii_digit()).count();
    match &word[whole..] {
        [b'.', rest @ ..] => {
            let fraction = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
            fraction > 0 && (fraction == rest.len() || is_exponent(&rest[fraction..]))
        }
        rest => is_exponent(rest),
    }
}

fn is_exponent(bytes: &[u8]) -> bool {
    match bytes {
        [b'e' | b'E', b'+' | b'-', digits @ ..] | [b'e' | b'E', digits @ ..] => is_digits(digits),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use TokenKind::*;

    fn kinds(text: &str) -> Vec<TokenKind> {
        let mut kinds: Vec<_> = lex(text).iter().map(|token| token.kind).collect();
        assert_eq!(kinds.pop(), Some(End));
        kinds
    }

    /// GrammarLexer.g4: one text, one token.
    const SINGLE: &[(&str, TokenKind)] = &[
        ("select", Select),
        ("From", From),
        ("WHERE", Where),
        ("iNTO", Into),
        ("1", Integer),
        ("-5", Integer),
        ("0x1F", HexInteger),
        ("0XaB", HexInteger),
        ("-0x1", Id),
        ("0x", Id),
        ("1.5", Real),
        (".5", Real),
        ("-.5", Real),
        ("1e5", Real),
        ("e1", Real),
        ("E+9", Real),
        ("-e5", Real),
        ("1.5E-3", Real),
        ("5.", Id),
        ("1.5.2", Id),
        ("1a", Id),
        ("e1x", Id),
        ("E", Id),
        ("true", True),
        ("True", Id),
        ("null", Null),
        ("NULL", Id),
        ("undefined", Undefined),
        ("and", And),
        ("OR", Or),
        ("Not", Not),
        ("+", Plus),
        ("-", Minus),
        ("*", Multiply),
        ("%", Modulo),
        ("||", Concat),
        ("|||", Id),
        ("|", Id),
        ("!=", NotEqual),
        ("!", Id),
        ("<>", NotEqual),
        ("??", Coalesce),
        ("$", Id),
        ("$a", SystemProperty),
        ("$$", SystemProperty),
        ("$a[0]", SystemProperty),
        ("a[0]", QueryPath),
        ("[", QueryPath),
        ("$[", SystemProperty),
        ("m-1", Id),
        ("m'x", Id),
        ("m!x", Id),
        ("é", Id),
        ("\u{a0}", Id),
        ("\u{3000}x", Id),
        ("5-1", Id),
        ("-a", Id),
        ("&&", Id),
        ("'a'", String),
        ("\"a'b\"", String),
        ("'a\nb'", String),
        (r#""\"\'\\\u00e9""#, String),
        ("'a", UnterminatedString),
        ("'a'b", Id),
        ("'", UnterminatedString),
        ("?", Unknown),
        (":", Unknown),
        ("@", Unknown),
        (";", Unknown),
        ("\\", Unknown),
    ];

    #[test]
    fn the_longest_rule_wins_and_of_equals_the_first() {
        for (text, kind) in SINGLE {
            assert_eq!(kinds(text), [*kind], "{text:?}");
        }
    }

    #[test]
    fn operators_are_swallowed_by_identifiers() {
        assert_eq!(kinds("a!=\"x\""), [Id, Equal, String]);
        assert_eq!(kinds("a !=\"x\""), [Id, NotEqual, String]);
        assert_eq!(kinds("!!=1"), [Id, Equal, Integer]);
        assert_eq!(kinds("5 -1"), [Integer, Integer]);
        assert_eq!(kinds("a<b>c"), [Id, Less, Id, Greater, Id]);
        assert_eq!(kinds("x='high'AND"), [Id, Equal, Id]);
        assert_eq!(kinds(r"'a\q'"), [UnterminatedString, Unknown, Id]);
        assert_eq!(kinds(r#""\u12""#), [UnterminatedString, Unknown, Id, UnterminatedString]);
    }

    #[test]
    fn a_slash_and_a_star_open_a_comment_only_if_it_is_closed() {
        assert_eq!(kinds("FROM /* INTO $u"), [From, Divide, Multiply, Into, SystemProperty]);
        assert_eq!(kinds("FROM /* INTO */ x"), [From, Id]);
        assert_eq!(kinds("/*/"), [Divide, Multiply, Divide]);
        assert_eq!(kinds("/**/"), []);
        assert_eq!(kinds("/messages/*INTO"), [Divide, Id, Divide, Id]);
    }

    #[test]
    fn ten_megabytes_of_openers_take_linear_time() {
        for piece in ["/*", "'", "\"\\", "'\\q", "$[", "!"] {
            assert!(lex(&piece.repeat(1_000_000)).len() > 1);
        }
    }
}
