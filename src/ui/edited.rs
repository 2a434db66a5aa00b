//! The text that is being edited: its rows, its selection, its colours, and what could come next.

use super::theme::Theme;
use crate::app::editor::Editor;
use crate::app::workspace::Workspace;
use crate::edge::route::{TokenClass, tokens};
use crate::offer::field::{Field, Kind};
use crate::visible::stand_in;
use crate::wrap;
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};

/// Where an edited text stands in its item's lines.
pub struct Edited {
    /// The first of its lines.
    pub line: usize,
    /// How many lines of it are shown.
    pub height: usize,
    /// The first of its rows that is shown.
    pub first_row: usize,
    /// Its indentation, in columns.
    pub x: usize,
    /// Its width, in columns.
    pub width: usize,
    /// The caret: line of the item, column.
    pub caret: (usize, usize),
}

/// The rows around the caret of the focused field's text.
pub fn lines(
    workspace: &Workspace,
    theme: Theme,
    editor: &Editor,
    field: &Field,
    width: usize,
    most_rows: usize,
    lines: &mut Vec<Line<'static>>,
) -> Edited {
    let text_width = width.saturating_sub(3).max(2);
    let rows = wrap::rows(editor.lines(), text_width);
    let caret = editor.caret();
    let caret_row = wrap::row_of(&rows, caret);
    let first_row = caret_row.saturating_sub(most_rows.saturating_sub(1)).min(rows.len().saturating_sub(most_rows));
    let line = lines.len();
    let shown = &rows[first_row..(first_row + most_rows).min(rows.len())];
    let colors = if field.kind == Kind::Route { route_styles(theme, editor) } else { Vec::new() };
    let ghost = workspace.ghost();
    for (index, row) in shown.iter().enumerate() {
        let mut spans = spans(theme, editor, *row, |column| colors.get(column).copied().unwrap_or_default());
        let is_last = first_row + index + 1 == rows.len();
        let left = text_width.saturating_sub(spans.iter().map(Span::width).sum());
        match &ghost {
            Some(ghost) if is_last => spans.push(Span::styled(wrap::clipped(&stand_in(ghost), left), theme.quiet())),
            None if rows.len() == 1 && row.end == 0 => {
                spans = vec![Span::styled(wrap::clipped(&format!("for example: {}", field.example), text_width), theme.quiet())];
            }
            _ => {}
        }
        spans.insert(0, Span::styled("┃ ", theme.accent()));
        lines.push(Line::from(spans));
    }
    let x = wrap::screen_column(editor.lines(), rows[caret_row], caret.1);
    Edited { line, height: shown.len(), first_row, x: 2, width: text_width, caret: (line + caret_row - first_row, 2 + x) }
}

/// One row of an edited text: its selection marked, each character in the style of its column in the line.
pub fn spans(theme: Theme, editor: &Editor, row: wrap::Row, style_of: impl Fn(usize) -> Style) -> Vec<Span<'static>> {
    let text = wrap::text(editor.lines(), row);
    let selection = editor.selection();
    let is_selected =
        |column: usize| selection.is_some_and(|(start, end)| (row.line, column) >= start && (row.line, column) < end);
    let mut spans: Vec<(Style, String)> = Vec::new();
    for (index, c) in text.chars().enumerate() {
        let column = row.start + index;
        let style = if is_selected(column) { theme.selected() } else { style_of(column) };
        match spans.last_mut() {
            Some((last, run)) if *last == style => run.push(c),
            _ => spans.push((style, c.to_string())),
        }
    }
    spans.into_iter().map(|(style, run)| Span::styled(run, style)).collect()
}

/// The style of each character of a route. What no device reads is underlined as well as coloured.
fn route_styles(theme: Theme, editor: &Editor) -> Vec<Style> {
    let text = editor.lines().join("\n");
    let mut styles = vec![Style::new(); text.chars().count()];
    let column_of = |byte: usize| text[..byte].chars().count();
    for (class, span) in tokens(&text) {
        let style = match class {
            TokenClass::Keyword => theme.accent().add_modifier(Modifier::BOLD),
            TokenClass::String | TokenClass::Literal => theme.good(),
            TokenClass::Function | TokenClass::SystemProperty => theme.accent(),
            TokenClass::Comment => theme.quiet(),
            TokenClass::Ignored => theme.warning().add_modifier(Modifier::UNDERLINED),
            TokenClass::Invalid => theme.error().add_modifier(Modifier::UNDERLINED),
            TokenClass::Path | TokenClass::Operator | TokenClass::Property | TokenClass::Punctuation => continue,
        };
        styles[column_of(span.start)..column_of(span.end)].fill(style);
    }
    styles
}
