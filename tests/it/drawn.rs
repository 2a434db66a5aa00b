//! Pictures that break one rule each.

use crate::rules::Damage;
use drawing::{CLEAR, ORANGE, disc, gradient, hero, letters};
use edge_offer::media::{Picture, encode};

#[path = "drawing.rs"]
mod drawing;

/// The same picture with the chunks of an animation of one frame.
fn moving(png: &[u8]) -> Vec<u8> {
    let chunk = |kind: &[u8; 4], data: &[u8]| {
        let body = [kind.as_slice(), data].concat();
        [&(data.len() as u32).to_be_bytes(), body.as_slice(), &crc32fast::hash(&body).to_be_bytes()].concat()
    };
    // After the signature and IHDR, whose first eight bytes of data are width and height.
    let (head, rest) = png.split_at(8 + 12 + 13);
    let frame = [&[0; 4], &head[16..24], &[0; 8], &[0, 1, 0, 10, 0, 0]].concat();
    [head, &chunk(b"acTL", &[0, 0, 0, 1, 0, 0, 0, 0]), &chunk(b"fcTL", &frame), rest].concat()
}

/// What breaks the rules that look into pictures.
pub fn damage(rule: &str) -> Option<Damage> {
    const WIDE: &str = "logos/wide-255x115.png";
    const HERO: &str = "logos/hero-815x290.png";
    let (file, picture) = match rule {
        "picture-animated" => return Some((WIDE, Box::new(|bytes| moving(&bytes)))),
        "picture-blurred" => (WIDE, disc(CLEAR, ORANGE, 45.0, 6.0)),
        "logo-low-contrast" => (WIDE, disc(CLEAR, [250, 240, 120], 50.0, 1.0)),
        "logo-background-plain" => (WIDE, disc([255; 4], ORANGE, 50.0, 1.0)),
        "logo-colour-plain" => (WIDE, disc(CLEAR, [0, 103, 184], 50.0, 1.0)),
        "logo-gradient" => (WIDE, gradient()),
        "logo-tiny-text" => (WIDE, letters()),
        "logo-mark-small" => (WIDE, disc(CLEAR, ORANGE, 20.0, 1.0)),
        "hero-background" => (HERO, hero([0, 0, 0, 255], 180.0)),
        "hero-too-light" => (HERO, hero([150, 210, 190, 255], 180.0)),
        "hero-not-free" => (HERO, hero([20, 70, 60, 255], 500.0)),
        _ => return None,
    };
    Some((file, Box::new(move |_| encode::png(&picture).unwrap())))
}
