//! What `check` and `lint` found, in the formats for people and machines: one renderer a format, over one result.

mod excerpt;
mod json;
mod piece;
mod places;
mod text;

pub use piece::Piece;

use crate::offer::Document;
use crate::rule::Severity;
use crate::rules::Finding;
use std::path::PathBuf;

/// A bundle that was checked.
pub struct Checked {
    /// Its folder, as it was named.
    pub bundle: PathBuf,
    /// What was found, and the document in which; or why it could not be opened.
    pub result: Result<(Document, Vec<Finding>), String>,
}

impl Checked {
    /// How many findings have this severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.result.as_ref().map_or(0, |(_, findings)| findings.iter().filter(|finding| finding.severity == severity).count())
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
}

/// Renders what was found. `color` is for text on a terminal.
pub fn render(format: Format, checked: &[Checked], color: bool) -> String {
    match format {
        Format::Text => text::render(checked, color),
        Format::Json => json::render(checked),
    }
}
