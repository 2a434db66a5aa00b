//! Pixels in memory.

use super::light;

/// A picture in sRGB with straight alpha, row by row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// Its width in pixels.
    pub width: u32,
    /// Its height in pixels.
    pub height: u32,
    /// Red, green, blue, alpha of each pixel: width times height of them.
    pub pixels: Vec<[u8; 4]>,
}

/// A stretch of a picture in its pixels; may begin and end within a pixel.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Area {
    /// Left edge.
    pub x: f64,
    /// Upper edge.
    pub y: f64,
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
}

impl Picture {
    /// A picture of one colour.
    pub fn filled(width: u32, height: u32, pixel: [u8; 4]) -> Picture {
        Picture { width, height, pixels: vec![pixel; width as usize * height as usize] }
    }

    /// A picture from the bytes of its pixels.
    pub fn from_bytes(width: u32, height: u32, bytes: Vec<u8>) -> Picture {
        let pixels = bytemuck::try_cast_vec(bytes).unwrap_or_else(|(_, bytes)| bytes.as_chunks::<4>().0.to_vec());
        Picture { width, height, pixels }
    }

    /// The pixel at a place; the nearest one for a place outside.
    pub fn at(&self, x: u32, y: u32) -> [u8; 4] {
        let (x, y) = (x.min(self.width.saturating_sub(1)), y.min(self.height.saturating_sub(1)));
        self.pixels.get(y as usize * self.width as usize + x as usize).copied().unwrap_or_default()
    }

    /// The rows.
    pub fn rows(&self) -> impl Iterator<Item = &[[u8; 4]]> {
        self.pixels.chunks_exact((self.width as usize).max(1))
    }

    /// The bytes of all pixels.
    pub fn bytes(&self) -> &[u8] {
        self.pixels.as_flattened()
    }

    /// The picture on a tile of one colour.
    pub fn on(&self, tile: light::Rgb) -> Picture {
        let pixels = self.pixels.iter().map(|pixel| over(*pixel, tile)).collect();
        Picture { pixels, ..*self }
    }
}

/// A pixel on a colour, mixed in linear light.
pub fn over(pixel: [u8; 4], tile: light::Rgb) -> [u8; 4] {
    match pixel[3] {
        255 => pixel,
        0 => [tile[0], tile[1], tile[2], 255],
        alpha => {
            let alpha = f32::from(alpha) / 255.0;
            let mix = |channel: usize| {
                light::to_srgb(light::to_linear(pixel[channel]) * alpha + light::to_linear(tile[channel]) * (1.0 - alpha))
            };
            [mix(0), mix(1), mix(2), 255]
        }
    }
}
