//! A file that `offer.toml` names cannot be used.

use super::{Check, Checked};
use crate::offer::{Attachment, FileFault, Kind};
use crate::rule::{Examples, Layer, Rule, Severity, Source};

static RULE: Rule = Rule {
    id: "file-unusable",
    summary: "a file that offer.toml names is missing or cannot be used",
    severities: Severity::Error.everywhere(),
    layer: Layer::Bundle,
    explanation: "Long texts and pictures stand in files beside offer.toml and are named by their path within the bundle. This one is not there, lies outside the bundle (an absolute path, .., a link that leads out), is too large for what it is, or is no text.\n\nPut the file into the bundle's folder and name it by a relative path such as logos/small-40x40.png.",
    source: Source { document: "edge-offer", section: "format of the bundle", date: "2026-11" },
    examples: Examples::Files("disk/bundle.rs"),
};

/// The rule.
pub static CHECKED: Checked = Checked {
    rule: &RULE,
    check: Check::Field(|offer, instance, findings| {
        let (Some(file), Some(Attachment::Fault(fault))) = (instance.file(), instance.attachment) else { return };
        let is_text = matches!(instance.field.kind, Kind::TextFile(..));
        // A required text that was not written yet is told by `required-missing`.
        if is_text && *fault == FileFault::Missing && offer.is_required(instance.field, &instance.path) {
            return;
        }
        let name = crate::visible::on_one_line(file);
        let finding = findings.at_path(&RULE, &instance.path, format!("{name}: {}", fault.words()));
        match fault {
            FileFault::Missing if is_text => finding.help("write the text here, and saving makes the file"),
            FileFault::Missing => finding.help("choose a file, or put it there"),
            FileFault::Outside => finding.help("name a file within the bundle by a relative path"),
            FileFault::NotUtf8(_) => finding.help("save the file as UTF-8"),
            _ => finding,
        };
    }),
};
