//! The one picture from which all logos are made: a PNG, JPEG or WebP, or an SVG that is drawn anew for each size.
//!
//! A master comes from anywhere, so everything is limited before it is decoded, and nothing but its own bytes is read.

use super::light::{self, Rgb};
use super::picture::{Area, Picture};
use super::svg::Drawing;
use fast_image_resize::images::TypedImage;
use fast_image_resize::pixels::F32x4;
use fast_image_resize::{FilterType, ImageView, ResizeAlg, ResizeOptions, Resizer};
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader};
use std::io::Cursor;

/// No master has more bytes than this.
pub const MOST_BYTES: u64 = 64 << 20;
/// No SVG has more bytes than this.
pub const MOST_SVG_BYTES: usize = 8 << 20;
/// No master has a longer side than this, in pixels: 16 times the widest picture of the store would be enough.
pub const LONGEST_SIDE: u32 = 8192;
/// A value of a channel that differs by no more than this from the border's is the border, too (JPEG is not exact).
const SAME: u8 = 12;

/// Why a picture cannot be made of another, for a person: what is wrong, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The picture cannot be used.
    Unusable(String),
    /// It would have to be enlarged, which was not wished.
    TooSmall(String),
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (Refusal::Unusable(reason) | Refusal::TooSmall(reason)) = self;
        f.write_str(reason)
    }
}

pub(super) fn refuse<T>(reason: impl Into<String>) -> Result<T, Refusal> {
    Err(Refusal::Unusable(reason.into()))
}

/// What stands around the mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Border {
    /// Nothing.
    Transparent,
    /// One colour.
    Solid(Rgb),
    /// Something: a photo, a tile with an edge.
    None,
}

/// A master that was opened.
pub struct Master {
    kind: Kind,
    /// What stands around the mark.
    pub border: Border,
    /// Where the mark is: without the border. In pixels; of an SVG in its own units.
    pub content: Area,
    /// What people should know of it, in sentences.
    pub notes: Vec<String>,
}

enum Kind {
    Raster(Picture),
    Drawing(Box<Drawing>),
}

impl Master {
    /// Opens a master from the bytes of its file.
    ///
    /// # Errors
    /// What is no picture, is broken, too large, empty, moves, or would need something outside of it.
    pub fn open(bytes: &[u8]) -> Result<Master, Refusal> {
        // A decoder that trips over a hostile file must not take the wizard with it.
        std::panic::catch_unwind(|| Master::open_trusting(bytes)).unwrap_or_else(|_| refuse("it cannot be decoded"))
    }

    fn open_trusting(bytes: &[u8]) -> Result<Master, Refusal> {
        let (kind, seen, notes) = match super::probe::format(bytes) {
            "PNG" => raster(bytes, ImageFormat::Png)?,
            "JPEG" => raster(bytes, ImageFormat::Jpeg)?,
            "WebP" => raster(bytes, ImageFormat::WebP)?,
            "empty file" => return refuse("the file is empty"),
            "unknown" | "SVG" if !bytes.starts_with(&[0x1f, 0x8b]) => {
                let drawing = Drawing::open(bytes)?;
                let seen = drawing.whole(512)?;
                (Kind::Drawing(Box::new(drawing)), Some(seen), Vec::new())
            }
            "unknown" => return refuse("it is compressed; an SVG is taken as plain text (gunzip it first)"),
            format => return refuse(format!("it is {format}; a master is an SVG, or a PNG, JPEG or WebP")),
        };
        let mut master = Master { kind, border: Border::None, content: Area { x: 0.0, y: 0.0, width: 0.0, height: 0.0 }, notes };
        let (width, height) = master.size();
        match (&master.kind, seen) {
            (Kind::Drawing(_), Some(seen)) => {
                let (border, content) = around(&seen)?;
                // What was found on a small drawing may be a pixel off.
                let (across, down) = (width / f64::from(seen.width), height / f64::from(seen.height));
                let (left, top) = ((content.x - 1.0).max(0.0), (content.y - 1.0).max(0.0));
                let right = (content.x + content.width + 1.0).min(f64::from(seen.width));
                let bottom = (content.y + content.height + 1.0).min(f64::from(seen.height));
                master.border = border;
                master.content =
                    Area { x: left * across, y: top * down, width: (right - left) * across, height: (bottom - top) * down };
            }
            (Kind::Raster(picture), _) => (master.border, master.content) = around(picture)?,
            _ => {}
        }
        Ok(master)
    }

    /// Width and height: in pixels; of an SVG in its own units.
    pub fn size(&self) -> (f64, f64) {
        match &self.kind {
            Kind::Raster(picture) => (f64::from(picture.width), f64::from(picture.height)),
            Kind::Drawing(drawing) => drawing.size(),
        }
    }

    /// Whether it can be drawn at any size.
    pub fn is_drawing(&self) -> bool {
        matches!(self.kind, Kind::Drawing(_))
    }

    /// In a word or two: `SVG, 64x64`, `1024x1024 pixels`.
    pub fn words(&self) -> String {
        let (width, height) = self.size();
        match &self.kind {
            Kind::Raster(_) => format!("{width}x{height} pixels"),
            Kind::Drawing(_) => format!("SVG, {:.0}x{:.0}", width.ceil(), height.ceil()),
        }
    }

    /// The mark with at most `side` pixels along a side, quickly: enough to look at its colours.
    ///
    /// # Errors
    /// Where it cannot be drawn.
    pub fn glance(&self, side: u32) -> Result<Picture, Refusal> {
        let Area { x, y, width, height } = self.content;
        let scale = f64::from(side) / width.max(height);
        let (columns, rows) = (((width * scale).round() as u32).max(1), ((height * scale).round() as u32).max(1));
        match &self.kind {
            Kind::Raster(picture) => {
                let at = |start: f64, length: f64, index: u32, count: u32| {
                    (start + (f64::from(index) + 0.5) * length / f64::from(count)) as u32
                };
                let places = (0..rows).flat_map(|row| (0..columns).map(move |column| (column, row)));
                let pixels = places.map(|(column, row)| picture.at(at(x, width, column, columns), at(y, height, row, rows)));
                Ok(Picture { width: columns, height: rows, pixels: pixels.collect() })
            }
            Kind::Drawing(drawing) => drawing.picture(self.content, columns, rows),
        }
    }

    /// All of it: its pixels as they are, or a drawing with `side` pixels along its longer side.
    ///
    /// # Errors
    /// Where it cannot be drawn.
    pub fn whole(self, side: u32) -> Result<Picture, Refusal> {
        match self.kind {
            Kind::Raster(picture) => Ok(picture),
            Kind::Drawing(drawing) => drawing.whole(side),
        }
    }

    /// The same without a border around it: nothing but the picture itself is shown.
    pub fn ready_bare(&self, most: f64) -> Ready<'_> {
        match &self.kind {
            Kind::Raster(picture) => Ready::Raster(Source::new(picture, Border::None, most)),
            Kind::Drawing(drawing) => Ready::Drawing(drawing),
        }
    }

    /// Makes it ready to be drawn in sizes that need at most `most` of their pixels for one of its own.
    pub fn ready(&self, most: f64) -> Ready<'_> {
        match &self.kind {
            Kind::Raster(picture) => Ready::Raster(Source::new(picture, self.border, most)),
            Kind::Drawing(drawing) => Ready::Drawing(drawing),
        }
    }
}

/// A master, made ready.
pub enum Ready<'m> {
    /// Pixels in linear light, not many more than are needed.
    Raster(Source),
    /// Shapes.
    Drawing(&'m Drawing),
}

impl Ready<'_> {
    /// The pixels of an area of the master in this size: linear light, premultiplied. Around the master is its border.
    ///
    /// # Errors
    /// Sizes and areas that make no sense, which no caller asks for.
    pub fn draw(&self, area: Area, width: u32, height: u32) -> Result<Vec<[f32; 4]>, Refusal> {
        match self {
            Ready::Raster(source) => source.draw(area, width, height),
            Ready::Drawing(drawing) => drawing.draw(area, width, height),
        }
    }
}

/// Pixels in linear light and premultiplied, with a border around them where the master has one.
pub struct Source {
    /// How many pixels of the master are one here, in each direction.
    step: f64,
    /// How many pixels here stand before the master's first.
    before: f64,
    image: TypedImage<'static, F32x4>,
}

impl Source {
    fn new(picture: &Picture, border: Border, most: f64) -> Source {
        // Twice as many pixels as are needed leave nothing to be seen of the first, simple step.
        let step = ((1.0 / (most * 2.0)).floor().clamp(1.0, 64.0)) as u32;
        let (inner_width, inner_height) = (picture.width.div_ceil(step), picture.height.div_ceil(step));
        let before = if border == Border::None { 0 } else { inner_width.max(inner_height) / 24 + 4 };
        let (width, height) = (inner_width + 2 * before, inner_height + 2 * before);
        let outside = match border {
            Border::Solid([r, g, b]) => [light::to_linear(r), light::to_linear(g), light::to_linear(b), 1.0],
            _ => [0.0; 4],
        };
        let mut image = TypedImage::new(width, height);
        let pixels: &mut [[f32; 4]] = bytemuck::cast_slice_mut(image.pixels_mut());
        let rows = |pixels: &mut [[f32; 4]], from: u32| {
            for (y, row) in pixels.chunks_exact_mut(width as usize).enumerate() {
                row.fill(outside);
                let y = from + y as u32;
                if (before..before + inner_height).contains(&y) {
                    let inner = &mut row[before as usize..(before + inner_width) as usize];
                    reduce(picture, (y - before) * step, step, inner);
                }
            }
        };
        let half = height / 2;
        let (upper, lower) = pixels.split_at_mut(half as usize * width as usize);
        if picture.pixels.len() > 1 << 18 {
            std::thread::scope(|scope| {
                scope.spawn(|| rows(upper, 0));
                rows(lower, half);
            });
        } else {
            rows(upper, 0);
            rows(lower, half);
        }
        Source { step: f64::from(step), before: f64::from(before), image }
    }

    fn draw(&self, area: Area, width: u32, height: u32) -> Result<Vec<[f32; 4]>, Refusal> {
        let (left, top) = (area.x / self.step + self.before, area.y / self.step + self.before);
        let (across, down) = (area.width / self.step, area.height / self.step);
        let (most_x, most_y) = (f64::from(self.image.width()), f64::from(self.image.height()));
        let (left, top) = (left.clamp(0.0, most_x - 1e-3), top.clamp(0.0, most_y - 1e-3));
        let (across, down) = (across.clamp(1e-3, most_x - left), down.clamp(1e-3, most_y - top));
        // Hamming's kernel has no negative part: no pixel is brighter or darker than those it is made of, so that no edge
        // gets a halo. To enlarge, which has to be asked for, a kernel that keeps edges is better.
        let filter = if across >= f64::from(width) { FilterType::Hamming } else { FilterType::CatmullRom };
        let options =
            ResizeOptions::new().resize_alg(ResizeAlg::Convolution(filter)).crop(left, top, across, down).use_alpha(false);
        let mut drawn = TypedImage::new(width, height);
        match Resizer::new().resize_typed(&self.image, &mut drawn, &options) {
            Ok(()) => Ok(drawn.pixels().iter().map(|pixel| pixel.0).collect()),
            Err(error) => refuse(format!("it cannot be brought to {width}x{height}: {error}")),
        }
    }
}

/// One row in linear light: each of its pixels is the mean of `step` times `step` pixels of the picture.
fn reduce(picture: &Picture, y: u32, step: u32, row: &mut [[f32; 4]]) {
    let table = light::linear_table();
    let last = (y + step).min(picture.height);
    let width = picture.width as usize;
    let sum = |sum: &mut [f32; 4], pixels: &[[u8; 4]]| {
        for [r, g, b, a] in pixels {
            let alpha = f32::from(*a) / 255.0;
            sum[0] += table[usize::from(*r)] * alpha;
            sum[1] += table[usize::from(*g)] * alpha;
            sum[2] += table[usize::from(*b)] * alpha;
            sum[3] += alpha;
        }
    };
    row.fill([0.0; 4]);
    for y in y..last {
        let line = &picture.pixels[y as usize * width..][..width];
        row.iter_mut().zip(line.chunks(step as usize)).for_each(|(total, pixels)| sum(total, pixels));
    }
    for (index, pixel) in row.iter_mut().enumerate() {
        let across = step.min(picture.width - index as u32 * step);
        let count = (across * (last - y)) as f32;
        *pixel = pixel.map(|value| value / count);
    }
}

/// Decodes a PNG, JPEG or WebP to sRGB, as its camera held it.
fn raster(bytes: &[u8], format: ImageFormat) -> Result<(Kind, Option<Picture>, Vec<String>), Refusal> {
    if bytes.len() as u64 > MOST_BYTES {
        return refuse(format!("it has {} bytes; a master has at most {MOST_BYTES}", bytes.len()));
    }
    let broken = |error: image::ImageError| Refusal::Unusable(format!("it cannot be decoded: {error}"));
    let facts = super::probe::header(bytes);
    if facts.width > LONGEST_SIDE || facts.height > LONGEST_SIDE {
        return refuse(format!(
            "it has {}x{} pixels, more than {LONGEST_SIDE} along a side; 1024x1024 is plenty",
            facts.width, facts.height
        ));
    }
    if format == ImageFormat::Jpeg && jpeg_components(bytes) == Some(4) {
        return refuse("it is a JPEG in CMYK, the colours of print, which no screen shows alike; export it in sRGB");
    }
    if facts.animated || webp_moves(bytes) {
        return refuse("it moves; export one still picture of it");
    }
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = image::Limits::default();
    (limits.max_image_width, limits.max_image_height) = (Some(LONGEST_SIDE), Some(LONGEST_SIDE));
    limits.max_alloc = Some(640 << 20);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(broken)?;
    // What a camera or a profile says and nobody can read is as if it was not there.
    let orientation = decoder.orientation().unwrap_or(image::metadata::Orientation::NoTransforms);
    let profile = decoder.icc_profile().ok().flatten();
    let mut decoded = DynamicImage::from_decoder(decoder).map_err(broken)?;
    decoded.apply_orientation(orientation);
    let gray =
        matches!(decoded.color(), image::ColorType::L8 | image::ColorType::La8 | image::ColorType::L16 | image::ColorType::La16);
    let decoded = decoded.into_rgba8();
    let (width, height) = decoded.dimensions();
    let mut picture = Picture::from_bytes(width, height, decoded.into_raw());
    let mut notes = Vec::new();
    if orientation != image::metadata::Orientation::NoTransforms {
        notes.push("It was turned upright as its EXIF data asks.".to_string());
    }
    if let Some(profile) = profile
        && let Some(note) = to_srgb(&mut picture, &profile, gray)?
    {
        notes.push(note);
    }
    Ok((Kind::Raster(picture), None, notes))
}

/// Brings colours of an ICC profile to sRGB. Gives a note where something was changed.
fn to_srgb(picture: &mut Picture, profile: &[u8], gray: bool) -> Result<Option<String>, Refusal> {
    use moxcms::{ColorProfile, DataColorSpace, Layout, TransformOptions};
    let unknown = |_| Refusal::Unusable("its colour profile cannot be read; export it in sRGB".to_string());
    let from = ColorProfile::new_from_slice(profile).map_err(unknown)?;
    match from.color_space {
        DataColorSpace::Rgb => {}
        // Logos in grey are few, and the profile of a grey picture only says how its greys are spread.
        DataColorSpace::Gray if gray => return Ok(Some("The profile of its greys was left aside.".to_string())),
        other => return refuse(format!("its colour profile is for {other:?}, not for RGB; export it in sRGB")),
    }
    let to = ColorProfile::new_srgb();
    let transform = from.create_transform_8bit(Layout::Rgba, &to, Layout::Rgba, TransformOptions::default()).map_err(unknown)?;
    let before = picture.bytes().to_vec();
    let mut after = vec![0u8; before.len()];
    transform.transform(&before, &mut after).map_err(unknown)?;
    // Most profiles are sRGB itself under another name: what differs by rounding only stays as it was.
    let differs = before.iter().zip(&after).any(|(a, b)| a.abs_diff(*b) > 2);
    if !differs {
        return Ok(None);
    }
    picture.pixels.as_flattened_mut().copy_from_slice(&after);
    Ok(Some("Its colours were brought from its own profile to sRGB.".to_string()))
}

/// The number of colour components that the frame header of a JPEG names.
fn jpeg_components(bytes: &[u8]) -> Option<u8> {
    let mut at = 2;
    loop {
        let (marker, length) = (bytes.get(at..at + 2)?, bytes.get(at + 2..at + 4)?);
        if marker[0] != 0xff {
            return None;
        }
        let is_frame = matches!(marker[1], 0xc0..=0xcf) && !matches!(marker[1], 0xc4 | 0xc8 | 0xcc);
        if is_frame {
            return bytes.get(at + 9).copied();
        }
        at += 2 + usize::from(u16::from_be_bytes([length[0], length[1]]));
    }
}

/// Whether a WebP says that it moves.
fn webp_moves(bytes: &[u8]) -> bool {
    bytes.get(8..16) == Some(b"WEBPVP8X") && bytes.get(20).is_some_and(|flags| flags & 0x02 != 0)
}

/// What stands around the mark, and where the mark is.
fn around(picture: &Picture) -> Result<(Border, Area), Refusal> {
    let (width, height) = (picture.width, picture.height);
    let border = border(picture);
    let is_border = |pixel: &[u8; 4]| match border {
        Border::Transparent => pixel[3] < 12,
        Border::Solid(color) => is_near(*pixel, color),
        Border::None => false,
    };
    let (mut left, mut right, mut top, mut bottom) = (width, 0, height, 0);
    for (y, row) in picture.rows().enumerate() {
        let Some(first) = row.iter().position(|pixel| !is_border(pixel)) else { continue };
        let last = row.iter().rposition(|pixel| !is_border(pixel)).unwrap_or(first);
        (left, right) = (left.min(first as u32), right.max(last as u32));
        (top, bottom) = (top.min(y as u32), y as u32);
    }
    if left > right || top > bottom {
        return refuse(match border {
            Border::Solid(color) => format!("there is nothing in it but the colour {}", light::hex(color)),
            _ => "there is nothing in it: all of it is transparent".to_string(),
        });
    }
    let (x, y) = (f64::from(left), f64::from(top));
    Ok((border, Area { x, y, width: f64::from(right - left + 1), height: f64::from(bottom - top + 1) }))
}

/// Whether a pixel is opaque and of a colour, as near as JPEG keeps it.
fn is_near(pixel: [u8; 4], color: Rgb) -> bool {
    pixel[3] > 243 && pixel.iter().zip(color).all(|(a, b)| a.abs_diff(b) <= SAME)
}

fn border(picture: &Picture) -> Border {
    let (width, height) = (picture.width, picture.height);
    let corners = [(0, 0), (width - 1, 0), (0, height - 1), (width - 1, height - 1)].map(|(x, y)| picture.at(x, y));
    let ring = |test: &dyn Fn([u8; 4]) -> bool| {
        let across = (0..width).flat_map(|x| [picture.at(x, 0), picture.at(x, height - 1)]);
        let down = (0..height).flat_map(|y| [picture.at(0, y), picture.at(width - 1, y)]);
        let (met, all) = across.chain(down).fold((0u32, 0u32), |(met, all), pixel| (met + u32::from(test(pixel)), all + 1));
        // A mark may touch an edge of its picture with a tip.
        met * 10 >= all * 7
    };
    if corners.iter().all(|corner| corner[3] < 12) && ring(&|pixel| pixel[3] < 12) {
        return Border::Transparent;
    }
    let [r, g, b, _] = corners[0];
    let color = [r, g, b];
    if corners.iter().all(|corner| is_near(*corner, color)) && ring(&|pixel| is_near(pixel, color)) {
        return Border::Solid(color);
    }
    // A mark that fills its picture to all edges: still nothing around it, if its corners are empty.
    if corners.iter().all(|corner| corner[3] < 12) { Border::Transparent } else { Border::None }
}
