//! Text that was meant to be replaced.

use super::{Check, Checked};
use crate::offer::{Instance, Kind};
use crate::rule::{Examples, Layer, Rule, Severity, Source};
use aho_corasick::AhoCorasick;
use std::sync::LazyLock;

static RULE: Rule = Rule {
    id: "template-text",
    summary: "text of a template or a sample was left in",
    severities: Severity::Error.everywhere(),
    layer: Layer::Certification,
    explanation: "Lorem ipsum, TODO, Contoso, example.com: words that stand in templates, in Microsoft's samples and in this program's own sample (Fjord Sensing) until somebody writes the real ones. Reviewers know them all.",
    source: Source { document: "Certification policies", section: "100.1, accurate listing", date: "2024-08" },
    examples: Examples::Offer {
        fails: &[
            &[("listing.summary", "Lorem ipsum dolor sit amet.")],
            &[("plans[0].description", "TODO: describe the plan")],
            &[("plans[0].routes[0].value", "FROM /messages/modules/ContosoModule/* INTO $upstream")],
            &[("legal.privacy-policy", "https://www.example.com/privacy")],
        ],
        passes: &[
            &[("listing.summary", "Todo lo que pasa en sus tanques.")],
            &[("plans[0].description", "Method and to-do list included; see www.myexample.com.")],
        ],
    },
};

/// Words that no real listing has, in small letters. Where one is found within a longer word, it is none.
const WORDS: [&str; 16] = [
    "lorem ipsum",
    "dolor sit amet",
    "contoso",
    "fabrikam",
    "adventureworks",
    "example.com",
    "example.org",
    "example.net",
    "your company name",
    "your product name",
    "your text here",
    "insert text here",
    "[placeholder]",
    "placeholder text",
    "[your ",
    "<your ",
];

/// Marks that count in capitals only.
const MARKS: [&str; 5] = ["TODO", "FIXME", "TBD", "XXX", "TKTK"];

/// Words of the program's own sample.
const SAMPLE: [&str; 3] = ["fjordsensing", "fjord-sensing", "fjord sensing"];

/// The rule.
pub static CHECKED: Checked = Checked {
    rule: &RULE,
    check: Check::Field(|offer, instance, findings| {
        let key = instance.field.key;
        if key.starts_with("suppressions") || matches!(instance.field.kind, Kind::Picture(..)) || instance.text.is_empty() {
            return;
        }
        let is_sample = matches!(offer.get("offer.publisher").as_str(), "fjord-sensing" | "");
        if let Some((range, word)) = found(instance, is_sample) {
            let of = if SAMPLE.contains(&word.to_lowercase().as_str()) { "this program's sample" } else { "a template" };
            findings.within(&RULE, instance, range, format!("\"{word}\" is text of {of}")).help("write your own");
        }
    }),
};

fn found(instance: &Instance, is_sample: bool) -> Option<(std::ops::Range<usize>, String)> {
    /// All words are looked for at once: this rule reads every text of the offer with every key.
    static FOR_WORDS: LazyLock<Option<AhoCorasick>> =
        LazyLock::new(|| AhoCorasick::builder().ascii_case_insensitive(true).build(WORDS.iter().chain(&SAMPLE)).ok());
    static FOR_MARKS: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| AhoCorasick::new(MARKS).ok());
    let text = &instance.text;
    let is_word = |c: char| c.is_alphanumeric();
    let begins = |at: usize| !text[..at].ends_with(is_word);
    let ends = |at: usize| !text[at..].starts_with(is_word);
    let by_word = || {
        let is_one =
            |found: &aho_corasick::Match| begins(found.start()) && (found.pattern().as_usize() < WORDS.len() || !is_sample);
        FOR_WORDS.as_ref()?.find_overlapping_iter(text).find(is_one)
    };
    let by_mark = || FOR_MARKS.as_ref()?.find_iter(text).find(|found| begins(found.start()) && ends(found.end()));
    let range = by_word().or_else(by_mark)?.range();
    Some((range.clone(), text[range].to_string()))
}

#[cfg(test)]
mod tests {
    use crate::offer::set::set_from_text;
    use crate::rules::check;

    #[test]
    fn the_words_of_the_sample_are_its_own_publishers_only() {
        let mut document = crate::sample::document();
        set_from_text(&mut document, "offer.publisher", "nordlys").unwrap();
        let found = check(&document, None);
        assert!(found.iter().any(|finding| finding.rule.id == "template-text" && finding.field.to_string() == "support.website"));
    }
}
