//! A field that has to be filled is empty.

use super::{Check, Checked};
use crate::offer::{Attachment, FileFault};
use crate::rule::{Examples, Layer, Rule, Severity, Source};

static RULE: Rule = Rule {
    id: "required-missing",
    summary: "a required field is empty",
    severities: Severity::Error.everywhere(),
    layer: Layer::Marketplace,
    explanation: "Partner Center does not publish an offer while a required field is empty.\n\nFill it in. The field's help says what belongs there and gives an example.",
    source: Source { document: "Partner Center", section: "IoT Edge module offer pages", date: "2023-10" },
    examples: Examples::Offer {
        fails: &[
            &[("listing.title", "")],
            &[("legal.terms", "own"), ("legal.terms-text", "")],
            &[("support.csp.name", "Partner desk"), ("support.csp.phone", "+47 22 12 34 58"), ("support.csp.email", "")],
        ],
        passes: &[
            &[("certification.notes", "")],
            &[("support.csp.name", ""), ("support.csp.email", ""), ("support.csp.phone", "")],
        ],
    },
};

/// The rule.
pub static CHECKED: Checked = Checked {
    rule: &RULE,
    check: Check::Field(|offer, instance, findings| {
        let unreadable = matches!(instance.attachment, Some(Attachment::Fault(fault)) if *fault != FileFault::Missing);
        if !offer.is_required(instance.field, &instance.path) || unreadable {
            return;
        }
        // A missing picture file is told by `file-unusable`; a missing text file is an empty field as well.
        let picture_named = instance.file().is_some() && matches!(instance.field.kind, crate::offer::Kind::Picture(..));
        if instance.is_empty() && !picture_named {
            let file = instance
                .file()
                .map(|file| format!("; {} is not there or empty", crate::visible::on_one_line(file)))
                .unwrap_or_default();
            findings
                .at(&RULE, instance, format!("{} is required{file}", instance.field.label))
                .help(format!("for example: {}", instance.field.example));
        }
    }),
};
