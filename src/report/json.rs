//! The report for programs: `format` 1, stable.

use super::Checked;
use crate::rule::Severity;
use crate::rules::Finding;
use serde_json::{Value, json};

/// One object with one entry a bundle, in the order in which they were named.
pub fn render(checked: &[Checked]) -> String {
    let bundles: Vec<Value> = checked.iter().map(bundle).collect();
    let report = json!({ "format": 1, "tool": "edge-offer", "version": env!("CARGO_PKG_VERSION"), "bundles": bundles });
    // A value that was built here always has a text.
    serde_json::to_string_pretty(&report).unwrap_or_default() + "\n"
}

fn bundle(checked: &Checked) -> Value {
    let path = checked.bundle.to_string_lossy();
    match &checked.result {
        Err(reason) => json!({ "bundle": path, "failed": reason }),
        Ok((document, findings)) => json!({
            "bundle": path,
            "edition": document.edition(),
            "errors": checked.count(Severity::Error),
            "warnings": checked.count(Severity::Warning),
            "advice": checked.count(Severity::Advice),
            "findings": findings.iter().map(finding).collect::<Vec<_>>(),
        }),
    }
}

fn finding(finding: &Finding) -> Value {
    json!({
        "rule": finding.rule.id,
        "severity": finding.severity,
        "layer": finding.rule.layer,
        "field": finding.field,
        "file": finding.file,
        "line": finding.position.map(|position| position.line),
        "column": finding.position.map(|position| position.column),
        "message": finding.message,
        "help": finding.help,
        "fixable": finding.fix.is_some(),
        "source": finding.rule.source.to_string(),
    })
}
