//! What stands around the page: title line, list of steps, help and keys.

use super::Canvas;
use crate::app::keys::{self, Hint, KEYMAP};
use crate::app::page::{self, Focus, Progress, plural};
use crate::app::workspace::{Workspace, is_typed};
use crate::app::{App, Target};
use crate::offer::field::Kind;
use crate::rule::Severity;
use crate::visible::{on_one_line, stand_in};
use crate::wrap;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

/// The name of the offer, how far it is, and whether it is saved. Where the steps have no room, the page's name too.
pub fn title(app: &App, workspace: &Workspace, canvas: &mut Canvas, area: Rect, folded: bool) {
    let theme = canvas.theme;
    let offer = workspace.offer();
    let (publisher, id) = (offer.get("offer.publisher"), offer.get("offer.id"));
    let name = ["listing.title", "offer.alias", "offer.id"].iter().map(|key| offer.get(key)).find(|name| !name.trim().is_empty());
    let name = name.map_or("New offer".to_string(), |name| stand_in(name.trim()).replace('\n', " "));
    let state = state(app, workspace);
    let totals = totals(workspace, if folded { 18 } else { 40 });
    let right = if folded { format!("{totals} · {state}") } else { format!("{totals}    {state}") };
    let room = usize::from(area.width).saturating_sub(right.width() + 4);
    let mut spans = vec![Span::raw(" ")];
    if folded {
        let step = format!("{} of {} {}", workspace.page + 1, page::REVIEW + 1, page::title(workspace.page));
        spans.push(Span::styled(wrap::clipped(&step, room), theme.strong()));
    } else {
        let shown = wrap::clipped(&name, room);
        let left = room.saturating_sub(shown.width() + 2);
        spans.push(Span::styled(shown, theme.strong()));
        let full = stand_in(&format!("{publisher}.{id}")).replace('\n', " ");
        if !id.is_empty() && full.width() <= left {
            spans.push(Span::styled(format!("  {}", wrap::clipped(&full, left)), theme.quiet()));
        }
    }
    canvas.line(area, Line::from(spans));
    let open = workspace.findings.iter().any(|finding| finding.severity == Severity::Error);
    let style = if open { Style::new() } else { theme.good() };
    canvas.right(Rect { width: area.width.saturating_sub(1), ..area }, &right, style);
}

fn state(app: &App, workspace: &Workspace) -> &'static str {
    match (workspace.read_only, workspace.unsaved, workspace.draft_kept && !app.draft_due) {
        (true, ..) => "read-only",
        (_, false, _) if workspace.folder.is_none() => "new",
        (_, false, _) => "saved",
        (_, true, true) => "draft kept",
        (_, true, false) => "not saved",
    }
}

/// `12 of 18 required · 2 errors · 1 warning`, or less of it.
fn totals(workspace: &Workspace, room: usize) -> String {
    let count = |severity: Severity| {
        workspace.findings.iter().filter(|finding| finding.severity == severity && !finding.is_missing()).count()
    };
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    let mut parts = Vec::new();
    if room > 30 {
        parts.push(format!("{} of {} required", workspace.overview.filled, workspace.overview.required));
    }
    parts.push(if errors == 0 { "no errors".to_string() } else { plural(errors, "error") });
    if warnings > 0 && room > 30 {
        parts.push(plural(warnings, "warning"));
    }
    parts.join(" · ")
}

/// The list of steps, each with Partner Center's word for how far it is.
pub fn steps(workspace: &Workspace, canvas: &mut Canvas, area: Rect) {
    let theme = canvas.theme;
    // Where there is room each step has a second line with the word; elsewhere the sign and the number must do.
    let tall = area.height >= 30 && area.width >= 28;
    let per_step = if tall { 3 } else { 1 };
    let mut y = area.y + u16::from(tall);
    for (number, (progress, errors, warnings)) in workspace.overview.pages.iter().enumerate() {
        if y >= area.bottom() {
            break;
        }
        let (sign, style) = match progress {
            Progress::Complete if *warnings > 0 => ("!", theme.warning()),
            Progress::Complete => ("✓", theme.good()),
            Progress::Incomplete => ("✗", theme.error()),
            Progress::NotStarted => ("·", theme.quiet()),
        };
        let here = number == workspace.page;
        let row = Rect { y, height: 1, ..area };
        let label = if here {
            if workspace.in_steps { theme.selected() } else { theme.accent().patch(theme.strong()) }
        } else {
            Style::new()
        };
        let marker = if here { "▌" } else { " " };
        let room = usize::from(area.width).saturating_sub(if tall { 5 } else { 4 });
        let name = if tall { page::title(number) } else { page::short_title(number) };
        let line = vec![
            Span::styled(marker, theme.accent()),
            Span::styled(format!("{sign} "), style),
            Span::styled(wrap::clipped(name, room), label),
        ];
        canvas.line(row, Line::from(line));
        let problems = errors + warnings;
        if problems > 0 && (!tall || number == page::REVIEW) && *progress != Progress::NotStarted {
            canvas.right(
                Rect { width: area.width.saturating_sub(1), ..row },
                &problems.to_string(),
                if *errors > 0 { theme.error() } else { theme.warning() },
            );
        }
        if tall {
            let words = match (progress, problems) {
                (Progress::NotStarted, _) | (_, 0) => progress.words().to_string(),
                (_, problems) => format!("{} · {}", progress.words(), plural(problems, "problem")),
            };
            canvas.line(Rect { y: y + 1, height: 1, ..area }, Line::from(Span::styled(format!("   {words}"), theme.quiet())));
        }
        if here && workspace.in_steps {
            canvas.caret = Some(ratatui::layout::Position { x: area.x + 3, y });
        }
        canvas.target(Rect { height: per_step.min(area.bottom() - y), ..row }, Target::Page(number));
        y += per_step;
    }
}

/// What the focused field is for: help, limits, source. The last lines are given up first.
pub fn help(workspace: &Workspace, canvas: &mut Canvas, area: Rect) {
    let theme = canvas.theme;
    let words = words_of_focus(workspace);
    let place = Rect { x: area.x + 1, width: area.width.saturating_sub(2), height: 1, ..area };
    let width = usize::from(place.width);
    let more: Vec<&String> = [&words.limits, &words.source]
        .into_iter()
        .filter(|text| !text.is_empty())
        .take(usize::from(area.height).saturating_sub(1).min(2))
        .collect();
    // Where the limits alone fit, the source waits for a larger window.
    let more = if area.height <= 2 { &more[..more.len().min(1)] } else { &more[..] };
    let room = usize::from(area.height).saturating_sub(more.len());
    let text = if words.label.is_empty() { words.help.clone() } else { format!("{}  {}", words.label, words.help) };
    let mut rows = wrap::paragraphs(&text, width);
    if rows.len() > room {
        rows.truncate(room);
        if let Some(row) = rows.last_mut() {
            *row = wrap::clipped(&format!("{} …", wrap::clipped(row, width.saturating_sub(2)).trim_end_matches('…')), width);
        }
    }
    for (row, y) in rows.iter().zip(area.y..) {
        let line = match row.strip_prefix(words.label.as_str()).filter(|_| y == area.y && !words.label.is_empty()) {
            Some(rest) => Line::from(vec![Span::styled(words.label.clone(), theme.strong()), Span::raw(rest.to_string())]),
            None => Line::from(row.clone()),
        };
        canvas.line(Rect { y, ..place }, line);
    }
    for (text, y) in more.iter().zip(area.bottom().saturating_sub(u16::try_from(more.len()).unwrap_or(0))..) {
        canvas.line(Rect { y, ..place }, Line::from(Span::styled(wrap::clipped(text, width), theme.quiet())));
    }
}

/// What is told of the thing that has the focus.
#[derive(Default)]
struct Words {
    label: String,
    help: String,
    limits: String,
    source: String,
}

fn words_of_focus(workspace: &Workspace) -> Words {
    let plain = |text: &str| Words { help: text.to_string(), ..Words::default() };
    match &workspace.focus {
        _ if workspace.in_steps => plain("↑ ↓ choose a step, Enter goes into it, Esc leaves the offer."),
        Focus::Field(_) => match workspace.field() {
            Some(instance) => {
                let limits = instance.field.limit_words(workspace.offer().edition());
                let example = format!("Example: {}", instance.field.example);
                Words {
                    label: instance.field.label.to_string(),
                    help: instance.field.help.to_string(),
                    limits: if limits.is_empty() { example } else { format!("{limits}  ·  {example}") },
                    source: format!("Source: {}", instance.field.source),
                }
            }
            None => plain(""),
        },
        Focus::Plan => plain("← → show another plan. ^N adds a plan, ^D removes the one that is shown, Alt-↑ ↓ move it."),
        Focus::Add(_) => plain("Enter adds a row to this list."),
        Focus::Change(..) => plain("Changed since the last export of this bundle. Enter goes there."),
        Focus::Button(action) => plain(keys::binding(*action).map_or("", |binding| binding.help)),
        Focus::Finding(number) => match workspace.findings.get(*number) {
            Some(finding) => Words {
                label: String::new(),
                help: format!("{} – {}.", finding.rule.id, finding.rule.summary),
                limits: finding.help.clone().map(|help| stand_in(&help).into_owned()).unwrap_or_default(),
                source: format!("{} says so  ·  {}", finding.rule.layer.who(), finding.rule.source),
            },
            None => plain(""),
        },
    }
}

/// The last word to the person, or the keys that mean something here.
pub fn footer(app: &App, workspace: &Workspace, canvas: &mut Canvas, area: Rect) {
    let theme = canvas.theme;
    if let Some(message) = &app.message {
        let (sign, style) = if message.is_error { ("✗ ", theme.error()) } else { ("✓ ", theme.good()) };
        let text = wrap::clipped(&on_one_line(&message.text), usize::from(area.width).saturating_sub(4));
        canvas.line(area, Line::from(vec![Span::raw(" "), Span::styled(sign, style), Span::raw(text)]));
        return;
    }
    let hints = |hint: Hint| match hint {
        Hint::Always => !workspace.full,
        Hint::Row => !workspace.full && workspace.list_here().is_some(),
        Hint::TextFile => {
            workspace.field().is_some_and(|instance| matches!(instance.field.kind, Kind::TextFile(..) | Kind::Prose))
        }
        Hint::Fix if workspace.fit_wish().is_some() => true,
        Hint::Fix => {
            matches!(&workspace.focus, Focus::Field(path) if workspace.findings_of(path).any(|finding| finding.fix.is_some()))
        }
        Hint::Opens => !workspace.full && !workspace.field().is_some_and(|instance| is_typed(instance.field)),
        Hint::Picture => workspace.field().is_some_and(|instance| matches!(instance.field.kind, Kind::Picture(..))),
        Hint::Route => workspace.field().is_some_and(|instance| instance.field.kind == Kind::Route),
        Hint::Json => workspace.field().is_some_and(|instance| crate::app::route_tools::is_json(instance.field.kind)),
        Hint::Editor => workspace.full,
        Hint::Never => false,
    };
    key_line(
        canvas,
        area,
        KEYMAP.iter().filter(|binding| hints(binding.hint) || (workspace.full && binding.action == keys::Action::Save)),
    );
}

/// Keys with their words, as many as fit; each can be clicked.
pub fn key_line<'k>(canvas: &mut Canvas, area: Rect, bindings: impl Iterator<Item = &'k keys::Binding>) {
    let theme = canvas.theme;
    let mut x = area.x + 1;
    for binding in bindings {
        let key = keys::shown(binding.keys[0]);
        let width = u16::try_from(key.width() + 1 + binding.label.width()).unwrap_or(u16::MAX);
        if x + width > area.right() {
            break;
        }
        let place = Rect { x, width, ..area };
        canvas.line(
            place,
            Line::from(vec![Span::styled(key, theme.accent()), Span::raw(" "), Span::styled(binding.label, theme.quiet())]),
        );
        canvas.target(place, Target::Do(binding.action));
        x += width + 2;
    }
}
