//! The things on a page as lines of text: a field with its value and findings, a heading, a row's name, a button.

use super::edited::{self, Edited};
use super::theme::Theme;
use crate::app::page::{Focus, Item};
use crate::app::workspace::{Workspace, is_typed};
use crate::offer::field::{Field, Kind, Language, List, Required, grouped};
use crate::offer::{Attachment, FieldPath, FileFault, Instance, Offer, Reading, Value};
use crate::rule::Severity;
use crate::rules::Finding;
use crate::visible::{on_one_line, stand_in};
use crate::wrap;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

/// The lines of one item, and where in them the edited text stands.
pub struct Lines {
    /// The lines.
    pub lines: Vec<Line<'static>>,
    /// What a click on them gives the focus to.
    pub focus: Option<Focus>,
    /// The edited text in them.
    pub edited: Option<Edited>,
}

/// The lines of an item in `width` columns.
pub fn lines(workspace: &Workspace, theme: Theme, item: &Item, width: usize, dense: bool) -> Lines {
    let focused = !workspace.in_steps && item.focus().is_some_and(|focus| focus == workspace.focus);
    let mut out = Lines { lines: Vec::new(), focus: item.focus(), edited: None };
    match item {
        Item::Heading(heading, intro) => {
            let mut spans = vec![Span::styled(heading.clone(), theme.accent().patch(theme.strong()))];
            if !intro.is_empty() && heading.width() + intro.width() + 3 < width {
                spans.push(Span::styled(format!("  {intro}"), theme.quiet()));
            }
            out.lines.push(Line::from(spans));
        }
        Item::Text(text) => {
            out.lines.extend(wrap::paragraphs(text, width).into_iter().map(|row| Line::from(Span::styled(row, theme.quiet()))));
        }
        Item::Plan(plan, plans) => {
            let id = workspace.offer().text(&FieldPath::of("plans[].name", &[*plan]));
            let name = if id.is_empty() { "without a name".to_string() } else { stand_in(&id).replace('\n', " ") };
            let arrows = if focused { ("‹ ", " ›") } else { ("  ", "  ") };
            let words = format!("Plan {} of {plans}: {name}", plan + 1);
            let style = if focused { theme.accent().patch(theme.strong()) } else { theme.strong() };
            out.lines.push(marked(
                theme,
                focused,
                vec![
                    Span::styled(arrows.0, theme.accent()),
                    Span::styled(wrap::clipped(&words, width.saturating_sub(6)), style),
                    Span::styled(arrows.1, theme.accent()),
                ],
            ));
        }
        Item::Row(list, path, row, count) if !is_open(workspace, &path.row(*row)) => {
            out.focus = columns(&workspace.offer(), list, &path.row(*row)).next().map(|(_, path)| Focus::Field(path));
            out.lines.push(closed_row(workspace, theme, list, &path.row(*row), *row, *count, width));
            return out;
        }
        Item::Field(_, path)
            if workspace
                .offer()
                .row_of(path)
                .is_some_and(|(_, list, row)| list != FieldPath::of("plans", &[]) && !is_open(workspace, &list.row(row))) =>
        {
            return out;
        }
        Item::Row(list, _, row, count) => {
            let mut letters = list.row.chars();
            let name: String = letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default();
            out.lines.push(Line::from(Span::styled(format!("{name} {} of {count}", row + 1), theme.strong())));
            return out;
        }
        Item::Field(field, path) => field_lines(workspace, theme, field, path, width, focused, dense, &mut out),
        Item::Add(list, path) => {
            let (rows, most) = (workspace.offer().rows(path), list.most.of(workspace.offer().edition()));
            let words = format!("+ Add a {}", list.row);
            let style = if focused { theme.accent().patch(theme.strong()) } else { theme.accent() };
            out.lines.push(marked(
                theme,
                focused,
                vec![Span::styled(words, style), Span::styled(format!("   {rows} of {most}"), theme.quiet())],
            ));
            for finding in workspace.findings_of(path) {
                match finding.is_missing() {
                    true => out.lines.push(Line::from(Span::styled(format!("  · {}", finding.message), theme.quiet()))),
                    false => finding_lines(theme, finding, width, focused, &mut out.lines),
                }
            }
        }
        Item::Finding(number) => {
            if let Some(finding) = workspace.findings.get(*number) {
                review_lines(workspace, theme, finding, width, focused, &mut out.lines);
            }
            return out;
        }
        Item::Change(_, difference) => {
            let (sign, style) = match difference.forbidden {
                Some(_) => sign(theme, Severity::Error),
                None => ("·", theme.quiet()),
            };
            for (row, words) in wrap::paragraphs(&difference.words(), width.saturating_sub(4)).into_iter().enumerate() {
                let sign = if row == 0 { format!("{sign} ") } else { "  ".to_string() };
                let words = Span::styled(words, if focused { theme.accent() } else { Style::new() });
                out.lines.push(marked(theme, focused && row == 0, vec![Span::styled(sign, style), words]));
            }
            return out;
        }
        Item::Button(_, words, about) => {
            let style = if focused { theme.accent().patch(theme.strong()) } else { theme.accent() };
            let room = width.saturating_sub(words.width() + 5);
            out.lines.push(marked(
                theme,
                focused,
                vec![
                    Span::styled(words.clone(), style),
                    Span::styled(format!("   {}", wrap::clipped(about, room)), theme.quiet()),
                ],
            ));
        }
    }
    if !dense || matches!(item, Item::Text(_)) {
        out.lines.push(Line::default());
    }
    out
}

/// Whether the focus is in a row of a list: then its fields stand under each other, else the row is one line of a table.
fn is_open(workspace: &Workspace, row: &FieldPath) -> bool {
    matches!(&workspace.focus, Focus::Field(path) if path.is_within(row))
}

/// The fields of a list's row that stand beside each other in it.
fn columns(offer: &Offer, list: &List, row: &FieldPath) -> impl Iterator<Item = (&'static Field, FieldPath)> {
    let fields = crate::offer::steps::fields();
    let own = fields.filter(move |field| field.table().strip_suffix("[]") == Some(list.key));
    own.map(|field| (field, row.key(field.name()))).filter(|(field, path)| offer.applies(field, path))
}

/// A row of a list as one line: its number, its first values, and a mark where something is wrong.
fn closed_row(
    workspace: &Workspace,
    theme: Theme,
    list: &List,
    path: &FieldPath,
    row: usize,
    count: usize,
    width: usize,
) -> Line<'static> {
    let offer = workspace.offer();
    let values: Vec<String> = columns(&offer, list, path)
        .map(|(field, path)| offer.instance_of(field, path))
        .map(|instance| if instance.text.is_empty() { "–".to_string() } else { stand_in(&instance.text).replace('\n', " ") })
        .collect();
    let worst = workspace.findings.iter().filter(|finding| finding.field.is_within(path)).map(|finding| finding.severity).max();
    let (mark, style) = worst.map_or((" ", Style::new()), |severity| sign(theme, severity));
    let number = format!("{:>width$} ", row + 1, width = count.to_string().len());
    let room = width.saturating_sub(number.width() + 3);
    let column = (room / 3).clamp(12, 26);
    let mut spans = vec![Span::styled(format!("{mark} "), style), Span::styled(number, theme.quiet())];
    let first = wrap::clipped(values.first().map_or("", String::as_str), column);
    let pad = " ".repeat(column.saturating_sub(first.width()) + 2);
    spans.push(Span::raw(first));
    spans.push(Span::raw(pad));
    let second = wrap::clipped(values.get(1).map_or("", String::as_str), room.saturating_sub(column + 2));
    let left = room.saturating_sub(column + 2 + second.width());
    spans.push(Span::raw(second));
    if let Some(about) = values.get(2).filter(|about| left > 12 && *about != "–") {
        spans.push(Span::styled(format!("  {}", wrap::clipped(about, left - 2)), theme.quiet()));
    }
    Line::from(spans)
}

/// A line with the mark of the focus before it.
fn marked(theme: Theme, focused: bool, mut spans: Vec<Span<'static>>) -> Line<'static> {
    spans.insert(0, if focused { Span::styled("┃ ", theme.accent()) } else { Span::raw("  ") });
    Line::from(spans)
}

#[expect(clippy::too_many_arguments, reason = "the parts of one line of a page; a struct would only name them twice")]
fn field_lines(
    workspace: &Workspace,
    theme: Theme,
    field: &'static Field,
    path: &FieldPath,
    width: usize,
    focused: bool,
    dense: bool,
    out: &mut Lines,
) {
    let offer = workspace.offer();
    let instance = offer.instance_of(field, path.clone());
    if field.kind == Kind::Answer {
        return question_lines(workspace, theme, &instance, width, focused, &mut out.lines);
    }
    let label_style = if focused { theme.accent().patch(theme.strong()) } else { theme.quiet() };
    let mut label = vec![Span::raw("  "), Span::styled(field.label, label_style)];
    if field.required == Required::No && instance.is_empty() {
        label.push(Span::styled("  optional", theme.quiet()));
    }
    let (counter, over) = counter(&instance, &offer);
    if dense && !focused {
        let worst = workspace.findings_of(path).filter(|finding| !finding.is_missing()).map(|finding| finding.severity).max();
        let value = value_lines(theme, &offer, &instance, width.saturating_sub(label_width(width) + 2), false)
            .into_iter()
            .next()
            .unwrap_or_default();
        out.lines.push(row_line(theme, field.label, value, worst, width));
        return;
    }
    let used: usize = label.iter().map(Span::width).sum();
    if used + counter.width() < width {
        label.push(Span::raw(" ".repeat(width - used - counter.width())));
        label.push(Span::styled(counter, if over { theme.error() } else { theme.quiet() }));
    }
    out.lines.push(Line::from(label));
    match &workspace.editor {
        Some(editor) if focused && is_typed(field) => {
            let most_rows = if matches!(field.kind, Kind::Prose) || editor.several_lines() { 8 } else { 4 };
            let edited = edited::lines(
                workspace,
                theme,
                editor,
                field,
                width,
                if dense { most_rows.min(4) } else { most_rows },
                &mut out.lines,
            );
            out.edited = Some(edited);
            if let (Kind::Route, Some(words)) = (field.kind, route_words(&offer, &instance)) {
                for (index, row) in wrap::paragraphs(&words, width.saturating_sub(4)).into_iter().enumerate() {
                    let lead = if index == 0 { "→" } else { " " };
                    out.lines.push(Line::from(Span::styled(format!("  {lead} {row}"), theme.good())));
                }
            }
        }
        _ => out
            .lines
            .extend(value_lines(theme, &offer, &instance, width, focused).into_iter().map(|spans| marked(theme, focused, spans))),
    }
    let mut shown = 0;
    for finding in workspace.findings_of(path) {
        // A field that nobody came to yet is not scolded for being empty.
        if finding.is_missing() {
            if focused {
                out.lines.push(Line::from(Span::styled("  · required", theme.quiet())));
            }
        } else if focused || shown == 0 {
            finding_lines(theme, finding, width, focused, &mut out.lines);
            shown += 1;
        }
    }
}

/// A question with its answer: the box, the question, the day.
fn question_lines(
    workspace: &Workspace,
    theme: Theme,
    instance: &Instance,
    width: usize,
    focused: bool,
    out: &mut Vec<Line<'static>>,
) {
    let day = on_one_line(&instance.text);
    let words = if instance.is_empty() { instance.field.label.to_string() } else { format!("{}  {day}", instance.field.label) };
    let style = if focused { theme.accent().patch(theme.strong()) } else { Style::new() };
    for (index, row) in wrap::paragraphs(&words, width.saturating_sub(7)).into_iter().enumerate() {
        let row = row.trim_start().to_string();
        let mark = match (index, instance.is_empty()) {
            (0, true) => "[ ] ",
            (0, false) => "[x] ",
            _ => "    ",
        };
        let text = match row.strip_suffix(&day).filter(|_| !instance.is_empty()) {
            Some(before) => vec![Span::styled(before.to_string(), style), Span::styled(day.clone(), theme.quiet())],
            None => vec![Span::styled(row, style)],
        };
        out.push(marked(theme, focused && index == 0, [vec![Span::raw(mark)], text].concat()));
    }
    if focused {
        workspace.findings_of(&instance.path).for_each(|finding| finding_lines(theme, finding, width, true, out));
    }
}

/// What a route does, in a sentence.
fn route_words(offer: &crate::offer::Offer, instance: &Instance) -> Option<String> {
    let module = offer.module_name(instance.path.rows().first().copied().unwrap_or(0));
    crate::edge::route::describe(&instance.text, Some(&module)).map(|words| stand_in(&words).into_owned())
}

/// How wide the labels are where label and value share a line.
fn label_width(width: usize) -> usize {
    (width / 3).clamp(14, 26)
}

/// Label and value on one line, and a mark where something is wrong.
fn row_line(theme: Theme, label: &str, value: Vec<Span<'static>>, worst: Option<Severity>, width: usize) -> Line<'static> {
    let room = label_width(width);
    let label = wrap::clipped(label, room);
    let pad = " ".repeat(room.saturating_sub(label.width()) + 2);
    let (mark, style) = worst.map_or((" ", Style::new()), |severity| sign(theme, severity));
    let mut spans = vec![Span::styled(format!("{mark} "), style), Span::styled(label, theme.quiet()), Span::raw(pad)];
    spans.extend(value);
    Line::from(spans)
}

fn counter(instance: &Instance, offer: &crate::offer::Offer) -> (String, bool) {
    let Some(most) = instance.field.most.map(|most| most.of(offer.edition())) else { return (String::new(), false) };
    if matches!(instance.field.kind, Kind::Choices(_) | Kind::Subcategories(_)) {
        return (String::new(), false);
    }
    let size = instance.size();
    (format!("{}/{}", grouped(size), grouped(most)), size > most)
}

/// The value of a field that is not being typed.
fn value_lines(
    theme: Theme,
    offer: &crate::offer::Offer,
    instance: &Instance,
    width: usize,
    focused: bool,
) -> Vec<Vec<Span<'static>>> {
    let room = width.saturating_sub(3);
    let one = |text: String| vec![vec![Span::raw(wrap::clipped(&text, room))]];
    let quiet = |text: &str| vec![vec![Span::styled(wrap::clipped(text, room), theme.quiet())]];
    if let Reading::Wrong(found) = instance.reading {
        return quiet(&format!("offer.toml has {found} here"));
    }
    let label_of = |value: &str| {
        let choices = offer.choices(instance.field, &instance.path);
        choices.iter().find(|(known, _)| *known == value).map_or_else(|| on_one_line(value), |(_, label)| label.to_string())
    };
    match instance.field.kind {
        Kind::Flag => {
            let on = instance.reading == Reading::Value(Value::Flag(true));
            let words = if on { "Yes" } else { "No" };
            if focused { vec![chooser(theme, words)] } else { one(words.to_string()) }
        }
        Kind::Choice(_) | Kind::Category if focused => {
            vec![chooser(theme, &if instance.text.is_empty() { "not chosen".to_string() } else { label_of(&instance.text) })]
        }
        Kind::Choice(_) | Kind::Category if !instance.text.is_empty() => one(label_of(&instance.text)),
        Kind::Choices(choices) if choices.len() <= 4 => {
            let items = instance.items();
            let marks = choices.iter().map(|choice| {
                format!("{} {}", if items.iter().any(|item| item == choice.value) { "[x]" } else { "[ ]" }, choice.label)
            });
            one(marks.collect::<Vec<_>>().join("   "))
        }
        Kind::Choices(_) | Kind::Subcategories(_) if !instance.is_empty() => {
            one(instance.items().iter().map(|item| label_of(item)).collect::<Vec<_>>().join(", "))
        }
        Kind::TextFile(language, _) => file_line(instance, language)
            .map_or_else(|| quiet("nothing yet; Enter to write"), |text| with_key(theme, &text, "Enter to edit", room)),
        Kind::Picture(..) => {
            picture_line(offer, instance).map_or_else(|| quiet(if focused { "none; Enter chooses a file" } else { "none" }), one)
        }
        _ if instance.text.is_empty() => quiet("–"),
        Kind::Prose => {
            let mut rows = wrap::paragraphs(&stand_in(&instance.text), room);
            if rows.len() > 2 {
                rows.truncate(2);
                rows[1] = wrap::clipped(&format!("{} …", rows[1]), room);
            }
            rows.into_iter().map(|row| vec![Span::raw(row)]).collect()
        }
        _ => one(stand_in(&instance.text).replace('\n', " ↵ ")),
    }
}

fn chooser(theme: Theme, words: &str) -> Vec<Span<'static>> {
    vec![Span::styled("‹ ", theme.accent()), Span::raw(words.to_string()), Span::styled(" ›", theme.accent())]
}

fn with_key(theme: Theme, text: &str, key: &str, room: usize) -> Vec<Vec<Span<'static>>> {
    let mut spans = vec![Span::raw(wrap::clipped(text, room))];
    if text.width() + key.width() + 3 <= room {
        spans.push(Span::styled(format!("   {key}"), theme.quiet()));
    }
    vec![spans]
}

fn file_line(instance: &Instance, language: Language) -> Option<String> {
    let file = on_one_line(instance.file()?);
    match instance.attachment {
        Some(Attachment::Fault(FileFault::Missing)) => None,
        Some(Attachment::Fault(fault)) => Some(format!("{file} · {}", fault.words())),
        _ if instance.text.is_empty() => None,
        _ if language == Language::Json => {
            Some(format!("{file} · {}", wrap::clipped(&stand_in(&crate::offer::reading::minified(&instance.text)), 40)))
        }
        _ => {
            let lines = instance.text.lines().count();
            Some(format!("{file} · {}", crate::app::page::plural(lines, "line")))
        }
    }
}

fn picture_line(offer: &crate::offer::Offer, instance: &Instance) -> Option<String> {
    let file = on_one_line(instance.file()?);
    let new = if offer.document().imports().contains_key(instance.file()?) { ", to be copied by the next save" } else { "" };
    Some(match instance.attachment {
        Some(Attachment::Picture(facts)) => {
            format!("{file} · {} {}x{}, {}{new}", facts.format, facts.width, facts.height, size(facts.bytes))
        }
        Some(Attachment::Fault(fault)) => format!("{file} · {}", fault.words()),
        _ => file,
    })
}

/// `3 kB`: a file's size as people read it.
pub fn size(bytes: u64) -> String {
    match bytes {
        0..1000 => format!("{bytes} bytes"),
        1000..1_000_000 => format!("{} kB", bytes.div_ceil(1000)),
        _ => format!("{:.1} MB", bytes as f64 / 1e6),
    }
}

/// The sign and the style of a severity.
pub fn sign(theme: Theme, severity: Severity) -> (&'static str, Style) {
    match severity {
        Severity::Error => ("✗", theme.error()),
        Severity::Warning => ("!", theme.warning()),
        Severity::Advice => ("i", theme.quiet()),
    }
}

/// A finding under its field: whole where the focus is, else its first row.
fn finding_lines(theme: Theme, finding: &Finding, width: usize, focused: bool, lines: &mut Vec<Line<'static>>) {
    let (mark, style) = sign(theme, finding.severity);
    let mut text = stand_in(&finding.message).into_owned();
    if focused {
        if let Some(help) = &finding.help {
            text.push_str(" – ");
            text.push_str(&stand_in(help));
        }
        if let Some(fix) = &finding.fix {
            text.push_str(&format!(" (F6: {})", fix.label));
        }
        text.push_str(&format!("  [{}]", finding.rule.id));
    }
    let mut rows = wrap::paragraphs(&text.replace('\n', " "), width.saturating_sub(5));
    if !focused && rows.len() > 1 {
        rows.truncate(1);
        rows[0] = wrap::clipped(&format!("{} …", rows[0]), width.saturating_sub(5));
    }
    for (index, row) in rows.into_iter().enumerate() {
        let lead = if index == 0 { format!("  {mark} ") } else { "    ".to_string() };
        lines.push(Line::from(vec![Span::styled(lead, style), Span::styled(row, if focused { Style::new() } else { style })]));
    }
}

/// A finding on the review page: the field, and what is wrong.
fn review_lines(
    workspace: &Workspace,
    theme: Theme,
    finding: &Finding,
    width: usize,
    focused: bool,
    lines: &mut Vec<Line<'static>>,
) {
    let (mark, style) = if finding.is_missing() { ("·", theme.quiet()) } else { sign(theme, finding.severity) };
    let label = crate::offer::steps::field(&finding.field.pattern())
        .map_or_else(|| finding.field.to_string(), |field| field.label.to_string());
    let rows = finding.field.rows();
    let several = workspace.offer().count("plans") > 1 || rows.len() > 1 || !finding.field.to_string().starts_with("plans");
    let place = if rows.is_empty() || !several { label } else { format!("{label} ({})", finding.field) };
    let place = stand_in(&place).into_owned();
    let text = stand_in(&finding.message).replace('\n', " ");
    let message = text.strip_prefix(&place).map_or(text.clone(), |rest| rest.trim_start().to_string());
    let place_style = if focused { theme.accent().patch(theme.strong()) } else { theme.strong() };
    let room = width.saturating_sub(place.width() + 6);
    lines.push(marked(
        theme,
        focused,
        vec![
            Span::styled(format!("{mark} "), style),
            Span::styled(place, place_style),
            Span::raw("  "),
            Span::raw(wrap::clipped(&message, room)),
        ],
    ));
}
