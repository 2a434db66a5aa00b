//! The report for people: grouped by step, with the line of the file and a caret under the place.

use super::excerpt::{Paint, Shown};
use super::{Checked, labelled};
use crate::app::page::{page_of, plural, title};
use crate::offer::Document;
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

fn bundle(out: &mut String, checked: &Checked, paint: &Paint) -> std::fmt::Result {
    let name = on_one_line(&checked.bundle.display().to_string());
    let (document, judgement) = match &checked.result {
        Ok(result) => result,
        Err(reason) => return writeln!(out, "{}: {}", paint.severity(Severity::Error, "failed"), visible(reason)),
    };
    let mut last = None;
    for finding in &judgement.findings {
        let page = page_of(&finding.field);
        if last != Some(page) {
            writeln!(out, "{}", paint.with("1", page.map_or("offer.toml", title)))?;
            last = Some(page);
        }
        one(out, document, finding, paint)?;
    }
    let suppressed = match judgement.suppressed.len() {
        0 => String::new(),
        number => format!("; {} suppressed", plural(number, "finding")),
    };
    let count = |severity: Severity| checked.count(severity);
    let (errors, warnings, advice) = (count(Severity::Error), count(Severity::Warning), count(Severity::Advice));
    if errors + warnings + advice == 0 {
        return writeln!(out, "{name}: no findings{suppressed}");
    }
    let mut parts = vec![plural(errors, "error"), plural(warnings, "warning")];
    if advice > 0 {
        parts.push(format!("{advice} advice"));
    }
    writeln!(out, "{name}: {}{suppressed}", parts.join(", "))
}

fn one(out: &mut String, document: &Document, finding: &Finding, paint: &Paint) -> std::fmt::Result {
    let at = finding.position.map_or(String::new(), |position| format!(":{}:{}", position.line, position.column));
    let fix = finding.fix.as_ref().map(|fix| format!("fix: {}", fix.label));
    Shown {
        indent: "  ",
        severity: finding.severity,
        rule: finding.rule.id,
        message: &labelled(finding),
        place: format!("{}{at}  {}", finding.file, finding.field),
        excerpt: document.text_of(&finding.file).and_then(|text| Some((text, finding.span?, finding.position?))),
        notes: finding.help.iter().cloned().chain(fix).collect(),
    }
    .write(out, paint)
}
