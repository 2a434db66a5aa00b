//! `report.json` and `report.html`: what the checks found in the offer that was packed, what the bundle suppresses and why, and
//! which questions a person answered.
//!
//! Nothing in them depends on how the bundle is laid out on disk, on the day, or on the machine: the same offer has the same report.

use super::names;
use super::page::Page;
use super::sanitise::Markup;
use crate::app::page::{page_of, plural, title};
use crate::offer::{Document, FieldPath, OFFER_FILE, Offer, steps};
use crate::rule::{Layer, Severity};
use crate::rules::{self, Finding, Judgement, questions_open};
use crate::visible::visible;
use maud::html;
use serde_json::{Value as Json, json};

/// What the checks say of a document, on whatever day: a suppression counts as if it held, and the report tells its last day.
/// What is wrong with the bundle on disk alone (an unknown key) is not said of the package.
pub fn judge(document: &Document) -> Judgement {
    let mut judgement = rules::judge(document, None, jiff::civil::Date::MIN);
    let told = |finding: &Finding| finding.rule.layer != Layer::Bundle || finding.severity == Severity::Error;
    judgement.findings.retain(told);
    judgement.suppressed.retain(|one| told(&one.finding));
    judgement
}

/// `report.json`: as the report of `check` has a bundle, without the places in files that only the bundle has.
pub fn json(document: &Document, judgement: &Judgement) -> String {
    let mut report = json!({ "format": 1, "tool": "edge-offer", "version": env!("CARGO_PKG_VERSION") });
    let mut bundle = crate::report::bundle_json(document, judgement);
    for (list, found) in [
        ("findings", judgement.findings.iter().collect::<Vec<_>>()),
        ("suppressed", judgement.suppressed.iter().map(|one| &one.finding).collect()),
    ] {
        for (entry, finding) in bundle[list].as_array_mut().into_iter().flatten().zip(found) {
            without_bundle_places(entry, finding, document);
        }
    }
    if let (Json::Object(report), Json::Object(bundle)) = (&mut report, bundle) {
        report.extend(bundle);
    }
    super::pretty(&report)
}

/// Takes away what is true of the bundle's files alone; a place in a text that the package has stays.
fn without_bundle_places(entry: &mut Json, finding: &Finding, document: &Document) {
    let Json::Object(entry) = entry else { return };
    entry.remove("fix");
    entry.remove("fixable");
    match file(finding) {
        Some(file) => {
            entry.insert("file".to_string(), json!(file));
            // A byte order mark stands before the first line of the bundle's file only.
            if document.text_of(&finding.file).is_some_and(|text| text.starts_with('\u{feff}')) {
                for (line, column) in [("line", "column"), ("endLine", "endColumn")] {
                    if entry[line] == 1 {
                        entry[column] = json!(entry[column].as_u64().unwrap_or(2).saturating_sub(1));
                    }
                }
            }
        }
        None => {
            for name in ["file", "line", "column", "endLine", "endColumn"] {
                entry.remove(name);
            }
        }
    }
}

/// The file of the package in which a finding stands, where it is about a stretch of it.
fn file(finding: &Finding) -> Option<&'static str> {
    finding.position?;
    match finding.field.pattern().as_str() {
        _ if finding.file == OFFER_FILE => None,
        "listing.description" => Some(names::DESCRIPTION),
        "legal.terms-text" => Some(names::TERMS),
        _ => None,
    }
}

/// `report.html`.
pub fn page(document: &Document, judgement: &Judgement, draft: bool) -> String {
    let offer = Offer::new(document);
    let name = format!("Report on {}", visible(&offer.get("listing.title")));
    let count = |severity| judgement.findings.iter().filter(|finding| finding.severity == severity).count();
    let counts = [
        plural(count(Severity::Error), "error"),
        plural(count(Severity::Warning), "warning"),
        format!("{} advice", count(Severity::Advice)),
    ];
    let body = html! {
        main {
            h1 { (name) }
            p { "Checked by edge-offer " (env!("CARGO_PKG_VERSION")) " for " (offer.edition().words()) ": " (counts.join(", ")) "." }
            h2 { "Findings" }
            @if judgement.findings.is_empty() { p { "There are none." } }
            @for page in judgement.findings.iter().map(|finding| page_of(&finding.field)).fold(Vec::new(), distinct) {
                h3 { (page.map_or("The whole offer", title)) }
                @for finding in judgement.findings.iter().filter(|finding| page_of(&finding.field) == page) {
                    (finding_markup(finding, &html! {}))
                }
            }
            @if !judgement.suppressed.is_empty() {
                h2 { "Suppressed findings" }
                p { "The publisher says of these that the rule is wrong here." }
                @for one in &judgement.suppressed {
                    (finding_markup(&one.finding, &html! {
                        p { "Reason: " (visible(&one.reason)) @if let Some(until) = one.until { " (until " (until) ")" } }
                    }))
                }
            }
            h2 { "What only people can judge" }
            (questions(&offer))
        }
    };
    Page { title: &name, style: "", script: "", draft, body }.render()
}

fn questions(offer: &Offer) -> Markup {
    html! {
        dl {
            @for field in questions_open::questions() {
                @let day = offer.text(&FieldPath::of(field.key, &[]));
                dt { (field.label) }
                dd { @if day.trim().is_empty() { span.quiet { "not answered" } } @else { "Yes, answered on " (visible(&day)) } }
            }
        }
    }
}

fn distinct(mut pages: Vec<Option<usize>>, page: Option<usize>) -> Vec<Option<usize>> {
    if !pages.contains(&page) {
        pages.push(page);
    }
    pages
}

fn finding_markup(finding: &Finding, more: &Markup) -> Markup {
    let label = steps::field(&finding.field.pattern())
        .filter(|field| !finding.message.starts_with(field.label))
        .map_or(String::new(), |field| format!("{}: ", field.label));
    html! {
        article.finding {
            p {
                strong class=(finding.severity.word()) { (finding.severity.word()) } " "
                (label) (visible(&finding.message))
            }
            @if let Some(help) = &finding.help { p { (visible(help)) } }
            (more)
            p.quiet { code { (finding.rule.id) } " · " code { (visible(&finding.field.to_string())) } " · " (finding.rule.source.to_string()) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::offer::set::set_from_text;

    fn suppressed(until: &str) -> Document {
        let mut document = crate::sample::document();
        for (field, value) in [
            ("listing.title", "Tank 2.0"),
            ("suppressions[0].rule", "title-with-dot"),
            ("suppressions[0].field", "listing.title"),
            ("suppressions[0].reason", "Agreed <with> them."),
            ("suppressions[0].until", until),
            ("certification.checked.device", "2026-11-20"),
        ] {
            set_from_text(&mut document, field, value).unwrap();
        }
        document
    }

    #[test]
    fn suppressed_findings_and_answers_are_told_on_whatever_day() {
        // One has expired, the other never will in our days; the report tells both alike.
        for until in ["2001-01-01", "9999-01-01"] {
            let document = suppressed(until);
            let judgement = judge(&document);
            let json: Json = serde_json::from_str(&json(&document, &judgement)).unwrap();
            assert_eq!(json["suppressed"][0]["rule"], "title-with-dot");
            assert_eq!(json["suppressed"][0]["suppressed"]["until"], until);
            assert!(json["findings"].as_array().unwrap().iter().all(|finding| finding["rule"] != "suppression-expired"));
            let page = page(&document, &judgement, false);
            assert!(page.contains(&format!("Reason: Agreed &lt;with&gt; them. (until {until})")), "{page}");
            assert!(page.contains("Yes, answered on 2026-11-20"));
        }
    }
}
