//! Every logo from one master: by the command, and in the wizard.

use crate::pty::Tui;
use crate::support::{edge_offer, err, out, sample, tree};
use edge_offer::media::{Picture, decode, encode};
use std::path::Path;

const MASTER: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><circle cx="32" cy="32" r="28" fill="#0f8a6d"/><path d="M20 40h24v6H20z" fill="#e2a33b"/></svg>"##;

/// A folder with a master in it.
fn with_master() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("master.svg"), MASTER).unwrap();
    folder
}

fn logos(folder: &Path, more: &[&str]) -> std::process::Output {
    let (master, target) = (folder.join("master.svg"), folder.join("out"));
    edge_offer(&[&["logos", master.to_str().unwrap(), "-o", target.to_str().unwrap()], more].concat())
}

#[test]
fn one_master_gives_all_sizes_with_nothing_to_say() {
    let folder = with_master();
    let made = logos(folder.path(), &[]);
    assert!(made.status.success(), "{}", err(&made));
    let files = tree(&folder.path().join("out"));
    let sizes: Vec<(String, u32, u32)> = files
        .iter()
        .map(|(name, bytes)| {
            let picture = decode(bytes).unwrap();
            (name.display().to_string(), picture.width, picture.height)
        })
        .collect();
    for (name, width, height) in &sizes {
        assert!(name.contains(&format!("{width}x{height}")), "{name}");
    }
    assert_eq!(sizes.len(), 7);
    let told = out(&made);
    assert_eq!(told.lines().count(), 7, "{told}");
    assert!(told.lines().all(|line| line.ends_with("nothing found") && line.contains("drawn from the SVG")), "{told}");
    assert!(files.iter().all(|(_, bytes)| encode::is_ours(bytes)));
}

#[test]
fn a_file_of_somebody_is_not_overwritten() {
    let folder = with_master();
    assert!(logos(folder.path(), &[]).status.success());
    // Ours may be made anew, with another background.
    assert!(logos(folder.path(), &["--background", "#5c2d5e"]).status.success());
    let wide = folder.path().join("out/wide-255x115.png");
    assert_eq!(decode(&std::fs::read(&wide).unwrap()).unwrap().at(0, 0), [0x5c, 0x2d, 0x5e, 255]);
    // One that somebody touched is theirs.
    let mut touched = std::fs::read(&wide).unwrap();
    touched.extend_from_slice(b"a note");
    std::fs::write(&wide, &touched).unwrap();
    let before = tree(folder.path());
    let refused = logos(folder.path(), &[]);
    assert_eq!(refused.status.code(), Some(3));
    assert!(err(&refused).contains("wide-255x115.png") && err(&refused).contains("--force"), "{}", err(&refused));
    assert!(!err(&refused).contains("hero"), "only that one is named: {}", err(&refused));
    assert_eq!(tree(folder.path()), before, "nothing was written");
    assert!(logos(folder.path(), &["--force"]).status.success());
    assert!(encode::is_ours(&std::fs::read(&wide).unwrap()));
}

#[test]
fn a_master_that_is_none_is_told_with_its_name() {
    let folder = with_master();
    std::fs::write(folder.path().join("master.svg"), "<svg><text>x</text></svg>").unwrap();
    let refused = logos(folder.path(), &[]);
    assert_eq!(refused.status.code(), Some(3));
    assert!(err(&refused).contains("master.svg: line 1, column 6: the SVG has letters"), "{}", err(&refused));
    let small = encode::png(&Picture::filled(60, 60, [1, 2, 3, 255])).unwrap();
    let mut picture = decode(&small).unwrap();
    picture.pixels[20 * 60 + 20..20 * 60 + 40].fill([250, 9, 9, 255]);
    std::fs::write(folder.path().join("master.svg"), encode::png(&picture).unwrap()).unwrap();
    let refused = logos(folder.path(), &[]);
    assert!(err(&refused).contains("too small") && err(&refused).contains("--allow-upscale"), "{}", err(&refused));
    assert!(!folder.path().join("out").exists());
    let made = logos(folder.path(), &["--allow-upscale"]);
    assert!(made.status.success() && out(&made).contains("enlarged"), "{}", out(&made));
    let usage = logos(folder.path(), &["--background", "blueish"]);
    assert_eq!(usage.status.code(), Some(2));
}

/// The greatest difference of two pictures in any channel of any pixel.
fn difference(a: &Picture, b: &Picture) -> u8 {
    assert_eq!((a.width, a.height), (b.width, b.height));
    a.bytes().iter().zip(b.bytes()).map(|(a, b)| a.abs_diff(*b)).max().unwrap_or(0)
}

#[test]
fn the_samples_logos_are_what_is_made_of_its_master() {
    let folder = tempfile::tempdir().unwrap();
    let master = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/sample/logos/master.svg");
    let made = edge_offer(&["logos", master.to_str().unwrap(), "-o", folder.path().to_str().unwrap()]);
    assert!(made.status.success(), "{}", err(&made));
    for (name, bytes) in tree(folder.path()) {
        let golden = edge_offer::sample::file(&format!("logos/{}", name.display())).unwrap();
        let far = difference(&decode(&bytes).unwrap(), &decode(golden).unwrap());
        // Another processor rounds another way; more than that is another picture.
        assert!(far <= 1, "{} differs by {far}", name.display());
    }
}

#[test]
fn one_picture_is_judged_alone() {
    let folder = with_master();
    assert!(logos(folder.path(), &[]).status.success());
    let wide = folder.path().join("out/wide-255x115.png");
    let fine = edge_offer(&["lint", "logo", wide.to_str().unwrap()]);
    assert!(fine.status.success() && out(&fine).ends_with("no findings; the marketplace's form accepts it\n"), "{}", out(&fine));
    let svg = edge_offer(&["lint", "logo", folder.path().join("master.svg").to_str().unwrap()]);
    assert_eq!(svg.status.code(), Some(1));
    assert!(out(&svg).starts_with("error[picture-not-png] the file is SVG, not PNG"), "{}", out(&svg));
    std::fs::write(&wide, encode::png(&Picture::filled(254, 115, [1, 2, 3, 255])).unwrap()).unwrap();
    let wrong = edge_offer(&["lint", "logo", "--format", "json", wide.to_str().unwrap()]);
    let json: serde_json::Value = serde_json::from_slice(&wrong.stdout).unwrap();
    assert_eq!(json["findings"][0]["rule"], "logo-wrong-size");
    assert!(json["findings"][0]["message"].as_str().unwrap().contains("254x115 pixels; the store takes 40x40, "), "{json}");
    assert_eq!(edge_offer(&["lint", "logo", "--jsonl", wide.to_str().unwrap()]).status.code(), Some(2));
}

const COLORS: [(&str, &str); 2] = [("COLORTERM", "truecolor"), ("COLORFGBG", "15;0")];

#[test]
fn in_the_wizard_one_svg_fills_all_logo_fields() {
    let (state, folder) = (tempfile::tempdir().unwrap(), with_master());
    let mut tui = Tui::start_with(120, 40, state.path(), folder.path(), &["new", "offer"], &COLORS);
    tui.wait("Publisher ID");
    tui.press("Alt-3");
    tui.wait("Small logo, 40x40");
    tui.press("^L");
    tui.wait("Make all logos from one picture");
    tui.paste(folder.path().join("master.svg").to_str().unwrap());
    tui.press("Enter");
    tui.wait("Enter takes · b");
    tui.wait("815x290");
    tui.press("Enter");
    tui.wait("7 pictures made and filled in");
    // What was made is a draft at once, and survives the end of the program.
    tui.wait("draft kept");
    tui.kill();
    let mut tui = Tui::start_with(120, 40, state.path(), folder.path(), &["offer"], &COLORS);
    tui.wait("There is a draft");
    tui.text("r");
    tui.wait("is back");
    tui.press("^S");
    tui.wait("Saved 8 files");
    tui.press("^Q");
    assert_eq!(tui.exit(), 0);
    let told = edge_offer(&["check", folder.path().join("offer").to_str().unwrap()]);
    let media: Vec<String> = out(&told)
        .lines()
        .filter(|line| line.contains("media.logos") || line.contains("media.hero"))
        .map(str::to_string)
        .collect();
    assert_eq!(media, [""; 0], "{}", out(&told));
    assert_eq!(tree(&folder.path().join("offer/logos")).len(), 7);
}

#[test]
fn a_logo_of_somebody_is_replaced_only_when_asked_and_comes_back_by_undo() {
    let (state, folder, bundle) = (tempfile::tempdir().unwrap(), with_master(), sample());
    let wide = bundle.path().join("logos/wide-255x115.png");
    let theirs = [std::fs::read(&wide).unwrap(), b"theirs".to_vec()].concat();
    std::fs::write(&wide, &theirs).unwrap();
    let mut tui = Tui::start_with(120, 40, state.path(), bundle.path(), &["."], &COLORS);
    tui.wait("Publisher ID");
    tui.press("Alt-3");
    tui.wait("Small logo, 40x40");
    let make = |tui: &mut Tui, replace: &str| {
        tui.press("^L");
        tui.wait("Make all logos from one picture");
        tui.paste(folder.path().join("master.svg").to_str().unwrap());
        tui.press("Enter");
        tui.wait("1 file made elsewhere");
        tui.text(replace);
        tui.press("Enter");
        tui.wait("7 pictures made");
    };
    make(&mut tui, "");
    tui.press("^S");
    tui.wait("Saved 8 files");
    assert_eq!(std::fs::read(&wide).unwrap(), theirs);
    assert!(bundle.path().join("logos/wide-255x115-2.png").exists());
    tui.press("^Z");
    tui.wait("^S save");
    tui.press("^S");
    tui.wait("Saved ");
    make(&mut tui, "r");
    tui.press("^S");
    tui.wait("Saved ");
    assert!(encode::is_ours(&std::fs::read(&wide).unwrap()));
    // The save replaced it, and undo has kept a copy.
    tui.press("^Z");
    tui.until("something to save", |screen| !screen.contains("saved\n") && screen.contains("draft kept"));
    tui.press("^S");
    tui.wait("Saved ");
    assert_eq!(std::fs::read(&wide).unwrap(), theirs);
    tui.kill();
}

#[test]
fn a_picture_of_a_wrong_size_is_fitted_before_it_is_taken() {
    let (state, bundle) = (tempfile::tempdir().unwrap(), sample());
    let shot = bundle.path().join("screenshots/levels.png");
    let mut picture = Picture::filled(1400, 900, [240, 240, 240, 255]);
    for (index, pixel) in picture.pixels.iter_mut().enumerate() {
        if index / 1400 % 40 < 20 {
            *pixel = [30, 60, 90, 255];
        }
    }
    let theirs = encode::png(&picture).unwrap();
    std::fs::write(&shot, &theirs).unwrap();
    let mut tui = Tui::start_with(100, 40, state.path(), bundle.path(), &["."], &COLORS);
    tui.wait("Publisher ID");
    tui.wait("1 error");
    tui.press("F8");
    tui.wait("the picture has 1400x900 pixels");
    tui.wait("F6 fix");
    tui.press("F6");
    tui.wait("Bring this picture to 1280x720");
    tui.wait("Pad: fill up around it");
    tui.press("Right Enter");
    tui.wait("has the wanted size now");
    tui.gone("the picture has 1400x900 pixels");
    tui.press("^S");
    tui.wait("Saved 2 files");
    tui.kill();
    assert_eq!(std::fs::read(&shot).unwrap(), theirs, "the file as it was stays");
    let fitted = std::fs::read(bundle.path().join("screenshots/levels-1280x720.png")).unwrap();
    let fitted = decode(&fitted).unwrap();
    assert_eq!((fitted.width, fitted.height), (1280, 720));
    assert_eq!(out(&edge_offer(&["check", bundle.path().to_str().unwrap()])).lines().count(), 1);
}

#[test]
fn the_terminals_own_graphics_are_used_and_cleaned_up() {
    let (state, bundle) = (tempfile::tempdir().unwrap(), sample());
    let kitty = [COLORS[0], COLORS[1], ("EDGE_OFFER_GRAPHICS", "kitty")];
    let mut tui = Tui::start_with(120, 40, state.path(), bundle.path(), &["."], &kitty);
    tui.wait("Publisher ID");
    let sent = |tui: &Tui, what: &str| String::from_utf8_lossy(&tui.raw()).matches(what).count();
    assert_eq!(sent(&tui, "\x1b_G"), 0, "nothing is asked where it is known");
    tui.press("Alt-3");
    tui.until("pictures", |_| sent(&tui, "\x1b_Ga=T,f=100") >= 3);
    // Under a window lie half blocks, which it can cover.
    tui.press("F1");
    tui.wait("Enter does it");
    tui.until("pictures gone", |_| sent(&tui, "\x1b_Ga=d,d=I") >= 3);
    let before = sent(&tui, "\x1b_Ga=T");
    tui.press("Esc");
    tui.until("pictures back", |_| sent(&tui, "\x1b_Ga=T") >= before + 3);
    let before = sent(&tui, "\x1b_Ga=T");
    tui.resize(118, 38);
    tui.until("pictures drawn anew", |_| sent(&tui, "\x1b_Ga=T") >= before + 3);
    tui.press("^Q");
    assert_eq!(tui.exit(), 0);
    let raw = tui.raw();
    let all = String::from_utf8_lossy(&raw);
    let (shown, leaving) = (all.rfind("\x1b_Ga=T").unwrap(), all.rfind("\x1b_Ga=d,d=A").unwrap());
    assert!(
        leaving > shown && leaving < all.rfind("\x1b[?1049l").unwrap(),
        "all are taken away before the terminal is given back"
    );
}

#[test]
fn a_terminal_that_answers_gets_pictures_and_one_that_does_not_gets_half_blocks() {
    let (state, bundle) = (tempfile::tempdir().unwrap(), sample());
    let mut tui = Tui::start_with(120, 40, state.path(), bundle.path(), &["."], &COLORS);
    tui.wait("Publisher ID");
    tui.press("Alt-3");
    tui.until("half blocks", |screen| screen.contains('▀'));
    // The answer comes late, and between keys of a person.
    tui.send("\t\x1b_Gi=31;OK\x1b\\\t");
    tui.until("pictures", |_| String::from_utf8_lossy(&tui.raw()).contains("\x1b_Ga=T,f=100"));
    tui.wait("Medium logo, 90x90");
    tui.kill();
}

#[test]
fn without_colours_pictures_are_told_in_words() {
    let (state, bundle) = (tempfile::tempdir().unwrap(), sample());
    let mut tui = Tui::start_with(120, 40, state.path(), bundle.path(), &["."], &[("NO_COLOR", "1"), ("TERM", "xterm-kitty")]);
    tui.wait("Publisher ID");
    tui.press("Alt-3");
    tui.wait("A mark mostly of");
    tui.wait("contrast");
    let raw = String::from_utf8_lossy(&tui.raw()).into_owned();
    assert!(!raw.contains('▀') && !raw.contains("\x1b_G") && !raw.contains("\x1b[>q"), "nothing but words");
    tui.kill();
}
