//! How Newtonsoft.Json and .NET turn JSON values into the types of the runtime's classes.

use super::json::{Node, Value, number_text};
use std::borrow::Cow;

/// A value that does not become the type that is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Inconvertible;

/// `ReadAsString`: numbers and booleans become texts, `null` stays nothing.
///
/// # Errors
/// Objects and arrays.
pub fn string<'n>(node: &'n Node) -> Result<Option<Cow<'n, str>>, Inconvertible> {
    Ok(Some(match &node.value {
        Value::String(text) => Cow::Borrowed(text.as_ref()),
        Value::Bool(value) => Cow::Borrowed(if *value { "true" } else { "false" }),
        Value::Integer(value) => Cow::Owned(value.to_string()),
        Value::BigInteger(digits) => Cow::Borrowed(digits.as_ref()),
        Value::Float(value) => Cow::Owned(number_text(*value)),
        Value::Null | Value::Undefined => return Ok(None),
        Value::Array(_) | Value::Object(_) => return Err(Inconvertible),
    }))
}

/// `Convert.ChangeType` to a whole number: texts are parsed, fractions rounded to even, booleans are 0 and 1.
///
/// # Errors
/// What is no number, `null`, and what lies outside `least..=most`.
pub fn integer(node: &Node, least: i128, most: i128) -> Result<i128, Inconvertible> {
    let value = match &node.value {
        Value::Integer(value) => i128::from(*value),
        Value::BigInteger(digits) => digits.parse().map_err(|_| Inconvertible)?,
        Value::Float(value) if value.abs() < 1e30 => value.round_ties_even() as i128,
        Value::Bool(value) => i128::from(*value),
        Value::String(text) => integer_text(text)?,
        _ => return Err(Inconvertible),
    };
    if (least..=most).contains(&value) { Ok(value) } else { Err(Inconvertible) }
}

/// `ReadAsInt32`: whole numbers, also in quotes; no fractions, no booleans.
///
/// # Errors
/// Everything else.
pub fn int32(node: &Node) -> Result<i32, Inconvertible> {
    match &node.value {
        Value::Integer(value) => i32::try_from(*value).map_err(|_| Inconvertible),
        Value::String(text) => i32::try_from(integer_text(text)?).map_err(|_| Inconvertible),
        _ => Err(Inconvertible),
    }
}

/// `NumberStyles.Integer`: blanks round it, a sign before it.
fn integer_text(text: &str) -> Result<i128, Inconvertible> {
    let text = text.trim_matches([' ', '\t', '\n', '\u{b}', '\u{c}', '\r']);
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(Inconvertible);
    }
    text.parse().map_err(|_| Inconvertible)
}

/// `ReadAsBoolean`: numbers are true unless 0, `"true"` and `"false"` are read in any case, an empty text is nothing.
///
/// # Errors
/// Everything else.
pub fn boolean(node: &Node) -> Result<Option<bool>, Inconvertible> {
    match &node.value {
        Value::Bool(value) => Ok(Some(*value)),
        Value::Integer(value) => Ok(Some(*value != 0)),
        Value::BigInteger(_) => Ok(Some(true)),
        Value::Float(value) => Ok(Some(*value != 0.0)),
        Value::Null | Value::Undefined => Ok(None),
        Value::String(text) if text.is_empty() => Ok(None),
        Value::String(text) => match text.trim_matches(|c: char| c.is_whitespace() || c == '\0') {
            word if word.eq_ignore_ascii_case("true") => Ok(Some(true)),
            word if word.eq_ignore_ascii_case("false") => Ok(Some(false)),
            _ => Err(Inconvertible),
        },
        Value::Array(_) | Value::Object(_) => Err(Inconvertible),
    }
}

/// `StringEnumConverter`: one of some names in any case, or their number, also in quotes; several names with commas are combined.
///
/// `names[i]` lists the spellings of value `i`.
///
/// # Errors
/// Everything else.
pub fn enumeration(node: &Node, names: &[&[&str]]) -> Result<usize, Inconvertible> {
    let in_range = |value: i128| usize::try_from(value).ok().filter(|value| *value < names.len()).ok_or(Inconvertible);
    match &node.value {
        Value::Integer(value) => in_range(i128::from(*value)),
        Value::String(text) => {
            let text = text.trim();
            if text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '+')) {
                return in_range(integer_text(text)?);
            }
            let value_of = |name: &str| {
                names
                    .iter()
                    .position(|spellings| spellings.iter().any(|spelling| spelling.eq_ignore_ascii_case(name.trim())))
                    .ok_or(Inconvertible)
            };
            let mut value = 0;
            for name in text.split(',') {
                value |= value_of(name)?;
            }
            in_range(i128::try_from(value).map_err(|_| Inconvertible)?)
        }
        _ => Err(Inconvertible),
    }
}

/// `System.Version`: two to four whole numbers with dots between them. Missing parts are -1, as .NET compares them.
///
/// # Errors
/// Everything else.
pub fn version(text: &str) -> Result<[i64; 4], Inconvertible> {
    let mut parts = [-1; 4];
    let mut count = 0;
    for part in text.split('.') {
        let value = integer_text(part)?;
        *parts.get_mut(count).ok_or(Inconvertible)? =
            i64::from(i32::try_from(value).ok().filter(|value| *value >= 0).ok_or(Inconvertible)?);
        count += 1;
    }
    if count >= 2 { Ok(parts) } else { Err(Inconvertible) }
}

/// Whether Newtonsoft takes a text for a date with an offset from UTC: it writes such a text anew, in UTC.
pub fn is_rewritten_date(text: &str) -> bool {
    let bytes = text.as_bytes();
    let digits = |range: std::ops::Range<usize>| bytes.get(range).is_some_and(|digits| digits.iter().all(u8::is_ascii_digit));
    let date = digits(0..4) && bytes.get(4) == Some(&b'-') && digits(5..7) && bytes.get(7) == Some(&b'-') && digits(8..10);
    let time = bytes.get(10) == Some(&b'T') && digits(11..13) && bytes.get(13) == Some(&b':') && digits(14..16);
    let offset = text.get(16..).is_some_and(|rest| rest.rfind(['+', '-']).is_some_and(|at| digits(16 + at + 1..16 + at + 3)));
    date && time && offset
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edge::json::parse;

    #[test]
    fn versions_are_those_of_dotnet() {
        assert_eq!(version("1.0"), Ok([1, 0, -1, -1]));
        assert_eq!(version("1.1.0"), Ok([1, 1, 0, -1]));
        assert_eq!(version(" 1 . 2.3.4 "), Ok([1, 2, 3, 4]));
        for text in ["", "1", "1.", ".1", "1.a", "1.2.3.4.5", "-1.0", "1.-1", "99999999999.0"] {
            assert_eq!(version(text), Err(Inconvertible), "{text}");
        }
    }

    #[test]
    fn values_are_coerced_as_newtonsoft_coerces_them() {
        let node = |text| parse(text).unwrap();
        for (text, expected) in [
            ("5", Ok(5)),
            ("\" 5 \"", Ok(5)),
            ("1.5", Ok(2)),
            ("2.5", Ok(2)),
            ("true", Ok(1)),
            ("\"x\"", Err(Inconvertible)),
            ("null", Err(Inconvertible)),
            ("\"\"", Err(Inconvertible)),
            ("-1", Err(Inconvertible)),
            ("1e40", Err(Inconvertible)),
        ] {
            assert_eq!(integer(&node(text), 0, i128::from(u32::MAX)), expected, "{text}");
        }
        for (text, expected) in [
            ("20", Ok(20)),
            ("\"20\"", Ok(20)),
            ("20.0", Err(Inconvertible)),
            ("true", Err(Inconvertible)),
            ("2147483648", Err(Inconvertible)),
            ("-1", Ok(-1)),
        ] {
            assert_eq!(int32(&node(text)), expected, "{text}");
        }
        for (text, expected) in [
            ("true", Ok(Some(true))),
            ("0", Ok(Some(false))),
            ("\" True \"", Ok(Some(true))),
            ("\"\"", Ok(None)),
            ("null", Ok(None)),
            ("\"yes\"", Err(Inconvertible)),
            ("{}", Err(Inconvertible)),
        ] {
            assert_eq!(boolean(&node(text)), expected, "{text}");
        }
        assert_eq!(string(&node("1.50")).unwrap().as_deref(), Some("1.5"));
        assert_eq!(string(&node("1e3")).unwrap().as_deref(), Some("1000.0"));
    }

    #[test]
    fn names_of_an_enumeration_are_read_in_any_case() {
        let names: &[&[&str]] = &[&["never"], &["on-failure", "OnFailure"]];
        let read = |text| enumeration(&parse(text).unwrap(), names);
        for text in ["\"Never\"", "0", "\"0\"", "\" never \""] {
            assert_eq!(read(text), Ok(0), "{text}");
        }
        assert_eq!(read("\"onFailure\""), Ok(1));
        for text in ["\"\"", "\"no\"", "2", "\"2\"", "null", "1.0", "true", "\"on_failure\"", "[]"] {
            assert_eq!(read(text), Err(Inconvertible), "{text}");
        }
    }

    #[test]
    fn only_dates_with_an_offset_are_rewritten() {
        assert!(is_rewritten_date("2021-01-20T00:00:00+02:00"));
        assert!(!is_rewritten_date("2021-01-20T00:00:00Z"));
        assert!(!is_rewritten_date("2021-01-20"));
        assert!(!is_rewritten_date("10:00+02:00"));
    }
}
