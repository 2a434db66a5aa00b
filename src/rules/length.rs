//! A text longer or shorter than its field takes. The limits stand in the table of fields.

use super::{Check, Checked};
use crate::offer::Kind;
use crate::offer::field::{Language, grouped};
use crate::rule::{Examples, Layer, Rule, Severity, Source};

static TOO_LONG_RULE: Rule = Rule {
    id: "text-too-long",
    summary: "a text or list exceeds its field's limit",
    severities: Severity::Error.everywhere(),
    layer: Layer::Marketplace,
    explanation: "The form refuses more than the field's limit. It counts what is in the file: in a description the HTML tags, spaces and line ends count, too; in createOptions the JSON counts without the spaces between its parts. The limit depends on the edition of the form.\n\nShorten it. What Microsoft does not say is whether an emoji counts as one character or two: stay a few below the limit.",
    source: Source { document: "Partner Center", section: "limits stand with each field", date: "2023-10" },
    examples: Examples::Offer {
        fails: &[
            &[(
                "listing.summary",
                "Reads ultrasonic tank sensors over Modbus RTU and sends their levels to IoT Hub, again and again and again.",
            )],
            &[("listing.subcategories", "iot-edge-modules, iot-connectivity, iot-core-services")],
        ],
        passes: &[&[(
            "listing.summary",
            "Reads ultrasonic tank sensors over Modbus RTU and sends their levels to IoT Hub, again and again and",
        )]],
    },
};

/// More than the limit.
pub static TOO_LONG: Checked = Checked {
    rule: &TOO_LONG_RULE,
    check: Check::Field(|offer, instance, findings| {
        let Some(most) = instance.field.most.map(|most| most.of(offer.edition())) else { return };
        let size = instance.size();
        if size > most {
            let what = match instance.field.kind {
                Kind::Words | Kind::Choices(_) | Kind::Subcategories(_) => "items",
                Kind::TextFile(Language::Json, _) => "characters without spaces",
                Kind::TextFile(Language::Html, _) => "characters, markup and spaces included",
                _ => "characters",
            };
            findings
                .at(
                    &TOO_LONG_RULE,
                    instance,
                    format!("{} has {} {what}; the limit is {}", instance.field.label, grouped(size), grouped(most)),
                )
                .help(format!("take {} away", grouped(size - most)));
        }
    }),
};

static NEARLY_RULE: Rule = Rule {
    id: "text-length-unsure",
    summary: "a text that fits only if an emoji counts as one character",
    severities: Severity::Warning.everywhere(),
    layer: Layer::Marketplace,
    explanation: "Microsoft does not say how characters are counted. Browsers count emojis and rare letters as two (UTF-16 units), and counted so this text exceeds its limit.",
    source: Source { document: "Partner Center", section: "limits stand with each field; unit not documented", date: "2023-10" },
    examples: Examples::Offer {
        fails: &[&[(
            "listing.summary",
            "Reads ultrasonic tank sensors over Modbus RTU and sends their levels to IoT Hub, again and again 🚀🚀🚀",
        )]],
        passes: &[&[("listing.summary", "Reads ultrasonic tank sensors over Modbus RTU 🚀")]],
    },
};

/// Within the limit by one way of counting.
pub static NEARLY: Checked = Checked {
    rule: &NEARLY_RULE,
    check: Check::Field(|offer, instance, findings| {
        let Some(most) = instance.field.most.map(|most| most.of(offer.edition())) else { return };
        let is_list = matches!(instance.field.kind, Kind::Words | Kind::Choices(_) | Kind::Subcategories(_));
        if is_list || instance.text.len() <= most || instance.size() > most {
            return;
        }
        let units = instance.size() + instance.text.chars().filter(|c| c.len_utf16() == 2).count();
        if units > most {
            findings
                .at(
                    &NEARLY_RULE,
                    instance,
                    format!(
                        "{} has {} characters as browsers count them; the limit is {}",
                        instance.field.label,
                        grouped(units),
                        grouped(most)
                    ),
                )
                .help(format!("take {} away", grouped(units - most)));
        }
    }),
};

static TOO_SHORT_RULE: Rule = Rule {
    id: "text-too-short",
    summary: "a text is shorter than its field takes",
    severities: Severity::Error.everywhere(),
    layer: Layer::Marketplace,
    explanation: "Identifiers of offers and plans have at least 3 characters, names of registries at least 5.",
    source: Source { document: "Partner Center product ingestion models", section: "ExternalId", date: "2025-04" },
    examples: Examples::Offer {
        fails: &[&[("offer.id", "ab")], &[("plans[0].registry", "four")]],
        passes: &[&[("offer.id", "abc")], &[("offer.id", "")], &[("plans[0].registry", "fives")]],
    },
};

/// Less than the least.
pub static TOO_SHORT: Checked = Checked {
    rule: &TOO_SHORT_RULE,
    check: Check::Field(|_, instance, findings| {
        let (least, size) = (instance.field.least, instance.text.chars().count());
        if size > 0 && size < least {
            findings.at(&TOO_SHORT_RULE, instance, format!("{} has {size} of at least {least} characters", instance.field.label));
        }
    }),
};

#[cfg(test)]
mod tests {
    use crate::offer::set::set_from_text;

    #[test]
    fn what_is_counted_is_said() {
        for (field, value, words) in [
            ("listing.description", "<p>x</p>".repeat(700), "5,600 characters, markup and spaces included; the limit is 5,000"),
            (
                "plans[0].create-options",
                format!("{{\"Env\": [ \"{}\" ]}}", "x".repeat(600)),
                "characters without spaces; the limit is 511",
            ),
        ] {
            let mut document = crate::sample::document();
            set_from_text(&mut document, field, &value).unwrap();
            let findings = crate::rules::check(&document, None);
            let told: Vec<&str> = findings.iter().map(|finding| finding.message.as_str()).collect();
            assert!(told.iter().any(|message| message.contains(words)), "{field}: {told:#?}");
        }
    }
}
