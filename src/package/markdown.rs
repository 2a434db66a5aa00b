//! Texts within Markdown, so that nothing in them is taken for markup.

use crate::visible::on_one_line;

/// A text on one line.
pub fn text(text: &str) -> String {
    let text = on_one_line(text);
    let mut out = String::with_capacity(text.len() + 8);
    for (at, c) in text.char_indices() {
        let at_start = at == 0 && matches!(c, '-' | '+' | '=');
        let numbered = c == '.' && text[..at].bytes().all(|byte| byte.is_ascii_digit()) && at > 0;
        if matches!(c, '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '<' | '>' | '#' | '!' | '|' | '~' | '&')
            || at_start
            || numbered
        {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// A text as code within a line.
pub fn code(text: &str) -> String {
    let text = on_one_line(text);
    if text.trim().is_empty() {
        return "(empty)".to_string();
    }
    let ticks = "`".repeat(longest_run(&text, '`') + 1);
    let pad = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    format!("{ticks}{pad}{text}{pad}{ticks}")
}

/// A text as a block of code.
pub fn block(text: &str) -> String {
    let text = crate::visible::visible(text);
    let fence = "`".repeat(longest_run(&text, '`').max(2) + 1);
    let end = if text.ends_with('\n') { "" } else { "\n" };
    format!("{fence}\n{text}{end}{fence}\n")
}

fn longest_run(text: &str, of: char) -> usize {
    let (mut longest, mut run) = (0, 0);
    for c in text.chars() {
        run = if c == of { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    longest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_text_is_markup() {
        assert_eq!(text("*a* <b>[x](y)\n# z"), "\\*a\\* \\<b\\>\\[x\\](y) \\# z");
        assert_eq!((text("- a").as_str(), text("12. b").as_str()), ("\\- a", "12\\. b"));
        assert_eq!((code("a`b").as_str(), code("`").as_str(), code(" ").as_str()), ("``a`b``", "`` ` ``", "(empty)"));
        assert_eq!(block("a\n```\nb"), "````\na\n```\nb\n````\n");
    }
}
