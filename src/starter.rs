//! The `offer.toml` with which a new offer begins: every field of the table outside of lists, empty, with its label.

use crate::offer::field::{Kind, Required};
use crate::offer::{Document, steps};

/// The text of a new `offer.toml`.
pub fn text() -> String {
    let mut out = String::from(
        "# An Azure Marketplace IoT Edge module offer. `edge-offer .` edits this file in place:\n# comments, order and spacing stay as they are.\nformat = 1\n",
    );
    let mut table = "";
    for field in steps::fields().filter(|field| !field.key.contains("[]")) {
        let optional = field.required != Required::Yes;
        let value = match field.kind {
            // A choice has no empty value; what is optional comes when it is wanted.
            _ if optional => continue,
            Kind::Choices(_) | Kind::Words | Kind::Subcategories(_) => "[]".to_string(),
            Kind::TextFile(_, name) => format!("\"{name}\""),
            _ => "\"\"".to_string(),
        };
        if field.table() != table {
            table = field.table();
            out.push_str(&format!("\n[{table}]\n"));
        }
        out.push_str(&format!("{} = {value}\n", field.name()));
    }
    out
}

/// A new offer. Its text files are empty ones.
pub fn document() -> Document {
    let mut document = Document::parse(text()).unwrap_or_default();
    for (file, kind) in document.wanted() {
        if matches!(kind, Kind::TextFile(..)) {
            document.attach(&file, crate::offer::Attachment::Fault(crate::offer::FileFault::Missing));
        }
    }
    document
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_offer_has_only_what_is_missing_to_say() {
        let document = document();
        assert!(document.toml().text().contains("[listing]\ntitle = \"\"\n"), "{}", document.toml().text());
        for finding in crate::rules::check(&document, None) {
            assert!(finding.is_missing() || finding.severity == crate::rule::Severity::Advice, "{finding:?}");
        }
    }
}
