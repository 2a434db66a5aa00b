//! Pictures: any bytes are a picture with facts, a master of which small logos are made, or refused; never a panic, never a long wait.
#![no_main]

use edge_offer::media::compose::Role;
use edge_offer::media::make::{Fit, Wanted, Wishes, fit, make};
use edge_offer::media::{Master, probe};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (u8, &[u8])| {
    let (kind, bytes) = input;
    // Few random bytes are a picture; what stands between these often is an SVG.
    let inner = String::from_utf8_lossy(bytes);
    let svg = format!("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><path d='M1 1h7v7z'/>{inner}</svg>");
    let bytes = if kind % 2 == 0 { bytes } else { svg.as_bytes() };
    probe(bytes);
    let Ok(master) = Master::open(bytes) else { return };
    let small = Wanted { role: Role::Square, width: (40, 40), height: (40, 40) };
    let wide = Wanted { role: Role::Wide, width: (51, 23), height: (23, 23) };
    if let Ok(logos) = make(&master, None, &[small, wide], Wishes { enlarge: true, ..Wishes::default() }) {
        assert!(logos.made.iter().all(|made| probe(&made.png) == made.facts));
    }
    let _ = fit(bytes, (64, 36), if kind & 2 == 0 { Fit::Crop } else { Fit::Pad }, true);
});
