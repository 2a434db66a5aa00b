//! How a value is written in TOML: in the style that its place had before, else in the one that reads best.

use super::toml_text::Value;
use crate::visible::is_unsafe_on_screen;

/// `value` as TOML. `old` is the literal that it replaces, or empty; `newline` the file's line end.
pub fn literal(value: &Value, old: &str, newline: &str) -> String {
    match value {
        Value::Flag(flag) => flag.to_string(),
        Value::Text(text) => string(text, old, newline),
        Value::List(items) => list(items, old, newline),
    }
}

fn string(text: &str, old: &str, newline: &str) -> String {
    let plain = |c: char| !is_unsafe_on_screen(c) || c == '\t';
    let one_line = text.chars().all(plain);
    let raw = text.chars().all(|c| plain(c) || c == '\n');
    let lines = text.replace('\n', newline);
    // A raw string cannot end with its own quote.
    if old.starts_with("'''") && raw && !text.contains("'''") && !text.ends_with('\'') {
        return format!("'''{newline}{lines}'''");
    }
    if text.contains('\n') || old.starts_with("\"\"\"") {
        return format!("\"\"\"{newline}{}\"\"\"", escaped(text, true).replace('\n', newline));
    }
    let prefers_raw = text.contains(['"', '\\']) || (old.starts_with('\'') && !old.starts_with("'''"));
    if prefers_raw && one_line && !text.contains('\'') {
        return format!("'{text}'");
    }
    format!("\"{}\"", escaped(text, false))
}

/// What cannot stand in a basic string as it is, and what nobody could see there, is written as an escape.
fn escaped(text: &str, several_lines: bool) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\\\"),
            '"' if !several_lines => out.push_str("\\\""),
            // Only three in a row, or one at the end, would close the string.
            '"' if out.ends_with("\"\"") => out.push_str("\\\""),
            '\n' if several_lines => out.push('\n'),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str(if several_lines { "\t" } else { "\\t" }),
            c if is_unsafe_on_screen(c) && (c as u32) < 0x1_0000 => out.push_str(&format!("\\u{:04X}", c as u32)),
            c if is_unsafe_on_screen(c) => out.push_str(&format!("\\U{:08X}", c as u32)),
            c => out.push(c),
        }
    }
    if several_lines && text.ends_with('"') && !ends_escaped(&out) {
        out.pop();
        out.push_str("\\\"");
    }
    out
}

/// Whether the quote at the end is escaped already.
fn ends_escaped(out: &str) -> bool {
    let before = out.strip_suffix('"').unwrap_or(out);
    (before.len() - before.trim_end_matches('\\').len()) % 2 == 1
}

/// One line, unless the old array had one item a line.
fn list(items: &[String], old: &str, newline: &str) -> String {
    let items: Vec<String> = items.iter().map(|item| string(item, "", newline)).collect();
    let Some(indent) = old.split('\n').nth(1).map(|line| &line[..line.len() - line.trim_start().len()]) else {
        return format!("[{}]", items.join(", "));
    };
    let lines: String = items.iter().map(|item| format!("{indent}{item},{newline}")).collect();
    format!("[{newline}{lines}]")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str, old: &str) -> String {
        literal(&Value::Text(text.into()), old, "\n")
    }

    #[test]
    fn a_string_keeps_the_style_of_its_place() {
        assert_eq!(text("a", ""), "\"a\"");
        assert_eq!(text("a", "'old'"), "'a'");
        assert_eq!(text("it's", "'old'"), "\"it's\"");
        assert_eq!(text(r#"{"a":1}"#, ""), r#"'{"a":1}'"#);
        assert_eq!(text("a\nb", ""), "\"\"\"\na\nb\"\"\"");
        assert_eq!(text("a\\b\nc", "'''x'''"), "'''\na\\b\nc'''");
        assert_eq!(text("a", "\"\"\"x\"\"\""), "\"\"\"\na\"\"\"");
    }

    #[test]
    fn every_text_reads_back_as_it_was() {
        let awkward = [
            "",
            "\"",
            "'",
            "\"\"\"",
            "'''",
            "a\n",
            "\n",
            "\\",
            "\u{202e}\u{0}\u{1b}[31m",
            "a\"\n\"",
            "x'\n''",
            "\t",
            "\r",
            "é👩‍💻",
            "\u{feff}",
        ];
        for value in awkward {
            for old in ["", "'x'", "\"x\"", "'''x'''", "\"\"\"x\"\"\""] {
                let toml = format!("a = {}", literal(&Value::Text(value.into()), old, "\n"));
                let read = toml.parse::<toml_edit::DocumentMut>().unwrap_or_else(|error| panic!("{toml:?}: {error}"));
                assert_eq!(read["a"].as_str(), Some(value), "{toml:?}");
                assert!(!toml.contains('\u{1b}'), "{toml:?}");
            }
        }
    }

    #[test]
    fn lines_end_as_the_file_has_them() {
        for (old, quotes) in [("", "\"\"\""), ("\"\"\"x\"\"\"", "\"\"\""), ("'''x'''", "'''")] {
            assert_eq!(literal(&Value::Text("a\nb".into()), old, "\r\n"), format!("{quotes}\r\na\r\nb{quotes}"));
        }
    }

    #[test]
    fn a_list_keeps_its_lines() {
        let items = Value::List(vec!["a".into(), "b".into()]);
        assert_eq!(literal(&items, "", "\n"), "[\"a\", \"b\"]");
        assert_eq!(literal(&items, "[\n  \"x\",\n]", "\n"), "[\n  \"a\",\n  \"b\",\n]");
    }
}
