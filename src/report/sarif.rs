//! SARIF 2.1.0 (OASIS, 2020-03), as code scanning reads it: rules with their help, regions, fixes, suppressions.

use super::places::Places;
use super::{Entry, Subject, region};
use crate::rule::{Fix, Position, Rule, Severity};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::Path;

/// One run over all subjects.
pub fn render(subjects: &[Subject]) -> String {
    let entries: Vec<&Entry> = subjects.iter().flat_map(|subject| &subject.entries).collect();
    let rules: BTreeMap<&str, &Rule> = entries.iter().map(|entry| (entry.rule.id, entry.rule)).collect();
    let numbers: BTreeMap<&str, usize> = rules.keys().enumerate().map(|(number, id)| (*id, number)).collect();
    let mut places = BTreeMap::new();
    let results: Vec<Value> = entries.iter().map(|entry| result(entry, numbers[entry.rule.id], &mut places)).collect();
    let failures: Vec<Value> = subjects
        .iter()
        .filter_map(|subject| {
            let text = format!("{}: {}", subject.name, subject.failed?);
            Some(json!({ "level": "error", "message": { "text": text } }))
        })
        .collect();
    let report = json!({
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "edge-offer",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules.values().map(|rule| descriptor(rule)).collect::<Vec<_>>(),
            } },
            "columnKind": "unicodeCodePoints",
            "invocations": [{ "executionSuccessful": failures.is_empty(), "toolExecutionNotifications": failures }],
            "results": results,
        }],
    });
    // A value that was built here always has a text.
    serde_json::to_string_pretty(&report).unwrap_or_default() + "\n"
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Advice => "note",
    }
}

fn descriptor(rule: &Rule) -> Value {
    json!({
        "id": rule.id,
        "shortDescription": { "text": sentence(rule.summary) },
        "fullDescription": { "text": rule.explanation },
        "help": { "text": format!("{}\n\nSource: {}", rule.explanation, rule.source) },
        "defaultConfiguration": { "level": level(rule.severity()) },
        "properties": { "layer": rule.layer, "source": rule.source.to_string() },
    })
}

/// A summary as a sentence.
fn sentence(summary: &str) -> String {
    let mut letters = summary.chars();
    letters.next().map_or(String::new(), |first| format!("{}{}.", first.to_uppercase(), letters.as_str()))
}

fn result<'a>(entry: &Entry<'a>, number: usize, places: &mut BTreeMap<String, Places<'a>>) -> Value {
    let mut location = json!({ "artifactLocation": { "uri": uri(&entry.file) } });
    if let Some(region) = entry.region {
        location["region"] = region_json(region);
    }
    let mut place = json!({ "physicalLocation": location });
    if !entry.field.is_empty() {
        place["logicalLocations"] = json!([{ "fullyQualifiedName": entry.field, "kind": "member" }]);
    }
    let help = entry.help.map(|help| format!(" To do: {help}.")).unwrap_or_default();
    let mut result = json!({
        "ruleId": entry.rule.id,
        "ruleIndex": number,
        "level": level(entry.severity),
        "message": { "text": format!("{}.{help}", entry.message.trim_end_matches('.')) },
        "locations": [place],
    });
    if let (Some(fix), Some(text)) = (entry.fix, entry.text) {
        let places = places.entry(entry.file.clone()).or_insert_with(|| Places::new(text));
        result["fixes"] = json!([fix_json(fix, &entry.file, places)]);
    }
    if let Some(reason) = entry.suppressed {
        result["suppressions"] = json!([{ "kind": "inSource", "status": "accepted", "justification": reason }]);
    }
    result
}

fn fix_json(fix: &Fix, file: &str, places: &Places) -> Value {
    let replacements: Vec<Value> = fix
        .edits
        .iter()
        .map(|edit| {
            json!({
                "deletedRegion": region_json(region(places, edit.span)),
                "insertedContent": { "text": edit.text },
            })
        })
        .collect();
    json!({
        "description": { "text": fix.label },
        "artifactChanges": [{ "artifactLocation": { "uri": uri(file) }, "replacements": replacements }],
    })
}

fn region_json((start, end): (Position, Position)) -> Value {
    json!({
        "startLine": start.line,
        "startColumn": start.column,
        "endLine": end.line,
        "endColumn": end.column,
    })
}

/// A path, with slashes, as a reference of a URI (RFC 3986; RFC 8089 for files): everything but the plain characters of a
/// path is written as `%XX`.
fn uri(path: &str) -> String {
    let has_drive = Path::new(path).is_absolute() && !path.starts_with('/');
    let mut out = match path {
        _ if has_drive => "file:///",
        // The name of a server stands where that of the host does.
        _ if cfg!(windows) && path.starts_with("//") => "file:",
        _ if path.starts_with('/') => "file://",
        _ => "",
    }
    .to_string();
    for (at, byte) in path.bytes().enumerate() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => out.push(char::from(byte)),
            b':' if has_drive && at == 1 => out.push(':'),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_become_references() {
        assert_eq!(uri("a b/ü:1.html"), "a%20b/%C3%BC%3A1.html");
        assert_eq!(uri("/x"), "file:///x");
        #[cfg(windows)]
        assert_eq!((uri("C:/a b"), uri("//host/a")), ("file:///C:/a%20b".to_string(), "file://host/a".to_string()));
    }
}
