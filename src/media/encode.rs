//! PNG files: written small and always alike, and known again as our own by what is in them.

use super::master::{Refusal, refuse};
use super::picture::Picture;
use sha2::{Digest, Sha256};

/// The first bytes of every PNG.
pub const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";
/// The text by which our files are known; the digest of all other bytes of the file follows.
const MADE: &[u8] = b"Software\0edge-offer ";

/// A picture as a PNG that says who made it. The same picture gives the same bytes.
///
/// # Errors
/// A picture without pixels.
pub fn png(picture: &Picture) -> Result<Vec<u8>, Refusal> {
    let opaque = picture.pixels.iter().all(|pixel| pixel[3] == 255);
    let (color_type, data) = if opaque {
        let data = picture.pixels.iter().flat_map(|[r, g, b, _]| [*r, *g, *b]).collect();
        (oxipng::ColorType::RGB { transparent_color: None }, data)
    } else {
        (oxipng::ColorType::RGBA, picture.bytes().to_vec())
    };
    let mut options = oxipng::Options::from_preset(1);
    options.strip = oxipng::StripChunks::All;
    // The levels above cost twice the time for a hundredth of the bytes of a logo.
    options.deflater = oxipng::Deflater::Libdeflater { compression: 8 };
    let raw = oxipng::RawImage::new(picture.width, picture.height, color_type, oxipng::BitDepth::Eight, data)
        .and_then(|raw| raw.create_optimized_png(&options));
    match raw {
        Ok(bytes) => Ok(signed(&bytes)),
        Err(error) => refuse(format!("a PNG of {}x{} pixels could not be written: {error}", picture.width, picture.height)),
    }
}

/// The file with our mark before its last chunk.
fn signed(png: &[u8]) -> Vec<u8> {
    let digest = crate::disk::digest(png);
    let body = [b"tEXt", MADE, digest.as_bytes()].concat();
    // The last chunk, IEND, is empty: twelve bytes.
    let (head, end) = png.split_at(png.len().saturating_sub(12));
    let length = u32::try_from(body.len() - 4).unwrap_or(0).to_be_bytes();
    [head, &length, &body, &crc32fast::hash(&body).to_be_bytes(), end].concat()
}

/// Whether these bytes are a PNG that this program made and nobody changed since.
pub fn is_ours(png: &[u8]) -> bool {
    let length = 12 + MADE.len() + 64;
    let Some(at) = png.len().checked_sub(12 + length).filter(|_| png.starts_with(SIGNATURE)) else { return false };
    let chunk = &png[at..at + length];
    let Some(digest) = chunk[4..].strip_prefix(b"tEXt").and_then(|rest| rest.strip_prefix(MADE)) else { return false };
    let mut hasher = Sha256::new();
    hasher.update(&png[..at]);
    hasher.update(&png[at + length..]);
    let found = hasher.finalize();
    let hex: String = found.iter().map(|byte| format!("{byte:02x}")).collect();
    digest[..64] == *hex.as_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again_and_known() {
        let mut picture = Picture::filled(30, 20, [10, 120, 90, 255]);
        picture.pixels[7] = [255, 0, 0, 128];
        let bytes = png(&picture).unwrap();
        let read = image::load_from_memory(&bytes).unwrap().into_rgba8();
        assert_eq!(read.as_raw().as_slice(), picture.bytes());
        assert!(is_ours(&bytes));
        assert_eq!(png(&picture).unwrap(), bytes);
    }

    #[test]
    fn what_somebody_changed_is_no_longer_ours() {
        let bytes = png(&Picture::filled(30, 20, [10, 120, 90, 255])).unwrap();
        for at in [20, 45, bytes.len() - 20, bytes.len() - 2] {
            let mut changed = bytes.clone();
            changed[at] ^= 1;
            assert!(!is_ours(&changed), "byte {at}");
        }
        assert!(!is_ours(&bytes[..bytes.len() - 1]) && !is_ours(b"") && !is_ours(SIGNATURE));
        assert!(!is_ours(&super::super::probe::tests::png(30, 20)));
    }
}
