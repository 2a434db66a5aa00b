//! `Route.g4`: the parts of a route, and where it stops being one.

use super::lexer::{Token, TokenKind, lex_with_comments};
use crate::edge::condition::{self, SyntaxError, Tree, Wanted};
use std::ops::Range;

/// What a text says, as far as it can be read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parsed {
    /// All tokens, the last one [`TokenKind::End`].
    pub tokens: Vec<Token>,
    /// What the lexer passed over as comments.
    pub comments: Vec<Range<usize>>,
    /// Where the messages come from.
    pub source: Option<Source>,
    /// Which of them.
    pub condition: Option<Condition>,
    /// Where they go.
    pub sink: Option<Sink>,
    /// Index of the first token that the parser did not look at.
    pub next: usize,
    /// What is no route; empty if it is one.
    pub errors: Vec<SyntaxError>,
}

/// The path after `FROM`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Its bytes.
    pub range: Range<usize>,
    /// Its text without blanks and comments, as the runtime sees it.
    pub path: String,
}

/// The expression after `WHERE`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    /// Its bytes.
    pub range: Range<usize>,
    /// What it says.
    pub tree: Tree,
}

/// The destination after `INTO`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sink {
    /// `$upstream`.
    System(Range<usize>),
    /// `BrokeredEndpoint("…")`.
    Function {
        /// The name.
        name: Range<usize>,
        /// The address, with its quotes.
        argument: Range<usize>,
        /// The closing parenthesis.
        end: usize,
    },
}

impl Sink {
    /// All of it.
    pub fn range(&self) -> Range<usize> {
        match self {
            Sink::System(range) => range.clone(),
            Sink::Function { name, end, .. } => name.start..*end,
        }
    }
}

impl Parsed {
    /// Whether it is a route to the grammar.
    pub fn is_route(&self) -> bool {
        self.errors.is_empty() && self.sink.is_some()
    }

    /// Whether there is nothing but blanks and comments.
    pub fn is_blank(&self) -> bool {
        self.tokens.len() <= 1
    }
}

/// Parses a route.
///
/// After an error it goes on at `INTO`, so that the destination is judged too.
pub fn parse(text: &str) -> Parsed {
    let (tokens, comments) = lex_with_comments(text);
    let mut parser = Parser { text, parsed: Parsed { tokens, comments, ..Parsed::default() } };
    if parser.parsed.is_blank() {
        return parser.parsed;
    }
    if let Err(error) = parser.before_sink() {
        parser.parsed.errors.push(error);
        if !parser.skip_to_into() {
            return parser.parsed;
        }
    }
    match parser.sink() {
        Ok(sink) => parser.parsed.sink = Some(sink),
        Err(error) => parser.parsed.errors.push(error),
    }
    parser.parsed
}

struct Parser<'t> {
    text: &'t str,
    parsed: Parsed,
}

impl Parser<'_> {
    fn peek(&self) -> Token {
        // The last token is the end, and nothing goes past it.
        let tokens = &self.parsed.tokens;
        tokens[self.parsed.next.min(tokens.len() - 1)]
    }

    fn expect(&mut self, kind: TokenKind, wanted: Wanted) -> Result<Token, SyntaxError> {
        let token = self.peek();
        if token.kind != kind {
            return Err(SyntaxError { token, wanted });
        }
        self.parsed.next += 1;
        Ok(token)
    }

    fn skip_to_into(&mut self) -> bool {
        let rest = &self.parsed.tokens[self.parsed.next.min(self.parsed.tokens.len())..];
        let Some(skipped) = rest.iter().position(|token| token.kind == TokenKind::Into) else { return false };
        self.parsed.next += skipped + 1;
        true
    }

    /// `[SELECT '*'] FROM source [WHERE routecondition] INTO`.
    fn before_sink(&mut self) -> Result<(), SyntaxError> {
        if self.peek().kind == TokenKind::Select {
            self.parsed.next += 1;
            self.expect(TokenKind::Multiply, Wanted::Star)?;
        }
        self.expect(TokenKind::From, Wanted::From)?;
        let source = self.source()?;
        self.parsed.source = Some(source);
        if self.peek().kind == TokenKind::Where {
            self.parsed.next += 1;
            self.condition()?;
            self.expect(TokenKind::Into, Wanted::OperatorOrInto)?;
        } else {
            self.expect(TokenKind::Into, Wanted::WhereOrInto)?;
        }
        Ok(())
    }

    /// `path: ('/' ('*' | ID))+`.
    fn source(&mut self) -> Result<Source, SyntaxError> {
        let start = self.peek().start;
        let mut path = String::new();
        let mut end = self.expect(TokenKind::Divide, Wanted::Path)?.end;
        loop {
            let segment = self.peek();
            if !matches!(segment.kind, TokenKind::Multiply | TokenKind::Id) {
                return Err(SyntaxError { token: segment, wanted: Wanted::Segment });
            }
            self.parsed.next += 1;
            path.push('/');
            path.push_str(segment.text(self.text));
            end = end.max(segment.end);
            if self.peek().kind != TokenKind::Divide {
                return Ok(Source { range: start..end, path });
            }
            self.parsed.next += 1;
        }
    }

    fn condition(&mut self) -> Result<(), SyntaxError> {
        let first = self.parsed.next;
        let (tree, next) = condition::parse(&self.parsed.tokens, first).inspect_err(|error| {
            // Go on at the token that did not fit.
            self.parsed.next = self.parsed.tokens.partition_point(|token| token.end <= error.token.start);
        })?;
        self.parsed.next = next;
        let range = self.parsed.tokens[first].start..self.parsed.tokens[next - 1].end;
        self.parsed.condition = Some(Condition { range, tree });
        Ok(())
    }

    /// `SYS_PROP | ID '(' STRING ')'`.
    fn sink(&mut self) -> Result<Sink, SyntaxError> {
        let token = self.peek();
        match token.kind {
            TokenKind::SystemProperty => {
                self.parsed.next += 1;
                Ok(Sink::System(token.range()))
            }
            TokenKind::Id => {
                self.parsed.next += 1;
                self.expect(TokenKind::OpenParen, Wanted::OpenParen)?;
                let argument = self.expect(TokenKind::String, Wanted::Address)?;
                let close = self.expect(TokenKind::CloseParen, Wanted::CloseParen)?;
                Ok(Sink::Function { name: token.range(), argument: argument.range(), end: close.end })
            }
            _ => Err(SyntaxError { token, wanted: Wanted::Sink }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Route.g4 and the consequences of the lexer (dossier 1.1 to 1.3): text, byte of the first error.
    #[rustfmt::skip]
    const CASES: &[(&str, Option<usize>)] = &[
        ("FROM /* INTO $upstream", None), ("from/messages/*  into $upstream", None), ("SELECT * FROM /a INTO $x", None), ("FROM / a / * INTO $x", None),
        ("FROM /a INTO F('')", None), ("FROM /a INTO $upstream WHERE x", None), ("FROM /a INTO $upstream;", None), ("FROM /a WHERE b INTO $x", None),
        ("FROM /a /* c */ INTO $x", None), ("FROM /m-1/m.x/m'x/é/1a INTO $x", None),
        ("FORM /a INTO $x", Some(0)), ("SELECT FROM /a INTO $x", Some(7)), ("SELECT *FROM /a INTO $x", Some(7)), ("FROM a INTO $x", Some(5)),
        ("FROM /a/ INTO $x", Some(9)), ("FROM //a INTO $x", Some(6)), ("FROM /*INTO $x", Some(12)), ("FROM /1 INTO $x", Some(6)), ("FROM /and INTO $x", Some(6)),
        ("FROM /true INTO $x", Some(6)), ("FROM /$a INTO $x", Some(6)), ("FROM /a[0] INTO $x", Some(6)), ("FROM /<A>/x INTO $x", Some(6)), ("FROM /a", Some(7)),
        ("FROM /a $x", Some(8)), ("FROM /a WHERE INTO $x", Some(14)), ("FROM /a INTO", Some(12)), ("FROM /a INTO x", Some(14)), ("FROM /a INTO 'x'", Some(13)),
        ("FROM /a INTO F(x)", Some(15)), ("FROM /a INTO F('x'", Some(18)), ("FROM /a INTO F('x", Some(15)), ("FROM /a WHERE b c INTO $x", Some(16)),
        ("FROM /* INTO BrokeredEndpoint(\"/modules/*/inputs/x\")", Some(42)),
    ];

    #[test]
    fn the_first_error_is_where_the_runtime_has_it() {
        for (text, expected) in CASES {
            let parsed = parse(text);
            assert_eq!(parsed.errors.first().map(|error| error.token.start), *expected, "{text}");
            assert_eq!(parsed.is_route(), expected.is_none(), "{text}");
        }
    }

    #[test]
    fn the_source_is_what_the_runtime_sees() {
        let parsed = parse("FROM / messages /* x */ /modules/*  INTO $upstream");
        assert_eq!(parsed.source.map(|source| source.path).as_deref(), Some("/messages/modules/*"));
    }

    #[test]
    fn after_an_error_the_destination_is_still_read() {
        let parsed = parse("FROM /a WHERE b == 1 INTO upstream");
        assert_eq!(parsed.errors.iter().map(|error| error.token.start).collect::<Vec<_>>(), [17, 34]);
        assert!(parse("FORM /a INTO $upstream").sink.is_some());
    }
}
