//! `report.json` and `report.html`: what the checks found in the offer that was packed.
//!
//! Nothing in them depends on how the bundle is laid out on disk, on the day, or on the machine: the same offer has the same report.

use super::names;
use super::page::Page;
use super::sanitise::Markup;
use crate::app::page::{page_of, plural, title};
use crate::offer::{Edition, OFFER_FILE, steps};
use crate::rule::{Layer, Severity};
use crate::rules::Finding;
use crate::visible::visible;
use maud::html;
use serde_json::{Value as Json, json};

/// What the reports tell.
pub struct Report<'a> {
    /// The edition by whose limits was judged.
    pub edition: Edition,
    /// What was found.
    pub findings: &'a [Finding],
}

/// What is wrong with the bundle on disk alone (an unknown key) is not said of the package.
fn told<'a>(report: &'a Report) -> impl Iterator<Item = &'a Finding> {
    report.findings.iter().filter(|finding| finding.rule.layer != Layer::Bundle || finding.severity == Severity::Error)
}

/// How many findings have a severity.
fn count(report: &Report, severity: Severity) -> usize {
    told(report).filter(|finding| finding.severity == severity).count()
}

/// `report.json`.
pub fn json(report: &Report) -> String {
    let findings: Vec<Json> = told(report).map(finding_json).collect();
    super::pretty(&json!({
        "format": 1,
        "tool": "edge-offer",
        "version": env!("CARGO_PKG_VERSION"),
        "edition": report.edition,
        "errors": count(report, Severity::Error),
        "warnings": count(report, Severity::Warning),
        "advice": count(report, Severity::Advice),
        "findings": findings,
    }))
}

fn finding_json(finding: &Finding) -> Json {
    json!({
        "rule": finding.rule.id,
        "severity": finding.severity,
        "layer": finding.rule.layer,
        "field": finding.field,
        "file": file(finding),
        "message": finding.message,
        "help": finding.help,
        "source": finding.rule.source.to_string(),
    })
}

/// The file of the package in which a finding stands, where it is about a stretch of it.
fn file(finding: &Finding) -> Option<&'static str> {
    match finding.field.pattern().as_str() {
        _ if finding.file == OFFER_FILE || finding.span.is_none() => None,
        "listing.description" => Some(names::DESCRIPTION),
        "legal.terms-text" => Some(names::TERMS),
        _ => None,
    }
}

/// `report.html`.
pub fn page(report: &Report, offer_title: &str, draft: bool) -> String {
    let name = format!("Report on {}", visible(offer_title));
    let counts = [
        plural(count(report, Severity::Error), "error"),
        plural(count(report, Severity::Warning), "warning"),
        format!("{} advice", count(report, Severity::Advice)),
    ];
    let body = html! {
        main {
            h1 { (name) }
            p { "Checked by edge-offer " (env!("CARGO_PKG_VERSION")) " for " (report.edition.words()) ": " (counts.join(", ")) "." }
            h2 { "Findings" }
            @if told(report).next().is_none() { p { "There are none." } }
            @for page in told(report).map(|finding| page_of(&finding.field)).fold(Vec::new(), distinct) {
                h3 { (page.map_or("The whole offer", title)) }
                @for finding in told(report).filter(|finding| page_of(&finding.field) == page) { (finding_markup(finding)) }
            }
        }
    };
    Page { title: &name, style: "", script: "", draft, body }.render()
}

fn distinct(mut pages: Vec<Option<usize>>, page: Option<usize>) -> Vec<Option<usize>> {
    if !pages.contains(&page) {
        pages.push(page);
    }
    pages
}

fn finding_markup(finding: &Finding) -> Markup {
    let label = steps::field(&finding.field.pattern()).map_or(String::new(), |field| format!("{}: ", field.label));
    html! {
        article.finding {
            p {
                strong class=(finding.severity.word()) { (finding.severity.word()) } " "
                (label) (visible(&finding.message))
            }
            @if let Some(help) = &finding.help { p { (visible(help)) } }
            p.quiet { code { (finding.rule.id) } " · " code { (visible(&finding.field.to_string())) } " · " (finding.rule.source.to_string()) }
        }
    }
}
