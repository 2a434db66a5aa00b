//! Descriptions: the blocks of any text are never blank, never deeper than a reader follows, and their space is collapsed.
//! Problems and their edits lie within the text, fixes come to an end, and what was written anew is clean.
#![no_main]

use edge_offer::html::{BlockKind, blocks, clean, judge, paragraphs};
use edge_offer::rule::{applied, compatible};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|html: &str| {
    for block in blocks(html) {
        let text = block.text();
        assert!(!text.trim().is_empty() && !text.contains("  ") && !text.contains('\t'), "{block:?}");
        assert!(!matches!(block.kind, BlockKind::Item { depth, .. } if depth > 8), "{block:?}");
    }
    assert_eq!(paragraphs(html).len(), blocks(html).len());
    let mut text = html.to_string();
    for _ in 0..8 {
        let problems = judge(&text);
        for problem in &problems {
            let _ = &text[problem.span.range()];
        }
        let edits = compatible(problems.into_iter().filter_map(|problem| problem.fix));
        if edits.is_empty() {
            break;
        }
        edits.iter().for_each(|edit| drop(text[edit.span.range()].to_string()));
        text = applied(&text, &edits);
    }
    let once = clean(html);
    assert_eq!(clean(&once), once);
});
