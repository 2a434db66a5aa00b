//! Routes: `[SELECT *] FROM source [WHERE condition] INTO sink`, as edgeHub reads them.

mod advice;
mod colour;
mod complete;
pub mod judge;
pub mod lexer;
pub mod parser;
mod parts;
pub mod source;

pub use colour::{TokenClass, tokens};
pub use complete::{Completion, complete};
pub use parts::{Parts, describe};

/// The placeholders in a text: upper-case letters, digits and underscores between angle brackets.
pub fn placeholders(text: &str) -> impl Iterator<Item = &str> {
    text.match_indices('<').filter_map(|(start, _)| {
        let rest = &text[start + 1..];
        let length =
            rest.find(|c: char| !(c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_')).filter(|length| *length > 0)?;
        rest[length..].starts_with('>').then(|| &text[start..start + length + 2])
    })
}
