//! Shapes with known faults; for the rules' own tests (src/rules/picture/tests.rs), too, which give `Picture` by their own path.

use super::Picture;

/// Red, green and blue.
pub type Rgb = [u8; 3];

/// Nothing.
pub const CLEAR: [u8; 4] = [0; 4];
/// A colour that is seen on light and dark pages.
pub const ORANGE: Rgb = [214, 90, 30];

/// A picture with a shape on a ground: `cover` says how much of a pixel belongs to it.
pub fn drawn(size: (u32, u32), ground: [u8; 4], mark: Rgb, cover: impl Fn(f32, f32) -> f32) -> Picture {
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
pub fn disc(ground: [u8; 4], mark: Rgb, radius: f32, edge: f32) -> Picture {
    drawn((255, 115), ground, mark, |x, y| (radius - (x - 127.5).hypot(y - 57.5)) / edge + 0.5)
}

/// A hero image with a disc whose middle is so far from the left.
pub fn hero(ground: [u8; 4], at: f32) -> Picture {
    drawn((815, 290), ground, [226, 163, 59], |x, y| 90.0 - (x - at).hypot(y - 145.0) + 0.5)
}

/// A wide logo with a disc that changes its colour from the top down.
pub fn gradient() -> Picture {
    let mut picture = disc(CLEAR, ORANGE, 50.0, 1.0);
    for (index, pixel) in picture.pixels.iter_mut().enumerate() {
        pixel[1] = (60 + index / 255) as u8;
    }
    picture
}

/// A wide logo with a disc above strokes as small as letters.
pub fn letters() -> Picture {
    drawn((255, 115), CLEAR, ORANGE, |x, y| {
        let bar = (y - 90.0).abs() < 5.0 && (40.0..200.0).contains(&x) && x % 16.0 < 6.0;
        if bar { 1.0 } else { 32.0 - (x - 127.5).hypot(y - 42.5) + 0.5 }
    })
}
