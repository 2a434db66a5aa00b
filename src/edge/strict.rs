//! Whether a text is JSON by the standard, as the marketplace's form wants it.

use super::rules::form;
use crate::rule::Problem;

/// Adds a problem where a text that the runtime reads is not JSON by the standard.
pub fn judge(text: &str, problems: &mut Vec<Problem>) {
    let Err(error) = serde_json::from_str::<serde::de::IgnoredAny>(text) else { return };
    let line_start = text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum::<usize>();
    let at = (line_start + error.column().saturating_sub(1)).min(text.len());
    let message = "The runtime reads this, but it is not JSON by the standard, which the form asks for";
    problems.push(
        Problem::new(&form::NOT_STRICT, text, at..at + 1, message)
            .help("use double quotes, no comments, no comma before a closing bracket, no leading zeros"),
    );
}
