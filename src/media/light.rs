//! sRGB and linear light. Pictures are stored in sRGB; they are mixed and made smaller in linear light, as the eye mixes.

use std::sync::LazyLock;

/// A colour in sRGB: red, green, blue.
pub type Rgb = [u8; 3];

static TO_LINEAR: LazyLock<[f32; 256]> = LazyLock::new(|| std::array::from_fn(|value| linear_exactly(value as f32 / 255.0)));

/// How many steps the table of [`to_srgb`] has. It is indexed by the square root, along which sRGB is nearly even.
const STEPS: usize = 4096;
static TO_SRGB: LazyLock<[u8; STEPS + 1]> = LazyLock::new(|| {
    std::array::from_fn(|step| {
        let root = step as f32 / STEPS as f32;
        let linear = root * root;
        let srgb = if linear <= 0.003_130_8 { linear * 12.92 } else { 1.055 * linear.powf(1.0 / 2.4) - 0.055 };
        (srgb * 255.0 + 0.5) as u8
    })
});

fn linear_exactly(value: f32) -> f32 {
    if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
}

/// The table of linear light for each value of a channel.
pub fn linear_table() -> &'static [f32; 256] {
    &TO_LINEAR
}

/// The linear light of a channel, 0 to 1.
pub fn to_linear(value: u8) -> f32 {
    TO_LINEAR[usize::from(value)]
}

/// The channel of a linear light; what lies outside 0 to 1 is cut off.
pub fn to_srgb(linear: f32) -> u8 {
    TO_SRGB[(linear.clamp(0.0, 1.0).sqrt() * STEPS as f32 + 0.5) as usize]
}

/// The relative luminance of a colour, 0 to 1 (WCAG 2.2).
pub fn luminance([red, green, blue]: Rgb) -> f32 {
    0.2126 * to_linear(red) + 0.7152 * to_linear(green) + 0.0722 * to_linear(blue)
}

/// The contrast of two luminances, 1 to 21 (WCAG 2.2).
pub fn contrast(a: f32, b: f32) -> f32 {
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// Hue in degrees, saturation and lightness from 0 to 1.
pub fn hsl([red, green, blue]: Rgb) -> (f32, f32, f32) {
    let [r, g, b] = [red, green, blue].map(|value| f32::from(value) / 255.0);
    let (most, least) = (r.max(g).max(b), r.min(g).min(b));
    let (spread, lightness) = (most - least, (most + least) / 2.0);
    if spread < 1e-6 {
        return (0.0, 0.0, lightness);
    }
    let hue = if most == r {
        60.0 * ((g - b) / spread).rem_euclid(6.0)
    } else if most == g {
        60.0 * ((b - r) / spread + 2.0)
    } else {
        60.0 * ((r - g) / spread + 4.0)
    };
    (hue, spread / (1.0 - (2.0 * lightness - 1.0).abs()).max(1e-6), lightness)
}

/// The colour of a hue in degrees, a saturation and a lightness from 0 to 1.
pub fn from_hsl(hue: f32, saturation: f32, lightness: f32) -> Rgb {
    let chroma = (1.0 - (2.0 * lightness - 1.0).abs()) * saturation;
    let part = |offset: f32| {
        let k = (offset + hue / 30.0).rem_euclid(12.0);
        let value = lightness - chroma / 2.0 * (k - 3.0).min(9.0 - k).clamp(-1.0, 1.0);
        (value * 255.0 + 0.5) as u8
    };
    [part(0.0), part(8.0), part(4.0)]
}

/// A colour as it is written: `#1f7a8c`.
pub fn hex([red, green, blue]: Rgb) -> String {
    format!("#{red:02x}{green:02x}{blue:02x}")
}

/// The colour that is written so: `#1f7a8c`, `1f7a8c`, `#178`.
pub fn from_hex(text: &str) -> Option<Rgb> {
    let digits = text.strip_prefix('#').unwrap_or(text);
    let digits: Vec<u8> = digits.chars().map(|c| c.to_digit(16).map(|digit| digit as u8)).collect::<Option<_>>()?;
    match digits.as_slice() {
        [r, g, b] => Some([r * 17, g * 17, b * 17]),
        [a, b, c, d, e, f] => Some([a * 16 + b, c * 16 + d, e * 16 + f]),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_of_a_channel_comes_back() {
        for value in 0..=255 {
            assert_eq!(to_srgb(to_linear(value)), value);
        }
    }

    #[test]
    fn colours_are_read_and_written() {
        assert_eq!(from_hex("#1F7a8c"), Some([0x1f, 0x7a, 0x8c]));
        assert_eq!(from_hex("178"), Some([0x11, 0x77, 0x88]));
        assert_eq!((from_hex("#12"), from_hex("blue"), from_hex("#é12")), (None, None, None));
        for color in [[10, 120, 90], [0, 0, 0], [255, 255, 255], [200, 10, 10], [30, 60, 220]] {
            let (hue, saturation, lightness) = hsl(color);
            let back = from_hsl(hue, saturation, lightness);
            assert!(color.iter().zip(back).all(|(a, b)| a.abs_diff(b) <= 1), "{color:?} {back:?}");
        }
        assert!((contrast(luminance([255; 3]), luminance([0; 3])) - 21.0).abs() < 0.01);
    }
}
