//! Pictures within pages: as they are where they are small, and made smaller where they are not.

use super::Files;
use super::page::data_address;
use image::ImageFormat;
use std::io::Cursor;

/// Up to this many bytes a picture stands in a page as it is.
const SMALL: usize = 160 << 10;

/// A picture of the package as an address within a page, not much wider than `width` pixels; `None` where it is not there or
/// is none that a browser could show.
pub fn within(pictures: &Files, name: &str, width: u32) -> Option<String> {
    let bytes = pictures.get(name)?;
    if !bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        return None;
    }
    if bytes.len() <= SMALL {
        return Some(data_address(bytes));
    }
    // A decoder that trips over a hostile file must not take the export with it.
    std::panic::catch_unwind(|| smaller(bytes, width)).ok().flatten().map(|bytes| data_address(&bytes))
}

fn smaller(bytes: &[u8], width: u32) -> Option<Vec<u8>> {
    let mut reader = image::ImageReader::with_format(Cursor::new(bytes), ImageFormat::Png);
    reader.limits(image::Limits::default());
    let picture = reader.decode().ok()?;
    let small = if picture.width() > width { picture.thumbnail(width, u32::MAX) } else { picture };
    let mut out = Cursor::new(Vec::new());
    small.to_rgba8().write_to(&mut out, ImageFormat::Png).ok()?;
    Some(out.into_inner())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_large_picture_is_made_smaller_and_what_is_none_is_left_out() {
        // Noise cannot be compressed.
        let mut seed = 1u32;
        let noise = image::RgbaImage::from_fn(1280, 720, |_, _| {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            image::Rgba([(seed >> 24) as u8, (seed >> 16) as u8, (seed >> 8) as u8, 255])
        });
        let mut large = Cursor::new(Vec::new());
        noise.write_to(&mut large, ImageFormat::Png).unwrap();
        let files = Files::from([
            ("large".to_string(), large.into_inner()),
            ("small".to_string(), crate::sample::file("logos/small-40x40.png").unwrap().to_vec()),
            ("broken".to_string(), [&b"\x89PNG\r\n\x1a\n"[..], &[0; 300_000]].concat()),
            ("none".to_string(), b"GIF89a".to_vec()),
        ]);
        let length = within(&files, "large", 320).unwrap().len();
        assert!(length < files["large"].len() / 4, "{length}");
        assert!(within(&files, "small", 10).unwrap().starts_with("data:image/png;base64,iVBOR"));
        assert_eq!(
            (within(&files, "broken", 320), within(&files, "none", 320), within(&files, "nothing", 320)),
            (None, None, None)
        );
    }
}
