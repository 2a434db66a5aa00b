//! `Condition.g4`: precedence climbing over the tokens of a route.

use super::{Expr, ExprId, ExprKind, Fault, Tree};
use crate::edge::route::lexer::{Token, TokenKind};
use std::ops::Range;

/// How deeply parentheses, arguments and unary operators may lie in each other.
///
/// The runtime has no such number: its parser recurses until its stack is gone, which ends edgeHub. No person nests this deep.
pub const MAX_NESTING: usize = 500;

/// The first token that cannot stand where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    /// The token.
    pub token: Token,
    /// What could have stood there.
    pub wanted: Wanted,
}

/// What the parser wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// `FROM` or `SELECT`.
    From,
    /// `*` after `SELECT`.
    Star,
    /// `/` at the start of the source.
    Path,
    /// A segment after `/`.
    Segment,
    /// `/`, `WHERE` or `INTO` after the source.
    WhereOrInto,
    /// A property, a literal, a function, `(`, …
    Operand,
    /// An operator, or `INTO`.
    OperatorOrInto,
    /// `$name` after `{`.
    SystemProperty,
    /// `}` after `{$name`.
    CloseBrace,
    /// `,` or `)` in the arguments of a function.
    CommaOrParen,
    /// `$upstream` or `BrokeredEndpoint` after `INTO`.
    Sink,
    /// `(` after the name of an endpoint.
    OpenParen,
    /// The address in quotes.
    Address,
    /// `)` after the address.
    CloseParen,
    /// Less nesting.
    Shallower,
}

/// Parses `expr` from `at` on. Gives the tree and the index of the first token after it.
///
/// # Errors
/// The first token that fits nothing.
pub fn parse(tokens: &[Token], at: usize) -> Result<(Tree, usize), SyntaxError> {
    let mut parser = Parser { tokens, at, tree: Tree::default(), nesting: 0, open: 0 };
    parser.expression(0)?;
    Ok((parser.tree, parser.at))
}

/// How tightly a binary operator binds; every one of them associates to the left.
fn precedence(kind: TokenKind) -> Option<u8> {
    use TokenKind::*;
    Some(match kind {
        Multiply | Divide | Modulo => 8,
        Plus | Minus | Concat => 7,
        Less | LessOrEqual | Greater | GreaterOrEqual => 6,
        Equal | NotEqual => 5,
        And => 4,
        Or => 3,
        Coalesce => 2,
        Unknown => 1,
        _ => return None,
    })
}

/// Unary operators bind tighter than all binary ones.
const UNARY: u8 = 9;

struct Parser<'t> {
    tokens: &'t [Token],
    at: usize,
    tree: Tree,
    nesting: usize,
    /// Parentheses that are open here, of expressions or of arguments.
    open: usize,
}

impl Parser<'_> {
    fn peek(&self) -> Token {
        // The last token is the end of the text, and nothing goes past it.
        self.tokens.get(self.at).or(self.tokens.last()).copied().unwrap_or(Token { kind: TokenKind::End, start: 0, end: 0 })
    }

    fn next(&mut self) -> Token {
        let token = self.peek();
        self.at += 1;
        token
    }

    fn wanted<T>(&self, wanted: Wanted) -> Result<T, SyntaxError> {
        Err(SyntaxError { token: self.peek(), wanted })
    }

    fn push(&mut self, kind: ExprKind, token: Range<usize>, range: Range<usize>) -> ExprId {
        self.tree.exprs.push(Expr { kind, token, range });
        self.tree.exprs.len() - 1
    }

    /// Puts a fault in place of everything from `first` on: the visitor does not look into a faulty expression.
    fn fault(&mut self, first: ExprId, fault: Fault, token: Token, start: usize) -> ExprId {
        self.tree.exprs.truncate(first);
        let end = self.tokens[self.at - 1].end;
        self.push(ExprKind::Faulty(fault), token.range(), start..end)
    }

    fn end_of(&self, id: ExprId) -> usize {
        self.tree.exprs[id].range.end
    }

    fn deeper<T>(&mut self, parse: impl FnOnce(&mut Self) -> Result<T, SyntaxError>) -> Result<T, SyntaxError> {
        if self.nesting == MAX_NESTING {
            return self.wanted(Wanted::Shallower);
        }
        self.nesting += 1;
        let parsed = parse(self);
        self.nesting -= 1;
        parsed
    }

    /// `expr`, of operators that bind at least as tightly as `least`.
    fn expression(&mut self, least: u8) -> Result<ExprId, SyntaxError> {
        let first = self.tree.exprs.len();
        let start = self.peek().start;
        let mut left = self.operand()?;
        loop {
            let operator = self.peek();
            let Some(binds) = precedence(operator.kind).filter(|binds| *binds >= least) else { return Ok(left) };
            self.at += 1;
            let right = self.deeper(|parser| parser.expression(binds + 1))?;
            left = if operator.kind == TokenKind::Unknown {
                self.fault(first, Fault::InvalidSymbol, operator, start)
            } else {
                let end = self.end_of(right);
                self.push(ExprKind::Binary(operator.kind, left, right), operator.range(), start..end)
            };
        }
    }

    /// `nested_expr | literal | SYS_PROP | ID | '{' SYS_PROP '}' | fcall | '-' expr | NOT expr`, and the faults.
    fn operand(&mut self) -> Result<ExprId, SyntaxError> {
        use TokenKind::*;
        let token = self.peek();
        match token.kind {
            OpenParen => self.nested(),
            String | UnterminatedString | Integer | HexInteger | Real | True | False | Null | Undefined => {
                self.at += 1;
                Ok(self.push(ExprKind::Literal(token.kind), token.range(), token.range()))
            }
            SystemProperty => {
                self.at += 1;
                Ok(self.push(ExprKind::SystemProperty, token.range(), token.range()))
            }
            Id if self.tokens.get(self.at + 1).is_some_and(|next| next.kind == OpenParen) => self.call(),
            Id => {
                self.at += 1;
                Ok(self.push(ExprKind::Property, token.range(), token.range()))
            }
            OpenBrace => self.escaped(),
            Minus | Not => {
                self.at += 1;
                let operand = self.deeper(|parser| parser.expression(UNARY))?;
                let range = token.start..self.end_of(operand);
                let kind = if token.kind == Minus { ExprKind::Negate(operand) } else { ExprKind::Not(operand) };
                Ok(self.push(kind, token.range(), range))
            }
            Unknown => self.invalid_symbol(),
            _ => self.wanted(Wanted::Operand),
        }
    }

    /// `'(' expr ')'`, or `'(' expr` where the parenthesis stays open.
    fn nested(&mut self) -> Result<ExprId, SyntaxError> {
        let first = self.tree.exprs.len();
        let open = self.next();
        self.open += 1;
        let inner = self.deeper(|parser| parser.expression(0))?;
        self.open -= 1;
        if self.peek().kind != TokenKind::CloseParen {
            return Ok(self.fault(first, Fault::MissingParen, open, open.start));
        }
        self.tree.exprs[inner].range = open.start..self.next().end;
        Ok(self.unmatched_paren(first, inner, open.start))
    }

    /// `ID '(' exprList? ')'`.
    fn call(&mut self) -> Result<ExprId, SyntaxError> {
        let first = self.tree.exprs.len();
        let name = self.next();
        self.at += 1;
        self.open += 1;
        let mut arguments = Vec::new();
        if self.peek().kind != TokenKind::CloseParen {
            loop {
                arguments.push(self.deeper(|parser| parser.expression(0))?);
                match self.peek().kind {
                    TokenKind::Comma => self.at += 1,
                    TokenKind::CloseParen => break,
                    _ => return self.wanted(Wanted::CommaOrParen),
                }
            }
        }
        let close = self.next();
        self.open -= 1;
        let id = self.push(ExprKind::Call(arguments), name.range(), name.start..close.end);
        Ok(self.unmatched_paren(first, id, name.start))
    }

    /// `nested_expr ')'` and `fcall ')'`: one parenthesis too many, where none is open.
    fn unmatched_paren(&mut self, first: ExprId, id: ExprId, start: usize) -> ExprId {
        let token = self.peek();
        if self.open > 0 || token.kind != TokenKind::CloseParen {
            return id;
        }
        self.at += 1;
        self.fault(first, Fault::UnmatchedParen, token, start)
    }

    /// `'{' SYS_PROP '}'`.
    fn escaped(&mut self) -> Result<ExprId, SyntaxError> {
        let open = self.next();
        let name = self.peek();
        if name.kind != TokenKind::SystemProperty {
            return self.wanted(Wanted::SystemProperty);
        }
        self.at += 1;
        let close = self.peek();
        if close.kind != TokenKind::CloseBrace {
            return self.wanted(Wanted::CloseBrace);
        }
        self.at += 1;
        Ok(self.push(ExprKind::EscapedSystemProperty, name.range(), open.start..close.end))
    }

    /// A lone unknown character, or one before an expression.
    fn invalid_symbol(&mut self) -> Result<ExprId, SyntaxError> {
        use TokenKind::*;
        let first = self.tree.exprs.len();
        let token = self.next();
        #[rustfmt::skip]
        let begins_operand = matches!(self.peek().kind, OpenParen | String | UnterminatedString | Integer | HexInteger | Real | True
            | False | Null | Undefined | SystemProperty | Id | OpenBrace | Minus | Not);
        if begins_operand {
            self.deeper(|parser| parser.expression(0))?;
        }
        Ok(self.fault(first, Fault::InvalidSymbol, token, token.start))
    }
}
