//! The windows in which pictures are shown before they are taken.

use super::{Canvas, pictures};
use crate::app::logos::{FitWindow, LogosWindow, MadePicture};
use crate::app::page::plural;
use crate::media::judge::{DARK_TILE, LIGHT_TILE};
use crate::media::{Refusal, cells, make::Fit};
use crate::rule::Severity;
use crate::visible::{on_one_line, stand_in};
use crate::wrap;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

/// All logos of a master.
pub fn logos(canvas: &mut Canvas, window: &LogosWindow) {
    let screen = canvas.frame.area();
    let area = canvas.window(
        "All logos from one picture",
        screen.width.saturating_sub(4).min(110),
        screen.height.saturating_sub(2).min(38),
    );
    let theme = canvas.theme;
    let width = usize::from(area.width);
    let say = |canvas: &mut Canvas, y: u16, text: &str, style: Style| {
        let row = Rect { y, height: 1, ..area };
        if y < area.bottom() {
            canvas.line(row, Line::from(Span::styled(wrap::clipped(text, width), style)));
        }
    };
    let name = |path: &std::path::Path| on_one_line(&path.file_name().unwrap_or(path.as_os_str()).to_string_lossy());
    let wide = window.wish.wide.as_deref().map(|wide| format!("; wide ones from {}", name(wide))).unwrap_or_default();
    say(canvas, area.y, &format!("from {}{wide}", name(&window.wish.master)), theme.strong());
    let keys = match &window.made {
        Some(Ok(_)) => "Enter takes · b background · w wide · h hero · Esc",
        Some(Err(Refusal::TooSmall(_))) => "u makes them larger than the picture (blurred) · Esc closes",
        _ => "Esc closes",
    };
    say(canvas, area.bottom().saturating_sub(1), keys, theme.quiet());
    let mut y = area.y + 1;
    let (made, notes) = match &window.made {
        None => return say(canvas, y, "being made …", theme.quiet()),
        Some(Err(reason)) => {
            for row in wrap::paragraphs(&stand_in(&reason.to_string()), width) {
                say(canvas, y, &row, theme.error());
                y += 1;
            }
            return;
        }
        Some(Ok((made, notes))) => (made, notes),
    };
    let mut words = vec![format!(
        "Background: {}. Hero image: {}.",
        window.background(),
        if window.with_hero { "taken, too" } else { "left out" }
    )];
    words.extend(notes.iter().cloned());
    let foreign = window.foreign();
    if foreign > 0 {
        let files = plural(foreign, "file");
        words.push(if window.replace {
            format!("{files} made elsewhere will be replaced by the next save; r keeps them.")
        } else {
            format!("{files} made elsewhere will stay in the bundle beside the new ones; r replaces them.")
        });
    }
    for row in words.iter().flat_map(|words| wrap::paragraphs(&stand_in(words), width)) {
        say(canvas, y, &row, theme.quiet());
        y += 1;
    }
    let bottom = area.bottom().saturating_sub(1);
    let room = bottom.saturating_sub(y);
    let list = (made.len() as u16).min(room);
    // An empty row before the pictures, and one behind them: no row of the list may be lost to them.
    if canvas.shows_pictures() && room > list + 5 {
        y = show(canvas, Rect { y: y + 1, height: room - list - 2, ..area }, made);
    }
    for picture in made.iter().take(usize::from(bottom.saturating_sub(y))) {
        let left_out = !window.with_hero && picture.field.to_string() == "media.hero";
        let worst = picture.findings.iter().max_by_key(|(severity, _)| *severity);
        let (mark, style) = match worst {
            _ if left_out => ("–", theme.quiet()),
            Some((Severity::Error, _)) => ("✗", theme.error()),
            Some((Severity::Warning, _)) => ("!", theme.warning()),
            Some((Severity::Advice, _)) => ("·", theme.quiet()),
            None => ("✓", theme.good()),
        };
        let facts = &picture.facts;
        let told = worst.map_or(picture.origin.as_str(), |(_, message)| message.as_str());
        let text = format!("{:<7} {:>6} bytes  {}", format!("{}x{}", facts.width, facts.height), facts.bytes, stand_in(told));
        let line = vec![Span::styled(format!("{mark} "), style), Span::raw(wrap::clipped(&text, width.saturating_sub(2)))];
        canvas.line(Rect { y, height: 1, ..area }, Line::from(line));
        y += 1;
    }
}

/// The pictures on a light and a dark tile, side by side as far as they fit; the largest first. Gives the first free row.
fn show(canvas: &mut Canvas, area: Rect, made: &[MadePicture]) -> u16 {
    let mut order: Vec<&MadePicture> = made.iter().collect();
    order.sort_by_key(|picture| std::cmp::Reverse((picture.facts.height.min(picture.facts.width), picture.facts.width)));
    let rows = (area.height / 2).saturating_sub(1).clamp(3, 8);
    let (mut x, mut y, mut deepest) = (area.x, area.y, area.y);
    for picture in order {
        let is_logo = picture.field.to_string() != "media.hero";
        let (columns, used) = cells::fitted(picture.facts.width, picture.facts.height, 30, rows);
        let each = if is_logo { columns + 2 } else { columns };
        let width = if is_logo { each * 2 } else { each };
        if x > area.x && x + width > area.right() {
            (x, y) = (area.x, deepest + 1);
        }
        if y + used > area.bottom() || x + width > area.right() {
            continue;
        }
        let first = Rect { x, y, width: each, height: used };
        pictures::tile(canvas, first, &picture.facts, LIGHT_TILE);
        if is_logo {
            pictures::tile(canvas, Rect { x: first.right(), ..first }, &picture.facts, DARK_TILE);
        }
        deepest = deepest.max(y + used);
        x += width + 2;
    }
    deepest + 1
}

/// A picture in the wanted size: cropped and padded.
pub fn fit(canvas: &mut Canvas, window: &FitWindow) {
    let screen = canvas.frame.area();
    let title = format!("Bring this picture to {}x{}", window.size.0, window.size.1);
    let area = canvas.window(&title, screen.width.saturating_sub(4).min(96), screen.height.saturating_sub(2).min(22));
    let theme = canvas.theme;
    let width = usize::from(area.width);
    let line = |canvas: &mut Canvas, y: u16, text: &str, style: Style| {
        if y < area.bottom() {
            canvas.line(Rect { y, height: 1, ..area }, Line::from(Span::styled(wrap::clipped(text, width), style)));
        }
    };
    line(canvas, area.y, &on_one_line(&window.source.0), theme.strong());
    let keys = match &window.made {
        Some(Ok(_)) => "← → choose · Enter takes it · Esc closes",
        Some(Err(Refusal::TooSmall(_))) => "u makes it larger than it is (blurred) · Esc closes",
        _ => "Esc closes",
    };
    line(canvas, area.bottom().saturating_sub(1), keys, theme.quiet());
    let made = match &window.made {
        None => return line(canvas, area.y + 1, "being made …", theme.quiet()),
        Some(Err(reason)) => {
            for (row, y) in wrap::paragraphs(&stand_in(&reason.to_string()), width).iter().zip(area.y + 1..) {
                line(canvas, y, row, theme.error());
            }
            return;
        }
        Some(Ok(made)) => made,
    };
    let half = (area.width - 2) / 2;
    let room = area.height.saturating_sub(6).max(1);
    for (index, (how, picture)) in made.iter().enumerate() {
        let here = index == window.chosen;
        let x = area.x + index as u16 * (half + 2);
        let words = match how {
            Fit::Crop => "Crop: cut off what is beyond",
            Fit::Pad => "Pad: fill up around it",
        };
        let style = if here { theme.accent().patch(theme.strong()) } else { Style::new() };
        let head = vec![
            Span::styled(if here { "┃ " } else { "  " }, theme.accent()),
            Span::styled(wrap::clipped(words, usize::from(half).saturating_sub(2)), style),
        ];
        canvas.line(Rect { x, y: area.y + 2, width: half, height: 1 }, Line::from(head));
        if here {
            canvas.caret = Some(ratatui::layout::Position { x: x + 2, y: area.y + 2 });
        }
        if canvas.shows_pictures() {
            let (columns, rows) = cells::fitted(picture.facts.width, picture.facts.height, half, room);
            pictures::tile(canvas, Rect { x, y: area.y + 3, width: columns, height: rows }, &picture.facts, LIGHT_TILE);
        } else {
            let words = pictures::describe(&picture.facts, false);
            canvas.line(
                Rect { x: x + 2, y: area.y + 3, width: half.saturating_sub(2), height: 1 },
                Line::from(wrap::clipped(&words, usize::from(half).saturating_sub(2))),
            );
        }
    }
    if window.enlarge {
        line(
            canvas,
            area.bottom().saturating_sub(2),
            "Enlarged: it will be blurred, and blurred pictures are rejected.",
            theme.warning(),
        );
    }
}
