//! Descriptions: the blocks of any text are never blank, never deeper than a reader follows, and their space is collapsed.
#![no_main]

use edge_offer::html::{BlockKind, blocks, paragraphs};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|html: &str| {
    for block in blocks(html) {
        let text = block.text();
        assert!(!text.trim().is_empty() && !text.contains("  ") && !text.contains('\t'), "{block:?}");
        assert!(!matches!(block.kind, BlockKind::Item { depth, .. } if depth > 8), "{block:?}");
    }
    assert_eq!(paragraphs(html).len(), blocks(html).len());
});
