//! Looks at the bytes of a picture: signature, dimensions, and whether all of it is there.

use super::{Picture, PictureFacts, encode, judge};

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";
/// Up to this many pixels, a screenshot's size, a picture is decoded and looked at. For larger ones, which the store does not
/// take, the checksums of their chunks must do: they find every cut and every flipped bit.
const MOST_SEEN: u64 = 1280 * 720;

/// What the bytes of a file say of the picture in it. Never fails: what is wrong is told in the facts.
pub fn probe(bytes: &[u8]) -> PictureFacts {
    let mut facts = header(bytes);
    facts.digest = number(bytes);
    if facts.format != "PNG" || facts.broken.is_some() {
        return facts;
    }
    let pixels = u64::from(facts.width) * u64::from(facts.height);
    if pixels <= MOST_SEEN {
        facts.made_here = encode::is_ours(bytes);
        match decode(bytes) {
            Ok(picture) => facts.look = Some(judge::look(&picture)),
            Err(reason) => facts.broken = Some(reason),
        }
    }
    facts
}

/// The same without decoding anything: signature, dimensions, and whether all of it is there.
pub fn header(bytes: &[u8]) -> PictureFacts {
    let mut facts = PictureFacts { bytes: bytes.len() as u64, format: format(bytes).to_string(), ..PictureFacts::default() };
    if facts.format != "PNG" {
        if let Ok(Ok((width, height))) = std::panic::catch_unwind(|| {
            image::ImageReader::new(std::io::Cursor::new(bytes))
                .with_guessed_format()
                .map(|r| r.into_dimensions().unwrap_or((0, 0)))
        }) {
            (facts.width, facts.height) = (width, height);
        }
        return facts;
    }
    match png_header(bytes) {
        Some((width, height)) => (facts.width, facts.height) = (width, height),
        None => {
            facts.broken = Some("its header is not whole".to_string());
            return facts;
        }
    }
    match chunks(bytes) {
        Ok(animated) => facts.animated = animated,
        Err(reason) => facts.broken = Some(reason),
    }
    facts
}

/// The facts of a file of ours, whose pixels are at hand.
pub(super) fn made(png: &[u8], picture: &Picture) -> PictureFacts {
    PictureFacts {
        bytes: png.len() as u64,
        format: "PNG".to_string(),
        width: picture.width,
        height: picture.height,
        digest: number(png),
        made_here: true,
        look: Some(judge::look(picture)),
        ..PictureFacts::default()
    }
}

/// A number for some bytes, by which they are known again.
pub fn number(bytes: &[u8]) -> u64 {
    use sha2::Digest;
    let digest = sha2::Sha256::digest(bytes);
    digest.iter().take(8).fold(0, |number, byte| number << 8 | u64::from(*byte))
}

/// The pixels of a PNG of the store's sizes.
///
/// # Errors
/// What cannot be decoded, with the reason, as the end of a sentence.
pub fn decode(bytes: &[u8]) -> Result<Picture, String> {
    let mut reader = image::ImageReader::with_format(std::io::Cursor::new(bytes), image::ImageFormat::Png);
    reader.limits(image::Limits::default());
    // A decoder that trips over a hostile file must not take the wizard with it.
    match std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| reader.decode())) {
        Ok(Ok(decoded)) => {
            let decoded = decoded.into_rgba8();
            let (width, height) = decoded.dimensions();
            Ok(Picture::from_bytes(width, height, decoded.into_raw()))
        }
        Ok(Err(error)) => Err(format!("it cannot be decoded: {error}")),
        Err(_) => Err("it cannot be decoded".to_string()),
    }
}

pub(super) fn format(bytes: &[u8]) -> &'static str {
    match bytes {
        [] => "empty file",
        _ if bytes.starts_with(PNG) => "PNG",
        [0xff, 0xd8, 0xff, ..] => "JPEG",
        [b'G', b'I', b'F', b'8', ..] => "GIF",
        [b'B', b'M', ..] => "BMP",
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => "WebP",
        [0, 0, 1, 0, ..] => "ICO",
        [_, _, _, _, b'f', b't', b'y', b'p', ..] => "AVIF or HEIC",
        _ if bytes[..bytes.len().min(1024)].windows(4).any(|window| window == b"<svg") => "SVG",
        _ => "unknown",
    }
}

/// The pixels of a picture of any kind that is known here, as a master is read: its limits, its colours in sRGB.
///
/// # Errors
/// As [`crate::media::Master::open`].
pub fn decode_any(bytes: &[u8]) -> Result<Picture, String> {
    let master = crate::media::Master::open(bytes).map_err(|refusal| refusal.to_string())?;
    master.whole(1024).map_err(|refusal| refusal.to_string())
}

fn png_header(bytes: &[u8]) -> Option<(u32, u32)> {
    let header = bytes.get(8..33)?;
    let number = |at: usize| header.get(at..at + 4).and_then(|four| four.try_into().ok()).map(u32::from_be_bytes);
    let (width, height) = (number(8)?, number(12)?);
    (&header[4..8] == b"IHDR" && width > 0 && height > 0).then_some((width, height))
}

/// Walks the chunks to the end. `Ok` says whether the picture is animated.
fn chunks(bytes: &[u8]) -> Result<bool, String> {
    let (mut at, mut animated) = (PNG.len(), false);
    loop {
        let (Some(length), Some(kind)) = (bytes.get(at..at + 4), bytes.get(at + 4..at + 8)) else {
            return Err("it ends before its last chunk: it is truncated".to_string());
        };
        let length = length.iter().fold(0usize, |sum, byte| sum << 8 | usize::from(*byte));
        animated |= kind == b"acTL";
        let end = at.saturating_add(8).saturating_add(length);
        let (Some(checked), Some(sum)) = (bytes.get(at + 4..end), bytes.get(end..end.saturating_add(4))) else {
            return Err("it ends within a chunk: it is truncated".to_string());
        };
        if crc32fast::hash(checked).to_be_bytes() != sum {
            return Err("the checksum of a chunk is wrong: some of its bytes are not what they were".to_string());
        }
        at = end + 4;
        if kind == b"IEND" {
            return Ok(animated);
        }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// A PNG of one colour.
    pub fn png(width: u32, height: u32) -> Vec<u8> {
        let mut bytes = std::io::Cursor::new(Vec::new());
        image::RgbaImage::from_pixel(width, height, image::Rgba([10, 120, 90, 255]))
            .write_to(&mut bytes, image::ImageFormat::Png)
            .unwrap();
        bytes.into_inner()
    }

    #[test]
    fn a_real_png_tells_its_size() {
        let facts = probe(&png(255, 115));
        assert_eq!(
            (facts.format.as_str(), facts.width, facts.height, facts.animated, facts.broken),
            ("PNG", 255, 115, false, None)
        );
    }

    #[test]
    fn what_is_not_whole_is_said_to_be_broken() {
        let whole = png(40, 40);
        for end in [0, 5, 8, 20, 33, 40, whole.len() - 1] {
            let facts = probe(&whole[..end]);
            assert!(facts.format != "PNG" || facts.broken.is_some(), "cut at {end}: {facts:?}");
        }
        let mut flipped = whole.clone();
        flipped[50] ^= 0xff;
        assert!(probe(&flipped).broken.is_some());
    }

    #[test]
    fn the_signature_counts_and_not_the_name() {
        assert_eq!(probe(b"\xff\xd8\xff\xe0 a photo named .png").format, "JPEG");
        assert_eq!(probe(b"<?xml version='1.0'?><svg/>").format, "SVG");
        assert_eq!(probe(b"hello").format, "unknown");
    }

    #[test]
    fn a_bomb_is_measured_and_not_decoded() {
        let mut bomb = png(1, 1);
        bomb[16..24].copy_from_slice(&[0, 0, 0xff, 0xff, 0, 0, 0xff, 0xff]);
        let facts = probe(&bomb);
        assert_eq!((facts.width, facts.height), (65_535, 65_535));
    }
}
