//! The report for programs: `format` 1, stable; docs/report.md tells what each name means.

use super::{Checked, answers, labelled};
use crate::offer::Document;
use crate::rule::{Position, Severity};
use crate::rules::{Finding, Judgement};
use serde_json::{Value, json};

/// One object with one entry a bundle, in the order in which they were named.
pub fn render(checked: &[Checked]) -> String {
    let bundles: Vec<Value> = checked
        .iter()
        .map(|one| {
            let path = one.bundle.to_string_lossy();
            match &one.result {
                Err(reason) => json!({ "bundle": path, "failed": reason }),
                Ok((document, judgement)) => {
                    let mut entry = json!({ "bundle": path });
                    merge(&mut entry, bundle(document, judgement));
                    entry
                }
            }
        })
        .collect();
    let report = json!({ "format": 1, "tool": "edge-offer", "version": env!("CARGO_PKG_VERSION"), "bundles": bundles });
    // A value that was built here always has a text.
    serde_json::to_string_pretty(&report).unwrap_or_default() + "\n"
}

fn merge(into: &mut Value, from: Value) {
    if let (Value::Object(into), Value::Object(from)) = (into, from) {
        into.extend(from);
    }
}

/// What was found in one bundle: numbers, findings, suppressed findings with their reasons, and the answered questions.
/// Nothing in it depends on where the bundle lies or on the day.
pub fn bundle(document: &Document, judgement: &Judgement) -> Value {
    let count = |severity| judgement.findings.iter().filter(|finding| finding.severity == severity).count();
    let suppressed = judgement.suppressed.iter().map(|one| {
        let mut entry = finding(&one.finding, document);
        entry["suppressed"] = json!({ "reason": one.reason, "until": one.until.map(|until| until.to_string()) });
        entry
    });
    let questions =
        answers(document).into_iter().map(|(field, day)| json!({ "field": field.key, "question": field.label, "answered": day }));
    json!({
        "edition": document.edition(),
        "errors": count(Severity::Error),
        "warnings": count(Severity::Warning),
        "advice": count(Severity::Advice),
        "findings": judgement.findings.iter().map(|one| finding(one, document)).collect::<Vec<_>>(),
        "suppressed": suppressed.collect::<Vec<_>>(),
        "questions": questions.collect::<Vec<_>>(),
    })
}

fn finding(finding: &Finding, document: &Document) -> Value {
    json!({
        "rule": finding.rule.id,
        "severity": finding.severity,
        "layer": finding.rule.layer,
        "field": finding.field,
        "step": crate::app::page::page_of(&finding.field).map(crate::app::page::title),
        "file": finding.file,
        "line": finding.position.map(|position| position.line),
        "column": finding.position.map(|position| position.column),
        "endLine": finding.end.map(|position| position.line),
        "endColumn": finding.end.map(|position| position.column),
        "message": labelled(finding),
        "help": finding.help,
        "fixable": finding.fix.is_some(),
        "fix": finding.fix.as_ref().map(|fix| fix_json(fix, document.text_of(&finding.file).unwrap_or(""))),
        "source": finding.rule.source.to_string(),
    })
}

fn fix_json(fix: &crate::rule::Fix, text: &str) -> Value {
    let edits: Vec<Value> = fix
        .edits
        .iter()
        .map(|edit| {
            let (start, end) = (Position::of(text, edit.span.start), Position::of(text, edit.span.end));
            json!({
                "line": start.line,
                "column": start.column,
                "endLine": end.line,
                "endColumn": end.column,
                "text": edit.text,
            })
        })
        .collect();
    json!({ "label": fix.label, "edits": edits })
}
