//! The rules over a whole bundle: any `offer.toml`, description and createOptions; the document stays what it is, undo included.
#![no_main]

use edge_offer::offer::{Attachment, Document, Kind, Offer, OFFER_FILE};
use edge_offer::rules::check;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (&str, &str, &str, bool)| {
    let (toml, description, options, sample) = input;
    // Few random texts are an offer.toml; what is added to the sample's often is.
    let text = if sample { format!("{}\n{toml}", edge_offer::sample::document().toml().text()) } else { toml.to_string() };
    let Ok(mut document) = Document::parse(text) else { return };
    for (file, kind) in document.wanted() {
        if let Kind::TextFile(..) = kind {
            let content = if file.ends_with(".json") { options } else { description };
            document.attach(&file, Attachment::Text(content.to_string()));
        }
    }
    let before = document.toml().text().to_string();
    for finding in check(&document, None) {
        let text = document.text_of(&finding.file);
        if let Some(span) = finding.span {
            assert!(text.is_some_and(|text| text.get(span.range()).is_some()), "{finding:?}");
        }
        let Some(fix) = &finding.fix else { continue };
        let mut fixed = document.clone();
        let file = finding.file.clone();
        if fixed.edit_text(&file, fix.edits.clone(), &finding.field).is_ok() {
            check(&fixed, None);
            fixed.undo();
            assert_eq!(fixed.text_of(&file), document.text_of(&file));
        }
    }
    for plan in 0..Offer::new(&document).count("plans").min(8) {
        let configuration = edge_offer::rules::configuration::configuration(&Offer::new(&document), plan);
        edge_offer::edge::manifest::export(&configuration);
    }
    assert_eq!(document.text_of(OFFER_FILE), Some(before.as_str()));
});
