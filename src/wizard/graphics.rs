//! Pictures by the terminal's own graphics: kitty's protocol, iTerm2's, or sixel. Where there are none, the screen shows half blocks.
//!
//! What the terminal has is told by its environment, or asked for once and not waited for: the answers are sifted from the keys
//! (see [`super::background`]). Pictures lie over blank cells of the frame; they are drawn after it, and only where something changed.

use crate::app::Placement;
use crate::app::gallery::Gallery;
use crate::media::light::Rgb;
use crate::media::{Picture, cells};
use base64::Engine;
use std::collections::HashMap;
use std::fmt::Write;

/// The question for kitty's graphics, and for the terminal's name and version (XTVERSION).
pub const QUESTION: &str = "\x1b_Gi=31,s=1,v=1,a=q,t=d,f=24;AAAA\x1b\\\x1b[>q";

/// A way in which a terminal draws pictures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Protocol {
    /// kitty's: kitty, Ghostty, Konsole, WezTerm.
    Kitty,
    /// iTerm2's: iTerm2, WezTerm, mintty.
    Iterm2,
    /// DEC's: foot, mlterm, contour, and others.
    Sixel,
}

/// What is known before anything is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known {
    /// It has this one.
    Has(Protocol),
    /// It has none, or must not be asked.
    None,
    /// It can be asked.
    Ask,
}

impl Protocol {
    /// What the environment says. `EDGE_OFFER_GRAPHICS` decides: `kitty`, `iterm2`, `sixel`, `blocks`.
    pub fn of_environment(variable: impl Fn(&str) -> Option<String>) -> Known {
        let get = |name: &str| variable(name).unwrap_or_default();
        match get("EDGE_OFFER_GRAPHICS").as_str() {
            "kitty" => return Known::Has(Protocol::Kitty),
            "iterm2" => return Known::Has(Protocol::Iterm2),
            "sixel" => return Known::Has(Protocol::Sixel),
            "" => {}
            _ => return Known::None,
        }
        let (term, program) = (get("TERM"), get("TERM_PROGRAM"));
        // Between us and the terminal stands another that keeps pictures to itself.
        if !get("TMUX").is_empty() || term.starts_with("screen") || term.starts_with("tmux") {
            return Known::None;
        }
        match (term.as_str(), program.as_str()) {
            // It would show the question.
            ("" | "dumb" | "linux", _) | (_, "Apple_Terminal") => Known::None,
            ("xterm-kitty" | "xterm-ghostty", _) | (_, "ghostty") => Known::Has(Protocol::Kitty),
            (_, "iTerm.app" | "WezTerm" | "mintty") => Known::Has(Protocol::Iterm2),
            (term, _) if ["foot", "mlterm", "contour", "yaft"].iter().any(|name| term.starts_with(name)) => {
                Known::Has(Protocol::Sixel)
            }
            _ => Known::Ask,
        }
    }

    /// What an answer says: to the question for kitty's graphics, or the terminal's name.
    pub fn of_answer(answer: &str) -> Option<Protocol> {
        if let Some(graphics) = answer.strip_prefix('G') {
            return graphics.ends_with(";OK").then_some(Protocol::Kitty);
        }
        let name = answer.strip_prefix(">|")?.to_lowercase();
        let is = |names: &[&str]| names.iter().any(|known| name.starts_with(known));
        if is(&["iterm2", "wezterm", "mintty"]) {
            Some(Protocol::Iterm2)
        } else if is(&["foot", "mlterm", "contour"]) {
            Some(Protocol::Sixel)
        } else {
            None
        }
    }
}

/// The pictures that the terminal shows now.
#[derive(Debug, Default)]
pub struct Graphics {
    protocol: Option<Protocol>,
    shown: Vec<(u32, Placement)>,
    last: u32,
    /// Whether the screen was cleared without our doing: what it showed is gone, or may still lie there.
    lost: bool,
}

impl Graphics {
    /// Draws by this protocol from now on. The first that is known stays.
    pub fn set(&mut self, protocol: Protocol) {
        self.protocol.get_or_insert(protocol);
    }

    /// Whether the terminal draws pictures. Sixels are counted in pixels, so the size of a cell has to be known.
    pub fn is_on(&self) -> bool {
        match self.protocol {
            Some(Protocol::Sixel) => cell_size().is_some(),
            protocol => protocol.is_some(),
        }
    }

    /// The screen was cleared, or belonged to somebody else meanwhile: everything is drawn anew.
    pub fn forget(&mut self) {
        self.lost = true;
    }

    /// What has to be written before the terminal is given back.
    pub fn leave(&mut self) -> String {
        self.lost = true;
        self.change(&[], &Gallery::default())
    }

    /// What has to be written so that the terminal shows these pictures and no others. Empty where nothing changed.
    pub fn change(&mut self, wanted: &[Placement], gallery: &Gallery) -> String {
        let Some(protocol) = self.protocol else { return String::new() };
        let mut out = String::new();
        // Writing into a String cannot fail, here and below.
        if std::mem::take(&mut self.lost) {
            if protocol == Protocol::Kitty && !self.shown.is_empty() {
                out.push_str("\x1b_Ga=d,d=A,q=2\x1b\\");
            }
            self.shown.clear();
        }
        let gone: Vec<u32> =
            self.shown.iter().filter(|(_, placement)| !wanted.contains(placement)).map(|(number, _)| *number).collect();
        // Other terminals forget a picture where text is written over it, which the frame has done.
        if protocol == Protocol::Kitty {
            for number in &gone {
                let _ = write!(out, "\x1b_Ga=d,d=I,i={number},q=2\x1b\\");
            }
        }
        self.shown.retain(|(number, _)| !gone.contains(number));
        for placement in wanted {
            if self.shown.iter().any(|(_, shown)| shown == placement) {
                continue;
            }
            let Some(picture) = gallery.get(placement.number) else { continue };
            self.last = self.last % 60_000 + 1;
            let _ = write!(out, "\x1b[{};{}H", placement.area.y + 1, placement.area.x + 1);
            out.push_str(&match protocol {
                Protocol::Kitty => kitty(picture, placement, self.last),
                Protocol::Iterm2 => iterm2(picture, placement),
                Protocol::Sixel => {
                    let (width, height) = cell_size().unwrap_or((8, 16));
                    let size = (u32::from(placement.area.width) * width, u32::from(placement.area.height) * height);
                    sixel(&cells::scaled(picture, size.0, size.1).on(placement.tile))
                }
            });
            self.shown.push((self.last, *placement));
        }
        // The caret goes back to where the frame has put it.
        if out.is_empty() { out } else { format!("\x1b7{out}\x1b8") }
    }
}

/// Width and height of a cell in pixels, where the terminal tells the system.
fn cell_size() -> Option<(u32, u32)> {
    let size = crossterm::terminal::window_size().ok()?;
    let width = u32::from(size.width).checked_div(u32::from(size.columns))?;
    let height = u32::from(size.height).checked_div(u32::from(size.rows))?;
    (width >= 2 && height >= 4).then_some((width, height))
}

/// A PNG, written quickly: it only goes to the terminal.
fn png(picture: &Picture, tile: Rgb) -> Vec<u8> {
    use image::ImageEncoder;
    let on_tile = picture.on(tile);
    let mut bytes = Vec::new();
    let encoder = image::codecs::png::PngEncoder::new(&mut bytes);
    // Memory takes everything that is written to it.
    let _ = encoder.write_image(on_tile.bytes(), on_tile.width, on_tile.height, image::ExtendedColorType::Rgba8);
    bytes
}

fn base64(bytes: &[u8]) -> String {
    base64::engine::general_purpose::STANDARD.encode(bytes)
}

/// The picture by kitty's protocol, in pieces of 4096 letters. The terminal brings it to the cells.
fn kitty(picture: &Picture, placement: &Placement, number: u32) -> String {
    let data = base64(&png(picture, placement.tile));
    let (columns, rows) = (placement.area.width, placement.area.height);
    let mut out = String::new();
    // Base64 is ASCII: every place is between two letters.
    let pieces: Vec<&str> = (0..data.len()).step_by(4096).filter_map(|at| data.get(at..(at + 4096).min(data.len()))).collect();
    for (index, piece) in pieces.iter().enumerate() {
        let more = u8::from(index + 1 < pieces.len());
        let _ = match index {
            0 => write!(out, "\x1b_Ga=T,f=100,i={number},c={columns},r={rows},C=1,q=2,m={more};{piece}\x1b\\"),
            _ => write!(out, "\x1b_Gm={more},q=2;{piece}\x1b\\"),
        };
    }
    out
}

/// The picture by iTerm2's protocol.
fn iterm2(picture: &Picture, placement: &Placement) -> String {
    let bytes = png(picture, placement.tile);
    format!(
        "\x1b]1337;File=inline=1;size={};width={};height={};preserveAspectRatio=0:{}\x07",
        bytes.len(),
        placement.area.width,
        placement.area.height,
        base64(&bytes)
    )
}

/// An opaque picture as sixels: bands of six rows, each drawn once for every colour in it.
fn sixel(picture: &Picture) -> String {
    let (palette, indices) = palette(picture);
    let (width, height) = (picture.width as usize, picture.height as usize);
    let mut out = format!("\x1bP0;1;0q\"1;1;{width};{height}");
    for (index, color) in palette.iter().enumerate() {
        let [r, g, b] = color.map(|value| (u32::from(value) * 100 + 127) / 255);
        let _ = write!(out, "#{index};2;{r};{g};{b}");
    }
    for band in indices.chunks(width * 6) {
        let mut used: Vec<u8> = band.to_vec();
        used.sort_unstable();
        used.dedup();
        for (turn, color) in used.iter().enumerate() {
            if turn > 0 {
                out.push('$');
            }
            let _ = write!(out, "#{color}");
            let mut run = (0u8, 0usize);
            for x in 0..width {
                let bits = band.iter().skip(x).step_by(width).enumerate();
                let sign = bits.fold(0u8, |bits, (row, index)| bits | u8::from(index == color) << row);
                if sign == run.0 {
                    run.1 += 1;
                } else {
                    repeat(&mut out, run);
                    run = (sign, 1);
                }
            }
            repeat(&mut out, run);
        }
        out.push('-');
    }
    out + "\x1b\\"
}

/// Writes the same six pixels several times.
fn repeat(out: &mut String, (bits, count): (u8, usize)) {
    let sign = char::from(63 + bits);
    match count {
        0 => {}
        1..=3 => (0..count).for_each(|_| out.push(sign)),
        _ => out.push_str(&format!("!{count}{sign}")),
    }
}

/// At most 256 colours, and which of them each pixel has. Where there are more, the colours are halved again and again across the
/// channel in which they differ most (median cut).
fn palette(picture: &Picture) -> (Vec<Rgb>, Vec<u8>) {
    let key = |[r, g, b, _]: [u8; 4]| [r, g, b].map(|value| value & 0xfc);
    let mut seen: HashMap<Rgb, Shade> = HashMap::new();
    for pixel in &picture.pixels {
        let shade = seen.entry(key(*pixel)).or_insert_with(|| Shade { key: key(*pixel), count: 0, sums: [0; 3] });
        shade.count += 1;
        shade.sums.iter_mut().zip(pixel).for_each(|(sum, value)| *sum += u64::from(*value));
    }
    let mut all: Vec<Shade> = seen.into_values().collect();
    all.sort_by_key(|shade| shade.key);
    let mut groups = vec![all];
    while groups.len() < 256 {
        let spread = |group: &Vec<Shade>| (0..3).map(|channel| (width_of(group, channel), channel)).max().unwrap_or((0, 0));
        let Some((index, (width, channel))) =
            groups.iter().map(spread).enumerate().max_by_key(|(index, (width, _))| (*width, std::cmp::Reverse(*index)))
        else {
            break;
        };
        if width == 0 {
            break;
        }
        let mut group = groups.swap_remove(index);
        group.sort_by_key(|shade| (shade.key[channel], shade.key));
        let upper = group.split_off(group.len() / 2);
        groups.extend([group, upper]);
    }
    // The colour that is seen most comes first.
    groups.sort_by_key(|group| {
        (std::cmp::Reverse(group.iter().map(|shade| shade.count).sum::<u64>()), group.first().map(|shade| shade.key))
    });
    let mean = |group: &Vec<Shade>| {
        let count = group.iter().map(|shade| shade.count).sum::<u64>().max(1);
        std::array::from_fn(|channel| {
            let sum = group.iter().map(|shade| shade.sums[channel]).sum::<u64>();
            u8::try_from(sum / count).unwrap_or(u8::MAX)
        })
    };
    let index_of: HashMap<Rgb, u8> = groups
        .iter()
        .enumerate()
        .flat_map(|(index, group)| group.iter().map(move |shade| (shade.key, u8::try_from(index).unwrap_or(0))))
        .collect();
    let indices = picture.pixels.iter().map(|pixel| index_of.get(&key(*pixel)).copied().unwrap_or(0)).collect();
    (groups.iter().map(mean).collect(), indices)
}

/// Pixels of nearly one colour.
struct Shade {
    key: Rgb,
    count: u64,
    sums: [u64; 3],
}

/// How far the colours of a group lie apart in a channel.
fn width_of(group: &[Shade], channel: usize) -> u8 {
    let values = || group.iter().map(|shade| shade.key[channel]);
    values().max().unwrap_or(0) - values().min().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::layout::Rect;
    use std::sync::Arc;

    const RED: [u8; 4] = [255, 0, 0, 255];

    fn gallery() -> Gallery {
        let mut gallery = Gallery::default();
        gallery.put(7, Arc::new(Picture::filled(2, 2, RED)));
        gallery.put(8, Arc::new(Picture::filled(2, 2, [0, 0, 0, 0])));
        gallery
    }

    fn at(number: u64, x: u16) -> Placement {
        Placement { area: Rect { x, y: 4, width: 6, height: 3 }, number, tile: [255; 3] }
    }

    #[test]
    fn the_environment_tells_what_is_there() {
        let known = |pairs: &[(&str, &str)]| {
            Protocol::of_environment(|name| pairs.iter().find(|(key, _)| *key == name).map(|(_, value)| value.to_string()))
        };
        assert_eq!(known(&[("TERM", "xterm-kitty")]), Known::Has(Protocol::Kitty));
        assert_eq!(known(&[("TERM", "xterm-256color"), ("TERM_PROGRAM", "iTerm.app")]), Known::Has(Protocol::Iterm2));
        assert_eq!(known(&[("TERM", "foot")]), Known::Has(Protocol::Sixel));
        assert_eq!(known(&[("TERM", "xterm-256color")]), Known::Ask);
        assert_eq!(known(&[("TERM", "xterm-256color"), ("TERM_PROGRAM", "Apple_Terminal")]), Known::None);
        assert_eq!(known(&[("TERM", "xterm-kitty"), ("TMUX", "/tmp/x")]), Known::None);
        assert_eq!(known(&[("TERM", "tmux-256color"), ("EDGE_OFFER_GRAPHICS", "sixel")]), Known::Has(Protocol::Sixel));
        assert_eq!(known(&[("TERM", "xterm-kitty"), ("EDGE_OFFER_GRAPHICS", "blocks")]), Known::None);
    }

    #[test]
    fn answers_are_understood() {
        assert_eq!(Protocol::of_answer("Gi=31;OK"), Some(Protocol::Kitty));
        assert_eq!(Protocol::of_answer("Gi=31;ENOTSUPPORTED:no"), None);
        assert_eq!(Protocol::of_answer(">|WezTerm 20240203"), Some(Protocol::Iterm2));
        assert_eq!(Protocol::of_answer(">|foot(1.16.2)"), Some(Protocol::Sixel));
        assert_eq!(Protocol::of_answer(">|XTerm(390)"), None);
    }

    #[test]
    fn kitty_gets_what_is_new_and_loses_what_is_gone() {
        let (gallery, mut graphics) = (gallery(), Graphics::default());
        assert_eq!(graphics.change(&[at(7, 10)], &gallery), "", "nothing is known of the terminal");
        graphics.set(Protocol::Kitty);
        let first = graphics.change(&[at(7, 10)], &gallery);
        assert!(first.starts_with("\x1b7\x1b[5;11H\x1b_Ga=T,f=100,i=1,c=6,r=3,C=1,q=2,m=0;iVBORw0KGgo"), "{first:?}");
        assert!(first.ends_with("\x1b\\\x1b8"), "{first:?}");
        assert_eq!(graphics.change(&[at(7, 10)], &gallery), "", "the same picture is not sent twice");
        let second = graphics.change(&[at(8, 10)], &gallery);
        assert!(second.starts_with("\x1b7\x1b_Ga=d,d=I,i=1,q=2\x1b\\\x1b[5;11H\x1b_Ga=T,f=100,i=2,"), "{second:?}");
        graphics.forget();
        let third = graphics.change(&[at(8, 10)], &gallery);
        assert!(third.starts_with("\x1b7\x1b_Ga=d,d=A,q=2\x1b\\\x1b[5;11H\x1b_Ga=T,f=100,i=3,"), "{third:?}");
        assert_eq!(graphics.change(&[], &gallery), "\x1b7\x1b_Ga=d,d=I,i=3,q=2\x1b\\\x1b8");
    }

    #[test]
    fn a_long_picture_comes_to_kitty_in_pieces() {
        let mut picture = Picture::filled(90, 90, RED);
        for (index, pixel) in picture.pixels.iter_mut().enumerate() {
            *pixel = [(index * 7919 % 251) as u8, (index * 104_729 % 241) as u8, (index * 31 % 239) as u8, 255];
        }
        let sent = kitty(&picture, &at(7, 0), 1);
        let pieces: Vec<&str> = sent.split("\x1b\\").filter(|piece| !piece.is_empty()).collect();
        assert!(pieces.len() > 2);
        for (index, piece) in pieces.iter().enumerate() {
            let (head, data) = piece.split_once(';').unwrap();
            let last = index + 1 == pieces.len();
            assert!(data.len() <= 4096 && head.contains(if last { "m=0" } else { "m=1" }), "{head}");
        }
    }

    #[test]
    fn iterm2_gets_a_file_in_cells() {
        let sent = iterm2(&Picture::filled(2, 2, RED), &at(7, 0));
        assert!(sent.starts_with("\x1b]1337;File=inline=1;size="), "{sent:?}");
        assert!(sent.contains(";width=6;height=3;preserveAspectRatio=0:iVBORw0KGgo") && sent.ends_with('\x07'), "{sent:?}");
    }

    #[test]
    fn sixels_are_bands_of_six_rows() {
        let mut picture = Picture::filled(5, 7, RED);
        picture.pixels[6] = [0, 0, 255, 255];
        assert_eq!(sixel(&picture), "\x1bP0;1;0q\"1;1;5;7#0;2;100;0;0#1;2;0;0;100#0~|~~~$#1?A???-#0!5@-\x1b\\");
    }

    #[test]
    fn many_colours_become_256() {
        let mut picture = Picture::filled(64, 64, RED);
        for (index, pixel) in picture.pixels.iter_mut().enumerate() {
            *pixel = [(index % 64 * 4) as u8, (index / 64 * 4) as u8, 90, 255];
        }
        let (palette, indices) = palette(&picture);
        assert_eq!((palette.len(), indices.len()), (256, 64 * 64));
        let worst = picture.pixels.iter().zip(&indices).map(|(pixel, index)| {
            let color = palette[usize::from(*index)];
            pixel.iter().zip(color).map(|(a, b)| a.abs_diff(b)).max().unwrap_or(0)
        });
        assert!(worst.max().unwrap() <= 16);
    }
}
