//! Annotations of a GitHub workflow: one command a finding, which GitHub shows at the line of the file.

use super::Subject;
use crate::rule::Severity;
use crate::visible::on_one_line;

/// Renders all subjects. Suppressed findings are not annotated.
pub fn render(subjects: &[Subject]) -> String {
    let mut out = String::new();
    for subject in subjects {
        if let Some(reason) = subject.failed {
            out.push_str(&format!("::error title=edge-offer::{}\n", data(&format!("{}: {reason}", subject.name))));
        }
        for entry in subject.entries.iter().filter(|entry| entry.suppressed.is_none()) {
            let command = match entry.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Advice => "notice",
            };
            let place = entry.region.map_or(String::new(), |(start, end)| {
                let columns = if start.line == end.line {
                    format!(",col={},endColumn={}", start.column, end.column.max(start.column + 1))
                } else {
                    String::new()
                };
                format!(",line={},endLine={}{columns}", start.line, end.line)
            });
            let help = entry.help.map(|help| format!(" ({help})")).unwrap_or_default();
            out.push_str(&format!(
                "::{command} file={}{place},title={}::{}\n",
                property(&entry.file),
                property(entry.rule.id),
                data(&format!("{}{help}", entry.message)),
            ));
        }
    }
    out
}

/// A text behind `::`, escaped as the runner reads it (actions/toolkit, command.ts, escapeData). Nothing in it can begin
/// another command, or command a terminal.
fn data(text: &str) -> String {
    on_one_line(text).replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A value of a command's property (escapeProperty).
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_begins_a_command_of_its_own() {
        assert_eq!(property("a,b:c%d"), "a%2Cb%3Ac%25d");
        assert!(!data("x\n::error::y").contains('\n'));
    }
}
