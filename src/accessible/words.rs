//! What the line mode says: pages, fields and findings as sentences.

use super::{numbered, page_title};
use crate::app::page::{self, Focus, Item, plural};
use crate::app::workspace::Workspace;
use crate::offer::field::{Kind, grouped};
use crate::offer::{FieldPath, Instance};
use crate::rule::Severity;
use crate::rules::Finding;

/// The commands.
pub const COMMANDS: &[&str] = &[
    "A number goes to what has it on this page: a field is asked, \"Add\" adds.",
    "Enter alone goes to the next field that is empty or wrong.",
    "next, previous: the next or previous step. step 3: that step. steps: all of them, and how far they are.",
    "list: this page again. help 2: about field 2. plan 2: shows that plan.",
    "problems: everything that is wrong or missing.",
    "clear 2, edit 2: empties field 2, or opens it in your own editor. fix 2: applies its fix.",
    "logos FILE: makes all logos and the hero image from one picture, best an SVG. fix 2 brings a picture to its size.",
    "remove 2, up 2, down 2: removes or moves the row in which field 2 stands.",
    "undo, redo. save, or save FOLDER. export, or export PATH. quit.",
];

/// What has a number on this page, in order.
pub fn focuses(workspace: &Workspace) -> Vec<Focus> {
    numbered(&workspace.items()).map(|(_, focus)| focus).collect()
}

/// The page: where one is, and what stands there.
pub fn page(workspace: &Workspace) -> Vec<String> {
    let mut lines = vec![String::new(), format!("{}. {}", page_title(workspace), progress(workspace, workspace.page))];
    let mut number = 0;
    for item in workspace.items() {
        if item.focus().is_some() {
            number += 1;
        }
        lines.push(match &item {
            Item::Heading(heading, intro) => format!("{heading}. {intro}"),
            Item::Text(text) => text.clone(),
            Item::Plan(plan, plans) => format!("{number}. Plan {} of {plans}.", plan + 1),
            Item::Row(list, _, row, count) => format!("{} {} of {count}:", list.row, row + 1),
            Item::Field(field, path) => {
                let instance = workspace.offer().instance_of(field, path.clone());
                let wrong = workspace.findings_of(path).map(|finding| finding.severity).max();
                let mark = match wrong {
                    Some(Severity::Error) if instance.is_empty() => " Required.",
                    Some(Severity::Error) => " Error.",
                    Some(Severity::Warning) => " Warning.",
                    _ => "",
                };
                format!("{number}. {}: {}.{mark}", field.label, value(workspace, &instance))
            }
            Item::Add(list, path) => format!(
                "{number}. Add a {}. There are {} of at most {}.",
                list.row,
                workspace.offer().rows(path),
                list.most.of(workspace.offer().edition())
            ),
            Item::Finding(found) => {
                workspace.findings.get(*found).map(|found| format!("{number}. {}", finding(found))).unwrap_or_default()
            }
            Item::Change(_, difference) => format!("{number}. {}", difference.words()),
            Item::Button(_, words, about) => format!("{number}. {words}: {about}."),
        });
    }
    lines
}

/// All steps, and how far they are.
pub fn steps(workspace: &Workspace) -> Vec<String> {
    let overview = &workspace.overview;
    let mut lines = vec![format!("{} of {} required fields are filled.", overview.filled, overview.required)];
    lines.extend(
        (0..=page::REVIEW).map(|number| format!("{}. {}. {}", number + 1, page::title(number), progress(workspace, number))),
    );
    lines
}

/// Everything that is wrong or missing.
pub fn problems(workspace: &Workspace) -> Vec<String> {
    if workspace.findings.is_empty() {
        return vec!["There are no problems.".to_string()];
    }
    let mut lines = vec![format!("{}:", plural(workspace.findings.len(), "finding"))];
    lines.extend(workspace.findings.iter().map(|found| {
        let page = page::page_of(&found.field).map(page::title).unwrap_or("offer.toml");
        format!("{page}, {}. {}", found.field, finding(found))
    }));
    lines
}

/// A field: what it is for, its limits, its value.
pub fn about(workspace: &Workspace, path: &FieldPath) -> Vec<String> {
    let offer = workspace.offer();
    let Some(instance) = offer.instance(path) else { return vec!["This is no field.".to_string()] };
    let required = if offer.is_required(instance.field, path) { "Required." } else { "Optional." };
    let limits = instance.field.limit_words(offer.edition());
    let limits = if limits.is_empty() { limits } else { format!(" {limits}.") };
    let mut lines = vec![format!("{}. {required}{limits} {}", instance.field.label, instance.field.help)];
    for (number, (value, label)) in offer.choices(instance.field, path).iter().enumerate() {
        lines.push(format!("  {}: {label} ({value})", number + 1));
    }
    lines.push(format!("For example: {}", instance.field.example));
    lines.push(format!("Now: {}.", value(workspace, &instance)));
    lines.extend(workspace.findings_of(path).filter(|finding| !finding.is_missing()).map(finding));
    lines
}

/// A finding as a sentence.
pub fn finding(finding: &Finding) -> String {
    let severity = match finding.severity {
        Severity::Error => "Error",
        Severity::Warning => "Warning",
        Severity::Advice => "Advice",
    };
    let help = finding.help.as_ref().map(|help| format!(" To do: {help}.")).unwrap_or_default();
    format!("{severity}: {}.{help} Rule {}.", finding.message, finding.rule.id)
}

fn value(workspace: &Workspace, instance: &Instance) -> String {
    if instance.is_empty() {
        return "empty".to_string();
    }
    let choices = workspace.offer().choices(instance.field, &instance.path);
    let label =
        |item: &String| choices.iter().find(|(value, _)| value == item).map_or(item.clone(), |(_, label)| (*label).to_string());
    match instance.field.kind {
        Kind::Flag => if instance.text == "true" { "yes" } else { "no" }.to_string(),
        Kind::Answer => format!("yes, on {}", instance.text),
        Kind::TextFile(..) => format!("{}, {} characters", instance.file().unwrap_or("a file"), grouped(instance.size())),
        Kind::Picture(..) => match instance.attachment {
            Some(crate::offer::Attachment::Picture(facts)) => {
                format!("{}, {} by {} pixels", instance.file().unwrap_or("a file"), facts.width, facts.height)
            }
            _ => instance.file().unwrap_or("a file").to_string(),
        },
        _ => instance.items().iter().map(label).collect::<Vec<_>>().join(", "),
    }
}

fn progress(workspace: &Workspace, number: usize) -> String {
    match workspace.overview.pages.get(number) {
        Some((progress, errors, warnings)) if errors + warnings > 0 => {
            format!("{}, {}.", progress.words(), plural(errors + warnings, "problem"))
        }
        Some((progress, ..)) => format!("{}.", progress.words()),
        None => String::new(),
    }
}
