//! The command line: what it prints, and its exit status.

use crate::support::{edge_offer, err, out, sample, tree};
use edge_offer::offer::set::set_from_text;
use edge_offer::offer::{FieldPath, Offer};
use std::path::Path;

fn path(folder: &tempfile::TempDir) -> &str {
    folder.path().to_str().unwrap()
}

#[test]
fn the_sample_has_no_finding() {
    let bundle = sample();
    let before = tree(bundle.path());
    let output = edge_offer(&["check", path(&bundle), "--warnings-as-errors"]);
    assert_eq!(output.status.code(), Some(0), "{}", out(&output));
    assert!(out(&output).contains("no findings"));
    assert_eq!(tree(bundle.path()), before, "checking changes nothing");
}

#[test]
fn each_required_field_that_is_emptied_is_named() {
    let document = edge_offer::sample::document();
    let offer = Offer::new(&document);
    let required: Vec<FieldPath> = offer
        .all()
        .into_iter()
        .filter(|instance| offer.is_required(instance.field, &instance.path))
        .map(|instance| instance.path)
        .collect();
    assert!(required.len() > 50);
    for field in required {
        let bundle = sample();
        let mut opened = edge_offer::disk::bundle::open(bundle.path()).unwrap();
        set_from_text(&mut opened.document, &field.to_string(), "").unwrap();
        edge_offer::disk::bundle::save(&opened.document, bundle.path(), &opened.base, false).unwrap();
        let findings = edge_offer::rules::check(&edge_offer::disk::bundle::open(bundle.path()).unwrap().document, None);
        let named =
            findings.iter().any(|finding| finding.field == field && finding.severity == edge_offer::rule::Severity::Error);
        assert!(named, "{field} is empty and nothing says so: {findings:?}");
    }
    let bundle = sample();
    let toml = std::fs::read_to_string(bundle.path().join("offer.toml"))
        .unwrap()
        .replace("title = \"Tank Level Gateway\"\n", "title = \"\"\n");
    std::fs::write(bundle.path().join("offer.toml"), toml).unwrap();
    let output = edge_offer(&["check", path(&bundle)]);
    assert_eq!(output.status.code(), Some(1));
    assert!(out(&output).contains("listing.title") && out(&output).contains("required-missing"), "{}", out(&output));
}

#[test]
fn the_status_tells_findings_usage_and_failures_apart_in_every_format() {
    let (good, bad) = (sample(), sample());
    std::fs::write(bad.path().join("offer.toml"), "format = 1\n[listing]\ntitel = \"x\"\n").unwrap();
    for format in ["text", "json", "sarif", "github"] {
        let status = |arguments: &[&str]| edge_offer(&[&["check", "--format", format], arguments].concat()).status.code();
        assert_eq!(status(&[path(&good)]), Some(0));
        assert_eq!(status(&[path(&good), path(&bad)]), Some(1));
        assert_eq!(status(&[path(&bad), "/nowhere"]), Some(3));
        assert_eq!(status(&[path(&good), "/nowhere"]), Some(3));
        assert_eq!(status(&[]), Some(2));
    }
    assert_eq!(edge_offer(&["check", path(&good), "--format", "yaml"]).status.code(), Some(2));
    assert_eq!(edge_offer(&["nonsense", "x", "y"]).status.code(), Some(2));
}

#[test]
fn json_holds_every_bundle_in_order_and_every_place() {
    let (first, second) = (sample(), sample());
    let toml = first.path().join("offer.toml");
    let text = std::fs::read_to_string(&toml).unwrap().replace("title = \"Tank Level Gateway\"\n", "title = \"Tank 1.0\"\n");
    std::fs::write(&toml, text).unwrap();
    let output = edge_offer(&["check", path(&first), path(&second), "/nowhere", "--format", "json"]);
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["format"], 1);
    assert_eq!(report["bundles"].as_array().unwrap().len(), 3);
    let finding = &report["bundles"][0]["findings"][0];
    assert_eq!(
        (&finding["rule"], &finding["field"], &finding["line"], &finding["column"]),
        (&"title-with-dot".into(), &"listing.title".into(), &13.into(), &16.into()),
        "{finding}"
    );
    assert_eq!(report["bundles"][1]["findings"].as_array().unwrap().len(), 0);
    assert!(report["bundles"][2]["failed"].as_str().unwrap().contains("there is no such folder"));
}

#[test]
fn text_shows_the_line_and_a_caret_and_no_command_for_the_terminal() {
    let bundle = sample();
    let toml = bundle.path().join("offer.toml");
    let text =
        std::fs::read_to_string(&toml).unwrap().replace("title = \"Tank Level Gateway\"\n", "title = \"Ta\u{202e}nk 1.0\"\n");
    std::fs::write(&toml, text).unwrap();
    let output = edge_offer(&["check", path(&bundle)]);
    let text = out(&output);
    assert!(text.contains("warning[title-with-dot]") && text.contains("--> offer.toml:13:") && text.contains('^'), "{text}");
    assert!(!text.contains('\u{202e}') && text.contains("⟨U+202E⟩") && !text.contains('\u{1b}'), "{text}");
}

#[test]
fn a_new_bundle_is_made_without_a_question() {
    let folder = tempfile::tempdir().unwrap();
    let bundle = folder.path().join("new");
    let name = bundle.to_str().unwrap();
    let output = edge_offer(&[
        "new",
        name,
        "--no-input",
        "--set",
        "listing.title=Tank = Level",
        "--set",
        "plans[0].tags=latest,1.0.0",
        "--set",
        "listing.description=<p>Hi</p>",
    ]);
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    assert!(out(&output).is_empty());
    let toml = std::fs::read_to_string(bundle.join("offer.toml")).unwrap();
    assert!(toml.contains("title = \"Tank = Level\"") && toml.contains("tags = [\"latest\", \"1.0.0\"]"), "{toml}");
    assert_eq!(std::fs::read_to_string(bundle.join("description.html")).unwrap(), "<p>Hi</p>");
    let again = edge_offer(&["new", name, "--no-input"]);
    assert_eq!(again.status.code(), Some(3));
    assert!(err(&again).contains("holds a bundle already"));
    let wrong = edge_offer(&["new", folder.path().join("other").to_str().unwrap(), "--no-input", "--set", "listing.titel=x"]);
    assert_eq!(wrong.status.code(), Some(2));
    assert!(err(&wrong).contains("did you mean listing.title?"), "{}", err(&wrong));
    assert!(!folder.path().join("other").exists());
}

#[test]
fn export_refuses_errors_unless_it_is_a_draft() {
    let bundle = sample();
    let target = tempfile::tempdir().unwrap();
    let package = target.path().join("package.zip");
    let name = package.to_str().unwrap();
    assert_eq!(edge_offer(&["export", path(&bundle), "-o", name]).status.code(), Some(0));
    std::fs::remove_file(bundle.path().join("logos/wide-255x115.png")).unwrap();
    let before = std::fs::read(&package).unwrap();
    let refused = edge_offer(&["export", path(&bundle), "-o", name]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(err(&refused).contains("media.logos.wide") && err(&refused).contains("not exported"), "{}", err(&refused));
    assert_eq!(std::fs::read(&package).unwrap(), before);
    assert_eq!(edge_offer(&["export", path(&bundle), "-o", name, "--draft"]).status.code(), Some(0));
    let mut archive = zip::ZipArchive::new(std::fs::File::open(&package).unwrap()).unwrap();
    assert!(archive.by_name("DRAFT.txt").is_ok());
}

#[test]
fn without_a_terminal_nothing_is_asked() {
    let bundle = sample();
    for arguments in [&[path(&bundle)][..], &[], &["edit", path(&bundle)], &["--accessible"]] {
        let output = edge_offer(arguments);
        assert_eq!(output.status.code(), Some(3), "{arguments:?}");
        assert!(err(&output).contains("needs a terminal"), "{}", err(&output));
    }
}

#[test]
fn schema_completions_and_manual_are_printed() {
    let schema: serde_json::Value = serde_json::from_slice(&edge_offer(&["schema", "--edition", "portal-2018"]).stdout).unwrap();
    assert_eq!(schema["properties"]["listing"]["properties"]["title"]["maxLength"], 50);
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        assert!(out(&edge_offer(&["completions", shell])).contains("edge-offer"), "{shell}");
    }
    assert!(out(&edge_offer(&["man"])).contains(".TH edge-offer"));
    assert!(out(&edge_offer(&["--version"])).starts_with("edge-offer "));
}

#[cfg(unix)]
#[test]
fn a_reader_that_goes_away_is_no_error() {
    let bundle = sample();
    let script = format!("'{}' schema | head -c 10; exit ${{PIPESTATUS[0]}}", env!("CARGO_BIN_EXE_edge-offer"));
    let output = std::process::Command::new("bash").arg("-c").arg(script).current_dir(bundle.path()).output().unwrap();
    assert_eq!((output.status.code(), err(&output)), (Some(0), String::new()));
}

#[test]
fn several_bundles_are_reported_in_the_order_of_their_names() {
    let bundles: Vec<_> = (0..9).map(|_| sample()).collect();
    let names: Vec<&str> = bundles.iter().map(path).collect();
    let output = edge_offer(&[&["check"], &names[..]].concat());
    let told: Vec<String> = out(&output).lines().map(|line| line.trim_end_matches(": no findings").to_string()).collect();
    assert_eq!(told, names);
    assert!(Path::new(names[0]).exists());
}

#[test]
fn every_rule_is_explained() {
    let list = out(&edge_offer(&["explain"]));
    assert!(list.lines().count() > 70);
    for line in list.lines() {
        let id = line.split_whitespace().next().unwrap();
        assert!(edge_offer::rules::all().iter().any(|rule| rule.id == id));
    }
    let told = out(&edge_offer(&["explain", "logo-wrong-size"]));
    assert!(told.contains("255x115") && told.contains("Source: "), "{told}");
    let wrong = edge_offer(&["explain", "logo-wrong-sise"]);
    assert_eq!(wrong.status.code(), Some(2));
    assert!(err(&wrong).contains("did you mean logo-wrong-size?"));
}
