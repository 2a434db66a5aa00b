//! Writing JSON on one line as Newtonsoft writes it: the length of that line is what limits count.

use super::{Node, Value};

/// The value on one line, without blanks.
pub fn compact(node: &Node) -> String {
    let mut out = String::new();
    write(node, &mut out);
    out
}

fn write(node: &Node, out: &mut String) {
    match &node.value {
        Value::Null => out.push_str("null"),
        Value::Undefined => out.push_str("undefined"),
        Value::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
        Value::Integer(value) => out.push_str(&value.to_string()),
        Value::BigInteger(digits) => out.push_str(digits),
        Value::Float(value) => out.push_str(&number_text(*value)),
        Value::String(text) => quote(text, out),
        Value::Array(items) => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                write(item, out);
            }
            out.push(']');
        }
        Value::Object(members) => {
            out.push('{');
            let mut first = true;
            for (index, member) in members.iter().enumerate() {
                // Of two equal names only the last value is kept.
                if members.len() <= DUPLICATES_SOUGHT && members[index + 1..].iter().any(|later| later.name == member.name) {
                    continue;
                }
                if !std::mem::take(&mut first) {
                    out.push(',');
                }
                quote(&member.name, out);
                out.push(':');
                write(&member.node, out);
            }
            out.push('}');
        }
    }
}

/// Duplicates are sought in objects up to this size, so that the time stays linear for absurd ones.
const DUPLICATES_SOUGHT: usize = 512;

/// The text in quotes, escaped as Newtonsoft does by default.
pub fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    quote(text, &mut out);
    out
}

fn quote(text: &str, out: &mut String) {
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            '\0'..='\u{1f}' | '\u{85}' | '\u{2028}' | '\u{2029}' => {
                out.push_str(&format!("\\u{:04x}", u32::from(character)));
            }
            _ => out.push(character),
        }
    }
    out.push('"');
}

/// A floating number as Newtonsoft writes it: always with a fraction or an exponent.
pub fn number_text(value: f64) -> String {
    if value.is_nan() || value.is_infinite() {
        let name = if value.is_nan() { "NaN" } else { "Infinity" };
        return format!("{}{name}", if value == f64::NEG_INFINITY { "-" } else { "" });
    }
    let magnitude = value.abs();
    if magnitude != 0.0 && !(1e-5..1e15).contains(&magnitude) {
        // .NET: 1E+16, 1.5E-07.
        let text = format!("{value:E}");
        let (mantissa, exponent) = text.split_once('E').unwrap_or((&text, "0"));
        let (sign, digits) = exponent.strip_prefix('-').map_or(('+', exponent), |digits| ('-', digits));
        return format!("{mantissa}E{sign}{digits:0>2}");
    }
    let text = format!("{value}");
    if text.contains('.') { text } else { text + ".0" }
}
