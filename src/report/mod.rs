//! What `check` and `lint` found, in the formats for people and machines: one result, one renderer a format.

mod excerpt;
mod github;
mod json;
mod piece;
mod places;
pub mod rules_page;
mod sarif;
mod text;

pub use excerpt::Paint;
pub use json::bundle as bundle_json;
pub use piece::{Piece, PieceKind};

use crate::offer::{Document, Offer};
use crate::rule::{Fix, Position, Rule, Severity, Span};
use crate::rules::{Finding, Judgement};
use std::path::{Path, PathBuf};

/// A bundle that was checked.
pub struct Checked {
    /// Its folder, as it was named.
    pub bundle: PathBuf,
    /// What was found, and the document in which; or why it could not be opened.
    pub result: Result<(Document, Judgement), String>,
}

impl Checked {
    /// The findings; none where the bundle could not be opened.
    pub fn findings(&self) -> &[Finding] {
        self.result.as_ref().map_or(&[], |(_, judgement)| &judgement.findings)
    }

    /// How many findings have this severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.findings().iter().filter(|finding| finding.severity == severity).count()
    }
}

/// The formats.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// For people.
    #[default]
    Text,
    /// For programs: one object, described in the README.
    Json,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
    /// Annotations of a GitHub workflow.
    Github,
}

/// Renders what was found. `color` is for text on a terminal.
pub fn render(format: Format, checked: &[Checked], color: bool) -> String {
    match format {
        Format::Text => text::render(checked, color),
        Format::Json => json::render(checked),
        Format::Sarif => sarif::render(&checked.iter().map(Subject::of).collect::<Vec<_>>()),
        Format::Github => github::render(&checked.iter().map(Subject::of).collect::<Vec<_>>()),
    }
}

/// What was found in one bundle or one piece, for the formats that know nothing of either.
struct Subject<'a> {
    /// What was judged, as it was named.
    name: String,
    entries: Vec<Entry<'a>>,
    /// Why it could not be judged.
    failed: Option<&'a str>,
}

/// One finding in a file.
struct Entry<'a> {
    rule: &'static Rule,
    severity: Severity,
    /// The field of the offer; empty for a piece.
    field: String,
    /// The file as it is found from the working directory.
    file: String,
    text: Option<&'a str>,
    /// Start and end; `None` where the finding is about the file as a whole.
    region: Option<(Position, Position)>,
    message: String,
    help: Option<&'a str>,
    fix: Option<&'a Fix>,
    /// Why it does not count, if the bundle suppresses it.
    suppressed: Option<&'a str>,
}

impl<'a> Subject<'a> {
    fn of(checked: &'a Checked) -> Subject<'a> {
        let name = checked.bundle.display().to_string();
        match &checked.result {
            Err(reason) => Subject { name, entries: Vec::new(), failed: Some(reason) },
            Ok((document, judgement)) => {
                let entry = |finding, suppressed| Entry::of(&checked.bundle, document, finding, suppressed);
                let found = judgement.findings.iter().map(|finding| entry(finding, None));
                let suppressed = judgement.suppressed.iter().map(|one| entry(&one.finding, Some(one.reason.as_str())));
                Subject { name, entries: found.chain(suppressed).collect(), failed: None }
            }
        }
    }
}

impl<'a> Entry<'a> {
    fn of(bundle: &Path, document: &'a Document, finding: &'a Finding, suppressed: Option<&'a str>) -> Entry<'a> {
        // A bundle may be named by its offer.toml.
        let folder = if bundle.ends_with(crate::offer::OFFER_FILE) { bundle.parent().unwrap_or(bundle) } else { bundle };
        Entry {
            rule: finding.rule,
            severity: finding.severity,
            field: finding.field.to_string(),
            file: folder.join(&finding.file).to_string_lossy().replace('\\', "/"),
            text: document.text_of(&finding.file),
            region: finding.position.zip(finding.end),
            message: labelled(finding),
            help: finding.help.as_deref(),
            fix: finding.fix.as_ref(),
            suppressed,
        }
    }
}

/// A finding's message with its field's label before it. Most messages stand at their field in the wizard; elsewhere they
/// need its name, unless they begin with it.
fn labelled(finding: &Finding) -> String {
    match crate::offer::steps::field(&finding.field.pattern()) {
        Some(field) if !finding.message.starts_with(field.label) => format!("{}: {}", field.label, finding.message),
        _ => finding.message.clone(),
    }
}

/// The questions that only people can answer: the answered ones with the day of the answer.
fn answers(document: &Document) -> Vec<(&'static crate::offer::Field, Option<String>)> {
    let offer = Offer::new(document);
    crate::rules::questions_open::questions()
        .map(|field| (field, Some(offer.get(field.key)).filter(|day| !day.trim().is_empty())))
        .collect()
}

/// The lines and columns of a stretch.
fn region(places: &places::Places, span: Span) -> (Position, Position) {
    (places.position(span.start), places.position(span.end))
}
