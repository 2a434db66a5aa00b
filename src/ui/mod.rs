//! Drawing only: a frame from `&App`. What it learns of places goes back as [`Regions`], for the mouse and the caret.

mod bars;
mod blocks;
mod edited;
mod form;
mod logos;
mod long_text;
mod pictures;
mod preview;
mod screen;
mod start;
pub mod theme;
mod windows;

use crate::app::{App, Regions, Target};
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Margin, Position, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, Borders, Clear, Paragraph, Widget};
use theme::Theme;

/// Below this many columns or rows there is only a word.
const LEAST: (u16, u16) = (40, 10);

/// A frame while it is drawn.
struct Canvas<'a, 'b> {
    frame: &'a mut Frame<'b>,
    theme: Theme,
    regions: Regions,
    caret: Option<Position>,
    gallery: &'a crate::app::gallery::Gallery,
    /// Whether a window lies over what is drawn now.
    covered: bool,
}

impl Canvas<'_, '_> {
    /// Draws a line of text; what does not fit is cut off.
    fn line(&mut self, area: Rect, line: Line<'_>) {
        if area.is_empty() {
            return;
        }
        line.render(Rect { height: 1, ..area }, self.frame.buffer_mut());
    }

    /// Draws text at the right end of an area.
    fn right(&mut self, area: Rect, text: &str, style: Style) {
        let width = u16::try_from(unicode_width::UnicodeWidthStr::width(text)).unwrap_or(u16::MAX).min(area.width);
        let area = Rect { x: area.right().saturating_sub(width), width, ..area };
        self.line(area, Line::from(Span::styled(text.to_string(), style)));
    }

    /// Whether pictures can be shown: with fewer colours there are words.
    fn shows_pictures(&self) -> bool {
        matches!(self.theme.depth, theme::Depth::Indexed | theme::Depth::True)
    }

    /// A horizontal rule.
    fn rule(&mut self, area: Rect) {
        let style = self.theme.line();
        self.line(area, Line::from(Span::styled("─".repeat(usize::from(area.width)), style)));
    }

    /// Notes what a click on an area means.
    fn target(&mut self, area: Rect, target: Target) {
        self.regions.targets.push((area, target));
    }

    /// An empty window in the middle of the screen, with a title; gives the place within.
    fn window(&mut self, title: &str, width: u16, height: u16) -> Rect {
        let screen = self.frame.area();
        let area = screen.centered(Constraint::Length(width.min(screen.width)), Constraint::Length(height.min(screen.height)));
        let block = Block::new()
            .borders(Borders::ALL)
            .border_style(self.theme.accent())
            .title(Span::styled(format!(" {title} "), self.theme.strong()));
        Clear.render(area, self.frame.buffer_mut());
        let inner = block.inner(area);
        block.render(area, self.frame.buffer_mut());
        // Behind a window nothing can be clicked.
        self.regions.targets.clear();
        inner.inner(Margin { horizontal: 1, vertical: 0 })
    }
}

/// Draws the wizard and tells where things are.
pub fn draw(app: &App, theme: Theme, frame: &mut Frame) -> Regions {
    let area = frame.area();
    let mut canvas =
        Canvas { frame, theme, regions: Regions::default(), caret: None, gallery: &app.gallery, covered: !app.popups.is_empty() };
    if area.width < LEAST.0 || area.height < LEAST.1 {
        too_small(&mut canvas, area);
    } else {
        match &app.workspace {
            None => start::draw(app, &mut canvas, area),
            Some(workspace) if workspace.full => long_text::draw(app, workspace, &mut canvas, area),
            Some(workspace) => page(app, workspace, &mut canvas, area),
        }
        if let Some(popup) = app.popups.last() {
            canvas.caret = None;
            canvas.covered = false;
            windows::draw(popup, &mut canvas);
        }
    }
    screen::make_safe(canvas.frame.buffer_mut());
    if let Some(caret) = canvas.caret.filter(|caret| area.contains(*caret)) {
        canvas.frame.set_cursor_position(caret);
    }
    canvas.regions
}

/// Where the parts of a page stand.
struct Parts {
    title: Rect,
    upper_rule: Rect,
    steps: Option<Rect>,
    form: Rect,
    preview: Option<Rect>,
    lower_rule: Rect,
    help: Rect,
    footer: Rect,
}

/// At 110 columns and more form and preview stand side by side; below 70 the steps fold into the title line.
fn parts(area: Rect, show_preview: bool) -> Parts {
    let help = if area.height >= 30 { 4 } else { 2 };
    let [title, upper_rule, body, lower_rule, help, footer] = area.layout(&Layout::vertical([
        Constraint::Length(1),
        Constraint::Length(1),
        Constraint::Fill(1),
        Constraint::Length(1),
        Constraint::Length(help),
        Constraint::Length(1),
    ]));
    let (steps, rest) = if area.width >= 70 {
        let [steps, rest] =
            body.layout(&Layout::horizontal([Constraint::Length(if area.width >= 100 { 32 } else { 26 }), Constraint::Fill(1)]));
        (Some(steps), rest)
    } else {
        (None, body)
    };
    let (form, preview) = if show_preview {
        (Rect { width: 0, ..rest }, Some(rest))
    } else if area.width >= 110 {
        let [form, preview] = rest.layout(&Layout::horizontal([Constraint::Fill(5), Constraint::Fill(3)]));
        (form, Some(preview))
    } else {
        (rest, None)
    };
    Parts { title, upper_rule, steps, form, preview, lower_rule, help, footer }
}

fn page(app: &App, workspace: &crate::app::workspace::Workspace, canvas: &mut Canvas, area: Rect) {
    let parts = parts(area, workspace.preview);
    bars::title(app, workspace, canvas, parts.title, parts.steps.is_none());
    canvas.rule(parts.upper_rule);
    if let Some(steps) = parts.steps {
        bars::steps(workspace, canvas, steps);
    }
    if !workspace.preview {
        form::draw(workspace, canvas, parts.form.inner(Margin { horizontal: 1, vertical: 0 }));
    }
    if let Some(place) = parts.preview {
        let inner = if workspace.preview {
            place.inner(Margin { horizontal: 2, vertical: 0 })
        } else {
            let block = Block::new().borders(Borders::LEFT).border_style(canvas.theme.line());
            let inner = block.inner(place);
            block.render(place, canvas.frame.buffer_mut());
            inner.inner(Margin { horizontal: 1, vertical: 0 })
        };
        preview::draw(workspace, canvas, inner);
    }
    canvas.rule(parts.lower_rule);
    bars::help(workspace, canvas, parts.help);
    bars::footer(app, workspace, canvas, parts.footer);
}

fn too_small(canvas: &mut Canvas, area: Rect) {
    let text = Paragraph::new(format!(
        "The window is too small ({}x{}). Make it at least {}x{}; nothing is lost.",
        area.width, area.height, LEAST.0, LEAST.1
    ));
    text.wrap(ratatui::widgets::Wrap { trim: true }).render(area, canvas.frame.buffer_mut());
}
