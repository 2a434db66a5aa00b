//! The pictures of the README: made from the real program, and compared with it on every run.
//! `UPDATE_PICTURES=1 cargo test --test it` makes them anew.

use crate::pty::Tui;
use crate::support::sample;
use std::fmt::Write;
use std::path::Path;

const CELL: (f32, f32) = (8.4, 18.0);
const BACKGROUND: &str = "#16181a";
const FOREGROUND: &str = "#d8dcdf";

fn color(color: vt100::Color, default: &str) -> String {
    const SIXTEEN: [&str; 16] = [
        "#16181a", "#cc6666", "#5fb35f", "#c9a93d", "#5c86d6", "#b06fc7", "#4fb3b3", "#cfcfcf", "#6c6c6c", "#ff8787", "#8be08b",
        "#ffe07a", "#8fb2ff", "#dba0ef", "#86e6e6", "#ffffff",
    ];
    match color {
        vt100::Color::Default => default.to_string(),
        vt100::Color::Idx(index) => SIXTEEN.get(usize::from(index)).unwrap_or(&default).to_string(),
        vt100::Color::Rgb(red, green, blue) => format!("#{red:02x}{green:02x}{blue:02x}"),
    }
}

/// The screen as an SVG: one text a run of one look, so that every viewer sets the columns alike.
fn svg(screen: &vt100::Screen) -> String {
    let (rows, columns) = screen.size();
    let (rows, columns) = (rows.get(), columns.get());
    let (width, height) = (f32::from(columns) * CELL.0 + 24.0, f32::from(rows) * CELL.1 + 24.0);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width:.0} {height:.0}\" font-family=\"ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace\" font-size=\"14\">\n<rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"{BACKGROUND}\"/>\n"
    );
    for row in 0..rows {
        let mut runs: Vec<(u16, u16, String, String)> = Vec::new();
        // What is coloured behind the text, and the halves of cells of which pictures are made: left, top, height, colour.
        let mut blocks: Vec<(f32, f32, f32, String)> = Vec::new();
        for column in 0..columns {
            let Some(cell) = screen.cell(row, column) else { continue };
            if cell.is_wide_continuation() {
                continue;
            }
            let mut style = format!("fill=\"{}\"", color(cell.fgcolor(), FOREGROUND));
            for (on, more) in [
                (cell.bold(), " font-weight=\"bold\""),
                (cell.italic(), " font-style=\"italic\""),
                (cell.underline(), " text-decoration=\"underline\""),
                (cell.dim(), " opacity=\"0.65\""),
            ] {
                style.push_str(if on { more } else { "" });
            }
            let (x, y) = (12.0 + f32::from(column) * CELL.0, 12.0 + f32::from(row) * CELL.1);
            let half = cell.contents() == "▀";
            if half {
                blocks.push((x, y, CELL.1 / 2.0, color(cell.fgcolor(), FOREGROUND)));
            }
            if cell.bgcolor() != vt100::Color::Default {
                let (top, height) = if half { (y + CELL.1 / 2.0, CELL.1 / 2.0) } else { (y, CELL.1) };
                blocks.push((x, top, height, color(cell.bgcolor(), BACKGROUND)));
            }
            let text = if cell.has_contents() && !half { cell.contents() } else { " " };
            let wide = if cell.is_wide() { 2 } else { 1 };
            match runs.last_mut() {
                Some((_, end, last, run)) if *last == style => {
                    run.push_str(text);
                    *end = column + wide;
                }
                _ => runs.push((column, column + wide, style, text.to_string())),
            }
        }
        out.push_str(&rectangles(blocks));
        for (start, end, style, text) in runs.iter().filter(|(.., text)| !text.trim().is_empty()) {
            let lead = text.chars().take_while(|c| *c == ' ').count() as u16;
            let shown = text.trim_end().trim_start();
            let tail = text.chars().rev().take_while(|c| *c == ' ').count() as u16;
            let escaped = shown.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
            let (x, y) = (12.0 + f32::from(start + lead) * CELL.0, 12.0 + f32::from(row) * CELL.1 + 13.5);
            let length = f32::from(end - start - lead - tail) * CELL.0;
            writeln!(
                out,
                "<text x=\"{x:.1}\" y=\"{y:.1}\" textLength=\"{length:.1}\" xml:space=\"preserve\" {style}>{escaped}</text>"
            )
            .unwrap();
        }
    }
    out + "</svg>\n"
}

/// Blocks of one colour that touch each other in a row become one rectangle.
fn rectangles(mut blocks: Vec<(f32, f32, f32, String)>) -> String {
    blocks.sort_by(|a, b| a.1.total_cmp(&b.1).then(a.2.total_cmp(&b.2)).then(a.0.total_cmp(&b.0)));
    let mut joined: Vec<(f32, f32, f32, f32, String)> = Vec::new();
    for (x, y, height, color) in blocks {
        match joined.last_mut() {
            Some((left, top, width, high, last))
                if (*top, *high) == (y, height) && *last == color && (*left + *width - x).abs() < 0.1 =>
            {
                *width += CELL.0;
            }
            _ => joined.push((x, y, CELL.0, height, color)),
        }
    }
    let rectangle = |(x, y, width, height, color): &(f32, f32, f32, f32, String)| {
        format!(
            "<rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{:.1}\" height=\"{:.1}\" fill=\"{color}\"/>\n",
            width + 0.3,
            height + 0.3
        )
    };
    joined.iter().map(rectangle).collect()
}

/// Compares what the program shows with the picture of this name.
pub fn compare(name: &str, tui: &Tui) {
    let picture = svg(&tui.whole_screen());
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/pictures").join(format!("{name}.svg"));
    if std::env::var_os("UPDATE_PICTURES").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, &picture).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        kept == picture,
        "docs/pictures/{name}.svg is not what the program shows; look at it and run UPDATE_PICTURES=1 cargo test --test it"
    );
}

#[test]
fn the_pictures_of_the_readme_are_true() {
    let (state, folder) = (tempfile::tempdir().unwrap(), sample());
    let dark = [("COLORTERM", "truecolor"), ("COLORFGBG", "15;0")];
    let mut tui = Tui::start_with(120, 36, state.path(), folder.path(), &["."], &dark);
    tui.wait("Publisher ID");
    tui.press("Alt-2");
    tui.wait("The words that customers read");
    tui.text(" 1.0");
    tui.wait("title-with-dot");
    tui.wait("draft kept");
    compare("listing", &tui);
    tui.press("Tab Tab Tab Enter");
    tui.wait("line 1, column 1");
    compare("description", &tui);
    tui.press("Esc Alt-8");
    tui.wait("Route 1 of 2");
    compare("configuration", &tui);
    tui.press("Alt-0");
    tui.wait("more to look at");
    compare("review", &tui);
    tui.resize(80, 24);
    tui.press("Alt-3");
    tui.wait("Small logo, 40x40");
    tui.press("Enter");
    tui.wait("Choose a PNG file");
    tui.wait("PNG 90x90");
    tui.press("Esc");
    tui.gone("Choose a PNG file");
    compare("media-80x24", &tui);
    tui.kill();
}

#[test]
fn the_pictures_of_logos_are_true() {
    let (state, folder) = (tempfile::tempdir().unwrap(), sample());
    let dark = [("COLORTERM", "truecolor"), ("COLORFGBG", "15;0"), ("EDGE_OFFER_GRAPHICS", "blocks")];
    let mut tui = Tui::start_with(120, 40, state.path(), folder.path(), &["."], &dark);
    tui.wait("Publisher ID");
    tui.press("Alt-3 F2");
    // All pictures of a page are decoded at once.
    tui.until("half blocks", |screen| screen.contains('▀') && screen.contains("115x115"));
    compare("media", &tui);
    tui.press("F2 ^L");
    tui.wait("Make all logos from one picture");
    tui.text("logos/master.svg");
    tui.press("Enter");
    tui.wait("Enter takes · b");
    compare("logos", &tui);
    tui.kill();
}
