//! The path after `$body.`: `JsonPath.g4` of edgeHub's routing.

use std::ops::Range;

/// Why a path is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BodyPathError {
    /// The bytes of the token in the path that cannot stand there; empty at its end.
    pub range: Range<usize>,
    /// The same as the runtime counts it: columns in UTF-16 units from 1, end exclusive.
    columns: Range<usize>,
    empty: bool,
}

impl BodyPathError {
    /// What the runtime says.
    pub fn runtime_message(&self) -> String {
        if self.empty {
            return "$body query cannot be empty".into();
        }
        let Range { start, end } = self.columns;
        format!("Error in $body query. Message:Syntax error., Location: (1:{start}, 1:{end}), Severity:Error \n")
    }
}

/// The path of a property that queries the body: what follows `$body.`, in any case.
pub fn of_property(name: &str) -> Option<&str> {
    const PREFIX: &str = "$body.";
    name.get(..PREFIX.len()).filter(|prefix| prefix.eq_ignore_ascii_case(PREFIX)).map(|_| &name[PREFIX.len()..])
}

/// `expr: innerExpr ('.' innerExpr)*` with `innerExpr: IDENTIFIER | IDENTIFIER '[' INT ']'`.
///
/// Like the grammar it does not look at what follows a complete path: `a]` and `a[0][1]` pass.
///
/// # Errors
/// The first token that cannot stand where it stands.
pub fn check(path: &str) -> Result<(), BodyPathError> {
    let mut tokens = Tokens { path, at: 0 };
    loop {
        tokens.expect(TokenKind::Identifier)?;
        if tokens.peek().0 == TokenKind::Open {
            tokens.expect(TokenKind::Open)?;
            tokens.expect(TokenKind::Integer)?;
            tokens.expect(TokenKind::Close)?;
        }
        if tokens.peek().0 != TokenKind::Dot {
            return Ok(());
        }
        tokens.expect(TokenKind::Dot)?;
    }
}

/// The argument of `twin_change_includes`, which the runtime would accept if it had a source for it.
pub fn is_twin_change_path(path: &str) -> bool {
    let begins = |prefix: &str| path.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix));
    check(path).is_ok() && ["properties.reported.", "properties.desired.", "tags."].into_iter().any(begins)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum TokenKind {
    Dot,
    Open,
    Close,
    Integer,
    Identifier,
    End,
}

struct Tokens<'p> {
    path: &'p str,
    at: usize,
}

impl Tokens<'_> {
    fn expect(&mut self, wanted: TokenKind) -> Result<(), BodyPathError> {
        let (kind, range) = self.peek();
        if kind == wanted {
            self.at = range.end;
            return Ok(());
        }
        let column = self.path[..range.start].encode_utf16().count() + 1;
        let length = if kind == TokenKind::End { 1 } else { self.path[range.clone()].encode_utf16().count() };
        Err(BodyPathError { range, columns: column..column + length, empty: self.path.is_empty() })
    }

    /// The next token. Characters of no token are passed over, as ANTLR does after complaining on the console.
    fn peek(&self) -> (TokenKind, Range<usize>) {
        let mut at = self.at;
        while let Some(character) = self.path[at..].chars().next() {
            let kind = match character {
                '.' => TokenKind::Dot,
                '[' => TokenKind::Open,
                ']' => TokenKind::Close,
                _ if is_identifier(character) => {
                    let end = self.path[at..].find(|c| !is_identifier(c)).map_or(self.path.len(), |length| at + length);
                    let digits = self.path[at..end].bytes().all(|byte| byte.is_ascii_digit());
                    return (if digits { TokenKind::Integer } else { TokenKind::Identifier }, at..end);
                }
                _ => {
                    at += character.len_utf8();
                    continue;
                }
            };
            return (kind, at..at + 1);
        }
        (TokenKind::End, self.path.len()..self.path.len())
    }
}

/// `ID_CHARS`; blanks but for the space are no part of an identifier.
fn is_identifier(character: char) -> bool {
    !"()<>@,;:\\\"/[]?={}.\t\n\r".contains(character)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_those_of_the_grammar() {
        for path in ["a", "A.b", "a[0].b[12]", "123abc", "a b", "-1", "é", "a]", "a[0][1]", "a[0]b", "a(b", "'a'"] {
            assert_eq!(check(path), Ok(()), "{path:?}");
        }
        for path in ["", ".", "a.", "a..b", "a[", "a[]", "a[x]", "a['x']", "a[-1]", "1", "a.1", "a.[1]", "[0]", "\t"] {
            assert!(check(path).is_err(), "{path:?}");
        }
    }

    #[test]
    fn the_error_is_placed_as_the_runtime_places_it() {
        let error = check("properties[]").unwrap_err();
        assert_eq!(error.range, 11..12);
        assert!(error.runtime_message().contains("Location: (1:12, 1:13)"));
        assert_eq!(check("").unwrap_err().runtime_message(), "$body query cannot be empty");
    }

    #[test]
    fn the_prefix_is_of_any_case() {
        assert_eq!(of_property("$bODY.a"), Some("a"));
        assert_eq!(of_property("$body"), None);
        assert_eq!(of_property("$bodyé."), None);
    }
}
