//! Routes and conditions; completion, colours and the sentence. What parses is the same after it is taken apart and put together.
#![no_main]

use edge_offer::edge::{Context, Kind, judge, route};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let judgement = judge(Kind::Route, text, &Context::default());
    judge(Kind::Condition, text, &Context::default());
    let tokens = route::tokens(text);
    assert!(tokens.windows(2).all(|pair| pair[0].1.end <= pair[1].1.start));
    let _ = (route::describe(text, Some("m")), route::complete(text, text.len() / 2, &["m"]));
    if let Some(parts) = route::Parts::parse(text).filter(|_| judgement.is_valid()) {
        assert!(route::Parts::parse(&parts.to_string()).is_some(), "{parts}");
    }
});
