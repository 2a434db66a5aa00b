//! The rules' own examples, run over the sample offer.

use super::*;
use crate::offer::Document;
use crate::rule::Examples;
use std::collections::HashSet;

/// Rule and field of every finding in a bundle that is just this `offer.toml`.
pub fn ids(toml: &str) -> Vec<(&'static str, String)> {
    let document = Document::parse(toml.to_string()).unwrap();
    check(&document, None).into_iter().map(|finding| (finding.rule.id, finding.field.to_string())).collect()
}

fn sample_with(changes: &[(&str, &str)]) -> Document {
    let mut document = crate::sample::document();
    for (field, value) in changes {
        crate::offer::set::set_from_text(&mut document, field, value).unwrap_or_else(|error| panic!("{field}: {error}"));
    }
    document
}

#[test]
fn every_rule_is_told_completely_and_once() {
    let mut seen = HashSet::new();
    for rule in all() {
        assert!(seen.insert(rule.id), "{} twice", rule.id);
        assert!(rule.id.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-'), "{}", rule.id);
        assert!(rule.explanation.len() > 40 && !rule.summary.ends_with('.'), "{}", rule.id);
        assert!(rule.source.date.len() >= 7, "{} has no dated source", rule.id);
    }
}

#[test]
fn the_examples_break_and_keep_their_rule() {
    let mut wrong = Vec::new();
    for checked in RULES {
        let Examples::Offer { fails, passes } = &checked.rule.examples else { continue };
        let found = |changes: &[(&str, &str)]| {
            let findings = check(&sample_with(changes), None);
            findings.into_iter().filter(|finding| finding.rule == checked.rule).collect::<Vec<_>>()
        };
        for changes in *fails {
            let found = found(changes);
            if found.len() != 1 {
                wrong.push(format!("{} is found {} times in {changes:?}: {found:#?}", checked.rule.id, found.len()));
            }
        }
        for changes in *passes {
            if !found(changes).is_empty() {
                wrong.push(format!("{} is found in {changes:?}", checked.rule.id));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A finding as people meet it: what is said of which words, and what to do.
fn told(document: &Document, finding: &Finding) -> String {
    let text = finding.span.zip(document.text_of(&finding.file)).map(|(span, text)| &text[span.range()]);
    let marked = match text {
        Some(text) if text.chars().count() > 60 => format!("{} … [{}]", text.chars().take(50).collect::<String>(), text.len()),
        Some(text) => text.to_string(),
        None => "–".to_string(),
    };
    let line = finding.position.map_or(0, |position| position.line);
    let mut out = format!("{} {}:{line} {}\n  at  {marked:?}\n", finding.severity.word(), finding.file, finding.field);
    out.push_str(&format!("  says {}\n", finding.message));
    finding.help.iter().for_each(|help| out.push_str(&format!("  help {help}\n")));
    finding.fix.iter().for_each(|fix| out.push_str(&format!("  fix  {}\n", fix.label)));
    out
}

#[test]
fn what_the_examples_are_told_stays() {
    let mut out = String::new();
    let mut rules: Vec<&Rule> = RULES.iter().map(|checked| checked.rule).collect();
    rules.dedup();
    for rule in rules {
        let Examples::Offer { fails, .. } = &rule.examples else { continue };
        out.push_str(&format!("# {}\n", rule.id));
        for changes in *fails {
            let document = sample_with(changes);
            let findings = check(&document, None);
            let own = findings.iter().filter(|finding| finding.rule == rule);
            own.for_each(|finding| out.push_str(&told(&document, finding)));
        }
        out.push('\n');
    }
    insta::assert_snapshot!("findings", out);
}

#[test]
fn every_fix_cures_its_finding() {
    let mut cured = 0;
    for checked in RULES {
        let Examples::Offer { fails, .. } = &checked.rule.examples else { continue };
        for changes in *fails {
            let mut document = sample_with(changes);
            let Some(finding) =
                check(&document, None).into_iter().find(|finding| finding.rule == checked.rule && finding.fix.is_some())
            else {
                continue;
            };
            document.edit_text(&finding.file, finding.fix.unwrap().edits, &finding.field).unwrap();
            assert!(
                !check(&document, None).iter().any(|other| other.rule == checked.rule && other.field == finding.field),
                "{}",
                checked.rule.id
            );
            cured += 1;
        }
    }
    assert!(cured >= 2);
}

#[test]
fn what_an_edition_does_not_ask_for_is_not_judged_in_it() {
    let mut document = sample_with(&[("media.screenshots[0].file-2018", ""), ("listing.marketing-identifier", "")]);
    let found = |document: &Document, edition: Edition| -> Vec<_> {
        check(document, Some(edition)).into_iter().map(|finding| (finding.rule.id, finding.field.to_string())).collect()
    };
    assert_eq!(found(&document, Edition::PartnerCenter), []);
    let missing = |field: &str| ("required-missing", field.to_string());
    let expected = [missing("listing.marketing-identifier"), missing("media.screenshots[0].file-2018")];
    assert_eq!(found(&document, Edition::Portal2018), expected);
    // The picture of the one is none for the other.
    for field in ["media.screenshots[0].file", "media.screenshots[0].file-2018"] {
        crate::offer::set::set_from_text(&mut document, field, "logos/hero-815x290.png").unwrap();
    }
    let of = |edition| found(&document, edition).into_iter().filter(|(id, _)| *id == "logo-wrong-size").collect::<Vec<_>>();
    assert_eq!(of(Edition::PartnerCenter), [("logo-wrong-size", "media.screenshots[0].file".to_string())]);
    assert_eq!(of(Edition::Portal2018), [("logo-wrong-size", "media.screenshots[0].file-2018".to_string())]);
}

#[test]
fn a_file_that_is_not_there_is_told_once() {
    let mut document = sample_with(&[]);
    for file in ["description.html", "create-options.json", "logos/small-40x40.png"] {
        document.attach(file, crate::offer::Attachment::Fault(crate::offer::FileFault::Missing));
    }
    let found: Vec<_> = check(&document, None).into_iter().map(|finding| (finding.rule.id, finding.field.to_string())).collect();
    let outside = check(
        &{
            document.attach("logos/small-40x40.png", crate::offer::Attachment::Fault(crate::offer::FileFault::Outside));
            document
        },
        None,
    );
    assert!(outside.iter().any(|finding| finding.help.as_deref().is_some_and(|help| help.contains("relative path"))));
    let expected = [
        ("required-missing", "listing.description"),
        ("file-unusable", "media.logos.small"),
        ("file-unusable", "plans[0].create-options"),
    ];
    assert_eq!(found, expected.map(|(rule, field)| (rule, field.to_string())));
}

#[test]
fn a_secret_is_found_where_the_text_means_nothing_now() {
    let secret = "AccountKey=bm90IGEgcmVhbCBrZXkgYXQgYWxsISEhISE=";
    let document = sample_with(&[
        ("legal.terms-text", secret),
        ("legal.terms", "address"),
        ("legal.terms-address", "https://fjordsensing.example/terms"),
    ]);
    let found: Vec<_> = check(&document, None).into_iter().map(|finding| (finding.rule.id, finding.field.to_string())).collect();
    assert_eq!(found, [("secret-in-bundle", "legal.terms-text".to_string())]);
}

#[test]
fn the_sample_has_no_finding_in_either_edition() {
    let document = crate::sample::document();
    for edition in Edition::ALL {
        let findings: Vec<_> = check(&document, Some(edition))
            .into_iter()
            .map(|finding| (finding.rule.id, finding.field.to_string(), finding.message))
            .collect();
        assert!(findings.is_empty(), "{edition:?}: {findings:#?}");
    }
}
