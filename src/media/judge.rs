//! What can be seen in a picture, measured: the rules compare these numbers and say them.

use super::light::{self, Rgb};
use super::picture::{Picture, over};
use serde::{Deserialize, Serialize};

/// The tile of a light page: white.
pub const LIGHT_TILE: Rgb = [255, 255, 255];
/// The tile of a dark page: the Azure portal's dark theme.
pub const DARK_TILE: Rgb = [27, 26, 25];
/// The size of the hero image, the only picture with a free rectangle (Cloud Partner Portal, Marketplace tab, 2018-10).
pub const HERO: (u32, u32) = (815, 290);
/// The columns of the hero image on which the portal writes: 415 pixels, beginning 370 from the left.
pub const HERO_FREE: (u32, u32) = (370, 785);
/// Up to this many pixels a picture is a logo, and everything is measured.
pub const MOST_LOGO: u64 = 350 * 350;

/// What is behind the mark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Ground {
    /// Nothing.
    Transparent,
    /// White.
    White,
    /// Black.
    Black,
    /// Another colour.
    Color(Rgb),
    /// Several: a photo, a tile with round corners.
    #[default]
    Mixed,
}

/// What can be seen in a picture.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Look {
    /// What is behind the mark.
    pub ground: Ground,
    /// The colour of most of the mark.
    pub mark: Rgb,
    /// How much of the mark is white, black or blue, in percent.
    pub plain: u8,
    /// The contrast that the best third of the mark has with a light tile, 1 to 21.
    pub on_light: f32,
    /// The same with a dark tile.
    pub on_dark: f32,
    /// The same with its own background, where that is one colour.
    pub on_ground: f32,
    /// Width and height of the mark, in pixels.
    pub mark_size: (u32, u32),
    /// Over how many pixels the sharpest quarter of the edges is spread: about 1 to 2 where nothing is blurred.
    pub edge: f32,
    /// How many edges were measured.
    pub edges: u32,
    /// How many times the picture was enlarged by repeating its pixels; 1 where it was not.
    pub repeated: u8,
    /// How much of the mark runs smoothly from one colour to another, in percent.
    pub smooth: u8,
    /// How many small shapes stand in a line as letters do, and how high they are, in pixels.
    pub letters: (u16, u16),
    /// Of the hero image: how white text can be read in the free rectangle, as a contrast, and how much is drawn there, in percent.
    pub free: Option<(f32, u8)>,
}

/// Looks at a picture.
pub fn look(picture: &Picture) -> Look {
    let is_hero = (picture.width, picture.height) == HERO;
    let is_logo = u64::from(picture.width) * u64::from(picture.height) <= MOST_LOGO || is_hero;
    let mut look = Look { repeated: 1, ..Look::default() };
    if is_logo {
        look.ground = ground(picture);
    }
    // A hero image is a scene: of its mark nothing is asked.
    if is_logo && !is_hero {
        let marked = mask(picture, look.ground);
        mark(picture, &marked, &mut look);
        look.smooth = smooth(picture, &marked);
        look.letters = letters(picture, &marked);
    }
    // Where nothing is behind the mark, its edges are looked at on the tile on which it can be seen.
    let tile = if look.on_light >= look.on_dark { LIGHT_TILE } else { DARK_TILE };
    let gray: Vec<u8> = picture.pixels.iter().map(|pixel| luma(over(*pixel, tile))).collect();
    let step = if is_logo { 1 } else { 3 };
    (look.edge, look.edges) = edges(&gray, picture.width as usize, picture.height as usize, step);
    look.repeated = repeated(&gray, picture.width as usize, step);
    look.free = is_hero.then(|| free(picture));
    look
}

fn luma([r, g, b, _]: [u8; 4]) -> u8 {
    ((u32::from(r) * 54 + u32::from(g) * 183 + u32::from(b) * 19) >> 8) as u8
}

fn rgb([r, g, b, _]: [u8; 4]) -> Rgb {
    [r, g, b]
}

fn differs(pixel: [u8; 4], color: Rgb, by: u8) -> bool {
    pixel.iter().zip(color).any(|(a, b)| a.abs_diff(b) > by)
}

/// What stands at the edge of the picture on all sides is behind the mark.
fn ground(picture: &Picture) -> Ground {
    let (width, height) = (picture.width, picture.height);
    let across = (0..width).flat_map(|x| [picture.at(x, 0), picture.at(x, height - 1)]);
    let down = (0..height).flat_map(|y| [picture.at(0, y), picture.at(width - 1, y)]);
    let ring: Vec<[u8; 4]> = across.chain(down).collect();
    let share = |test: &dyn Fn(&[u8; 4]) -> bool| ring.iter().filter(|pixel| test(pixel)).count() * 100 / ring.len().max(1);
    if share(&|pixel| pixel[3] < 128) >= 70 {
        return Ground::Transparent;
    }
    let first = rgb(picture.at(0, 0));
    if share(&|pixel| pixel[3] >= 250 && !differs(*pixel, first, 10)) < 80 {
        return Ground::Mixed;
    }
    match first {
        [r, g, b] if r.min(g).min(b) >= 245 => Ground::White,
        [r, g, b] if r.max(g).max(b) <= 20 => Ground::Black,
        color => Ground::Color(color),
    }
}

/// Which pixels belong to the mark.
fn mask(picture: &Picture, ground: Ground) -> Vec<bool> {
    let behind = match ground {
        Ground::Transparent => return picture.pixels.iter().map(|pixel| pixel[3] >= 128).collect(),
        Ground::Mixed => return picture.pixels.iter().map(|pixel| pixel[3] >= 128).collect(),
        Ground::White => [255; 3],
        Ground::Black => [0; 3],
        Ground::Color(color) => color,
    };
    picture.pixels.iter().map(|pixel| pixel[3] >= 128 && differs(*pixel, behind, 40)).collect()
}

/// Colour, contrast and extent of the mark.
fn mark(picture: &Picture, marked: &[bool], look: &mut Look) {
    let mut buckets = vec![(0u32, [0u64; 3]); 512];
    let mut lights = [0u32; 256];
    let (mut plain, mut count) = (0u64, 0u64);
    let (mut left, mut right, mut top, mut bottom) = (u32::MAX, 0, u32::MAX, 0);
    let table = light::linear_table();
    for (index, pixel) in picture.pixels.iter().enumerate().filter(|(index, _)| marked.get(*index) == Some(&true)) {
        let (x, y) = (index as u32 % picture.width, index as u32 / picture.width);
        (left, right, top, bottom) = (left.min(x), right.max(x), top.min(y), bottom.max(y));
        let [r, g, b, _] = *pixel;
        let bucket = &mut buckets[usize::from(r >> 5) << 6 | usize::from(g >> 5) << 3 | usize::from(b >> 5)];
        bucket.0 += 1;
        bucket.1.iter_mut().zip([r, g, b]).for_each(|(sum, value)| *sum += u64::from(value));
        let luminance = 0.2126 * table[usize::from(r)] + 0.7152 * table[usize::from(g)] + 0.0722 * table[usize::from(b)];
        lights[(luminance.sqrt() * 255.0 + 0.5) as usize] += 1;
        plain += u64::from(is_plain([r, g, b]));
        count += 1;
    }
    if count == 0 {
        return;
    }
    look.mark_size = (right - left + 1, bottom - top + 1);
    look.plain = (plain * 100 / count) as u8;
    if let Some((number, sums)) = buckets.into_iter().max_by_key(|(number, _)| *number) {
        look.mark = sums.map(|sum| (sum / u64::from(number.max(1))) as u8);
    }
    let best_third = |tile: Rgb| {
        let behind = light::luminance(tile);
        let mut contrasts: Vec<(f32, u32)> = lights
            .iter()
            .enumerate()
            .filter(|(_, count)| **count > 0)
            .map(|(root, count)| (light::contrast((root as f32 / 255.0).powi(2), behind), *count))
            .collect();
        contrasts.sort_by(|a, b| b.0.total_cmp(&a.0));
        let mut seen = 0u64;
        contrasts
            .into_iter()
            .find(|(_, number)| {
                seen += u64::from(*number);
                seen * 3 >= count
            })
            .map_or(1.0, |(contrast, _)| contrast)
    };
    (look.on_light, look.on_dark) = (best_third(LIGHT_TILE), best_third(DARK_TILE));
    look.on_ground = match look.ground {
        Ground::White => best_third([255; 3]),
        Ground::Black => best_third([0; 3]),
        Ground::Color(color) => best_third(color),
        Ground::Transparent | Ground::Mixed => 0.0,
    };
}

/// Whether a colour is one of those that a mark on a transparent background should not have: white, black, blue.
pub fn is_plain(color: Rgb) -> bool {
    let [r, g, b] = color;
    let (most, least) = (r.max(g).max(b), r.min(g).min(b));
    if least >= 235 || most <= 40 {
        return true;
    }
    // Blue is nearly everything of it, and of a hue between 200 and 260 degrees.
    if b != most || most - least < most / 2 {
        return false;
    }
    (200.0..260.0).contains(&light::hsl(color).0)
}

/// How much of the mark is neither flat nor an edge, in percent.
fn smooth(picture: &Picture, marked: &[bool]) -> u8 {
    let (width, height) = (picture.width as usize, picture.height as usize);
    if width < 3 || height < 3 {
        return 0;
    }
    let (mut running, mut all) = (0u32, 0u32);
    for y in 1..height - 1 {
        for x in 1..width - 1 {
            let here = y * width + x;
            if !(marked[here] && marked[here - 1] && marked[here + 1] && marked[here - width] && marked[here + width]) {
                continue;
            }
            all += 1;
            let pixel = picture.pixels[here];
            let along = |before: [u8; 4], after: [u8; 4]| {
                let (mut slope, mut bend) = (0, 0);
                for channel in 0..3 {
                    let (a, b, c) = (i32::from(before[channel]), i32::from(pixel[channel]), i32::from(after[channel]));
                    slope = slope.max((c - a).abs());
                    bend = bend.max((c - 2 * b + a).abs());
                }
                (slope, bend)
            };
            let (across, across_bend) = along(picture.pixels[here - 1], picture.pixels[here + 1]);
            let (down, down_bend) = along(picture.pixels[here - width], picture.pixels[here + width]);
            running += u32::from(across_bend.max(down_bend) <= 4 && (2..=48).contains(&across.max(down)));
        }
    }
    if all < 16 { 0 } else { (u64::from(running) * 100 / u64::from(all)) as u8 }
}

/// Small shapes that stand in a line: how many in the longest line, and how high.
fn letters(picture: &Picture, marked: &[bool]) -> (u16, u16) {
    let (width, height) = (picture.width as usize, picture.height as usize);
    let highest = (height / 7).max(6);
    let mut seen: Vec<bool> = marked.iter().map(|marked| !marked).collect();
    let mut shapes: Vec<(usize, usize)> = Vec::new();
    let mut todo = Vec::new();
    for start in 0..seen.len() {
        if std::mem::replace(&mut seen[start], true) {
            continue;
        }
        todo.push(start);
        let (mut left, mut right, mut top, mut bottom) = (width, 0, height, 0);
        while let Some(at) = todo.pop() {
            let (x, y) = (at % width, at / width);
            (left, right, top, bottom) = (left.min(x), right.max(x), top.min(y), bottom.max(y));
            let neighbours = [
                (x > 0).then(|| at - 1),
                (x + 1 < width).then(|| at + 1),
                (y > 0).then(|| at - width),
                (y + 1 < height).then(|| at + width),
            ];
            for next in neighbours.into_iter().flatten() {
                if !std::mem::replace(&mut seen[next], true) {
                    todo.push(next);
                }
            }
        }
        let (across, down) = (right - left + 1, bottom - top + 1);
        if (3..=highest).contains(&down) && across <= down * 2 && across * down >= 6 {
            shapes.push((bottom, down));
        }
    }
    // So many of them are no words, but a texture.
    if shapes.len() > 400 {
        return (0, 0);
    }
    // Letters stand on one line and are about as high as each other.
    let line = |(base, high): (usize, usize)| {
        shapes.iter().filter(|(other, down)| other.abs_diff(base) <= high / 4 + 1 && *down * 2 > high).count()
    };
    let longest = shapes.iter().map(|shape| (line(*shape), shape.1)).max().unwrap_or((0, 0));
    (u16::try_from(longest.0).unwrap_or(u16::MAX), u16::try_from(longest.1).unwrap_or(u16::MAX))
}

/// Over how many pixels the sharpest quarter of the edges is spread, and how many edges there are.
fn edges(gray: &[u8], width: usize, height: usize, step: usize) -> (f32, u32) {
    /// The least difference of brightness that is an edge.
    const LEAST: i32 = 56;
    // In quarters of a pixel, up to 32 pixels.
    let mut widths = [0u32; 128];
    let mut along = |values: &mut dyn Iterator<Item = u8>| {
        let Some(first) = values.next() else { return };
        let (mut last, mut height, mut steepest) = (i32::from(first), 0i32, 0i32);
        let mut close = |height: i32, steepest: i32| {
            if height.abs() >= LEAST {
                let spread = (height.abs() * 4 + steepest / 2) / steepest.max(1);
                widths[(spread as usize).min(127)] += 1;
            }
        };
        for value in values {
            let value = i32::from(value);
            let by = value - last;
            last = value;
            if by.abs() <= 2 || by.signum() != height.signum() && height != 0 {
                close(height, steepest);
                (height, steepest) = (0, 0);
            }
            if by.abs() > 2 {
                height += by;
                steepest = steepest.max(by.abs());
            }
        }
        close(height, steepest);
    };
    for y in (0..height).step_by(step) {
        along(&mut gray[y * width..(y + 1) * width].iter().copied());
    }
    for x in (0..width).step_by(step) {
        along(&mut (0..height).map(|y| gray[y * width + x]));
    }
    let all: u32 = widths.iter().sum();
    let mut seen = 0;
    let quarter = widths.iter().position(|count| {
        seen += count;
        seen * 4 >= all.max(1)
    });
    (quarter.unwrap_or(0) as f32 / 4.0, all)
}

/// By how much a picture was enlarged by repeating its pixels: its steps stand at every second, third, … place only.
fn repeated(gray: &[u8], width: usize, step: usize) -> u8 {
    if width < 8 {
        return 1;
    }
    let mut at = vec![0u32; width];
    for row in gray.chunks_exact(width).step_by(step) {
        for x in 1..width {
            at[x] += u32::from(row[x].abs_diff(row[x - 1]) > 16);
        }
    }
    let (total, places) = (at.iter().sum::<u32>(), at.iter().filter(|count| **count > 0).count());
    // A logo of few straight lines may stand on even places by design.
    if total < 64 || places < 12 {
        return 1;
    }
    (2..=8u8)
        .rev()
        .find(|factor| {
            let factor = usize::from(*factor);
            (0..factor).any(|rest| {
                let on: u32 = at.iter().skip(rest).step_by(factor).sum();
                u64::from(on) * 100 >= u64::from(total) * 98
            })
        })
        .unwrap_or(1)
}

/// The contrast of white text with the brightest tenth of the hero's free rectangle, and how much of that is not of its main colour.
fn free(picture: &Picture) -> (f32, u8) {
    let mut lights = [0u32; 256];
    let mut colors = vec![0u32; 512];
    let mut count = 0u32;
    for row in picture.rows() {
        for pixel in &row[HERO_FREE.0 as usize..HERO_FREE.1 as usize] {
            let [r, g, b, _] = over(*pixel, LIGHT_TILE);
            lights[(light::luminance([r, g, b]).sqrt() * 255.0 + 0.5) as usize] += 1;
            colors[usize::from(r >> 5) << 6 | usize::from(g >> 5) << 3 | usize::from(b >> 5)] += 1;
            count += 1;
        }
    }
    let mut seen = 0;
    let bright = lights.iter().rposition(|number| {
        seen += number;
        seen * 10 >= count
    });
    let bright = (bright.unwrap_or(255) as f32 / 255.0).powi(2);
    let main = colors.iter().max().copied().unwrap_or(0);
    (light::contrast(1.0, bright), ((count - main) * 100 / count.max(1)) as u8)
}
