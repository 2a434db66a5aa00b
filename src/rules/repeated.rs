//! The same text in two places.

use super::{Check, Checked};
use crate::offer::{Edition, FieldPath, steps};
use crate::rule::{Examples, Layer, Rule, Severity, Source};

static RULE: Rule = Rule {
    id: "text-repeated",
    summary: "a field says what another says already",
    severities: Severity::Warning.everywhere(),
    layer: Layer::Certification,
    explanation: "Summary, short description and description are shown beside the title and beside each other; a plan's texts stand below the offer's. Where one repeats another, the customer learns nothing, and reviewers send it back: the summary tells what the module does for whom, the plan's texts what is special about this plan.\n\n(In the portal of 2018 the long summary may equal the summary.)",
    source: Source {
        document: "Certification policies; Partner Center",
        section: "100.1.2, 100.1.3; plan listing details",
        date: "2023-10",
    },
    examples: Examples::Offer {
        fails: &[
            &[("listing.summary", "Tank Level Gateway.")],
            &[("plans[0].summary", "Reads ultrasonic tank sensors on site and sends their levels to IoT Hub.")],
            &[("plans[0].description", "<p>Tanks.</p>"), ("listing.description", "<p>Tanks.</p>")],
        ],
        passes: &[&[("listing.summary", "Tank Level Gateway reads tanks.")]],
    },
};

/// Letters and digits only, in small letters, without tags.
fn bare(text: &str) -> String {
    let text = if text.contains('<') { crate::html::paragraphs(text).join(" ") } else { text.to_string() };
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The rule.
pub static CHECKED: Checked = Checked {
    rule: &RULE,
    check: Check::Offer(|offer, findings| {
        let text = |key: &str, rows: &[usize]| {
            offer.instance(&FieldPath::of(key, rows)).map(|instance| bare(&instance.text)).unwrap_or_default()
        };
        let [title, summary, short, description] =
            ["listing.title", "listing.summary", "listing.short-description", "listing.description"]
                .map(|key| (key, text(key, &[])));
        let mut compare = |key: &str, rows: &[usize], one: &str, (other, two): &(&str, String)| {
            if !one.is_empty() && one == two {
                let what = steps::field(other).map_or("another field", |field| field.label).to_lowercase();
                let help = if key.starts_with("plans") { "say what is special about this plan" } else { "say more" };
                findings.at_path(&RULE, &FieldPath::of(key, rows), format!("this repeats the {what}")).help(help);
            }
        };
        compare(summary.0, &[], &summary.1, &title);
        if offer.edition() == Edition::PartnerCenter {
            compare(short.0, &[], &short.1, &summary);
        }
        compare(description.0, &[], &description.1, &short);
        for plan in 0..offer.count("plans") {
            for (key, other) in [("plans[].summary", &summary), ("plans[].description", &description)] {
                compare(key, &[plan], &text(key, &[plan]), other);
            }
        }
    }),
};
