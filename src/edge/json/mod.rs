//! JSON as the runtime reads it: Newtonsoft.Json's tolerant grammar, with the place of every value in the text.
//!
//! edgeAgent and edgeHub read what IoT Hub hands them with Newtonsoft.Json, which accepts comments, trailing commas, single quotes,
//! unquoted keys and more. A reader that is stricter would report errors where a device reports none.

mod embedded;
mod reader;
mod write;

pub use embedded::SourceMap;
pub use reader::{Failure, MAX_DEPTH, parse, parse_nested};
pub use write::{compact, number_text, quoted};

use std::borrow::Cow;
use std::ops::Range;

/// One value and where it stands in the text.
#[derive(Clone, Debug, PartialEq)]
pub struct Node<'a> {
    /// The bytes of the value; of a string, with its quotes.
    pub range: Range<usize>,
    /// What it is.
    pub value: Value<'a>,
}

/// What a value is.
#[derive(Clone, Debug, PartialEq)]
pub enum Value<'a> {
    /// `null`.
    Null,
    /// `undefined`, or nothing at all between two commas: Newtonsoft knows both.
    Undefined,
    /// `true` or `false`.
    Bool(bool),
    /// A whole number that fits 64 bits.
    Integer(i64),
    /// A whole number beyond 64 bits: its digits.
    BigInteger(Cow<'a, str>),
    /// Any other number.
    Float(f64),
    /// A text, without its quotes and escapes.
    String(Cow<'a, str>),
    /// A list.
    Array(Vec<Node<'a>>),
    /// Names and values, in the order of the text, with duplicates.
    Object(Vec<Member<'a>>),
}

/// One name and its value in an object.
#[derive(Clone, Debug, PartialEq)]
pub struct Member<'a> {
    /// The name, without its quotes and escapes.
    pub name: Cow<'a, str>,
    /// The bytes of the name with its quotes.
    pub name_range: Range<usize>,
    /// The value.
    pub node: Node<'a>,
}

impl<'a> Node<'a> {
    /// The members of an object; of anything else none.
    pub fn members(&self) -> &[Member<'a>] {
        match &self.value {
            Value::Object(members) => members,
            _ => &[],
        }
    }

    /// The items of a list; of anything else none.
    pub fn items(&self) -> &[Node<'a>] {
        match &self.value {
            Value::Array(items) => items,
            _ => &[],
        }
    }

    /// The text of a string.
    pub fn as_str(&self) -> Option<&str> {
        match &self.value {
            Value::String(text) => Some(text),
            _ => None,
        }
    }

    /// Whether this is an object.
    pub fn is_object(&self) -> bool {
        matches!(self.value, Value::Object(_))
    }

    /// Whether this is `null` or `undefined`.
    pub fn is_null(&self) -> bool {
        matches!(self.value, Value::Null | Value::Undefined)
    }

    /// The last member of exactly this name: of two equal names the later one holds.
    pub fn get(&self, name: &str) -> Option<&Node<'a>> {
        self.member(name).map(|member| &member.node)
    }

    /// The last member of exactly this name, with its name.
    pub fn member(&self, name: &str) -> Option<&Member<'a>> {
        self.members().iter().rev().find(|member| member.name == name)
    }

    /// The member that .NET finds for this name: exactly so written, else in any case.
    pub fn member_any_case(&self, name: &str) -> Option<&Member<'a>> {
        self.member(name).or_else(|| self.members().iter().rev().find(|member| same_any_case(&member.name, name)))
    }

    /// The value of the member that .NET finds for this name.
    pub fn get_any_case(&self, name: &str) -> Option<&Node<'a>> {
        self.member_any_case(name).map(|member| &member.node)
    }

    /// What it is, for a message: `a string`, `an object`, …
    pub fn kind(&self) -> &'static str {
        match self.value {
            Value::Null => "null",
            Value::Undefined => "nothing",
            Value::Bool(_) => "a boolean",
            Value::Integer(_) | Value::BigInteger(_) | Value::Float(_) => "a number",
            Value::String(_) => "a string",
            Value::Array(_) => "an array",
            Value::Object(_) => "an object",
        }
    }
}

/// The JSON pointer (RFC 6901) of the innermost value or name at a byte of the text: `/modulesContent/$edgeHub`.
pub fn pointer(root: &Node, at: usize) -> String {
    let mut pointer = String::new();
    let mut node = root;
    loop {
        let holds = |range: &Range<usize>| range.contains(&at);
        // Members and items stand in the order of the text: of those that begin before the place only the last can hold it.
        let last = node.members().partition_point(|member| member.name_range.start <= at).checked_sub(1);
        let member = last
            .and_then(|last| node.members().get(last))
            .filter(|member| holds(&member.name_range) || holds(&member.node.range));
        let last = node.items().partition_point(|item| item.range.start <= at).checked_sub(1);
        let item = last.and_then(|last| Some((last, node.items().get(last)?))).filter(|(_, item)| holds(&item.range));
        node = match (member, item) {
            (Some(member), _) => {
                pointer.push('/');
                pointer.push_str(&member.name.replace('~', "~0").replace('/', "~1"));
                &member.node
            }
            (None, Some((index, item))) => {
                pointer.push_str(&format!("/{index}"));
                item
            }
            (None, None) => return pointer,
        };
    }
}

/// Whether two names are equal in .NET's `OrdinalIgnoreCase`.
pub fn same_any_case(left: &str, right: &str) -> bool {
    left.len() == right.len() && left.eq_ignore_ascii_case(right)
        || (!left.is_ascii() || !right.is_ascii()) && upper(left).eq(upper(right))
}

/// .NET upper-cases a character only where that gives exactly one character.
fn upper(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars().map(|character| {
        let mut upper = character.to_uppercase();
        match (upper.next(), upper.next()) {
            (Some(one), None) => one,
            _ => character,
        }
    })
}

#[cfg(test)]
mod tests;
