//! Pictures with known faults, and what is said of them.

use crate::media::{Picture, PictureFacts, encode, probe};
use crate::offer::{Attachment, Document, Edition};
use crate::rules::check;
use drawing::{CLEAR, ORANGE, Rgb, drawn};

#[path = "../../../tests/it/drawing.rs"]
mod drawing;

fn all(field: &str, facts: PictureFacts, edition: Edition) -> Vec<(&'static str, String)> {
    let (table, key) = field.rsplit_once('.').unwrap();
    let mut document = Document::parse(format!("[{table}]\n{key} = \"w.png\"\n")).unwrap();
    document.attach("w.png", Attachment::Picture(facts));
    let found = check(&document, Some(edition)).into_iter().filter(|finding| finding.field.to_string() == field);
    found.map(|finding| (finding.rule.id, finding.message)).collect()
}

fn found(facts: PictureFacts) -> Vec<&'static str> {
    all("media.logos.wide", facts, Edition::PartnerCenter).into_iter().map(|(id, _)| id).collect()
}

fn png(width: u32, height: u32) -> PictureFacts {
    PictureFacts { bytes: 900, format: "PNG".into(), width, height, ..PictureFacts::default() }
}

fn facts(picture: &Picture) -> PictureFacts {
    probe(&encode::png(picture).unwrap())
}

/// A disc in the middle of a wide logo, with an edge of this many pixels.
fn disc(ground: [u8; 4], mark: Rgb, radius: f32, edge: f32) -> PictureFacts {
    facts(&drawing::disc(ground, mark, radius, edge))
}

#[test]
fn only_the_exact_size_passes() {
    assert_eq!(found(png(255, 115)), [""; 0]);
    assert_eq!(found(png(255, 117)), ["logo-wrong-size"]);
    assert_eq!(found(png(115, 255)), ["logo-wrong-size"]);
    let told = |width, height| all("media.logos.large", png(width, height), Edition::PartnerCenter)[0].1.clone();
    assert_eq!(told(300, 280), "the picture has 300x280 pixels and is not square; 216x216 to 350x350 is wanted");
    assert_eq!(told(400, 400), "the picture has 400x400 pixels; 216x216 to 350x350 is wanted");
}

#[test]
fn what_is_no_whole_png_is_said_once() {
    assert_eq!(found(PictureFacts { format: "JPEG".into(), ..png(255, 115) }), ["picture-not-png"]);
    assert_eq!(found(PictureFacts { broken: Some("truncated".into()), ..png(255, 115) }), ["picture-broken"]);
    assert_eq!(found(PictureFacts { animated: true, ..png(255, 115) }), ["picture-animated"]);
}

#[test]
fn a_flat_sharp_mark_that_is_seen_everywhere_has_no_findings() {
    assert_eq!(found(disc(CLEAR, ORANGE, 50.0, 1.0)), [""; 0]);
    assert_eq!(found(disc([219, 234, 246, 255], [0, 98, 180], 50.0, 1.0)), [""; 0]);
}

#[test]
fn blur_is_measured_in_pixels() {
    assert_eq!(found(disc(CLEAR, ORANGE, 45.0, 6.0)), ["picture-blurred"]);
    let told = all("media.logos.wide", disc(CLEAR, ORANGE, 45.0, 6.0), Edition::PartnerCenter)[0].1.clone();
    assert!(told.contains("sharpest edges are ") && told.contains("pixels wide"), "{told}");
}

#[test]
fn repeated_pixels_are_found() {
    let small = drawn((85, 39), CLEAR, ORANGE, |x, y| 17.0 - (x - 42.5).hypot(y - 19.0) + 0.5);
    let mut large = Picture::filled(255, 115, CLEAR);
    for (index, pixel) in large.pixels.iter_mut().enumerate() {
        *pixel = small.at(index as u32 % 255 / 3, index as u32 / 255 / 3);
    }
    let facts = probe(&encode::png(&large).unwrap());
    assert_eq!(found(facts.clone()), ["picture-blurred"]);
    assert!(all("media.logos.wide", facts, Edition::PartnerCenter)[0].1.contains("enlarged 3 times"));
}

#[test]
fn marks_that_vanish_are_told_with_their_contrast() {
    assert_eq!(found(disc(CLEAR, [250, 240, 120], 50.0, 1.0)), ["logo-low-contrast"]);
    assert_eq!(found(disc(CLEAR, [70, 30, 20], 50.0, 1.0)), ["logo-low-contrast"]);
    assert_eq!(found(disc([200, 90, 40, 255], ORANGE, 50.0, 1.0)), [""; 0], "a mark that nearly is its ground is no mark");
    assert_eq!(found(disc([170, 60, 20, 255], ORANGE, 50.0, 1.0)), ["logo-low-contrast"]);
    let told = all("media.logos.wide", disc(CLEAR, [250, 240, 120], 50.0, 1.0), Edition::PartnerCenter)[0].1.clone();
    assert_eq!(told, "the mark (#faf078) has a contrast of 1.2:1 with a light page; 3:1 is needed");
}

#[test]
fn the_stores_own_colours_are_advised_against() {
    assert_eq!(found(disc(CLEAR, [0, 103, 184], 50.0, 1.0)), ["logo-colour-plain"]);
    assert_eq!(found(disc(CLEAR, [0, 60, 130], 50.0, 1.0)), ["logo-low-contrast", "logo-colour-plain"]);
    assert_eq!(found(disc(CLEAR, [255; 3], 50.0, 1.0)), ["logo-low-contrast", "logo-colour-plain"]);
    assert_eq!(found(disc([255; 4], ORANGE, 50.0, 1.0)), ["logo-background-plain"]);
    assert_eq!(found(disc([0, 0, 0, 255], ORANGE, 50.0, 1.0)), ["logo-background-plain"]);
}

#[test]
fn a_small_mark_a_gradient_and_letters_are_found() {
    assert_eq!(found(disc(CLEAR, ORANGE, 20.0, 1.0)), ["logo-mark-small"]);
    assert_eq!(found(facts(&drawing::gradient())), ["logo-gradient"]);
    assert_eq!(found(facts(&drawing::letters())), ["logo-tiny-text"]);
}

#[test]
fn the_hero_has_room_for_white_text() {
    let hero = |ground: [u8; 4], at: f32| {
        let facts = facts(&drawing::hero(ground, at));
        let ids = |edition| all("media.hero", facts.clone(), edition).into_iter().map(|(id, _)| id).collect::<Vec<_>>();
        assert_eq!(ids(Edition::PartnerCenter), ids(Edition::Portal2018));
        ids(Edition::Portal2018)
    };
    assert_eq!(hero([20, 70, 60, 255], 180.0), [""; 0]);
    assert_eq!(hero([20, 70, 60, 255], 500.0), ["hero-too-light", "hero-not-free"]);
    assert_eq!(hero([255; 4], 180.0), ["hero-background", "hero-too-light"]);
    assert_eq!(hero([0, 0, 0, 255], 180.0), ["hero-background"]);
    assert_eq!(hero(CLEAR, 180.0), ["hero-background", "hero-too-light"]);
    assert_eq!(hero([150, 210, 190, 255], 180.0), ["hero-too-light"]);
}

/// What is measured in known pictures, to a tenth: read once against what they are, and kept.
#[test]
fn what_is_measured_stays() {
    let mut out = String::new();
    let mut tell = |name: &str, facts: &PictureFacts| {
        let Some(look) = &facts.look else { return out.push_str(&format!("{name}: not looked at\n")) };
        let free = look.free.map_or(String::new(), |(contrast, drawn)| format!("; free {contrast:.1}, {drawn} % drawn"));
        out.push_str(&format!(
            "{name}: {:?}; mark {} of {}x{}, {} % plain, {} % smooth; on light {:.1}, dark {:.1}, its own {:.1}; {} edges over {:.1}; {}-fold; letters {:?}{free}\n",
            look.ground,
            crate::media::light::hex(look.mark),
            look.mark_size.0,
            look.mark_size.1,
            look.plain,
            look.smooth,
            look.on_light,
            look.on_dark,
            look.on_ground,
            look.edges,
            look.edge,
            look.repeated,
            look.letters,
        ));
    };
    tell("disc", &disc(CLEAR, ORANGE, 50.0, 1.0));
    tell("small disc", &disc(CLEAR, ORANGE, 20.0, 1.0));
    tell("soft disc", &disc(CLEAR, ORANGE, 45.0, 6.0));
    tell("disc on a colour", &disc([20, 70, 60, 255], [250, 240, 120], 50.0, 1.0));
    tell("disc on white", &disc([255; 4], [0, 103, 184], 50.0, 1.0));
    tell("disc on black", &disc([0, 0, 0, 255], ORANGE, 50.0, 1.0));
    tell("gradient", &facts(&drawing::gradient()));
    tell("letters", &facts(&drawing::letters()));
    tell("hero", &facts(&drawing::hero([20, 70, 60, 255], 180.0)));
    tell("hero with its disc in the way", &facts(&drawing::hero([150, 210, 190, 255], 500.0)));
    for (name, bytes) in crate::sample::FILES.iter().filter(|(name, _)| name.ends_with(".png")) {
        tell(name, &probe(bytes));
    }
    insta::assert_snapshot!("measured", out);
}
