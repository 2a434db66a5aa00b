//! The result beside the form: the listing as customers see it, the pictures' facts, the configuration that is exported.

use super::Canvas;
use crate::app::workspace::Workspace;
use crate::html::{BlockKind, Look};
use crate::offer::field::Kind;
use crate::offer::{FieldPath, Reading, Value};
use crate::visible::stand_in;
use crate::wrap;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};

/// Draws the preview of the page that is shown.
pub fn draw(workspace: &Workspace, canvas: &mut Canvas, area: Rect) {
    let lines = match workspace.page {
        crate::app::gallery::MEDIA => return super::pictures::draw(workspace, canvas, area),
        6 => plan(workspace, canvas, area),
        7 => configuration(workspace, canvas, area),
        _ => listing(workspace, canvas, area),
    };
    for (index, line) in lines.into_iter().take(usize::from(area.height)).enumerate() {
        canvas.line(Rect { y: area.y + index as u16, height: 1, ..area }, line);
    }
}

/// Draws a description as customers see it, scrolled as far as the caret is in its text (0 to 1).
pub fn html(canvas: &mut Canvas, area: Rect, text: &str, caret: f32) {
    let mut lines = vec![Line::from(Span::styled("As customers see it", canvas.theme.quiet())), Line::default()];
    lines.extend(html_lines(canvas, text, usize::from(area.width)));
    let hidden = lines.len().saturating_sub(usize::from(area.height));
    let wanted = (caret * lines.len() as f32) as usize;
    let top = wanted.saturating_sub(usize::from(area.height) / 2).min(hidden);
    for (index, line) in lines.into_iter().skip(top).take(usize::from(area.height)).enumerate() {
        canvas.line(Rect { y: area.y + index as u16, height: 1, ..area }, line);
    }
}

fn html_lines(canvas: &Canvas, html: &str, width: usize) -> Vec<Line<'static>> {
    let mut lines: Vec<Line<'static>> = Vec::new();
    let mut last = None;
    for block in crate::html::blocks(html) {
        let (indent, lead) = match block.kind {
            BlockKind::Item { depth, number } => {
                let lead = number.map_or("• ".to_string(), |number| format!("{number}. "));
                (2 * depth.saturating_sub(1), lead)
            }
            _ => (0, String::new()),
        };
        let is_item = matches!(block.kind, BlockKind::Item { .. });
        if last.is_some() && !(is_item && last == Some(true)) {
            lines.push(Line::default());
        }
        last = Some(is_item);
        let heading = matches!(block.kind, BlockKind::Heading(_));
        let hang = indent + lead.chars().count();
        for (index, mut spans) in run_rows(&block.runs, width.saturating_sub(hang), heading, canvas).into_iter().enumerate() {
            let lead = if index == 0 { format!("{}{lead}", " ".repeat(indent)) } else { " ".repeat(hang) };
            spans.insert(0, Span::raw(lead));
            lines.push(Line::from(spans));
        }
    }
    lines
}

/// Runs of one block in rows.
fn run_rows(runs: &[(String, Look)], width: usize, heading: bool, canvas: &Canvas) -> Vec<Vec<Span<'static>>> {
    let looks: Vec<Look> =
        runs.iter().flat_map(|(text, look)| stand_in(text).chars().map(|_| *look).collect::<Vec<_>>()).collect();
    let text: String = runs.iter().map(|(text, _)| stand_in(text).into_owned()).collect();
    let lines: Vec<&str> = text.split('\n').collect();
    let mut starts = vec![0];
    for line in &lines {
        starts.push(starts.last().copied().unwrap_or(0) + line.chars().count() + 1);
    }
    wrap::rows(&lines, width)
        .into_iter()
        .map(|row| {
            let mut spans: Vec<(Look, String)> = Vec::new();
            for (index, c) in wrap::text(&lines, row).chars().enumerate() {
                let look = looks.get(starts[row.line] + row.start + index).copied().unwrap_or_default();
                match spans.last_mut() {
                    Some((last, run)) if *last == look => run.push(c),
                    _ => spans.push((look, c.to_string())),
                }
            }
            spans.into_iter().map(|(look, run)| Span::styled(run, style_of(look, heading, canvas))).collect()
        })
        .collect()
}

fn style_of(look: Look, heading: bool, canvas: &Canvas) -> Style {
    let mut style = if heading { canvas.theme.accent() } else { Style::new() };
    if look.bold || heading {
        style = style.add_modifier(Modifier::BOLD);
    }
    if look.italic {
        style = style.add_modifier(Modifier::ITALIC);
    }
    if look.underlined {
        style = style.add_modifier(Modifier::UNDERLINED);
    }
    style
}

fn heading(canvas: &Canvas, text: &str) -> Vec<Line<'static>> {
    vec![Line::from(Span::styled(text.to_string(), canvas.theme.quiet())), Line::default()]
}

fn wrapped(text: &str, width: usize, style: Style) -> Vec<Line<'static>> {
    wrap::paragraphs(&stand_in(text), width).into_iter().map(|row| Line::from(Span::styled(row, style))).collect()
}

/// The listing: card and description.
fn listing(workspace: &Workspace, canvas: &Canvas, area: Rect) -> Vec<Line<'static>> {
    let offer = workspace.offer();
    let (theme, width) = (canvas.theme, usize::from(area.width));
    let or = |text: String, what: &str| if text.trim().is_empty() { what.to_string() } else { text };
    let mut lines = heading(canvas, "As customers see it");
    lines.extend(wrapped(&or(offer.get("listing.title"), "(no title yet)"), width, theme.strong()));
    lines.extend(wrapped(&format!("By {}", or(offer.get("offer.publisher"), "(no publisher yet)")), width, theme.quiet()));
    lines.push(Line::default());
    lines.extend(wrapped(&or(offer.get("listing.summary"), "(no summary yet)"), width, Style::new()));
    let billing = match offer.get("offer.billing").as_str() {
        "byol" => "Get it now · Bring your own licence",
        "free" => "Get it now · Free",
        _ => "Get it now",
    };
    lines.extend(wrapped(billing, width, theme.accent()));
    lines.push(Line::from(Span::styled("─".repeat(width), theme.line())));
    if workspace.page == 4 || workspace.page == 5 || workspace.page == 3 {
        lines.extend(around(workspace, canvas, width));
        return lines;
    }
    let description =
        offer.instance(&FieldPath::of("listing.description", &[])).map(|instance| instance.text).unwrap_or_default();
    lines.extend(html_lines(canvas, &description, width));
    lines
}

/// What stands beside the description: support, legal, links.
fn around(workspace: &Workspace, canvas: &Canvas, width: usize) -> Vec<Line<'static>> {
    let offer = workspace.offer();
    let theme = canvas.theme;
    let mut lines = Vec::new();
    let mut part = |title: &str, rows: Vec<String>| {
        let rows: Vec<String> = rows.into_iter().filter(|row| !row.trim().is_empty()).collect();
        if !rows.is_empty() {
            lines.push(Line::from(Span::styled(title.to_string(), theme.strong())));
            rows.iter().for_each(|row| lines.extend(wrapped(row, width, Style::new())));
            lines.push(Line::default());
        }
    };
    part("Support", vec![offer.get("support.website")]);
    let terms = match offer.get("legal.terms").as_str() {
        "standard-contract" => "License Agreement: Microsoft's Standard Contract".to_string(),
        "address" => format!("License Agreement: {}", offer.get("legal.terms-address")),
        "own" => "License Agreement: your own text".to_string(),
        _ => String::new(),
    };
    let privacy = offer.get("legal.privacy-policy");
    part("Legal", vec![terms, if privacy.is_empty() { privacy } else { format!("Privacy Policy: {privacy}") }]);
    let links = (0..offer.count("documentation.links")).flat_map(|row| {
        let of = |key: &str| offer.text(&FieldPath::of(key, &[row]));
        [of("documentation.links[].title"), of("documentation.links[].address")]
    });
    part("Learn more", links.collect());
    lines
}

/// The plan as the store's table shows it, and the image behind it.
fn plan(workspace: &Workspace, canvas: &Canvas, area: Rect) -> Vec<Line<'static>> {
    let offer = workspace.offer();
    let width = usize::from(area.width);
    let theme = canvas.theme;
    let mut lines = heading(canvas, "Plans, as customers see them");
    for number in 0..offer.count("plans") {
        let of = |key: &str| offer.text(&FieldPath::of(key, &[number]));
        if offer.reading(&FieldPath::of("plans[].hidden", &[number]), Kind::Flag) == Reading::Value(Value::Flag(true)) {
            continue;
        }
        lines.extend(wrapped(&of("plans[].name"), width, theme.strong()));
        lines.extend(wrapped(&of("plans[].description"), width, Style::new()));
        lines.push(Line::default());
    }
    lines.extend(heading(canvas, "The image that customers deploy"));
    lines.extend(wrapped(&offer.image(workspace.plan), width, Style::new()));
    lines.push(Line::default());
    lines.extend(wrapped(&format!("Default module name: {}", offer.module_name(workspace.plan)), width, theme.quiet()));
    lines
}

/// The configuration of the plan that is shown: what its routes do, and the manifest that is exported.
fn configuration(workspace: &Workspace, canvas: &Canvas, area: Rect) -> Vec<Line<'static>> {
    let offer = workspace.offer();
    let (theme, width) = (canvas.theme, usize::from(area.width));
    let configuration = crate::rules::configuration::configuration(&offer, workspace.plan);
    let mut lines = heading(canvas, "What the routes do");
    for (name, route) in &configuration.routes {
        let words = crate::edge::route::describe(route, Some(&configuration.module))
            .unwrap_or("no device would take this route".to_string());
        lines.extend(wrapped(&format!("{name}: {words}"), width, Style::new()));
    }
    if configuration.routes.is_empty() {
        lines.extend(wrapped("There are none: the module's messages go nowhere by default.", width, theme.quiet()));
    }
    lines.push(Line::default());
    let exported = crate::edge::manifest::export(&configuration);
    for note in &exported.notes {
        lines.extend(wrapped(&format!("· {note}"), width, theme.warning()));
    }
    lines.push(Line::default());
    lines.extend(heading(canvas, "deployment.layered.json"));
    lines.extend(exported.layered.lines().map(|line| Line::from(wrap::clipped(&stand_in(line), width))));
    lines
}
