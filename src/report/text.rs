//! The report for people: grouped by step, with the line of the file and a caret under the place.

use super::Checked;
use crate::app::page::{page_of, plural, title};
use crate::offer::{Document, steps};
use crate::rule::Severity;
use crate::rules::Finding;
use crate::visible::{on_one_line, visible};
use std::fmt::Write;

/// Renders all bundles.
pub fn render(checked: &[Checked], color: bool) -> String {
    let mut out = String::new();
    for one in checked {
        // Writing into a String cannot fail.
        let _ = bundle(&mut out, one, &Paint(color));
    }
    out
}

/// Colours, where they are wanted.
struct Paint(bool);

impl Paint {
    fn with(&self, code: &str, text: &str) -> String {
        if self.0 { format!("\x1b[{code}m{text}\x1b[0m") } else { text.to_string() }
    }

    fn severity(&self, severity: Severity, text: &str) -> String {
        match severity {
            Severity::Error => self.with("1;31", text),
            Severity::Warning => self.with("1;33", text),
            Severity::Advice => self.with("1;36", text),
        }
    }
}

fn bundle(out: &mut String, checked: &Checked, paint: &Paint) -> std::fmt::Result {
    let name = on_one_line(&checked.bundle.display().to_string());
    let (document, findings) = match &checked.result {
        Ok(result) => result,
        Err(reason) => return writeln!(out, "{}: {}", paint.severity(Severity::Error, "failed"), visible(reason)),
    };
    let mut last = None;
    for finding in findings {
        let page = page_of(&finding.field);
        if last != Some(page) {
            writeln!(out, "{}", paint.with("1", page.map_or("offer.toml", title)))?;
            last = Some(page);
        }
        one(out, document, finding, paint)?;
    }
    let count = |severity: Severity| checked.count(severity);
    let (errors, warnings, advice) = (count(Severity::Error), count(Severity::Warning), count(Severity::Advice));
    if errors + warnings + advice == 0 {
        return writeln!(out, "{name}: no findings");
    }
    let mut parts = vec![plural(errors, "error"), plural(warnings, "warning")];
    if advice > 0 {
        parts.push(format!("{advice} advice"));
    }
    writeln!(out, "{name}: {}", parts.join(", "))
}

fn one(out: &mut String, document: &Document, finding: &Finding, paint: &Paint) -> std::fmt::Result {
    let label = steps::field(&finding.field.pattern()).map_or(String::new(), |field| format!("{}: ", field.label));
    let severity = paint.severity(finding.severity, &format!("{}[{}]", finding.severity.word(), finding.rule.id));
    writeln!(out, "  {severity} {label}{}", on_one_line(&finding.message))?;
    let file = on_one_line(&finding.file);
    match finding.position {
        Some(position) => {
            writeln!(out, "    --> {file}:{}:{}  {}", position.line, position.column, on_one_line(&finding.field.to_string()))?
        }
        None => writeln!(out, "    --> {file}  {}", on_one_line(&finding.field.to_string()))?,
    }
    if let (Some(span), Some(position)) = (finding.span, finding.position)
        && let Some(text) = document.text_of(&finding.file)
    {
        excerpt(out, text, span, position, paint, finding.severity)?;
    }
    if let Some(help) = &finding.help {
        writeln!(out, "    = {}", on_one_line(help))?;
    }
    if let Some(fix) = &finding.fix {
        writeln!(out, "    = fix: {}", on_one_line(&fix.label))?;
    }
    Ok(())
}

/// The line of the file, and carets under the place; long lines are cut around it.
fn excerpt(
    out: &mut String,
    text: &str,
    span: crate::rule::Span,
    position: crate::rule::Position,
    paint: &Paint,
    severity: Severity,
) -> std::fmt::Result {
    const ROOM: usize = 100;
    let Some(line) = text.split('\n').nth(position.line - 1) else { return Ok(()) };
    let characters: Vec<char> = line.trim_end_matches('\r').chars().collect();
    let start = position.column - 1;
    let from = if characters.len() > ROOM { start.saturating_sub(ROOM / 2) } else { 0 };
    let shown: String = characters.iter().skip(from).take(ROOM).collect();
    let before: String = characters.iter().skip(from).take(start - from.min(start)).collect();
    let marked: String = text[span.range()].split('\n').next().unwrap_or("").chars().take(ROOM).collect();
    let width = |text: &str| unicode_width::UnicodeWidthStr::width(on_one_line(text).as_str());
    let number = position.line.to_string();
    let carets = width(&marked).clamp(1, ROOM.saturating_sub(width(&before)).max(1));
    writeln!(out, "    {number} | {}", on_one_line(&shown))?;
    writeln!(
        out,
        "    {} | {}{}",
        " ".repeat(number.len()),
        " ".repeat(width(&before)),
        paint.severity(severity, &"^".repeat(carets))
    )
}
