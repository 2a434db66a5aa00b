//! Stage 3, decoding: dockerd reads with Go's encoding/json: names in any case, unknown ones ignored, types strictly.

use super::schema::{CONFIG, Docker, Field, HOST_CONFIG, find};
use crate::edge::json::{Node, Value};
use crate::edge::rules::create_options as rules;
use crate::rule::Problem;

/// Adds what does not decode. At the top level, dockerd 20.10 decodes the names of `HostConfig` too.
pub fn decode(text: &str, root: &Node, problems: &mut Vec<Problem>) {
    let mut decoder = Decoder { text, path: vec!["ContainerConfigWrapper"], problems };
    for member in root.members() {
        if let Some(field) = find(CONFIG, &member.name).or_else(|| find(HOST_CONFIG, &member.name)) {
            decoder.field(field, &member.node);
        }
    }
}

struct Decoder<'t, 'p> {
    text: &'t str,
    path: Vec<&'static str>,
    problems: &'p mut Vec<Problem>,
}

impl Decoder<'_, '_> {
    fn field(&mut self, field: &'static Field, node: &Node) {
        self.path.push(field.name);
        self.value(node, &field.docker);
        self.path.pop();
    }

    fn value(&mut self, node: &Node, docker: &Docker) {
        match (docker, &node.value) {
            (Docker::Ignored, _) | (_, Value::Null | Value::Undefined) => {}
            (Docker::String | Docker::StringOrStrings, Value::String(_)) | (Docker::Bool, Value::Bool(_)) => {}
            (Docker::Integer(least, most, _), Value::Integer(value)) if (*least..=*most).contains(&i128::from(*value)) => {}
            (Docker::Integer(least, most, _), Value::BigInteger(digits))
                if digits.parse().is_ok_and(|value: i128| (*least..=*most).contains(&value)) => {}
            (Docker::StringOrStrings, Value::Array(items)) => items.iter().for_each(|item| self.value(item, &Docker::String)),
            (Docker::List(item), Value::Array(items)) => items.iter().for_each(|node| self.value(node, item)),
            (Docker::Map(value), Value::Object(members)) => members.iter().for_each(|member| self.value(&member.node, value)),
            (Docker::Object(fields, _), Value::Object(members)) => {
                for member in members {
                    if let Some(field) = find(fields, &member.name) {
                        self.field(field, &member.node);
                    }
                }
            }
            _ => self.reject(node, docker),
        }
    }

    fn reject(&mut self, node: &Node, docker: &Docker) {
        let kind = match &node.value {
            Value::Bool(_) => "bool".to_owned(),
            Value::Integer(value) if matches!(docker, Docker::Integer(..)) => format!("number {value}"),
            Value::Float(_) if matches!(docker, Docker::Integer(..)) => format!("number {}", &self.text[node.range.clone()]),
            Value::Integer(_) | Value::BigInteger(_) | Value::Float(_) => "number".into(),
            Value::String(_) => "string".into(),
            Value::Array(_) => "array".into(),
            _ => "object".into(),
        };
        let path = self.path.join(".");
        let message = format!("json: cannot unmarshal {kind} into Go struct field {path} of type {}", docker.go_name());
        let help = match docker {
            Docker::String => "write a text",
            Docker::Bool => "write true or false, without quotes",
            Docker::Integer(..) => "write a whole number, without quotes and fraction",
            Docker::StringOrStrings | Docker::List(Docker::String) => "write a list of texts: [\"…\"]",
            Docker::List(Docker::List(_)) => "write a list of lists: [[\"gpu\"]]",
            Docker::List(_) => "write a list: [ … ]",
            _ => "write an object: { … }",
        };
        self.problems.push(Problem::new(&rules::DOCKER_TYPE, self.text, node.range.clone(), message).help(help));
    }
}
