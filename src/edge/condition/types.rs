//! What `ConditionVisitor.cs` checks when edgeHub compiles a condition, with its words.

use super::{ExprKind, Fault, Tree, find_function};
use crate::edge::body_path;
use crate::edge::route::lexer::TokenKind;
use std::ops::Range;

/// The types of the query language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Type {
    /// A text: literals in quotes, and every property of a message.
    String,
    /// A number.
    Number,
    /// `true` or `false`.
    Bool,
    /// `null`.
    Null,
    /// `undefined`, and everything in which there was an error.
    Undefined,
    /// A value from the message's body, of which nobody knows the type before the message comes.
    Unknown,
}

impl Type {
    /// The runtime's name for it.
    pub fn name(self) -> &'static str {
        match self {
            Type::String => "string",
            Type::Number => "number",
            Type::Bool => "bool",
            Type::Null => "null",
            Type::Undefined => "undefined",
            Type::Unknown => "unknown",
        }
    }

    /// Whether a value from the body may stand for this.
    fn is_body_type(self) -> bool {
        matches!(self, Type::String | Type::Number | Type::Bool | Type::Null)
    }

    /// `Args.Match(types, true)`.
    fn matches(self, given: Type) -> bool {
        self == given || given == Type::Unknown && self.is_body_type() || self == Type::Unknown && given.is_body_type()
    }
}

/// One error of the compiler.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypeError {
    /// The token that the runtime blames.
    pub range: Range<usize>,
    /// The runtime's own message.
    pub message: String,
    /// What is wrong.
    pub cause: Cause,
}

/// What is wrong in an expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cause {
    /// The operands do not go with the operator: their types, and which expressions they are.
    Operands {
        /// The operator.
        operator: TokenKind,
        /// Left type and expression.
        left: (Type, usize),
        /// Right type and expression.
        right: (Type, usize),
    },
    /// The operand of `NOT` or `-`.
    Operand {
        /// The operator.
        operator: TokenKind,
        /// Type and expression.
        operand: (Type, usize),
    },
    /// No such function.
    UnknownFunction,
    /// The function takes other arguments.
    Arguments,
    /// The path after `$body.` is none.
    BodyPath,
    /// A fault that the grammar knows.
    Fault(Fault),
    /// A string without its closing quote.
    UnterminatedString,
    /// It passes the checks, and then throws where the expression is built.
    Throws,
}

/// What checking gave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    /// The type of each expression of the tree.
    pub types: Vec<Type>,
    /// The errors, in the order in which the runtime reports them.
    pub errors: Vec<TypeError>,
}

impl Checked {
    /// The type of the whole.
    pub fn result(&self) -> Type {
        self.types.last().copied().unwrap_or(Type::Undefined)
    }
}

/// Checks a tree whose tokens are places in `text`.
pub fn check(text: &str, tree: &Tree) -> Checked {
    let mut checker = Checker { text, types: Vec::with_capacity(tree.exprs.len()), errors: Vec::new() };
    for expr in &tree.exprs {
        let token = &expr.token;
        let result = match &expr.kind {
            ExprKind::Literal(kind) => checker.literal(*kind, token),
            ExprKind::Property => Type::String,
            ExprKind::SystemProperty => checker.system_property(token, Type::String),
            ExprKind::EscapedSystemProperty => checker.system_property(token, Type::Undefined),
            ExprKind::Call(arguments) => checker.call(token, arguments),
            ExprKind::Negate(operand) => checker.negate(token, *operand),
            ExprKind::Not(operand) => checker.not(token, *operand),
            ExprKind::Binary(operator, left, right) => checker.binary(token, *operator, *left, *right),
            ExprKind::Faulty(fault) => checker.fault(token, *fault),
        };
        checker.types.push(result);
    }
    Checked { types: checker.types, errors: checker.errors }
}

struct Checker<'t> {
    text: &'t str,
    types: Vec<Type>,
    errors: Vec<TypeError>,
}

impl Checker<'_> {
    fn error(&mut self, token: &Range<usize>, message: String, cause: Cause) -> Type {
        self.errors.push(TypeError { range: token.clone(), message, cause });
        Type::Undefined
    }

    fn literal(&mut self, kind: TokenKind, token: &Range<usize>) -> Type {
        match kind {
            TokenKind::String => Type::String,
            TokenKind::UnterminatedString => {
                self.error(token, "Syntax error: unterminated string".into(), Cause::UnterminatedString);
                Type::String
            }
            TokenKind::Integer | TokenKind::Real => Type::Number,
            TokenKind::HexInteger => {
                // long.TryParse: what does not fit 64 bits is undefined.
                let digits = self.text[token.start + 2..token.end].trim_start_matches('0');
                if digits.len() > 16 { Type::Undefined } else { Type::Number }
            }
            TokenKind::True | TokenKind::False => Type::Bool,
            TokenKind::Null => Type::Null,
            _ => Type::Undefined,
        }
    }

    /// `$name`: a string; `$body.path`: a value from the body; with brackets and no `$body.`: undefined.
    /// `faulty` is what an escaped name gives where its path is wrong: the plain form then falls back to a string.
    fn system_property(&mut self, token: &Range<usize>, faulty: Type) -> Type {
        let name = &self.text[token.clone()];
        let bracketed = name.contains(['[', ']']);
        match body_path::of_property(name) {
            None if bracketed => Type::Undefined,
            None => Type::String,
            Some(path) => match body_path::check(path) {
                Ok(()) => Type::Unknown,
                Err(error) => {
                    let details = error.runtime_message();
                    let message = format!("Invalid arguments to built-in function '{name}': {name}(string). Error: {details}");
                    self.error(token, message, Cause::BodyPath);
                    if bracketed { Type::Undefined } else { faulty }
                }
            },
        }
    }

    fn call(&mut self, token: &Range<usize>, arguments: &[usize]) -> Type {
        let name = &self.text[token.clone()];
        let Some(function) = find_function(name) else {
            return self.error(token, format!("Invalid built-in function '{name}'"), Cause::UnknownFunction);
        };
        let given: Vec<Type> = arguments.iter().map(|id| self.types[*id]).collect();
        if function.overloads.iter().any(|overload| overload.accept(&given)) {
            return function.result;
        }
        let types: Vec<_> = given.iter().map(|t| t.name()).collect();
        let message = format!("Invalid arguments to built-in function '{name}': {name}({})", types.join(", "));
        self.error(token, message, Cause::Arguments)
    }

    fn operand_error(&mut self, token: &Range<usize>, operator: TokenKind, operand: usize, expected: Type) -> Type {
        let given = self.types[operand];
        let written = &self.text[token.clone()];
        let message =
            format!("Invalid operands to unary operator '{written}': have '{}', expected '{}'", given.name(), expected.name());
        self.error(token, message, Cause::Operand { operator, operand: (given, operand) })
    }

    fn negate(&mut self, token: &Range<usize>, operand: usize) -> Type {
        match self.types[operand] {
            Type::Number => Type::Number,
            // QueryValue has no unary minus: Expression.Negate throws.
            Type::Unknown => self.throws(token, "The unary operator Negate is not defined for the type 'QueryValue'."),
            _ => self.operand_error(token, TokenKind::Minus, operand, Type::Number),
        }
    }

    fn not(&mut self, token: &Range<usize>, operand: usize) -> Type {
        match self.types[operand] {
            Type::Bool | Type::Unknown | Type::Null => Type::Bool,
            _ => self.operand_error(token, TokenKind::Not, operand, Type::Bool),
        }
    }

    fn throws(&mut self, token: &Range<usize>, message: &str) -> Type {
        self.error(token, message.into(), Cause::Throws)
    }

    fn fault(&mut self, token: &Range<usize>, fault: Fault) -> Type {
        let message = match fault {
            Fault::InvalidSymbol => format!("Syntax error: invalid symbol '{}'", &self.text[token.clone()]),
            Fault::MissingParen => "Syntax error: missing closing ')'".into(),
            Fault::UnmatchedParen => "Syntax error: unmatched closing ')'".into(),
        };
        self.error(token, message, Cause::Fault(fault))
    }

    fn binary(&mut self, token: &Range<usize>, operator: TokenKind, left: usize, right: usize) -> Type {
        use TokenKind::*;
        let (l, r) = (self.types[left], self.types[right]);
        let expected = match operator {
            Multiply | Divide | Modulo | Plus | Minus => Type::Number,
            Concat => Type::String,
            And | Or => return self.logical(token, operator, left, right),
            _ => l,
        };
        if !(expected.matches(l) && expected.matches(r)) {
            return self.operands_error(token, operator, left, right, expected);
        }
        let from_body = l == Type::Unknown || r == Type::Unknown;
        match operator {
            Modulo if from_body => {
                self.throws(token, "The binary operator Modulo is not defined for the types 'QueryValue' and 'QueryValue'.")
            }
            Multiply | Divide | Modulo | Plus | Minus if from_body => Type::Unknown,
            Multiply | Divide | Modulo | Plus | Minus => Type::Number,
            Concat => Type::String,
            Coalesce if from_body => Type::Unknown,
            Coalesce => l,
            _ => Type::Bool,
        }
    }

    /// `CheckBooleanOperands`, with its slip: what stands right of a body value is not looked at.
    fn logical(&mut self, token: &Range<usize>, operator: TokenKind, left: usize, right: usize) -> Type {
        let (l, r) = (self.types[left], self.types[right]);
        let logical = |t| matches!(t, Type::Null | Type::Bool | Type::Undefined);
        if !(l == Type::Unknown || logical(l) && logical(r)) {
            return self.operands_error(token, operator, left, right, Type::Bool);
        }
        let null = (l == Type::Null, r == Type::Null);
        match operator {
            // Neither Null nor Undefined defines & or | with the other.
            _ if null.0 && r == Type::Undefined || null.1 && l == Type::Undefined => {
                self.throws(token, "The binary operator is not defined for the types 'Null' and 'Undefined'.")
            }
            TokenKind::And if l == Type::Unknown && null.1 => {
                self.throws(token, "No coercion operator is defined between types 'QueryValue' and 'Null'.")
            }
            TokenKind::And if null.0 || null.1 => Type::Null,
            TokenKind::Or if null.0 && null.1 => Type::Null,
            _ => Type::Bool,
        }
    }

    fn operands_error(&mut self, token: &Range<usize>, operator: TokenKind, left: usize, right: usize, expected: Type) -> Type {
        let (l, r) = (self.types[left], self.types[right]);
        let written = &self.text[token.clone()];
        let message = format!(
            "Invalid operands to binary operator '{written}': have '{}' and '{}', expected '{e}' and '{e}'",
            l.name(),
            r.name(),
            e = expected.name()
        );
        self.error(token, message, Cause::Operands { operator, left: (l, left), right: (r, right) })
    }
}
