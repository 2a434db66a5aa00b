//! A long text over the whole screen: the editor, and beside it what becomes of the text.

use super::{Canvas, bars, blocks, edited, preview};
use crate::app::workspace::Workspace;
use crate::app::{App, Target};
use crate::offer::field::{Kind, Language, grouped};
use crate::rule::Severity;
use crate::visible::{on_one_line, stand_in};
use crate::wrap;
use ratatui::layout::{Constraint, Layout, Position, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

/// Draws the editor of the focused long text.
pub fn draw(app: &App, workspace: &Workspace, canvas: &mut Canvas, area: Rect) {
    let Some(instance) = workspace.field() else { return };
    let findings: Vec<_> = workspace.findings_of(&instance.path).collect();
    let told = u16::try_from(findings.len().min(3)).unwrap_or(3);
    let [title, upper, body, lower, said, footer] = area.layout(&Layout::vertical([
        Constraint::Length(1),
        Constraint::Length(1),
        Constraint::Fill(1),
        Constraint::Length(1),
        Constraint::Length(told.max(1)),
        Constraint::Length(1),
    ]));
    title_line(canvas, &instance, workspace, title);
    canvas.rule(upper);
    let is_html = matches!(instance.field.kind, Kind::TextFile(Language::Html, _));
    let (text, beside) = if area.width >= 90 && is_html && !workspace.preview {
        let [text, beside] = body.layout(&Layout::horizontal([Constraint::Fill(3), Constraint::Fill(2)]));
        (text, Some(beside))
    } else if workspace.preview {
        (Rect { width: 0, ..body }, Some(body))
    } else {
        (body, None)
    };
    if !text.is_empty() {
        let lines: Vec<(usize, Severity)> =
            findings.iter().filter_map(|finding| Some((finding.position?.line, finding.severity))).collect();
        editor(workspace, canvas, text, &lines);
    }
    if let Some(beside) = beside {
        let inner = Rect { x: beside.x + 1, width: beside.width.saturating_sub(2), ..beside };
        for y in beside.y..beside.bottom() {
            let style = canvas.theme.line();
            canvas.line(Rect { y, width: 1, height: 1, ..beside }, Line::from(Span::styled("│", style)));
        }
        preview::html(
            canvas,
            Rect { x: inner.x + 1, width: inner.width.saturating_sub(1), ..inner },
            &instance.text,
            how_far(workspace),
        );
    }
    canvas.rule(lower);
    tell(canvas, said, &findings);
    bars::footer(app, workspace, canvas, footer);
}

/// How far the caret is in its text: by characters, as the length of lines differs much.
fn how_far(workspace: &Workspace) -> f32 {
    let Some(editor) = &workspace.editor else { return 0.0 };
    let (line, column) = editor.caret();
    let length = |line: &String| line.len() + 1;
    let before: usize = editor.lines().iter().take(line).map(length).sum::<usize>() + column;
    let all: usize = editor.lines().iter().map(length).sum();
    before as f32 / all.max(1) as f32
}

fn title_line(canvas: &mut Canvas, instance: &crate::offer::Instance, workspace: &Workspace, area: Rect) {
    let theme = canvas.theme;
    let size = instance.size();
    let (line, column) = workspace.editor.as_ref().map_or((0, 0), |editor| editor.caret());
    let most = instance.field.most.map(|most| most.of(workspace.offer().edition()));
    let count = most.map_or(grouped(size), |most| format!("{}/{}", grouped(size), grouped(most)));
    let over = most.is_some_and(|most| size > most);
    let text = format!("line {}, column {}    {count} ", line + 1, column + 1);
    canvas.right(area, &text, if over { theme.error() } else { theme.quiet() });
    let room = usize::from(area.width).saturating_sub(text.width() + 2);
    let label = wrap::clipped(instance.field.label, room);
    let file = instance.file().map(on_one_line).filter(|file| label.width() + file.width() + 2 <= room).unwrap_or_default();
    let spans = vec![Span::raw(" "), Span::styled(label, theme.strong()), Span::styled(format!("  {file}"), theme.quiet())];
    canvas.line(Rect { width: u16::try_from(room + 1).unwrap_or(area.width), ..area }, Line::from(spans));
}

fn editor(workspace: &Workspace, canvas: &mut Canvas, area: Rect, findings: &[(usize, Severity)]) {
    let Some(editor) = &workspace.editor else { return };
    let gutter = 6u16;
    let width = area.width.saturating_sub(gutter + 1).max(2);
    let rows = wrap::rows(editor.lines(), usize::from(width));
    let caret = editor.caret();
    let caret_row = wrap::row_of(&rows, caret);
    let height = usize::from(area.height);
    let top = caret_row.saturating_sub(height / 2).min(rows.len().saturating_sub(height));
    let theme = canvas.theme;
    for (index, row) in rows.iter().skip(top).take(height).enumerate() {
        let place = Rect { y: area.y + index as u16, height: 1, ..area };
        let found = findings.iter().filter(|(line, _)| *line == row.line + 1).map(|(_, severity)| *severity).max();
        let (mark, style) = found.map_or((" ", Style::new()), |severity| blocks::sign(theme, severity));
        let number = if row.start == 0 { format!("{:>4}", row.line + 1) } else { "    ".to_string() };
        canvas.line(
            Rect { width: gutter, ..place },
            Line::from(vec![Span::styled(number, theme.quiet()), Span::styled(mark, style)]),
        );
        let text = Rect { x: area.x + gutter, width, ..place };
        canvas.line(text, Line::from(edited::spans(theme, editor, *row, |_| Style::new())));
        canvas.target(text, Target::Text(top + index));
    }
    canvas.regions.text_width = width;
    canvas.regions.text_height = area.height;
    let x = wrap::screen_column(editor.lines(), rows[caret_row], caret.1);
    canvas.caret = Some(Position {
        x: (area.x + gutter).saturating_add(x as u16).min(area.right().saturating_sub(1)),
        y: area.y + (caret_row - top) as u16,
    });
}

fn tell(canvas: &mut Canvas, area: Rect, findings: &[&crate::rules::Finding]) {
    let theme = canvas.theme;
    if findings.is_empty() {
        canvas.line(area, Line::from(vec![Span::styled(" ✓ ", theme.good()), Span::styled("no findings", theme.quiet())]));
    }
    for (index, finding) in findings.iter().take(usize::from(area.height)).enumerate() {
        let (mark, style) = blocks::sign(theme, finding.severity);
        let more = if index == 2 && findings.len() > 3 { format!("  (and {} more)", findings.len() - 3) } else { String::new() };
        let place = finding.position.map(|position| format!("line {}: ", position.line)).unwrap_or_default();
        let help = finding.help.as_ref().map(|help| format!(" – {help}")).unwrap_or_default();
        let text = stand_in(&format!("{place}{}{help}{more}", finding.message)).replace('\n', " ");
        let row = Rect { y: area.y + index as u16, height: 1, ..area };
        canvas.line(
            row,
            Line::from(vec![
                Span::styled(format!(" {mark} "), style),
                Span::raw(wrap::clipped(&text, usize::from(area.width).saturating_sub(4))),
            ]),
        );
    }
}
