//! Plain text that is none: markup in it, space around it.

use super::{Check, Checked};
use crate::offer::{Instance, Kind};
use crate::rule::{Edit, Examples, Layer, Problem, Rule, Severity, Source, Span};

static MARKUP_RULE: Rule = Rule {
    id: "markup-in-plain-text",
    summary: "HTML in a field that takes plain text",
    severities: Severity::Error.everywhere(),
    layer: Layer::Marketplace,
    explanation: "Title, summary, short description and the plan's name and summary are plain text: tags and character references (&amp;) are shown as they are written. Only descriptions and terms take HTML.\n\nThe fix takes the tags away and writes the characters themselves.",
    source: Source {
        document: "Partner Center",
        section: "IoT Edge module offer listing details; offer listing page",
        date: "2023-10",
    },
    examples: Examples::Offer {
        fails: &[&[("listing.summary", "Reads <b>all</b> tanks &amp; sends levels.")]],
        passes: &[&[("listing.summary", "Reads levels < 5 m & sends them.")]],
    },
};

/// Markup.
pub static MARKUP: Checked = Checked {
    rule: &MARKUP_RULE,
    check: Check::Field(|_, instance, findings| {
        if !is_plain(instance) || !instance.text.contains(['<', '&']) {
            return;
        }
        let text = &instance.text;
        let start = TAGS.iter().filter_map(|tag| text.to_ascii_lowercase().find(tag)).min();
        let reference = ["&amp;", "&lt;", "&gt;", "&quot;", "&nbsp;", "&#"].iter().filter_map(|name| text.find(name)).min();
        let Some(at) = start.into_iter().chain(reference).min() else { return };
        let plain = crate::html::paragraphs(text).join(" ").replace(['\n', '\u{a0}'], " ");
        let whole = Span { start: 0, end: text.len() };
        let problem =
            Problem::new(&MARKUP_RULE, text, at..at + 1, format!("{} takes plain text, not HTML", instance.field.label))
                .help("write it without tags")
                .fix("Keep the text only", vec![Edit { span: whole, text: plain }]);
        findings.problem(instance, problem);
    }),
};

/// Beginnings of tags that are meant as such.
const TAGS: [&str; 14] = ["<b>", "<i>", "<br", "<p>", "<p ", "</", "<ul", "<li", "<h1", "<h2", "<h3", "<strong", "<em>", "<a "];

fn is_plain(instance: &Instance) -> bool {
    matches!(
        instance.field.key,
        "listing.title" | "listing.summary" | "listing.short-description" | "plans[].name" | "plans[].summary"
    )
}

static PADDED_RULE: Rule = Rule {
    id: "text-padded",
    summary: "a text begins or ends with a blank",
    severities: Severity::Advice.everywhere(),
    layer: Layer::Marketplace,
    explanation: "Blanks around a text come with a paste. They count against the limit, and a name with a blank behind it is another name than without.\n\nThe fix takes them away.",
    source: Source { document: "Partner Center", section: "offer listing details, counted characters", date: "2023-10" },
    examples: Examples::Offer {
        fails: &[&[("listing.title", "Tank Level Gateway ")], &[("listing.title", "  Tank Level Gateway")]],
        passes: &[&[("listing.title", "Tank Level Gateway")]],
    },
};

/// Blanks around it.
pub static PADDED: Checked = Checked {
    rule: &PADDED_RULE,
    check: Check::Field(|_, instance, findings| {
        let text = &instance.text;
        let trimmed = text.trim();
        if instance.field.kind != Kind::Line || trimmed.len() == text.len() || trimmed.is_empty() {
            return;
        }
        let start = text.len() - text.trim_start().len();
        let edits = [0..start, start + trimmed.len()..text.len()]
            .into_iter()
            .filter(|range| !range.is_empty())
            .map(|range| Edit { span: Span { start: range.start, end: range.end }, text: String::new() })
            .collect();
        let at = if start > 0 { 0..start } else { trimmed.len()..text.len() };
        let problem = Problem::new(&PADDED_RULE, text, at, format!("{} begins or ends with a blank", instance.field.label))
            .fix("Take the blanks away", edits);
        findings.problem(instance, problem);
    }),
};
