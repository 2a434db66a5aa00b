//! Pictures for a terminal: made as small as its cells, each of which shows two pixels one above the other.

use super::light::{self, Rgb};
use super::picture::{Picture, over};

/// A picture in another size, each of its pixels the mean of those it covers, in linear light.
pub fn scaled(picture: &Picture, width: u32, height: u32) -> Picture {
    let (width, height) = (width.max(1), height.max(1));
    if (width, height) == (picture.width, picture.height) || picture.pixels.is_empty() {
        return picture.clone();
    }
    // First every row to the new width, then every column to the new height.
    let across = shares(picture.width, width);
    let rows: Vec<Vec<[f32; 4]>> = picture
        .rows()
        .map(|row| {
            let line: Vec<[f32; 4]> = row.iter().map(|pixel| linear(*pixel)).collect();
            across.iter().map(|(first, weights)| mean(weights.iter().zip(&line[*first..]))).collect()
        })
        .collect();
    let down = shares(picture.height, height);
    let mut pixels = Vec::with_capacity(width as usize * height as usize);
    for (first, weights) in &down {
        for x in 0..width as usize {
            let [r, g, b, a] = mean(weights.iter().zip(rows[*first..].iter().map(|row| &row[x])));
            pixels.push(if a < 1.0 / 510.0 {
                [0; 4]
            } else {
                [light::to_srgb(r / a), light::to_srgb(g / a), light::to_srgb(b / a), (a * 255.0 + 0.5) as u8]
            });
        }
    }
    Picture { width, height, pixels }
}

/// The picture no larger than this in either direction; not enlarged.
pub fn at_most(picture: &Picture, most: u32) -> Picture {
    let longest = picture.width.max(picture.height).max(1);
    if longest <= most {
        return picture.clone();
    }
    let part = |length: u32| (u64::from(length) * u64::from(most) / u64::from(longest)).max(1) as u32;
    scaled(picture, part(picture.width), part(picture.height))
}

fn linear([r, g, b, a]: [u8; 4]) -> [f32; 4] {
    let alpha = f32::from(a) / 255.0;
    [light::to_linear(r) * alpha, light::to_linear(g) * alpha, light::to_linear(b) * alpha, alpha]
}

fn mean<'a>(parts: impl Iterator<Item = (&'a f32, &'a [f32; 4])>) -> [f32; 4] {
    parts.fold([0.0; 4], |mut sum, (weight, pixel)| {
        sum.iter_mut().zip(pixel).for_each(|(sum, value)| *sum += value * weight);
        sum
    })
}

/// For each new pixel: the first old one that it covers, and how much of each.
fn shares(old: u32, new: u32) -> Vec<(usize, Vec<f32>)> {
    let step = f64::from(old) / f64::from(new);
    (0..new)
        .map(|index| {
            let (from, to) = (f64::from(index) * step, f64::from(index + 1) * step);
            let first = (from.floor() as u32).min(old - 1);
            let last = ((to - 1e-9).floor() as u32).clamp(first, old - 1);
            let weights: Vec<f32> = (first..=last)
                .map(|pixel| ((f64::from(pixel) + 1.0).min(to) - f64::from(pixel).max(from)).max(1e-9) as f32)
                .collect();
            let sum: f32 = weights.iter().sum();
            (first as usize, weights.into_iter().map(|weight| weight / sum).collect())
        })
        .collect()
}

/// How many columns and rows a picture takes of a place, when a cell is twice as high as it is wide. Not more than its own pixels.
pub fn fitted(width: u32, height: u32, columns: u16, rows: u16) -> (u16, u16) {
    // Half a row too much is rounded away, so that what was fitted once fits again.
    let down = f64::from(rows) * 2.0 + 0.99;
    let scale = (f64::from(columns) / f64::from(width.max(1))).min(down / f64::from(height.max(1))).min(1.0);
    let across = ((f64::from(width) * scale).round() as u16).clamp(1, columns.max(1));
    let down = ((f64::from(height) * scale / 2.0).round() as u16).clamp(1, rows.max(1));
    (across, down)
}

/// The picture on a tile as rows of cells: the colours of the upper and the lower half of each.
pub fn half_blocks(picture: &Picture, tile: Rgb, columns: u16, rows: u16) -> Vec<Vec<[Rgb; 2]>> {
    let small = scaled(picture, u32::from(columns), u32::from(rows) * 2);
    let color = |x: u32, y: u32| {
        let [r, g, b, _] = over(small.at(x, y), tile);
        [r, g, b]
    };
    let (columns, rows) = (u32::from(columns), u32::from(rows));
    (0..rows).map(|row| (0..columns).map(|x| [color(x, row * 2), color(x, row * 2 + 1)]).collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_keeps_its_light_when_it_gets_small() {
        let mut picture = Picture::filled(8, 8, [255, 255, 255, 255]);
        picture.pixels.iter_mut().step_by(2).for_each(|pixel| *pixel = [0, 0, 0, 255]);
        // Half the light of white is 188 in sRGB, not 128.
        assert!(scaled(&picture, 2, 2).pixels.iter().all(|pixel| pixel[0].abs_diff(188) <= 1 && pixel[3] == 255));
        assert_eq!(scaled(&picture, 8, 8), picture);
    }

    #[test]
    fn nothing_of_what_is_transparent_colours_the_rest() {
        let mut picture = Picture::filled(4, 4, [255, 0, 0, 0]);
        picture.pixels[0] = [255, 255, 255, 255];
        assert_eq!(scaled(&picture, 1, 1).pixels[0][..3], [255, 255, 255]);
        assert_eq!(half_blocks(&picture, [10, 20, 30], 4, 2)[1][3], [[10, 20, 30], [10, 20, 30]]);
    }

    #[test]
    fn a_picture_is_fitted_without_stretching_or_enlarging() {
        assert_eq!(fitted(350, 350, 14, 20), (14, 7));
        assert_eq!(fitted(255, 115, 28, 7), (28, 6));
        assert_eq!(fitted(40, 40, 100, 100), (40, 20));
        assert_eq!(fitted(1, 5000, 10, 3), (1, 3));
    }
}
