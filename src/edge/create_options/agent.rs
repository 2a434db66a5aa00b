//! Stage 1: edgeAgent reads createOptions into its classes and writes them out again.

use super::schema::{Agent, CONFIG, Field, find};
use crate::edge::dotnet;
use crate::edge::json::{Member, Node, Value};
use crate::edge::rules::create_options as rules;
use crate::rule::Problem;
use std::borrow::Cow;
use std::ops::Range;

/// What edgeAgent makes of the document: typed members under their own names with their values converted, the others as they are.
/// `None` if it is nothing, which counts as `{}`.
pub fn read<'a>(text: &str, node: &Node<'a>, problems: &mut Vec<Problem>) -> Option<Node<'a>> {
    let mut reader = Reader { text, path: Vec::new(), problems };
    reader.value(node, &Agent::Object(CONFIG))
}

struct Reader<'t, 'p> {
    text: &'t str,
    path: Vec<String>,
    problems: &'p mut Vec<Problem>,
}

/// .NET's names for the types, as far as people have seen them in edgeAgent's logs.
fn type_name(agent: &Agent) -> &'static str {
    match agent {
        Agent::String => "System.String",
        Agent::Bool | Agent::OptionalBool => "System.Boolean",
        Agent::Integer(0, most) if *most == u16::MAX as i128 => "System.UInt16",
        Agent::Integer(0, _) => "System.UInt64",
        Agent::Integer(..) | Agent::OptionalInteger => "System.Int64",
        Agent::List(_) => "System.Collections.Generic.IList`1",
        Agent::Map(_) => "System.Collections.Generic.IDictionary`2",
        Agent::Empty => "EmptyStruct",
        Agent::RestartKind => "RestartPolicyKind",
        Agent::Object(_) => "an object",
    }
}

impl Reader<'_, '_> {
    fn reject<'a>(&mut self, range: &Range<usize>, kind: &str, agent: &Agent) -> Option<Node<'a>> {
        let written: String = self.text[range.clone()].chars().take(60).collect();
        let path = self.path.join(".");
        let message =
            format!("Error converting value {written} to type '{}'. Path '{path}': {kind} cannot stand here", type_name(agent));
        let help = match agent {
            Agent::String => "write a text",
            Agent::Bool | Agent::OptionalBool => "write true or false",
            Agent::Integer(..) | Agent::OptionalInteger => "write a whole number",
            Agent::List(Agent::String) => "write a list of texts: [\"…\"]",
            Agent::List(_) => "write a list: [ … ]",
            Agent::Empty => "write {}",
            Agent::RestartKind => "write no, always, on-failure or unless-stopped",
            Agent::Map(_) | Agent::Object(_) => "write an object: { … }",
        };
        self.problems.push(Problem::new(&rules::AGENT, self.text, range.clone(), message).help(help));
        None
    }

    /// Converts one value. `None`: there is nothing to pass on, or it is rejected.
    fn value<'a>(&mut self, node: &Node<'a>, agent: &Agent) -> Option<Node<'a>> {
        let made = |value| Some(Node { range: node.range.clone(), value });
        let is_empty_text = node.as_str() == Some("");
        match agent {
            Agent::String => match dotnet::string(node) {
                Ok(Some(text)) => made(Value::String(Cow::Owned(text.into_owned()))),
                Ok(None) => None,
                Err(_) => self.reject(&node.range, node.kind(), agent),
            },
            Agent::Bool | Agent::OptionalBool => match (dotnet::boolean(node), agent) {
                (Ok(Some(value)), _) => made(Value::Bool(value)).filter(|_| value || matches!(agent, Agent::OptionalBool)),
                (Ok(None), Agent::OptionalBool) => None,
                _ => self.reject(&node.range, node.kind(), agent),
            },
            Agent::Integer(least, most) => match dotnet::integer(node, *least, *most) {
                Ok(0) => None,
                Ok(value) => made(integer_value(value)),
                Err(_) => self.reject(&node.range, node.kind(), agent),
            },
            Agent::OptionalInteger if node.is_null() || is_empty_text => None,
            Agent::OptionalInteger => match dotnet::integer(node, i128::from(i64::MIN), i128::from(i64::MAX)) {
                Ok(value) => made(integer_value(value)),
                Err(_) => self.reject(&node.range, node.kind(), agent),
            },
            Agent::RestartKind => self.restart_kind(node, agent),
            Agent::Empty if node.is_object() => made(Value::Object(Vec::new())),
            Agent::Empty => self.reject(&node.range, node.kind(), agent),
            // Newtonsoft takes an empty text for null where a class is expected.
            _ if node.is_null() || is_empty_text => None,
            Agent::List(item) => self.list(node, item, agent),
            Agent::Map(value) => self.map(node, value, agent),
            Agent::Object(fields) => self.object(node, fields, agent),
        }
    }

    fn list<'a>(&mut self, node: &Node<'a>, item: &Agent, agent: &Agent) -> Option<Node<'a>> {
        let Value::Array(items) = &node.value else { return self.reject(&node.range, node.kind(), agent) };
        let mut made = Vec::with_capacity(items.len());
        for element in items {
            let null = Node { range: element.range.clone(), value: Value::Null };
            let zero =
                matches!(item, Agent::Integer(..)).then(|| Node { range: element.range.clone(), value: Value::Integer(0) });
            made.push(self.value(element, item).or(zero).unwrap_or(null));
        }
        Some(Node { range: node.range.clone(), value: Value::Array(made) })
    }

    fn map<'a>(&mut self, node: &Node<'a>, value: &Agent, agent: &Agent) -> Option<Node<'a>> {
        let Value::Object(members) = &node.value else { return self.reject(&node.range, node.kind(), agent) };
        let mut made: Vec<Member> = Vec::with_capacity(members.len());
        for member in members {
            self.path.push(member.name.to_string());
            let null = Node { range: member.node.range.clone(), value: Value::Null };
            let node = self.value(&member.node, value).unwrap_or(null);
            self.path.pop();
            made.push(Member { name: member.name.clone(), name_range: member.name_range.clone(), node });
        }
        Some(Node { range: node.range.clone(), value: Value::Object(made) })
    }

    fn object<'a>(&mut self, node: &Node<'a>, fields: &'static [Field], agent: &Agent) -> Option<Node<'a>> {
        let Value::Object(members) = &node.value else { return self.reject(&node.range, node.kind(), agent) };
        let mut made: Vec<Member> = Vec::with_capacity(members.len());
        for member in members {
            let typed = find(fields, &member.name).and_then(|field| field.agent.as_ref().map(|agent| (field, agent)));
            let Some((field, agent)) = typed else {
                made.push(member.clone());
                continue;
            };
            self.path.push(field.name.into());
            if let Some(node) = self.value(&member.node, agent) {
                made.push(Member { name: Cow::Borrowed(field.name), name_range: member.name_range.clone(), node });
            }
            self.path.pop();
        }
        Some(Node { range: node.range.clone(), value: Value::Object(made) })
    }

    fn restart_kind<'a>(&mut self, node: &Node<'a>, agent: &Agent) -> Option<Node<'a>> {
        const NAMES: &[&[&str]] =
            &[&["", "Undefined"], &["no"], &["always"], &["on-failure", "OnFailure"], &["unless-stopped", "UnlessStopped"]];
        match dotnet::enumeration(node, NAMES) {
            Ok(0) => None,
            Ok(kind) => Some(Node { range: node.range.clone(), value: Value::String(Cow::Borrowed(NAMES[kind][0])) }),
            Err(_) => self.reject(&node.range, node.kind(), agent),
        }
    }
}

fn integer_value<'a>(value: i128) -> Value<'a> {
    i64::try_from(value).map_or_else(|_| Value::BigInteger(Cow::Owned(value.to_string())), Value::Integer)
}
