//! The tolerant reader: what it reads and writes on one line, it reads again with the same result.
#![no_main]

use edge_offer::edge::json::{compact, parse, pointer};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    match parse(text) {
        Ok(node) => {
            let line = compact(&node);
            let again = parse(&line).expect("what is written can be read");
            assert_eq!(compact(&again), line);
            pointer(&node, text.len() / 2);
        }
        Err(failure) => assert!(text.get(failure.range.clone()).is_some(), "{failure:?}"),
    }
});
