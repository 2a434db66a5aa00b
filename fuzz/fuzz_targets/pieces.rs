//! Every kind of piece: the first byte chooses the kind, the rest is the text. Places must lie in the text, on whole characters.
#![no_main]

use edge_offer::edge::{Context, Kind, judge};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (u8, bool, String)| {
    let (choice, marketplace, text) = input;
    let kind = Kind::ALL[usize::from(choice) % Kind::ALL.len()];
    for problem in judge(kind, &text, &Context { module: Some("m"), marketplace }).problems {
        assert!(text.get(problem.span.range()).is_some());
        for edit in problem.fix.iter().flat_map(|fix| &fix.edits) {
            assert!(text.get(edit.span.range()).is_some());
        }
    }
});
