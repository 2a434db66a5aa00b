//! Manifests: judged, imported, exported again.
#![no_main]

use edge_offer::edge::manifest::{export, import};
use edge_offer::edge::{Context, Kind, judge};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    judge(Kind::Manifest, text, &Context::default());
    if let Ok(imported) = import(text, None) {
        let exported = export(&imported.configuration);
        import(&exported.whole, Some(&imported.configuration.module)).expect("what is written can be read");
    }
});
