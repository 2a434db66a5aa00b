//! Every rule, from its own examples, through the real binary: once, at one place, in all four formats.

use crate::drawn;
use crate::support::{edge_offer, edge_offer_reading, out, sample};
use crate::told::{Said, is_told_once_everywhere, told};
use edge_offer::offer::set::set_from_text;
use edge_offer::rule::{Examples, Rule};
use serde_json::Value;
use std::path::{Path, PathBuf};

/// The sample with these changes, in a folder.
pub fn bundle(folder: &Path, changes: &[(&str, &str)]) {
    let mut document = edge_offer::sample::document();
    for (field, value) in changes {
        set_from_text(&mut document, field, value).unwrap_or_else(|refused| panic!("{field}: {refused}"));
    }
    for (name, bytes) in edge_offer::sample::FILES {
        let path = folder.join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
    for (file, text) in document.texts() {
        std::fs::write(folder.join(file), text).unwrap();
    }
}

/// Changes of the sample that break a rule, where the rule's examples tell them.
fn changes(rule: &'static Rule) -> Option<Vec<(&'static str, &'static str)>> {
    match &rule.examples {
        Examples::Offer { fails, .. } => fails.first().map(|changes| changes.to_vec()),
        Examples::Piece { kind: "html", fails, .. } => fails.first().map(|html| vec![("listing.description", *html)]),
        _ => None,
    }
}

/// A file of a bundle, and what becomes of its bytes.
pub type Damage = (&'static str, Box<dyn Fn(Vec<u8>) -> Vec<u8>>);

/// What breaks the rules that speak of files, done to a bundle on disk.
fn damage(rule: &str) -> Option<Damage> {
    let toml = |change: fn(String) -> String| -> Option<Damage> {
        Some(("offer.toml", Box::new(move |bytes| change(String::from_utf8(bytes).unwrap()).into_bytes())))
    };
    match rule {
        "key-unknown" => toml(|text| text.replace("format = 1\n", "format = 1\ncolour = \"red\"\n")),
        "value-wrong-type" => toml(|text| text.replace("hidden = false", "hidden = \"no\"")),
        "file-unusable" => toml(|text| text.replace("\"terms.html\"", "\"../terms.html\"")),
        "rows-too-few" => toml(|text| {
            let (before, rest) = text.split_once("[[audience.subscriptions]]").unwrap();
            format!("{before}{}", &rest[rest.find("[certification]").unwrap()..])
        }),
        "rows-too-many" => toml(|text| {
            let row = |number: usize| format!("[[plans.variables]]\nname = \"V{number}\"\nvalue = \"1\"\nabout = \"One.\"\n\n");
            let rows: String = (0..4).map(row).collect();
            text.replace("[[audience.subscriptions]]", &format!("{rows}[[audience.subscriptions]]"))
        }),
        "screenshots-missing" => toml(|text| {
            let (before, rest) = text.split_once("[[media.screenshots]]").unwrap();
            format!("{before}{}", &rest[rest.find("[legal]").unwrap()..])
        }),
        "plans-not-distinct" => toml(|text| {
            let more = "[[plans]]\nid = \"standard\"\nname = \"Other\"\nregistry = \"fives\"\nrepository = \"other\"\n\n";
            text.replace("[[audience.subscriptions]]", &format!("{more}[[audience.subscriptions]]"))
        }),
        "plans-share-image" => toml(|text| {
            let more = "[[plans]]\nid = \"other\"\nname = \"Other\"\nregistry = \"fjordsensing\"\nrepository = \"tank-level-gateway\"\ntags = [\"latest\", \"1.4.0\", \"1.4.0-linux-x64\", \"1.4.0-linux-arm64\"]\n\n";
            text.replace("[[audience.subscriptions]]", &format!("{more}[[audience.subscriptions]]"))
        }),
        "suppression-stale" => {
            toml(|text| text + "\n[[suppressions]]\nrule = \"title-with-dot\"\nfield = \"listing.title\"\nreason = \"Agreed.\"\n")
        }
        "suppression-expired" => toml(|text| {
            text.replace("title = \"Tank Level Gateway\"\n", "title = \"Tank Level Gateway 2.0\"\n")
                + "\n[[suppressions]]\nrule = \"title-with-dot\"\nfield = \"listing.title\"\nreason = \"Agreed.\"\nuntil = \"2020-01-01\"\n"
        }),
        "picture-not-png" => Some(("logos/small-48x48.png", Box::new(|_| b"\xff\xd8\xff\xe0 a photo".to_vec()))),
        "picture-broken" => Some(("logos/small-48x48.png", Box::new(|bytes| bytes[..bytes.len() - 9].to_vec()))),
        "logo-wrong-size" => {
            Some(("logos/small-48x48.png", Box::new(|_| edge_offer::sample::file("logos/small-40x40.png").unwrap().to_vec())))
        }
        _ => None,
    }
}

/// Bundles that break one rule each, in folders of `root` that are called as the rules.
fn broken(root: &Path) -> Vec<(&'static Rule, PathBuf)> {
    let mut bundles: Vec<(&Rule, PathBuf)> = Vec::new();
    for rule in edge_offer::rules::all() {
        let folder = root.join(rule.id);
        if let Some(changes) = changes(rule) {
            bundle(&folder, &changes);
        } else if let Some((file, damage)) = damage(rule.id).or_else(|| drawn::damage(rule.id)) {
            bundle(&folder, &[]);
            std::fs::write(folder.join(file), damage(std::fs::read(folder.join(file)).unwrap())).unwrap();
        } else {
            continue;
        }
        bundles.push((rule, folder));
    }
    bundles
}

#[test]
fn every_rule_is_told_once_at_one_place_in_all_formats() {
    let root = tempfile::tempdir().unwrap();
    let bundles = broken(root.path());
    is_told_once_everywhere(&bundles, edge_offer);
    // What no bundle here breaks: the runtime's rules, told of pieces, and the network's, told by a network.
    for rule in edge_offer::rules::all() {
        let elsewhere = matches!(rule.examples, Examples::Piece { .. }) || rule.id.starts_with("online-");
        assert!(elsewhere || bundles.iter().any(|(other, _)| other.id == rule.id), "{} is in no bundle", rule.id);
    }
}

#[test]
fn every_rule_of_the_runtime_is_told_in_all_formats() {
    let mut seen = 0;
    for rule in edge_offer::rules::all() {
        let Examples::Piece { kind, fails: [first, ..], .. } = rule.examples else { continue };
        let told = |format: &str| out(&edge_offer_reading(&["lint", kind, "--format", format], first.as_bytes()));
        let json: Value = serde_json::from_str(&told("json")).unwrap();
        let sarif: Value = serde_json::from_str(&told("sarif")).unwrap();
        let count = |findings: &Value, name: &str| findings.as_array().unwrap().iter().filter(|one| one[name] == rule.id).count();
        let counts = [
            count(&json["findings"], "rule"),
            count(&sarif["runs"][0]["results"], "ruleId"),
            told("github").matches(&format!(",title={}::", rule.id)).count(),
            told("text").matches(&format!("[{}]", rule.id)).count(),
        ];
        assert!(counts[0] > 0 && counts.iter().all(|count| *count == counts[0]), "{}: {counts:?} of {first}", rule.id);
        seen += 1;
    }
    assert!(seen > 70, "{seen}");
}

#[test]
fn a_piece_is_told_in_all_formats_too() {
    let html = b"<p>a</p>\n<p><strong>b</strong></p>\n";
    for format in ["text", "json", "sarif", "github"] {
        let output = edge_offer_reading(&["lint", "html", "--format", format], html);
        let told = out(&output);
        assert!(told.contains("html-tag-unlisted"), "{format}: {told}");
        assert_eq!(output.status.code(), Some(0), "{format}");
    }
    let output = edge_offer_reading(&["lint", "html", "--format", "github"], b"<table>");
    assert_eq!(output.status.code(), Some(1));
    assert!(out(&output).starts_with("::error file=stdin,line=1,endLine=1,col=1,endColumn=8,title=html-tag-not-supported::"));
}

#[test]
fn fix_shows_the_difference_changes_the_files_and_has_nothing_to_do_then() {
    let bundle = sample();
    let description = bundle.path().join("description.html");
    let before = std::fs::read_to_string(&description).unwrap();
    let text = before.replace("<b>Reads</b>", "<strong class=\"x\">Reads</strong>").replace('\n', "\r\n");
    std::fs::write(&description, &text).unwrap();
    let path = bundle.path().to_str().unwrap();
    let shown = edge_offer(&["fix", "--dry-run", path]);
    assert!(out(&shown).contains("-<li><strong class=\"x\">Reads</strong>"), "{}", out(&shown));
    assert!(out(&shown).contains("+<li><b>Reads</b>"), "{}", out(&shown));
    assert_eq!(std::fs::read_to_string(&description).unwrap(), text);
    let other = edge_offer(&["fix", path, "--rule", "html-attribute"]);
    assert_eq!(other.status.code(), Some(0));
    assert!(std::fs::read_to_string(&description).unwrap().contains("<strong>Reads</strong>"));
    assert_eq!(edge_offer(&["fix", path]).status.code(), Some(0));
    // Line ends and every other byte are as they were.
    assert_eq!(std::fs::read_to_string(&description).unwrap(), before.replace('\n', "\r\n"));
    let again = edge_offer(&["fix", path]);
    assert!(crate::support::err(&again).contains("nothing to fix"), "{}", crate::support::err(&again));
    assert_eq!(edge_offer(&["fix", path, "--rule", "html-atribute"]).status.code(), Some(2));
    assert_eq!(edge_offer(&["fix", "/nowhere"]).status.code(), Some(3));
}

#[test]
fn suppressed_findings_are_suppressed_in_every_format() {
    let folder = tempfile::tempdir().unwrap();
    bundle(
        folder.path(),
        &[
            ("listing.description", "<table></table>"),
            ("suppressions[0].rule", "html-tag-not-supported"),
            ("suppressions[0].field", "listing.description"),
            ("suppressions[0].reason", "Agreed: \"with\" <us>,::error::"),
        ],
    );
    let path = folder.path().to_str().unwrap();
    for format in ["text", "json", "sarif", "github"] {
        let output = edge_offer(&["check", "--format", format, path]);
        let text = out(&output);
        let counted =
            told(format, &Said::new(text.clone()), path).iter().filter(|(id, ..)| id == "html-tag-not-supported").count();
        match format {
            // Code scanning shows it as suppressed, with its reason.
            "sarif" => {
                let report: Value = serde_json::from_str(&text).unwrap();
                let results = report["runs"][0]["results"].as_array().unwrap();
                let one = results.iter().find(|one| one["ruleId"] == "html-tag-not-supported").unwrap();
                assert_eq!(one["suppressions"][0]["justification"], "Agreed: \"with\" <us>,::error::");
            }
            _ => assert_eq!(counted, 0, "{format}: {text}"),
        }
        assert_eq!(output.status.code(), Some(1), "the description has no hardware paragraph: {format}");
    }
    let report: Value = serde_json::from_str(&out(&edge_offer(&["check", "--format", "json", path]))).unwrap();
    assert_eq!(report["bundles"][0]["suppressed"][0]["suppressed"]["reason"], "Agreed: \"with\" <us>,::error::");
    assert_eq!(report["bundles"][0]["suppressed"][0]["rule"], "html-tag-not-supported");
}
