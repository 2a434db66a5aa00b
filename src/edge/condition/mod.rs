//! The condition of a route: the expression after `WHERE`, as `Condition.g4` and `ConditionVisitor.cs` of edgeHub read it.

mod functions;
pub mod judge;
mod parser;
mod types;

pub use functions::{Arguments, FUNCTIONS, Function, find as find_function};
pub use parser::{MAX_NESTING, SyntaxError, Wanted, parse};
pub use types::{Cause, Checked, Type, TypeError, check};

use crate::edge::route::lexer::TokenKind;
use std::ops::Range;

/// The place of an expression in its [`Tree`].
pub type ExprId = usize;

/// An expression as a list in the order of evaluation: operands stand before what is made of them, the whole stands last.
///
/// A list instead of boxes, so that a chain of a hundred thousand `AND`s needs no recursion, neither to check nor to drop it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tree {
    /// The expressions.
    pub exprs: Vec<Expr>,
}

/// One expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expr {
    /// What it is.
    pub kind: ExprKind,
    /// The token that the runtime blames: the operator, the function's name, the literal.
    pub token: Range<usize>,
    /// All of it.
    pub range: Range<usize>,
}

/// What an expression is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExprKind {
    /// A number, a string, `true`, `null`, …
    Literal(TokenKind),
    /// `name`: a property that the sender put on the message.
    Property,
    /// `$name` or `$body.path`.
    SystemProperty,
    /// `{$name}`.
    EscapedSystemProperty,
    /// `name(arguments)`.
    Call(Vec<ExprId>),
    /// `-x`.
    Negate(ExprId),
    /// `NOT x`.
    Not(ExprId),
    /// `x operator y`.
    Binary(TokenKind, ExprId, ExprId),
    /// What the grammar accepts in order to say something better than "Syntax error.".
    Faulty(Fault),
}

/// The faults that the grammar knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// A character that begins no token, as operator or operand.
    InvalidSymbol,
    /// `(` without `)`.
    MissingParen,
    /// `)` without `(`.
    UnmatchedParen,
}

impl Tree {
    /// The whole expression.
    pub fn root(&self) -> Option<&Expr> {
        self.exprs.last()
    }
}

#[cfg(test)]
mod tests;
