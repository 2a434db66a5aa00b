//! What `check` says of bundles in its four formats, read back and compared.

use crate::support::out;
use edge_offer::rule::Rule;
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Output;

/// Rule, file, line and column.
pub type Told = (String, String, u64, u64);

/// What a format says of all bundles, parsed once where it is JSON.
pub struct Said {
    text: String,
    report: Value,
}

impl Said {
    /// Of what was printed.
    pub fn new(text: String) -> Said {
        Said { report: serde_json::from_str(&text).unwrap_or_default(), text }
    }
}

/// Rule, file, line and column of the findings of one bundle, in each format.
pub fn told(format: &str, said: &Said, bundle: &str) -> Vec<Told> {
    let mut told = match format {
        "json" => json(&said.report, bundle),
        "sarif" => sarif(&said.report, bundle),
        "github" => github(&said.text, bundle),
        _ => text(&said.text, bundle),
    };
    told.sort();
    told
}

fn json(report: &Value, bundle: &str) -> Vec<Told> {
    let of = report["bundles"].as_array().unwrap().iter().find(|one| one["bundle"] == bundle).unwrap();
    let findings = of["findings"].as_array().unwrap().iter();
    findings.map(|one| (string(&one["rule"]), string(&one["file"]), number(&one["line"]), number(&one["column"]))).collect()
}

fn sarif(report: &Value, bundle: &str) -> Vec<Told> {
    let results = report["runs"][0]["results"].as_array().unwrap();
    let path = bundle.replace('\\', "/");
    let prefix = format!("file://{}{path}/", if path.starts_with('/') { "" } else { "/" });
    results
        .iter()
        .filter_map(|one| {
            let place = &one["locations"][0]["physicalLocation"];
            let file = string(&place["artifactLocation"]["uri"]).strip_prefix(&prefix)?.to_string();
            let region = &place["region"];
            Some((string(&one["ruleId"]), file, number(&region["startLine"]), number(&region["startColumn"])))
        })
        .collect()
}

fn github(output: &str, bundle: &str) -> Vec<Told> {
    let part = |properties: &str, name: &str| -> String {
        let found = properties.split(',').find_map(|property| property.strip_prefix(&format!("{name}=")));
        found.unwrap_or("").replace("%3A", ":").replace("%2C", ",").replace("%25", "%")
    };
    output
        .lines()
        .filter_map(|line| {
            let (_, rest) = line.strip_prefix("::")?.split_once(' ')?;
            let (properties, _) = rest.split_once("::")?;
            let file = part(properties, "file").strip_prefix(&format!("{}/", bundle.replace('\\', "/")))?.to_string();
            let place = |name: &str| part(properties, name).parse().unwrap_or(0);
            Some((part(properties, "title"), file, place("line"), place("col")))
        })
        .collect()
}

fn text(output: &str, bundle: &str) -> Vec<Told> {
    // A bundle ends with its sum: what comes before, back to the sum of another, is its own.
    let root = Path::new(bundle).parent().unwrap().to_str().unwrap();
    let is_sum = |line: &str| line.starts_with(root) && line.contains(": ");
    let lines: Vec<&str> = output.lines().collect();
    let end = lines.iter().position(|line| line.starts_with(&format!("{bundle}: "))).unwrap();
    let start = lines[..end].iter().rposition(|line| is_sum(line)).map_or(0, |sum| sum + 1);
    let lines = &lines[start..end];
    lines
        .windows(2)
        .filter_map(|pair| {
            let (_, rest) = pair[0].trim_start().split_once('[').filter(|(word, _)| !word.contains(' '))?;
            let (rule, _) = rest.split_once(']')?;
            let (place, _) = pair[1].trim_start().strip_prefix("--> ")?.split_once("  ")?;
            let mut parts = place.rsplitn(3, ':');
            let (column, line) = (parts.next().and_then(|n| n.parse().ok()), parts.next().and_then(|n| n.parse().ok()));
            match (line, column, parts.next()) {
                (Some(line), Some(column), Some(file)) => Some((rule.to_string(), file.to_string(), line, column)),
                _ => Some((rule.to_string(), place.to_string(), 0, 0)),
            }
        })
        .collect()
}

fn string(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_string()
}

fn number(value: &Value) -> u64 {
    value.as_u64().unwrap_or(0)
}

/// Holds that each bundle has one finding of its rule, and that all formats tell all findings at the same places.
pub fn is_told_once_everywhere(bundles: &[(&Rule, PathBuf)], check: impl Fn(&[&str]) -> Output) {
    let names: Vec<&str> = bundles.iter().map(|(_, folder)| folder.to_str().unwrap()).collect();
    let run = |format: &str| out(&check(&[&["check", "--format", format], names.as_slice()].concat()));
    let machine = ["json", "sarif", "github", "text"].map(|format| (format, Said::new(run(format))));
    // The official schema, but for a bracket that only the regular expressions of browsers take.
    let schema = include_str!("schemas/sarif-2.1.0.json").replace("[a-zA-Z]{2}]?$", "[a-zA-Z]{2}$");
    let schema: Value = serde_json::from_str(&schema).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let errors: Vec<String> = validator.iter_errors(&machine[1].1.report).map(|error| error.to_string()).take(5).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    for (rule, folder) in bundles {
        let name = folder.to_str().unwrap();
        let expected = told("json", &machine[0].1, name);
        let times = expected.iter().filter(|(id, ..)| id == rule.id).count();
        assert_eq!(times, 1, "{}: {expected:#?}", rule.id);
        for (format, said) in &machine[1..] {
            let told = told(format, said, name);
            // GitHub takes no columns for what spans several lines.
            let same = |(one, other): (&Told, &Told)| {
                (&one.0, &one.1, one.2) == (&other.0, &other.1, other.2) && (one.3 == other.3 || one.3 == 0)
            };
            let equal = told.len() == expected.len() && told.iter().zip(&expected).all(same);
            assert!(equal, "{} in {format}: {told:#?} and {expected:#?}", rule.id);
        }
    }
}
