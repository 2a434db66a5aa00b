//! The page in the middle: its items under each other, scrolled so that the focus is seen.

use super::Canvas;
use super::blocks::{self, Lines};
use crate::app::Target;
use crate::app::page::{Focus, Item};
use crate::app::workspace::Workspace;
use ratatui::layout::{Position, Rect};

/// Draws the page.
pub fn draw(workspace: &Workspace, canvas: &mut Canvas, area: Rect) {
    if area.is_empty() {
        return;
    }
    let width = usize::from(area.width).saturating_sub(1);
    let height = usize::from(area.height);
    let items = workspace.items();
    let theme = canvas.theme;
    let lay_out = |dense: bool| -> Vec<Lines> {
        let mut blocks: Vec<Lines> = items.iter().map(|item| blocks::lines(workspace, theme, item, width, dense)).collect();
        if !dense {
            part_headings(&items, &mut blocks);
        }
        blocks
    };
    let length = |blocks: &[Lines]| -> usize { blocks.iter().map(|block| block.lines.len()).sum() };
    let mut blocks = lay_out(false);
    // In a low window a page that does not fit puts label and value on one line.
    if height < 24 && length(&blocks) > height {
        blocks = lay_out(true);
    }
    let total = length(&blocks);
    let base = top_row(workspace, &items, &blocks, total, height);
    let most = total.saturating_sub(height);
    canvas.regions.scroll_room = (base as isize, most.saturating_sub(base) as isize);
    let top = base.saturating_add_signed(workspace.scrolled).min(most);
    let mut row = 0;
    for block in &blocks {
        draw_block(canvas, area, block, row as isize - top as isize);
        row += block.lines.len();
    }
    scroll_bar(canvas, area, top, total);
}

/// An empty line before each heading that would otherwise stand right under something.
fn part_headings(items: &[Item], blocks: &mut [Lines]) {
    let mut last_is_empty = true;
    for (item, block) in items.iter().zip(blocks) {
        if matches!(item, Item::Heading(..)) && !last_is_empty {
            block.lines.insert(0, ratatui::text::Line::default());
        }
        if let Some(last) = block.lines.last() {
            last_is_empty = last.width() == 0;
        }
    }
}

/// The first row that is seen, unless the wheel moved it: the one that keeps the focus about a third from the top.
fn top_row(workspace: &Workspace, items: &[Item], blocks: &[Lines], total: usize, height: usize) -> usize {
    let most = total.saturating_sub(height);
    let mut row = 0;
    let mut focus_row = 0;
    let mut focus_height = 0;
    for (item, block) in items.iter().zip(blocks) {
        if item.focus().is_some_and(|focus| focus == workspace.focus) {
            focus_row = row;
            focus_height = block.lines.len();
        }
        row += block.lines.len();
    }
    let lead = (height / 3).min(height.saturating_sub(focus_height));
    focus_row.saturating_sub(lead).min(most)
}

fn draw_block(canvas: &mut Canvas, area: Rect, block: &Lines, offset: isize) {
    let visible = |line: usize| {
        let y = offset + line as isize;
        (0..area.height as isize).contains(&y).then(|| area.y + y as u16)
    };
    for (index, line) in block.lines.iter().enumerate() {
        let Some(y) = visible(index) else { continue };
        let place = Rect { y, height: 1, ..area };
        canvas.line(place, line.clone());
        if let Some(focus) = &block.focus {
            canvas.target(place, Target::Focus(focus.clone()));
        }
    }
    if let Some(edited) = &block.edited {
        canvas.regions.text_width = edited.width as u16;
        canvas.regions.text_height = edited.height as u16;
        for index in 0..edited.height {
            if let Some(y) = visible(edited.line + index) {
                let place = Rect { x: area.x + edited.x as u16, y, width: area.width.saturating_sub(edited.x as u16), height: 1 };
                canvas.target(place, Target::Text(edited.first_row + index));
            }
        }
        let (line, column) = edited.caret;
        if let Some(y) = visible(line) {
            canvas.caret = Some(Position { x: (area.x + column as u16).min(area.right().saturating_sub(1)), y });
        }
    } else if !block.lines.is_empty()
        && canvas.caret.is_none()
        && block.focus.as_ref().is_some_and(|focus| is_focus(block, focus))
    {
        // Screen readers follow the caret: it stands on what has the focus even where nothing is typed.
        let line = block.lines.iter().position(|line| line.spans.first().is_some_and(|span| span.content.starts_with('┃')));
        if let Some(y) = line.and_then(visible) {
            canvas.caret = Some(Position { x: area.x + 2, y });
        }
    }
}

/// Whether these are the lines of what has the focus: only they have its mark.
fn is_focus(block: &Lines, _focus: &Focus) -> bool {
    block.lines.iter().any(|line| line.spans.first().is_some_and(|span| span.content.starts_with('┃')))
}

/// A thumb at the right edge, where there is more than can be seen.
fn scroll_bar(canvas: &mut Canvas, area: Rect, top: usize, total: usize) {
    let height = usize::from(area.height);
    if total <= height {
        return;
    }
    let size = (height * height / total).max(1);
    let start = top * (height - size) / (total - height).max(1);
    for row in start..(start + size).min(height) {
        let place = Rect { x: area.right().saturating_sub(1), y: area.y + row as u16, width: 1, height: 1 };
        let style = canvas.theme.line();
        canvas.line(place, ratatui::text::Line::from(ratatui::text::Span::styled("▐", style)));
    }
}
