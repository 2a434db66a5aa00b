//! Pictures on the screen: on a light and on a dark tile, as the store's card, and in words where nothing can be shown.

use super::{Canvas, blocks};
use crate::app::Placement;
use crate::app::page::Focus;
use crate::app::workspace::Workspace;
use crate::media::compose::LEAST_CONTRAST;
use crate::media::judge::{DARK_TILE, LIGHT_TILE};
use crate::media::light::{self, Rgb};
use crate::media::{Ground, Look, PictureFacts, cells};
use crate::offer::{Attachment, Instance, Kind};
use crate::visible::{on_one_line, stand_in};
use crate::wrap;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Color, Modifier, Style};
use ratatui::text::{Line, Span};

/// The band of the store's card behind the logo.
const BAND: Rgb = [237, 242, 241];
/// The store's link.
const LINK: Rgb = [0, 103, 184];
/// The store's text.
const INK: Rgb = [38, 38, 38];

/// Draws the preview of the page Media: the focused picture, the card, and all pictures of the package.
pub fn draw(workspace: &Workspace, canvas: &mut Canvas, area: Rect) {
    let offer = workspace.offer();
    let pictures: Vec<Instance> =
        offer.applicable().filter(|instance| matches!(instance.field.kind, Kind::Picture(..))).collect();
    let focused = match &workspace.focus {
        Focus::Field(path) => pictures.iter().find(|instance| instance.path == *path),
        _ => None,
    };
    let with_facts = |instance: &&Instance| facts(instance).is_some();
    let shown = focused.or_else(|| pictures.iter().find(|instance| instance.field.key == "media.logos.large"));
    let mut y = area.y;
    if area.width >= 48 {
        let left = Rect { width: area.width / 2 - 1, ..area };
        let right = Rect { x: left.right() + 2, width: area.right().saturating_sub(left.right() + 2), ..area };
        let one = shown.map_or(y, |instance| single(workspace, canvas, left, instance));
        y = one.max(card(workspace, canvas, right, &pictures)) + 1;
        y = sheet(canvas, Rect { y, height: area.bottom().saturating_sub(y), ..area }, pictures.iter().filter(with_facts));
    } else {
        if let Some(instance) = shown {
            y = single(workspace, canvas, area, instance);
        }
        let rest = area.bottom().saturating_sub(y);
        if rest >= 13 {
            y = card(workspace, canvas, Rect { y: y + 1, height: rest - 1, ..area }, &pictures);
        }
    }
    y += u16::from(y > area.y);
    for line in all(workspace, canvas, usize::from(area.width), &pictures) {
        if y >= area.bottom() {
            break;
        }
        canvas.line(Rect { y, height: 1, ..area }, line);
        y += 1;
    }
}

fn facts<'a>(instance: &'a Instance) -> Option<&'a PictureFacts> {
    match instance.attachment {
        Some(Attachment::Picture(facts)) => Some(facts),
        _ => None,
    }
}

/// One picture on a light and on a dark tile, or alone where it has no such place, and below it what is known of it.
/// Gives the first free row.
fn single(workspace: &Workspace, canvas: &mut Canvas, area: Rect, instance: &Instance) -> u16 {
    let theme = canvas.theme;
    let mut y = area.y;
    canvas.line(Rect { y, ..area }, Line::from(Span::styled(instance.field.label, theme.quiet())));
    y += 1;
    let Some(facts) = facts(instance) else {
        let words = if instance.is_empty() { "none yet; ^L makes all logos from one picture" } else { "not there" };
        canvas.line(Rect { y, ..area }, Line::from(Span::styled(wrap::clipped(words, usize::from(area.width)), theme.quiet())));
        return y + 1;
    };
    let is_logo = instance.field.key.starts_with("media.logos.");
    let room = (area.height / 3).clamp(3, 12);
    if canvas.shows_pictures() {
        let height = if is_logo {
            let half = (area.width - 1) / 2;
            // Both tiles are as high as the picture needs, with a little room.
            let (_, rows) = cells::fitted(facts.width, facts.height, half.saturating_sub(2), room.saturating_sub(1).max(1));
            let height = (rows + 1).min(room);
            let light = Rect { y, height, width: half, ..area };
            let dark = Rect { x: area.x + half + 1, ..light };
            tile(canvas, light, facts, LIGHT_TILE);
            tile(canvas, dark, facts, DARK_TILE);
            height
        } else {
            let (columns, rows) = cells::fitted(facts.width, facts.height, area.width, room);
            tile(canvas, Rect { y, width: columns, height: rows, ..area }, facts, BAND);
            rows
        };
        y += height;
    }
    let words = describe(facts, is_logo);
    for row in wrap::paragraphs(&words, usize::from(area.width)) {
        if y < area.bottom() {
            canvas.line(Rect { y, ..area }, Line::from(Span::styled(row, theme.quiet())));
            y += 1;
        }
    }
    if let Some(worst) =
        workspace.findings_of(&instance.path).max_by_key(|finding| finding.severity).filter(|_| y < area.bottom())
    {
        let (mark, style) = blocks::sign(theme, worst.severity);
        let line = wrap::clipped(&stand_in(&worst.message), usize::from(area.width).saturating_sub(2));
        canvas.line(Rect { y, ..area }, Line::from(vec![Span::styled(format!("{mark} "), style), Span::raw(line)]));
        y += 1;
    }
    y
}

/// The store's card: the logo on its band, title, publisher, summary, and the link. Gives the first free row.
fn card(workspace: &Workspace, canvas: &mut Canvas, area: Rect, pictures: &[Instance]) -> u16 {
    let offer = workspace.offer();
    let theme = canvas.theme;
    canvas.line(area, Line::from(Span::styled("The card in the store", theme.quiet())));
    let width = area.width.min(32);
    let inner = usize::from(width).saturating_sub(2);
    let or = |text: String, what: &str| {
        if text.trim().is_empty() { what.to_string() } else { stand_in(text.trim()).replace('\n', " ") }
    };
    let ink = |color: Rgb| if canvas.shows_pictures() { Style::new().fg(theme.color(color)) } else { Style::new() };
    let mut lines: Vec<(String, Style)> = Vec::new();
    let title = wrap::paragraphs(&or(offer.get("listing.title"), "(no title yet)"), inner);
    lines.extend(title.into_iter().take(2).map(|row| (row, ink(INK).add_modifier(Modifier::BOLD))));
    lines.push((format!("By {}", or(offer.get("offer.publisher"), "(no publisher yet)")), ink(INK)));
    let summary = wrap::paragraphs(&or(offer.get("listing.summary"), "(no summary yet)"), inner);
    lines.extend(summary.into_iter().take(3).map(|row| (row, ink(INK))));
    lines.push((String::new(), Style::new()));
    lines.push((format!("{:^inner$}", "Get it now"), ink(LINK)));
    let mut y = area.y + 1;
    let room = area.bottom().saturating_sub(y);
    let band = if canvas.shows_pictures() { 6.min(room) } else { 0 };
    let medium = pictures.iter().find(|instance| instance.field.key == "media.logos.medium").and_then(facts);
    let medium = medium.or_else(|| pictures.iter().find(|instance| instance.field.key == "media.logos.large").and_then(facts));
    if band > 2 {
        fill(canvas, Rect { y, width, height: band, ..area }, BAND);
        if let Some(facts) = medium {
            let rows = band - 2;
            tile(canvas, Rect { x: area.x + 2, y: y + 1, width: (rows * 2).min(width), height: rows }, facts, BAND);
        }
        y += band;
    }
    for (text, style) in lines {
        if y >= area.bottom() {
            break;
        }
        let row = Rect { y, width, height: 1, ..area };
        if canvas.shows_pictures() {
            fill(canvas, row, LIGHT_TILE);
        }
        let place = Rect { x: row.x + 1, width: row.width.saturating_sub(2), ..row };
        let style = if canvas.shows_pictures() { style.bg(theme.color(LIGHT_TILE)) } else { style };
        canvas.line(place, Line::from(Span::styled(wrap::clipped(&text, inner), style)));
        y += 1;
    }
    y
}

/// All pictures side by side, each logo on both tiles, as far as there is room. Gives the first free row.
fn sheet<'i, 'o: 'i>(canvas: &mut Canvas, area: Rect, pictures: impl Iterator<Item = &'i Instance<'o>>) -> u16 {
    if !canvas.shows_pictures() {
        return area.y;
    }
    let (mut x, mut y, mut deepest) = (area.x, area.y, area.y);
    for instance in pictures {
        let Some(facts) = facts(instance) else { continue };
        let is_logo = instance.field.key.starts_with("media.logos.");
        let (columns, rows) = cells::fitted(facts.width, facts.height, 18, 5);
        let width = if is_logo { (columns + 2) * 2 + 1 } else { columns };
        if x > area.x && x + width > area.right() {
            (x, y) = (area.x, deepest + 1);
        }
        if y + rows + 1 > area.bottom() {
            break;
        }
        let first = Rect { x, y, width: if is_logo { columns + 2 } else { columns }, height: rows };
        tile(canvas, first, facts, if is_logo { LIGHT_TILE } else { BAND });
        if is_logo {
            tile(canvas, Rect { x: first.right() + 1, ..first }, facts, DARK_TILE);
        }
        let size = wrap::clipped(&format!("{}x{}", facts.width, facts.height), usize::from(width));
        canvas.line(Rect { x, y: y + rows, width, height: 1 }, Line::from(Span::styled(size, canvas.theme.quiet())));
        deepest = deepest.max(y + rows + 1);
        x += width + 3;
    }
    deepest
}

/// The pictures of the package, with what they are and a mark.
fn all(workspace: &Workspace, canvas: &Canvas, width: usize, pictures: &[Instance]) -> Vec<Line<'static>> {
    let theme = canvas.theme;
    let mut lines = vec![Line::from(Span::styled("Pictures of the package", theme.quiet()))];
    for instance in pictures {
        let wrong = workspace.findings_of(&instance.path).map(|finding| finding.severity).max();
        let (mark, style) = match (&instance.attachment, wrong) {
            (_, Some(severity)) => blocks::sign(theme, severity),
            (Some(_), None) => ("✓", theme.good()),
            (None, None) => ("·", theme.quiet()),
        };
        let more = match instance.attachment {
            Some(Attachment::Picture(facts)) => format!("{}x{}", facts.width, facts.height),
            Some(Attachment::Fault(fault)) => on_one_line(&fault.words()),
            Some(Attachment::Text(_)) | None => "–".to_string(),
        };
        let label = if instance.field.label.contains(&more) {
            instance.field.label.to_string()
        } else {
            format!("{}: {more}", instance.field.label)
        };
        lines.push(Line::from(vec![
            Span::styled(format!("{mark} "), style),
            Span::raw(wrap::clipped(&label, width.saturating_sub(2))),
        ]));
    }
    lines
}

/// What can be seen in a picture, in words: for those who see no colours, and for all beside the picture.
pub fn describe(facts: &PictureFacts, is_logo: bool) -> String {
    let size = format!(
        "{} {}x{}, {} bytes",
        facts.format,
        facts.width,
        facts.height,
        crate::offer::field::grouped(facts.bytes as usize)
    );
    let made = if facts.made_here { ", made here" } else { "" };
    match &facts.look {
        Some(look) if is_logo && look.mark_size.0 > 0 => format!("{size}{made}. {}", sight(look, facts)),
        _ => format!("{size}{made}."),
    }
}

fn sight(look: &Look, facts: &PictureFacts) -> String {
    let seen = |contrast: f32| if contrast < LEAST_CONTRAST { " (too little)" } else { "" };
    let ground = match look.ground {
        Ground::Transparent => format!(
            "on a transparent background; contrast {:.1}:1{} on a light page, {:.1}:1{} on a dark one",
            look.on_light,
            seen(look.on_light),
            look.on_dark,
            seen(look.on_dark)
        ),
        Ground::Mixed => "that fills the picture".to_string(),
        Ground::White => format!("on white; contrast {:.1}:1{}", look.on_ground, seen(look.on_ground)),
        Ground::Black => format!("on black; contrast {:.1}:1{}", look.on_ground, seen(look.on_ground)),
        Ground::Color(color) => format!("on {}; contrast {:.1}:1{}", light::hex(color), look.on_ground, seen(look.on_ground)),
    };
    let share = |part: u32, whole: u32| part * 100 / whole.max(1);
    format!(
        "A mark mostly of {}, {} % of the width and {} % of the height, {ground}.",
        light::hex(look.mark),
        share(look.mark_size.0, facts.width),
        share(look.mark_size.1, facts.height)
    )
}

/// Colours a place.
pub fn fill(canvas: &mut Canvas, area: Rect, color: Rgb) {
    let style = Style::new().bg(canvas.theme.color(color));
    let buffer = canvas.frame.buffer_mut();
    let area = area.intersection(buffer.area);
    for position in area.positions() {
        buffer[position].reset();
        buffer[position].set_style(style);
    }
}

/// Draws a picture in the middle of a tile: by the terminal's own graphics, or in half blocks.
pub fn tile(canvas: &mut Canvas, area: Rect, facts: &PictureFacts, color: Rgb) {
    let area = area.intersection(canvas.frame.area());
    if area.is_empty() {
        return;
    }
    fill(canvas, area, color);
    let (columns, rows) = cells::fitted(facts.width, facts.height, area.width, area.height);
    let place =
        Rect { x: area.x + (area.width - columns) / 2, y: area.y + (area.height - rows) / 2, width: columns, height: rows };
    // The terminal's graphics lie over its text: under a window there are half blocks, which a window can cover.
    if canvas.theme.graphics && !canvas.covered && canvas.gallery.get(facts.digest).is_some() {
        for position in place.positions() {
            // Another cell than the blank around it: when the picture goes, it is written anew, and nothing of the picture stays.
            canvas.frame.buffer_mut()[position].set_symbol("\u{a0}");
        }
        canvas.regions.pictures.push(Placement { area: place, number: facts.digest, tile: color });
        return;
    }
    let Some(drawn) = canvas.gallery.cells(facts.digest, color, columns, rows) else {
        let mark = Span::styled("…", Style::new().fg(canvas.theme.color(INK)));
        canvas.line(Rect { width: 1, height: 1, ..place }, Line::from(mark));
        return;
    };
    let theme = canvas.theme;
    let buffer = canvas.frame.buffer_mut();
    for (row, y) in drawn.iter().zip(place.y..) {
        for ([upper, lower], x) in row.iter().zip(place.x..) {
            let cell = &mut buffer[Position { x, y }];
            let (upper, lower): (Color, Color) = (theme.color(*upper), theme.color(*lower));
            if upper == lower {
                cell.set_symbol(" ").set_bg(upper);
            } else {
                cell.set_symbol("▀").set_fg(upper).set_bg(lower);
            }
        }
    }
}
