//! What is told of rules and fields: one rule, one field, all of them as a list and as a page.

use crate::offer::field::{Field, Required, grouped};
use crate::offer::{Edition, steps};
use crate::rule::{Examples, Rule};
use crate::visible::on_one_line;
use crate::wrap;
use std::fmt::Write;

/// A rule with its reasons, for a terminal.
pub fn rule(rule: &Rule) -> String {
    let mut text = format!("{}\n{}.\n{}; {} says so.\n", rule.id, rule.summary, severity(rule), rule.layer.who());
    for paragraph in rule.explanation.split("\n\n") {
        text.push('\n');
        wrap::paragraphs(paragraph, 80).iter().for_each(|row| text.push_str(&format!("{row}\n")));
    }
    let (fails, passes) = examples(rule);
    for (title, lines) in [("Not so:", fails), ("But so:", passes)] {
        if !lines.is_empty() {
            text.push_str(&format!("\n{title}\n"));
            lines.iter().take(3).for_each(|line| text.push_str(&format!("  {}\n", on_one_line(line))));
        }
    }
    text + &format!("\nSource: {}\n", rule.source)
}

/// A field with its limits, for a terminal.
pub fn field(field: &Field) -> String {
    let mut text = format!("{}\n{}.\n", field.key, field.label);
    wrap::paragraphs(field.help, 80).iter().for_each(|row| text.push_str(&format!("\n{row}")));
    text.push('\n');
    let limit = field.limit_words(Edition::default());
    for (name, words) in [("Limit", limit.as_str()), ("Required", required(field).as_str()), ("Example", field.example)] {
        if !words.is_empty() {
            text.push_str(&format!("\n{name}: {}", on_one_line(words)));
        }
    }
    text + &format!("\nSource: {}\n", field.source)
}

/// All rules, a line each.
pub fn list(rules: &[&Rule]) -> String {
    let width = rules.iter().map(|rule| rule.id.len()).max().unwrap_or(0);
    rules.iter().map(|rule| format!("{:width$}  {:7}  {}\n", rule.id, rule.severity().word(), rule.summary)).collect()
}

/// How bad a rule is, in words, with the edition where that matters.
fn severity(rule: &Rule) -> String {
    let (now, then) = (rule.severities.partner_center, rule.severities.portal_2018);
    if now == then {
        now.word().to_string()
    } else {
        format!("{} ({} in {})", now.word(), then.word(), Edition::Portal2018.words())
    }
}

fn required(field: &Field) -> String {
    match field.required {
        Required::Yes => "yes".to_string(),
        Required::No => String::new(),
        Required::In(edition) => format!("in {}; the other edition does not ask for it", edition.words()),
        Required::When(sibling, value) => format!("where {sibling} is {value}"),
        Required::With(siblings) => {
            let names: Vec<&str> = siblings.iter().copied().filter(|name| *name != field.name()).collect();
            format!("together with {}", names.join(", "))
        }
    }
}

/// A rule's examples as lines: what breaks it, what keeps it.
fn examples(rule: &Rule) -> (Vec<String>, Vec<String>) {
    let changes = |lists: &[&[(&str, &str)]]| {
        lists
            .iter()
            .map(|list| list.iter().map(|(field, value)| format!("{field} = {value}")).collect::<Vec<_>>().join(", "))
            .collect()
    };
    let texts = |texts: &[&str]| texts.iter().map(|text| (*text).to_string()).collect();
    match &rule.examples {
        Examples::Piece { fails, passes, .. } => (texts(fails), texts(passes)),
        Examples::Offer { fails, passes } => (changes(fails), changes(passes)),
        Examples::Files(_) => (Vec::new(), Vec::new()),
    }
}

/// Every rule and every limit as one page of Markdown: docs/rules.md.
pub fn page() -> String {
    let rules = crate::rules::all();
    let mut out = String::from(
        "# Rules and limits\n\nWhat edge-offer checks, with the reason and the source of each. This page is generated from the program; `edge-offer explain NAME` tells the same in the terminal.\n\nSeverity: an *error* would be rejected or does not work, a *warning* passes but does not do what it seems or risks a rejection, *advice* is never an obstacle. Layer: **M** the marketplace's form, **R** the IoT Edge runtime, **H** IoT Hub, **C** certification by people, **B** the bundle itself.\n\n## Rules\n\n| rule | severity | layer | what is wrong |\n|---|---|---|---|\n",
    );
    for rule in &rules {
        // Writing into a String cannot fail.
        let _ =
            writeln!(out, "| [{0}](#{0}) | {1} | {2} | {3} |", rule.id, severity(rule), rule.layer.letter(), cell(rule.summary));
    }
    for one in &rules {
        let _ =
            write!(out, "\n### {}\n\n{}; {} says so. {}.\n", one.id, severity(one), one.layer.who(), capital(&cell(one.summary)));
        one.explanation.split("\n\n").for_each(|paragraph| out.push_str(&format!("\n{}\n", markup(paragraph))));
        let (fails, passes) = examples(one);
        for (title, lines) in [("Not so", fails), ("But so", passes)] {
            if !lines.is_empty() {
                out.push_str(&format!("\n{title}:\n\n"));
                lines.iter().take(4).for_each(|line| out.push_str(&format!("    {}\n", wrap::clipped(&on_one_line(line), 200))));
            }
        }
        let _ = write!(out, "\nSource: {}.\n", markup(&one.source.to_string()));
    }
    out.push_str("\n## Limits of fields\n\nThe numbers are of Partner Center; those of the portal of 2018 follow in parentheses where they differ.\n");
    for step in steps::STEPS {
        let _ = write!(out, "\n### {}\n\n| field | name | limit | required | source |\n|---|---|---|---|---|\n", step.title);
        for field in step.fields() {
            let _ = writeln!(
                out,
                "| `{}` | {} | {} | {} | {} |",
                field.key,
                cell(field.label),
                limits(field),
                cell(&required(field)),
                cell(&field.source.to_string())
            );
        }
        for list in step.groups.iter().filter_map(|group| group.list) {
            let (now, then) = (list.most.partner_center, list.most.portal_2018);
            let most = if now == then { grouped(now) } else { format!("{} ({})", grouped(now), grouped(then)) };
            let least = if list.least > 0 { format!("at least {}, ", list.least) } else { String::new() };
            let _ = writeln!(
                out,
                "| `{}` | rows: {} | {least}at most {most} | | {} |",
                list.key,
                list.row,
                cell(&list.source.to_string())
            );
        }
    }
    out
}

fn limits(field: &Field) -> String {
    let words = field.limit_words(Edition::default());
    cell(&words)
}

/// A text in a cell of a table.
fn cell(text: &str) -> String {
    markup(&on_one_line(text)).replace('|', "\\|")
}

/// A text in which nothing is markup.
fn markup(text: &str) -> String {
    text.replace('\\', "\\\\")
        .replace('<', "&lt;")
        .replace('*', "\\*")
        .replace('_', "\\_")
        .replace('`', "\\`")
        .replace("](", "]\\(")
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| format!("{}{}", first.to_uppercase(), letters.as_str()))
}
