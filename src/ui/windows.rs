//! The windows over the page.

use super::Canvas;
use crate::app::Target;
use crate::app::editor::Editor;
use crate::app::files::FilePicker;
use crate::app::finder::Finder;
use crate::app::popup::{Popup, Question};
use crate::app::route_tools::{Part, RouteBuilder};
use crate::visible::{on_one_line, stand_in};
use crate::wrap;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

/// Draws the topmost window.
pub fn draw(popup: &Popup, canvas: &mut Canvas) {
    let screen = canvas.frame.area();
    let (wide, tall) = (screen.width.saturating_sub(4).min(84), screen.height.saturating_sub(2).min(26));
    match popup {
        Popup::Help(finder) => {
            let area = canvas.window("Keys", wide, tall);
            list(canvas, area, finder, "type to search", |_| "", "Enter does it · Esc closes");
        }
        Popup::Palette(finder) => {
            let area = canvas.window("Commands and fields", wide, tall);
            list(canvas, area, finder, "type to search", |_| "", "Enter goes there · Esc closes");
        }
        Popup::Modules(_, finder) => {
            let height = u16::try_from(finder.entries.len()).unwrap_or(tall).saturating_add(5).min(tall);
            let area = canvas.window("Which module is the offer's?", wide.min(64), height);
            list(canvas, area, finder, "type to search", |_| "", "Enter takes it · Esc closes");
        }
        Popup::Complete(finder) => {
            let height = u16::try_from(finder.entries.len()).unwrap_or(tall).saturating_add(5).min(tall);
            let area = canvas.window("What can come next", wide, height);
            list(canvas, area, finder, "type to search", |_| "", "Enter writes it · Esc closes");
        }
        Popup::Route(builder) => route(canvas, builder, wide),
        Popup::Logos(window) => super::logos::logos(canvas, window),
        Popup::Fit(window) => super::logos::fit(canvas, window),
        Popup::Choose { title, finder, chosen, .. } => {
            let height = u16::try_from(finder.entries.len()).unwrap_or(tall).saturating_add(5).min(tall);
            let area = canvas.window(title, wide.min(64), height);
            let mark = |value: &String| match chosen {
                Some(chosen) if chosen.contains(value) => "[x] ",
                Some(_) => "[ ] ",
                None => "",
            };
            let hint = if chosen.is_some() { "Space marks · Enter closes" } else { "Enter takes it · Esc closes" };
            list(canvas, area, finder, "type to search", mark, hint);
        }
        Popup::Files(picker) => files(canvas, picker, wide, tall),
        Popup::Ask(question) => ask(canvas, question, wide.min(66)),
        Popup::Find(input) => {
            let area = canvas.window("Find in this text", wide.min(60), 4);
            input_line(canvas, area, input, "what");
            let style = canvas.theme.quiet();
            canvas
                .line(Rect { y: area.y + 1, ..area }, Line::from(Span::styled("Enter finds the next place · Esc closes", style)));
        }
    }
}

fn input_line(canvas: &mut Canvas, area: Rect, input: &Editor, empty: &str) {
    let theme = canvas.theme;
    let text = input.lines().join(" ");
    let room = usize::from(area.width).saturating_sub(4);
    let column: usize = text.chars().take(input.caret().1).collect::<String>().width();
    // The end that is typed is what has to be seen.
    let skipped = column.saturating_sub(room);
    let shown: String = text.chars().skip(skipped).collect();
    let span =
        if text.is_empty() { Span::styled(empty.to_string(), theme.quiet()) } else { Span::raw(wrap::clipped(&shown, room)) };
    canvas.line(area, Line::from(vec![Span::styled("› ", theme.accent()), span]));
    canvas.caret = Some(Position { x: area.x + 2 + u16::try_from(column - skipped).unwrap_or(0), y: area.y });
}

fn list<T: Clone>(
    canvas: &mut Canvas,
    area: Rect,
    finder: &Finder<T>,
    empty: &str,
    mark: impl Fn(&T) -> &'static str,
    hint: &str,
) {
    let theme = canvas.theme;
    input_line(canvas, area, &finder.input, empty);
    let body = Rect { y: area.y + 2, height: area.height.saturating_sub(3), ..area };
    let entries = finder.matching();
    let selected = finder.selected.min(entries.len().saturating_sub(1));
    let height = usize::from(body.height);
    let top = selected.saturating_sub(height.saturating_sub(1));
    if entries.is_empty() {
        canvas.line(body, Line::from(Span::styled("nothing matches", theme.quiet())));
    }
    for (index, entry) in entries.iter().enumerate().skip(top).take(height) {
        let row = Rect { y: body.y + (index - top) as u16, height: 1, ..body };
        let here = index == selected;
        let room = usize::from(row.width).saturating_sub(entry.key.width() + 4);
        let label = wrap::clipped(&format!("{}{}", mark(&entry.value), stand_in(&entry.label)), room);
        let left = room.saturating_sub(label.width() + 2);
        let mut spans = vec![
            Span::styled(if here { "┃ " } else { "  " }, theme.accent()),
            Span::styled(label, if here { theme.accent().patch(theme.strong()) } else { Style::new() }),
        ];
        if !entry.detail.is_empty() && left > 4 {
            spans.push(Span::styled(
                format!("  {}", wrap::clipped(&stand_in(&entry.detail), left.saturating_sub(2))),
                theme.quiet(),
            ));
        }
        canvas.line(row, Line::from(spans));
        canvas.right(row, &entry.key, theme.quiet());
        canvas.target(row, Target::Line(index));
    }
    canvas.line(Rect { y: area.bottom().saturating_sub(1), ..area }, Line::from(Span::styled(hint.to_string(), theme.quiet())));
}

fn files(canvas: &mut Canvas, picker: &FilePicker, wide: u16, tall: u16) {
    let area = canvas.window(picker.purpose.title(), wide, tall);
    let theme = canvas.theme;
    input_line(canvas, area, &picker.input, "a path; Tab completes it");
    let folder =
        on_one_line(&std::path::absolute(&picker.listed).unwrap_or_else(|_| picker.listed.clone()).display().to_string());
    let (word, style) = match &picker.complaint {
        Some(complaint) => (format!("✗ {}", on_one_line(complaint)), theme.error()),
        None => (format!("in {folder}"), theme.quiet()),
    };
    canvas.line(Rect { y: area.y + 1, ..area }, Line::from(Span::styled(wrap::clipped(&word, usize::from(area.width)), style)));
    let body = Rect { y: area.y + 3, height: area.height.saturating_sub(4), ..area };
    let height = usize::from(body.height);
    let top = picker.selected.unwrap_or(0).saturating_sub(height.saturating_sub(1));
    for (index, entry) in picker.matching().into_iter().enumerate().skip(top).take(height) {
        let row = Rect { y: body.y + (index - top) as u16, height: 1, ..body };
        let here = picker.selected == Some(index);
        let slash = if entry.is_folder { "/" } else { "" };
        let name = wrap::clipped(&format!("{}{slash}", on_one_line(&entry.name)), usize::from(row.width).saturating_sub(24));
        let more = match (&entry.picture, entry.is_bundle) {
            (Some(facts), _) if facts.width > 0 => format!("{} {}x{}", facts.format, facts.width, facts.height),
            (Some(facts), _) => facts.format.clone(),
            (None, true) => "a bundle".to_string(),
            (None, false) => String::new(),
        };
        canvas.line(
            row,
            Line::from(vec![
                Span::styled(if here { "┃ " } else { "  " }, theme.accent()),
                Span::styled(name, if here { theme.accent().patch(theme.strong()) } else { Style::new() }),
            ]),
        );
        canvas.right(row, &more, theme.quiet());
        canvas.target(row, Target::Line(index));
    }
    canvas.line(
        Rect { y: area.bottom().saturating_sub(1), ..area },
        Line::from(Span::styled("Enter takes it · ↓ list · Tab completes · Esc closes", theme.quiet())),
    );
}

/// The parts of a route, the route, and what it does.
fn route(canvas: &mut Canvas, builder: &RouteBuilder, wide: u16) {
    let inner = usize::from(wide).saturating_sub(4);
    let text = wrap::paragraphs(&stand_in(&builder.text()), inner);
    let words = wrap::paragraphs(&stand_in(&builder.words()), inner);
    let area = canvas.window("Build this route", wide, u16::try_from(text.len() + words.len()).unwrap_or(8) + 10);
    let theme = canvas.theme;
    let part = |canvas: &mut Canvas, y: u16, of: Part, label: &str, value: &str, about: &str| {
        let here = builder.part == of;
        let style = if here { theme.accent().patch(theme.strong()) } else { Style::new() };
        let (left, right) = if here && of != Part::Condition { ("‹ ", " ›") } else { ("", "") };
        let lead = if here { Span::styled("┃ ", theme.accent()) } else { Span::raw("  ") };
        let value = wrap::clipped(&stand_in(value), inner.saturating_sub(20));
        let line = vec![
            lead,
            Span::styled(format!("{label:<13}"), theme.quiet()),
            Span::styled(left, theme.accent()),
            Span::styled(value, style),
            Span::styled(right, theme.accent()),
        ];
        canvas.line(Rect { y, ..area }.intersection(area), Line::from(line));
        let about = wrap::clipped(&stand_in(about), inner.saturating_sub(16));
        canvas.line(
            Rect { y: y + 1, ..area }.intersection(area),
            Line::from(Span::styled(format!("{:15}{about}", ""), theme.quiet())),
        );
    };
    let of = |choices: &[(String, String)], chosen: usize| choices.get(chosen).cloned().unwrap_or_default();
    let (source, sink) = (of(&builder.sources, builder.source), of(&builder.sinks, builder.sink));
    part(canvas, area.y, Part::Source, "from", &source.0, &source.1);
    part(
        canvas,
        area.y + 2,
        Part::Condition,
        "where",
        &builder.condition.text(),
        "only messages for which this is true; empty: all of them",
    );
    part(canvas, area.y + 4, Part::Sink, "into", &sink.0, &sink.1);
    // Screen readers follow the caret: it stands on the part that has the focus.
    let before: String = builder.condition.text().chars().take(builder.condition.caret().1).collect();
    let typed = u16::try_from(stand_in(&before).width()).unwrap_or(u16::MAX).min(area.width.saturating_sub(18));
    canvas.caret = Some(match builder.part {
        Part::Source => Position { x: area.x + 15, y: area.y },
        Part::Condition => Position { x: area.x + 15 + typed, y: area.y + 2 },
        Part::Sink => Position { x: area.x + 15, y: area.y + 4 },
    });
    let mut y = area.y + 6;
    for row in text {
        canvas.line(Rect { y, ..area }.intersection(area), Line::from(Span::styled(row, theme.accent())));
        y += 1;
    }
    for row in words {
        canvas.line(Rect { y, ..area }.intersection(area), Line::from(row));
        y += 1;
    }
    let hint = "← → choose · ↑ ↓ go on · Enter takes it";
    canvas.line(Rect { y: area.bottom().saturating_sub(1), ..area }, Line::from(Span::styled(hint, theme.quiet())));
}

fn ask(canvas: &mut Canvas, question: &Question, wide: u16) {
    let text = wrap::paragraphs(&stand_in(&question.text), usize::from(wide).saturating_sub(4));
    let height = u16::try_from(text.len() + question.answers.len()).unwrap_or(20) + 4;
    let area = canvas.window(&question.title, wide, height);
    let theme = canvas.theme;
    let mut y = area.y;
    for row in text {
        canvas.line(Rect { y, ..area }.intersection(area), Line::from(row));
        y += 1;
    }
    y += 1;
    for (index, (letter, words, _)) in question.answers.iter().enumerate() {
        let row = Rect { y, height: 1, ..area }.intersection(area);
        let here = index == question.selected;
        let style = if here { theme.accent().patch(theme.strong()) } else { Style::new() };
        canvas.line(
            row,
            Line::from(vec![
                Span::styled(if here { "┃ " } else { "  " }, theme.accent()),
                Span::styled(format!("{letter}  "), theme.accent()),
                Span::styled(*words, style),
            ]),
        );
        canvas.target(row, Target::Line(index));
        if here {
            canvas.caret = Some(Position { x: row.x + 2, y });
        }
        y += 1;
    }
}
