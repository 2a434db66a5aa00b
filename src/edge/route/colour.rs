//! The tokens of a route by what they are for, to colour them while it is typed.

use super::lexer::{Token, TokenKind, lex_with_comments};
use super::parser::parse;
use crate::edge::condition::find_function;
use crate::rule::Span;

/// What a token is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenClass {
    /// `FROM`, `WHERE`, `INTO`, `SELECT`.
    Keyword,
    /// A part of the source.
    Path,
    /// `AND`, `=`, `+`, …
    Operator,
    /// A property of the message.
    Property,
    /// `$name`.
    SystemProperty,
    /// The name of a function or of an endpoint.
    Function,
    /// A text in quotes.
    String,
    /// A number, `true`, `null`, …
    Literal,
    /// Brackets and commas.
    Punctuation,
    /// `/* … */`
    Comment,
    /// What stands after the destination, which edgeHub does not read.
    Ignored,
    /// What belongs nowhere.
    Invalid,
}

/// The tokens and comments of a text, in order.
pub fn tokens(text: &str) -> Vec<(TokenClass, Span)> {
    let parsed = parse(text);
    let (_, comments) = lex_with_comments(text);
    let end = if parsed.is_route() { parsed.next } else { parsed.tokens.len() };
    let source_end =
        parsed.tokens.iter().position(|token| matches!(token.kind, TokenKind::Where | TokenKind::Into)).unwrap_or(usize::MAX);
    let mut classes: Vec<(TokenClass, Span)> = Vec::with_capacity(parsed.tokens.len() + comments.len());
    for (index, token) in parsed.tokens.iter().enumerate().filter(|(_, token)| token.kind != TokenKind::End) {
        let next = parsed.tokens.get(index + 1);
        let class = if index >= end { TokenClass::Ignored } else { class(text, token, next, index < source_end) };
        classes.push((class, Span { start: token.start, end: token.end }));
    }
    classes.extend(comments.into_iter().map(|comment| (TokenClass::Comment, Span { start: comment.start, end: comment.end })));
    classes.sort_by_key(|(_, span)| *span);
    classes
}

fn class(text: &str, token: &Token, next: Option<&Token>, in_source: bool) -> TokenClass {
    use TokenKind::*;
    match token.kind {
        Select | From | Where | Into => TokenClass::Keyword,
        Divide | Multiply | Id if in_source => TokenClass::Path,
        Id if next.is_some_and(|next| next.kind == OpenParen) => {
            let name = token.text(text);
            let known = find_function(name).is_some() || name.eq_ignore_ascii_case("BrokeredEndpoint");
            if known { TokenClass::Function } else { TokenClass::Invalid }
        }
        Id => TokenClass::Property,
        SystemProperty => TokenClass::SystemProperty,
        String => TokenClass::String,
        Integer | HexInteger | Real | True | False | Null | Undefined => TokenClass::Literal,
        OpenParen | CloseParen | OpenBrace | CloseBrace | Comma => TokenClass::Punctuation,
        UnterminatedString | QueryPath | Unknown | End => TokenClass::Invalid,
        _ => TokenClass::Operator,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_have_the_class_of_their_place() {
        use TokenClass::*;
        let classes = |text: &str| tokens(text).into_iter().map(|(class, _)| class).collect::<Vec<_>>();
        assert_eq!(
            classes("FROM /a WHERE lower(b) = 'c' AND $d /* e */ INTO $upstream;"),
            [
                Keyword,
                Path,
                Path,
                Keyword,
                Function,
                Punctuation,
                Property,
                Punctuation,
                Operator,
                String,
                Operator,
                SystemProperty,
                Comment,
                Keyword,
                SystemProperty,
                Ignored
            ]
        );
        assert_eq!(
            classes("FROM /1 WHERE nope(1)"),
            [Keyword, Path, Literal, Keyword, Invalid, Punctuation, Literal, Punctuation]
        );
    }
}
