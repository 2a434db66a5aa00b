//! createOptions through all three stages, alone and in a module.
#![no_main]

use edge_offer::edge::{Context, Kind, create_options, judge};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    judge(Kind::CreateOptions, text, &Context { module: None, marketplace: true });
    judge(Kind::Module, &format!("{{\"image\":\"a\",\"createOptions\":{text}}}"), &Context::default());
    let _ = (create_options::minified(text), create_options::mounts::parse_bind(text));
});
