//! The start page.

use super::{Canvas, bars};
use crate::app::keys::{Action, KEYMAP};
use crate::app::start::Start;
use crate::app::{App, Target};
use crate::visible::on_one_line;
use crate::wrap;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};

/// Draws the start page.
pub fn draw(app: &App, canvas: &mut Canvas, area: Rect) {
    let theme = canvas.theme;
    let width = area.width.min(76);
    let left = area.x + (area.width - width) / 2;
    let mut y = area.y + area.height / 8;
    let line = |canvas: &mut Canvas, y: u16, line: Line<'static>| {
        if y < area.bottom().saturating_sub(1) {
            canvas.line(Rect { x: left, y, width, height: 1 }, line);
        }
    };
    line(canvas, y, Line::from(Span::styled("  edge-offer", theme.accent().patch(theme.strong()))));
    line(canvas, y + 1, Line::from(Span::styled("  Authors an IoT Edge module offer for Azure Marketplace", theme.quiet())));
    y += 3;
    let mut parted = false;
    for (number, start) in app.start.lines.iter().enumerate() {
        if !parted && matches!(start, Start::Draft(..) | Start::Recent(_)) {
            parted = true;
            y += 1;
        }
        let (words, more) = start.words();
        let focused = number == app.start.selected;
        let lead = if focused { Span::styled("┃ ", theme.accent()) } else { Span::raw("  ") };
        let style = if focused { theme.accent().patch(theme.strong()) } else { Style::new() };
        let room = usize::from(width).saturating_sub(4);
        let words = wrap::clipped(&on_one_line(&words), room);
        let left_over = room.saturating_sub(unicode_width::UnicodeWidthStr::width(words.as_str()) + 3);
        let more = if left_over > 6 { format!("   {}", wrap::clipped(&on_one_line(&more), left_over)) } else { String::new() };
        line(canvas, y, Line::from(vec![lead, Span::styled(words, style), Span::styled(more, theme.quiet())]));
        canvas.target(Rect { x: left, y, width, height: 1 }, Target::Line(number));
        if focused {
            canvas.caret = Some(Position { x: left + 2, y });
        }
        y += 1;
    }
    let footer = Rect { y: area.bottom() - 1, height: 1, ..area };
    match &app.message {
        Some(message) => {
            let (sign, style) = if message.is_error { ("✗ ", theme.error()) } else { ("✓ ", theme.good()) };
            let rows = wrap::paragraphs(&crate::visible::stand_in(&message.text), usize::from(area.width).saturating_sub(4));
            let shown = rows.len().min(6);
            for (index, row) in rows.into_iter().take(shown).enumerate() {
                let place =
                    Rect { y: area.bottom().saturating_sub(u16::try_from(shown - index).unwrap_or(1)), height: 1, ..area };
                let lead = if index == 0 { Span::styled(sign, style) } else { Span::raw("  ") };
                canvas.line(place, Line::from(vec![Span::raw(" "), lead, Span::raw(row)]));
            }
        }
        None => bars::key_line(
            canvas,
            footer,
            KEYMAP.iter().filter(|binding| matches!(binding.action, Action::Enter | Action::Help | Action::Quit)),
        ),
    }
}
