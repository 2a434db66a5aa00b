//! Pictures that break one rule each.

use crate::rules::Damage;
use edge_offer::media::{Picture, encode};

type Rgb = [u8; 3];

const CLEAR: [u8; 4] = [0; 4];
const ORANGE: Rgb = [214, 90, 30];

/// A picture with a shape on a ground: `cover` says how much of a pixel belongs to it.
fn drawn(size: (u32, u32), ground: [u8; 4], mark: Rgb, cover: impl Fn(f32, f32) -> f32) -> Picture {
    let mut picture = Picture::filled(size.0, size.1, ground);
    for (index, pixel) in picture.pixels.iter_mut().enumerate() {
        let (x, y) = (index as u32 % size.0, index as u32 / size.0);
        let cover = cover(x as f32 + 0.5, y as f32 + 0.5).clamp(0.0, 1.0);
        let behind = f32::from(ground[3]) / 255.0;
        let alpha = cover + behind * (1.0 - cover);
        if alpha > 0.0 {
            let mix =
                |channel: usize| (f32::from(mark[channel]) * cover + f32::from(ground[channel]) * behind * (1.0 - cover)) / alpha;
            *pixel = [mix(0) as u8, mix(1) as u8, mix(2) as u8, (alpha * 255.0) as u8];
        }
    }
    picture
}

/// A disc in the middle of a wide logo, with an edge of this many pixels.
fn disc(ground: [u8; 4], mark: Rgb, radius: f32, edge: f32) -> Picture {
    drawn((255, 115), ground, mark, |x, y| (radius - (x - 127.5).hypot(y - 57.5)) / edge + 0.5)
}

fn hero(ground: [u8; 4], at: f32) -> Picture {
    drawn((815, 290), ground, [226, 163, 59], |x, y| 90.0 - (x - at).hypot(y - 145.0) + 0.5)
}

fn gradient() -> Picture {
    let mut picture = disc(CLEAR, ORANGE, 50.0, 1.0);
    for (index, pixel) in picture.pixels.iter_mut().enumerate() {
        pixel[1] = (60 + index / 255) as u8;
    }
    picture
}

fn letters() -> Picture {
    drawn((255, 115), CLEAR, ORANGE, |x, y| {
        let bar = (y - 90.0).abs() < 5.0 && (40.0..200.0).contains(&x) && x % 16.0 < 6.0;
        if bar { 1.0 } else { 32.0 - (x - 127.5).hypot(y - 42.5) + 0.5 }
    })
}

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
