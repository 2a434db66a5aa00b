//! Pictures with known properties: what is made of them, and what is refused.

use super::compose::Background;
use super::make::{Fit, Made, Wanted, Wishes, fit, make};
use super::{Master, Picture, Refusal, compose::Role, light, probe};
use proptest::prelude::*;

fn sizes() -> Vec<Wanted> {
    crate::logos::fields().map(|(_, wanted)| wanted).collect()
}

fn open(bytes: &[u8]) -> Master {
    Master::open(bytes).unwrap_or_else(|refusal| panic!("{refusal}"))
}

fn made_of(bytes: &[u8], wishes: Wishes) -> Vec<Made> {
    make(&open(bytes), None, &sizes(), wishes).unwrap_or_else(|refusal| panic!("{refusal}")).made
}

fn refusal(bytes: &[u8]) -> String {
    match Master::open(bytes) {
        Ok(_) => panic!("it was opened"),
        Err(refusal) => refusal.to_string(),
    }
}

const TRANSPARENT: Wishes = Wishes { background: Background::Transparent, enlarge: false };

/// A PNG, written quickly.
fn quick(picture: &Picture) -> Vec<u8> {
    use image::ImageEncoder;
    let mut bytes = Vec::new();
    let encoder = image::codecs::png::PngEncoder::new(&mut bytes);
    encoder.write_image(picture.bytes(), picture.width, picture.height, image::ExtendedColorType::Rgba8).unwrap();
    bytes
}

/// A PNG of `side` pixels with a disc in it, its edge as soft as a pixel.
fn disc(side: u32, color: light::Rgb, ground: [u8; 4]) -> Vec<u8> {
    let middle = f64::from(side) / 2.0;
    let mut picture = Picture::filled(side, side, ground);
    for (index, pixel) in picture.pixels.iter_mut().enumerate() {
        let (x, y) = (f64::from(index as u32 % side) + 0.5, f64::from(index as u32 / side) + 0.5);
        let cover = (middle * 0.9 - (x - middle).hypot(y - middle) + 0.5).clamp(0.0, 1.0) as f32;
        let behind = f32::from(ground[3]) / 255.0 * (1.0 - cover);
        let alpha = cover + behind;
        if alpha > 0.0 {
            let mix =
                |channel: usize| (light::to_linear(color[channel]) * cover + light::to_linear(ground[channel]) * behind) / alpha;
            *pixel = [light::to_srgb(mix(0)), light::to_srgb(mix(1)), light::to_srgb(mix(2)), (alpha * 255.0 + 0.5) as u8];
        }
    }
    quick(&picture)
}

fn logos(made: &[Made]) -> impl Iterator<Item = &Picture> {
    made.iter().map(|made| &made.picture).filter(|picture| (picture.width, picture.height) != (815, 290))
}

#[test]
fn a_white_disc_on_nothing_has_no_grey_edge() {
    for side in [350, 512, 777] {
        for picture in logos(&made_of(&disc(side, [255; 3], [0; 4]), TRANSPARENT)) {
            assert!(picture.pixels.iter().any(|pixel| (1..255).contains(&pixel[3])), "its edge is soft");
            let gray = picture.pixels.iter().find(|pixel| pixel[3] > 0 && pixel[..3] != [255; 3]);
            assert_eq!(gray, None, "{side} to {}x{}", picture.width, picture.height);
        }
    }
}

#[test]
fn a_circle_stays_round_and_in_the_middle_in_the_wide_logo() {
    let svg =
        br##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 60"><circle cx="20" cy="30" r="18" fill="#e05a1e"/></svg>"##;
    for bytes in [disc(1000, [224, 90, 30], [0; 4]), svg.to_vec()] {
        let made = made_of(&bytes, TRANSPARENT);
        let wide = logos(&made).find(|picture| picture.width == 255).unwrap();
        let weight = |test: &dyn Fn(u32, u32) -> f64| -> f64 {
            wide.pixels
                .iter()
                .enumerate()
                .map(|(index, pixel)| f64::from(pixel[3]) / 255.0 * test(index as u32 % 255, index as u32 / 255))
                .sum()
        };
        let area = weight(&|_, _| 1.0);
        let (x, y) = (weight(&|x, _| f64::from(x) + 0.5) / area, weight(&|_, y| f64::from(y) + 0.5) / area);
        let across = weight(&|column, _| (f64::from(column) + 0.5 - x).powi(2)) / area;
        let down = weight(&|_, row| (f64::from(row) + 0.5 - y).powi(2)) / area;
        assert!((across / down).sqrt() < 1.005 && (down / across).sqrt() < 1.005, "{across} {down}");
        assert!((x - 127.5).abs() < 0.6 && (y - 57.5).abs() < 0.6, "{x} {y}");
    }
}

#[test]
fn the_colour_in_the_middle_stays() {
    let color = [224, 90, 30];
    for bytes in [
        disc(800, color, [0; 4]),
        disc(700, color, [20, 40, 60, 255]),
        br##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><circle cx="5" cy="5" r="4" fill="#e05a1e"/></svg>"##
            .to_vec(),
    ] {
        for picture in logos(&made_of(&bytes, Wishes::default())) {
            let middle = picture.at(picture.width / 2, picture.height / 2);
            assert!(middle.iter().zip(color).all(|(a, b)| a.abs_diff(b) <= 1) && middle[3] == 255, "{middle:?}");
        }
    }
}

#[test]
fn the_colour_around_the_mark_goes_on_to_the_edges() {
    let ground = [20, 40, 60, 255];
    for made in made_of(&disc(700, [224, 90, 30], ground), Wishes::default()) {
        let picture = made.picture;
        for corner in [picture.at(0, 0), picture.at(picture.width - 1, picture.height - 1)] {
            assert_eq!(corner, ground, "{}x{}", picture.width, picture.height);
        }
    }
}

#[test]
fn the_wide_master_is_for_the_wide_pictures_only() {
    let square = disc(400, [224, 90, 30], [0; 4]);
    let word = br##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 10"><path fill="#0f8a6d" d="M2 2h36v6H2z"/></svg>"##;
    let logos = make(&open(&square), Some(&open(word)), &sizes(), TRANSPARENT).unwrap();
    for made in logos.made {
        let middle = made.picture.at(made.picture.width / 2, made.picture.height / 2);
        match (made.picture.width, made.picture.height) {
            (255, 115) => assert_eq!((made.from_wide, middle), (true, [15, 138, 109, 255])),
            (815, 290) => assert!(made.from_wide),
            _ => assert_eq!((made.from_wide, middle), (false, [224, 90, 30, 255])),
        }
    }
}

#[test]
fn a_small_master_is_refused_with_the_size_that_is_enough() {
    let small = disc(100, [224, 90, 30], [0; 4]);
    let Err(Refusal::TooSmall(reason)) = make(&open(&small), None, &sizes(), TRANSPARENT) else { panic!("it was taken") };
    assert!(reason.contains("too small") && reason.contains("216x216 would be enough"), "{reason}");
    let enough = make(&open(&disc(216, [224, 90, 30], [0; 4])), None, &sizes(), TRANSPARENT).unwrap();
    let large = enough.made.iter().find(|made| made.picture.width == made.picture.height && made.picture.width > 115).unwrap();
    assert_eq!(large.picture.width, 216, "as large as the master allows");
    let made = make(&open(&small), None, &sizes(), Wishes { enlarge: true, ..TRANSPARENT }).unwrap().made;
    assert!(made.iter().any(|made| made.scale.unwrap() > 2.0 && made.facts.look.as_ref().unwrap().edge >= 2.0));
}

#[test]
fn the_same_master_gives_the_same_bytes() {
    let bytes = disc(700, [224, 90, 30], [0; 4]);
    let files = || made_of(&bytes, Wishes::default()).into_iter().map(|made| made.png).collect::<Vec<_>>();
    assert_eq!(files(), files());
    for made in made_of(&bytes, Wishes::default()) {
        let facts = probe(&made.png);
        assert_eq!(facts, made.facts, "what is said of a made picture is what its file says");
    }
}

#[test]
fn every_way_to_store_the_same_picture_is_read_alike() {
    use image::{DynamicImage, ImageBuffer, ImageFormat, Luma, Rgb};
    let write = |image: DynamicImage, format| {
        let mut bytes = std::io::Cursor::new(Vec::new());
        image.write_to(&mut bytes, format).unwrap();
        bytes.into_inner()
    };
    let gray = ImageBuffer::from_fn(400, 400, |x, y| {
        Luma([if (100..300).contains(&x) && (100..300).contains(&y) { 200u8 } else { 40 }])
    });
    let as_gray = DynamicImage::ImageLuma8(gray.clone());
    let as_16 =
        DynamicImage::ImageLuma16(ImageBuffer::from_fn(400, 400, |x, y| Luma([u16::from(gray.get_pixel(x, y).0[0]) * 257])));
    let as_rgb = DynamicImage::ImageRgb8(ImageBuffer::from_fn(400, 400, |x, y| Rgb([gray.get_pixel(x, y).0[0]; 3])));
    let files = [
        write(as_gray.clone(), ImageFormat::Png),
        write(as_16, ImageFormat::Png),
        write(as_rgb.clone(), ImageFormat::Png),
        write(as_rgb.clone(), ImageFormat::WebP),
        write(as_rgb, ImageFormat::Jpeg),
        write(as_gray, ImageFormat::Jpeg),
    ];
    for bytes in files {
        let made = made_of(&bytes, Wishes::default());
        let medium = logos(&made).find(|picture| picture.width == 90).unwrap();
        let (middle, corner) = (medium.at(45, 45), medium.at(0, 0));
        assert!(middle[..3].iter().all(|value| value.abs_diff(200) <= 3), "{middle:?}");
        assert!(corner[..3].iter().all(|value| value.abs_diff(40) <= 3), "{corner:?}");
    }
}

#[test]
fn a_photo_is_turned_as_its_camera_says() {
    // A JPEG that is red at the left and green at the right, and an EXIF block that says: turn it clockwise by a quarter.
    let mut image = image::RgbImage::from_pixel(400, 300, image::Rgb([220, 30, 30]));
    image.enumerate_pixels_mut().filter(|(x, ..)| *x >= 200).for_each(|(.., pixel)| *pixel = image::Rgb([30, 160, 30]));
    let mut bytes = std::io::Cursor::new(Vec::new());
    image.write_to(&mut bytes, image::ImageFormat::Jpeg).unwrap();
    let bytes = bytes.into_inner();
    let exif = b"\xff\xe1\x00\x22Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0";
    let turned = [&bytes[..2], exif, &bytes[2..]].concat();
    assert_eq!(open(&bytes).size(), (400.0, 300.0));
    let master = open(&turned);
    assert_eq!(master.size(), (300.0, 400.0));
    assert!(master.notes[0].contains("EXIF"), "{:?}", master.notes);
    let seen = master.glance(100).unwrap();
    assert!(seen.at(37, 10)[0] > 180 && seen.at(37, 90)[1] > 120, "red is above, green below");
}

#[test]
fn a_colour_profile_is_obeyed() {
    use image::ImageEncoder;
    let with_profile = |profile: Vec<u8>| {
        let mut bytes = Vec::new();
        let mut encoder = image::codecs::png::PngEncoder::new(&mut bytes);
        encoder.set_icc_profile(profile).unwrap();
        encoder.write_image(&[0, 200, 0].repeat(300 * 300), 300, 300, image::ExtendedColorType::Rgb8).unwrap();
        bytes
    };
    let glance = |bytes: &[u8]| Master::open(bytes).map(|master| (master.glance(10).unwrap().at(5, 5), master.notes.len()));
    let srgb = moxcms::ColorProfile::new_srgb().encode().unwrap();
    assert_eq!(glance(&with_profile(srgb)).ok(), None, "a picture of one colour has no mark");
    let mut picture = Picture::filled(300, 300, [0, 200, 0, 255]);
    picture.pixels[150 * 300..].iter_mut().for_each(|pixel| *pixel = [200, 0, 0, 255]);
    let file = |profile: Vec<u8>| {
        let mut bytes = Vec::new();
        let mut encoder = image::codecs::png::PngEncoder::new(&mut bytes);
        encoder.set_icc_profile(profile).unwrap();
        encoder.write_image(picture.bytes(), 300, 300, image::ExtendedColorType::Rgba8).unwrap();
        bytes
    };
    let (color, notes) = glance(&file(moxcms::ColorProfile::new_srgb().encode().unwrap())).unwrap();
    assert_eq!((color, notes), ([200, 0, 0, 255], 0));
    // The red of Display P3 is redder than sRGB can say: it becomes the most of it.
    let (color, notes) = glance(&file(moxcms::ColorProfile::new_display_p3().encode().unwrap())).unwrap();
    assert!(color[0] > 210 && notes == 1, "{color:?}");
    assert!(refusal(&file(b"no profile at all".to_vec())).contains("colour profile"), "a broken one is told");
}

#[test]
fn what_is_no_still_picture_is_refused_in_words() {
    for (bytes, told) in [
        (&b""[..], "empty"),
        (b"hello", "no picture that is known here"),
        (b"\xff\xfe\x00\x01", "no picture that is known here"),
        (b"GIF89a....", "it is GIF"),
        (b"\x1f\x8b\x08\0\0\0\0\0", "compressed"),
        (b"\xff\xd8\xff\xc0\x00\x14\x08\x00\x10\x00\x10\x04\x01\x11\x00", "CMYK"),
        (b"RIFF\x20\0\0\0WEBPVP8X\x0a\0\0\0\x02\0\0\0\x0f\0\0\x0f\0\0", "it moves"),
        (b"<svg>", "no SVG that can be read"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "nothing in it"),
        (b"<html><svg:svg/></html>", "no SVG that can be"),
    ] {
        let reason = refusal(bytes);
        assert!(reason.contains(told), "{told}: {reason}");
    }
    let blank = quick(&Picture::filled(300, 300, [0; 4]));
    assert_eq!(refusal(&blank), "there is nothing in it: all of it is transparent");
    let plain = quick(&Picture::filled(300, 300, [1, 2, 3, 255]));
    assert_eq!(refusal(&plain), "there is nothing in it but the colour #010203");
}

#[test]
fn a_picture_that_is_cut_anywhere_never_panics() {
    let photo = {
        let image = image::RgbImage::from_fn(64, 48, |x, y| image::Rgb([x as u8 * 4, y as u8 * 5, 90]));
        let mut bytes = std::io::Cursor::new(Vec::new());
        image.write_to(&mut bytes, image::ImageFormat::Jpeg).unwrap();
        bytes.into_inner()
    };
    for whole in [disc(60, [224, 90, 30], [0; 4]), photo, crate::sample::file("logos/master.svg").unwrap().to_vec()] {
        for end in 0..whole.len() {
            let _ = Master::open(&whole[..end]);
        }
        let mut flipped = whole.clone();
        for at in (0..whole.len()).step_by(7) {
            flipped[at] ^= 0x55;
            let _ = (Master::open(&flipped), probe(&flipped));
            flipped[at] ^= 0x55;
        }
    }
}

#[test]
fn bombs_are_refused_before_they_are_decoded() {
    let mut png = super::probe::tests::png(1, 1);
    png[16..24].copy_from_slice(&[0, 0, 0xff, 0xff, 0, 0, 0xff, 0xff]);
    let sum = crc32fast::hash(&png[12..29]).to_be_bytes();
    png[29..33].copy_from_slice(&sum);
    assert!(refusal(&png).contains("65535x65535 pixels, more than 8192"), "{}", refusal(&png));
    let jpeg = b"\xff\xd8\xff\xc0\x00\x11\x08\xff\xff\xff\xff\x03\x01\x11\x00\x02\x11\x00\x03\x11\x00";
    assert!(!refusal(jpeg).is_empty());
    let huge = [b"<svg xmlns='http://www.w3.org/2000/svg'>".to_vec(), vec![b' '; super::master::MOST_SVG_BYTES]].concat();
    assert!(refusal(&huge).contains("bytes; at most"), "{}", refusal(&huge));
}

fn svg(inner: &str) -> Vec<u8> {
    format!("<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" viewBox=\"0 0 10 10\">{inner}</svg>").into_bytes()
}

#[test]
fn an_svg_reads_nothing_outside_of_itself() {
    for (inner, told) in [
        ("<image href='logo.png' width='9' height='9'/>", "<image> refers to logo.png"),
        ("<image xlink:href='file:///etc/passwd' width='9' height='9'/>", "file:///etc/passwd"),
        ("<image href='https://example.com/a.png' width='9' height='9'/>", "https://example.com/a.png"),
        ("<use href='other.svg#a'/>", "<use> refers to other.svg#a"),
        ("<path fill='url(https://example.com/a.svg#b)' d='M0 0h9v9z'/>", "refers to something outside"),
        ("<style>@import url(x.css);</style><path d='M0 0h9v9z'/>", "style sheet refers to something outside"),
        ("<style>path{fill:url('x.svg#a')}</style><path d='M0 0h9v9z'/>", "style sheet refers to something outside"),
        ("<image href='data:image/svg+xml;base64,PHN2Zy8+' width='9' height='9'/>", "refers to data:image/svg+xml"),
        ("<image href='data:image/png;base64,iVBORw0KGgo=' width='9' height='9'/>", "holds a picture of pixels"),
        ("<text x='1' y='5'>Tank</text>", "convert text to paths"),
        ("<foreignObject width='9' height='9'/>", "<foreignObject> is not drawn here"),
        ("<script>1</script>", "<script> is not drawn here"),
        ("<filter id='f'><feTurbulence numOctaves='1000000'/></filter><path filter='url(#f)' d='M0 0h9v9z'/>", "<feTurbulence>"),
    ] {
        let reason = refusal(&svg(inner));
        assert!(reason.contains(told), "{told}: {reason}");
    }
    for (entity, told) in
        [("x SYSTEM 'file:///etc/passwd'", "external entity x"), ("% y PUBLIC 'a' 'http://b/c'", "external entity y")]
    {
        let text = format!(
            "<!DOCTYPE svg [<!ENTITY {entity}>]><svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><path d='M0 0h9v9z'/></svg>"
        );
        assert!(refusal(text.as_bytes()).contains(told), "{}", refusal(text.as_bytes()));
    }
    // Drawing programs declare their own names so, and mean no file.
    let plain = "<!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" \"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd\" [<!ENTITY ns \"http://ns.example/SYSTEM\">]><svg xmlns='http://www.w3.org/2000/svg' xmlns:x='&ns;' viewBox='0 0 9 9'><path d='M1 1h7v7z'/></svg>";
    open(plain.as_bytes());
}

#[test]
fn an_svg_that_grows_without_end_is_refused() {
    let deep = format!("{}<path d='M0 0h9v9z'/>{}", "<g>".repeat(5000), "</g>".repeat(5000));
    assert!(refusal(&svg(&deep)).contains("deep within each other"));
    // Each line stands for ten of the one before: 10^12 squares.
    let mut laughs = "<g id='a0'><path d='M1 1h2v2z'/></g>".to_string();
    for level in 1..13 {
        let uses = format!("<use href='#a{}'/>", level - 1).repeat(10);
        laughs.push_str(&format!("<g id='a{level}'>{uses}</g>"));
    }
    assert!(refusal(&svg(&laughs)).contains("at most 100000 are drawn"), "{}", refusal(&svg(&laughs)));
    let mut patterns = "<pattern id='p0' width='1' height='1'><path d='M0 0h1v1z'/></pattern>".to_string();
    for level in 1..9 {
        let squares = format!("<path fill='url(#p{})' d='M0 0h1v1z'/>", level - 1).repeat(10);
        patterns.push_str(&format!("<pattern id='p{level}' width='1' height='1'>{squares}</pattern>"));
    }
    assert!(refusal(&svg(&format!("{patterns}<path fill='url(#p8)' d='M0 0h9v9z'/>"))).contains("at most 100000 are drawn"));
    let laughs = "<!DOCTYPE svg [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;\"><!ENTITY d \"&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;\"><!ENTITY e \"&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;\">]><svg xmlns='http://www.w3.org/2000/svg'><desc>&e;&e;&e;&e;</desc></svg>";
    assert!(!refusal(laughs.as_bytes()).is_empty());
    // What refers to itself is not followed.
    let _ = Master::open(&svg("<g id='a'><use href='#a'/><path d='M1 1h3v3z'/></g>"));
    for size in ["width='1e9' height='1e9'", "width='0' height='0'", "width='NaN' height='-3'", "viewBox='0 0 1e30 1e30'"] {
        let text = format!("<svg xmlns='http://www.w3.org/2000/svg' {size}><path d='M0 0h9v9z'/></svg>");
        let _ = Master::open(text.as_bytes()).map(|master| make(&master, None, &sizes(), Wishes::default()));
    }
}

#[test]
fn a_picture_is_fitted_by_cropping_or_by_padding() {
    // Red, with a blue stripe along its upper and lower edge.
    let mut picture = Picture::filled(1600, 1200, [200, 30, 30, 255]);
    for (index, pixel) in picture.pixels.iter_mut().enumerate() {
        if !(100..1100).contains(&(index / 1600)) {
            *pixel = [30, 30, 200, 255];
        }
    }
    let bytes = quick(&picture);
    let crop = fit(&bytes, (1280, 720), Fit::Crop, false).unwrap().picture;
    assert_eq!((crop.width, crop.height), (1280, 720));
    assert_eq!((crop.at(640, 0), crop.at(0, 360)), ([200, 30, 30, 255], [200, 30, 30, 255]));
    let pad = fit(&bytes, (1280, 720), Fit::Pad, false).unwrap().picture;
    assert_eq!((pad.at(640, 2), pad.at(640, 360)), ([30, 30, 200, 255], [200, 30, 30, 255]));
    assert_eq!(pad.at(5, 360), pad.at(1274, 100), "around it is one colour");
    let Err(Refusal::TooSmall(reason)) = fit(&disc(100, [1, 2, 3], [99, 9, 9, 255]), (1280, 720), Fit::Crop, false) else {
        panic!("taken")
    };
    assert!(reason.contains("1280x1280 would be enough"), "{reason}");
    assert_eq!(fit(&disc(100, [1, 2, 3], [99, 9, 9, 255]), (90, 90), Fit::Pad, false).unwrap().picture.width, 90);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, max_shrink_iters: 16, ..ProptestConfig::default() })]

    /// Whatever is made smaller: no value is outside those it is made of, nothing gets out of place, and what is opaque stays so.
    #[test]
    fn nothing_is_brighter_or_darker_than_its_master(
        side in 120u32..400,
        colors in proptest::collection::vec(any::<[u8; 4]>(), 4),
        opaque in any::<bool>(),
    ) {
        let mut picture = Picture::filled(side, side, [0; 4]);
        for (index, pixel) in picture.pixels.iter_mut().enumerate() {
            let (x, y) = (index as u32 % side, index as u32 / side);
            *pixel = colors[(usize::from(x * 2 > side) + 2 * usize::from(y * 2 > side)).min(3)];
            if opaque {
                pixel[3] = 255;
            }
        }
        let Ok(master) = Master::open(&quick(&picture)) else { return Ok(()) };
        let wanted = [Wanted { role: Role::Square, width: (90, 90), height: (90, 90) }];
        let made = make(&master, None, &wanted, Wishes { background: Background::Transparent, enlarge: true }).unwrap().made;
        let visible = || picture.pixels.iter().filter(|pixel| pixel[3] > 0);
        let least: [u8; 3] = std::array::from_fn(|channel| visible().map(|pixel| pixel[channel]).min().unwrap_or(0));
        let most: [u8; 3] = std::array::from_fn(|channel| visible().map(|pixel| pixel[channel]).max().unwrap_or(255));
        for pixel in &made[0].picture.pixels {
            prop_assert!(!opaque || pixel[3] == 255);
            // A mark that had to be enlarged keeps its edges by another kernel.
            for channel in 0..3 {
                let within = pixel[channel] >= least[channel].saturating_sub(1) && pixel[channel] <= most[channel].saturating_add(1);
                prop_assert!(pixel[3] < 4 || made[0].scale.unwrap() > 1.0 || within, "{pixel:?} of {least:?} to {most:?}");
            }
        }
    }

    /// Any text is an SVG or refused, and never a panic.
    #[test]
    fn any_text_is_an_svg_or_refused(inner in "[<>/a-z#'\"=() 0-9.&;-]{0,200}") {
        let _ = Master::open(&svg(&inner));
    }
}
