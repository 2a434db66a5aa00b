//! The pages in docs/ that are generated, and those that speak of what is generated.

use std::path::Path;

fn docs(name: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs").join(name)
}

#[test]
fn the_page_of_rules_is_up_to_date() {
    let page = edge_offer::report::rules_page::page();
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(docs("rules.md"), &page).unwrap();
    }
    let there = std::fs::read_to_string(docs("rules.md")).unwrap_or_default().replace("\r\n", "\n");
    assert!(there == page, "docs/rules.md is not up to date: UPDATE_DOCS=1 cargo test --test it docs::");
}

/// Every row names what covers its requirement, or says why nothing does; what it names exists.
#[test]
fn the_table_of_coverage_names_only_what_there_is() {
    let page = std::fs::read_to_string(docs("coverage.md")).unwrap();
    let rules: Vec<&str> = edge_offer::rules::all().iter().map(|rule| rule.id).collect();
    let mut rows = 0;
    for line in page.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| what is asked")) {
        let (_, covered) = line.trim_end_matches('|').rsplit_once(" | ").unwrap();
        let names: Vec<&str> = covered.split('`').skip(1).step_by(2).filter(|name| !name.starts_with("--")).collect();
        assert!(!names.is_empty() || covered.starts_with("Not checked"), "nothing covers: {line}");
        for name in names {
            assert!(
                rules.contains(&name) || edge_offer::offer::steps::field(name).is_some(),
                "{name} is no rule and no field: {line}"
            );
        }
        rows += 1;
    }
    assert!(rows > 90, "{rows}");
    // Every rule of the marketplace and of certification stands in some row.
    use edge_offer::rule::Layer;
    let ours = |rule: &&&edge_offer::rule::Rule| matches!(rule.layer, Layer::Marketplace | Layer::Certification);
    let all = edge_offer::rules::all();
    let untold: Vec<&str> = all.iter().filter(ours).map(|rule| rule.id).filter(|id| !page.contains(&format!("`{id}`"))).collect();
    assert!(untold.is_empty(), "no row of docs/coverage.md names {untold:?}");
}

/// Every name in a report is told on its page.
#[test]
fn the_page_of_the_report_tells_every_name() {
    fn names(value: &serde_json::Value, into: &mut std::collections::BTreeSet<String>) {
        match value {
            serde_json::Value::Object(object) => object.iter().for_each(|(name, value)| {
                into.insert(name.clone());
                names(value, into);
            }),
            serde_json::Value::Array(items) => items.iter().for_each(|item| names(item, into)),
            _ => {}
        }
    }
    let bundle = crate::support::sample();
    std::fs::write(bundle.path().join("description.html"), "<p class=x>a</p>").unwrap();
    let output = crate::support::edge_offer(&["check", "--format", "json", bundle.path().to_str().unwrap(), "/nowhere"]);
    let mut found = std::collections::BTreeSet::new();
    names(&serde_json::from_slice(&output.stdout).unwrap(), &mut found);
    assert!(found.contains("edits"), "{found:?}");
    let page = std::fs::read_to_string(docs("report.md")).unwrap();
    let untold: Vec<&String> = found.iter().filter(|name| !page.contains(&format!("`{name}`"))).collect();
    assert!(untold.is_empty(), "docs/report.md does not tell {untold:?}");
}
