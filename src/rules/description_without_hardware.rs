//! The hardware paragraph of the description.

use super::{Check, Checked};
use crate::offer::Attachment;
use crate::rule::{Examples, Layer, Rule, Severity, Source};

static RULE: Rule = Rule {
    id: "description-without-hardware",
    summary: "the description does not end with the minimum hardware requirements",
    severities: Severity::Error.everywhere(),
    layer: Layer::Certification,
    explanation: "Certification wants the minimum hardware in the last paragraph of the description. Microsoft suggests this form:\n\n<p><u>Minimum hardware requirements:</u> Linux x64 and arm32 OS, 1GB of RAM, 500 Mb of storage</p>\n\nSay what the module really needs: operating system and architectures, memory, storage.",
    source: Source {
        document: "Partner Center",
        section: "Prepare IoT Edge module technical assets; pre-certification checklist",
        date: "2023-10",
    },
    examples: Examples::Offer {
        fails: &[
            &[("listing.description", "<p>Reads tanks.</p>")],
            &[("listing.description", "<p>Minimum hardware requirements: 1 GB of RAM</p><p>Call us!</p>")],
        ],
        passes: &[&[(
            "listing.description",
            "<p>Reads tanks.</p><p><u>Minimum hardware requirements:</u> Linux x64 OS, 256 MB of RAM, 100 MB of storage</p>",
        )]],
    },
};

/// The rule.
pub static CHECKED: Checked = Checked {
    rule: &RULE,
    check: Check::Field(|_, instance, findings| {
        if instance.field.key != "listing.description"
            || instance.is_empty()
            || !matches!(instance.attachment, Some(Attachment::Text(_)))
        {
            return;
        }
        let paragraphs = instance.paragraphs();
        let says_so = |paragraph: &String| paragraph.to_lowercase().contains("minimum hardware requirements");
        let help = "end with <p><u>Minimum hardware requirements:</u> Linux x64 OS, 256 MB of RAM, 100 MB of storage</p>, with your figures";
        match paragraphs.iter().rposition(says_so) {
            Some(last) if last + 1 == paragraphs.len() => {}
            Some(_) => {
                findings
                    .within(
                        &RULE,
                        instance,
                        super::hardware::last_mention(instance),
                        "the minimum hardware requirements are not the last paragraph",
                    )
                    .help("move that paragraph to the end");
            }
            None => {
                findings.at(&RULE, instance, "the minimum hardware requirements are missing").help(help);
            }
        }
    }),
};
