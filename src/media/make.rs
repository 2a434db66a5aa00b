//! Every logo from one master.

use super::compose::{self, Background, Layout, Role};
use super::encode;
use super::master::{Master, Refusal, refuse};
use super::picture::Picture;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Pictures that have fewer pixels than this for one of their master's are small.
const SMALL: f64 = 0.15;

/// A size that is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// What it is for.
    pub role: Role,
    /// Its width in pixels, at least and at most. Where they differ, it is a square, and as large as the master allows.
    pub width: (u32, u32),
    /// Its height in pixels, at least and at most.
    pub height: (u32, u32),
}

/// How they are made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wishes {
    /// What is put behind the mark.
    pub background: Background,
    /// Whether a master that is too small may be enlarged.
    pub enlarge: bool,
}

/// A picture that was made.
#[derive(Clone, Debug, PartialEq)]
pub struct Made {
    /// Its pixels.
    pub picture: Picture,
    /// Its file.
    pub png: Vec<u8>,
    /// What is known of it.
    pub facts: super::PictureFacts,
    /// How many pixels of it are one of the master: above 1 it was enlarged. `None` where it was drawn from an SVG.
    pub scale: Option<f64>,
    /// Whether it was made of the separate wide master.
    pub from_wide: bool,
}

/// All that was made of a master.
#[derive(Clone, Debug, PartialEq)]
pub struct Logos {
    /// The pictures, in the order in which they were wanted.
    pub made: Vec<Made>,
    /// What people should know, in sentences.
    pub notes: Vec<String>,
}

/// Makes all wanted pictures of one master; the wide ones of the wide master, where there is one.
///
/// # Errors
/// Where a master is too small and may not be enlarged, with the size that would be enough.
pub fn make(master: &Master, wide: Option<&Master>, wanted: &[Wanted], wishes: Wishes) -> Result<Logos, Refusal> {
    let backdrop = compose::backdrop(master, wishes.background)?;
    let wide_backdrop = wide.map(|wide| compose::backdrop(wide, wishes.background)).transpose()?;
    let chosen = |role: Role| match (role, wide, &wide_backdrop) {
        (Role::Wide | Role::Hero, Some(wide), Some(backdrop)) => (wide, backdrop, true),
        _ => (master, &backdrop, false),
    };
    let layouts: Vec<(Layout, bool)> = wanted
        .iter()
        .map(|wanted| {
            let (master, backdrop, from_wide) = chosen(wanted.role);
            (layout(master, backdrop, *wanted), from_wide)
        })
        .collect();
    for (is_wide, master) in [(false, Some(master)), (true, wide)] {
        let Some(master) = master.filter(|master| !master.is_drawing()) else { continue };
        let worst = layouts.iter().filter(|(_, from_wide)| *from_wide == is_wide).map(|(layout, _)| layout);
        let Some(worst) = worst.max_by(|a, b| a.scale.total_cmp(&b.scale)).filter(|worst| worst.scale > 1.000_1) else {
            continue;
        };
        if !wishes.enlarge {
            return too_small(master, worst);
        }
    }
    // The pixels of a master are made ready twice: for the large pictures, and with fewer pixels for the many small ones.
    let of = |from_wide: bool, small: bool| {
        let scales = layouts.iter().filter(|(_, wide)| *wide == from_wide).map(|(layout, _)| layout.scale);
        scales.filter(|scale| !small || *scale < SMALL).fold(1e-3, f64::max)
    };
    let square_ready = [of(false, false), of(false, true)].map(|most| master.ready(most));
    let wide_ready = wide.map(|wide| [of(true, false), of(true, true)].map(|most| wide.ready(most)));
    let made = side_by_side(&layouts, |(layout, from_wide)| {
        let both = if *from_wide { wide_ready.as_ref().unwrap_or(&square_ready) } else { &square_ready };
        let ready = &both[usize::from(layout.scale < SMALL)];
        let picture = compose::draw(layout, ready)?;
        let png = encode::png(&picture)?;
        let facts = super::probe::made(&png, &picture);
        Ok(Made {
            picture,
            png,
            facts,
            scale: (!is_vector(*from_wide, master, wide)).then_some(layout.scale),
            from_wide: *from_wide,
        })
    })?;
    let notes = [Some(master), wide].into_iter().flatten().flat_map(|master| master.notes.iter().cloned());
    let notes = notes.chain(backdrop.reason.clone()).chain(wide_backdrop.and_then(|backdrop| backdrop.reason));
    Ok(Logos { made, notes: notes.collect() })
}

fn is_vector(from_wide: bool, master: &Master, wide: Option<&Master>) -> bool {
    wide.filter(|_| from_wide).unwrap_or(master).is_drawing()
}

/// The layout in the largest size that needs no enlarging, or else in the smallest.
fn layout(master: &Master, backdrop: &compose::Backdrop, wanted: Wanted) -> Layout {
    let at = |size: (u32, u32)| compose::layout(master, wanted.role, size, backdrop);
    let largest = at((wanted.width.1, wanted.height.1));
    if largest.scale <= 1.0 || master.is_drawing() || wanted.width.0 == wanted.width.1 {
        return largest;
    }
    let side = (f64::from(wanted.width.1) / largest.scale).floor() as u32;
    let side = side.clamp(wanted.width.0, wanted.width.1);
    at((side, side))
}

fn too_small<T>(master: &Master, worst: &Layout) -> Result<T, Refusal> {
    let (width, height) = master.size();
    let enough = |length: f64| (length * worst.scale).ceil();
    let (content_width, content_height) = (master.content.width, master.content.height);
    let mark = if content_width < width || content_height < height {
        format!(", its mark {content_width}x{content_height}")
    } else {
        String::new()
    };
    Err(Refusal::TooSmall(format!(
        "the master is too small: it has {width}x{height} pixels{mark}; {}x{} would be enough for all sizes, or an SVG",
        enough(width),
        enough(height)
    )))
}

/// Works on all things with all cores; the results come in their order.
fn side_by_side<T: Sync, R: Send>(things: &[T], work: impl Fn(&T) -> Result<R, Refusal> + Sync) -> Result<Vec<R>, Refusal> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(things.len());
    // The last are the largest: they begin first.
    let next = AtomicUsize::new(0);
    let take = || {
        let mut done = Vec::new();
        while let Some(index) = things.len().checked_sub(next.fetch_add(1, Ordering::Relaxed) + 1) {
            done.push((index, work(&things[index])));
        }
        done
    };
    let mut done = std::thread::scope(|scope| {
        let others: Vec<_> = (1..threads).map(|_| scope.spawn(take)).collect();
        let mut done = take();
        for other in others {
            match other.join() {
                Ok(more) => done.extend(more),
                Err(_) => done.push((usize::MAX, refuse("a picture could not be drawn"))),
            }
        }
        done
    });
    done.sort_by_key(|(index, _)| *index);
    done.into_iter().map(|(_, result)| result).collect()
}

/// How a picture of another size is brought to the wanted one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fit {
    /// What is beyond the wanted shape is cut off, on both sides alike.
    Crop,
    /// All is shown, with the colour of its edge around it.
    Pad,
}

/// Brings a picture to a size, without stretching it. Gives the file and how many of its pixels are one of the picture.
///
/// # Errors
/// Where it cannot be decoded, or is too small and may not be enlarged.
pub fn fit(bytes: &[u8], size: (u32, u32), how: Fit, enlarge: bool) -> Result<Made, Refusal> {
    let master = Master::open(bytes)?;
    let is_drawing = master.is_drawing();
    let (width, height) = master.size();
    let (across, down) = (f64::from(size.0) / width, f64::from(size.1) / height);
    let scale = if how == Fit::Crop { across.max(down) } else { across.min(down) };
    if scale > 1.000_1 && !enlarge && !master.is_drawing() {
        return Err(Refusal::TooSmall(format!(
            "it has {width}x{height} pixels, too few for {}x{}; {}x{} would be enough",
            size.0,
            size.1,
            (width * scale).ceil(),
            (height * scale).ceil()
        )));
    }
    let picture = match how {
        Fit::Crop => {
            let (shown_width, shown_height) = (f64::from(size.0) / scale, f64::from(size.1) / scale);
            let area = super::picture::Area {
                x: (width - shown_width) / 2.0,
                y: (height - shown_height) / 2.0,
                width: shown_width,
                height: shown_height,
            };
            let layout = Layout { size, behind: None, tile: None, area, place: (0, 0, size.0, size.1), scale };
            compose::draw(&layout, &master.ready_bare(scale))?
        }
        Fit::Pad => {
            let (columns, rows) = ((width * scale).round().max(1.0), (height * scale).round().max(1.0));
            let area = super::picture::Area { x: 0.0, y: 0.0, width, height };
            let (left, top) = ((f64::from(size.0) - columns) / 2.0, (f64::from(size.1) - rows) / 2.0);
            let place = (left.floor() as u32, top.floor() as u32, columns as u32, rows as u32);
            let behind = compose::edge_color(&master)?;
            compose::draw(&Layout { size, behind, tile: None, area, place, scale }, &master.ready_bare(scale))?
        }
    };
    let png = encode::png(&picture)?;
    let facts = super::probe::made(&png, &picture);
    Ok(Made { picture, png, facts, scale: (!is_drawing).then_some(scale), from_wide: false })
}
