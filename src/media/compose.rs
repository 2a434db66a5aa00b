//! Where the mark stands in a logo, and on what. Nothing is ever stretched: a mark is contained in its place, with room around it.

use super::judge::{self, Ground};
use super::light::{self, Rgb};
use super::master::{Border, Master, Refusal};
use super::picture::{Area, Picture};

/// What a logo is for, by which it is composed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// A square.
    Square,
    /// Wider than high: the mark in the middle.
    Wide,
    /// The hero image: the mark at the left, the rest free for the portal's own text.
    Hero,
}

/// What is wanted behind the mark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Background {
    /// Nothing, if the mark can be seen on light and dark pages; else a colour that suits it.
    #[default]
    Auto,
    /// Nothing.
    Transparent,
    /// A colour.
    Color(Rgb),
}

/// What is put behind a mark, and why.
#[derive(Clone, Debug, PartialEq)]
pub struct Backdrop {
    /// Behind the logos; `None` is transparent.
    pub logos: Option<Rgb>,
    /// Behind the hero image.
    pub hero: Rgb,
    /// The tile on which the mark stands in the hero image, where it could not be seen without one.
    pub hero_tile: Option<Rgb>,
    /// Why, in a sentence, where it was chosen here.
    pub reason: Option<String>,
}

/// The least contrast at which a mark is seen (WCAG 2.2, 1.4.11 Non-text contrast).
pub const LEAST_CONTRAST: f32 = 3.0;

/// The tint of slate that serves where a mark has no colour of its own.
const SLATE: Rgb = [47, 72, 88];

/// Chooses what is put behind the mark of a master.
///
/// # Errors
/// Where the master cannot be drawn.
pub fn backdrop(master: &Master, wanted: Background) -> Result<Backdrop, Refusal> {
    let seen = master.glance(128)?;
    let look = judge::look(&seen);
    let dark = dark_of(look.mark);
    let (logos, reason) = match (wanted, master.border) {
        (Background::Transparent, _) => (None, None),
        (Background::Color(color), _) => (Some(color), None),
        // The colour around the mark goes on to the edges of the wide pictures.
        (Background::Auto, Border::Solid(color)) => (Some(color), None),
        (Background::Auto, Border::None) => (Some(mean_of_edge(&seen)), None),
        (Background::Auto, Border::Transparent) => {
            let hidden = look.on_light.min(look.on_dark) < LEAST_CONTRAST;
            if look.plain < 60 && !hidden {
                (None, None)
            } else {
                let color = suitable(&look);
                let because = match (look.plain >= 60, hidden) {
                    (true, _) => "the mark is white, black or blue, which the store does not want on a transparent background",
                    _ => "the mark can hardly be seen on a light or on a dark page",
                };
                (Some(color), Some(format!("The background {} was chosen because {because}.", light::hex(color))))
            }
        }
    };
    let free = |color: Rgb| {
        light::contrast(light::luminance(color), 1.0) >= 4.5 && !matches!(ground_of(color), Ground::White | Ground::Black)
    };
    let hero = logos.filter(|color| free(*color)).unwrap_or(dark);
    let covers = master.border != Border::Transparent;
    let on_hero = contrast_on(&seen, hero);
    let hero_tile = match logos {
        Some(color) if color != hero && !covers => Some(color),
        _ if on_hero < LEAST_CONTRAST && !covers => Some(suitable(&look)),
        _ => None,
    };
    Ok(Backdrop { logos, hero, hero_tile, reason })
}

fn ground_of(color: Rgb) -> Ground {
    match color {
        [r, g, b] if r.min(g).min(b) >= 245 => Ground::White,
        [r, g, b] if r.max(g).max(b) <= 20 => Ground::Black,
        color => Ground::Color(color),
    }
}

/// The colour to put around a picture: that of its edge; `None` where that is transparent.
///
/// # Errors
/// Where it cannot be drawn.
pub fn edge_color(master: &Master) -> Result<Option<Rgb>, Refusal> {
    Ok(match master.border {
        Border::Transparent => None,
        Border::Solid(color) => Some(color),
        Border::None => Some(mean_of_edge(&master.glance(128)?)),
    })
}

fn mean_of_edge(picture: &Picture) -> Rgb {
    let (width, height) = (picture.width, picture.height);
    let across = (0..width).flat_map(|x| [picture.at(x, 0), picture.at(x, height - 1)]);
    let down = (0..height).flat_map(|y| [picture.at(0, y), picture.at(width - 1, y)]);
    let (mut sums, mut count) = ([0.0f32; 3], 0.0f32);
    for pixel in across.chain(down).filter(|pixel| pixel[3] > 127) {
        sums.iter_mut().zip(pixel).for_each(|(sum, value)| *sum += light::to_linear(value));
        count += 1.0;
    }
    if count == 0.0 { SLATE } else { sums.map(|sum| light::to_srgb(sum / count)) }
}

/// The contrast that the best third of a mark has with a colour.
fn contrast_on(mark: &Picture, color: Rgb) -> f32 {
    let behind = light::luminance(color);
    let mut contrasts: Vec<f32> = mark
        .pixels
        .iter()
        .filter(|pixel| pixel[3] >= 128)
        .map(|[r, g, b, _]| light::contrast(light::luminance([*r, *g, *b]), behind))
        .collect();
    contrasts.sort_by(|a, b| b.total_cmp(a));
    contrasts.get(contrasts.len() / 3).copied().unwrap_or(1.0)
}

/// A tint on which a mark is seen: light for dark marks, dark for light ones; never white or black.
fn suitable(look: &judge::Look) -> Rgb {
    if look.on_light >= look.on_dark { light_of(look.mark) } else { dark_of(look.mark) }
}

fn light_of(mark: Rgb) -> Rgb {
    let (hue, saturation, _) = light::hsl(mark);
    light::from_hsl(hue, saturation.min(0.6), 0.91)
}

/// A dark colour of the same hue, on which white text can be read.
fn dark_of(mark: Rgb) -> Rgb {
    let (hue, saturation, _) = light::hsl(mark);
    let [r, g, b] = mark;
    // A hue of hardly any colour is chance.
    if r.max(g).max(b) - r.min(g).min(b) < 24 { SLATE } else { light::from_hsl(hue, saturation.clamp(0.35, 0.65), 0.2) }
}

/// A mark in its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Layout {
    /// Width and height of the picture.
    pub size: (u32, u32),
    /// What is behind everything; `None` is transparent.
    pub behind: Option<Rgb>,
    /// A tile under the mark, with round corners: left, top, width, height, and its colour.
    pub tile: Option<((u32, u32, u32, u32), Rgb)>,
    /// The area of the master that is shown.
    pub area: Area,
    /// Where it is shown: left, top, width, height.
    pub place: (u32, u32, u32, u32),
    /// How many pixels of the picture are one of the master.
    pub scale: f64,
}

/// A box in a picture: left, top, width, height.
type Place = (f64, f64, f64, f64);

/// Where the mark of `master` stands in a picture of this role and size.
pub fn layout(master: &Master, role: Role, size: (u32, u32), backdrop: &Backdrop) -> Layout {
    let (width, height) = (f64::from(size.0), f64::from(size.1));
    let (whole_width, whole_height) = master.size();
    let whole = Area { x: 0.0, y: 0.0, width: whole_width, height: whole_height };
    let content = if master.border == Border::None { whole } else { master.content };
    let put = |behind, tile, content: Area, place: Place| {
        let (area, place, scale) = contain(content, place, size, master.border != Border::None);
        Layout { size, behind, tile, area, place, scale }
    };
    match role {
        Role::Square => {
            let square = (whole_width / whole_height - 1.0).abs() < 0.01;
            let filled = (content.width / whole_width).max(content.height / whole_height);
            // A square master has the room around its mark that somebody gave it, unless a tile comes under it only now.
            let on_new_tile = master.border == Border::Transparent && backdrop.logos.is_some();
            if square && (0.6..=if on_new_tile { 0.84 } else { 1.0 }).contains(&filled) {
                return put(backdrop.logos, None, whole, (0.0, 0.0, width, height));
            }
            let margin = margin(master, backdrop, height);
            put(backdrop.logos, None, content, (margin, margin, width - 2.0 * margin, height - 2.0 * margin))
        }
        Role::Wide => {
            let margin = margin(master, backdrop, height);
            put(backdrop.logos, None, content, (1.5 * margin, margin, width - 3.0 * margin, height - 2.0 * margin))
        }
        Role::Hero => {
            // Left of the free rectangle, with as much room to it as to the edge.
            let free = f64::from(judge::HERO_FREE.0);
            let side = (height * 0.66).min(free * 0.66).floor();
            match backdrop.hero_tile {
                Some(color) => {
                    // A wide mark stands on a wide tile.
                    let aspect = content.width / content.height;
                    let columns = (side * aspect).clamp(side, free - 80.0).floor();
                    let rows = (columns / aspect).clamp(side * 0.6, side).floor();
                    let (left, top) = (((free - columns) / 2.0).floor(), ((height - rows) / 2.0).floor());
                    let inner = rows * 0.16;
                    let place = (left + inner, top + inner, columns - 2.0 * inner, rows - 2.0 * inner);
                    put(
                        Some(backdrop.hero),
                        Some(((left as u32, top as u32, columns as u32, rows as u32), color)),
                        content,
                        place,
                    )
                }
                // Without a tile a wide mark uses the width, too.
                None => put(Some(backdrop.hero), None, content, (40.0, (height - side) / 2.0, free - 80.0, side)),
            }
        }
    }
}

/// The room around the mark: a photo fills its height, a mark on a colour has more room than one on nothing.
fn margin(master: &Master, backdrop: &Backdrop, height: f64) -> f64 {
    match (master.border, backdrop.logos) {
        (Border::None, _) => 0.0,
        (_, None) => height * 0.06,
        (_, Some(_)) => height * 0.12,
    }
}

/// The area to show and its place, so that `content` is contained in `place` and a pixel stays as wide as it is high. Where there
/// is a border around the content, a little of it is shown, so that the mark stands exactly in the middle; elsewhere a little of the content is cut off, less than a pixel.
fn contain(content: Area, place: Place, size: (u32, u32), with_border: bool) -> (Area, (u32, u32, u32, u32), f64) {
    let (left, top, width, height) = place;
    let scale = (width / content.width).min(height / content.height);
    let (across, down) = (content.width * scale, content.height * scale);
    let whole = |length: f64| if with_border { (length - 1e-6).ceil() } else { length.round() }.max(1.0);
    // An even number of pixels cannot stand in the middle of an odd number.
    let alike = |length: f64, all: u32| if with_border && (all as f64 - length) % 2.0 != 0.0 { length + 1.0 } else { length };
    let (columns, rows) = (alike(whole(across), size.0), alike(whole(down), size.1));
    let scale = if with_border { scale } else { (columns / content.width).max(rows / content.height) };
    let (shown_width, shown_height) = (columns / scale, rows / scale);
    let area = Area {
        x: content.x + (content.width - shown_width) / 2.0,
        y: content.y + (content.height - shown_height) / 2.0,
        width: shown_width,
        height: shown_height,
    };
    let start = |start: f64, room: f64, used: f64| (start + (room - used) / 2.0).floor().max(0.0) as u32;
    (area, (start(left, width, columns), start(top, height, rows), columns as u32, rows as u32), scale)
}

/// Draws a layout.
///
/// # Errors
/// Where the master cannot be drawn.
pub fn draw(layout: &Layout, ready: &super::master::Ready) -> Result<Picture, Refusal> {
    let (width, height) = layout.size;
    let (left, top, columns, rows) = layout.place;
    let mark = ready.draw(layout.area, columns, rows)?;
    let behind = layout.behind.map_or([0.0; 4], linear);
    let mut canvas = vec![behind; width as usize * height as usize];
    if let Some((place, color)) = layout.tile {
        tile(&mut canvas, layout.size, place, linear(color));
    }
    for (row, pixels) in mark.chunks_exact(columns as usize).enumerate() {
        let y = top as usize + row;
        let Some(line) = canvas.get_mut(y * width as usize..(y + 1) * width as usize) else { break };
        for (under, over) in line.iter_mut().skip(left as usize).zip(pixels) {
            let rest = 1.0 - over[3];
            *under = std::array::from_fn(|channel| over[channel] + under[channel] * rest);
        }
    }
    Ok(Picture { width, height, pixels: canvas.into_iter().map(straight).collect() })
}

fn linear([r, g, b]: Rgb) -> [f32; 4] {
    [light::to_linear(r), light::to_linear(g), light::to_linear(b), 1.0]
}

/// A pixel of linear, premultiplied light as it is stored.
fn straight([r, g, b, a]: [f32; 4]) -> [u8; 4] {
    let alpha = (a.clamp(0.0, 1.0) * 255.0 + 0.5) as u8;
    if alpha == 0 {
        return [0; 4];
    }
    [light::to_srgb(r / a), light::to_srgb(g / a), light::to_srgb(b / a), alpha]
}

/// A tile with round corners, whose edge is as soft as a pixel.
fn tile(canvas: &mut [[f32; 4]], (width, height): (u32, u32), place: (u32, u32, u32, u32), color: [f32; 4]) {
    let (left, top, columns, rows) = place;
    let (half_width, half_height) = (f64::from(columns) / 2.0, f64::from(rows) / 2.0);
    let radius = half_height * 0.32;
    let (middle_x, middle_y) = (f64::from(left) + half_width, f64::from(top) + half_height);
    for y in top..(top + rows).min(height) {
        for x in left..(left + columns).min(width) {
            let across = ((f64::from(x) + 0.5 - middle_x).abs() - (half_width - radius)).max(0.0);
            let down = ((f64::from(y) + 0.5 - middle_y).abs() - (half_height - radius)).max(0.0);
            let cover = (radius - across.hypot(down) + 0.5).clamp(0.0, 1.0) as f32;
            if let Some(pixel) = canvas.get_mut(y as usize * width as usize + x as usize) {
                *pixel = std::array::from_fn(|channel| color[channel] * cover + pixel[channel] * (1.0 - cover));
            }
        }
    }
}
